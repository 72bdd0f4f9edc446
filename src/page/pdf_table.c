/* Rows of tables: a PDF does not mark them, and cells read column after column say nothing. A row is three lines or more side by side with
 * much room between them (columns of text leave little); two such rows one below the other are a table, which is put in order row by row. */
#include "page/pdf.h"

#include <math.h>
#include <stdlib.h>

enum { CELLS_LEAST = 3 };
static const double ROOM_LEAST = 0.4;       /* between the cells, of the room they take themselves */
static const double ROWS_APART_MOST = 3;    /* heights of a letter */

typedef struct { const PdfLine *line; size_t number; } Cell;
typedef struct { Cell *at; size_t len; } Cells;

static int by_left(const void *a, const void *b) {
    const PdfLine *x = ((const Cell *)a)->line, *y = ((const Cell *)b)->line;
    return (x->left > y->left) - (x->left < y->left);
}

static int by_place(const void *a, const void *b) {
    const PdfLine *x = ((const Cell *)a)->line, *y = ((const Cell *)b)->line;
    if (x->page != y->page) return x->page < y->page ? -1 : 1;
    if (x->bottom != y->bottom) return x->bottom < y->bottom ? -1 : 1;
    return by_left(a, b);
}

/* From the top of the pages to their foot, whatever the order of reading. */
static Cells cells_of(Reading *r, const PdfLines *lines) {
    Cells cells = { arena_array(r->scratch, lines->len, sizeof(Cell)), lines->len };
    for (size_t k = 0; k < lines->len; k++) cells.at[k] = (Cell){ &lines->at[k], k };
    if (cells.len) qsort(cells.at, cells.len, sizeof *cells.at, by_place);
    return cells;
}

static size_t row_end(const Cells *cells, size_t first) {
    const PdfLine *start = cells->at[first].line;
    size_t end = first + 1;
    while (end < cells->len && cells->at[end].line->page == start->page && cells->at[end].line->bottom - start->bottom < 0.4 * start->size) end++;
    qsort(cells->at + first, end - first, sizeof *cells->at, by_left);
    return end;
}

static bool is_row(const Cells *cells, size_t first, size_t end, size_t cells_least) {
    if (end - first < cells_least) return false;
    double words = 0, from = cells->at[first].line->left, to = 0;
    for (size_t k = first; k < end; k++) {
        words += cells->at[k].line->right - cells->at[k].line->left;
        to = fmax(to, cells->at[k].line->right);
    }
    return to - from - words >= ROOM_LEAST * words;
}

static bool is_near(const PdfLine *above, const PdfLine *below) {
    return above->page == below->page && below->bottom - above->bottom < ROWS_APART_MOST * above->size;
}

/* End of the table whose first row is the cells [first, end); `end` itself when no second row follows. A later row may lack cells. */
static size_t table_end(const Cells *cells, size_t first, size_t end) {
    while (end < cells->len && is_near(cells->at[first].line, cells->at[end].line)) {
        size_t next = row_end(cells, end);
        if (!is_row(cells, end, next, CELLS_LEAST - 1)) break;
        first = end;
        end = next;
    }
    return end;
}

/* For every line the table it is a cell of: its place among the cells + 1 in from[], and where it ends; 0 for none. */
static void find_tables(const Cells *cells, size_t *from, size_t *to) {
    for (size_t first = 0, end; first < cells->len; first = end) {
        size_t row = row_end(cells, first);
        end = is_row(cells, first, row, CELLS_LEAST) ? table_end(cells, first, row) : row;
        for (size_t k = first; k < end && end > row; k++) {
            from[cells->at[k].number] = first + 1;
            to[cells->at[k].number] = end;
        }
    }
}

static void take(PdfLines *ordered, const PdfLine *line, Arena *scratch) {
    PdfLine *kept = list_add(ordered, scratch);
    *kept = *line;
}

PdfLines pdf_order_tables(Reading *r, const PdfLines *lines) {
    Cells cells = cells_of(r, lines);
    size_t *from = arena_array(r->scratch, lines->len + 1, sizeof *from), *to = arena_array(r->scratch, lines->len + 1, sizeof *to);
    PdfLines ordered = { 0 };
    find_tables(&cells, from, to);
    for (size_t k = 0; k < lines->len; k++) {
        if (!from[k]) take(&ordered, &lines->at[k], r->scratch);
        for (size_t c = from[k]; c && c <= to[k]; c++) {        /* the whole table where its first cell stands */
            take(&ordered, cells.at[c - 1].line, r->scratch);
            from[cells.at[c - 1].number] = SIZE_MAX;
        }
    }
    return ordered;
}
