/* Files, folders and lines of JSON as pages. Each test has a folder of its own below /tmp. */
#include "check.h"

#include <fcntl.h>
#include <ftw.h>
#include <sys/stat.h>
#include <unistd.h>

typedef struct { char path[64]; } Folder;

static int set_up(void **state) {
    Folder *folder = malloc(sizeof *folder);
    if (!folder) return -1;
    snprintf(folder->path, sizeof folder->path, "/tmp/casus-intake-XXXXXX");
    *state = folder;
    return mkdtemp(folder->path) ? 0 : -1;
}

static int remove_one(const char *path, const struct stat *info, int kind, struct FTW *at) {
    (void)info, (void)kind, (void)at;
    return remove(path);
}

static int tear_down(void **state) {
    Folder *folder = *state;
    int result = nftw(folder->path, remove_one, 16, FTW_DEPTH | FTW_PHYS);
    free(folder);
    return result;
}

typedef struct { char at[128]; } Path;

static Path below(void **state, const char *name) {
    Path path;
    snprintf(path.at, sizeof path.at, "%s/%s", ((Folder *)*state)->path, name);
    return path;
}

static Path write_file(void **state, const char *name, Str content) {
    Path path = below(state, name);
    FILE *file = fopen(path.at, "wb");
    assert_non_null(file);
    assert_int_equal(fwrite(content.at, 1, content.len, file), content.len);
    assert_int_equal(fclose(file), 0);
    return path;
}

static CasusIntake *open_one(const char *path) {
    static const char *paths[1];
    paths[0] = path;
    CasusError err;
    CasusIntake *intake = casus_intake_open(paths, 1, &err);
    assert_non_null(intake);
    return intake;
}

static CasusPage next_page(CasusIntake *intake) {
    CasusPage page;
    CasusError err = { 0 };
    int got = casus_intake_next(intake, &page, &err);
    if (got != 1) fail_msg("%d: %s", got, err.line);
    return page;
}

static void expect_error(CasusIntake *intake, const char *words) {
    CasusPage page;
    CasusError err = { 0 };
    assert_int_equal(casus_intake_next(intake, &page, &err), -1);
    assert_int_not_equal(err.status, CASUS_OK);
    assert_has(err.line, words);
}

static void expect_end(CasusIntake *intake) {
    CasusPage page;
    CasusError err = { 0 };
    int got = casus_intake_next(intake, &page, &err);
    if (got != 0) fail_msg("%d: %s", got, err.line);
    casus_intake_close(intake);
}

static void a_file_is_one_page(void **state) {
    Path path = write_file(state, "a.txt", S("Seven dead.\n"));
    CasusIntake *intake = open_one(path.at);
    CasusPage page = next_page(intake);
    assert_str(page.bytes, "Seven dead.\n");
    assert_str(page.name, path.at);
    assert_int_equal(page.format, CASUS_FORMAT_PROBE);
    uint64_t done, total;
    casus_intake_progress(intake, &done, &total);
    assert_int_equal(done, 12);
    assert_int_equal(total, 12);
    expect_end(intake);
}

static void the_name_of_a_file_tells_nothing(void **state) {
    Path path = write_file(state, "a.html", S("{\"id\": 7, \"text\": \"Seven dead.\"}"));
    CasusIntake *intake = open_one(path.at);
    CasusPage page = next_page(intake);
    assert_str(page.bytes, "Seven dead.");
    assert_str(page.id, "7");
    expect_end(intake);
}

static void each_line_of_json_is_a_page(void **state) {
    Path path = write_file(state, "a", S("\xEF\xBB\xBF{\"id\":\"a\",\"text\":\"One\\nline\",\"title\":null,\"published\":\"2031-03-04\"}\r\n\r\n"
                                         "{\"html\":\"<p>Two\",\"url\":\"https://x.example/\",\"lean\":[1, 2],\"text\":null,\"kind\":\"x\"}"));
    CasusIntake *intake = open_one(path.at);
    CasusPage page = next_page(intake);
    assert_str(page.id, "a");
    assert_str(page.bytes, "One\nline");
    assert_str(page.title, "");
    assert_str(page.published, "2031-03-04");
    assert_str(page.extra, "");
    assert_int_equal(page.format, CASUS_FORMAT_TEXT);
    page = next_page(intake);
    assert_str(page.bytes, "<p>Two");
    assert_str(page.extra, "{\"lean\":[1, 2],\"kind\":\"x\"}");
    assert_int_equal(page.format, CASUS_FORMAT_HTML);
    assert_true(str_ends(page.name, S(":3")));
    expect_end(intake);
}

