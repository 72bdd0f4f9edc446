#include "check.h"

#include "base/utf8.h"

static const char *const ill_formed[] = {
    "\x80", "\xBF", "\xC0\x80", "\xC1\xBF", "\xC3", "\xE2\x82", "\xE0\x80\x80", "\xE0\x9F\xBF", "\xED\xA0\x80", "\xED\xBF\xBF", "\xF0\x80\x80\x80", "\xF0\x8F\xBF\xBF",
    "\xF4\x90\x80\x80", "\xF5\x80\x80\x80", "\xFE", "\xFF", "\xF0\x9F\x98", "\xC3(", "\xE2(\xA1",
};

static void every_character_comes_back_both_ways(void **state) {
    (void)state;
    for (uint32_t c = 0; c <= 0x10FFFF; c++) {
        if (c >= 0xD800 && c < 0xE000) continue;
        char bytes[4];
        size_t n = utf8_put(c, bytes), from = 0, to = n;
        if (utf8_next((Str){ bytes, n }, &from) != c || from != n) fail_msg("U+%04X is not read", c);
        if (utf8_previous((Str){ bytes, n }, &to) != c || to != 0) fail_msg("U+%04X is not read backwards", c);
    }
}

static void ill_formed_bytes_are_one_replacement_each(void **state) {
    (void)state;
    for (size_t i = 0; i < sizeof ill_formed / sizeof *ill_formed; i++) {
        Str s = str_of(ill_formed[i]);
        size_t at = 0, bad = 99;
        assert_false(utf8_is_valid(s, &bad));
        assert_int_equal(bad, 0);
        assert_int_equal(utf8_next(s, &at), 0xFFFD);
        assert_int_equal(at, 1);
    }
}

static void going_back_sees_what_going_on_saw(void **state) {
    (void)state;
    Str s = S("a\xC3\xA9\xE2\x82\xAC\xF0\x9F\x98\x80" "b");
    uint32_t seen[8];
    size_t n = 0, at = 0;
    while (at < s.len) seen[n++] = utf8_next(s, &at);
    assert_int_equal(n, 5);
    while (at > 0) assert_int_equal(utf8_previous(s, &at), seen[--n]);
    size_t end = 2;                                     /* half of the second character */
    assert_int_equal(utf8_previous(s, &end), 0xFFFD);
    assert_int_equal(end, 1);
    end = 1;
    assert_int_equal(utf8_previous(S("\xA9"), &end), 0xFFFD);
}

static void repair_keeps_what_is_good(void **state) {
    (void)state;
    Arena arena = { 0 };
    size_t n = 9;
    Str good = S("Osmar \xC3\xA9");
    assert_ptr_equal(utf8_repair(good, &arena, &n).at, good.at);
    assert_int_equal(n, 0);
    assert_str(utf8_repair(S("\xFFOs\xE2\x82mar\xC3"), &arena, &n), "\xEF\xBF\xBDOs\xEF\xBF\xBD\xEF\xBF\xBDmar\xEF\xBF\xBD");
    assert_int_equal(n, 4);
    assert_str(utf8_repair((Str){ 0 }, &arena, NULL), "");
    arena_free(&arena);
}

static void faults_far_inside_are_found(void **state) {
    (void)state;
    char text[100];
    for (size_t i = 0; i < sizeof text; i++) {
        memset(text, 'x', sizeof text);
        text[i] = (char)0xE9;
        size_t bad;
        assert_false(utf8_is_valid((Str){ text, sizeof text }, &bad));
        assert_int_equal(bad, i);
    }
    assert_int_equal(utf8_count(S("a\xC3\xA9\xE2\x82\xAC\xF0\x9F\x98\x80")), 4);
}

