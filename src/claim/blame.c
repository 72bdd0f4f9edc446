/* Responsibility told by words of blame, or taken on. */
#include "claim/party.h"

static CasusId min_id(CasusId a, CasusId b) { return a < b ? a : b; }

static bool has_subject_none(const Look *k, CasusId sentence, CasusId cue) {        /* "no group has claimed" */
    CasusId first = look_sentence(k, sentence).first;
    for (CasusId t = cue; t > first && t + 8 > cue;) {
        t--;
        CasusId n = look_at(k, t, CASUS_MARK_NUMBER);
        if (look_over(k, t, CASUS_MARK_NEGATION) || (n && look_row(k, n)->cell[NUMBER_KIND] == NUMBER_NONE)) return true;
        if (look_char(k, t) == ',' || look_pos(k, t) == CASUS_POS_CCONJ) return false;
    }
    return false;
}

static void set_stance(CasusClaim *claim, const CasusMark *m, const Look *k) {
    int stance = mark_row(k->r, m)->cell[BLAME_STANCE];
    bool weaker = claim && claim->stance == CASUS_STANCE_ACCUSES && stance == CASUS_STANCE_ASSERTS;        /* another said so */
    if (claim && !weaker && stance >= 0 && claim->stance != CASUS_STANCE_DENIES && claim->stance != CASUS_STANCE_ADMITS && claim->stance != CASUS_STANCE_ESTIMATES
        && claim->stance != CASUS_STANCE_QUESTIONS) claim->stance = (CasusStance)stance;
}

/* The speaker of a verb of blame is its subject; the claim's outer speaker relays it. */
static void set_accuser(Claims *c, CasusClaim *claim, CasusId sentence, CasusId verb) {
    Voice v = { 0 };
    if (!claim || !source_left(&c->look, sentence, verb, &c->voices, &v)) return;
    if (claim->source.name.len && claim->source.kind != CASUS_SOURCE_PUBLISHER && claim->source.kind != CASUS_SOURCE_AUTHOR
        && !str_eq(claim->source.name, v.source.name)) {
        Str *via = arena_array(c->look.r->keep, claim->via.len + 1, sizeof *via);
        via[0] = claim->source.name;
        if (claim->via.len) memcpy(via + 1, claim->via.at, claim->via.len * sizeof *via);
        claim->via = (CasusStrs){ via, claim->via.len + 1 };
    }
    claim->source = v.source;
}

/* "attributed the strike to X", "blamed the attack on X". */
static void blame_across(Claims *c, const CasusMark *m) {
    const Look *k = &c->look;
    CasusId last = look_sentence(k, m->sentence).last;
    Party parties[MOST_PARTIES];
    size_t n = 0;
    for (CasusId t = m->last + 1; t < last && t < m->last + 14 && n == 0; t++) {
        char ch = look_char(k, t);
        if (ch == ';' || ch == ',' || look_pos(k, t) == CASUS_POS_SCONJ) break;
        bool toward = (look_pos(k, t) == CASUS_POS_ADP || look_pos(k, t) == CASUS_POS_PART) && !look_at(k, t, CASUS_MARK_NAME_LINK);
        if (toward) n = party_after(k, m->sentence, t + 1, parties);
    }
    for (size_t i = 0; i < n; i++) {
        CasusClaim *claim = party_claim(c, m->sentence, &parties[i], m->first, parties[i].to);
        if (!claim) continue;
        set_accuser(c, claim, m->sentence, m->first);
        set_stance(claim, m, k);
    }
}

/* "of lying about the attack": the verb of the charge and what stands right with it are no violence. The preposition of the charge is at `of`. */
static bool charges_another_deed(const Look *k, CasusId of, CasusId to) {
    if (of >= to || look_pos(k, of + 1) != CASUS_POS_VERB) return false;
    for (CasusId t = of + 1; t <= to; t++) {
        if (look_at(k, t, CASUS_MARK_TRIGGER) || look_at(k, t, CASUS_MARK_CASUALTY) || look_at(k, t, CASUS_MARK_BLAME) || look_is_quote(k, t)) return false;
        if (t > of + 1 && (look_pos(k, t) == CASUS_POS_ADP || look_pos(k, t) == CASUS_POS_PUNCT || look_pos(k, t) == CASUS_POS_SCONJ)) return true;
    }
    return false;
}

