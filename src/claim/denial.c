/* Denial: who rejects what. A deed, that it happened, or a number; by words of denying or by words of having no part. */
#include "claim/group.h"
#include "claim/party.h"

enum { SHORT_EVIDENCE = 8 };            /* tokens after a denying word that carry what is denied */

/* ---- what is no denial ------------------------------------------------------------------------------------------- */

/* "denied a request", "declined to comment". */
static bool is_trap(const Look *k, const CasusMark *m) {
    for (CasusId t = m->first > 2 ? m->first - 2 : 1; t <= m->last + 5 && t < k->r->tokens.len; t++) {
        if (t > m->last && (look_pos(k, t) == CASUS_POS_SCONJ || look_pos(k, t) == CASUS_POS_PUNCT)) return false;      /* "denied that its troops ..." */
        CasusId trap = look_at(k, t, CASUS_MARK_NOT_DENIAL);
        if (!trap || look_mark(k, trap)->sentence != m->sentence) continue;
        bool phrase = look_row(k, trap)->cell[NOT_DENIAL_PATTERN] == NOT_DENIAL_PHRASE;
        if (phrase && look_mark(k, trap)->first <= m->last && look_mark(k, trap)->last >= m->first) return true;
        if (!phrase && t > m->last) return true;
    }
    return false;
}

/* ---- who denies --------------------------------------------------------------------------------------------------- */

/* "We did not bomb it", said the colonel: the quotation's speaker. */
static bool speaks_for_self(const Claims *c, CasusId token, Voice *v) {
    Speaker who = source_of(&c->look, &c->voices, token);
    if (who.is_own || str_is_empty(who.source.name)) return false;
    v->source = who.source;
    return true;
}

static bool find_speaker(const Claims *c, const CasusMark *m, Voice *v) {
    const Look *k = &c->look;
    CasusSentence s = look_sentence(k, m->sentence);
    bool is_verb = mark_row(k->r, m)->pos == CASUS_POS_VERB, deed = mark_row(k->r, m)->cell[DENIAL_PATTERN] == DENIAL_DEED;
    if (is_verb && !deed && look_is_passive(k, m))                  /* "was denied by the ministry" */
        return m->last + 2 <= s.last && look_pos(k, m->last + 1) == CASUS_POS_ADP && source_right(k, m->sentence, m->last + 2, &c->voices, v);
    if (source_left(k, m->sentence, m->first, &c->voices, v)) return true;
    if (m->first > s.first && look_function(k, m->first - 1) == FUNCTION_FIRST_PERSON) return speaks_for_self(c, m->first, v);
    return source_right(k, m->sentence, s.first, &c->voices, v);    /* "The ministry spoke out only to deny ..." */
}

static bool is_own_voice(const Speaker *who) { return who->source.kind == CASUS_SOURCE_PUBLISHER || who->source.kind == CASUS_SOURCE_AUTHOR; }

/* "X was not involved", "it had no part": a voice around it denies for the one it speaks of; else X itself. */
static void deny_deed(const Claims *c, CasusClaim *claim, const CasusMark *m, const Voice *subject) {
    const Look *k = &c->look;
    Speaker outer = source_of(k, &c->voices, m->first);
    bool pronoun = look_function(k, subject->first) == FUNCTION_POSSESSIVE || (subject->first == subject->last && look_function(k, subject->first) == FUNCTION_PRONOUN);   /* "its forces", "it" */
    claim->source = is_own_voice(&outer) ? subject->source : outer.source;
    claim->party = pronoun && !is_own_voice(&outer) ? outer.source.name : subject->source.name;
}

/* ---- what is denied ----------------------------------------------------------------------------------------------- */

/* The words after the denying one: what they hold, and how far they carry the denial. */
typedef struct { bool blame, empty, told, own; /* told: "claims that ..."; own: "its aircraft" */ CasusId trigger, casualty, last, first; Group figure; bool has_figure; } Denied;

