/* casus_join_*: reports in, incidents out. Which tellings are one incident is decided in same.h alone. */
#include "incident/same.h"
#include <stdint.h>
#include <stdlib.h>
#include "base/error.h"
#include "base/json.h"
#include "base/list.h"

typedef struct {
    uint32_t report;                    /* number in `reports` */
    Str incident;                       /* "i1", as the report calls it */
    Str *claims; size_t n_claims;
} Telling;
typedef struct { Str id; uint32_t main; } JoinedReport;         /* main: its chief telling, NO_TELLING when it tells none */
enum { NO_TELLING = UINT32_MAX };

struct CasusJoin {
    Budget budget;
    Arena keep, scratch, inner;
    LIST_OF(JoinedReport) reports;
    LIST_OF(Telling) tellings;
    LIST_OF(SameKey *) keys;            /* one a telling */
    size_t n_whole;                     /* tellings of reports that were added whole */
    bool explains;
    uint32_t *slots; size_t n_slots;    /* report ids by hash: number + 1, 0 is free */
};

CasusJoin *casus_join_new(void) {
    CasusJoin *join = calloc(1, sizeof *join);
    if (!join) return NULL;
    join->budget.limit = SIZE_MAX / 2;  /* as much as the machine has */
    join->keep.budget = join->scratch.budget = join->inner.budget = &join->budget;
    return join;
}

void casus_join_explain(CasusJoin *join) { join->explains = true; }

void casus_join_free(CasusJoin *join) {
    if (!join) return;
    arena_free(&join->keep);
    arena_free(&join->scratch);
    arena_free(&join->inner);
    free(join);
}

/* ---- reports by id ----------------------------------------------------------------------------------------------- */

static uint32_t *slot_of(CasusJoin *join, Str id) {
    size_t at = str_hash(id) & (join->n_slots - 1);
    while (join->slots[at] && !str_eq(join->reports.at[join->slots[at] - 1].id, id)) at = (at + 1) & (join->n_slots - 1);
    return &join->slots[at];
}

static void make_room_for_report(CasusJoin *join) {
    if (2 * (join->reports.len + 1) <= join->n_slots) return;
    join->n_slots = join->n_slots ? 2 * join->n_slots : 1024;
    join->slots = arena_array(&join->keep, join->n_slots, sizeof *join->slots);
    for (uint32_t i = 0; i < join->reports.len; i++) *slot_of(join, join->reports.at[i].id) = i + 1;
}

/* ---- one line in ------------------------------------------------------------------------------------------------- */

typedef struct { Str incident, party; } Harmed;
typedef struct { Harmed *at; size_t len, cap; } HarmedList;

static Str text_of(JsonValue value, Arena *arena) {
    return value.kind == JSON_STRING ? json_string(value, arena, NULL) : (Str){ 0 };
}

static HarmedList list_harmed(JsonValue claims, Arena *scratch) {
    HarmedList harmed = { 0 };
    JsonValue claim;
    if (claims.kind != JSON_ARRAY) return harmed;
    for (size_t at = 0; json_item(claims, &at, &claim);) {
        if (claim.kind != JSON_OBJECT) continue;
        JsonValue figure = json_get(claim, "figure");
        if (figure.kind != JSON_OBJECT) continue;
        Str party = text_of(json_get(figure, "party"), scratch);
        if (party.len) *list_add(&harmed, scratch) = (Harmed){ text_of(json_get(claim, "incident"), scratch), party };
    }
    return harmed;
}

static size_t victims_of(HarmedList harmed, Str incident, Str *victims) {
    size_t n = 0;
    for (size_t i = 0; i < harmed.len; i++)
        if (str_eq(harmed.at[i].incident, incident)) victims[n++] = harmed.at[i].party;
    return n;
}

static void read_claim_ids(Telling *telling, JsonValue ids, CasusJoin *join) {
    JsonValue item;
    if (ids.kind != JSON_ARRAY) return;
    size_t n = 0;
    for (size_t at = 0; json_item(ids, &at, &item);) n++;
    telling->claims = arena_array(&join->keep, n, sizeof *telling->claims);
    for (size_t at = 0; json_item(ids, &at, &item);)
        if (item.kind == JSON_STRING) telling->claims[telling->n_claims++] = str_copy(json_string(item, &join->scratch, NULL), &join->keep);
}

