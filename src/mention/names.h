/* Names and the words that stand for somebody -> mentions; mentions -> entities. */
#ifndef CASUS_MENTION_NAMES_H
#define CASUS_MENTION_NAMES_H
#include "reading.h"

void mention_names(Reading *r);         /* fills r->mentions, text order; a nominal may hold a name */
void mention_entities(Reading *r);      /* fills r->entities and mention->entity */
#endif
