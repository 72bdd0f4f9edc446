/* Sheets -> rows: every cell is checked by the type that tables.h gives its column. */
#include <stdlib.h>

#include "pack.h"

enum { LONGEST_ENDING = 12 };

/* ---- what cuts words: needed before the first phrase is cut ---- */

static int longest_first(const void *a, const void *b) {
    const Str *x = a, *y = b;
    if (x->len != y->len) return x->len > y->len ? -1 : 1;
    return str_compare(*x, *y);
}

static int by_bytes(const void *a, const void *b) { return str_compare(*(const Str *)a, *(const Str *)b); }

/* The first cells of a table in all languages. */
#define add_first_cells(p, list, table, take) \
    for (size_t l = 0; l < (p)->languages.len; l++) { \
        const Sheet *sheet = &(p)->languages.at[l].sheets[table]; \
        for (size_t i = 0; i < sheet->lines.len; i++) { \
            size_t at = 0; \
            for (Str part; next_part(sheet->lines.at[i].cells[0], &at, &part);) { \
                Str *item = list_add(list, (p)->arena); \
                *item = take(part, (p)->arena); \
            } \
        } \
    }

static size_t without_doubles(Str *items, size_t n) {
    size_t kept = 0;
    for (size_t i = 0; i < n; i++)
        if (!kept || !str_eq(items[kept - 1], items[i])) items[kept++] = items[i];
    return kept;
}

void rules_make(Packer *p) {
    add_first_cells(p, &p->clitics, TABLE_CLITIC, str_fold)
    add_first_cells(p, &p->abbreviations, TABLE_ABBREVIATION, str_copy)
    if (p->clitics.len) qsort(p->clitics.at, p->clitics.len, sizeof(Str), longest_first);
    if (p->abbreviations.len) qsort(p->abbreviations.at, p->abbreviations.len, sizeof(Str), by_bytes);
    p->clitics.len = without_doubles(p->clitics.at, p->clitics.len);
    p->abbreviations.len = without_doubles(p->abbreviations.at, p->abbreviations.len);
    p->rules = (WordRules){ p->clitics.at, p->clitics.len, p->abbreviations.at, p->abbreviations.len };
}

/* ---- cells ---- */

/* A word of the contract; CASUS_UNKNOWN for '-'. */
static bool contract_parse(Str cell, const char *(*word)(int), int n, int32_t *out) {
    *out = CASUS_UNKNOWN;
    if (is_none(cell)) return true;
    for (int i = 0; i < n; i++) {
        Str name = str_of(word(i));
        if (str_is_empty(name) || !str_eq(cell, name)) continue;
        *out = i;
        return true;
    }
    return false;
}

static bool choice_parse(Str cell, Str choices, int32_t *out) {
    *out = 0;
    if (is_none(cell)) return true;
    int32_t number = 1;
    for (size_t at = 0; at < choices.len; number++) {
        size_t end = str_find(choices, S(" "), at);
        if (end == SIZE_MAX) end = choices.len;
        if (str_eq(cell, str_cut(choices, at, end))) return *out = number, true;
        at = end + 1;
    }
    return false;
}

/* "-12.5" as hundred-thousandths of a degree; INT32_MIN for '-'. */
static bool degrees_parse(Str cell, int32_t *out) {
    *out = INT32_MIN;
    if (is_none(cell)) return true;
    size_t point = str_find(cell, S("."), 0);
    Str whole = str_cut(cell, 0, point == SIZE_MAX ? cell.len : point);
    Str decimals = point == SIZE_MAX ? S("0") : str_cut(cell, point + 1, cell.len);
    int64_t degrees, fraction;
    if (!int_parse(whole, -180, 180, &degrees) || decimals.len > 5 || !int_parse(decimals, 0, 99999, &fraction)) return false;
    for (size_t i = decimals.len; i < 5; i++) fraction *= 10;
    int64_t value = degrees * 100000 + (str_starts(whole, S("-")) ? -fraction : fraction);
    *out = (int32_t)value;
    return value >= -18000000 && value <= 18000000;
}

static bool int_cell_parse(Str cell, int32_t *out) {
    int64_t n = CASUS_UNKNOWN;
    if (!is_none(cell) && !int_parse(cell, INT32_MIN, INT32_MAX, &n)) return false;
    *out = (int32_t)n;
    return true;
}

