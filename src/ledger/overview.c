/* Many incidents seen from far: how many there are, in which months or days, in which squares of the map. */
#include "ledger/filter.h"

enum { MOST_DAYS = 92, DAY_CHARS = 10, MONTH_CHARS = 7 };

typedef struct {
    const CasusFilter *filter;
    double cell_degrees;
    CasusLedgerTotals *totals;
    CasusPeriodFn period; CasusCellFn cell; void *to;
    CasusError wrong;
    int64_t n_days;                     /* from the first to the last */
    bool stopped;
} Overview;

static const char totals_sql[] = "SELECT count(*), count(*) - count(i.first_day), count(*) - count(i.lat), max(i.first_day) - min(i.first_day) "
                                 "FROM incident i WHERE " FILTER_SQL;
static const char periods_sql[] = "SELECT substr(i.\"from\", 1, :chars), count(*) FROM incident i WHERE i.first_day IS NOT NULL AND " FILTER_SQL " GROUP BY 1 ORDER BY 1";
static const char cells_sql[] = "SELECT count(*), max(i.id), avg(i.lat), avg(i.lon), max(i.precision) FROM incident i WHERE i.lat IS NOT NULL AND " FILTER_SQL
                                " GROUP BY CAST((i.lat + 90) / :cell AS INTEGER), CAST((i.lon + 180) / :cell AS INTEGER)"
                                " ORDER BY CAST((i.lat + 90) / :cell AS INTEGER), CAST((i.lon + 180) / :cell AS INTEGER)";

static bool give_totals(Overview *o, sqlite3_stmt *row) {
    *o->totals = (CasusLedgerTotals){ sqlite3_column_int64(row, 0), sqlite3_column_int64(row, 1), sqlite3_column_int64(row, 2) };
    o->n_days = sqlite3_column_int64(row, 3);
    return true;
}

static bool give_period(Overview *o, sqlite3_stmt *row) {
    return o->period(o->to, &(CasusLedgerPeriod){ (const char *)sqlite3_column_text(row, 0), sqlite3_column_int64(row, 1) });
}

static bool give_cell(Overview *o, sqlite3_stmt *row) {
    bool alone = sqlite3_column_int64(row, 0) == 1;
    CasusLedgerCell cell = { .n = sqlite3_column_int64(row, 0), .incident = alone ? sqlite3_column_int64(row, 1) : 0, .lat = sqlite3_column_double(row, 2),
                             .lon = sqlite3_column_double(row, 3), .precision = alone ? (const char *)sqlite3_column_text(row, 4) : NULL };
    return o->cell(o->to, &cell);
}

static bool look(Work *work, Overview *o, const char *sql, bool (*give)(Overview *, sqlite3_stmt *)) {
    sqlite3_stmt *row = ask_listing(work, sql);
    if (!filter_bind(work, row, o->filter, &o->wrong)) return false;
    bind_number(row, ":chars", o->n_days <= MOST_DAYS ? DAY_CHARS : MONTH_CHARS);
    bind_real(row, ":cell", o->cell_degrees);
    while (!o->stopped && next_row(work->ledger, row)) o->stopped = !give(o, row);
    sqlite3_finalize(work->rows);
    work->rows = NULL;
    return true;
}

static bool overview(Work *work, void *what) {
    Overview *o = what;
    return look(work, o, totals_sql, give_totals) && look(work, o, periods_sql, give_period) && look(work, o, cells_sql, give_cell);
}

bool casus_ledger_overview(CasusLedger *ledger, const CasusFilter *filter, double cell_degrees, CasusLedgerTotals *totals, CasusPeriodFn period,
                           CasusCellFn cell, void *to, CasusError *err) {
    Overview o = { .filter = filter, .cell_degrees = cell_degrees, .totals = totals, .period = period, .cell = cell, .to = to };
    if (!ledger_settled(ledger, err)) return false;
    if (ledger_work(ledger, false, overview, &o, err)) return true;
    if (o.wrong.status != CASUS_OK && err) *err = o.wrong;
    return false;
}
