/* The parts of a mention that are no names: numbers and times. */
#ifndef CASUS_MENTION_PARTS_H
#define CASUS_MENTION_PARTS_H
#include "reading.h"

/* In: tokens, sentences, marks. Out: times. Before mention_numbers, which leaves the numbers inside times alone. */
void mention_times(Reading *r);
/* What the words first..last say when read against the day `anchor` (CASUS_NO_DAY: unknown, only a full date gets its day). The span is the
 * words'. False where no word of them tells a time. */
bool time_of_span(Reading *r, CasusId first, CasusId last, CasusId sentence, int32_t anchor, CasusTime *time);
/* In: tokens, sentences, marks, times. Out: quantities: counts of people and things. The span holds the words of its
 * bounds ("at least 20", "20 or more"). */
void mention_numbers(Reading *r);

/* A number as digits or words write it, without bounds: "1,200", "2.5 million", "twenty-one", "half a dozen", "several". */
typedef struct {
    CasusId last;               /* its last token */
    int64_t low, high;          /* high CASUS_UNKNOWN for "hundreds" */
    int64_t scale;              /* the last word it was multiplied by, 1 if none: 10^6 of "2.5 million" */
    uint32_t n_digits;          /* of a number of plain digits and nothing else, else 0 */
    bool vague, fraction;       /* fraction: "2.5" */
} Numeral;
/* False when no number starts at t; `end` is the last token to look at. Ordinals, articles and "no" are none. */
bool numeral_at(const Reading *r, CasusId t, CasusId end, Numeral *number);

/* The mark of a kind that starts at t, or that ends there; NULL if none. */
const CasusMark *mark_at(const Reading *r, CasusId t, CasusMarkKind kind);
const CasusMark *mark_ending_at(const Reading *r, CasusId t, CasusMarkKind kind, CasusId first);
/* The first cell of the row of such a mark (its kind or pattern), 0 if none. */
int32_t kind_at(const Reading *r, CasusId t, CasusMarkKind kind);
/* No white space before it. */
static inline bool is_glued(const Reading *r, CasusId t) { return !(r->tokens.at[t].shape & CASUS_SHAPE_SPACE_BEFORE); }
/* A hyphen or dash that joins its neighbours: "7-9", "five-year". */
bool is_joint(const Reading *r, CasusId t, CasusId end);
#endif
