#include "page/author.h"

enum { NAME_MOST = 70, NAME_WORDS_MOST = 9, BYLINE_MOST = 110, HREF_MOST = 300, NAMES_MOST = 5, FEW_NAMES = 2, FEW_NEAR = 3, LABEL_REACH = 12, LONG_WORD = 4, LABEL_MOST = 40 };

/* ---- a name in a text ------------------------------------------------------------------------------------------------ */

static bool is_digit(char c) { return c >= '0' && c <= '9'; }

bool author_is_introduced(const Reading *r, Str text) { return page_word_is(r, text, PAGE_BYLINE) || page_word_is(r, text, PAGE_BYLINE_WORLD); }

static size_t next_blank(Str s, size_t at) {
    const char *blank = at < s.len ? memchr(s.at + at, ' ', s.len - at) : NULL;
    return blank ? (size_t)(blank - s.at) : s.len;
}

static Str without_byline_word(const Reading *r, Str text, bool *had) {
    size_t end;
    for (int k = 0; k < 3; k++) {
        if (!page_word_opens(r, text, PAGE_BYLINE, &end) && !page_word_opens(r, text, PAGE_BYLINE_WORLD, &end)) return text;
        if (end < text.len && text.at[end] != ' ' && text.at[end] != ':') return text;
        *had = true;
        while (end < text.len && (text.at[end] == ' ' || text.at[end] == ':')) end++;
        text = str_cut(text, end, text.len);
    }
    return text;
}

/* "7 March" ends a name, "r23" is one. */
static bool starts_number(Str text, size_t at) { return is_digit(text.at[at]) && (!at || text.at[at - 1] == ' '); }

/* Past a name: at a number, a bar, a bracket, or a word like "on". */
static size_t name_end(const Reading *r, Str text) {
    size_t mark = 0;
    while (mark < text.len && !starts_number(text, mark) && !strchr("|(/@:;", text.at[mark])) mark++;
    text = str_cut(text, 0, mark);
    for (size_t at = next_blank(text, 0); at < text.len; at = next_blank(text, at + 1)) {
        Str word = str_cut(text, at + 1, next_blank(text, at + 1));
        size_t k = 0;
        uint32_t c = utf8_next(word, &k);
        if (k == word.len && (c == '-' || c == 0x2013 || c == 0x2014 || c == 0xB7 || c == 0x2022 || c == 0xBB)) return at;
        if (word.len && page_word_is(r, word, PAGE_COMMENT_ON)) return at;
    }
    return text.len;
}

/* "Posted on 3 March by Ann Reader": the name stands behind the last such word. */
static Str behind_byline_word(const Reading *r, Str text, bool *had_word) {
    Str best = without_byline_word(r, text, had_word);
    for (size_t at = next_blank(text, 0); at < text.len && at < BYLINE_MOST; at = next_blank(text, at + 1)) {
        bool here = false;
        Str rest = without_byline_word(r, str_cut(text, at + 1, text.len), &here);
        size_t k = 0;
        if (!here || !rest.len || !char_is_upper(utf8_next(rest, &k))) continue;
        best = rest;
        *had_word = true;
    }
    return best;
}

/* "Ann Reader le", from before the digits of a date. */
static Str without_last_particle(Str name) {
    size_t at = name.len, k = 0;
    while (at > 0 && name.at[at - 1] != ' ') at--;
    Str last = str_cut(name, at, name.len);
    return at && last.len < 5 && char_is_lower(utf8_next(last, &k)) ? str_trim(str_cut(name, 0, at)) : name;
}

/* "Forgot your password": of the words behind the first a long one is written small. "Ann Reader in conversation with Bo Writer" is told
 * from it by the capital of its last word. */
static bool reads_as_phrase(Str name) {
    bool small = false, last_is_small = false;
    for (size_t at = next_blank(name, 0); at < name.len; at = next_blank(name, at + 1)) {
        Str word = str_cut(name, at + 1, next_blank(name, at + 1));
        size_t k = 0;
        last_is_small = word.len && char_is_lower(utf8_next(word, &k));
        small |= last_is_small && word.len > LONG_WORD;
    }
    return small && last_is_small;
}

/* Words of the page's frame: a counter of comments, "Log in", a network's name. */
static bool is_no_name(const Reading *r, Str name) {
    size_t end;
    return page_word_is(r, name, PAGE_SHARE) || page_word_opens(r, name, PAGE_NOT_NAME, &end) || comments_is_heading(r, name) || author_is_introduced(r, name)
        || memchr(name.at, '?', name.len) || memchr(name.at, '!', name.len) || reads_as_phrase(name);
}

static size_t count_words(Str text) {
    size_t n = text.len > 0;
    for (size_t k = 0; k < text.len; k++) n += text.at[k] == ' ';
    return n;
}

