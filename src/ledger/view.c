/* One report as it is kept: its bytes, its text, its parts, its mentions. */
#include "ledger/ledger.h"
#include "ledger/original.h"

typedef struct { int64_t report; CasusTextFn text; CasusPartFn part; CasusMentionFn mention; void *to; } View;

static const char text_sql[] = "SELECT text, notes FROM report WHERE id = :report";
static const char parts_sql[] = "SELECT nth, start, \"end\", parent, depth, role, author, published, handle, link FROM part WHERE report = :report ORDER BY nth";
static const char mentions_sql[] = "SELECT nth, start, \"end\", type, form, name, country, lat, lon FROM mention WHERE report = :report ORDER BY nth";

static const char *word(sqlite3_stmt *row, int column) { return (const char *)sqlite3_column_text(row, column); }

static bool give_text(const View *view, sqlite3_stmt *row) { return view->text(view->to, column_str(row, 0), column_str(row, 1)); }

static bool give_part(const View *view, sqlite3_stmt *row) {
    CasusLedgerPart part = {
        .nth = sqlite3_column_int64(row, 0), .start = sqlite3_column_int64(row, 1), .end = sqlite3_column_int64(row, 2),
        .parent = sqlite3_column_int64(row, 3), .depth = sqlite3_column_int64(row, 4), .role = word(row, 5), .author = word(row, 6),
        .published = word(row, 7), .handle = word(row, 8), .link = word(row, 9),
    };
    return view->part(view->to, &part);
}

static bool give_mention(const View *view, sqlite3_stmt *row) {
    CasusLedgerMention mention = {
        .nth = sqlite3_column_int64(row, 0), .start = sqlite3_column_int64(row, 1), .end = sqlite3_column_int64(row, 2),
        .type = word(row, 3), .form = word(row, 4), .name = word(row, 5), .country = word(row, 6),
        .has_point = sqlite3_column_type(row, 7) != SQLITE_NULL, .lat = sqlite3_column_double(row, 7), .lon = sqlite3_column_double(row, 8),
    };
    return view->mention(view->to, &mention);
}

static bool look(Work *work, void *what) {
    const View *view = what;
    const char *sql = view->text ? text_sql : view->part ? parts_sql : mentions_sql;
    bool (*give)(const View *, sqlite3_stmt *) = view->text ? give_text : view->part ? give_part : give_mention;
    sqlite3_stmt *row = ask_listing(work, sql);
    bind_number(row, ":report", view->report);
    while (next_row(work->ledger, row) && give(view, row)) {}
    return true;
}

bool casus_ledger_text(CasusLedger *ledger, int64_t report, CasusTextFn fn, void *to, CasusError *err) {
    return ledger_work(ledger, false, look, &(View){ .report = report, .text = fn, .to = to }, err);
}

bool casus_ledger_parts(CasusLedger *ledger, int64_t report, CasusPartFn fn, void *to, CasusError *err) {
    return ledger_work(ledger, false, look, &(View){ .report = report, .part = fn, .to = to }, err);
}

bool casus_ledger_mentions(CasusLedger *ledger, int64_t report, CasusMentionFn fn, void *to, CasusError *err) {
    return ledger_work(ledger, false, look, &(View){ .report = report, .mention = fn, .to = to }, err);
}

/* ---- the bytes ------------------------------------------------------------------------------------------------------ */

typedef struct { int64_t report; CasusBytesFn fn; void *to; bool damaged; } Bytes;
static const char bytes_sql[] = "SELECT sha256, text FROM report WHERE id = :report";

static bool give_bytes(Work *work, void *what) {
    Bytes *wanted = what;
    Str bytes = { 0 };
    sqlite3_stmt *row = ask_listing(work, bytes_sql);
    bind_number(row, ":report", wanted->report);
    if (!next_row(work->ledger, row)) return true;
    OriginalState state = original_find(work->ledger, column_str(row, 0), &work->inner, &bytes);
    wanted->damaged = state == ORIGINAL_DAMAGED;
    if (wanted->damaged) return false;
    if (state == ORIGINAL_NONE) bytes = column_str(row, 1);         /* the text itself was found */
    wanted->fn(wanted->to, bytes);
    return true;
}

bool casus_ledger_original(CasusLedger *ledger, int64_t report, CasusBytesFn fn, void *to, CasusError *err) {
    Bytes wanted = { .report = report, .fn = fn, .to = to };
    if (ledger_work(ledger, false, give_bytes, &wanted, err)) return true;
    if (wanted.damaged) fail(err, CASUS_BAD_INPUT, "report %lld: its stored bytes are damaged; `casus check` tells more", (long long)report);
    return false;
}
