/* Casualty figures: each casualty word finds the groups it tells of. */
#include "claim/group.h"
#include "claim/make.h"

enum { FIGURES_BACK = 24, FARTHEST_SUBJECT = 40 /* tokens */ };

typedef struct {
    Claims *c; const Look *k; CasusId sentence; Groups *groups; bool *used;
    CasusId whole;                      /* the first claim of the chain being written: what follows is its part, or is added to it */
} Figures;

/* ---- what may stand between a group and its word ------------------------------------------------------------------ */

static bool is_plain_between(const Look *k, CasusId t) {
    int pos = look_pos(k, t);
    return pos == CASUS_POS_AUX || pos == CASUS_POS_ADV || pos == CASUS_POS_PART || pos == CASUS_POS_ADP || pos == CASUS_POS_DET || pos == CASUS_POS_PRON
        || pos == CASUS_POS_NOUN || pos == CASUS_POS_PROPN || pos == CASUS_POS_ADJ || pos == CASUS_POS_NUM || pos == CASUS_POS_NONE || pos == CASUS_POS_OTHER;
}

static bool is_wall(const Look *k, CasusId t) {
    char c = look_char(k, t);
    if (c == ';' || c == ':' || look_pos(k, t) == CASUS_POS_SCONJ) return true;
    return look_at(k, t, CASUS_MARK_SAYING) && look_function(k, t - 1) != FUNCTION_BE;      /* "were reported killed" */
}

/* Does the subject [.., last] reach the verb at `verb`? Its phrases of place and its relative clause may stand between. */
static bool reaches_left(const Look *k, CasusId last, CasusId verb, bool passive) {
    int verbs = passive ? 1 : 0, n = 0;
    for (CasusId t = last + 1; t < verb; t++) {
        if (++n > FARTHEST_SUBJECT || is_wall(k, t)) return false;
        if (look_pos(k, t) == CASUS_POS_PUNCT) continue;            /* walls are told apart above */
        if (look_at(k, t, CASUS_MARK_INCLUDING) || look_over(k, t, CASUS_MARK_HEDGE)) continue;
        if (look_at(k, t, CASUS_MARK_SAYING) && look_function(k, t - 1) == FUNCTION_BE) continue;      /* "have been confirmed dead" */
        if (look_pos(k, t) == CASUS_POS_VERB && verbs-- > 0) continue;
        if (k->quantity[t]) continue;                               /* "aged between 9 and 14" */
        if (look_pos(k, t) == CASUS_POS_CCONJ && look_at(k, t - 1 > last ? t - 1 : t, CASUS_MARK_CASUALTY)) continue;
        if (!is_plain_between(k, t)) return false;
    }
    return true;
}

static bool reaches_right(const Look *k, CasusId verb_last, CasusId first) {
    int n = 0;
    for (CasusId t = verb_last + 1; t < first; t++) {
        int pos = look_pos(k, t);
        if (++n > 4) return false;
        if (pos == CASUS_POS_CCONJ) return false;
        if (pos == CASUS_POS_ADV || pos == CASUS_POS_DET || pos == CASUS_POS_ADJ || look_over(k, t, CASUS_MARK_BOUND) || look_function(k, t) == FUNCTION_POSSESSIVE) continue;
        if (look_at(k, t, CASUS_MARK_NAME_LINK) && pos == CASUS_POS_ADP) continue;     /* "the killing of" */
        if (look_at(k, t, CASUS_MARK_TITLE)) continue;
        if (k->time[t] || (pos == CASUS_POS_ADP && k->time[t + 1])) continue;           /* "killed on Monday ten soldiers" */
        return false;
    }
    return true;
}

enum { MOST_BETWEEN = 14 };             /* tokens from a group to the part of it that is told */

/* Only a comma, "and" or "or" between two groups. */
static bool are_joined(const Look *k, const Group *a, const Group *b) {
    if (b->first > a->last + (b->part ? MOST_BETWEEN : 5)) return false;
    bool joint = false;
    for (CasusId t = a->last + 1; t < b->first; t++) {
        if (look_char(k, t) == ',' || look_pos(k, t) == CASUS_POS_CCONJ || (b->named && look_is_dash(k, t))) { joint = true; continue; }
        if (look_at(k, t, CASUS_MARK_INCLUDING)) { joint = true; continue; }
        if (look_pos(k, t) == CASUS_POS_DET || look_pos(k, t) == CASUS_POS_ADV || look_pos(k, t) == CASUS_POS_ADP) continue;
        if (b->part && look_pos(k, t) == CASUS_POS_PUNCT && !is_wall(k, t)) continue;
        if (b->part && look_pos(k, t) != CASUS_POS_AUX && look_pos(k, t) != CASUS_POS_VERB && is_plain_between(k, t)) continue;
        return look_over(k, t, CASUS_MARK_INCLUDING);
    }
    return joint || b->part;
}

