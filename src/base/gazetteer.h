/* Places by name, memory-mapped: where they are, what kind of place, what holds them. Written by gazetteer_build.c.
 * Immutable, shared by threads; a page of the file is touched only when a look-up needs it. */
#ifndef CASUS_BASE_GAZETTEER_H
#define CASUS_BASE_GAZETTEER_H
#include "str.h"

typedef struct Gazetteer Gazetteer;

/* What a place is, coarsely; more kinds of GeoNames fall on one. SECTION: a quarter of a town. AREA: a region without offices. */
typedef enum { PLACE_IS_OTHER, PLACE_IS_COUNTRY, PLACE_IS_PROVINCE, PLACE_IS_DISTRICT, PLACE_IS_CAPITAL, PLACE_IS_SEAT, PLACE_IS_TOWN, PLACE_IS_SECTION,
               PLACE_IS_AREA, PLACE_IS_WATER, PLACE_IS_HEIGHT, PLACE_IS_SPOT, N_PLACE_KINDS } PlaceKind;

typedef struct {
    uint32_t number;                    /* in its gazetteer, from 1 */
    uint32_t id;                        /* GeoNames number, 0 when it has none */
    Str name;
    double lat, lon;
    uint32_t population;                /* 0 when not known */
    uint32_t province, district;        /* numbers of the places that hold it, 0 when not known */
    char country[3];                    /* ISO 3166-1 alpha-2, "" when not known */
    PlaceKind kind;
    Str disputed;                       /* both names of the disputed area that it lies in; empty when it lies in none */
} GazetteerPlace;

/* NULL with *err when the file is missing, cut short, foreign or of another version. */
const Gazetteer *gazetteer_open(const char *path, CasusError *err);
void gazetteer_close(const Gazetteer *g);                               /* NULL is fine */
const char *gazetteer_digest(const Gazetteer *g);                       /* 64 hex digits over the content */
uint32_t gazetteer_size(const Gazetteer *g);                            /* places are 1..size */
bool gazetteer_place(const Gazetteer *g, uint32_t number, GazetteerPlace *place);   /* false for 0 and for a damaged record */

enum { GAZETTEER_LONGEST_KEY = 200 /* bytes */ };
/* What names are compared by: folded, without hyphens, apostrophes, full stops; bytes written, 0 when nothing is left or it is too long. */
size_t gazetteer_key(Str name, char key[GAZETTEER_LONGEST_KEY]);
/* The same key with the Arabic article before it taken off, or put there when it has none. */
size_t gazetteer_key_article(Str key, char other[GAZETTEER_LONGEST_KEY]);
/* What spellings of one name in Latin letters share: no vowels, no doubled letters, no Arabic article, one letter for kh and h, q and k.
 * 0 when too little is left to tell names apart. */
size_t gazetteer_loose_key(Str key, char loose[GAZETTEER_LONGEST_KEY]);

/* How many letters two keys differ by, their articles aside: Levenshtein's distance; the longer length when one is over 40 bytes. */
uint32_t gazetteer_distance(Str a, Str b);

/* Numbers of the places of a key, most people first; NULL with *n 0 when there are none. */
const uint32_t *gazetteer_find(const Gazetteer *g, Str key, size_t *n);
typedef struct { uint32_t number, distance; } LooseFind;
/* Places that have a name with the same loose key, and how many letters its spelling is away; at most `room`. */
size_t gazetteer_find_loose(const Gazetteer *g, Str key, LooseFind *finds, size_t room);
#endif
