/* Parts -> sentences and tokens. */
#ifndef CASUS_TEXT_H
#define CASUS_TEXT_H
#include "reading.h"

/* In: text, parts. Out: tokens, sentences. What no part covers is not read; a sentence never leaves its part. */
void text_read(Reading *r);
/* Cuts the tokens first..last, which belong to one part, into sentences. */
void sentences_add(Reading *r, CasusId part, CasusId first, CasusId last);
#endif