/* Has the group a casualty word of its own right behind it: "3 killed and 5 wounded"? */
static bool has_own_word(const Look *k, const Group *g, CasusId end) {
    if (g->last >= end) return false;
    CasusId t = g->last + 1;
    while (t < end && (look_pos(k, t) == CASUS_POS_AUX || look_pos(k, t) == CASUS_POS_ADV)) t++;
    CasusId m = look_at(k, t, CASUS_MARK_CASUALTY);
    return m && (look_mark(k, m)->form & (CASUS_WORD_PARTICIPLE | CASUS_WORD_PAST) || look_row(k, m)->cell[CASUALTY_PATTERN] == CASUALTY_ADJECTIVE
                 || look_row(k, m)->cell[CASUALTY_PATTERN] == CASUALTY_SUBJECT);
}

/* ---- one figure ------------------------------------------------------------------------------------------------- */

static bool fits_effect(const Group *g, CasusEffect effect) {
    bool of_things = effect == CASUS_EFFECT_DESTROYED || effect == CASUS_EFFECT_DAMAGED;
    if (g->kind == GROUP_BARE) return !of_things;
    return of_things == (g->kind == GROUP_OF_THINGS);
}

/* A group told without a number and with an article was told before. */
static bool says_a_number(const Group *g) { return !(g->definite && g->vague) && !g->owner; }

/* "four of those killed": the last count of so many at least that the report has told; 0 when there is none. */
static CasusId whole_before(const Figures *f, CasusEffect effect, int64_t part) {
    const Reading *r = f->k->r;
    CasusId newest = list_last_id(&r->claims) - 1;                  /* before the part itself */
    for (CasusId c = newest; c > 0 && c + FIGURES_BACK > newest; c--) {
        const CasusClaim *claim = &r->claims.at[c];
        int64_t all = claim->figure.range.high != CASUS_UNKNOWN ? claim->figure.range.high : claim->figure.range.low;
        if (claim->has_figure && claim->figure.effect == effect && claim->figure.counted && !claim->part_of && all >= part) return c;
    }
    return 0;
}

enum { LONG_PERIOD = 20 /* days */, NEAR_PERIOD = 12 /* tokens */ };

/* "killed in the conflict since 2019": nothing but the phrases of the same clause stands between the words and the stretch of time. */
static bool is_one_clause(const Look *k, CasusId from, CasusId time) {
    if (time > from + NEAR_PERIOD) return false;
    for (CasusId t = from; t < time; t++) {
        int pos = look_pos(k, t);
        bool leads = t + 1 == time;                                 /* "since" itself */
        if (pos == CASUS_POS_PUNCT || pos == CASUS_POS_VERB || look_function(k, t) == FUNCTION_RELATIVE || (pos == CASUS_POS_SCONJ && !leads)) return false;
    }
    return true;
}

/* "Since October, 40,000 people have been killed", "the soldiers killed since January": a stretch of weeks is what is counted. */
static bool is_of_period(const Look *k, CasusId sentence, CasusId first, CasusId last) {
    CasusSentence s = look_sentence(k, sentence);
    for (CasusId t = s.first; t <= s.last; t++) {
        const CasusTime *time = k->time[t] ? &k->r->times.at[k->time[t]] : NULL;
        if (!time || !time->period || time->from_day == CASUS_NO_DAY || time->to_day - time->from_day < LONG_PERIOD) continue;
        bool opens = t <= s.first + 1;
        if (t > last ? is_one_clause(k, last + 1, t) : t >= first || (opens && first < t + NEAR_PERIOD)) return true;
    }
    return false;
}

/* "an unknown number of dead and wounded", "no casualties": some of both, or none of either. */
static bool is_of_both(const Group *g) { return (g->range.low == 0 && g->range.high == 0) || (g->counted && g->approximate && g->range.low == 1 && g->range.high == CASUS_UNKNOWN); }

