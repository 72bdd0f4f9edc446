/* One incident out of its tellings: what most of them say, from the lowest to the highest figure, and who is held
 * responsible. Nothing is averaged; the claims stay beside it. */
#include "ledger/ruling.h"
#include <stdlib.h>
#include "base/date.h"
#include "base/json.h"

enum { FIGHTERS_KILLED = 1, FIGHTERS_INJURED = 2, FIGHTERS_AMONG = 2 /* shifts: FIGHTERS_KILLED << FIGHTERS_AMONG, not they alone */ };
typedef struct {
    const Telling *const *tellings; const JsonValue *told; size_t n;      /* told[i]: the incident object of tellings[i] */
    const uint8_t *fighters;            /* of a telling, FIGHTERS_*: it counts nobody but fighters, or fighters among others */
    Arena *arena;
} Gathering;

static Str member_str(JsonValue object, const char *key, Arena *arena) {
    JsonValue value = object.kind == JSON_OBJECT ? json_get(object, key) : (JsonValue){ 0 };
    return value.kind == JSON_STRING ? json_string(value, arena, NULL) : (Str){ 0 };
}

static int64_t member_count(JsonValue object, const char *key) {
    JsonValue value = object.kind == JSON_OBJECT ? json_get(object, key) : (JsonValue){ 0 };
    int64_t n;
    return value.kind == JSON_NUMBER && json_int(value, &n) ? n : CASUS_UNKNOWN;
}

/* ---- what and when ----------------------------------------------------------------------------------------------- */

static bool is_general(int type) { return type == CASUS_EVENT_ATTACK || type == CASUS_EVENT_KILLING; }

/* The type most tellings give; a finer word before a general one. */
static int type_of(const Gathering *g) {
    size_t votes[CASUS_N_EVENT_TYPES] = { 0 };
    int best = -1;
    for (size_t i = 0; i < g->n; i++) votes[g->tellings[i]->key.type]++;
    for (int type = 0; type < CASUS_N_EVENT_TYPES; type++) {
        if (!votes[type]) continue;
        bool is_finer = best >= 0 && is_general(best) && !is_general(type);
        bool is_rougher = best >= 0 && !is_general(best) && is_general(type);
        if (best < 0 || is_finer || (!is_rougher && votes[type] > votes[best])) best = type;
    }
    return best;
}

/* It happened, if one telling has it happen. */
static int stage_of(const Gathering *g) {
    int stage = CASUS_N_STAGES;
    for (size_t i = 0; i < g->n; i++)
        if ((int)g->tellings[i]->key.stage < stage) stage = (int)g->tellings[i]->key.stage;
    return stage;
}

static bool tells_days(const Telling *telling) { return telling->key.from_day != CASUS_NO_DAY && !telling->key.day_is_guess; }
static bool has_same_days(const Telling *a, const Telling *b) { return a->key.from_day == b->key.from_day && a->key.to_day == b->key.to_day; }

static size_t votes_for_days(const Gathering *g, size_t of) {
    size_t votes = 0;
    for (size_t i = 0; i < g->n; i++) votes += tells_days(g->tellings[i]) && has_same_days(g->tellings[i], g->tellings[of]);
    return votes;
}

static bool has_better_days(const Gathering *g, size_t one, size_t other) {
    const SameKey *a = &g->tellings[one]->key, *b = &g->tellings[other]->key;
    size_t votes = votes_for_days(g, one), other_votes = votes_for_days(g, other);
    if (votes != other_votes) return votes > other_votes;
    int32_t width = a->to_day - a->from_day, other_width = b->to_day - b->from_day;
    return width != other_width ? width < other_width : a->from_day < b->from_day;
}

/* The telling whose dates most share; ties: the narrower, then the earlier. g->n when nobody tells a date. */
static size_t best_days(const Gathering *g) {
    size_t best = g->n;
    for (size_t i = 0; i < g->n; i++) {
        if (!tells_days(g->tellings[i])) continue;
        if (best == g->n || (!has_same_days(g->tellings[i], g->tellings[best]) && has_better_days(g, i, best))) best = i;
    }
    return best;
}

