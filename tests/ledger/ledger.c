/* The ledger: what is added stays, what is derived can be made again, other files are left alone. */
#include "made.h"
#include <fcntl.h>
#include <signal.h>
#include <sqlite3.h>
#include <stdio.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <unistd.h>
#include "ledger/ledger.h"

static const Made strike = {
    .id = "r1", .published = "2031-03-05", .publisher = "Marsh Wire", .title = "Strike on Tal Amal",
    .text = "Civil Defence said seven people were killed in Tal Amal on 4 March. The army denied it.",
    .incidents = { { .type = CASUS_EVENT_AIRSTRIKE, .from = "2031-03-04", .place = "Tal Amal", .within = "North Marsh", .country = "XA", .lat = 12.5, .lon = 30.25,
                     .killed_low = 7, .killed_high = 7, .party = "Southern Army", .standing = CASUS_STANDING_ALLEGED } },
    .claims = { { 1, CASUS_SOURCE_ORGANIZATION, "Civil Defence", "Marsh Wire", CASUS_ABOUT_CASUALTIES, CASUS_STANCE_ASSERTS, 7, 7, NULL, "seven people were killed" },
                { 1, CASUS_SOURCE_ORGANIZATION, "The army", NULL, CASUS_ABOUT_RESPONSIBILITY, CASUS_STANCE_DENIES, 0, 0, "Southern Army", "denied it" } },
};
static const Made later = {
    .id = "r2", .published = "2031-03-06", .publisher = "Delta Post", .title = "=Toll rises",
    .text = "The toll in Tal Amal has risen to 19, Civil Defence said, blaming the Southern Army, which denies any part.",
    .incidents = { { .type = CASUS_EVENT_ATTACK, .from = "2031-03-04", .place = "Tall Amal", .killed_low = 19, .killed_high = 19, .party = "Southern Army",
                     .standing = CASUS_STANDING_DENIED } },
    .claims = { { 1, CASUS_SOURCE_ORGANIZATION, "Civil Defence", NULL, CASUS_ABOUT_CASUALTIES, CASUS_STANCE_ASSERTS, 19, 19, NULL, "risen to 19" } },
};
static const Made elsewhere = {
    .id = "r3", .published = "2031-03-06", .publisher = "Delta Post", .title = "Market, Osmar",
    .text = "A bomb went off in Osmar.",
    .incidents = { { .type = CASUS_EVENT_IED, .from = "2031-03-05", .place = "=Osmar \"market\"", .killed_low = 2, .killed_high = 4 } },
    .claims = { { 1, CASUS_SOURCE_PUBLISHER, NULL, NULL, CASUS_ABOUT_OCCURRENCE, CASUS_STANCE_ASSERTS, 0, 0, NULL, "A bomb went off" } },
};

/* ---- the file beside the ledger's back ---------------------------------------------------------------------------------- */

static int64_t number_in(const char *path, const char *sql) {
    sqlite3 *db = NULL;
    sqlite3_stmt *row = NULL;
    assert_int_equal(sqlite3_open(path, &db), SQLITE_OK);
    assert_int_equal(sqlite3_prepare_v2(db, sql, -1, &row, NULL), SQLITE_OK);
    assert_int_equal(sqlite3_step(row), SQLITE_ROW);
    int64_t n = sqlite3_column_int64(row, 0);
    sqlite3_finalize(row);
    sqlite3_close(db);
    return n;
}

static int meddle(const char *path, const char *sql) {
    sqlite3 *db = NULL;
    assert_int_equal(sqlite3_open(path, &db), SQLITE_OK);
    int code = sqlite3_exec(db, sql, NULL, NULL, NULL);
    sqlite3_close(db);
    return code;
}

static void print_fault(void *to, const char *line) { (void)to; print_message("fault: %s\n", line); }
static void hear_fault(void *to, const char *line) { snprintf(to, 400, "%s", line); }

