/* Which of the places that share a name is meant: what the report tells speaks first, the number of people last. */
#include <math.h>

#include "mention/place.h"

/* Weights of the evidence, in tenths of a power of ten of people: a holding place told outweighs any number of people. */
static const double weight_inside = 8, weight_outside = -5, weight_country = 5, weight_province = 3.5, weight_near = 4, weight_asked = 4, weight_not_asked = -2, weight_row = 2,
                    weight_loose = -3, weight_far = -20, near_km = 120, beside_km = 100;
/* A name with nothing but people to speak for it is a place only from so many people on; it may lie far from all others from so many on. */
static const double least_alone = 15000, least_elsewhere = 250000;
static const double telling_share = 0.12;

static const double km_per_degree = 111.2, radians_per_degree = 0.017453292519943295;

double place_distance_km(double lat1, double lon1, double lat2, double lon2) {
    double north = lat2 - lat1, east = fabs(lon2 - lon1);
    if (east > 180) east = 360 - east;
    east *= cos((lat1 + lat2) / 2 * radians_per_degree);        /* flat, which is near enough for choosing */
    return km_per_degree * sqrt(north * north + east * east);
}

Anchor place_anchor(const GazetteerPlace *place, double weight, CasusId entity) {
    return (Anchor){ place->lat, place->lon, cos(place->lat * radians_per_degree), weight, entity };
}

void place_vote_country(Places *p, const char *country, double weight) {
    if (!country[0]) return;
    p->country_sum += weight;
    for (size_t i = 0; i < p->n_countries; i++)
        if (memcmp(p->countries[i].country, country, 2) == 0) {
            p->countries[i].weight += weight;
            return;
        }
    if (p->n_countries == MOST_COUNTRIES) return;
    CountryVote *vote = &p->countries[p->n_countries++];
    *vote = (CountryVote){ .weight = weight };
    memcpy(vote->country, country, sizeof vote->country);
}

void place_vote_province(Places *p, const Gazetteer *in, uint32_t number, double weight) {
    if (!number) return;
    for (size_t i = 0; i < p->n_provinces; i++)
        if (p->provinces[i].in == in && p->provinces[i].number == number) {
            p->provinces[i].weight += weight;
            return;
        }
    if (p->n_provinces < MOST_PROVINCES) p->provinces[p->n_provinces++] = (ProvinceVote){ .in = in, .number = number, .weight = weight };
}

double place_country_share(const Places *p, const char *country) {
    for (size_t i = 0; i < p->n_countries; i++)
        if (memcmp(p->countries[i].country, country, 2) == 0) return p->countries[i].weight / p->country_sum;
    return 0;
}

double place_base_share(const Places *p, const char *country) {
    for (size_t i = 0; i < p->n_base_countries; i++)
        if (memcmp(p->countries[i].country, country, 2) == 0) return p->countries[i].base / p->base_sum;
    return 0;
}

static double province_weight(const Places *p, const Candidate *c) {
    double most = 0, mine = 0;
    for (size_t i = 0; i < p->n_provinces; i++) {
        const ProvinceVote *vote = &p->provinces[i];
        if (vote->weight > most) most = vote->weight;
        if (vote->in == c->in && (vote->number == c->place.province || vote->number == c->place.number)) mine = vote->weight;
    }
    return mine > 0 ? 0.5 + 0.5 * mine / most : 0;
}

/* ---- what holds it ----------------------------------------------------------------------------------------------- */

static bool names_agree(Str a, Str b) {
    char x[GAZETTEER_LONGEST_KEY], y[GAZETTEER_LONGEST_KEY], loose_x[GAZETTEER_LONGEST_KEY], loose_y[GAZETTEER_LONGEST_KEY];
    Str left = { x, gazetteer_key(a, x) }, right = { y, gazetteer_key(b, y) };
    if (!left.len || !right.len) return false;
    if (str_eq(left, right)) return true;
    size_t n = gazetteer_loose_key(left, loose_x), m = gazetteer_loose_key(right, loose_y);
    return n && n == m && memcmp(loose_x, loose_y, n) == 0;
}

