/* Calendar dates: "12 March 2031", "March 12", "2031-03-12", "Friday, 3 March", "November 2015", "in 2014". */
#include "mention/when.h"

/* FIRST_YEAR: of a year that only a preposition tells from a count. */
enum { FIRST_YEAR = 1000, FIRST_PLAIN_YEAR = 1900, LAST_YEAR = 2100 };
/* A day without a year is a past one, unless it is so near ahead that a past one would have had its year told. */
enum { DAYS_AHEAD = 45 };
/* Nobody tells a day so far ahead without its year: it is the last one. */
enum { FAR_AHEAD = 270 };

/* Also the Arabic one, which stays in dates of pages made from Arabic templates. */
static bool is_comma(const Calendar *c, CasusId t) {
    return t <= c->s->last && (str_eq(token_text(c->r, t), S(",")) || str_eq(token_text(c->r, t), S("\u060c")));
}

/* The number before is one of people or a measure: "over 2000 people". */
static bool is_counted_at(const Calendar *c, CasusId t) {
    if (t > c->s->last) return false;
    return mark_at(c->r, t, CASUS_MARK_PERSON) || mark_at(c->r, t, CASUS_MARK_CASUALTY) || mark_at(c->r, t, CASUS_MARK_UNIT);
}

/* ---- days and years as numbers ----------------------------------------------------------------------------------------- */

/* "3rd": the digits before the ending. */
static int ordinal_digits(Str s) {
    int value = 0;
    size_t at = 0;
    for (; at < s.len && at < 2 && s.at[at] >= '0' && s.at[at] <= '9'; at++) value = value * 10 + (s.at[at] - '0');
    bool has_ending = at && at < s.len && ((s.at[at] >= 'a' && s.at[at] <= 'z') || (s.at[at] >= 'A' && s.at[at] <= 'Z'));
    return has_ending ? value : 0;
}

static int plain_digits(Str s) {
    int value = 0;
    if (s.len > 2) return 0;
    for (size_t at = 0; at < s.len; at++) {
        if (s.at[at] < '0' || s.at[at] > '9') return 0;
        value = value * 10 + (s.at[at] - '0');
    }
    return value;
}

static int ordinal_word(const Calendar *c, CasusId t) {
    const CasusMark *m = mark_at(c->r, t, CASUS_MARK_NUMBER);
    if (!m || !m->row || m->last != t) return 0;
    const PackRow *row = mark_row(c->r, m);
    return row->cell[NUMBER_KIND] == NUMBER_ORDINAL ? row->cell[NUMBER_LOW] : 0;
}

bool day_number_at(const Calendar *c, CasusId t, int *day) {
    if (t > c->s->last) return false;
    *day = plain_digits(token_text(c->r, t));
    if (!*day) *day = ordinal_digits(token_text(c->r, t));
    if (!*day) *day = ordinal_word(c, t);
    return *day >= 1 && *day <= 31;
}

static bool year_number_at(const Calendar *c, CasusId t, int *year) {
    Numeral n;
    if (t > c->s->last || !numeral_at(c->r, t, c->s->last, &n) || n.n_digits != 4 || n.last != t) return false;
    *year = (int)n.low;
    return n.low >= FIRST_YEAR && n.low <= LAST_YEAR;
}

/* "90" of "10 JAN 90", as wires write it. */
static bool short_year_at(const Calendar *c, CasusId t, int *year) {
    if (t > c->s->last || is_counted_at(c, t + 1)) return false;
    Str s = token_text(c->r, t);
    if (s.len != 2 || s.at[0] < '0' || s.at[0] > '9' || s.at[1] < '0' || s.at[1] > '9') return false;
    int now = c->published == CASUS_NO_DAY ? 2040 : date_of_day(c->published).year + 1;
    *year = now / 100 * 100 + (s.at[0] - '0') * 10 + (s.at[1] - '0');
    if (*year > now) *year -= 100;
    return true;
}

int year_after(const Calendar *c, CasusId *last, bool may_be_short) {
    int year;
    CasusId t = *last + 1;
    if (may_be_short && short_year_at(c, t, &year)) { *last = t; return year; }
    if (is_comma(c, t) || is_function_at(c, t, FUNCTION_PREPOSITION)) t++;
    CasusId end = t;
    year = year_in_words_at(c, t, &end);
    if (year) { *last = end; return year; }
    bool counts = t < c->s->last && (mark_at(c->r, t + 1, CASUS_MARK_PERSON) || mark_at(c->r, t + 1, CASUS_MARK_UNIT));
    if (!year_number_at(c, t, &year) || counts) return 0;              /* "in March 2000 people"; but "the March 2000 killing" */
    *last = t;
    return year;
}

