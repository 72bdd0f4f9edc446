/* Times told from where the speaker stands: "last week", "three days ago", "the past 17 days", "earlier this month", "now",
 * and lengths of time, which begin like them. */
#include "mention/when.h"

/* How many units: "three", "a", "several". */
typedef struct { int64_t n; CasusId first, last; bool is_vague, has_half; } Amount;

static bool unit_at(const Calendar *c, CasusId t, TimeWord *unit) {
    if (!time_word_at(c, t, unit) || unit->kind != TIME_UNIT || unit->value <= 0) return false;
    return kind_at(c->r, t, CASUS_MARK_NUMBER) != NUMBER_ORDINAL;           /* "a second attack" */
}

static bool is_article(const Calendar *c, CasusId t) { return kind_at(c->r, t, CASUS_MARK_NUMBER) == NUMBER_ARTICLE; }

/* "1/2" or "and a half" after t: its last token, 0 if there is none. */
static CasusId half_after(const Calendar *c, CasusId t) {
    CasusId last = c->s->last, a = t + 1;
    if (a > last) return 0;
    if (kind_at(c->r, a, CASUS_MARK_BOUND) == BOUND_AND && a < last) {
        const CasusMark *half = mark_at(c->r, a + 1, CASUS_MARK_NUMBER);
        return half && kind_at(c->r, a + 1, CASUS_MARK_NUMBER) == NUMBER_HALF ? half->last : 0;
    }
    if (str_eq(token_text(c->r, a), S("1/2")) || str_eq(token_text(c->r, a), S("\u00bd"))) return a;
    bool slashed = a + 2 <= last && str_eq(token_text(c->r, a), S("1")) && str_eq(token_text(c->r, a + 1), S("/"));
    return slashed && str_eq(token_text(c->r, a + 2), S("2")) ? a + 2 : 0;
}

/* "three", "8 to 10", "a", "several"; then the unit may follow over a hyphen. */
static bool amount_at(const Calendar *c, CasusId t, Amount *amount) {
    Numeral n;
    if (t > c->s->last) return false;
    *amount = (Amount){ .n = 1, .first = t, .last = t };
    if (!numeral_at(c->r, t, c->s->last, &n)) return is_article(c, t);
    amount->n = n.low;
    amount->last = n.last;
    amount->is_vague = n.vague || n.fraction;
    CasusId half = half_after(c, n.last);
    if (half) {
        amount->last = half;
        amount->has_half = true;
        return true;
    }
    CasusId join = n.last + 1;
    bool joins = join < c->s->last && (is_joint(c->r, join, c->s->last) || kind_at(c->r, join, CASUS_MARK_BOUND) == BOUND_TO);
    if (joins && numeral_at(c->r, join + 1, c->s->last, &n)) {
        amount->last = n.last;
        amount->is_vague = true;
    }
    return true;
}

/* The unit after an amount: "three days", "three-day". An age ("5-year-old", "5 years old") is no time. */
static bool unit_after(const Calendar *c, const Amount *amount, TimeWord *unit) {
    CasusId t = amount->last + 1;
    if (is_joint(c->r, t, c->s->last)) t++;
    if (!unit_at(c, t, unit)) {
        int pos = c->r->tokens.at[t].pos;
        bool is_more = t < c->s->last && (pos == CASUS_POS_ADJ || pos == CASUS_POS_ADV || pos == CASUS_POS_DET || pos == CASUS_POS_NONE);
        if (!is_more || is_article(c, amount->first) || !unit_at(c, t + 1, unit) || !unit->is_plural) return false;    /* "two more weeks" */
    }
    for (CasusId k = amount->last + 1; k <= unit->last + 1 && k <= c->s->last; k++)
        if (kind_at(c->r, k, CASUS_MARK_UNIT) == UNIT_AGE) return false;
    return true;
}

/* ---- lengths -------------------------------------------------------------------------------------------------------------- */

