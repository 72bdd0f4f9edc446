/* Whom or what a deed struck. */
#ifndef CASUS_CLAIM_TARGET_H
#define CASUS_CLAIM_TARGET_H
#include "claim/clause.h"

/* The mentions that the trigger's deed was done to, in text order; none where the sentence does not tell. */
CasusIds targets_of(const Look *k, const CasusMark *trigger, bool nominal);
#endif
