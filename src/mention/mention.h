/* Marks -> people, groups, places, times, numbers, weapons, and what each stands for. */
#ifndef CASUS_MENTION_H
#define CASUS_MENTION_H
#include "reading.h"

/* In: tokens, sentences, marks. Out: mentions, entities, times, quantities. */
void mention_read(Reading *r);
#endif
