/* Hours and parts of the day: "22:00 local time", "at 6:30 a.m.", "10-11pm", "6 o'clock", "2200 GMT", "at dawn", "at 4 in the morning". */
#include "mention/when.h"

enum { HOUR = 60, NOON = 720 };

/* ":30" of "6:30": two digits after one or two; seconds are passed over. Minutes of the day, or CASUS_UNKNOWN. */
static int32_t minutes_of(Str s, char between) {
    int32_t part[3] = { 0 };
    int n_parts = 0, n_digits = 0;
    for (size_t at = 0; at < s.len; at++) {
        if (s.at[at] == between || s.at[at] == ':') {
            if (n_digits == 0 || n_digits > 2 || ++n_parts > 2) return CASUS_UNKNOWN;
            n_digits = 0;
            continue;
        }
        if (s.at[at] < '0' || s.at[at] > '9' || n_digits == 2) return CASUS_UNKNOWN;
        part[n_parts] = part[n_parts] * 10 + (s.at[at] - '0');
        n_digits++;
    }
    if (n_parts == 0 || n_digits != 2 || part[0] > 24 || part[1] > 59 || part[2] > 59) return CASUS_UNKNOWN;
    return part[0] * HOUR + part[1];
}

/* An hour as written, before "p.m." is taken in. */
typedef struct { int32_t minutes; CasusId last; bool is_sure; } Hour;  /* is_sure: nobody could take it for a number */

/* "half past six", "a quarter to nine": the hour of a clock, and how far from it. */
static bool hour_told_at(const Calendar *c, CasusId t, Hour *hour) {
    TimeWord step;
    Numeral n;
    if (!time_word_at(c, t, &step) || step.kind != TIME_PAST_HOUR) return false;
    if (!numeral_at(c->r, step.last + 1, c->s->last, &n) || n.vague || n.fraction || n.low < 1 || n.low > 12) return false;
    int32_t minutes = (int32_t)n.low * HOUR + step.value;
    *hour = (Hour){ minutes < HOUR ? minutes + NOON : minutes, n.last, true };
    return true;
}

static bool hour_at(const Calendar *c, CasusId t, Hour *hour) {
    if (t > c->s->last) return false;
    if (hour_told_at(c, t, hour)) return true;
    Str s = token_text(c->r, t);
    *hour = (Hour){ minutes_of(s, ':'), t, true };
    if (hour->minutes != CASUS_UNKNOWN) return true;
    *hour = (Hour){ minutes_of(s, '.'), t, false };
    if (hour->minutes != CASUS_UNKNOWN) return true;
    Numeral n;
    bool four = s.len == 4 && s.at[0] >= '0' && s.at[0] <= '2';
    if (four && minutes_of((Str){ (char[]){ s.at[0], s.at[1], ':', s.at[2], s.at[3] }, 5 }, ':') != CASUS_UNKNOWN) {
        hour->minutes = ((s.at[0] - '0') * 10 + s.at[1] - '0') * HOUR + (s.at[2] - '0') * 10 + s.at[3] - '0';
        return true;
    }
    if (!numeral_at(c->r, t, c->s->last, &n) || n.vague || n.low > 24 || n.fraction) return false;
    *hour = (Hour){ (int32_t)n.low * HOUR, n.last, false };
    return true;
}

static bool clock_word_at(const Calendar *c, CasusId t, TimeWord *word) { return time_word_at(c, t, word) && word->kind == TIME_CLOCK; }

/* Half of the day: 0 or NOON; CASUS_UNKNOWN when the word is another ("local time"). */
static int32_t half_of(const TimeWord *word) { return word->value == 0 || word->value == NOON ? word->value : CASUS_UNKNOWN; }

static int32_t in_half(int32_t minutes, int32_t half) {
    if (half == CASUS_UNKNOWN || minutes >= 13 * HOUR) return minutes;
    return minutes % NOON + half;
}

/* What follows an hour: "p.m.", "local time", "GMT", "p.m. local time". Moves *last; gives the half, and how far
 * the zone told is ahead of UTC. */