static void write_figure(Figures *f, size_t group, CasusEffect effect, CasusId first, CasusId last) {
    Group *g = &f->groups->at[group];
    if (f->used[group] || !fits_effect(g, effect) || !says_a_number(g)) return;
    if (g->range.low == CASUS_UNKNOWN && g->range.high == CASUS_UNKNOWN) return;
    bool nobody = g->range.low == 0 && g->range.high == 0;
    if (is_of_both(g) && effect == CASUS_EFFECT_CASUALTIES) {
        write_figure(f, group, CASUS_EFFECT_KILLED, first, last);
        f->used[group] = false;
        write_figure(f, group, CASUS_EFFECT_INJURED, first, last);
        return;
    }
    if (nobody) f->whole = 0;
    f->used[group] = true;
    if (g->part && !g->counted && g->range.low == 1 && f->whole) return;      /* "twelve people, among them a nurse": one of those counted */
    CasusId whole = f->whole;
    if (g->first < first) first = g->first;
    if (g->last > last) last = g->last;
    CasusClaim *claim = claim_make(f->c, f->sentence, CASUS_ABOUT_CASUALTIES, first, last);
    claim->has_figure = true;
    claim->of_period = is_of_period(f->k, f->sentence, first, last);
    claim->figure = (CasusFigure){ .effect = effect, .who = g->who, .party = g->party, .civilian = g->civilian, .range = g->range, .approximate = g->approximate, .counted = g->counted };
    if (whole && g->part) claim->part_of = whole;
    else if (whole) claim->summed_with = whole;
    else if (g->part || g->more) claim->part_of = whole_before(f, effect, g->range.low);
    if (!whole && !g->part) f->whole = list_last_id(&f->k->r->claims);
}

static CasusEffect effect_of(const Look *k, const CasusMark *m) { return (CasusEffect)mark_row(k->r, m)->cell[CASUALTY_EFFECT]; }

/* "killed and wounded", "dead or injured": one number for both. The other word, NULL if there is none. */
static const CasusMark *joint_word(const Figures *f, const CasusMark *m) {
    const Look *k = f->k;
    CasusId end = look_sentence(k, f->sentence).last, t = m->last + 1;
    if (t + 1 > end || (look_pos(k, t) != CASUS_POS_CCONJ && look_char(k, t) != '/')) return NULL;
    CasusId other = look_at(k, t + 1, CASUS_MARK_CASUALTY);
    return other ? look_mark(k, other) : NULL;
}

/* "victims", "casualties", "the toll" are the dead or the hurt that the sentence, or the last figure, tells of. */
static CasusEffect in_context(const Figures *f, const CasusMark *m, CasusEffect effect) {
    const Reading *r = f->k->r;
    if (effect != CASUS_EFFECT_CASUALTIES || mark_row(r, m)->pos == CASUS_POS_VERB) return effect;
    CasusSentence s = look_sentence(f->k, f->sentence);
    for (CasusId t = s.first; t <= s.last; t++) {
        CasusId other = look_at(f->k, t, CASUS_MARK_CASUALTY);
        if (!other || look_mark(f->k, other) == m) continue;
        CasusEffect its = effect_of(f->k, look_mark(f->k, other));
        if (its == CASUS_EFFECT_KILLED) return its;
    }
    const CasusClaim *last = &r->claims.at[r->claims.len - 1];
    bool near = last->has_figure && last->sentence + 3 >= f->sentence && last->figure.effect == CASUS_EFFECT_KILLED;
    return near ? CASUS_EFFECT_KILLED : effect;
}

static bool is_dead_and_hurt(CasusEffect a, CasusEffect b) {
    return (a == CASUS_EFFECT_KILLED && b == CASUS_EFFECT_INJURED) || (a == CASUS_EFFECT_INJURED && b == CASUS_EFFECT_KILLED);
}

static bool is_single(const Group *g) { return !g->counted && g->range.high == 1 && !g->part; }

/* "his son, a teacher and poet", "a boy, Aron Marl,", "Ada Marl, a nurse,": one person told twice. Not "Ada Marl, a nurse and two drivers". */
static bool is_apposed(const Figures *f, size_t i, size_t end) {
    if (i >= end) return false;
    const Group *a = &f->groups->at[i], *b = a + 1;
    if (!is_single(a) || !is_single(b) || a->last + 3 < b->first || !look_is_comma(f->k, a->last + 1) || look_pos(f->k, a->last + 2) == CASUS_POS_CCONJ) return false;
    if (b->named) return !a->named && b->first == a->last + 2;
    bool closes = look_is_comma(f->k, b->last + 1) && look_function(f->k, b->first) != FUNCTION_POSSESSIVE;
    if (a->named && closes) return true;
    return i + 2 > end || !are_joined(f->k, b, b + 1) || (b + 1)->counted;
}

