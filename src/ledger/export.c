/* The ledger in forms that other programs read: JSON Lines with every claim, a table, a map. */
#include "ledger/ledger.h"
#include <stdio.h>
#include "base/json.h"

typedef struct {
    Work *work;
    CasusSink sink; void *to;
    JsonWriter json;
    bool stopped;                       /* the sink takes no more */
    CasusError err;                     /* of a question put meanwhile */
} Export;

static Str word(const char *c) { return str_of(c); }

static inline void key_word(JsonWriter *w, JsonKey key, const char *value) {
    json_key_put(w, key);
    json_str_or_null(w, word(value));
}

static inline void key_number(JsonWriter *w, JsonKey key, int64_t n) {
    json_key_put(w, key);
    json_number_or_null(w, n);
}

static inline void key_range(JsonWriter *w, JsonKey key, CasusRange range) {
    json_key_put(w, key);
    json_range(w, range);
}

/* ---- JSON Lines: an incident with its reports and claims ------------------------------------------------------------ */

/* What the list of incidents leaves out: its stage, and the places around it. */
typedef struct { Str stage, within; } More;

static More more_of(Export *e, int64_t incident) {
    More more = { S(""), S("[]") };
    sqlite3_stmt *row = ask(e->work->ledger, QUERY_INCIDENT_MORE);
    bind_number(row, ":incident", incident);
    if (!next_row(e->work->ledger, row)) return more;
    more = (More){ str_copy(column_str(row, 0), &e->work->inner), str_copy(column_str(row, 1), &e->work->inner) };
    sqlite3_reset(row);
    return more;
}

static void write_place(JsonWriter *w, const CasusLedgerIncident *i, Str within) {
    json_key(w, "place");
    if (!i->place) { json_null(w); return; }
    json_open(w, '{');
    key_word(w, JSON_KEY("name"), i->place);
    json_key(w, "lat"); if (i->has_point) json_real(w, i->lat, 5); else json_null(w);
    json_key(w, "lon"); if (i->has_point) json_real(w, i->lon, 5); else json_null(w);
    key_word(w, JSON_KEY("country"), i->country);
    json_key(w, "within"); json_raw(w, within);
    key_word(w, JSON_KEY("precision"), i->precision);
    json_close(w, '}');
}

static void write_responsible(Export *e, int64_t incident) {
    JsonWriter *w = &e->json;
    sqlite3_stmt *row = ask(e->work->ledger, QUERY_PARTIES);
    bind_number(row, ":incident", incident);
    json_key(w, "responsible");
    json_open(w, '[');
    while (next_row(e->work->ledger, row)) {
        json_open(w, '{');
        json_key(w, "party"); json_str(w, column_str(row, 0));
        json_key(w, "kind"); json_str_or_null(w, column_str(row, 2));
        json_key(w, "standing"); json_str(w, column_str(row, 1));
        json_key(w, "by_authorities"); json_bool(w, sqlite3_column_int(row, 3) != 0);
        json_close(w, '}');
    }
    json_close(w, ']');
}

