/* Who is held to have done it: the one way to write a responsibility claim down. */
#ifndef CASUS_CLAIM_PARTY_H
#define CASUS_CLAIM_PARTY_H
#include "claim/make.h"

/* Parties in the noun phrases of a subject that ends before a verb, an object or an agent after it. */
enum { MOST_PARTIES = 4 };
typedef struct { Str name; CasusId mention, from, to; CasusStrs others; /* "A or B": those it may have been instead */ } Party;
size_t party_before(const Look *k, CasusId sentence, CasusId verb, Party *parties);     /* subject of the verb */
/* "it said it had fired", "our fighters": the subject stands for the speaker's own side. The same as party_before otherwise. */
size_t party_acting(const Claims *c, CasusId sentence, CasusId verb, Party *parties);
size_t party_after(const Look *k, CasusId sentence, CasusId first, Party *parties);     /* the phrases that start here */

/* Writes the claim unless this source has said so in the sentence already. NULL then. */
CasusClaim *party_claim(Claims *c, CasusId sentence, const Party *party, CasusId first, CasusId last);
#endif