/* A year for a day and month that have none; 0 when nothing tells. */
static int year_of(const Calendar *c, const When *w, int month, int day) {
    if (c->published == CASUS_NO_DAY) return 0;
    int now = date_of_day(c->published).year;
    if (is_ahead(c, w->first)) {
        int next = day_of_date(now, month, day) < c->published ? now + 1 : now;
        return day_of_date(next, month, day) > c->published + FAR_AHEAD ? next - 1 : next;
    }
    int year = date_of_day(c->published + DAYS_AHEAD).year;
    return day_of_date(year, month, day) > c->published + DAYS_AHEAD ? year - 1 : year;
}

static bool set_date(const Calendar *c, When *w, int year, int month, int day) {
    if (!year) year = year_of(c, w, month, day);
    if (year && day > days_in_month(year, month)) return false;
    if (year) set_day(w, day_of_date(year, month, day));
    return true;
}

/* ---- months --------------------------------------------------------------------------------------------------------------- */

static bool month_at(const Calendar *c, CasusId t, TimeWord *word) {
    return time_word_at(c, t, word) && word->kind == TIME_MONTH && word->value >= 1 && word->value <= 12;
}

/* The later day of "3-5 March" or "3 and 5 March", whose first is at t; t itself when there is one day only. */
static CasusId second_day_at(const Calendar *c, CasusId t) {
    int day;
    CasusId next = t + 1;
    if (next >= c->s->last) return t;
    int32_t bound = kind_at(c->r, next, CASUS_MARK_BOUND);
    bool joins = is_joint(c->r, next, c->s->last) || bound == BOUND_TO || bound == BOUND_AND;
    return joins && day_number_at(c, next + 1, &day) ? next + 1 : t;
}

static bool add_second_day(const Calendar *c, When *w, int year, int month, int day) {
    if (w->from_day == CASUS_NO_DAY) return true;
    int32_t first = w->from_day;
    if (!set_date(c, w, year ? year : date_of_day(first).year, month, day)) return false;
    if (w->to_day < first) return false;
    w->from_day = first;
    w->value = day_format(first, c->r->keep);
    return true;
}

/* "12 March 2031", "12th of March", "3-5 March" */
static bool day_month_at(const Calendar *c, CasusId t, When *w) {
    int day, last_day;
    TimeWord month;
    if (!day_number_at(c, t, &day)) return false;
    CasusId second = second_day_at(c, t), at = second + 1;
    if (is_joint(c->r, at, c->s->last) || is_function_at(c, at, FUNCTION_PREPOSITION)) at++;
    if (!month_at(c, at, &month)) return false;
    *w = when_new(t, month.last);
    if (is_joint(c->r, w->last + 1, c->s->last)) w->last++;             /* "12-Mar-2031" */
    CasusId before_year = w->last;
    int year = year_after(c, &w->last, c->r->tokens.at[month.last].shape & CASUS_SHAPE_UPPER);
    if (w->last == before_year) w->last = month.last;
    if (!set_date(c, w, year, month.value, day)) return false;
    if (second == t) return true;
    return day_number_at(c, second, &last_day) && add_second_day(c, w, year, month.value, last_day);
}

/* "March 12, 2031", "March 12-14" */
static bool month_day_at(const Calendar *c, CasusId t, When *w) {
    int day, last_day;
    TimeWord month;
    if (!month_at(c, t, &month) || !day_number_at(c, month.last + 1, &day)) return false;
    CasusId second = second_day_at(c, month.last + 1);
    *w = when_new(t, second);
    int year = year_after(c, &w->last, false);
    if (!set_date(c, w, year, month.value, day)) return false;
    if (second == month.last + 1) return true;
    return day_number_at(c, second, &last_day) && add_second_day(c, w, year, month.value, last_day);
}

