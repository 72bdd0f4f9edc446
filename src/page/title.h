/* The title of a page: of its headings the one that its head repeats. */
#ifndef CASUS_PAGE_TITLE_H
#define CASUS_PAGE_TITLE_H
#include "page/meta.h"
#include "page/thread.h"

/* tab: <title>; told: what the head gives as the title, without the site's name; host: of the page's address. *node: the heading's, 0 when
 * it is none of the page's headings. Empty when the page has no title. */
Str title_of_page(const Thread *thread, Str tab, Str told, Str host, uint32_t *node);
#endif