static void assert_sound(const char *path) {
    CasusLedgerProof proof = { 0 };
    CasusLedger *ledger = casus_ledger_open(path, CASUS_LEDGER_READ, NULL);
    assert_true(casus_ledger_check(ledger, NULL, print_fault, NULL, &proof, NULL));
    assert_int_equal(proof.faults, 0);
    casus_ledger_close(ledger);
}

/* ---- adding --------------------------------------------------------------------------------------------------------- */

static void two_reports_of_one_incident(void **state) {
    (void)state;
    char path[256];
    CasusLedgerCount count = { 0 };
    CasusLedger *ledger = made_open(made_path(path, "two"));
    made_add(ledger, &strike, &count);
    made_settle(ledger, &count);
    assert_int_equal(count.incidents_new, 1);
    assert_int_equal(count.claims_new, 2);
    made_add(ledger, &later, &count);
    made_add(ledger, &elsewhere, &count);
    made_settle(ledger, &count);
    assert_int_equal(count.reports_new, 3);
    assert_int_equal(count.incidents_new, 2);
    assert_int_equal(count.incidents_changed, 0);       /* it is new in this very run */
    char *lines = made_export(ledger, "csv", &made_all);
    assert_string_equal(strchr(lines, '\n') + 1,
        "3,ied,2031-03-05,2031-03-05,\"'=Osmar \"\"market\"\"\",,,,village,2,4,,,,,,,,,review,1,1,1,,,all,\r\n"
        "1,airstrike,2031-03-04,2031-03-04,Tal Amal,XA,12.5,30.25,village,7,19,,,,,,,Southern Army (contested),,review,2,1,3,,,all,\r\n");
    free(lines);
    casus_ledger_close(ledger);
    assert_sound(path);
}

static void the_same_bytes_add_nothing(void **state) {
    (void)state;
    char path[256];
    Arena arena = { 0 };
    CasusLedgerCount count = { 0 };
    CasusLedger *ledger = made_open(made_path(path, "known"));
    made_add(ledger, &strike, NULL);
    made_settle(ledger, NULL);
    Str before = made_rows(path, &arena);
    made_add(ledger, &strike, &count);
    assert_int_equal(count.reports_known, 1);
    assert_int_equal(count.reports_new + count.claims_new + count.incidents_new + count.incidents_changed, 0);
    assert_true(str_eq(before, made_rows(path, &arena)));
    assert_int_equal(number_in(path, "SELECT count(*) FROM report"), 1);
    casus_ledger_close(ledger);
    arena_free(&arena);
}

static void other_bytes_are_a_new_version(void **state) {
    (void)state;
    char path[256];
    Made mended = strike;
    mended.text = "Civil Defence said eight people were killed in Tal Amal on 4 March. The army denied it.";
    mended.incidents[0].killed_low = mended.incidents[0].killed_high = 8;
    mended.claims[0].words = "eight people were killed";
    CasusLedgerCount count = { 0 };
    CasusLedger *ledger = made_open(made_path(path, "version"));
    made_add(ledger, &elsewhere, NULL);
    made_add(ledger, &strike, NULL);
    made_add(ledger, &mended, &count);
    made_settle(ledger, &count);
    assert_int_equal(count.reports_new, 1);
    assert_int_equal(count.incidents_new, 2);           /* both of this very run */
    assert_int_equal(number_in(path, "SELECT max(version) FROM report WHERE report_id = 'r1'"), 2);
    assert_int_equal(number_in(path, "SELECT count(*) FROM incident"), 2);
    assert_int_equal(number_in(path, "SELECT id FROM incident WHERE killed_high = 8"), 2);      /* its number stays */
    assert_int_equal(number_in(path, "SELECT count(*) FROM claim"), 5);                         /* and what was said before too */
    casus_ledger_close(ledger);
    assert_sound(path);
}