/* ---- where ------------------------------------------------------------------------------------------------------- */

static size_t votes_for_place(const Gathering *g, size_t of) {
    size_t votes = 0;
    for (size_t i = 0; i < g->n; i++) votes += str_eq(g->tellings[i]->key.place.name.plain, g->tellings[of]->key.place.name.plain);
    return votes;
}

/* A spot before an area, the name most give, one with a point. */
static bool has_better_place(const Gathering *g, size_t one, size_t other) {
    const SamePlace *a = &g->tellings[one]->key.place, *b = &g->tellings[other]->key.place;
    if (same_is_area(a) != same_is_area(b)) return same_is_area(b);
    size_t votes = votes_for_place(g, one), other_votes = votes_for_place(g, other);
    if (votes != other_votes) return votes > other_votes;
    if (a->has_point != b->has_point) return a->has_point;
    return str_compare(a->name.plain, b->name.plain) < 0;
}

static size_t best_place(const Gathering *g) {
    size_t best = g->n;
    for (size_t i = 0; i < g->n; i++) {
        if (!g->tellings[i]->key.place.name.plain.len) continue;
        if (best == g->n || has_better_place(g, i, best)) best = i;
    }
    return best;
}

static void bind_country(sqlite3_stmt *row, const Gathering *g, size_t best) {
    const char *country = best < g->n ? g->tellings[best]->key.place.country : "";
    for (size_t i = 0; i < g->n && !country[0]; i++) country = g->tellings[i]->key.place.country;
    bind_str_or_null(row, ":country", str_of(country));
}

/* Every name it goes by, for finding it by part of one. */
static Str folded_places(const Gathering *g) {
    Text all = { .arena = g->arena };
    for (size_t i = 0; i < g->n; i++) {
        const SamePlace *place = &g->tellings[i]->key.place;
        if (str_find(text_str(&all), place->name.plain, 0) == SIZE_MAX) { text_add(&all, place->name.plain); text_add_char(&all, '|'); }
        for (size_t k = 0; k < place->n_within; k++) {
            if (str_find(text_str(&all), place->within[k].plain, 0) != SIZE_MAX) continue;
            text_add(&all, place->within[k].plain);
            text_add_char(&all, '|');
        }
    }
    return text_str(&all);
}

static void bind_place(sqlite3_stmt *row, const Gathering *g, size_t best) {
    bind_country(row, g, best);
    bind_str(row, ":place_folded", folded_places(g));
    bind_str(row, ":within", S("[]"));
    if (best == g->n) return;
    const SamePlace *place = &g->tellings[best]->key.place;
    JsonValue told = json_get(g->told[best], "place"), within = json_get(told, "within");
    bind_str(row, ":place", member_str(told, "name", g->arena));
    bind_str(row, ":precision", str_of(casus_precision_word((int)place->precision)));
    if (within.kind == JSON_ARRAY) bind_str(row, ":within", within.raw);
    if (!place->has_point) return;
    bind_real(row, ":lat", place->lat);
    bind_real(row, ":lon", place->lon);
}

/* ---- how many ---------------------------------------------------------------------------------------------------- */

static CasusRange told_range(const Gathering *g, size_t i, const char *key) {
    JsonValue told = json_get(g->told[i], key);
    return (CasusRange){ member_count(told, "low"), member_count(told, "high") };
}

static bool is_said(CasusRange range) { return range.low != CASUS_UNKNOWN || range.high != CASUS_UNKNOWN; }

