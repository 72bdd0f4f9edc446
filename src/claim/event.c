/* Events: triggers with who did it, to whom, with what, where and when; a named doer is a claim of responsibility. */
#include "claim/party.h"
#include "claim/target.h"

enum { ARMED_REACH = 5 };               /* tokens */

static bool is_violent(const PackRow *row) {
    return row->cell[TRIGGER_PLOVER] == CASUS_PLOVER_ASSAULT || row->cell[TRIGGER_PLOVER] == CASUS_PLOVER_COERCE;
}

/* "the strike hit", "the operation targeted": a noun and a verb of violence, each weak alone. */
static bool bears_out(const Look *k, const CasusMark *weak, const CasusMark *other) {
    const PackRow *a = mark_row(k->r, weak), *b = mark_row(k->r, other);
    if (b->cell[TRIGGER_WEIGHT] == WEIGHT_STRONG) return true;
    return a->cell[TRIGGER_PLOVER] == CASUS_PLOVER_ASSAULT && b->cell[TRIGGER_PLOVER] == CASUS_PLOVER_ASSAULT && a->pos != b->pos && weak->first < other->last + ARMED_REACH && other->first < weak->last + ARMED_REACH;
}

/* "soldiers struck", "the rebels hit": the armed before the verb, in its clause. */
static bool is_deed_of_armed(const Look *k, CasusId sentence, const CasusMark *weak) {
    if (mark_row(k->r, weak)->pos != CASUS_POS_VERB || look_is_passive(k, weak)) return false;
    for (CasusId t = weak->first; t > look_sentence(k, sentence).first && t + ARMED_REACH > weak->first;) {
        CasusId person = look_over(k, --t, CASUS_MARK_PERSON);
        int group = person ? look_row(k, person)->cell[PERSON_GROUP] : 0;
        if (group == GROUP_SOLDIER || group == GROUP_FIGHTER) return true;
        if (look_pos(k, t) == CASUS_POS_PUNCT || look_pos(k, t) == CASUS_POS_ADP || look_pos(k, t) == CASUS_POS_SCONJ) return false;
    }
    return false;
}

/* "fired two long-range rockets": the weapon is what a word of doing is about. */
static bool is_fired(const Look *k, CasusId sentence, const CasusMark *weapon) {
    CasusId from = look_sentence(k, sentence).first, whole = look_over(k, weapon->last, CASUS_MARK_WEAPON);
    CasusId first = whole ? look_phrase_start(k, from, look_mark(k, whole)->first) : from, doing = first > from ? look_over(k, first - 1, CASUS_MARK_BLAME) : 0;
    return doing && look_row(k, doing)->cell[BLAME_PATTERN] == BLAME_DOING;
}

/* A weak word ("operation", "hit") is an event beside a weapon, a casualty or a strong trigger, or where the armed do it. */
static bool is_borne_out(const Look *k, CasusId sentence, CasusId self) {
    const Reading *r = k->r;
    if (is_deed_of_armed(k, sentence, look_mark(k, self)) || is_fired(k, sentence, look_mark(k, self))) return true;
    for (CasusId t = look_sentence(k, sentence).first; t <= look_sentence(k, sentence).last; t++)
        for (CasusId m = r->tokens.at[t].mark; m && m < r->marks.len && r->marks.at[m].first == t; m++) {
            if (m == self) continue;
            const CasusMark *mark = &r->marks.at[m];
            bool is_itself = mark->first <= look_mark(k, self)->last && mark->last >= look_mark(k, self)->first;       /* "missiles" */
            if (is_itself) continue;
            if (mark->kind == CASUS_MARK_WEAPON || mark->kind == CASUS_MARK_CASUALTY) return true;
            if (mark->kind == CASUS_MARK_TRIGGER && bears_out(k, look_mark(k, self), mark)) return true;
        }
    return false;
}

static CasusIds one_mention(Reading *r, CasusId mention) {
    if (!mention) return (CasusIds){ 0 };
    CasusId *id = arena_new(r->keep, CasusId);
    *id = mention;
    return (CasusIds){ id, 1 };
}

/* Is the weapon what it was done with: named before the deed, or after it behind a preposition ("with a drone")? What stands
 * right after the verb was its target. */
static bool is_instrument(const Look *k, CasusId sentence, CasusId weapon, CasusId trigger) {
    if (weapon < trigger) return true;
    CasusId first = look_phrase_start(k, look_sentence(k, sentence).first, weapon);
    return first > trigger + 1 && look_pos(k, first - 1) == CASUS_POS_ADP && !look_over(k, first - 1, CASUS_MARK_PLACE_WORD)
        && !look_over(k, first - 1, CASUS_MARK_TRIGGER);
}

