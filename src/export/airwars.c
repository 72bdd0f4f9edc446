/* The fields of Airwars' incidents, as one JSON array. Its grades and words are those of casus in small letters; numbers are ranges; what a party
 * itself admits stands beside it as conceded. */
#include "export/export.h"

static void airwars_begin(Exporter *e) { json_open(&e->json, '['); }
static void airwars_end(Exporter *e) { json_close(&e->json, ']'); json_newline(&e->json); }

static inline void key_str(JsonWriter *w, JsonKey key, Str value) {
    json_key_put(w, key);
    json_str_or_null(w, value);
}

static inline void key_number(JsonWriter *w, JsonKey key, int64_t n) {
    json_key_put(w, key);
    json_number_or_null(w, n);
}

static bool is_word(const char *is, const char *of_list) { return is && strcmp(is, of_list) == 0; }

static bool has_standing(const Item *item, CasusStanding standing) {
    for (size_t k = 0; k < item->i.n_parties; k++)
        if (is_word(item->i.parties[k].standing, casus_standing_word((int)standing))) return true;
    return false;
}

static const char *strike_status(const Item *item) {
    if (has_standing(item, CASUS_STANDING_CLAIMED)) return "declared";
    if (has_standing(item, CASUS_STANDING_CONTESTED) || item->i.n_parties > 1) return "contested";
    return item->i.n_origins <= 1 ? "single source claim" : "likely";
}

static void write_date(Exporter *e, const Item *item) {
    JsonWriter *w = &e->json;
    const Days *days = &item->days;
    bool is_range = days->last > days->first;
    key_str(w, JSON_KEY("date_type"), is_range ? S("date_range") : S("date"));
    key_str(w, JSON_KEY("date"), day_format(days->first, &e->inner));
    key_str(w, JSON_KEY("date_end"), is_range ? day_format(days->last, &e->inner) : (Str){ 0 });
    key_str(w, JSON_KEY("local_time_type"), S("unknown"));
    const CasusLedgerReport *first = item->reports.len ? &item->reports.at[0] : NULL;
    key_str(w, JSON_KEY("local_first_reported_date_time"), first ? word(first->published) : (Str){ 0 });
    key_str(w, JSON_KEY("local_first_reported_by"), first ? word(first->publisher) : (Str){ 0 });
    key_str(w, JSON_KEY("local_first_reported_url"), first ? word(first->url) : (Str){ 0 });
}

static void write_place(Exporter *e, const Item *item) {
    JsonWriter *w = &e->json;
    const CasusLedgerIncident *i = &item->i;
    key_str(w, JSON_KEY("country"), item->country_code->cell[COUNTRY_CODE_NAME]);
    key_str(w, JSON_KEY("location_name"), word(i->place));
    key_str(w, JSON_KEY("region"), item->within.len ? item->within.at[item->within.len - 1] : (Str){ 0 });
    json_key(w, "latitude"); if (i->has_point) json_real(w, i->lat, 5); else json_null(w);
    json_key(w, "longitude"); if (i->has_point) json_real(w, i->lon, 5); else json_null(w);
    key_str(w, JSON_KEY("geolocation_accuracy"), item->precision_code->cell[PRECISION_CODE_AIRWARS]);
    if (item->cell > 0) { json_key(w, "geolocation_rounded_to_degrees"); json_real(w, item->cell, 5); }
}

/* ---- how many ---------------------------------------------------------------------------------------------------------- */

typedef struct { CasusRange killed, injured; } Harm;

static CasusRange range_of(const Figures *figures) { return (CasusRange){ figures->low, figures->high }; }

/* The lowest and highest number that claims of fighters tell. */
static CasusRange fighters_of(const Item *item, CasusEffect effect) {
    CasusRange all = { CASUS_UNKNOWN, CASUS_UNKNOWN };
    for (size_t k = 0; k < item->claims.len; k++) {
        const CasusLedgerClaim *claim = &item->claims.at[k];
        if (!is_word(claim->effect, casus_effect_word((int)effect)) || !is_word(claim->civilian, casus_civilian_word(CASUS_CIVILIAN_NO))) continue;
        if (claim->range.low != CASUS_UNKNOWN && (all.low == CASUS_UNKNOWN || claim->range.low < all.low)) all.low = claim->range.low;
        if (claim->range.high > all.high) all.high = claim->range.high;
    }
    return all;
}

static void write_group(JsonWriter *w, const char *name, const Harm *harm) {
    json_open(w, '{');
    key_str(w, JSON_KEY("group"), str_of(name));
    key_number(w, JSON_KEY("killed_min"), harm->killed.low);
    key_number(w, JSON_KEY("killed_max"), harm->killed.high);
    key_number(w, JSON_KEY("injured_min"), harm->injured.low);
    key_number(w, JSON_KEY("injured_max"), harm->injured.high);
    json_close(w, '}');
}

