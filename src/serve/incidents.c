/* The list of incidents, and the same seen from far. */
#include "serve/request.h"

static void write_parties(JsonWriter *w, const CasusLedgerIncident *incident) {
    json_key(w, "responsible");
    json_open(w, '[');
    for (size_t i = 0; i < incident->n_parties; i++) {
        json_open(w, '{');
        answer_word(w, JSON_KEY("party"), incident->parties[i].party);
        answer_word(w, JSON_KEY("standing"), incident->parties[i].standing);
        json_close(w, '}');
    }
    json_close(w, ']');
}

static void write_range(JsonWriter *w, JsonKey key, CasusRange range) {
    json_key_put(w, key);
    json_range(w, range);
}

static void write_point(JsonWriter *w, double lat, double lon) {
    json_key(w, "lat"); json_real(w, lat, 5);
    json_key(w, "lon"); json_real(w, lon, 5);
}

void incident_write(JsonWriter *w, const CasusLedgerIncident *i) {
    json_open(w, '{');
    answer_number(w, JSON_KEY("id"), i->id);
    answer_word(w, JSON_KEY("type"), i->type);
    answer_word(w, JSON_KEY("from"), i->from);
    answer_word(w, JSON_KEY("to"), i->to);
    answer_word(w, JSON_KEY("place"), i->place);
    answer_word(w, JSON_KEY("country"), i->country);
    if (i->has_point) write_point(w, i->lat, i->lon);
    answer_word(w, JSON_KEY("precision"), i->precision);
    write_range(w, JSON_KEY("killed"), i->killed);
    write_range(w, JSON_KEY("injured"), i->injured);
    write_range(w, JSON_KEY("civilians_killed"), i->civilians_killed);
    write_range(w, JSON_KEY("civilians_injured"), i->civilians_injured);
    write_parties(w, i);
    answer_word(w, JSON_KEY("grade"), i->grade);
    answer_word(w, JSON_KEY("state"), i->state);
    answer_word(w, JSON_KEY("ruled"), i->ruled);
    answer_number(w, JSON_KEY("version"), i->version);
    answer_number(w, JSON_KEY("n_reports"), i->n_reports);
    answer_number(w, JSON_KEY("n_origins"), i->n_origins);
    answer_number(w, JSON_KEY("n_claims"), i->n_claims);
    json_close(w, '}');
}

static bool add_incident(void *to, const CasusLedgerIncident *incident) {
    incident_write(to, incident);
    return !((JsonWriter *)to)->stopped;
}

void incidents_answer(Request *request, int64_t id) {
    static const char *const none[] = { NULL };
    CasusFilter filter;
    CasusError err = { 0 };
    Answer answer;
    (void)id;
    if (!request_filter(request, &filter, none)) return;
    answer_start(&answer, request);
    json_open(&answer.json, '{');
    json_key(&answer.json, "incidents");
    json_open(&answer.json, '[');
    bool listed = casus_ledger_incidents(request->ledger, &filter, add_incident, &answer.json, &err);
    json_close(&answer.json, ']');
    json_close(&answer.json, '}');
    answer_end(&answer, request);
    if (!listed) request_failed(request, &err);
}

/* ---- from far --------------------------------------------------------------------------------------------------------- */

typedef struct { JsonWriter *json; bool in_cells; } Far;

static bool add_period(void *to, const CasusLedgerPeriod *period) {
    JsonWriter *w = ((Far *)to)->json;
    json_open(w, '[');
    json_str_or_null(w, str_of(period->period));
    json_number(w, period->n);
    json_close(w, ']');
    return !w->stopped;
}

static void begin_cells(Far *far) {
    if (far->in_cells) return;
    json_close(far->json, ']');
    json_key(far->json, "cells");
    json_open(far->json, '[');
    far->in_cells = true;
}

static bool add_cell(void *to, const CasusLedgerCell *cell) {
    Far *far = to;
    JsonWriter *w = far->json;
    begin_cells(far);
    json_open(w, '{');
    answer_number(w, JSON_KEY("n"), cell->n);
    if (cell->incident) answer_number(w, JSON_KEY("id"), cell->incident);
    write_point(w, cell->lat, cell->lon);
    if (cell->precision) answer_word(w, JSON_KEY("precision"), cell->precision);
    json_close(w, '}');
    return !w->stopped;
}

/* "cell": the side of a square in degrees. */
static bool cell_of(Request *request, double *cell) {
    const char *given = request_value(request, "cell");
    *cell = 1;
    if (!given || (json_double_of(str_of(given), cell) && *cell >= 0.001 && *cell <= 90)) return true;
    request_refuse(request, HTTP_BAD, "cell=%s: not a number of degrees from 0.001 to 90", given);
    return false;
}

