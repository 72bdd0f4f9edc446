#include "claim/group.h"

enum { LONGEST_RUN = 9, OLDEST = 115, LONGEST_AGE = 3 /* digits */, BRACKETS = 8 };   /* tokens from the number to the word it counts; years of a life; tokens */

/* What may stand between a number and the word it counts. */
static bool may_modify(const Look *k, CasusId t) {
    if (k->quantity[t] || k->time[t]) return false;
    if (look_at(k, t, CASUS_MARK_UNIT)) return false;
    if (k->name[t]) return true;
    if (look_char(k, t) == '-') return true;
    CasusId condition = look_over(k, t, CASUS_MARK_CONDITION);
    if (condition && look_row(k, condition)->cell[CONDITION_MODALITY] == CASUS_MODALITY_ASSERTED) return true;     /* "a would-be bomber" */
    if (look_pos(k, t) == CASUS_POS_PART && !look_at(k, t, CASUS_MARK_NEGATION)) return t + 1 < k->r->tokens.len && may_modify(k, t + 1);    /* "the village's locals" */
    if (look_char(k, t) == '\'' || look_char(k, t) == '"') return false;
    if (look_over(k, t, CASUS_MARK_PERSON) || look_over(k, t, CASUS_MARK_SPEAKER)) return true;
    CasusId casualty = look_at(k, t, CASUS_MARK_CASUALTY);
    if (casualty && look_mark(k, casualty)->form & CASUS_WORD_PARTICIPLE && t + 1 < k->r->tokens.len && look_at(k, t + 1, CASUS_MARK_PERSON)) return true;
    if (casualty) return look_row(k, casualty)->cell[CASUALTY_PATTERN] == CASUALTY_PERSON || look_row(k, casualty)->cell[CASUALTY_PATTERN] == CASUALTY_BODY
        || look_row(k, casualty)->cell[CASUALTY_PATTERN] == CASUALTY_NOUN;
    switch (look_pos(k, t)) {
    case CASUS_POS_ADJ: case CASUS_POS_NOUN: case CASUS_POS_PROPN: case CASUS_POS_NONE: return !look_over(k, t, CASUS_MARK_SAYING) || look_pos(k, t) == CASUS_POS_NOUN;
    case CASUS_POS_VERB: return t + 1 < k->r->tokens.len && look_over(k, t + 1, CASUS_MARK_PERSON) && !look_at(k, t, CASUS_MARK_CASUALTY);
    default: return false;
    }
}

/* "10-year-old" before the word counted: the token behind it; `t` when no age begins here. */
static CasusId over_age(const Look *k, CasusId t, CasusId to) {
    if (look_pos(k, t) != CASUS_POS_NUM) return t;
    CasusId unit = t + 1;
    if (unit < to && look_char(k, unit) == '-') unit++;
    CasusId m = unit < to ? look_at(k, unit, CASUS_MARK_UNIT) : 0;
    return m && look_row(k, m)->cell[UNIT_KIND] == UNIT_AGE ? look_mark(k, m)->last + 1 : t;
}

/* The last token of the words that follow a number; first - 1 when there are none. */
static CasusId run_end(const Look *k, CasusId first, CasusId to) {
    CasusId last = first - 1;
    for (CasusId t = over_age(k, first, to); t <= to && t < first + LONGEST_RUN && may_modify(k, t); t++) last = t;
    while (last >= first && look_char(k, last) == '-') last--;
    return last;
}

static CasusCivilian civilian_of(const Look *k, CasusId first, CasusId last) {
    CasusCivilian found = CASUS_CIVILIAN_UNKNOWN;
    for (CasusId t = first; t <= last; t++) {
        CasusId person = look_at(k, t, CASUS_MARK_PERSON);
        if (!person) continue;
        int value = look_row(k, person)->cell[PERSON_CIVILIAN];
        if (value == CASUS_CIVILIAN_YES || value == CASUS_CIVILIAN_NO) found = (CasusCivilian)value;
    }
    return found;
}