static bool is_small(const Look *k, CasusId t) {
    return look_pos(k, t) == CASUS_POS_SCONJ || look_pos(k, t) == CASUS_POS_DET || look_function(k, t) == FUNCTION_POSSESSIVE || k->time[t]
        || look_function(k, t) == FUNCTION_RELATIVE;
}

/* "denied reports that ...", "denied the report": what was said to have happened. */
static bool is_report(const Look *k, CasusId t) {
    CasusId saying = look_at(k, t, CASUS_MARK_SAYING);
    return saying && (look_row(k, saying)->pos == CASUS_POS_NOUN || look_is_noun_use(k, look_mark(k, saying)));
}

/* Past "claims that", "reports by X that" to what they say; `first` itself when nothing is told there. */
static CasusId told_first(const Look *k, CasusId first, CasusId end) {
    CasusId report = 0;
    for (CasusId t = first; t < end && t < first + SHORT_EVIDENCE; t++) {
        if (look_is_report(k, t)) report = t;
        bool opens = report && (look_pos(k, t) == CASUS_POS_SCONJ || look_function(k, t) == FUNCTION_RELATIVE);
        if (opens) return t + 1;
        if (look_pos(k, t) == CASUS_POS_VERB && t != report) return first;
    }
    return first;
}

/* The counted people that the casualty word tells of, where the number is what is denied: "that forty had been killed",
 * not "that its men killed forty". */
static void set_figure(const Look *k, const CasusMark *m, Denied *d) {
    const CasusMark *casualty = look_mark(k, look_at(k, d->casualty, CASUS_MARK_CASUALTY));
    bool acts = mark_row(k->r, casualty)->cell[CASUALTY_PATTERN] == CASUALTY_OBJECT && mark_row(k->r, casualty)->pos == CASUS_POS_VERB
        && !look_is_passive(k, casualty) && !(casualty->form & CASUS_WORD_PARTICIPLE);
    if (acts) return;
    Groups groups = { 0 };
    CasusId end = look_sentence(k, m->sentence).last, reach = d->casualty + SHORT_EVIDENCE;
    groups_between(k, d->first, reach < end ? reach : end, &groups);
    for (size_t i = 0; i < groups.len && !d->has_figure; i++) {
        const Group *g = &groups.at[i];
        bool near = g->first <= d->first + SHORT_EVIDENCE;
        if (near && g->counted && g->kind != GROUP_OF_THINGS) d->figure = *g, d->has_figure = true;
    }
}

static Denied denied_content(const Look *k, const CasusMark *m) {
    Denied d = { .last = m->last };
    CasusSentence s = look_sentence(k, m->sentence);
    d.first = told_first(k, m->last + 1, s.last);
    d.told = d.first != m->last + 1;
    for (; d.first < s.last && is_small(k, d.first); d.first++) d.own |= look_function(k, d.first) == FUNCTION_POSSESSIVE;
    d.empty = d.first >= s.last || look_pos(k, d.first) == CASUS_POS_PUNCT;
    for (CasusId t = d.first; t <= s.last && t < d.first + 24 && look_char(k, t) != ';'; t++) {
        if (!d.trigger && look_at(k, t, CASUS_MARK_TRIGGER)) d.trigger = t;
        if (!d.casualty && look_at(k, t, CASUS_MARK_CASUALTY)) d.casualty = t;
        d.blame |= look_at(k, t, CASUS_MARK_BLAME) != 0 && !is_report(k, t);
        if (t <= d.first + SHORT_EVIDENCE && look_pos(k, t) != CASUS_POS_PUNCT) d.last = t;
    }
    if (d.casualty && !d.blame) set_figure(k, m, &d);
    return d;
}

/* "denied the killing of nine": the deed itself is what is denied, when it is the first thing named. */
static bool is_event(const Look *k, const Denied *d) {
    return d->trigger && d->trigger == d->first && look_row(k, look_at(k, d->trigger, CASUS_MARK_TRIGGER))->pos == CASUS_POS_NOUN;
}

