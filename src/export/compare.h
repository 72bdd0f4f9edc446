/* Comparing a ledger with another data set: what both are brought to, and how the other one is read. */
#ifndef CASUS_EXPORT_COMPARE_H
#define CASUS_EXPORT_COMPARE_H
#include "export/export.h"
#include "incident/same.h"

/* One incident as one of the two tells it. */
typedef struct {
    Str code;                               /* theirs: their own word for the type; empty where they have none */
    Str id, type, from, to, place, within, precision, country;     /* the contract's words; country: ISO 3166-1, two letters; within: of one area */
    Str party[2];                           /* as written */
    bool has_point; double lat, lon;
    CasusRange killed, injured;
    int32_t first, last;                    /* CASUS_NO_DAY */
    SameKey key;
    bool matched;
} Told;
typedef LIST_OF(Told) ToldList;
typedef struct { int points; size_t ours, theirs; } Pair;

typedef struct {
    CasusLedger *ledger; const CasusCompare *how; const char *path;
    bool as_json;
    int type_column;                        /* of codes.event: the other one's words for types; -1: it has none */
    CasusSink sink; void *to;               /* sink: NULL when it takes no more */
    Budget budget; Arena keep, inner;       /* inner: of one incident */
    Codes codes;
    ToldList ours, theirs;
    LIST_OF(Pair) pairs;                    /* best first */
    JsonWriter json;
    CasusComparison *n;
    CasusError *err;
} Comparing;

/* theirs.c: reads UCDP GED or ACLED as CSV, or Airwars' incidents as JSON, into c->theirs: which it is, its first line tells. false with *err when it is
 * none of them. A row that cannot be read costs itself and is told. */
bool theirs_read(Comparing *c, Str file);
/* compare_write.c: all of it, matched ones first. false when the sink takes no more. */
bool compared_write(Comparing *c);
#endif
