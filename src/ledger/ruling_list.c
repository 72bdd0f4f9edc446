/* The history: rulings as they were made, and where they stand now. */
#include "ledger/ruling.h"

/* The incident that an anchor stands in now. */
#define INCIDENT_NOW(anchor) "(SELECT m.incident FROM telling t JOIN incident_telling m ON m.telling = t.id WHERE t.anchor = " anchor " ORDER BY t.id DESC LIMIT 1)"

static const char rulings_sql[] =
    "SELECT r.id, r.kind, CASE WHEN r.claim IS NULL AND r.undoes IS NULL THEN " INCIDENT_NOW("r.incident")
    " ELSE (SELECT m.incident FROM ruling_place p JOIN incident_telling m ON m.telling = p.telling WHERE p.ruling = r.id ORDER BY p.claim IS NULL LIMIT 1) END, "
    INCIDENT_NOW("r.other") ", ifnull((SELECT p.claim FROM ruling_place p WHERE p.ruling = r.id AND p.claim IS NOT NULL), CASE WHEN r.round IS NULL THEN 0 ELSE r.claim END), "
    "(SELECT t.report FROM telling t WHERE t.id = r.telling), r.undoes, (SELECT u.id FROM ruling u WHERE u.undoes = r.id), r.version, r.field, r.was, r.now, r.person, r.said, "
    "r.reason, (SELECT c.evidence FROM claim c WHERE c.id = r.claim), NOT EXISTS (SELECT 1 FROM ruling_unplaced x WHERE x.ruling = r.id) "
    "FROM ruling r WHERE (:incident IS NULL OR r.id IN (SELECT p.ruling FROM incident_telling m JOIN ruling_place p ON p.telling = m.telling WHERE m.incident = :incident)) "
    "AND (:id IS NULL OR r.id = :id) AND (:claim IS NULL OR r.id IN (SELECT p.ruling FROM ruling_place p WHERE p.claim = :claim)) "
    "AND (:unplaced IS NULL OR (r.kind <> 'undo' AND " RULING_COUNTS("r") " AND r.id IN (SELECT ruling FROM ruling_unplaced))) "
    "AND r.round IS :round AND (:person IS NULL OR r.person = :person) ORDER BY r.id LIMIT :limit OFFSET :offset";

typedef struct { const CasusRulingFilter *filter; CasusRulingFn fn; void *to; } Listing;

static const char *word(sqlite3_stmt *row, int column) { return (const char *)sqlite3_column_text(row, column); }

static bool give(sqlite3_stmt *row, const Listing *listing) {
    CasusLedgerRuling ruling = {
        .id = sqlite3_column_int64(row, 0), .kind = word(row, 1), .incident = sqlite3_column_int64(row, 2), .other = sqlite3_column_int64(row, 3),
        .claim = sqlite3_column_int64(row, 4), .report = sqlite3_column_int64(row, 5), .undoes = sqlite3_column_int64(row, 6),
        .undone = sqlite3_column_int64(row, 7), .version = sqlite3_column_int64(row, 8), .field = word(row, 9), .was = word(row, 10), .now = word(row, 11),
        .person = word(row, 12), .said = word(row, 13), .reason = word(row, 14), .words = word(row, 15), .placed = sqlite3_column_int(row, 16) != 0,
    };
    return listing->fn(listing->to, &ruling);
}

static bool list(Work *work, void *what) {
    const Listing *listing = what;
    const CasusRulingFilter *filter = listing->filter;
    sqlite3_stmt *row = ask_listing(work, rulings_sql);
    if (filter->incident) bind_number(row, ":incident", incident_of_id(work->ledger, filter->incident));
    bind_id(row, ":claim", filter->claim);
    bind_id(row, ":id", filter->id);
    if (filter->unplaced) bind_number(row, ":unplaced", 1);
    bind_str_or_null(row, ":round", str_of(filter->round));
    bind_str_or_null(row, ":person", str_of(filter->person));
    bind_number(row, ":limit", filter->limit);
    bind_number(row, ":offset", filter->offset > 0 ? filter->offset : 0);
    while (next_row(work->ledger, row) && give(row, listing)) {}
    return true;
}

bool casus_ledger_rulings(CasusLedger *ledger, const CasusRulingFilter *filter, CasusRulingFn fn, void *to, CasusError *err) {
    Listing listing = { filter, fn, to };
    return ledger_settled(ledger, err) && ledger_work(ledger, false, list, &listing, err);
}
