/* Marks and mentions -> who says what happened: sources, events, figures, stance, responsibility. */
#ifndef CASUS_CLAIM_H
#define CASUS_CLAIM_H
#include "reading.h"

/* In: tokens, marks, mentions, times, quantities. Out: attributions, events, claims. */
void claim_read(Reading *r);
/* What learned weights say of events goes over what the tables say. In: the weights' roles, mentions, events. Behind mention_finish. */
void claim_finish(Reading *r);
#endif
