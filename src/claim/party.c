#include "claim/party.h"

#include "base/side.h"

static size_t add_party(const Look *k, CasusId first, CasusId last, Party *parties, size_t n) {
    Party p = { 0 };
    p.name = look_party(k, first, last, &p.mention, &p.from, &p.to);
    if (p.name.len == 0 || n == MOST_PARTIES) return n;
    for (size_t i = 0; i < n; i++)
        if (str_eq(parties[i].name, p.name)) return n;
    parties[n] = p;
    return n + 1;
}

/* "the Front or the army": each may have been it instead of the others. */
static void set_others(const Look *k, Party *parties, size_t n) {
    bool either = false;
    for (size_t i = 0; i + 1 < n && !either; i++) {
        CasusId a = parties[i].to < parties[i + 1].from ? parties[i].to : parties[i + 1].to;
        CasusId b = parties[i].to < parties[i + 1].from ? parties[i + 1].from : parties[i].from;
        for (CasusId t = a + 1; t < b && !either; t++) either = look_is_or(k, t);
    }
    for (size_t i = 0; i < n && either; i++) {
        Str *others = arena_array(k->r->keep, n, sizeof *others);
        parties[i].others.at = others;
        for (size_t j = 0; j < n; j++)
            if (j != i) others[parties[i].others.len++] = parties[j].name;
    }
}

static bool is_comma(const Look *k, CasusId t) { return look_is_comma(k, t); }

/* "a group of unidentified persons": people of whom no side is told. */
static bool is_of_people(const Look *k, CasusId first, CasusId last) {
    for (CasusId t = first; t <= last; t++)
        if (look_over(k, t, CASUS_MARK_PERSON)) return true;
    return false;
}

static bool is_deed(const Look *k, CasusId t) {
    CasusId trigger = look_over(k, t, CASUS_MARK_TRIGGER);
    return trigger && look_row(k, trigger)->pos == CASUS_POS_NOUN && !look_over(k, t, CASUS_MARK_WEAPON);       /* "a drone of the army" */
}

/* "the army shelled X and Y, hitting them": what is told behind the comma was done by the subject of the verb before it. */
static bool is_going_on(const Look *k, CasusId from, CasusId verb) {
    CasusId trigger = look_at(k, verb, CASUS_MARK_TRIGGER), casualty = look_at(k, verb, CASUS_MARK_CASUALTY);
    unsigned form = (trigger ? look_mark(k, trigger)->form : 0U) | (casualty ? look_mark(k, casualty)->form : 0U);
    return (form & CASUS_WORD_GERUND) && verb > from && is_comma(k, verb - 1);
}

static bool is_between(const Look *k, CasusId t) {
    CasusId bound = look_at(k, t, CASUS_MARK_BOUND);
    return bound && look_row(k, bound)->cell[BOUND_BOUND] == BOUND_BETWEEN;
}

