/* What was read in a report, in the words of the case files.
 *
 * A fact is one record written as a case would write it:
 *
 *   claim asserts casualties approximate effect="killed" low="7" source="Civil Defence"
 *   ^kind ^words             ^flag       ^attributes
 *
 * so that what a case demands and what was read are compared, and printed, in one grammar. */
#ifndef CASUS_TESTS_FACTS_H
#define CASUS_TESTS_FACTS_H
#include <assert.h>
#include "base/list.h"
#include "base/str.h"

/* How a case's word is held against the fact's. */
typedef enum { MATCH_EQUAL, MATCH_ANY_CASE, MATCH_BEGINS, MATCH_CONTAINS, MATCH_RUN, MATCH_WORDS_BEGIN, MATCH_DATE, MATCH_RANGE } Match;
typedef struct { const char *key; Str value; Match match; } Attribute;
enum { MAX_ATTRIBUTES = 64 };
typedef struct {
    Str words; Match words_match;
    bool approximate;
    Str text; Match text_match; bool has_text;
    Attribute attributes[MAX_ATTRIBUTES]; size_t n_attributes;      /* a key may come several times: any may match */
} Fact;
typedef LIST_OF(Fact) Facts;

/* What a case is held against: the report, or why there is none. */
typedef struct { const CasusReport *report; const CasusError *refusal; Arena *arena; } Read;

enum { MAX_KEYS = 24, MAX_VOCABULARIES = 2 };
typedef const char *(*WordOf)(int value);
typedef struct {
    const char *name, *plural;
    const char *keys[MAX_KEYS];                     /* attributes there are: any other is a slip of the case */
    WordOf vocabulary[MAX_VOCABULARIES];            /* what its words are chosen from; none: anything */
    void (*read)(const Read *read, Facts *facts);
    bool is_of_refusal;                             /* can be asked when there is no report */
} Kind;
/* The kind of that name; NULL when there is none. */
const Kind *kind_named(Str name);
const Kind *kind_of_plural(Str plural);
#endif