/* "P2Y6M": the half in the next smaller unit. */
static Str half_value(const Calendar *c, const Amount *amount, const char *before, char letter) {
    static const struct { char letter; const char *half; } halves[] = { { 'Y', "6M" }, { 'M', "15D" }, { 'D', "T12H" }, { 'H', "30M" } };
    for (size_t k = 0; k < sizeof halves / sizeof *halves; k++)
        if (halves[k].letter == letter) return str_format(c->r->keep, "%s%lld%c%s", before, (long long)amount->n, letter, halves[k].half);
    return str_format(c->r->keep, "%s%lld.5%c", before, (long long)amount->n, letter);
}

static Str length_value(const Calendar *c, const Amount *amount, int32_t minutes) {
    static const struct { int32_t minutes; const char *before; char letter; } units[] = {
        { MINUTES_OF_YEAR, "P", 'Y' }, { MINUTES_OF_MONTH, "P", 'M' }, { MINUTES_OF_WEEK, "P", 'W' }, { MINUTES_OF_DAY, "P", 'D' },
        { 60, "PT", 'H' }, { 1, "PT", 'M' },
    };
    for (size_t k = 0; k < sizeof units / sizeof *units; k++) {
        if (minutes % units[k].minutes) continue;
        if (amount->has_half) return half_value(c, amount, units[k].before, units[k].letter);
        if (amount->is_vague) return str_format(c->r->keep, "%sX%c", units[k].before, units[k].letter);
        return str_format(c->r->keep, "%s%lld%c", units[k].before, (long long)(amount->n * (minutes / units[k].minutes)), units[k].letter);
    }
    return (Str){ 0 };
}

static void set_length(const Calendar *c, When *w, const Amount *amount, int32_t minutes) {
    w->type = CASUS_TIME_DURATION;
    w->grain = GRAIN_SPAN;
    w->value = length_value(c, amount, minutes);
}

/* "years" alone: an unknown number of them. */
static bool bare_length_at(const Calendar *c, CasusId t, When *w) {
    TimeWord unit;
    if (!unit_at(c, t, &unit) || !unit.is_plural || kind_at(c->r, t, CASUS_MARK_UNIT) == UNIT_AGE) return false;
    *w = when_new(t, unit.last);
    set_length(c, w, &(Amount){ .n = 1, .is_vague = true }, unit.value);
    return true;
}

/* ---- steps from a day ------------------------------------------------------------------------------------------------------ */

/* "two days later" counts from the day named last, "ago" from publication. */
static int32_t story_day(const Calendar *c) { return c->named != CASUS_NO_DAY ? c->named : c->published; }

/* "before", "after": a preposition with something after it counts from an event, whose day is not told here. */
static bool counts_from_event(const Calendar *c, CasusId t) {
    if (!mark_at(c->r, t, CASUS_MARK_FUNCTION)) return false;
    bool is_link = is_function_at(c, t, FUNCTION_PREPOSITION) || is_function_at(c, t, FUNCTION_SUBORDINATOR);
    return is_link && t < c->s->last && !(c->r->tokens.at[t + 1].shape & CASUS_SHAPE_PUNCT);
}

/* "nearly two months", "the six months": the bound or the article belongs to the length. */
static CasusId start_of_amount(const Calendar *c, CasusId t, const TimeWord *unit) {
    if (t == c->s->first) return t;
    const CasusMark *bound = mark_ending_at(c->r, t - 1, CASUS_MARK_BOUND, c->s->first);
    int32_t kind = bound && bound->row ? mark_row(c->r, bound)->cell[BOUND_BOUND] : BOUND_AND;
    if (kind < BOUND_BETWEEN) return kind == BOUND_EXACTLY ? t : bound->first;          /* "only three days" */
    if (!unit->is_plural) return t;
    if (t > c->s->first + 1 && kind_at(c->r, t - 1, CASUS_MARK_NUMBER) == NUMBER_ORDINAL && is_function_at(c, t - 2, FUNCTION_DETERMINER)) return t - 2;
    return is_function_at(c, t - 1, FUNCTION_DETERMINER) ? t - 1 : t;
}