/* "the report that a boat was attacked": that it happened is what is denied, whoever was struck. */
static bool is_told_passively(const Look *k, const Denied *d) {
    if (!d->told || !d->trigger || d->own) return false;
    for (CasusId t = d->trigger; t <= d->last; t++)
        if (look_function(k, t) == FUNCTION_POSSESSIVE) return false;       /* "by its helicopter" */
    return look_is_passive(k, look_mark(k, look_at(k, d->trigger, CASUS_MARK_TRIGGER)));
}

/* "denied that cluster bombs had been used": the means is denied, not the deed. The weapon's token; 0 when nothing of the sort is. */
static CasusId weapon_denied(const Look *k, const CasusMark *m, const Denied *d) {
    CasusId end = look_sentence(k, m->sentence).last, weapon = 0;
    if (look_pos(k, m->last + 1) != CASUS_POS_SCONJ) return 0;
    for (CasusId t = d->first; t <= end && t < d->first + 3 && !weapon; t++) weapon = look_over(k, t, CASUS_MARK_WEAPON);
    CasusId t = weapon ? look_mark(k, weapon)->last + 1 : 0;
    while (t && t < end && look_pos(k, t) == CASUS_POS_AUX) t++;
    if (!t || look_function(k, t - 1) != FUNCTION_BE || look_pos(k, t) != CASUS_POS_VERB) return 0;
    return look_at(k, t, CASUS_MARK_TRIGGER) || look_at(k, t, CASUS_MARK_CASUALTY) ? 0 : look_mark(k, weapon)->last;
}

static CasusAbout about_of(const Look *k, const CasusMark *m, const Denied *d, size_t n_parties) {
    if (d->has_figure && (!d->trigger || d->figure.first == d->first)) return CASUS_ABOUT_CASUALTIES;
    if (is_told_passively(k, d)) return CASUS_ABOUT_OCCURRENCE;
    bool names_it = mark_row(k->r, m)->n_words > 1 && !is_report(k, m->last);       /* "denied any responsibility" */
    if (d->blame || names_it) return CASUS_ABOUT_RESPONSIBILITY;
    if (d->empty || is_report(k, d->first) || is_event(k, d)) return CASUS_ABOUT_OCCURRENCE;
    bool that_it_happened = d->trigger && !n_parties && !d->own && d->trigger <= d->first + 3 && (d->told || look_pos(k, m->last + 1) == CASUS_POS_SCONJ);
    return that_it_happened ? CASUS_ABOUT_OCCURRENCE : CASUS_ABOUT_RESPONSIBILITY;
}

/* A party before "'s charge", "'s report" made the accusation; it is not whom the denial clears. */
static bool is_accuser(const Look *k, const Party *p) {
    for (CasusId t = p->to + 1; t < k->r->tokens.len && t < p->to + 5; t++) {
        bool owns = look_pos(k, t) == CASUS_POS_PART && !(look_token(k, t)->shape & CASUS_SHAPE_SPACE_BEFORE);
        if (owns) return true;
        if (look_pos(k, t) != CASUS_POS_NOUN && look_pos(k, t) != CASUS_POS_PROPN && !k->name[t]) return false;
    }
    return false;
}

enum { NEAR_CHARGE = 8 };               /* sentences from a charge to its denial */

/* "denied the Front's charge": whom the charge was against; `denier` when nobody near has been accused. */
static Str party_charged(const Claims *c, CasusId sentence, Str denier) {
    const Reading *r = c->look.r;
    CasusId last = 0;
    for (CasusId i = 1; i < r->claims.len; i++) {
        const CasusClaim *said = &r->claims.at[i];
        bool accuses = said->about == CASUS_ABOUT_RESPONSIBILITY && said->stance == CASUS_STANCE_ACCUSES && !str_eq(said->source.name, denier);
        if (accuses && said->sentence <= sentence && said->sentence + NEAR_CHARGE >= sentence && (!last || said->sentence >= r->claims.at[last].sentence)) last = i;
    }
    return last ? r->claims.at[last].party : denier;
}

