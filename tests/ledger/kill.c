/* A process that is killed at any moment loses no report it has acknowledged, and leaves no half of one. */
#include "made.h"
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

enum { ROUNDS = 50, SETTLE_EVERY = 3, AT_MOST_A_ROUND = 40, MOST_REPORTS = ROUNDS * AT_MOST_A_ROUND };

/* Adds reports from `first` on until it is killed; writes the number of each that the ledger says it has. */
static void add_until_killed(const char *path, uint32_t first, int acknowledged) {
    CasusLedger *ledger = casus_ledger_open(path, CASUS_LEDGER_WRITE, NULL);
    for (uint32_t i = first; ledger && i < first + AT_MOST_A_ROUND; i++) {
        char text[256], id[16];
        Made made = made_war(i, text, id);
        CasusReport *report = made_report(&made);
        CasusPage page = made_page(&made);
        CasusLedgerCount count = { 0 };
        if (!casus_ledger_add(ledger, NULL, report, &page, &count, NULL)) _exit(1);
        if (write(acknowledged, &i, sizeof i) != sizeof i) _exit(1);
        if (i % SETTLE_EVERY == 0 && !casus_ledger_settle(ledger, NULL, NULL)) _exit(1);
    }
    pause();
    _exit(0);
}

/* How many reports are acknowledged when the adding process is killed `delay_us` after its `n_heard`th word. */
static uint32_t round_of_adding(const char *path, uint32_t first, uint32_t n_heard, useconds_t delay_us) {
    int ends[2];
    uint32_t number, n = first;
    assert_int_equal(pipe(ends), 0);
    pid_t child = fork();
    assert_true(child >= 0);
    if (child == 0) {
        close(ends[0]);
        add_until_killed(path, first, ends[1]);
    }
    close(ends[1]);
    for (uint32_t i = 0; i < n_heard && read(ends[0], &number, sizeof number) == sizeof number; i++) n = number + 1;
    usleep(delay_us);
    kill(child, SIGKILL);
    while (read(ends[0], &number, sizeof number) == sizeof number) n = number + 1;
    close(ends[0]);
    int status;
    assert_int_equal(waitpid(child, &status, 0), child);
    assert_true(WIFSIGNALED(status));
    return n;
}

typedef struct { bool there[MOST_REPORTS + 1]; uint32_t n; } Seen;

static bool see_report(void *to, const CasusLedgerReport *report) {
    Seen *seen = to;
    unsigned number;
    assert_int_equal(sscanf(report->report_id, "war-%u", &number), 1);
    seen->there[number] = true;
    seen->n++;
    return true;
}

static void say_fault(void *to, const char *line) { (void)to; print_error("fault: %s\n", line); }

/* What waited to be settled is settled by whoever looks: all that is acknowledged is there; at most the one report in work when the blow fell besides. */
static void assert_whole(const char *path, uint32_t acknowledged) {
    CasusError err = { 0 };
    CasusLedgerProof proof = { 0 };
    static Seen seen;
    memset(&seen, 0, sizeof seen);
    CasusLedger *ledger = casus_ledger_open(path, CASUS_LEDGER_WRITE, &err);
    if (!ledger) print_error("%s\n", err.line);
    assert_non_null(ledger);
    assert_true(casus_ledger_reports(ledger, 0, see_report, &seen, NULL));
    for (uint32_t i = 0; i < acknowledged; i++) assert_true(seen.there[i]);
    assert_true(seen.n <= acknowledged + 1);
    assert_true(casus_ledger_check(ledger, NULL, say_fault, NULL, &proof, NULL));
    assert_int_equal(proof.faults, 0);
    casus_ledger_close(ledger);
}

static void fifty_killings_lose_nothing(void **state) {
    (void)state;
    char path[256], calm_path[256];
    uint32_t n = 0, seed = 12345;
    made_path(path, "killed");
    for (int round = 0; round < ROUNDS; round++) {
        seed = seed * 1103515245u + 12345u;
        n = round_of_adding(path, n, (uint32_t)round % 6, (seed >> 16) % 20000);
        assert_whole(path, n);
    }
    assert_true(n > ROUNDS);                    /* else it was killed before it could do anything */
    CasusLedger *ledger = made_open(path), *calm = made_open(made_path(calm_path, "calm"));
    for (uint32_t i = 0; i <= n; i++) {         /* the report in work at the last blow may be there or not: n itself */
        char text[256], id[16];
        Made made = made_war(i, text, id);
        made_add(ledger, &made, NULL);
        made_add(calm, &made, NULL);
    }
    char *lines = made_export(ledger, "csv", &made_all), *calm_lines = made_export(calm, "csv", &made_all);
    if (n > 0) assert_true(strlen(lines) > 200);
    casus_ledger_close(ledger);
    casus_ledger_close(calm);
    assert_string_equal(lines, calm_lines);
    free(lines);
    free(calm_lines);
}

int main(void) {
    const struct CMUnitTest tests[] = { cmocka_unit_test(fifty_killings_lose_nothing) };
    return cmocka_run_group_tests(tests, NULL, made_clean);
}