/* "two hours later", "45 minutes earlier": counted from the hour named just before, over midnight too. False where none was named. */
static bool set_clock_step(const Calendar *c, When *w, const Amount *amount, int32_t unit_minutes, int direction) {
    enum { FARTHEST_HOUR = 7 * MINUTES_OF_DAY };
    if (unit_minutes >= MINUTES_OF_DAY || !c->clock_in || c->sentence > c->clock_in + 1 || amount->n > FARTHEST_HOUR) return false;
    int64_t length = amount->n * unit_minutes + (amount->has_half ? unit_minutes / 2 : 0);
    if (length > FARTHEST_HOUR) return false;
    int32_t shift = direction * (int32_t)length, week = FARTHEST_HOUR, from = c->clock_from + shift, to = c->clock_to + shift;
    set_day(w, c->clock_day + (from + week) / MINUTES_OF_DAY - week / MINUTES_OF_DAY);
    w->type = CASUS_TIME_TIME;
    w->from_minute = (from + week) % MINUTES_OF_DAY;
    w->to_minute = (to + week) % MINUTES_OF_DAY;
    return true;
}

/* "three days ago", "a week earlier", "two days later"; without either, a length. */
static bool amount_of_time_at(const Calendar *c, CasusId t, When *w) {
    Amount amount;
    TimeWord unit, direction;
    if (!amount_at(c, t, &amount) || !unit_after(c, &amount, &unit)) return false;
    CasusId half = is_article(c, t) && amount.last == t ? half_after(c, unit.last) : 0;         /* "a minute and a half" */
    if (half) amount.has_half = true, unit.last = half;
    const CasusMark *about = unit.last < c->s->last ? mark_at(c->r, unit.last + 1, CASUS_MARK_BOUND) : NULL;
    bool is_round = about && about->row && mark_row(c->r, about)->cell[BOUND_BOUND] == BOUND_ABOUT && about->last > about->first;     /* "a week or so ago" */
    if (is_round && (about->last == c->s->last || !numeral_at(c->r, about->last + 1, c->s->last, &(Numeral){ 0 }))) unit.last = about->last;
    bool is_step = time_word_at(c, unit.last + 1, &direction) && (direction.kind == TIME_AGO || direction.kind == TIME_LATER);
    if (!is_step || counts_from_event(c, unit.last + 1)) {
        *w = when_new(start_of_amount(c, t, &unit), unit.last);
        set_length(c, w, &amount, unit.value);
        return true;
    }
    *w = when_new(start_of_amount(c, t, &unit), direction.last);
    if (unit.value == MINUTES_OF_YEAR && direction.kind == TIME_AGO && !amount.is_vague && quarter_years_ago(c, w, amount.n)) return true;
    bool from_story = direction.kind == TIME_LATER || direction.value == 0;
    if (amount.is_vague) {
        w->value = length_value(c, &amount, unit.value);
        return true;
    }
    if (from_story && set_clock_step(c, w, &amount, unit.value, direction.kind == TIME_LATER ? 1 : -1)) return true;
    set_step(c, w, from_story ? story_day(c) : c->published, unit.value, direction.kind == TIME_LATER ? amount.n : -amount.n);
    return true;
}