static void json_may_spread_over_lines(void **state) {
    Path path = write_file(state, "a", S("[\n  {\"text\": \"One\"},\n  {\n    \"text\": \"Two\"\n  }\n]\n"));
    CasusIntake *intake = open_one(path.at);
    assert_str(next_page(intake).bytes, "One");
    CasusPage page = next_page(intake);
    assert_str(page.bytes, "Two");
    assert_true(str_ends(page.name, S(":3")));
    expect_end(intake);
    path = write_file(state, "b", S("{\n  \"text\": \"One\"\n}\n{\n  \"text\": \"Two\"\n}\n"));
    intake = open_one(path.at);
    assert_str(next_page(intake).bytes, "One");
    assert_str(next_page(intake).bytes, "Two");
    expect_end(intake);
}

static void a_brace_alone_makes_no_json(void **state) {
    static const char *const texts[] = { "{\\rtf1 Seven dead.}", "[TEXT] SEVEN DEAD.", "{ Seven dead }" };
    for (size_t k = 0; k < sizeof texts / sizeof *texts; k++) {
        Path path = write_file(state, "a", str_of(texts[k]));
        CasusIntake *intake = open_one(path.at);
        assert_str(next_page(intake).bytes, texts[k]);
        expect_end(intake);
    }
}

static void a_bad_line_costs_one_report(void **state) {
    Path path = write_file(state, "a", S("{\"text\":\"One\"}\n{\"text\":tru}\n{\"id\":\"x\"}\n{\"text\":7}\n{\"text\":\"a\"} {\"text\":\"b\"}\n[1]\n{\"text\":\"Two\"}\n"));
    CasusIntake *intake = open_one(path.at);
    assert_str(next_page(intake).bytes, "One");
    expect_error(intake, "/a:2:9: not JSON");
    expect_error(intake, "/a:3: no text");
    expect_error(intake, "/a:4: no text");
    expect_error(intake, "/a:5: more than one value");
    expect_error(intake, "/a:6: not an object");
    assert_str(next_page(intake).bytes, "Two");
    expect_end(intake);
}

static void a_cut_first_line_does_not_hide_the_others(void **state) {
    Path path = write_file(state, "a", S("{\"text\":\"cut he\n{\"text\":\"Two\"}\n"));
    CasusIntake *intake = open_one(path.at);
    expect_error(intake, "/a:1:");
    assert_str(next_page(intake).bytes, "Two");
    expect_end(intake);
}

static void a_fault_in_spread_json_ends_the_file(void **state) {
    Path path = write_file(state, "a", S("{\n \"text\": \"One\"\n}\n{\n \"text\": oops\n}\n"));
    CasusIntake *intake = open_one(path.at);
    assert_str(next_page(intake).bytes, "One");
    expect_error(intake, "/a:5:10: not JSON");
    expect_end(intake);
}

static void half_a_surrogate_is_handed_on(void **state) {
    Path path = write_file(state, "a", S("{\"text\":\"a\\ud800b\"}\n"));
    CasusIntake *intake = open_one(path.at);
    assert_str(next_page(intake).bytes, "a\xED\xA0\x80" "b");      /* whoever decodes it leaves a note */
    expect_end(intake);
}

static void what_casus_wrote_is_read_again(void **state) {
    Path path = write_file(state, "a", S("{\"casus\":1,\"report\":{\"id\":\"a\",\"published\":\"2031-03-04\",\"extra\":{\"k\":1}},\"text\":\"One\",\"parts\":[],\"claims\":[]}\n"));
    CasusIntake *intake = open_one(path.at);
    CasusPage page = next_page(intake);
    assert_str(page.id, "a");
    assert_str(page.published, "2031-03-04");
    assert_str(page.extra, "{\"k\":1}");
    expect_end(intake);
}

