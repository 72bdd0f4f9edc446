/* How far files were read, so that a reading that was broken off goes on. */
#include "ledger/ledger.h"
#include <stdio.h>

typedef struct { CasusBookmark *bookmark; CasusBookmarkState state; } Search;

static bool is_same_file(sqlite3_stmt *row, const CasusBookmark *bookmark) {
    bool same_state = sqlite3_column_int64(row, 0) == bookmark->size && sqlite3_column_int64(row, 1) == bookmark->modified_ns;
    return same_state && str_eq(column_str(row, 2), str_of(bookmark->head));
}

static bool find(Work *work, void *what) {
    Search *search = what;
    CasusBookmark *bookmark = search->bookmark;
    sqlite3_stmt *row = ask(work->ledger, QUERY_BOOKMARK);
    bind_str(row, ":path", str_of(bookmark->path));
    if (!next_row(work->ledger, row)) return true;
    search->state = is_same_file(row, bookmark) ? CASUS_BOOKMARK_FOUND : CASUS_BOOKMARK_CHANGED;
    if (search->state == CASUS_BOOKMARK_CHANGED) return true;
    Str at = column_str(row, 4);
    bookmark->is_done = sqlite3_column_int64(row, 3) != 0;
    snprintf(bookmark->at, sizeof bookmark->at, "%.*s", (int)at.len, at.len ? at.at : "");
    return true;
}

void bookmark_write(CasusLedger *ledger, const CasusBookmark *bookmark) {
    sqlite3_stmt *row = ask(ledger, QUERY_PUT_BOOKMARK);
    bind_str(row, ":path", str_of(bookmark->path));
    bind_number(row, ":size", bookmark->size);
    bind_number(row, ":modified_ns", bookmark->modified_ns);
    bind_str(row, ":head", str_of(bookmark->head));
    bind_number(row, ":is_done", bookmark->is_done);
    bind_str(row, ":at", str_of(bookmark->at));
    run_to_end(ledger, row);
}

static bool put(Work *work, void *what) {
    bookmark_write(work->ledger, what);
    return true;
}

bool casus_ledger_bookmark_get(CasusLedger *ledger, CasusBookmark *bookmark, CasusBookmarkState *state, CasusError *err) {
    Search search = { bookmark, CASUS_BOOKMARK_NONE };
    bool done = ledger_work(ledger, false, find, &search, err);
    *state = search.state;
    return done;
}

bool casus_ledger_bookmark_put(CasusLedger *ledger, const CasusBookmark *bookmark, CasusError *err) {
    CasusBookmark kept = *bookmark;
    return ledger_may_write(ledger, err) && ledger_work(ledger, true, put, &kept, err);
}
