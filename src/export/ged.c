/* The 49 columns of UCDP's georeferenced event data (GED). What UCDP numbers itself (conflicts, dyads, sides) stays empty. A row rests on at least
 * one death, a side that is named, and a day; `code_status` names the values that a rule made. */
#include "export/export.h"

static const char *const columns[] = { "id", "relid", "year", "active_year", "code_status", "type_of_violence", "conflict_dset_id", "conflict_new_id", "conflict_name",
    "dyad_dset_id", "dyad_new_id", "dyad_name", "side_a_dset_id", "side_a_new_id", "side_a", "side_b_dset_id", "side_b_new_id", "side_b", "number_of_sources",
    "source_article", "source_office", "source_date", "source_headline", "source_original", "where_prec", "where_coordinates", "where_description", "adm_1", "adm_2",
    "latitude", "longitude", "geom_wkt", "priogrid_gid", "country", "country_id", "region", "event_clarity", "date_prec", "date_start", "date_end", "deaths_a",
    "deaths_b", "deaths_civilians", "deaths_unknown", "best", "high", "low", "gwnoa", "gwnob" };
enum { N_COLUMNS_GED = sizeof columns / sizeof *columns };
_Static_assert(N_COLUMNS_GED == 49, "UCDP GED has 49 columns");

enum { STATE_BASED = 1, NON_STATE, ONE_SIDED };
typedef struct { int type; Side a, b; int64_t deaths_a, deaths_b, civilians, unknown, best, low, high; } Dyad;

static void ged_begin(Exporter *e) { row_header(e, columns, N_COLUMNS_GED); }

static bool is_state(const Side *side) { return str_eq(side->side, S("state")); }

/* Dead of the harmed party, as the best supported claim that names it says; CASUS_UNKNOWN when none does. */
static int64_t deaths_of_party(const Item *item, Str party) {
    int64_t deaths = CASUS_UNKNOWN;
    for (size_t k = 0; k < item->claims.len; k++) {
        const CasusLedgerClaim *claim = &item->claims.at[k];
        if (!claim->effect || strcmp(claim->effect, casus_effect_word(CASUS_EFFECT_KILLED)) != 0 || !str_eq(word(claim->figure_party), party)) continue;
        if (claim->civilian && strcmp(claim->civilian, casus_civilian_word(CASUS_CIVILIAN_YES)) == 0) continue;
        if (claim->range.low > deaths) deaths = claim->range.low;
    }
    return deaths;
}

static int64_t at_most(int64_t n, int64_t most) { return n == CASUS_UNKNOWN || n < 0 ? 0 : n > most ? most : n; }

/* The four columns of deaths, whose sum is `best`. */
static void share_deaths(Exporter *e, Item *item, Dyad *d) {
    d->best = figure_shown(&item->killed);
    d->low = item->killed.low != CASUS_UNKNOWN ? item->killed.low : d->best;
    d->high = item->killed.high != CASUS_UNKNOWN ? item->killed.high : d->best;
    if (item->killed.high == CASUS_UNKNOWN) add_rule(e, item, "high: as best, for it is told without an upper bound");
    if (d->high < d->best) d->high = d->best;
    d->civilians = at_most(figure_shown(&item->civilians_killed), d->best);
    d->deaths_b = d->type == ONE_SIDED ? 0 : at_most(deaths_of_party(item, d->b.name), d->best - d->civilians);
    d->unknown = d->best - d->civilians - d->deaths_b;
}

/* UCDP puts the government first. */
static void order_sides(Exporter *e, Item *item, Dyad *d) {
    if (d->type != STATE_BASED || is_state(&d->a)) return;
    Side a = d->a;
    d->a = d->b;
    d->b = a;
    d->deaths_a = d->deaths_b;
    d->deaths_b = 0;
    add_rule(e, item, "side_a: the state's side first");
}

static bool find_dyad(Exporter *e, Item *item, Dyad *d) {
    size_t n_parties;
    *d = (Dyad){ .a = side_responsible(e, item, &n_parties), .b = side_harmed(e, item) };
    if (!d->a.name.len) return false;
    if (n_parties > 1) add_rule(e, item, "side_a: the first of %zu parties held responsible", n_parties);
    bool has_two_sides = d->b.side.len && deaths_of_party(item, d->b.name) > 0;
    d->type = !has_two_sides ? ONE_SIDED : is_state(&d->a) || is_state(&d->b) ? STATE_BASED : NON_STATE;
    share_deaths(e, item, d);
    if (d->type != ONE_SIDED) { order_sides(e, item, d); return true; }
    d->b = (Side){ .name = S("Civilians") };
    if (!figure_is_said(&item->civilians_killed)) add_rule(e, item, "type_of_violence: one-sided, for no armed party is named among the dead");
    return true;
}

static int date_precision(const Days *days) {
    enum { WEEK = 7, MONTH = 31 };
    int32_t n = days->last - days->first + 1;
    return n == 1 ? 1 : n < WEEK ? 2 : n == WEEK ? 3 : n <= MONTH ? 4 : 5;
}

/* Cells of half a degree, counted from the south-west. Source: PRIO-GRID 2.0 codebook (Tollefsen, Strand, Buhaug 2012). */
static int64_t grid_cell(const CasusLedgerIncident *i) {
    enum { COLUMNS = 720, ROWS = 360 };
    if (!i->has_point) return CASUS_UNKNOWN;
    int64_t row = (int64_t)((i->lat + 90) * 2), column = (int64_t)((i->lon + 180) * 2);
    if (row >= ROWS) row = ROWS - 1;
    if (column >= COLUMNS) column = COLUMNS - 1;
    return row * COLUMNS + column + 1;
}

