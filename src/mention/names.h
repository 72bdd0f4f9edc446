/* Names and the words that stand for somebody -> mentions; mentions -> entities. */
#ifndef CASUS_MENTION_NAMES_H
#define CASUS_MENTION_NAMES_H
#include "reading.h"

void mention_names(Reading *r);         /* fills r->mentions, text order; a nominal may hold a name */
/* Where the name begins in a span: behind an article, and a person's behind a title. */
CasusId mention_core(const Reading *r, CasusMentionType type, CasusId first, CasusId last);
void mention_who(Reading *r);           /* whom pronouns stand for: fills their mention->entity */
void mention_entities(Reading *r);      /* fills r->entities and mention->entity */
#endif
