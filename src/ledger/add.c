/* One report into the content tables, in one transaction. What follows from it is derived later: see settle.c. */
#include "ledger/ledger.h"
#include "base/json.h"
#include "incident/same.h"
#include "ledger/original.h"

typedef struct {
    const CasusReader *reader; const CasusReport *report; const CasusPage *page;
    CasusLedgerCount count;                     /* of this report alone */
    int64_t id, older;                          /* the report's row, and that of the version before; 0 for none */
    IdList tellings;                            /* new ones; slot k - 1 is incident k */
} Addition;

static bool is_known(CasusLedger *ledger, const CasusInfo *info) {
    sqlite3_stmt *known = ask(ledger, QUERY_KNOWN_REPORT);
    bind_str(known, ":report_id", info->id);
    bind_str(known, ":sha256", str_of(info->sha256));
    return next_row(ledger, known);
}

static int64_t next_telling(CasusLedger *ledger) {
    sqlite3_stmt *next = ask(ledger, QUERY_NEXT_TELLING);
    return next_row(ledger, next) ? sqlite3_column_int64(next, 0) : 0;
}

static void start_run(CasusLedger *ledger, const CasusReader *reader) {
    if (ledger->run) return;
    sqlite3_stmt *run = ask(ledger, QUERY_ADD_RUN);
    bind_str(run, ":program", S(CASUS_VERSION));
    bind_str(run, ":tables", str_of(casus_pack_version(reader)));
    run_to_end(ledger, run);
    ledger->run = sqlite3_last_insert_rowid(ledger->db);
    ledger->first_telling = next_telling(ledger);
}

/* ---- values as JSON ---------------------------------------------------------------------------------------------- */

static bool add_to_text(void *to, const char *bytes, size_t n) {
    text_add(to, (Str){ bytes, n });
    return true;
}

/* A list of names; empty for none. */
static Str names_json(const Str *names, size_t n, Arena *scratch) {
    if (!n) return (Str){ 0 };
    Text text = { .arena = scratch };
    JsonWriter *w = arena_new(scratch, JsonWriter);
    json_start(w, add_to_text, &text);
    json_open(w, '[');
    for (size_t i = 0; i < n; i++) json_str(w, names[i]);
    json_close(w, ']');
    json_finish(w);
    return text_str(&text);
}

static Str notes_json(const CasusReport *report, Arena *scratch) {
    size_t n;
    const CasusNote *notes = casus_report_notes(report, &n);
    Text text = { .arena = scratch };
    JsonWriter *w = arena_new(scratch, JsonWriter);
    json_start(w, add_to_text, &text);
    json_open(w, '[');
    for (size_t i = 1; i < n; i++) {
        json_open(w, '{');
        json_key(w, "start"); json_number(w, notes[i].span.start);
        json_key(w, "end"); json_number(w, notes[i].span.end);
        json_key(w, "line"); json_str(w, notes[i].line);
        json_close(w, '}');
    }
    json_close(w, ']');
    json_finish(w);
    return text_str(&text);
}

/* ---- the report and its layers ------------------------------------------------------------------------------------ */

static int64_t next_version(CasusLedger *ledger, Addition *addition) {
    sqlite3_stmt *newest = ask(ledger, QUERY_NEWEST_REPORT);
    bind_str(newest, ":report_id", casus_report_info(addition->report)->id);
    if (!next_row(ledger, newest)) return 1;
    addition->older = sqlite3_column_int64(newest, 0);
    return sqlite3_column_int64(newest, 1) + 1;
}

/* How it came: what the transport said of it, and what the reader was told. */
static void bind_capture(sqlite3_stmt *row, const CasusPage *page, Arena *scratch) {
    char *sha256 = arena_alloc(scratch, 65);
    capture_digest(page->captured, page->charset, page->headers, scratch, sha256);
    bind_str_or_null(row, ":captured", page->captured);
    bind_str_or_null(row, ":charset", page->charset);
    bind_str_or_null(row, ":headers", page->headers);
    bind_str(row, ":capture_sha256", str_of(sha256));
    bind_number(row, ":format", page->format);
    bind_str_or_null(row, ":title_given", page->title);
}

