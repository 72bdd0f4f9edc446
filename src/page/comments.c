/* A thread of reader comments pasted below a report. Where it starts the report has ended: its words are voices of their own.
 *
 * A comment opens with a line of one of these styles; the style of the first one holds for the thread:
 *   NUMBERED   "  1. Ann Reader says"                            deeper indent: an answer to the one above
 *   DATED      "Ann Reader on March 3, 2031 at 4:05 pm"
 *   SAYS       "Ann Reader says:"                                only below a heading like "12 comments"
 *   TWO_LINES  "Ann Reader" and below it "3 March 2031, 16:05"   likewise
 *   INLINE     "Ann Reader: I was there."                        likewise */
#include "page/blocks.h"
#include "page/thread.h"

typedef enum { NO_HEAD, NUMBERED, DATED, SAYS, TWO_LINES, INLINE } Style;
typedef struct {
    Style style;
    Str name, published;
    size_t n_lines;                 /* lines it takes; 0 for INLINE, where the words follow on the same line */
    uint32_t text_from;             /* where they do */
    uint32_t level;                 /* "1.2." answers "1.": parts of its number beyond the first */
} Head;

enum { NUMBER_MOST = 12, NAME_MOST = 60, NAME_WORDS_MOST = 6, HEAD_MOST = 160, LINES_UNDER_HEADING = 3, DATE_LINE_MOST = 60 };

/* Past "12. ", "12) ", "1.2. " or "1.2 "; 0 when the line has no number. *level: how many parts it has beyond the first. */
static size_t past_number(Str line, uint32_t *level) {
    size_t k = 0, start = 0;
    *level = 0;
    for (; k < line.len && k < NUMBER_MOST; k++) {
        if (line.at[k] >= '0' && line.at[k] <= '9') continue;
        if (k > start && start && line.at[k] == ' ') return k + 1;
        if (k == start || (line.at[k] != '.' && line.at[k] != ')')) return 0;
        if (k + 1 < line.len && line.at[k + 1] == ' ') break;
        *level += 1;
        start = k + 1;
    }
    if (k == start || k + 1 >= line.len || k >= NUMBER_MOST) return 0;
    while (k + 1 < line.len && line.at[k + 1] == ' ') k++;
    return k + 1;
}

static bool is_name(Str name) {
    size_t words = 1;
    if (!name.len || name.len > NAME_MOST) return false;
    for (size_t k = 0; k < name.len; k++) {
        words += name.at[k] == ' ';
        if (name.at[k] == ':' || name.at[k] == '"' || name.at[k] == '?' || name.at[k] == ';') return false;
    }
    return words <= NAME_WORDS_MOST;
}

/* The next blank in s at or after `at`; s.len when there is none. */
static size_t next_blank(Str s, size_t at) {
    const char *blank = at < s.len ? memchr(s.at + at, ' ', s.len - at) : NULL;
    return blank ? (size_t)(blank - s.at) : s.len;
}

static bool has_year(const Reading *r, Str text) { return date_in(r, text).len > 0; }

/* "Ann Reader says", "Ann Reader says:", "Ann Reader says on March 3, 2031". */
static bool read_says(const Reading *r, Str line, Head *head) {
    for (size_t at = next_blank(line, 0); at < line.len; at = next_blank(line, at + 1)) {
        size_t end;
        Str rest = str_cut(line, at + 1, line.len);
        if (!page_word_opens(r, rest, PAGE_COMMENT_SAYS, &end)) continue;
        Str after = str_trim(str_cut(rest, end, rest.len));
        if (after.len && after.at[0] == ':') after = str_trim(str_cut(after, 1, after.len));
        head->name = str_trim(str_cut(line, 0, at));
        head->published = date_in(r, after);
        return is_name(head->name) && (!after.len || head->published.len);
    }
    return false;
}

/* "Ann Reader on March 3, 2031 at 4:05 pm". */
static bool read_dated(const Reading *r, Str line, Head *head) {
    if (!has_clock(line) || ends_sentence(line)) return false;
    for (size_t at = next_blank(line, 0); at < line.len; at = next_blank(line, at + 1)) {
        size_t end;
        Str rest = str_cut(line, at + 1, line.len);
        if (!page_word_opens(r, rest, PAGE_COMMENT_ON, &end)) continue;
        head->name = str_trim(str_cut(line, 0, at));
        head->published = date_in(r, rest);
        return is_name(head->name) && head->published.len;
    }
    return false;
}