/* Whose people they are: a country's, a force's. */
static Str party_of(const Look *k, CasusId first, CasusId last) {
    for (CasusId t = first; t <= last; t++)
        if (look_at(k, t, CASUS_MARK_COUNTRY) || look_at(k, t, CASUS_MARK_ACTOR)) {
            CasusId name = k->name[t];
            if (name) return k->r->entities.at[k->r->mentions.at[name].entity].name;
        }
    return (Str){ 0 };
}

/* Is the last word of the run a word for people, and which casualty word is it? */
static bool is_people(const Look *k, CasusId last, CasusId *casualty) {
    *casualty = 0;
    for (CasusId t = last; t > 0 && t + 3 > last; t--) {
        CasusId m = look_at(k, t, CASUS_MARK_CASUALTY);
        if (m && look_mark(k, m)->last == last && look_row(k, m)->pos != CASUS_POS_VERB) {
            int pattern = look_row(k, m)->cell[CASUALTY_PATTERN];
            if (pattern == CASUALTY_PERSON || pattern == CASUALTY_BODY || pattern == CASUALTY_NOUN) { *casualty = m; return true; }
        }
    }
    if (look_over(k, last, CASUS_MARK_PERSON)) return true;
    CasusId name = k->name[last];
    if (!name) return false;
    const CasusMention *m = &k->r->mentions.at[name];
    return m->plural || m->type == CASUS_MENTION_PER || look_over(k, last, CASUS_MARK_ACTOR);
}

static void describe(const Look *k, Group *g, CasusId words) {
    if (words > g->last) return;
    g->civilian = civilian_of(k, words, g->last);
    g->party = party_of(k, words, g->last);
    g->who = span_text(k->r, tokens_span(k->r, words, g->last));
}

/* "dozens of civilians", "three of the wounded": the words counted stand after a link. */
static CasusId over_link(const Look *k, CasusId t, CasusId to) {
    if (t + 1 > to || !look_at(k, t, CASUS_MARK_NAME_LINK) || look_pos(k, t) != CASUS_POS_ADP) return 0;
    CasusId next = t + 1;
    while (next < to && (look_pos(k, next) == CASUS_POS_DET || look_function(k, next) == FUNCTION_POSSESSIVE)) next++;
    return may_modify(k, next) ? next : 0;
}

/* "Ada Marl (31)", "Ada Marl, 31,": how old somebody is. */
static bool is_age(const Look *k, const CasusQuantity *q) {
    if (q->first < 3 || q->last + 1 >= k->r->tokens.len || q->range.low != q->range.high || q->range.low > OLDEST) return false;
    CasusId before = q->first - 2;
    bool enclosed = look_char(k, q->first - 1) == '(' && look_char(k, q->last + 1) == ')';
    bool apart = look_is_comma(k, q->first - 1) && look_is_comma(k, q->last + 1);
    if (enclosed) return !look_over(k, before, CASUS_MARK_CASUALTY);
    return apart && k->name[before] && k->r->mentions.at[k->name[before]].type == CASUS_MENTION_PER;
}

static bool is_collective(const Look *k, CasusId t) {
    CasusId m = look_over(k, t, CASUS_MARK_PERSON);
    return m && look_row(k, m)->cell[PERSON_COUNT] == COUNT_MANY;
}

static bool is_plural(const Look *k, CasusId t) {
    CasusId m = look_over(k, t, CASUS_MARK_PERSON);
    if (!m) m = look_over(k, t, CASUS_MARK_CASUALTY);
    if (m) return look_mark(k, m)->form & CASUS_WORD_PLURAL || is_collective(k, t);
    return k->name[t] && k->r->mentions.at[k->name[t]].plural;
}

