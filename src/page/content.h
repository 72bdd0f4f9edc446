/* Which blocks of a page are the article, and which role each has in it. */
#ifndef CASUS_PAGE_CONTENT_H
#define CASUS_PAGE_CONTENT_H
#include "page/dom.h"
#include "page/write.h"

/* Writes the article's blocks below the title, if that has been written. taken: by node, what belongs to a thread of comments. Linear. */
void content_write(Reading *r, const Dom *dom, const bool *taken, Writer *w);
#endif
