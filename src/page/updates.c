/* What was added to a report after it was published: correction notes, updates, the entries of a live blog. */
#include "page/blocks.h"
#include "page/note_time.h"

enum { LABEL_TAIL_MOST = 60, NOTE_MOST = 120, ENTRY_MOST = 20 };

static size_t past_openers(Str text) {
    size_t at = 0;
    while (at < text.len && strchr("[(*- ", text.at[at])) at++;
    return at;
}

static bool is_upper_word(Str word) {
    for (size_t at = 0; at < word.len;)
        if (char_is_lower(utf8_next(word, &at))) return false;
    return word.len > 0;
}

static bool is_dash(uint32_t c) { return c == '-' || c == 0x2013 || c == 0x2014 || c == '|'; }

/* Is the character that ends at `at` the mark that closes a label? "14:30" has none. */
static bool is_label_mark(Str tail, uint32_t c, size_t at) {
    bool last = at >= tail.len;
    if (c == ':') return last || !char_is_digit((unsigned char)tail.at[at]);
    if (is_dash(c)) return last || tail.at[at] == ' ';
    return c == ']' || c == ')';
}

/* A label's tail is its mark, or a number or time and then the mark: "UPDATE 2 (14:30):". Its length with the mark; 0 when it is none. */
static size_t label_tail(Str tail) {
    bool bare = true, digits = false;
    for (size_t at = 0; at < tail.len && at < LABEL_TAIL_MOST;) {
        uint32_t c = utf8_next(tail, &at);
        if (is_label_mark(tail, c, at) && (bare || digits)) return at;
        bare &= char_is_space(c);
        digits |= char_is_digit(c);
    }
    return 0;
}

bool label_opens(const Reading *r, Str paragraph, int kind) {
    size_t from = past_openers(paragraph), end;
    Str text = str_cut(paragraph, from, paragraph.len);
    if (!page_word_opens(r, text, kind, &end)) return false;
    if (end == text.len) return true;
    if (label_tail(str_cut(text, end, text.len))) return true;
    return is_upper_word(str_cut(text, 0, end)) && !is_upper_word(text);
}

static bool is_update(const Reading *r, Str text) {
    size_t end, from = past_openers(text);
    if (page_word_opens(r, str_cut(text, from, text.len), PAGE_UPDATE_NOTE, &end)) return true;
    return label_opens(r, text, PAGE_UPDATE);
}

/* "UPDATE 2 (5 March, 14:30):": the number counts updates, the time stands in the brackets. */
static Str in_brackets(Str tail) {
    const char *open = tail.len ? memchr(tail.at, '(', tail.len) : NULL;
    return open ? str_cut(tail, (size_t)(open - tail.at) + 1, tail.len) : tail;
}

/* Up to the first full stop. */
static Str first_sentence(Str text) {
    size_t end = str_find(text, S(". "), 0);
    if (end == SIZE_MAX || end > text.len) end = text.len;
    return str_cut(text, 0, end < NOTE_MOST ? end : NOTE_MOST);
}

/* When a note says that it was added; empty when it does not. */
static Str time_of_note(const Reading *r, Str paragraph) {
    size_t end;
    Str text = str_cut(paragraph, past_openers(paragraph), paragraph.len);
    if (page_word_opens(r, text, PAGE_UPDATE_NOTE, &end)) return note_time(r, first_sentence(text), true);
    if (!page_word_opens(r, text, PAGE_UPDATE, &end)) return S("");
    Str tail = str_cut(text, end, text.len);
    size_t len = label_tail(tail);
    return len ? note_time(r, in_brackets(str_cut(tail, 0, len)), false) : S("");
}

static void mark_update(Block *b, Str when) {
    b->role = CASUS_PART_UPDATE;
    if (!b->published.len) b->published = when;
}

static bool is_open_block(const Block *b) { return !b->dropped && b->role == CASUS_PART_BODY; }

static bool body_before(const Blocks *blocks, size_t k) {
    while (k-- > 0)
        if (is_open_block(&blocks->at[k])) return true;
    return false;
}