static bool is_front_matter(const Reading *r, Str line) {
    size_t end;
    return page_word_opens(r, line, PAGE_BYLINE, &end) || page_word_opens(r, line, PAGE_UPDATE, &end) || page_word_opens(r, line, PAGE_CAPTION, &end);
}

static bool read_two_lines(const Reading *r, const Lines *lines, size_t k, Head *head) {
    if (k + 1 >= lines->len || lines->at[k + 1].blank_before) return false;
    Str name = line_text(r, &lines->at[k]), date = line_text(r, &lines->at[k + 1]);
    if (!is_name(name) || ends_sentence(name) || date.len > DATE_LINE_MOST || !(has_year(r, date) || text_is_time(r, date))) return false;
    head->name = name;
    head->published = date_in(r, date);
    return true;
}

static bool read_inline(const Reading *r, const Line *line, Head *head) {
    Str text = line_text(r, line);
    size_t colon = str_find(text, S(": "), 0);
    if (colon == SIZE_MAX || !is_name(str_cut(text, 0, colon))) return false;
    head->name = str_cut(text, 0, colon);
    head->text_from = line->start + (uint32_t)colon + 2;
    return true;
}

static bool is_quoted(const Reading *r, const Line *line) { return r->text.at[line->start] == '>'; }

/* "Ann Reader wrote:" and below it "> It was more": what somebody else said. */
static bool introduces_quote(const Reading *r, const Lines *lines, size_t k) {
    return k + 1 < lines->len && !lines->at[k + 1].blank_before && is_quoted(r, &lines->at[k + 1]) && !is_quoted(r, &lines->at[k])
        && r->text.at[lines->at[k].end - 1] == ':';
}

/* The head that starts on line k, of the one style asked for. */
static Head head_at(const Reading *r, const Lines *lines, size_t k, Style style) {
    Head head = { .style = style, .n_lines = style == TWO_LINES ? 2 : style == INLINE ? 0 : 1 };
    Str line = line_text(r, &lines->at[k]);
    size_t from = past_number(line, &head.level);
    bool found = false;
    if (!from && introduces_quote(r, lines, k)) return (Head){ .style = NO_HEAD };       /* a number is the thread's own */
    if (style == TWO_LINES) found = read_two_lines(r, lines, k, &head);
    else if (style == INLINE) found = read_inline(r, &lines->at[k], &head);
    else if (line.len > HEAD_MOST) found = false;
    else if (style == NUMBERED) found = from && read_says(r, str_cut(line, from, line.len), &head);
    else if (style == DATED) found = !is_front_matter(r, line) && read_dated(r, str_cut(line, from, line.len), &head);
    else if (style == SAYS) found = !from && read_says(r, line, &head);
    return found ? head : (Head){ .style = NO_HEAD };
}

static Style style_at(const Reading *r, const Lines *lines, size_t k) {
    for (Style style = NUMBERED; style <= INLINE; style++)
        if (head_at(r, lines, k, style).style) return style;
    return NO_HEAD;
}

/* "Comments", "12 comments", "Comments (12):". */
bool comments_is_heading(const Reading *r, Str line) {
    if (line.len > 100) return false;
    size_t start = 0, end = line.len;
    while (start < end && (line.at[start] == ' ' || (line.at[start] >= '0' && line.at[start] <= '9'))) start++;
    while (end > start && strchr(" :()0123456789", line.at[end - 1])) end--;
    return start < end && page_word_is(r, str_cut(line, start, end), PAGE_COMMENT_HEADING);
}

/* Does a thread follow the heading on line k? */
static bool heads_thread(const Reading *r, const Lines *lines, size_t k) {
    if (!comments_is_heading(r, line_text(r, &lines->at[k]))) return false;
    for (size_t j = k + 1; j < lines->len && j <= k + LINES_UNDER_HEADING; j++)
        if (style_at(r, lines, j)) return true;
    return false;
}

/* "1. What the army says" may head a section: a name, that is no word of grammar, and an indent or a second one tell. */
static bool is_numbered_start(const Reading *r, const Lines *lines, size_t k, const Head *head, size_t n_before) {
    if (k + 1 >= lines->len || table_word_opens(r, head->name, TABLE_FUNCTION)) return false;
    return lines->at[k].indent > 0 || n_before > 0;
}

