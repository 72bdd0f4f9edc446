#include "page/write.h"

enum { OUT_AT_FIRST = 4096 };

Writer writer_start(Reading *r) {
    return (Writer){ .r = r, .out = { arena_alloc(r->scratch, OUT_AT_FIRST), 0, OUT_AT_FIRST, r->scratch } };
}

static bool is_open(const Writer *w) { return w->out.len > w->start; }

static void put(Writer *w, char c) {
    if (!is_open(w) && w->out.len) {
        text_add(&w->out, S("\n\n"));
        w->start = w->out.len;
    }
    text_add_char(&w->out, c);
}

CasusSpan source_over(CasusSpan a, CasusSpan b) {
    if (a.start == a.end) return b;
    if (b.start == b.end) return a;
    return (CasusSpan){ a.start < b.start ? a.start : b.start, a.end > b.end ? a.end : b.end };
}

void writer_words(Writer *w, Str words, CasusSpan source, bool verbatim) {
    size_t before = w->out.len;
    for (size_t k = 0; k < words.len; k++) {
        char c = words.at[k];
        if (c == '\xC2' && k + 1 < words.len && words.at[k + 1] == '\xAD') {
            k++;                                        /* a soft hyphen says where a word may be cut; it is no letter of it */
            continue;
        }
        bool white = c == ' ' || c == '\n' || c == '\t' || c == '\r' || c == '\f';
        if (white && !(verbatim && c == '\n')) {
            w->blank = true;
            continue;
        }
        bool inside = is_open(w) && w->out.at[w->out.len - 1] != '\n';
        if (w->blank && inside && c != '\n') put(w, ' ');
        w->blank = false;
        if (c != '\n' || inside) put(w, c);
    }
    if (w->out.len > before) w->source = source_over(w->source, source);
}

void writer_break(Writer *w) {
    w->blank = false;
    if (is_open(w) && w->out.at[w->out.len - 1] != '\n') put(w, '\n');
}

static CasusSpan without_blanks(Str text, size_t start, size_t end) {
    size_t at;
    while (start < end && (at = start, char_is_space(utf8_next(text, &at)))) start = at;
    while (end > start && (at = end, char_is_space(utf8_previous(text, &at)))) end = at;
    return (CasusSpan){ (uint32_t)start, (uint32_t)end };
}

void writer_forget(Writer *w) {
    if (is_open(w)) {
        w->out.len = w->start;
        if (w->out.len >= 2) w->out.len -= 2;           /* the blank line before it */
    }
    w->start = w->out.len;
    w->source = (CasusSpan){ 0, 0 };
    w->blank = false;
}

void writer_join(Writer *w, size_t number) {
    Block *first = writer_block(w, number), *last = writer_block(w, w->blocks.len);
    assert(number + 1 == w->blocks.len);
    first->span.end = last->span.end;
    first->source = source_over(first->source, last->source);
    w->blocks.len = number;
}

size_t writer_finish(Writer *w, CasusPartRole role) {
    w->r->text = text_str(&w->out);
    CasusSpan span = without_blanks(w->r->text, w->start, w->out.len);
    if (span.start == span.end) {
        writer_forget(w);
        return 0;
    }
    Block *b = list_add(&w->blocks, w->r->scratch);
    *b = (Block){ .span = span, .role = role, .blank_before = 1, .n_lines = 1, .source = w->source };
    w->out.len = w->start = span.end;
    w->source = (CasusSpan){ 0, 0 };
    w->blank = false;
    return w->blocks.len;
}
