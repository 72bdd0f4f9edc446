/* Which stretches name or stand for somebody, some place or some thing. */
#include "mention/names.h"
#include "mention/place.h"

typedef struct { CasusId name, world; } Starting;     /* marks that start at one token: a run of capitals, a row of the world tables */

static bool is_world(CasusMarkKind kind) {
    return kind == CASUS_MARK_COUNTRY || kind == CASUS_MARK_REGION || kind == CASUS_MARK_ACTOR || kind == CASUS_MARK_PUBLISHER;
}

/* Rows of which one phrase can be several: an armed group before a publisher before a region. */
static int world_rank(CasusMarkKind kind) {
    return kind == CASUS_MARK_ACTOR ? 4 : kind == CASUS_MARK_COUNTRY ? 3 : kind == CASUS_MARK_REGION ? 2 : 1;
}

static Starting starting_at(const Reading *r, CasusId token) {
    Starting s = { 0, 0 };
    for (CasusId m = r->tokens.at[token].mark; m && m < r->marks.len && r->marks.at[m].first == token; m++) {
        const CasusMark *mark = &r->marks.at[m], *best = &r->marks.at[s.world];
        if (mark->kind == CASUS_MARK_NAME) s.name = m;
        if (!is_world(mark->kind)) continue;
        if (!s.world || mark->last > best->last || (mark->last == best->last && world_rank(mark->kind) > world_rank(best->kind))) s.world = m;
    }
    return s;
}

static CasusId mark_of_kind(const Reading *r, CasusId token, CasusMarkKind kind) {
    for (CasusId m = r->tokens.at[token].mark; m && m < r->marks.len && r->marks.at[m].first == token; m++)
        if (r->marks.at[m].kind == kind) return m;
    return 0;
}

/* A mark of this kind that ends with the token. */
static CasusId mark_ending(const Reading *r, const CasusSentence *s, CasusId token, CasusMarkKind kind) {
    for (CasusId t = token; t >= s->first && t + 4 > token; t--) {
        CasusId m = mark_of_kind(r, t, kind);
        if (m && r->marks.at[m].last == token) return m;
    }
    return 0;
}

static bool is_adjective_use(const CasusMark *m) { return m->kind == CASUS_MARK_COUNTRY && (m->form & (USE_ADJECTIVE | USE_PEOPLE)) && !(m->form & USE_NAME); }

static CasusMentionType type_of_world(const Reading *r, const CasusMark *m) {
    const PackRow *row = mark_row(r, m);
    switch (m->kind) {
    case CASUS_MARK_ACTOR: return row->cell[ACTOR_TYPE] > 0 ? (CasusMentionType)row->cell[ACTOR_TYPE] : CASUS_MENTION_ORG;
    case CASUS_MARK_PUBLISHER: return CASUS_MENTION_ORG;
    case CASUS_MARK_COUNTRY: return is_adjective_use(m) ? CASUS_MENTION_NORP : CASUS_MENTION_GPE;
    default: return CASUS_MENTION_GPE;
    }
}

/* "shelled X", "the shelling of X": what is hit from afar is a place, unless a table knows it as somebody. */
static bool is_struck(const Reading *r, const CasusSentence *s, CasusId before) {
    bool linked = r->tokens.at[before].pos == CASUS_POS_ADP && before > s->first;
    CasusId m = mark_ending(r, s, linked ? before - 1 : before, CASUS_MARK_TRIGGER);
    if (!m || (mark_row(r, &r->marks.at[m])->pos != CASUS_POS_VERB && !linked)) return false;
    switch (mark_row(r, &r->marks.at[m])->cell[TRIGGER_EVENT]) {
    case CASUS_EVENT_AIRSTRIKE: case CASUS_EVENT_DRONE_STRIKE: case CASUS_EVENT_MISSILE_STRIKE: case CASUS_EVENT_SHELLING: case CASUS_EVENT_BOMBING:
    case CASUS_EVENT_RAID: case CASUS_EVENT_STRAFING: return true;
    default: return false;
    }
}

