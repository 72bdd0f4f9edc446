/* Do two tellings speak of one incident? Parts are weighed one by one, so that the answer can be shown; a veto ends it. */
#include "incident/same.h"
#include <math.h>

/* Points. Place and day together carry a pair over the threshold; neither does alone. Set by hand. */
enum {
    PLACE_EQUAL = 40, PLACE_EQUAL_CITY = 32, PLACE_EQUAL_DISTRICT = 22, PLACE_EQUAL_PROVINCE = 14, PLACE_EQUAL_COUNTRY = 8,
    PLACE_SPELT_LIKE = 28, PLACE_SAME_POINT = 34, PLACE_INSIDE = 22, PLACE_PART_OF_NAME = 18, PLACE_NEAR = 10, PLACE_ONE_COUNTRY = 6,
    TIME_DAY = 30, TIME_PERIOD = 20, TIME_NEXT_DAY = 6, TIME_GUESS = 18,
    TYPE_EQUAL = 20, TYPE_FAMILY = 10, TYPE_GENERAL = 10, TYPE_OTHER = -15,
    STAGE_OTHER = -8,
    PARTY_SHARED = 12, PARTY_OTHER = -4, VICTIMS_SHARED = 6, VICTIMS_OTHER = -6,
    FIGURE_OVERLAP = 8, FIGURE_CLOSE = 2, FIGURE_OFF = -6, FIGURE_FAR = -12
};
enum { GUESS_REACH_DAYS = 10 }; /* a report may come late, but an undated one rarely tells of last month */
static const double same_point_km = 2, near_km = 10;

/* ---- place ------------------------------------------------------------------------------------------------------- */

static double radius_km(CasusPrecision precision) {
    switch (precision) {
    case CASUS_PRECISION_EXACT: return 0.5;
    case CASUS_PRECISION_VILLAGE: return 2;
    case CASUS_PRECISION_TOWN: return 4;
    case CASUS_PRECISION_CITY: return 10;
    case CASUS_PRECISION_DISTRICT: return 30;
    case CASUS_PRECISION_PROVINCE: return 150;
    case CASUS_PRECISION_COUNTRY: return 1500;
    default: return 15;
    }
}

bool same_is_area(const SamePlace *place) {
    return place->precision == CASUS_PRECISION_DISTRICT || place->precision == CASUS_PRECISION_PROVINCE ||
           place->precision == CASUS_PRECISION_COUNTRY;
}

static bool is_whole_country(const SamePlace *place) { return place->precision == CASUS_PRECISION_COUNTRY; }
static bool has_name(const SamePlace *place) { return place->name.plain.len > 0; }
static bool countries_differ(const SamePlace *a, const SamePlace *b) {
    return a->country[0] && b->country[0] && memcmp(a->country, b->country, 2) != 0;
}

/* Great-circle distance. Units: degrees in, kilometres out. */
static double distance_km(const SamePlace *a, const SamePlace *b) {
    const double radian = 3.14159265358979323846 / 180, earth_km = 6371;
    double y = sin((b->lat - a->lat) * radian / 2), x = sin((b->lon - a->lon) * radian / 2);
    double h = y * y + cos(a->lat * radian) * cos(b->lat * radian) * x * x;
    return 2 * earth_km * asin(sqrt(h > 1 ? 1 : h));
}

static bool are_far(const SamePlace *a, const SamePlace *b) {
    if (!a->has_point || !b->has_point) return false;
    return distance_km(a, b) > near_km + radius_km(a->precision) + radius_km(b->precision);
}

static bool is_spelt_like(SameName a, SameName b) { return a.loose.len >= SAME_MIN_LOOSE && str_eq(a.loose, b.loose); }
static bool is_called_like(SameName a, SameName b) { return str_eq(a.plain, b.plain) || is_spelt_like(a, b); }

static bool is_inside(const SamePlace *inner, const SamePlace *outer) {
    for (size_t i = 0; i < inner->n_within; i++)
        if (is_called_like(inner->within[i], outer->name)) return true;
    return false;
}

/* Whether all words of `name` stand in the place's side by side: "Osmar" in "Osmar bridge". */
static bool is_part_of_name(const SameName *name, const SamePlace *place) {
    Str part = name->plain, whole = place->name.plain;
    if (!place->n_words) return false;
    for (size_t at = 0; (at = str_find(whole, part, at)) != SIZE_MAX; at++) {
        bool starts = at == 0 || whole.at[at - 1] == ' ';
        bool ends = at + part.len == whole.len || whole.at[at + part.len] == ' ';
        if (starts && ends) return true;
    }
    return false;
}

