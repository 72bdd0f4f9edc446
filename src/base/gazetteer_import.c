/* Lines of GeoNames dumps, alternate names and plain CSV -> rows of a gazetteer. */
#include "base/gazetteer_build.h"
#include "base/gazetteer_format.h"
#include "base/error.h"
#include "base/utf8.h"

#include <stdlib.h>

/* download.geonames.org/export/dump/readme.txt */
enum { DUMP_ID, DUMP_NAME, DUMP_ASCII, DUMP_OTHERS, DUMP_LAT, DUMP_LON, DUMP_CLASS, DUMP_CODE, DUMP_COUNTRY, DUMP_PROVINCE = 10, DUMP_DISTRICT, DUMP_POPULATION = 14,
       DUMP_COLUMNS = 19, DUMP_LEAST = 15 };
enum { OTHER_ID, OTHER_PLACE, OTHER_LANGUAGE, OTHER_NAME, OTHER_LEAST, OTHER_COLUMNS = 10 };
enum { CSV_NAME, CSV_LAT, CSV_LON, CSV_ALIASES, CSV_COUNTRY, CSV_KIND, N_CSV };
enum { MOST_CELLS = 32, LONGEST_NUMBER = 40 };

static const struct { const char *code; PlaceKind kind; } kinds[] = {
    { "PCLI", PLACE_IS_COUNTRY }, { "PCL", PLACE_IS_COUNTRY }, { "PCLD", PLACE_IS_COUNTRY }, { "PCLS", PLACE_IS_COUNTRY }, { "PCLF", PLACE_IS_COUNTRY },
    { "ADM1", PLACE_IS_PROVINCE }, { "ADM2", PLACE_IS_DISTRICT }, { "ADM3", PLACE_IS_AREA }, { "ADM4", PLACE_IS_AREA }, { "ADM5", PLACE_IS_AREA },
    { "PPLC", PLACE_IS_CAPITAL }, { "PPLA", PLACE_IS_SEAT }, { "PPLX", PLACE_IS_SECTION },
    { "country", PLACE_IS_COUNTRY }, { "province", PLACE_IS_PROVINCE }, { "district", PLACE_IS_DISTRICT }, { "city", PLACE_IS_SEAT }, { "town", PLACE_IS_TOWN },
    { "village", PLACE_IS_TOWN }, { "area", PLACE_IS_AREA }, { "spot", PLACE_IS_SPOT },
};
static const struct { char letter; PlaceKind kind; } classes[] = {
    { 'P', PLACE_IS_TOWN }, { 'A', PLACE_IS_AREA }, { 'L', PLACE_IS_AREA }, { 'H', PLACE_IS_WATER }, { 'T', PLACE_IS_HEIGHT }, { 'S', PLACE_IS_SPOT },
    { 'V', PLACE_IS_AREA }, { 'U', PLACE_IS_WATER }, { 'R', PLACE_IS_SPOT },
};
/* What alternateNamesV2 holds besides names of a language: addresses, codes of post offices and airports, numbers of other lists. */
static const char *const no_languages[] = { "link", "post", "iata", "icao", "faac", "wkdt", "unlc", "tcid", "phon", "abbr" };
static const char *const csv_heads[N_CSV][3] = {
    [CSV_NAME] = { "name" }, [CSV_LAT] = { "lat", "latitude" }, [CSV_LON] = { "lon", "lng", "longitude" }, [CSV_ALIASES] = { "aliases", "alternatenames" },
    [CSV_COUNTRY] = { "country" }, [CSV_KIND] = { "kind", "type" },
};

typedef struct {
    GazetteerBuilder *b;
    const char *path;
    const Gazetteer *known;
    GazetteerFaultFn fault;
    void *to;
    GazetteerCount *count;
    uint64_t line;
    uint32_t *known_ids;                /* places of `known` by GeoNames number: a hash table, made when first wanted */
    size_t n_known_ids;
    bool no_memory;
    int column[N_CSV];                  /* of a CSV file: which cell; -1 when it has none */
} Import;

