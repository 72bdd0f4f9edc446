#include "check.h"

#include "base/error.h"
#include "base/utf8.h"

static void a_line_says_what_and_returns_null(void **state) {
    (void)state;
    CasusError err = { 0 };
    assert_null(fail(&err, CASUS_NO_ACCESS, "%s: %d\n\x1b[31m\x7f", "report.txt", 12));
    assert_int_equal(err.status, CASUS_NO_ACCESS);
    assert_string_equal(err.line, "report.txt: 12??[31m?");
    assert_null(fail(NULL, CASUS_BUSY, "nobody asks"));
}

static void a_long_line_is_cut_at_a_character(void **state) {
    (void)state;
    static const char *const wide[] = { "x", "\xC3\xA9", "\xE2\x82\xAC", "\xF0\x9F\x98\x80" };
    for (size_t w = 0; w < sizeof wide / sizeof *wide; w++)
        for (int shift = 0; shift < 4; shift++) {
            char text[2048] = "aaa";
            size_t len = (size_t)shift, n = strlen(wide[w]);
            for (; len + n < sizeof text; len += n) memcpy(text + len, wide[w], n);
            text[len] = 0;
            CasusError err;
            fail(&err, CASUS_BAD_INPUT, "%s", text);
            size_t bad, line = strlen(err.line);
            assert_true(utf8_is_valid(str_of(err.line), &bad));
            assert_in_range(line, sizeof err.line - n, sizeof err.line - 1);
        }
}

int main(void) {
    const struct CMUnitTest tests[] = { cmocka_unit_test(a_line_says_what_and_returns_null), cmocka_unit_test(a_long_line_is_cut_at_a_character) };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
