/* What `casus watch` keeps in the ledger of the addresses it asks. It is neither what was said nor derived from it: losing it would cost
 * requests, no report. */
#include "ledger/ledger.h"

typedef struct { const char *url, *feed; CasusWatch *watch; const CasusWatch *given; bool known; } Row;
typedef struct { const char *id, *sha256; bool has; } Asked;
typedef struct { const char *feed; int64_t now_s; CasusWatchFn fn; void *to; } Due;

/* A value too long to keep is not kept: then the page is asked for without it. */
static void copy_column(sqlite3_stmt *row, int column, char *to, size_t room) {
    Str s = column_str(row, column);
    to[0] = '\0';
    if (!s.len || s.len >= room) return;
    memcpy(to, s.at, s.len);
    to[s.len] = '\0';
}

static void read_row(sqlite3_stmt *row, CasusWatch *watch) {
    copy_column(row, 0, watch->etag, sizeof watch->etag);
    copy_column(row, 1, watch->modified, sizeof watch->modified);
    copy_column(row, 2, watch->published, sizeof watch->published);
    copy_column(row, 3, watch->seen, sizeof watch->seen);
    copy_column(row, 4, watch->text, sizeof watch->text);
    watch->first_s = sqlite3_column_int64(row, 5);
    watch->asked_s = sqlite3_column_int64(row, 6);
    watch->next_s = sqlite3_column_int64(row, 7);
    watch->failures = sqlite3_column_int64(row, 8);
}

static bool get(Work *work, void *what) {
    Row *asked = what;
    sqlite3_stmt *row = ask(work->ledger, QUERY_WATCH);
    bind_str(row, ":url", str_of(asked->url));
    asked->known = next_row(work->ledger, row);
    if (asked->known) read_row(row, asked->watch);
    return true;
}

static Str held(const char *at, size_t room) { return (Str){ at, strnlen(at, room) }; }

static bool put(Work *work, void *what) {
    const Row *given = what;
    const CasusWatch *watch = given->given;
    sqlite3_stmt *row = ask(work->ledger, QUERY_PUT_WATCH);
    bind_str(row, ":url", str_of(given->url));
    bind_str_or_null(row, ":feed", str_of(given->feed));
    bind_str_or_null(row, ":etag", held(watch->etag, sizeof watch->etag));
    bind_str_or_null(row, ":modified", held(watch->modified, sizeof watch->modified));
    bind_str_or_null(row, ":published", held(watch->published, sizeof watch->published));
    bind_str_or_null(row, ":seen", held(watch->seen, sizeof watch->seen));
    bind_str_or_null(row, ":text", held(watch->text, sizeof watch->text));
    bind_number(row, ":first_s", watch->first_s);
    bind_number(row, ":asked_s", watch->asked_s);
    bind_number(row, ":next_s", watch->next_s);
    bind_number(row, ":failures", watch->failures);
    run_to_end(work->ledger, row);
    return true;
}

static bool list_due(Work *work, void *what) {
    const Due *due = what;
    sqlite3_stmt *rows = ask(work->ledger, QUERY_WATCH_DUE);
    bind_str(rows, ":feed", str_of(due->feed));
    bind_number(rows, ":now_s", due->now_s);
    while (next_row(work->ledger, rows)) {
        Str url = column_str(rows, 0);
        if (!due->fn(due->to, str_copy(url, &work->scratch).at)) break;
    }
    return true;
}

static bool look_for(Work *work, void *what) {
    Asked *asked = what;
    sqlite3_stmt *row = ask(work->ledger, QUERY_KNOWN_REPORT);
    bind_str(row, ":report_id", str_of(asked->id));
    bind_str(row, ":sha256", str_of(asked->sha256));
    asked->has = next_row(work->ledger, row);
    return true;
}

bool casus_ledger_watch_get(CasusLedger *ledger, const char *url, CasusWatch *watch, bool *known, CasusError *err) {
    Row row = { .url = url, .watch = watch };
    *watch = (CasusWatch){ 0 };
    bool done = ledger_work(ledger, false, get, &row, err);
    *known = row.known;
    return done;
}

bool casus_ledger_watch_put(CasusLedger *ledger, const char *url, const char *feed, const CasusWatch *watch, CasusError *err) {
    Row row = { .url = url, .feed = feed, .given = watch };
    return ledger_may_write(ledger, err) && ledger_work(ledger, true, put, &row, err);
}

bool casus_ledger_watch_due(CasusLedger *ledger, const char *feed, int64_t now_s, CasusWatchFn fn, void *to, CasusError *err) {
    Due due = { feed, now_s, fn, to };
    return ledger_work(ledger, false, list_due, &due, err);
}

bool casus_ledger_has(CasusLedger *ledger, const char *report_id, const char *sha256, bool *has, CasusError *err) {
    Asked asked = { report_id, sha256, false };
    bool done = ledger_work(ledger, false, look_for, &asked, err);
    *has = asked.has;
    return done;
}
