#include "check.h"

#include "base/date.h"

static void every_day_of_four_thousand_years_comes_back(void **state) {
    (void)state;
    int32_t day = day_of_date(-1000, 1, 1);
    for (int year = -1000; year < 3000; year++)
        for (int month = 1; month <= 12; month++)
            for (int d = 1; d <= days_in_month(year, month); d++, day++) {
                Date back = date_of_day(day);
                if (day_of_date(year, month, d) != day || back.year != year || back.month != month || back.day != d)
                    fail_msg("%d-%d-%d is day %d and comes back as %d-%d-%d", year, month, d, day, back.year, back.month, back.day);
            }
}

static void known_days_have_their_numbers(void **state) {
    (void)state;
    assert_int_equal(day_of_date(1970, 1, 1), 0);
    assert_int_equal(day_of_date(2000, 3, 1), 11017);
    assert_int_equal(day_of_date(1969, 12, 31), -1);
    assert_int_equal(weekday_of_day(0), 3);                             /* a Thursday */
    assert_int_equal(weekday_of_day(day_of_date(2024, 2, 29)), 3);
    assert_int_equal(weekday_of_day(day_of_date(1945, 5, 8)), 1);
    assert_int_equal(days_in_month(1900, 2), 28);
    assert_int_equal(days_in_month(2000, 2), 29);
}

static void other_calendars_have_their_days(void **state) {
    (void)state;
    assert_int_equal(day_of_solar_hijri(1399, 1, 1), day_of_date(2020, 3, 20));
    assert_int_equal(day_of_solar_hijri(1400, 1, 1), day_of_date(2021, 3, 21));
    assert_int_equal(day_of_solar_hijri(1402, 10, 22), day_of_date(2024, 1, 12));
    assert_int_equal(day_of_solar_hijri(1403, 12, 30), day_of_date(2025, 3, 20));
    assert_int_equal(day_of_solar_hijri(1357, 11, 22), day_of_date(1979, 2, 11));
    assert_int_equal(day_of_solar_hijri(1357, 2, 7), day_of_date(1978, 4, 27));
    assert_int_equal(days_in_solar_month(1403, 12), 30);
    assert_int_equal(days_in_solar_month(1404, 12), 29);
    assert_int_equal(day_of_hijri(1, 1, 1), -492148);
    assert_int_equal(day_of_hijri(1446, 1, 1), day_of_date(2024, 7, 8));
    assert_int_equal(day_of_hijri(1440, 9, 1), day_of_date(2019, 5, 6));
    for (int year = 1300; year < 1500; year++)
        assert_int_equal(day_of_hijri(year + 1, 1, 1) - day_of_hijri(year, 12, 1), (11 * year + 14) % 30 < 11 ? 30 : 29);
}

static void iso_dates_are_read(void **state) {
    (void)state;
    static const struct { const char *text; int year, month, day; int32_t minute; } good[] = {
        { "2031", 2031, 0, 0, -1 }, { "2031-02", 2031, 2, 0, -1 }, { "2031-02-28", 2031, 2, 28, -1 }, { "20310228", 2031, 2, 28, -1 },
        { "2031-02-28T17:40:00Z", 2031, 2, 28, 1060 }, { "2031-02-28 17:40", 2031, 2, 28, 1060 },
        { "2031-02-28T17:40:00.125+03:00", 2031, 2, 28, 1060 }, { "20310228T174000Z", 2031, 2, 28, 1060 }, { "2031-02-28T00:00-0330", 2031, 2, 28, 0 },
        { "2028-02-29", 2028, 2, 29, -1 },
    };
    for (size_t i = 0; i < sizeof good / sizeof *good; i++) {
        Date date;
        int32_t minute = 7;
        if (!date_parse(str_of(good[i].text), &date, &minute)) fail_msg("not read: %s", good[i].text);
        assert_int_equal(date.year, good[i].year);
        assert_int_equal(date.month, good[i].month);
        assert_int_equal(date.day, good[i].day);
        assert_int_equal(minute, good[i].minute);
        assert_true(date_parse(str_of(good[i].text), &date, NULL));
    }
}

static void what_is_no_date_is_refused(void **state) {
    (void)state;
    static const char *const bad[] = { "", "2", "203", "20311", "203102", "2031-2-8", "2031-13", "2031-00", "2031-02-29", "2031-02-30", "2031-04-31", "2031-02-00",
        "2031-02-28T", "2031-02-28T25:00", "2031-02-28T17:60", "2031-02-28T17:40x", "2031-02-28T17:40Zx", "2031-02-28x", "2031-02T10:00", "2031-02-28T17:40+",
        "2031-02-28T17:40+3", "28 February 2031", "-2031", " 2031", "2031 " };
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
        Date date;
        if (date_parse(str_of(bad[i]), &date, NULL)) fail_msg("read as a date: '%s'", bad[i]);
    }
}

static void dates_are_written_as_far_as_known(void **state) {
    (void)state;
    Arena arena = { 0 };
    assert_str(date_format((Date){ 2031, 0, 0 }, &arena), "2031");
    assert_str(date_format((Date){ 2031, 2, 0 }, &arena), "2031-02");
    assert_str(date_format((Date){ 831, 2, 3 }, &arena), "0831-02-03");
    assert_str(day_format(day_of_date(2031, 12, 31), &arena), "2031-12-31");
    assert_str(day_format(CASUS_NO_DAY, &arena), "");
    arena_free(&arena);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_day_of_four_thousand_years_comes_back), cmocka_unit_test(known_days_have_their_numbers),
        cmocka_unit_test(other_calendars_have_their_days), cmocka_unit_test(iso_dates_are_read), cmocka_unit_test(what_is_no_date_is_refused), cmocka_unit_test(dates_are_written_as_far_as_known),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
