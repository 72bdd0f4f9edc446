/* The ledger in forms that other programs read, one incident after another. */
#include "export/export.h"
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>

static const Shape *const shapes[] = { &shape_jsonl, &shape_csv, &shape_geojson, &shape_jsonld, &shape_ged, &shape_acled, &shape_airwars, &shape_plover };
enum { N_SHAPES = sizeof shapes / sizeof *shapes };
#define EXPORT_WORD(NAME, word) word,
static const char *const audiences[] = { CASUS_AUDIENCES(EXPORT_WORD) };

void write_bytes(Exporter *e, Str bytes) {
    if (!e->stopped && !e->sink(e->to, bytes.at, bytes.len)) e->stopped = true;
}

void leave_out(Exporter *e, const char *why) {
    for (size_t k = 0; k < MOST_REASONS; k++) {
        if (e->left_out[k].why && strcmp(e->left_out[k].why, why) != 0) continue;
        e->left_out[k].why = why;
        e->left_out[k].n++;
        return;
    }
}

static bool write_incident(void *to, const CasusLedgerIncident *incident) {
    Exporter *e = to;
    uint64_t before = 0, after = 0;
    Item item;
    if (!item_gather(e, incident, &item)) return false;
    for (size_t k = 0; k < MOST_REASONS; k++) before += e->left_out[k].n;
    if (item.only_comments) leave_out(e, "only readers' comments tell of it");
    else e->shape->write(e, &item);
    for (size_t k = 0; k < MOST_REASONS; k++) after += e->left_out[k].n;
    if (before == after) {
        e->n++;
        e->n_rules += item.rules.len;
    }
    arena_reset(&e->inner);
    e->stopped |= e->json.stopped;
    return !e->stopped;
}

/* ---- what is told at the end -------------------------------------------------------------------------------------------- */

static void __attribute__((format(printf, 2, 3))) tell(Exporter *e, const char *format, ...) {
    char line[300];
    va_list values;
    if (!e->how->told) return;
    va_start(values, format);
    vsnprintf(line, sizeof line, format, values);
    va_end(values);
    e->how->told(e->how->with, line);
}

static void tell_counts(Exporter *e) {
    tell(e, "%llu written as %s, by the policy %s, for the %s.", (unsigned long long)e->n, e->shape->name, policy_word(e->policy), audiences[e->audience]);
    for (size_t k = 0; k < MOST_REASONS && e->left_out[k].why; k++) tell(e, "%llu left out: %s.", (unsigned long long)e->left_out[k].n, e->left_out[k].why);
    if (e->n_rules) tell(e, "%llu values were made by a rule or set by a person; each stands in its row.", (unsigned long long)e->n_rules);
    if (e->audience != AUDIENCE_TEAM)
        tell(e, "Withheld: %llu names of people, %llu claims of commenters, %llu points, %llu sentences.", (unsigned long long)e->n_names,
             (unsigned long long)e->n_comments, (unsigned long long)e->n_places, (unsigned long long)e->n_sentences);
    if (e->points) tell(e, "Places come from GeoNames (geonames.org, CC BY 4.0); whoever passes them on must name it.");
}

/* ---- one export --------------------------------------------------------------------------------------------------------- */

static bool write_all(Exporter *e, const CasusFilter *filter, CasusError *err) {
    codes_read(&e->codes, &e->keep);
    if (e->shape->is_json) json_start(&e->json, e->sink, e->to);
    if (e->shape->begin) e->shape->begin(e);
    bool listed = casus_ledger_incidents(e->ledger, filter, write_incident, e, err);
    if (listed && e->err.status != CASUS_OK) {
        if (err) *err = e->err;
        listed = false;
    }
    if (e->shape->end) e->shape->end(e);
    if (e->shape->is_json && !json_finish(&e->json)) e->stopped = true;
    return listed;
}

/* Memory that is not there lands here; nothing of the ledger is trusted after it. */
static bool write_within(Exporter *e, const CasusFilter *filter, CasusError *err) {
    if (setjmp(e->budget.stop)) return fail(err, CASUS_NO_MEMORY, "no memory left for one incident of the export");
    return write_all(e, filter, err);
}

static int place_in(const char *const *words, int n, const char *word, int when_not_given) {
    for (int k = 0; word && k < n; k++)
        if (strcmp(words[k], word) == 0) return k;
    return word ? -1 : when_not_given;
}

static const Shape *shape_named(const char *name) {
    for (size_t k = 0; k < N_SHAPES; k++)
        if (strcmp(shapes[k]->name, name) == 0) return shapes[k];
    return NULL;
}

static bool choose(Exporter *e, CasusError *err) {
    const CasusExport *how = e->how;
    e->shape = shape_named(how->format);
    if (!e->shape) return fail(err, CASUS_BAD_INPUT, "%s: no format of export; there are jsonl, csv, geojson, jsonld, ged, acled, airwars and plover", how->format);
    Policy policy = e->shape->policy;
    if (how->policy && !policy_named(how->policy, &policy)) return fail(err, CASUS_BAD_INPUT, "%s: no policy; there are all, lowest, best, officials and origins", how->policy);
    int audience = place_in(audiences, N_AUDIENCES, how->audience, AUDIENCE_TEAM);
    if (audience < 0) return fail(err, CASUS_BAD_INPUT, "%s: no audience; there are team, partner and public", how->audience);
    e->policy = policy;
    e->audience = (Audience)audience;
    return true;
}

bool casus_export(CasusLedger *ledger, const CasusExport *how, const CasusFilter *filter, CasusSink sink, void *to, CasusError *err) {
    Exporter *e = calloc(1, sizeof *e);
    if (!e) return fail(err, CASUS_NO_MEMORY, "no memory left to export with");
    *e = (Exporter){ .ledger = ledger, .how = how, .sink = sink, .to = to, .budget = { .limit = SIZE_MAX / 2 } };
    e->keep.budget = e->inner.budget = &e->budget;
    bool written = choose(e, err) && write_within(e, filter, err);
    if (written && e->stopped) written = fail(err, CASUS_NO_SPACE, "the output takes no more");
    if (written) tell_counts(e);
    arena_free(&e->keep);
    arena_free(&e->inner);
    free(e);
    return written;
}

bool casus_ledger_export(CasusLedger *ledger, const char *format, const CasusFilter *filter, CasusSink sink, void *to, CasusError *err) {
    return casus_export(ledger, &(CasusExport){ .format = format }, filter, sink, to, err);
}
