/* The dated entries of a live blog among the passages of a page. */
#ifndef CASUS_PAGE_ENTRIES_H
#define CASUS_PAGE_ENTRIES_H
#include "page/passages.h"
#include "page/thread.h"

/* Fills in entry and when of the passages that stand in one. day: the page's own, ISO 8601, for entries that give a clock alone; may be
 * empty. Linear. */
void entries_mark(const Thread *t, Passages *passages, Str day);
#endif
