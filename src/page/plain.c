/* Plain text: lines -> paragraphs -> parts. The text itself stays as it was written. */
#include "page/blocks.h"

enum { WRAP_LEAST = 40, WRAP_MOST = 120, TAB = 8 };

/* ---- lines --------------------------------------------------------------------------------------------------------- */

/* Past the line break at `at`: "\n", "\r\n" or "\r". */
static size_t past_break(Str text, size_t at) {
    if (at < text.len && text.at[at] == '\r') at++;
    else return at < text.len ? at + 1 : at;
    return at < text.len && text.at[at] == '\n' ? at + 1 : at;
}

static size_t line_end(Str text, size_t at) {
    while (at < text.len && text.at[at] != '\n' && text.at[at] != '\r') at++;
    return at;
}

/* Where the words of a line begin; *indent counts columns. */
static size_t past_indent(Str text, size_t at, size_t end, uint32_t *indent) {
    *indent = 0;
    while (at < end) {
        size_t next = at;
        uint32_t c = utf8_next(text, &next);
        if (!char_is_space(c)) break;
        *indent = c == '\t' ? (*indent / TAB + 1) * TAB : *indent + 1;
        at = next;
    }
    return at;
}

static size_t before_blanks(Str text, size_t start, size_t end) {
    while (end > start) {
        size_t before = end;
        if (!char_is_space(utf8_previous(text, &before))) break;
        end = before;
    }
    return end;
}

static Lines lines_of(Str text, Arena *scratch) {
    Lines lines = { 0 };
    uint32_t blank = 0;
    for (size_t at = 0; at < text.len;) {
        size_t end = line_end(text, at);
        uint32_t indent;
        size_t start = past_indent(text, at, end, &indent);
        at = past_break(text, end);
        if (start >= end) {
            blank++;
            continue;
        }
        Line *line = list_add(&lines, scratch);
        *line = (Line){ (uint32_t)start, (uint32_t)before_blanks(text, start, end), indent, blank };
        blank = 0;
    }
    return lines;
}

/* ---- paragraphs ------------------------------------------------------------------------------------------------------ */

static size_t width_of(const Reading *r, const Line *line) { return line->indent + utf8_count(line_text(r, line)); }

static size_t first_word_width(const Reading *r, const Line *line) {
    Str text = line_text(r, line);
    const char *blank = memchr(text.at, ' ', text.len);
    return utf8_count((Str){ text.at, blank ? (size_t)(blank - text.at) : text.len });
}

/* The next word would not have fitted on this line. */
static bool is_full(const Reading *r, const Line *line, size_t width) {
    return width_of(r, line) + 1 + first_word_width(r, line + 1) + 2 > width;
}

/* Width to which lines [first, end) were wrapped; 0 when their breaks are the author's own. */
static size_t wrap_width(const Reading *r, const Lines *lines, size_t first, size_t end) {
    size_t width = 0, full = 0, breaks = end - first - 1;
    for (size_t k = first; k < end; k++) {
        size_t w = width_of(r, &lines->at[k]);
        if (w > width) width = w;
        if (width > WRAP_MOST) return 0;
    }
    if (width < WRAP_LEAST || !breaks) return 0;
    for (size_t k = first; k + 1 < end; k++) full += is_full(r, &lines->at[k], width);
    return full * 10 >= breaks * 7 ? width : 0;
}

/* "- ", "* ", "• ", "– " and the like. */
static bool is_bullet(const Reading *r, const Line *line) {
    Str text = line_text(r, line);
    size_t at = 0;
    uint32_t c = utf8_next(text, &at);
    bool mark = c == '-' || c == '*' || c == 0x2022 || c == 0x2013 || c == 0x00B7 || c == 0x25CF || c == 0x25AA;
    return mark && at < text.len && text.at[at] == ' ';
}

static bool starts_lower(const Reading *r, const Line *line) {
    size_t at = 0;
    return char_is_lower(utf8_next(line_text(r, line), &at));
}

/* Does `line` open a paragraph of its own, directly under the line before it? */
static bool opens_paragraph(const Reading *r, const Line *line, size_t wrap) {
    const Line *before = line - 1;
    if (is_bullet(r, line)) return true;
    if (!wrap) return !starts_lower(r, line) || ends_sentence(line_text(r, before));
    if (line->indent > before->indent + 1) return !is_bullet(r, before);
    return !is_full(r, before, wrap) && ends_sentence(line_text(r, before));
}

static void add_block(Blocks *blocks, const Lines *lines, size_t first, size_t last, Arena *scratch) {
    Block *block = list_add(blocks, scratch);
    block->span = (CasusSpan){ lines->at[first].start, lines->at[last].end };
    block->blank_before = lines->at[first].blank_before;
    block->n_lines = (uint32_t)(last - first + 1);
}

/* Lines [first, end) stand together without a blank one. */
static void read_group(const Reading *r, const Lines *lines, size_t first, size_t end, Blocks *blocks) {
    size_t wrap = wrap_width(r, lines, first, end);
    for (size_t k = first + 1; k <= end; k++) {
        if (k < end && !opens_paragraph(r, &lines->at[k], wrap)) continue;
        add_block(blocks, lines, first, k - 1, r->scratch);
        first = k;
    }
}

static Blocks blocks_of(const Reading *r, const Lines *lines, size_t n) {
    Blocks blocks = { 0 };
    for (size_t first = 0, end; first < n; first = end) {
        for (end = first + 1; end < n && lines->at[end].blank_before == 0;) end++;
        read_group(r, lines, first, end, &blocks);
    }
    return blocks;
}

/* ---- parts ----------------------------------------------------------------------------------------------------------- */

void blocks_to_parts(Reading *r, Blocks *blocks) {
    for (size_t k = 0; k < blocks->len; k++) {
        Block *b = &blocks->at[k];
        if (b->dropped) continue;
        CasusPart *part = list_add(&r->parts, r->keep);
        CasusId parent = b->parent ? blocks->at[b->parent - 1].part : 0;
        *part = (CasusPart){
            .role = b->role, .span = b->span, .author = b->author, .published = b->published, .parent = parent, .depth = b->depth,
            .handle = b->handle, .link = b->link, .source = b->source,
        };
        b->part = list_last_id(&r->parts);
    }
}

void plain_read(Reading *r) {
    Lines lines = lines_of(r->text, r->scratch);
    size_t thread = comments_start(r, &lines);
    Blocks blocks = blocks_of(r, &lines, thread);
    front_mark(r, &blocks);
    updates_mark(r, &blocks);
    quotes_mark(r, &blocks);
    comments_read(r, &lines, thread, &blocks);
    blocks_to_parts(r, &blocks);
    for (CasusId p = 1; p < r->parts.len; p++) r->parts.at[p].source = r->parts.at[p].span;     /* the text is the page */
}