/* "40 victims' names" */
static bool is_owner(const Look *k, CasusId last) {
    CasusId mark = last + 1, next = last + 2;
    if (next >= k->r->tokens.len || look_token(k, mark)->shape & CASUS_SHAPE_SPACE_BEFORE || look_at(k, mark, CASUS_MARK_NEGATION)) return false;
    if (look_pos(k, mark) == CASUS_POS_PART) return true;
    size_t at = look_token(k, mark)->span.start;
    bool single = look_char(k, mark) == '\'' || (char_is_quote(utf8_next(k->r->text, &at)) && look_char(k, mark) != '"');
    return single && look_token(k, next)->shape & CASUS_SHAPE_SPACE_BEFORE && look_pos(k, next) == CASUS_POS_NOUN && is_plural(k, last);
}

/* "of the Marl family", "from three generations of the family" after the people counted: its last token; `last` when nothing of the sort follows. */
static CasusId over_complement(const Look *k, CasusId last, CasusId to) {
    for (int depth = 0; depth < 3; depth++) {
        CasusId link = last + 1;
        if (link + 1 > to || look_pos(k, link) != CASUS_POS_ADP || (!look_at(k, link, CASUS_MARK_NAME_LINK) && !look_is_from(k, link))) return last;
        CasusId first = link + 1;
        CasusId counted = k->quantity[first] && !k->time[first] ? k->r->quantities.at[k->quantity[first]].last + 1 : 0;
        if (counted && (look_is_from(k, link) || is_collective(k, counted))) first = counted;        /* "of two families": families are no victims */
        CasusId end = first <= to ? look_phrase_end(k, first, to) : last;
        for (CasusId t = first; t <= end; t++)
            if (k->quantity[t] || k->time[t] || look_at(k, t, CASUS_MARK_CASUALTY) || look_at(k, t, CASUS_MARK_TRIGGER)) return last;
        if (end <= link) return last;
        last = end;
    }
    return last;
}

/* "two other militants", "two more militants" */
static bool is_another(const Look *k, CasusId t, CasusId to) {
    int pos = look_pos(k, t);
    CasusId last = run_end(k, t + 1, to), casualty;
    return last > t && is_people(k, last, &casualty) && (pos == CASUS_POS_DET || pos == CASUS_POS_ADV) && !look_at(k, t, CASUS_MARK_NUMBER) && !k->time[t] && !look_over(k, t, CASUS_MARK_HEDGE);
}

/* "an unknown number of dead": the tables have the number's last words as the first of "number of dead". */
static bool is_inside_word(const Look *k, CasusId last, CasusId words) {
    CasusId m = look_over(k, last, CASUS_MARK_CASUALTY);
    return m && look_mark(k, m)->first < words;
}

static CasusId over_be(const Look *k, CasusId t, CasusId to) {
    while (t < to && look_pos(k, t) == CASUS_POS_AUX) t++;
    return t;
}

/* "ten of the village's residents": whose people they are is passed over. */
static CasusId over_owner(const Look *k, CasusId t, CasusId to) {
    CasusId owner = run_end(k, t, to), casualty;
    if (owner < t || owner + 2 > to || look_pos(k, owner + 1) != CASUS_POS_PART || look_at(k, owner + 1, CASUS_MARK_NEGATION)) return t;
    CasusId last = run_end(k, owner + 2, to);
    return last > owner + 1 && is_people(k, last, &casualty) ? owner + 2 : t;
}

