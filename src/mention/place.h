/* Between the files that say where places are: the names of one report, what each may be, and what the report tells about it. */
#ifndef CASUS_MENTION_PLACE_H
#define CASUS_MENTION_PLACE_H
#include "reading.h"

/* What speaks for a candidate. */
enum { WHY_SPELLING = 1, WHY_INSIDE = 2, WHY_COUNTRY = 4, WHY_PROVINCE = 8, WHY_NEAR = 16, WHY_KIND = 32, WHY_ONLY = 64 };

/* One place that a name may stand for. */
typedef struct { GazetteerPlace place; const Gazetteer *in; double score, people; unsigned why; bool as_written; /* not by the name of its row */ } Candidate;

/* One entity that is a place and is not told where by the world tables. */
typedef struct {
    CasusId entity, mention;            /* the first mention */
    uint32_t n_mentions, n_placed;      /* placed: behind a word that asks for a place ("in", "north of", "village") */
    CasusPrecision asked;               /* the kind of place by the words beside the name */
    CasusId outer;                      /* the entity told next to it that holds it: "X, Y", "X in Y province" */
    bool quarter;                       /* called a part of a town */
    CasusId by;                         /* the entity in or by which the words say that it lies */
    Str name, short_outer;              /* short_outer: key of "La." in "X, La." */
    char row_country[3];                /* of the world tables' row that has the name: a region, a capital; "" when none has */
    const PackRow *region;              /* that row, when it is a region's */
    Candidate *at;
    size_t n;
    const Candidate *chosen;
} Spot;

enum { MOST_CANDIDATES = 24, MOST_COUNTRIES = 16, MOST_PROVINCES = 24, MOST_ANCHORS = 8, MOST_LOOKED_AT = 256 };

typedef struct { char country[3]; double weight, base; } CountryVote;                       /* base: what was known before any choice */
typedef struct { const Gazetteer *in; uint32_t number; double weight, base; } ProvinceVote;
typedef struct { double lat, lon, east, weight; CasusId entity; } Anchor;     /* east: how long a degree of longitude is there, in those of latitude */

/* What the report tells: which countries and provinces it speaks of, and the places that are sure. */
typedef struct {
    Reading *r;
    LIST_OF(Spot) spots;
    CasusId *spot_of;                   /* by entity; 0 none (spot 0 is empty) */
    CountryVote countries[MOST_COUNTRIES];
    ProvinceVote provinces[MOST_PROVINCES];
    Anchor anchors[MOST_ANCHORS];
    size_t n_countries, n_provinces, n_anchors, n_base_countries, n_base_provinces;
    double country_sum, base_sum;
} Places;

/* place_find.c: fills the candidates of a name; the loose key is tried only when the name itself is in no gazetteer. */
void place_candidates(Places *p, Spot *spot);
/* The name without the word for a settlement at its end: "Tal Amal village" is "Tal Amal". Not of areas: the city and its governorate are two. */
Str place_name_alone(const Reading *r, const Spot *spot);
bool place_is_known(const Reading *r, Str name);                    /* some town or area has exactly this name */
bool place_is_short_area(const Reading *r, Str name);               /* "La" as in "X, La." */
/* place_weigh.c */
void place_vote_country(Places *p, const char *country, double weight);
void place_vote_province(Places *p, const Gazetteer *in, uint32_t number, double weight);
double place_country_share(const Places *p, const char *country);
double place_base_share(const Places *p, const char *country);       /* of what was told, without what was concluded from it */
double place_people_weight(const GazetteerPlace *place);
void place_weigh(const Places *p, Spot *spot);                      /* sets the scores and `why`, and the choice; NULL when nothing speaks for any */
Anchor place_anchor(const GazetteerPlace *place, double weight, CasusId entity);
double place_distance_km(double lat1, double lon1, double lat2, double lon2);
/* place_same.c: names of one place become one entity: the same row of a gazetteer, or two spellings that nothing tells apart. */
void place_join(Places *p);
/* place_around.c: what the words beside a name tell. */
CasusPrecision place_precision_beside(const Reading *r, const CasusMention *m);
void place_contain(Reading *r, CasusId mention);                    /* "X, in Y province": the place told next to it holds it */
CasusId place_outer(const Reading *r, CasusId mention);             /* the entity that holds it by the words, 0 if none */
bool place_is_quarter(const Reading *r, const CasusMention *m);     /* the words beside it call it a part of a town */
CasusId place_told_by(const Reading *r, CasusId mention);           /* "X in Y", "X, east of Y", "the X quarter, Y": Y's entity, in or by which it lies; 0 if none */
void place_hold(Reading *r);                                        /* sets the holder of places without a point; place_hold.c */
void place_find_names(Reading *r);                                  /* names of towns that were taken for persons */
/* place.c */
void mention_places(Reading *r);                                    /* sets the points, areas and precisions of r->entities */
CasusPrecision place_precision(const GazetteerPlace *place);
Str place_why(unsigned why);                                        /* "name+country of story"; static */
#endif