/* The weapon beside the trigger makes the type finer: "attack" with a drone is a drone strike. */
static CasusEventType finer_type(const Look *k, CasusId sentence, CasusId trigger_first, CasusEventType type, CasusId *instrument) {
    const Reading *r = k->r;
    CasusSentence s = look_sentence(k, sentence);
    CasusId from = trigger_first > s.first + 10 ? trigger_first - 10 : s.first, to = trigger_first + 10 < s.last ? trigger_first + 10 : s.last;
    for (CasusId t = from; t <= to; t++) {
        CasusId w = look_at(k, t, CASUS_MARK_WEAPON);
        if (!w || !is_instrument(k, sentence, t, trigger_first)) continue;
        *instrument = k->mention[t];
        int event = mark_row(r, look_mark(k, w))->cell[WEAPON_EVENT];
        if (type == CASUS_EVENT_ATTACK && event > 0) return (CasusEventType)event;
        if (type == CASUS_EVENT_AIRSTRIKE && event == CASUS_EVENT_DRONE_STRIKE) return CASUS_EVENT_DRONE_STRIKE;
    }
    return type;
}

static CasusId time_in(const Look *k, CasusId sentence) {
    CasusId of_dateline = 0;
    for (CasusId t = look_sentence(k, sentence).first; t <= look_sentence(k, sentence).last; t++) {
        CasusId time = k->time[t];
        if (!time || time == of_dateline || k->r->times.at[time].from_day == CASUS_NO_DAY || k->r->times.at[time].of_speech) continue;
        if (of_dateline || !source_is_dateline(k, sentence, t)) return time;
        of_dateline = time;
    }
    return of_dateline;
}

static int fineness(const Reading *r, CasusId mention) {
    const CasusEntity *e = &r->entities.at[r->mentions.at[mention].entity];
    switch (e->place.precision) {
    case CASUS_PRECISION_COUNTRY: return 1;
    case CASUS_PRECISION_PROVINCE: return 2;
    case CASUS_PRECISION_DISTRICT: case CASUS_PRECISION_NEAR: return 3;
    case CASUS_PRECISION_CITY: return e->place.has_point ? 6 : 4;
    case CASUS_PRECISION_TOWN: return e->place.has_point ? 6 : 5;
    case CASUS_PRECISION_VILLAGE: case CASUS_PRECISION_EXACT: return 7;
    default: return e->place.holder ? 7 : 5;                /* told to lie in a town: finer than the town */
    }
}

enum { SHORTEST_PLACE = 3 };            /* bytes */
enum { OF_OWNER = 8, OF_SPEAKER = 100 };        /* a quarter before its town; where the speaker is counts only where no other place is told */

/* "north of X", "near X": it happened beside the place named. */
static bool is_beside(const Look *k, CasusId from, CasusId first) {
    for (CasusId t = first; t > from && t + 2 > first;) {
        t--;
        CasusId word = look_over(k, t, CASUS_MARK_PLACE_WORD);
        if (word) return look_row(k, word)->cell[PLACE_WORD_PATTERN] == PLACE_SIDE || look_row(k, word)->cell[PLACE_WORD_PATTERN] == PLACE_NEAR;
    }
    return false;
}

/* "An official in the capital said": the speaker's words up to the verb of saying tell where he is, not where it happened. */
void event_mark_speakers(Claims *c) {
    const Reading *r = c->look.r;
    c->speaks = arena_array(r->scratch, r->tokens.len, sizeof *c->speaks);
    CasusId done = 0;
    for (size_t v = 1; v < c->voices.len; v++) {
        const Voice *voice = &c->voices.at[v];
        if (!voice->first || !voice->cue_first) continue;
        CasusId from = voice->first > done ? voice->first : done + 1, to = voice->last;
        if (voice->cue_first > to && voice->cue_first - to < 10) to = voice->cue_first - 1;
        for (CasusId t = from; t <= to; t++) c->speaks[t] = true;
        if (to > done) done = to;
    }
}

/* "the attack early on Monday against X": the deed before the times that stand between. */
static bool is_deed_before(const Look *k, CasusId from, CasusId t) {
    bool timed = k->time[t] != 0;
    while (t > from && (k->time[t] || (timed && (look_pos(k, t) == CASUS_POS_ADP || look_pos(k, t) == CASUS_POS_DET)))) t--;
    return look_over(k, t, CASUS_MARK_TRIGGER) != 0;
}

/* Does a word of place, or of what happened there, lead to the token? */
static bool leads_to(const Look *k, CasusId from, CasusId t, bool fine) {
    if (t <= from) return false;
    if (look_over(k, t - 1, CASUS_MARK_PLACE_WORD) || (fine && look_over(k, t - 1, CASUS_MARK_TRIGGER))) return true;
    if (look_pos(k, t - 1) != CASUS_POS_ADP || t <= from + 1) return false;
    return look_over(k, t - 2, CASUS_MARK_PLACE_WORD) || (fine && is_deed_before(k, from, t - 2));
}

static bool is_one(const Look *k, CasusId t) {
    CasusId number = look_at(k, t, CASUS_MARK_NUMBER);
    return number && look_row(k, number)->cell[NUMBER_KIND] == NUMBER_ARTICLE;
}

/* Before "the", "besieged": where the words that lead to the name end; "a" leads to none. */
static CasusId before_modifiers(const Look *k, CasusId from, CasusId t) {
    while (t > from && !is_one(k, t - 1) && (look_pos(k, t - 1) == CASUS_POS_DET || look_pos(k, t - 1) == CASUS_POS_ADJ)) t--;
    return t;
}

