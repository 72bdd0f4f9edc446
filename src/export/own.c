/* casus' own forms: JSON Lines with every claim, a table, a map. */
#include "export/export.h"

static inline void key_word(JsonWriter *w, JsonKey key, const char *value) {
    json_key_put(w, key);
    json_str_or_null(w, word(value));
}

static inline void key_number(JsonWriter *w, JsonKey key, int64_t n) {
    json_key_put(w, key);
    json_number_or_null(w, n);
}

static void key_figures(JsonWriter *w, JsonKey key, const Figures *figures) {
    json_key_put(w, key);
    json_open(w, '{');
    key_number(w, JSON_KEY("low"), figures->low);
    if (figures->best != CASUS_UNKNOWN) key_number(w, JSON_KEY("best"), figures->best);
    key_number(w, JSON_KEY("high"), figures->high);
    json_close(w, '}');
}

void write_rules(Exporter *e, const Item *item) {
    JsonWriter *w = &e->json;
    json_key(w, "rules");
    json_open(w, '[');
    for (size_t k = 0; k < item->rules.len; k++) json_str(w, item->rules.at[k]);
    json_close(w, ']');
}

static void write_responsible(JsonWriter *w, const CasusLedgerIncident *i) {
    json_key(w, "responsible");
    json_open(w, '[');
    for (size_t k = 0; k < i->n_parties; k++) {
        json_open(w, '{');
        key_word(w, JSON_KEY("party"), i->parties[k].party);
        key_word(w, JSON_KEY("kind"), i->parties[k].kind);
        key_word(w, JSON_KEY("standing"), i->parties[k].standing);
        json_key(w, "by_authorities");
        json_bool(w, i->parties[k].by_authorities);
        json_close(w, '}');
    }
    json_close(w, ']');
}

void write_core(Exporter *e, Item *item) {
    JsonWriter *w = &e->json;
    const CasusLedgerIncident *i = &item->i;
    key_word(w, JSON_KEY("from"), i->from);
    key_word(w, JSON_KEY("to"), i->to);
    key_figures(w, JSON_KEY("killed"), &item->killed);
    key_figures(w, JSON_KEY("injured"), &item->injured);
    key_figures(w, JSON_KEY("civilians_killed"), &item->civilians_killed);
    key_figures(w, JSON_KEY("civilians_injured"), &item->civilians_injured);
    write_responsible(w, i);
    key_word(w, JSON_KEY("grade"), i->grade);
    key_word(w, JSON_KEY("state"), i->state);
    key_number(w, JSON_KEY("n_reports"), i->n_reports);
    key_number(w, JSON_KEY("n_origins"), i->n_origins);
    key_number(w, JSON_KEY("n_claims"), i->n_claims);
}

/* ---- JSON Lines: an incident with its reports and claims ------------------------------------------------------------ */

static void write_place(JsonWriter *w, const Item *item) {
    const CasusLedgerIncident *i = &item->i;
    json_key(w, "place");
    if (!i->place && !i->country) { json_null(w); return; }
    json_open(w, '{');
    key_word(w, JSON_KEY("name"), i->place);
    json_key(w, "lat"); if (i->has_point) json_real(w, i->lat, 5); else json_null(w);
    json_key(w, "lon"); if (i->has_point) json_real(w, i->lon, 5); else json_null(w);
    key_word(w, JSON_KEY("country"), i->country);
    json_key(w, "within"); json_open(w, '[');
    for (size_t k = 0; k < item->within.len; k++) json_str(w, item->within.at[k]);
    json_close(w, ']');
    key_word(w, JSON_KEY("precision"), i->precision);
    if (item->cell > 0) { json_key(w, "rounded_to"); json_real(w, item->cell, 5); }
    json_close(w, '}');
}

static void write_report(JsonWriter *w, const CasusLedgerReport *r) {
    json_open(w, '{');
    key_number(w, JSON_KEY("report"), r->id);
    key_word(w, JSON_KEY("id"), r->report_id);
    key_word(w, JSON_KEY("url"), r->url);
    key_word(w, JSON_KEY("publisher"), r->publisher);
    key_word(w, JSON_KEY("author"), r->author);
    key_word(w, JSON_KEY("title"), r->title);
    key_word(w, JSON_KEY("published"), r->published);
    key_word(w, JSON_KEY("sha256"), r->sha256);
    key_number(w, JSON_KEY("group"), r->group);
    json_close(w, '}');
}

