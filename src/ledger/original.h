/* Bytes as they were found, before anything was decoded. */
#ifndef CASUS_LEDGER_ORIGINAL_H
#define CASUS_LEDGER_ORIGINAL_H
#include "ledger/ledger.h"

typedef enum { ORIGINAL_NONE, ORIGINAL_FOUND, ORIGINAL_DAMAGED } OriginalState;

/* Nothing happens when bytes of that hash are there already. */
void original_add(CasusLedger *ledger, Str sha256, Str bytes);
/* FOUND: *bytes, in `keep`, unpacked; whether they have that hash is not asked here. */
OriginalState original_find(CasusLedger *ledger, Str sha256, Arena *keep, Str *bytes);

/* The digest that a version's capture is written down with: when, charset and header lines. 64 digits and a NUL. */
void capture_digest(Str captured, Str charset, Str headers, Arena *scratch, char sha256[65]);

/* reread.c: does the page, read again, give the same text and parts, and does each part's range of the decoded page hold its words?
 * `page` is as it was given; `why` gets the first fault in one line, empty when there is none. false when it could not be read. */
bool reread_agrees(Work *work, const CasusReader *reader, const CasusPage *page, int64_t report, Str text, char why[200]);
#endif