/* Whether figures of fighters alone are another group than the one most count: "40 militants" beside "12 people". */
static bool fighters_stand_apart(const Gathering *g, const char *key, uint8_t fighters) {
    size_t n_fighters = 0, n_others = 0;
    if (g->n == 1) return false;
    for (size_t i = 0; i < g->n; i++) {
        if (!is_said(told_range(g, i, key))) continue;
        if (g->fighters[i] & fighters << FIGHTERS_AMONG) return false;      /* one telling counts both: they are one group */
        if (g->fighters[i] & fighters) n_fighters++;
        else n_others++;
    }
    return n_others > 0 && n_fighters <= n_others;
}

/* Lowest to highest. An open figure ("at least 20") leaves the range open unless another source gives no lower a figure for the top. */
static CasusRange range_over(const Gathering *g, const char *key, uint8_t fighters) {
    CasusRange all = { CASUS_UNKNOWN, CASUS_UNKNOWN };
    int64_t most_open = CASUS_UNKNOWN;
    bool apart = fighters_stand_apart(g, key, fighters);
    for (size_t i = 0; i < g->n; i++) {
        if (apart && g->fighters[i] & fighters) continue;
        CasusRange told = told_range(g, i, key);
        if (told.low != CASUS_UNKNOWN && (all.low == CASUS_UNKNOWN || told.low < all.low)) all.low = told.low;
        if (told.high > all.high) all.high = told.high;
        if (told.high == CASUS_UNKNOWN && told.low > most_open) most_open = told.low;
    }
    if (all.high < most_open) all.high = CASUS_UNKNOWN;
    return all;
}

static void bind_ranges(sqlite3_stmt *row, const Gathering *g) {
    static const struct { const char *key, *low, *high; uint8_t fighters; } ranges[] = {
        { "killed", ":killed_low", ":killed_high", FIGHTERS_KILLED }, { "injured", ":injured_low", ":injured_high", FIGHTERS_INJURED },
        { "civilians_killed", ":civilians_killed_low", ":civilians_killed_high", 0 },
        { "civilians_injured", ":civilians_injured_low", ":civilians_injured_high", 0 },
    };
    for (size_t i = 0; i < sizeof ranges / sizeof *ranges; i++) {
        CasusRange range = range_over(g, ranges[i].key, ranges[i].fighters);
        bind_count(row, ranges[i].low, range.low);
        bind_count(row, ranges[i].high, range.high);
    }
}

static int grade_told(const Gathering *g, size_t i) {
    Str word = member_str(g->told[i], "grade", g->arena);
    for (int k = CASUS_GRADE_NONE + 1; k < CASUS_N_GRADES; k++)
        if (str_eq(word, str_of(casus_grade_word(k)))) return k;
    return CASUS_GRADE_NONE;
}

/* The strongest grade told, a contested one before all. Reports that have one source each make two together, where none of
 * them is another's copy. */
static int grade_of(const Gathering *g, int64_t n_origins) {
    int grade = CASUS_GRADE_NONE;
    size_t n_weak = 0;
    for (size_t i = 0; i < g->n; i++) {
        int told = grade_told(g, i);
        n_weak += told == CASUS_GRADE_WEAK;
        bool stronger = grade == CASUS_GRADE_NONE || told == CASUS_GRADE_CONTESTED || (grade != CASUS_GRADE_CONTESTED && told < grade);
        if (told && stronger) grade = told;
    }
    return grade == CASUS_GRADE_WEAK && n_weak > 1 && n_origins >= (int64_t)g->n ? CASUS_GRADE_FAIR : grade;
}

/* ---- who --------------------------------------------------------------------------------------------------------- */

typedef struct { Str name, folded, kind; unsigned standings; bool by_authorities; } Party;
typedef LIST_OF(Party) Parties;

static Party *party_named(Parties *parties, Str folded, Arena *arena) {
    for (size_t i = 0; i < parties->len; i++)
        if (str_eq(parties->at[i].folded, folded)) return &parties->at[i];
    Party *party = list_add(parties, arena);
    party->folded = folded;
    return party;
}