static bool is_told_inside(const Reading *r, CasusId best, CasusId mention) {
    if (!best || fineness(r, best) <= 2) return false;
    CasusStrs within = r->entities.at[r->mentions.at[best].entity].place.within;
    for (size_t i = 0; i < within.len; i++)
        if (str_eq(within.at[i], r->entities.at[r->mentions.at[mention].entity].name)) return true;
    return false;
}

/* "in Block 2 of Tal Amal", "on a house in the north of Tal Amal": what a placed thing is a part of is a place too. */
static bool is_of_placed(const Look *k, CasusId from, CasusId t, bool fine) {
    for (int depth = 0; depth < 2 && t > from + 2; depth++) {
        if (!look_at(k, t - 1, CASUS_MARK_NAME_LINK) || look_pos(k, t - 1) != CASUS_POS_ADP) return false;
        CasusId last = look_pos(k, t - 2) == CASUS_POS_NUM && t > from + 3 ? t - 3 : t - 2, first = look_phrase_start(k, from, last);
        CasusId lead = before_modifiers(k, from, first);
        if (lead > from && look_is_from(k, lead - 1)) return false;            /* "from the direction of Osmar" */
        if (leads_to(k, from, lead, fine)) return true;
        t = first;
    }
    return false;
}

/* "on Osmar City's Mill quarter": where the town begins of which it is a part; 0 when it is none of one. */
static CasusId owner_before(const Look *k, CasusId from, CasusId t) {
    if (t < from + 2 || look_pos(k, t - 1) != CASUS_POS_PART || look_at(k, t - 1, CASUS_MARK_NEGATION)) return 0;
    CasusId owner = k->name[t - 2];
    return owner && k->r->entities.at[k->r->mentions.at[owner].entity].has_place && fineness(k->r, owner) > 2 ? k->r->mentions.at[owner].first : 0;
}

/* "Karim Sabri, from the village of X, said": whose home it is. */
static bool is_home(const Look *k, CasusId from, CasusId t) {
    while (t > from && (look_over(k, t - 1, CASUS_MARK_PLACE_WORD) || look_pos(k, t - 1) == CASUS_POS_DET || look_pos(k, t - 1) == CASUS_POS_ADJ || look_at(k, t - 1, CASUS_MARK_NAME_LINK))
           && !look_is_from(k, t - 1)) t--;
    if (t < from + 2 || !look_is_from(k, t - 1)) return false;
    CasusId before = t - 2;
    if (look_is_comma(k, before) && before > from) before--;
    return k->name[before] && k->r->mentions.at[k->name[before]].type == CASUS_MENTION_PER;
}

enum { FARTHEST_FROM = 8 };             /* tokens */

/* "fired from over the sea, west of X, at": a side told after what it was fired from. */
static bool is_origin(const Look *k, CasusId from, CasusId t) {
    CasusId side = t;
    while (side > from && !look_is_comma(k, side - 1) && look_pos(k, side - 1) != CASUS_POS_VERB) side--;
    CasusId word = look_at(k, side, CASUS_MARK_PLACE_WORD);
    CasusId before = before_modifiers(k, from, t), by = before > from + 1 && look_is_from(k, before - 1) ? before - 2 : 0;
    CasusId doing = by ? look_over(k, by, CASUS_MARK_BLAME) : 0;
    if (by && (look_over(k, by, CASUS_MARK_WEAPON) || (doing && look_row(k, doing)->cell[BLAME_PATTERN] == BLAME_DOING))) return true;       /* "mortars fired from X" */
    if (side == from || !word || look_row(k, word)->cell[PLACE_WORD_PATTERN] != PLACE_SIDE || !look_is_comma(k, side - 1)) return false;
    for (CasusId b = side - 1; b > from && b + FARTHEST_FROM > side; b--) {
        if (look_is_from(k, b - 1)) return true;
        if (look_pos(k, b - 1) == CASUS_POS_VERB || look_pos(k, b - 1) == CASUS_POS_AUX) return false;
    }
    return false;
}

/* "heavy damage in Osmar missile strike": a country right before the weapon or the deed is whose it was. */
static bool is_doer_before(const Look *k, CasusId sentence, CasusId m) {
    CasusId t = k->r->mentions.at[m].last + 1, end = look_sentence(k, sentence).last;
    if (k->r->entities.at[k->r->mentions.at[m].entity].place.precision != CASUS_PRECISION_COUNTRY) return false;
    while (t <= end && look_over(k, t, CASUS_MARK_WEAPON)) t++;
    CasusId trigger = t <= end ? look_at(k, t, CASUS_MARK_TRIGGER) : 0;
    return t > k->r->mentions.at[m].last + 1 || (trigger && look_row(k, trigger)->pos == CASUS_POS_NOUN);
}