static int weight_of_equal_name(const SamePlace *a, const SamePlace *b) {
    CasusPrecision rougher = radius_km(a->precision) >= radius_km(b->precision) ? a->precision : b->precision;
    switch (rougher) {
    case CASUS_PRECISION_CITY: return PLACE_EQUAL_CITY;
    case CASUS_PRECISION_DISTRICT: return PLACE_EQUAL_DISTRICT;
    case CASUS_PRECISION_PROVINCE: return PLACE_EQUAL_PROVINCE;
    case CASUS_PRECISION_COUNTRY: return PLACE_EQUAL_COUNTRY;
    default: return PLACE_EQUAL;
    }
}

static const SamePart missing = { SAME_MISSING, 0, false };
static SamePart agree(int weight) { return (SamePart){ SAME_AGREE, weight, false }; }
static SamePart differ(int weight) { return (SamePart){ SAME_DIFFER, weight, false }; }

/* A difference of place is a veto: see is_elsewhere. */
static SamePart place_part(const SamePlace *a, const SamePlace *b) {
    if (!has_name(a) || !has_name(b)) return missing;
    if (are_far(a, b)) return differ(0);
    if (str_eq(a->name.plain, b->name.plain)) return agree(weight_of_equal_name(a, b));
    bool are_points = a->has_point && b->has_point && !same_is_area(a) && !same_is_area(b);
    if (are_points && distance_km(a, b) <= same_point_km) return agree(PLACE_SAME_POINT);
    if (is_spelt_like(a->name, b->name) && !same_is_area(a) && !same_is_area(b)) return agree(PLACE_SPELT_LIKE);
    bool is_country = is_whole_country(a) || is_whole_country(b);
    if (is_country) return agree(PLACE_ONE_COUNTRY);
    if (is_inside(a, b) || is_inside(b, a)) return agree(same_is_area(a) || same_is_area(b) ? PLACE_EQUAL_PROVINCE : PLACE_INSIDE);
    if (is_part_of_name(&a->name, b) || is_part_of_name(&b->name, a)) return agree(PLACE_PART_OF_NAME);
    if (are_points && distance_km(a, b) <= near_km) return agree(PLACE_NEAR);
    return differ(0);
}

static bool is_elsewhere(const SamePlace *a, const SamePlace *b) { return place_part(a, b).verdict == SAME_DIFFER; }

/* ---- time -------------------------------------------------------------------------------------------------------- */

static bool has_day(const SameKey *key) { return key->from_day != CASUS_NO_DAY; }
static bool days_meet(const SameKey *a, const SameKey *b, int32_t slack) {
    return a->from_day <= b->to_day + slack && b->from_day <= a->to_day + slack;
}

/* One of the two days is only known by the report's own day: the deed is not after it, and seldom long before. */
static SamePart guessed_time_part(const SameKey *a, const SameKey *b) {
    if (days_meet(a, b, 0)) return agree(TIME_GUESS);
    const SameKey *guess = a->day_is_guess ? a : b, *told = a->day_is_guess ? b : a;
    if (!told->day_is_guess && told->from_day > guess->to_day + 1) return differ(0);
    return days_meet(a, b, GUESS_REACH_DAYS) ? missing : differ(0);
}

static SamePart time_part(const SameKey *a, const SameKey *b) {
    if (!has_day(a) || !has_day(b)) return missing;
    if (a->day_is_guess || b->day_is_guess) return guessed_time_part(a, b);
    if (!days_meet(a, b, 1)) return differ(0);
    if (same_is_long(a) != same_is_long(b)) return missing;     /* a month may hold the day, or be a campaign's */
    if (same_is_long(a)) return a->from_day == b->from_day && a->to_day == b->to_day ? agree(TIME_PERIOD) : missing;
    if (!days_meet(a, b, 0)) return agree(TIME_NEXT_DAY);
    return agree(a->from_day == a->to_day && b->from_day == b->to_day ? TIME_DAY : TIME_PERIOD);
}

/* ---- type -------------------------------------------------------------------------------------------------------- */

/* What one eye sees as a raid another calls a shooting: types that reports exchange for each other share a family. */
enum { FAMILY_BLAST = 1, FAMILY_GROUND = 2, FAMILY_CUSTODY = 4, FAMILY_THINGS = 8, FAMILY_STREET = 16, FAMILY_POLITICS = 32, FAMILY_AIR = 64,
       FAMILY_PEOPLE = 128 };
