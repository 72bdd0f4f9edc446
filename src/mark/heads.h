/* Names, times and roles by learned weights, with what the tables know of the words. */
#ifndef CASUS_MARK_HEADS_H
#define CASUS_MARK_HEADS_H
#include "mark/model.h"
#include "reading.h"

/* Decides whether the report is one of conflict. In: marks. Out: for every token what its marks say for or against its being part of a name; scratch. */
const uint8_t *heads_start(Reading *r);
/* Adds to r->names, r->whens, r->roles, r->fillers what stands in the n words from token `first` on. scores [n][tags.out]; those of names are changed by what
 * `beside` says. */
void heads_read(Reading *r, const uint8_t *beside, CasusId sentence, CasusId first, size_t n, float *scores);
/* Adds to r->deeds what the n pieces of (a part of) the sentence say. x [n][width]: the encoder's output, its first and last piece included. */
void heads_read_deeds(Reading *r, CasusId sentence, const float *x, size_t n);
#endif
