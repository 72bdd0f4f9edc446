/* Records of a web archive, WARC 1.0 and 1.1, as pages. Source: iipc.github.io/warc-specifications */
#ifndef CASUS_PAGE_WARC_H
#define CASUS_PAGE_WARC_H
#include "page/seen.h"
#include "page/stream.h"

typedef struct {
    Stream *stream;             /* the caller's; unpacked */
    const char *name;
    Seen *seen;                 /* the caller's: digests and addresses of what was captured; NULL: revisits are not looked up */
    CasusIntakePassed passed;   /* records that gave no page */
    bool lost;                  /* the last record was damaged: look for the next one */
} Warc;

bool warc_starts(Str head);
/* 1: *page is the next page, in the arena and the stream, until the next call. 0: no more. -1: one record could not be had, *err says which
 * and why; call again. */
int warc_next(Warc *warc, Arena *arena, CasusPage *page, CasusError *err);
#endif
