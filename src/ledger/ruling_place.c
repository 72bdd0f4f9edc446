/* Where rulings apply today. A ruling on a claim is placed on what the newest version of the report says by the same words, or in the same stretch of
 * the same bytes, on the same question; a ruling on an incident, on the tellings that go on from those it was made on. What has no place is listed. */
#include "ledger/ruling.h"

typedef struct { int64_t incident, other, telling, claim; bool is_blind; } Target;

static Target target_of(CasusLedger *ledger, int64_t ruling) {
    sqlite3_stmt *row = ask(ledger, QUERY_RULING);
    bind_number(row, ":ruling", ruling);
    if (!next_row(ledger, row)) return (Target){ 0 };
    int64_t undoes = sqlite3_column_int64(row, 5);
    Target target = { sqlite3_column_int64(row, 1), sqlite3_column_int64(row, 2), sqlite3_column_int64(row, 3), sqlite3_column_int64(row, 4),
                      sqlite3_column_type(row, 6) != SQLITE_NULL };
    sqlite3_reset(row);
    return undoes ? target_of(ledger, undoes) : target;         /* an undo undoes no undo: one step */
}

int64_t live_telling(Work *work, int64_t anchor) {
    sqlite3_stmt *row = ask(work->ledger, QUERY_LIVE_TELLING);
    bind_number(row, ":anchor", anchor);
    int64_t telling = next_row(work->ledger, row) ? sqlite3_column_int64(row, 0) : 0;
    if (row) sqlite3_reset(row);
    return telling;
}

static int64_t live_claim(Work *work, int64_t claim, int64_t *telling) {
    sqlite3_stmt *row = ask(work->ledger, QUERY_LIVE_CLAIM);
    bind_number(row, ":claim", claim);
    bool found = next_row(work->ledger, row);
    int64_t live = found ? sqlite3_column_int64(row, 0) : 0;
    *telling = found ? sqlite3_column_int64(row, 1) : 0;
    if (row) sqlite3_reset(row);
    return live;
}

static void run_on(Work *work, Query query, const char *name, int64_t id) {
    sqlite3_stmt *row = ask(work->ledger, query);
    bind_number(row, name, id);
    run_to_end(work->ledger, row);
}

static void put_place(Work *work, int64_t ruling, int64_t telling, int64_t claim, IdList *touched) {
    sqlite3_stmt *row = ask(work->ledger, QUERY_PUT_PLACE);
    bind_number(row, ":ruling", ruling);
    bind_number(row, ":telling", telling);
    bind_id(row, ":claim", claim);
    run_to_end(work->ledger, row);
    if (touched && telling) *list_add(touched, &work->scratch) = telling;
}

typedef LIST_OF(int64_t) Claims;

/* The claims that it is placed on, and their tellings. */
static Claims placed_claims(Work *work, int64_t ruling, IdList *touched) {
    Claims claims = { 0 };
    sqlite3_stmt *rows = ask(work->ledger, QUERY_PLACES);
    bind_number(rows, ":ruling", ruling);
    while (next_row(work->ledger, rows)) {
        int64_t telling = sqlite3_column_int64(rows, 0), claim = sqlite3_column_int64(rows, 1);
        if (touched && telling) *list_add(touched, &work->scratch) = telling;
        if (claim) *list_add(&claims, &work->scratch) = claim;
    }
    return claims;
}

void ruling_place(Work *work, int64_t ruling, IdList *touched) {
    Target target = target_of(work->ledger, ruling);
    if (target.is_blind) return;
    bool placed = true;
    if (target.claim) {
        int64_t telling, live = live_claim(work, target.claim, &telling);
        if (live) put_place(work, ruling, telling, live, touched);
        placed = live != 0;
    }
    const int64_t anchors[] = { target.incident, target.other, target.telling };
    for (size_t i = 0; i < sizeof anchors / sizeof *anchors; i++) {
        int64_t telling = anchors[i] ? live_telling(work, anchors[i]) : 0;
        if (telling) put_place(work, ruling, telling, 0, touched);
        else if (anchors[i]) placed = false;
    }
    if (!placed) run_on(work, QUERY_PUT_UNPLACED, ":ruling", ruling);
}

/* ---- claims as they stand ------------------------------------------------------------------------------------------------ */

/* Where it was assigned before is touched, too. */
static void drop_ruled(Work *work, int64_t claim, IdList *touched) {
    sqlite3_stmt *row = ask(work->ledger, QUERY_MOVED_TO);
    bind_number(row, ":claim", claim);
    int64_t moved = next_row(work->ledger, row) ? sqlite3_column_int64(row, 0) : 0;
    if (row) sqlite3_reset(row);
    if (touched && moved) *list_add(touched, &work->scratch) = moved;
    run_on(work, QUERY_DROP_CLAIM_RULED, ":claim", claim);
}

void ruling_apply_to_claims(Work *work, int64_t ruling, IdList *touched) {
    Claims claims = placed_claims(work, ruling, NULL);
    for (size_t i = 0; i < claims.len; i++) {
        drop_ruled(work, claims.at[i], touched);
        run_on(work, QUERY_RULE_CLAIM, ":claim", claims.at[i]);
    }
}

static IdList listed(Work *work, Query query) {
    IdList ids = { 0 };
    sqlite3_stmt *rows = ask(work->ledger, query);
    while (next_row(work->ledger, rows)) *list_add(&ids, &work->scratch) = sqlite3_column_int64(rows, 0);
    return ids;
}

void rulings_place_all(Work *work) {
    run_sql(work->ledger, "DELETE FROM ruling_place; DELETE FROM ruling_unplaced; DELETE FROM claim_ruled");
    IdList rulings = listed(work, QUERY_RULINGS_PLACED);
    for (size_t i = 0; i < rulings.len; i++) ruling_place(work, rulings.at[i], NULL);
    for (size_t i = 0; i < rulings.len; i++) ruling_apply_to_claims(work, rulings.at[i], NULL);
}

void rulings_place_waiting(Work *work, IdList *touched) {
    IdList rulings = listed(work, QUERY_RULINGS_WAITING);
    for (size_t i = 0; i < rulings.len; i++) {
        Claims were = placed_claims(work, rulings.at[i], touched);
        for (size_t k = 0; k < were.len; k++) drop_ruled(work, were.at[k], touched);
        run_on(work, QUERY_DROP_PLACES, ":ruling", rulings.at[i]);
        run_on(work, QUERY_DROP_UNPLACED, ":ruling", rulings.at[i]);
        ruling_place(work, rulings.at[i], touched);
    }
    for (size_t i = 0; i < rulings.len; i++) ruling_apply_to_claims(work, rulings.at[i], touched);
}
