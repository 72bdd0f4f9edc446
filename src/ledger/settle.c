/* What follows from the reports added since the last time. A report is kept when it is added and settled later, with many others:
 * a process that ends in between has lost nothing, because which reports wait is kept with them. */
#include "ledger/ruling.h"

static bool is_unsettled(CasusLedger *ledger) {
    sqlite3_stmt *row = ask(ledger, QUERY_IS_UNSETTLED);
    bool is_so = next_row(ledger, row);
    if (row) sqlite3_reset(row);
    return is_so;
}

static IdList listed(Work *work, Query query) {
    IdList ids = { 0 };
    sqlite3_stmt *rows = ask(work->ledger, query);
    while (next_row(work->ledger, rows)) *list_add(&ids, &work->scratch) = sqlite3_column_int64(rows, 0);
    ids_sort(&ids);
    return ids;
}

static bool settle(Work *work, void *what) {
    static const Query before[] = { QUERY_SEARCH_CLAIMS, QUERY_SEARCH_REPORTS };
    (void)what;
    for (size_t i = 0; i < sizeof before / sizeof *before; i++) run_to_end(work->ledger, ask(work->ledger, before[i]));
    IdList added = listed(work, QUERY_NEW_TELLINGS), removed = listed(work, QUERY_OLD_TELLINGS);
    IdList touched = { 0 };
    rulings_place_waiting(work, &touched);
    derive_change(work, &added, &removed);
    ids_sort(&touched);
    derive_rows(work, &touched);
    run_to_end(work->ledger, ask(work->ledger, QUERY_SETTLED));
    return true;
}

static bool look(Work *work, void *what) {
    *(bool *)what = is_unsettled(work->ledger);
    return true;
}

static bool settle_if_needed(CasusLedger *ledger, bool *needed, CasusError *err) {
    return ledger_work(ledger, false, look, needed, err) && (!*needed || ledger_work(ledger, true, settle, NULL, err));
}

/* What the run has come to, whoever has settled it: an incident that bears an older number was there before. */
static bool count_run(Work *work, void *what) {
    CasusLedgerCount *count = what;
    sqlite3_stmt *row = ask(work->ledger, QUERY_COUNT_RUN);
    bind_number(row, ":first", work->ledger->first_telling);
    bind_number(row, ":run", work->ledger->run);
    if (!next_row(work->ledger, row)) return true;
    count->incidents_new = (uint64_t)sqlite3_column_int64(row, 0);
    count->incidents_changed = (uint64_t)sqlite3_column_int64(row, 1);
    return true;
}

bool casus_ledger_settle(CasusLedger *ledger, CasusLedgerCount *count, CasusError *err) {
    bool needed = false;
    if (!ledger_may_write(ledger, err) || !settle_if_needed(ledger, &needed, err)) return false;
    return !count || !ledger->run || ledger_work(ledger, false, count_run, count, err);
}

bool ledger_settled(CasusLedger *ledger, CasusError *err) {
    bool needed = false;
    if (ledger->depth) return true;                     /* a callback's question: the call that it comes from has settled */
    if (settle_if_needed(ledger, &needed, err)) return true;
    if (needed && (ledger->failed & 0xff) == SQLITE_READONLY)
        fail(err, CASUS_NO_ACCESS, "%s: holds reports that are not settled yet and cannot be written; settle it where it can be: casus rebuild", ledger->path);
    return false;
}