/* "two civilians, Ada Marl and her son": who they are, told one by one behind their number, is no number of its own. From the group behind the
 * counted one on; where the list ends. */
static size_t skip_list(const Figures *f, size_t whole, size_t end) {
    const Group *g = &f->groups->at[whole];
    if (is_apposed(f, whole, end)) return skip_list(f, whole + 1, end);
    size_t last = whole + 1;
    int64_t n = 0;
    bool named = false;
    for (; last <= end && !f->groups->at[last].counted && !f->groups->at[last].part; last++) {
        const Group *one = &f->groups->at[last];
        if (!are_joined(f->k, one - 1, one)) break;
        n += one->vague ? 0 : one->range.low;
        named |= one->named;
    }
    bool comma = last > whole + 1 && look_pos(f->k, f->groups->at[whole + 1].first - 1) != CASUS_POS_CCONJ;
    bool same = named ? n <= g->range.low || g->range.high == CASUS_UNKNOWN : n == 0 || n == g->range.low;
    return g->counted && comma && same ? last : whole + 1;
}

/* "at least 52 civilians, including 15 women, and up to 68 civilians": two bounds of one number. */
static void join_bounds(Figures *f, size_t first, size_t last) {
    for (size_t i = first, j = first + 1; j <= last; j++) {
        Group *low = &f->groups->at[i], *high = &f->groups->at[j];
        if (high->part) continue;
        if (group_bounds(low, high)) low->range.high = high->range.high, f->used[j] = true;
        i = j;
    }
}

/* "six members of the family, four children and two women, were killed": those told behind the number come to it, and are its parts. */
static void mark_sum(Figures *f, size_t first, size_t last) {
    const Group *whole = &f->groups->at[first];
    if (first + 2 > last || !whole->counted || whole->range.low < 2 || !look_is_comma(f->k, f->groups->at[first + 1].first - 1)) return;
    int64_t sum = 0;
    for (size_t i = first + 1; i <= last; i++) {
        const Group *g = &f->groups->at[i];
        if (!g->counted && (g->range.high != 1 || g->named)) return;
        sum += g->range.low;
    }
    if (sum != whole->range.low) return;
    for (size_t i = first + 1; i <= last; i++) f->groups->at[i].part = true;
}

/* The groups joined to the one before the word, from the first of them on. */
static void write_chain_left(Figures *f, size_t last, const CasusMark *m, CasusEffect effect) {
    size_t i = last;
    while (i > 0 && !f->used[i - 1] && are_joined(f->k, &f->groups->at[i - 1], &f->groups->at[i]) && fits_effect(&f->groups->at[i - 1], effect)) i--;
    f->whole = 0;
    join_bounds(f, i, last);
    mark_sum(f, i, last);
    for (size_t next; i <= last; i = next) {
        next = skip_list(f, i, last);
        bool ends = next > last;
        write_figure(f, i, effect, ends ? m->first : f->groups->at[i].first, ends ? m->last : f->groups->at[i].last);
    }
}

/* "... were killed in the raid, including five children": counted parts that follow the word. */
static void write_parts_right(Figures *f, size_t whole, const CasusMark *m, CasusEffect effect) {
    CasusId t = m->last + 1;
    for (size_t i = whole + 1; f->whole && i < f->groups->len; i++) {
        const Group *g = &f->groups->at[i];
        for (; t < g->first; t++)
            if (is_wall(f->k, t) || look_at(f->k, t, CASUS_MARK_CASUALTY)) return;
        if (!g->part && g->counted && look_pos(f->k, g->first - 1) == CASUS_POS_CCONJ) return;      /* "and dozens, including two children, were wounded" */
        if (g->part && g->counted) write_figure(f, i, effect, g->first, g->last);
        t = g->last + 1;
    }
}

