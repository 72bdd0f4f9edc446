/* Which blocks of a page are the article, and which role each has in it. */
#ifndef CASUS_PAGE_CONTENT_H
#define CASUS_PAGE_CONTENT_H
#include "page/thread.h"
#include "page/write.h"

/* Writes the article's blocks below the title, if that has been written, without what belongs to the thread of comments. day: that of the
 * page, ISO 8601; may be empty. Linear. -> the element of the post that is the whole report; 0 when there is none. */
uint32_t content_write(const Thread *t, Str day, Writer *w);
#endif
