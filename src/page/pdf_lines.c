/* Running heads, feet and page numbers: short lines at the edge of the page that come again on other pages, figures aside. */
#include "page/pdf.h"

#include <stdlib.h>

enum { NUMBER_MOST = 12, HEAD_MOST = 200 };

/* The words with every run of digits as one '#': "Page 3 of 9" and "Page 4 of 9" are one. */
static Str shape_of(Str words, Arena *scratch) {
    Str folded = str_fold(words, scratch);
    char *out = arena_alloc(scratch, folded.len + 1);
    size_t n = 0;
    for (size_t k = 0; k < folded.len; k++) {
        bool is_digit = folded.at[k] >= '0' && folded.at[k] <= '9';
        if (is_digit && n && out[n - 1] == '#') continue;
        out[n++] = is_digit ? '#' : folded.at[k];
    }
    return (Str){ out, n };
}

/* "12", "- 3 -", "4 / 9". */
static bool is_page_number(Str shape) {
    bool any = false;
    if (shape.len > NUMBER_MOST) return false;
    for (size_t k = 0; k < shape.len; k++) {
        if (!strchr("#-/| .[]()", shape.at[k])) return false;
        any = any || shape.at[k] == '#';
    }
    return any;
}

/* A line at an edge; those of one key look alike. */
typedef struct { uint64_t key; uint32_t page; size_t line; } Head;
typedef LIST_OF(Head) Heads;

static int by_key(const void *a, const void *b) {
    const Head *x = a, *y = b;
    if (x->key != y->key) return x->key < y->key ? -1 : 1;
    return (x->line > y->line) - (x->line < y->line);
}

static Heads heads_of(Reading *r, PdfLines *lines) {
    Heads heads = { 0 };
    for (size_t k = 0; k < lines->len; k++) {
        PdfLine *line = &lines->at[k];
        if (!line->is_edge || line->words.len > HEAD_MOST) continue;
        Str shape = shape_of(line->words, r->scratch);
        line->is_dropped = is_page_number(shape);
        Head *head = list_add(&heads, r->scratch);
        *head = (Head){ str_hash(shape) ^ (uint64_t)(line->size + 0.5), line->page, k };       /* the title is no head of its own size */
    }
    return heads;
}

void pdf_drop_heads(Reading *r, PdfFile *file) {
    Heads heads = heads_of(r, &file->lines);
    uint32_t n_read = file->n_pages - file->n_empty;
    if (heads.len) qsort(heads.at, heads.len, sizeof *heads.at, by_key);
    for (size_t first = 0, end; first < heads.len; first = end) {
        uint32_t n_pages = 1;
        for (end = first + 1; end < heads.len && heads.at[end].key == heads.at[first].key; end++) n_pages += heads.at[end].page != heads.at[end - 1].page;
        if (n_pages < 2 || n_pages * 3 < n_read) continue;
        for (size_t k = first; k < end; k++) file->lines.at[heads.at[k].line].is_dropped = true;
    }
}