/* "the past 17 days", "the next two weeks": a stretch up to publication, or from it. */
static bool stretch_at(const Calendar *c, CasusId t, const TimeWord *past, When *w) {
    Amount amount;
    TimeWord unit;
    if (!amount_at(c, past->last + 1, &amount) || is_article(c, past->last + 1) || !unit_after(c, &amount, &unit)) return false;
    bool has_the = t > c->s->first && is_function_at(c, t - 1, FUNCTION_DETERMINER);
    *w = when_new(has_the ? t - 1 : t, unit.last);
    set_length(c, w, &amount, unit.value);
    w->period = true;
    if (amount.is_vague || c->published == CASUS_NO_DAY || amount.n > MINUTES_OF_YEAR || unit.value < MINUTES_OF_DAY) return true;
    int64_t days = amount.n * (unit.value / MINUTES_OF_DAY);
    if (days > 400 * 366) return true;
    w->from_day = past->kind == TIME_PAST ? c->published - (int32_t)days : c->published;
    w->to_day = past->kind == TIME_PAST ? c->published : c->published + (int32_t)days;
    return true;
}

/* ---- last, this, next -------------------------------------------------------------------------------------------------------- */

static int direction_of(const TimeWord *word) {
    if (word->kind == TIME_PAST) return -1;
    return word->kind == TIME_THIS ? 0 : 1;
}

static void set_relative_season(const Calendar *c, When *w, int month, int direction) {
    if (c->published == CASUS_NO_DAY) return;
    Date now = date_of_day(c->published);
    int year = now.year;
    if (direction < 0) year -= month + 2 >= now.month;
    if (direction > 0) year += month <= now.month;
    set_season(c, w, year, month);
}

/* "last week" of publication; "the previous day", "the following week" of the day named last. */
static void set_relative_unit(const Calendar *c, When *w, const TimeWord *word, const TimeWord *unit) {
    bool from_story = word->kind == TIME_LATER || (word->kind == TIME_PAST && unit->value == MINUTES_OF_DAY);
    set_step(c, w, from_story ? story_day(c) : c->published, unit->value, direction_of(word));
}

/* "last night": the part of a day; "the next morning" counts from the story, "this morning" is the speaker's. */
static void set_relative_part(const Calendar *c, When *w, const TimeWord *part, int direction) {
    bool from_story = direction != 0 && is_function_at(c, w->first, FUNCTION_DETERMINER);
    int32_t from = from_story ? story_day(c) : c->published;
    if (from != CASUS_NO_DAY) set_day(w, from + direction);
    w->type = CASUS_TIME_TIME;
    w->is_part = true;
    w->from_minute = part->value;
    w->to_minute = part->until;
}

/* "the following day", "this past spring": the word before belongs to it. */
static CasusId start_of_relative(const Calendar *c, CasusId t) {
    TimeWord before;
    if (t == c->s->first) return t;
    bool belongs = is_function_at(c, t - 1, FUNCTION_DETERMINER) || (time_word_at(c, t - 1, &before) && before.kind == TIME_THIS);
    return belongs ? t - 1 : t;
}

static bool relative_word_at(const Calendar *c, CasusId t, When *w) {
    TimeWord word, what;
    if (!time_word_at(c, t, &word)) return false;
    if (word.kind != TIME_PAST && word.kind != TIME_THIS && word.kind != TIME_NEXT && word.kind != TIME_LATER) return false;
    if (word.kind != TIME_LATER && stretch_at(c, t, &word, w)) return true;
    if (word.kind == TIME_LATER && word.until != 1) return false;      /* "after Friday" */
    if (!time_word_at(c, word.last + 1, &what)) return false;
    if (what.kind == TIME_MONTH && date_at(c, word.last + 1, w) && w->grain == GRAIN_DAY) return true;      /* "last March 3" */
    *w = when_new(start_of_relative(c, t), what.last);
    int direction = direction_of(&word);
    switch (what.kind) {
    case TIME_WEEKDAY: set_weekday(c, w, what.value, word.kind == TIME_THIS ? 0 : direction); return true;
    case TIME_MONTH:
        if (word.kind == TIME_THIS && c->published != CASUS_NO_DAY) set_month(c, w, date_of_day(c->published).year, what.value);
        else set_bare_month(c, w, what.value, direction);
        return true;
    case TIME_SEASON: set_relative_season(c, w, what.value, direction); return true;
    case TIME_PART: set_relative_part(c, w, &what, direction); return true;
    case TIME_UNIT:
        if (what.is_plural) {                                           /* "past years", "the coming days" */
            w->value = direction < 0 ? S("PAST_REF") : S("FUTURE_REF");
            return direction != 0;
        }
        set_relative_unit(c, w, &word, &what);
        return what.value >= MINUTES_OF_DAY;
    default: return false;
    }
}

