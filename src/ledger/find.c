/* Looking into the ledger: incidents by a filter, the claims and reports of one. */
#include "ledger/ledger.h"
#include "base/date.h"
#include "base/json.h"
#include "incident/same.h"

sqlite3_stmt *ask_listing(Work *work, const char *sql) {
    if (work->ledger->failed) return NULL;
    int code = sqlite3_prepare_v2(work->ledger->db, sql, -1, &work->rows, NULL);
    if (code != SQLITE_OK) ledger_failed(work->ledger, code);
    return work->rows;
}

static const char *column_word(sqlite3_stmt *row, int column) { return (const char *)sqlite3_column_text(row, column); }
static CasusRange column_range(sqlite3_stmt *row, int column) { return (CasusRange){ column_count(row, column), column_count(row, column + 1) }; }

/* ---- incidents --------------------------------------------------------------------------------------------------- */

#define INCIDENTS_SQL(bound) \
    "SELECT i.id, i.type, i.\"from\", i.\"to\", i.place, i.country, i.grade," \
    " CASE WHEN EXISTS (SELECT 1 FROM ruling r JOIN incident_telling m ON m.telling = r.telling WHERE m.incident = i.id AND r.kind = 'accept'" \
    "  AND NOT EXISTS (SELECT 1 FROM ruling u WHERE u.undoes = r.id AND u.kind = 'undo')) THEN 'accepted' ELSE 'review' END," \
    " i.lat, i.lon, i.precision, i.killed_low, i.killed_high, i.injured_low, i.injured_high, i.civilians_killed_low, i.civilians_killed_high," \
    " i.civilians_injured_low, i.civilians_injured_high, i.n_reports, i.n_origins, i.n_claims " \
    "FROM incident i " \
    "WHERE " bound "(:since IS NULL OR i.last_day >= :since) AND (:until IS NULL OR i.first_day <= :until)" \
    " AND (:place IS NULL OR instr(i.place_folded, :place) > 0)" \
    " AND (:party IS NULL OR EXISTS (SELECT 1 FROM incident_party p WHERE p.incident = i.id AND instr(p.party_folded, :party) > 0))" \
    " AND (:type IS NULL OR i.type = :type)" \
    " AND (:killed IS NULL OR max(ifnull(i.killed_low, -1), ifnull(i.killed_high, -1)) >= :killed)" \
    " AND (:words IS NULL OR i.id IN (SELECT m.incident FROM incident_telling m JOIN claim c ON c.telling = m.telling" \
    "   WHERE c.id IN (SELECT rowid FROM claim_search WHERE claim_search MATCH :words)" \
    "  UNION SELECT m.incident FROM incident_telling m JOIN telling t ON t.id = m.telling" \
    "   WHERE t.report IN (SELECT rowid FROM report_search WHERE report_search MATCH :words)))" \
    " AND (:south IS NULL OR (i.id IN (SELECT incident FROM incident_place WHERE north >= :south AND south <= :north AND east >= :west AND west <= :east)" \
    "  AND i.lat BETWEEN :south AND :north AND i.lon BETWEEN :west AND :east))" \
    " AND (:comments IS NOT NULL OR EXISTS (SELECT 1 FROM incident_telling m JOIN claim c ON c.telling = m.telling" \
    "  WHERE m.incident = i.id AND c.source_kind <> 'commenter'))" \
    " AND (:changed IS NULL OR i.id IN (SELECT m.incident FROM incident_telling m JOIN telling t ON t.id = m.telling JOIN report r ON r.id = t.report" \
    "  WHERE r.run = (SELECT max(id) FROM run)))" \
    " ORDER BY i.first_day IS NULL, i.first_day DESC, i.id DESC LIMIT :limit OFFSET :offset"
/* One incident is looked up, not looked for. */
static const char incidents_sql[] = INCIDENTS_SQL(""), one_incident_sql[] = INCIDENTS_SQL("i.id = :id AND ");

typedef struct { const CasusFilter *filter; CasusIncidentFn fn; void *to; CasusError wrong; } Search;

/* The first day of "2031", the last of "2031-03", and so on. */
static bool bind_day(sqlite3_stmt *row, const char *name, const char *iso, bool last, CasusError *wrong) {
    Date date;
    if (!iso) return true;
    if (!date_parse(str_of(iso), &date, NULL)) {
        fail(wrong, CASUS_BAD_INPUT, "%s: no date; write it as 2031, 2031-03 or 2031-03-04", iso);
        return false;
    }
    int month = date.month ? date.month : last ? 12 : 1;
    int day = date.day ? date.day : last ? days_in_month(date.year, month) : 1;
    bind_number(row, name, day_of_date(date.year, month, day));
    return true;
}

static bool bind_type(sqlite3_stmt *row, const char *type, CasusError *wrong) {
    if (!type) return true;
    for (int i = 0; i < CASUS_N_EVENT_TYPES; i++)
        if (str_eq(str_of(type), str_of(casus_event_type_word(i)))) {
            bind_str(row, ":type", str_of(type));
            return true;
        }
    fail(wrong, CASUS_BAD_INPUT, "%s: no type of incident; see: casus help incidents", type);
    return false;
}

/* Each word quoted, so that no word of the asker is taken for a command of FTS5; all must be there. A word's last '*' stands
 * for any ending. */
