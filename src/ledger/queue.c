/* What waits for a person, one kind of doubt at a time. */
#include "ledger/ruling.h"

typedef struct {
    CasusDoubt doubt; int64_t limit, offset;
    CasusDoubtFn fn; void *to;
    int64_t *next;
} Asked;

/* ---- those that a question to the tables finds ------------------------------------------------------------------------------ */

#define LATEST_FIRST " ORDER BY i.first_day DESC, i.id DESC"
#define PAGE " LIMIT :limit + 1 OFFSET :offset"
#define UNRULED "NOT EXISTS (SELECT 1 FROM claim_ruled k WHERE k.claim = c.id)"
#define WAITS "i.state = 'review' AND c.source_kind <> 'commenter' AND " UNRULED
#define STANDS(c) c ".source_kind <> 'commenter' AND " c ".stance IN ('asserts', 'estimates', 'admits') AND NOT EXISTS (SELECT 1 FROM claim_ruled k WHERE k.claim = " c ".id AND k.state = 'rejected')"

/* CROSS JOIN has SQLite look from the latest incidents on, so that it ends with the page. */
static const char claims_sql[] = "SELECT i.id, 0, c.id, 0 FROM incident i CROSS JOIN incident_telling m ON m.incident = i.id CROSS JOIN claim c ON c.telling = m.telling "
    "WHERE " WAITS LATEST_FIRST ", c.report, c.start" PAGE;
static const char speakers_sql[] = "SELECT i.id, 0, c.id, 0 FROM incident i JOIN incident_telling m ON m.incident = i.id JOIN claim c ON c.telling = m.telling "
    "WHERE " WAITS " AND c.about = 'casualties' AND c.source IS NULL" LATEST_FIRST ", c.report, c.start" PAGE;
/* Two of the incident's claims of one toll that cannot both be right. */
#define UNLIKE(what) "(SELECT " what " FROM incident_telling m CROSS JOIN claim a ON a.telling = m.telling CROSS JOIN incident_telling n ON n.incident = m.incident " \
    "CROSS JOIN claim b ON b.telling = n.telling WHERE m.incident = i.id AND a.effect = 'killed' AND b.effect = 'killed' AND b.low > a.high AND b.civilian IS a.civilian " \
    "AND b.figure_party IS a.figure_party AND b.source IS NOT a.source AND " STANDS("a") " AND " STANDS("b") ")"
#define OF_PARTY(what) "(SELECT " what " FROM incident_telling m CROSS JOIN claim c ON c.telling = m.telling " \
    "WHERE m.incident = i.id AND c.about = 'responsibility' AND c.party = p.party)"
static const char contradictions_sql[] =
    "SELECT i.id, 0, " UNLIKE("min(a.id)") ", " UNLIKE("max(b.id)") ", i.first_day AS day FROM incident i "
    "WHERE i.state = 'review' AND i.killed_low < i.killed_high AND EXISTS " UNLIKE("1") " UNION ALL "
    "SELECT i.id, 0, " OF_PARTY("min(CASE WHEN c.stance = 'denies' THEN NULL ELSE c.id END)") ", " OF_PARTY("min(CASE WHEN c.stance = 'denies' THEN c.id END)") ", i.first_day "
    "FROM incident i CROSS JOIN incident_party p ON p.incident = i.id WHERE i.state = 'review' AND p.standing = 'contested' AND EXISTS " OF_PARTY("1") " "
    "ORDER BY day DESC, 1 DESC, 3" PAGE;
/* Civilians over all in the incident's own ranges; or one speaker's civilians over the same speaker's total in one telling, which ranges hide. */
#define IS_OVER "(i.civilians_killed_low > i.killed_high OR i.civilians_injured_low > i.injured_high)"
static const char parts_sql[] =
    "SELECT i.id, 0, 0, 0, i.first_day AS day FROM incident i WHERE i.state = 'review' AND " IS_OVER " UNION ALL "
    "SELECT i.id, 0, min(c.id), max(t.id), i.first_day FROM claim c CROSS JOIN claim t ON t.telling = c.telling CROSS JOIN incident_telling m ON m.telling = c.telling "
    "CROSS JOIN incident i ON i.id = m.incident WHERE c.civilian = 'yes' AND t.civilian = 'unknown' AND t.effect = c.effect AND t.figure_party IS NULL "
    "AND t.source IS c.source AND c.low > t.high AND " STANDS("c") " AND " STANDS("t") " AND i.state = 'review' AND " IS_OVER " IS NOT TRUE GROUP BY i.id "
    "ORDER BY day DESC, 1 DESC" PAGE;
/* A tenth of a degree is 11 km from north to south. */
#define IS_SPOT(i) i ".precision IN ('exact', 'village', 'town', 'city', 'near') AND " i ".state <> 'rejected'"
static const char near_sql[] = "SELECT i.id, o.id, 0, 0 FROM incident i JOIN incident o ON o.first_day = i.first_day AND o.id < i.id "
    "AND abs(o.lat - i.lat) < 0.1 AND abs(o.lon - i.lon) < 0.1 WHERE " IS_SPOT("i") " AND " IS_SPOT("o") " AND o.last_day - o.first_day <= 1 AND i.last_day - i.first_day <= 1 "
    "AND NOT " PAIR_REJECTED_SQL("i.id", "o.id") LATEST_FIRST ", o.id DESC" PAGE;

static const char *const doubts_sql[CASUS_N_DOUBTS] = {
    [CASUS_DOUBT_CLAIM] = claims_sql, [CASUS_DOUBT_CONTRADICTION] = contradictions_sql, [CASUS_DOUBT_SPEAKER] = speakers_sql,
    [CASUS_DOUBT_PARTS] = parts_sql, [CASUS_DOUBT_NEAR] = near_sql,
};

