#include "base/date.h"

#include "base/utf8.h"

int32_t day_of_date(int year, int month, int day) {
    int64_t y = month <= 2 ? (int64_t)year - 1 : year;      /* years that start in March: the odd day comes last */
    int64_t era = (y >= 0 ? y : y - 399) / 400;
    int64_t year_of_era = y - era * 400;
    int64_t day_of_year = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1;
    int64_t day_of_era = year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year;
    return (int32_t)(era * 146097 + day_of_era - 719468);
}

Date date_of_day(int32_t day) {
    int64_t z = (int64_t)day + 719468;
    int64_t era = (z >= 0 ? z : z - 146096) / 146097;
    int64_t day_of_era = z - era * 146097;
    int64_t year_of_era = (day_of_era - day_of_era / 1460 + day_of_era / 36524 - day_of_era / 146096) / 365;
    int64_t day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    int64_t shifted = (5 * day_of_year + 2) / 153;          /* 0 March .. 11 February */
    int month = (int)(shifted < 10 ? shifted + 3 : shifted - 9);
    return (Date){ (int)(year_of_era + era * 400 + (month <= 2)), month, (int)(day_of_year - (153 * shifted + 2) / 5 + 1) };
}

int weekday_of_day(int32_t day) {
    int64_t from_monday = ((int64_t)day + 3) % 7;           /* 1970-01-01 was a Thursday */
    return (int)(from_monday < 0 ? from_monday + 7 : from_monday);
}

int days_in_month(int year, int month) {
    static const int days[] = { 31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31 };
    bool is_leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
    return month == 2 && is_leap ? 29 : days[month - 1];
}

/* ---- reading ---- */

static char char_at(Str s, size_t at) { return at < s.len ? s.at[at] : 0; }

/* n digits at *at, which moves past them. */
static bool take_digits(Str s, size_t *at, int n, int *out) {
    *out = 0;
    for (int i = 0; i < n; i++, ++*at) {
        char c = char_at(s, *at);
        if (!char_is_digit((unsigned char)c)) return false;
        *out = *out * 10 + (c - '0');
    }
    return true;
}

static bool take_char(Str s, size_t *at, char c) {
    if (char_at(s, *at) != c) return false;
    ++*at;
    return true;
}

/* "+02:00", "+0200", "+02", "Z" or nothing, to the end. */
static bool is_zone(Str s, size_t at) {
    int n;
    if (at == s.len) return true;
    if (take_char(s, &at, 'Z')) return at == s.len;
    if (!take_char(s, &at, '+') && !take_char(s, &at, '-')) return false;
    if (!take_digits(s, &at, 2, &n) || n > 23) return false;
    if (at == s.len) return true;
    take_char(s, &at, ':');
    return take_digits(s, &at, 2, &n) && n < 60 && at == s.len;
}

/* "17:40", "17:40:00", "17:40:00.25" and a zone. */
static bool take_time(Str s, size_t at, int32_t *minute) {
    int hour, minutes, seconds = 0;
    if (!take_digits(s, &at, 2, &hour)) return false;
    bool has_colons = take_char(s, &at, ':');
    if (!take_digits(s, &at, 2, &minutes)) return false;
    bool has_seconds = has_colons ? take_char(s, &at, ':') : char_is_digit((unsigned char)char_at(s, at));
    if (has_seconds && !take_digits(s, &at, 2, &seconds)) return false;
    if (has_seconds && (take_char(s, &at, '.') || take_char(s, &at, ',')))
        while (char_is_digit((unsigned char)char_at(s, at))) at++;
    if (hour > 23 || minutes > 59 || seconds > 60 || !is_zone(s, at)) return false;
    *minute = hour * 60 + minutes;
    return true;
}

static bool is_date(Date d) {
    if (d.month > 12 || d.day < 0) return false;
    return !d.day || (d.month && d.day <= days_in_month(d.year, d.month));
}

/* The date at the start; *at is left behind it. */
static bool take_date(Str s, size_t *at, Date *date) {
    *date = (Date){ 0 };
    if (!take_digits(s, at, 4, &date->year)) return false;
    if (*at == s.len) return true;
    bool has_hyphens = take_char(s, at, '-');
    if (!take_digits(s, at, 2, &date->month) || !date->month) return false;
    if (*at == s.len) return has_hyphens;                   /* "202002" may be anything */
    if (has_hyphens && !take_char(s, at, '-')) return false;
    return take_digits(s, at, 2, &date->day) && date->day && is_date(*date);
}

/* ---- other calendars ------------------------------------------------------------------------------------------------- */

int32_t day_of_hijri(int year, int month, int day) {
    enum { FIRST_DAY = -492148 };           /* 1 Muharram 1: 16 July 622 of the Julian calendar */
    return FIRST_DAY + (year - 1) * 354 + (3 + 11 * year) / 30 + 29 * (month - 1) + month / 2 + day - 1;
}

static bool is_solar_leap(int year) {
    switch (year % 33) {
    case 1: case 5: case 9: case 13: case 17: case 22: case 26: case 30: return true;
    default: return false;
    }
}

int days_in_solar_month(int year, int month) { return month <= 6 ? 31 : month <= 11 || is_solar_leap(year) ? 30 : 29; }

int32_t day_of_solar_hijri(int year, int month, int day) {
    enum { KNOWN_YEAR = 1399, KNOWN_DAY = 18341 };                      /* 1 Farvardin 1399 was 20 March 2020 */
    int32_t first = KNOWN_DAY;
    for (int y = KNOWN_YEAR; y < year; y++) first += 365 + is_solar_leap(y);
    for (int y = KNOWN_YEAR; y > year; y--) first -= 365 + is_solar_leap(y - 1);
    return first + (month <= 7 ? (month - 1) * 31 : 186 + (month - 7) * 30) + day - 1;
}


bool date_parse(Str s, Date *date, int32_t *minute) {
    size_t at = 0;
    int32_t found = CASUS_UNKNOWN;
    if (!take_date(s, &at, date) || !is_date(*date)) return false;
    if (at < s.len) {
        if (!date->day || !(take_char(s, &at, 'T') || take_char(s, &at, ' ')) || !take_time(s, at, &found)) return false;
    }
    if (minute) *minute = found;
    return true;
}

/* ---- writing ---- */

Str date_format(Date date, Arena *arena) {
    if (date.day) return str_format(arena, "%04d-%02d-%02d", date.year, date.month, date.day);
    if (date.month) return str_format(arena, "%04d-%02d", date.year, date.month);
    return str_format(arena, "%04d", date.year);
}

Str day_format(int32_t day, Arena *arena) {
    return day == CASUS_NO_DAY ? (Str){ 0 } : date_format(date_of_day(day), arena);
}
