/* What stands before the body: title, standfirst, byline. And what stands in it without being a sentence: headings, rows of
 * asterisks, "Share this". */
#include "page/blocks.h"

enum { TITLE_MOST = 220, STANDFIRST_MOST = 320, HEADING_MOST = 110, BYLINE_MOST = 90, FRONT_BLOCKS = 6 };

static bool is_stop(uint32_t c) { return c == '.' || c == '?' || c == '!' || c == 0x2026 || c == 0x3002 || c == 0x061F || c == 0x06D4; }
static bool closes(uint32_t c) { return c == ')' || c == ']' || c == '\'' || c == '"' || char_is_quote_close(c); }

/* The last character that is no closing quote or bracket. */
static uint32_t last_char(Str text) {
    size_t at = text.len;
    while (at > 0) {
        uint32_t c = utf8_previous(text, &at);
        if (!closes(c)) return c;
    }
    return 0;
}

bool ends_sentence(Str text) { return is_stop(last_char(text)); }

static bool ends_open(Str text) {
    uint32_t c = last_char(text);
    return c == ':' || c == ',' || c == ';' || c == '-' || c == 0x2014;
}

static size_t count_words(Str text) {
    size_t n = 0;
    bool inside = false;
    for (size_t k = 0; k < text.len; k++) {
        bool blank = text.at[k] == ' ' || text.at[k] == '\t' || text.at[k] == '\n';
        n += !blank && !inside;
        inside = !blank;
    }
    return n;
}

static bool starts_as_title(Str text) {
    for (size_t at = 0; at < text.len;) {
        uint32_t c = utf8_next(text, &at);
        if (char_is_lower(c)) return false;
        if (char_is_letter(c) || char_is_digit(c)) return true;
    }
    return false;
}

/* "25 August 2031": a date and little else. */
static bool is_date_line(const Reading *r, Str text) { return text.len < 60 && count_words(text) <= 5 && date_in(r, text).len > 0; }

/* Letters and digits only, folded: typographic quotes and blanks do not make two titles of one. */
static Str bare(Str text, Arena *scratch) {
    Str folded = str_fold(text, scratch);
    char *out = arena_alloc(scratch, folded.len);
    size_t n = 0;
    for (size_t at = 0; at < folded.len;) {
        size_t from = at;
        uint32_t c = utf8_next(folded, &at);
        if (!char_is_letter(c) && !char_is_digit(c)) continue;
        memcpy(out + n, folded.at + from, at - from);
        n += at - from;
    }
    return (Str){ out, n };
}

static bool is_given_title(const Reading *r, const Block *b) {
    Str given = r->page->title, text = block_text(r, b);
    if (str_is_empty(given) || text.len > given.len * 2 + 20) return false;
    return str_eq(bare(given, r->scratch), bare(text, r->scratch));
}

static bool reads_as_title(const Reading *r, const Blocks *blocks, size_t k) {
    const Block *b = &blocks->at[k];
    Str text = block_text(r, b);
    if (k + 1 >= blocks->len || b->n_lines > 2 || text.len > TITLE_MOST) return false;
    if (last_char(text) == '.' || ends_open(text) || !starts_as_title(text)) return false;
    if (count_words(text) < 3 || is_date_line(r, text)) return false;
    return blocks->at[k + 1].blank_before > 0 || block_text(r, b + 1).len > text.len;
}

/* Number of the title among the blocks; blocks->len when there is none. */
static size_t title_of(const Reading *r, const Blocks *blocks) {
    for (size_t k = 0; k < blocks->len && k < FRONT_BLOCKS; k++)
        if (is_given_title(r, &blocks->at[k])) return k;
    size_t first = 0;
    while (first < blocks->len && blocks->at[first].dropped) first++;
    if (first < blocks->len && blocks->at[first].role == CASUS_PART_BODY && reads_as_title(r, blocks, first)) return first;
    return blocks->len;
}

/* "By Ann Reader": the name, or empty. */
static Str byline_of(const Reading *r, Str text) {
    size_t end;
    if (text.len > BYLINE_MOST || ends_sentence(text) || ends_open(text) || !page_word_opens(r, text, PAGE_BYLINE, &end)) return S("");
    Str name = str_trim(str_cut(text, end, text.len));
    if (name.len && name.at[0] == ':') name = str_trim(str_cut(name, 1, name.len));
    return starts_as_title(name) && count_words(name) <= 8 ? name : S("");
}

static void mark_byline(Reading *r, Blocks *blocks) {
    for (size_t k = 0; k < blocks->len && k < FRONT_BLOCKS; k++) {
        Block *b = &blocks->at[k];
        Str name = byline_of(r, block_text(r, b));
        if (str_is_empty(name)) continue;
        b->dropped = true;
        if (str_is_empty(r->info.author)) r->info.author = str_copy(name, r->keep);
        return;
    }
}

static bool is_rule(Str text) {
    for (size_t at = 0; at < text.len;) {
        uint32_t c = utf8_next(text, &at);
        if (char_is_letter(c) || char_is_digit(c) || c > 0x2FFF) return false;
    }
    return true;
}