/* The place of a sentence: a name after a preposition of place, the finest first, one after the trigger before one ahead of it. */
static CasusId place_in(const Claims *c, CasusId sentence, CasusId trigger) {
    const Look *k = &c->look;
    const Reading *r = k->r;
    CasusSentence s = look_sentence(k, sentence);
    CasusId best = 0;
    int best_score = -2 * OF_SPEAKER;
    for (CasusId t = s.first; t <= s.last; t++) {
        CasusId m = k->name[t];
        if (!m || r->mentions.at[m].first != t || !r->entities.at[r->mentions.at[m].entity].has_place) continue;
        CasusMentionType type = r->mentions.at[m].type;
        if (type == CASUS_MENTION_NORP || type == CASUS_MENTION_ORG || type == CASUS_MENTION_PER) continue;
        if (r->mentions.at[m].span.end - r->mentions.at[m].span.start < SHORTEST_PLACE) continue;       /* "N. Osmar" */
        CasusId before = before_modifiers(k, s.first, t);
        CasusId owner = owner_before(k, s.first, t);
        if (owner) before = before_modifiers(k, s.first, owner);
        bool fine = fineness(r, m) > 1, placed = leads_to(k, s.first, before, fine) || is_of_placed(k, s.first, before, fine);
        if (!placed || is_doer_before(k, sentence, m) || is_told_inside(r, best, m) || is_home(k, s.first, t) || is_origin(k, s.first, t)) continue;    /* "Osmar shelled ..." is no place */
        int score = fineness(r, m) * 2 - (is_beside(k, s.first, before) && type != CASUS_MENTION_FAC ? 5 : 0) + (type == CASUS_MENTION_FAC ? 4 : 3) + (t > trigger ? 1 : 0) + (owner ? OF_OWNER : 0) - (c->speaks[t] ? OF_SPEAKER : 0);
        if (score > best_score) best = m, best_score = score;
    }
    return best;
}

static bool is_agent_word(const Look *k, CasusId t) {
    CasusId b = look_at(k, t, CASUS_MARK_BLAME);
    return b && look_row(k, b)->cell[BLAME_PATTERN] == BLAME_BY && look_row(k, b)->cell[BLAME_STANCE] != CASUS_STANCE_ADMITS;     /* "claimed by": blame.c */
}

/* "... by Osmari forces": the phrase after the word of agency that follows within the clause. */
static size_t agents_after(const Look *k, CasusId sentence, CasusId last, Party *parties) {
    CasusSentence s = look_sentence(k, sentence);
    for (CasusId t = last + 1; t < s.last && t < last + 12; t++) {
        if (is_agent_word(k, t) && look_is_other_doing(k, t)) return 0;
        if (is_agent_word(k, t)) return party_after(k, sentence, look_mark(k, look_at(k, t, CASUS_MARK_BLAME))->last + 1, parties);
        char c = look_char(k, t);
        if (c == ',' || c == ';' || c == ':' || look_pos(k, t) == CASUS_POS_SCONJ || look_at(k, t, CASUS_MARK_SAYING)) return 0;
        if (look_pos(k, t) == CASUS_POS_AUX) return 0;              /* "the strike was ...": blame reads the verb */
    }
    return 0;
}

/* "the mayor's": what follows is a noun, whatever else its word may be. */
static bool is_possessive(const Look *k, CasusId t) {
    char c = look_char(k, t);
    return look_pos(k, t) == CASUS_POS_PART && (c == '\'' || c == (char)0xE2);
}

/* Deeds whose noun is said of whom they were done to: "the mayor's assassination". */
static bool is_suffered(CasusEventType type) {
    return type == CASUS_EVENT_ASSASSINATION || type == CASUS_EVENT_KILLING || type == CASUS_EVENT_EXECUTION || type == CASUS_EVENT_ABDUCTION
        || type == CASUS_EVENT_HOSTAGE_TAKING || type == CASUS_EVENT_ARREST || type == CASUS_EVENT_TORTURE || type == CASUS_EVENT_SEXUAL_VIOLENCE;
}

/* Is that so of this noun: it stands behind whom it was done to, "the mayor's murder", and no "of" tells that somebody else suffered it? */
static bool is_of_victim(const Look *k, const CasusMark *m, bool is_person) {
    CasusId next = m->last + 1;
    bool of = next < k->r->tokens.len && look_at(k, next, CASUS_MARK_NAME_LINK) && look_pos(k, next) == CASUS_POS_ADP;
    bool possessive = is_possessive(k, m->first - 1);
    return is_suffered((CasusEventType)mark_row(k->r, m)->cell[TRIGGER_EVENT]) && !of && (possessive || is_person);
}

