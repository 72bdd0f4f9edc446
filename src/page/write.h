/* The report's text as it grows from a page, and the blocks in it. Rules say what is written; this keeps spaces, lines and where each
 * block came from. One writer a page: article first, then the comments. */
#ifndef CASUS_PAGE_WRITE_H
#define CASUS_PAGE_WRITE_H
#include "page/blocks.h"

typedef struct {
    Reading *r;
    Text out;                   /* becomes r->text */
    Blocks blocks;
    size_t start;               /* where the open block starts in out; out.len when nothing is open */
    bool blank;                 /* white space waits for a word */
    CasusSpan source;           /* of what the open block has taken so far */
} Writer;

Writer writer_start(Reading *r);
/* Words of a text node: white space is squeezed, unless verbatim (<pre>), where line breaks stay. source: the node's. */
void writer_words(Writer *w, Str words, CasusSpan source, bool verbatim);
void writer_break(Writer *w);                                          /* <br> */
/* Ends the open block, if any, and gives its number from 1; 0 when it had no words. The caller fills in role, author, parent... */
size_t writer_finish(Writer *w, CasusPartRole role);
/* Makes the block last finished a part of block `number`, which stands directly before it. */
void writer_join(Writer *w, size_t number);
/* Forgets the words of the open block. */
void writer_forget(Writer *w);
/* The span over both; an empty one counts for nothing. What a parser has moved may stand before what it was put behind. */
CasusSpan source_over(CasusSpan a, CasusSpan b);
static inline Block *writer_block(Writer *w, size_t number) { return &w->blocks.at[number - 1]; }
#endif
