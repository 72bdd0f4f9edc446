/* Counts of things and people: which numbers of a text are such, and what the words around them make of them.
 * The rules are those of the guideline's table of figures. */
#include "mention/parts.h"

enum { MOST_BOUNDS = 3, OLDEST = 120 };

/* The sentence being read. */
typedef struct {
    Reading *r;
    const CasusSentence *s;
    CasusId sentence;
    size_t time;                /* the next time to step over */
    CasusId named_until;        /* last token of a name or a weapon that has begun: "Channel 4", "S-300" */
} Counter;

/* A count being read, with its bounds. */
typedef struct {
    CasusId first, last;
    int64_t low, high;
    bool at_least, more_than, up_to, less_than, approximate, vague;
} Count;

static bool is_text(const Counter *c, CasusId t, Str s) { return t <= c->s->last && str_eq(token_text(c->r, t), s); }
static bool is_joined(const Counter *c, CasusId t) { return is_joint(c->r, t, c->s->last); }

/* ---- ranges ---------------------------------------------------------------------------------------------------------- */

static bool is_after_bound(const Counter *c, CasusId t, int32_t bound) {
    const CasusMark *m = t > c->s->first ? mark_ending_at(c->r, t - 1, CASUS_MARK_BOUND, c->s->first) : NULL;
    return m && m->row && mark_row(c->r, m)->cell[BOUND_BOUND] == bound;
}

/* Where the upper end of a range that starts with the number first..last would stand; 0 if nothing joins one. */
static CasusId upper_end_at(const Counter *c, CasusId first, CasusId last) {
    CasusId join = last + 1;
    if (join >= c->s->last) return 0;
    if (is_joined(c, join)) return join + 1;
    if (c->r->tokens.at[join].shape & CASUS_SHAPE_PUNCT) return 0;          /* "10 - 15 wounded" may be two figures */
    int32_t bound = kind_at(c->r, join, CASUS_MARK_BOUND);
    bool joins = bound == BOUND_TO ? !is_after_bound(c, first, BOUND_FROM)  /* "rose from 10 to 15": two figures */
                                   : bound == BOUND_AND && is_after_bound(c, first, BOUND_BETWEEN);
    if (!joins) return 0;
    const CasusMark *about = mark_at(c->r, join + 1, CASUS_MARK_BOUND);     /* "10 to about 15" */
    return about ? about->last + 1 : join + 1;
}

/* "2 to 3 million": the scale belongs to both. */
static void share_scale(Numeral *lower, const Numeral *upper) {
    if (upper->scale <= 1 || lower->scale > 1 || upper->vague) return;
    if (lower->low >= upper->low / upper->scale || lower->low > INT64_MAX / upper->scale) return;
    lower->low *= upper->scale;
    lower->high = lower->low;
}

typedef enum { RANGE_NONE, RANGE_YES, RANGE_SCORE } RangeKind;

/* Takes the upper end in. RANGE_SCORE: "3-1", "555-12": joined, but no range. */
static RangeKind read_range(const Counter *c, CasusId first, Numeral *lower) {
    Numeral upper;
    CasusId at = upper_end_at(c, first, lower->last);
    if (!at || !numeral_at(c->r, at, c->s->last, &upper) || lower->vague) return RANGE_NONE;
    share_scale(lower, &upper);
    bool is_chain = is_joined(c, upper.last + 1) && is_joined(c, at - 1);
    if (upper.low <= lower->low || is_chain) {
        bool joined = is_joined(c, at - 1);
        if (joined) lower->last = upper.last;
        return joined ? RANGE_SCORE : RANGE_NONE;
    }
    lower->last = upper.last;
    lower->high = upper.vague ? upper.high : upper.low;
    lower->fraction = upper.fraction;
    return RANGE_YES;
}

/* ---- which numbers are no counts ------------------------------------------------------------------------------------- */

/* "No. 5", "$500", "aged 5": the word before tells what the number is. */
static bool is_labelled(const Counter *c, CasusId t) {
    if (t == c->s->first) return false;
    const CasusMark *unit = mark_ending_at(c->r, t - 1, CASUS_MARK_UNIT, c->s->first);
    int32_t kind = unit && unit->row ? mark_row(c->r, unit)->cell[UNIT_KIND] : 0;
    if (kind == UNIT_ORDER || kind == UNIT_MONEY || kind == UNIT_AGE) return true;
    bool glued = (c->r->tokens.at[t].shape & CASUS_SHAPE_DIGITS) && is_glued(c->r, t) && is_glued(c->r, t - 1) && t - 1 > c->s->first;
    return glued && !is_text(c, t - 1, S("(")) && !is_text(c, t - 1, S("[")) && (c->r->tokens.at[t - 1].shape & CASUS_SHAPE_PUNCT);    /* "F-15", "9/11" */
}

