/* Opening and closing: a file is only ever touched when it is a ledger, or is not there yet. */
#include "ledger/ledger.h"
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>

extern const char ledger_schema[];      /* schema.sql */
extern const char ledger_upgrade_5[], ledger_upgrade_6[];        /* upgrade_N.sql: from form N to the next */
static const char *const upgrades[] = { ledger_upgrade_5, ledger_upgrade_6 };
_Static_assert(sizeof upgrades / sizeof *upgrades == LEDGER_VERSION - LEDGER_OLDEST, "a step from each old form");

typedef enum { FILE_MISSING, FILE_NEW, FILE_LEDGER, FILE_FOREIGN, FILE_UNREADABLE } FileKind;
enum { HEADER_LENGTH = 100, APPLICATION_AT = 68 };      /* Source: sqlite.org/fileformat2.html, "The Database Header" */
static const char sqlite_magic[16] = "SQLite format 3";

static uint32_t big_endian(const unsigned char *at) {
    return (uint32_t)at[0] << 24 | (uint32_t)at[1] << 16 | (uint32_t)at[2] << 8 | at[3];
}

/* From the bytes alone, so that another program's database is not even opened. */
static FileKind kind_of_file(const char *path) {
    struct stat state;
    if (stat(path, &state) != 0) return errno == ENOENT ? FILE_MISSING : FILE_UNREADABLE;
    if (!S_ISREG(state.st_mode)) return FILE_FOREIGN;
    if (state.st_size == 0) return FILE_NEW;            /* also what is left of a ledger whose making was cut short */
    unsigned char header[HEADER_LENGTH];
    FILE *file = fopen(path, "rb");
    if (!file) return FILE_UNREADABLE;
    size_t n = fread(header, 1, sizeof header, file);
    fclose(file);
    if (n < sizeof header || memcmp(header, sqlite_magic, sizeof sqlite_magic) != 0) return FILE_FOREIGN;
    return big_endian(header + APPLICATION_AT) == LEDGER_APPLICATION ? FILE_LEDGER : FILE_FOREIGN;
}

static int64_t pragma_number(CasusLedger *ledger, const char *sql) {
    sqlite3_stmt *statement = NULL;
    int64_t number = 0;
    if (sqlite3_prepare_v2(ledger->db, sql, -1, &statement, NULL) != SQLITE_OK) ledger_failed(ledger, sqlite3_errcode(ledger->db));
    if (next_row(ledger, statement)) number = sqlite3_column_int64(statement, 0);
    sqlite3_finalize(statement);
    return number;
}

/* The first transaction makes the whole schema, name of the program included: a file is a ledger or is empty. */
static void make_schema(CasusLedger *ledger) {
    run_sql(ledger, "BEGIN EXCLUSIVE");
    if (!ledger->failed && pragma_number(ledger, "PRAGMA application_id") == 0) run_sql(ledger, ledger_schema);
    run_sql(ledger, "COMMIT");
    if (!sqlite3_get_autocommit(ledger->db)) sqlite3_exec(ledger->db, "ROLLBACK", NULL, NULL, NULL);
}

/* A blow while the schema is made can leave a file whose bytes say ledger; SQLite takes them back when it opens it. */
static bool was_cut_short(CasusLedger *ledger) { return pragma_number(ledger, "PRAGMA application_id") == 0; }

/* Acknowledged is on disk: each commit waits for it. */
static void set_up(CasusLedger *ledger, bool is_new) {
    sqlite3_busy_timeout(ledger->db, LEDGER_WAIT_MS);
    sqlite3_extended_result_codes(ledger->db, 1);
    if (is_new || (ledger->writes && was_cut_short(ledger))) make_schema(ledger);
    if (ledger->writes) run_sql(ledger, "PRAGMA journal_mode = WAL; PRAGMA temp_store = MEMORY; PRAGMA cache_size = -32768; PRAGMA wal_autocheckpoint = 4000");
    run_sql(ledger, "PRAGMA synchronous = FULL; PRAGMA foreign_keys = ON; PRAGMA trusted_schema = OFF");
}

static CasusLedger *closed(CasusLedger *ledger) {
    casus_ledger_close(ledger);
    return NULL;
}

static CasusLedger *new_handle(const char *path, int mode, CasusError *err) {
    CasusLedger *ledger = calloc(1, sizeof *ledger);
    char *copy = ledger ? malloc(strlen(path) + 1) : NULL;
    if (!copy) {
        free(ledger);
        return fail(err, CASUS_NO_MEMORY, "%s: no memory left to open it", path);
    }
    memcpy(copy, path, strlen(path) + 1);
    ledger->path = copy;
    ledger->writes = mode == CASUS_LEDGER_WRITE;
    return ledger;
}

