/* Keys of names, and a gazetteer made, written, opened and asked. */
#include "check.h"

#include <stdio.h>
#include <unistd.h>

#include "base/gazetteer_build.h"

static Str key(const char *name, char room[GAZETTEER_LONGEST_KEY]) { return (Str){ room, gazetteer_key(str_of(name), room) }; }

static bool same_key(const char *a, const char *b) {
    char x[GAZETTEER_LONGEST_KEY], y[GAZETTEER_LONGEST_KEY];
    return str_eq(key(a, x), key(b, y));
}

static bool same_loose(const char *a, const char *b) {
    char x[GAZETTEER_LONGEST_KEY], y[GAZETTEER_LONGEST_KEY], p[GAZETTEER_LONGEST_KEY], q[GAZETTEER_LONGEST_KEY];
    size_t n = gazetteer_loose_key(key(a, x), p), m = gazetteer_loose_key(key(b, y), q);
    return n && n == m && memcmp(p, q, n) == 0;
}

static void keys(void **state) {
    (void)state;
    assert_true(same_key("Deir ez-Osmar", "deir  EZ Osmar"));
    assert_true(same_key("Ma\xE2\x80\x99" "ara", "Maara"));
    assert_false(same_key("Osmar", "Osmara"));
    char room[GAZETTEER_LONGEST_KEY], text[1000];
    memset(text, 'a', sizeof text);
    assert_int_equal(gazetteer_key((Str){ text, sizeof text }, room), 0);
    assert_int_equal(gazetteer_key(S(" -- "), room), 0);
}

static void loose_keys(void **state) {
    (void)state;
    assert_true(same_loose("Al-Kesta", "Qusta"));
    assert_true(same_loose("Khan Marrun", "Han Maroon"));
    assert_true(same_loose("ash-Shamra", "Al Shamrah"));
    assert_false(same_loose("Osmar", "Osmal"));
    assert_false(same_loose("Amu", "Amy"));                     /* too little left */
    assert_int_equal(gazetteer_distance(S("al kesta"), S("qusta")), 2);
}

static const char dump[] =
    "1\tNorth Marsh\t\t\t10\t20\tA\tADM1\tAA\t\t01\t\t\t\t0\t\t\t\t\n"
    "2\tTal Amal\t\tTel Amal,\xD8\xAA\xD9\x84\t10.5\t20.25\tP\tPPL\tAA\t\t01\t\t\t\t900\t\t\t\t\n"
    "3\tTal Amal\t\t\t-10.5\t-20.25\tP\tPPLA\tBB\t\t02\t\t\t\t9000\t\t\t\t\n"
    "4\tlost\n";

static void made_and_asked(void **state) {
    (void)state;
    char path[] = "/tmp/casus-gazetteer-XXXXXX";
    int fd = mkstemp(path);
    FILE *file = fdopen(fd, "wb");
    GazetteerBuilder *b = gazetteer_builder_new();
    GazetteerCount count = { 0 };
    CasusError err = { 0 };
    gazetteer_set_disputed(b, S("# head\nMarsh\tMarsh / Reed (AA, BB: disputed)\tAA.01\t-\n"));
    assert_true(gazetteer_import(b, str_of(dump), "dump", NULL, NULL, NULL, &count, &err));
    assert_int_equal(count.rows, 3);
    assert_int_equal(count.skipped, 1);
    assert_true(gazetteer_write(b, file, path, &err));
    fclose(file);
    gazetteer_builder_free(b);
    const Gazetteer *g = gazetteer_open(path, &err);
    (void)remove(path);
    assert_non_null(g);
    size_t n;
    GazetteerPlace place, area;
    const uint32_t *found = gazetteer_find(g, S("tal amal"), &n);
    assert_int_equal(n, 2);
    assert_true(gazetteer_place(g, found[0], &place));
    assert_int_equal(place.id, 3);                              /* most people first */
    assert_true(place.lat == -10.5 && place.lon == -20.25 && place.kind == PLACE_IS_SEAT && place.disputed.len == 0);
    found = gazetteer_find(g, S("tel amal"), &n);
    assert_int_equal(n, 1);
    assert_true(gazetteer_place(g, found[0], &place) && gazetteer_place(g, place.province, &area));
    assert_true(str_eq(area.name, S("North Marsh")) && str_eq(place.disputed, S("Marsh / Reed (AA, BB: disputed)")));
    assert_null(gazetteer_find(g, S("tal"), &n));
    LooseFind loose[4];
    assert_int_equal(gazetteer_find_loose(g, S("tall aamaal"), loose, 4), 2);
    assert_false(gazetteer_place(g, 0, &place) || gazetteer_place(g, 99, &place));
    gazetteer_close(g);
}

int main(void) {
    const struct CMUnitTest tests[] = { cmocka_unit_test(keys), cmocka_unit_test(loose_keys), cmocka_unit_test(made_and_asked) };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
