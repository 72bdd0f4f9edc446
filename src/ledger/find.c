/* Looking into the ledger: incidents by a filter, the claims and reports of one. */
#include "ledger/filter.h"
#include "base/json.h"

/* Preparing a question costs more than its answer about one incident, so that statements wait for the next one. */
static sqlite3_stmt *kept_listing(CasusLedger *ledger, const char *sql) {
    for (size_t i = 0; i < MOST_KEPT_LISTINGS; i++) {
        KeptListing kept = ledger->kept[i];
        if (kept.sql != sql) continue;
        ledger->kept[i] = (KeptListing){ 0 };
        return kept.rows;
    }
    return NULL;
}

sqlite3_stmt *ask_listing(Work *work, const char *sql) {
    if (work->ledger->failed) return NULL;
    work->listing = sql;
    work->rows = kept_listing(work->ledger, sql);
    if (work->rows) return work->rows;
    int code = sqlite3_prepare_v2(work->ledger->db, sql, -1, &work->rows, NULL);
    if (code != SQLITE_OK) ledger_failed(work->ledger, code);
    return work->rows;
}

void keep_listing(Work *work) {
    sqlite3_stmt *rows = work->rows;
    work->rows = NULL;
    for (size_t i = 0; rows && i < MOST_KEPT_LISTINGS; i++) {
        if (work->ledger->kept[i].sql) continue;
        sqlite3_reset(rows);
        sqlite3_clear_bindings(rows);
        work->ledger->kept[i] = (KeptListing){ work->listing, rows };
        return;
    }
    sqlite3_finalize(rows);
}

void drop_listings(CasusLedger *ledger) {
    for (size_t i = 0; i < MOST_KEPT_LISTINGS; i++) {
        sqlite3_finalize(ledger->kept[i].rows);
        ledger->kept[i] = (KeptListing){ 0 };
    }
}

static const char *column_word(sqlite3_stmt *row, int column) { return (const char *)sqlite3_column_text(row, column); }
static CasusRange column_range(sqlite3_stmt *row, int column) { return (CasusRange){ column_count(row, column), column_count(row, column + 1) }; }

/* ---- incidents --------------------------------------------------------------------------------------------------- */

#define INCIDENTS_SQL(bound) \
    "SELECT i.id, i.type, i.\"from\", i.\"to\", i.place, i.country, i.grade," \
    " i.state," \
    " i.lat, i.lon, i.precision, i.killed_low, i.killed_high, i.injured_low, i.injured_high, i.civilians_killed_low, i.civilians_killed_high," \
    " i.civilians_injured_low, i.civilians_injured_high, i.n_reports, i.n_origins, i.n_claims, i.stage, i.within, i.ruled, " NEWEST_RULING_OF("i.id") " " \
    "FROM incident i " \
    "WHERE " bound FILTER_SQL \
    " ORDER BY i.first_day DESC, i.id DESC LIMIT :limit OFFSET :offset"
/* One incident is looked up, not looked for. */
static const char incidents_sql[] = INCIDENTS_SQL(""), one_incident_sql[] = INCIDENTS_SQL("i.id = :id AND ");

typedef struct { const CasusFilter *filter; CasusIncidentFn fn; void *to; CasusError wrong; } Search;

typedef LIST_OF(CasusLedgerParty) PartyList;

static PartyList parties_of(Work *work, int64_t incident) {
    PartyList parties = { 0 };
    sqlite3_stmt *rows = ask(work->ledger, QUERY_PARTIES);
    bind_number(rows, ":incident", incident);
    while (next_row(work->ledger, rows)) {
        Str party = str_copy(column_str(rows, 0), &work->inner), standing = str_copy(column_str(rows, 1), &work->inner);
        Str kind = str_copy(column_str(rows, 2), &work->inner);
        *list_add(&parties, &work->inner) = (CasusLedgerParty){ party.at, standing.at, kind.len ? kind.at : NULL, sqlite3_column_int(rows, 3) != 0 };
    }
    return parties;
}

