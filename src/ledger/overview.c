/* Many incidents seen from far: how many there are, in which months or days, in which squares of the map. */
#include "ledger/filter.h"

enum { MOST_DAYS = 92, DAY_CHARS = 10, MONTH_CHARS = 7 };

typedef struct {
    const CasusFilter *filter;
    double cell_degrees;
    CasusLedgerTotals *totals;
    CasusPeriodFn period; CasusCellFn cell; void *to;
    CasusError wrong;
} Overview;

/* Looked for once, seen three ways. Days where they are few, else months. */
static const char overview_sql[] =
    "WITH hits AS MATERIALIZED (SELECT i.id AS id, i.first_day AS day, i.\"from\" AS date, i.lat AS lat, i.lon AS lon, i.precision AS precision FROM incident i WHERE " FILTER_SQL "), "
    "shown AS (SELECT CASE WHEN max(day) - min(day) <= :most_days THEN :day_chars ELSE :month_chars END AS chars FROM hits) "
    "SELECT 0, count(*), count(*) - count(day), count(*) - count(lat), NULL, NULL, NULL FROM hits UNION ALL "
    "SELECT * FROM (SELECT 1, count(*), substr(date, 1, (SELECT chars FROM shown)) AS period, NULL, NULL, NULL, NULL FROM hits WHERE day IS NOT NULL GROUP BY period ORDER BY period) UNION ALL "
    "SELECT * FROM (SELECT 2, count(*), max(id), avg(lat), avg(lon), max(precision), NULL FROM hits WHERE lat IS NOT NULL "
    " GROUP BY CAST((lat + 90) / :cell AS INTEGER), CAST((lon + 180) / :cell AS INTEGER) ORDER BY CAST((lat + 90) / :cell AS INTEGER), CAST((lon + 180) / :cell AS INTEGER))";
enum { KIND_TOTALS, KIND_PERIOD, KIND_CELL };

static bool give_cell(Overview *o, sqlite3_stmt *row) {
    bool alone = sqlite3_column_int64(row, 1) == 1;
    CasusLedgerCell cell = { .n = sqlite3_column_int64(row, 1), .incident = alone ? sqlite3_column_int64(row, 2) : 0, .lat = sqlite3_column_double(row, 3),
                             .lon = sqlite3_column_double(row, 4), .precision = alone ? (const char *)sqlite3_column_text(row, 5) : NULL };
    return o->cell(o->to, &cell);
}

static bool give(Overview *o, sqlite3_stmt *row) {
    switch (sqlite3_column_int(row, 0)) {
    case KIND_PERIOD: return o->period(o->to, &(CasusLedgerPeriod){ (const char *)sqlite3_column_text(row, 2), sqlite3_column_int64(row, 1) });
    case KIND_CELL: return give_cell(o, row);
    default: break;
    }
    *o->totals = (CasusLedgerTotals){ sqlite3_column_int64(row, 1), sqlite3_column_int64(row, 2), sqlite3_column_int64(row, 3) };
    return true;
}

static bool overview(Work *work, void *what) {
    Overview *o = what;
    sqlite3_stmt *row = ask_listing(work, overview_sql);
    if (!filter_bind(work, row, o->filter, &o->wrong)) return false;
    bind_number(row, ":most_days", MOST_DAYS);
    bind_number(row, ":day_chars", DAY_CHARS);
    bind_number(row, ":month_chars", MONTH_CHARS);
    bind_real(row, ":cell", o->cell_degrees);
    while (next_row(work->ledger, row) && give(o, row)) {}
    return true;
}

bool casus_ledger_overview(CasusLedger *ledger, const CasusFilter *filter, double cell_degrees, CasusLedgerTotals *totals, CasusPeriodFn period,
                           CasusCellFn cell, void *to, CasusError *err) {
    Overview o = { .filter = filter, .cell_degrees = cell_degrees, .totals = totals, .period = period, .cell = cell, .to = to };
    if (!ledger_settled(ledger, err)) return false;
    if (ledger_work(ledger, false, overview, &o, err)) return true;
    if (o.wrong.status != CASUS_OK && err) *err = o.wrong;
    return false;
}
