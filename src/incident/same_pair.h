/* Which of many tellings are alike, two by two. */
#ifndef CASUS_INCIDENT_SAME_PAIR_H
#define CASUS_INCIDENT_SAME_PAIR_H
#include "base/list.h"
#include "incident/same.h"

typedef struct { uint32_t a, b; int32_t total; } SamePair;      /* a before b */
/* As they were found, in pieces that never move, and their order. */
typedef struct { LIST_OF(SamePair *) pieces; size_t len, piece; uint32_t *order; } SamePairs;
enum { SAME_MANY_REPORTS = UINT32_MAX };

/* All alike pairs of the blocks, best first, ties by a and b. nodes[i] may be NULL: it takes no part. report[i]: the number of the only report
 * that tells it, else SAME_MANY_REPORTS; two of one report are no pair.
 * Cost  A pair is looked at when its two share a block on one or two days, one of them as_name: linear in the tellings as long as what
 *       shares such a block does not grow with them. */
void same_pairs_list(SamePairs *pairs, const SameKey *const *nodes, const uint32_t *report, size_t n, Arena *keep, Arena *inner);
/* The i-th in that order. */
SamePair same_pairs_at(const SamePairs *pairs, size_t i);
#endif
