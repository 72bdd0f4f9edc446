/* What a newer version of a report says otherwise than the version before, or no longer. It follows from the content alone and is found when it is
 * asked for; nothing of it is kept. */
#include "ledger/ledger.h"

/* A claim stays when the newer version has one of the same content, whatever its words and place. It is changed when the same voice says another
 * value of the same thing that the version before did not have, and no longer said otherwise. Readers' comments come and go. */
#define SAME_THING(a, b) #a ".about = " #b ".about AND " #a ".stance = " #b ".stance AND " #a ".effect IS " #b ".effect AND " #a ".source_kind = " #b ".source_kind " \
    "AND " #a ".source IS " #b ".source AND " #a ".civilian IS " #b ".civilian AND " #a ".figure_party IS " #b ".figure_party"
#define SAME_VALUE(a, b) #a ".low IS " #b ".low AND " #a ".high IS " #b ".high AND " #a ".party IS " #b ".party AND " #a ".value IS " #b ".value"

static const char edits_sql[] =
    "WITH told AS (SELECT DISTINCT t.anchor, r.report_id FROM incident_telling m JOIN telling t ON t.id = m.telling JOIN report r ON r.id = t.report "
    "  WHERE m.incident = :incident), "
    "lost AS (SELECT w.id AS was, n.id AS newer, (SELECT c.id FROM claim c WHERE c.report = n.id AND " SAME_THING(c, w)
    "   AND NOT EXISTS (SELECT 1 FROM claim s WHERE s.report = o.id AND " SAME_THING(s, c) " AND " SAME_VALUE(s, c) ") ORDER BY c.nth LIMIT 1) AS now "
    "  FROM told d JOIN report o ON o.report_id = d.report_id JOIN report n ON n.report_id = o.report_id AND n.version = o.version + 1 AND n.sha256 <> o.sha256 "
    "  JOIN telling t ON t.report = o.id AND t.anchor = d.anchor JOIN claim w ON w.telling = t.id "
    "  WHERE w.source_kind <> 'commenter' "
    "   AND NOT EXISTS (SELECT 1 FROM claim c WHERE c.report = n.id AND " SAME_THING(c, w) " AND " SAME_VALUE(c, w) ")) "
    "SELECT w.id, w.report, ifnull(c.id, 0), n.id, coalesce(n.captured, n.published), w.source_kind, w.source, w.about, w.evidence, c.evidence, "
    " CASE WHEN c.id IS NULL THEN NULL WHEN c.how IS NOT NULL THEN c.how WHEN c.low > w.low THEN :new_report ELSE :correction END "
    "FROM lost l JOIN claim w ON w.id = l.was JOIN report n ON n.id = l.newer LEFT JOIN claim c ON c.id = l.now "
    "ORDER BY n.report_id, n.version, c.id IS NULL, w.nth";

typedef struct { int64_t incident; CasusEditFn fn; void *to; } Listing;

static const char *column_word(sqlite3_stmt *row, int column) { return (const char *)sqlite3_column_text(row, column); }

static bool give_edit(sqlite3_stmt *row, const Listing *listing) {
    CasusLedgerEdit edit = {
        .was = sqlite3_column_int64(row, 0), .older = sqlite3_column_int64(row, 1), .now = sqlite3_column_int64(row, 2), .newer = sqlite3_column_int64(row, 3),
        .seen = column_word(row, 4), .source_kind = column_word(row, 5), .source = column_word(row, 6), .about = column_word(row, 7),
        .was_words = column_word(row, 8), .now_words = column_word(row, 9), .how = column_word(row, 10),
    };
    return listing->fn(listing->to, &edit);
}

static bool list_edits(Work *work, void *what) {
    const Listing *listing = what;
    sqlite3_stmt *row = ask_listing(work, edits_sql);
    bind_number(row, ":incident", incident_of_id(work->ledger, listing->incident));
    bind_str(row, ":new_report", str_of(casus_how_word(CASUS_HOW_NEW_REPORT)));
    bind_str(row, ":correction", str_of(casus_how_word(CASUS_HOW_CORRECTION)));
    while (next_row(work->ledger, row) && give_edit(row, listing)) {}
    return true;
}

bool casus_ledger_edits(CasusLedger *ledger, int64_t incident, CasusEditFn fn, void *to, CasusError *err) {
    Listing listing = { incident, fn, to };
    return ledger_settled(ledger, err) && ledger_work(ledger, false, list_edits, &listing, err);
}
