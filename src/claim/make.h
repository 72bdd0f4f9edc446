/* Writing a claim down: its source, its evidence; one place for all kinds of claims. */
#ifndef CASUS_CLAIM_MAKE_H
#define CASUS_CLAIM_MAKE_H
#include "claim/source.h"

/* What the parts of the claim stage share while they read one report. */
typedef struct { Look look; Voices voices; bool *speaks; /* by token: part of the words that say who speaks */ } Claims;

/* A new claim at tokens [first, last] of the sentence, with speaker, stance and date filled from its place. The pointer
 * holds until the next claim is made. */
CasusClaim *claim_make(Claims *c, CasusId sentence, CasusAbout about, CasusId first, CasusId last);

void event_mark_speakers(Claims *c);    /* fills `speaks` */
void figure_find(Claims *c);            /* casualties; revisions among them */
void event_find(Claims *c);             /* events with their arcs; responsibility by doing */
void blame_find(Claims *c);             /* responsibility by words of blame */
void denial_find(Claims *c);            /* denials and retractions */
void occurrence_find(Claims *c);        /* what is only said to have happened */
void revision_find(Claims *c);          /* which figure replaces which */
void origin_find(Claims *c);             /* which claims rest on one origin */
#endif
