/* Times: each expression read once, a day and an hour that stand together made one, relative ones read against the day of
 * publication. */
#include "mention/when.h"

/* "yesterday at around 10 pm": words between a day and its hour. */
enum { MOST_GLUE = 4 };
/* The dateline stands in the first words. */
enum { DATELINE_SENTENCES = 3 };

/* ---- a day and an hour that stand together ---------------------------------------------------------------------------------- */

static bool is_glue(const Calendar *c, CasusId t) {
    if (str_eq(token_text(c->r, t), S(","))) return true;
    if (mark_at(c->r, t, CASUS_MARK_TIME)) {
        int32_t kind = kind_at(c->r, t, CASUS_MARK_TIME);
        return kind == TIME_EDGE || kind == TIME_DURING || kind == TIME_SINCE;
    }
    int32_t bound = kind_at(c->r, t, CASUS_MARK_BOUND);
    if (bound) return bound != BOUND_AND && bound != BOUND_TO;
    return is_function_at(c, t, FUNCTION_PREPOSITION) || is_function_at(c, t, FUNCTION_DETERMINER);
}

/* The day that an hour belongs to, or the hour of a day: both told. */
static bool completes(const When *w, const When *other) {
    if (w->grain == GRAIN_NONE) return other->grain == GRAIN_DAY || (other->grain == GRAIN_NONE && w->is_part && !other->is_part);
    if (w->grain != GRAIN_DAY || other->grain != GRAIN_NONE) return false;
    return w->from_minute == CASUS_UNKNOWN || (w->is_part && !other->is_part);
}

static void take_minutes(When *w, const When *from) {
    w->type = CASUS_TIME_TIME;
    w->from_minute = from->from_minute;
    w->to_minute = from->to_minute;
    w->is_part = from->is_part;
    w->ahead = from->ahead;
}

/* "2 a.m. last night": the small hours of a night are those of the day behind it. */
static void pass_midnight(When *w, const When *night, const When *hour) {
    bool is_small = night->is_part && night->from_minute > night->to_minute && !hour->is_part && hour->from_minute <= night->to_minute;
    if (is_small && w->from_day != CASUS_NO_DAY) w->from_day++, w->to_day++;
}

static void join(When *w, const When *other) {
    if (other->grain == GRAIN_NONE) {
        pass_midnight(w, w, other);
        take_minutes(w, other);
    }
    else {
        When hour = *w;
        *w = *other;
        w->first = hour.first;
        pass_midnight(w, other, &hour);
        if (w->from_minute == CASUS_UNKNOWN || !hour.is_part) take_minutes(w, &hour);
    }
    w->last = other->last;
}

static bool piece_at(const Calendar *c, CasusId t, When *w) { return clock_at(c, t, w) || quarter_at(c, t, w) || date_at(c, t, w) || relative_at(c, t, w); }

/* Takes in the day or the hour that follows. */
static bool join_next(const Calendar *c, When *w) {
    CasusId t = w->last + 1;
    for (int n = 0; n <= MOST_GLUE && t <= c->s->last; n++, t++) {
        When other;
        bool is_hour = w->grain == GRAIN_DAY && (hours_of_part_at(c, t, w, &other) || clock_at(c, t, &other));
        bool is_piece = is_hour || piece_at(c, t, &other);
        if (is_piece && completes(w, &other)) {
            other.last = other.last > t ? other.last : t;
            join(w, &other);
            return true;
        }
        if (is_piece && !is_glue(c, t)) return false;
        if (!is_glue(c, t)) return false;
    }
    return false;
}

/* "June last year": a month takes the year told from where the speaker stands. */
static bool join_year(const Calendar *c, When *w) {
    When year;
    if ((w->grain != GRAIN_MONTH && w->grain != GRAIN_SEASON) || w->from_day == CASUS_NO_DAY || w->last >= c->s->last) return false;
    if (!relative_at(c, w->last + 1, &year) || year.grain != GRAIN_YEAR || year.from_day == CASUS_NO_DAY || year.to_day - year.from_day < 364) return false;
    int month = date_of_day(w->from_day).month, of = date_of_day(year.from_day).year;
    if (w->grain == GRAIN_MONTH) set_month(c, w, of, month);
    else set_season(c, w, of, month);
    w->last = year.last;
    return true;
}