/* Groups overlap and are never to be added up. */
static void write_harm(Exporter *e, const Item *item) {
    JsonWriter *w = &e->json;
    Harm all = { range_of(&item->killed), range_of(&item->injured) };
    Harm civilian = { range_of(&item->civilians_killed), range_of(&item->civilians_injured) };
    Harm fighters = { fighters_of(item, CASUS_EFFECT_KILLED), fighters_of(item, CASUS_EFFECT_INJURED) };
    key_number(w, JSON_KEY("killed_min"), all.killed.low);
    key_number(w, JSON_KEY("killed_max"), all.killed.high);
    key_number(w, JSON_KEY("injured_min"), all.injured.low);
    key_number(w, JSON_KEY("injured_max"), all.injured.high);
    json_key(w, "casualties");
    json_open(w, '[');
    write_group(w, "civilian_non_combatants", &civilian);
    write_group(w, "belligerents", &fighters);
    json_close(w, ']');
}

/* ---- who ----------------------------------------------------------------------------------------------------------------- */

/* What the party itself admits. */
static void write_conceded(JsonWriter *w, const Item *item, Str party) {
    CasusRange deaths = { CASUS_UNKNOWN, CASUS_UNKNOWN }, injuries = deaths;
    for (size_t k = 0; k < item->claims.len; k++) {
        const CasusLedgerClaim *claim = &item->claims.at[k];
        if (!str_eq(word(claim->source), party) || !is_word(claim->stance, casus_stance_word(CASUS_STANCE_ADMITS))) continue;
        if (is_word(claim->effect, casus_effect_word(CASUS_EFFECT_KILLED))) deaths = claim->range;
        if (is_word(claim->effect, casus_effect_word(CASUS_EFFECT_INJURED))) injuries = claim->range;
    }
    key_number(w, JSON_KEY("conceded_deaths_min"), deaths.low);
    key_number(w, JSON_KEY("conceded_deaths_max"), deaths.high);
    key_number(w, JSON_KEY("conceded_injuries_min"), injuries.low);
    key_number(w, JSON_KEY("conceded_injuries_max"), injuries.high);
}

static void write_belligerents(Exporter *e, const Item *item) {
    JsonWriter *w = &e->json;
    json_key(w, "belligerents");
    json_open(w, '[');
    for (size_t k = 0; k < item->i.n_parties; k++) {
        const CasusLedgerParty *party = &item->i.parties[k];
        json_open(w, '{');
        key_str(w, JSON_KEY("belligerent"), str_of(party->party));
        key_str(w, JSON_KEY("belligerent_type"), is_word(party->standing, casus_standing_word(CASUS_STANDING_CLAIMED)) ? S("known") : S("suspected"));
        key_str(w, JSON_KEY("standing"), str_of(party->standing));
        key_str(w, JSON_KEY("position"), S("not_yet_assessed"));
        write_conceded(w, item, str_of(party->party));
        json_close(w, '}');
    }
    json_close(w, ']');
}

static void write_sources(Exporter *e, const Item *item) {
    JsonWriter *w = &e->json;
    json_key(w, "sources");
    json_open(w, '[');
    for (size_t k = 0; k < item->reports.len; k++) {
        const CasusLedgerReport *report = &item->reports.at[k];
        json_open(w, '{');
        key_str(w, JSON_KEY("name"), word(report->publisher ? report->publisher : report->url));
        key_str(w, JSON_KEY("url"), word(report->url));
        key_str(w, JSON_KEY("title"), word(report->title));
        key_str(w, JSON_KEY("date"), word(report->published));
        key_str(w, JSON_KEY("sha256"), word(report->sha256));
        json_close(w, '}');
    }
    json_close(w, ']');
}

/* Grades and types are written in the field's own way: "Fair" is "fair". */
static Str small(const char *words, Arena *arena) {
    Str copy = str_copy(word(words), arena);
    char *at = (char *)copy.at;
    for (size_t k = 0; k < copy.len; k++)
        if (at[k] >= 'A' && at[k] <= 'Z') at[k] = (char)(at[k] - 'A' + 'a');
    return copy;
}

static void airwars_write(Exporter *e, Item *item) {
    JsonWriter *w = &e->json;
    if (item->i.stage && !is_word(item->i.stage, casus_stage_word(CASUS_STAGE_ACCOMPLISHED))) { leave_out(e, "attempted or threatened only"); return; }
    if (item->days.first == CASUS_NO_DAY) { leave_out(e, "no date is told"); return; }
    json_open(w, '{');
    json_key(w, "code");
    json_open(w, '[');
    json_str(w, str_format(&e->inner, "casus-%lld", (long long)item->i.id));
    json_close(w, ']');
    write_date(e, item);
    write_place(e, item);
    key_str(w, JSON_KEY("civilian_harm_grading"), small(item->i.grade, &e->inner));
    key_str(w, JSON_KEY("strike_status"), str_of(strike_status(item)));
    key_str(w, JSON_KEY("strike_type"), item->type_code->cell[EVENT_CODE_STRIKE]);
    key_str(w, JSON_KEY("cause_of_death_injury"), item->type_code->cell[EVENT_CODE_CAUSE]);
    write_harm(e, item);
    write_belligerents(e, item);
    write_sources(e, item);
    write_rules(e, item);
    json_close(w, '}');
}

const Shape shape_airwars = { .name = "airwars", .policy = POLICY_ALL, .is_json = true, .begin = airwars_begin, .write = airwars_write,
                              .end = airwars_end };
