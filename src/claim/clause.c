#include "claim/clause.h"

enum { REACH = 8 };         /* tokens of a phrase of the tables, looking back */

Look look_start(Reading *r) {
    Look k = { .r = r };
    size_t n = r->tokens.len;
    k.mention = arena_array(r->scratch, n, sizeof *k.mention);
    k.name = arena_array(r->scratch, n, sizeof *k.name);
    k.quantity = arena_array(r->scratch, n, sizeof *k.quantity);
    k.time = arena_array(r->scratch, n, sizeof *k.time);
    k.starts = arena_array(r->scratch, n, sizeof *k.starts);
    k.covers = arena_array(r->scratch, n, sizeof *k.covers);
    for (CasusId m = 1; m < r->marks.len; m++) {
        const CasusMark *mark = &r->marks.at[m];
        k.starts[mark->first] |= 1u << mark->kind;
        for (CasusId t = mark->first; t <= mark->last; t++) k.covers[t] |= 1u << mark->kind;
    }
    for (CasusId m = 1; m < r->mentions.len; m++)
        for (CasusId t = r->mentions.at[m].first; t <= r->mentions.at[m].last; t++) {
            k.mention[t] = m;
            if (r->mentions.at[m].form == CASUS_FORM_NAME) k.name[t] = m;
        }
    for (CasusId q = 1; q < r->quantities.len; q++)
        for (CasusId t = r->quantities.at[q].first; t <= r->quantities.at[q].last; t++) k.quantity[t] = q;
    CasusId t = 1;
    for (CasusId i = 1; i < r->times.len; i++) {
        while (t < n && r->tokens.at[t].span.start < r->times.at[i].span.start) t++;
        for (; t < n && r->tokens.at[t].span.end <= r->times.at[i].span.end; t++) k.time[t] = i;
    }
    return k;
}

CasusId look_find_at(const Look *k, CasusId token, CasusMarkKind kind) {
    for (CasusId m = look_token(k, token)->mark; m && m < k->r->marks.len && look_mark(k, m)->first == token; m++)
        if (look_mark(k, m)->kind == kind) return m;
    return 0;
}

CasusId look_find_over(const Look *k, CasusId token, CasusMarkKind kind) {
    for (CasusId t = token; t > 0 && t + REACH > token; t--) {
        CasusId m = look_at(k, t, kind);
        if (m) return look_mark(k, m)->last >= token ? m : 0;
    }
    return 0;
}

int look_function(const Look *k, CasusId token) {
    CasusId m = look_at(k, token, CASUS_MARK_FUNCTION);
    return m ? look_row(k, m)->cell[FUNCTION_KIND] : 0;
}

char look_char(const Look *k, CasusId token) {
    if (token == 0 || token >= k->r->tokens.len) return '\0';
    return k->r->text.at[look_token(k, token)->span.start];
}

bool look_is_quote(const Look *k, CasusId token) {
    size_t at = look_token(k, token)->span.start;
    return char_is_quote(utf8_next(k->r->text, &at));
}

bool look_is_dash(const Look *k, CasusId t) {
    return look_char(k, t) == '-' || (look_pos(k, t) == CASUS_POS_PUNCT && look_char(k, t) == (char)0xE2 && !look_is_quote(k, t));
}

bool look_is_break(const Look *k, CasusId t) {
    return t + 1 < k->r->tokens.len && look_is_dash(k, t) && look_token(k, t)->shape & CASUS_SHAPE_SPACE_BEFORE && look_token(k, t + 1)->shape & CASUS_SHAPE_SPACE_BEFORE;
}

bool look_is_or(const Look *k, CasusId token) {
    CasusId m = look_at(k, token, CASUS_MARK_BOUND);
    return m && look_pos(k, token) == CASUS_POS_CCONJ && look_row(k, m)->cell[BOUND_BOUND] == BOUND_TO;
}

bool look_may_part_verb(const Look *k, CasusId t) {
    int pos = look_pos(k, t);
    CasusId more = pos == CASUS_POS_ADJ && t > 1 && (look_pos(k, t - 1) == CASUS_POS_NOUN || k->name[t - 1]) ? look_at(k, t, CASUS_MARK_INCLUDING) : 0;
    if (more && look_row(k, more)->cell[INCLUDING_PATTERN] == INCLUDING_MORE) return true;       /* "the ministry further said" */
    return pos == CASUS_POS_AUX || pos == CASUS_POS_ADV || pos == CASUS_POS_PART || k->time[t] || look_over(k, t, CASUS_MARK_HEDGE)
        || (pos == CASUS_POS_ADP && t + 1 < k->r->tokens.len && k->time[t + 1]);
}

