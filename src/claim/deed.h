/* What learned weights say that police did. */
#ifndef CASUS_CLAIM_DEED_H
#define CASUS_CLAIM_DEED_H
#include "reading.h"

/* Is it one of police, by an actor that the tables know or by its words? */
bool deed_is_police(const Reading *r, CasusId mention);
/* Adds to r->events. In: r->deeds, r->syntax, mentions, events. */
void deeds_write(Reading *r);
#endif