/* A month whose name is also an everyday word ("May", "March") needs a word before that places it in time. */
static bool is_month_by_place(const Calendar *c, CasusId t) {
    if (t > c->s->first) {                                          /* "May they rest": the quotation's first capital tells nothing */
        size_t before = c->r->tokens.at[t - 1].span.start;
        if (char_is_quote(utf8_next(c->r->text, &before))) return false;
    }
    bool ambiguous = mark_at(c->r, t, CASUS_MARK_FUNCTION) || mark_at(c->r, t, CASUS_MARK_TRIGGER) || (c->r->tokens.at[t].shape & CASUS_SHAPE_COMMON);
    if (!ambiguous) return true;
    if (t == c->s->first) return false;
    return is_function_at(c, t - 1, FUNCTION_PREPOSITION) || mark_ending_at(c->r, t - 1, CASUS_MARK_TIME, c->s->first);
}

/* "March", "November 2015" */
static bool bare_month_at(const Calendar *c, CasusId t, When *w) {
    TimeWord month;
    if (!month_at(c, t, &month)) return false;
    *w = when_new(t, month.last);
    int year = year_after(c, &w->last, false);
    if (!year && !is_month_by_place(c, t)) return false;
    if (year) set_month(c, w, year, month.value);
    else set_bare_month(c, w, month.value, 0);
    return true;
}

/* ---- weekdays, ISO dates, years -------------------------------------------------------------------------------------------- */

/* "Friday", "Friday, 3 March" */
static bool weekday_at(const Calendar *c, CasusId t, When *w) {
    TimeWord day;
    if (!time_word_at(c, t, &day) || day.kind != TIME_WEEKDAY) return false;
    CasusId next = is_comma(c, day.last + 1) ? day.last + 2 : day.last + 1;
    if (day_month_at(c, next, w) || month_day_at(c, next, w)) {
        w->first = t;
        return true;
    }
    *w = when_new(t, day.last);
    bool has_been = is_function_at(c, day.last + 1, FUNCTION_PARTICLE);      /* "Friday's ruling" */
    if (has_been) set_weekday_back(c, w, day.value);
    else set_weekday(c, w, day.value, 0);
    return true;
}

/* The numbers of a word such as "2031-03-12" or "13/03/2031"; false unless there are three. */
static bool three_numbers(Str s, char sign, int part[3], int n_digits[3]) {
    int n = 0;
    part[0] = n_digits[0] = 0;
    for (size_t at = 0; at < s.len; at++) {
        if (s.at[at] == sign) {
            if (++n > 2) return false;
            part[n] = n_digits[n] = 0;
            continue;
        }
        if (s.at[at] < '0' || s.at[at] > '9' || ++n_digits[n] > 4) return false;
        part[n] = part[n] * 10 + (s.at[at] - '0');
    }
    return n == 2;
}

static bool is_day_and_month(int day, int month) { return day >= 1 && day <= 31 && month >= 1 && month <= 12; }

/* "2031-03-12": year, month, day joined by hyphens. */
static bool iso_date_at(const Calendar *c, CasusId t, When *w) {
    int part[3], n_digits[3];
    if (!three_numbers(token_text(c->r, t), '-', part, n_digits) || n_digits[0] != 4 || n_digits[1] > 2 || n_digits[2] > 2) return false;
    if (part[0] < FIRST_YEAR || part[0] > LAST_YEAR || !is_day_and_month(part[2], part[1])) return false;
    *w = when_new(t, t);
    return set_date(c, w, part[0], part[1], part[2]);
}

/* "13/03/2031": which number is the month is told only where the other cannot be one. */
static bool slashed_date_at(const Calendar *c, CasusId t, When *w) {
    int part[3], n_digits[3];
    if (!three_numbers(token_text(c->r, t), '/', part, n_digits) || n_digits[0] > 2 || n_digits[1] > 2 || n_digits[2] != 4) return false;
    int a = part[0], b = part[1], year = part[2];
    if (year < FIRST_YEAR || year > LAST_YEAR || a < 1 || a > 31 || b < 1 || b > 31) return false;
    *w = when_new(t, t);
    if (a > 12 && b <= 12) return set_date(c, w, year, b, a);
    if (b > 12 && a <= 12) return set_date(c, w, year, a, b);
    return a == b ? set_date(c, w, year, a, b) : a <= 12;
}