static void from_quantity(const Look *k, Groups *groups, CasusId q, CasusId to) {
    const CasusQuantity *quantity = &k->r->quantities.at[q];
    if (is_age(k, quantity)) return;
    Group g = { .first = quantity->first, .last = quantity->last, .kind = GROUP_BARE, .range = quantity->range, .approximate = quantity->approximate, .counted = true };
    CasusId words = quantity->last + 1;
    if (words <= to && look_at(k, words, CASUS_MARK_UNIT)) return;
    CasusId unit = quantity->first > 1 ? look_at(k, quantity->first - 1, CASUS_MARK_UNIT) : 0;
    if (unit && look_row(k, unit)->cell[UNIT_KIND] == UNIT_AGE) return;        /* "aged between 9 and 14" */
    if (words <= to && k->time[quantity->first]) return;
    CasusId linked = over_link(k, words, to), them = words <= to ? look_at(k, words, CASUS_MARK_INCLUDING) : 0;
    int pattern = them ? look_row(k, them)->cell[INCLUDING_PATTERN] : 0;
    if (pattern == INCLUDING_AFTER || pattern == INCLUDING_BEFORE) g.part = true, words = over_be(k, look_mark(k, them)->last + 1, to);     /* "three of them soldiers", "two of whom were children" */
    else if (linked) g.part = linked > words + 1, words = over_owner(k, linked, to);       /* "two of the soldiers" */
    g.more = them && look_row(k, them)->cell[INCLUDING_PATTERN] == INCLUDING_MORE;
    if (words < to && is_another(k, words, to)) words++;
    CasusId last = words <= to ? run_end(k, words, to) : words - 1;
    if (last >= words) {
        CasusId measured = last < to ? look_at(k, last + 1, CASUS_MARK_UNIT) : 0;
        if (measured && look_row(k, measured)->cell[UNIT_KIND] != UNIT_AGE) return;        /* not of "three boys aged 9" */
        g.last = g.head = last;
        g.kind = is_people(k, last, &g.casualty) ? GROUP_OF_PEOPLE : GROUP_OF_THINGS;
        if (g.kind == GROUP_OF_THINGS && look_pos(k, last) != CASUS_POS_NOUN && !look_over(k, last, CASUS_MARK_WEAPON)
            && !look_over(k, last, CASUS_MARK_FACILITY) && !look_over(k, last, CASUS_MARK_TRIGGER)) g.kind = GROUP_BARE, g.last = quantity->last, g.head = 0;
        if (is_inside_word(k, last, words)) g.kind = GROUP_BARE, g.last = last, g.head = 0;
        describe(k, &g, words);
        g.owner = g.kind == GROUP_OF_PEOPLE && is_owner(k, g.last);
        if (g.kind == GROUP_OF_PEOPLE || g.kind == GROUP_OF_THINGS) g.last = over_complement(k, g.last, to);
    }
    *list_add(groups, k->r->scratch) = g;
}

/* "a policeman", "another civilian", "no one": an article or a word for none, then people. */
static CasusId from_article(const Look *k, Groups *groups, CasusId t, CasusId to) {
    CasusId number = look_at(k, t, CASUS_MARK_NUMBER);
    int kind = number ? look_row(k, number)->cell[NUMBER_KIND] : 0;
    CasusId no = look_at(k, t, CASUS_MARK_NEGATION);
    bool none = kind == NUMBER_NONE || (no && look_row(k, no)->cell[NEGATION_PATTERN] == NEGATION_NO);
    if (kind != NUMBER_ARTICLE && !none) return 0;
    CasusId after = none && number ? look_mark(k, number)->last + 1 : t + 1;
    CasusId last = after <= to ? run_end(k, after, to) : t;
    Group g = { .first = t, .last = last >= after ? last : after - 1, .kind = GROUP_OF_PEOPLE };
    bool people = last >= after && is_people(k, last, &g.casualty);
    if (none) {
        if (last >= after && !people) return 0;                     /* "no aircraft" */
        if (last < after && !number) return 0;                      /* "no" alone */
        g.range = (CasusRange){ 0, 0 };
        g.counted = true;
    } else {
        if (!people || is_plural(k, last)) return 0;
        g.range = (CasusRange){ 1, 1 };
    }
    g.head = last >= after ? last : 0;
    describe(k, &g, after);
    *list_add(groups, k->r->scratch) = g;
    return g.last;
}

static bool is_person_name(const Look *k, CasusId t) { return k->name[t] && k->r->mentions.at[k->name[t]].type == CASUS_MENTION_PER; }

