/* Verifies an evidence pack by what is in it: the list of hashes, the hashes of the reports, the words of the claims. */
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include "base/arena.h"
#include "base/error.h"
#include "base/json.h"
#include "base/list.h"
#include "base/sha256.h"
#include "export/zip.h"

typedef struct { Str name, bytes; char sha256[65]; bool listed; } File;      /* bytes are kept of what is read */
typedef struct {
    Zip *zip; const char *path; Budget budget; Arena keep, inner;
    LIST_OF(File) files;
    CasusFaultFn fault; void *to;
    CasusPackProof *proof; CasusError *err;
} Check;

static void __attribute__((format(printf, 2, 3))) tell(Check *c, const char *format, ...) {
    char line[400];
    va_list values;
    va_start(values, format);
    vsnprintf(line, sizeof line, format, values);
    va_end(values);
    c->proof->faults++;
    c->fault(c->to, line);
}

/* Bytes as they were found may be large; their hash is enough. */
static bool is_read(Str name) { return !str_ends(name, S(".bytes")); }

static bool read_files(Check *c) {
    Str name, bytes;
    int n;
    while ((n = zip_next(c->zip, &c->inner, &name, &bytes, c->err)) > 0) {
        File *file = list_add(&c->files, &c->keep);
        *file = (File){ .name = str_copy(name, &c->keep) };
        if (is_read(name)) file->bytes = str_copy(bytes, &c->keep);
        sha256_hex(bytes, file->sha256);
        arena_reset(&c->inner);
    }
    return n == 0;
}

static File *file_named(Check *c, Str name) {
    for (size_t k = 0; k < c->files.len; k++)
        if (str_eq(c->files.at[k].name, name)) return &c->files.at[k];
    return NULL;
}

/* ---- the list of hashes --------------------------------------------------------------------------------------------------- */

enum { HASH = 64, BEFORE_NAME = HASH + 2 };

static void check_line(Check *c, Str line) {
    if (line.len <= BEFORE_NAME) { tell(c, "SHA256SUMS: a line without a hash and a name"); return; }
    Str name = str_cut(line, BEFORE_NAME, line.len);
    File *file = file_named(c, name);
    c->proof->files++;
    if (!file) { tell(c, "%.*s: missing", (int)name.len, name.at); return; }
    file->listed = true;
    if (!str_eq(str_cut(line, 0, HASH), str_of(file->sha256))) tell(c, "%.*s: changed; its SHA-256 is not that of the list", (int)name.len, name.at);
}

static void check_list(Check *c, File *sums) {
    sums->listed = true;
    memcpy(c->proof->seal, sums->sha256, sizeof c->proof->seal);
    for (Str rest = sums->bytes; rest.len;) {
        size_t end = str_find(rest, S("\n"), 0);
        check_line(c, str_cut(rest, 0, end == SIZE_MAX ? rest.len : end));
        rest = end == SIZE_MAX ? (Str){ 0 } : str_cut(rest, end + 1, rest.len);
    }
    for (size_t k = 0; k < c->files.len; k++)
        if (!c->files.at[k].listed) tell(c, "%.*s: not in the list", (int)c->files.at[k].name.len, c->files.at[k].name.at);
}

/* ---- what the claims rest on ---------------------------------------------------------------------------------------------- */

static File *file_of_report(Check *c, int64_t report, const char *ending) {
    File *file = file_named(c, str_format(&c->inner, "reports/%lld.%s", (long long)report, ending));
    if (!file) tell(c, "report %lld: its %s is not in the pack", (long long)report, ending);
    return file;
}

static void check_report(Check *c, JsonValue value) {
    int64_t report;
    if (!json_int(json_get(value, "report"), &report)) { tell(c, "incident.json: a report without a number"); return; }
    c->proof->reports++;
    File *bytes = file_of_report(c, report, "bytes");
    Str sha256 = json_string(json_get(value, "sha256"), &c->inner, NULL);
    if (bytes && !str_eq(sha256, str_of(bytes->sha256))) tell(c, "report %lld: not the bytes that incident.json names by their SHA-256", (long long)report);
}

static void check_claim(Check *c, JsonValue value) {
    int64_t id, report, start, end;
    if (!json_int(json_get(value, "id"), &id) || !json_int(json_get(value, "report"), &report)) { tell(c, "incident.json: a claim without a number"); return; }
    c->proof->claims++;
    bool has_place = json_int(json_get(value, "start"), &start) && json_int(json_get(value, "end"), &end);
    const File *text = file_of_report(c, report, "txt");
    if (!text) return;
    if (!has_place || start < 0 || end < start || (size_t)end > text->bytes.len) { tell(c, "claim %lld: its words lie outside the report's text", (long long)id); return; }
    Str evidence = json_string(json_get(value, "evidence"), &c->inner, NULL);
    if (!str_eq(evidence, str_cut(text->bytes, (size_t)start, (size_t)end))) tell(c, "claim %lld: the report's text has other words there", (long long)id);
}

static void check_each(Check *c, JsonValue array, void (*check)(Check *c, JsonValue value)) {
    JsonValue value;
    for (size_t at = 0; json_item(array, &at, &value);) {
        check(c, value);
        arena_reset(&c->inner);
    }
}

static void check_incident(Check *c, const File *file) {
    JsonReader reader = json_read(file->bytes);
    JsonValue incident = json_value(&reader);
    if (incident.kind != JSON_OBJECT) { tell(c, "incident.json: no JSON"); return; }
    check_each(c, json_get(incident, "reports"), check_report);
    check_each(c, json_get(incident, "claims"), check_claim);
}

static bool check_all(Check *c) {
    if (!read_files(c)) return false;
    File *sums = file_named(c, S("SHA256SUMS")), *incident = file_named(c, S("incident.json"));
    if (!sums) return fail(c->err, CASUS_FOREIGN, "%s: no evidence pack: there is no SHA256SUMS in it", c->path);
    check_list(c, sums);
    if (incident) check_incident(c, incident);
    else tell(c, "incident.json: missing");
    return true;
}

/* Memory that is not there lands here. */
static bool check_within(Check *c) {
    if (setjmp(c->budget.stop)) return fail(c->err, CASUS_NO_MEMORY, "%s: no memory left to check it", c->path);
    return check_all(c);
}

bool casus_pack_check(const char *path, CasusFaultFn fault, void *to, CasusPackProof *proof, CasusError *err) {
    Check *c = calloc(1, sizeof *c);
    if (!c) return fail(err, CASUS_NO_MEMORY, "%s: no memory left to check it", path);
    *c = (Check){ .path = path, .fault = fault, .to = to, .proof = proof, .err = err, .budget = { .limit = SIZE_MAX / 2 }, .zip = zip_read(path, err) };
    c->keep.budget = c->inner.budget = &c->budget;
    bool checked = c->zip && check_within(c);
    zip_close(c->zip);
    arena_free(&c->keep);
    arena_free(&c->inner);
    free(c);
    return checked;
}