static void content_cannot_be_changed(void **state) {
    (void)state;
    static const char *const tables[] = { "run", "report", "part", "mention", "telling", "claim", "ruling" };
    char path[256], sql[200];
    CasusLedger *ledger = made_open(made_path(path, "kept"));
    made_add(ledger, &strike, NULL);
    casus_ledger_close(ledger);
    meddle(path, "INSERT INTO ruling (kind, incident, person, said, reason, version) VALUES ('accept', 1, 'A. Reader', '2031-03-07', 'seen', 0)");
    for (size_t i = 0; i < sizeof tables / sizeof *tables; i++) {
        snprintf(sql, sizeof sql, "SELECT count(*) FROM %s", tables[i]);
        int64_t before = number_in(path, sql);
        assert_true(before > 0);
        snprintf(sql, sizeof sql, "DELETE FROM %s", tables[i]);
        assert_int_equal(meddle(path, sql), SQLITE_CONSTRAINT);
        snprintf(sql, sizeof sql, "UPDATE %s SET %s", tables[i], i == 2 || i == 3 ? "nth = nth + 100" : "id = id + 100");
        assert_int_equal(meddle(path, sql), SQLITE_CONSTRAINT);
        snprintf(sql, sizeof sql, "SELECT count(*) FROM %s", tables[i]);
        assert_int_equal(number_in(path, sql), before);
    }
}

/* ---- deriving ------------------------------------------------------------------------------------------------------- */

enum { WAR = 90 };

static void add_war(CasusLedger *ledger, bool backwards) {
    for (uint32_t i = 0; i < WAR; i++) {
        char text[256], id[16];
        Made made = made_war(backwards ? WAR - 1 - i : i, text, id);
        made_add(ledger, &made, NULL);
    }
    made_settle(ledger, NULL);
}

static void a_rebuild_gives_the_same_rows(void **state) {
    (void)state;
    char path[256];
    Arena arena = { 0 };
    CasusLedger *ledger = made_open(made_path(path, "rebuild"));
    add_war(ledger, false);
    Str before = made_rows(path, &arena);
    assert_true(before.len > 10000);
    assert_true(number_in(path, "SELECT max(n_reports) FROM incident") > 2);
    meddle(path, "DELETE FROM incident; DELETE FROM claim_origin; UPDATE incident_telling SET incident = 1");
    assert_true(casus_ledger_rebuild(ledger, NULL));
    assert_true(str_eq(before, made_rows(path, &arena)));
    casus_ledger_close(ledger);
    assert_sound(path);
    arena_free(&arena);
}

/* Incidents without their numbers, by what they say. */
static Str incidents_of(const char *path, Arena *arena) {
    sqlite3 *db = NULL;
    Text all = { .arena = arena };
    assert_int_equal(sqlite3_open(path, &db), SQLITE_OK);
    made_add_rows(db, "SELECT (SELECT group_concat(name) FROM (SELECT r.report_id || '#' || t.nth AS name FROM incident_telling m JOIN telling t ON t.id = m.telling"
                 " JOIN report r ON r.id = t.report WHERE m.incident = i.id ORDER BY 1)) AS told, type, stage, \"from\", \"to\", place, country, lat, lon,"
                 " killed_low, killed_high, n_reports, n_origins, n_claims, (SELECT group_concat(party || standing) FROM incident_party p WHERE p.incident = i.id)"
                 " FROM incident i ORDER BY told", &all);
    sqlite3_close(db);
    return text_str(&all);
}

static void the_order_of_arrival_is_no_matter(void **state) {
    (void)state;
    char there[256], back[256];
    Arena arena = { 0 };
    CasusLedger *one = made_open(made_path(there, "there")), *other = made_open(made_path(back, "back"));
    add_war(one, false);
    add_war(other, true);
    Str incidents = incidents_of(there, &arena);
    assert_true(number_in(there, "SELECT count(*) FROM incident") > 10);
    assert_true(str_eq(incidents, incidents_of(back, &arena)));
    casus_ledger_close(one);
    casus_ledger_close(other);
    arena_free(&arena);
}

/* ---- finding -------------------------------------------------------------------------------------------------------- */