static bool clock_words_after(const Calendar *c, CasusId *last, int32_t *half, int32_t *ahead) {
    TimeWord word;
    bool any = false;
    while (clock_word_at(c, *last + 1, &word)) {
        if (half_of(&word) != CASUS_UNKNOWN) *half = half_of(&word);
        else if (word.until != CASUS_UNKNOWN) *ahead = word.until;
        *last = word.last;
        any = true;
    }
    return any;
}

/* The second hour of "10-11pm", "10 and 11 p.m."; false when there is none. */
static bool second_hour_at(const Calendar *c, CasusId t, Hour *hour) {
    if (t > c->s->last) return false;
    int32_t bound = kind_at(c->r, t, CASUS_MARK_BOUND);
    bool joins = is_joint(c->r, t, c->s->last) || bound == BOUND_TO || bound == BOUND_AND || kind_at(c->r, t, CASUS_MARK_TIME) == TIME_UNTIL_WORD;
    return joins && hour_at(c, t + 1, hour);
}

static void set_minutes(When *w, int32_t from, int32_t to) {
    w->type = CASUS_TIME_TIME;
    w->grain = GRAIN_NONE;
    w->from_minute = from;
    w->to_minute = to;
}

/* "10-11pm": the first hour takes its half of the day from the second, "11-1am" the other half. */
static bool hours_at(const Calendar *c, CasusId t, When *w) {
    Hour first, second;
    int32_t half = CASUS_UNKNOWN, first_half = CASUS_UNKNOWN, ahead = CASUS_UNKNOWN;
    if (!hour_at(c, t, &first)) return false;
    CasusId last = first.last;
    bool has_words = clock_words_after(c, &last, &first_half, &ahead), is_range = second_hour_at(c, last + 1, &second);
    *w = when_new(t, last);
    if (is_range) {
        CasusId end = second.last;
        bool closed = clock_words_after(c, &end, &half, &ahead);
        if (closed || (first.is_sure && second.is_sure)) {
            int32_t to = in_half(second.minutes, half), from = in_half(first.minutes, has_words ? first_half : half);
            if (!has_words && from > to && from >= NOON) from -= NOON;
            else if (!has_words && from > to) from += NOON;
            set_minutes(w, from, to);
            w->ahead = ahead;
            w->last = end;
            return true;
        }
    }
    if (!has_words && !first.is_sure) return false;
    int32_t minutes = in_half(first.minutes, first_half);
    set_minutes(w, minutes, minutes);
    w->ahead = ahead;
    return true;
}

/* "dawn", "early morning" */
static bool part_at(const Calendar *c, CasusId t, When *w) {
    TimeWord part, edge;
    CasusId at = t;
    if (time_word_at(c, t, &edge) && edge.kind == TIME_EDGE) at = is_joint(c->r, edge.last + 1, c->s->last) ? edge.last + 2 : edge.last + 1;
    if (!time_word_at(c, at, &part) || part.kind != TIME_PART) return false;
    *w = when_new(t, part.last);
    set_minutes(w, part.value, part.until == CASUS_UNKNOWN ? part.value : part.until);
    w->is_part = true;
    return true;
}

/* ---- hours whose half of the day a part of it tells: "at 4 in the morning", "between nine and ten last night" ----------------- */

enum { WORDS_TO_PART = 4, LAST_SMALL_HOUR = 5 * HOUR };

/* "at", "until", "between": what a number can stand behind as an hour. */
static bool leads_to_hour(const Calendar *c, CasusId t) {
    if (t < c->s->first) return false;
    int32_t time = kind_at(c->r, t, CASUS_MARK_TIME), bound = kind_at(c->r, t, CASUS_MARK_BOUND);
    if (time == TIME_SINCE || time == TIME_UNTIL_WORD || bound == BOUND_BETWEEN || bound == BOUND_FROM) return true;
    return is_function_at(c, t, FUNCTION_PREPOSITION) && kind_at(c->r, t, CASUS_MARK_PLACE_WORD) == PLACE_IN;
}

