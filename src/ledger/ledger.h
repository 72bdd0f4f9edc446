/* Inside the ledger: the handle, and what its files give one another. */
#ifndef CASUS_LEDGER_H
#define CASUS_LEDGER_H
#include "base/arena.h"
#include "base/error.h"
#include "base/list.h"
#include "base/str.h"
#include "incident/same.h"
#include "ledger/query.h"

enum { LEDGER_APPLICATION = 0x43617375, LEDGER_VERSION = 7, LEDGER_OLDEST = 5 /* that is brought up to it */ };   /* "Casu"; the version of schema.sql */
enum { LEDGER_WAIT_MS = 3000 };         /* for another process that writes, before the caller is told */

enum { MOST_KEPT_LISTINGS = 6 };
typedef struct { const char *sql; sqlite3_stmt *rows; } KeptListing;   /* prepared, and not in use */

struct CasusLedger {
    sqlite3 *db;
    KeptListing kept[MOST_KEPT_LISTINGS];
    char *path;
    sqlite3_stmt *ready[N_QUERIES];     /* prepared when first asked */
    int failed;                         /* SQLite's code of the first failure of this call; 0: none. Later questions are not put */
    char why[200];                      /* and its words */
    bool writes, again;                 /* again: what is known is kept as a new version */
    int64_t run, first_telling;         /* of this handle: its run, and the smallest number its tellings may have; 0 before its first report */
    int depth;                          /* of calls: a listing's callback may list */
};

typedef LIST_OF(int64_t) IdList;
/* Sorts, and drops repetitions. */
void ids_sort(IdList *ids);
bool ids_have(const IdList *ids, int64_t id);           /* in a sorted list */
/* What belongs to an id, 0 excepted; start with {0}. */
typedef struct { int64_t *ids; const void **values; size_t n, room; } IdMap;
const void **ids_slot(IdMap *map, int64_t id, Arena *arena);    /* NULL in it at first; holds until the next new id */

/* One call's memory and its place to stop at; see ledger_work in query.c. */
typedef struct {
    CasusLedger *ledger; Budget budget;
    Arena scratch, inner;               /* inner: reset after each incident */
    Arena passing;                      /* reset after each telling that is loaded */
    sqlite3_stmt *rows;                 /* a listing's own, so that its callback may list too */
    const char *listing;                /* and its words */
    IdMap tellings;                     /* that were loaded */
} Work;
/* Runs `task` with memory that is taken back when it ends; in a transaction when `writes`, which is kept only when the
 * task says true and nothing failed. false with *err filled otherwise. */
bool ledger_work(CasusLedger *ledger, bool writes, bool (*task)(Work *work, void *what), void *what, CasusError *err);
bool ledger_may_write(const CasusLedger *ledger, CasusError *err);     /* false, with *err filled, for a handle that is for reading */
/* settle.c: where every call that looks at derived rows begins. Settles through a handle that is for reading, too. */
bool ledger_settled(CasusLedger *ledger, CasusError *err);

/* bookmark.c: within a transaction. */
void bookmark_write(CasusLedger *ledger, const CasusBookmark *bookmark);

/* One incident as one report tells it. */
typedef struct { int64_t id, report, anchor; SameKey key; } Telling;
/* Loaded once a call; NULL when it cannot be had. */
const Telling *telling_of(Work *work, int64_t id);
Str telling_incident(Work *work, int64_t id, Arena *keep);      /* the object of the contract, as JSON */

/* derive.c: content -> derived rows. `added` and `removed` are tellings, sorted; removed ones were in an incident. */
void derive_change(Work *work, const IdList *added, const IdList *removed);
void derive_all(Work *work);
/* After a ruling on these tellings: who belongs together with them, and their incidents' rows; or the rows alone. */
void derive_around(Work *work, const IdList *tellings);
void derive_rows(Work *work, const IdList *tellings);

/* block.c: where tellings are looked for. */
void blocks_add(Work *work, const Telling *const *tellings, size_t n);
void blocks_drop(Work *work, const Telling *telling);
/* The components that one of the tellings, which have no blocks yet, is alike to: added to *components. */
void blocks_find_alike(Work *work, const Telling *const *tellings, size_t n, IdList *components);

/* gather.c: the row, the parties and the place of one incident from its tellings, which are in their order (same_key_compare). */
void gather_incident(Work *work, int64_t incident, const Telling *const *tellings, size_t n);
/* origin.c: writes which claims and reports of an incident rest on one origin; how many origins its reports have, and claims. */
int64_t find_origins(Work *work, int64_t incident, int64_t *n_claims);

/* find.c: `sql`, which is static text, as the listing's own statement; NULL when it cannot be had. */
sqlite3_stmt *ask_listing(Work *work, const char *sql);
void keep_listing(Work *work);                          /* at its end: the statement waits for the next listing of its kind */
void drop_listings(CasusLedger *ledger);

/* The incident that a number stands for now; 0 for none. */
int64_t incident_of_id(CasusLedger *ledger, int64_t id);

/* check.c: the derived tables, row by row in a fixed order. */
extern const char *const derived_rows[];                /* SELECTs, NULL at the end */
#endif
