/* Reports made by hand, so that the ledger and the join are tested without the stages. made.c stands in for casus.c. */
#ifndef CASUS_TESTS_LEDGER_MADE_H
#define CASUS_TESTS_LEDGER_MADE_H
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <cmocka.h>
#undef fail
#include "casus.h"
#include "base/str.h"

struct sqlite3;
enum { MADE_MOST = 8 };
typedef struct {
    CasusEventType type; const char *from, *place, *within, *country; double lat, lon;      /* 0, 0: no point */
    int64_t killed_low, killed_high;                                                        /* 0, 0: unsaid */
    const char *party; CasusStanding standing;
} MadeIncident;
typedef struct {
    CasusId incident; CasusSourceKind kind; const char *source, *via; CasusAbout about; CasusStance stance;
    int64_t low, high; const char *party; const char *words;        /* words: the evidence, as it stands in the text */
    CasusCivilian civilian;
} MadeClaim;
typedef struct {
    const char *id, *published, *publisher, *title, *text;
    MadeIncident incidents[MADE_MOST]; MadeClaim claims[MADE_MOST];  /* up to the first without a place or words */
} Made;

CasusReport *made_report(const Made *made);
CasusPage made_page(const Made *made);

/* A made-up war: report `nth` tells of one or two of a few dozen incidents on invented places, always the same. */
Made made_war(uint32_t nth, char text[256], char id[16]);

/* A name for a ledger in a folder of this test alone, which made_clean (a teardown) removes. */
const char *made_path(char path[256], const char *name);
int made_clean(void **state);
/* Adds one report; fails the test when it cannot. */
void made_add(CasusLedger *ledger, const Made *made, CasusLedgerCount *count);
void made_settle(CasusLedger *ledger, CasusLedgerCount *count);
CasusLedger *made_open(const char *path);
/* Every line that the ledger exports, in one string; free it. */
char *made_export(CasusLedger *ledger, const char *format, const CasusFilter *filter);
extern const CasusFilter made_all;
/* Every row of the derived tables, and of the search index, as text. */
Str made_rows(const char *path, Arena *arena);
/* The rows that `sql` gives. */
void made_add_rows(struct sqlite3 *db, const char *sql, Text *all);
#endif