static void add_report(Work *work, Addition *addition) {
    CasusLedger *ledger = work->ledger;
    const CasusInfo *info = casus_report_info(addition->report);
    Str text = casus_report_text(addition->report);
    int64_t version = next_version(ledger, addition);
    if (!str_eq(addition->page->bytes, text)) original_add(ledger, str_of(info->sha256), addition->page->bytes);
    sqlite3_stmt *row = ask(ledger, QUERY_ADD_REPORT);
    bind_number(row, ":run", ledger->run);
    bind_str(row, ":report_id", info->id);
    bind_number(row, ":version", version);
    bind_str(row, ":sha256", str_of(info->sha256));
    bind_str_or_null(row, ":name", addition->page->name);
    bind_str_or_null(row, ":url", info->url);
    bind_str_or_null(row, ":publisher", info->publisher);
    bind_str_or_null(row, ":author", info->author);
    bind_str_or_null(row, ":title", info->title);
    bind_str_or_null(row, ":published", info->published);
    bind_str_or_null(row, ":language", info->language);
    bind_str_or_null(row, ":extra", info->extra);
    bind_str(row, ":text", text);
    bind_capture(row, addition->page, &work->scratch);
    bind_str(row, ":notes", notes_json(addition->report, &work->scratch));
    run_to_end(ledger, row);
    addition->id = sqlite3_last_insert_rowid(ledger->db);
}

static void add_span(sqlite3_stmt *row, CasusSpan span) {
    bind_number(row, ":start", span.start);
    bind_number(row, ":end", span.end);
}

static void bind_source(sqlite3_stmt *row, CasusSpan source) {
    if (source.start == source.end) return;
    bind_number(row, ":source_start", source.start);
    bind_number(row, ":source_end", source.end);
}

static void add_parts(CasusLedger *ledger, const Addition *addition) {
    size_t n;
    const CasusPart *parts = casus_report_parts(addition->report, &n);
    for (size_t i = 1; i < n; i++) {
        sqlite3_stmt *row = ask(ledger, QUERY_ADD_PART);
        bind_number(row, ":report", addition->id);
        bind_number(row, ":nth", (int64_t)i);
        bind_str(row, ":role", str_of(casus_part_role_word(parts[i].role)));
        add_span(row, parts[i].span);
        bind_str_or_null(row, ":author", parts[i].author);
        bind_str_or_null(row, ":published", parts[i].published);
        bind_id(row, ":parent", parts[i].parent);
        bind_number(row, ":depth", parts[i].depth);
        bind_str_or_null(row, ":handle", parts[i].handle);
        bind_str_or_null(row, ":link", parts[i].link);
        bind_source(row, parts[i].source);
        run_to_end(ledger, row);
    }
}

static void bind_entity(sqlite3_stmt *row, const CasusEntity *entity) {
    bind_str_or_null(row, ":name", entity->name);
    if (!entity->has_place) return;
    bind_str_or_null(row, ":country", str_of(entity->place.country));
    bind_id(row, ":geonames", entity->place.geonames);
    if (!entity->place.has_point) return;
    bind_real(row, ":lat", entity->place.lat);
    bind_real(row, ":lon", entity->place.lon);
}

static void add_mentions(CasusLedger *ledger, const Addition *addition) {
    size_t n, n_entities;
    const CasusMention *mentions = casus_report_mentions(addition->report, &n);
    const CasusEntity *entities = casus_report_entities(addition->report, &n_entities);
    for (size_t i = 1; i < n; i++) {
        sqlite3_stmt *row = ask(ledger, QUERY_ADD_MENTION);
        bind_number(row, ":report", addition->id);
        bind_number(row, ":nth", (int64_t)i);
        bind_str(row, ":type", str_of(casus_mention_type_word(mentions[i].type)));
        bind_str(row, ":form", str_of(casus_mention_form_word(mentions[i].form)));
        add_span(row, mentions[i].span);
        if (mentions[i].entity < n_entities) bind_entity(row, &entities[mentions[i].entity]);
        run_to_end(ledger, row);
    }
}

/* ---- tellings ---------------------------------------------------------------------------------------------------- */

typedef struct { int64_t anchor; SameKey key; bool taken; } OlderTelling;
typedef LIST_OF(OlderTelling) OlderTellings;

