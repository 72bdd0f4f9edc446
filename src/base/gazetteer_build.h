/* Making a gazetteer: rows and names are added, then the whole is written. One thread; everything is kept in memory until it is freed. */
#ifndef CASUS_BASE_GAZETTEER_BUILD_H
#define CASUS_BASE_GAZETTEER_BUILD_H
#include <stdio.h>
#include "base/gazetteer.h"

typedef struct GazetteerBuilder GazetteerBuilder;

typedef struct {
    uint32_t id;
    Str name;
    double lat, lon;
    PlaceKind kind;
    Str country, province, district;    /* ISO 3166-1 alpha-2; GeoNames' codes of what holds it: a PROVINCE or DISTRICT with the same codes */
    uint32_t population;
} GazetteerRow;

GazetteerBuilder *gazetteer_builder_new(void);                              /* NULL when memory ran out */
void gazetteer_builder_free(GazetteerBuilder *b);                           /* NULL is fine */
/* The table of disputed areas (data/world/disputed.tsv): places that lie in one carry both its names. `text` must outlive the builder. */
void gazetteer_set_disputed(GazetteerBuilder *b, Str text);
/* Number of the new place; 0 when memory ran out. Its own name counts among its names. */
uint32_t gazetteer_add(GazetteerBuilder *b, const GazetteerRow *row);
/* A further name. One that has no key is left out. false when memory ran out. */
bool gazetteer_add_name(GazetteerBuilder *b, uint32_t place, Str name);
uint32_t gazetteer_with_id(GazetteerBuilder *b, uint32_t id);               /* the place with this GeoNames number, 0 if none */
uint32_t gazetteer_n_places(const GazetteerBuilder *b);
uint32_t gazetteer_n_names(const GazetteerBuilder *b);
/* Writes the whole to a stream; false with *err. `path` is for the message. */
bool gazetteer_write(GazetteerBuilder *b, FILE *to, const char *path, CasusError *err);

/* ---- files ------------------------------------------------------------------------------------------------------- */

typedef struct { uint64_t rows, skipped; } GazetteerCount;
/* Called with each line that is left out: "villages.csv:12: ..." */
typedef CasusLineFn GazetteerFaultFn;
/* Adds every line of a text: a GeoNames dump (19 columns), its alternate names (alternateNamesV2), or CSV with a head line that names
 * name, lat, lon and, if wanted, aliases ('|' between), country, kind. `known` gives the places that alternate names speak of when
 * they are not in the builder; may be NULL. false only when memory ran out or the text is none of these (*err says so). */
bool gazetteer_import(GazetteerBuilder *b, Str text, const char *path, const Gazetteer *known, GazetteerFaultFn fault, void *to, GazetteerCount *count,
                      CasusError *err);
/* The whole of casus_gazetteer_import; `known` may be NULL. */
bool gazetteer_import_files(const Gazetteer *known, const char *const *paths, size_t n, const char *to, GazetteerFaultFn fault, void *with,
                            CasusGazetteerCount *count, CasusError *err);
#endif