/* All of it or nothing; foreign keys rest meanwhile, since a table that others refer to is made again. What is derived is derived from the start. */
static bool upgrade(CasusLedger *ledger, CasusError *err) {
    bool writes = ledger->writes;
    run_sql(ledger, "PRAGMA foreign_keys = OFF; BEGIN IMMEDIATE");
    for (int64_t form = pragma_number(ledger, "PRAGMA user_version"); !ledger->failed && form >= LEDGER_OLDEST && form < LEDGER_VERSION; form++)
        run_sql(ledger, upgrades[form - LEDGER_OLDEST]);
    run_sql(ledger, "COMMIT");
    if (!sqlite3_get_autocommit(ledger->db)) sqlite3_exec(ledger->db, "ROLLBACK", NULL, NULL, NULL);
    run_sql(ledger, "PRAGMA foreign_keys = ON");
    if (ledger->failed) {
        ledger_fail(ledger, err);
        return false;
    }
    ledger->writes = true;
    bool rebuilt = casus_ledger_rebuild(ledger, err);
    ledger->writes = writes;
    return rebuilt;
}

static CasusLedger *open_file(const char *path, int mode, bool is_new, CasusError *err) {
    CasusLedger *ledger = new_handle(path, mode, err);
    if (!ledger) return NULL;
    int flags = SQLITE_OPEN_READWRITE | SQLITE_OPEN_NOMUTEX | (is_new ? SQLITE_OPEN_CREATE : 0);
    int code = sqlite3_open_v2(path, &ledger->db, flags, NULL);
    if (code == SQLITE_OK) set_up(ledger, is_new);
    else ledger_failed(ledger, code);
    int64_t version = ledger->failed ? 0 : pragma_number(ledger, "PRAGMA user_version");
    if (ledger->failed) {
        ledger_fail(ledger, err);
        return closed(ledger);
    }
    bool is_old = version >= LEDGER_OLDEST && version < LEDGER_VERSION;
    if (version == LEDGER_VERSION || (is_old && upgrade(ledger, err))) return ledger;
    if (is_old) return closed(ledger);
    if (version == 0) fail(err, CASUS_NO_ACCESS, "%s: no ledger here yet, its making was cut short; go on with: casus read --ledger %s INPUT", path, path);
    else if (version < LEDGER_VERSION)
        fail(err, CASUS_FOREIGN, "%s: a ledger of form %lld, made by an older casus; read its reports again into a new one", path, (long long)version);
    else fail(err, CASUS_FOREIGN, "%s: a ledger of form %lld; this casus knows form %d: use a newer casus", path, (long long)version, LEDGER_VERSION);
    return closed(ledger);
}

CasusLedger *casus_ledger_open(const char *path, int mode, CasusError *err) {
    bool may_make = mode == CASUS_LEDGER_WRITE;
    switch (kind_of_file(path)) {
    case FILE_LEDGER: return open_file(path, mode, false, err);
    case FILE_MISSING: case FILE_NEW:
        if (may_make) return open_file(path, mode, true, err);
        return fail(err, CASUS_NO_ACCESS, "%s: no ledger here; make one with: casus read --ledger %s INPUT", path, path);
    case FILE_FOREIGN: return fail(err, CASUS_FOREIGN, "%s: not a ledger of casus; it was left as it is, name another file", path);
    case FILE_UNREADABLE: break;
    }
    return fail(err, CASUS_NO_ACCESS, "%s: %s", path, strerror(errno));
}

void casus_ledger_close(CasusLedger *ledger) {
    if (!ledger) return;
    for (int i = 0; i < N_QUERIES; i++) sqlite3_finalize(ledger->ready[i]);
    drop_listings(ledger);
    sqlite3_close(ledger->db);
    free(ledger->path);
    free(ledger);
}

/* SQLite counts what others wrote apart from what this handle did. */
uint64_t casus_ledger_state(CasusLedger *ledger) {
    ledger->failed = 0;
    sqlite3_stmt *row = ask(ledger, QUERY_DATA_VERSION);
    uint64_t of_others = next_row(ledger, row) ? (uint64_t)sqlite3_column_int64(row, 0) : 0;
    if (row) sqlite3_reset(row);
    return of_others ? of_others << 32 ^ (uint64_t)sqlite3_total_changes(ledger->db) : 0;
}
