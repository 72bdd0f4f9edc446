/* Looking around in a sentence: what stands at a token, where a noun phrase begins and ends. */
#ifndef CASUS_CLAIM_CLAUSE_H
#define CASUS_CLAIM_CLAUSE_H
#include "reading.h"

/* The reading with an index from tokens to what covers them. */
typedef struct {
    Reading *r;
    CasusId *mention, *name, *quantity, *time;      /* by token; 0 none. name: the name mention that covers it */
    uint32_t *starts, *covers;                      /* by token: a bit for each kind of mark that starts at it, that covers it */
} Look;
_Static_assert(CASUS_N_MARK_KINDS <= 32, "a bit for each kind of mark");

Look look_start(Reading *r);

CasusId look_find_at(const Look *k, CasusId token, CasusMarkKind kind);
CasusId look_find_over(const Look *k, CasusId token, CasusMarkKind kind);
/* The mark of this kind that starts here, 0 if none; the one that covers the token. */
static inline CasusId look_at(const Look *k, CasusId token, CasusMarkKind kind) {
    return k->starts[token] >> kind & 1 ? look_find_at(k, token, kind) : 0;
}
static inline CasusId look_over(const Look *k, CasusId token, CasusMarkKind kind) {
    return k->covers[token] >> kind & 1 ? look_find_over(k, token, kind) : 0;
}
/* The words [first, last] as a name: "#Osmar" is Osmar. */
Str look_name(const Look *k, CasusId first, CasusId last);
int look_function(const Look *k, CasusId token);                            /* FUNCTION_* kind of a closed-class word, 0 otherwise */
static inline const CasusToken *look_token(const Look *k, CasusId t) { return &k->r->tokens.at[t]; }
static inline int look_pos(const Look *k, CasusId t) { return k->r->tokens.at[t].pos; }
static inline const PackRow *look_row(const Look *k, CasusId mark) { return pack_row(k->r->pack, k->r->marks.at[mark].row); }
static inline const CasusMark *look_mark(const Look *k, CasusId mark) { return &k->r->marks.at[mark]; }
static inline CasusSentence look_sentence(const Look *k, CasusId s) { return k->r->sentences.at[s]; }
char look_char(const Look *k, CasusId token);                               /* first byte of the token, 0 beyond the lists */
bool look_is_quote(const Look *k, CasusId token);
bool look_is_dash(const Look *k, CasusId token);
bool look_is_break(const Look *k, CasusId token);                           /* a dash with blanks on both sides */
static inline bool look_is_comma(const Look *k, CasusId t) { return look_char(k, t) == ',' && look_pos(k, t) == CASUS_POS_PUNCT; }
/* "or" between two: the one or the other. */
bool look_is_or(const Look *k, CasusId token);
/* "quoted an official as saying": a small word that only a hyphen would tie to a name, "as-Sana". */
bool look_is_untied(const Look *k, CasusId token);
/* What may stand between a subject and its verb: auxiliaries, adverbs, hedges, times with their preposition. */
bool look_may_part_verb(const Look *k, CasusId token);

/* Is the verb form at the mark passive: a participle after a form of "be", adverbs between? */
bool look_is_passive(const Look *k, const CasusMark *verb);
bool look_is_negated(const Look *k, CasusId sentence, CasusId token);      /* "not", "never", "without" close before it in the clause */
/* A plan, a condition, a possibility before the token in its clause: CASUS_MODALITY_*, ASSERTED when there is none. */
CasusModality look_modality(const Look *k, CasusId sentence, CasusId token);
/* "rejected claims that", "the report": a verb form of the tables that stands where a noun does. */
bool look_is_noun_use(const Look *k, const CasusMark *verb);
/* A noun for what was said or charged: "the report", "accusations". */
bool look_is_report(const Look *k, CasusId t);
/* Behind a word of denying: does a clause follow, "that ...", "the accusations that ..."? */
bool look_opens_clause(const Look *k, CasusId t, CasusId end);
/* "the army executed the plan", "stopped the clocks": does a noun phrase that is no time follow the verb at once? */
bool look_has_object(const Look *k, const CasusMark *verb);
/* "executed a raid", "executed the order": is a plan or a deed what the verb is about, and nobody harmed by it? */
bool look_is_carried_out(const Look *k, const CasusMark *verb);
/* "transported by the Red Crescent": the verb before the word of agency is no deed of violence. */
bool look_is_other_doing(const Look *k, CasusId agency);
/* "held the army responsible": the row of a phrase of the table whose first word is the verb and whose rest is at `rest`; NULL when
 * the table has none. */
const PackRow *look_split_phrase(const Look *k, Table table, CasusId verb, CasusId rest);
/* The degree of a hedge in [first, last], 0 if none. */
int look_hedge(const Look *k, CasusId first, CasusId last);

/* The noun phrase that ends with token `last` inside [from, last]: its first token. */
bool look_is_from(const Look *k, CasusId t);                           /* "from" */
CasusId look_phrase_start(const Look *k, CasusId from, CasusId last);
/* The noun phrase that starts at `first` inside [first, to]: its last token; first - 1 when there is none. */
CasusId look_phrase_end(const Look *k, CasusId first, CasusId to);
/* A place between a subject and its verb, "forces in the north stormed": the token before its preposition; `last` itself
 * when it ends no such phrase. */
CasusId look_before_place(const Look *k, CasusId from, CasusId last);
/* The verb before "and" in "entered the village and killed": both have one subject. 0 if there is none near. */
CasusId look_verb_before(const Look *k, CasusId from, CasusId conjunction);
CasusId look_skip_determiner(const Look *k, CasusId first, CasusId last);   /* first token after articles */

/* A party to violence named in [first, last]: its words, 0-length when none is. *mention: the mention, 0 if none.
 * *from, *to: its tokens. Doers whom nobody names ("gunmen") are none. */
Str look_party(const Look *k, CasusId first, CasusId last, CasusId *mention, CasusId *from, CasusId *to);
#endif