static bool list_rows(Work *work, const Asked *asked) {
    sqlite3_stmt *row = ask_listing(work, doubts_sql[asked->doubt]);
    int64_t n = 0;
    bind_number(row, ":limit", asked->limit);
    bind_number(row, ":offset", asked->offset);
    while (next_row(work->ledger, row)) {
        if (n++ == asked->limit) {
            *asked->next = asked->offset + asked->limit;
            return true;
        }
        CasusLedgerDoubt doubt = { sqlite3_column_int64(row, 0), sqlite3_column_int64(row, 1), sqlite3_column_int64(row, 2), sqlite3_column_int64(row, 3) };
        if (!asked->fn(asked->to, &doubt)) return true;
    }
    return true;
}

/* ---- those that the rule of sameness finds ------------------------------------------------------------------------------------- */

/* Incidents looked at for one page, so that an answer comes soon where few are alike. The offset counts incidents. */
enum { MOST_LOOKED_AT = 60, MOST_NEIGHBOURS = 500 };
static const char tellings_sql[] = "SELECT i.id, (SELECT m.telling FROM incident_telling m WHERE m.incident = i.id ORDER BY m.telling LIMIT 1) FROM incident i "
    "WHERE i.state <> 'rejected'" LATEST_FIRST PAGE;

static int64_t incident_of(Work *work, int64_t telling) {
    sqlite3_stmt *row = ask(work->ledger, QUERY_INCIDENT_OF_TELLING);
    bind_number(row, ":telling", telling);
    int64_t incident = next_row(work->ledger, row) ? sqlite3_column_int64(row, 0) : 0;
    if (row) sqlite3_reset(row);
    return incident;
}

static bool is_rejected(Work *work, int64_t one, int64_t other) {
    sqlite3_stmt *row = ask(work->ledger, QUERY_PAIR_REJECTED);
    bind_number(row, ":one", one);
    bind_number(row, ":other", other);
    bool is_so = next_row(work->ledger, row) && sqlite3_column_int(row, 0);
    if (row) sqlite3_reset(row);
    return is_so;
}

static void add_neighbours(Work *work, const SameBlock *block, IdList *neighbours) {
    sqlite3_stmt *rows = ask(work->ledger, QUERY_NEIGHBOURS);
    bind_number(rows, ":block", block->block);
    bind_number(rows, ":first", (int64_t)block->day - 1);
    bind_number(rows, ":last", (int64_t)block->day + 1);
    bind_number(rows, ":as_name", block->as_name);
    while (neighbours->len < MOST_NEIGHBOURS && next_row(work->ledger, rows)) *list_add(neighbours, &work->inner) = sqlite3_column_int64(rows, 0);
    if (rows) sqlite3_reset(rows);
}

/* The incidents that may be one with this one; each pair once, at the incident of the greater number. */
static IdList possible_matches(Work *work, int64_t incident, int64_t telling) {
    SameBlock blocks[SAME_MAX_BLOCKS];
    IdList neighbours = { 0 }, found = { 0 };
    const Telling *own = telling_of(work, telling);
    size_t n = own ? same_blocks(&own->key, blocks) : 0;
    for (size_t i = 0; i < n && neighbours.len < MOST_NEIGHBOURS; i++) add_neighbours(work, &blocks[i], &neighbours);
    ids_sort(&neighbours);
    for (size_t i = 0; i < neighbours.len; i++) {
        int64_t other = incident_of(work, neighbours.at[i]);
        const Telling *its = other && other < incident ? telling_of(work, neighbours.at[i]) : NULL;
        if (!its) continue;
        SameScore score = same_score(&own->key, &its->key);
        if (same_is_possible(&score)) *list_add(&found, &work->inner) = other;
    }
    ids_sort(&found);
    return found;
}

static bool give_matches(Work *work, const Asked *asked, int64_t incident, int64_t telling, int64_t *n) {
    IdList others = possible_matches(work, incident, telling);
    bool goes_on = true;
    for (size_t i = 0; i < others.len && goes_on; i++) {
        if (is_rejected(work, incident, others.at[i])) continue;
        ++*n;
        goes_on = asked->fn(asked->to, &(CasusLedgerDoubt){ .incident = incident, .other = others.at[i] });
    }
    arena_reset(&work->inner);
    return goes_on;
}

static bool list_matches(Work *work, const Asked *asked) {
    sqlite3_stmt *row = ask_listing(work, tellings_sql);
    int64_t n = 0, n_looked = 0;
    bind_number(row, ":limit", MOST_LOOKED_AT);
    bind_number(row, ":offset", asked->offset);
    while (next_row(work->ledger, row)) {
        if (n >= asked->limit || n_looked == MOST_LOOKED_AT) {
            *asked->next = asked->offset + n_looked;
            return true;
        }
        n_looked++;
        if (!give_matches(work, asked, sqlite3_column_int64(row, 0), sqlite3_column_int64(row, 1), &n)) return true;
    }
    return true;
}

static bool list(Work *work, void *what) {
    const Asked *asked = what;
    return asked->doubt == CASUS_DOUBT_MATCH ? list_matches(work, asked) : list_rows(work, asked);
}

bool casus_ledger_doubts(CasusLedger *ledger, CasusDoubt doubt, int64_t limit, int64_t offset, CasusDoubtFn fn, void *to, int64_t *next, CasusError *err) {
    Asked asked = { doubt, limit, offset > 0 ? offset : 0, fn, to, next };
    *next = 0;
    return ledger_settled(ledger, err) && ledger_work(ledger, false, list, &asked, err);
}