void overview_answer(Request *request, int64_t id) {
    static const char *const more[] = { "cell", NULL };
    CasusFilter filter;
    CasusError err = { 0 };
    CasusLedgerTotals totals = { 0 };
    double cell;
    Answer answer;
    (void)id;
    if (!request_filter(request, &filter, more) || !cell_of(request, &cell)) return;
    answer_start(&answer, request);
    Far far = { .json = &answer.json };
    json_open(&answer.json, '{');
    json_key(&answer.json, "periods");
    json_open(&answer.json, '[');
    bool seen = casus_ledger_overview(request->ledger, &filter, cell, &totals, add_period, add_cell, &far, &err);
    begin_cells(&far);
    json_close(&answer.json, ']');
    answer_number(&answer.json, JSON_KEY("n"), totals.n);
    answer_number(&answer.json, JSON_KEY("n_undated"), totals.n_undated);
    answer_number(&answer.json, JSON_KEY("n_unplaced"), totals.n_unplaced);
    json_close(&answer.json, '}');
    answer_end(&answer, request);
    if (!seen) request_failed(request, &err);
}

/* ---- one -------------------------------------------------------------------------------------------------------------- */

typedef struct { JsonWriter *json; bool found; } One;

static bool take_incident(void *to, const CasusLedgerIncident *incident) {
    One *one = to;
    one->found = true;
    json_key(one->json, "incident");
    incident_write(one->json, incident);
    return false;
}

static bool add_claim(void *to, const CasusLedgerClaim *claim) {
    claim_write(to, claim, CASUS_UNKNOWN, CASUS_UNKNOWN);
    return !((JsonWriter *)to)->stopped;
}

static bool add_report(void *to, const CasusLedgerReport *report) {
    report_write(to, report);
    return !((JsonWriter *)to)->stopped;
}

static bool add_count(void *to, const CasusCount *count) {
    JsonWriter *w = to;
    json_open(w, '{');
    answer_word(w, JSON_KEY("policy"), count->policy);
    answer_word(w, JSON_KEY("what"), count->what);
    write_range(w, JSON_KEY("range"), count->range);
    answer_number(w, JSON_KEY("best"), count->best);
    json_key(w, "claims");
    json_open(w, '[');
    for (size_t k = 0; k < count->n_claims; k++) json_number(w, count->claims[k]);
    json_close(w, ']');
    answer_number(w, JSON_KEY("n_passed_over"), (int64_t)count->n_passed_over);
    json_close(w, '}');
    return !w->stopped;
}

static bool add_match(void *to, const CasusLedgerMatch *match) {
    JsonWriter *w = to;
    json_open(w, '{');
    answer_number(w, JSON_KEY("report"), match->report);
    answer_number(w, JSON_KEY("other"), match->other);
    json_key(w, "points");
    json_number(w, match->points);
    answer_number(w, JSON_KEY("threshold"), match->threshold);
    json_key(w, "parts");
    json_open(w, '[');
    for (size_t k = 0; k < match->n_parts; k++) {
        json_open(w, '{');
        answer_word(w, JSON_KEY("what"), match->parts[k].what);
        answer_word(w, JSON_KEY("verdict"), match->parts[k].verdict);
        json_key(w, "points");
        json_number(w, match->parts[k].points);
        json_close(w, '}');
    }
    json_close(w, ']');
    json_close(w, '}');
    return !w->stopped;
}

void incident_answer(Request *request, int64_t id) {
    CasusFilter filter = { .id = id, .killed_min = CASUS_UNKNOWN, .comments = true, .limit = 1 };
    CasusError err = { 0 };
    Answer answer;
    answer_start(&answer, request);
    One one = { .json = &answer.json };
    json_open(&answer.json, '{');
    bool seen = id > 0 ? casus_ledger_incidents(request->ledger, &filter, take_incident, &one, &err) : true;
    if (seen && !one.found) {
        request_refuse(request, HTTP_NOT_FOUND, "no incident %lld is here", (long long)id);
        return;
    }
    json_key(&answer.json, "claims");
    json_open(&answer.json, '[');
    seen = seen && casus_ledger_claims(request->ledger, id, add_claim, &answer.json, &err);
    json_close(&answer.json, ']');
    json_key(&answer.json, "counts");
    json_open(&answer.json, '[');
    seen = seen && casus_count(request->ledger, request->reader, id, add_count, &answer.json, &err);
    json_close(&answer.json, ']');
    json_key(&answer.json, "matches");
    json_open(&answer.json, '[');
    seen = seen && casus_ledger_matches(request->ledger, id, add_match, &answer.json, &err);
    json_close(&answer.json, ']');
    json_key(&answer.json, "rejected");
    json_open(&answer.json, '[');
    seen = seen && casus_ledger_rejected_claims(request->ledger, id, add_claim, &answer.json, &err);
    json_close(&answer.json, ']');
    json_key(&answer.json, "rulings");
    json_open(&answer.json, '[');
    CasusRulingFilter rulings = { .incident = id, .limit = CASUS_UNKNOWN };
    seen = seen && casus_ledger_rulings(request->ledger, &rulings, ruling_write, &answer.json, &err);
    json_close(&answer.json, ']');
    json_key(&answer.json, "reports");
    json_open(&answer.json, '[');
    seen = seen && casus_ledger_reports(request->ledger, id, add_report, &answer.json, &err);
    json_close(&answer.json, ']');
    json_close(&answer.json, '}');
    answer_end(&answer, request);
    if (!seen) request_failed(request, &err);
}