/* "an Osmari air strike", "a Front raid": an adjective or a force right before the noun; a place ("the Osmar attack") is none. */
static size_t agents_modifying(const Look *k, const CasusMark *m, Party *parties) {
    CasusSentence s = look_sentence(k, m->sentence);
    CasusId first = m->first;
    if (first == s.first) return 0;
    if (look_phrase_end(k, first - 1, first - 1) < first - 1) return 0;     /* "of shelling" */
    CasusId start = look_phrase_start(k, s.first, first - 1);
    Party p = { 0 };
    p.name = look_party(k, start, first - 1, &p.mention, &p.from, &p.to);
    if (p.from == p.to && look_pos(k, p.from) == CASUS_POS_ADJ && !k->name[p.from]) return 0;      /* "a military incursion" */
    if (!p.name.len || is_of_victim(k, m, p.mention && k->r->mentions.at[p.mention].type == CASUS_MENTION_PER)) return 0;
    bool is_owner = is_possessive(k, first - 1);
    if (!is_owner && p.mention && k->r->mentions.at[p.mention].type == CASUS_MENTION_GPE && k->r->mentions.at[p.mention].form == CASUS_FORM_NAME
        && p.to == k->r->mentions.at[p.mention].last && !(look_token(k, p.to)->shape & CASUS_SHAPE_UPPER)) return 0;
    parties[0] = p;
    return 1;
}

/* "military targets.": a word that is a verb and a noun, behind an adjective, and nothing behind it. */
static bool is_noun_at_end(const Look *k, const CasusMark *m, CasusId end) {
    if (!(m->form & (CASUS_WORD_THIRD | CASUS_WORD_BASE)) || m->first < 2 || look_pos(k, m->first - 1) != CASUS_POS_ADJ) return false;
    return m->last >= end || look_pos(k, m->last + 1) == CASUS_POS_PUNCT;
}

/* "soldiers wounded in the attack": a participle without an object tells of no doer before it. */
static bool has_object(const Look *k, CasusId sentence, const CasusMark *m) {
    CasusId next = m->last + 1, end = look_sentence(k, sentence).last;
    if (!(m->form & CASUS_WORD_PARTICIPLE)) return !is_noun_at_end(k, m, end);
    if (next > end) return false;
    CasusId after = next;
    while (after < end && (k->time[after] || (look_pos(k, after) == CASUS_POS_ADP && k->time[after + 1]))) after++;
    bool dated = after > next;
    if (dated && (look_pos(k, after) == CASUS_POS_AUX || look_pos(k, after) == CASUS_POS_VERB)) return false;     /* "soldiers killed this week were buried" */
    switch (look_pos(k, next)) {
    case CASUS_POS_AUX: case CASUS_POS_CCONJ: case CASUS_POS_PUNCT: case CASUS_POS_SCONJ: return look_is_quote(k, next);
    case CASUS_POS_ADP: return dated || look_over(k, next, CASUS_MARK_BOUND);
    default: return true;
    }
}

static bool is_real(const Look *k, CasusId sentence, CasusId verb) {
    return look_modality(k, sentence, verb) == CASUS_MODALITY_ASSERTED && !look_is_negated(k, sentence, verb);
}

/* "used a missile to bomb a car": the verb of use behind which a deed was done with a weapon; 0 when there is none. */
static CasusId verb_of_use(const Look *k, CasusId sentence, CasusId to) {
    CasusId from = look_sentence(k, sentence).first, weapon = to > from + 1 ? look_over(k, to - 1, CASUS_MARK_WEAPON) : 0;
    CasusId first = weapon ? look_phrase_start(k, from, look_mark(k, weapon)->first) : from;
    CasusId use = first > from ? look_over(k, first - 1, CASUS_MARK_BLAME) : 0;
    return use && look_row(k, use)->cell[BLAME_PATTERN] == BLAME_USING && is_real(k, sentence, first - 1) ? first - 1 : 0;
}

/* "began shelling", "continued to shell": the verb whose subject does the deed; 0 when there is none. */
static CasusId verb_of_doer(const Look *k, CasusId sentence, const CasusMark *m) {
    CasusId from = look_sentence(k, sentence).first, before = m->first > from ? m->first - 1 : 0;
    if (!before || !(m->form & (CASUS_WORD_BASE | CASUS_WORD_GERUND))) return 0;
    bool to = (m->form & CASUS_WORD_BASE) && look_pos(k, before) == CASUS_POS_PART && before > from;
    CasusId use = to ? verb_of_use(k, sentence, before) : 0, verb = to ? before - 1 : before;
    CasusId phase = use ? 0 : look_over(k, verb, CASUS_MARK_BLAME);
    if (use) return use;
    bool begins = phase && look_row(k, phase)->cell[BLAME_PATTERN] == BLAME_PHASE && is_real(k, sentence, look_mark(k, phase)->first);
    return begins ? look_mark(k, phase)->first : 0;
}

/* "the shelling of the army on the town": whose it was, by what follows the phrase. */
static size_t agents_owning(const Look *k, CasusId sentence, const CasusMark *m, Party *parties) {
    CasusId of = m->last + 1, end = look_sentence(k, sentence).last;
    if (of + 2 > end || !look_at(k, of, CASUS_MARK_NAME_LINK) || look_pos(k, of) != CASUS_POS_ADP || is_suffered((CasusEventType)mark_row(k->r, m)->cell[TRIGGER_EVENT])) return 0;
    size_t n = party_after(k, sentence, of + 1, parties);
    CasusId last = n ? parties[n - 1].to : 0;
    bool is_place = n && parties[0].mention && k->r->mentions.at[parties[0].mention].type == CASUS_MENTION_GPE && parties[0].from == parties[0].to;
    if (!n || last + 2 > end || is_place || k->time[last + 2]) return 0;
    CasusId on = look_at(k, last + 1, CASUS_MARK_FUNCTION);
    return on && look_row(k, on)->cell[FUNCTION_COUNT] == PREPOSITION_AIMED ? n : 0;
}

