#include "check.h"

static void views_compare_and_search(void **state) {
    (void)state;
    assert_true(str_starts(S("northmarsh"), S("north")));
    assert_false(str_starts(S("nor"), S("north")));
    assert_true(str_ends(S("northmarsh"), S("marsh")));
    assert_true(str_ends(S("marsh"), S("")));
    assert_false(str_ends(S("h"), S("sh")));
    assert_true(str_compare(S("ab"), S("abc")) < 0);
    assert_true(str_compare(S("b"), S("abc")) > 0);
    assert_int_equal(str_compare(S(""), (Str){ 0 }), 0);
    assert_true(str_compare(S("\x80"), S("a")) > 0);                /* bytes, not signed characters */
}

static void parts_are_found(void **state) {
    (void)state;
    Str s = S("aab aabc");
    assert_int_equal(str_find(s, S("aabc"), 0), 4);
    assert_int_equal(str_find(s, S("aab"), 1), 4);
    assert_int_equal(str_find(s, S("c"), 0), 7);
    assert_int_equal(str_find(s, S("d"), 0), SIZE_MAX);
    assert_int_equal(str_find(s, S("aab aabcd"), 0), SIZE_MAX);
    assert_int_equal(str_find(s, S(""), 8), 8);
    assert_int_equal(str_find(s, S("a"), 9), SIZE_MAX);
    assert_int_equal(str_find((Str){ 0 }, S("a"), 0), SIZE_MAX);
}

static void white_space_is_trimmed(void **state) {
    (void)state;
    assert_str(str_trim(S(" \t\r\n a b \v\f")), "a b");
    assert_str(str_trim(S("  \n ")), "");
    assert_str(str_trim((Str){ 0 }), "");
    assert_str(str_trim(S("x")), "x");
}

/* FNV-1a's published values: the pack is read on other machines. */
static void hashes_are_the_same_everywhere(void **state) {
    (void)state;
    assert_true(str_hash(S("")) == 0xcbf29ce484222325u);
    assert_true(str_hash(S("a")) == 0xaf63dc4c8601ec8cu);
    assert_true(str_hash(S("foobar")) == 0x85944171f73967e8u);
}

static void copies_end_with_nul(void **state) {
    (void)state;
    Arena arena = { 0 };
    char text[] = "Osmar";
    Str copy = str_copy((Str){ text, 5 }, &arena);
    text[0] = 'x';
    assert_string_equal(copy.at, "Osmar");
    assert_str(str_join(S("Tal"), S(" "), S("Amal"), &arena), "Tal Amal");
    assert_string_equal(str_join((Str){ 0 }, (Str){ 0 }, (Str){ 0 }, &arena).at, "");
    assert_string_equal(str_format(&arena, "%s:%d", "a", 12).at, "a:12");
    arena_free(&arena);
}

static void text_grows(void **state) {
    (void)state;
    Arena arena = { 0 };
    Text text = { .arena = &arena };
    assert_str(text_str(&text), "");
    for (int i = 0; i < 1000; i++) {
        text_add_format(&text, "%03d", i);
        text_add(&text, S(","));
        text_add_char(&text, ' ');
        if (i % 7 == 0) arena_alloc(&arena, 1);
    }
    assert_int_equal(text.len, 5000);
    for (int i = 0; i < 1000; i++) assert_str(str_cut(text_str(&text), (size_t)i * 5, (size_t)i * 5 + 5), str_format(&arena, "%03d, ", i).at);
    arena_free(&arena);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(views_compare_and_search), cmocka_unit_test(parts_are_found), cmocka_unit_test(white_space_is_trimmed),
        cmocka_unit_test(hashes_are_the_same_everywhere), cmocka_unit_test(copies_end_with_nul), cmocka_unit_test(text_grows),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
