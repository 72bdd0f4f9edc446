/* Days of the Gregorian calendar counted from 1970-01-01, and ISO 8601 dates. No clock, no time zone, no locale. */
#ifndef CASUS_BASE_DATE_H
#define CASUS_BASE_DATE_H
#include "str.h"

typedef struct { int year, month, day; } Date;              /* month 1-12, day 1-31; 0 where not known (year only, month only) */
/* Source: Howard Hinnant, "chrono-Compatible Low-Level Date Algorithms". */
int32_t day_of_date(int year, int month, int day);
Date date_of_day(int32_t day);
int weekday_of_day(int32_t day);                            /* 0 Monday .. 6 Sunday */
int days_in_month(int year, int month);
/* The day of a date of the civil (tabular) Islamic calendar; months follow the moon as it is seen, so that the day in use may be one before or after.
 * Source: Edward M. Reingold, Nachum Dershowitz, "Calendrical Calculations", the arithmetic Islamic calendar. */
int32_t day_of_hijri(int year, int month, int day);
/* The day of a date of the Solar Hijri calendar of Iran and Afghanistan, right from 1244 to 1531. Leap years: the cycle of 33 years. */
int32_t day_of_solar_hijri(int year, int month, int day);
int days_in_solar_month(int year, int month);
/* "2020", "2020-02", "2020-02-28", "2020-02-28T17:40:00Z", "20200228"; false when it is none or no such day. *minute (may be
 * NULL) is the minute of the day or CASUS_UNKNOWN. A zone is left unapplied. */
bool date_parse(Str s, Date *date, int32_t *minute);
Str date_format(Date date, Arena *arena);                   /* YYYY, YYYY-MM or YYYY-MM-DD by what is known */
Str day_format(int32_t day, Arena *arena);                  /* YYYY-MM-DD; empty for CASUS_NO_DAY */
#endif
