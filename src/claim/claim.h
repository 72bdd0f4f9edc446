/* Marks and mentions -> who says what happened: sources, events, figures, stance, responsibility. */
#ifndef CASUS_CLAIM_H
#define CASUS_CLAIM_H
#include "reading.h"

/* In: tokens, marks, mentions, times, quantities. Out: attributions, events, claims. */
void claim_read(Reading *r);
/* Which of the fillers that learned weights found are believed; the others are let go. In: fillers, marks, mentions, times, attributions, events,
 * incidents. */
void claim_weigh(Reading *r);
/* What learned weights say of events goes over what the tables say. In: the weights' roles, mentions, events. Behind mention_finish. */
void claim_finish(Reading *r);
#endif