/* Most claims point at it; ties: told first, for a report leads with what it is about. */
static bool is_chiefer(const CasusJoin *join, uint32_t telling, uint32_t than) {
    if (than == NO_TELLING) return true;
    const Telling *a = &join->tellings.at[telling], *b = &join->tellings.at[than];
    return a->n_claims > b->n_claims;
}

static void add_telling(CasusJoin *join, uint32_t report, JsonValue incident, Str published, HarmedList harmed) {
    uint32_t number = (uint32_t)join->tellings.len;
    Telling *telling = list_add(&join->tellings, &join->keep);
    telling->report = report;
    telling->incident = str_copy(text_of(json_get(incident, "id"), &join->scratch), &join->keep);
    read_claim_ids(telling, json_get(incident, "claims"), join);
    Str *victims = arena_array(&join->scratch, harmed.len, sizeof *victims);
    size_t n_victims = victims_of(harmed, telling->incident, victims);
    JoinedReport *teller = &join->reports.at[report];
    SameKey *key = *list_add(&join->keys, &join->keep) = arena_new(&join->keep, SameKey);
    same_key_read(key, teller->id, number, incident, published, victims, n_victims, &join->keep, &join->scratch);
    if (is_chiefer(join, number, teller->main)) teller->main = number;
}

static void add_tellings(CasusJoin *join, uint32_t report, JsonValue line, Str published) {
    HarmedList harmed = list_harmed(json_get(line, "claims"), &join->scratch);
    JsonValue incidents = json_get(line, "incidents"), incident;
    if (incidents.kind != JSON_ARRAY) return;
    for (size_t at = 0; json_item(incidents, &at, &incident);)
        if (incident.kind == JSON_OBJECT) add_telling(join, report, incident, published, harmed);
}

static bool add_line(CasusJoin *join, Str text, CasusError *err) {
    JsonReader reader = json_read(text);
    JsonValue line = json_value(&reader);
    if (line.kind == JSON_BAD) return fail(err, CASUS_BAD_INPUT, "not JSON at byte %zu: %s", reader.wrong_at, reader.wrong);
    JsonValue report = line.kind == JSON_OBJECT ? json_get(line, "report") : (JsonValue){ 0 };
    Str id = report.kind == JSON_OBJECT ? text_of(json_get(report, "id"), &join->scratch) : (Str){ 0 };
    if (!id.len) return fail(err, CASUS_BAD_INPUT, "no report.id: join takes what `casus read --format jsonl` writes");
    make_room_for_report(join);
    uint32_t *slot = slot_of(join, id);
    if (*slot) return fail(err, CASUS_BAD_INPUT, "report %.*s came a second time: ids must differ; the first is kept", (int)id.len, id.at);
    uint32_t number = (uint32_t)join->reports.len;
    *list_add(&join->reports, &join->keep) = (JoinedReport){ str_copy(id, &join->keep), NO_TELLING };
    *slot = number + 1;
    add_tellings(join, number, line, text_of(json_get(report, "published"), &join->scratch));
    return true;
}

/* Memory ran out amid a report: it stays, and stands alone. */
static void drop_half_report(CasusJoin *join) {
    join->tellings.len = join->keys.len = join->n_whole;
    JoinedReport *last = join->reports.len ? &join->reports.at[join->reports.len - 1] : NULL;
    if (last && last->main != NO_TELLING && last->main >= join->n_whole) last->main = NO_TELLING;
}

bool casus_join_add_json(CasusJoin *join, CasusStr line, CasusError *err) {
    if (setjmp(join->budget.stop)) {
        drop_half_report(join);
        return fail(err, CASUS_NO_MEMORY, "no memory for more reports to join: join fewer at a time");
    }
    bool added = add_line(join, line, err);
    join->n_whole = join->tellings.len;
    arena_reset(&join->scratch);
    return added;
}

/* ---- one report in: by way of its line, so that both ways in give the same ----------------------------------------- */

typedef struct { char *at; size_t len, cap; bool failed; } Line;

