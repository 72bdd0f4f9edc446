#include "page/title.h"

enum { HEADING_MOST = 300, HEADINGS_MOST = 60, WORDS_MOST = 64, SITE_WORDS_MOST = 4, SHARE_LEAST = 50, SHARE_OF_LOWER = 90, SITE_LETTERS_LEAST = 5, TITLE_WORDS_LEAST = 3, AS_TOLD = 150, SOFT_HYPHEN = 0xAD };

typedef struct { uint64_t at[WORDS_MOST]; size_t len; } Bag;

static void add_words(const Thread *t, Str text, Bag *bag) {
    Word word;
    Str folded = str_fold(text, t->r->scratch);
    for (size_t at = 0; bag->len < WORDS_MOST && words_next(folded, &at, pack_word_rules(t->r->pack), &word);) {
        if (word.shape & CASUS_SHAPE_PUNCT) continue;
        bag->at[bag->len++] = str_hash(str_cut(folded, word.start, word.end));
    }
}

/* Of the words of a heading, how many in a hundred stand in the head's titles. */
static int share_of(const Bag *heading, const Bag *told) {
    size_t n = 0;
    for (size_t k = 0; k < heading->len; k++)
        for (size_t j = 0; j < told->len; j++)
            if (heading->at[k] == told->at[j]) {
                n++;
                break;
            }
    return heading->len ? (int)(n * 100 / heading->len) : 0;
}

static Str letters_of(Str text, Arena *scratch) {
    Str folded = str_fold(text, scratch);
    char *out = arena_alloc(scratch, folded.len + 1);
    size_t n = 0;
    for (size_t k = 0; k < folded.len; k++)
        if ((folded.at[k] >= 'a' && folded.at[k] <= 'z') || (folded.at[k] >= '0' && folded.at[k] <= '9')) out[n++] = folded.at[k];
    return (Str){ out, n };
}

/* "Marsh Wire archive" on archive.marshwire.example: the host says its first or last letters. */
static bool is_site_name(const Thread *t, Str heading, const Bag *words, Str host) {
    if (!host.len || words->len > SITE_WORDS_MOST) return false;
    Str name = letters_of(heading, t->r->scratch), site = letters_of(host, t->r->scratch);
    size_t half = name.len * 2 / 3;
    if (half < SITE_LETTERS_LEAST) half = name.len < SITE_LETTERS_LEAST ? name.len : SITE_LETTERS_LEAST;
    if (half < 3) return false;
    return str_find(site, str_cut(name, 0, half), 0) != SIZE_MAX || str_find(site, str_cut(name, name.len - half, name.len), 0) != SIZE_MAX;
}

/* A heading that links to the front page names the site. */
static bool links_home(const Dom *dom, uint32_t heading) {
    uint32_t parent = dom->at[heading].parent;
    for (uint32_t n = dom_is(dom, parent, DOM_A) ? parent : heading; n < dom->at[heading].end; n++) {
        if (!dom_is(dom, n, DOM_A)) continue;
        Str to = dom_attribute(dom, n, "href");
        size_t from = 0;                                            /* behind the last: archives put the page's address into their own */
        for (size_t scheme; (scheme = str_find(to, S("://"), from)) != SIZE_MAX;) from = scheme + 3;
        const char *slash = from < to.len ? memchr(to.at + from, '/', to.len - from) : NULL;
        return to.len && (!slash || slash + 1 == to.at + to.len);
    }
    return false;
}

static int level_of(DomTag tag) { return tag == DOM_H1 ? 1 : tag == DOM_H2 ? 2 : tag == DOM_H3 ? 3 : 0; }

static bool is_kicker(const Thread *t, uint32_t n) { return name_means(t->r, dom_attribute(t->dom, n, "class"), PAGE_PART_KICKER); }

static Str without_soft_hyphens(Str text, Arena *arena) {
    char *out = arena_alloc(arena, text.len + 1);
    size_t n = 0;
    for (size_t at = 0; at < text.len;) {
        size_t from = at;
        if (utf8_next(text, &at) == SOFT_HYPHEN) continue;
        memcpy(out + n, text.at + from, at - from);
        n += at - from;
    }
    return (Str){ out, n };
}