/* Past "(14)" and ", 14" behind a name. */
static CasusId over_brackets(const Look *k, CasusId t, CasusId to) {
    CasusSpan age = t < to && look_is_comma(k, t) ? look_token(k, t + 1)->span : (CasusSpan){ 0, 0 };
    bool is_age = age.end && age.end - age.start <= LONGEST_AGE && (look_token(k, t + 1)->shape & CASUS_SHAPE_DIGITS);
    if (is_age && (t + 2 > to || look_pos(k, t + 2) == CASUS_POS_PUNCT || look_pos(k, t + 2) == CASUS_POS_CCONJ)) return t + 2;
    if (t > to || look_char(k, t) != '(') return t;
    for (CasusId end = t + 1; end <= to && end < t + BRACKETS; end++)
        if (look_char(k, end) == ')') return end + 1;
    return t;
}

/* "Ines Moor, Peter Lang and Aron Pell": how many are named one after the other; *last becomes the last one's end. */
static int64_t persons_named(const Look *k, CasusId first, CasusId *last, CasusId to) {
    int64_t n = 1;
    for (CasusId t = first; t <= *last; t++) n += look_pos(k, t) == CASUS_POS_CCONJ;       /* the name itself holds an "and" */
    for (CasusId next = over_brackets(k, *last + 1, to); next < to; next = over_brackets(k, *last + 1, to)) {
        if (look_is_comma(k, next) && look_pos(k, next + 1) == CASUS_POS_CCONJ) next++;
        bool joins = look_is_comma(k, next) || look_pos(k, next) == CASUS_POS_CCONJ;
        if (!joins || next == to || !is_person_name(k, next + 1)) break;
        *last = k->r->mentions.at[k->name[next + 1]].last;
        n++;
    }
    return n;
}

/* "civilians", "the soldiers", "two journalists' colleagues": people without a number. */
static CasusId from_people(const Look *k, Groups *groups, CasusId from, CasusId t, CasusId to) {
    CasusId person = look_at(k, t, CASUS_MARK_PERSON), name = k->name[t];
    if (look_char(k, t) == '@') return 0;                           /* an account, which speaks */
    if (!person && !(name && k->r->mentions.at[name].type == CASUS_MENTION_PER && k->r->mentions.at[name].first == t) && !(name && k->r->mentions.at[name].plural)) return 0;
    CasusId last = run_end(k, t, to);
    if (last < t) last = t;
    Group g = { .last = last, .head = last, .kind = GROUP_OF_PEOPLE, .vague = true, .approximate = true };
    if (!is_people(k, last, &g.casualty)) return last;              /* "police station" */
    g.first = look_phrase_start(k, from, t);
    if (groups->len && g.first <= groups->at[groups->len - 1].last) g.first = t;
    int before = g.first > 0 ? look_function(k, g.first) : 0;
    bool has_article = look_pos(k, g.first) == CASUS_POS_DET || before == FUNCTION_POSSESSIVE;
    g.definite = has_article;
    if (is_person_name(k, last)) {
        int64_t n = persons_named(k, t, &last, to);
        g.head = last;
        g.last = over_brackets(k, last + 1, to) - 1;                /* "Ada Marl (Umm Aron)" */
        g.range = (CasusRange){ n, n }, g.vague = g.approximate = g.definite = false, g.named = true;
    }
    else if (is_plural(k, last)) g.range = (CasusRange){ 2, CASUS_UNKNOWN };
    else if (has_article) g.range = (CasusRange){ 1, 1 }, g.vague = g.approximate = false;
    else g.range = (CasusRange){ 1, 1 }, g.approximate = false, g.vague = false;
    describe(k, &g, look_skip_determiner(k, g.first, last));
    if (g.named) g.who = span_text(k->r, tokens_span(k->r, look_skip_determiner(k, g.first, last), last));
    if (g.vague) g.last = over_complement(k, last, to);
    *list_add(groups, k->r->scratch) = g;
    return g.last;
}