static void add_party(Parties *parties, JsonValue told, Arena *arena) {
    Str name = member_str(told, "party", arena), standing = member_str(told, "standing", arena);
    if (!name.len) return;
    Party *party = party_named(parties, same_plain(name, arena), arena);
    if (!party->name.len) {
        party->name = name;
        party->kind = member_str(told, "kind", arena);
    }
    if (json_get(told, "by_authorities").kind == JSON_TRUE) party->by_authorities = true;
    for (int i = 0; i < CASUS_N_STANDINGS; i++)
        if (str_eq(standing, str_of(casus_standing_word(i)))) party->standings |= 1u << i;
}

/* What several reports' standings of one party come to: said by one and denied in another is contested. */
static int standing_of(unsigned standings) {
    static const int strongest_first[] = { CASUS_STANDING_CLAIMED, CASUS_STANDING_REPORTED, CASUS_STANDING_ALLEGED, CASUS_STANDING_POSSIBLE,
                                           CASUS_STANDING_DENIED, CASUS_STANDING_CLEARED };
    const unsigned said = 1u << CASUS_STANDING_CLAIMED | 1u << CASUS_STANDING_REPORTED | 1u << CASUS_STANDING_ALLEGED | 1u << CASUS_STANDING_POSSIBLE;
    const unsigned unsaid = 1u << CASUS_STANDING_DENIED | 1u << CASUS_STANDING_CLEARED;
    if (standings & 1u << CASUS_STANDING_CONTESTED || ((standings & said) && (standings & unsaid))) return CASUS_STANDING_CONTESTED;
    for (size_t i = 0; i < sizeof strongest_first / sizeof *strongest_first; i++)
        if (standings & 1u << strongest_first[i]) return strongest_first[i];
    return CASUS_STANDING_REPORTED;
}

static void write_parties(Work *work, int64_t incident, const Gathering *g) {
    Parties parties = { 0 };
    JsonValue item;
    for (size_t i = 0; i < g->n; i++) {
        JsonValue told = json_get(g->told[i], "responsible");
        if (told.kind != JSON_ARRAY) continue;
        for (size_t at = 0; json_item(told, &at, &item);)
            if (item.kind == JSON_OBJECT) add_party(&parties, item, g->arena);
    }
    for (size_t i = 0; i < parties.len; i++) {
        sqlite3_stmt *row = ask(work->ledger, QUERY_ADD_PARTY);
        bind_number(row, ":incident", incident);
        bind_number(row, ":nth", (int64_t)i + 1);
        bind_str(row, ":party", parties.at[i].name);
        bind_str(row, ":party_folded", parties.at[i].folded);
        bind_str(row, ":kind", parties.at[i].kind);
        bind_str(row, ":standing", str_of(casus_standing_word(standing_of(parties.at[i].standings))));
        bind_number(row, ":by_authorities", parties.at[i].by_authorities);
        run_to_end(work->ledger, row);
    }
}

/* ---- the row ----------------------------------------------------------------------------------------------------- */

static void bind_days(sqlite3_stmt *row, const Gathering *g) {
    size_t best = best_days(g);
    if (best == g->n) return;
    bind_str_or_null(row, ":from", member_str(g->told[best], "from", g->arena));
    bind_str_or_null(row, ":to", member_str(g->told[best], "to", g->arena));
    bind_number(row, ":first_day", g->tellings[best]->key.from_day);
    bind_number(row, ":last_day", g->tellings[best]->key.to_day);
}

static void write_point(Work *work, int64_t incident, const SamePlace *place) {
    if (!place->has_point) return;
    sqlite3_stmt *row = ask(work->ledger, QUERY_ADD_POINT);
    bind_number(row, ":incident", incident);
    bind_real(row, ":lat", place->lat);
    bind_real(row, ":lon", place->lon);
    run_to_end(work->ledger, row);
}