typedef struct { Str at[MOST_CELLS]; size_t n; } Cells;

static void skip(Import *i, const char *why) {
    char line[512];
    i->count->skipped++;
    if (!i->fault) return;
    (void)snprintf(line, sizeof line, "%s:%llu: %s; the line is left out", i->path, (unsigned long long)i->line, why);
    i->fault(i->to, line);
}

/* ---- cells ------------------------------------------------------------------------------------------------------- */

static Cells cut_cells(Str line, char between) {
    Cells cells = { .n = 0 };
    size_t from = 0;
    for (size_t at = 0; at <= line.len && cells.n < MOST_CELLS; at++) {
        if (at < line.len && line.at[at] != between) continue;
        cells.at[cells.n++] = str_cut(line, from, at);
        from = at + 1;
    }
    return cells;
}

/* One line of CSV: cells may stand in quotes; a doubled quote inside is kept as written. Lines inside quotes are not known. */
static Cells cut_csv(Str line) {
    Cells cells = { .n = 0 };
    for (size_t at = 0; at <= line.len && cells.n < MOST_CELLS;) {
        bool quoted = at < line.len && line.at[at] == '"';
        size_t from = quoted ? at + 1 : at, end = from;
        if (quoted) while (end < line.len && (line.at[end] != '"' || (end + 1 < line.len && line.at[end + 1] == '"'))) end += line.at[end] == '"' ? 2 : 1;
        else while (end < line.len && line.at[end] != ',') end++;
        if (end > line.len) end = line.len;
        cells.at[cells.n++] = str_trim(str_cut(line, from, end));
        at = end;
        while (at < line.len && line.at[at] != ',') at++;
        at++;
    }
    return cells;
}

static bool read_degrees(Str cell, double most, double *degrees) {
    char number[LONGEST_NUMBER], *end = NULL;
    if (!cell.len || cell.len >= sizeof number) return false;
    memcpy(number, cell.at, cell.len);
    number[cell.len] = '\0';
    *degrees = strtod(number, &end);
    return end == number + cell.len && *degrees >= -most && *degrees <= most;
}

static bool read_count(Str cell, uint32_t *count) {
    uint64_t n = 0;
    for (size_t i = 0; i < cell.len; i++) {
        if (!char_is_digit((unsigned char)cell.at[i]) || n > UINT32_MAX) return false;
        n = n * 10 + (uint64_t)(cell.at[i] - '0');
    }
    *count = (uint32_t)n;
    return cell.len > 0 && n <= UINT32_MAX;
}

static PlaceKind kind_of(Str class, Str code) {
    for (size_t k = 0; k < sizeof kinds / sizeof *kinds; k++)
        if (str_eq(code, str_of(kinds[k].code))) return kinds[k].kind;
    for (size_t k = 0; class.len && k < sizeof classes / sizeof *classes; k++)
        if (class.at[0] == classes[k].letter) return classes[k].kind;
    return PLACE_IS_OTHER;
}

static bool add_names(Import *i, uint32_t place, Str list, char between) {
    while (list.len) {
        size_t n = 0;
        while (n < list.len && list.at[n] != between) n++;
        if (n && !gazetteer_add_name(i->b, place, str_trim(str_cut(list, 0, n)))) return false;
        list = str_cut(list, n < list.len ? n + 1 : n, list.len);
    }
    return true;
}

static void add_row(Import *i, const GazetteerRow *row, Str names, char between) {
    uint32_t place = gazetteer_add(i->b, row);
    i->count->rows++;
    if (!place || !add_names(i, place, names, between)) i->no_memory = true;
}

/* ---- the three kinds of file ------------------------------------------------------------------------------------- */