/* "an Osmari strike", "Front fire": a word that is no deed by itself is one of the side whose name or nation stands right before it. */
static bool is_own_deed(const Look *k, const CasusMark *m, const Party *p) {
    if (p->to + 1 != m->first || look_over(k, m->first, CASUS_MARK_WEAPON) || mark_row(k->r, m)->cell[TRIGGER_PLOVER] != CASUS_PLOVER_ASSAULT) return false;
    return look_over(k, p->to, CASUS_MARK_ACTOR) || look_over(k, p->to, CASUS_MARK_COUNTRY);
}

static size_t agents_of(const Claims *c, CasusId sentence, const CasusMark *m, bool nominal, bool *after, Party *parties) {
    const Look *k = &c->look;
    *after = false;
    if (!nominal && !look_is_passive(k, m)) {
        CasusId doer = verb_of_doer(k, sentence, m);
        if (has_object(k, sentence, m)) return party_acting(c, sentence, doer ? doer : m->first, parties);
        *after = true;
        return agents_after(k, sentence, m->last, parties);
    }
    if (nominal) {
        bool weak = mark_row(k->r, m)->cell[TRIGGER_WEIGHT] == WEIGHT_WEAK;
        size_t n = agents_modifying(k, m, parties);
        if (n && (!weak || is_own_deed(k, m, &parties[0]))) return n;
    }
    *after = true;
    CasusId between = nominal && m->last < look_sentence(k, sentence).last ? look_at(k, m->last + 1, CASUS_MARK_BOUND) : 0;
    if (between && look_row(k, between)->cell[BOUND_BOUND] == BOUND_BETWEEN && mark_row(k->r, m)->cell[TRIGGER_EVENT] != CASUS_EVENT_ARMED_CLASH && mark_row(k->r, m)->cell[TRIGGER_WEIGHT] != WEIGHT_WEAK)
        return party_after(k, sentence, look_mark(k, between)->last + 1, parties);      /* "shelling between X and Y": both; who began a clash is not told */
    size_t n = nominal ? agents_owning(k, sentence, m, parties) : 0;
    if (n) return n;
    return agents_after(k, sentence, m->last, parties);
}

/* "no sortie", "no air strike": a word for none opens the phrase. */
static bool is_none_of(const Look *k, CasusId sentence, CasusId noun) {
    CasusId no = look_over(k, look_phrase_start(k, look_sentence(k, sentence).first, noun), CASUS_MARK_NEGATION);
    return no && look_row(k, no)->cell[NEGATION_PATTERN] == NEGATION_NO;
}

static CasusModality modality_of(const Look *k, CasusId sentence, const CasusMark *m) {
    if (look_is_negated(k, sentence, m->first) || is_none_of(k, sentence, m->first)) return CASUS_MODALITY_DENIED;
    bool infinitive = (m->form & CASUS_WORD_BASE) && mark_row(k->r, m)->pos == CASUS_POS_VERB && m->first > 1 && look_pos(k, m->first - 1) == CASUS_POS_PART
                   && !is_possessive(k, m->first - 1);
    CasusModality modality = look_modality(k, sentence, m->first);
    if (infinitive && verb_of_doer(k, sentence, m)) return modality;
    if (modality == CASUS_MODALITY_ASSERTED && infinitive) return CASUS_MODALITY_HYPOTHETICAL;
    CasusId after = mark_row(k->r, m)->pos == CASUS_POS_NOUN && m->last < look_sentence(k, sentence).last ? look_at(k, m->last + 1, CASUS_MARK_CONDITION) : 0;
    if (modality == CASUS_MODALITY_ASSERTED && after) return (CasusModality)look_row(k, after)->cell[CONDITION_MODALITY];      /* "a strike could kill" */
    return modality;
}

static void claim_parties(Claims *c, CasusId sentence, const CasusMark *m, CasusId event, const Party *parties, size_t n) {
    for (size_t i = 0; i < n; i++) {
        CasusId first = parties[i].from < m->first ? parties[i].from : m->first;
        CasusId last = parties[i].to > m->last ? parties[i].to : m->last;
        CasusClaim *claim = party_claim(c, sentence, &parties[i], first, last);
        if (claim) claim->event = event;
    }
}

/* "said its forces had not struck the clinic": somebody says of a side that the deed was not its own. */
static void deny_deed(Claims *c, const CasusMark *m, CasusId event, const Party *parties, size_t n) {
    if (n == 0 || source_of(&c->look, &c->voices, m->first).is_own) return;
    CasusId first = parties[0].from < m->first ? parties[0].from : m->first;
    CasusClaim *claim = claim_make(c, m->sentence, CASUS_ABOUT_RESPONSIBILITY, first, parties[0].to > m->last ? parties[0].to : m->last);
    claim->stance = CASUS_STANCE_DENIES;
    claim->party = parties[0].name;
    claim->event = event;
}

