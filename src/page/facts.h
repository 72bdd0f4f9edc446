/* What the page says of itself, gathered from its tree. */
#ifndef CASUS_PAGE_FACTS_H
#define CASUS_PAGE_FACTS_H
#include "page/dom.h"
#include "page/meta.h"

typedef struct { Meta meta; Str title; } Facts;     /* title: as it is to stand above the report; empty when the page has none */

/* taken: by node, what belongs to a thread of comments and so says nothing of the report. */
Facts facts_read(Reading *r, const Dom *dom, const bool *taken);
#endif