static void add_dump_line(Import *i, Str line) {
    Cells c = cut_cells(line, '\t');
    GazetteerRow row = { 0 };
    if (c.n < DUMP_LEAST) return skip(i, "fewer columns than a GeoNames dump has");
    if (!read_degrees(c.at[DUMP_LAT], 90, &row.lat) || !read_degrees(c.at[DUMP_LON], 180, &row.lon)) return skip(i, "latitude or longitude is no number of degrees");
    if (!read_count(c.at[DUMP_ID], &row.id)) return skip(i, "the first column is no number");
    if (!c.at[DUMP_NAME].len || !utf8_is_valid(line, NULL)) return skip(i, "no name, or not UTF-8");
    if (!read_count(c.at[DUMP_POPULATION], &row.population)) row.population = 0;
    row.name = c.at[DUMP_NAME];
    row.kind = kind_of(c.at[DUMP_CLASS], c.at[DUMP_CODE]);
    row.country = c.at[DUMP_COUNTRY], row.province = c.at[DUMP_PROVINCE], row.district = c.at[DUMP_DISTRICT];
    add_row(i, &row, c.at[DUMP_OTHERS], ',');
}

static size_t known_slot(const Import *i, uint32_t id) {
    size_t mask = i->n_known_ids - 1, at = (size_t)((id * 0x9E3779B97F4A7C15u) >> 32) & mask;
    GazetteerPlace place;
    while (i->known_ids[at] && gazetteer_place(i->known, i->known_ids[at], &place) && place.id != id) at = (at + 1) & mask;
    return at;
}

static bool make_known_ids(Import *i) {
    size_t n = 1024;
    while (n < 2 * (size_t)gazetteer_size(i->known)) n *= 2;
    i->known_ids = calloc(n, sizeof *i->known_ids);
    i->n_known_ids = n;
    GazetteerPlace place;
    for (uint32_t p = 1; i->known_ids && p <= gazetteer_size(i->known); p++)
        if (gazetteer_place(i->known, p, &place) && place.id) i->known_ids[known_slot(i, place.id)] = p;
    return i->known_ids != NULL;
}

/* A place of `known` taken over, so that it can be given another name; what holds it stays in `known`, found by the number. */
static uint32_t take_known(Import *i, uint32_t id) {
    GazetteerPlace place;
    if (!i->known || !id) return 0;
    if (!i->known_ids && !make_known_ids(i)) return i->no_memory = true, 0;
    if (!gazetteer_place(i->known, i->known_ids[known_slot(i, id)], &place)) return 0;
    GazetteerRow row = { .id = id, .name = place.name, .lat = place.lat, .lon = place.lon, .kind = place.kind, .country = str_of(place.country),
                         .population = place.population };
    return gazetteer_add(i->b, &row);
}

static bool is_language(Str code) {
    for (size_t k = 0; k < sizeof no_languages / sizeof *no_languages; k++)
        if (str_eq(code, str_of(no_languages[k]))) return false;
    return true;
}

static void add_other_line(Import *i, Str line) {
    Cells c = cut_cells(line, '\t');
    uint32_t id;
    if (c.n < OTHER_LEAST || !read_count(c.at[OTHER_PLACE], &id)) return skip(i, "not a line of alternate names");
    if (!is_language(c.at[OTHER_LANGUAGE])) return;
    if (!utf8_is_valid(c.at[OTHER_NAME], NULL)) return skip(i, "not UTF-8");
    uint32_t place = gazetteer_with_id(i->b, id);
    if (!place) place = take_known(i, id);
    if (!place) return;                                     /* a name of a place that was not asked for */
    i->count->rows++;
    if (!gazetteer_add_name(i->b, place, c.at[OTHER_NAME])) i->no_memory = true;
}

static Str csv_cell(const Import *i, const Cells *c, int what) {
    int column = i->column[what];
    return column >= 0 && (size_t)column < c->n ? c->at[column] : (Str){ 0 };
}