static void classes(void **state) {
    (void)state;
    static const uint32_t spaces[] = { ' ', '\t', '\n', 0x85, 0xA0, 0x2003, 0x200B, 0x2028, 0x202F, 0x3000, 0xFEFF };
    for (size_t i = 0; i < sizeof spaces / sizeof *spaces; i++) assert_true(char_is_space(spaces[i]));
    assert_false(char_is_space('a') || char_is_space(0x200C) || char_is_space(0x2010) || char_is_space(0xE9));
    assert_true(char_is_letter('z') && char_is_letter(0xE9) && char_is_letter(0x0627) && char_is_letter(0x0301) && char_is_letter(0x4E2D));
    assert_false(char_is_letter('@') || char_is_letter('[') || char_is_letter('{') || char_is_letter('5') || char_is_letter(0x2019) || char_is_letter(0x0665));
    assert_true(char_is_upper('A') && char_is_upper(0xC9) && char_is_upper(0x0130) && !char_is_upper('a') && !char_is_upper('1'));
    assert_true(char_is_lower('a') && char_is_lower(0xE9) && !char_is_lower('A'));
    assert_true(char_is_quote('"') && char_is_quote(0x2018) && char_is_quote(0xAB) && char_is_quote(0x203A) && !char_is_quote('\''));
    assert_true(char_is_quote_open(0x201C) && !char_is_quote_close(0x201C) && char_is_quote_close(0x201D) && !char_is_quote_open(0x201D));
}

static void folding_takes_away_what_a_look_up_must_not_see(void **state) {
    (void)state;
    static const struct { const char *from, *to; } pairs[] = {
        { "Tal AMAL", "tal amal" }, { "Élan", "elan" }, { "E\xCC\x81lan", "elan" }, { "İzmir", "izmir" }, { "Straße", "strasse" },
        { "O’Brien", "o'brien" }, { "‘a’", "'a'" }, { "“a”", "\"a\"" }, { "«a»", "\"a\"" }, { "a–b—c‑d", "a-b-c-d" }, { "Łódź", "lodz" }, { "Đakovo", "dakovo" },
        { "mid\xC2\xAD" "day", "midday" }, { "ÅNGSTRÖM", "angstrom" }, { "Σίσυφος", "σισυφοσ" }, { "قَلْب", "قلب" }, { "", "" },
    };
    Arena arena = { 0 };
    for (size_t i = 0; i < sizeof pairs / sizeof *pairs; i++) assert_str(str_fold(str_of(pairs[i].from), &arena), pairs[i].to);
    arena_free(&arena);
}

static void folding_twice_is_folding_once(void **state) {
    (void)state;
    for (uint32_t c = 0; c <= 0x2FFFF; c++) {
        if (c >= 0xD800 && c < 0xE000) continue;
        char bytes[4], once[256], twice[256];
        size_t n = str_fold_into((Str){ bytes, utf8_put(c, bytes) }, once, sizeof once);
        assert_true(n != SIZE_MAX);
        size_t again = str_fold_into((Str){ once, n }, twice, sizeof twice);
        if (again != n || memcmp(once, twice, n) != 0) fail_msg("U+%04X folds on", c);
    }
}

static void folding_says_when_it_does_not_fit(void **state) {
    (void)state;
    char out[4];
    assert_int_equal(str_fold_into(S("ABCD"), out, 4), 4);
    assert_int_equal(str_fold_into(S("ABCDE"), out, 4), SIZE_MAX);
    assert_int_equal(str_fold_into(S("ABC\xCE\xA3"), out, 4), SIZE_MAX);
    assert_int_equal(str_fold_into(S(""), out, 0), 0);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_character_comes_back_both_ways), cmocka_unit_test(ill_formed_bytes_are_one_replacement_each),
        cmocka_unit_test(going_back_sees_what_going_on_saw), cmocka_unit_test(repair_keeps_what_is_good), cmocka_unit_test(faults_far_inside_are_found),
        cmocka_unit_test(classes), cmocka_unit_test(folding_takes_away_what_a_look_up_must_not_see), cmocka_unit_test(folding_twice_is_folding_once),
        cmocka_unit_test(folding_says_when_it_does_not_fit),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