static void a_monstrous_line_is_skipped(void **state) {
    size_t n = ((size_t)65 << 20) + 30;
    char *big = malloc(n);
    assert_non_null(big);
    memset(big, 'x', n);
    memcpy(big, "{\"text\":\"", 9);
    memcpy(big + n - 19, "\"}\n{\"text\":\"Two\"}\n", 18);
    Path path = write_file(state, "a", (Str){ big, n - 1 });
    free(big);
    CasusIntake *intake = open_one(path.at);
    expect_error(intake, "/a:1: a record of more than 64 MiB");
    CasusPage page = next_page(intake);
    assert_str(page.bytes, "Two");
    assert_true(str_ends(page.name, S(":2")));
    expect_end(intake);
}

static void a_monstrous_text_is_one_error(void **state) {
    Path path = below(state, "a");
    assert_int_equal(close(creat(path.at, 0600)), 0);
    assert_int_equal(truncate(path.at, (off_t)65 << 20), 0);
    CasusIntake *intake = open_one(path.at);
    expect_error(intake, "/a: more than 64 MiB");
    expect_end(intake);
}

static void what_is_not_there_is_one_error(void **state) {
    Path missing = below(state, "missing"), empty = write_file(state, "empty", S("")), good = write_file(state, "good", S("Seven dead."));
    const char *paths[] = { missing.at, empty.at, good.at };
    CasusIntake *intake = casus_intake_open(paths, 3, NULL);
    expect_error(intake, "missing: No such file");
    expect_error(intake, "empty: an empty file");
    assert_str(next_page(intake).bytes, "Seven dead.");
    expect_end(intake);
}

static void folders_are_read_in_byte_order_of_paths(void **state) {
    static const char *const names[] = { "b/a.txt", "b.txt", "b/.hidden", "a.txt", "c", "b/z/1" };
    Path b = below(state, "b"), z = below(state, "b/z"), loop = below(state, "b/loop"), fifo = below(state, "b/fifo");
    assert_int_equal(mkdir(b.at, 0700), 0);
    assert_int_equal(mkdir(z.at, 0700), 0);
    assert_int_equal(symlink("..", loop.at), 0);
    assert_int_equal(mkfifo(fifo.at, 0600), 0);
    for (size_t k = 0; k < sizeof names / sizeof *names; k++) write_file(state, names[k], str_of(names[k]));
    CasusIntake *intake = open_one(((Folder *)*state)->path);
    assert_str(next_page(intake).bytes, "a.txt");
    assert_str(next_page(intake).bytes, "b.txt");
    assert_str(next_page(intake).bytes, "b/a.txt");
    assert_str(next_page(intake).bytes, "b/z/1");
    assert_str(next_page(intake).bytes, "c");
    expect_end(intake);
}

static void a_folder_without_reports_is_one_error(void **state) {
    Path inner = below(state, "inner");
    assert_int_equal(mkdir(inner.at, 0700), 0);
    CasusIntake *intake = open_one(((Folder *)*state)->path);
    expect_error(intake, "a folder without reports");
    expect_end(intake);
}

int main(void) {
#define TEST(f) cmocka_unit_test_setup_teardown(f, set_up, tear_down)
    const struct CMUnitTest tests[] = {
        TEST(a_file_is_one_page), TEST(the_name_of_a_file_tells_nothing), TEST(each_line_of_json_is_a_page), TEST(json_may_spread_over_lines),
        TEST(a_brace_alone_makes_no_json), TEST(a_bad_line_costs_one_report), TEST(a_cut_first_line_does_not_hide_the_others),
        TEST(a_fault_in_spread_json_ends_the_file), TEST(half_a_surrogate_is_handed_on), TEST(what_casus_wrote_is_read_again),
        TEST(a_monstrous_line_is_skipped), TEST(a_monstrous_text_is_one_error), TEST(what_is_not_there_is_one_error),
        TEST(folders_are_read_in_byte_order_of_paths), TEST(a_folder_without_reports_is_one_error),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