/* ---- values ------------------------------------------------------------------------------------------------------------------- */

/* TIMEX3's two letters for a part of the day that begins at this minute. */
static const char *part_code(int32_t minute) {
    if (minute >= 240 && minute < 660) return "MO";
    if (minute >= 660 && minute < 780) return "MI";
    if (minute >= 780 && minute < 1020) return "AF";
    if (minute >= 1020 && minute < 1200) return "EV";
    return "NI";
}

static Str value_of(const Calendar *c, const When *w) {
    if (!str_is_empty(w->value) || w->from_day == CASUS_NO_DAY) return w->value;
    Str day = day_format(w->from_day, c->r->keep);
    if (w->from_minute == CASUS_UNKNOWN) return day;
    if (w->is_part && w->from_minute != w->to_minute) return str_join(day, S("T"), str_of(part_code(w->from_minute)), c->r->keep);
    return str_join(day, S("T"), str_format(c->r->keep, "%02d:%02d", w->from_minute / 60, w->from_minute % 60), c->r->keep);
}

/* An hour without a day belongs to the day named last, if that was in this sentence or the one before. */
static void place_hour(const Calendar *c, When *w) {
    if (w->grain != GRAIN_NONE || c->named == CASUS_NO_DAY || c->sentence > c->named_in + 1) return;
    w->from_day = w->to_day = c->named;
}

/* "since Monday": from then to publication. */
static void stretch_since(const Calendar *c, When *w) {
    if (w->first == c->s->first || w->from_day == CASUS_NO_DAY || w->type == CASUS_TIME_DURATION) return;
    const CasusMark *m = mark_ending_at(c->r, w->first - 1, CASUS_MARK_TIME, c->s->first);
    if (!m || !m->row || mark_row(c->r, m)->cell[TIME_KIND] != TIME_SINCE) return;
    w->period = true;
    if (c->published != CASUS_NO_DAY && c->published >= w->from_day) w->to_day = c->published;
}

static bool is_worth_keeping(const When *w) {
    return !(w->grain == GRAIN_NONE && w->is_part && w->from_day == CASUS_NO_DAY);       /* "morning" of no day */
}

/* An hour that later ones are counted from; a part of the day is none. */
static void keep_clock(Calendar *c, const When *w) {
    bool is_hour = w->type == CASUS_TIME_TIME && w->from_day != CASUS_NO_DAY && w->from_minute != CASUS_UNKNOWN && !w->is_part;
    if (!is_hour || (w->grain != GRAIN_DAY && w->grain != GRAIN_NONE)) return;
    c->clock_day = w->from_day;
    c->clock_from = w->from_minute;
    c->clock_to = w->to_minute;
    c->clock_in = c->sentence;
}

static void add_time(Calendar *c, When *w) {
    place_hour(c, w);
    if (!is_worth_keeping(w)) return;
    Str value = value_of(c, w);
    keep_clock(c, w);
    if (w->grain == GRAIN_DAY) {
        c->named = w->from_day;
        c->named_in = c->sentence;
    }
    if (w->grain == GRAIN_QUARTER && !w->is_derived && w->from_day != CASUS_NO_DAY) {
        Date first = date_of_day(w->from_day);
        c->quarter = 4 * first.year + (first.month - 1) / 3;
        c->quarter_in = c->sentence;
    }
    bool is_named = !w->is_derived && w->from_day != CASUS_NO_DAY && w->type != CASUS_TIME_DURATION && w->grain >= GRAIN_DAY && w->grain <= GRAIN_YEAR && w->to_day - w->from_day < 366;
    if (is_named) {
        c->story = w->from_day;
        c->story_grain = w->grain;
    }
    stretch_since(c, w);
    CasusTime *time = list_add(&c->r->times, c->r->keep);
    *time = (CasusTime){ .type = w->type, .span = tokens_span(c->r, w->first, w->last), .value = value, .from_day = w->from_day, .to_day = w->to_day,
                         .from_minute = w->from_minute, .to_minute = w->to_minute, .ahead = w->ahead, .is_part = w->is_part, .sentence = c->sentence, .period = w->period };
}

/* ---- the walk --------------------------------------------------------------------------------------------------------------------- */

