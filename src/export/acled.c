/* ACLED's 31 columns. What ACLED's rules make where nothing is told is written down in `tags`: a figure of 0 for silence, a day in the middle of
 * a month, a group that nobody names. */
#include "export/export.h"

static const char *const columns[] = { "event_id_cnty", "event_date", "year", "time_precision", "disorder_type", "event_type", "sub_event_type", "actor1", "assoc_actor_1",
    "inter1", "actor2", "assoc_actor_2", "inter2", "interaction", "civilian_targeting", "iso", "region", "country", "admin1", "admin2", "admin3", "location", "latitude",
    "longitude", "geo_precision", "source", "source_scale", "notes", "fatalities", "tags", "timestamp" };
enum { N_COLUMNS_ACLED = sizeof columns / sizeof *columns, LONGEST_MONTH = 31, WEEK = 7 };
_Static_assert(N_COLUMNS_ACLED == 31, "ACLED has 31 columns");

typedef struct { Str name, inter; } Actor;
#define CIVILIANS "Civilians"

static void acled_begin(Exporter *e) { row_header(e, columns, N_COLUMNS_ACLED); }

static Str country_of(const Item *item) { return item->country_code->cell[COUNTRY_CODE_NAME]; }

static Actor first_actor(Exporter *e, Item *item) {
    size_t n_parties;
    Side side = side_responsible(e, item, &n_parties);
    if (n_parties > 1) add_rule(e, item, "actor1: the first of %zu parties held responsible", n_parties);
    if (side.name.len && !side.inter.len) add_rule(e, item, "inter1: empty, for the tables do not know what kind of actor this is");
    if (side.name.len) return (Actor){ side.name, side.inter };
    add_rule(e, item, "actor1: unidentified, for nobody is held responsible");
    return (Actor){ str_format(&e->inner, "Unidentified Armed Group (%.*s)", (int)country_of(item).len, country_of(item).at),
                    code_find(&e->codes.sector, SECTOR_CODE_SECTOR, S("UAF"))->cell[SECTOR_CODE_INTER] };
}

static bool harms_civilians(const Item *item) { return figure_shown(&item->civilians_killed) > 0 || figure_shown(&item->civilians_injured) > 0; }

static Actor second_actor(Exporter *e, Item *item) {
    Side side = side_harmed(e, item);
    if (side.name.len && side.inter.len) return (Actor){ side.name, side.inter };
    if (!harms_civilians(item) && !side.name.len) return (Actor){ 0 };
    return (Actor){ str_format(&e->inner, CIVILIANS " (%.*s)", (int)country_of(item).len, country_of(item).at), S(CIVILIANS) };
}

static void add_actors(Exporter *e, Row *row, Item *item) {
    Actor one = first_actor(e, item), other = second_actor(e, item);
    row_str(row, one.name);
    row_str(row, S(""));
    row_str(row, one.inter);
    row_str(row, other.name);
    row_str(row, S(""));
    row_str(row, other.inter);
    Str pair = one.inter.len && other.inter.len ? str_join(one.inter, S("-"), other.inter, &e->inner) : one.inter;
    row_str(row, pair);
    row_str(row, str_eq(other.inter, S(CIVILIANS)) ? S("Civilians targeted") : S(""));
}

static void add_place(Exporter *e, Row *row, Item *item) {
    const CodeRow *country = item->country_code;
    size_t n = item->within.len;
    row_str(row, country->cell[COUNTRY_CODE_NUMBER]);
    row_str(row, country->cell[COUNTRY_CODE_ACLED_REGION]);
    row_str(row, country->cell[COUNTRY_CODE_NAME]);
    for (size_t k = 1; k <= 3; k++) row_str(row, n >= k ? item->within.at[n - k] : (Str){ 0 });
    row_str(row, item->i.place ? word(item->i.place) : country->cell[COUNTRY_CODE_NAME]);
    row_degrees(row, item->i.has_point, item->i.lat);
    row_degrees(row, item->i.has_point, item->i.lon);
    Str precision = item->precision_code->cell[PRECISION_CODE_ACLED];
    row_str(row, precision.len ? precision : S("3"));
    if (item->cell > 0) add_rule(e, item, "latitude, longitude: rounded to %s degrees", degrees_str(item->cell, &e->inner).at);
}