/* "The charge against the army is groundless": of what was said before the word; those who say so deny it. */
static bool deny_charge(const Claims *c, CasusClaim *claim, const CasusMark *m) {
    const Look *k = &c->look;
    Speaker who = source_of(k, &c->voices, m->first);
    if (mark_row(k->r, m)->pos != CASUS_POS_ADJ || who.is_own) return false;
    claim->source = who.source, claim->via = who.via;
    claim->about = CASUS_ABOUT_OCCURRENCE;
    CasusId first = look_sentence(k, m->sentence).first, start = m->first;
    for (CasusId t = m->first; t > first && m->first - t < 2 * SHORT_EVIDENCE && !look_is_quote(k, t - 1) && look_char(k, t - 1) != ':'; start = --t)
        if (is_report(k, t - 1)) return true;                       /* "the report of a bombing is false" */
    CasusId mention, from, to;
    Str party = look_party(k, start, m->first - 1, &mention, &from, &to);
    if (party.len && from > start) claim->about = CASUS_ABOUT_RESPONSIBILITY, claim->party = party;
    return true;
}

/* The number that is rejected is the denial's own. */
static void deny_figure(const Look *k, CasusClaim *claim, const Denied *d) {
    const Group *g = &d->figure;
    CasusEffect effect = (CasusEffect)look_row(k, look_at(k, d->casualty, CASUS_MARK_CASUALTY))->cell[CASUALTY_EFFECT];
    claim->has_figure = true;
    claim->figure = (CasusFigure){ .effect = effect, .who = g->who, .party = g->party, .civilian = g->civilian, .range = g->range, .approximate = g->approximate, .counted = true };
}

/* "retracted the statement": what the same voice said last, which stands no longer. */
static void take_back(Claims *c, CasusClaim *claim) {
    Reading *r = c->look.r;
    for (CasusId i = (CasusId)(r->claims.len - 1); i-- > 1;) {
        const CasusClaim *said = &r->claims.at[i];
        if (said->sentence >= claim->sentence || !str_eq(said->source.name, claim->source.name) || said->stance == CASUS_STANCE_RETRACTS) continue;
        claim->about = said->about, claim->has_figure = said->has_figure, claim->figure = said->figure, claim->party = said->party;
        claim->revises = i, claim->how = CASUS_HOW_RETRACTION;
        return;
    }
}

/* Does what is denied stand for something said before ("it", "the charges"), or speak of the denier's own, of fighters or of weapons? */
static bool may_be_deed(const Look *k, const CasusMark *m, const Denied *d) {
    if (d->own || look_pos(k, m->last + 1) == CASUS_POS_PRON) return true;
    for (CasusId t = m->last + 1; t <= d->last; t++) {
        CasusId person = look_at(k, t, CASUS_MARK_PERSON);
        if (is_report(k, t) || look_over(k, t, CASUS_MARK_WEAPON) || look_is_quote(k, t)) return true;
        if (person && look_row(k, person)->cell[PERSON_GROUP] == GROUP_SOLDIER) return true;
    }
    return false;
}

/* "denied that it had sent money abroad", "rejects a political solution": of no violence, of nothing that was said. */
static bool is_of_something_else(const Look *k, const CasusMark *m, const Denied *d) {
    if (mark_row(k->r, m)->cell[DENIAL_PATTERN] == DENIAL_DEED || mark_row(k->r, m)->n_words > 1 || mark_row(k->r, m)->pos != CASUS_POS_VERB) return false;
    if (d->empty || d->told || d->blame || d->trigger || d->casualty) return false;
    return look_pos(k, m->last + 1) == CASUS_POS_SCONJ || !may_be_deed(k, m, d);
}

static bool names_anybody(const Look *k, CasusId first, CasusId last) {
    for (CasusId t = first; t <= last; t++)
        if (k->name[t]) return true;
    return false;
}

/* "denied that ..., calling the report a fabrication": one point, denied again in one breath. */
static bool is_said_again(const Claims *c, const CasusMark *m, const Voice *v) {
    const Reading *r = c->look.r;
    if (mark_row(r, m)->pos == CASUS_POS_VERB) return false;
    for (size_t i = r->claims.len; i-- > 1 && r->claims.at[i].sentence == m->sentence;)
        if (r->claims.at[i].stance == CASUS_STANCE_DENIES && str_eq(r->claims.at[i].source.name, v->source.name)) return true;
    return false;
}

