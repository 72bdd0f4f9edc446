/* Paragraphs that are somebody else's words: in quotation marks from end to end, or introduced by a colon. */
#include "page/blocks.h"

enum { INTRO_LOOKED_AT = 45 };      /* bytes before the colon: "said in a statement on Monday:" */

typedef struct { bool opens, closed_at_end, words_outside; } Marks;

static bool opens_quoted(Str text) {
    uint32_t c = ' ';
    for (size_t at = 0; at < text.len && char_is_space(c);) c = utf8_next(text, &at);
    return char_is_quote_open(c);
}

/* How the quotation marks of a paragraph that opens with one stand. */
static Marks marks_of(Str text) {
    Marks marks = { false, false, false };
    if (!opens_quoted(text)) return marks;
    bool inside = false, first = true;
    for (size_t at = 0; at < text.len;) {
        uint32_t c = utf8_next(text, &at);
        if (char_is_space(c)) continue;
        bool straight = c == '"', opens = char_is_quote_open(c) && !(straight && inside), closes = char_is_quote_close(c) && !(straight && !inside);
        if (first) marks.opens = opens;
        first = false;
        if (opens) inside = true;
        else if (closes) inside = false;
        marks.closed_at_end = closes || (marks.closed_at_end && !char_is_letter(c) && !char_is_digit(c) && !inside);
        if (!inside && !closes && (char_is_letter(c) || char_is_digit(c))) marks.words_outside = true;
    }
    return marks;
}

static bool is_free(const Block *b) { return !b->dropped && (b->role == CASUS_PART_BODY || b->role == CASUS_PART_UPDATE); }

static bool ends_with_colon(Str text) { return text.len && text.at[text.len - 1] == ':'; }

/* "... the ministry said in a statement:" */
static bool introduces(const Reading *r, Str text) {
    if (!ends_with_colon(text)) return false;
    size_t from = text.len > INTRO_LOOKED_AT ? text.len - INTRO_LOOKED_AT : 0;
    while (from > 0 && from < text.len && text.at[from] != ' ') from++;
    return table_word_in(r, str_cut(text, from, text.len), TABLE_SAYING, 0, 0);
}

/* The last sentence of a paragraph, roughly: what follows its last inner stop. */
static Str last_sentence(Str text) {
    size_t from = 0;
    for (size_t k = 0; k + 2 < text.len; k++)
        if (text.at[k] == '.' && text.at[k + 1] == ' ') from = k + 2;
    return str_cut(text, from, text.len);
}

/* "..., two officials told the Marsh Wire.": whose report this is; empty when its last words do not tell. */
static Str told_whom(const Reading *r, Str text) {
    const WordRules *rules = pack_word_rules(r->pack);
    Str last = last_sentence(text);
    size_t from = 0, end = last.len;
    Word word;
    for (size_t at = 0; words_next(last, &at, rules, &word);) {
        Str w = str_cut(last, word.start, word.end);
        if (table_word_in(r, w, TABLE_SAYING, SAYING_PATTERN, SAYING_TELL)) from = word.end;
    }
    if (!from) return S("");
    while (end > from && strchr(".\" ", last.at[end - 1])) end--;
    Str whom = str_trim(str_cut(last, from, end));
    size_t at = 0;
    if (!whom.len || whom.len > 60 || !char_is_upper(utf8_next(whom, &at))) return S("");
    return memchr(whom.at, ',', whom.len) ? S("") : whom;
}

/* A list or a credit is not what a colon lets somebody say. */
static bool is_no_speech(Str text) {
    size_t at = 0;
    uint32_t c = utf8_next(text, &at);
    return c == 0x2022 || c == '*' || c == '(' || (c == '-' && at < text.len && text.at[at] == ' ');
}

/* Is block k quoted from the outlet that its own last words name, after a colon? The blocks that go on quoting speakers go with it. */
static bool mark_pasted(Reading *r, Blocks *blocks, size_t intro, size_t k) {
    Str whom = told_whom(r, block_text(r, &blocks->at[k]));
    if (str_is_empty(whom)) return false;
    Str author = str_copy(whom, r->keep);
    for (; k < blocks->len; k++) {
        Block *b = &blocks->at[k];
        Str text = block_text(r, b);
        if (!is_free(b) || ends_with_colon(text) || !table_word_in(r, text, TABLE_SAYING, 0, 0)) break;
        b->role = CASUS_PART_QUOTE;
        b->author = author;
        b->parent = intro + 1;
    }
    return true;
}

static void mark_after_colon(Reading *r, Blocks *blocks, size_t intro) {
    size_t k = intro + 1;
    Str text = block_text(r, &blocks->at[intro]);
    if (!ends_with_colon(text) || k >= blocks->len || !is_free(&blocks->at[k])) return;
    Str next = block_text(r, &blocks->at[k]);
    if (ends_with_colon(next) || is_no_speech(next)) return;
    Marks marks = marks_of(next);
    if (marks.opens && marks.words_outside) return;             /* "...", he said: an ordinary paragraph with its own speaker */
    if (!marks.opens && (mark_pasted(r, blocks, intro, k) || !introduces(r, text))) return;
    blocks->at[k].role = CASUS_PART_QUOTE;
    blocks->at[k].parent = intro + 1;
}

/* Quoted paragraphs that follow one another are each opened, and only the last one is closed. */
static bool next_opens(const Reading *r, const Blocks *blocks, size_t k) {
    return k + 1 < blocks->len && is_free(&blocks->at[k + 1]) && marks_of(block_text(r, &blocks->at[k + 1])).opens;
}

void quotes_mark(Reading *r, Blocks *blocks) {
    bool open = false;                                          /* the paragraph above was quoted and its quotation not closed */
    for (size_t k = 0; k < blocks->len; k++) {
        Block *b = &blocks->at[k];
        if (!is_free(b)) {
            open = false;
            continue;
        }
        Marks marks = marks_of(block_text(r, b));
        if (marks.opens && !marks.words_outside && (marks.closed_at_end || open || next_opens(r, blocks, k))) {
            b->role = CASUS_PART_QUOTE;
            open = !marks.closed_at_end;
            continue;
        }
        open = false;
        mark_after_colon(r, blocks, k);
    }
}
