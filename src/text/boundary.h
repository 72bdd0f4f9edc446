/* How likely a sentence ends between two words of one line: a linear model over what kinds of words stand around the place. */
#ifndef CASUS_TEXT_BOUNDARY_H
#define CASUS_TEXT_BOUNDARY_H
#include "reading.h"

/* What is known of a place besides its words. */
typedef struct {
    CasusId start, last;        /* where the sentence begins and the last token that can be looked at */
    CasusId end;                /* the sentence may end with this token */
    bool by_rule;               /* the rules for stops say that it ends */
    bool has_verb;              /* a verb stands in it */
    int8_t open;                /* brackets that are open, */
    bool in_quotes;             /* straight quotes */
} Place;

/* The kinds of the tokens of a part, worked out once each. Lives in scratch. */
typedef struct Boundaries Boundaries;
/* Somebody who knows where sentences end, for train/boundaries.py: the ends are taken from there, and what the model would see of each
 * place is written, one a line: 1 or 0, then the names of its features, a tab before each. */
typedef struct { const uint32_t *ends; size_t n_ends; Text *out; } Teacher;

Boundaries *boundaries_new(Reading *r, const Teacher *teacher);
/* Works out the kinds of the tokens first..last, for the places among them. */
void boundaries_enter(Boundaries *b, CasusId first, CasusId last);
/* Moves a place on to the next token: counts what opens and closes, remembers verbs. */
void place_move(const Boundaries *b, Place *p, CasusId token);
/* Is the place the end of a sentence? By the rule where no weights are there for the language. */
bool is_boundary(Boundaries *b, const Place *p);
#endif