static bool add_id(void *to, const CasusLedgerIncident *incident) {
    size_t n = strlen(to);
    snprintf((char *)to + n, 64 - n, "%lld ", (long long)incident->id);
    return true;
}

static void assert_found(CasusLedger *ledger, CasusFilter filter, const char *wanted) {
    char found[64] = "";
    if (!filter.killed_min) filter.killed_min = CASUS_UNKNOWN;
    if (!filter.limit) filter.limit = CASUS_UNKNOWN;
    assert_true(casus_ledger_incidents(ledger, &filter, add_id, found, NULL));
    assert_string_equal(found, wanted);
}

static void filters_find_what_they_say(void **state) {
    (void)state;
    char path[256];
    CasusLedger *ledger = made_open(made_path(path, "find"));
    made_add(ledger, &strike, NULL);
    made_add(ledger, &later, NULL);
    made_add(ledger, &elsewhere, NULL);
    assert_found(ledger, (CasusFilter){ 0 }, "3 1 ");
    assert_found(ledger, (CasusFilter){ .since = "2031-03-05" }, "3 ");
    assert_found(ledger, (CasusFilter){ .until = "2031-03-04" }, "1 ");
    assert_found(ledger, (CasusFilter){ .since = "2031-03", .until = "2031-03" }, "3 1 ");
    assert_found(ledger, (CasusFilter){ .place = "NORTH marsh" }, "1 ");
    assert_found(ledger, (CasusFilter){ .place = "%" }, "3 1 ");                      /* nothing to look for is no bound */
    assert_found(ledger, (CasusFilter){ .party = "southern" }, "1 ");
    assert_found(ledger, (CasusFilter){ .type = "ied" }, "3 ");
    assert_found(ledger, (CasusFilter){ .killed_min = 5 }, "1 ");
    assert_found(ledger, (CasusFilter){ .text = "bomb" }, "3 ");
    assert_found(ledger, (CasusFilter){ .text = "toll rises" }, "1 ");                /* the title */
    assert_found(ledger, (CasusFilter){ .text = "ki*" }, "1 ");
    assert_found(ledger, (CasusFilter){ .text = "\" OR NEAR( bomb" }, "");            /* words, not commands */
    assert_found(ledger, (CasusFilter){ .has_box = true, .south = 12, .north = 13, .west = 30, .east = 31 }, "1 ");
    assert_found(ledger, (CasusFilter){ .has_box = true, .south = 12, .north = 12.4999, .west = 30, .east = 31 }, "");
    assert_found(ledger, (CasusFilter){ .id = 3 }, "3 ");
    assert_found(ledger, (CasusFilter){ .id = 2 }, "1 ");                             /* the number it would have had alone */
    assert_found(ledger, (CasusFilter){ .id = 9 }, "");
    assert_found(ledger, (CasusFilter){ .id = 3, .type = "airstrike" }, "");          /* a bound beside the others */
    assert_found(ledger, (CasusFilter){ .limit = 1 }, "3 ");
    assert_found(ledger, (CasusFilter){ .limit = 1, .offset = 1 }, "1 ");
    casus_ledger_close(ledger);
}

static void a_wrong_filter_is_told(void **state) {
    (void)state;
    char path[256], found[64] = "";
    CasusLedger *ledger = made_open(made_path(path, "wrong"));
    const CasusFilter wrong[] = { { .since = "soon" }, { .until = "2031-02-30" }, { .type = "picnic" } };
    for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++) {
        CasusError err = { 0 };
        assert_false(casus_ledger_incidents(ledger, &wrong[i], add_id, found, &err));
        assert_int_equal(err.status, CASUS_BAD_INPUT);
    }
    casus_ledger_close(ledger);
}