/* "Read more: ..."; "Email: desk@marsh.example We saw ..." is a letter's head. */
static bool is_pointer(const Reading *r, Str text) {
    size_t end;
    if (str_find(text, S("@"), 0) != SIZE_MAX) return false;
    return page_word_opens(r, text, PAGE_SHARE, &end) && end < text.len && text.at[end] == ':' && text.len < TITLE_MOST;
}

/* Rows of asterisks and words that belong to the page, not to the report. */
static void drop_chrome(const Reading *r, Blocks *blocks) {
    for (size_t k = 0; k < blocks->len; k++) {
        Block *b = &blocks->at[k];
        Str text = block_text(r, b);
        if (is_rule(text)) b->dropped = true;
        else if (page_word_is(r, text, PAGE_SHARE) || comments_is_heading(r, text)) b->dropped = true;
        else if (is_pointer(r, text)) b->dropped = true;
        else if (label_opens(r, text, PAGE_CAPTION)) b->role = CASUS_PART_CAPTION;
        if (b->dropped && k + 1 < blocks->len) blocks->at[k + 1].blank_before += b->blank_before;
    }
}

/* "He is dead.4217514K": a sentence that the page ran into something else. */
static bool has_inner_stop(Str text) {
    for (size_t k = 1; k + 1 < text.len; k++)
        if (text.at[k] == '.' && text.at[k - 1] >= 'a' && text.at[k - 1] <= 'z' && text.at[k + 1] != ' ') return true;
    return false;
}

/* A dash or an asterisk opens a signature or an item of a list, no heading. */
static bool starts_with_word(Str text) {
    size_t at = 0;
    uint32_t c = utf8_next(text, &at);
    return char_is_letter(c) || char_is_digit(c) || char_is_quote(c) || c == '\'';
}

static bool reads_as_heading(const Reading *r, const Blocks *blocks, size_t k) {
    const Block *b = &blocks->at[k];
    Str text = block_text(r, b);
    if (b->role != CASUS_PART_BODY || b->dropped || k + 1 >= blocks->len || b->n_lines > 1 || text.len > HEADING_MOST) return false;
    if (ends_sentence(text) || ends_open(text) || !starts_as_title(text) || count_words(text) > 14) return false;
    if (is_date_line(r, text) || has_inner_stop(text) || !starts_with_word(text)) return false;
    Str next = block_text(r, b + 1);
    return next.len > text.len && ends_sentence(next) && (b->blank_before > 0 || b[1].blank_before == 0);
}

static size_t next_kept(const Blocks *blocks, size_t k) {
    while (k < blocks->len && blocks->at[k].dropped) k++;
    return k;
}

/* A short tail of capitalised words: "- Marsh Wire", "/ Marsh Wire archive". */
static bool is_credit(Str tail) {
    size_t at = 0;
    tail = str_trim(tail);
    return tail.len && tail.len < 40 && count_words(tail) <= 4 && char_is_upper(utf8_next(tail, &at));
}

/* "The grain market in Tal Amal - Marsh Wire", "Osmar, last year (Photo: Marsh Wire)": no sentence, and a picture's owner at the end. */
static bool reads_as_caption(const Reading *r, Str text) {
    if (ends_sentence(text)) return false;
    for (size_t k = 1; k + 2 < text.len; k++) {
        Str rest = str_cut(text, k, text.len);
        if (text.at[k] == '(' && label_opens(r, rest, PAGE_CAPTION)) return true;
        bool dash = str_starts(rest, S("- ")) || str_starts(rest, S("\xE2\x80\x93 ")) || str_starts(rest, S("\xE2\x80\x94 ")) || text.at[k] == '/';
        if (!dash || (text.at[k] != '/' && text.at[k - 1] != ' ')) continue;
        size_t after = 0;
        utf8_next(rest, &after);
        if (is_credit(str_cut(rest, after, rest.len))) return true;
    }
    return false;
}

/* The short paragraph directly under the title that is no sentence of the body. */
static void mark_standfirst(const Reading *r, Blocks *blocks, size_t title) {
    size_t k = next_kept(blocks, title + 1);
    if (k + 1 >= blocks->len) return;
    Block *b = &blocks->at[k];
    Str text = block_text(r, b);
    if (b->role != CASUS_PART_BODY || text.len > STANDFIRST_MOST || count_words(text) < 4) return;
    if (ends_sentence(text) || ends_open(text) || is_date_line(r, text)) return;
    if (block_text(r, b + 1).len > text.len) b->role = reads_as_caption(r, text) ? CASUS_PART_CAPTION : CASUS_PART_STANDFIRST;
}

void front_mark(Reading *r, Blocks *blocks) {
    drop_chrome(r, blocks);
    mark_byline(r, blocks);
    size_t title = title_of(r, blocks), from = 0;
    if (title < blocks->len) {
        blocks->at[title].role = CASUS_PART_TITLE;
        blocks->at[title].dropped = false;
        mark_standfirst(r, blocks, title);
        from = title + 1;
    }
    for (size_t k = from ? from : 1; k < blocks->len; k++)
        if (reads_as_heading(r, blocks, k)) blocks->at[k].role = CASUS_PART_HEADING;
}
