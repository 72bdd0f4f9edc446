/* Pages made to hurt: each is read or refused within its budget and within seconds. The tables come from $CASUS_PACK. */
#include "check.h"

#include <time.h>

enum { SECONDS_MOST = 30 };         /* a hundred times what they take; quadratic work takes hours */

static CasusReader *reader;

static int open_reader(void **state) {
    (void)state;
    CasusError err = { 0 };
    reader = casus_open(NULL, &err);
    if (!reader) print_error("%s\n", err.line);
    return reader ? 0 : -1;
}

static int close_reader(void **state) {
    (void)state;
    casus_close(reader);
    return 0;
}

/* `head`, then `unit` n times, then `tail`. */
static Str repeated(Arena *arena, const char *head, const char *unit, size_t n, const char *tail) {
    Text text = { .arena = arena };
    text_add(&text, str_of(head));
    for (size_t k = 0; k < n; k++) text_add(&text, str_of(unit));
    text_add(&text, str_of(tail));
    return text_str(&text);
}

static CasusReport *read_in_time(Str bytes, CasusError *err) {
    CasusPage page = { .bytes = bytes, .name = S("x") };
    time_t start = time(NULL);
    CasusReport *report = casus_read(reader, &page, CASUS_LAYER_PARTS, CASUS_BUDGET_DEFAULT, err);
    assert_in_range((uintmax_t)(time(NULL) - start), 0, SECONDS_MOST);
    return report;
}

/* Some part of the report begins so, though it stands behind what was given up. */
static void expect_part(const CasusReport *report, const char *start) {
    size_t n;
    const CasusPart *parts = casus_report_parts(report, &n);
    Str text = casus_report_text(report);
    for (size_t k = 1; k < n; k++)
        if (str_starts(str_cut(text, parts[k].span.start, parts[k].span.end), str_of(start))) return;
    fail_msg("no part begins with '%s'", start);
}

static void the_report_is_found_all_the_same(void **state) {
    (void)state;
    static const struct { const char *head, *unit; size_t n; const char *tail; } pages[] = {
        { "<html><body>", "<div>", 100000, "<p>Aircraft struck a clinic in Tal Amal on Tuesday and killed seven people who were waiting there, the health ministry said." },
        { "<html><body><p ", "a=1 b ", 200000, "></p><p>Aircraft struck a clinic in Tal Amal on Tuesday and killed seven people who were waiting there, the health ministry said." },
        { "<html><body><img alt='", "x", 1000000, "'><p>Aircraft struck a clinic in Tal Amal on Tuesday and killed seven people who were waiting there, the health ministry said." },
        { "<html><body><ul>", "<li>Five dead in Osmar.", 20000, "</ul><p>Aircraft struck a clinic in Tal Amal on Tuesday and killed seven people who were waiting there, the health ministry said." },
        { "<html><body><table>", "<b>x</b><tr>", 20000, "</table><p>Aircraft struck a clinic in Tal Amal on Tuesday and killed seven people who were waiting there, the health ministry said." },
        { "<html><body><p>Aircraft struck a clinic in Tal Amal on Tuesday and killed seven people who were waiting there, the health ministry said.</p>", "<svg><math>", 20000, "" },
        { "<html><body><p>Aircraft struck a clinic in Tal Amal on Tuesday and killed seven people who were waiting there, the health ministry said.</p>", "<", 1000000, "" },
        { "Aircraft struck a clinic in Tal Amal on Tuesday and killed seven people who were waiting there, the health ministry said.\n\n", "1. Ann says\n", 50000, "" },
        { "Aircraft struck a clinic in Tal Amal on Tuesday and killed seven people who were waiting there, the health ministry said.\n\n", "The ministry said:\n\n", 50000, "" },
        { "Aircraft struck a clinic in Tal Amal on Tuesday and killed seven people who were waiting there, the health ministry said.\n\n", "\xE2\x80\x9CSeven dead.\n\n", 50000, "" },
        { "Aircraft struck a clinic in Tal Amal on Tuesday and killed seven people who were waiting there, the health ministry said. ", "Seven people were killed. ", 200000, "" },
        { "\n", "\n", 10000000, "Aircraft struck a clinic in Tal Amal on Tuesday and killed seven people who were waiting there, the health ministry said." },
    };
    for (size_t k = 0; k < sizeof pages / sizeof *pages; k++) {
        Arena arena = { 0 };
        CasusError err = { 0 };
        CasusReport *report = read_in_time(repeated(&arena, pages[k].head, pages[k].unit, pages[k].n, pages[k].tail), &err);
        if (!report) fail_msg("'%s...': %s", pages[k].unit, err.line);
        expect_part(report, "Aircraft struck a clinic in Tal Amal on Tuesday and killed seven people who were waiting there, the health ministry said.");
        casus_report_free(report);
        arena_free(&arena);
    }
}

/* Every paragraph would repeat every formatting element left open before it. */
static void what_would_burst_is_refused(void **state) {
    (void)state;
    Arena arena = { 0 };
    Text page = { .arena = &arena };
    text_add(&page, S("<html><body>"));
    for (int k = 0; k < 100000; k++) text_add_format(&page, "<b id=x%d><p>Aircraft struck %d", k, k);
    CasusError err = { 0 };
    CasusReport *report = read_in_time(text_str(&page), &err);
    if (!report) assert_int_equal(err.status, CASUS_NO_MEMORY);
    casus_report_free(report);
    arena_free(&arena);
}

int main(void) {
    const struct CMUnitTest tests[] = { cmocka_unit_test(the_report_is_found_all_the_same), cmocka_unit_test(what_would_burst_is_refused) };
    return cmocka_run_group_tests(tests, open_reader, close_reader);
}