/* "By Ann Reader on 3 March" -> "Ann Reader"; empty when it is no name. "Issue: 7" is a label and what it says. */
static Str name_alone(const Reading *r, Str text, bool *had_word) {
    Str name = behind_byline_word(r, str_trim(text), had_word);
    size_t end = name_end(r, name), at = 0;
    char mark = end < name.len ? name.at[end] : '\0';
    if (mark == ':') return S("");
    name = str_trim(str_cut(name, 0, end));
    if (is_digit(mark)) name = without_last_particle(name);
    while (name.len && strchr(",-", name.at[name.len - 1])) name = str_trim(str_cut(name, 0, name.len - 1));
    if (name.len < 2 || name.len > NAME_MOST || count_words(name) > NAME_WORDS_MOST || !char_is_letter(utf8_next(name, &at))) return S("");
    return is_no_name(r, name) ? S("") : name;
}

/* ---- gathering ------------------------------------------------------------------------------------------------------- */

/* Letters and digits, folded. */
static Str bare(Str text, Arena *scratch) {
    Str folded = str_fold(text, scratch);
    char *out = arena_alloc(scratch, folded.len + 1);
    size_t n = 0;
    for (size_t k = 0; k < folded.len; k++) {
        char c = folded.at[k];
        if ((c >= 'a' && c <= 'z') || is_digit(c) || (unsigned char)c >= 0x80) out[n++] = c;
    }
    return (Str){ out, n };
}

/* The site's own name: as it gives it, or as its host does. */
static bool is_site(const Authors *a, Str name) {
    Arena *scratch = a->r->scratch;
    Str letters = bare(name, scratch);
    if (!letters.len) return false;
    return str_eq(letters, bare(a->site, scratch)) || str_find(bare(a->host, scratch), letters, 0) != SIZE_MAX;
}

/* Names in the same sort of place stand beside one another. */
static void offer(Authors *a, AuthorPlace place, Str name) {
    Str *names = &a->names[place];
    if (!name.len || a->n_names[place] > NAMES_MOST) return;                        /* a list, whatever else it holds */
    if (str_eq(bare(name, a->r->scratch), bare(a->title, a->r->scratch))) return;
    if (is_site(a, name)) {
        if (!a->site_alone.len) a->site_alone = str_copy(name, a->r->keep);
        return;
    }
    Str known = str_fold(*names, a->r->scratch), folded = str_fold(name, a->r->scratch);
    if (known.len && (str_find(known, folded, 0) != SIZE_MAX || str_find(folded, known, 0) == 0)) return;
    if (a->n_names[place]++ >= NAMES_MOST) return;
    *names = names->len ? str_join(*names, S(", "), name, a->r->keep) : str_copy(name, a->r->keep);
}

/* An address like /author/ann-reader: its parts say what it leads to. */
static bool leads_to_author(const Authors *a, uint32_t n) {
    Str to = dom_attribute(a->dom, n, "href");
    if (!dom_is(a->dom, n, DOM_A) || !to.len || to.len > HREF_MOST) return false;
    for (size_t at = 0, end; at < to.len; at = end + 1) {
        for (end = at; end < to.len && to.at[end] != '/';) end++;
        if (end < to.len && end + 1 < to.len && end > at && end - at < 24 && (name_says(a->r, str_cut(to, at, end)) & SAYS_AUTHOR)) return true;
    }
    return false;
}

static bool is_named(const Authors *a, uint32_t n) {
    return str_eq(dom_attribute(a->dom, n, "rel"), S("author")) || str_eq(dom_attribute(a->dom, n, "itemprop"), S("author"));
}

static bool calls_itself_author(const Authors *a, uint32_t n) {
    return a->thread->says[n] & (SAYS_AUTHOR | SAYS_USER) || dom_has_class(a->dom, n, PAGE_CLASS_BYLINE);
}

/* "Posted by <span class=username>": the text before the element ends with such a word. */
static bool follows_byline_word(const Authors *a, uint32_t n) {
    const DomNode *before = &a->dom->at[n - 1];
    if (before->tag != DOM_TEXT || before->text.len > LABEL_MOST) return false;
    return author_is_introduced(a->r, str_trim(before->text));
}

void author_of_element(Authors *a, uint32_t n, bool near) {
    bool named = is_named(a, n), linked = !named && leads_to_author(a, n), had_word = false;
    if (!named && !linked && !calls_itself_author(a, n)) return;
    if (letters_in(a->thread, n, a->dom->at[n].end) > BYLINE_MOST) return;
    Str name = name_alone(a->r, dom_text(a->dom, n, a->r->scratch), &had_word);
    if (named) offer(a, near ? AUTHOR_NAMED_NEAR : AUTHOR_NAMED, name);
    else if (linked) offer(a, near ? AUTHOR_LINKED_NEAR : AUTHOR_LINKED, name);
    else if (near) offer(a, AUTHOR_CLASS_NEAR, name);
    else if (had_word || follows_byline_word(a, n)) offer(a, AUTHOR_INTRODUCED, name);
}

