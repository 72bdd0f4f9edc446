/* Files -> sheets: lines of cells, with what every table must have checked. */
#include <errno.h>
#include <stdarg.h>

#include "pack.h"

void fault(Packer *p, const Sheet *sheet, const Line *line, const char *format, ...) {
    va_list args;
    va_start(args, format);
    fprintf(stderr, "%.*s:%zu: ", (int)sheet->path.len, sheet->path.at, line ? line->number : 1);
    vfprintf(stderr, format, args);
    fputc('\n', stderr);
    va_end(args);
    p->n_faults++;
}

bool is_none(Str cell) { return str_eq(cell, S("-")); }

bool next_part(Str cell, size_t *at, Str *part) {
    if (*at > cell.len) return false;
    size_t end = str_find(cell, S("|"), *at);
    if (end == SIZE_MAX) end = cell.len;
    *part = str_trim(str_cut(cell, *at, end));
    *at = end + 1;
    return true;
}

static Str file_bytes(Packer *p, FILE *file) {
    Text text = { .arena = p->arena };
    char buffer[65536];
    for (size_t n; (n = fread(buffer, 1, sizeof buffer, file)) > 0;) text_add(&text, (Str){ buffer, n });
    return text_str(&text);
}

/* The head says what the table is, its columns, where it comes from and under which licence. */
static void check_head(Packer *p, const Sheet *sheet, Str head) {
    static const char *const wanted[] = { "columns", "source", "licence" };
    if (str_is_empty(str_trim(head))) {
        fault(p, sheet, NULL, "no head: lines with '#' that say what the table is, its columns, source and licence");
        return;
    }
    Str folded = str_fold(head, p->arena);
    for (size_t i = 0; i < sizeof wanted / sizeof *wanted; i++)
        if (str_find(folded, str_of(wanted[i]), 0) == SIZE_MAX) fault(p, sheet, NULL, "the head does not tell: %s", wanted[i]);
}

static void check_cell(Packer *p, const Sheet *sheet, const Line *line, Str cell) {
    if (str_is_empty(cell)) fault(p, sheet, line, "cell %zu is empty; write '-'", line->n_cells + 1);
    else if (str_trim(cell).len != cell.len) fault(p, sheet, line, "cell %zu starts or ends with white space: '%.*s'", line->n_cells + 1, (int)cell.len, cell.at);
}

static void split(Packer *p, Sheet *sheet, Line *line, Str text) {
    for (size_t at = 0; at <= text.len;) {
        size_t end = str_find(text, S("\t"), at);
        if (end == SIZE_MAX) end = text.len;
        if (line->n_cells == MAX_CELLS) {
            fault(p, sheet, line, "more cells than any table has");
            return;
        }
        Str cell = str_cut(text, at, end);
        check_cell(p, sheet, line, cell);
        line->cells[line->n_cells++] = cell;
        at = end + 1;
    }
}

/* A line of the head; in the table of endings "#th" is a row. */
static bool is_head(Str text, bool signs_are_rows) {
    if (!str_starts(text, S("#"))) return false;
    return !signs_are_rows || text.len == 1 || text.at[1] == ' ';
}

static void read_lines(Packer *p, Sheet *sheet, Str bytes, bool signs_are_rows) {
    Text head = { .arena = p->arena };
    size_t number = 0;
    for (size_t at = 0; at < bytes.len;) {
        size_t end = str_find(bytes, S("\n"), at);
        if (end == SIZE_MAX) end = bytes.len;
        Str text = str_cut(bytes, at, end);
        at = end + 1;
        number++;
        if (is_head(text, signs_are_rows)) {
            text_add(&head, str_cut(text, 1, text.len));
            text_add_char(&head, '\n');
            continue;
        }
        if (str_is_empty(str_trim(text))) continue;
        Line *line = list_add(&sheet->lines, p->arena);
        line->number = number;
        split(p, sheet, line, text);
    }
    check_head(p, sheet, text_str(&head));
}

static size_t line_of(Str bytes, size_t at) {
    size_t number = 1;
    for (size_t i = 0; i < at; i++) number += bytes.at[i] == '\n';
    return number;
}

void sheet_read(Packer *p, Sheet *sheet, const char *path, bool signs_are_rows) {
    sheet->path = str_copy(str_of(path), p->arena);
    FILE *file = fopen(path, "rb");
    if (!file) {
        sheet->is_missing = true;
        if (!p->is_partial || errno != ENOENT) fault(p, sheet, NULL, "%s", strerror(errno));
        return;
    }
    Str bytes = file_bytes(p, file);
    fclose(file);
    size_t bad;
    if (!utf8_is_valid(bytes, &bad)) {
        fault(p, sheet, &(Line){ .number = line_of(bytes, bad) }, "not UTF-8");
        return;
    }
    read_lines(p, sheet, bytes, signs_are_rows);
}
