/* Years, decades and centuries as words tell them: "nineteen ninety-six", "two thousand and four", "the nineties", "the '70s",
 * "the 20th century"; and halves of a year: "the first half of 2030". */
#include "mention/when.h"

enum { FIRST_HUNDREDS = 17, LAST_HUNDREDS = 20, LEAST_TWO_DIGITS = 10, LAST_TWO_DIGITS = 99, MILLENNIUM = 2000, LAST_WORD_YEAR = 2099, HUNDRED = 100, TEN = 10 };
/* Without a day of publication a decade is read as of the last century's. */
enum { DECADES_READ_FROM = 2000 };

static bool counts_something(const Calendar *c, CasusId last) {
    CasusId t = last + 1;
    if (t > c->s->last) return false;
    if (is_joint(c->r, t, c->s->last)) return true;                         /* "nineteen twenty-year-olds" */
    return c->r->tokens.at[t].pos == CASUS_POS_NOUN || mark_at(c->r, t, CASUS_MARK_PERSON) || mark_at(c->r, t, CASUS_MARK_CASUALTY) || mark_at(c->r, t, CASUS_MARK_UNIT);
}

static bool is_word(const Calendar *c, CasusId t) { return !(c->r->tokens.at[t].shape & CASUS_SHAPE_DIGITS); }

/* "nineteen ninety-six", "twenty thirty": the hundreds, then the rest. */
static int year_in_two_at(const Calendar *c, CasusId t, CasusId *last) {
    Numeral hundreds, rest;
    if (!numeral_at(c->r, t, c->s->last, &hundreds) || hundreds.vague || hundreds.low < FIRST_HUNDREDS || hundreds.low > LAST_HUNDREDS) return 0;
    CasusId next = hundreds.last + 1;
    if (next > c->s->last || !is_word(c, next) || !numeral_at(c->r, next, c->s->last, &rest) || rest.vague) return 0;
    if (rest.low < LEAST_TWO_DIGITS || rest.low > LAST_TWO_DIGITS || rest.scale > 1) return 0;
    *last = rest.last;
    return (int)(hundreds.low * HUNDRED + rest.low);
}

/* "in two thousand and four": only where a preposition or a word of time leads to it, as it may count as well. */
static int year_of_thousands_at(const Calendar *c, CasusId t, CasusId *last) {
    Numeral n;
    if (t == c->s->first || !numeral_at(c->r, t, c->s->last, &n) || n.vague || n.low < MILLENNIUM || n.low > LAST_WORD_YEAR) return 0;
    TimeWord before;
    bool leads = is_function_at(c, t - 1, FUNCTION_PREPOSITION) || (time_word_at(c, t - 1, &before) && (before.kind == TIME_UNIT || before.kind == TIME_SINCE || before.kind == TIME_MONTH));
    if (!leads || mark_ending_at(c->r, t - 1, CASUS_MARK_BOUND, c->s->first)) return 0;
    *last = n.last;
    return (int)n.low;
}

int year_in_words_at(const Calendar *c, CasusId t, CasusId *last) {
    if (t > c->s->last || !is_word(c, t) || !mark_at(c->r, t, CASUS_MARK_NUMBER)) return 0;
    int year = year_in_two_at(c, t, last);
    if (!year) year = year_of_thousands_at(c, t, last);
    return year && !counts_something(c, *last) ? year : 0;
}

static bool year_word_at(const Calendar *c, CasusId t, When *w) {
    CasusId last = t;
    int year = year_in_words_at(c, t, &last);
    if (!year) return false;
    *w = when_new(t, last);
    set_year(c, w, year);
    return true;
}

/* ---- decades -------------------------------------------------------------------------------------------------------------- */

/* "nineties": 90; 0 if the word is none. */
static int plural_tens_at(const Calendar *c, CasusId t) {
    TimeWord word;
    return t <= c->s->last && time_word_at(c, t, &word) && word.kind == TIME_DECADE ? word.value : 0;
}

/* "'90s", "90s": 90; 0 if the token is none. *is_cut: an apostrophe stands for its century. */
static int short_decade_at(const Calendar *c, CasusId t, bool *is_cut) {
    Str s = token_text(c->r, t);
    size_t at = 0, next = 0;
    if (!s.len) return 0;
    uint32_t sign = utf8_next(s, &next);
    *is_cut = sign == '\'' || sign == 0x2019 || sign == 0x2018;
    if (*is_cut) at = next;
    bool fits = s.len == at + 3 && s.at[at] >= '2' && s.at[at] <= '9' && s.at[at + 1] == '0' && s.at[at + 2] == 's';
    return fits ? (s.at[at] - '0') * TEN : 0;
}