/* Most tokens begin no time; those that may carry a mark of time or number, or are digits. */
static bool may_begin(const Calendar *c, CasusId t) {
    Str s = token_text(c->r, t);
    if (s.len > 1 && !char_is_digit(s.at[0]) && char_is_digit(s.at[s.len - 2])) return true;       /* "'90s" */
    bool before_digits = t < c->s->last && (c->r->tokens.at[t].shape & CASUS_SHAPE_CAPITAL) && (c->r->tokens.at[t + 1].shape & CASUS_SHAPE_DIGITS);
    return before_digits || (c->r->tokens.at[t].shape & CASUS_SHAPE_DIGITS) || mark_at(c->r, t, CASUS_MARK_TIME) || mark_at(c->r, t, CASUS_MARK_NUMBER);
}

/* "at 6:30 on Monday morning": the part of the day that the hour is in adds nothing. */
static void pass_part(const Calendar *c, When *w) {
    When part;
    CasusId t = w->last + 1;
    if (w->grain != GRAIN_DAY || w->is_part || w->from_minute == CASUS_UNKNOWN || t > c->s->last) return;
    if (!clock_at(c, t, &part) || !part.is_part || part.from_minute > part.to_minute) return;
    if (w->from_minute >= part.from_minute && w->from_minute <= part.to_minute) w->last = part.last;
}

static bool read_time_at(const Calendar *c, CasusId t, When *w) {
    if (!may_begin(c, t) || !piece_at(c, t, w)) return false;
    while (join_quarter(c, w) || join_year(c, w) || join_next(c, w)) continue;
    pass_part(c, w);
    return true;
}

static void read_sentence(Calendar *c) {
    for (CasusId t = c->s->first; t <= c->s->last; t++) {
        When w;
        if (!read_time_at(c, t, &w)) continue;
        add_time(c, &w);
        t = w.last;
    }
}

static int32_t day_of(Str published) {
    Date date;
    if (str_is_empty(published) || !date_parse(published, &date, NULL) || !date.month || !date.day) return CASUS_NO_DAY;
    return day_of_date(date.year, date.month, date.day);
}

/* The day of the dateline ("OSMAR, 3 March 2031 (Marsh Wire) --"), where nothing else tells when the report was published. */
static int32_t dateline_day(Calendar *c) {
    for (CasusId s = 1; s < c->r->sentences.len && s <= DATELINE_SENTENCES; s++) {
        c->s = &c->r->sentences.at[s];
        for (CasusId t = c->s->first; t <= c->s->last; t++) {
            When w;
            if (may_begin(c, t) && date_at(c, t, &w) && w.grain == GRAIN_DAY) return w.from_day;
        }
    }
    return CASUS_NO_DAY;
}

bool time_of_span(Reading *r, CasusId first, CasusId last, CasusId sentence, int32_t anchor, CasusTime *time) {
    Calendar c = { .r = r, .s = &r->sentences.at[sentence], .sentence = sentence, .published = anchor, .named = anchor, .named_in = sentence, .story = CASUS_NO_DAY };
    for (CasusId t = first; t <= last && t <= c.s->last; t++) {
        When w;
        if (!read_time_at(&c, t, &w)) continue;
        *time = (CasusTime){ .type = w.type, .span = tokens_span(r, first, last), .value = value_of(&c, &w), .from_day = w.from_day, .to_day = w.to_day,
                             .from_minute = w.from_minute, .to_minute = w.to_minute, .ahead = w.ahead, .is_part = w.is_part, .sentence = sentence, .period = w.period };
        return true;
    }
    return false;
}

void mention_times(Reading *r) {
    Calendar c = { .r = r, .published = CASUS_NO_DAY, .named = CASUS_NO_DAY, .story = CASUS_NO_DAY };
    int32_t published = day_of(r->info.published);
    if (published == CASUS_NO_DAY) published = dateline_day(&c);
    for (CasusId s = 1; s < r->sentences.len; s++) {
        c.s = &r->sentences.at[s];
        c.sentence = s;
        int32_t of_part = day_of(r->parts.at[c.s->part].published);         /* an update or a comment has a day of its own */
        c.published = of_part != CASUS_NO_DAY ? of_part : published;
        read_sentence(&c);
    }
}
