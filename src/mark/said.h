/* Who says what, by learned weights: cues, and the words of the source and of the content that belong to each. */
#ifndef CASUS_MARK_SAID_H
#define CASUS_MARK_SAID_H
#include "mark/model.h"
#include "reading.h"

/* Adds to r->said what is said in the n words from token `first` on. words [n][width], scores [n][tags.out]. Sentences come in text order:
 * one without a cue that only carries on what was said belongs to the one before. */
void said_read(Reading *r, CasusId first, size_t n, const float *words, const float *scores);
/* r->said takes the place of the tables' attributions. */
void said_finish(Reading *r);
#endif