/* "warplanes struck X", "blasts hit X": what aircraft, weapons and deeds hit is a place too. */
static bool is_hit_by_weapon(const Reading *r, const CasusSentence *s, CasusId verb) {
    CasusId m = mark_ending(r, s, verb, CASUS_MARK_TRIGGER);
    if (!m || mark_row(r, &r->marks.at[m])->pos != CASUS_POS_VERB || r->marks.at[m].first == s->first) return false;
    CasusId before = r->marks.at[m].first - 1, deed = mark_ending(r, s, before, CASUS_MARK_TRIGGER);
    return mark_ending(r, s, before, CASUS_MARK_WEAPON) || (deed && mark_row(r, &r->marks.at[deed])->pos == CASUS_POS_NOUN);
}

/* "the mayor of X", "the governor of X": a name that no table knows, behind an office. */
static bool is_seat(const Reading *r, const CasusSentence *s, CasusId first) {
    if (first < s->first + 2 || r->tokens.at[first - 1].pos != CASUS_POS_ADP) return false;
    CasusId title = mark_ending(r, s, first - 2, CASUS_MARK_TITLE), link = mark_of_kind(r, first - 1, CASUS_MARK_NAME_LINK);
    return title && link && mark_row(r, &r->marks.at[title])->cell[TITLE_KIND] == TITLE_OFFICE;
}

/* Does a word of place stand beside the name: "in X", "the village of X", "X province"? */
static bool is_placed(const Reading *r, const CasusSentence *s, CasusId first, CasusId last) {
    if (last < s->last) {
        CasusId after = mark_of_kind(r, last + 1, CASUS_MARK_PLACE_WORD);
        if (after && place_word_tells_kind(mark_row(r, &r->marks.at[after])->cell[PLACE_WORD_PATTERN])) return true;
    }
    CasusId before = first;
    while (before > s->first && r->tokens.at[before - 1].pos == CASUS_POS_DET) before--;
    if (before == s->first) return false;
    if (r->text.at[r->tokens.at[first].span.start] == '@') return false;
    if (mark_ending(r, s, before - 1, CASUS_MARK_PLACE_WORD) || is_struck(r, s, before - 1) || is_hit_by_weapon(r, s, before - 1)) return true;
    /* "village of X", "north of X": the small word between is no word of place itself */
    if (before < s->first + 2 || r->tokens.at[before - 1].pos != CASUS_POS_ADP || mark_of_kind(r, before - 1, CASUS_MARK_PLACE_WORD)) return false;
    CasusId word = mark_ending(r, s, before - 2, CASUS_MARK_PLACE_WORD);
    int pattern = word ? mark_row(r, &r->marks.at[word])->cell[PLACE_WORD_PATTERN] : 0;
    return place_word_tells_kind(pattern) || pattern == PLACE_SIDE || pattern == PLACE_PART;
}

/* "the X family", "X's house": those who live there. */
static bool is_household(const Reading *r, const CasusSentence *s, CasusId last) {
    CasusId next = last + 1;
    if (next <= s->last && r->tokens.at[next].pos == CASUS_POS_PART && next < s->last) next++;
    if (next > s->last || (r->tokens.at[next].shape & CASUS_SHAPE_CAPITAL)) return false;
    CasusId people = mark_of_kind(r, next, CASUS_MARK_PERSON), home = mark_of_kind(r, next, CASUS_MARK_PLACE_WORD);
    if (people && mark_row(r, &r->marks.at[people])->cell[PERSON_GROUP] == GROUP_FAMILY) return true;
    return home && mark_row(r, &r->marks.at[home])->cell[PLACE_WORD_PATTERN] == PLACE_HOME;
}