/* "1990s", "1990's": four digits, the last of them 0, and letters that are no unit. */
static bool decade_at(const Calendar *c, CasusId t, When *w) {
    Str s = token_text(c->r, t);
    int year = 0;
    size_t at = 0;
    for (; at < s.len && at < 4 && s.at[at] >= '0' && s.at[at] <= '9'; at++) year = year * 10 + (s.at[at] - '0');
    bool has_ending = at == 4 && s.len > 4 && s.len <= 6 && s.at[s.len - 1] == 's';
    if (!has_ending || year % 10 || year < FIRST_YEAR || year > LAST_YEAR) return false;
    *w = when_new(t, t);
    w->grain = GRAIN_YEAR;
    w->from_day = day_of_date(year, 1, 1);
    w->to_day = day_of_date(year + 9, 12, 31);
    w->value = str_format(c->r->keep, "%03d", year / 10);
    return true;
}

/* Four digits are a year after a preposition or a word of time, or where they count nothing. */
static bool is_year_by_place(const Calendar *c, CasusId t, int year) {
    bool is_of_thing = year >= FIRST_PLAIN_YEAR && is_function_at(c, t - 1, FUNCTION_DETERMINER);
    if (is_of_thing && t < c->s->last && !mark_at(c->r, t + 1, CASUS_MARK_PERSON) && !mark_at(c->r, t + 1, CASUS_MARK_UNIT)) return true;  /* "the 2014 killing" */
    if (is_counted_at(c, t + 1)) return false;
    if (t > c->s->first && mark_ending_at(c->r, t - 1, CASUS_MARK_UNIT, c->s->first)) return false;
    const CasusMark *bound = t > c->s->first ? mark_ending_at(c->r, t - 1, CASUS_MARK_BOUND, c->s->first) : NULL;
    int32_t kind = bound && bound->row ? mark_row(c->r, bound)->cell[BOUND_BOUND] : 0;
    bool joins = kind == BOUND_TO || kind == BOUND_AND || kind == BOUND_FROM || kind == BOUND_BETWEEN;
    if (kind && !joins) return false;                               /* "over 2000" */
    bool placed = t > c->s->first && (is_function_at(c, t - 1, FUNCTION_PREPOSITION) || mark_ending_at(c->r, t - 1, CASUS_MARK_TIME, c->s->first));
    if (placed) return true;
    if (year < FIRST_PLAIN_YEAR) return false;
    if (is_function_at(c, t - 1, FUNCTION_DETERMINER) || is_function_at(c, t - 1, FUNCTION_POSSESSIVE)) return true;      /* "the 2014 offensive" */
    bool closed = t == c->s->last || (c->r->tokens.at[t + 1].shape & CASUS_SHAPE_PUNCT);
    return closed || c->r->tokens.at[t + 1].pos != CASUS_POS_NOUN;
}

/* "2014"; not "2014-strong", "BTR-2014", "2014th". */
static bool year_at(const Calendar *c, CasusId t, When *w) {
    int year, other;
    if (!year_number_at(c, t, &year)) return false;
    bool is_split = t > c->s->first + 1 && (year_number_at(c, t - 2, &other) || kind_at(c->r, t - 2, CASUS_MARK_TIME) == TIME_EDGE);    /* "2030-2031", "mid-2031" */
    bool glued_before = t > c->s->first && is_glued(c->r, t) && is_joint(c->r, t - 1, c->s->last) && !is_split;
    if (glued_before) return false;
    CasusId next = t + 1;
    if (next <= c->s->last && is_glued(c->r, next) && (c->r->tokens.at[next].shape & CASUS_SHAPE_WORD)) return false;
    if (is_joint(c->r, next, c->s->last) && !year_number_at(c, next + 1, &other)) return false;
    if (!is_year_by_place(c, t, year)) return false;
    *w = when_new(t, t);
    set_year(c, w, year);
    return true;
}

/* "summer 2014", "the winter of 2030" */
static bool season_at(const Calendar *c, CasusId t, When *w) {
    TimeWord season;
    if (!time_word_at(c, t, &season) || season.kind != TIME_SEASON || season.value < 1 || season.value > 12) return false;
    *w = when_new(t, season.last);
    int year = year_after(c, &w->last, false);
    if (!year) return false;
    set_season(c, w, year, season.value);
    return true;
}

bool date_at(const Calendar *c, CasusId t, When *w) {
    return hijri_at(c, t, w) || iso_date_at(c, t, w) || slashed_date_at(c, t, w) || day_month_at(c, t, w) || month_day_at(c, t, w) || bare_month_at(c, t, w)
        || weekday_at(c, t, w) || season_at(c, t, w) || decade_at(c, t, w) || year_at(c, t, w) || year_told_at(c, t, w);
}