/* "the bodies of two civilians and eight injured children": the word for another harm stands inside. */
static bool holds_other_word(const Look *k, const Group *g, CasusEffect effect) {
    for (CasusId t = g->first; t <= g->last; t++) {
        CasusId m = look_at(k, t, CASUS_MARK_CASUALTY);
        if (m && look_row(k, m)->cell[CASUALTY_EFFECT] != (int)effect && look_row(k, m)->cell[CASUALTY_EFFECT] != CASUS_EFFECT_CASUALTIES) return true;
    }
    return false;
}

/* The last of the groups that one word before the first of them tells of. */
static size_t chain_end(const Figures *f, size_t first, CasusEffect effect) {
    const Look *k = f->k;
    CasusId end = look_sentence(k, f->sentence).last;
    size_t last = first;
    for (size_t i = first + 1; i < f->groups->len; i++) {
        const Group *g = &f->groups->at[i];
        if (!are_joined(k, g - 1, g) || has_own_word(k, g, end) || holds_other_word(k, g, effect)) return last;
        last = i;
    }
    return last;
}

static void write_chain(Figures *f, size_t first, const CasusMark *m, CasusEffect effect) {
    size_t last = chain_end(f, first, effect);
    join_bounds(f, first, last);
    mark_sum(f, first, last);
    for (size_t i = first; i <= last; i = skip_list(f, i, last)) write_figure(f, i, effect, m->first, i == first ? m->last : m->first);
}

static void write_chain_right(Figures *f, size_t i, const CasusMark *m, CasusEffect effect) {
    f->whole = 0;
    write_chain(f, i, m, effect);
}

/* "was killed along with two others": they come on top of those before the word. */
static void write_with(Figures *f, const CasusMark *m, CasusEffect effect) {
    CasusId with = f->whole && m->last < look_sentence(f->k, f->sentence).last ? look_at(f->k, m->last + 1, CASUS_MARK_INCLUDING) : 0;
    if (!with || look_row(f->k, with)->cell[INCLUDING_PATTERN] != INCLUDING_WITH) return;
    CasusId next = look_mark(f->k, with)->last + 1;
    for (size_t i = 0; i < f->groups->len; i++)
        if (f->groups->at[i].first == next) { write_chain(f, i, m, effect); return; }
}

static bool fits_effect_of_people(const Look *k, const CasusMark *m) {
    CasusEffect effect = (CasusEffect)mark_row(k->r, m)->cell[CASUALTY_EFFECT];
    return effect != CASUS_EFFECT_DESTROYED && effect != CASUS_EFFECT_DAMAGED;
}

/* The nearest group before the word that reaches it; -1 when there is none. */
static long left_group(const Figures *f, const CasusMark *m, bool passive) {
    for (size_t i = f->groups->len; i-- > 0;) {
        const Group *g = &f->groups->at[i];
        if (g->last >= m->first) continue;
        if (g->kind == GROUP_OF_THINGS && fits_effect_of_people(f->k, m) && look_pos(f->k, g->first - 1) == CASUS_POS_ADP) continue;    /* "12 people across three generations" */
        return reaches_left(f->k, g->last, m->first, passive) ? (long)i : -1;
    }
    return -1;
}

static long right_group(const Figures *f, CasusId last) {
    for (size_t i = 0; i < f->groups->len; i++)
        if (f->groups->at[i].first > last) return reaches_right(f->k, last, f->groups->at[i].first) ? (long)i : -1;
    return -1;
}

/* "four dead, five deaths by another count": what was counted before goes on only where one list holds both. */
static void write_held(Figures *f, size_t group, const CasusMark *m, CasusEffect effect) {
    if (group == 0 || !f->used[group - 1] || !are_joined(f->k, &f->groups->at[group - 1], &f->groups->at[group])) f->whole = 0;
    write_figure(f, group, effect, m->first, m->last);
}

/* The group that holds the word: "three wounded soldiers", "12 victims"; -1 when none does. */
static long holding_group(const Figures *f, const CasusMark *m) {
    for (size_t i = 0; i < f->groups->len; i++)
        if (f->groups->at[i].first <= m->first && m->last <= f->groups->at[i].last) return (long)i;
    return -1;
}

static bool is_infinitive(const Look *k, const CasusMark *m) {
    return (m->form & CASUS_WORD_BASE) && mark_row(k->r, m)->pos == CASUS_POS_VERB && m->first > 1 && look_pos(k, m->first - 1) == CASUS_POS_PART;
}