static size_t subjects(const Look *k, CasusId sentence, CasusId verb, Party *parties, int depth) {
    CasusId from = look_sentence(k, sentence).first, t = verb;
    while (t > from && look_may_part_verb(k, t - 1)) t--;
    if (t == from || is_going_on(k, from, verb)) return 0;
    t--;
    if (look_function(k, t) == FUNCTION_RELATIVE && t > from) t--;
    if (look_pos(k, t) == CASUS_POS_CCONJ) {
        CasusId other = depth ? 0 : look_verb_before(k, from, t);
        return other ? subjects(k, sentence, other, parties, 1) : 0;
    }
    if (look_over(k, t, CASUS_MARK_DENIAL)) return 0;                    /* "denied having fired": nobody says that it did */
    t = look_before_place(k, from, t);
    bool (*parts)(const Look *, CasusId) = look_is_break(k, t) ? look_is_break : is_comma;
    if (parts(k, t) && (t > from + 2 || parts == look_is_break)) {       /* "the army, backed by jets, stormed"; "OSMAR - Shells" */
        CasusId inner = t - 1;
        while (inner > from && !parts(k, inner) && t - inner < 14) inner--;
        if (parts(k, inner) && inner > from) t = inner - 1; else return 0;
    }
    size_t n = 0;
    for (int joined = 0; joined < 3; joined++) {
        CasusId first = look_phrase_start(k, from, t);
        if (first > from + 1 && look_pos(k, first - 1) == CASUS_POS_ADP && look_at(k, first - 1, CASUS_MARK_NAME_LINK)) {  /* "groups of the militia" */
            CasusId head = first - 2;
            if (!is_deed(k, head)) n = add_party(k, first, t, parties, n);          /* "shelling of the army's base killed" */
            first = look_phrase_start(k, from, head);
            if (n == 0 && !is_of_people(k, head + 2, t)) n = add_party(k, first, head, parties, n);
        } else n = add_party(k, first, t, parties, n);
        if (n && first > from + 1 && is_between(k, first - 1)) return 0;           /* "clashes between X and Y killed": who of them did is not told */
        if (first <= from + 1 || (look_pos(k, first - 1) != CASUS_POS_CCONJ && !(look_is_comma(k, first - 1) && joined > 0))) break;
        t = first - 2;
    }
    set_others(k, parties, n);
    return n;
}

size_t party_before(const Look *k, CasusId sentence, CasusId verb, Party *parties) { return subjects(k, sentence, verb, parties, 0); }

/* Is the subject that ends here a pronoun, or somebody's own ("our fighters", "its aircraft")? */
static bool is_own_side(const Look *k, CasusId from, CasusId last) {
    int function = look_function(k, last);
    if (function == FUNCTION_PRONOUN) return look_row(k, look_at(k, last, CASUS_MARK_FUNCTION))->cell[FUNCTION_COUNT] != PRONOUN_ANY;
    if (function == FUNCTION_FIRST_PERSON) return true;
    CasusId first = look_phrase_start(k, from, last);
    return look_function(k, first) == FUNCTION_POSSESSIVE;
}

/* Does what is said name others before the pronoun, whom it may stand for: "said that militants died when their store blew up"? */
static bool names_others(const Look *k, CasusId from, CasusId pronoun) {
    for (CasusId t = pronoun; t > from;) {
        t--;
        if (look_at(k, t, CASUS_MARK_SAYING)) return false;
        if (look_at(k, t, CASUS_MARK_PERSON) || look_at(k, t, CASUS_MARK_ACTOR)) return true;
    }
    return false;
}

/* "we deny the charges that we attacked": the speaker's side is what is denied. */
static bool denies_own(const Look *k, CasusId from, CasusId pronoun) {
    for (CasusId t = pronoun; t > from && t + 12 > pronoun;) {
        t--;
        CasusId denial = look_at(k, t, CASUS_MARK_DENIAL);
        if (denial && look_row(k, denial)->pos == CASUS_POS_VERB) return true;
        if (look_is_quote(k, t) || look_char(k, t) == ';' || look_is_comma(k, t)) return false;
    }
    return false;
}

/* "“They shot my brother,” he said", "she said they shot him": whoever the pronoun stands for, it is not the speaker. */
static bool is_other_pronoun(const Look *k, CasusId sentence, CasusId pronoun, const Speaker *who) {
    CasusId mark = look_function(k, pronoun) == FUNCTION_PRONOUN ? look_at(k, pronoun, CASUS_MARK_FUNCTION) : 0;
    if (!mark) return false;
    if (who->source.kind == CASUS_SOURCE_PERSON && look_row(k, mark)->cell[FUNCTION_COUNT] == PRONOUN_MANY) return true;
    bool quoted = false;
    for (CasusId t = look_sentence(k, sentence).first; t < pronoun; t++) quoted ^= look_is_quote(k, t);
    return quoted;
}

