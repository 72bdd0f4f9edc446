/* What the words beside a name tell: the kind of place, what holds it, and that it is a place at all. */
#include "mention/parts.h"
#include "mention/place.h"

/* The pattern of the word of place among the marks that start at t, with its row; 0 if none. */
static const PackRow *kind_word_at(const Reading *r, CasusId t, CasusId *last) {
    for (CasusId k = r->tokens.at[t].mark; k && k < r->marks.len && r->marks.at[k].first == t; k++) {
        const CasusMark *mark = &r->marks.at[k];
        if (mark->kind != CASUS_MARK_PLACE_WORD || !place_word_tells_kind(mark_row(r, mark)->cell[PLACE_WORD_PATTERN])) continue;
        *last = mark->last;
        return mark_row(r, mark);
    }
    return NULL;
}

/* "the Amal quarter of Tal": the word of kind tells of the name before it. */
static bool is_of_name_before(const Reading *r, const CasusSentence *s, CasusId t) {
    return t > s->first && (r->tokens.at[t - 1].shape & CASUS_SHAPE_CAPITAL) && t - 1 > s->first && !place_is_known(r, token_text(r, t - 1));
}

/* The word of kind inside the name, or beside it; NULL when there is none. */
static const PackRow *kind_word_of(const Reading *r, const CasusMention *m) {
    const CasusSentence *s = &r->sentences.at[m->sentence];
    CasusId inside = 0;
    const PackRow *own = m->last > m->first ? kind_word_at(r, m->last, &inside) : NULL;
    if (own && inside == m->last && own->cell[PLACE_WORD_PRECISION] > 0) return own;
    CasusId from = m->first > s->first + 3 ? m->first - 3 : s->first, to = m->last < s->last ? m->last + 1 : m->last, last = 0;
    for (CasusId t = from; t <= to; t++) {
        const PackRow *row = kind_word_at(r, t, &last);
        bool beside = row && (t == m->last + 1 || last + 2 == m->first || last + 1 == m->first || (last == m->last && t > m->first));
        bool owner = beside && last + 2 == m->first && r->tokens.at[m->first - 1].pos == CASUS_POS_PART;        /* "Osmar City's Mill quarter" */
        if (owner || (beside && last + 2 == m->first && is_of_name_before(r, s, t))) continue;
        if (beside && row->cell[PLACE_WORD_PRECISION] > 0) return row;
    }
    return NULL;
}

CasusPrecision place_precision_beside(const Reading *r, const CasusMention *m) {
    const PackRow *row = kind_word_of(r, m);
    return row ? (CasusPrecision)row->cell[PLACE_WORD_PRECISION] : CASUS_PRECISION_UNKNOWN;
}

bool place_is_quarter(const Reading *r, const CasusMention *m) {
    const PackRow *row = kind_word_of(r, m);
    return row && row->cell[PLACE_WORD_PATTERN] == PLACE_QUARTER;
}

/* ---- what holds it ----------------------------------------------------------------------------------------------- */

static bool breaks(const Reading *r, CasusId first, CasusId end) {
    for (CasusId t = first; t < end; t++) {
        int pos = r->tokens.at[t].pos;
        if (pos == CASUS_POS_VERB || pos == CASUS_POS_AUX || pos == CASUS_POS_CCONJ) return true;
    }
    return false;
}

CasusId place_outer(const Reading *r, CasusId mention) {
    const CasusMention *m = &r->mentions.at[mention];
    CasusId k = mention + 1;
    while (k < r->mentions.len && r->mentions.at[k].last <= m->last) k++;       /* "Osmar" in "Osmar governorate" holds it not */
    for (CasusId end = k + 2; k < r->mentions.len && k < end; k++) {
        const CasusMention *next = &r->mentions.at[k];
        if (next->sentence != m->sentence || next->first > m->last + 6 || next->form != CASUS_FORM_NAME) return 0;
        if (!r->entities.at[next->entity].has_place || next->entity == m->entity) continue;
        return breaks(r, m->last + 1, next->first) ? 0 : next->entity;
    }
    return 0;
}

