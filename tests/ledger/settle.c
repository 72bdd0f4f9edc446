/* Settling: whenever it happens, and whoever does it, the rows are those of a rebuild. And what a settled incident says of the toll. */
#include "made.h"
#include <sqlite3.h>
#include <stdio.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

enum { WAR = 90, MENDED_EVERY = 11 };

/* Every eleventh report comes again, mended: it tells what another one tells. */
static void add_one(CasusLedger *ledger, uint32_t nth) {
    char text[256], id[16], other_text[256], other_id[16];
    Made made = made_war(nth, text, id);
    made_add(ledger, &made, NULL);
    if (nth % MENDED_EVERY) return;
    Made mended = made_war(nth + 1, other_text, other_id);
    mended.id = id;
    made_add(ledger, &mended, NULL);
}

/* `every`: reports between two settlings. */
static Str rows_settled_every(uint32_t every, Arena *arena) {
    char path[256];
    CasusLedger *ledger = made_open(made_path(path, "every"));
    for (uint32_t i = 0; i < WAR; i++) {
        add_one(ledger, i);
        if (i % every == every - 1) made_settle(ledger, NULL);
    }
    made_settle(ledger, NULL);
    casus_ledger_close(ledger);
    return made_rows(path, arena);
}

static void batches_are_no_matter(void **state) {
    (void)state;
    static const uint32_t every[] = { 1, 2, 7, 40 };
    char path[256];
    Arena arena = { 0 };
    Str at_once = rows_settled_every(WAR, &arena);
    assert_true(at_once.len > 10000);
    for (size_t i = 0; i < sizeof every / sizeof *every; i++) assert_true(str_eq(at_once, rows_settled_every(every[i], &arena)));
    CasusLedger *ledger = made_open(made_path(path, "rebuilt"));
    for (uint32_t i = 0; i < WAR; i++) add_one(ledger, i);
    assert_true(casus_ledger_rebuild(ledger, NULL));
    assert_true(str_eq(at_once, made_rows(path, &arena)));
    casus_ledger_close(ledger);
    arena_free(&arena);
}

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

/* Adds the war and ends without a word, as one that is killed. */
static void add_and_die(const char *path) {
    pid_t child = fork();
    assert_true(child >= 0);
    if (child == 0) {
        CasusLedger *ledger = made_open(path);
        for (uint32_t i = 0; i < WAR; i++) add_one(ledger, i);
        _exit(7);
    }
    int status;
    assert_int_equal(waitpid(child, &status, 0), child);
    assert_true(WIFEXITED(status) && WEXITSTATUS(status) == 7);
}

static bool count_incident(void *to, const CasusLedgerIncident *incident) {
    (void)incident;
    ++*(int64_t *)to;
    return true;
}

/* Also through a handle that is for reading: whoever asks sees all that was acknowledged. */
static void what_waits_is_settled_by_whoever_looks(void **state) {
    (void)state;
    char path[256];
    int64_t n_listed = 0;
    Arena arena = { 0 };
    Str at_once = rows_settled_every(WAR, &arena);
    add_and_die(made_path(path, "left"));
    assert_true(number_in(path, "SELECT count(*) FROM unsettled") > WAR);
    assert_int_equal(number_in(path, "SELECT count(*) FROM incident"), 0);
    CasusLedger *ledger = casus_ledger_open(path, CASUS_LEDGER_READ, NULL);
    assert_non_null(ledger);
    assert_false(casus_ledger_settle(ledger, NULL, NULL));      /* to ask for it, a handle must be for writing */
    assert_true(casus_ledger_incidents(ledger, &made_all, count_incident, &n_listed, NULL));
    casus_ledger_close(ledger);
    assert_int_equal(n_listed, number_in(path, "SELECT count(*) FROM incident"));
    assert_int_equal(number_in(path, "SELECT count(*) FROM unsettled"), 0);
    assert_true(str_eq(at_once, made_rows(path, &arena)));
    arena_free(&arena);
}

static void every_way_of_looking_settles(void **state) {
    (void)state;
    char path[256];
    for (int way = 0; way < 4; way++) {
        CasusLedgerProof proof = { 0 };
        char text[256], id[16];
        Made made = made_war(1, text, id);
        CasusLedger *ledger = made_open(made_path(path, "ways"));
        made_add(ledger, &made, NULL);
        assert_int_equal(number_in(path, "SELECT count(*) FROM unsettled"), 1);
        if (way == 0) free(made_export(ledger, "csv", &made_all));
        if (way == 1) assert_true(casus_ledger_check(ledger, NULL, NULL, NULL, &proof, NULL));
        if (way == 2) assert_true(casus_ledger_rebuild(ledger, NULL));
        if (way == 3) made_settle(ledger, NULL);
        assert_int_equal(proof.faults, 0);
        assert_int_equal(number_in(path, "SELECT count(*) FROM unsettled"), 0);
        assert_int_equal(number_in(path, "SELECT count(*) FROM incident"), 1);
        casus_ledger_close(ledger);
    }
}

