/* The title of a page: of its headings the one that its head repeats. */
#ifndef CASUS_PAGE_TITLE_H
#define CASUS_PAGE_TITLE_H
#include "page/meta.h"
#include "page/thread.h"

/* What the head gives for a title. told: without the site's name; headline: JSON-LD's; description: of <meta>; host: of the page's address. */
typedef struct { Str tab, told, headline, description, host; } TitleHints;

/* *node: the heading's, 0 when it is none of the page's headings. Empty when the page has no title. */
Str title_of_page(const Thread *thread, const TitleHints *hints, uint32_t *node);
#endif
