/* Inside the exports: one incident with what was said of it, and what the shapes share. */
#ifndef CASUS_EXPORT_EXPORT_H
#define CASUS_EXPORT_EXPORT_H
#include "base/arena.h"
#include "base/date.h"
#include "base/error.h"
#include "base/json.h"
#include "base/list.h"
#include "export/code.h"
#include "export/policy.h"

#define EXPORT_ENUM_AUDIENCE(NAME, word) AUDIENCE_##NAME,
typedef enum { CASUS_AUDIENCES(EXPORT_ENUM_AUDIENCE) N_AUDIENCES } Audience;

typedef struct { Str name; char country[4]; Str inter, side; const char *standing; } Side;      /* inter: ACLED's kind of actor; side: see src/export/codes/sector.tsv */
typedef struct { int32_t first, last; bool whole_days; } Days;     /* CASUS_NO_DAY; whole_days: both ends are told to the day */

typedef LIST_OF(Str) StrList;
/* One incident as it is to be written; everything in it lives until the next one. */
typedef struct {
    CasusLedgerIncident i;
    ClaimList claims;
    LIST_OF(CasusLedgerReport) reports;
    StrList within;
    const CodeRow *country_code, *type_code, *precision_code;
    Days days;
    bool only_comments;                     /* and the audience gets none of them */
    double cell;                            /* degrees that the place was made coarse to; 0: as it is known */
    Figures killed, injured, civilians_killed, civilians_injured;
    StrList rules;                          /* "column: what was done", for each value that a rule made or a person set */
} Item;

typedef struct Exporter Exporter;
/* A shape of output. */
typedef struct {
    const char *name;
    Policy policy;                          /* when none is asked for */
    const char *killed_column;              /* how rules call the number of dead; NULL: "killed" */
    bool without_injured;                   /* has no column for them */
    bool is_json;                           /* written through the JSON writer */
    void (*begin)(Exporter *e);             /* may be NULL, as may `end` */
    void (*write)(Exporter *e, Item *item); /* or leave_out */
    void (*end)(Exporter *e);
} Shape;
extern const Shape shape_jsonl, shape_csv, shape_geojson, shape_jsonld, shape_ged, shape_acled, shape_airwars, shape_plover;

enum { MOST_REASONS = 8 };
struct Exporter {
    CasusLedger *ledger;
    const CasusExport *how;
    const Shape *shape;
    Policy policy;
    Audience audience;
    Codes codes;
    CasusSink sink; void *to;
    JsonWriter json;
    Budget budget;
    Arena keep, inner;                      /* inner: of one incident */
    bool stopped, points;                   /* the sink takes no more; a point of the gazetteer was written */
    uint64_t n, n_rules, n_names, n_comments, n_places, n_sentences;
    struct { const char *why; uint64_t n; } left_out[MOST_REASONS];
    CasusError err;                         /* of a question put meanwhile */
};

void leave_out(Exporter *e, const char *why);               /* why: static text */
/* Notes that a rule made a value of the item. */
void add_rule(Exporter *e, Item *item, const char *format, ...) __attribute__((format(printf, 3, 4)));
/* The rules of an item with "; " between. */
Str rules_str(Exporter *e, const Item *item);
void write_bytes(Exporter *e, Str bytes);
static inline Str word(const char *c) { return str_of(c); }

/* item.c: everything about one incident that the shape asks for, under policy and audience. false when the ledger failed. */
bool item_gather(Exporter *e, const CasusLedgerIncident *incident, Item *item);
/* The sides: who is held responsible first (not only denied), and the first party that figures of dead or wounded name. Empty names: nobody. */
Side side_responsible(Exporter *e, const Item *item, size_t *n_parties);
Side side_harmed(Exporter *e, const Item *item);
Side side_named(Exporter *e, const Item *item, Str name);
/* Names of one kind over the reports or claims, each once, `between` between. */
Str publishers_str(Exporter *e, const Item *item);
Str speakers_str(Exporter *e, const Item *item);

int64_t figure_shown(const Figures *figures);               /* the one number that stands for them; CASUS_UNKNOWN */
bool figure_is_said(const Figures *figures);

/* audience.c */
bool audience_apply(Exporter *e, Item *item);               /* false when the ledger failed */

/* when.c */
Days days_of(const CasusLedgerIncident *incident);
int32_t day_of_middle(const Days *days);
int64_t seconds_of(const char *iso);                        /* since 1970-01-01 UTC; CASUS_UNKNOWN */

/* row.c: a line of CSV, RFC 4180. */
typedef struct { Text line; size_t n; } Row;
Row row_start(Exporter *e);
void row_str(Row *row, Str cell);
void row_number(Row *row, int64_t n);                       /* empty when CASUS_UNKNOWN */
void row_degrees(Row *row, bool has_point, double degrees);
void row_write(Exporter *e, Row *row, size_t n_columns);
void row_header(Exporter *e, const char *const *names, size_t n);
Str degrees_str(double degrees, Arena *arena);              /* five decimals at most, '.' whatever the locale */

/* own.c: the incident's own members, in the order of the contract, which several shapes share. */
void write_core(Exporter *e, Item *item);
void write_rules(Exporter *e, const Item *item);
#endif