/* "UPDATE:" alone on its line reaches over what follows it: to the end when it stands below the body, else one paragraph. */
static void mark_after_label(Blocks *blocks, size_t label, bool below_body) {
    for (size_t k = label + 1; k < blocks->len; k++) {
        if (!is_open_block(&blocks->at[k])) return;
        mark_update(&blocks->at[k], blocks->at[label].published);
        if (!below_body) return;
    }
}

/* "UPDATE:", "UPDATE (6 March):" with nothing behind it. */
static bool is_label_alone(const Reading *r, Str paragraph) {
    size_t end;
    Str text = str_cut(paragraph, past_openers(paragraph), paragraph.len);
    if (page_word_is(r, text, PAGE_UPDATE)) return true;
    if (!page_word_opens(r, text, PAGE_UPDATE, &end)) return false;
    Str tail = str_cut(text, end, text.len);
    size_t len = label_tail(tail);
    while (len && len < tail.len && strchr(":]) ", tail.at[len])) len++;
    return len && len == tail.len;
}

static void mark_labels(const Reading *r, Blocks *blocks) {
    bool body = false;
    for (size_t k = 0; k < blocks->len; k++) {
        Block *b = &blocks->at[k];
        Str text = block_text(r, b);
        if (b->dropped || b->role == CASUS_PART_TITLE || b->role == CASUS_PART_CAPTION) continue;
        if (!is_update(r, text)) {
            body |= b->role == CASUS_PART_BODY;
            continue;
        }
        mark_update(b, time_of_note(r, text));
        if (is_label_alone(r, text)) mark_after_label(blocks, k, body);
    }
}

/* "(UPDATED below ...)" announces it; the first wider gap between paragraphs is where it starts. */
static void mark_announced(const Reading *r, Blocks *blocks) {
    uint32_t usual = 1;
    for (size_t k = 1; k < blocks->len; k++) {
        if (blocks->at[k].blank_before <= usual || !is_open_block(&blocks->at[k]) || !body_before(blocks, k)) continue;
        for (size_t j = 0; j < k; j++) {
            if (!is_open_block(&blocks->at[j]) || !page_word_in(r, block_text(r, &blocks->at[j]), PAGE_UPDATE_BELOW)) continue;
            for (; k < blocks->len; k++)
                if (is_open_block(&blocks->at[k])) blocks->at[k].role = CASUS_PART_UPDATE;
            return;
        }
        return;         /* a gap, and nothing announced above it */
    }
}

/* "14:05 ", "[14.05]", "(9:30 GMT)" at the start of a paragraph. */
static bool opens_with_clock(Str text) {
    size_t at = past_openers(text), digits = 0;
    while (at < text.len && text.at[at] >= '0' && text.at[at] <= '9') at++, digits++;
    if (digits < 1 || digits > 2 || at + 2 >= text.len || (text.at[at] != ':' && text.at[at] != '.')) return false;
    return char_is_digit((unsigned char)text.at[at + 1]) && char_is_digit((unsigned char)text.at[at + 2])
        && (at + 3 == text.len || !char_is_digit((unsigned char)text.at[at + 3]));
}

/* A live blog: entries that open with a clock, at least two. Each reaches to the next. */
static void mark_live_blog(const Reading *r, Blocks *blocks) {
    size_t n = 0;
    for (size_t k = 0; k < blocks->len; k++) n += is_open_block(&blocks->at[k]) && opens_with_clock(block_text(r, &blocks->at[k]));
    bool inside = false;
    Str when = S("");
    for (size_t k = 0; n >= 2 && k < blocks->len; k++) {
        if (!is_open_block(&blocks->at[k])) continue;
        Str text = block_text(r, &blocks->at[k]);
        if (opens_with_clock(text)) {
            inside = true;
            when = note_time(r, str_cut(text, 0, text.len < ENTRY_MOST ? text.len : ENTRY_MOST), false);
        }
        if (inside) mark_update(&blocks->at[k], when);
    }
}

void updates_mark(Reading *r, Blocks *blocks) {
    mark_live_blog(r, blocks);
    mark_labels(r, blocks);
    mark_announced(r, blocks);
}
