/* Incidents of other data sets: UCDP GED, ACLED, Airwars. */
#include "export/compare.h"

#include <stdio.h>

enum { MOST_CELLS = 200 };
typedef struct { Str cell[MOST_CELLS]; size_t n; } Cells;
typedef struct {
    Comparing *c;
    const Codes *codes; Arena *arena;
    char separator;
    size_t line, row_line;              /* of the file, from 1; where the row begins */
    Cells head, row;
} Reading;

/* ---- CSV, RFC 4180 -------------------------------------------------------------------------------------------------------- */

static bool ends_line(char c) { return c == '\r' || c == '\n'; }

/* A cell in quotes; *at stands after the first quote and is left after the last. */
static Str quoted_cell(Reading *r, Str file, size_t *at) {
    Text cell = { .arena = r->arena };
    for (; *at < file.len; ++*at) {
        char c = file.at[*at];
        r->line += c == '\n';
        if (c == '"' && (*at + 1 >= file.len || file.at[*at + 1] != '"')) {
            ++*at;
            break;
        }
        text_add_char(&cell, c);
        if (c == '"') ++*at;
    }
    return text_str(&cell);
}

static Str plain_cell(const Reading *r, Str file, size_t *at) {
    size_t from = *at;
    while (*at < file.len && file.at[*at] != r->separator && !ends_line(file.at[*at])) ++*at;
    return str_cut(file, from, *at);
}

/* The next line of cells; those beyond the most are dropped. false at the end. */
static bool next_row(Reading *r, Str file, size_t *at, Cells *row) {
    for (; *at < file.len && ends_line(file.at[*at]); ++*at) r->line += file.at[*at] == '\n';
    if (*at >= file.len) return false;
    r->row_line = r->line;
    for (row->n = 0;;) {
        bool quoted = *at < file.len && file.at[*at] == '"';
        if (quoted) ++*at;
        Str cell = quoted ? quoted_cell(r, file, at) : plain_cell(r, file, at);
        if (quoted) (void)plain_cell(r, file, at);          /* what stands after the quotes */
        if (row->n < MOST_CELLS) row->cell[row->n++] = cell;
        if (*at >= file.len || file.at[*at] != r->separator) return true;
        ++*at;
    }
}

/* Spreadsheets of other countries, and ACLED's own files once, put semicolons or tabs between cells. */
static char separator_of(Str file) {
    for (size_t at = 0; at < file.len && !ends_line(file.at[at]); at++)
        if (strchr(",;\t", file.at[at])) return file.at[at];
    return ',';
}

static bool has_column(const Cells *head, const char *name) {
    for (size_t k = 0; k < head->n; k++)
        if (str_eq(head->cell[k], str_of(name))) return true;
    return false;
}

static Str cell_of(const Reading *r, const char *name) {
    for (size_t k = 0; k < r->head.n; k++)
        if (str_eq(r->head.cell[k], str_of(name))) return k < r->row.n ? str_trim(r->row.cell[k]) : (Str){ 0 };
    return (Str){ 0 };
}

/* ---- values --------------------------------------------------------------------------------------------------------------- */

static bool parse_number(Str digits, double *number) {
    JsonReader reader = json_read(digits);
    JsonValue value = json_value(&reader);
    return value.kind == JSON_NUMBER && json_double(value, number);
}

static int64_t parse_whole(Str digits) {
    double number;
    if (!parse_number(digits, &number) || number < 0 || number > 1e9) return CASUS_UNKNOWN;
    return (int64_t)number;
}

static void set_point(Told *told, Str lat, Str lon) {
    told->has_point = parse_number(lat, &told->lat) && parse_number(lon, &told->lon);
}

/* "2031-03-04", with or without a time behind it, or "04 March 2031". */
static int32_t parse_day(const Reading *r, Str words) {
    enum { ISO = 10 };
    Date date;
    if (date_parse(words.len > ISO ? str_cut(words, 0, ISO) : words, &date, NULL) && date.day) return day_of_date(date.year, date.month, date.day);
    size_t first = str_find(words, S(" "), 0), second = first == SIZE_MAX ? SIZE_MAX : str_find(words, S(" "), first + 1);
    if (second == SIZE_MAX) return CASUS_NO_DAY;
    Str month = code_find(&r->codes->month, MONTH_CODE_NAME, str_cut(words, first + 1, second))->cell[MONTH_CODE_NUMBER];
    Str day = str_cut(words, 0, first), year = str_cut(words, second + 1, words.len);
    if (!month.len || !date_parse(str_format(r->arena, "%.*s-%.*s-%s%.*s", (int)year.len, year.at, (int)month.len, month.at, day.len == 1 ? "0" : "", (int)day.len, day.at),
                                  &date, NULL))
        return CASUS_NO_DAY;
    return day_of_date(date.year, date.month, date.day);
}

