/* Days, weeks, months and years as values of a time. */
#include "mention/when.h"

/* A report may be dated a little before the day it speaks of: time zones, planned meetings. */
enum { DAYS_AHEAD = 7 };

bool time_word_at(const Calendar *c, CasusId t, TimeWord *word) {
    const CasusMark *m = t <= c->s->last ? mark_at(c->r, t, CASUS_MARK_TIME) : NULL;
    if (!m || !m->row) return false;
    const PackRow *row = mark_row(c->r, m);
    *word = (TimeWord){ row->cell[TIME_KIND], row->cell[TIME_VALUE], row->cell[TIME_UNTIL], m->last, m->form & CASUS_WORD_PLURAL };
    return true;
}

bool is_function_at(const Calendar *c, CasusId t, int32_t kind) {
    return t >= c->s->first && t <= c->s->last && kind_at(c->r, t, CASUS_MARK_FUNCTION) == kind;
}

When when_new(CasusId first, CasusId last) {
    return (When){ .first = first, .last = last, .type = CASUS_TIME_DATE, .grain = GRAIN_VAGUE, .from_day = CASUS_NO_DAY, .to_day = CASUS_NO_DAY,
                   .from_minute = CASUS_UNKNOWN, .to_minute = CASUS_UNKNOWN, .ahead = CASUS_UNKNOWN };
}

void set_day(When *w, int32_t day) {
    w->grain = GRAIN_DAY;
    w->from_day = w->to_day = day;
}

static void set_week(const Calendar *c, When *w, int32_t day) {
    int32_t monday = day - weekday_of_day(day), thursday = monday + 3;
    int year = date_of_day(thursday).year;              /* the year a week belongs to is that of its Thursday (ISO 8601) */
    int week = (thursday - day_of_date(year, 1, 1)) / 7 + 1;
    w->grain = GRAIN_WEEK;
    w->from_day = monday;
    w->to_day = monday + 6;
    w->value = str_format(c->r->keep, "%04d-W%02d", year, week);
}

/* Saturday and Sunday of the day's week. */
static void set_weekend(const Calendar *c, When *w, int32_t day) {
    set_week(c, w, day);
    w->from_day = w->to_day - 1;
    w->value = str_format(c->r->keep, "%.*s-WE", (int)w->value.len, w->value.at);
}

void set_month(const Calendar *c, When *w, int year, int month) {
    w->grain = GRAIN_MONTH;
    w->from_day = day_of_date(year, month, 1);
    w->to_day = day_of_date(year, month, days_in_month(year, month));
    w->value = str_format(c->r->keep, "%04d-%02d", year, month);
}

void set_year(const Calendar *c, When *w, int year) {
    w->grain = GRAIN_YEAR;
    w->from_day = day_of_date(year, 1, 1);
    w->to_day = day_of_date(year, 12, 31);
    w->value = str_format(c->r->keep, "%04d", year);
}

void set_season(const Calendar *c, When *w, int year, int month) {
    static const char code[4][3] = { "WI", "SP", "SU", "FA" };
    int end_month = (month + 1) % 12 + 1, end_year = month + 2 > 12 ? year + 1 : year;
    w->grain = GRAIN_SEASON;
    w->from_day = day_of_date(year, month, 1);
    w->to_day = day_of_date(end_year, end_month, days_in_month(end_year, end_month));
    w->value = str_format(c->r->keep, "%04d-%s", year, code[month % 12 / 3]);
}

void set_quarter(const Calendar *c, When *w, int32_t quarter) {
    int year = quarter / 4, end_month = quarter % 4 * 3 + 3;
    w->grain = GRAIN_QUARTER;
    w->from_day = day_of_date(year, end_month - 2, 1);
    w->to_day = day_of_date(year, end_month, days_in_month(year, end_month));
    w->value = str_format(c->r->keep, "%04d-Q%d", year, quarter % 4 + 1);
}

static void set_step_of_months(const Calendar *c, When *w, int32_t day, int64_t months) {
    Date date = date_of_day(day);
    int64_t index = (int64_t)date.year * 12 + date.month - 1 + months;
    if (index < 12 || index > 9999 * 12) return;
    set_month(c, w, (int)(index / 12), (int)(index % 12) + 1);
}

void set_step(const Calendar *c, When *w, int32_t day, int32_t unit_minutes, int64_t steps) {
    enum { FARTHEST_STEP = 100000 };
    if (day == CASUS_NO_DAY || steps > FARTHEST_STEP || steps < -FARTHEST_STEP) return;
    if (unit_minutes >= MINUTES_OF_YEAR) {
        int64_t year = date_of_day(day).year + steps * (unit_minutes / MINUTES_OF_YEAR);
        if (year > 0 && year < 10000) set_year(c, w, (int)year);
        return;
    }
    if (unit_minutes >= MINUTES_OF_MONTH) { set_step_of_months(c, w, day, steps * (unit_minutes / MINUTES_OF_MONTH)); return; }
    if (unit_minutes == MINUTES_OF_WEEKEND) { set_weekend(c, w, day + (int32_t)(7 * steps)); return; }
    int32_t moved = day + (int32_t)(steps * unit_minutes / MINUTES_OF_DAY);
    if (unit_minutes == MINUTES_OF_WEEK) set_week(c, w, moved);
    else set_day(w, moved);
}

void set_weekday(const Calendar *c, When *w, int weekday, int direction) {
    if (c->published == CASUS_NO_DAY) return;
    int32_t back = (weekday_of_day(c->published) - weekday + 7) % 7;
    if (direction < 0 && back == 0) back = 7;
    if (direction > 0) set_day(w, c->published + 7 - back);
    else if (direction == 0 && is_ahead(c, w->first)) set_day(w, c->published + (7 - back) % 7);      /* "will meet Friday" */
    else set_day(w, c->published - back);
}

void set_weekday_back(const Calendar *c, When *w, int weekday) {
    if (c->published != CASUS_NO_DAY) set_day(w, c->published - (weekday_of_day(c->published) - weekday + 7) % 7);
}

void set_bare_month(const Calendar *c, When *w, int month, int direction) {
    if (c->published == CASUS_NO_DAY) return;
    Date now = date_of_day(c->published);
    Date soon = date_of_day(c->published + DAYS_AHEAD);
    int year = now.year;
    if (direction > 0) year += month <= now.month;
    else if (direction == 0 && is_ahead(c, w->first)) year += month < now.month;
    else if (soon.year > now.year) year += month <= soon.month;
    else year -= month > soon.month || (direction < 0 && month == now.month);
    set_month(c, w, year, month);
}
