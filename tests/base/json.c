#include "check.h"

#include <math.h>

#include "base/json.h"

static JsonValue value_of(const char *text) {
    JsonReader r = json_read(str_of(text));
    return json_value(&r);
}

static void good_values_are_taken_whole(void **state) {
    (void)state;
    static const struct { const char *text; JsonKind kind; } good[] = {
        { "null", JSON_NULL }, { " true ", JSON_TRUE }, { "false", JSON_FALSE }, { "0", JSON_NUMBER }, { "-0.5e+10", JSON_NUMBER }, { "\"\"", JSON_STRING },
        { "\"a\\\"\\\\\\u00e9\"", JSON_STRING }, { "{}", JSON_OBJECT }, { "[ ]", JSON_ARRAY }, { "[1, [2, {\"a\": [] , \"b\":{}}], \"]\"]", JSON_ARRAY },
        { "{ \"a\" : 1 , \"b\" : [ ] }", JSON_OBJECT }, { "\t\r\n1", JSON_NUMBER },
    };
    Arena arena = { 0 };
    for (size_t i = 0; i < sizeof good / sizeof *good; i++) {
        JsonReader r = json_read(str_of(good[i].text));
        JsonValue value = json_value(&r);
        if (value.kind != good[i].kind) fail_msg("%s is of kind %d: %s", good[i].text, value.kind, r.wrong ? r.wrong : "");
        assert_str(value.raw, str_copy(str_trim(str_of(good[i].text)), &arena).at);
        assert_int_equal(json_value(&r).kind, JSON_END);
    }
    arena_free(&arena);
}

static void bad_values_are_refused_with_place_and_reason(void **state) {
    (void)state;
    static const char *const bad[] = { "nul", "tru", "+1", "01", "1.", ".5", "1e", "-", "\"", "\"\\x\"", "\"\\u12g4\"", "\"\\u12", "\"\n\"", "{", "[", "[1", "[1,", "[1,]", "{\"a\"}",
        "{\"a\":}", "{\"a\":1,}", "{a:1}", "{1:1}", "[1 2]", "{\"a\":1 \"b\":2}", "[}", "{]", "]", ",", "'a'", "NaN", "[1}", "{\"a\":1]", "\"\\", "\x01" };
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
        JsonReader r = json_read(str_of(bad[i]));
        if (json_value(&r).kind != JSON_BAD) fail_msg("taken: %s", bad[i]);
        assert_non_null(r.wrong);
        assert_in_range(r.wrong_at, 0, strlen(bad[i]));
    }
    assert_int_equal(value_of("  ").kind, JSON_END);
    JsonReader r = json_read(S("{\"text\": tru}"));
    assert_int_equal(json_value(&r).kind, JSON_BAD);
    assert_int_equal(r.wrong_at, 9);
}

static void nesting_has_an_end(void **state) {
    (void)state;
    for (int deep = 199; deep <= 5000; deep += deep < 202 ? 1 : 1000) {
        char text[10001];
        memset(text, '[', (size_t)deep);
        memset(text + deep, ']', (size_t)deep);
        text[2 * deep] = 0;
        assert_int_equal(value_of(text).kind, deep <= 200 ? JSON_ARRAY : JSON_BAD);
    }
}

static void every_cut_of_a_value_is_refused(void **state) {
    (void)state;
    static const char text[] = "{\"a\":[1,-2.5e3,{\"b\":\"\\ud83d\\ude00 x\"}],\"c\":null,\"d\":true}";
    for (size_t n = 1; n < sizeof text - 1; n++) {
        char *cut = malloc(n);                      /* so that reading past the end is seen */
        assert_non_null(cut);
        memcpy(cut, text, n);
        JsonReader r = json_read((Str){ cut, n });
        assert_int_equal(json_value(&r).kind, JSON_BAD);
        free(cut);
    }
    assert_int_equal(value_of(text).kind, JSON_OBJECT);
}