static bool is_participle(const Look *k, CasusId t) {
    CasusId casualty = look_over(k, t, CASUS_MARK_CASUALTY), trigger = look_over(k, t, CASUS_MARK_TRIGGER);
    unsigned form = (casualty ? look_mark(k, casualty)->form : 0U) | (trigger ? look_mark(k, trigger)->form : 0U);
    return (form & CASUS_WORD_PARTICIPLE) != 0;
}

static bool is_transparent(const Look *k, CasusId t) {      /* stands between an auxiliary and its verb */
    int pos = look_pos(k, t);
    if (pos == CASUS_POS_CCONJ) return is_participle(k, t - 1);     /* "were killed and injured" */
    if (look_pos(k, t + 1) == CASUS_POS_CCONJ && is_participle(k, t)) return true;
    return pos == CASUS_POS_ADV || look_over(k, t, CASUS_MARK_HEDGE) || look_over(k, t, CASUS_MARK_NEGATION);
}

bool look_is_passive(const Look *k, const CasusMark *verb) {
    if (!(verb->form & (CASUS_WORD_PARTICIPLE | CASUS_WORD_PAST))) return false;
    CasusId first = look_sentence(k, verb->sentence).first;
    for (CasusId t = verb->first; t > first && t + 5 > verb->first;) {
        t--;
        if (look_function(k, t) == FUNCTION_BE) return true;
        if (look_function(k, t) == FUNCTION_AUXILIARY) return true;
        if (!is_transparent(k, t)) return false;
    }
    return false;
}

static bool ends_clause(const Look *k, CasusId t) {
    char c = look_char(k, t);
    return c == ';' || c == ':' || c == ',' || look_pos(k, t) == CASUS_POS_CCONJ || look_is_quote(k, t);
}

bool look_is_negated(const Look *k, CasusId sentence, CasusId token) {
    CasusId first = look_sentence(k, sentence).first;
    for (CasusId t = token; t > first && t + 5 > token;) {
        t--;
        CasusId n = look_over(k, t, CASUS_MARK_NEGATION);
        if (n && look_row(k, n)->cell[NEGATION_PATTERN] != NEGATION_NO) return true;
        if (ends_clause(k, t)) return false;
    }
    return false;
}

CasusModality look_modality(const Look *k, CasusId sentence, CasusId token) {
    CasusId first = look_sentence(k, sentence).first;
    for (CasusId t = token; t > first && t + 6 > token;) {
        t--;
        CasusId c = look_over(k, t, CASUS_MARK_CONDITION);
        if (c) return (CasusModality)look_row(k, c)->cell[CONDITION_MODALITY];
        if (ends_clause(k, t)) break;
    }
    return CASUS_MODALITY_ASSERTED;
}

static bool is_plural_or_pronoun(const Look *k, CasusId t) {
    for (CasusId m = look_token(k, t)->mark; m && m < k->r->marks.len && look_mark(k, m)->first == t; m++)
        if (look_mark(k, m)->form & CASUS_WORD_PLURAL) return true;
    return look_pos(k, t) == CASUS_POS_PRON || (k->name[t] && k->r->mentions.at[k->name[t]].plural);
}

/* "the occupation state targeted", "the state is": the bare form behind one singular noun, and a verb of its own behind it. */
static bool is_head_noun(const Look *k, const CasusMark *verb) {
    CasusId before = verb->first - 1, after = verb->last + 1;
    if (!(verb->form & CASUS_WORD_BASE) || (verb->form & CASUS_WORD_PAST) || after > look_sentence(k, verb->sentence).last || before < look_sentence(k, verb->sentence).first) return false;
    bool noun = look_pos(k, before) == CASUS_POS_NOUN || look_pos(k, before) == CASUS_POS_ADJ || k->name[before];
    if (!noun || is_plural_or_pronoun(k, before)) return false;
    CasusId trigger = look_at(k, after, CASUS_MARK_TRIGGER);
    bool past = trigger && look_row(k, trigger)->pos == CASUS_POS_VERB && (look_mark(k, trigger)->form & (CASUS_WORD_PAST | CASUS_WORD_THIRD));
    return look_pos(k, after) == CASUS_POS_AUX || past;
}