static bool add_to_line(void *to, const char *bytes, size_t n) {
    Line *line = to;
    if (line->len + n > line->cap) {
        size_t cap = 2 * (line->len + n);
        char *grown = realloc(line->at, cap);
        if (!grown) { line->failed = true; return false; }
        line->at = grown;
        line->cap = cap;
    }
    memcpy(line->at + line->len, bytes, n);
    line->len += n;
    return true;
}

bool casus_join_add(CasusJoin *join, const CasusReport *report, CasusError *err) {
    Line line = { 0 };
    bool added = false;
    if (casus_report_write_json(report, CASUS_LAYER_CLAIMS | CASUS_LAYER_INCIDENTS, add_to_line, &line))
        added = casus_join_add_json(join, (Str){ line.at, line.len }, err);
    else fail(err, CASUS_NO_MEMORY, "no memory for one more report to join");
    free(line.at);
    return added;
}

/* ---- incidents out ----------------------------------------------------------------------------------------------- */

/* A telling in the order of output: by the first telling of its incident, then by itself. */
typedef struct { const SameKey *first, *key; uint32_t telling; } Row;

static int compare_rows(const void *a, const void *b) {
    const Row *x = a, *y = b;
    int by_incident = same_key_compare(x->first, y->first);
    return by_incident ? by_incident : same_key_compare(x->key, y->key);
}

static Row *sorted_rows(CasusJoin *join, size_t n) {
    uint32_t *group = arena_array(&join->scratch, n, sizeof *group);
    Row *rows = arena_array(&join->scratch, n, sizeof *rows);
    same_group((const SameKey *const *)join->keys.at, n, group, NULL, &join->scratch, &join->inner);
    for (uint32_t i = 0; i < n; i++) rows[i] = (Row){ join->keys.at[group[i]], join->keys.at[i], i };
    if (n) qsort(rows, n, sizeof *rows, compare_rows);
    return rows;
}

static const JoinedReport *report_of(const CasusJoin *join, const Row *row) {
    return &join->reports.at[join->tellings.at[row->telling].report];
}

/* Tellings of one report never share an incident, so each row names another report. */
static void write_reports(JsonWriter *w, const CasusJoin *join, const Row *rows, size_t n, bool only_main) {
    json_open(w, '[');
    for (size_t i = 0; i < n; i++)
        if (!only_main || report_of(join, &rows[i])->main == rows[i].telling) json_str(w, report_of(join, &rows[i])->id);
    json_close(w, ']');
}

static void write_claims(JsonWriter *w, const CasusJoin *join, const Row *rows, size_t n) {
    json_open(w, '[');
    for (size_t i = 0; i < n; i++) {
        const Telling *telling = &join->tellings.at[rows[i].telling];
        for (size_t c = 0; c < telling->n_claims; c++) {
            json_open(w, '{');
            json_key(w, "report"); json_str(w, report_of(join, &rows[i])->id);
            json_key(w, "id"); json_str(w, telling->claims[c]);
            json_close(w, '}');
        }
    }
    json_close(w, ']');
}

/* ---- why they are one -------------------------------------------------------------------------------------------- */

static void write_part(JsonWriter *w, SamePart part) {
    static const char *const words[] = { [SAME_MISSING] = "missing", [SAME_AGREE] = "agree", [SAME_DIFFER] = "differ" };
    json_open(w, '{');
    json_key(w, "verdict"); json_str(w, str_of(words[part.verdict]));
    json_key(w, "points"); json_number(w, part.weight);
    json_close(w, '}');
}

static void write_match(JsonWriter *w, const CasusJoin *join, const Row *a, const Row *b) {
    SameScore score = same_weigh(a->key, b->key);
    json_open(w, '{');
    json_key(w, "reports"); json_open(w, '['); json_str(w, report_of(join, a)->id); json_str(w, report_of(join, b)->id); json_close(w, ']');
    json_key(w, "points"); json_number(w, score.total);
    json_key(w, "threshold"); json_number(w, SAME_THRESHOLD);
    json_key(w, "place"); write_part(w, score.place);
    json_key(w, "time"); write_part(w, score.time);
    json_key(w, "type"); write_part(w, score.type);
    json_key(w, "parties"); write_part(w, score.parties);
    json_key(w, "victims"); write_part(w, score.victims);
    json_key(w, "killed"); write_part(w, score.killed);
    json_key(w, "injured"); write_part(w, score.injured);
    json_key(w, "names"); write_part(w, score.names);
    json_key(w, "words"); write_part(w, score.words);
    json_key(w, "passages"); write_part(w, score.passages);
    json_close(w, '}');
}

