#include "page/title.h"

enum { HEADING_MOST = 300, HEADINGS_MOST = 60, WORDS_MOST = 64, SITE_WORDS_MOST = 4, SHARE_LEAST = 50, SHARE_OF_LOWER = 90, SITE_LETTERS_LEAST = 5, TITLE_WORDS_LEAST = 3 };

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
        size_t scheme = str_find(to, S("://"), 0), from = scheme == SIZE_MAX ? 0 : scheme + 3;
        const char *slash = from < to.len ? memchr(to.at + from, '/', to.len - from) : NULL;
        return to.len && (!slash || slash + 1 == to.at + to.len);
    }
    return false;
}

static int level_of(DomTag tag) { return tag == DOM_H1 ? 1 : tag == DOM_H2 ? 2 : tag == DOM_H3 ? 3 : 0; }

/* How well a heading names the page; 0 when it does not. */
static int worth_of(const Thread *t, uint32_t n, Str text, const Bag *told, Str host) {
    Bag words = { .len = 0 };
    add_words(t, text, &words);
    int level = level_of(t->dom->at[n].tag), share = share_of(&words, told);
    bool alone = share < SHARE_LEAST;
    if (!words.len || links_home(t->dom, n) || is_site_name(t, text, &words, host)) return 0;
    if (alone) return level == 1 && words.len >= 2 ? 1 : 0;
    if (words.len < 3 && share < 100) return 0;
    if (level > 1 && (share < SHARE_OF_LOWER || words.len < 3)) return 0;
    return share + (level == 1 ? 100 : 0) + (int)(words.len < 20 ? words.len : 20);
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

Str title_of_page(const Thread *t, Str tab, Str told, Str host, uint32_t *node) {
    const Dom *dom = t->dom;
    Bag words = { .len = 0 };
    Str best = S("");
    int best_worth = 0, n_seen = 0, n_alone = 0;
    add_words(t, told, &words);
    add_words(t, tab, &words);
    *node = 0;
    for (uint32_t n = 0; n < dom->len && n_seen < HEADINGS_MOST; n++) {
        if (!level_of(dom->at[n].tag) || t->taken[n] || letters_in(t, n, dom->at[n].end) > HEADING_MOST || dom_is_hidden(dom, n)) continue;
        Str text = dom_text(dom, n, t->r->scratch);
        if (!text.len) continue;
        n_seen++;
        int worth = worth_of(t, n, text, &words, host);
        n_alone += worth == 1;
        if (worth <= best_worth) continue;
        best_worth = worth;
        best = text;
        *node = n;
    }
    bool trusted = best_worth > 1 || (best_worth == 1 && n_alone == 1);         /* several strange headings head boxes of the page */
    if (!trusted) *node = 0;
    return trusted ? str_copy(without_neighbours(t, best, told, tab), t->r->keep) : told;
}