/* What casus knows in a sentence; the words of the reports stay theirs. */
static Str notes_of(Exporter *e, const Item *item) {
    Text notes = { .arena = &e->inner };
    text_add_format(&notes, "casus incident %lld: %s, %lld reports of %lld origins.", (long long)item->i.id, item->i.type, (long long)item->i.n_reports,
                    (long long)item->i.n_origins);
    for (size_t k = 0; k < item->claims.len; k++) {
        const CasusLedgerClaim *claim = &item->claims.at[k];
        if (!claim->effect || strcmp(claim->effect, casus_effect_word(CASUS_EFFECT_KILLED)) != 0 || !claim->evidence) continue;
        text_add_format(&notes, " %s: \"%s\".", claim->source ? claim->source : claim->source_kind, claim->evidence);
    }
    return text_str(&notes);
}

static int64_t fatalities_of(Exporter *e, Item *item) {
    int64_t n = figure_shown(&item->killed);
    if (n != CASUS_UNKNOWN) return n;
    add_rule(e, item, "fatalities: 0, for nobody tells a number");
    return 0;
}

static int64_t newest_capture(const Item *item) {
    int64_t newest = CASUS_UNKNOWN;
    for (size_t k = 0; k < item->reports.len; k++) {
        const CasusLedgerReport *report = &item->reports.at[k];
        int64_t seconds = seconds_of(report->captured ? report->captured : report->published);
        if (seconds > newest) newest = seconds;
    }
    return newest;
}

static void add_date(Exporter *e, Row *row, Item *item) {
    const Days *days = &item->days;
    int32_t n = days->last - days->first + 1, day = day_of_middle(days);
    if (n > 1) add_rule(e, item, "event_date: the middle of %s to %s", day_format(days->first, &e->inner).at, day_format(days->last, &e->inner).at);
    row_str(row, day_format(day, &e->inner));
    row_number(row, date_of_day(day).year);
    row_number(row, n == 1 ? 1 : n <= WEEK ? 2 : 3);
}

static const char *why_not(const Item *item) {
    if (!item->type_code->cell[EVENT_CODE_ACLED].len) return "a type that ACLED does not record";
    if (item->i.stage && strcmp(item->i.stage, casus_stage_word(CASUS_STAGE_ACCOMPLISHED)) != 0) return "attempted or threatened only";
    if (item->days.first == CASUS_NO_DAY) return "no date is told";
    if (item->days.last - item->days.first >= LONGEST_MONTH) return "not dated within a month";
    if (!country_of(item).len) return "no country is known";
    return NULL;
}

static void acled_write(Exporter *e, Item *item) {
    const char *why = why_not(item);
    if (why) { leave_out(e, why); return; }
    Row row = row_start(e);
    row_str(&row, str_format(&e->inner, "%.*s%lld", (int)item->country_code->cell[COUNTRY_CODE_ISO3].len, item->country_code->cell[COUNTRY_CODE_ISO3].at, (long long)item->i.id));
    add_date(e, &row, item);
    row_str(&row, item->type_code->cell[EVENT_CODE_ACLED_DISORDER]);
    row_str(&row, item->type_code->cell[EVENT_CODE_ACLED]);
    row_str(&row, item->type_code->cell[EVENT_CODE_ACLED_SUB]);
    add_actors(e, &row, item);
    add_place(e, &row, item);
    row_str(&row, publishers_str(e, item));
    row_str(&row, S(""));                   /* how far a source reaches is not known */
    row_str(&row, notes_of(e, item));
    row_number(&row, fatalities_of(e, item));
    row_str(&row, rules_str(e, item));
    row_number(&row, newest_capture(item));
    row_write(e, &row, N_COLUMNS_ACLED);
}

const Shape shape_acled = { .name = "acled", .policy = POLICY_LOWEST, .killed_column = "fatalities", .without_injured = true, .begin = acled_begin, .write = acled_write };