/* A row that is no incident costs itself. */
static void refuse_row(Reading *r, const char *unit, size_t at, const char *why) {
    char line[400];
    r->c->n->theirs_unread++;
    if (!r->c->how->fault) return;
    snprintf(line, sizeof line, "%s: %s %zu: %s; it is left out", r->c->path, unit, at, why);
    r->c->how->fault(r->c->how->with, line);
}

static void add_told(Reading *r, Told *told, const char *unit, size_t at) {
    if (!told->id.len) {
        refuse_row(r, unit, at, "no id");
        return;
    }
    if (told->first == CASUS_NO_DAY) {
        refuse_row(r, unit, at, "no date that can be read, as 2031-03-04 or 04 March 2031");
        return;
    }
    if (told->last == CASUS_NO_DAY || told->last < told->first) told->last = told->first;
    told->from = day_format(told->first, r->arena);
    told->to = day_format(told->last, r->arena);
    *list_add(&r->c->theirs, r->arena) = *told;
}

static Str country_by(const Reading *r, int column, Str key) { return code_find(&r->codes->country, column, key)->cell[COUNTRY_CODE_ISO2]; }

static Str word_by(const CodeTable *table, int column, Str key) { return code_find(table, column, key)->cell[0]; }

/* ---- the three ------------------------------------------------------------------------------------------------------------ */

static void read_ged(Reading *r) {
    Told told = { .id = cell_of(r, "id"), .place = cell_of(r, "where_coordinates"), .within = cell_of(r, "adm_1") };
    told.first = parse_day(r, cell_of(r, "date_start"));
    told.last = parse_day(r, cell_of(r, "date_end"));
    told.type = str_of(casus_event_type_word(CASUS_EVENT_ATTACK));
    told.precision = word_by(&r->codes->precision, PRECISION_CODE_GED, cell_of(r, "where_prec"));
    told.country = country_by(r, COUNTRY_CODE_STATE, cell_of(r, "country_id"));
    told.party[0] = cell_of(r, "side_a");
    told.party[1] = cell_of(r, "side_b");
    set_point(&told, cell_of(r, "latitude"), cell_of(r, "longitude"));
    told.killed = (CasusRange){ parse_whole(cell_of(r, "low")), parse_whole(cell_of(r, "high")) };
    told.injured = (CasusRange){ CASUS_UNKNOWN, CASUS_UNKNOWN };
    add_told(r, &told, "line", r->row_line);
}

/* ACLED tells the middle of a stretch, and how long it may be. */
static void spread_days(Told *told, Str precision) {
    enum { HALF_WEEK = 3 };
    if (told->first == CASUS_NO_DAY) return;
    Date date = date_of_day(told->first);
    told->last = told->first;
    if (str_eq(precision, S("2"))) told->first -= HALF_WEEK, told->last += HALF_WEEK;
    if (!str_eq(precision, S("3"))) return;
    told->first = day_of_date(date.year, date.month, 1);
    told->last = day_of_date(date.year, date.month, days_in_month(date.year, date.month));
}

static void read_acled(Reading *r) {
    Told told = { .id = cell_of(r, "event_id_cnty"), .place = cell_of(r, "location"), .within = cell_of(r, "admin1") };
    told.first = parse_day(r, cell_of(r, "event_date"));
    spread_days(&told, cell_of(r, "time_precision"));
    told.code = cell_of(r, "sub_event_type");
    told.type = word_by(&r->codes->event, EVENT_CODE_ACLED_SUB, told.code);
    told.precision = word_by(&r->codes->precision, PRECISION_CODE_ACLED, cell_of(r, "geo_precision"));
    told.country = country_by(r, COUNTRY_CODE_NUMBER, cell_of(r, "iso"));
    if (!told.country.len) told.country = country_by(r, COUNTRY_CODE_NAME, cell_of(r, "country"));
    told.party[0] = cell_of(r, "actor1");
    told.party[1] = cell_of(r, "actor2");
    set_point(&told, cell_of(r, "latitude"), cell_of(r, "longitude"));
    int64_t killed = parse_whole(cell_of(r, "fatalities"));
    if (killed == 0) killed = CASUS_UNKNOWN;        /* ACLED's 0 is silence as well */
    told.killed = (CasusRange){ killed, killed };
    told.injured = (CasusRange){ CASUS_UNKNOWN, CASUS_UNKNOWN };
    add_told(r, &told, "line", r->row_line);
}