/* The words of a heading without the short line over it ("In the week") that designers put into the same element. */
static Str heading_text(const Thread *t, uint32_t n) {
    Arena *scratch = t->r->scratch;
    Str text = without_soft_hyphens(dom_text(t->dom, n, scratch), scratch);
    for (uint32_t k = n + 1; k < t->dom->at[n].end; k++) {
        if (dom_is(t->dom, k, DOM_TEXT) || !is_kicker(t, k)) continue;
        Str kicker = without_soft_hyphens(dom_text(t->dom, k, scratch), scratch);
        if (!kicker.len || kicker.len >= text.len || !str_starts(text, kicker)) return text;
        Str rest = str_trim(str_cut(text, kicker.len, text.len));
        while (rest.len && strchr(":-| ", rest.at[0])) rest = str_cut(rest, 1, rest.len);
        return rest.len ? rest : text;
    }
    return text;
}

static bool same_letters(const Thread *t, Str a, Str b) { return a.len && str_eq(letters_of(a, t->r->scratch), letters_of(b, t->r->scratch)); }

static bool is_told(const Thread *t, const TitleHints *hints, Str text) {
    return same_letters(t, hints->told, text) || same_letters(t, hints->headline, text);
}

/* A head that only names the site leaves the title to the page. */
static bool told_is_site(const Thread *t, const TitleHints *hints) {
    Bag words = { .len = 0 };
    add_words(t, hints->told, &words);
    return is_site_name(t, hints->told, &words, hints->host);
}

/* How well a heading names the page; 0 when it does not. */
static int worth_of(const Thread *t, uint32_t n, Str text, const Bag *told, const TitleHints *hints) {
    Bag words = { .len = 0 };
    add_words(t, text, &words);
    int level = level_of(t->dom->at[n].tag), share = share_of(&words, told);
    bool alone = share < SHARE_LEAST;
    if (!words.len || links_home(t->dom, n) || is_site_name(t, text, &words, hints->host) || is_kicker(t, n)) return 0;
    if (alone) return level == 1 && (words.len >= 2 || told_is_site(t, hints)) ? 1 : 0;
    if (words.len < 3 && share < 100) return 0;
    if (level > 1 && (share < SHARE_OF_LOWER || words.len < 3)) return 0;
    bool as_told = words.len >= TITLE_WORDS_LEAST && is_told(t, hints, text);
    return share + (level == 1 ? 100 : 0) + (as_told ? AS_TOLD : 0) + (int)(words.len < 20 ? words.len : 20);
}

static size_t count_words(const Thread *t, Str text) {
    Bag words = { .len = 0 };
    add_words(t, text, &words);
    return words.len;
}

static bool ends_folded(const Thread *t, Str heading, Str ending) {
    if (heading.len <= ending.len) return false;
    Str last = str_cut(heading, heading.len - ending.len, heading.len);
    return str_eq(str_fold(last, t->r->scratch), str_fold(ending, t->r->scratch));
}

/* "In the week | Seven dead" over a heading in which the bar is a line break: the part behind the bar. */
static Str behind_bar(const Thread *t, Str heading, Str told) {
    static const char *const bars[] = { " | ", " - ", " \xE2\x80\x93 " };
    for (size_t k = 0; k < sizeof bars / sizeof *bars; k++) {
        Str bar = str_of(bars[k]);
        size_t at = str_find(told, bar, 0);
        if (at == SIZE_MAX || str_find(heading, bar, 0) != SIZE_MAX) continue;
        Str rest = str_cut(told, at + bar.len, told.len);
        if (count_words(t, rest) >= TITLE_WORDS_LEAST && ends_folded(t, heading, rest)) return str_cut(heading, heading.len - rest.len, heading.len);
    }
    return heading;
}

