/* How comments are found: candidates first, by what they call themselves or by what repeats, then what they hold of one another. */
#ifndef CASUS_PAGE_THREAD_FIND_H
#define CASUS_PAGE_THREAD_FIND_H
#include "page/thread.h"

/* An element that may be a comment. Numbers count from 1; slot 0 is nobody. */
typedef struct {
    uint32_t node, start, end;
    uint32_t around;                /* the candidate around it */
    uint32_t first, last, next;     /* the candidates directly inside it, and the next one beside it */
    uint32_t into;                  /* the candidate it is a part of, when it is no comment of its own; 0 when it is one */
    uint32_t n_signs, n_authors;    /* authors and times that are its own; authors alone */
    bool wrapper, numbered, schema, kept;
} Candidate;
typedef struct { Candidate *at; size_t len, cap; } Candidates;

/* A stretch of the page that is said to hold comments. */
typedef struct { uint32_t node, start, end; bool named; } Region;
typedef struct { Region *at; size_t len, cap; } Regions;

/* thread_names.c: comments that call themselves so; posts likewise. */
void candidates_by_name(Thread *t, const Regions *regions);
void candidates_posts(Thread *t);

/* thread_repeat.c: what repeats inside a region. */
Regions regions_find(Thread *t);
void region_read(Thread *t, const Region *region);

Comment *comment_add(Thread *t, uint32_t start, uint32_t end);
#endif