static bool str_cell_parse(Packer *p, Str cell, int32_t *out) {
    *out = (int32_t)pool_add(p, is_none(cell) ? (Str){ 0 } : cell);
    return true;
}

static bool cell_parse(Packer *p, const Column *column, Str cell, int32_t *out) {
    switch (column->type) {
    case CELL_INT: return int_cell_parse(cell, out);
    case CELL_DEGREES: return degrees_parse(cell, out);
    case CELL_CHOICE: return choice_parse(cell, str_of(column->choices), out);
    case CELL_STANCE: return contract_parse(cell, casus_stance_word, CASUS_N_STANCES, out);
    case CELL_EFFECT: return contract_parse(cell, casus_effect_word, CASUS_N_EFFECTS, out);
    case CELL_EVENT: return contract_parse(cell, casus_event_type_word, CASUS_N_EVENT_TYPES, out);
    case CELL_PLOVER: return contract_parse(cell, casus_plover_word, CASUS_N_PLOVERS, out);
    case CELL_CIVILIAN: return contract_parse(cell, casus_civilian_word, CASUS_N_CIVILIANS, out);
    case CELL_MENTION: return contract_parse(cell, casus_mention_type_word, CASUS_N_MENTION_TYPES, out);
    case CELL_SOURCE: return contract_parse(cell, casus_source_kind_word, CASUS_N_SOURCE_KINDS, out);
    case CELL_HOW: return contract_parse(cell, casus_how_word, CASUS_N_HOWS, out);
    case CELL_STAGE: return contract_parse(cell, casus_stage_word, CASUS_N_STAGES, out);
    case CELL_PRECISION: return contract_parse(cell, casus_precision_word, CASUS_N_PRECISIONS, out);
    case CELL_MODALITY: return contract_parse(cell, casus_modality_word, CASUS_N_MODALITIES, out);
    case CELL_NONE: return false;
    default: return str_cell_parse(p, cell, out);
    }
}

/* ---- rows ---- */

typedef struct { const Column *columns[TABLE_MAX_CELLS]; size_t n; } Columns;

static Columns columns_of(Table table) {
    Columns columns = { .n = 0 };
    for (size_t i = 0; i < N_COLUMNS; i++)
        if (table_columns[i].table == table) columns.columns[columns.n++] = &table_columns[i];
    return columns;
}

static bool has_right_cells(Packer *p, const Sheet *sheet, const Line *line, size_t wanted) {
    if (line->n_cells == wanted) return true;
    fault(p, sheet, line, "%zu cells where %zu are wanted", line->n_cells, wanted);
    return false;
}

static bool cells_parse(Packer *p, const Sheet *sheet, const Line *line, const Columns *columns, size_t first, PackRow *row) {
    bool all_good = true;
    for (size_t i = 0; i < columns->n; i++) {
        Str cell = line->cells[first + i];
        if (cell_parse(p, columns->columns[i], cell, &row->cell[i])) continue;
        fault(p, sheet, line, "column %s cannot hold '%.*s'", columns->columns[i]->name, (int)cell.len, cell.at);
        all_good = false;
    }
    return all_good;
}

static bool is_phrase(Packer *p, const Sheet *sheet, const Line *line, Str phrase) {
    size_t n = phrase_n_words(p, phrase);
    if (n >= 1 && n <= PACK_LONGEST_PHRASE) return true;
    fault(p, sheet, line, "'%.*s' has %zu words; a phrase has 1 to %d", (int)phrase.len, phrase.at, n, PACK_LONGEST_PHRASE);
    return false;
}

/* A phrase may stand twice in a table only with other cells. */
static void check_new(Packer *p, const Sheet *sheet, const Line *line, Table table, Str phrase) {
    Text key = { .arena = p->arena };
    text_add_format(&key, "%d", (int)table);
    for (size_t i = 0; i < line->n_cells; i++) {
        text_add_char(&key, '\t');
        text_add(&key, i == 0 ? phrase : line->cells[i]);
    }
    if (number_find(&p->seen, text_str(&key))) fault(p, sheet, line, "'%.*s' stands here a second time with the same cells", (int)phrase.len, phrase.at);
    number_of(p, &p->seen, text_str(&key));
}

