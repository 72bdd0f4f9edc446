/* What a clock at a place shows: local time and UTC. */
#ifndef CASUS_BASE_ZONE_H
#define CASUS_BASE_ZONE_H
#include "casus.h"
#include "base/pack.h"

typedef struct { Str name; int32_t minutes; } Zone;         /* "Asia/Damascus", in the pack; minutes that its clocks are ahead of UTC */

/* The zone of a place at a local time: of `day` (from 1970-01-01) and the minute in it. False where it is not certain: no country, a country that the
 * table lacks, or one with several zones whose clocks differ then, unless the place has a point that is twice as near to one of them.
 * Source: the IANA time zone database, 1990 to 2037. */
bool zone_of_place(const Pack *pack, const CasusPlace *place, int32_t day, int32_t minute, Zone *zone);
/* "2020-02-27T20:00": a minute counted from the start of a day, of that day or another. */
Str zone_time(int32_t day, int32_t minute, Arena *arena);
#endif