static void write_figure(JsonWriter *w, const CasusLedgerClaim *c) {
    json_key(w, "figure");
    if (!c->effect) { json_null(w); return; }
    json_open(w, '{');
    key_word(w, JSON_KEY("effect"), c->effect);
    key_word(w, JSON_KEY("who"), c->who);
    key_word(w, JSON_KEY("party"), c->figure_party);
    key_word(w, JSON_KEY("civilian"), c->civilian);
    key_number(w, JSON_KEY("low"), c->range.low);
    key_number(w, JSON_KEY("high"), c->range.high);
    json_key(w, "approximate"); json_bool(w, c->approximate);
    json_close(w, '}');
}

static void write_claim(JsonWriter *w, const CasusLedgerClaim *c) {
    json_open(w, '{');
    key_number(w, JSON_KEY("id"), c->id);
    key_number(w, JSON_KEY("report"), c->report);
    json_key(w, "source");
    json_open(w, '{');
    key_word(w, JSON_KEY("kind"), c->source_kind);
    key_word(w, JSON_KEY("name"), c->source);
    json_close(w, '}');
    key_word(w, JSON_KEY("via"), c->via);
    key_word(w, JSON_KEY("stance"), c->stance);
    key_word(w, JSON_KEY("about"), c->about);
    write_figure(w, c);
    key_word(w, JSON_KEY("party"), c->party);
    key_word(w, JSON_KEY("value"), c->value);
    key_word(w, JSON_KEY("as_of"), c->as_of);
    key_number(w, JSON_KEY("revises"), c->revises ? c->revises : CASUS_UNKNOWN);
    key_word(w, JSON_KEY("how"), c->how);
    key_number(w, JSON_KEY("group"), c->group ? c->group : CASUS_UNKNOWN);
    key_word(w, JSON_KEY("evidence"), c->evidence);
    key_number(w, JSON_KEY("start"), c->start);
    key_number(w, JSON_KEY("end"), c->end);
    key_word(w, JSON_KEY("sentence"), c->sentence);
    key_word(w, JSON_KEY("ruled"), c->ruled);
    json_close(w, '}');
}

static void jsonl_write(Exporter *e, Item *item) {
    JsonWriter *w = &e->json;
    json_open(w, '{');
    key_number(w, JSON_KEY("id"), item->i.id);
    key_word(w, JSON_KEY("type"), item->i.type);
    key_word(w, JSON_KEY("stage"), item->i.stage);
    write_place(w, item);
    key_word(w, JSON_KEY("policy"), policy_word(e->policy));
    write_core(e, item);
    write_rules(e, item);
    json_key(w, "reports"); json_open(w, '[');
    for (size_t k = 0; k < item->reports.len; k++) write_report(w, &item->reports.at[k]);
    json_close(w, ']');
    json_key(w, "claims"); json_open(w, '[');
    for (size_t k = 0; k < item->claims.len; k++) write_claim(w, &item->claims.at[k]);
    json_close(w, ']');
    json_close(w, '}');
    json_newline(w);
}

const Shape shape_jsonl = { .name = "jsonl", .policy = POLICY_ALL, .is_json = true, .write = jsonl_write };

/* ---- GeoJSON, RFC 7946: longitude first. A place that was made coarse is an area, never a pin beside where it was. ------- */

static void write_position(JsonWriter *w, double lon, double lat) {
    json_open(w, '[');
    json_real(w, lon, 5);
    json_real(w, lat, 5);
    json_close(w, ']');
}

static void write_square(JsonWriter *w, const CasusLedgerIncident *i, double half) {
    static const int corners[][2] = { { -1, -1 }, { 1, -1 }, { 1, 1 }, { -1, 1 }, { -1, -1 } };     /* against the clock */
    json_open(w, '[');
    json_open(w, '[');
    for (size_t k = 0; k < sizeof corners / sizeof *corners; k++) write_position(w, i->lon + corners[k][0] * half, i->lat + corners[k][1] * half);
    json_close(w, ']');
    json_close(w, ']');
}

static void write_geometry(JsonWriter *w, const Item *item) {
    json_key(w, "geometry");
    json_open(w, '{');
    key_word(w, JSON_KEY("type"), item->cell > 0 ? "Polygon" : "Point");
    json_key(w, "coordinates");
    if (item->cell > 0) write_square(w, &item->i, item->cell / 2);
    else write_position(w, item->i.lon, item->i.lat);
    json_close(w, '}');
}