bool look_is_noun_use(const Look *k, const CasusMark *verb) {
    if (verb->first > 1 && is_head_noun(k, verb)) return true;
    if (!(verb->form & (CASUS_WORD_THIRD | CASUS_WORD_BASE)) || verb->first <= 1 || verb->first != verb->last) return false;
    CasusId before = verb->first - 1;
    bool owned = look_pos(k, before) == CASUS_POS_PART && !look_over(k, before, CASUS_MARK_NEGATION) && !(look_token(k, before)->shape & CASUS_SHAPE_SPACE_BEFORE);  /* "the envoy's charge" */
    return owned || look_pos(k, before) == CASUS_POS_DET || look_function(k, before) == FUNCTION_POSSESSIVE || look_over(k, before, CASUS_MARK_DENIAL) != 0;
}

bool look_is_report(const Look *k, CasusId t) {
    CasusId saying = look_at(k, t, CASUS_MARK_SAYING), blame = look_at(k, t, CASUS_MARK_BLAME);
    if (saying && (look_row(k, saying)->pos == CASUS_POS_NOUN || look_is_noun_use(k, look_mark(k, saying)))) return true;
    return blame && look_row(k, blame)->pos == CASUS_POS_NOUN && look_row(k, blame)->n_words == 1;
}

bool look_opens_clause(const Look *k, CasusId t, CasusId end) {
    while (t < end && (look_pos(k, t) == CASUS_POS_DET || look_pos(k, t) == CASUS_POS_ADJ || look_function(k, t) == FUNCTION_POSSESSIVE || look_is_report(k, t))) t++;
    return look_pos(k, t) == CASUS_POS_SCONJ;
}

bool look_has_object(const Look *k, const CasusMark *verb) {
    CasusId next = verb->last + 1;
    if (next > look_sentence(k, verb->sentence).last) return false;
    CasusId head = look_phrase_end(k, next, look_sentence(k, verb->sentence).last);
    if (k->time[next] || (head >= next && look_over(k, head, CASUS_MARK_TIME))) return false;       /* "the same day" */
    if (look_pos(k, next) == CASUS_POS_DET || look_function(k, next) == FUNCTION_POSSESSIVE) return true;
    CasusId deed = look_at(k, next, CASUS_MARK_TRIGGER);
    return deed && look_row(k, deed)->pos == CASUS_POS_NOUN;
}

bool look_is_carried_out(const Look *k, const CasusMark *verb) {
    CasusId last = look_sentence(k, verb->sentence).last, first = verb->last + 1;
    CasusId head = first <= last ? look_phrase_end(k, first, last) : 0;
    if (head < first) return false;
    CasusId deed = look_over(k, head, CASUS_MARK_TRIGGER);
    if (deed && look_row(k, deed)->pos == CASUS_POS_NOUN && look_mark(k, deed)->first >= first) return true;
    return look_split_phrase(k, TABLE_ACT, verb->first, head) != NULL;
}

bool look_is_other_doing(const Look *k, CasusId agency) {
    CasusId verb = agency - 1;
    while (verb > 1 && (k->time[verb] || look_pos(k, verb) == CASUS_POS_ADV) && !look_over(k, verb, CASUS_MARK_TRIGGER)) verb--;     /* "defused on Monday by" */
    if (verb > 1 && look_pos(k, verb) == CASUS_POS_ADP && look_pos(k, verb - 1) == CASUS_POS_VERB) verb--;      /* "cordoned off by" */
    if (verb == 0 || look_pos(k, verb) != CASUS_POS_VERB) return false;
    if (look_over(k, verb - 1, CASUS_MARK_WEAPON)) return false;     /* "missiles used by" */
    CasusId blame = look_over(k, verb, CASUS_MARK_BLAME);
    bool lays = blame && look_row(k, blame)->cell[BLAME_PATTERN] != BLAME_USING && look_row(k, blame)->cell[BLAME_PATTERN] != BLAME_PHASE;      /* not "a post used by" */
    return !look_over(k, verb, CASUS_MARK_TRIGGER) && !look_over(k, verb, CASUS_MARK_CASUALTY) && !lays;
}

const PackRow *look_split_phrase(const Look *k, Table table, CasusId verb, CasusId rest) {
    const Pack *pack = k->r->pack;
    uint32_t state = look_token(k, verb)->word ? pack_step(pack, PACK_ROOT, look_token(k, verb)->word) : 0;
    for (CasusId t = rest; state && t < rest + 3 && t < k->r->tokens.len; t++) {
        state = pack_step(pack, state, look_token(k, t)->word);
        const PackEntry *entries;
        size_t n = state ? pack_entries(pack, state, &entries) : 0;
        for (size_t i = 0; i < n; i++)
            if (entries[i].table == table) return pack_row(pack, entries[i].row);
    }
    return NULL;
}

