/* What people decide, and what follows from it. Rulings are content; where they apply today (ruling_place, ruling_unplaced), claims as they
 * stand now (claim_ruled) and what changes of incidents are derived, and come out the same from a rebuild. */
#ifndef CASUS_LEDGER_RULING_H
#define CASUS_LEDGER_RULING_H
#include "ledger/ledger.h"

/* ruling_place.c: the tables of where rulings apply. `touched`: tellings whose incidents must be gathered again are added. */
void rulings_place_all(Work *work);
void rulings_place_waiting(Work *work, IdList *touched);        /* those on reports of which a newer version waits to be settled */
void ruling_place(Work *work, int64_t ruling, IdList *touched);
void ruling_apply_to_claims(Work *work, int64_t ruling, IdList *touched);       /* after it was placed, or undone: claim_ruled of its claims */
int64_t live_telling(Work *work, int64_t anchor);               /* of the newest version; 0 when it no longer tells it */

/* ruling_group.c: incidents merged, tellings split off or assigned. `group` and `component` as same_group gives them. */
void rulings_regroup(Work *work, const Telling *const *tellings, size_t n, uint32_t *group, uint32_t *component);

/* ruling_telling.c: the incident object of a telling, with the figures and parties of its claims as they stand now. */
Str ruled_telling(Work *work, int64_t telling, Str told, Arena *arena);
/* ruling_incident.c: an incident's row and parties as people have set them. */
void ruled_incident(Work *work, int64_t incident);

/* ruling_field.c: what can be corrected. */
typedef enum { FIELD_TEXT, FIELD_WORD, FIELD_RANGE, FIELD_DAYS, FIELD_DAY, FIELD_POINT, FIELD_COUNTRY, FIELD_PARTY } FieldKind;
typedef struct { const char *name; FieldKind kind; const char *(*word)(int); int n_words; } Field;
const Field *field_named(bool of_claim, const char *name);
/* The value in the form that is kept; empty for "". false with *err filled when it is none. */
bool field_value(const Field *field, const char *given, Arena *arena, Str *value, CasusError *err);
/* "7", "7-9", "7-", "-9"; a '~' before it: approximate. false when it is none. */
bool figure_parse(Str text, CasusRange *range, bool *approximate);
bool party_parse(Str value, Str *party, Str *standing);         /* "NAME=standing" */
bool days_parse(Str value, Str *from, Str *to, int32_t *first, int32_t *last);     /* "2031-03-04", "2031-03-04/2031-03-06" */
bool point_parse(Str value, double *lat, double *lon);          /* "12.5,30.25" */
#endif