/* "five-year", "33rd", "10 km", "60%", "24/7": what follows makes it a measure, a rank or a name. */
static bool is_measure(const Counter *c, CasusId last) {
    CasusId next = last + 1;
    if (next > c->s->last) return false;
    int32_t unit = kind_at(c->r, next, CASUS_MARK_UNIT), time = kind_at(c->r, next, CASUS_MARK_TIME);
    if (unit && unit != UNIT_THING) return true;
    if (time == TIME_UNIT || time == TIME_MONTH || time == TIME_CLOCK) return true;
    if (kind_at(c->r, next, CASUS_MARK_NUMBER) == NUMBER_ORDINAL) return true;                  /* "one third" */
    if (kind_at(c->r, next, CASUS_MARK_BOUND) == BOUND_AT_LEAST) return false;                  /* "500+" */
    if (!is_glued(c->r, next)) return false;
    if (c->r->tokens.at[next].shape & CASUS_SHAPE_WORD) return true;
    if (is_joined(c, next)) return kind_at(c->r, next + 1, CASUS_MARK_BOUND) != BOUND_AT_LEAST; /* "20-plus" */
    bool goes_on = next < c->s->last && is_glued(c->r, next + 1) && (c->r->tokens.at[next + 1].shape & CASUS_SHAPE_DIGITS);
    return is_text(c, next, S("/")) || (goes_on && !is_text(c, next, S(",")));
}

/* "Amin Hadar, 47, said": the age of somebody named. */
static bool is_age(const Counter *c, CasusId first, const Numeral *n) {
    if (first < c->s->first + 2 || !n->n_digits || n->low > OLDEST || !is_text(c, first - 1, S(","))) return false;
    bool after_name = c->r->tokens.at[first - 2].shape & CASUS_SHAPE_CAPITAL;
    bool closed = n->last == c->s->last || (c->r->tokens.at[n->last + 1].shape & CASUS_SHAPE_PUNCT);
    return after_name && closed && !is_joined(c, n->last + 1);
}

/* "1." or "(1)" at the start of an item. */
static bool is_label(const Counter *c, CasusId first, CasusId last) {
    bool at_start = first == c->s->first || (first == c->s->first + 1 && is_text(c, c->s->first, S("(")));
    return at_start && last < c->s->last && is_glued(c->r, last + 1) && (is_text(c, last + 1, S(".")) || is_text(c, last + 1, S(")")));
}

/* "the number of", "these few": what was counted before, no count. */
static bool is_definite(const Counter *c, CasusId first) {
    if (first == c->s->first || mark_at(c->r, first - 1, CASUS_MARK_BOUND)) return false;
    return kind_at(c->r, first - 1, CASUS_MARK_FUNCTION) == FUNCTION_DETERMINER;
}

/* "three (3)" */
static bool is_repeated(const Counter *c, CasusId first, const Numeral *n) {
    if (first <= c->s->first || !is_text(c, first - 1, S("(")) || !is_text(c, n->last + 1, S(")"))) return false;
    const CasusQuantity *before = &c->r->quantities.at[list_last_id(&c->r->quantities)];
    return c->r->quantities.len > 1 && before->last + 2 == first && before->range.low == n->low;
}

static bool is_count(const Counter *c, CasusId first, const Numeral *n) {
    if (n->fraction) return false;                                  /* "2.5" of nothing that can be counted */
    if (n->vague && is_definite(c, first)) return false;
    return !is_labelled(c, first) && !is_measure(c, n->last) && !is_age(c, first, n) && !is_label(c, first, n->last) && !is_repeated(c, first, n);
}

/* ---- bounds ------------------------------------------------------------------------------------------------------------ */

static void apply_bound(Count *count, int32_t bound) {
    switch (bound) {
    case BOUND_AT_LEAST: count->at_least = true; break;
    case BOUND_MORE_THAN: count->more_than = true; break;
    case BOUND_UP_TO: count->up_to = true; break;
    case BOUND_LESS_THAN: count->less_than = true; break;
    case BOUND_ABOUT: count->approximate = true; break;
    default: break;
    }
}

/* Bounds that stand before: "at least some 20", "more than another 20". They reach only their own number. */
static void read_bounds_before(const Counter *c, Count *count) {
    for (int n = 0; n < MOST_BOUNDS && count->first > c->s->first; n++) {
        CasusId before = count->first - 1;
        const CasusMark *m = mark_ending_at(c->r, before, CASUS_MARK_BOUND, c->s->first);
        bool another = !m && n == 0 && before > c->s->first && kind_at(c->r, before, CASUS_MARK_FUNCTION) == FUNCTION_DETERMINER;
        if (another) m = mark_ending_at(c->r, before - 1, CASUS_MARK_BOUND, c->s->first);
        if (!m || !m->row) return;
        int32_t bound = mark_row(c->r, m)->cell[BOUND_BOUND];
        if (bound == BOUND_TO || bound == BOUND_AND || bound == BOUND_FROM) return;
        apply_bound(count, bound);
        count->first = m->first;
    }
}

