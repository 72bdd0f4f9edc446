/* What the rules of this folder pass to one another: the lines and blocks of a page before they are its parts. */
#ifndef CASUS_PAGE_BLOCKS_H
#define CASUS_PAGE_BLOCKS_H
#include "reading.h"

/* One line that is not blank: its bytes without indent, trailing blanks and line break. */
typedef struct { uint32_t start, end; uint32_t indent; uint32_t blank_before; } Line;
typedef struct { Line *at; size_t len, cap; } Lines;

/* A paragraph, a heading, a comment: what will be one part, unless dropped. */
typedef struct {
    CasusSpan span;
    CasusPartRole role;             /* BODY until a rule knows better */
    bool dropped;                   /* a byline, a row of asterisks, "Share this": in the text, but in no part */
    uint32_t blank_before;          /* blank lines between this block and the one above */
    uint32_t n_lines;
    Str author, published;
    Str handle, link;               /* of an embedded or a saved post: "@name", its address */
    CasusSpan source;               /* bytes of r->decoded it was read from; empty where unknown */
    uint32_t depth;
    size_t parent;                  /* number of the block it answers or is introduced by, counted from 1; 0 for none */
    CasusId part;                   /* once it is one */
} Block;
typedef struct { Block *at; size_t len, cap; } Blocks;

static inline Str line_text(const Reading *r, const Line *line) { return str_cut(r->text, line->start, line->end); }
static inline Str block_text(const Reading *r, const Block *block) { return span_text(r, block->span); }

/* probe.c */
/* Share of control characters (tab and line breaks are none), in percent of the characters at the start. */
int probe_control_percent(Str decoded);
bool probe_is_html(Str decoded);

/* decode.c */
/* The bytes in UTF-8, with a note on what had to be guessed or repaired. */
Str decode_page(Reading *r, Str bytes);
/* twice.c: text in which characters stand that were encoded twice, as it was meant, with a note; the text itself when there are none. */
Str twice_undo(Reading *r, Str text);
/* Notes on characters of the text that are kept, but may deceive: NUL, controls of direction. */
void decode_note_oddities(Reading *r);

/* plain.c */
void plain_read(Reading *r);
void blocks_to_parts(Reading *r, Blocks *blocks);

/* front.c: what stands before the body, and headings in it. */
void front_mark(Reading *r, Blocks *blocks);
bool ends_sentence(Str text);                       /* ". ? ! …", also inside closing quotes and brackets */

/* comments.c: a pasted thread of reader comments. */
size_t comments_start(const Reading *r, const Lines *lines);    /* number of its first line; lines->len when there is none */
bool comments_is_heading(const Reading *r, Str line);            /* "12 comments" */
void comments_read(Reading *r, const Lines *lines, size_t first, Blocks *blocks);

/* updates.c: correction notes and the entries of a live blog. */
void updates_mark(Reading *r, Blocks *blocks);
bool label_opens(const Reading *r, Str paragraph, int kind);    /* "UPDATE:", "Photo (3 March):" */

/* quotes.c: paragraphs that are somebody else's words. */
void quotes_mark(Reading *r, Blocks *blocks);

/* article.c: a web page to the report's text and parts. */
void article_read(Reading *r);

/* scan.c: the page as the HTML parser may safely see it, and what was taken away before each of its bytes. */
typedef struct { size_t at, removed; } TameCut;     /* from byte `at` on, `removed` bytes have been taken away */
typedef struct { Str html; const TameCut *cuts; size_t n_cuts; } Tame;
Tame html_tame(Reading *r, Str html);
size_t tame_source(const Tame *tame, size_t at);    /* where byte `at` stood */

/* words.c: the table page_word.tsv, the month names of time.tsv. */
bool page_word_opens(const Reading *r, Str text, int kind, size_t *end);   /* the longest phrase of that kind at the start of text */
bool page_word_is(const Reading *r, Str text, int kind);        /* all of text but white space and a final colon is such a phrase */
uint64_t page_word_kinds(const Reading *r, Str text);           /* bit 1 << PAGE_... for every kind that all of text is */
bool page_word_in(const Reading *r, Str text, int kind);        /* anywhere */
bool table_word_in(const Reading *r, Str text, Table table, int column, int cell);  /* cell 0: any row of that table */
bool table_word_opens(const Reading *r, Str text, Table table); /* the first word alone */
Str date_in(const Reading *r, Str text);                        /* "March 3, 2031 at 4:05 pm" -> 2031-03-03; empty when there is none */
bool has_clock(Str text);                                       /* 16:05, 4.05 */
#endif
