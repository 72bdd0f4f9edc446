/* Who speaks: attributions with source, cue and content, and the speaker of any stretch of the report. */
#ifndef CASUS_CLAIM_SOURCE_H
#define CASUS_CLAIM_SOURCE_H
#include "claim/clause.h"

/* A voice and what it covers. Tokens; content in up to two stretches; 0 where there is none. */
typedef struct {
    CasusSource source;
    CasusId first, last;                /* the words that name the speaker */
    CasusId cue_first, cue_last;
    CasusId from[2], to[2];             /* the content */
    CasusStance stance;                 /* of the cue: asserts, estimates, admits, questions */
    CasusStr hearer;                    /* "told the Marsh Wire": who passes it on */
    bool is_cited;                      /* "citing the ministry": speaks through whoever says the sentence */
    CasusId sentence;
} Voice;
typedef LIST_OF(Voice) Voices;

/* Marks the times that tell when something was said: right behind a verb of saying, blame or denial. */
void source_mark_times(const Look *k);
/* Is the time at the token the dateline's own: when it was written, if the sentence tells another time? */
bool source_is_dateline(const Look *k, CasusId sentence, CasusId token);
/* Finds every attribution of the report; also fills r->attributions. */
void source_find(const Look *k, Voices *voices);
/* The speaker of the noun phrase that ends (left) or starts (right) at a token. False when it is nobody who can speak. */
bool source_left(const Look *k, CasusId sentence, CasusId cue_first, const Voices *before, Voice *voice);
bool source_right(const Look *k, CasusId sentence, CasusId after, const Voices *before, Voice *voice);
/* The same of a noun phrase whose bounds are known. */
bool source_from(const Look *k, CasusId first, CasusId last, const Voices *before, Voice *voice);
enum { FAR_VERB = 30 };                 /* tokens from the end of a clause back to its verb */

/* Who says what stands at the token: source, relaying chain (nearest to the speaker first) and stance of the innermost voice. */
typedef struct { CasusSource source; CasusStrs via; CasusStance stance; bool is_own; } Speaker;   /* is_own: the report's own voice */
Speaker source_of(const Look *k, const Voices *voices, CasusId token);
#endif