/* "weapons of mass destruction", "an attack helicopter": the word is part of what a weapon is called. */
static bool is_in_weapon(const Look *k, const CasusMark *m) {
    CasusId weapon = look_over(k, m->first, CASUS_MARK_WEAPON);
    if (!weapon) return false;
    const CasusMark *w = look_mark(k, weapon);
    return w->first <= m->first && w->last >= m->last && w->last - w->first > m->last - m->first;
}

/* "shot down several missiles": nobody was attacked. */
static bool is_projectile(const Look *k, const CasusMark *m) {
    CasusId head = m->last < look_sentence(k, m->sentence).last ? look_phrase_end(k, m->last + 1, look_sentence(k, m->sentence).last) : 0;
    CasusId weapon = head > m->last ? look_over(k, head, CASUS_MARK_WEAPON) : 0;
    return weapon && look_row(k, weapon)->cell[WEAPON_TYPE] == CASUS_MENTION_WEAPON;
}

/* "the army said it had struck a post": a body that speaks, and tells that it did something to a building or a place. */
static bool is_deed_of_speaker(const Claims *c, const CasusMark *m) {
    const Look *k = &c->look;
    CasusId from = look_sentence(k, m->sentence).first, end = look_sentence(k, m->sentence).last, t = m->first;
    if (mark_row(k->r, m)->pos != CASUS_POS_VERB || look_is_passive(k, m) || m->last >= end) return false;
    while (t > from && look_may_part_verb(k, t - 1)) t--;
    if (t == from || look_function(k, t - 1) != FUNCTION_PRONOUN) return false;
    Speaker who = source_of(k, &c->voices, m->first);
    CasusId head = look_phrase_end(k, m->last + 1, end);
    bool struck = head > m->last && (look_over(k, head, CASUS_MARK_FACILITY) || (k->name[head] && k->r->entities.at[k->r->mentions.at[k->name[head]].entity].has_place));
    return struck && !who.is_own && who.source.kind == CASUS_SOURCE_ORGANIZATION;
}

static void read_trigger(Claims *c, CasusId mark) {
    const Look *k = &c->look;
    Reading *r = k->r;
    const CasusMark *m = look_mark(k, mark);
    const PackRow *row = mark_row(r, m);
    bool is_real = row->cell[TRIGGER_WEIGHT] != WEIGHT_WEAK || is_borne_out(k, m->sentence, mark) || is_deed_of_speaker(c, m);
    if (!is_real || (is_in_weapon(k, m) && !is_fired(k, m->sentence, m))) return;
    if (row->pos == CASUS_POS_VERB && is_suffered((CasusEventType)row->cell[TRIGGER_EVENT]) && look_is_carried_out(k, m)) return;
    CasusId instrument = 0;
    CasusEventType type = finer_type(k, m->sentence, m->first, (CasusEventType)row->cell[TRIGGER_EVENT], &instrument);
    bool done_by = (m->form & (CASUS_WORD_BASE | CASUS_WORD_THIRD)) && m->last < look_sentence(k, m->sentence).last && is_agent_word(k, m->last + 1);   /* "rocket fire by" */
    bool nominal = row->pos == CASUS_POS_NOUN || done_by || (look_is_noun_use(k, m) && look_pos(k, m->first - 1) == CASUS_POS_DET) || is_possessive(k, m->first - 1) || ((m->form & CASUS_WORD_GERUND) && !verb_of_doer(k, m->sentence, m) && m->first > 1 && look_pos(k, m->first - 1) != CASUS_POS_AUX
                 && (look_pos(k, m->first - 1) != CASUS_POS_PUNCT || look_is_quote(k, m->first - 1)));
    Party parties[MOST_PARTIES];
    bool after;
    size_t n = agents_of(c, m->sentence, m, nominal, &after, parties);
    CasusModality modality = modality_of(k, m->sentence, m);
    CasusEvent *e = list_add(&r->events, r->keep);
    *e = (CasusEvent){ .type = type, .trigger = tokens_span(r, m->first, m->last), .first = m->first, .last = m->last, .sentence = m->sentence,
                       .agents = one_mention(r, n ? parties[0].mention : 0), .targets = targets_of(k, m, nominal), .instruments = one_mention(r, instrument),
                       .place = place_in(c, m->sentence, m->first), .time = time_in(k, m->sentence), .modality = modality,
                       .stage = row->cell[TRIGGER_STAGE] >= 0 ? (CasusStage)row->cell[TRIGGER_STAGE] : CASUS_STAGE_ACCOMPLISHED,
                       .plover = row->cell[TRIGGER_PLOVER] > 0 ? (CasusPlover)row->cell[TRIGGER_PLOVER] : CASUS_PLOVER_NONE, .nominal = nominal };
    bool acts = !nominal && row->cell[TRIGGER_ACTION] == ACTION_AGENT && row->cell[TRIGGER_PLOVER] == CASUS_PLOVER_ASSAULT;
    if (acts && look_is_negated(k, m->sentence, m->first)) deny_deed(c, m, list_last_id(&r->events), parties, n);
    if ((type == CASUS_EVENT_SHOOTDOWN && is_projectile(k, m)) || type == CASUS_EVENT_POLICE_ACTION) return;     /* "is investigating" */
    if (!is_violent(row) || modality != CASUS_MODALITY_ASSERTED || (!nominal && row->cell[TRIGGER_ACTION] == ACTION_NONE)) return;
    claim_parties(c, m->sentence, m, list_last_id(&r->events), parties, n);
}