/* "denied that forty had been killed": the number is the denial's. */
static bool is_denied(const Figures *f, const CasusMark *m) {
    const Look *k = f->k;
    CasusId first = look_sentence(k, f->sentence).first;
    for (CasusId t = m->first; t > first && t + 16 > m->first;) {
        t--;
        CasusId denial = look_at(k, t, CASUS_MARK_DENIAL);
        if (denial && look_row(k, denial)->pos == CASUS_POS_VERB && look_row(k, denial)->cell[DENIAL_PATTERN] == DENIAL_WHAT)
            return look_opens_clause(k, look_mark(k, denial)->last + 1, m->first);
        if (look_char(k, t) == ';' || look_is_quote(k, t) || look_at(k, t, CASUS_MARK_SAYING)) return false;
    }
    return false;
}

/* Killed in a plan, a wish, a threat, or not at all. */
static bool is_unreal(const Figures *f, const CasusMark *m) {
    CasusModality modality = look_modality(f->k, f->sentence, m->first);
    if (modality == CASUS_MODALITY_HYPOTHETICAL || modality == CASUS_MODALITY_THREATENED || modality == CASUS_MODALITY_POSSIBLE) return true;
    if (is_infinitive(f->k, m)) return true;
    return mark_row(f->k->r, m)->pos == CASUS_POS_VERB && look_is_negated(f->k, f->sentence, m->first);
}

static bool is_people_word(const Look *k, CasusId t) {
    return look_at(k, t, CASUS_MARK_PERSON) || (k->name[t] && k->r->mentions.at[k->name[t]].plural);
}

/* "injured civilians", "the killed soldiers": the word only describes people told of elsewhere. */
static bool is_attributive(const Figures *f, const CasusMark *m) {
    const Look *k = f->k;
    CasusId first = look_sentence(k, f->sentence).first, end = look_sentence(k, f->sentence).last;
    if (m->last >= end || m->first == first) return m->first == first && m->last < end && is_people_word(k, m->last + 1) && (m->form & CASUS_WORD_PARTICIPLE);
    if (!is_people_word(k, m->last + 1)) return false;
    if (look_pos(k, m->first - 1) == CASUS_POS_DET) return true;
    if (!(m->form & (CASUS_WORD_PARTICIPLE | CASUS_WORD_PAST)) && mark_row(k->r, m)->pos != CASUS_POS_ADJ) return false;
    int before = look_pos(k, m->first - 1);
    return before == CASUS_POS_DET || before == CASUS_POS_ADP || before == CASUS_POS_PART || before == CASUS_POS_ADJ || before == CASUS_POS_VERB || before == CASUS_POS_CCONJ
        || look_pos(k, m->first - 1) == CASUS_POS_PUNCT || look_function(k, m->first - 1) == FUNCTION_POSSESSIVE;
}

/* "three wounded soldiers": the group that holds the word has a number. */
static bool is_counted_holder(const Figures *f, const CasusMark *m) {
    long held = holding_group(f, m);
    return held >= 0 && !f->groups->at[held].vague;
}

static void write_left(Figures *f, size_t group, const CasusMark *m, CasusEffect effect) {
    write_chain_left(f, group, m, effect);
    write_with(f, m, effect);
    write_parts_right(f, group, m, effect);
}

enum { LONGEST_NUMBER_OF = 5, LONGEST_CLAUSE = 40 };    /* tokens from "the number of" to the word; from there to what the number is */

/* "the number of people who were killed in the raid has risen to four": the bare number behind a word of revision. */
static bool read_number_of(Figures *f, const CasusMark *m, CasusEffect effect) {
    const Look *k = f->k;
    CasusSentence s = look_sentence(k, f->sentence);
    bool is_number = false;
    for (CasusId t = m->first; t > s.first && t + LONGEST_NUMBER_OF > m->first && !is_number; t--) is_number = look_at(k, t - 1, CASUS_MARK_FUNCTION) && look_function(k, t - 1) == FUNCTION_NUMBER_OF;
    for (CasusId t = m->last + 1; is_number && t <= s.last && t < m->last + LONGEST_CLAUSE; t++) {
        CasusId risen = look_at(k, t, CASUS_MARK_REVISION);
        if (look_char(k, t) == ';' || look_at(k, t, CASUS_MARK_CASUALTY)) return false;
        if (!risen || look_row(k, risen)->cell[REVISION_PATTERN] == REVISION_OLD) continue;
        for (size_t i = 0; i < f->groups->len; i++)
            if (f->groups->at[i].first == look_mark(k, risen)->last + 1 && f->groups->at[i].counted) {
                f->whole = 0;
                write_figure(f, i, effect, look_mark(k, risen)->first, look_mark(k, risen)->last);
                write_parts_right(f, i, look_mark(k, risen), effect);
                return true;
            }
    }
    return false;
}