/* "accused it of lying": a charge that is told must be one of violence. */
static bool is_charge_of_violence(const Look *k, const CasusMark *m) {
    CasusSentence s = look_sentence(k, m->sentence);
    bool has_charge = false;
    for (CasusId t = m->last + 1; t < s.last && t < m->last + 10; t++)
        if (look_at(k, t, CASUS_MARK_NAME_LINK) && charges_another_deed(k, t, s.last)) return false;
    for (CasusId t = s.first; t <= s.last; t++) {
        CasusId trigger = look_at(k, t, CASUS_MARK_TRIGGER);
        if (trigger && look_row(k, trigger)->cell[TRIGGER_PLOVER] == CASUS_PLOVER_ASSAULT) return true;
        if (look_at(k, t, CASUS_MARK_CASUALTY)) return true;
        if (t > m->last && t < m->last + 10 && look_pos(k, t) == CASUS_POS_ADP && !look_at(k, t, CASUS_MARK_PLACE_WORD)) has_charge = true;
    }
    return !has_charge;
}

static void blame_object(Claims *c, const CasusMark *m) {
    const Look *k = &c->look;
    CasusId after = m->last + 1, end = look_sentence(k, m->sentence).last;
    bool idle = (m->form & CASUS_WORD_BASE) && m->first > 1 && look_pos(k, m->first - 1) == CASUS_POS_PART
        && (after > end || look_pos(k, after) == CASUS_POS_PUNCT || look_pos(k, after) == CASUS_POS_ADP || look_pos(k, after) == CASUS_POS_SCONJ);
    if (idle) return;                                               /* "somebody to blame" */
    Party parties[MOST_PARTIES];
    bool reduced = m->form & CASUS_WORD_PARTICIPLE && m->last < look_sentence(k, m->sentence).last && look_pos(k, m->last + 1) == CASUS_POS_ADP;
    bool passive = look_is_passive(k, m) || reduced;                /* "men accused of" */
    size_t n = passive ? party_before(k, m->sentence, m->first, parties) : party_after(k, m->sentence, m->last + 1, parties);
    if (!is_charge_of_violence(k, m)) return;
    if (n == 0 && !passive) { blame_across(c, m); return; }         /* "blamed the attack on X" */
    for (size_t i = 0; i < n; i++) {
        CasusClaim *claim = party_claim(c, m->sentence, &parties[i], min_id(m->first, parties[i].from), parties[i].to > m->last ? parties[i].to : m->last);
        if (!claim) continue;
        if (passive) claim->source = (CasusSource){ .kind = CASUS_SOURCE_ANONYMOUS };
        else set_accuser(c, claim, m->sentence, m->first);
        set_stance(claim, m, k);
    }
}

static void blame_to(Claims *c, const CasusMark *m) {
    const Look *k = &c->look;
    Party parties[MOST_PARTIES];
    size_t n = party_after(k, m->sentence, m->last + 1, parties);
    bool passive = look_is_passive(k, m);
    for (size_t i = 0; i < n; i++) {
        CasusClaim *claim = party_claim(c, m->sentence, &parties[i], m->first, parties[i].to);
        if (!claim) continue;
        if (passive) claim->source = (CasusSource){ .kind = CASUS_SOURCE_ANONYMOUS };
        else set_accuser(c, claim, m->sentence, m->first);
        set_stance(claim, m, k);
    }
}

static bool is_harm(int effect) { return effect != CASUS_EFFECT_RELEASED && effect != CASUS_EFFECT_UNHARMED && effect != CASUS_EFFECT_MISSING; }

