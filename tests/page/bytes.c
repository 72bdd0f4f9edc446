/* Encodings and what is no text at all; what the page says of itself. The tables come from $CASUS_PACK. */
#include "check.h"

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

static CasusReport *read_bytes(Str bytes, int format, CasusError *err) {
    CasusPage page = { .bytes = bytes, .name = S("x"), .format = format };
    return casus_read(reader, &page, CASUS_LAYER_PARTS, CASUS_BUDGET_DEFAULT, err);
}

static bool has_note(const CasusReport *report, const char *words) {
    size_t n;
    const CasusNote *notes = casus_report_notes(report, &n);
    for (size_t k = 1; k < n; k++)
        if (str_find(notes[k].line, str_of(words), 0) != SIZE_MAX) return true;
    return false;
}

/* The text that bytes are read as; `words` of a note that must be left, NULL for none. */
static void expect_text(Str bytes, const char *text, const char *words) {
    CasusError err = { 0 };
    CasusReport *report = read_bytes(bytes, CASUS_FORMAT_PROBE, &err);
    if (!report) fail_msg("%s", err.line);
    assert_str(casus_report_text(report), text);
    size_t n;
    casus_report_notes(report, &n);
    if (words) assert_true(has_note(report, words));
    else assert_int_equal(n, 1);
    casus_report_free(report);
}

static void encodings_are_told_by_the_bytes(void **state) {
    (void)state;
    expect_text(S("Tal Amal \xE2\x80\x93 Osmar"), "Tal Amal \xE2\x80\x93 Osmar", NULL);
    expect_text(S("\xEF\xBB\xBFTal Amal"), "Tal Amal", NULL);
    expect_text(S("\xFF\xFET\0a\0l\0 \0\x3D\xD8\x00\xDE"), "Tal \xF0\x9F\x98\x80", NULL);
    expect_text(S("\xFE\xFF\0T\0a\0l"), "Tal", NULL);
    expect_text(S("T\0a\0l\0 \0A\0m\0a\0l\0"), "Tal Amal", "UTF-16");
    expect_text(S("\0T\0a\0l\0 \0A\0m\0a\0l"), "Tal Amal", "UTF-16");
    expect_text(S("\x93Tal Amal\x94 caf\xE9 at ten"), "\xE2\x80\x9CTal Amal\xE2\x80\x9D caf\xC3\xA9 at ten", "guessed: windows-1252");
    expect_text(S("caf\xC3\xA9, caf\xC3\xA9 \xC3( at ten"), "caf\xC3\xA9, caf\xC3\xA9 \xEF\xBF\xBD( at ten", "1 ill-formed");
    expect_text(S("Tal Amal, at ten \xE2\x80"), "Tal Amal, at ten \xEF\xBF\xBD\xEF\xBF\xBD", "ill-formed");
    expect_text(S("\xFF\xFET\0a\0l\0\x00\xD8"), "Tal", "half");
}

static void what_was_encoded_twice_is_read_once(void **state) {
    (void)state;
    expect_text(S("caf\xC3\x83\xC2\xA9, \xC3\xA2\xE2\x82\xAC\xC5\x93no\xC3\xA2\xE2\x82\xAC\xC2\x9D \xC3\x90\xC2\x9E"),
                "caf\xC3\xA9, \xE2\x80\x9Cno\xE2\x80\x9D \xD0\x9E", "4 characters were encoded twice");
    /* two may be chance; and who writes the letter by itself means it */
    expect_text(S("caf\xC3\x83\xC2\xA9, caf\xC3\x83\xC2\xA9"), "caf\xC3\x83\xC2\xA9, caf\xC3\x83\xC2\xA9", NULL);
    expect_text(S("\xC3\x83\xC2\xA9 \xC3\x83\xC2\xA9 \xC3\x83\xC2\xA9 AMANH\xC3\x83. ALEM\xC3\x83"), "\xC3\x83\xC2\xA9 \xC3\x83\xC2\xA9 \xC3\x83\xC2\xA9 AMANH\xC3\x83. ALEM\xC3\x83", NULL);
}

