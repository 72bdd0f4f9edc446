/* Marks -> people, groups, places, times, numbers, weapons, and what each stands for. */
#ifndef CASUS_MENTION_H
#define CASUS_MENTION_H
#include "reading.h"

/* In: tokens, sentences, marks. Out: mentions, entities, times, quantities. */
void mention_read(Reading *r);
/* What learned weights found takes the place of the tables' mentions and entities; the stages before it have read those. */
void mention_finish(Reading *r);
/* What a name may stand for, best first; r needs gazetteers and scratch alone. Gives how many there are. */
size_t mention_explain(Reading *r, CasusStr name, const char *country, CasusPlaceFn fn, void *to);
#endif