/* Bounds that stand after: "20 or more", "500+", "20-plus", "20 or so". */
static void read_bound_after(const Counter *c, Count *count) {
    CasusId at = count->last + 1;
    if (is_joined(c, at)) at++;
    const CasusMark *m = at <= c->s->last ? mark_at(c->r, at, CASUS_MARK_BOUND) : NULL;
    if (!m || !m->row) return;
    int32_t bound = mark_row(c->r, m)->cell[BOUND_BOUND];
    bool follows = bound == BOUND_AT_LEAST || (m->last > m->first && kind_at(c->r, at, CASUS_MARK_FUNCTION) == FUNCTION_CONJUNCTION);
    Numeral next;
    if (!follows || numeral_at(c->r, m->last + 1, c->s->last, &next)) return;
    apply_bound(count, bound);
    count->last = m->last;
}

static CasusRange range_of(const Count *count) {
    int64_t high = count->high == CASUS_UNKNOWN ? count->low : count->high;
    if (count->up_to) return (CasusRange){ CASUS_UNKNOWN, high };
    if (count->less_than) return (CasusRange){ CASUS_UNKNOWN, high > 0 ? high - 1 : 0 };
    if (count->more_than) return (CasusRange){ count->vague ? count->low : count->low + 1, CASUS_UNKNOWN };
    if (count->at_least) return (CasusRange){ count->low, CASUS_UNKNOWN };
    return (CasusRange){ count->low, count->high };
}

static void add_quantity(const Counter *c, const Count *count) {
    CasusQuantity *q = list_add(&c->r->quantities, c->r->keep);
    *q = (CasusQuantity){ .span = tokens_span(c->r, count->first, count->last), .first = count->first, .last = count->last, .range = range_of(count),
                          .approximate = count->approximate || count->vague, .vague = count->vague, .sentence = c->sentence };
}

/* ---- the walk ------------------------------------------------------------------------------------------------------------ */

/* "at least one": an article counts when it is bounded. */
static bool bounded_article_at(const Counter *c, CasusId t, Numeral *n) {
    const CasusMark *m = mark_at(c->r, t, CASUS_MARK_NUMBER);
    if (!m || !m->row || mark_row(c->r, m)->cell[NUMBER_KIND] != NUMBER_ARTICLE) return false;
    if (!is_after_bound(c, t, BOUND_AT_LEAST)) return false;
    *n = (Numeral){ .last = m->last, .low = 1, .high = 1, .scale = 1 };
    return true;
}

/* Reads the number at t, adds it when it is a count, and returns the token to go on with. */
static CasusId read_number(const Counter *c, CasusId t) {
    Numeral n;
    if (!numeral_at(c->r, t, c->s->last, &n) && !bounded_article_at(c, t, &n)) return t + 1;
    if (read_range(c, t, &n) == RANGE_SCORE || !is_count(c, t, &n)) return n.last + 1;
    Count count = { .first = t, .last = n.last, .low = n.low, .high = n.high, .vague = n.vague };
    read_bounds_before(c, &count);
    read_bound_after(c, &count);
    add_quantity(c, &count);
    return count.last + 1;
}

/* The last token of the time that holds t, 0 if none does. */
static CasusId time_around(Counter *c, CasusId t) {
    uint32_t start = c->r->tokens.at[t].span.start;
    while (c->time < c->r->times.len && c->r->times.at[c->time].span.end <= start) c->time++;
    if (c->time >= c->r->times.len || c->r->times.at[c->time].span.start > start) return 0;
    CasusId last = t;
    while (last < c->s->last && c->r->tokens.at[last + 1].span.end <= c->r->times.at[c->time].span.end) last++;
    return last;
}

static bool is_naming(CasusMarkKind kind) {
    switch (kind) {
    case CASUS_MARK_NAME: case CASUS_MARK_WEAPON: case CASUS_MARK_ACTOR: case CASUS_MARK_COUNTRY: case CASUS_MARK_REGION: case CASUS_MARK_PUBLISHER:
    case CASUS_MARK_FACILITY: return true;
    default: return false;
    }
}

static void enter_names(Counter *c, CasusId t) {
    for (CasusId m = c->r->tokens.at[t].mark; m && m < c->r->marks.len && c->r->marks.at[m].first == t; m++)
        if (is_naming(c->r->marks.at[m].kind) && c->r->marks.at[m].last > c->named_until) c->named_until = c->r->marks.at[m].last;
}

static void read_sentence(Counter *c) {
    CasusId t = c->s->first;
    while (t <= c->s->last) {
        CasusId time = time_around(c, t);
        enter_names(c, t);
        if (time) t = time + 1;
        else if (c->named_until >= t) t++;
        else t = read_number(c, t);
    }
}

void mention_numbers(Reading *r) {
    Counter c = { .r = r, .time = 1 };
    for (CasusId s = 1; s < r->sentences.len; s++) {
        c.s = &r->sentences.at[s];
        c.sentence = s;
        read_sentence(&c);
    }
}