static void changed_is_of_the_last_run(void **state) {
    (void)state;
    char path[256];
    CasusLedgerCount count = { 0 };
    CasusLedger *ledger = made_open(made_path(path, "changed"));
    made_add(ledger, &strike, NULL);
    made_add(ledger, &elsewhere, NULL);
    casus_ledger_close(ledger);
    ledger = made_open(path);
    made_add(ledger, &later, &count);
    made_settle(ledger, &count);
    assert_int_equal(count.incidents_changed, 1);
    assert_int_equal(count.incidents_new, 0);
    assert_found(ledger, (CasusFilter){ .changed = true }, "1 ");
    casus_ledger_close(ledger);
    ledger = made_open(path);
    made_add(ledger, &later, NULL);
    assert_found(ledger, (CasusFilter){ .changed = true }, "");
    casus_ledger_close(ledger);
}

static bool add_claim(void *to, const CasusLedgerClaim *claim) {
    size_t n = strlen(to);
    snprintf((char *)to + n, 1024 - n, "%s (%s) %s %s %lld [%s] group %lld\n", claim->source ? claim->source : "-", claim->via ? claim->via : "-", claim->stance,
             claim->about, (long long)claim->range.low, claim->evidence, (long long)claim->group);
    return true;
}

static bool add_report(void *to, const CasusLedgerReport *report) {
    size_t n = strlen(to);
    snprintf((char *)to + n, 1024 - n, "%s %s %s\n", report->report_id, report->publisher, report->title);
    return true;
}

/* Civil Defence said both numbers, so they are one origin, whoever printed them. */
static void claims_and_reports_of_an_incident(void **state) {
    (void)state;
    char path[256], said[1024] = "";
    CasusLedger *ledger = made_open(made_path(path, "claims"));
    made_add(ledger, &later, NULL);
    made_add(ledger, &strike, NULL);
    assert_true(casus_ledger_claims(ledger, 1, add_claim, said, NULL));
    assert_string_equal(said, "Civil Defence (Marsh Wire) asserts casualties 7 [seven people were killed] group 1\n"
                              "The army (-) denies responsibility -1 [denied it] group 3\n"
                              "Civil Defence (-) asserts casualties 19 [risen to 19] group 1\n");
    said[0] = '\0';
    assert_true(casus_ledger_claims(ledger, 2, add_claim, said, NULL));     /* the number it would have had alone */
    assert_true(strlen(said) > 100);
    said[0] = '\0';
    assert_true(casus_ledger_reports(ledger, 1, add_report, said, NULL));
    assert_string_equal(said, "r1 Marsh Wire Strike on Tal Amal\nr2 Delta Post =Toll rises\n");
    casus_ledger_close(ledger);
}

static void exports_are_well_formed(void **state) {
    (void)state;
    static const char *const formats[] = { "jsonl", "geojson" };
    char path[256];
    CasusLedger *ledger = made_open(made_path(path, "export"));
    add_war(ledger, false);
    for (size_t i = 0; i < 2; i++) {
        char *lines = made_export(ledger, formats[i], &made_all);
        JsonReader reader = json_read(str_of(lines));
        JsonValue value;
        int64_t n = 0;
        while ((value = json_value(&reader)).kind == JSON_OBJECT) n++;
        assert_int_equal(value.kind, JSON_END);
        assert_int_equal(n, i == 0 ? number_in(path, "SELECT count(*) FROM incident") : 1);
        free(lines);
    }
    CasusError err = { 0 };
    assert_false(casus_ledger_export(ledger, "xls", &made_all, NULL, NULL, &err));
    assert_int_equal(err.status, CASUS_BAD_INPUT);
    casus_ledger_close(ledger);
}

/* ---- checking ------------------------------------------------------------------------------------------------------- */

static void assert_fault(const char *sql, const char *word) {
    char path[256], heard[400] = "";
    CasusLedgerProof proof = { 0 };
    CasusLedger *ledger = made_open(made_path(path, "fault"));
    made_add(ledger, &strike, NULL);
    made_settle(ledger, NULL);
    casus_ledger_close(ledger);
    assert_int_equal(meddle(path, sql), SQLITE_OK);
    ledger = casus_ledger_open(path, CASUS_LEDGER_READ, NULL);
    assert_true(casus_ledger_check(ledger, NULL, hear_fault, heard, &proof, NULL));
    casus_ledger_close(ledger);
    if (!strstr(heard, word)) print_error("'%s' does not say '%s'\n", heard, word);
    assert_true(proof.faults > 0 && strstr(heard, word));
}