/* Does one of the places that the outer name may stand for hold the candidate? */
static bool lies_in_one_of(const Spot *outer, const Candidate *c) {
    for (size_t i = 0; i < outer->n; i++) {
        const Candidate *o = &outer->at[i];
        if (o->in == c->in && (o->place.number == c->place.province || o->place.number == c->place.district)) return true;
    }
    return false;
}

static bool is_held_by_name(const Candidate *c, Str name) {
    GazetteerPlace area;
    if (gazetteer_place(c->in, c->place.province, &area) && names_agree(area.name, name)) return true;
    return gazetteer_place(c->in, c->place.district, &area) && names_agree(area.name, name);
}

static bool is_inside(const Places *p, const Spot *spot, const Candidate *c) {
    if (spot->short_outer.len) {
        size_t n = 0;
        const uint32_t *areas = gazetteer_find(c->in, spot->short_outer, &n);
        for (size_t i = 0; i < n; i++)
            if (areas[i] == c->place.province) return true;
        return false;
    }
    const CasusEntity *outer = &p->r->entities.at[spot->outer];
    if (outer->place.precision == CASUS_PRECISION_COUNTRY) return memcmp(outer->place.country, c->place.country, 2) == 0;
    CasusId its = p->spot_of[spot->outer];
    return (its && lies_in_one_of(&p->spots.at[its], c)) || is_held_by_name(c, outer->place.name);
}

static double inside_weight(const Places *p, const Spot *spot, Candidate *c) {
    if (!spot->outer && !spot->short_outer.len) return 0;
    if (is_inside(p, spot, c)) return c->why |= WHY_INSIDE, weight_inside;
    const CasusEntity *outer = &p->r->entities.at[spot->outer];
    bool is_area = spot->short_outer.len || outer->place.precision == CASUS_PRECISION_COUNTRY || outer->place.precision == CASUS_PRECISION_PROVINCE;
    return is_area ? weight_outside : 0;
}

/* ---- the kind of place asked for --------------------------------------------------------------------------------- */

static bool is_populated(PlaceKind kind) { return kind == PLACE_IS_TOWN || kind == PLACE_IS_SEAT || kind == PLACE_IS_CAPITAL; }

static double kind_weight(const Spot *spot, Candidate *c) {
    PlaceKind kind = c->place.kind;
    bool fits = (spot->asked == CASUS_PRECISION_PROVINCE && kind == PLACE_IS_PROVINCE) || (spot->asked == CASUS_PRECISION_DISTRICT && kind == PLACE_IS_DISTRICT)
        || ((spot->asked == CASUS_PRECISION_CITY || spot->asked == CASUS_PRECISION_TOWN) && is_populated(kind));
    if (fits) return c->why |= WHY_KIND, weight_asked;
    if (spot->asked == CASUS_PRECISION_VILLAGE) return is_populated(kind) && c->place.population < 20000 ? (c->why |= WHY_KIND, 2) : weight_not_asked;
    bool is_row = spot->row_country[0] && memcmp(spot->row_country, c->place.country, 2) == 0;
    if (is_row && spot->region && kind == PLACE_IS_PROVINCE) return weight_row + 1;
    if (kind == PLACE_IS_CAPITAL) return is_row ? weight_row : 1.5;
    if (kind == PLACE_IS_SEAT) return 0.5;
    if (kind == PLACE_IS_PROVINCE) return 0.5;
    return is_populated(kind) ? 0 : weight_not_asked;
}

/* An area counts as a town of a tenth of its people. */
double place_people_weight(const GazetteerPlace *place) {
    double people = place->population;
    if (place->kind == PLACE_IS_PROVINCE || place->kind == PLACE_IS_DISTRICT) people /= 10;
    return log10(people + 100) - 2;
}