/* "carried out by X": only after something that was carried out. */
static void blame_by(Claims *c, const CasusMark *m) {
    const Look *k = &c->look;
    CasusSentence s = look_sentence(k, m->sentence);
    bool has_deed = false;
    for (CasusId t = m->first; t > s.first && t + 14 > m->first && !has_deed;) {
        t--;
        CasusId trigger = look_at(k, t, CASUS_MARK_TRIGGER);
        CasusId casualty = look_at(k, t, CASUS_MARK_CASUALTY);
        has_deed = (trigger && look_row(k, trigger)->cell[TRIGGER_PLOVER] == CASUS_PLOVER_ASSAULT) || (casualty && is_harm(look_row(k, casualty)->cell[CASUALTY_EFFECT]));
        if (look_char(k, t) == ';' || look_at(k, t, CASUS_MARK_SAYING)) break;
    }
    if (!has_deed || look_is_other_doing(k, m->first) || look_modality(k, m->sentence, m->first) != CASUS_MODALITY_ASSERTED || look_is_negated(k, m->sentence, m->first)) return;
    Party parties[MOST_PARTIES];
    size_t n = party_after(k, m->sentence, m->last + 1, parties);
    bool admitted = mark_row(k->r, m)->cell[BLAME_STANCE] == CASUS_STANCE_ADMITS;
    for (size_t i = 0; i < n; i++) {
        CasusClaim *claim = party_claim(c, m->sentence, &parties[i], m->first, parties[i].to);
        if (!claim || !admitted) continue;                          /* "claimed by X": X says so itself */
        claim->source = (CasusSource){ .kind = CASUS_SOURCE_ORGANIZATION, .name = parties[i].name, .mention = parties[i].mention };
        claim->stance = CASUS_STANCE_ADMITS;
    }
}

/* "held the army responsible": the verb is the accuser's, the party stands between. */
static bool blame_split(Claims *c, const CasusMark *m) {
    const Look *k = &c->look;
    CasusId first = look_sentence(k, m->sentence).first;
    for (CasusId t = m->first; t > first && t + 9 > m->first;) {
        t--;
        if (look_pos(k, t) == CASUS_POS_PUNCT || look_pos(k, t) == CASUS_POS_SCONJ) return false;
        if (look_pos(k, t) != CASUS_POS_VERB || !look_split_phrase(k, TABLE_BLAME, t, m->first)) continue;
        if (look_is_negated(k, m->sentence, t) || look_modality(k, m->sentence, t) != CASUS_MODALITY_ASSERTED) return true;
        Party parties[MOST_PARTIES];
        size_t n = party_after(k, m->sentence, t + 1, parties);
        for (size_t i = 0; i < n; i++) {
            CasusClaim *claim = party_claim(c, m->sentence, &parties[i], t, m->last);
            set_accuser(c, claim, m->sentence, t);
            if (claim) claim->stance = CASUS_STANCE_ACCUSES;
        }
        return true;
    }
    return false;
}

static bool is_deed(const Look *k, CasusId t) {
    if (look_at(k, t, CASUS_MARK_WEAPON)) return true;
    CasusId trigger = look_over(k, t, CASUS_MARK_TRIGGER), casualty = look_over(k, t, CASUS_MARK_CASUALTY);
    int plover = trigger ? look_row(k, trigger)->cell[TRIGGER_PLOVER] : 0;
    return plover == CASUS_PLOVER_ASSAULT || plover == CASUS_PLOVER_COERCE || (casualty && is_harm(look_row(k, casualty)->cell[CASUALTY_EFFECT]));
}

enum { OBJECT_REACH = 16 };             /* tokens from a verb to the noun that tells what was done */

/* Does a phrase begin that is no part of what was done: "launched an inquiry into ...", but not "launched on Tuesday a ..."? */
static bool ends_object(const Look *k, CasusId t) {
    if (look_char(k, t) == ';' || look_pos(k, t) == CASUS_POS_SCONJ || look_at(k, t, CASUS_MARK_SAYING)) return true;
    return look_pos(k, t) == CASUS_POS_ADP && !look_at(k, t, CASUS_MARK_NAME_LINK) && look_pos(k, t - 1) == CASUS_POS_NOUN && !k->time[t - 1];
}

/* "launched an investigation": verbs that say no more than that something was done tell of violence only where it is what they did. */
static bool did_violence(const Look *k, const CasusMark *m) {
    CasusSentence s = look_sentence(k, m->sentence);
    CasusId next = m->last + 1;
    for (CasusId t = next; t <= s.last && t < next + OBJECT_REACH; t++) {
        if (is_deed(k, t)) return true;
        if (ends_object(k, t)) break;
    }
    bool has_object = next <= s.last && look_pos(k, next) != CASUS_POS_ADP && look_pos(k, next) != CASUS_POS_PUNCT && look_pos(k, next) != CASUS_POS_PRON && !k->time[next];
    for (CasusId t = m->first; !has_object && t > s.first && t + OBJECT_REACH > m->first;) {
        t--;
        if (look_char(k, t) == ';' || look_at(k, t, CASUS_MARK_SAYING)) return false;
        if (is_deed(k, t)) return true;         /* "the raid that the army carried out" */
    }
    return !has_object && next <= s.last && look_pos(k, next) == CASUS_POS_PRON;
}