/* Who speaks in its claims: is anybody no commenter, and every name, for finding it by part of one. */
static void bind_speakers(Work *work, sqlite3_stmt *row, int64_t incident, Arena *arena) {
    Text all = { .arena = arena };
    bool is_heard = false;
    sqlite3_stmt *rows = ask(work->ledger, QUERY_SPEAKERS);
    bind_number(rows, ":incident", incident);
    while (next_row(work->ledger, rows)) {
        Str name = same_plain(column_str(rows, 0), arena);
        is_heard |= sqlite3_column_int(rows, 1) != 0;
        if (!name.len) continue;
        text_add(&all, name);
        text_add_char(&all, '|');
    }
    bind_number(row, ":heard", is_heard);
    bind_str(row, ":sources_folded", text_str(&all));
}

static void write_row(Work *work, int64_t incident, const Gathering *g) {
    int64_t n_claims, n_origins = find_origins(work, incident, &n_claims);
    size_t place = best_place(g);
    sqlite3_stmt *row = ask(work->ledger, QUERY_ADD_INCIDENT);
    bind_number(row, ":id", incident);
    bind_str(row, ":type", str_of(casus_event_type_word(type_of(g))));
    bind_str(row, ":stage", str_of(casus_stage_word(stage_of(g))));
    bind_days(row, g);
    bind_place(row, g, place);
    bind_ranges(row, g);
    bind_speakers(work, row, incident, g->arena);
    bind_str_or_null(row, ":grade", str_of(casus_grade_word(grade_of(g, n_origins))));
    bind_number(row, ":n_reports", (int64_t)g->n);         /* no report tells an incident twice: see same.h */
    bind_number(row, ":n_origins", n_origins);
    bind_number(row, ":n_claims", n_claims);
    run_to_end(work->ledger, row);
    if (place < g->n) write_point(work, incident, &g->tellings[place]->key.place);
}

/* Which tellings' figures of killed or injured are of fighters, alone or among others, as the claims say. */
static const uint8_t *read_fighters(Work *work, int64_t incident, const Telling *const *tellings, size_t n) {
    uint8_t *fighters = arena_array(&work->inner, n, sizeof *fighters);
    if (n == 1) return fighters;                        /* nobody else to stand apart from */
    IdMap bits_of = { 0 };
    for (size_t i = 0; i < n; i++) *ids_slot(&bits_of, tellings[i]->id, &work->inner) = &fighters[i];
    sqlite3_stmt *rows = ask(work->ledger, QUERY_FIGHTERS);
    bind_number(rows, ":incident", incident);
    while (next_row(work->ledger, rows)) {
        const uint8_t *bits = *ids_slot(&bits_of, sqlite3_column_int64(rows, 0), &work->inner);
        Str effect = column_str(rows, 1);
        if (!bits) continue;
        int shift = sqlite3_column_int(rows, 2) ? 0 : FIGHTERS_AMONG;
        if (str_eq(effect, str_of(casus_effect_word(CASUS_EFFECT_KILLED)))) fighters[bits - fighters] |= (uint8_t)(FIGHTERS_KILLED << shift);
        if (str_eq(effect, str_of(casus_effect_word(CASUS_EFFECT_INJURED)))) fighters[bits - fighters] |= (uint8_t)(FIGHTERS_INJURED << shift);
    }
    return fighters;
}

void gather_incident(Work *work, int64_t incident, const Telling *const *tellings, size_t n) {
    JsonValue *told = arena_array(&work->inner, n, sizeof *told);
    for (size_t i = 0; i < n; i++) {
        Str object = telling_incident(work, tellings[i]->id, &work->inner);
        JsonReader reader = json_read(ruled_telling(work, tellings[i]->id, object, &work->inner));
        told[i] = json_value(&reader);
    }
    Gathering gathering = { tellings, told, n, read_fighters(work, incident, tellings, n), &work->inner };
    write_row(work, incident, &gathering);
    write_parties(work, incident, &gathering);
    ruled_incident(work, incident);
}