static Str search_words(Str asked, Arena *arena) {
    Text words = { .arena = arena };
    for (size_t at = 0; at < asked.len;) {
        size_t end = at;
        while (end < asked.len && (unsigned char)asked.at[end] > ' ') end++;
        if (end == at) { at++; continue; }
        bool open = asked.at[end - 1] == '*';
        if (words.len) text_add_char(&words, ' ');
        text_add_char(&words, '"');
        for (size_t i = at; i < end - open; i++) text_add(&words, asked.at[i] == '"' ? S("\"\"") : str_cut(asked, i, i + 1));
        text_add(&words, open ? S("\"*") : S("\""));
        at = end;
    }
    return text_str(&words);
}

static bool bind_filter(Work *work, sqlite3_stmt *row, const CasusFilter *filter, CasusError *wrong) {
    if (!bind_day(row, ":since", filter->since, false, wrong) || !bind_day(row, ":until", filter->until, true, wrong)) return false;
    if (!bind_type(row, filter->type, wrong)) return false;
    if (filter->place) bind_str_or_null(row, ":place", same_name(str_of(filter->place), &work->scratch).plain);
    if (filter->party) bind_str_or_null(row, ":party", same_plain(str_of(filter->party), &work->scratch));
    if (filter->text) bind_str_or_null(row, ":words", search_words(str_of(filter->text), &work->scratch));
    bind_count(row, ":killed", filter->killed_min);
    if (filter->changed) bind_number(row, ":changed", 1);
    if (filter->comments) bind_number(row, ":comments", 1);
    bind_number(row, ":limit", filter->limit);              /* CASUS_UNKNOWN is -1: no limit */
    bind_number(row, ":offset", filter->offset > 0 ? filter->offset : 0);
    if (!filter->has_box) return true;
    bind_real(row, ":south", filter->south);
    bind_real(row, ":north", filter->north);
    bind_real(row, ":west", filter->west);
    bind_real(row, ":east", filter->east);
    return true;
}

typedef LIST_OF(CasusLedgerParty) PartyList;

static PartyList parties_of(Work *work, int64_t incident) {
    PartyList parties = { 0 };
    sqlite3_stmt *rows = ask(work->ledger, QUERY_PARTIES);
    bind_number(rows, ":incident", incident);
    while (next_row(work->ledger, rows)) {
        Str party = str_copy(column_str(rows, 0), &work->inner), standing = str_copy(column_str(rows, 1), &work->inner);
        *list_add(&parties, &work->inner) = (CasusLedgerParty){ party.at, standing.at };
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
    if (!bind_filter(work, row, search->filter, &search->wrong)) return false;
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

static const char claims_sql[] =
    "SELECT c.id, m.incident, c.report, (SELECT older.id FROM claim older WHERE older.report = c.report AND older.nth = c.revises), o.origin,"
    " c.source_kind, c.source, c.via, c.stance, c.about, c.effect, c.who, c.figure_party, c.civilian, c.party, c.value, c.how, c.as_of,"
    " c.low, c.high, c.approximate, c.evidence, c.start, c.\"end\", c.sentence "
    "FROM incident_telling m JOIN claim c ON c.telling = m.telling JOIN report r ON r.id = c.report LEFT JOIN claim_origin o ON o.claim = c.id "
    "WHERE m.incident = :incident "
    "ORDER BY coalesce(c.as_of, r.published) IS NULL, coalesce(c.as_of, r.published), r.published IS NULL, r.published, r.report_id, c.start, c.nth";

typedef struct { int64_t incident; CasusClaimFn claim_fn; CasusReportFn report_fn; void *to; } Listing;

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
    };
    bool goes_on = listing->claim_fn(listing->to, &claim);
    arena_reset(&work->inner);
    return goes_on;
}

static bool list_claims(Work *work, void *what) {
    const Listing *listing = what;
    sqlite3_stmt *row = ask_listing(work, claims_sql);
    bind_number(row, ":incident", incident_of_id(work->ledger, listing->incident));
    while (next_row(work->ledger, row) && give_claim(work, row, listing)) {}
    return true;
}

bool casus_ledger_claims(CasusLedger *ledger, int64_t incident, CasusClaimFn fn, void *to, CasusError *err) {
    Listing listing = { .incident = incident, .claim_fn = fn, .to = to };
    return ledger_settled(ledger, err) && ledger_work(ledger, false, list_claims, &listing, err);
}

/* ---- reports ----------------------------------------------------------------------------------------------------- */

#define REPORT_COLUMNS(group) "SELECT r.id, r.report_id, r.url, r.publisher, r.author, r.title, r.published, r.captured, r.sha256, " group "," \
    " (SELECT count(*) FROM part p WHERE p.report = r.id AND p.role = 'comment') FROM report r "
#define REPORT_ORDER "ORDER BY r.published IS NULL, r.published, r.report_id, r.version"

static const char reports_of_incident_sql[] = REPORT_COLUMNS("ifnull(o.origin, r.id)")
    "LEFT JOIN report_origin o ON o.report = r.id AND o.incident = :incident "
    "WHERE r.id IN (SELECT t.report FROM incident_telling m JOIN telling t ON t.id = m.telling WHERE m.incident = :incident) " REPORT_ORDER;
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
    sqlite3_stmt *row = ask_listing(work, listing->incident ? reports_of_incident_sql : all_reports_sql);
    if (listing->incident) bind_number(row, ":incident", incident_of_id(work->ledger, listing->incident));
    while (next_row(work->ledger, row) && give_report(row, listing)) {}
    return true;
}

bool casus_ledger_reports(CasusLedger *ledger, int64_t incident, CasusReportFn fn, void *to, CasusError *err) {
    Listing listing = { .incident = incident, .report_fn = fn, .to = to };
    return ledger_settled(ledger, err) && ledger_work(ledger, false, list_reports, &listing, err);
}