/* The last decade of that number which has begun. */
static int decade_before(const Calendar *c, int tens) {
    int now = c->published == CASUS_NO_DAY ? DECADES_READ_FROM : date_of_day(c->published).year;
    int year = now / HUNDRED * HUNDRED + tens;
    return year > now ? year - HUNDRED : year;
}

static void set_decade(const Calendar *c, When *w, int year) {
    w->grain = GRAIN_YEAR;
    w->from_day = day_of_date(year, 1, 1);
    w->to_day = day_of_date(year + TEN - 1, 12, 31);
    w->value = str_format(c->r->keep, "%03d", year / TEN);
}

/* "the nineties", "the late '90s"; "in his eighties" is an age. */
static bool follows_article(const Calendar *c, CasusId t) {
    TimeWord edge;
    if (t > c->s->first && time_word_at(c, t - 1, &edge) && edge.kind == TIME_EDGE) t--;
    else if (t > c->s->first + 1 && is_joint(c->r, t - 1, c->s->last)) t -= 2;
    return t > c->s->first && is_function_at(c, t - 1, FUNCTION_DETERMINER) && !is_function_at(c, t - 1, FUNCTION_POSSESSIVE);
}

/* "nineteen eighties": the hundreds told before. */
static bool decade_in_words_at(const Calendar *c, CasusId t, When *w) {
    Numeral hundreds;
    bool has_hundreds = is_word(c, t) && numeral_at(c->r, t, c->s->last, &hundreds) && !hundreds.vague && hundreds.low >= FIRST_HUNDREDS && hundreds.low <= LAST_HUNDREDS;
    int tens = has_hundreds ? plural_tens_at(c, hundreds.last + 1) : plural_tens_at(c, t);
    if (!tens || !follows_article(c, t)) return false;
    *w = when_new(t, has_hundreds ? hundreds.last + 1 : t);
    set_decade(c, w, has_hundreds ? (int)hundreds.low * HUNDRED + tens : decade_before(c, tens));
    return true;
}

static bool decade_in_digits_at(const Calendar *c, CasusId t, When *w) {
    bool is_cut = false;
    int tens = short_decade_at(c, t, &is_cut);
    if (t > c->s->first && is_glued(c->r, t)) {                              /* the sign may stand apart */
        size_t at = c->r->tokens.at[t - 1].span.start;
        is_cut = is_cut || char_is_quote(utf8_next(c->r->text, &at));
    }
    if (!tens || is_function_at(c, t - 1, FUNCTION_POSSESSIVE) || (!is_cut && !follows_article(c, t))) return false;
    *w = when_new(t, t);
    set_decade(c, w, decade_before(c, tens));
    return true;
}

/* ---- centuries ------------------------------------------------------------------------------------------------------------ */

/* "the 20th century", "nineteenth-century": its first two digits. */
static bool century_at(const Calendar *c, CasusId t, When *w) {
    int number;
    TimeWord unit;
    if (!day_number_at(c, t, &number) || number < 2 || number > LAST_HUNDREDS + 1) return false;
    CasusId next = is_joint(c->r, t + 1, c->s->last) ? t + 2 : t + 1;
    if (!time_word_at(c, next, &unit) || unit.kind != TIME_UNIT || unit.value != MINUTES_OF_CENTURY || unit.is_plural) return false;
    *w = when_new(t, unit.last);
    w->grain = GRAIN_YEAR;
    w->from_day = day_of_date((number - 1) * HUNDRED, 1, 1);
    w->to_day = day_of_date(number * HUNDRED - 1, 12, 31);
    w->value = str_format(c->r->keep, "%02d", number - 1);
    return true;
}

bool year_told_at(const Calendar *c, CasusId t, When *w) {
    return decade_in_words_at(c, t, w) || year_word_at(c, t, w) || decade_in_digits_at(c, t, w) || century_at(c, t, w);
}

/* "the first half of 2030" */
void set_half(const Calendar *c, When *w, int half) {
    if (w->from_day == CASUS_NO_DAY) return;
    Date first = date_of_day(w->from_day);
    bool is_year = w->grain == GRAIN_YEAR && w->to_day - w->from_day < 366;
    int32_t middle = is_year ? day_of_date(first.year, 7, 1) : w->from_day + (w->to_day - w->from_day + 1) / 2;
    if (half == 1) w->to_day = middle - 1;
    else w->from_day = middle;
    if (is_year) w->value = str_format(c->r->keep, "%04d-H%d", first.year, half);
}