static double near_weight(const Places *p, const Spot *spot, Candidate *c) {
    double sum = 0, all = 0;
    for (size_t i = 0; i < p->n_anchors; i++) {
        const Anchor *a = &p->anchors[i];
        if (a->entity == spot->entity) continue;
        double north = a->lat - c->place.lat, east = fabs(a->lon - c->place.lon);
        if (east > 180) east = 360 - east;
        east *= a->east;
        double km = km_per_degree * sqrt(north * north + east * east);
        all += a->weight;
        sum += a->weight * near_km / (near_km + km);
    }
    if (all == 0) return 0;
    if (sum / all > 0.4) c->why |= WHY_NEAR;
    return weight_near * sum / all;
}

/* "the X quarter of Y", "X, east of Y": no namesake of X far from Y is meant. */
static bool is_far_from_told(const Places *p, const Spot *spot, const Candidate *c) {
    CasusId its = spot->by ? p->spot_of[spot->by] : 0;
    const Candidate *by = its ? p->spots.at[its].chosen : NULL;
    if (!by || by == c || !is_populated(by->place.kind)) return false;
    return place_distance_km(by->place.lat, by->place.lon, c->place.lat, c->place.lon) > beside_km;
}

/* ---- the choice -------------------------------------------------------------------------------------------------- */

static void weigh(const Places *p, const Spot *spot, Candidate *c) {
    c->why &= WHY_SPELLING;
    double share = place_country_share(p, c->place.country), province = province_weight(p, c);
    if (share >= telling_share) c->why |= WHY_COUNTRY;
    if (province > 0) c->why |= WHY_PROVINCE;
    c->score = c->people + inside_weight(p, spot, c) + kind_weight(spot, c) + weight_country * sqrt(share) + weight_province * province
        + near_weight(p, spot, c);
    if (c->why & WHY_SPELLING) c->score += weight_loose;
    if (is_far_from_told(p, spot, c)) c->score += weight_far;
    if (spot->n == 1) c->why |= WHY_ONLY;
}

/* A report that names no country may mean a place whose name is one country's alone. */
static bool are_in_one_country(const Spot *spot) {
    for (size_t i = 1; i < spot->n; i++)
        if (memcmp(spot->at[i].place.country, spot->at[0].place.country, 2) != 0) return false;
    return true;
}

/* Is there enough to hold that the name means this place at all? A pin is never invented. */
static bool is_tenable(const Places *p, const Spot *spot, const Candidate *c) {
    unsigned telling = c->why & (WHY_INSIDE | WHY_COUNTRY | WHY_PROVINCE | WHY_NEAR);
    if (is_far_from_told(p, spot, c)) return false;
    if (c->why & WHY_INSIDE) return true;
    bool is_elsewhere = spot->outer && p->r->entities.at[spot->outer].place.precision == CASUS_PRECISION_COUNTRY;     /* by the words */
    if (c->why & WHY_SPELLING) return !is_elsewhere && place_base_share(p, c->place.country) >= 0.4;
    if (c->place.population >= least_elsewhere) return spot->asked != CASUS_PRECISION_VILLAGE;
    if (is_elsewhere) return false;
    if (telling || (spot->row_country[0] && memcmp(spot->row_country, c->place.country, 2) == 0)) return true;
    if (p->base_sum == 0 && are_in_one_country(spot)) return true;
    return p->base_sum < 3 && c->place.population >= least_alone;
}

void place_weigh(const Places *p, Spot *spot) {
    spot->chosen = NULL;
    for (size_t i = 0; i < spot->n; i++) {
        weigh(p, spot, &spot->at[i]);
        if (!spot->chosen || spot->at[i].score > spot->chosen->score) spot->chosen = &spot->at[i];
    }
    if (spot->chosen && !is_tenable(p, spot, spot->chosen)) spot->chosen = NULL;
}
