/* Dates of the calendars that count from the Hijra: "12 Rajab 1446", "22 Dey 1402", "Rajab 12, 1446 AH". Their months are names of people too: only
 * a day before or behind and a year of theirs behind tell them. */
#include "mention/when.h"
#include <stdio.h>

enum { FIRST_HIJRI_YEAR = 1300, LAST_HIJRI_YEAR = 1500, MOST_NAME_TOKENS = 6, LONGEST_MONTH = 40 };

typedef struct { int32_t era, month; CasusId last; } Month;

static const PackRow *row_of(const Reading *r, Str name) {
    char key[LONGEST_MONTH + 12];
    const PackEntry *entries;
    if (name.len > LONGEST_MONTH) return NULL;
    int len = snprintf(key, sizeof key, "calendar %.*s", (int)name.len, name.at);
    size_t n = pack_find(r->pack, (Str){ key, (size_t)len }, &entries);
    for (size_t i = 0; i < n; i++)
        if (entries[i].table == TABLE_CALENDAR) return pack_row(r->pack, entries[i].row);
    return NULL;
}

/* The longest name of a month, or word behind a year, that begins at t. */
static bool name_at(const Calendar *c, CasusId t, bool is_month, Month *month) {
    if (t > c->s->last) return false;
    CasusId last = t + MOST_NAME_TOKENS < c->s->last ? t + MOST_NAME_TOKENS : c->s->last;
    for (; last >= t; last--) {
        const PackRow *row = row_of(c->r, span_text(c->r, tokens_span(c->r, t, last)));
        if (!row || (row->cell[CALENDAR_MONTH] > 0) != is_month) continue;
        *month = (Month){ row->cell[CALENDAR_ERA], row->cell[CALENDAR_MONTH], last };
        return true;
    }
    return false;
}

static bool year_at(const Calendar *c, CasusId t, int *year) {
    Numeral n;
    if (t > c->s->last || !numeral_at(c->r, t, c->s->last, &n) || n.last != t || n.n_digits != 4) return false;
    *year = (int)n.low;
    return n.low >= FIRST_HIJRI_YEAR && n.low <= LAST_HIJRI_YEAR;
}

static CasusId over_joint(const Calendar *c, CasusId t) {
    bool joint = t <= c->s->last && (str_eq(token_text(c->r, t), S(",")) || is_function_at(c, t, FUNCTION_PREPOSITION));
    return joint ? t + 1 : t;
}

/* "12 Rajab", "12 of Rajab", "Rajab 12": the token behind it; 0 when there is none. */
static CasusId day_and_month_at(const Calendar *c, CasusId t, int *day, Month *month) {
    if (day_number_at(c, t, day) && name_at(c, over_joint(c, t + 1), true, month)) return month->last + 1;
    if (name_at(c, t, true, month) && day_number_at(c, month->last + 1, day)) return month->last + 2;
    return 0;
}

bool hijri_at(const Calendar *c, CasusId t, When *w) {
    int day, year;
    Month month, word;
    CasusId next = day_and_month_at(c, t, &day, &month);
    if (!next) return false;
    next = over_joint(c, next);
    if (!year_at(c, next, &year)) return false;
    CasusId last = name_at(c, next + 1, false, &word) ? word.last : next;
    *w = when_new(t, last);
    if (month.era == ERA_SOLAR) {
        if (day > days_in_solar_month(year, month.month)) return false;
        set_day(w, day_of_solar_hijri(year, month.month, day));
        return true;
    }
    if (day > 30) return false;
    set_day(w, day_of_hijri(year, month.month, day));
    w->value = day_format(w->from_day, c->r->keep);
    w->from_day--, w->to_day++;                             /* the moon may be seen a day before or after */
    return true;
}