static bool give_incident(Work *work, sqlite3_stmt *row, const Search *search) {
    PartyList parties = parties_of(work, sqlite3_column_int64(row, 0));
    CasusLedgerIncident incident = {
        .id = sqlite3_column_int64(row, 0), .type = column_word(row, 1), .from = column_word(row, 2), .to = column_word(row, 3),
        .place = column_word(row, 4), .country = column_word(row, 5), .grade = column_word(row, 6), .state = column_word(row, 7),
        .has_point = sqlite3_column_type(row, 8) != SQLITE_NULL, .lat = sqlite3_column_double(row, 8), .lon = sqlite3_column_double(row, 9),
        .precision = column_word(row, 10), .killed = column_range(row, 11), .injured = column_range(row, 13),
        .civilians_killed = column_range(row, 15), .civilians_injured = column_range(row, 17), .parties = parties.at, .n_parties = parties.len,
        .n_reports = sqlite3_column_int64(row, 19), .n_origins = sqlite3_column_int64(row, 20), .n_claims = sqlite3_column_int64(row, 21),
        .stage = column_word(row, 22), .within = column_word(row, 23), .ruled = column_word(row, 24), .version = sqlite3_column_int64(row, 25),
    };
    bool goes_on = search->fn(search->to, &incident);
    arena_reset(&work->inner);
    return goes_on;
}

/* An incident that was joined to another is found under the other's number. */
int64_t incident_of_id(CasusLedger *ledger, int64_t id) {
    sqlite3_stmt *row = ask(ledger, QUERY_INCIDENT_OF_ID);
    bind_number(row, ":id", id);
    int64_t incident = next_row(ledger, row) ? sqlite3_column_int64(row, 0) : id;
    if (row) sqlite3_reset(row);
    return incident;
}

static bool list_incidents(Work *work, void *what) {
    Search *search = what;
    int64_t id = search->filter->id;
    sqlite3_stmt *row = ask_listing(work, id ? one_incident_sql : incidents_sql);
    if (id) bind_number(row, ":id", incident_of_id(work->ledger, id));
    if (!filter_bind(work, row, search->filter, &search->wrong)) return false;
    bind_number(row, ":limit", search->filter->limit);          /* CASUS_UNKNOWN is -1: no limit */
    bind_number(row, ":offset", search->filter->offset > 0 ? search->filter->offset : 0);
    while (next_row(work->ledger, row) && give_incident(work, row, search)) {}
    return true;
}

bool casus_ledger_incidents(CasusLedger *ledger, const CasusFilter *filter, CasusIncidentFn fn, void *to, CasusError *err) {
    Search search = { .filter = filter, .fn = fn, .to = to };
    if (!ledger_settled(ledger, err)) return false;
    if (ledger_work(ledger, false, list_incidents, &search, err)) return true;
    if (search.wrong.status != CASUS_OK && err) *err = search.wrong;
    return false;
}

/* ---- claims of one incident -------------------------------------------------------------------------------------- */

#define CLAIM_COLUMNS(incident) \
    "SELECT c.id, " incident ", c.report, (SELECT older.id FROM claim older WHERE older.report = c.report AND older.nth = c.revises), o.origin, " \
    NOW("source_kind") ", " NOW("source") ", " NOW("via") ", " NOW("stance") ", c.about, " NOW("effect") ", " NOW("who") ", " NOW("figure_party") ", " \
    NOW("civilian") ", " NOW("party") ", " NOW("value") ", c.how, " NOW("as_of") ", " NOW("low") ", " NOW("high") ", " NOW("approximate") ", " \
    "c.evidence, c.start, c.\"end\", c.sentence, k.state, k.ruled "
#define SAID_AT "coalesce(" NOW("as_of") ", r.published)"