/* "the X terrorist group", "the X movement": a side to the fighting, unless a town has the name. */
static bool is_side(const Reading *r, const CasusSentence *s, CasusId first, CasusId last) {
    if (first == s->first || r->tokens.at[first - 1].pos != CASUS_POS_DET) return false;
    CasusId next = last + 1;
    if (next < s->last && r->tokens.at[next].pos == CASUS_POS_ADJ && !mark_of_kind(r, next, CASUS_MARK_SPEAKER)) next++;
    CasusId group = next <= s->last ? mark_of_kind(r, next, CASUS_MARK_SPEAKER) : 0;
    if (!group) return false;
    const PackRow *row = mark_row(r, &r->marks.at[group]);
    return row->cell[SPEAKER_KIND] == CASUS_SOURCE_ORGANIZATION && row->cell[SPEAKER_STATE] == SPEAKER_OF_PARTY && !place_is_known(r, span_text(r, tokens_span(r, first, last)));
}

static CasusMentionType type_of_name(const Reading *r, const CasusSentence *s, CasusId first, CasusId last) {
    if (first > s->first && mark_ending(r, s, first - 1, CASUS_MARK_TITLE)) return CASUS_MENTION_PER;
    CasusId weapon = mark_ending(r, s, last, CASUS_MARK_WEAPON);
    if (weapon) return (CasusMentionType)mark_row(r, &r->marks.at[weapon])->cell[WEAPON_TYPE];
    if (mark_ending(r, s, last, CASUS_MARK_FACILITY)) return CASUS_MENTION_FAC;
    if (mark_ending(r, s, last, CASUS_MARK_SPEAKER) || mark_ending(r, s, last, CASUS_MARK_PERSON)) return CASUS_MENTION_ORG;
    CasusId head = mark_of_kind(r, first, CASUS_MARK_SPEAKER);
    if (head && r->marks.at[head].last < last && mark_row(r, &r->marks.at[head])->cell[SPEAKER_KIND] == CASUS_SOURCE_ORGANIZATION) return CASUS_MENTION_ORG;
    if (mark_ending(r, s, last, CASUS_MARK_PLACE_WORD)) return CASUS_MENTION_LOC;
    if (is_side(r, s, first, last)) return CASUS_MENTION_ORG;
    if (is_placed(r, s, first, last)) return CASUS_MENTION_GPE;
    const CasusToken *only = &r->tokens.at[first];
    if (first == last && (only->shape & CASUS_SHAPE_UPPER) && only->span.end - only->span.start <= 6) return CASUS_MENTION_ORG;
    for (CasusId t = first; t <= last; t++)
        if (r->tokens.at[t].shape & CASUS_SHAPE_DIGITS) return CASUS_MENTION_VEHICLE;
    for (CasusId t = first; t <= last; t++)
        if ((r->tokens.at[t].shape & CASUS_SHAPE_COMMON) && r->tokens.at[t].pos == CASUS_POS_NOUN) return CASUS_MENTION_ORG;
    return is_seat(r, s, first) ? CASUS_MENTION_GPE : CASUS_MENTION_PER;
}

static CasusMention *add(Reading *r, CasusMentionType type, CasusMentionForm form, CasusId first, CasusId last, CasusId sentence) {
    CasusMention *m = list_add(&r->mentions, r->keep);
    *m = (CasusMention){ .type = type, .form = form, .span = tokens_span(r, first, last), .first = first, .last = last, .sentence = sentence };
    return m;
}

/* A name whose first words are a people's adjective and whose rest is a name or a thing of its own: "Osmari Mi-24". */
static bool splits_after(const Reading *r, const CasusSentence *s, const CasusMark *world, const CasusMark *name) {
    if (!is_adjective_use(world) || world->last >= name->last) return false;
    CasusId rest = world->last + 1;
    if (starting_at(r, rest).world || mark_of_kind(r, rest, CASUS_MARK_TITLE)) return true;
    CasusMentionType type = type_of_name(r, s, rest, name->last);
    return type == CASUS_MENTION_VEHICLE || type == CASUS_MENTION_WEAPON || type == CASUS_MENTION_PER;
}