static void check_finds_what_was_meddled_with(void **state) {
    (void)state;
    assert_fault("DROP TRIGGER report_stays; UPDATE report SET text = replace(text, 'killed', 'tilled')", "words");
    assert_fault("DROP TRIGGER report_stays; UPDATE report SET text = text || '.'", "SHA-256");
    assert_fault("DROP TRIGGER claim_stays; UPDATE claim SET \"end\" = 5000 WHERE id = 1", "outside");
    assert_fault("DROP TRIGGER claim_stays; UPDATE claim SET revises = 9 WHERE id = 2", "revises");
    assert_fault("DROP TRIGGER part_stays; UPDATE part SET \"end\" = 5000", "outside");
    assert_fault("UPDATE incident SET killed_low = 1", "rebuild");
    assert_fault("DELETE FROM claim_origin", "rebuild");
    assert_fault("INSERT INTO claim_search (claim_search) VALUES ('delete-all')", "search");
}

/* ---- files ---------------------------------------------------------------------------------------------------------- */

static void assert_refused(const char *path, int mode, CasusStatus status) {
    CasusError err = { 0 };
    assert_null(casus_ledger_open(path, mode, &err));
    if (err.status != status) print_error("%s\n", err.line);
    assert_int_equal(err.status, status);
    assert_non_null(strstr(err.line, path));
}

static void other_files_are_left_alone(void **state) {
    (void)state;
    char path[256], other[256];
    struct stat before, after;
    assert_refused(made_path(path, "none"), CASUS_LEDGER_READ, CASUS_NO_ACCESS);
    FILE *file = fopen(path, "w");
    fputs("A shopping list, and no ledger at all: it is long enough to hold a header, and must not be touched by anybody, ever. Bread, salt, tea.", file);
    fclose(file);
    assert_refused(path, CASUS_LEDGER_READ, CASUS_FOREIGN);
    assert_refused(path, CASUS_LEDGER_WRITE, CASUS_FOREIGN);
    assert_int_equal(meddle(made_path(other, "other"), "CREATE TABLE shopping (item); PRAGMA application_id = 77"), SQLITE_OK);
    stat(other, &before);
    assert_refused(other, CASUS_LEDGER_WRITE, CASUS_FOREIGN);
    stat(other, &after);
    assert_int_equal(before.st_size, after.st_size);
    assert_true(before.st_mtim.tv_nsec == after.st_mtim.tv_nsec);
    assert_refused("/tmp", CASUS_LEDGER_WRITE, CASUS_FOREIGN);
    assert_refused("/tmp/no/such/folder/casus.db", CASUS_LEDGER_WRITE, CASUS_NO_ACCESS);
}

static void a_ledger_of_another_form_is_not_misread(void **state) {
    (void)state;
    char path[256];
    casus_ledger_close(made_open(made_path(path, "newer")));
    meddle(path, "PRAGMA user_version = 99");
    assert_refused(path, CASUS_LEDGER_READ, CASUS_FOREIGN);
    meddle(path, "PRAGMA user_version = 1");
    assert_refused(path, CASUS_LEDGER_WRITE, CASUS_FOREIGN);
}

static void a_making_cut_short_is_made_again(void **state) {
    (void)state;
    char path[256];
    FILE *file = fopen(made_path(path, "empty"), "w");
    fclose(file);
    CasusLedger *ledger = made_open(path);
    made_add(ledger, &strike, NULL);
    casus_ledger_close(ledger);
    assert_sound(path);
}