int look_hedge(const Look *k, CasusId first, CasusId last) {
    for (CasusId t = first; t <= last; t++) {
        CasusId h = look_at(k, t, CASUS_MARK_HEDGE);
        if (h) return look_row(k, h)->cell[HEDGE_DEGREE];
    }
    return 0;
}

/* May the token stand inside a noun phrase? */
bool look_is_untied(const Look *k, CasusId t) {
    CasusId link = look_at(k, t, CASUS_MARK_NAME_LINK);
    return link && look_row(k, link)->cell[NAME_LINK_PATTERN] == NAME_LINK_HYPHEN && look_char(k, t + 1) != '-';
}

static bool is_inside(const Look *k, CasusId t) {
    if (look_is_break(k, t)) return false;                          /* "OSMAR - Shells killed ..." */
    if (k->name[t] || look_over(k, t, CASUS_MARK_PERSON) || look_over(k, t, CASUS_MARK_SPEAKER)) return true;
    if (k->time[t] || (t > 1 && k->name[t - 1] && look_over(k, t, CASUS_MARK_SAYING))) return false;      /* "the Observatory reported strikes" */
    char c = look_char(k, t);
    if (c == '-' || c == '\'' || c == '/') return true;
    if (look_pos(k, t) == CASUS_POS_OTHER && look_is_untied(k, t)) return false;
    switch (look_pos(k, t)) {
    case CASUS_POS_ADJ: case CASUS_POS_NOUN: case CASUS_POS_PROPN: case CASUS_POS_NUM: case CASUS_POS_DET: case CASUS_POS_NONE: case CASUS_POS_OTHER: return true;
    case CASUS_POS_PART: return c == '\'' || c == (char)0xE2;
    case CASUS_POS_PRON: return look_function(k, t) == FUNCTION_POSSESSIVE;
    case CASUS_POS_VERB: {                                          /* "armed men", "wounded soldiers", "Osmar-based" */
        if (t > 2 && look_char(k, t - 1) == '-' && !(look_token(k, t)->shape & CASUS_SHAPE_SPACE_BEFORE) && k->name[t - 2]) return true;
        CasusId next = t + 1;
        return next < k->r->tokens.len && look_over(k, next, CASUS_MARK_PERSON) && !look_over(k, t, CASUS_MARK_SAYING) && look_at(k, t, CASUS_MARK_CASUALTY) == 0;
    }
    default: return false;
    }
}

bool look_is_from(const Look *k, CasusId t) {
    CasusId m = look_at(k, t, CASUS_MARK_BOUND);
    return m && look_row(k, m)->cell[BOUND_BOUND] == BOUND_FROM;
}

/* The mark that opens quotation marks or brackets round the name that ends before `t`: "“X” brigade", "North Command (NC) forces"; 0 when there are none. */
static CasusId opening_of(const Look *k, CasusId from, CasusId t) {
    bool closes = look_is_quote(k, t) || look_char(k, t) == ')';
    CasusId name = closes && t > from + 1 ? k->name[t - 1] : 0, first = name ? k->r->mentions.at[name].first : 0;
    if (first <= from) return 0;
    return look_is_quote(k, t) ? (look_is_quote(k, first - 1) ? first - 1 : 0) : look_char(k, first - 1) == '(' ? first - 1 : 0;
}

CasusId look_phrase_start(const Look *k, CasusId from, CasusId last) {
    CasusId first = last;
    while (first > from && look_pos(k, first) != CASUS_POS_DET && look_pos(k, first) != CASUS_POS_PRON) {
        CasusId open = opening_of(k, from, first - 1);
        if (!open && !is_inside(k, first - 1)) break;
        first = open ? open : first - 1;
    }
    return first;
}

/* The mark that closes quotation marks round the name that begins behind `t`, where the noun phrase goes on: "“X” brigade"; 0 otherwise. */
static CasusId closing_of(const Look *k, CasusId t, CasusId to) {
    CasusId name = look_is_quote(k, t) && t < to ? k->name[t + 1] : 0;
    if (!name || k->r->mentions.at[name].first != t + 1) return 0;
    CasusId close = k->r->mentions.at[name].last + 1;
    return close < to && look_is_quote(k, close) && is_inside(k, close + 1) ? close : 0;
}