size_t party_acting(const Claims *c, CasusId sentence, CasusId verb, Party *parties) {
    const Look *k = &c->look;
    CasusId from = look_sentence(k, sentence).first, t = verb;
    while (t > from && look_may_part_verb(k, t - 1)) t--;
    CasusId joined = t > from && look_pos(k, t - 1) == CASUS_POS_CCONJ ? look_verb_before(k, from, t - 1) : 0;
    for (t = joined ? joined : t; joined && t > from && look_may_part_verb(k, t - 1);) t--;       /* "he had abducted and killed" */
    if (t > from && look_function(k, t - 1) == FUNCTION_POSSESSIVE) return 0;          /* "our massacred comrades" */
    if (t == from || !is_own_side(k, from, t - 1) || names_others(k, from, look_phrase_start(k, from, t - 1))) return party_before(k, sentence, verb, parties);
    Speaker who = source_of(k, &c->voices, t - 1);
    if (is_other_pronoun(k, sentence, t - 1, &who)) return 0;
    bool unnamed = who.source.kind == CASUS_SOURCE_ANONYMOUS && who.stance != CASUS_STANCE_ADMITS;
    if (who.is_own || str_is_empty(who.source.name) || unnamed || who.source.kind == CASUS_SOURCE_COMMENTER || denies_own(k, from, t - 1)) return 0;
    parties[0] = (Party){ .name = who.source.name, .mention = who.source.mention, .from = look_phrase_start(k, from, t - 1), .to = t - 1 };
    return 1;
}

static bool names_anybody(const Look *k, CasusId first, CasusId last) {
    for (CasusId t = first; t <= last; t++)
        if (k->name[t]) return true;
    return false;
}

/* "accused the army of shelling its own men": a deed is told behind the small word. */
static bool is_doing(const Look *k, CasusId t) {
    CasusId trigger = look_at(k, t, CASUS_MARK_TRIGGER), casualty = look_at(k, t, CASUS_MARK_CASUALTY), blame = look_at(k, t, CASUS_MARK_BLAME);
    return trigger || (casualty && look_row(k, casualty)->pos == CASUS_POS_VERB) || blame;
}

/* "members of the Front", "forces of either the Front or Osmar": where those they belong to begin, when nothing before tells whose they are; `first` otherwise. */
static CasusId whose(const Look *k, CasusId first, CasusId last, CasusId to) {
    CasusId link = last + 1;
    if (link + 1 > to || look_pos(k, link) != CASUS_POS_ADP || !look_at(k, link, CASUS_MARK_NAME_LINK)) return first;
    if (names_anybody(k, first, last) || is_doing(k, link + 1)) return first;
    CasusId next = link + 1, mention, from, end;
    while (next < to && look_pos(k, next + 1) == CASUS_POS_DET && look_phrase_end(k, next, to) <= next) next++;       /* "of either the Front" */
    CasusId phrase = look_phrase_end(k, next, to);
    Str named = phrase >= next ? look_party(k, next, phrase, &mention, &from, &end) : (Str){ 0 };
    return named.len ? next : first;
}

size_t party_after(const Look *k, CasusId sentence, CasusId first, Party *parties) {
    CasusId to = look_sentence(k, sentence).last;
    size_t n = 0;
    for (int joined = 0; joined < 3 && first <= to; joined++) {
        CasusId last = look_phrase_end(k, first, to);
        if (last < first) break;
        CasusId owners = whose(k, first, last, to);
        bool of = owners == first && last + 2 <= to && look_pos(k, last + 1) == CASUS_POS_ADP && look_at(k, last + 1, CASUS_MARK_NAME_LINK);
        if (of && !is_doing(k, last + 2) && is_of_people(k, last + 2, look_phrase_end(k, last + 2, to)) && !names_anybody(k, first, last)) break;
        if (owners != first) first = owners, last = look_phrase_end(k, first, to);
        n = add_party(k, first, last, parties, n);
        if (last + 2 > to || look_pos(k, last + 1) != CASUS_POS_CCONJ) break;
        first = last + 2;
    }
    set_others(k, parties, n);
    return n;
}