static void reading_only_does_not_write(void **state) {
    (void)state;
    char path[256];
    CasusError err = { 0 };
    CasusLedgerCount count = { 0 };
    casus_ledger_close(made_open(made_path(path, "readonly")));
    CasusLedger *ledger = casus_ledger_open(path, CASUS_LEDGER_READ, &err);
    CasusReport *report = made_report(&strike);
    CasusPage page = made_page(&strike);
    assert_false(casus_ledger_add(ledger, NULL, report, &page, &count, &err));
    assert_int_equal(err.status, CASUS_NO_ACCESS);
    assert_false(casus_ledger_rebuild(ledger, &err));
    casus_report_free(report);
    casus_ledger_close(ledger);
}

static void assert_not_added(CasusLedger *ledger, const Made *made, CasusStatus status) {
    CasusError err = { 0 };
    CasusLedgerCount count = { 0 };
    CasusReport *report = made_report(made);
    CasusPage page = made_page(made);
    assert_false(casus_ledger_add(ledger, NULL, report, &page, &count, &err));
    if (err.status != status) print_error("%s\n", err.line);
    assert_int_equal(err.status, status);
    assert_int_equal(count.reports_new, 0);
    casus_report_free(report);
}

static void a_locked_ledger_is_busy(void **state) {
    (void)state;
    char path[256];
    sqlite3 *other = NULL;
    CasusLedger *ledger = made_open(made_path(path, "busy"));
    assert_int_equal(sqlite3_open(path, &other), SQLITE_OK);
    assert_int_equal(sqlite3_exec(other, "BEGIN IMMEDIATE", NULL, NULL, NULL), SQLITE_OK);
    assert_not_added(ledger, &strike, CASUS_BUSY);
    sqlite3_exec(other, "COMMIT", NULL, NULL, NULL);
    sqlite3_close(other);
    made_add(ledger, &strike, NULL);
    casus_ledger_close(ledger);
}

/* A limit on the size of files stands in for a full disk. */
static void a_full_disk_keeps_what_was_acknowledged(void **state) {
    (void)state;
    char path[256];
    static char text[1 << 20];
    memset(text, 'x', sizeof text - 1);
    memcpy(text, "A bomb went off", 15);
    Made large = elsewhere;
    large.text = text;
    CasusLedger *ledger = made_open(made_path(path, "full"));
    made_add(ledger, &strike, NULL);
    signal(SIGXFSZ, SIG_IGN);
    struct rlimit before, small;
    getrlimit(RLIMIT_FSIZE, &before);
    small = before;
    small.rlim_cur = 600 << 10;
    setrlimit(RLIMIT_FSIZE, &small);
    assert_not_added(ledger, &large, CASUS_NO_SPACE);
    setrlimit(RLIMIT_FSIZE, &before);
    made_add(ledger, &later, NULL);
    casus_ledger_close(ledger);
    assert_sound(path);
    assert_int_equal(number_in(path, "SELECT count(*) FROM report"), 2);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(two_reports_of_one_incident), cmocka_unit_test(the_same_bytes_add_nothing), cmocka_unit_test(other_bytes_are_a_new_version),
        cmocka_unit_test(content_cannot_be_changed), cmocka_unit_test(a_rebuild_gives_the_same_rows),
        cmocka_unit_test(the_order_of_arrival_is_no_matter), cmocka_unit_test(filters_find_what_they_say), cmocka_unit_test(a_wrong_filter_is_told),
        cmocka_unit_test(changed_is_of_the_last_run), cmocka_unit_test(claims_and_reports_of_an_incident), cmocka_unit_test(exports_are_well_formed),
        cmocka_unit_test(check_finds_what_was_meddled_with), cmocka_unit_test(other_files_are_left_alone), cmocka_unit_test(a_ledger_of_another_form_is_not_misread),
        cmocka_unit_test(a_making_cut_short_is_made_again), cmocka_unit_test(reading_only_does_not_write), cmocka_unit_test(a_locked_ledger_is_busy),
        cmocka_unit_test(a_full_disk_keeps_what_was_acknowledged),
    };
    return cmocka_run_group_tests(tests, NULL, made_clean);
}