/* A heading that runs into its kicker or its standfirst holds the told title at one end. */
static Str without_neighbours(const Thread *t, Str heading, Str told, Str tab) {
    Arena *scratch = t->r->scratch;
    if (heading.len <= told.len || count_words(t, told) < TITLE_WORDS_LEAST) return behind_bar(t, heading, told);
    char before = heading.at[heading.len - told.len - 1];
    if (ends_folded(t, heading, told))
        return before == ' ' && heading.len > told.len + 1 && heading.at[heading.len - told.len - 2] == ':' ? heading : str_cut(heading, heading.len - told.len, heading.len);
    Str rest = str_trim(str_cut(heading, told.len, heading.len));
    bool opens = str_eq(str_fold(str_cut(heading, 0, told.len), scratch), str_fold(told, scratch)) && heading.at[told.len] == ' ';
    bool told_was_cut = str_find(str_fold(tab, scratch), str_fold(rest, scratch), 0) != SIZE_MAX;
    return opens && !told_was_cut ? str_cut(heading, 0, told.len) : heading;
}

/* "Seven dead : Marsh Wire", where the page's head is "Marsh Wire" and leads home. */
static Str without_home(const Thread *t, const TitleHints *hints, Str home) {
    Str tab = hints->tab;
    if (!home.len || !str_starts(tab, hints->told) || !ends_folded(t, tab, home)) return hints->told;
    Str head = str_trim(str_cut(tab, 0, tab.len - home.len));
    size_t letters = head.len;
    while (letters && strchr(" :|-", head.at[letters - 1])) letters--;
    return letters && letters < head.len ? str_copy(str_cut(head, 0, letters), t->r->keep) : hints->told;
}

enum { PARTS_MOST = 8 };

/* Where parts of a head begin and end: "Marsh Club - Seven dead in Osmar - News". */
static size_t parts_of(Str tab, Str parts[PARTS_MOST]) {
    static const char *const bars[] = { " - ", " | ", " : ", " \xE2\x80\x93 ", " \xC2\xBB " };
    size_t n = 0, from = 0;
    for (size_t at = 0; at < tab.len && n + 1 < PARTS_MOST; at++) {
        for (size_t k = 0; k < sizeof bars / sizeof *bars && tab.at[at] == ' '; k++) {
            Str bar = str_of(bars[k]);
            if (!str_starts(str_cut(tab, at, tab.len), bar)) continue;
            parts[n++] = str_cut(tab, from, at);
            from = at + bar.len;
            at = from - 1;
            break;
        }
    }
    parts[n++] = str_cut(tab, from, tab.len);
    return n;
}

/* The part that the page's description says again. */
static Str as_described(const Thread *t, const TitleHints *hints) {
    Str parts[PARTS_MOST];
    size_t n = count_words(t, hints->description) >= TITLE_WORDS_LEAST ? parts_of(hints->tab, parts) : 0;
    for (size_t k = 0; k < n && n > 1; k++)
        if (same_letters(t, parts[k], hints->description)) return str_copy(parts[k], t->r->keep);
    return S("");
}

Str title_of_page(const Thread *t, const TitleHints *hints, uint32_t *node) {
    const Dom *dom = t->dom;
    Bag words = { .len = 0 };
    Str best = S(""), home = S("");
    int best_worth = 0, n_seen = 0, n_alone = 0;
    add_words(t, hints->told, &words);
    add_words(t, hints->tab, &words);
    *node = 0;
    for (uint32_t n = 0; n < dom->len && n_seen < HEADINGS_MOST; n++) {
        if (!level_of(dom->at[n].tag) || t->taken[n] || letters_in(t, n, dom->at[n].end) > HEADING_MOST || dom_is_hidden(dom, n)) continue;
        Str text = heading_text(t, n);
        if (!text.len) continue;
        n_seen++;
        if (!home.len && links_home(dom, n)) home = text;
        int worth = worth_of(t, n, text, &words, hints);
        n_alone += worth == 1;
        if (worth <= best_worth) continue;
        best_worth = worth;
        best = text;
        *node = n;
    }
    bool trusted = best_worth > 1 || (best_worth == 1 && n_alone == 1);         /* several strange headings head boxes of the page */
    if (!trusted) *node = 0;
    Str described = trusted ? S("") : as_described(t, hints);
    if (described.len) return described;
    if (!trusted) return without_home(t, hints, home);
    best = without_neighbours(t, best, hints->told, hints->tab);
    return str_copy(hints->headline.len ? without_neighbours(t, best, hints->headline, hints->tab) : best, t->r->keep);
}
