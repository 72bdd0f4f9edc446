/* Putting questions to SQLite; what its failures mean to a person. */
#include "ledger/ledger.h"
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>

#define QUERY_SQL(NAME, sql) sql,
static const char *const query_sql[N_QUERIES] = { QUERIES(QUERY_SQL) };

/* ---- failures ---------------------------------------------------------------------------------------------------- */

static bool is_disk_full(CasusLedger *ledger, int code) {
    if ((code & 0xff) == SQLITE_FULL) return true;
    if ((code & 0xff) != SQLITE_IOERR) return false;
    int reason = sqlite3_system_errno(ledger->db);      /* forgotten by some roll-backs: then errno, cleared before each step, has it */
    if (!reason) reason = errno;
    return reason == ENOSPC || reason == EDQUOT || reason == EFBIG;
}

void ledger_failed(CasusLedger *ledger, int code) {
    if (ledger->failed) return;
    ledger->failed = is_disk_full(ledger, code) ? SQLITE_FULL : code;
    snprintf(ledger->why, sizeof ledger->why, "%s", sqlite3_errmsg(ledger->db));
}

void *ledger_fail(CasusLedger *ledger, CasusError *err) {
    switch (ledger->failed & 0xff) {
    case SQLITE_BUSY: case SQLITE_LOCKED:
        return fail(err, CASUS_BUSY, "%s: another process is writing to this ledger; try again when it has finished", ledger->path);
    case SQLITE_FULL:
        return fail(err, CASUS_NO_SPACE, "%s: the disk is full; what was acknowledged is kept, make room and go on", ledger->path);
    case SQLITE_NOMEM:
        return fail(err, CASUS_NO_MEMORY, "%s: no memory left", ledger->path);
    case SQLITE_READONLY: case SQLITE_PERM: case SQLITE_CANTOPEN:
        return fail(err, CASUS_NO_ACCESS, "%s: cannot be written; its folder must be writable too", ledger->path);
    case SQLITE_NOTADB: case SQLITE_CORRUPT:
        return fail(err, CASUS_FOREIGN, "%s: damaged (%s); restore a copy, or see what can be saved with: casus check", ledger->path, ledger->why);
    default:
        return fail(err, CASUS_NO_ACCESS, "%s: %s", ledger->path, ledger->why);
    }
}

/* ---- questions --------------------------------------------------------------------------------------------------- */

sqlite3_stmt *ask(CasusLedger *ledger, Query query) {
    if (ledger->failed) return NULL;
    sqlite3_stmt **ready = &ledger->ready[query];
    if (!*ready) {
        int code = sqlite3_prepare_v3(ledger->db, query_sql[query], -1, SQLITE_PREPARE_PERSISTENT, ready, NULL);
        if (code != SQLITE_OK) { ledger_failed(ledger, code); return NULL; }
    }
    sqlite3_reset(*ready);
    sqlite3_clear_bindings(*ready);
    return *ready;
}

bool next_row(CasusLedger *ledger, sqlite3_stmt *statement) {
    if (ledger->failed || !statement) return false;
    errno = 0;
    int code = sqlite3_step(statement);
    if (code == SQLITE_ROW) return true;
    if (code != SQLITE_DONE) ledger_failed(ledger, code);
    sqlite3_reset(statement);
    return false;
}

void run_to_end(CasusLedger *ledger, sqlite3_stmt *statement) {
    while (next_row(ledger, statement)) {}
}

void run_sql(CasusLedger *ledger, const char *sql) {
    if (ledger->failed) return;
    errno = 0;
    int code = sqlite3_exec(ledger->db, sql, NULL, NULL, NULL);
    if (code != SQLITE_OK) ledger_failed(ledger, code);
}

static int place_of(sqlite3_stmt *statement, const char *name) { return statement ? sqlite3_bind_parameter_index(statement, name) : 0; }

void bind_number(sqlite3_stmt *statement, const char *name, int64_t n) {
    if (statement) sqlite3_bind_int64(statement, place_of(statement, name), n);
}
void bind_count(sqlite3_stmt *statement, const char *name, int64_t n) {
    if (n != CASUS_UNKNOWN) bind_number(statement, name, n);
}
void bind_id(sqlite3_stmt *statement, const char *name, int64_t id) {
    if (id) bind_number(statement, name, id);
}
void bind_real(sqlite3_stmt *statement, const char *name, double x) {
    if (statement) sqlite3_bind_double(statement, place_of(statement, name), x);
}
/* Not copied: what is bound must live until the statement has run. */
void bind_str(sqlite3_stmt *statement, const char *name, Str s) {
    if (statement) sqlite3_bind_text64(statement, place_of(statement, name), s.len ? s.at : "", s.len, SQLITE_STATIC, SQLITE_UTF8);
}
void bind_str_or_null(sqlite3_stmt *statement, const char *name, Str s) {
    if (s.len) bind_str(statement, name, s);
}
void bind_blob(sqlite3_stmt *statement, const char *name, Str bytes) {
    if (statement) sqlite3_bind_blob64(statement, place_of(statement, name), bytes.len ? bytes.at : "", bytes.len, SQLITE_STATIC);
}

Str column_str(sqlite3_stmt *statement, int column) {
    const char *at = (const char *)sqlite3_column_blob(statement, column);
    return (Str){ at, at ? (size_t)sqlite3_column_bytes(statement, column) : 0 };
}

int64_t column_count(sqlite3_stmt *statement, int column) {
    return sqlite3_column_type(statement, column) == SQLITE_NULL ? CASUS_UNKNOWN : sqlite3_column_int64(statement, column);
}

/* ---- one call ---------------------------------------------------------------------------------------------------- */

static void reset_all(CasusLedger *ledger) {
    for (int i = 0; i < N_QUERIES; i++) sqlite3_reset(ledger->ready[i]);    /* NULL is fine */
}

/* The only place a jump lands: out of memory. */
static bool run_within(Work *work, bool (*task)(Work *work, void *what), void *what) {
    if (setjmp(work->budget.stop)) {
        ledger_failed(work->ledger, SQLITE_NOMEM);
        return false;
    }
    return task(work, what);
}

bool ledger_may_write(const CasusLedger *ledger, CasusError *err) {
    return ledger->writes || fail(err, CASUS_NO_ACCESS, "%s: opened for reading only", ledger->path);
}

bool ledger_work(CasusLedger *ledger, bool writes, bool (*task)(Work *work, void *what), void *what, CasusError *err) {
    Work work = { .ledger = ledger, .budget = { .limit = SIZE_MAX / 2 } };
    work.scratch.budget = work.inner.budget = work.passing.budget = &work.budget;
    ledger->failed = 0;
    ledger->depth++;
    if (writes) run_sql(ledger, "BEGIN IMMEDIATE");
    bool done = !ledger->failed && run_within(&work, task, what) && !ledger->failed;
    ledger->depth--;
    reset_all(ledger);
    keep_listing(&work);
    if (writes && done) {
        run_sql(ledger, "COMMIT");
        done = !ledger->failed;
    }
    if (writes && !sqlite3_get_autocommit(ledger->db)) sqlite3_exec(ledger->db, "ROLLBACK", NULL, NULL, NULL);
    arena_free(&work.scratch);
    arena_free(&work.inner);
    arena_free(&work.passing);
    if (ledger->failed) ledger_fail(ledger, err);
    return done;
}