static void a_given_string_is_left_as_it_is(void **state) {
    (void)state;
    CasusError err = { 0 };
    Str text = S("\xEF\xBB\xBF <p>Tal Amal\r\n\tis \xC2\xA0 <b>here</b>  \n\n");
    CasusReport *report = read_bytes(text, CASUS_FORMAT_TEXT, &err);
    assert_non_null(report);
    assert_true(str_eq(casus_report_text(report), text));
    casus_report_free(report);
}

static void what_is_no_text_is_refused(void **state) {
    (void)state;
    CasusError err = { 0 };
    static char zeros[5000];
    assert_null(read_bytes((Str){ zeros, sizeof zeros }, CASUS_FORMAT_PROBE, &err));
    assert_int_equal(err.status, CASUS_BAD_INPUT);
    assert_has(err.line, "x: not text: 100 % control bytes");
    assert_null(read_bytes(S(" \n\t\r\n"), CASUS_FORMAT_PROBE, &err));
    assert_has(err.line, "x: no text");
    assert_null(read_bytes(S("\xFE\xFF\x93"), CASUS_FORMAT_PROBE, &err));
    assert_has(err.line, "x: no text");
    assert_null(read_bytes(S("<html><body><script>var a = 1;</script></body></html>"), CASUS_FORMAT_PROBE, &err));
    assert_has(err.line, "x: no text on this page");
}

static void a_page_says_of_itself(void **state) {
    (void)state;
    CasusError err = { 0 };
    CasusReport *report = read_bytes(S("<!DOCTYPE html><html lang=en-GB><head><title>Seven dead in Tal Amal | Marsh Wire</title>"
        "<link rel=canonical href='https://wire.example/7'><meta property='og:site_name' content='Marsh Wire'>"
        "<script type='application/ld+json'>{\"@graph\":[{\"@type\":\"NewsArticle\",\"headline\":\"Seven dead\",\"datePublished\":\"2031-03-04T10:00:00Z\","
        "\"author\":[{\"name\":\"Ann Reader\"}]}]}</script></head><body><h1>Seven dead in Tal Amal</h1><p>Aircraft struck.</p></body></html>"),
        CASUS_FORMAT_PROBE, &err);
    assert_non_null(report);
    const CasusInfo *info = casus_report_info(report);
    assert_str(info->publisher, "Marsh Wire");
    assert_str(info->published, "2031-03-04T10:00:00Z");
    assert_str(info->author, "Ann Reader");
    assert_str(info->url, "https://wire.example/7");
    assert_str(info->id, "https://wire.example/7");
    assert_str(info->language, "en");
    casus_report_free(report);
}

static void what_is_given_wins(void **state) {
    (void)state;
    CasusError err = { 0 };
    CasusPage page = { .bytes = S("<html><head><meta name=author content='Ann Reader'><meta name=date content=2031-03-04></head><body><p>Aircraft struck.</p>"),
                       .name = S("x"), .id = S("7"), .author = S("Ben"), .published = S("2030") };
    CasusReport *report = casus_read(reader, &page, CASUS_LAYER_PARTS, CASUS_BUDGET_DEFAULT, &err);
    assert_non_null(report);
    const CasusInfo *info = casus_report_info(report);
    assert_str(info->author, "Ben");
    assert_str(info->published, "2030");
    assert_str(info->id, "7");
    casus_report_free(report);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(encodings_are_told_by_the_bytes), cmocka_unit_test(what_was_encoded_twice_is_read_once),
        cmocka_unit_test(a_given_string_is_left_as_it_is),
        cmocka_unit_test(what_is_no_text_is_refused), cmocka_unit_test(a_page_says_of_itself), cmocka_unit_test(what_is_given_wins),
    };
    return cmocka_run_group_tests(tests, open_reader, close_reader);
}