/* "the year 2030", "the year two thousand": the number right behind. */
static bool set_year_named(const Calendar *c, When *w) {
    CasusId next = w->last + 1;
    bool is_number = next <= c->s->last && ((c->r->tokens.at[next].shape & CASUS_SHAPE_DIGITS) || mark_at(c->r, next, CASUS_MARK_NUMBER));
    int year = is_number ? year_after(c, &w->last, false) : 0;
    if (year) set_year(c, w, year);
    return year != 0;
}

/* "over the summer": the last one that has begun. A noun behind it, or "of", makes it another thing ("the fall of the town"). */
static bool the_season_at(const Calendar *c, CasusId t, When *w) {
    TimeWord season;
    if (t < c->s->first + 2 || !time_word_at(c, t, &season) || season.kind != TIME_SEASON || c->published == CASUS_NO_DAY) return false;
    if (!is_function_at(c, t - 1, FUNCTION_DETERMINER) || !is_function_at(c, t - 2, FUNCTION_PREPOSITION)) return false;
    CasusId next = season.last + 1;
    bool goes_on = next <= c->s->last && (is_joint(c->r, next, c->s->last) || c->r->tokens.at[next].pos == CASUS_POS_NOUN || is_function_at(c, next, FUNCTION_PREPOSITION) || is_function_at(c, next, FUNCTION_PARTICLE));
    if (goes_on) return false;
    Date now = date_of_day(c->published);
    *w = when_new(t - 1, season.last);
    set_season(c, w, season.value <= now.month ? now.year : now.year - 1, season.value);
    return true;
}

/* "the year": of publication where an edge of it is told ("the end of the year"), else a length. */
static bool whole_unit_at(const Calendar *c, CasusId t, When *w) {
    TimeWord unit, edge;
    if (!unit_at(c, t, &unit) || unit.is_plural || !is_function_at(c, t - 1, FUNCTION_DETERMINER)) return false;
    if (unit.value != MINUTES_OF_YEAR && unit.value != MINUTES_OF_MONTH) return false;
    CasusId next = unit.last + 1;
    if (is_joint(c->r, next, c->s->last) || (next <= c->s->last && c->r->tokens.at[next].pos == CASUS_POS_NOUN)) return false;
    *w = when_new(t - 1, unit.last);
    if (unit.value == MINUTES_OF_YEAR && set_year_named(c, w)) return true;
    const CasusMark *before = t > c->s->first + 1 ? mark_ending_at(c->r, t - 2, CASUS_MARK_TIME, c->s->first) : NULL;
    if (before && time_word_at(c, before->first, &edge) && edge.kind == TIME_EDGE) set_step(c, w, c->published, unit.value, 0);
    else if (unit.value == MINUTES_OF_YEAR) set_length(c, w, &(Amount){ .n = 1 }, unit.value);
    else return false;
    return true;
}

/* "the weekend": the last one that has begun. */
static bool weekend_at(const Calendar *c, CasusId t, When *w) {
    TimeWord unit;
    if (!unit_at(c, t, &unit) || unit.value != MINUTES_OF_WEEKEND || !is_function_at(c, t - 1, FUNCTION_DETERMINER)) return false;
    *w = when_new(t - 1, unit.last);
    if (c->published == CASUS_NO_DAY) return true;
    bool has_begun = weekday_of_day(c->published) >= 5;
    set_step(c, w, c->published, MINUTES_OF_WEEKEND, has_begun ? 0 : -1);
    return true;
}

