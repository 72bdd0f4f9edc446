/* Proving a ledger: the file, the hashes, the spans, the references, and that the derived rows follow from the content. */
#include "ledger/ledger.h"
#include <stdarg.h>
#include <stdio.h>
#include "base/sha256.h"
#include "ledger/original.h"

typedef struct { CasusFaultFn fn; void *to; const CasusReader *reader; CasusLedgerProof *proof; } Faults;

static void __attribute__((format(printf, 2, 3))) fault(const Faults *faults, const char *format, ...) {
    char line[400];
    va_list values;
    va_start(values, format);
    vsnprintf(line, sizeof line, format, values);
    va_end(values);
    faults->proof->faults++;
    if (faults->fn) faults->fn(faults->to, line);
}

/* A listing that is done: the next may be asked. */
static void end_listing(Work *work) {
    sqlite3_finalize(work->rows);
    work->rows = NULL;
}

/* ---- the file ---------------------------------------------------------------------------------------------------- */

static void check_file(Work *work, const Faults *faults) {
    sqlite3_stmt *row = ask_listing(work, "PRAGMA integrity_check");
    while (next_row(work->ledger, row)) {
        Str line = column_str(row, 0);
        if (!str_eq(line, S("ok"))) fault(faults, "file: %.*s", (int)line.len, line.at);
    }
    end_listing(work);
    row = ask_listing(work, "PRAGMA foreign_key_check");
    while (next_row(work->ledger, row))
        fault(faults, "%s %lld: refers to a row of %s that is not there", (const char *)sqlite3_column_text(row, 0),
              (long long)sqlite3_column_int64(row, 1), (const char *)sqlite3_column_text(row, 2));
    end_listing(work);
}

/* ---- hashes and spans -------------------------------------------------------------------------------------------- */

static bool is_span_of(int64_t start, int64_t end, Str text) { return start >= 0 && start <= end && end <= (int64_t)text.len; }

static void check_claims(Work *work, int64_t report, Str report_id, Str text, const Faults *faults) {
    sqlite3_stmt *row = ask(work->ledger, QUERY_CHECK_CLAIMS);
    bind_number(row, ":report", report);
    while (next_row(work->ledger, row)) {
        int64_t id = sqlite3_column_int64(row, 0), start = sqlite3_column_int64(row, 1), end = sqlite3_column_int64(row, 2);
        bool is_inside = is_span_of(start, end, text);
        if (!is_inside) fault(faults, "report %.*s, claim %lld: its evidence ends outside the text", (int)report_id.len, report_id.at, (long long)id);
        else if (!str_eq(str_cut(text, (size_t)start, (size_t)end), column_str(row, 3)))
            fault(faults, "report %.*s, claim %lld: its words are not those of the text", (int)report_id.len, report_id.at, (long long)id);
        if (sqlite3_column_int(row, 4)) fault(faults, "report %.*s, claim %lld: revises a claim that is not there", (int)report_id.len, report_id.at, (long long)id);
    }
}

static void check_spans(Work *work, Query query, int64_t report, Str report_id, Str text, const char *what, const Faults *faults) {
    sqlite3_stmt *row = ask(work->ledger, query);
    bind_number(row, ":report", report);
    while (next_row(work->ledger, row))
        if (!is_span_of(sqlite3_column_int64(row, 1), sqlite3_column_int64(row, 2), text))
            fault(faults, "report %.*s, %s %lld: ends outside the text", (int)report_id.len, report_id.at, what, (long long)sqlite3_column_int64(row, 0));
}

/* What a row of `listed_reports` holds, copied: other questions are put while it stands. */
typedef struct {
    int64_t id;
    Str report_id, sha256, text, captured, charset, headers, capture_sha256, program, tables;
    CasusPage page;
} Stored;
static const char *const listed_reports = "SELECT r.id, report_id, sha256, text, captured, charset, headers, capture_sha256, format, title_given, name, program, tables "
    "FROM report r JOIN run ON run.id = r.run ORDER BY r.id";