/* Its tellings' claims but for those assigned elsewhere, and those assigned to it. */
static const char claims_sql[] = CLAIM_COLUMNS("x.incident")
    "FROM (SELECT m.incident, c.id AS claim, 0 AS moved FROM incident_telling m JOIN claim c ON c.telling = m.telling WHERE m.incident = :incident "
    " UNION ALL SELECT m.incident, s.claim, 1 FROM incident_telling m JOIN claim_ruled s ON s.moved = m.telling WHERE m.incident = :incident) x "
    "JOIN claim c ON c.id = x.claim JOIN report r ON r.id = c.report LEFT JOIN claim_ruled k ON k.claim = c.id LEFT JOIN claim_origin o ON o.claim = c.id "
    "WHERE (k.moved IS NOT NULL) = x.moved AND (k.state IS 'rejected') = :rejected "
    "ORDER BY " SAID_AT " IS NULL, " SAID_AT ", r.published IS NULL, r.published, r.report_id, c.start, c.nth";
static const char claims_of_report_sql[] = CLAIM_COLUMNS("m.incident")
    "FROM claim c LEFT JOIN claim_ruled k ON k.claim = c.id LEFT JOIN incident_telling m ON m.telling = coalesce(k.moved, c.telling) "
    "LEFT JOIN claim_origin o ON o.claim = c.id WHERE c.report = :report ORDER BY c.start, c.nth";
static const char one_claim_sql[] = CLAIM_COLUMNS("m.incident")
    "FROM claim c LEFT JOIN claim_ruled k ON k.claim = c.id LEFT JOIN incident_telling m ON m.telling = coalesce(k.moved, c.telling) "
    "LEFT JOIN claim_origin o ON o.claim = c.id WHERE c.id = :claim";

typedef struct { int64_t incident, report, claim; bool rejected; CasusClaimFn claim_fn; CasusReportFn report_fn; void *to; } Listing;

/* ["A","B"] -> "A > B"; NULL when there is none. */
static const char *joined_names(Str json, Arena *arena) {
    JsonReader reader = json_read(json);
    JsonValue array = json.len ? json_value(&reader) : (JsonValue){ 0 }, item;
    Text names = { .arena = arena };
    if (array.kind != JSON_ARRAY) return NULL;
    for (size_t at = 0; json_item(array, &at, &item);) {
        if (item.kind != JSON_STRING) continue;
        if (names.len) text_add(&names, S(" > "));
        text_add(&names, json_string(item, arena, NULL));
    }
    return names.len ? str_copy(text_str(&names), arena).at : NULL;
}

static bool give_claim(Work *work, sqlite3_stmt *row, const Listing *listing) {
    CasusLedgerClaim claim = {
        .id = sqlite3_column_int64(row, 0), .incident = sqlite3_column_int64(row, 1), .report = sqlite3_column_int64(row, 2),
        .revises = sqlite3_column_int64(row, 3), .group = sqlite3_column_int64(row, 4), .source_kind = column_word(row, 5),
        .source = column_word(row, 6), .via = joined_names(column_str(row, 7), &work->inner), .stance = column_word(row, 8),
        .about = column_word(row, 9), .effect = column_word(row, 10), .who = column_word(row, 11), .figure_party = column_word(row, 12),
        .civilian = column_word(row, 13), .party = column_word(row, 14), .value = column_word(row, 15), .how = column_word(row, 16),
        .as_of = column_word(row, 17), .range = column_range(row, 18), .approximate = sqlite3_column_int(row, 20) != 0,
        .evidence = column_word(row, 21), .start = sqlite3_column_int64(row, 22), .end = sqlite3_column_int64(row, 23), .sentence = column_word(row, 24),
        .state = column_word(row, 25), .ruled = column_word(row, 26),
    };
    bool goes_on = listing->claim_fn(listing->to, &claim);
    arena_reset(&work->inner);
    return goes_on;
}

static bool list_claims(Work *work, void *what) {
    const Listing *listing = what;
    sqlite3_stmt *row = ask_listing(work, listing->claim ? one_claim_sql : listing->report ? claims_of_report_sql : claims_sql);
    if (listing->claim) bind_number(row, ":claim", listing->claim);
    else if (listing->report) bind_number(row, ":report", listing->report);
    else bind_number(row, ":incident", incident_of_id(work->ledger, listing->incident));
    bind_number(row, ":rejected", listing->rejected);
    while (next_row(work->ledger, row) && give_claim(work, row, listing)) {}
    return true;
}