static void geojson_begin(Exporter *e) {
    JsonWriter *w = &e->json;
    json_open(w, '{');
    key_word(w, JSON_KEY("type"), "FeatureCollection");
    key_word(w, JSON_KEY("attribution"), "Places: GeoNames (geonames.org), CC BY 4.0");
    json_key(w, "features");
    json_open(w, '[');
}

static void geojson_write(Exporter *e, Item *item) {
    JsonWriter *w = &e->json;
    if (!item->i.has_point) { leave_out(e, "no coordinates are known"); return; }
    json_open(w, '{');
    key_word(w, JSON_KEY("type"), "Feature");
    key_number(w, JSON_KEY("id"), item->i.id);
    write_geometry(w, item);
    json_key(w, "properties");
    json_open(w, '{');
    key_word(w, JSON_KEY("type"), item->i.type);
    key_word(w, JSON_KEY("place"), item->i.place);
    key_word(w, JSON_KEY("country"), item->i.country);
    key_word(w, JSON_KEY("precision"), item->i.precision);
    key_word(w, JSON_KEY("policy"), policy_word(e->policy));
    write_core(e, item);
    write_rules(e, item);
    json_close(w, '}');
    json_close(w, '}');
}

static void geojson_end(Exporter *e) {
    json_close(&e->json, ']');
    json_close(&e->json, '}');
    json_newline(&e->json);
}

const Shape shape_geojson = { .name = "geojson", .policy = POLICY_ALL, .is_json = true, .begin = geojson_begin, .write = geojson_write, .end = geojson_end };

/* ---- CSV: one incident a line ------------------------------------------------------------------------------------------- */

static const char *const csv_columns[] = { "id", "type", "from", "to", "place", "country", "lat", "lon", "precision", "killed_low", "killed_high",
    "injured_low", "injured_high", "civilians_killed_low", "civilians_killed_high", "civilians_injured_low", "civilians_injured_high", "responsible",
    "grade", "state", "reports", "origins", "claims", "killed_best", "injured_best", "policy", "rules" };
enum { N_CSV_COLUMNS = sizeof csv_columns / sizeof *csv_columns };

static void csv_begin(Exporter *e) { row_header(e, csv_columns, N_CSV_COLUMNS); }

static Str parties_cell(const CasusLedgerIncident *i, Arena *arena) {
    Text cell = { .arena = arena };
    for (size_t p = 0; p < i->n_parties; p++) {
        if (p) text_add(&cell, S("; "));
        text_add(&cell, word(i->parties[p].party));
        text_add(&cell, S(" ("));
        text_add(&cell, word(i->parties[p].standing));
        text_add(&cell, S(")"));
    }
    return text_str(&cell);
}

static void add_figures(Row *row, const Figures *figures) {
    row_number(row, figures->low);
    row_number(row, figures->high);
}

static void csv_write(Exporter *e, Item *item) {
    const CasusLedgerIncident *i = &item->i;
    Row row = row_start(e);
    row_number(&row, i->id);
    const char *const texts[] = { i->type, i->from, i->to, i->place, i->country };
    for (size_t t = 0; t < sizeof texts / sizeof *texts; t++) row_str(&row, word(texts[t]));
    row_degrees(&row, i->has_point, i->lat);
    row_degrees(&row, i->has_point, i->lon);
    row_str(&row, word(i->precision));
    add_figures(&row, &item->killed);
    add_figures(&row, &item->injured);
    add_figures(&row, &item->civilians_killed);
    add_figures(&row, &item->civilians_injured);
    row_str(&row, parties_cell(i, &e->inner));
    row_str(&row, word(i->grade));
    row_str(&row, word(i->state));
    row_number(&row, i->n_reports);
    row_number(&row, i->n_origins);
    row_number(&row, i->n_claims);
    row_number(&row, item->killed.best);
    row_number(&row, item->injured.best);
    row_str(&row, word(policy_word(e->policy)));
    row_str(&row, rules_str(e, item));
    row_write(e, &row, N_CSV_COLUMNS);
}

const Shape shape_csv = { .name = "csv", .policy = POLICY_ALL, .begin = csv_begin, .write = csv_write };
