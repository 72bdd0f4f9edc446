/* robots.txt. Source: RFC 9309. */
#ifndef CASUS_PAGE_ROBOTS_H
#define CASUS_PAGE_ROBOTS_H
#include "base/arena.h"
#include "base/str.h"

enum { ROBOTS_MOST = 500 << 10 };           /* bytes that count; RFC 9309 section 2.5 */

/* May a crawler of this product token (lower case) ask for this path? `robots` is the file as found. */
bool robots_allow(Str robots, Str agent, Str path_and_query, Arena *scratch);
/* Seconds that the file asks to leave between two requests ("Crawl-delay", beyond the RFC); 0 when it does not. */
int64_t robots_delay_s(Str robots, Str agent);
#endif
