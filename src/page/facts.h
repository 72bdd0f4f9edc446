/* What the page says of itself, gathered from its tree. */
#ifndef CASUS_PAGE_FACTS_H
#define CASUS_PAGE_FACTS_H
#include "page/meta.h"
#include "page/thread.h"

/* title: as it stands above the report, heading: the node it stands in; empty and 0 when the page has none. */
typedef struct { Meta meta; Str title; uint32_t heading; } Facts;

/* thread: what belongs to a comment says nothing of the report; and what elements call themselves. Linear. */
Facts facts_read(Reading *r, const Dom *dom, const Thread *thread);
#endif
