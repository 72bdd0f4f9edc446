/* Whom or what a deed struck: the object of its verb, the subject of its passive, what stands behind "attack on". */
#include "claim/target.h"

enum { MOST_TARGETS = 4 };

static bool may_be_struck(const Look *k, CasusId mention) {
    const CasusMention *m = &k->r->mentions.at[mention];
    if (m->form == CASUS_FORM_PRONOUN || m->type == CASUS_MENTION_NONE) return false;
    return !k->r->entities.at[m->entity].has_place || m->type == CASUS_MENTION_FAC || m->type == CASUS_MENTION_GPE;
}

/* The head of the noun phrase: its last mention; a phrase that ends in another word is of that word. */
static CasusId head_mention(const Look *k, CasusId first, CasusId last) {
    for (CasusId t = last; t >= first && t > 0; t--) {
        if (k->mention[t]) return may_be_struck(k, k->mention[t]) ? k->mention[t] : 0;
        if (look_pos(k, t) == CASUS_POS_NOUN) return 0;
    }
    return 0;
}

static CasusIds kept(Reading *r, const CasusId *ids, size_t n) {
    if (n == 0) return (CasusIds){ 0 };
    CasusId *copy = arena_array(r->keep, n, sizeof *copy);
    memcpy(copy, ids, n * sizeof *copy);
    return (CasusIds){ copy, n };
}

static CasusIds after(const Look *k, CasusId first, CasusId to) {
    CasusId found[MOST_TARGETS];
    size_t n = 0;
    while (n < MOST_TARGETS && first <= to) {
        CasusId last = look_phrase_end(k, first, to);
        CasusId head = last >= first ? head_mention(k, first, last) : 0;
        if (!head) break;
        found[n++] = head;
        if (last + 2 > to || (look_pos(k, last + 1) != CASUS_POS_CCONJ && !look_is_comma(k, last + 1))) break;
        first = last + 2;
    }
    return kept(k->r, found, n);
}

static CasusIds before(const Look *k, CasusId from, CasusId verb) {
    CasusId t = verb;
    while (t > from && look_may_part_verb(k, t - 1)) t--;
    if (t == from) return (CasusIds){ 0 };
    t = look_before_place(k, from, t - 1);
    CasusId head = head_mention(k, look_phrase_start(k, from, t), t);
    return kept(k->r, &head, head != 0);
}

CasusIds targets_of(const Look *k, const CasusMark *m, bool nominal) {
    CasusSentence s = look_sentence(k, m->sentence);
    CasusId next = m->last + 1;
    if (!nominal && look_is_passive(k, m)) return before(k, s.first, m->first);
    if (next > s.last) return (CasusIds){ 0 };
    bool linked = look_pos(k, next) == CASUS_POS_ADP && !look_at(k, next, CASUS_MARK_BLAME);
    if (nominal && !linked) return (CasusIds){ 0 };
    return after(k, linked ? next + 1 : next, s.last);
}
