/* What was added to a report after it was published: correction notes, updates, the entries of a live blog. */
#include "page/blocks.h"

enum { LABEL_TAIL_MOST = 60 };

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

/* A label's tail is its mark, or a number or time and then the mark: "UPDATE 2 (14:30):" */
static bool tail_ends_label(Str tail) {
    bool bare = true, digits = false;
    for (size_t at = 0; at < tail.len && at < LABEL_TAIL_MOST;) {
        uint32_t c = utf8_next(tail, &at);
        if (is_label_mark(tail, c, at) && (bare || digits)) return true;
        bare &= char_is_space(c);
        digits |= char_is_digit(c);
    }
    return false;
}

bool label_opens(const Reading *r, Str paragraph, int kind) {
    size_t from = past_openers(paragraph), end;
    Str text = str_cut(paragraph, from, paragraph.len);
    if (!page_word_opens(r, text, kind, &end)) return false;
    if (end == text.len) return true;
    if (tail_ends_label(str_cut(text, end, text.len))) return true;
    return is_upper_word(str_cut(text, 0, end)) && !is_upper_word(text);
}

static bool is_update(const Reading *r, Str text) {
    size_t end, from = past_openers(text);
    if (page_word_opens(r, str_cut(text, from, text.len), PAGE_UPDATE_NOTE, &end)) return true;
    return label_opens(r, text, PAGE_UPDATE);
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
        blocks->at[k].role = CASUS_PART_UPDATE;
        if (!below_body) return;
    }
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
        b->role = CASUS_PART_UPDATE;
        if (page_word_is(r, text, PAGE_UPDATE)) mark_after_label(blocks, k, body);
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
    for (size_t k = 0; n >= 2 && k < blocks->len; k++) {
        if (!is_open_block(&blocks->at[k])) continue;
        inside |= opens_with_clock(block_text(r, &blocks->at[k]));
        if (inside) blocks->at[k].role = CASUS_PART_UPDATE;
    }
}

void updates_mark(Reading *r, Blocks *blocks) {
    mark_live_blog(r, blocks);
    mark_labels(r, blocks);
    mark_announced(r, blocks);
}
