/* Quarters of a business year: "the third quarter of 2030", "this year's third quarter", and words that mean the one named before ("the
 * year-earlier quarter", "a year ago"). */
#include "mention/when.h"

/* Sentences over which the quarter named last is still the one spoken of. */
enum { QUARTER_REACH = 3 };

static int32_t quarter_of_day(int32_t day) {
    Date date = date_of_day(day);
    return 4 * date.year + (date.month - 1) / 3;
}

/* The latest such quarter that has begun by publication; 0 when nothing tells the year. */
static int32_t bare_quarter(const Calendar *c, int32_t ordinal) {
    if (c->published == CASUS_NO_DAY) return 0;
    int32_t now = quarter_of_day(c->published), wanted = now / 4 * 4 + ordinal - 1;
    return wanted > now ? wanted - 4 : wanted;
}

bool quarter_at(const Calendar *c, CasusId t, When *w) {
    TimeWord word;
    if (!time_word_at(c, t, &word) || word.kind != TIME_QUARTER) return false;
    *w = when_new(t, word.last);
    w->grain = GRAIN_QUARTER;
    if (word.value == 0) {
        if (!c->quarter) return false;                      /* "the period": of nothing named */
        set_quarter(c, w, c->quarter + 4 * word.until);                 /* the cell holds 0 or -1 */
        w->is_derived = true;
        return true;
    }
    int year = year_after(c, &w->last, false);
    int32_t quarter = year ? 4 * year + word.value - 1 : bare_quarter(c, word.value);
    if (quarter) set_quarter(c, w, quarter);
    bool is_one_word = is_joint(c->r, t + 1, c->s->last);                /* "a third-quarter loss" */
    if (!is_one_word && is_function_at(c, t - 1, FUNCTION_DETERMINER)) w->first = t - 1;
    return true;
}

bool quarter_years_ago(const Calendar *c, When *w, int64_t years) {
    if (!c->quarter || c->sentence > c->quarter_in + QUARTER_REACH || years != 1) return false;
    set_quarter(c, w, c->quarter - 4);
    w->is_derived = true;
    return true;
}

bool join_quarter(const Calendar *c, When *w) {
    TimeWord word;
    CasusId t = w->last + 1;
    if (w->grain != GRAIN_YEAR || w->from_day == CASUS_NO_DAY) return false;
    if (is_function_at(c, t, FUNCTION_PARTICLE)) t++;       /* "last year's" */
    if (!time_word_at(c, t, &word) || word.kind != TIME_QUARTER || word.value < 1) return false;
    set_quarter(c, w, 4 * date_of_day(w->from_day).year + word.value - 1);
    w->last = word.last;
    if (is_function_at(c, w->first - 1, FUNCTION_DETERMINER)) w->first--;
    return true;
}