static bool is_to(const Look *k, CasusId t) {
    CasusId m = look_at(k, t, CASUS_MARK_BOUND);
    return m && look_row(k, m)->cell[BOUND_BOUND] == BOUND_TO && look_pos(k, t) != CASUS_POS_CCONJ;
}

/* "from eight to 25 civilians were injured": how many, not what a number rose from. */
static bool spans_from_to(const Look *k, const Group *low, const Group *high) {
    CasusId from = low->first - 1;
    if (low->kind != GROUP_BARE || !look_is_from(k, from) || high->first != low->last + 2 || !is_to(k, low->last + 1)) return false;
    if (low->range.low != low->range.high || high->range.low != high->range.high || low->range.low >= high->range.high) return false;
    CasusId before = from - 1;
    return from <= 1 || look_token(k, from)->shape & CASUS_SHAPE_LINE_BEFORE || look_is_comma(k, before) || look_pos(k, before) == CASUS_POS_CCONJ || look_at(k, before, CASUS_MARK_CASUALTY);
}

/* "at least 15 and up to 25 civilians": two bounds of one number. */
static void join_bounds(const Look *k, Groups *groups) {
    size_t kept = 0;
    for (size_t i = 0; i < groups->len; i++) {
        const Group *low = kept ? &groups->at[kept - 1] : NULL, *high = &groups->at[i];
        bool bounds = low && low->kind == GROUP_BARE && low->range.low != CASUS_UNKNOWN && low->range.high == CASUS_UNKNOWN && high->range.low == CASUS_UNKNOWN
            && high->range.high >= low->range.low && high->first <= low->last + 3 && look_pos(k, low->last + 1) == CASUS_POS_CCONJ;
        Group g = *high;
        if (bounds || (low && spans_from_to(k, low, high))) g.range.low = low->range.low, g.first = low->first, kept--;
        groups->at[kept++] = g;
    }
    groups->len = kept;
}

enum { LONGEST_ASIDE = 24 };            /* tokens between the commas of ", including two nurses and a child," */

/* Past ", including two children," behind a group; `t` when no such aside begins here. */
static CasusId over_parts(const Look *k, CasusId t, CasusId to) {
    CasusId m = t < to && look_is_comma(k, t) ? look_at(k, t + 1, CASUS_MARK_INCLUDING) : 0;
    if (!m || look_row(k, m)->cell[INCLUDING_PATTERN] != INCLUDING_BEFORE) return t;
    for (CasusId end = t + 2; end < to && end < t + LONGEST_ASIDE; end++) {
        if (look_at(k, end, CASUS_MARK_CASUALTY)) return t;
        if (look_is_comma(k, end) && (look_pos(k, end + 1) == CASUS_POS_AUX || look_over(k, end + 1, CASUS_MARK_HEDGE))) return end + 1;
    }
    return t;
}

/* "... were wounded" right behind the group, or behind the parts told of it */
static bool has_verb(const Look *k, const Group *g, CasusId to) {
    CasusId t = over_parts(k, g->last + 1, to);
    while (t < to && (look_pos(k, t) == CASUS_POS_AUX || look_pos(k, t) == CASUS_POS_ADV)) t++;
    return t <= to && look_at(k, t, CASUS_MARK_CASUALTY);
}

static bool has_word_between(const Look *k, CasusId from, CasusId to) {
    for (CasusId t = from; t < to; t++)
        if (look_at(k, t, CASUS_MARK_CASUALTY)) return true;
    return false;
}

/* "including a teacher and his two nephews": one more part. A verb behind it makes it a subject of its own, unless nothing has been said before of what befell the
 * whole: "ten people, including a nurse, and two children were killed". */
static bool is_chained(const Look *k, CasusId from, const Group *part, const Group *g, CasusId to) {
    CasusId joint = g->first - (look_function(k, g->first - 1) == FUNCTION_POSSESSIVE ? 2 : 1);
    bool is_and = look_pos(k, joint) == CASUS_POS_CCONJ;
    if (!part->part || (!is_and && !look_is_comma(k, joint))) return false;
    if (joint == part->last + 1 && !is_and) return true;
    bool near = is_and && (joint == part->last + 1 || (joint == part->last + 2 && look_is_comma(k, joint - 1)));
    return near && !(has_verb(k, g, to) && has_word_between(k, from, part->first));
}