/* ---- days, edges, eras, repeats ------------------------------------------------------------------------------------------------ */

/* "that year": the one of the time named last, if that was told as finely. */
static bool set_that_unit(const Calendar *c, CasusId t, const TimeWord *that, When *w) {
    static const Grain coarsest[] = { GRAIN_DAY, GRAIN_MONTH, GRAIN_YEAR };
    int size = that->until >= MINUTES_OF_YEAR ? 2 : that->until >= MINUTES_OF_MONTH ? 1 : 0;
    if (c->story == CASUS_NO_DAY || c->story_grain > coarsest[size] || is_joint(c->r, that->last + 1, c->s->last)) return false;
    *w = when_new(t, that->last);
    set_step(c, w, c->story, that->until, that->value);
    return true;
}

/* "yesterday"; "that day" is the one the story is at, and no day where none was named. */
static bool day_offset_at(const Calendar *c, CasusId t, When *w) {
    TimeWord word;
    if (!time_word_at(c, t, &word) || word.kind != TIME_DAY_OFFSET) return false;
    if (word.until > 1) return set_that_unit(c, t, &word, w);
    bool from_story = word.until == 1;
    int32_t from = from_story ? c->named : c->published;
    if (from_story && (from == CASUS_NO_DAY || is_joint(c->r, word.last + 1, c->s->last))) return false;     /* "that day-to-day" */
    *w = when_new(t, word.last);
    if (from != CASUS_NO_DAY) set_day(w, from + word.value);
    return true;
}

/* The first, middle or last third. */
static void narrow(When *w, int edge) {
    int32_t third = (w->to_day - w->from_day + 1) / 3;
    if (w->from_day == CASUS_NO_DAY) return;
    if (edge <= 0) w->to_day -= edge < 0 ? 2 * third : third;
    if (edge >= 0) w->from_day += edge > 0 ? 2 * third : third;
}

/* Does an edge belong to what stands at t? "late yesterday"; it adds nothing to a date, and "the following Friday" is another day. */
static bool takes_edge(const Calendar *c, CasusId t, const When *w, const TimeWord *edge) {
    TimeWord word;
    if (w->grain == GRAIN_DAY) return edge->kind != TIME_LATER && time_word_at(c, t, &word) && word.kind == TIME_DAY_OFFSET;
    return w->grain == GRAIN_WEEK || w->grain == GRAIN_MONTH || w->grain == GRAIN_SEASON || w->grain == GRAIN_YEAR;
}

/* "early March", "mid-November", "earlier this month", "late last year" */
static bool edge_at(const Calendar *c, CasusId t, When *w) {
    TimeWord edge;
    if (!time_word_at(c, t, &edge)) return false;
    bool before = edge.kind == TIME_AGO;
    if (edge.kind != TIME_EDGE && edge.until != 1) return false;           /* "before next week" */
    if (!before && edge.kind != TIME_EDGE && edge.kind != TIME_LATER) return false;
    CasusId next = edge.last + 1;
    if (is_joint(c->r, next, c->s->last)) next++;
    if (next > c->s->last || !(date_at(c, next, w) || relative_word_at(c, next, w) || day_offset_at(c, next, w))) return false;
    if (!takes_edge(c, next, w, &edge)) return false;
    w->first = t;
    if (edge.kind == TIME_EDGE && edge.until > 0) set_half(c, w, edge.until);
    else if (edge.kind == TIME_EDGE) narrow(w, edge.value);
    bool holds_now = w->grain != GRAIN_DAY && c->published != CASUS_NO_DAY && w->from_day <= c->published && w->to_day >= c->published;
    if (holds_now && before) {
        w->to_day = c->published;               /* "earlier this month": its first to today */
        w->period = true;
    }
    return true;
}