static void read_denial(Claims *c, const CasusMark *m) {
    const Look *k = &c->look;
    const PackRow *row = mark_row(k->r, m);
    if (is_trap(k, m) || look_modality(k, m->sentence, m->first) != CASUS_MODALITY_ASSERTED) return;
    if (row->pos == CASUS_POS_VERB && look_is_negated(k, m->sentence, m->first)) return;    /* "did not deny" */
    Voice v = { 0 };
    if (!find_speaker(c, m, &v) || is_said_again(c, m, &v)) return;
    Denied d = denied_content(k, m);
    if (is_of_something_else(k, m, &d)) return;
    CasusClaim *claim = claim_make(c, m->sentence, CASUS_ABOUT_RESPONSIBILITY, m->first, d.last);
    claim->stance = row->cell[DENIAL_STANCE] >= 0 ? (CasusStance)row->cell[DENIAL_STANCE] : CASUS_STANCE_DENIES;
    if (row->cell[DENIAL_PATTERN] == DENIAL_DEED) { deny_deed(c, claim, m, &v); return; }
    if (deny_charge(c, claim, m)) return;
    claim->source = v.source;
    Party parties[MOST_PARTIES];
    size_t n = d.empty ? 0 : party_after(k, m->sentence, d.first, parties);
    bool of_accuser = n && is_accuser(k, &parties[0]);
    if (of_accuser || (n && d.own && parties[0].from == d.first && !names_anybody(k, parties[0].from, parties[0].to))) n = 0;     /* "denied that its forces ..." */
    claim->about = about_of(k, m, &d, n);
    CasusId weapon = n ? 0 : weapon_denied(k, m, &d);
    if (weapon) claim->about = CASUS_ABOUT_WEAPON, claim->value = span_text(k->r, tokens_span(k->r, d.first, weapon));
    if (claim->about == CASUS_ABOUT_CASUALTIES) deny_figure(k, claim, &d);
    if (claim->about == CASUS_ABOUT_RESPONSIBILITY) claim->party = n ? parties[0].name : of_accuser ? party_charged(c, m->sentence, v.source.name) : v.source.name;
    bool own_word = claim->stance == CASUS_STANCE_RETRACTS && claim->about == CASUS_ABOUT_OCCURRENCE && !is_event(k, &d);
    if (own_word) take_back(c, claim);
}

/* "There was no bombing", a colonel said: whoever is let speak denies that it happened. */
static void read_nothing_happened(Claims *c, const CasusMark *m) {
    const Look *k = &c->look;
    const PackRow *row = mark_row(k->r, m);
    if (row->pos != CASUS_POS_NOUN || row->cell[TRIGGER_PLOVER] != CASUS_PLOVER_ASSAULT) return;
    CasusId first = look_phrase_start(k, look_sentence(k, m->sentence).first, m->first), no = look_over(k, first, CASUS_MARK_NEGATION);
    bool none = no && look_row(k, no)->cell[NEGATION_PATTERN] == NEGATION_NO;
    if (!none || first < 2 || look_function(k, first - 1) != FUNCTION_BE || look_modality(k, m->sentence, first) != CASUS_MODALITY_ASSERTED) return;
    if (source_of(k, &c->voices, m->first).is_own) return;
    claim_make(c, m->sentence, CASUS_ABOUT_OCCURRENCE, first - 1, m->last)->stance = CASUS_STANCE_DENIES;
}

void denial_find(Claims *c) {
    const Look *k = &c->look;
    for (CasusId i = 1; i < k->r->marks.len; i++)
        if (look_mark(k, i)->kind == CASUS_MARK_TRIGGER) read_nothing_happened(c, look_mark(k, i));
    for (CasusId i = 1; i < k->r->marks.len; i++)
        if (look_mark(k, i)->kind == CASUS_MARK_DENIAL) read_denial(c, look_mark(k, i));
}
