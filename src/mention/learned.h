/* What learned weights found, in the place of what the tables alone tell. */
#ifndef CASUS_MENTION_LEARNED_H
#define CASUS_MENTION_LEARNED_H
#include "reading.h"

/* Writes r->mentions and r->entities anew; events and claims point at the same words as before. */
void mention_learned_names(Reading *r);
#endif