static Str text_of(JsonValue value, Arena *arena) {
    JsonValue first;
    size_t at = 0;
    if (value.kind == JSON_ARRAY && json_item(value, &at, &first)) value = first;
    if (value.kind == JSON_NUMBER) return value.raw;
    return value.kind == JSON_STRING ? str_trim(json_string(value, arena, NULL)) : (Str){ 0 };
}

static void read_airwars(Reading *r, JsonValue one, size_t nth) {
    Arena *arena = r->arena;
    Told told = { .id = text_of(json_get(one, "code"), arena), .place = text_of(json_get(one, "location_name"), arena), .within = text_of(json_get(one, "region"), arena) };
    told.first = parse_day(r, text_of(json_get(one, "date"), arena));
    told.last = parse_day(r, text_of(json_get(one, "date_end"), arena));
    told.code = text_of(json_get(one, "strike_type"), arena);
    told.type = word_by(&r->codes->event, EVENT_CODE_STRIKE, told.code);
    told.precision = word_by(&r->codes->precision, PRECISION_CODE_AIRWARS, text_of(json_get(one, "geolocation_accuracy"), arena));
    told.country = country_by(r, COUNTRY_CODE_NAME, text_of(json_get(one, "country"), arena));
    set_point(&told, text_of(json_get(one, "latitude"), arena), text_of(json_get(one, "longitude"), arena));
    told.killed = (CasusRange){ parse_whole(text_of(json_get(one, "killed_min"), arena)), parse_whole(text_of(json_get(one, "killed_max"), arena)) };
    told.injured = (CasusRange){ parse_whole(text_of(json_get(one, "injured_min"), arena)), parse_whole(text_of(json_get(one, "injured_max"), arena)) };
    JsonValue parties = json_get(one, "belligerents"), party;
    for (size_t at = 0, n = 0; n < 2 && json_item(parties, &at, &party); n++)
        told.party[n] = text_of(party.kind == JSON_OBJECT ? json_get(party, "belligerent") : party, arena);
    add_told(r, &told, "incident", nth);
}

/* ---- which one it is ------------------------------------------------------------------------------------------------------ */

/* An array of incidents, an object that holds one, or an incident a line. */
static bool read_json(Reading *r, Str file) {
    JsonReader reader = json_read(file);
    size_t nth = 0;
    for (JsonValue value = json_value(&reader), one; value.kind != JSON_END; value = json_value(&reader)) {
        if (value.kind == JSON_BAD)
            return fail(r->c->err, CASUS_BAD_INPUT, "%s: byte %zu: %s; a JSON array of incidents was expected", r->c->path, reader.wrong_at, reader.wrong);
        if (value.kind == JSON_OBJECT && json_get(value, "incidents").kind == JSON_ARRAY) value = json_get(value, "incidents");
        if (value.kind == JSON_OBJECT) read_airwars(r, value, ++nth);
        for (size_t at = 0; value.kind == JSON_ARRAY && json_item(value, &at, &one);) {
            nth++;
            if (one.kind == JSON_OBJECT) read_airwars(r, one, nth);
            else refuse_row(r, "incident", nth, "no JSON object");
        }
    }
    return true;
}

static bool read_csv(Reading *r, Str file) {
    size_t at = 0;
    r->separator = separator_of(file);
    if (!next_row(r, file, &at, &r->head)) return fail(r->c->err, CASUS_BAD_INPUT, "%s: empty; UCDP GED or ACLED as CSV, or Airwars as JSON, was expected", r->c->path);
    bool is_ged = has_column(&r->head, "date_start") && has_column(&r->head, "where_coordinates"), is_acled = has_column(&r->head, "event_date") && has_column(&r->head, "fatalities");
    if (!is_ged && !is_acled)
        return fail(r->c->err, CASUS_BAD_INPUT, "%s: line 1: neither the columns of UCDP GED (date_start, where_coordinates) nor those of ACLED (event_date, fatalities), nor JSON",
                    r->c->path);
    r->c->type_column = is_acled ? EVENT_CODE_ACLED_SUB : -1;
    while (next_row(r, file, &at, &r->row)) {
        if (is_ged) read_ged(r);
        else read_acled(r);
    }
    return true;
}

bool theirs_read(Comparing *c, Str file) {
    Reading *r = arena_new(&c->keep, Reading);
    *r = (Reading){ .c = c, .codes = &c->codes, .arena = &c->keep, .line = 1 };
    c->type_column = EVENT_CODE_STRIKE;
    if (str_starts(file, S("\xef\xbb\xbf"))) file = str_cut(file, 3, file.len);
    Str text = str_trim(file);
    return text.len && (text.at[0] == '[' || text.at[0] == '{') ? read_json(r, file) : read_csv(r, file);
}