static void read_object(Figures *f, const CasusMark *m, const CasusMark *joint, CasusEffect effect) {
    if (read_number_of(f, m, effect)) return;
    const CasusMark *end = joint ? joint : m;
    bool passive = look_is_passive(f->k, m);
    if (!passive && is_counted_holder(f, m)) { write_held(f, (size_t)holding_group(f, m), m, effect); return; }
    if (!passive && is_attributive(f, m)) return;
    long right = right_group(f, end->last);
    if (right >= 0 && !passive) { write_chain_right(f, (size_t)right, m, effect); return; }
    if (!(m->form & (CASUS_WORD_PARTICIPLE | CASUS_WORD_PAST)) || (!passive && look_has_object(f->k, end))) return;     /* "gunmen shot a dog" */
    long left = left_group(f, m, passive);
    if (left >= 0) write_left(f, (size_t)left, end, effect);
}

/* "the cousins of the deceased": people told of before. */
static bool is_complement(const Look *k, const CasusMark *m) {
    return m->first > 2 && look_pos(k, m->first - 1) == CASUS_POS_DET && look_at(k, m->first - 2, CASUS_MARK_NAME_LINK);
}

static void read_adjective(Figures *f, const CasusMark *m, const CasusMark *joint, CasusEffect effect) {
    long held = holding_group(f, m);
    if (is_counted_holder(f, m)) { write_held(f, (size_t)held, m, effect); return; }
    if (held >= 0 || is_attributive(f, m) || is_complement(f->k, m)) return;
    long left = left_group(f, m, false);
    if (left >= 0) write_chain_left(f, (size_t)left, joint ? joint : m, effect);
}

static void read_noun(Figures *f, const CasusMark *m, CasusEffect effect) {
    bool is_deed = mark_row(f->k->r, m)->cell[CASUALTY_PATTERN] == CASUALTY_DEED;
    long held = holding_group(f, m), right = -1;
    if (m->last < look_sentence(f->k, f->sentence).last && look_at(f->k, m->last + 1, CASUS_MARK_NAME_LINK)) right = right_group(f, m->last);
    if (right >= 0 && fits_effect(&f->groups->at[right], effect)) { write_chain_right(f, (size_t)right, m, effect); return; }
    if (is_deed) return;
    if (held >= 0 && effect == CASUS_EFFECT_CAPTURED && has_own_word(f->k, &f->groups->at[held], look_sentence(f->k, f->sentence).last)) return;     /* "hostages were freed" */
    if (held >= 0 && !f->groups->at[held].definite) write_held(f, (size_t)held, m, effect);
}

/* "an undetermined number of dead": the number is in the word itself; -1 when it is not. */
static long counted_toll(const Figures *f, const CasusMark *m) {
    for (size_t i = 0; i < f->groups->len; i++)
        if (f->groups->at[i].counted && f->groups->at[i].first < m->first && f->groups->at[i].last >= m->first) return (long)i;
    return -1;
}

/* "the death toll rose from 9 to 12": the numbers that follow, in order. */
static void read_toll(Figures *f, const CasusMark *m, CasusEffect effect) {
    long own = counted_toll(f, m);
    if (own >= 0) { f->whole = 0; write_figure(f, (size_t)own, effect, m->first, m->last); return; }
    for (size_t i = 0; i < f->groups->len; i++) {
        Group *g = &f->groups->at[i];
        if (g->first <= m->last || !g->counted || g->kind == GROUP_OF_THINGS) continue;
        if (g->first > m->last + 20 || has_own_word(f->k, g, look_sentence(f->k, f->sentence).last)) return;
        for (CasusId t = m->last + 1; t < g->first; t++)
            if (is_wall(f->k, t) || look_at(f->k, t, CASUS_MARK_CASUALTY)) return;
        f->whole = 0;
        write_figure(f, i, effect, m->first, m->last);
    }
}

