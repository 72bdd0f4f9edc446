/* Counting what was said of one incident by a named rule. No ledger, no format: claims in, numbers and the claims they rest on out. */
#ifndef CASUS_EXPORT_POLICY_H
#define CASUS_EXPORT_POLICY_H
#include "base/arena.h"
#include "base/list.h"
#include "export/code.h"

#define EXPORT_ENUM_POLICY(NAME, word) POLICY_##NAME,
typedef enum { CASUS_POLICIES(EXPORT_ENUM_POLICY) N_POLICIES } Policy;
const char *policy_word(Policy policy);
bool policy_named(const char *word, Policy *policy);        /* false when there is none of that name */

/* How many, under a policy. best is CASUS_UNKNOWN where the policy names none. */
typedef struct { int64_t low, best, high; } Figures;
typedef LIST_OF(CasusLedgerClaim) ClaimList;

/* What is counted. Everything it points to must live as long. */
typedef struct {
    Arena *arena;
    const CasusReader *reader;              /* knows who speaks for a state; NULL: nobody does */
    const CodeTable *sectors;
    ClaimList claims;                       /* in the order said */
    LIST_OF(int64_t) revised;               /* claims that newer ones have replaced, sorted: policy_begin fills it */
} Said;
void policy_begin(Said *said);

/* A number to be counted: of which harm, of civilians alone? */
typedef struct { const char *name; CasusEffect effect; bool civilians; } Counted;
/* A claim that tells a number of the whole. high: CASUS_UNKNOWN where it says "at least". */
typedef struct { int64_t value, high, origin, claim, report; size_t nth; Str party; } Vote;      /* nth: in the order said; party: whose people they are, may be empty */
typedef LIST_OF(Vote) Votes;
enum { MOST_POLICY_RULES = 3 };
typedef struct {
    Figures figures;
    Votes basis;                            /* the claims that the figures rest on, by number */
    size_t n_passed_over;                   /* claims that another policy would count */
    const char *rule[MOST_POLICY_RULES]; size_t n_rules;        /* what was done, where a rule made a number */
} Tally;
/* told: from the lowest to the highest that stands. Linear but for sorting. */
Tally policy_count(const Said *said, Policy policy, CasusRange told, const Counted *what);
#endif
