/* What the learned weights say of every word and sentence. */
#ifndef CASUS_MARK_LEARNED_H
#define CASUS_MARK_LEARNED_H
#include "mark/model.h"
#include "reading.h"

/* Fills pos, lemma, head and dep of every token, and what the tag layers say of it: tag[layer][token] is a label's number. */
typedef struct { uint16_t *tag[N_TAG_LAYERS]; } Learned;
Learned learned_read(Reading *r, const Model *model);
#endif