/* Counted over the whole run, so that neither the batches nor another process that settles first changes it. */
static void the_count_is_of_the_run(void **state) {
    (void)state;
    char path[256];
    CasusLedgerCount before = { 0 }, count = { 0 }, in_two = { 0 };
    CasusLedger *ledger = made_open(made_path(path, "count"));
    for (uint32_t i = 0; i < WAR / 2; i++) add_one(ledger, i);
    made_settle(ledger, &before);
    casus_ledger_close(ledger);
    ledger = made_open(path);
    for (uint32_t i = WAR / 2; i < WAR; i++) add_one(ledger, i);
    free(made_export(ledger, "csv", &made_all));
    made_settle(ledger, &count);
    made_settle(ledger, &in_two);
    assert_true(before.incidents_new > 0 && before.incidents_changed == 0);
    assert_true(count.incidents_new > 0 && count.incidents_changed > 0);
    assert_int_equal(count.incidents_new, in_two.incidents_new);
    assert_int_equal(count.incidents_changed, in_two.incidents_changed);
    assert_true(number_in(path, "SELECT count(*) FROM incident") <= (int64_t)(before.incidents_new + count.incidents_new));
    casus_ledger_close(ledger);
}

/* ---- the toll ---------------------------------------------------------------------------------------------------------- */

typedef struct { int64_t low, high; CasusCivilian who; } Toll;

static bool keep_killed(void *to, const CasusLedgerIncident *incident) {
    *(CasusRange *)to = incident->killed;
    return true;
}

/* What the ledger says of those killed in one strike, of which each report gives one toll. */
static void assert_killed(const Toll *tolls, size_t n, int64_t low, int64_t high) {
    char path[256], ids[8][8];
    int64_t n_incidents = 0;
    CasusRange killed = { 0, 0 };
    CasusLedger *ledger = made_open(made_path(path, "toll"));
    for (size_t i = 0; i < n; i++) {
        snprintf(ids[i], sizeof ids[i], "t%zu", i);
        Made made = {
            .id = ids[i], .published = "2031-03-05", .publisher = "Marsh Wire", .text = "The strike on Tal Amal left some dead, it was said.",
            .incidents = { { .type = CASUS_EVENT_AIRSTRIKE, .from = "2031-03-04", .place = "Tal Amal", .killed_low = tolls[i].low, .killed_high = tolls[i].high } },
            .claims = { { .incident = 1, .kind = CASUS_SOURCE_PUBLISHER, .about = CASUS_ABOUT_CASUALTIES, .low = tolls[i].low, .high = tolls[i].high,
                          .civilian = tolls[i].who, .words = "some dead" } },
        };
        made_add(ledger, &made, NULL);
    }
    assert_true(casus_ledger_incidents(ledger, &made_all, count_incident, &n_incidents, NULL));
    assert_int_equal(n_incidents, 1);
    assert_true(casus_ledger_incidents(ledger, &made_all, keep_killed, &killed, NULL));
    assert_int_equal(killed.low, low);
    assert_int_equal(killed.high, high);
    casus_ledger_close(ledger);
}
#define ASSERT_KILLED(low, high, ...) \
    assert_killed((const Toll[]){ __VA_ARGS__ }, sizeof((const Toll[]){ __VA_ARGS__ }) / sizeof(Toll), low, high)
#define OPEN CASUS_UNKNOWN
#define ANYONE CASUS_CIVILIAN_UNKNOWN
#define CIVILIANS CASUS_CIVILIAN_YES
#define FIGHTERS CASUS_CIVILIAN_NO

static void an_open_figure_is_bounded_by_a_higher_one(void **state) {
    (void)state;
    ASSERT_KILLED(7, 19, { 7, OPEN, ANYONE }, { 12, 12, ANYONE }, { 19, 19, ANYONE });
    ASSERT_KILLED(7, OPEN, { 7, OPEN, ANYONE });
    ASSERT_KILLED(12, OPEN, { 12, 12, ANYONE }, { 15, OPEN, ANYONE });      /* nobody says how many above 15 */
    ASSERT_KILLED(12, 15, { 12, OPEN, ANYONE }, { 15, 15, ANYONE });
}

static void fighters_counted_by_one_widen_nothing(void **state) {
    (void)state;
    ASSERT_KILLED(7, 19, { 7, OPEN, ANYONE }, { 12, 12, CIVILIANS }, { 19, 19, ANYONE }, { 40, OPEN, FIGHTERS });
    ASSERT_KILLED(12, 12, { 12, 12, ANYONE }, { 40, OPEN, FIGHTERS });
    ASSERT_KILLED(2, 3, { 2, 2, FIGHTERS }, { 3, 3, FIGHTERS });             /* when all count fighters, they are the toll */
    ASSERT_KILLED(2, 15, { 12, 12, FIGHTERS }, { 15, 15, FIGHTERS }, { 2, 2, CIVILIANS });
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(batches_are_no_matter), cmocka_unit_test(what_waits_is_settled_by_whoever_looks), cmocka_unit_test(every_way_of_looking_settles),
        cmocka_unit_test(the_count_is_of_the_run), cmocka_unit_test(an_open_figure_is_bounded_by_a_higher_one),
        cmocka_unit_test(fighters_counted_by_one_widen_nothing),
    };
    return cmocka_run_group_tests(tests, NULL, made_clean);
}
