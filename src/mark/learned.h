/* What the learned weights say of every word and sentence. */
#ifndef CASUS_MARK_LEARNED_H
#define CASUS_MARK_LEARNED_H
#include "mark/model.h"
#include "reading.h"

/* Fills r->syntax and r->said. In: tokens, sentences, r->model. Sentences are read in batches, each by itself: what is said of one never depends on
 * another, nor on the number of threads. Cost: linear in the text; a sentence longer than SENTENCE_PIECES is read in parts. */
void learned_read(Reading *r);
#endif