bool casus_ledger_claims(CasusLedger *ledger, int64_t incident, CasusClaimFn fn, void *to, CasusError *err) {
    Listing listing = { .incident = incident, .claim_fn = fn, .to = to };
    return ledger_settled(ledger, err) && ledger_work(ledger, false, list_claims, &listing, err);
}

bool casus_ledger_rejected_claims(CasusLedger *ledger, int64_t incident, CasusClaimFn fn, void *to, CasusError *err) {
    Listing listing = { .incident = incident, .rejected = true, .claim_fn = fn, .to = to };
    return ledger_settled(ledger, err) && ledger_work(ledger, false, list_claims, &listing, err);
}

bool casus_ledger_claims_of_report(CasusLedger *ledger, int64_t report, CasusClaimFn fn, void *to, CasusError *err) {
    Listing listing = { .report = report, .claim_fn = fn, .to = to };
    return ledger_settled(ledger, err) && ledger_work(ledger, false, list_claims, &listing, err);
}

bool casus_ledger_claim(CasusLedger *ledger, int64_t claim, CasusClaimFn fn, void *to, CasusError *err) {
    Listing listing = { .claim = claim, .claim_fn = fn, .to = to };
    if (claim <= 0) return true;
    return ledger_settled(ledger, err) && ledger_work(ledger, false, list_claims, &listing, err);
}

/* ---- reports ----------------------------------------------------------------------------------------------------- */

#define REPORT_COLUMNS(group) "SELECT r.id, r.report_id, r.url, r.publisher, r.author, r.title, r.published, r.captured, r.sha256, " group "," \
    " (SELECT count(*) FROM part p WHERE p.report = r.id AND p.role = 'comment') FROM report r "
#define REPORT_ORDER "ORDER BY r.published IS NULL, r.published, r.report_id, r.version"

static const char reports_of_incident_sql[] = REPORT_COLUMNS("ifnull(o.origin, r.id)")
    "LEFT JOIN report_origin o ON o.report = r.id AND o.incident = :incident "
    "WHERE r.id IN (SELECT t.report FROM incident_telling m JOIN telling t ON t.id = m.telling WHERE m.incident = :incident) " REPORT_ORDER;
static const char one_report_sql[] = REPORT_COLUMNS("r.id") "WHERE r.id = :report";
static const char all_reports_sql[] = REPORT_COLUMNS("r.id") "WHERE r.id NOT IN replaced " REPORT_ORDER;

static bool give_report(sqlite3_stmt *row, const Listing *listing) {
    CasusLedgerReport report = {
        .id = sqlite3_column_int64(row, 0), .report_id = column_word(row, 1), .url = column_word(row, 2), .publisher = column_word(row, 3),
        .author = column_word(row, 4), .title = column_word(row, 5), .published = column_word(row, 6), .captured = column_word(row, 7),
        .sha256 = column_word(row, 8), .group = sqlite3_column_int64(row, 9), .n_comments = sqlite3_column_int64(row, 10),
    };
    return listing->report_fn(listing->to, &report);
}

static bool list_reports(Work *work, void *what) {
    const Listing *listing = what;
    sqlite3_stmt *row = ask_listing(work, listing->report ? one_report_sql : listing->incident ? reports_of_incident_sql : all_reports_sql);
    if (listing->report) bind_number(row, ":report", listing->report);
    if (listing->incident) bind_number(row, ":incident", incident_of_id(work->ledger, listing->incident));
    while (next_row(work->ledger, row) && give_report(row, listing)) {}
    return true;
}

bool casus_ledger_reports(CasusLedger *ledger, int64_t incident, CasusReportFn fn, void *to, CasusError *err) {
    Listing listing = { .incident = incident, .report_fn = fn, .to = to };
    return ledger_settled(ledger, err) && ledger_work(ledger, false, list_reports, &listing, err);
}

bool casus_ledger_report(CasusLedger *ledger, int64_t report, CasusReportFn fn, void *to, CasusError *err) {
    Listing listing = { .report = report, .report_fn = fn, .to = to };
    return report > 0 ? ledger_work(ledger, false, list_reports, &listing, err) : true;
}