bool group_bounds(const Group *low, const Group *high) {
    bool open = low->counted && low->range.low != CASUS_UNKNOWN && low->range.high == CASUS_UNKNOWN;
    return open && high->counted && high->range.low == CASUS_UNKNOWN && high->range.high >= low->range.low;
}

static void mark_parts(const Look *k, CasusId from, CasusId to, Groups *groups) {
    const Group *whole = NULL;
    for (size_t i = 0; i < groups->len; i++) {
        Group *g = &groups->at[i];
        if (i > 0 && !groups->at[i - 1].part) whole = &groups->at[i - 1];
        if (whole && group_bounds(whole, g)) continue;              /* "at least 12, including two children, and up to 20" */
        CasusId floor = i > 0 ? groups->at[i - 1].last + 1 : from;
        for (CasusId t = g->first; t > floor && t + 4 > g->first;) {
            t--;
            CasusId m = look_over(k, t, CASUS_MARK_INCLUDING);
            if (m && look_row(k, m)->cell[INCLUDING_PATTERN] == INCLUDING_BEFORE) g->part = true;
        }
        if (g->last + 1 < k->r->tokens.len) {
            CasusId m = look_at(k, g->last + 1, CASUS_MARK_INCLUDING);
            if (m && look_row(k, m)->cell[INCLUDING_PATTERN] == INCLUDING_AFTER) g->part = true;
        }
        if (g->part) continue;
        g->part = i > 0 && is_chained(k, from, &groups->at[i - 1], g, to);
    }
}

/* "two women, one of whom was a nurse, and": an aside on the group before it, to its comma; 0 when it is none. */
static CasusId aside_end(const Look *k, const Group *before, const Group *g, CasusId to) {
    CasusId link = g->last + 1;
    if (g->kind != GROUP_BARE || !look_is_comma(k, g->first - 1) || before->last + 2 != g->first || link >= to) return 0;
    if (!look_at(k, link, CASUS_MARK_INCLUDING)) return 0;          /* "of whom" */
    for (CasusId t = link; t <= to && t < link + LONGEST_RUN && !look_at(k, t, CASUS_MARK_CASUALTY); t++)
        if (look_is_comma(k, t)) return t - 1;
    return 0;
}

static void drop_asides(const Look *k, Groups *groups, CasusId to) {
    size_t kept = 0;
    for (size_t i = 0; i < groups->len; i++) {
        Group g = groups->at[i];
        if (kept && g.last <= groups->at[kept - 1].last) continue;      /* inside the aside */
        CasusId end = kept ? aside_end(k, &groups->at[kept - 1], &g, to) : 0;
        if (end) groups->at[kept - 1].last = end;
        else groups->at[kept++] = g;
    }
    groups->len = kept;
}

void groups_between(const Look *k, CasusId first, CasusId end, Groups *groups) {
    groups->len = 0;
    for (CasusId t = first; t <= end; t++) {
        CasusId last = 0;
        if (k->quantity[t] && k->r->quantities.at[k->quantity[t]].first == t) {
            size_t before = groups->len;
            from_quantity(k, groups, k->quantity[t], end);
            last = groups->len > before ? groups->at[groups->len - 1].last : k->r->quantities.at[k->quantity[t]].last;
        }
        if (!last) last = from_article(k, groups, t, end);
        if (!last) last = from_people(k, groups, first, t, end);
        if (last > t) t = last;
    }
    join_bounds(k, groups);
    drop_asides(k, groups, end);
    mark_parts(k, first, end, groups);
}

void groups_find(const Look *k, CasusId sentence, Groups *groups) {
    CasusSentence s = look_sentence(k, sentence);
    groups_between(k, s.first, s.last, groups);
}