static uint32_t row_add(Packer *p, const PackRow *row) {
    PackRow *added = list_add(&p->rows, p->arena);
    *added = *row;
    return (uint32_t)p->rows.len - 1;
}

/* "#th", "non-": endings of numbers and prefixes cut words, they are no phrases. */
static bool is_no_phrase(Table table, Str phrase) { return table == TABLE_CLITIC && (str_starts(phrase, S("#")) || str_ends(phrase, S("-"))); }

static void check_clitic(Packer *p, const Sheet *sheet, const Line *line, Str clitic) {
    if (clitic.len >= LONGEST_ENDING || (str_find(clitic, S("'"), 0) == SIZE_MAX && !is_no_phrase(TABLE_CLITIC, clitic)))
        fault(p, sheet, line, "an ending is short and has an apostrophe, or a '#' before it for those of numbers; a prefix ends in '-'");
}

static void language_row_add(Packer *p, const Language *language, const Sheet *sheet, const Line *line, Table table) {
    Columns columns = columns_of(table);
    PackRow row = { .table = (uint16_t)table };
    CasusPos pos = CASUS_POS_NONE;
    if (!has_right_cells(p, sheet, line, 2 + columns.n)) return;
    if (!pos_parse(line->cells[1], &pos)) fault(p, sheet, line, "no part of speech: '%.*s'", (int)line->cells[1].len, line->cells[1].at);
    if (!cells_parse(p, sheet, line, &columns, 2, &row)) return;
    row.pos = (uint16_t)pos;
    uint32_t id = 0;
    size_t at = 0;
    for (Str phrase; next_part(line->cells[0], &at, &phrase);) {
        check_new(p, sheet, line, table, phrase);
        if (table == TABLE_CLITIC) check_clitic(p, sheet, line, phrase);
        if (is_no_phrase(table, phrase) || !is_phrase(p, sheet, line, phrase)) continue;
        if (!id) {
            row.key = pool_add(p, phrase);
            row.n_words = (uint32_t)phrase_n_words(p, phrase);
            id = row_add(p, &row);
        }
        forms_of(p, language, phrase, pos, phrase_add, id);
    }
}

static int use_of(CellType type) {
    switch (type) {
    case CELL_ALIASES: return USE_ALIAS;
    case CELL_ADJECTIVES: return USE_ADJECTIVE;
    case CELL_PEOPLE: return USE_PEOPLE;
    case CELL_CAPITAL: return USE_CAPITAL;
    case CELL_METONYMS: return USE_METONYM;
    default: return 0;
    }
}

static void names_add(Packer *p, const Sheet *sheet, const Line *line, Str names, int use, uint32_t id) {
    size_t at = 0;
    for (Str name; next_part(names, &at, &name);)
        if (is_phrase(p, sheet, line, name)) phrase_add(p, name, use, id);
}

static void world_row_add(Packer *p, const Sheet *sheet, const Line *line, Table table) {
    Columns columns = columns_of(table);
    PackRow row = { .table = (uint16_t)table };
    if (!has_right_cells(p, sheet, line, 1 + columns.n) || !cells_parse(p, sheet, line, &columns, 1, &row)) return;
    Str name = line->cells[0];
    if (!is_phrase(p, sheet, line, name)) return;
    check_new(p, sheet, line, table, name);
    row.key = pool_add(p, name);
    row.n_words = (uint32_t)phrase_n_words(p, name);
    uint32_t id = row_add(p, &row);
    phrase_add(p, name, USE_NAME, id);
    for (size_t i = 0; i < columns.n; i++) {
        int use = use_of(columns.columns[i]->type);
        if (use && !is_none(line->cells[1 + i])) names_add(p, sheet, line, line->cells[1 + i], use, id);
    }
}

void rows_add(Packer *p, const Language *language, Table table) {
    const Sheet *sheet = &language->sheets[table];
    for (size_t i = 0; i < sheet->lines.len; i++) {
        if (table_is_language[table]) language_row_add(p, language, sheet, &sheet->lines.at[i], table);
        else world_row_add(p, sheet, &sheet->lines.at[i], table);
    }
}