/* "suffered light and severe injuries", "received “minor injuries”": the words of the tables with others between; NULL when it is none of that. */
static const PackRow *suffered(const Figures *f, const CasusMark *m, CasusMark *whole) {
    const Look *k = f->k;
    CasusId from = look_sentence(k, f->sentence).first, verb = look_phrase_start(k, from, m->first);
    if (verb > from + 1 && look_pos(k, verb - 1) == CASUS_POS_CCONJ) verb = look_phrase_start(k, from, verb - 2);
    while (verb > from && look_is_quote(k, verb - 1)) verb--;
    if (verb <= from || mark_row(k->r, m)->pos != CASUS_POS_NOUN || look_pos(k, verb - 1) != CASUS_POS_VERB) return NULL;
    const PackRow *row = look_split_phrase(k, TABLE_CASUALTY, verb - 1, m->first);
    if (!row || row->cell[CASUALTY_PATTERN] != CASUALTY_SUBJECT) return NULL;
    *whole = *m;
    whole->first = verb - 1;
    return row;
}

/* "three of the wounded later died": of whom they were, which the verb tells more of. Not "three of the wounded were children". */
static bool is_of_those(const Look *k, const CasusMark *m) {
    CasusId of = look_over(k, m->first, CASUS_MARK_INCLUDING), end = look_sentence(k, m->sentence).last;
    bool more = false;
    for (CasusId t = m->last + 1; t <= end && !more; t++) more = look_at(k, t, CASUS_MARK_CASUALTY);
    return more && of && look_row(k, of)->cell[INCLUDING_PATTERN] == INCLUDING_AFTER && look_mark(k, of)->last >= m->last;
}

static void read_word(Figures *f, const CasusMark *m) {
    const PackRow *row = mark_row(f->k->r, m);
    CasusMark whole;
    const PackRow *borne = suffered(f, m, &whole);
    if (borne) m = &whole;
    if (is_of_those(f->k, m)) return;
    if (is_unreal(f, m) || is_denied(f, m)) return;
    const CasusMark *joint = joint_word(f, m);
    CasusEffect effect = effect_of(f->k, m);
    if (joint && is_dead_and_hurt(effect, effect_of(f->k, joint))) effect = CASUS_EFFECT_CASUALTIES;
    else joint = NULL;
    if (!joint) effect = in_context(f, m, effect);
    switch (borne ? CASUALTY_SUBJECT : row->cell[CASUALTY_PATTERN]) {
    case CASUALTY_OBJECT: read_object(f, m, joint, effect); break;
    case CASUALTY_SUBJECT: {
        long left = left_group(f, m, true);
        if (left >= 0) write_left(f, (size_t)left, m, effect);
        break;
    }
    case CASUALTY_ADJECTIVE: read_adjective(f, m, joint, effect); break;
    case CASUALTY_NOUN: case CASUALTY_PERSON: case CASUALTY_BODY: case CASUALTY_DEED: read_noun(f, m, effect); break;
    case CASUALTY_TOLL: read_toll(f, m, effect); break;
    default: break;
    }
}

/* "killing nine, residents and an official said": those who speak are none of them. */
static void drop_speakers(const Claims *c, Groups *groups) {
    size_t kept = 0;
    for (size_t i = 0; i < groups->len; i++)
        if (!c->speaks[groups->at[i].first] || !c->speaks[groups->at[i].last] || groups->at[i].casualty || groups->at[i].counted) groups->at[kept++] = groups->at[i];
    groups->len = kept;
}

void figure_find(Claims *c) {
    Reading *r = c->look.r;
    Groups groups = { 0 };
    bool *used = NULL;
    size_t room = 0;
    CasusId m = 1;
    for (CasusId s = 1; s < r->sentences.len; s++) {
        while (m < r->marks.len && r->marks.at[m].sentence < s) m++;
        CasusId from = m;
        bool has_word = false;
        for (; m < r->marks.len && r->marks.at[m].sentence == s; m++) has_word |= r->marks.at[m].kind == CASUS_MARK_CASUALTY;
        if (!has_word) continue;
        groups_find(&c->look, s, &groups);
        drop_speakers(c, &groups);
        if (groups.len > room) used = arena_array(r->scratch, room = groups.len * 2, sizeof *used);
        if (groups.len) memset(used, 0, groups.len * sizeof *used);
        Figures f = { c, &c->look, s, &groups, used, 0 };
        for (CasusId k = from; k < m; k++)
            if (r->marks.at[k].kind == CASUS_MARK_CASUALTY) read_word(&f, &r->marks.at[k]);
    }
}