static Stored stored_of(sqlite3_stmt *row, Arena *keep) {
    Stored s = { .id = sqlite3_column_int64(row, 0) };
    Str *const fields[] = { NULL, &s.report_id, &s.sha256, &s.text, &s.captured, &s.charset, &s.headers, &s.capture_sha256, NULL, &s.page.title, &s.page.name,
                            &s.program, &s.tables };
    for (int i = 0; i < (int)(sizeof fields / sizeof *fields); i++)
        if (fields[i]) *fields[i] = str_copy(column_str(row, i), keep);
    s.page.format = sqlite3_column_int(row, 8);
    s.page.captured = s.captured;
    s.page.charset = s.charset;
    s.page.headers = s.headers;
    return s;
}

/* The bytes as found, when they are there and hash to what was written down. */
static bool check_bytes(Work *work, Stored *s, const Faults *faults) {
    char sha256[65];
    OriginalState state = original_find(work->ledger, s->sha256, &work->inner, &s->page.bytes);
    if (state == ORIGINAL_NONE) s->page.bytes = s->text;
    if (state != ORIGINAL_DAMAGED) sha256_hex(s->page.bytes, sha256);
    if (state != ORIGINAL_DAMAGED && str_eq(str_of(sha256), s->sha256)) return true;
    fault(faults, "report %.*s: the stored bytes have another SHA-256 than was written down", (int)s->report_id.len, s->report_id.at);
    return false;
}

static void check_capture(Work *work, const Stored *s, const Faults *faults) {
    char sha256[65];
    capture_digest(s->captured, s->charset, s->headers, &work->inner, sha256);
    if (!str_eq(str_of(sha256), s->capture_sha256))
        fault(faults, "report %.*s: its headers or time of capture are not those that were written down", (int)s->report_id.len, s->report_id.at);
}

/* Another program or other tables may rightly read the page in another way. */
static void check_reading(Work *work, const Stored *s, const Faults *faults) {
    char why[200];
    if (!faults->reader || !str_eq(s->program, S(CASUS_VERSION)) || !str_eq(s->tables, str_of(casus_pack_version(faults->reader)))) return;
    if (!reread_agrees(work, faults->reader, &s->page, s->id, s->text, why)) return;
    faults->proof->read_again++;
    if (why[0]) fault(faults, "report %.*s: %s", (int)s->report_id.len, s->report_id.at, why);
}

static void check_report(Work *work, sqlite3_stmt *row, const Faults *faults) {
    Stored s = stored_of(row, &work->inner);
    faults->proof->reports++;
    bool has_bytes = check_bytes(work, &s, faults);
    check_capture(work, &s, faults);
    check_claims(work, s.id, s.report_id, s.text, faults);
    check_spans(work, QUERY_CHECK_PARTS, s.id, s.report_id, s.text, "part", faults);
    check_spans(work, QUERY_CHECK_MENTIONS, s.id, s.report_id, s.text, "mention", faults);
    if (has_bytes) check_reading(work, &s, faults);
    arena_reset(&work->inner);
}

static void check_reports(Work *work, const Faults *faults) {
    sqlite3_stmt *row = ask_listing(work, listed_reports);
    while (next_row(work->ledger, row)) check_report(work, row, faults);
    end_listing(work);
}

/* ---- derived rows: compared with those of a copy that is derived afresh --------------------------------------------- */

const char *const derived_rows[] = {
    "SELECT * FROM incident ORDER BY id",
    "SELECT * FROM incident_telling ORDER BY telling",
    "SELECT * FROM incident_party ORDER BY incident, nth",
    "SELECT * FROM claim_origin ORDER BY claim",
    "SELECT * FROM report_origin ORDER BY incident, report",
    "SELECT * FROM telling_block ORDER BY block, day, telling",
    "SELECT * FROM incident_place ORDER BY incident",
    "SELECT * FROM ruling_place ORDER BY ruling, telling",
    "SELECT * FROM ruling_unplaced ORDER BY ruling",
    "SELECT * FROM claim_ruled ORDER BY claim",
    NULL,
};