enum { LOOKED_AT = 256 };       /* of a large incident, the tellings before that one is held against */

static void write_matches(JsonWriter *w, const CasusJoin *join, const Row *rows, size_t n) {
    json_open(w, '[');
    for (size_t i = 1; i < n; i++) {
        size_t best = 0;
        for (size_t j = 1; j < n && j < LOOKED_AT; j++)
            if (j != i && same_closeness(rows[j].key, rows[i].key) > same_closeness(rows[best].key, rows[i].key)) best = j;
        write_match(w, join, &rows[best], &rows[i]);
    }
    json_close(w, ']');
}

/* An incident is called after its first telling: "r7#i1"; a report that tells none stands alone under "r7#". */
static void write_incident(JsonWriter *w, CasusJoin *join, const Row *rows, size_t n) {
    Str id = str_join(report_of(join, rows)->id, S("#"), join->tellings.at[rows->telling].incident, &join->scratch);
    json_open(w, '{');
    json_key(w, "incident"); json_str(w, id);
    json_key(w, "reports"); write_reports(w, join, rows, n, false);
    json_key(w, "main"); write_reports(w, join, rows, n, true);
    json_key(w, "claims"); write_claims(w, join, rows, n);
    if (join->explains) json_key(w, "matches"), write_matches(w, join, rows, n);
    json_close(w, '}');
    json_newline(w);
}

static void write_alone(JsonWriter *w, CasusJoin *join, const JoinedReport *report) {
    json_open(w, '{');
    json_key(w, "incident"); json_str(w, str_join(report->id, S("#"), S(""), &join->scratch));
    json_key(w, "reports"); json_open(w, '['); json_str(w, report->id); json_close(w, ']');
    json_key(w, "main"); json_open(w, '['); json_str(w, report->id); json_close(w, ']');
    json_key(w, "claims"); json_open(w, '['); json_close(w, ']');
    json_close(w, '}');
    json_newline(w);
}

static int compare_report_ids(const void *a, const void *b) {
    return str_compare((*(const JoinedReport *const *)a)->id, (*(const JoinedReport *const *)b)->id);
}

static void write_all_alone(JsonWriter *w, CasusJoin *join) {
    const JoinedReport **alone = arena_array(&join->scratch, join->reports.len, sizeof *alone);
    size_t n = 0;
    for (size_t i = 0; i < join->reports.len; i++)
        if (join->reports.at[i].main == NO_TELLING) alone[n++] = &join->reports.at[i];
    if (n) qsort(alone, n, sizeof *alone, compare_report_ids);
    for (size_t i = 0; i < n && !w->stopped; i++) write_alone(w, join, alone[i]);
}

static bool write_all(CasusJoin *join, CasusSink sink, void *to) {
    JsonWriter *w = arena_new(&join->scratch, JsonWriter);
    json_start(w, sink, to);
    size_t n = join->tellings.len;
    Row *rows = sorted_rows(join, n);
    for (size_t start = 0, end; start < n && !w->stopped; start = end) {
        for (end = start + 1; end < n && rows[end].first == rows[start].first;) end++;
        write_incident(w, join, rows + start, end - start);
    }
    write_all_alone(w, join);
    return json_finish(w);
}

bool casus_join_write(CasusJoin *join, CasusSink sink, void *to, CasusError *err) {
    if (setjmp(join->budget.stop)) return fail(err, CASUS_NO_MEMORY, "no memory to join %zu reports: join fewer at a time", join->reports.len);
    bool written = write_all(join, sink, to);
    arena_reset(&join->scratch);
    if (!written) fail(err, CASUS_NO_SPACE, "the output stopped taking lines");
    return written;
}
