/* The sheet of one incident: what `casus show` prints. Every string in it has been made safe for a terminal. */
#ifndef CASUS_CLI_SHEET_H
#define CASUS_CLI_SHEET_H
#include "base/list.h"
#include "cli/screen.h"

typedef struct {
    CasusLedgerIncident incident;
    LIST_OF(CasusLedgerClaim) claims;       /* in the order said; no empty slot */
    LIST_OF(CasusCount) counts;             /* by each policy, without their claims */
    LIST_OF(CasusLedgerReport) reports;     /* by time of publication; no empty slot */
    LIST_OF(CasusLedgerEdit) edits;         /* version by version; no empty slot */
    LIST_OF(CasusLedgerRuling) rulings;     /* oldest first; no empty slot */
    Screen screen;
    size_t width;                           /* columns to fill at most */
    Arena *memory;
    Text text;                              /* the sheet as far as it is written */
} Sheet;

/* The sections, top to bottom. */
void sheet_add_head(Sheet *sheet);
void sheet_add_figures(Sheet *sheet);
void sheet_add_responsibility(Sheet *sheet);
void sheet_add_other_claims(Sheet *sheet);
void sheet_add_edits(Sheet *sheet);
void sheet_add_sources(Sheet *sheet);
void sheet_add_rulings(Sheet *sheet);

/* wording.c: how a sheet puts things. */
const CasusLedgerReport *sheet_report(const Sheet *sheet, int64_t id);              /* NULL when the incident has no such report */
CasusStance claim_stance(const CasusLedgerClaim *claim);
bool claim_is_about(const CasusLedgerClaim *claim, CasusAbout about);
Str sheet_speaker(const Sheet *sheet, const CasusLedgerClaim *claim);               /* "Delta Post (author)" */
Str sheet_through(const Sheet *sheet, const CasusLedgerClaim *claim);               /* empty when nobody relays it */
Str sheet_said_when(const Sheet *sheet, const CasusLedgerClaim *claim);             /* "4 Mar 22:40", with the year where it is another */
Str sheet_words(const Sheet *sheet, const CasusLedgerClaim *claim);                 /* `"seven bodies" [r3]` */
Str sheet_day(const Sheet *sheet, Str iso, bool with_weekday, bool with_year);      /* "Tue 4 Mar 2031"; the text itself when it is no date */
Str sheet_publisher(const CasusLedgerReport *report);                               /* or what else names it */
#endif
