#include "check.h"

#include <stdlib.h>
#include "base/date.h"
#include "base/zone.h"

static const Pack *pack;

static int open_pack(void **state) {
    (void)state;
    CasusError err = { 0 };
    pack = pack_open(getenv("CASUS_PACK"), &err);
    return pack ? 0 : 1;
}

static int close_pack(void **state) {
    (void)state;
    pack_close(pack);
    return 0;
}

static CasusPlace in_country(const char *country) {
    CasusPlace place = { .has_point = false };
    for (size_t k = 0; k < 2 && country[k]; k++) place.country[k] = country[k];
    return place;
}

static CasusPlace at_point(const char *country, double lat, double lon) {
    CasusPlace place = in_country(country);
    place.lat = lat, place.lon = lon, place.has_point = true;
    return place;
}

static int32_t ahead(CasusPlace place, int year, int month, int day, int hour) {
    Zone zone;
    return zone_of_place(pack, &place, day_of_date(year, month, day), hour * 60, &zone) ? zone.minutes : CASUS_UNKNOWN;
}

static void the_clocks_of_a_country_change(void **state) {
    (void)state;
    assert_int_equal(ahead(in_country("SY"), 2020, 2, 27, 22), 120);
    assert_int_equal(ahead(in_country("SY"), 2020, 7, 1, 12), 180);
    assert_int_equal(ahead(in_country("SY"), 2023, 1, 15, 12), 180);           /* no more winter time since 2022 */
    assert_int_equal(ahead(in_country("YE"), 1990, 1, 1, 0), 180);
    assert_int_equal(ahead(in_country("NP"), 2031, 5, 5, 5), 345);
    assert_int_equal(ahead(in_country("DE"), 2037, 12, 31, 23), 60);
}

static void changes_take_place_to_the_minute(void **state) {
    (void)state;
    Zone zone;
    CasusPlace place = in_country("DE");
    assert_true(zone_of_place(pack, &place, day_of_date(2024, 3, 31), 119, &zone));     /* 01:59 */
    assert_int_equal(zone.minutes, 60);
    assert_true(zone_of_place(pack, &place, day_of_date(2024, 3, 31), 180, &zone));     /* 03:00 */
    assert_int_equal(zone.minutes, 120);
    assert_str(zone.name, "Europe/Berlin");
}

static void several_zones_need_a_point_near_one(void **state) {
    (void)state;
    assert_int_equal(ahead(in_country("US"), 2024, 1, 5, 12), CASUS_UNKNOWN);
    assert_int_equal(ahead(at_point("US", 40.7, -74), 2024, 1, 5, 12), -300);
    assert_int_equal(ahead(at_point("RU", 43.1, 131.9), 2024, 1, 5, 12), 600);
    assert_int_equal(ahead(in_country("PS"), 2020, 1, 5, 12), 120);            /* two zones, one time */
}

static void unknown_countries_have_none(void **state) {
    (void)state;
    assert_int_equal(ahead(in_country(""), 2024, 1, 5, 12), CASUS_UNKNOWN);
    assert_int_equal(ahead(in_country("ZZ"), 2024, 1, 5, 12), CASUS_UNKNOWN);
    Zone zone;
    CasusPlace place = in_country("SY");
    assert_false(zone_of_place(pack, &place, CASUS_NO_DAY, 0, &zone));
    assert_false(zone_of_place(pack, &place, 0, CASUS_UNKNOWN, &zone));
}

static void minutes_beyond_the_day_are_of_another(void **state) {
    (void)state;
    Budget budget = { .limit = 1 << 16 };
    Arena arena = { .budget = &budget };
    if (setjmp(budget.stop)) fail_msg("no memory");
    assert_str(zone_time(day_of_date(2020, 2, 28), 1500, &arena), "2020-02-29T01:00");
    assert_str(zone_time(day_of_date(2020, 3, 1), -60, &arena), "2020-02-29T23:00");
    assert_str(zone_time(0, -1, &arena), "1969-12-31T23:59");
    arena_free(&arena);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_clocks_of_a_country_change), cmocka_unit_test(changes_take_place_to_the_minute),
        cmocka_unit_test(several_zones_need_a_point_near_one), cmocka_unit_test(unknown_countries_have_none),
        cmocka_unit_test(minutes_beyond_the_day_are_of_another),
    };
    return cmocka_run_group_tests(tests, open_pack, close_pack);
}