CasusId look_phrase_end(const Look *k, CasusId first, CasusId to) {
    CasusId last = first - 1;
    for (CasusId t = first; t <= to; t++) {
        CasusId close = closing_of(k, t, to);
        if ((!close && !is_inside(k, t)) || (t > first && look_pos(k, t) == CASUS_POS_DET)) break;
        last = t = close ? close : t;
    }
    return last;
}

CasusId look_before_place(const Look *k, CasusId from, CasusId last) {
    for (int depth = 0; depth < 3; depth++) {
        CasusId first = look_phrase_start(k, from, last);
        if (first < from + 2 || !look_over(k, first - 1, CASUS_MARK_PLACE_WORD)) return last;
        if (look_pos(k, first - 1) != CASUS_POS_ADP && look_pos(k, first - 1) != CASUS_POS_OTHER) return last;
        last = look_mark(k, look_over(k, first - 1, CASUS_MARK_PLACE_WORD))->first - 1;
        if (last <= from) return last;
    }
    return last;
}

CasusId look_verb_before(const Look *k, CasusId from, CasusId conjunction) {
    for (CasusId t = conjunction; t > from && t + 14 > conjunction;) {
        t--;
        if (look_pos(k, t) == CASUS_POS_VERB && !k->name[t]) return t;
        if (look_pos(k, t) == CASUS_POS_SCONJ || look_char(k, t) == ';' || look_char(k, t) == ':') return 0;
    }
    return 0;
}

CasusId look_skip_determiner(const Look *k, CasusId first, CasusId last) {
    while (first < last && (look_pos(k, first) == CASUS_POS_DET || look_function(k, first) == FUNCTION_DETERMINER)) first++;
    return first;
}

static bool is_fighting_group(int group) { return group == GROUP_FIGHTER || group == GROUP_SOLDIER || group == GROUP_POLICE; }

static bool is_upper(const Look *k, CasusId t) {
    return t == 0 || t >= k->r->tokens.len || !(look_token(k, t)->shape & CASUS_SHAPE_WORD) || (look_token(k, t)->shape & CASUS_SHAPE_UPPER);
}

/* Where all is written in capitals, one word that no table knows may be any word. */
static bool may_be_any_word(const Look *k, const CasusMention *m) {
    const CasusEntity *e = &k->r->entities.at[m->entity];
    if (m->first != m->last || e->has_actor || e->has_place || !(look_token(k, m->first)->shape & CASUS_SHAPE_UPPER)) return false;
    CasusSentence s = look_sentence(k, m->sentence);
    bool before = m->first == s.first || is_upper(k, m->first - 1), after = m->last == s.last || is_upper(k, m->last + 1);
    return before && after && s.last - s.first > 2 && is_upper(k, s.first) && is_upper(k, s.last);
}

static bool is_glued(const Look *k, CasusId t) { return t < k->r->tokens.len && !(look_token(k, t)->shape & CASUS_SHAPE_SPACE_BEFORE); }

/* "Osmari-backed", "Osmar-made": whose friends, whose make; the last token of the whole word, 0 when it is none. */
static CasusId tied_end(const Look *k, CasusId t) {
    CasusId name = k->name[t], hyphen = name ? k->r->mentions.at[name].last + 1 : 0;
    if (!hyphen || !is_glued(k, hyphen) || !is_glued(k, hyphen + 1) || look_char(k, hyphen) != '-') return 0;
    if (look_over(k, hyphen, CASUS_MARK_ACTOR)) return 0;                           /* "US-led coalition" */
    return look_token(k, hyphen + 1)->shape & CASUS_SHAPE_CAPITAL || look_pos(k, hyphen + 1) == CASUS_POS_NUM ? 0 : hyphen + 1;
}

