/* Runs the cases: a report in plain words, and what must be read in it.
 *
 *   == what is learnt
 *   published: 2031-03-05
 *   The report, as many lines as it takes.
 *   --
 *   claim asserts casualties low=7 source="Civil Defence"
 *
 * Header lines (published, publisher, title, url, author) are given with the report as from outside. '#' starts a comment
 * among the expectations. A case ends at the next "== ". Call: cases FILE_OR_FOLDER... The tables come from $CASUS_PACK. */
#include <dirent.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>

#include "expect.h"
#include "base/error.h"

typedef struct { const char *path; size_t number; Str line; } At;
typedef struct { const CasusReader *reader; Arena arena; Budget budget; size_t n_passed, n_failed; } Run;
typedef struct { CasusPage page; Read read; At at; Str title; bool has_failed; } Case;

static void die(const char *what, const char *why) {
    fprintf(stderr, "cases: %s: %s\n", what, why);
    exit(2);
}

/* ---- a file as lines ---------------------------------------------------------------------------------------------- */

typedef struct { Str text; size_t next; At at; bool is_end; } Lines;

static void lines_step(Lines *l) {
    l->is_end = l->next >= l->text.len;
    if (l->is_end) return;
    size_t end = str_find(l->text, S("\n"), l->next);
    if (end == SIZE_MAX) end = l->text.len;
    l->at.line = str_cut(l->text, l->next, end);
    l->at.number++;
    l->next = end + 1;
}

static Str read_file(const char *path, Arena *arena) {
    FILE *file = fopen(path, "rb");
    if (!file) die(path, "cannot be opened");
    Text text = { .arena = arena };
    char buffer[65536];
    for (size_t n; (n = fread(buffer, 1, sizeof buffer, file)) > 0;) text_add(&text, (Str){ buffer, n });
    if (ferror(file)) die(path, "cannot be read");
    fclose(file);
    return text_str(&text);
}

/* ---- one case ----------------------------------------------------------------------------------------------------- */

static bool is_title(Str line) { return str_starts(line, S("== ")); }

/* true when the line is a header, which is kept. */
static bool take_header(CasusPage *page, Str line) {
    const struct { Str name; CasusStr *to; } headers[] = {
        { S("published: "), &page->published }, { S("captured: "), &page->captured }, { S("publisher: "), &page->publisher }, { S("title: "), &page->title },
        { S("url: "), &page->url }, { S("author: "), &page->author },
    };
    for (size_t i = 0; i < sizeof headers / sizeof *headers; i++) {
        if (!str_starts(line, headers[i].name)) continue;
        *headers[i].to = str_trim(str_cut(line, headers[i].name.len, line.len));
        return true;
    }
    return false;
}

/* The report's text: what stands between the headers and "--", without the last line break. */
static void take_report(Lines *lines, Case *c) {
    lines_step(lines);
    while (!lines->is_end && take_header(&c->page, lines->at.line)) lines_step(lines);
    size_t start = lines->is_end ? lines->text.len : (size_t)(lines->at.line.at - lines->text.at);
    size_t end = start;
    for (; !lines->is_end && !is_title(lines->at.line); lines_step(lines)) {
        if (str_eq(lines->at.line, S("--"))) {
            c->page.bytes = str_cut(lines->text, start, end > start ? end - 1 : end);
            return;
        }
        end = (size_t)(lines->at.line.at - lines->text.at) + lines->at.line.len + 1;
    }
    fprintf(stderr, "%s:%zu: ", c->at.path, c->at.number);
    die("a case", "has no line '--'");
}

static void say_failed(Case *c, const At *at) {
    if (!c->has_failed)
        printf("%s:%zu: == %.*s\n", c->at.path, c->at.number, (int)c->title.len, c->title.at);
    c->has_failed = true;
    printf("%s:%zu: not so: %.*s\n", at->path, at->number, (int)at->line.len, at->line.at);
}