static bool write_report(void *to, const CasusLedgerReport *r) {
    JsonWriter *w = to;
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
    return !w->stopped;
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

static bool write_claim(void *to, const CasusLedgerClaim *c) {
    JsonWriter *w = to;
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
    json_close(w, '}');
    return !w->stopped;
}

static void write_core(Export *e, const CasusLedgerIncident *i) {
    JsonWriter *w = &e->json;
    key_word(w, JSON_KEY("from"), i->from);
    key_word(w, JSON_KEY("to"), i->to);
    key_range(w, JSON_KEY("killed"), i->killed);
    key_range(w, JSON_KEY("injured"), i->injured);
    key_range(w, JSON_KEY("civilians_killed"), i->civilians_killed);
    key_range(w, JSON_KEY("civilians_injured"), i->civilians_injured);
    write_responsible(e, i->id);
    key_word(w, JSON_KEY("grade"), i->grade);
    key_word(w, JSON_KEY("state"), i->state);
    key_number(w, JSON_KEY("n_reports"), i->n_reports);
    key_number(w, JSON_KEY("n_origins"), i->n_origins);
    key_number(w, JSON_KEY("n_claims"), i->n_claims);
}

static bool jsonl_incident(void *to, const CasusLedgerIncident *i) {
    Export *e = to;
    JsonWriter *w = &e->json;
    CasusLedger *ledger = e->work->ledger;
    More more = more_of(e, i->id);
    json_open(w, '{');
    key_number(w, JSON_KEY("id"), i->id);
    key_word(w, JSON_KEY("type"), i->type);
    json_key(w, "stage"); json_str_or_null(w, more.stage);
    write_place(w, i, more.within);
    write_core(e, i);
    json_key(w, "reports"); json_open(w, '[');
    bool listed = casus_ledger_reports(ledger, i->id, write_report, w, &e->err);
    json_close(w, ']');
    json_key(w, "claims"); json_open(w, '[');
    listed = listed && casus_ledger_claims(ledger, i->id, write_claim, w, &e->err);
    json_close(w, ']');
    json_close(w, '}');
    json_newline(w);
    arena_reset(&e->work->inner);
    return listed && !w->stopped;
}

/* ---- GeoJSON, RFC 7946: longitude first; no geometry where nobody told a point ---------------------------------------- */

static void write_geometry(JsonWriter *w, const CasusLedgerIncident *i) {
    json_key(w, "geometry");
    if (!i->has_point) { json_null(w); return; }
    json_open(w, '{');
    key_word(w, JSON_KEY("type"), "Point");
    json_key(w, "coordinates");
    json_open(w, '[');
    json_real(w, i->lon, 5);
    json_real(w, i->lat, 5);
    json_close(w, ']');
    json_close(w, '}');
}

static bool geojson_incident(void *to, const CasusLedgerIncident *i) {
    Export *e = to;
    JsonWriter *w = &e->json;
    json_open(w, '{');
    key_word(w, JSON_KEY("type"), "Feature");
    key_number(w, JSON_KEY("id"), i->id);
    write_geometry(w, i);
    json_key(w, "properties");
    json_open(w, '{');
    key_word(w, JSON_KEY("type"), i->type);
    key_word(w, JSON_KEY("place"), i->place);
    key_word(w, JSON_KEY("country"), i->country);
    key_word(w, JSON_KEY("precision"), i->precision);
    write_core(e, i);
    json_close(w, '}');
    json_close(w, '}');
    return !w->stopped;
}

static bool write_geojson(Export *e, const CasusFilter *filter) {
    JsonWriter *w = &e->json;
    json_open(w, '{');
    key_word(w, JSON_KEY("type"), "FeatureCollection");
    json_key(w, "features");
    json_open(w, '[');
    bool listed = casus_ledger_incidents(e->work->ledger, filter, geojson_incident, e, &e->err);
    json_close(w, ']');
    json_close(w, '}');
    json_newline(w);
    return listed;
}

/* ---- CSV, RFC 4180: one incident a line ------------------------------------------------------------------------------- */

static const char csv_header[] =
    "id,type,from,to,place,country,lat,lon,precision,killed_low,killed_high,injured_low,injured_high,civilians_killed_low,civilians_killed_high,"
    "civilians_injured_low,civilians_injured_high,responsible,grade,state,reports,origins,claims\r\n";

/* A spreadsheet runs a cell that starts so as a formula; an apostrophe makes it text again. */
static bool starts_formula(Str cell) { return cell.len && strchr("=+-@\t\r", cell.at[0]) != NULL; }

static void add_text_cell(Text *line, Str cell) {
    text_add_char(line, ',');
    bool needs_quotes = starts_formula(cell);
    for (size_t i = 0; i < cell.len; i++) needs_quotes |= strchr(",\"\r\n", cell.at[i]) != NULL;
    if (!needs_quotes) { text_add(line, cell); return; }
    text_add_char(line, '"');
    if (starts_formula(cell)) text_add_char(line, '\'');
    for (size_t i = 0; i < cell.len; i++) {
        if (cell.at[i] == '"') text_add_char(line, '"');
        text_add_char(line, cell.at[i]);
    }
    text_add_char(line, '"');
}

static void add_number_cell(Text *line, int64_t n) {
    text_add_char(line, ',');
    if (n != CASUS_UNKNOWN) text_add_format(line, "%lld", (long long)n);
}

static bool add_to_text(void *to, const char *bytes, size_t n) {
    text_add(to, (Str){ bytes, n });
    return true;
}

/* Through the JSON writer, which knows no locale. */
static void add_degrees_cell(Text *line, bool has_point, double degrees) {
    JsonWriter *w = arena_new(line->arena, JsonWriter);
    text_add_char(line, ',');
    if (!has_point) return;
    json_start(w, add_to_text, line);
    json_real(w, degrees, 5);
    json_finish(w);
}

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

static bool csv_incident(void *to, const CasusLedgerIncident *i) {
    Export *e = to;
    Arena *arena = &e->work->inner;
    Text line = { .arena = arena };
    text_add_format(&line, "%lld", (long long)i->id);
    const char *const texts[] = { i->type, i->from, i->to, i->place, i->country };
    for (size_t t = 0; t < sizeof texts / sizeof *texts; t++) add_text_cell(&line, word(texts[t]));
    add_degrees_cell(&line, i->has_point, i->lat);
    add_degrees_cell(&line, i->has_point, i->lon);
    add_text_cell(&line, word(i->precision));
    const CasusRange ranges[] = { i->killed, i->injured, i->civilians_killed, i->civilians_injured };
    for (size_t r = 0; r < sizeof ranges / sizeof *ranges; r++) {
        add_number_cell(&line, ranges[r].low);
        add_number_cell(&line, ranges[r].high);
    }
    add_text_cell(&line, parties_cell(i, arena));
    add_text_cell(&line, word(i->grade));
    add_text_cell(&line, word(i->state));
    add_number_cell(&line, i->n_reports);
    add_number_cell(&line, i->n_origins);
    add_number_cell(&line, i->n_claims);
    text_add(&line, S("\r\n"));
    if (!e->sink(e->to, line.at, line.len)) e->stopped = true;
    arena_reset(arena);
    return !e->stopped;
}

static bool write_csv(Export *e, const CasusFilter *filter) {
    if (!e->sink(e->to, csv_header, sizeof csv_header - 1)) {
        e->stopped = true;
        return true;
    }
    return casus_ledger_incidents(e->work->ledger, filter, csv_incident, e, &e->err);
}

/* ---- the forms --------------------------------------------------------------------------------------------------------- */

static bool write_jsonl(Export *e, const CasusFilter *filter) {
    return casus_ledger_incidents(e->work->ledger, filter, jsonl_incident, e, &e->err);
}

typedef struct { const char *name; bool (*write)(Export *, const CasusFilter *); bool is_json; } Format;
static const Format formats[] = { { "jsonl", write_jsonl, true }, { "csv", write_csv, false }, { "geojson", write_geojson, true } };

static const Format *format_named(const char *name) {
    for (size_t i = 0; i < sizeof formats / sizeof *formats; i++)
        if (str_eq(str_of(formats[i].name), str_of(name))) return &formats[i];
    return NULL;
}

typedef struct { Export export; const Format *format; const CasusFilter *filter; } Order;

static bool write_export(Work *work, void *what) {
    Order *order = what;
    Export *e = &order->export;
    e->work = work;
    if (order->format->is_json) json_start(&e->json, e->sink, e->to);
    bool written = order->format->write(e, order->filter);
    if (order->format->is_json && !json_finish(&e->json)) e->stopped = true;
    return written && !e->stopped;
}

bool casus_ledger_export(CasusLedger *ledger, const char *format, const CasusFilter *filter, CasusSink sink, void *to, CasusError *err) {
    Order order = { .export = { .sink = sink, .to = to }, .format = format_named(format), .filter = filter };
    if (!order.format) return fail(err, CASUS_BAD_INPUT, "%s: no format of export; there are jsonl, csv and geojson", format);
    if (!ledger_settled(ledger, err)) return false;
    if (ledger_work(ledger, false, write_export, &order, err)) return true;
    if (order.export.err.status != CASUS_OK && err) *err = order.export.err;
    else if (order.export.stopped) fail(err, CASUS_NO_SPACE, "the output takes no more");
    return false;
}