static Str state_number(Exporter *e, const Side *side) {
    if (!is_state(side)) return (Str){ 0 };
    return code_find(&e->codes.country, COUNTRY_CODE_ISO3, str_of(side->country))->cell[COUNTRY_CODE_STATE];
}

static void add_dyad(Exporter *e, Row *row, const Item *item, const Dyad *d) {
    Str rules = rules_str(e, item);
    row_str(row, rules.len ? str_join(S("made by rule"), S(": "), rules, &e->inner) : S("Clear"));
    row_number(row, d->type);
    row_str(row, S(""));
    row_str(row, S(""));
    row_str(row, S(""));                    /* the conflict's name is UCDP's */
    row_str(row, S(""));
    row_str(row, S(""));
    row_str(row, str_join(d->a.name, S(" - "), d->b.name, &e->inner));
    row_str(row, S(""));
    row_str(row, S(""));
    row_str(row, d->a.name);
    row_str(row, S(""));
    row_str(row, S(""));
    row_str(row, d->b.name);
}

static void add_sources(Exporter *e, Row *row, const Item *item) {
    Text articles = { .arena = &e->inner }, dates = { .arena = &e->inner }, titles = { .arena = &e->inner };
    for (size_t k = 0; k < item->reports.len; k++) {
        const CasusLedgerReport *report = &item->reports.at[k];
        const char *between = k ? "; " : "";
        Str day = word(report->published);
        if (day.len > 10) day.len = 10;
        text_add_format(&articles, "%s\"%s,%.*s,%s\"", between, report->publisher ? report->publisher : report->url ? report->url : "", (int)day.len, day.at ? day.at : "",
                        report->title ? report->title : "");
        text_add_format(&dates, "%s%.*s", between, (int)day.len, day.at ? day.at : "");
        text_add_format(&titles, "%s%s", between, report->title ? report->title : "");
    }
    row_number(row, item->i.n_reports);
    row_str(row, text_str(&articles));
    row_str(row, publishers_str(e, item));
    row_str(row, text_str(&dates));
    row_str(row, text_str(&titles));
    row_str(row, speakers_str(e, item));
}

static void add_place(Exporter *e, Row *row, const Item *item) {
    const CasusLedgerIncident *i = &item->i;
    size_t n = item->within.len;
    row_str(row, item->precision_code->cell[PRECISION_CODE_GED].len ? item->precision_code->cell[PRECISION_CODE_GED] : S("6"));
    row_str(row, word(i->place));
    row_str(row, item->cell > 0 ? str_format(&e->inner, "coordinates rounded to %s degrees", degrees_str(item->cell, &e->inner).at) : S(""));
    row_str(row, n > 0 ? item->within.at[n - 1] : (Str){ 0 });
    row_str(row, n > 1 ? item->within.at[n - 2] : (Str){ 0 });
    row_degrees(row, i->has_point, i->lat);
    row_degrees(row, i->has_point, i->lon);
    Text point = { .arena = &e->inner };
    if (i->has_point) {
        text_add(&point, S("POINT ("));
        text_add(&point, degrees_str(i->lon, &e->inner));
        text_add_char(&point, ' ');
        text_add(&point, degrees_str(i->lat, &e->inner));
        text_add_char(&point, ')');
    }
    row_str(row, text_str(&point));
    row_number(row, grid_cell(i));
    row_str(row, item->country_code->cell[COUNTRY_CODE_NAME]);
    row_str(row, item->country_code->cell[COUNTRY_CODE_STATE]);
    row_str(row, item->country_code->cell[COUNTRY_CODE_UCDP_REGION]);
}

static void add_numbers(Exporter *e, Row *row, const Item *item, const Dyad *d) {
    row_number(row, item->days.last - item->days.first > 1 && !item->days.whole_days ? 2 : 1);
    row_number(row, date_precision(&item->days));
    row_str(row, day_format(item->days.first, &e->inner));
    row_str(row, day_format(item->days.last, &e->inner));
    row_number(row, d->deaths_a);
    row_number(row, d->deaths_b);
    row_number(row, d->civilians);
    row_number(row, d->unknown);
    row_number(row, d->best);
    row_number(row, d->high);
    row_number(row, d->low);
    row_str(row, state_number(e, &d->a));
    row_str(row, state_number(e, &d->b));
}

/* Why an incident is no event of UCDP's; NULL when it is one. */
static const char *why_not(const Item *item) {
    if (!item->type_code->cell[EVENT_CODE_GED].len) return "no organised violence by its type";
    if (item->i.stage && strcmp(item->i.stage, casus_stage_word(CASUS_STAGE_ACCOMPLISHED)) != 0) return "attempted or threatened only";
    if (figure_shown(&item->killed) <= 0) return "no death is told";
    if (item->days.first == CASUS_NO_DAY) return "no date is told";
    return NULL;
}

static void ged_write(Exporter *e, Item *item) {
    Dyad d;
    const char *why = why_not(item);
    if (why) { leave_out(e, why); return; }
    if (!find_dyad(e, item, &d)) { leave_out(e, "no side is named"); return; }
    Date date = date_of_day(item->days.first);
    Row row = row_start(e);
    row_number(&row, item->i.id);
    row_str(&row, str_format(&e->inner, "%s-%d-casus-%lld", item->i.country ? item->i.country : "XX", date.year, (long long)item->i.id));
    row_number(&row, date.year);
    row_str(&row, S(""));
    add_dyad(e, &row, item, &d);
    add_sources(e, &row, item);
    add_place(e, &row, item);
    add_numbers(e, &row, item, &d);
    row_write(e, &row, N_COLUMNS_GED);
}

const Shape shape_ged = { .name = "ged", .policy = POLICY_BEST, .killed_column = "best", .without_injured = true, .begin = ged_begin, .write = ged_write };