/* What the version before told. Its keys stand under no report's name: a report's own tellings never compare alike. */
static OlderTellings older_tellings(Work *work, int64_t report) {
    OlderTellings older = { 0 };
    IdList ids = { 0 };
    if (!report) return older;
    sqlite3_stmt *list = ask(work->ledger, QUERY_TELLINGS_OF_REPORT);
    bind_number(list, ":report", report);
    while (next_row(work->ledger, list)) *list_add(&ids, &work->scratch) = sqlite3_column_int64(list, 0);
    for (size_t i = 0; i < ids.len; i++) {
        const Telling *telling = telling_of(work, ids.at[i]);
        if (!telling) break;
        SameKey key = telling->key;
        key.report = (Str){ 0 };
        *list_add(&older, &work->scratch) = (OlderTelling){ telling->anchor, key, false };
    }
    return older;
}

/* The telling of the older version that this one goes on from, so that its incident keeps its number; 0 for none. */
static int64_t anchor_in(OlderTellings *older, const SameKey *key) {
    OlderTelling *best = NULL;
    int best_total = 0;
    for (size_t i = 0; i < older->len; i++) {
        SameScore score = same_score(&older->at[i].key, key);
        if (older->at[i].taken || !same_is_alike(&score) || score.total <= best_total) continue;
        best = &older->at[i];
        best_total = score.total;
    }
    if (!best) return 0;
    best->taken = true;
    return best->anchor;
}

static size_t victims_of(const Addition *addition, CasusId incident, Str *victims) {
    size_t n_claims, n = 0;
    const CasusClaim *claims = casus_report_claims(addition->report, &n_claims);
    for (size_t i = 1; i < n_claims; i++)
        if (claims[i].incident == incident && claims[i].has_figure && claims[i].figure.party.len) victims[n++] = claims[i].figure.party;
    return n;
}

static void add_telling(Work *work, Addition *addition, CasusId nth, JsonValue incident, OlderTellings *older) {
    size_t n_claims;
    casus_report_claims(addition->report, &n_claims);
    Str *victims = arena_array(&work->scratch, n_claims, sizeof *victims);
    size_t n_victims = victims_of(addition, nth, victims);
    SameKey key;
    const CasusInfo *info = casus_report_info(addition->report);
    if (!same_key_read(&key, info->id, nth, incident, info->published, victims, n_victims, &work->scratch, &work->scratch)) return;
    int64_t id = next_telling(work->ledger), anchor = anchor_in(older, &key);
    sqlite3_stmt *row = ask(work->ledger, QUERY_ADD_TELLING);
    bind_number(row, ":id", id);
    bind_number(row, ":report", addition->id);
    bind_number(row, ":nth", nth);
    bind_number(row, ":anchor", anchor ? anchor : id);
    bind_str(row, ":incident", incident.raw);
    bind_str(row, ":victims", n_victims ? names_json(victims, n_victims, &work->scratch) : S("[]"));
    run_to_end(work->ledger, row);
    *list_add(&addition->tellings, &work->scratch) = id;
}

/* The incidents as the contract writes them: what is kept is what the user could have seen. */
static void add_tellings(Work *work, Addition *addition) {
    Text line = { .arena = &work->scratch };
    casus_report_write_json(addition->report, CASUS_LAYER_INCIDENTS, add_to_text, &line);
    JsonReader reader = json_read(text_str(&line));
    JsonValue incidents = json_get(json_value(&reader), "incidents"), incident;
    if (incidents.kind != JSON_ARRAY) return;
    OlderTellings older = older_tellings(work, addition->older);
    CasusId nth = 1;
    for (size_t at = 0; json_item(incidents, &at, &incident); nth++) add_telling(work, addition, nth, incident, &older);
}

/* ---- claims ------------------------------------------------------------------------------------------------------ */

static Str sentence_of(const Addition *addition, const CasusClaim *claim) {
    size_t n;
    const CasusSentence *sentences = casus_report_sentences(addition->report, &n);
    bool has_one = claim->sentence && claim->sentence < n;
    CasusSpan span = has_one ? sentences[claim->sentence].span : claim->evidence;
    return str_cut(casus_report_text(addition->report), span.start, span.end);
}