/* "Tal Amal and Osmar" as one run of capitals: the word between two names of places, 0 if it is one name. */
static CasusId joining_word(const Reading *r, CasusId first, CasusId last) {
    for (CasusId t = first + 1; t < last; t++) {
        if (r->tokens.at[t].pos != CASUS_POS_CCONJ) continue;
        bool joins = place_is_known(r, span_text(r, tokens_span(r, first, t - 1))) && place_is_known(r, span_text(r, tokens_span(r, t + 1, last)));
        return joins ? t : 0;
    }
    return 0;
}

/* "Block 9", "Street", "NE.": a word of kind or of a part alone is the name of nothing. */
static bool is_bare_kind(const Reading *r, CasusId first, CasusId last) {
    CasusId kind = mark_of_kind(r, first, CASUS_MARK_PLACE_WORD);
    if (!kind || r->marks.at[kind].last != last) return false;
    int pattern = mark_row(r, &r->marks.at[kind])->cell[PLACE_WORD_PATTERN];
    return place_word_tells_kind(pattern) || pattern == PLACE_PART;
}

/* Is what [first, last] names a place that is known, with or without the word of kind at its end? */
static bool is_known_place(const Reading *r, const CasusSentence *s, CasusId first, CasusId last) {
    CasusId world = starting_at(r, first).world;
    if ((world && r->marks.at[world].last == last) || place_is_known(r, span_text(r, tokens_span(r, first, last)))) return true;
    return last > first && mark_ending(r, s, last, CASUS_MARK_PLACE_WORD) && is_known_place(r, s, first, last - 1);
}

/* "Eastern Osmar province", "N. Osmar": where the place's own name begins, unless the whole is the name of one. */
static CasusId after_part(const Reading *r, const CasusSentence *s, CasusId first, CasusId last) {
    CasusId part = mark_of_kind(r, first, CASUS_MARK_PLACE_WORD);
    if (!part || mark_row(r, &r->marks.at[part])->cell[PLACE_WORD_PATTERN] != PLACE_PART) return first;
    CasusMentionType type = type_of_name(r, s, first, last);
    if (type != CASUS_MENTION_GPE && type != CASUS_MENTION_LOC) return first;       /* "Northern Front" */
    CasusId next = r->marks.at[part].last + 1;
    return next <= last && is_known_place(r, s, next, last) && !is_known_place(r, s, first, last) ? next : first;
}

/* "on Osmarbook": where something was posted, no one who says or does it. */
static bool is_channel(const Reading *r, const CasusSentence *s, const CasusMark *world) {
    if (world->kind != CASUS_MARK_PUBLISHER || mark_row(r, world)->cell[PUBLISHER_KIND] != PUBLISHER_SITE || world->first == s->first) return false;
    return r->tokens.at[world->first - 1].pos == CASUS_POS_ADP;
}

/* "the Sheikh Radwan neighbourhood": a quarter named after somebody; the title's token, 0 when it is none. */
static CasusId titled_place(const Reading *r, const CasusSentence *s, CasusId first, CasusId last) {
    CasusId title = first > s->first ? mark_ending(r, s, first - 1, CASUS_MARK_TITLE) : 0;
    if (!title || last >= s->last || !(r->tokens.at[r->marks.at[title].first].shape & CASUS_SHAPE_CAPITAL)) return 0;
    CasusId kind = mark_of_kind(r, last + 1, CASUS_MARK_PLACE_WORD);
    return kind && place_word_tells_kind(mark_row(r, &r->marks.at[kind])->cell[PLACE_WORD_PATTERN]) ? r->marks.at[title].first : 0;
}

