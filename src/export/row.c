#include "export/export.h"
#include <assert.h>

/* A spreadsheet runs a cell that starts so as a formula; an apostrophe makes it text again. */
static bool starts_formula(Str cell) { return cell.len && strchr("=+-@\t\r", cell.at[0]) != NULL; }

Row row_start(Exporter *e) { return (Row){ .line = { .arena = &e->inner } }; }

static void next_cell(Row *row) {
    if (row->n++) text_add_char(&row->line, ',');
}

void row_str(Row *row, Str cell) {
    next_cell(row);
    bool needs_quotes = starts_formula(cell);
    for (size_t i = 0; i < cell.len; i++) needs_quotes |= strchr(",\"\r\n", cell.at[i]) != NULL;
    if (!needs_quotes) { text_add(&row->line, cell); return; }
    text_add_char(&row->line, '"');
    if (starts_formula(cell)) text_add_char(&row->line, '\'');
    for (size_t i = 0; i < cell.len; i++) {
        if (cell.at[i] == '"') text_add_char(&row->line, '"');
        text_add_char(&row->line, cell.at[i]);
    }
    text_add_char(&row->line, '"');
}

void row_number(Row *row, int64_t n) {
    next_cell(row);
    if (n != CASUS_UNKNOWN) text_add_format(&row->line, "%lld", (long long)n);
}

Str degrees_str(double degrees, Arena *arena) {
    enum { UNIT = 100000, LAST_DECIMAL = 5 };
    int64_t units = (int64_t)(degrees * UNIT + (degrees < 0 ? -.5 : .5)), size = units < 0 ? -units : units;
    Text text = { .arena = arena };
    text_add_format(&text, "%s%lld.%05lld", units < 0 ? "-" : "", (long long)(size / UNIT), (long long)(size % UNIT));
    for (int k = 0; k < LAST_DECIMAL && text.at[text.len - 1] == '0'; k++) text.len--;
    if (text.at[text.len - 1] == '.') text.len--;
    return text_str(&text);
}

void row_degrees(Row *row, bool has_point, double degrees) {
    next_cell(row);
    if (has_point) text_add(&row->line, degrees_str(degrees, row->line.arena));
}

void row_write(Exporter *e, Row *row, size_t n_columns) {
    assert(row->n == n_columns);
    (void)n_columns;
    text_add(&row->line, S("\r\n"));
    write_bytes(e, text_str(&row->line));
}

void row_header(Exporter *e, const char *const *names, size_t n) {
    Row row = row_start(e);
    for (size_t i = 0; i < n; i++) row_str(&row, str_of(names[i]));
    row_write(e, &row, n);
    arena_reset(&e->inner);
}