static bool has_same_row(sqlite3_stmt *a, sqlite3_stmt *b) {
    for (int i = 0; i < sqlite3_column_count(a); i++) {
        if (sqlite3_column_type(a, i) != sqlite3_column_type(b, i)) return false;
        if (!str_eq(column_str(a, i), column_str(b, i))) return false;
    }
    return true;
}

static bool has_same_rows(sqlite3_stmt *a, sqlite3_stmt *b) {
    for (;;) {
        int code_a = sqlite3_step(a), code_b = sqlite3_step(b);
        if (code_a != SQLITE_ROW || code_b != SQLITE_ROW) return code_a == SQLITE_DONE && code_b == SQLITE_DONE;
        if (!has_same_row(a, b)) return false;
    }
}

static void compare_rows(Work *work, sqlite3 *fresh, const Faults *faults) {
    for (size_t i = 0; derived_rows[i]; i++) {
        sqlite3_stmt *there = NULL;
        sqlite3_stmt *here = ask_listing(work, derived_rows[i]);
        sqlite3_prepare_v2(fresh, derived_rows[i], -1, &there, NULL);
        if (!here || !there || !has_same_rows(here, there))
            fault(faults, "derived rows do not follow from the content (%s); make them again with: casus rebuild", derived_rows[i] + strlen("SELECT * FROM "));
        sqlite3_finalize(there);
        end_listing(work);
    }
}

/* FTS5 compares its index with the words it was made from. */
static void check_search(CasusLedger *copy, const Faults *faults) {
    const char *const checks[] = {
        "INSERT INTO claim_search (claim_search, rank) VALUES ('integrity-check', 1)",
        "INSERT INTO report_search (report_search, rank) VALUES ('integrity-check', 1)",
    };
    for (size_t i = 0; i < sizeof checks / sizeof *checks; i++)
        if (sqlite3_exec(copy->db, checks[i], NULL, NULL, NULL) != SQLITE_OK)
            fault(faults, "the search index does not fit the words; make it again with: casus rebuild");
}

/* A temporary file of SQLite's own, gone when it is closed. */
static bool copy_ledger(CasusLedger *ledger, CasusLedger *copy) {
    if (sqlite3_open("", &copy->db) != SQLITE_OK) return false;
    sqlite3_backup *backup = sqlite3_backup_init(copy->db, "main", ledger->db, "main");
    if (!backup) return false;
    int code = sqlite3_backup_step(backup, -1);
    sqlite3_backup_finish(backup);
    return code == SQLITE_DONE;
}

static void check_derived(Work *work, const Faults *faults) {
    CasusLedger copy = { .path = work->ledger->path, .writes = true };
    CasusError err = { 0 };
    if (!copy_ledger(work->ledger, &copy)) {
        if (copy.db) ledger_failed(&copy, sqlite3_errcode(copy.db));
        ledger_failed(work->ledger, copy.failed ? copy.failed : SQLITE_NOMEM);
    } else {
        check_search(&copy, faults);
        if (casus_ledger_rebuild(&copy, &err)) compare_rows(work, copy.db, faults);
        else fault(faults, "derived rows cannot be made from the content: %s", err.line);
    }
    for (int i = 0; i < N_QUERIES; i++) sqlite3_finalize(copy.ready[i]);
    drop_listings(&copy);
    sqlite3_close(copy.db);
}

static bool check_all(Work *work, void *what) {
    const Faults *faults = what;
    check_file(work, faults);
    check_reports(work, faults);
    if (!work->ledger->failed) check_derived(work, faults);
    return true;
}

bool casus_ledger_check(CasusLedger *ledger, const CasusReader *reader, CasusFaultFn fault_fn, void *to, CasusLedgerProof *proof, CasusError *err) {
    Faults all = { fault_fn, to, reader, proof };
    return ledger_settled(ledger, err) && ledger_work(ledger, false, check_all, &all, err);
}