/* How well a token's mark names a party: an actor of the tables, a people or country, a force, fighters. */
static int party_rank(const Look *k, CasusId t) {
    if (look_over(k, t, CASUS_MARK_ACTOR)) return 4;
    if (look_over(k, t, CASUS_MARK_COUNTRY)) return 3;
    CasusId name = k->name[t];
    if (name && may_be_any_word(k, &k->r->mentions.at[name])) name = 0;
    if (name && k->r->mentions.at[name].type == CASUS_MENTION_ORG) return 3;
    CasusId speaker = look_over(k, t, CASUS_MARK_SPEAKER);
    if (speaker && look_row(k, speaker)->cell[SPEAKER_STATE] != SPEAKER_OTHER && look_row(k, speaker)->cell[SPEAKER_KIND] == CASUS_SOURCE_ORGANIZATION) return 2;
    CasusId person = look_over(k, t, CASUS_MARK_PERSON);
    bool craft = look_over(k, t, CASUS_MARK_WEAPON) || (t + 1 < k->r->tokens.len && look_at(k, t + 1, CASUS_MARK_WEAPON));      /* "jet fighters", "fighter jets" */
    if (person && !craft && is_fighting_group(look_row(k, person)->cell[PERSON_GROUP])) return 2;
    if (!name || k->r->mentions.at[name].type != CASUS_MENTION_PER) return 0;
    /* one capitalised word at the start of a sentence or a quotation may be any word */
    const CasusMention *m = &k->r->mentions.at[name];
    bool starts = m->first == look_sentence(k, m->sentence).first || look_is_quote(k, m->first - 1);
    return m->first == m->last && starts ? 0 : 1;
}

Str look_name(const Look *k, CasusId first, CasusId last) {
    Str name = span_text(k->r, tokens_span(k->r, first, last));
    return name.len > 1 && name.at[0] == '#' ? str_cut(name, 1, name.len) : name;
}

/* "the “X” brigade": the name in quotation marks right before the token, 0 when there is none. */
static CasusId quoted_before(const Look *k, CasusId from, CasusId t) {
    if (t < from + 3 || !look_is_quote(k, t - 1)) return 0;
    CasusId name = k->name[t - 2];
    return name && k->r->mentions.at[name].first > from && look_is_quote(k, k->r->mentions.at[name].first - 1) ? name : 0;
}

/* Those who act for nobody but themselves: no state did what settlers or herders of its did. */
static bool is_of_private_people(const Look *k, CasusId t) {
    CasusId person = look_over(k, t, CASUS_MARK_PERSON);
    int group = person ? look_row(k, person)->cell[PERSON_GROUP] : 0;
    return (group == GROUP_CIVILIAN || group == GROUP_PERSON) && (look_mark(k, person)->form & CASUS_WORD_PLURAL);
}

Str look_party(const Look *k, CasusId first, CasusId last, CasusId *mention, CasusId *from, CasusId *to) {
    CasusId best = 0;
    int rank = 0;
    for (CasusId t = first; t <= last; t++) {
        CasusId person = look_over(k, t, CASUS_MARK_PERSON);
        if (person && look_row(k, person)->cell[PERSON_GROUP] == GROUP_ASSAILANT) { rank = 0; break; }
        CasusId tied = tied_end(k, t);
        if (tied) { t = tied; continue; }
        int here = party_rank(k, t);
        if (here > rank) rank = here, best = t;
    }
    *mention = 0, *from = first, *to = last;
    if (!rank) return (Str){ 0 };
    /* the words around it that belong to the same group: "Osmari" + "forces"; a weapon after it is not the party */
    CasusId a = best, b = best;
    CasusId name = k->name[best];
    if (name) a = k->r->mentions.at[name].first, b = k->r->mentions.at[name].last;
    while (a > first && party_rank(k, a - 1) && !tied_end(k, a - 1)) a--;
    if (!name && a > first + 2 && tied_end(k, a - 3) == a - 1) a = k->r->mentions.at[k->name[a - 3]].first;      /* "Osmari-backed fighters" */
    while (b < last && (party_rank(k, b + 1) || (b + 1 < last && look_pos(k, b + 1) == CASUS_POS_ADJ && party_rank(k, b + 2)))) b++;
    CasusId quoted = quoted_before(k, first, a);
    if (quoted) return *mention = quoted, *from = k->r->mentions.at[quoted].first, *to = b, look_name(k, *from, k->r->mentions.at[quoted].last);
    *mention = name ? name : k->mention[best];
    *from = a, *to = b;
    bool only_adjective = name && a == k->r->mentions.at[name].first && b == k->r->mentions.at[name].last && k->r->mentions.at[name].type == CASUS_MENTION_NORP
        && !k->r->mentions.at[name].plural;
    if (only_adjective && b < last && is_of_private_people(k, last)) return *mention = k->mention[last], *to = last, look_name(k, a, last);      /* "Osmari settlers" */
    if (only_adjective) return k->r->entities.at[k->r->mentions.at[name].entity].name;      /* "Osmari" -> the country's name */
    return look_name(k, a, b);
}