/* Do the words before the name tell where something else is: "in", "east of", "of"? */
static bool is_place_told_by(const Reading *r, const CasusSentence *s, CasusId first) {
    CasusId t = first;
    while (t > s->first && (r->tokens.at[t - 1].pos == CASUS_POS_DET || r->tokens.at[t - 1].pos == CASUS_POS_ADJ)) t--;
    if (t == s->first) return false;
    return mark_ending_at(r, t - 1, CASUS_MARK_PLACE_WORD, s->first) || mark_ending_at(r, t - 1, CASUS_MARK_NAME_LINK, s->first);
}

CasusId place_told_by(const Reading *r, CasusId mention) {
    const CasusMention *m = &r->mentions.at[mention];
    CasusId outer = place_outer(r, mention);
    if (!outer) return 0;
    for (CasusId k = mention + 1; k < r->mentions.len && r->mentions.at[k].sentence == m->sentence; k++)
        if (r->mentions.at[k].entity == outer && r->mentions.at[k].first > m->last)
            return place_is_quarter(r, m) || is_place_told_by(r, &r->sentences.at[m->sentence], r->mentions.at[k].first) ? outer : 0;
    return 0;
}

/* "at X, which is now near the end of what the rebels hold in Osmar": the only country that the rest of the sentence says to be in. */
static CasusId country_after(const Reading *r, CasusId mention) {
    const CasusMention *m = &r->mentions.at[mention];
    const CasusSentence *s = &r->sentences.at[m->sentence];
    CasusId found = 0;
    for (CasusId k = mention + 1; k < r->mentions.len && r->mentions.at[k].sentence == m->sentence; k++) {
        const CasusMention *next = &r->mentions.at[k];
        const CasusEntity *e = &r->entities.at[next->entity];
        if (next->type != CASUS_MENTION_GPE || next->form != CASUS_FORM_NAME || !e->has_place || e->place.precision != CASUS_PRECISION_COUNTRY || next->first <= s->first) continue;
        const CasusMark *in = mark_ending_at(r, next->first - 1, CASUS_MARK_PLACE_WORD, s->first);
        if (!in || !in->row || mark_row(r, in)->cell[PLACE_WORD_PATTERN] != PLACE_IN) continue;
        if (found && found != next->entity) return 0;
        found = next->entity;
    }
    return found;
}

/* Named so often, a province is where the story is. */
enum { STORY_MENTIONS = 3 };

/* The only province of the country that the report names, if it names it again and again; 0 otherwise. */
static CasusId province_of_story(const Reading *r, CasusId country) {
    CasusId found = 0, n = 0;
    for (CasusId k = 1; k < r->mentions.len; k++) {
        const CasusMention *m = &r->mentions.at[k];
        const CasusEntity *e = &r->entities.at[m->entity];
        if (m->form != CASUS_FORM_NAME || !e->has_place || !e->place.has_point || e->place.precision != CASUS_PRECISION_PROVINCE) continue;
        if (strcmp(e->place.country, r->entities.at[country].place.country) != 0) continue;
        if (found && found != m->entity) return 0;
        found = m->entity, n++;
    }
    return n >= STORY_MENTIONS ? found : 0;
}

/* Of a place that a sentence puts in a country and no more: the province of the story, else the country. */
static CasusId land_after(const Reading *r, CasusId mention, bool *is_story) {
    CasusId country = country_after(r, mention), province = country ? province_of_story(r, country) : 0;
    *is_story = province;
    return province ? province : country;
}

void place_contain(Reading *r, CasusId mention) {
    const CasusMention *m = &r->mentions.at[mention];
    CasusEntity *e = &r->entities.at[m->entity];
    if (!e->has_place || e->place.has_point || e->place.within.len || e->place.precision == CASUS_PRECISION_COUNTRY) return;
    CasusId id = place_outer(r, mention);
    bool is_story = false;
    if (!id) id = land_after(r, mention, &is_story);
    if (!id) return;
    if (is_story) e->how = S("province of story");
    const CasusEntity *outer = &r->entities.at[id];
    Str *within = arena_array(r->keep, outer->place.within.len + 1, sizeof *within);
    within[0] = outer->name;
    for (size_t i = 0; i < outer->place.within.len; i++) within[i + 1] = outer->place.within.at[i];
    e->place.within = (CasusStrs){ within, outer->place.within.len + 1 };
    if (!e->place.country[0]) memcpy(e->place.country, outer->place.country, sizeof e->place.country);
}

/* ---- names that were taken for persons --------------------------------------------------------------------------- */