/* After "the" and before nothing it could belong to. */
static bool is_noun_at(const Calendar *c, CasusId t) {
    if (!is_function_at(c, t - 1, FUNCTION_DETERMINER)) return false;
    return t == c->s->last || (c->r->tokens.at[t + 1].shape & CASUS_SHAPE_PUNCT) || mark_at(c->r, t + 1, CASUS_MARK_FUNCTION);
}

/* "now", "recently", "soon" */
static bool era_at(const Calendar *c, CasusId t, When *w) {
    TimeWord word;
    if (!time_word_at(c, t, &word)) return false;
    bool means_now = word.kind == TIME_THIS && word.value == 1;             /* "the current leaders" */
    bool means_past = word.kind == TIME_PAST && word.value == 1 && is_noun_at(c, t);      /* "in the past" */
    if (word.kind != TIME_ERA && !means_now && !means_past) return false;
    *w = when_new(means_past ? t - 1 : t, word.last);
    if (means_now) word.value = 0;
    if (means_past) word.value = -1;
    w->value = word.value < 0 ? S("PAST_REF") : word.value > 0 ? S("FUTURE_REF") : S("PRESENT_REF");
    return true;
}

/* "daily", "every week", "every Friday" */
static bool set_at(const Calendar *c, CasusId t, When *w) {
    TimeWord word, what;
    if (!time_word_at(c, t, &word) || word.kind != TIME_SET) return false;
    *w = when_new(t, word.last);
    w->type = CASUS_TIME_SET;
    w->grain = GRAIN_SPAN;
    if (word.value > 0) {
        w->value = length_value(c, &(Amount){ .n = 1 }, word.value);
        return true;
    }
    Amount amount = { .n = 1, .last = word.last };
    if (amount_at(c, word.last + 1, &amount) && unit_after(c, &amount, &what)) w->value = length_value(c, &amount, what.value);
    else if (!time_word_at(c, word.last + 1, &what)) return false;
    else if (what.kind == TIME_WEEKDAY) w->value = str_format(c->r->keep, "XXXX-WXX-%d", what.value + 1);
    else if (what.kind == TIME_MONTH) w->value = str_format(c->r->keep, "XXXX-%02d", what.value);
    else if (what.kind == TIME_UNIT && what.value > 0) w->value = length_value(c, &(Amount){ .n = 1 }, what.value);
    else return false;
    w->last = what.last;
    return true;
}

/* The day of a feast: `day` of the month, or with a weekday the day-th such day. */
static int32_t feast_day(int year, int month, int day, int32_t weekday) {
    if (weekday < 0) return day_of_date(year, month, day);
    int32_t first = day_of_date(year, month, 1);
    return first + (weekday - weekday_of_day(first) + 7) % 7 + 7 * (day - 1);
}

/* A fixed feast, VALUE the month times 100 and the day. */
static bool holiday_at(const Calendar *c, CasusId t, When *w) {
    TimeWord word;
    if (!time_word_at(c, t, &word) || word.kind != TIME_HOLIDAY) return false;
    *w = when_new(t, word.last);
    int month = word.value / 100, day = word.value % 100;
    if (word.value < 101 || month > 12 || day < 1 || day > 31 || c->published == CASUS_NO_DAY) return true;
    int year = date_of_day(c->published).year;
    int32_t feast = feast_day(year, month, day, word.until);
    bool is_next_ahead = feast < c->published && is_ahead(c, t), is_past = feast > c->published && !is_ahead(c, t);
    set_day(w, is_next_ahead ? feast_day(year + 1, month, day, word.until) : is_past ? feast_day(year - 1, month, day, word.until) : feast);
    return true;
}

bool relative_at(const Calendar *c, CasusId t, When *w) {
    return edge_at(c, t, w) || relative_word_at(c, t, w) || amount_of_time_at(c, t, w) || day_offset_at(c, t, w) || set_at(c, t, w) || weekend_at(c, t, w) || whole_unit_at(c, t, w) || the_season_at(c, t, w)
        || bare_length_at(c, t, w) || holiday_at(c, t, w) || era_at(c, t, w);
}
