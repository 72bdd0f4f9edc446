/* PDF: the program casus-pdf says which words stand where (src/pdf); here they become a report again. */
#ifndef CASUS_PAGE_PDF_H
#define CASUS_PAGE_PDF_H
#include "reading.h"

bool pdf_starts(Str bytes);
/* In: page, pack. Out: text, parts (none knows its bytes of the page), info; error when the file cannot be read. */
void pdf_read(Reading *r);

/* One line of a page; lengths in points, from the top left corner. */
typedef struct {
    double left, top, right, bottom, size;
    Str words;
    uint32_t page;              /* from 1 */
    bool is_edge;               /* at the top or the bottom of its page, where running heads stand */
    bool is_dropped;
    bool is_cell;               /* of a row of a table: another line stands beside it */
    double column_left, column_right;   /* of the lines of its size above and below it */
} PdfLine;
typedef LIST_OF(PdfLine) PdfLines;
/* What the file says of itself, and its lines in reading order. */
typedef struct { Str title, author, created; PdfLines lines; uint32_t n_pages, n_empty; } PdfFile;
/* Lines that belong together; views into text. */
typedef struct { Str words; double size; uint32_t page; } PdfParagraph;
typedef LIST_OF(PdfParagraph) PdfParagraphs;

/* pdf_run.c: what casus-pdf writes of the page's bytes, in scratch. false with r->error. */
bool pdf_run(Reading *r, Str *json);
/* pdf_lines.c: marks running heads and page numbers as dropped. */
void pdf_drop_heads(Reading *r, PdfFile *file);
/* pdf_table.c: the lines in their order, but those of a table row by row; in scratch. */
PdfLines pdf_order_tables(Reading *r, const PdfLines *lines);
/* pdf_paragraphs.c: the lines that are kept as paragraphs, in scratch. *body_size: of the letters most words are set in. */
PdfParagraphs pdf_paragraphs(Reading *r, const PdfFile *file, double *body_size);
#endif