/* A set of folded names, by hash alone: two names of one report do not share 64 bits. */
typedef struct { uint64_t *at; size_t mask; } NameSet;

static bool set_has(const NameSet *set, uint64_t hash) {
    for (size_t i = (size_t)hash & set->mask; set->at[i]; i = (i + 1) & set->mask)
        if (set->at[i] == hash) return true;
    return false;
}

static void set_add(NameSet *set, uint64_t hash) {
    size_t i = (size_t)hash & set->mask;
    while (set->at[i] && set->at[i] != hash) i = (i + 1) & set->mask;
    set->at[i] = hash;
}

static NameSet set_new(Reading *r, size_t n) {
    size_t slots = 16;
    while (slots < 2 * n) slots *= 2;
    return (NameSet){ arena_array(r->scratch, slots, sizeof(uint64_t)), slots - 1 };
}

static uint64_t name_hash(Str name) {
    char key[GAZETTEER_LONGEST_KEY];
    return str_hash((Str){ key, gazetteer_key(name, key) }) | 1;        /* never 0, the empty slot */
}

static const CasusMark *mark_of(const Reading *r, CasusId t, CasusMarkKind kind) {
    for (CasusId k = r->tokens.at[t].mark; k && k < r->marks.len && r->marks.at[k].first == t; k++)
        if (r->marks.at[k].kind == kind) return &r->marks.at[k];
    return NULL;
}

static bool is_titled(const Reading *r, const CasusMention *m) {
    for (CasusId t = m->first; t-- > 1 && t + 4 > m->first;) {
        const CasusMark *title = mark_of(r, t, CASUS_MARK_TITLE);
        if (title && title->last + 1 == m->first) return true;
    }
    return false;
}

static bool is_comma(const Reading *r, CasusId t) { return r->text.at[r->tokens.at[t].span.start] == ','; }

static bool is_dash(const Reading *r, CasusId t) {
    Str text = token_text(r, t);
    return str_eq(text, S("--")) || str_eq(text, S("\u2014")) || str_eq(text, S("\u2013")) || (str_eq(text, S("-")) && (r->tokens.at[t].shape & CASUS_SHAPE_SPACE_BEFORE));
}

/* "X, La.", "X, Osmar": an area told after a comma. */
static bool is_followed_by_area(const Reading *r, const CasusSentence *s, const CasusMention *m) {
    CasusId next = m->last + 2;
    if (next > s->last || !is_comma(r, m->last + 1)) return false;
    if (mark_of(r, next, CASUS_MARK_REGION) || mark_of(r, next, CASUS_MARK_COUNTRY)) return true;
    return (r->tokens.at[next].shape & CASUS_SHAPE_CAPITAL) && place_is_short_area(r, token_text(r, next));
}

/* "X residents", "X police", "X-based": the name stands before a common word as what it belongs to. */
static bool is_before_noun(const Reading *r, const CasusSentence *s, const CasusMention *m) {
    CasusId next = m->last + 1;
    if (next > s->last) return false;
    if (str_eq(token_text(r, next), S("-")) && next < s->last) next++;
    const CasusToken *token = &r->tokens.at[next];
    if (!(token->shape & CASUS_SHAPE_WORD) || (token->shape & (CASUS_SHAPE_CAPITAL | CASUS_SHAPE_UPPER))) return false;
    if (next == m->last + 2) return !(token->shape & CASUS_SHAPE_SPACE_BEFORE) && token->pos != CASUS_POS_ADP;
    return token->pos == CASUS_POS_NOUN || mark_of(r, next, CASUS_MARK_PERSON) || mark_of(r, next, CASUS_MARK_SPEAKER) || mark_of(r, next, CASUS_MARK_FACILITY);
}

/* "TOWN --", "Town (Wire) -": how wire reports open. */
static bool is_dateline(const Reading *r, const CasusSentence *s, const CasusMention *m) {
    if (m->first != s->first && !(r->tokens.at[m->first].shape & CASUS_SHAPE_LINE_BEFORE)) return false;
    return m->last < s->last && (is_dash(r, m->last + 1) || (r->text.at[r->tokens.at[m->last + 1].span.start] == '(' && m->last + 3 < s->last && is_dash(r, m->last + 4)));
}