static const uint8_t family_of[CASUS_N_EVENT_TYPES] = {
    [CASUS_EVENT_ATTACK] = FAMILY_BLAST | FAMILY_GROUND | FAMILY_THINGS | FAMILY_AIR | FAMILY_PEOPLE,
    [CASUS_EVENT_AIRSTRIKE] = FAMILY_BLAST, [CASUS_EVENT_DRONE_STRIKE] = FAMILY_BLAST, [CASUS_EVENT_SHELLING] = FAMILY_BLAST,
    [CASUS_EVENT_MISSILE_STRIKE] = FAMILY_BLAST, [CASUS_EVENT_BOMBING] = FAMILY_BLAST, [CASUS_EVENT_SUICIDE_BOMBING] = FAMILY_BLAST,
    [CASUS_EVENT_IED] = FAMILY_BLAST, [CASUS_EVENT_CHEMICAL_ATTACK] = FAMILY_BLAST, [CASUS_EVENT_STRAFING] = FAMILY_BLAST,
    [CASUS_EVENT_ARMED_CLASH] = FAMILY_GROUND, [CASUS_EVENT_RAID] = FAMILY_GROUND | FAMILY_CUSTODY, [CASUS_EVENT_SHOOTING] = FAMILY_GROUND,
    [CASUS_EVENT_ASSASSINATION] = FAMILY_GROUND | FAMILY_BLAST, [CASUS_EVENT_EXECUTION] = FAMILY_GROUND | FAMILY_CUSTODY,
    [CASUS_EVENT_KILLING] = FAMILY_GROUND | FAMILY_BLAST | FAMILY_PEOPLE, [CASUS_EVENT_ABDUCTION] = FAMILY_CUSTODY,
    [CASUS_EVENT_HOSTAGE_TAKING] = FAMILY_CUSTODY, [CASUS_EVENT_ARREST] = FAMILY_CUSTODY | FAMILY_STREET, [CASUS_EVENT_TORTURE] = FAMILY_CUSTODY,
    [CASUS_EVENT_SEXUAL_VIOLENCE] = FAMILY_CUSTODY | FAMILY_PEOPLE, [CASUS_EVENT_ARSON] = FAMILY_THINGS, [CASUS_EVENT_LOOTING] = FAMILY_THINGS,
    [CASUS_EVENT_PROPERTY_DESTRUCTION] = FAMILY_THINGS | FAMILY_BLAST, [CASUS_EVENT_ROBBERY] = FAMILY_THINGS,
    [CASUS_EVENT_SABOTAGE] = FAMILY_THINGS | FAMILY_BLAST, [CASUS_EVENT_SHOOTDOWN] = FAMILY_AIR, [CASUS_EVENT_HIJACKING] = FAMILY_AIR | FAMILY_CUSTODY,
    [CASUS_EVENT_ACCIDENT] = FAMILY_AIR | FAMILY_BLAST, [CASUS_EVENT_PROTEST] = FAMILY_STREET, [CASUS_EVENT_RIOT] = FAMILY_STREET | FAMILY_THINGS,
    [CASUS_EVENT_CRACKDOWN] = FAMILY_STREET | FAMILY_GROUND, [CASUS_EVENT_USE_OF_FORCE] = FAMILY_STREET | FAMILY_GROUND,
    [CASUS_EVENT_POLICE_ACTION] = FAMILY_STREET | FAMILY_CUSTODY, [CASUS_EVENT_FAILURE_TO_ACT] = FAMILY_STREET,
    [CASUS_EVENT_FORCED_WORK_STOPPAGE] = FAMILY_STREET, [CASUS_EVENT_COUP] = FAMILY_POLITICS | FAMILY_GROUND,
    [CASUS_EVENT_DISPLACEMENT] = FAMILY_PEOPLE, [CASUS_EVENT_BORDER_OPENING] = FAMILY_POLITICS | FAMILY_PEOPLE,
    [CASUS_EVENT_CEASEFIRE] = FAMILY_POLITICS, [CASUS_EVENT_THREAT] = FAMILY_POLITICS, [CASUS_EVENT_POLITICAL_ACT] = FAMILY_POLITICS,
};

static bool is_general(CasusEventType type) { return type == CASUS_EVENT_ATTACK || type == CASUS_EVENT_KILLING; }

/* Shots at a crowd and its protest meet; a truce and an air strike never do. */
static bool types_clash(CasusEventType a, CasusEventType b) {
    if (family_of[a] & family_of[b]) return false;
    const uint8_t fighting = FAMILY_BLAST | FAMILY_GROUND;
    return !((family_of[a] & fighting) && (family_of[b] & fighting));
}

static SamePart type_part(const SameKey *a, const SameKey *b) {
    if (a->type == b->type) return agree(TYPE_EQUAL);
    int stage = a->stage == b->stage ? 0 : STAGE_OTHER;
    if (!(family_of[a->type] & family_of[b->type])) return differ(TYPE_OTHER + stage);
    return agree((is_general(a->type) || is_general(b->type) ? TYPE_GENERAL : TYPE_FAMILY) + stage);
}

/* ---- parties and figures ----------------------------------------------------------------------------------------- */