static void objects_and_arrays_are_walked(void **state) {
    (void)state;
    Arena arena = { 0 };
    JsonValue object = value_of(" { \"a\" : 1 , \"b, ]\":[ 2,\"x]\" , [3],{\"k\" : 4}] ,\"c\":{ \"a\" : \"inner\" }, \"d\":\"\", \"a\":9 } ");
    static const char *const keys[] = { "\"a\"", "\"b, ]\"", "\"c\"", "\"d\"", "\"a\"" };
    Str key;
    JsonValue value;
    size_t n = 0;
    for (size_t at = 0; json_member(object, &at, &key, &value); n++) assert_str(key, keys[n]);
    assert_int_equal(n, 5);
    JsonValue array = json_get(object, "b, ]");
    static const char *const items[] = { "2", "\"x]\"", "[3]", "{\"k\" : 4}" };
    n = 0;
    for (size_t at = 0; json_item(array, &at, &value); n++) assert_str(value.raw, items[n]);
    assert_int_equal(n, 4);
    assert_str(json_string(json_get(json_get(object, "c"), "a"), &arena, NULL), "inner");
    assert_str(json_get(object, "a").raw, "1");
    assert_int_equal(json_get(object, "inner").kind, JSON_END);
    assert_int_equal(json_get(array, "a").kind, JSON_END);
    size_t at = 0;
    assert_false(json_item(value_of("[ ]"), &at, &value));
    assert_false(json_item((JsonValue){ 0 }, &at, &value));
    arena_free(&arena);
}

static void strings_lose_their_escapes(void **state) {
    (void)state;
    Arena arena = { 0 };
    size_t lone = 9;
    assert_str(json_string(value_of("\"Tal Amal\""), &arena, &lone), "Tal Amal");
    assert_str(json_string(value_of("\"\\\"\\\\\\/\\b\\f\\n\\r\\t\""), &arena, &lone), "\"\\/\b\f\n\r\t");
    assert_str(json_string(value_of("\"\\u00E9\\u20ac\\ud83d\\ude00\""), &arena, &lone), "é€😀");
    assert_int_equal(lone, 0);
    assert_str(json_string(value_of("\"\\ud83dx\\ude00\\ud83d\\u0041\\ud83d\""), &arena, &lone), "\xEF\xBF\xBDx\xEF\xBF\xBD\xEF\xBF\xBD" "A\xEF\xBF\xBD");
    assert_int_equal(lone, 4);
    assert_int_equal(json_string(value_of("\"a\\u0000b\""), &arena, &lone).len, 3);
    assert_str(json_string(value_of("12"), &arena, NULL), "");
    arena_free(&arena);
}

static void numbers_are_exact_or_refused(void **state) {
    (void)state;
    int64_t n = 7;
    assert_true(json_int(value_of("9223372036854775807"), &n) && n == INT64_MAX);
    assert_true(json_int(value_of("-12"), &n) && n == -12);
    assert_true(json_int(value_of("1.5e3"), &n) && n == 1500);
    assert_true(json_int(value_of("12.000"), &n) && n == 12);
    assert_true(json_int(value_of("-0"), &n) && n == 0);
    assert_false(json_int(value_of("9223372036854775808"), &n) || json_int(value_of("1.5"), &n) || json_int(value_of("1e30"), &n) || json_int(value_of("\"1\""), &n)
        || json_int(value_of("1e-3"), &n) || json_int(value_of("99999999999999999999999"), &n) || json_int(value_of("null"), &n));
    static const char *const reals[] = { "0", "-1.5", "36.63", "35.9", "1e22", "123456789012345678", "0.1", "2.2250738585072014e-308", "1.7976931348623157e308", "3.141592653589793", "1e-400", "5e-324" };
    for (size_t i = 0; i < sizeof reals / sizeof *reals; i++) {
        double x;
        assert_true(json_double(value_of(reals[i]), &x));
        if (x != strtod(reals[i], NULL)) fail_msg("%s is read as %.17g", reals[i], x);
    }
    double x;
    assert_false(json_double(value_of("1e999"), &x) || json_double(value_of("true"), &x));
}

/* ---- writing ---- */

typedef struct { char text[65536]; size_t len, room; } Caught;

static bool catch(void *to, const char *bytes, size_t n) {
    Caught *caught = to;
    if (n > caught->room - caught->len) return false;
    memcpy(caught->text + caught->len, bytes, n);
    caught->len += n;
    return true;
}