/* "in Tal Amal and X", "Tal Amal, X": beside a place in a list. */
static bool is_listed(const Reading *r, CasusId mention) {
    const CasusMention *m = &r->mentions.at[mention];
    for (int side = -1; side <= 1; side += 2) {
        CasusId k = (CasusId)((int64_t)mention + side);
        if (!k || k >= r->mentions.len) continue;
        const CasusMention *other = &r->mentions.at[k];
        if (other->type != CASUS_MENTION_GPE || other->form != CASUS_FORM_NAME || other->sentence != m->sentence) continue;
        CasusId from = side < 0 ? other->last + 1 : m->last + 1, end = side < 0 ? m->first : other->first;
        if (end > from + 2 || end == from) continue;
        bool joins = true;
        for (CasusId t = from; t < end; t++) joins = joins && (is_comma(r, t) || r->tokens.at[t].pos == CASUS_POS_CCONJ);
        if (joins) return true;
    }
    return false;
}

/* "to X", "from X", "of X": where no person has the name. */
static bool is_after_preposition(const Reading *r, const CasusSentence *s, const CasusMention *m) {
    return m->first > s->first && r->tokens.at[m->first - 1].pos == CASUS_POS_ADP;
}

static bool is_place_by_words(const Reading *r, CasusId mention) {
    const CasusMention *m = &r->mentions.at[mention];
    const CasusSentence *s = &r->sentences.at[m->sentence];
    return m->last > m->first || is_after_preposition(r, s, m) || is_followed_by_area(r, s, m) || is_before_noun(r, s, m) || is_dateline(r, s, m) || is_listed(r, mention);
}

/* A name that no world table knows as somebody. */
static bool may_be_place(const Reading *r, const CasusMention *m) {
    if (m->form != CASUS_FORM_NAME || (m->type != CASUS_MENTION_PER && m->type != CASUS_MENTION_ORG)) return false;
    for (CasusId k = r->tokens.at[m->first].mark; k && k < r->marks.len && r->marks.at[k].first == m->first; k++)
        if (mark_row(r, &r->marks.at[k])->table >= TABLE_COUNTRY && r->marks.at[k].last == m->last) return false;
    return true;
}

/* Every word of the names of persons of several words: "Marshall" after "Ines Marshall" is she. */
static void learn_persons(const Reading *r, const CasusMention *m, NameSet *persons) {
    if (m->type != CASUS_MENTION_PER || m->form != CASUS_FORM_NAME) return;
    if (m->last == m->first) {
        if (is_titled(r, m)) set_add(persons, name_hash(span_text(r, m->span)));
        return;
    }
    if (place_is_known(r, span_text(r, m->span)) && !is_titled(r, m)) return;
    for (CasusId t = m->first; t <= m->last && t < m->first + 4; t++) set_add(persons, name_hash(token_text(r, t)));
}

void place_find_names(Reading *r) {
    if (!r->gazetteers[0] && !r->gazetteers[1]) return;
    NameSet persons = set_new(r, 4 * r->mentions.len), places = set_new(r, r->mentions.len);
    for (CasusId k = 1; k < r->mentions.len; k++) learn_persons(r, &r->mentions.at[k], &persons);
    for (CasusId k = 1; k < r->mentions.len; k++) {
        CasusMention *m = &r->mentions.at[k];
        uint64_t hash = m->form == CASUS_FORM_NAME ? name_hash(span_text(r, m->span)) : 0;
        if (hash && m->type == CASUS_MENTION_GPE) set_add(&places, hash);
        if (!may_be_place(r, m) || set_has(&persons, hash) || !place_is_known(r, span_text(r, m->span)) || is_titled(r, m)) continue;
        if (!is_place_by_words(r, k)) continue;
        m->type = CASUS_MENTION_GPE;
        set_add(&places, hash);
    }
    for (CasusId k = 1; k < r->mentions.len; k++) {         /* said to be a known place once, a place everywhere; "from X" alone makes no place */
        CasusMention *m = &r->mentions.at[k];
        if (!may_be_place(r, m) || m->type != CASUS_MENTION_PER || is_titled(r, m)) continue;
        uint64_t hash = name_hash(span_text(r, m->span));
        if (set_has(&places, hash) && !set_has(&persons, hash) && place_is_known(r, span_text(r, m->span))) m->type = CASUS_MENTION_GPE;
    }
}