static void add_csv_line(Import *i, Str line) {
    Cells c = cut_csv(line);
    GazetteerRow row = { .name = csv_cell(i, &c, CSV_NAME), .country = csv_cell(i, &c, CSV_COUNTRY), .kind = PLACE_IS_TOWN };
    if (!row.name.len || !utf8_is_valid(line, NULL)) return skip(i, "no name, or not UTF-8");
    if (!read_degrees(csv_cell(i, &c, CSV_LAT), 90, &row.lat) || !read_degrees(csv_cell(i, &c, CSV_LON), 180, &row.lon))
        return skip(i, "latitude or longitude is no number of degrees");
    if (row.country.len && row.country.len != 2) return skip(i, "the country is no code of two letters");
    PlaceKind kind = kind_of((Str){ 0 }, csv_cell(i, &c, CSV_KIND));
    if (kind != PLACE_IS_OTHER) row.kind = kind;
    add_row(i, &row, csv_cell(i, &c, CSV_ALIASES), '|');
}

/* ---- which kind it is -------------------------------------------------------------------------------------------- */

static bool is_head(Str cell, const char *const heads[3]) {
    char key[GAZETTEER_LONGEST_KEY];
    Str folded = { key, gazetteer_key(cell, key) };
    for (int k = 0; k < 3 && heads[k]; k++)
        if (str_eq(folded, str_of(heads[k]))) return true;
    return false;
}

static bool read_csv_head(Import *i, Str line) {
    Cells c = cut_csv(line);
    for (int what = 0; what < N_CSV; what++) {
        i->column[what] = -1;
        for (size_t k = 0; k < c.n; k++)
            if (is_head(c.at[k], csv_heads[what])) i->column[what] = (int)k;
    }
    return i->column[CSV_NAME] >= 0 && i->column[CSV_LAT] >= 0 && i->column[CSV_LON] >= 0;
}

typedef void (*LineFn)(Import *i, Str line);

static LineFn kind_of_file(Import *i, Str first) {
    Cells c = cut_cells(first, '\t');
    if (c.n >= DUMP_LEAST) return add_dump_line;
    uint32_t number;
    if (c.n >= OTHER_LEAST && c.n <= OTHER_COLUMNS && read_count(c.at[OTHER_ID], &number) && read_count(c.at[OTHER_PLACE], &number)) return add_other_line;
    return read_csv_head(i, first) ? add_csv_line : NULL;
}

static Str next_line(Str *rest) {
    const char *end = memchr(rest->at, '\n', rest->len);
    size_t n = end ? (size_t)(end - rest->at) : rest->len;
    Str line = str_cut(*rest, 0, n);
    *rest = str_cut(*rest, end ? n + 1 : n, rest->len);
    if (line.len && line.at[line.len - 1] == '\r') line.len--;
    return line;
}

bool gazetteer_import(GazetteerBuilder *b, Str text, const char *path, const Gazetteer *known, GazetteerFaultFn fault, void *to, GazetteerCount *count,
                      CasusError *err) {
    Import i = { .b = b, .path = path, .known = known, .fault = fault, .to = to, .count = count };
    if (str_starts(text, S("\xEF\xBB\xBF"))) text = str_cut(text, 3, text.len);
    Str rest = text, first = text.len ? next_line(&rest) : text;
    LineFn add = kind_of_file(&i, first);
    if (!add) return fail(err, CASUS_FOREIGN, "%s: neither a GeoNames dump, nor its alternate names, nor CSV with the columns name, lat, lon in its first line", path), false;
    i.line = 1;
    if (add == add_csv_line) i.line++; else rest = text;
    for (; rest.len && !i.no_memory; i.line++) {
        Str line = next_line(&rest);
        if (line.len) add(&i, line);
    }
    free(i.known_ids);
    if (i.no_memory) fail(err, CASUS_NO_MEMORY, "%s: no memory left to read it", path);
    return !i.no_memory;
}