/* "the army killed two": a casualty verb with a doer is a claim of responsibility too. */
static void read_harm(Claims *c, const CasusMark *m) {
    const Look *k = &c->look;
    const PackRow *row = mark_row(k->r, m);
    if (row->cell[CASUALTY_PATTERN] != CASUALTY_OBJECT || row->pos != CASUS_POS_VERB) return;
    int effect = row->cell[CASUALTY_EFFECT];
    if (effect == CASUS_EFFECT_RELEASED || effect == CASUS_EFFECT_UNHARMED || effect == CASUS_EFFECT_MISSING) return;
    if (modality_of(k, m->sentence, m) != CASUS_MODALITY_ASSERTED || look_is_carried_out(k, m)) return;
    Party parties[MOST_PARTIES];
    bool after;
    bool finite = look_is_passive(k, m) || (m->form & (CASUS_WORD_PAST | CASUS_WORD_THIRD | CASUS_WORD_BASE));
    if (!finite) return;
    size_t n = agents_of(c, m->sentence, m, false, &after, parties);
    claim_parties(c, m->sentence, m, 0, parties, n);
}

/* What sentences that tell of no event say of a place: "The house stood near the market of Tal Amal." */
static void find_places(Claims *c) {
    Reading *r = c->look.r;
    r->places = arena_array(r->keep, r->sentences.len, sizeof *r->places);
    for (CasusId s = 1; s < r->sentences.len; s++) {
        CasusId place = place_in(c, s, look_sentence(&c->look, s).first);
        if (place && !c->speaks[r->mentions.at[place].first]) r->places[s] = r->mentions.at[place].entity;
    }
}

void event_find(Claims *c) {
    Reading *r = c->look.r;
    find_places(c);
    for (CasusId m = 1; m < r->marks.len; m++) {
        if (r->marks.at[m].kind == CASUS_MARK_TRIGGER) read_trigger(c, m);
        if (r->marks.at[m].kind == CASUS_MARK_CASUALTY) read_harm(c, &r->marks.at[m]);
    }
}

/* The report itself tells of many things in passing; violence told by a verb is an occurrence of its own. */
static bool is_worth_telling(const Reading *r, CasusId event) {
    const CasusEvent *e = &r->events.at[event];
    return e->plover == CASUS_PLOVER_ASSAULT && !e->nominal && e->stage != CASUS_STAGE_THREATENED;
}

/* The words around the trigger that carry what happened: who or what before it, what it hit after it. */
static void widen(const Look *k, CasusId sentence, CasusId *first, CasusId *last) {
    CasusSentence s = look_sentence(k, sentence);
    CasusId before = *first;
    while (before > s.first && (look_pos(k, before - 1) == CASUS_POS_AUX || look_pos(k, before - 1) == CASUS_POS_ADV)) before--;
    if (before > s.first) {
        CasusId start = look_phrase_start(k, s.first, before - 1);
        while (start < before && look_pos(k, start) == CASUS_POS_PART) start++;
        if (look_phrase_end(k, start, before - 1) == before - 1) *first = start;
    }
    CasusId after = *last + 1;
    if (after < s.last && look_pos(k, after) == CASUS_POS_ADP) after++;
    CasusId end = after <= s.last ? look_phrase_end(k, after, s.last) : *last;
    if (end >= after) *last = end;
}

/* A voice that tells of an event, and of nothing else in its sentence, says that it happened. */
void occurrence_find(Claims *c) {
    Reading *r = c->look.r;
    size_t n_claims = r->claims.len;
    size_t at = 1;
    for (CasusId e = 1; e < r->events.len; e++) {
        CasusId sentence = r->events.at[e].sentence, first = r->events.at[e].first, last = r->events.at[e].last;
        if (r->events.at[e].modality != CASUS_MODALITY_ASSERTED || r->events.at[e].stage == CASUS_STAGE_THREATENED) continue;
        while (at < n_claims && r->claims.at[at].sentence < sentence) at++;
        if (at < n_claims && r->claims.at[at].sentence == sentence) continue;
        if (r->claims.len > n_claims && r->claims.at[r->claims.len - 1].sentence == sentence) continue;
        Speaker who = source_of(&c->look, &c->voices, first);
        if (who.source.kind == CASUS_SOURCE_COMMENTER || (who.is_own && !is_worth_telling(r, e))) continue;
        if (r->events.at[e].type == CASUS_EVENT_KILLING) continue;  /* a death without a number is told by its figure or not at all */
        widen(&c->look, sentence, &first, &last);
        CasusClaim *claim = claim_make(c, sentence, CASUS_ABOUT_OCCURRENCE, first, last);
        claim->event = e;
    }
}
