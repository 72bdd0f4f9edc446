/* Answers kept for whoever asks the same again while nothing was written to the ledger. */
#ifndef CASUS_SERVE_KEPT_H
#define CASUS_SERVE_KEPT_H
#include "base/str.h"

typedef struct KeptAnswers KeptAnswers;
KeptAnswers *kept_new(void);                            /* NULL short of memory; kept_free takes NULL */
void kept_free(KeptAnswers *kept);
/* Forgets all when the ledger's state (casus_ledger_state) is another one than before, or 0. */
void kept_hold_against(KeptAnswers *kept, uint64_t state);
/* The answer to a question; empty when it is not kept. Holds until the next call. */
Str kept_find(const KeptAnswers *kept, Str question);
/* Copies both; drops what was asked longest ago when there are too many. Long answers are not kept. */
void kept_add(KeptAnswers *kept, Str question, Str answer);
#endif
