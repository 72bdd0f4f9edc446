/* Do two tellings speak of one incident? Parts are weighed one by one, so that the answer can be shown; a veto ends it. */
#include "incident/same.h"
#include <math.h>

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
bool same_is_called_like(SameName a, SameName b) { return str_eq(a.plain, b.plain) || is_spelt_like(a, b); }

static bool is_inside(const SamePlace *inner, const SamePlace *outer) {
    for (size_t i = 0; i < inner->n_within; i++)
        if (same_is_called_like(inner->within[i], outer->name)) return true;
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

static const SamePart missing = { .verdict = SAME_MISSING };
static SamePart agree(int weight) { return (SamePart){ .verdict = SAME_AGREE, .weight = weight }; }
static SamePart differ(int weight) { return (SamePart){ .verdict = SAME_DIFFER, .weight = weight }; }

/* Nothing that a pair can be found by, nor a reason to refuse it. */
static SamePart leans(int weight) { return (SamePart){ .verdict = SAME_MISSING, .weight = weight }; }

/* What is "near" or in a town stands on the town's point: two quarters of it are not one place for that. */
static bool is_on_lent_point(const SamePlace *place) { return place->precision == CASUS_PRECISION_NEAR; }

/* Most differences of place are a veto: see is_elsewhere. */
static SamePart place_part(const SamePlace *a, const SamePlace *b) {
    if (!has_name(a) || !has_name(b)) return missing;
    if (are_far(a, b)) return differ(PLACE_OTHER);
    if (str_eq(a->name.plain, b->name.plain)) return agree(weight_of_equal_name(a, b));
    bool are_points = a->has_point && b->has_point && !same_is_area(a) && !same_is_area(b);
    bool are_own_points = are_points && !is_on_lent_point(a) && !is_on_lent_point(b);
    if (are_own_points && distance_km(a, b) <= same_point_km) return agree(PLACE_SAME_POINT);
    if (is_spelt_like(a->name, b->name) && !same_is_area(a) && !same_is_area(b)) return agree(PLACE_SPELT_LIKE);
    bool is_country = is_whole_country(a) || is_whole_country(b);
    if (is_country) return agree(PLACE_ONE_COUNTRY);
    if (is_inside(a, b) || is_inside(b, a)) return agree(same_is_area(a) || same_is_area(b) ? PLACE_INSIDE_AREA : PLACE_INSIDE);
    if (is_part_of_name(&a->name, b) || is_part_of_name(&b->name, a)) return agree(PLACE_PART_OF_NAME);
    if (are_points && distance_km(a, b) <= near_km) return agree(PLACE_NEAR);
    return differ(PLACE_OTHER);
}

/* ---- time -------------------------------------------------------------------------------------------------------- */

static bool has_day(const SameKey *key) { return key->from_day != CASUS_NO_DAY; }
static bool days_meet(const SameKey *a, const SameKey *b, int32_t slack) {
    return a->from_day <= b->to_day + slack && b->from_day <= a->to_day + slack;
}

/* One of the two days is only known by the report's own day: the deed is not after it, and seldom long before. */
static SamePart guessed_time_part(const SameKey *a, const SameKey *b) {
    if (days_meet(a, b, 0)) return agree(a->day_is_guess && b->day_is_guess ? TIME_GUESSES : TIME_GUESS);
    const SameKey *guess = a->day_is_guess ? a : b, *told = a->day_is_guess ? b : a;
    if (!told->day_is_guess && told->from_day > guess->to_day + 1) return differ(0);
    return days_meet(a, b, GUESS_REACH_DAYS) ? missing : differ(0);
}

enum { MONTH_DAYS = 31 };

/* "on 4 March", "on Monday": no year or no week is told. Near the end of a month two days count as neighbours that may not be. */
static SamePart told_time_part(const SameKey *a, const SameKey *b) {
    if (has_day(a) && has_day(b) && !days_meet(a, b, 1)) return differ(0);      /* the year is told */
    if (a->month && b->month) {
        int gap = (a->month - b->month) * MONTH_DAYS + a->day - b->day, year = 12 * MONTH_DAYS;
        if (gap < 0) gap = -gap;
        if (gap > year / 2) gap = year - gap;
        if (gap > 2) return differ(0);
        return gap ? leans(TIME_NEXT_DAY) : (SamePart){ .verdict = SAME_AGREE, .weight = TIME_DATE, .exact = true };
    }
    if (a->weekday < 0 || b->weekday < 0) return missing;
    return a->weekday == b->weekday ? agree(TIME_WEEKDAY) : leans(TIME_OTHER_WEEKDAY);
}

static SamePart time_part(const SameKey *a, const SameKey *b) {
    if (a->is_dateless || b->is_dateless) return told_time_part(a, b);
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
    return agree((is_general(a->type) || is_general(b->type) ? 0 : TYPE_FAMILY) + stage);
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
    if (n >= 20) return FIGURE_TWENTY;
    if (n >= 10) return FIGURE_TEN;
    if (n >= 5) return FIGURE_FIVE;
    if (n >= 3) return FIGURE_THREE;
    return n == 2 ? FIGURE_TWO : n == 1 ? FIGURE_ONE : FIGURE_NONE;
}

static SamePart equal_figure(int64_t n) { return (SamePart){ .verdict = SAME_AGREE, .weight = weight_of_equal_figure(n), .exact = true }; }

/* "more than 40": round, and so said of many. */
static SamePart open_figure(int64_t low) {
    SamePart part = equal_figure(low);
    if (part.weight > FIGURE_TEN) part.weight = FIGURE_TEN;
    return part;
}

static SamePart figure_part(CasusRange a, CasusRange b) {
    if (!is_told(a) || !is_told(b)) return missing;
    if (a.low == b.low && a.high == b.high) return a.high == CASUS_UNKNOWN ? open_figure(a.low) : equal_figure(a.high);
    if (a.high == b.high && a.high >= SAME_TELLING_KILLED) return equal_figure(a.high);     /* "one, later four" and "four" */
    if (low_of(a) <= high_of(b) && low_of(b) <= high_of(a)) return agree(FIGURE_OVERLAP);
    int64_t smaller = low_of(a) > high_of(b) ? high_of(b) : high_of(a), larger = low_of(a) > high_of(b) ? low_of(a) : low_of(b);
    int64_t gap = larger - smaller;
    if (gap <= 2 || gap <= smaller / 3) return differ(0);
    return differ(gap > 10 && gap / 2 > smaller ? FIGURE_FAR : FIGURE_OFF);     /* tolls grow: no veto */
}

static SamePart halved(SamePart part) {
    part.weight /= 2;
    return part;
}

/* ---- words and passages ------------------------------------------------------------------------------------------ */

enum { MOST_SHARED = 4, ENOUGH_NAMES = 4 };

static int count_shared(const uint32_t *a, size_t n_a, const uint32_t *b, size_t n_b) {
    int n = 0;
    for (size_t i = 0, j = 0; i < n_a && j < n_b;) {
        if (a[i] == b[j]) n++, i++, j++;
        else if (a[i] < b[j]) i++;
        else j++;
    }
    return n;
}

/* Further ones add less, and a fifth nothing: names of one family, words of one passage come together. */
static SamePart shared_part(int n, int first, int next) {
    if (!n) return missing;
    int more = (n < MOST_SHARED ? n : MOST_SHARED) - 1;
    return (SamePart){ .verdict = SAME_AGREE, .weight = first + more * next, .n = n };
}

static bool is_hash_of(SameName name, uint32_t hash) { return name.plain.len && (uint32_t)same_name_hash(name) == hash; }

static bool is_of_place(const SamePlace *place, uint32_t hash) {
    if (is_hash_of(place->name, hash)) return true;
    for (size_t i = 0; i < place->n_words; i++)
        if (is_hash_of(place->words[i], hash)) return true;
    for (size_t i = 0; i < place->n_within; i++)
        if (place->within_called[i] == hash || is_hash_of(place->within[i], hash)) return true;
    return false;
}

/* A name is known by its last word; see same_key.c. Areas are told everywhere. */
static bool is_name_of(const SamePlace *place, uint32_t hash) {
    return !same_is_area(place) && is_hash_of(place->n_words ? place->words[place->n_words - 1] : place->name, hash);
}

/* "in Osmar" and "in the Mill Quarter", where both speak of the Mill Quarter: does `a` stand at a place that both tell? */
static bool is_told_by_both(const SameKey *a, const SameKey *b) {
    for (size_t i = 0, j = 0; i < a->n_names && j < b->n_names;) {
        uint32_t hash = a->names[i];
        if (hash == b->names[j] && is_name_of(&a->place, hash)) return true;
        if (hash <= b->names[j]) i++;
        else j++;
    }
    return false;
}

/* The quarter of one, told by the other that only names the town, or no place, or another of which nothing is known. */
static SamePart where_part(const SameKey *a, const SameKey *b) {
    SamePart part = place_part(&a->place, &b->place);
    if (part.weight >= PLACE_SAME_POINT || are_far(&a->place, &b->place)) return part;
    if (part.verdict == SAME_DIFFER && (same_is_area(&a->place) || same_is_area(&b->place))) return part;
    bool of_a = is_told_by_both(a, b), of_b = is_told_by_both(b, a);
    if (part.weight == PLACE_INSIDE && ((of_a && is_inside(&a->place, &b->place)) || (of_b && is_inside(&b->place, &a->place)))) return agree(PLACE_TOLD_INSIDE);
    return (of_a || of_b) && part.weight < PLACE_TOLD ? agree(PLACE_TOLD) : part;
}

/* The place is weighed by itself: what names both places, or brought them together, says nothing more among the words. */
static bool is_weighed_as_place(const SameKey *a, const SameKey *b, uint32_t hash) {
    bool of_one = is_of_place(&a->place, hash), of_other = is_of_place(&b->place, hash);
    if (is_name_of(&a->place, hash) || is_name_of(&b->place, hash)) return true;
    return (of_one && of_other) || ((of_one || of_other) && place_part(&a->place, &b->place).verdict == SAME_DIFFER);
}

static int count_shared_names(const SameKey *a, const SameKey *b) {
    int n = 0;
    for (size_t i = 0, j = 0; i < a->n_names && j < b->n_names;) {
        if (a->names[i] == b->names[j]) n += !is_weighed_as_place(a, b, a->names[i]), i++, j++;
        else if (a->names[i] < b->names[j]) i++;
        else j++;
    }
    return n;
}


static SamePart names_shared(const SameKey *a, const SameKey *b) {
    SamePart part = shared_part(count_shared_names(a, b), NAME_FIRST, NAME_NEXT);
    if (part.verdict == SAME_MISSING && a->n_names >= ENOUGH_NAMES && b->n_names >= ENOUGH_NAMES) return differ(NAMES_OTHER);
    return part;
}

static SamePart words_shared(const SameKey *a, const SameKey *b) {
    return shared_part(count_shared(a->words, a->n_words, b->words, b->n_words), WORD_SHARED, WORD_SHARED);
}

enum { COPIED = 3 };

/* One or two passages may be stock phrases, which every report of a kind has; a copy shares many, or most of the shorter text. */
static SamePart passages_shared(const SameKey *a, const SameKey *b) {
    int n = count_shared(a->passages, a->n_passages, b->passages, b->n_passages), fewer = a->n_passages < b->n_passages ? a->n_passages : b->n_passages;
    SamePart part = shared_part(n, PASSAGE_FIRST, PASSAGE_NEXT);
    part.exact = n >= COPIED && (2 * n >= fewer || n >= 2 * COPIED);
    return part;
}

/* ---- the whole --------------------------------------------------------------------------------------------------- */

enum { NAMES_THAT_TELL = 2 };

/* Two names for a place of which no point is known may be a quarter and its town: then the same words have to be told of both. */
static bool is_elsewhere(const SameKey *a, const SameKey *b) {
    if (where_part(a, b).verdict != SAME_DIFFER) return false;
    return are_far(&a->place, &b->place) || names_shared(a, b).n < NAMES_THAT_TELL;
}

SameVeto same_veto(const SameKey *a, const SameKey *b) {
    bool is_threat = a->stage == CASUS_STAGE_THREATENED, is_other_threat = b->stage == CASUS_STAGE_THREATENED;
    if (is_threat != is_other_threat) return SAME_VETO_STAGE;
    if (types_clash(a->type, b->type)) return SAME_VETO_TYPE;
    if (time_part(a, b).verdict == SAME_DIFFER) return SAME_VETO_TIME;
    if (countries_differ(&a->place, &b->place)) return SAME_VETO_COUNTRY;
    if (is_elsewhere(a, b)) return SAME_VETO_PLACE;
    return SAME_NO_VETO;
}

static bool is_nowhere_known(const SamePlace *place) { return !place->has_point && place->n_within == 0; }

bool same_clash(const SameKey *a, const SameKey *b) {
    SameVeto veto = same_veto(a, b);
    if (veto != SAME_VETO_PLACE) return veto != SAME_NO_VETO;
    if (are_far(&a->place, &b->place) || !(is_nowhere_known(&a->place) || is_nowhere_known(&b->place))) return true;
    return same_weigh(a, b).total < SAME_THRESHOLD;
}

SameScore same_weigh(const SameKey *a, const SameKey *b) {
    SameScore score = { .veto = same_veto(a, b) };
    score.place = where_part(a, b);
    score.time = time_part(a, b);
    score.by_told_day = a->is_dateless || b->is_dateless;
    score.type = type_part(a, b);
    score.parties = names_part(a->parties, a->n_parties, b->parties, b->n_parties, PARTY_SHARED, PARTY_OTHER);
    score.victims = names_part(a->victims, a->n_victims, b->victims, b->n_victims, VICTIMS_SHARED, VICTIMS_OTHER);
    score.killed = figure_part(a->killed, b->killed);
    score.injured = halved(figure_part(a->injured, b->injured));
    score.names = names_shared(a, b);
    score.words = words_shared(a, b);
    score.passages = passages_shared(a, b);
    score.total = score.names.weight + score.words.weight + score.passages.weight + score.place.weight + score.time.weight + score.type.weight + score.parties.weight + score.victims.weight +
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

/* What a block of the day is called by. A place that is only told among the words has the block of that name. */
static bool has_place(const SameScore *score) { return score->place.verdict == SAME_AGREE && score->place.weight > PLACE_EQUAL_COUNTRY; }
static bool has_told_place(const SameScore *score) { return score->place.verdict == SAME_AGREE && score->place.weight >= PLACE_NEAR; }
static bool has_spot(const SameScore *score) { return score->place.verdict == SAME_AGREE && score->place.weight >= PLACE_INSIDE; }

/* A province, or a place that is only told, holds much on a day: the deed has to be of one kind too. */
static bool is_of_type(const SameScore *score) { return score->type.weight == TYPE_EQUAL; }
static bool is_guessed(const SameScore *score) { return score->time.weight == TIME_GUESS || score->time.weight == TIME_GUESSES; }

/* Where no place is shared, a day and a toll are not enough: on a day of war many die by twelve. The dead and the injured, a toll that
 * few have, two names, or a name with a toll. */
static bool has_rare_tale(const SameScore *score) {
    bool is_rare_toll = (score->killed.exact && score->killed.weight >= FIGURE_TWENTY) || (score->killed.exact && score->injured.exact);
    if (score->names.n >= NAMES_THAT_TELL) return true;
    return has_telling_figure(score) && (is_rare_toll || (score->names.n && is_of_type(score) && !is_guessed(score)));
}

/* Something of its own that both tell: a toll, a name, a passage. */
static bool shares_detail(const SameScore *score) { return has_telling_figure(score) || score->names.n > 0; }

/* On one day: a spot; a place that is only told, where the deed is of one kind; and where many deeds find room, in an area or within
 * walking distance, a detail too. */
static bool has_day_ground(const SameScore *score) {
    if (has_spot(score) || has_rare_tale(score)) return true;
    if (!is_of_type(score)) return false;
    if (score->place.verdict == SAME_AGREE && score->place.weight >= PLACE_TOLD) return true;
    return is_guessed(score) ? has_told_place(score) && shares_detail(score) : has_place(score) && shares_detail(score);
}

/* What the blocks of same_block.c look for; an alike pair without it would not be found. */
static bool has_ground(const SameScore *score) {
    if (score->passages.exact || (score->passages.n && has_spot(score) && score->names.n >= NAMES_THAT_TELL)) return true;
    if (score->time.verdict == SAME_AGREE && !score->by_told_day) return has_day_ground(score);
    if (score->time.exact) return has_spot(score);
    bool is_weekday = score->time.verdict == SAME_AGREE && is_of_type(score);
    return has_spot(score) && (has_telling_figure(score) || is_weekday);
}

static bool reaches(const SameScore *score, int points) { return score->veto == SAME_NO_VETO && score->total >= points && has_ground(score); }
bool same_is_alike(const SameScore *score) { return reaches(score, SAME_THRESHOLD); }
bool same_is_possible(const SameScore *score) { return reaches(score, SAME_POSSIBLE); }

int64_t same_closeness(const SameKey *a, const SameKey *b) {
    SameScore score = same_weigh(a, b);
    if (score.veto != SAME_NO_VETO) return INT64_MIN;
    return (int64_t)score.total + (same_is_alike(&score) ? INT32_MAX : 0);
}