static bool follows_lead(const Calendar *c, CasusId t) {
    if (t == c->s->first) return false;
    const CasusMark *bound = mark_ending_at(c->r, t - 1, CASUS_MARK_BOUND, c->s->first);
    bool is_about = bound && bound->row && mark_row(c->r, bound)->cell[BOUND_BOUND] == BOUND_ABOUT;
    if (!is_about) return leads_to_hour(c, t - 1);
    return bound->first == c->s->first || leads_to_hour(c, bound->first - 1) || is_function_at(c, bound->first, FUNCTION_PREPOSITION);
}

/* "4", "nine", "6:30"; then "and ten", "-10". */
typedef struct { int32_t from, to; CasusId last; } Hours;

static bool half_hours_at(const Calendar *c, CasusId t, Hours *hours) {
    Hour first, second;
    if (!hour_at(c, t, &first) || first.minutes < HOUR || first.minutes >= 13 * HOUR) return false;
    *hours = (Hours){ first.minutes, first.minutes, first.last };
    if (second_hour_at(c, first.last + 1, &second) && second.minutes >= HOUR && second.minutes < 13 * HOUR) *hours = (Hours){ first.minutes, second.minutes, second.last };
    return true;
}

/* The hour of the half that the part is in; a night's small hours are those behind its midnight. */
static int32_t hour_in_part(int32_t minutes, int32_t from, int32_t until) {
    int32_t hour = minutes % NOON;
    if (from > until) return hour < LAST_SMALL_HOUR ? hour : hour + NOON;
    return from < NOON && until <= NOON ? hour : hour + NOON;
}

static bool is_part_told(const TimeWord *word) { return word->kind == TIME_PART && word->until != CASUS_UNKNOWN && word->value != word->until; }

/* The part of the day behind an hour: "in the morning", "last night", "on Sunday evening". *has_day: a day stands between. */
static bool part_behind(const Calendar *c, CasusId t, TimeWord *part, bool *has_day) {
    *has_day = false;
    for (CasusId k = t; k <= c->s->last && k < t + WORDS_TO_PART; k++) {
        if (time_word_at(c, k, part)) {
            if (is_part_told(part)) return true;
            if (part->kind != TIME_PAST && part->kind != TIME_THIS && part->kind != TIME_WEEKDAY && part->kind != TIME_DAY_OFFSET && part->kind != TIME_LATER) return false;
            *has_day = true;
        } else if (!is_function_at(c, k, FUNCTION_PREPOSITION) && !is_function_at(c, k, FUNCTION_DETERMINER)) return false;
    }
    return false;
}

static void set_hours_in_part(When *w, const Hours *hours, int32_t from, int32_t until) {
    set_minutes(w, hour_in_part(hours->from, from, until), hour_in_part(hours->to, from, until));
}

static bool hours_in_part_at(const Calendar *c, CasusId t, When *w) {
    Hours hours;
    TimeWord part;
    bool has_day;
    if (!follows_lead(c, t) || !half_hours_at(c, t, &hours) || !part_behind(c, hours.last + 1, &part, &has_day)) return false;
    *w = when_new(t, has_day ? hours.last : part.last);
    set_hours_in_part(w, &hours, part.value, part.until);
    return true;
}

/* "last night between nine and ten": no noun follows that the number could count. */
bool hours_of_part_at(const Calendar *c, CasusId t, const When *part, When *w) {
    Hours hours;
    if (!part->is_part || part->from_minute == part->to_minute || !follows_lead(c, t) || !half_hours_at(c, t, &hours)) return false;
    CasusId next = hours.last + 1;
    bool closed = next > c->s->last || (c->r->tokens.at[next].shape & CASUS_SHAPE_PUNCT) || is_function_at(c, next, FUNCTION_PREPOSITION)
               || is_function_at(c, next, FUNCTION_SUBORDINATOR) || is_function_at(c, next, FUNCTION_CONJUNCTION);
    if (!closed) return false;
    *w = when_new(t, hours.last);
    set_hours_in_part(w, &hours, part->from_minute, part->to_minute);
    return true;
}

bool clock_at(const Calendar *c, CasusId t, When *w) { return hours_in_part_at(c, t, w) || hours_at(c, t, w) || part_at(c, t, w); }