size_t comments_start(const Reading *r, const Lines *lines) {
    size_t first_numbered = lines->len, first_dated = lines->len;
    for (size_t k = 0; k < lines->len; k++) {
        if (line_text(r, &lines->at[k]).len > HEAD_MOST) continue;
        if (heads_thread(r, lines, k)) return k;
        Head head = head_at(r, lines, k, NUMBERED);
        if (head.style && is_numbered_start(r, lines, k, &head, first_numbered < k)) return first_numbered < k ? first_numbered : k;
        if (head.style && first_numbered == lines->len && !table_word_opens(r, head.name, TABLE_FUNCTION)) first_numbered = k;
        if (!head_at(r, lines, k, DATED).style) continue;
        if (first_dated < k) return first_dated;
        first_dated = k;
    }
    return lines->len;
}

/* ---- the thread ---------------------------------------------------------------------------------------------------- */

typedef struct { size_t block; uint32_t indent; } Above;            /* a comment that later ones may answer */
typedef struct { Above *at; size_t len, cap; } Chain;

static bool is_counter(Str text) {
    for (size_t k = 0; k < text.len; k++)
        if (!strchr("0123456789+-., ", text.at[k])) return false;
    return true;
}

static bool is_chrome(const Reading *r, const Line *line) {
    Str text = line_text(r, line);
    if (is_counter(text)) return true;
    return page_word_is(r, text, PAGE_COMMENT_REPLY) || page_word_is(r, text, PAGE_SHARE);
}

/* The words of a comment on lines [first, end), without what it quotes first and the links below it; an empty span when there are none.
 * A quotation in the middle stays: a span is one stretch of the text as published. */
static CasusSpan words_of(const Reading *r, const Lines *lines, size_t first, size_t end, const Head *head) {
    while (first < end && !head->text_from && (is_quoted(r, &lines->at[first]) || introduces_quote(r, lines, first))) first++;
    while (end > first && is_chrome(r, &lines->at[end - 1])) end--;
    if (end <= first) return (CasusSpan){ 0, 0 };
    uint32_t start = head->text_from ? head->text_from : lines->at[first].start;
    return (CasusSpan){ start, lines->at[end - 1].end };
}

static Chain *drop_to(Chain *chain, uint32_t indent) {
    while (chain->len && chain->at[chain->len - 1].indent >= indent) chain->len--;
    return chain;
}

static void add_comment(Reading *r, Blocks *blocks, Chain *chain, const Head *head, uint32_t indent, CasusSpan words) {
    drop_to(chain, indent);
    if (words.start == words.end) return;
    Block *b = list_add(blocks, r->scratch);
    *b = (Block){ .span = words, .role = CASUS_PART_COMMENT, .author = str_copy(head->name, r->keep), .published = head->published };
    b->depth = (uint32_t)chain->len;
    b->parent = chain->len ? chain->at[chain->len - 1].block : 0;
    Above *above = list_add(chain, r->scratch);
    *above = (Above){ blocks->len, indent };
}

/* "March 3, 2031 at 4:05 pm" on a line of its own below the head. */
static bool take_date_line(const Reading *r, const Lines *lines, size_t *k, Head *head) {
    if (*k >= lines->len || head->style == INLINE || head->published.len) return false;
    Str line = line_text(r, &lines->at[*k]);
    if (line.len > DATE_LINE_MOST || ends_sentence(line) || !has_year(r, line)) return false;
    head->published = date_in(r, line);
    (*k)++;
    return true;
}

void comments_read(Reading *r, const Lines *lines, size_t first, Blocks *blocks) {
    Chain chain = { 0 };
    Style style = NO_HEAD;
    while (first < lines->len && !(style = style_at(r, lines, first))) first++;     /* the heading */
    while (first < lines->len) {
        Head head = head_at(r, lines, first, style);
        size_t from = first + head.n_lines, end = first + (head.n_lines ? head.n_lines : 1);
        take_date_line(r, lines, &from, &head);
        if (end < from) end = from;
        while (end < lines->len && !head_at(r, lines, end, style).style) end++;
        add_comment(r, blocks, &chain, &head, lines->at[first].indent + head.level, words_of(r, lines, from, end, &head));
        first = end;
    }
}