static void what_is_written_is_json(void **state) {
    (void)state;
    Caught out = { .room = sizeof out.text };
    JsonWriter w;
    json_start(&w, catch, &out);
    json_open(&w, '{');
    json_key(&w, "a"), json_number(&w, INT64_MIN);
    json_key(&w, "b"), json_open(&w, '[');
    json_open(&w, '['), json_close(&w, ']');
    json_open(&w, '{'), json_close(&w, '}');
    json_bool(&w, true), json_bool(&w, false), json_null(&w), json_number_or_null(&w, CASUS_UNKNOWN), json_number_or_null(&w, 0);
    json_close(&w, ']');
    json_key(&w, "c"), json_str(&w, S("a\"\\\n\x01\x7F é \xFF\xE2\x82"));
    json_key(&w, "d"), json_str_or_null(&w, S(""));
    json_key(&w, "e"), json_raw(&w, S("[1]"));
    json_close(&w, '}');
    json_newline(&w);
    json_open(&w, '['), json_number(&w, 1), json_number(&w, -1), json_close(&w, ']');
    json_newline(&w);
    assert_true(json_finish(&w));
    assert_str(((Str){ out.text, out.len }),
        "{\"a\":-9223372036854775808,\"b\":[[],{},true,false,null,null,0],\"c\":\"a\\\"\\\\\\n\\u0001\x7F é \xEF\xBF\xBD\xEF\xBF\xBD\xEF\xBF\xBD\",\"d\":null,\"e\":[1]}\n[1,-1]\n");
}

static void reals_are_short_and_have_a_point(void **state) {
    (void)state;
    static const struct { double x; int decimals; const char *text; } pairs[] = {
        { 35.93, 5, "35.93" }, { -36.625, 5, "-36.625" }, { 0, 5, "0" }, { -0.0, 5, "0" }, { 2, 5, "2" }, { 0.000001, 5, "0" }, { -0.000001, 5, "0" }, { 0.05, 2, "0.05" },
        { -0.5, 1, "-0.5" }, { 1.005, 1, "1" }, { 99.999, 2, "100" }, { 7.5, 0, "8" }, { NAN, 2, "null" }, { INFINITY, 2, "null" }, { 1e300, 2, "null" },
    };
    for (size_t i = 0; i < sizeof pairs / sizeof *pairs; i++) {
        Caught out = { .room = sizeof out.text };
        JsonWriter w;
        json_start(&w, catch, &out);
        json_real(&w, pairs[i].x, pairs[i].decimals);
        assert_true(json_finish(&w));
        assert_str(((Str){ out.text, out.len }), pairs[i].text);
    }
}

static void a_full_sink_is_told_once_and_at_the_end(void **state) {
    (void)state;
    static char big[40000];
    memset(big, 'x', sizeof big);
    Caught out = { .room = 20000 };
    JsonWriter w;
    json_start(&w, catch, &out);
    json_open(&w, '[');
    for (int i = 0; i < 10; i++) json_str(&w, (Str){ big, i < 3 ? 100 : sizeof big });
    json_close(&w, ']');
    assert_false(json_finish(&w));
    assert_true(out.len <= out.room);
}

static void what_is_written_reads_back(void **state) {
    (void)state;
    static Caught out;
    out = (Caught){ .room = sizeof out.text };
    char text[256];
    for (int i = 0; i < 256; i++) text[i] = (char)(i < 128 ? i : 'a');
    JsonWriter w;
    json_start(&w, catch, &out);
    json_open(&w, '[');
    for (int i = 0; i < 100; i++) json_str(&w, (Str){ text, sizeof text });     /* crosses the buffer many times */
    json_close(&w, ']');
    assert_true(json_finish(&w));
    Arena arena = { 0 };
    JsonReader r = json_read((Str){ out.text, out.len });
    JsonValue array = json_value(&r), item;
    size_t n = 0;
    for (size_t at = 0; json_item(array, &at, &item); n++) assert_true(str_eq(json_string(item, &arena, NULL), (Str){ text, sizeof text }));
    assert_int_equal(n, 100);
    arena_free(&arena);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(good_values_are_taken_whole), cmocka_unit_test(bad_values_are_refused_with_place_and_reason), cmocka_unit_test(nesting_has_an_end),
        cmocka_unit_test(every_cut_of_a_value_is_refused), cmocka_unit_test(objects_and_arrays_are_walked), cmocka_unit_test(strings_lose_their_escapes),
        cmocka_unit_test(numbers_are_exact_or_refused), cmocka_unit_test(what_is_written_is_json), cmocka_unit_test(reals_are_short_and_have_a_point),
        cmocka_unit_test(a_full_sink_is_told_once_and_at_the_end), cmocka_unit_test(what_is_written_reads_back),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
