/* What came by before, by 64 bits of its hash: enough to tell a person, in room that stays small. */
#ifndef CASUS_PAGE_SEEN_H
#define CASUS_PAGE_SEEN_H
#include "base/str.h"

/* Start with { 0 }. is_full: what came later may not be in it. */
typedef struct { uint64_t *slots; size_t n, room; bool is_full; } Seen;
void seen_add(Seen *seen, Str what);                /* nothing happens with what is empty */
bool seen_has(const Seen *seen, Str what);
void seen_free(Seen *seen);
#endif