static bool is_said_already(const Claims *c, CasusId sentence, Str party, Str source) {
    const Reading *r = c->look.r;
    for (size_t i = r->claims.len; i-- > 1;) {
        const CasusClaim *claim = &r->claims.at[i];
        if (claim->sentence != sentence) return false;
        if (claim->about == CASUS_ABOUT_RESPONSIBILITY && str_eq(claim->party, party) && str_eq(claim->source.name, source)) return true;
    }
    return false;
}

enum { FAR_DENIAL = 16 };               /* tokens from a word of denying to a deed in what is denied */

/* "denied that the army had shelled the village": nobody says that it did. */
static bool is_denied(const Look *k, CasusId sentence, CasusId token) {
    CasusId first = look_sentence(k, sentence).first;
    for (CasusId t = token; t > first && t + FAR_DENIAL > token;) {
        t--;
        CasusId denial = look_at(k, t, CASUS_MARK_DENIAL);
        if (denial && look_row(k, denial)->pos == CASUS_POS_VERB && look_row(k, denial)->cell[DENIAL_PATTERN] == DENIAL_WHAT)
            return look_opens_clause(k, look_mark(k, denial)->last + 1, token) && !look_is_negated(k, sentence, t);
        if (look_char(k, t) == ';' || look_is_quote(k, t) || look_at(k, t, CASUS_MARK_SAYING)) return false;
    }
    return false;
}

/* "had carried out no strikes", "killed no civilians": what was done is told behind the verb, and is nothing. */
static bool did_nothing(const Look *k, CasusId sentence, CasusId last) {
    CasusId no = last < look_sentence(k, sentence).last && look_pos(k, last) != CASUS_POS_NOUN ? look_at(k, last + 1, CASUS_MARK_NEGATION) : 0;
    return no && look_row(k, no)->cell[NEGATION_PATTERN] == NEGATION_NO;
}

/* A side that says it did nothing denies; the report's own word that somebody did nothing is no claim of who did it. */
static CasusClaim *party_cleared(Claims *c, CasusId sentence, const Party *party, const Speaker *who, CasusId first, CasusId last) {
    if (who->is_own) return NULL;
    CasusClaim *claim = claim_make(c, sentence, CASUS_ABOUT_RESPONSIBILITY, first, last);
    claim->party = party->name;
    claim->stance = CASUS_STANCE_DENIES;
    return claim;
}

CasusClaim *party_claim(Claims *c, CasusId sentence, const Party *party, CasusId first, CasusId last) {
    const Look *k = &c->look;
    if (is_denied(k, sentence, first)) return NULL;
    Speaker who = source_of(k, &c->voices, first), doing = source_of(k, &c->voices, last);
    bool own_deed = who.is_own && !doing.is_own && side_is_same(k->r->pack, party->name, doing.source.name);      /* "the rebels claimed to have killed" */
    if (own_deed) who = doing;
    if (did_nothing(k, sentence, last)) return party_cleared(c, sentence, party, &who, first, last);
    if (is_said_already(c, sentence, party->name, who.source.name)) return NULL;
    CasusClaim *claim = claim_make(c, sentence, CASUS_ABOUT_RESPONSIBILITY, first, last);
    claim->party = party->name;
    claim->alternatives = party->others;
    if (own_deed) claim->source = who.source, claim->via = who.via;
    CasusId from = look_sentence(k, sentence).first;
    if (who.is_own && look_hedge(k, first > from + 2 ? first - 2 : from, last) == HEDGE_ALLEGED) {     /* "an alleged strike by": some voice that is not named */
        claim->source = (CasusSource){ .kind = CASUS_SOURCE_ANONYMOUS };
        claim->stance = CASUS_STANCE_ACCUSES;
        return claim;
    }
    if (claim->stance != CASUS_STANCE_ASSERTS) return claim;
    if (side_is_same(k->r->pack, party->name, who.source.name)) claim->stance = CASUS_STANCE_ADMITS;
    else if (!who.is_own) claim->stance = CASUS_STANCE_ACCUSES;
    return claim;
}
