#include "export/code.h"
#include "base/list.h"

/* Made of src/export/codes/ by the build. */
extern const char shape_country[], shape_event[], shape_precision[], shape_sector[], shape_month[];

typedef LIST_OF(CodeRow) CodeRows;

static CodeRow row_of(Str line) {
    CodeRow row = { 0 };
    for (size_t at = 0, k = 0; k < CODE_MOST_CELLS && at <= line.len; k++) {
        size_t end = str_find(line, S("\t"), at);
        if (end == SIZE_MAX) end = line.len;
        Str cell = str_cut(line, at, end);
        if (!str_eq(cell, S("-"))) row.cell[k] = cell;
        at = end + 1;
    }
    return row;
}

static CodeTable table_of(const char *text, Arena *arena) {
    CodeRows rows = { 0 };
    for (Str rest = str_of(text); rest.len;) {
        size_t end = str_find(rest, S("\n"), 0);
        Str line = str_cut(rest, 0, end == SIZE_MAX ? rest.len : end);
        rest = end == SIZE_MAX ? (Str){ 0 } : str_cut(rest, end + 1, rest.len);
        if (line.len && line.at[0] != '#') *list_add(&rows, arena) = row_of(line);
    }
    return (CodeTable){ rows.at, rows.len };
}

void codes_read(Codes *codes, Arena *arena) {
    *codes = (Codes){ table_of(shape_country, arena), table_of(shape_event, arena), table_of(shape_precision, arena), table_of(shape_sector, arena),
                       table_of(shape_month, arena) };
}

const CodeRow *code_find(const CodeTable *table, int column, Str key) {
    static const CodeRow none;
    for (size_t i = 0; i < table->n && key.len; i++)
        if (str_eq(table->rows[i].cell[column], key)) return &table->rows[i];
    return &none;
}