/* Adds the name that starts at the token and returns its last token; 0 when none starts here. */
static CasusId add_name(Reading *r, CasusId sentence, CasusId token) {
    const CasusSentence *s = &r->sentences.at[sentence];
    Starting at = starting_at(r, token);
    if (!at.name && !at.world) return 0;
    const CasusMark *name = &r->marks.at[at.name], *world = &r->marks.at[at.world];
    if (at.world && (!at.name || world->last >= name->last || splits_after(r, s, world, name))) {
        if (is_channel(r, s, world)) return world->last;
        CasusMention *m = add(r, type_of_world(r, world), CASUS_FORM_NAME, world->first, world->last, sentence);
        m->plural = (world->form & USE_PEOPLE) && !(world->form & USE_ADJECTIVE);
        return world->last;
    }
    CasusId first = name->first, last = name->last, link = joining_word(r, first, last);
    if (is_bare_kind(r, first, last)) return 0;
    first = after_part(r, s, first, last);
    CasusId titled = titled_place(r, s, first, last);
    if (titled) return add(r, CASUS_MENTION_GPE, CASUS_FORM_NAME, titled, last, sentence), last;
    if (is_household(r, s, last)) return last;              /* the house is spoken of, nobody acts */
    if (link) {
        add(r, type_of_name(r, s, first, link - 1), CASUS_FORM_NAME, first, link - 1, sentence);
        first = link + 1;
    }
    add(r, type_of_name(r, s, first, last), CASUS_FORM_NAME, first, last, sentence);
    return last;
}

/* What the words of a table stand for; NONE when they name nobody and nothing. */
static CasusMentionType type_of_nominal(const Reading *r, const CasusMark *mark) {
    const PackRow *row = mark_row(r, mark);
    if (row->pos == CASUS_POS_VERB) return CASUS_MENTION_NONE;
    switch (mark->kind) {
    case CASUS_MARK_PERSON: return CASUS_MENTION_PER;
    case CASUS_MARK_SPEAKER: return row->cell[SPEAKER_KIND] == CASUS_SOURCE_ORGANIZATION ? CASUS_MENTION_ORG : CASUS_MENTION_PER;
    case CASUS_MARK_WEAPON: return (CasusMentionType)row->cell[WEAPON_TYPE];
    case CASUS_MARK_FACILITY: return row->cell[FACILITY_TYPE] > 0 ? (CasusMentionType)row->cell[FACILITY_TYPE] : CASUS_MENTION_FAC;
    default: return CASUS_MENTION_NONE;
    }
}

/* "the ministry", "rebels", "a drone": words of the tables that stand for somebody or something, the longest of them ("police station"). */
static CasusId add_nominal(Reading *r, CasusId sentence, CasusId token, bool tells) {
    CasusId best = 0;
    for (CasusId m = r->tokens.at[token].mark; m && m < r->marks.len && r->marks.at[m].first == token; m++) {
        if (type_of_nominal(r, &r->marks.at[m]) == CASUS_MENTION_NONE) continue;
        if (!best || r->marks.at[m].last > r->marks.at[best].last) best = m;
    }
    if (best) {
        const CasusMark *mark = &r->marks.at[best];
        if (mark->kind == CASUS_MARK_FACILITY && !tells) return mark->last;
        add(r, type_of_nominal(r, mark), CASUS_FORM_NOMINAL, mark->first, mark->last, sentence)->plural = mark->form & CASUS_WORD_PLURAL;
        return mark->last;
    }
    CasusId pronoun = mark_of_kind(r, token, CASUS_MARK_FUNCTION);
    if (!pronoun || mark_row(r, &r->marks.at[pronoun])->cell[FUNCTION_KIND] != FUNCTION_PRONOUN) return 0;
    add(r, CASUS_MENTION_PER, CASUS_FORM_PRONOUN, token, token, sentence);
    return token;
}

/* Does the sentence tell of a deed or of people harmed? Elsewhere "a school" is neither target nor place of anything. */
static bool tells_of_event(const Reading *r, const CasusSentence *s) {
    for (CasusId t = s->first; t <= s->last; t++)
        if (mark_of_kind(r, t, CASUS_MARK_TRIGGER) || mark_of_kind(r, t, CASUS_MARK_CASUALTY)) return true;
    return false;
}

void mention_names(Reading *r) {
    for (CasusId s = 1; s < r->sentences.len; s++) {
        bool tells = tells_of_event(r, &r->sentences.at[s]);
        for (CasusId t = r->sentences.at[s].first; t <= r->sentences.at[s].last; t++) {
            CasusId last = add_name(r, s, t);
            if (!last) last = add_nominal(r, s, t, tells);
            if (last) t = last;
        }
    }
}