static void blame_subject(Claims *c, const CasusMark *m) {
    const Look *k = &c->look;
    if (look_is_negated(k, m->sentence, m->first) || look_modality(k, m->sentence, m->first) != CASUS_MODALITY_ASSERTED || look_is_passive(k, m)) return;
    bool purpose = (m->form & (CASUS_WORD_BASE | CASUS_WORD_GERUND)) && m->first > 1
                   && (look_pos(k, m->first - 1) == CASUS_POS_PART || look_pos(k, m->first - 1) == CASUS_POS_ADP);
    if (blame_split(c, m)) return;
    if (mark_row(k->r, m)->cell[BLAME_PATTERN] == BLAME_DOING && !did_violence(k, m)) return;
    if (purpose) return;                                            /* "promised to carry out", "committed to carrying out" */
    Party parties[MOST_PARTIES];
    size_t n = party_acting(c, m->sentence, m->first, parties);
    for (size_t i = 0; i < n; i++) set_stance(party_claim(c, m->sentence, &parties[i], parties[i].from, m->last), m, k);
}

/* "claimed the attack", not "claimed that ...": one word alone takes a deed on only when a deed follows it. */
static bool claims_a_deed(const Look *k, const CasusMark *m) {
    CasusId last = look_sentence(k, m->sentence).last;
    for (CasusId t = m->last + 1; t <= last && t < m->last + 4; t++) {
        CasusId trigger = look_at(k, t, CASUS_MARK_TRIGGER);
        if (trigger) return look_row(k, trigger)->pos == CASUS_POS_NOUN;
        if (look_pos(k, t) == CASUS_POS_SCONJ || look_pos(k, t) == CASUS_POS_AUX || look_pos(k, t) == CASUS_POS_PUNCT) return false;
    }
    return false;
}

/* "claimed responsibility": the speaker is the party. */
static void blame_self(Claims *c, const CasusMark *m) {
    const Look *k = &c->look;
    if (has_subject_none(k, m->sentence, m->first)) return;
    if (mark_row(k->r, m)->n_words == 1 && !claims_a_deed(k, m)) return;
    Voice v = { 0 };
    bool passive = look_is_passive(k, m), found = false;
    if (passive) {
        CasusSentence s = look_sentence(k, m->sentence);
        for (CasusId t = m->last + 1; t < s.last && t < m->last + 4 && !found; t++)
            if (look_pos(k, t) == CASUS_POS_ADP) { found = source_right(k, m->sentence, t + 1, &c->voices, &v); break; }
    } else found = source_left(k, m->sentence, m->first, &c->voices, &v);
    if (!found || str_is_empty(v.source.name)) return;
    CasusClaim *claim = claim_make(c, m->sentence, CASUS_ABOUT_RESPONSIBILITY, v.first && v.first < m->first ? v.first : m->first, m->last);
    claim->source = v.source;
    claim->party = v.source.name;
    claim->stance = CASUS_STANCE_ADMITS;
}

void blame_find(Claims *c) {
    const Look *k = &c->look;
    for (CasusId i = 1; i < k->r->marks.len; i++) {
        const CasusMark *m = look_mark(k, i);
        if (m->kind != CASUS_MARK_BLAME) continue;
        switch (mark_row(k->r, m)->cell[BLAME_PATTERN]) {
        case BLAME_OBJECT: blame_object(c, m); break;
        case BLAME_TO: blame_to(c, m); break;
        case BLAME_BY: blame_by(c, m); break;
        case BLAME_SUBJECT: case BLAME_DOING: blame_subject(c, m); break;
        case BLAME_SELF: blame_self(c, m); break;
        case BLAME_ACROSS: blame_across(c, m); break;
        default: break;
        }
    }
}