/* Blanks of every kind, dashes and dots before the first letter. */
static Str from_first_letter(Str text) {
    for (size_t at = 0; at < text.len;) {
        size_t from = at;
        if (char_is_letter(utf8_next(text, &at))) return str_trim(str_cut(text, from, text.len));
    }
    return S("");
}

/* The short text behind the label n: "<b>Author:</b> Ann Reader". */
static Str text_behind(const Authors *a, uint32_t n) {
    for (uint32_t k = n + 1; k < a->dom->len && k <= n + LABEL_REACH; k++) {
        Str text = dom_is(a->dom, k, DOM_TEXT) ? from_first_letter(a->dom->at[k].text) : S("");
        if (text.len) return text.len <= BYLINE_MOST ? text : S("");
    }
    return S("");
}

static bool ends_with_colon(Str text) { return text.len && text.at[text.len - 1] == ':'; }

/* The name stands in the same line, in the same piece of text, or behind the label that the text is. */
static Str name_around(const Authors *a, uint32_t n, Str text) {
    uint32_t block = a->thread->block[n];
    bool had_word = true, is_label = author_is_introduced(a->r, text);
    Str name = S("");
    if (letters_in(a->thread, block, a->dom->at[block].end) <= BYLINE_MOST) name = name_alone(a->r, dom_text(a->dom, block, a->r->scratch), &had_word);
    if (name.len) return name;
    return name_alone(a->r, is_label ? text_behind(a, n) : text, &had_word);
}

void author_of_words(Authors *a, uint32_t n, bool near) {
    bool had_word = false;
    Str text = from_first_letter(a->dom->at[n].text);
    if (text.len > BYLINE_MOST || str_find(a->title, text, 0) != SIZE_MAX) return;
    without_byline_word(a->r, text, &had_word);
    if (!had_word) return;
    if (near) offer(a, AUTHOR_WORDS_NEAR, name_around(a, n, text));
    else if (ends_with_colon(text) && author_is_introduced(a->r, text)) offer(a, AUTHOR_LABEL, name_around(a, n, text));
}

/* ---- choosing -------------------------------------------------------------------------------------------------------- */

static AuthorPlace place_of_rank(int rank) { return rank >= META_PERSON ? AUTHOR_JSON_LD : rank == META_ORGANISATION ? AUTHOR_ORGANISATION : AUTHOR_META; }

/* Many names below one another are those of other reports, or no names. */
static bool is_list(const Authors *a, AuthorPlace place) {
    bool elsewhere = place == AUTHOR_NAMED || place == AUTHOR_LINKED || place == AUTHOR_INTRODUCED || place == AUTHOR_LABEL;
    return (elsewhere && a->n_names[place] > FEW_NAMES) || (place == AUTHOR_CLASS_NEAR && a->n_names[place] > FEW_NEAR);
}

/* "ann.reader" in the head and "Ann Reader" on the page; one of two authors in the head, both on the page. */
static Str as_on_page(const Authors *a, Str name) {
    static const AuthorPlace places[] = { AUTHOR_NAMED_NEAR, AUTHOR_LINKED_NEAR, AUTHOR_CLASS_NEAR };
    Arena *scratch = a->r->scratch;
    Str letters = bare(name, scratch), folded = str_fold(name, scratch);
    for (size_t k = 0; k < sizeof places / sizeof *places; k++) {
        Str other = a->names[places[k]];
        if (other.len <= name.len && !(other.len && count_words(other) > count_words(name))) continue;
        if (str_eq(bare(other, scratch), letters)) return other;
        bool fuller = places[k] != AUTHOR_CLASS_NEAR && a->n_names[places[k]] <= FEW_NEAR;
        if (fuller && str_find(str_fold(other, scratch), folded, 0) != SIZE_MAX) return other;
    }
    return name;
}

Str author_choose(Authors *a, const Meta *meta) {
    Str told = meta->value[META_AUTHOR];
    if (told.len && !page_word_is(a->r, told, PAGE_NOT_NAME)) offer(a, place_of_rank(meta->rank[META_AUTHOR]), told);
    for (int place = 0; place < N_AUTHOR_PLACES; place++)
        if (a->names[place].len && !is_list(a, (AuthorPlace)place)) return as_on_page(a, a->names[place]);
    return a->site_alone;
}
