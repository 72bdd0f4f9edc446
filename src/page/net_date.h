/* Times as mail, feeds and HTTP write them. */
#ifndef CASUS_PAGE_NET_DATE_H
#define CASUS_PAGE_NET_DATE_H
#include "base/arena.h"
#include "base/str.h"

/* "Tue, 04 Mar 2031 16:05:00 +0200" and its many variants (RFC 822, 850, 2822, asctime, ISO 8601) as ISO 8601 with the zone as given; empty when
 * it is none. */
Str net_date_iso(Str written, Arena *arena);
/* The same as seconds since 1970-01-01 UTC; no zone counts as UTC. false when it is none. */
bool net_date_seconds(Str written, int64_t *seconds);
/* "GMT", "+02:00", "EST": minutes east of Greenwich. */
bool net_date_zone(Str word, int *minutes_east);
#endif