static bool share_one(const Str *a, size_t n_a, const Str *b, size_t n_b) {
    for (size_t i = 0; i < n_a; i++)
        for (size_t j = 0; j < n_b; j++)
            if (str_eq(a[i], b[j])) return true;
    return false;
}

static SamePart names_part(const Str *a, size_t n_a, const Str *b, size_t n_b, int shared, int other) {
    if (!n_a || !n_b) return missing;
    return share_one(a, n_a, b, n_b) ? agree(shared) : differ(other);      /* rival accusations are no surprise */
}

static bool is_told(CasusRange range) { return range.low != CASUS_UNKNOWN || range.high != CASUS_UNKNOWN; }
static int64_t low_of(CasusRange range) { return range.low == CASUS_UNKNOWN ? 0 : range.low; }
static int64_t high_of(CasusRange range) { return range.high == CASUS_UNKNOWN ? INT64_MAX : range.high; }

/* The larger a number, the less it is met by chance. */
static int weight_of_equal_figure(int64_t n) {
    if (n >= 10) return 28;
    if (n >= 5) return 20;
    if (n >= 3) return 14;
    return n == 2 ? 8 : n == 1 ? 5 : 3;
}

static SamePart figure_part(CasusRange a, CasusRange b) {
    if (!is_told(a) || !is_told(b)) return missing;
    if (a.low == b.low && a.high == b.high) return (SamePart){ SAME_AGREE, weight_of_equal_figure(a.low > a.high ? a.low : a.high), true };
    if (low_of(a) <= high_of(b) && low_of(b) <= high_of(a)) return agree(FIGURE_OVERLAP);
    int64_t smaller = low_of(a) > high_of(b) ? high_of(b) : high_of(a), larger = low_of(a) > high_of(b) ? low_of(a) : low_of(b);
    int64_t gap = larger - smaller;
    if (gap <= 2 || gap <= smaller / 3) return differ(FIGURE_CLOSE);
    return differ(gap > 10 && gap / 2 > smaller ? FIGURE_FAR : FIGURE_OFF);     /* tolls grow: no veto */
}

static SamePart halved(SamePart part) { return (SamePart){ part.verdict, part.weight / 2, part.exact }; }

/* ---- the whole --------------------------------------------------------------------------------------------------- */

SameVeto same_veto(const SameKey *a, const SameKey *b) {
    bool is_threat = a->stage == CASUS_STAGE_THREATENED, is_other_threat = b->stage == CASUS_STAGE_THREATENED;
    if (is_threat != is_other_threat) return SAME_VETO_STAGE;
    if (types_clash(a->type, b->type)) return SAME_VETO_TYPE;
    if (time_part(a, b).verdict == SAME_DIFFER) return SAME_VETO_TIME;
    if (countries_differ(&a->place, &b->place)) return SAME_VETO_COUNTRY;
    if (is_elsewhere(&a->place, &b->place)) return SAME_VETO_PLACE;
    return SAME_NO_VETO;
}

SameScore same_weigh(const SameKey *a, const SameKey *b) {
    SameScore score = { .veto = same_veto(a, b) };
    score.place = place_part(&a->place, &b->place);
    score.time = time_part(a, b);
    score.type = type_part(a, b);
    score.parties = names_part(a->parties, a->n_parties, b->parties, b->n_parties, PARTY_SHARED, PARTY_OTHER);
    score.victims = names_part(a->victims, a->n_victims, b->victims, b->n_victims, VICTIMS_SHARED, VICTIMS_OTHER);
    score.killed = figure_part(a->killed, b->killed);
    score.injured = halved(figure_part(a->injured, b->injured));
    score.total = score.place.weight + score.time.weight + score.type.weight + score.parties.weight + score.victims.weight +
                  score.killed.weight + score.injured.weight;
    return score;
}

/* A report that tells two keeps them apart. */
SameScore same_score(const SameKey *a, const SameKey *b) {
    SameScore score = same_weigh(a, b);
    if (str_eq(a->report, b->report)) score.veto = SAME_VETO_REPORT;
    return score;
}

/* The same toll by no chance: a number of some size, or the dead and the injured both. */
static bool has_telling_figure(const SameScore *score) {
    if (score->killed.exact && score->injured.exact) return true;
    return (score->killed.exact && score->killed.weight >= weight_of_equal_figure(SAME_TELLING_KILLED)) ||
           (score->injured.exact && score->injured.weight >= weight_of_equal_figure(SAME_TELLING_INJURED) / 2);
}

bool same_is_alike(const SameScore *score) {
    if (score->veto != SAME_NO_VETO || score->total < SAME_THRESHOLD) return false;
    if (score->time.verdict == SAME_MISSING) return score->place.weight >= PLACE_SPELT_LIKE && has_telling_figure(score);
    return score->place.weight > PLACE_ONE_COUNTRY || has_telling_figure(score);
}