static void bind_figure(sqlite3_stmt *row, const CasusFigure *figure) {
    bind_str(row, ":effect", str_of(casus_effect_word(figure->effect)));
    bind_str_or_null(row, ":who", figure->who);
    bind_str_or_null(row, ":figure_party", figure->party);
    bind_str(row, ":civilian", str_of(casus_civilian_word(figure->civilian)));
    bind_count(row, ":low", figure->range.low);
    bind_count(row, ":high", figure->range.high);
    bind_number(row, ":approximate", figure->approximate);
}

static void bind_saying(sqlite3_stmt *row, const CasusClaim *claim, Arena *scratch) {
    bind_str(row, ":source_kind", str_of(casus_source_kind_word(claim->source.kind)));
    bind_str_or_null(row, ":source", claim->source.name);
    bind_str_or_null(row, ":via", names_json(claim->via.at, claim->via.len, scratch));
    bind_str(row, ":stance", str_of(casus_stance_word(claim->stance)));
    bind_str(row, ":about", str_of(casus_about_word(claim->about)));
    bind_str_or_null(row, ":party", claim->party);
    bind_str_or_null(row, ":alternatives", names_json(claim->alternatives.at, claim->alternatives.len, scratch));
    bind_str_or_null(row, ":value", claim->value);
    bind_str_or_null(row, ":as_of", claim->as_of);
    bind_id(row, ":revises", claim->revises);
    bind_str_or_null(row, ":how", str_of(casus_how_word(claim->how)));
    bind_id(row, ":origin_group", claim->group);
}

static void add_claim(Work *work, Addition *addition, CasusId nth, const CasusClaim *claim) {
    CasusLedger *ledger = work->ledger;
    Str evidence = str_cut(casus_report_text(addition->report), claim->evidence.start, claim->evidence.end);
    sqlite3_stmt *row = ask(ledger, QUERY_ADD_CLAIM);
    bind_number(row, ":report", addition->id);
    bind_number(row, ":nth", nth);
    if (claim->incident && claim->incident <= addition->tellings.len) bind_number(row, ":telling", addition->tellings.at[claim->incident - 1]);
    bind_saying(row, claim, &work->scratch);
    if (claim->has_figure) bind_figure(row, &claim->figure);
    add_span(row, claim->evidence);
    bind_str(row, ":evidence", evidence);
    bind_str(row, ":sentence", sentence_of(addition, claim));
    run_to_end(ledger, row);
    addition->count.claims_new++;
}

static void add_claims(Work *work, Addition *addition) {
    size_t n;
    const CasusClaim *claims = casus_report_claims(addition->report, &n);
    for (size_t i = 1; i < n; i++) add_claim(work, addition, (CasusId)i, &claims[i]);
}

/* ---- the whole ---------------------------------------------------------------------------------------------------- */

static void mark_unsettled(CasusLedger *ledger, const Addition *addition) {
    sqlite3_stmt *row = ask(ledger, QUERY_ADD_UNSETTLED);
    bind_number(row, ":report", addition->id);
    run_to_end(ledger, row);
}

static bool add_all(Work *work, void *what) {
    Addition *addition = what;
    start_run(work->ledger, addition->reader);
    if (!work->ledger->again && is_known(work->ledger, casus_report_info(addition->report))) {
        addition->count.reports_known++;
        return true;
    }
    add_report(work, addition);
    add_parts(work->ledger, addition);
    add_mentions(work->ledger, addition);
    add_tellings(work, addition);
    add_claims(work, addition);
    mark_unsettled(work->ledger, addition);
    if (addition->page->bookmark) bookmark_write(work->ledger, addition->page->bookmark);
    addition->count.reports_new++;
    return true;
}

bool casus_ledger_add(CasusLedger *ledger, const CasusReader *reader, const CasusReport *report, const CasusPage *page,
                      CasusLedgerCount *count, CasusError *err) {
    Addition addition = { .reader = reader, .report = report, .page = page };
    int64_t run_before = ledger->run;
    if (!ledger_may_write(ledger, err)) return false;
    if (!ledger_work(ledger, true, add_all, &addition, err)) {
        ledger->run = run_before;                       /* its row was rolled back with the rest */
        return false;
    }
    count->reports_new += addition.count.reports_new;
    count->reports_known += addition.count.reports_known;
    count->claims_new += addition.count.claims_new;
    return true;
}

void casus_ledger_read_again(CasusLedger *ledger) { ledger->again = true; }
