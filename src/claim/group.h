/* Groups of people or things as the words count them: "at least 33 Osmari soldiers", "a policeman", "no one", "civilians". */
#ifndef CASUS_CLAIM_GROUP_H
#define CASUS_CLAIM_GROUP_H
#include "claim/clause.h"

typedef enum { GROUP_OF_PEOPLE, GROUP_OF_THINGS, GROUP_BARE /* a number alone */ } GroupKind;
typedef struct {
    CasusId first, last, head;          /* tokens; head: the word that says what they are, 0 for a bare number */
    CasusId casualty;                   /* the casualty mark that is its head ("12 victims", "three hostages"), 0 if none */
    GroupKind kind;
    CasusRange range;
    bool approximate;
    bool counted;                       /* a number is given, not an article, a name or a plural alone */
    bool vague;                         /* an unnumbered plural */
    bool definite;                      /* "the soldiers": told before */
    bool owner;                         /* "40 victims' names": the number tells of something else */
    bool named;                         /* by names alone */
    bool part;                          /* a counted part of the group before it: "including five children" */
    bool more;                          /* "five more bodies": on top of others told before */
    CasusCivilian civilian;
    Str who, party;
} Group;
typedef LIST_OF(Group) Groups;

/* "at least 12 ... and up to 20": is the second the upper bound of the first? */
bool group_bounds(const Group *low, const Group *high);
/* The groups of a sentence, in order; the list is emptied first and has no empty slot. */
void groups_find(const Look *k, CasusId sentence, Groups *groups);
/* The same between two tokens. */
void groups_between(const Look *k, CasusId first, CasusId last, Groups *groups);
#endif