static void print_facts(const Kind *kind, const Facts *facts, Arena *arena) {
    printf("    read as %s:\n", facts->len ? "follows" : "nothing of the kind");
    for (size_t i = 0; i < facts->len; i++) {
        Str line = fact_line(kind, &facts->at[i], arena);
        printf("      %.*s\n", (int)line.len, line.at);
    }
}

static void check_expectation(Case *c, const At *at) {
    Expectation e;
    const char *wrong;
    if (!expect_parse(at->line, c->read.arena, &e, &wrong)) {
        say_failed(c, at);
        printf("    %s\n", wrong);
        return;
    }
    Facts facts = { 0 };
    bool can_be_read = c->read.report || e.kind->is_of_refusal;
    if (can_be_read) e.kind->read(&c->read, &facts);
    if (can_be_read && expect_holds(&e, &facts, c->read.arena)) return;
    say_failed(c, at);
    if (!c->read.report) printf("    no report: %s\n", c->read.refusal->line);
    print_facts(e.kind, &facts, c->read.arena);
}

static void run_case(Run *run, Lines *lines) {
    Arena *arena = &run->arena;
    Case c = { .at = lines->at, .title = str_cut(lines->at.line, 3, lines->at.line.len) };
    take_report(lines, &c);
    CasusError err = { 0 };
    c.page.name = str_format(arena, "%s:%zu", c.at.path, c.at.number);
    CasusReport *report = casus_read(run->reader, &c.page, CASUS_ALL_LAYERS, CASUS_BUDGET_DEFAULT, &err);
    c.read = (Read){ report, &err, arena };
    size_t n_expectations = 0;
    for (lines_step(lines); !lines->is_end && !is_title(lines->at.line); lines_step(lines)) {
        Str line = str_trim(lines->at.line);
        if (str_is_empty(line) || line.at[0] == '#') continue;
        check_expectation(&c, &lines->at);
        n_expectations++;
    }
    if (!n_expectations) {
        say_failed(&c, &c.at);
        printf("    it expects nothing\n");
    }
    casus_report_free(report);
    if (c.has_failed) run->n_failed++; else run->n_passed++;
}

/* ---- files and folders -------------------------------------------------------------------------------------------- */

static void run_file(Run *run, const char *path) {
    Lines lines = { .text = read_file(path, &run->arena), .at = { .path = path } };
    lines_step(&lines);
    while (!lines.is_end && !is_title(lines.at.line)) lines_step(&lines);     /* what the file is about */
    while (!lines.is_end) run_case(run, &lines);
}

static int is_case_file(const struct dirent *entry) {
    Str name = str_of(entry->d_name);
    return str_ends(name, S(".txt")) && name.at[0] != '.';
}

static void run_folder(Run *run, const char *path) {
    struct dirent **entries;
    int n = scandir(path, &entries, is_case_file, alphasort);
    if (n < 0) die(path, "cannot be listed");
    for (int i = 0; i < n; i++) {
        run_file(run, str_copy(str_format(&run->arena, "%s/%s", path, entries[i]->d_name), &run->arena).at);
        free(entries[i]);
    }
    free(entries);
}

static void run_path(Run *run, const char *path) {
    struct stat status;
    if (stat(path, &status)) die(path, "is not there");
    if (S_ISDIR(status.st_mode)) run_folder(run, path); else run_file(run, path);
}

int main(int n_arguments, char **arguments) {
    if (n_arguments < 2) die("call", "cases FILE_OR_FOLDER...");
    CasusError err = { 0 };
    CasusReader *reader = casus_open(NULL, &err);
    if (!reader) die("tables", err.line);
    static Run run;
    run.reader = reader;
    run.budget.limit = SIZE_MAX;
    run.arena.budget = &run.budget;
    if (setjmp(run.budget.stop)) die("memory", "used up");
    for (int i = 1; i < n_arguments; i++) run_path(&run, arguments[i]);
    arena_free(&run.arena);
    casus_close(reader);
    printf("%zu passed, %zu failed\n", run.n_passed, run.n_failed);
    if (run.n_passed + run.n_failed == 0) return 77;    /* meson: skipped */
    return run.n_failed ? 1 : 0;
}
