/* One report as it was published, with what was read in it. Spans are code points of its text, as in the contract. */
#include "serve/request.h"
#include "base/utf8.h"

enum { STRIDE = 256 };

/* Where the code points of a long text are: how many begin before every STRIDE-th byte. */
typedef struct { Str text; uint32_t *before; } Points;

static Points points_of(Str text, Arena *arena) {
    Points points = { text, arena_array(arena, text.len / STRIDE + 1, sizeof(uint32_t)) };
    for (size_t k = 1; k <= text.len / STRIDE; k++) {
        uint32_t n = 0;
        for (size_t i = (k - 1) * STRIDE; i < k * STRIDE; i++) n += ((unsigned char)text.at[i] & 0xC0) != 0x80;
        points.before[k] = points.before[k - 1] + n;
    }
    return points;
}

static int64_t point_at(const Points *points, int64_t byte) {
    size_t end = byte < 0 ? 0 : (size_t)byte < points->text.len ? (size_t)byte : points->text.len;
    uint32_t n = points->before[end / STRIDE];
    for (size_t i = end / STRIDE * STRIDE; i < end; i++) n += ((unsigned char)points->text.at[i] & 0xC0) != 0x80;
    return n;
}

typedef struct { JsonWriter *json; Arena *memory; Points points; bool found; } Sheet;

/* ---- claims and reports, also for the page of an incident ---------------------------------------------------------------- */

void report_write(JsonWriter *w, const CasusLedgerReport *r) {
    json_open(w, '{');
    answer_number(w, JSON_KEY("report"), r->id);
    answer_word(w, JSON_KEY("id"), r->report_id);
    answer_word(w, JSON_KEY("url"), r->url);
    answer_word(w, JSON_KEY("publisher"), r->publisher);
    answer_word(w, JSON_KEY("author"), r->author);
    answer_word(w, JSON_KEY("title"), r->title);
    answer_word(w, JSON_KEY("published"), r->published);
    answer_word(w, JSON_KEY("captured"), r->captured);
    answer_word(w, JSON_KEY("sha256"), r->sha256);
    answer_number(w, JSON_KEY("origin"), r->group);
    answer_number(w, JSON_KEY("n_comments"), r->n_comments);
    json_close(w, '}');
}

static void write_figure(JsonWriter *w, const CasusLedgerClaim *c) {
    json_key(w, "figure");
    if (!c->effect) {
        json_null(w);
        return;
    }
    json_open(w, '{');
    answer_word(w, JSON_KEY("effect"), c->effect);
    answer_word(w, JSON_KEY("who"), c->who);
    answer_word(w, JSON_KEY("party"), c->figure_party);
    answer_word(w, JSON_KEY("civilian"), c->civilian);
    json_low_high(w, c->range);
    json_key(w, "approximate"); json_bool(w, c->approximate);
    json_close(w, '}');
}

void claim_write(JsonWriter *w, const CasusLedgerClaim *c, int64_t start, int64_t end) {
    json_open(w, '{');
    answer_number(w, JSON_KEY("id"), c->id);
    answer_number(w, JSON_KEY("incident"), c->incident ? c->incident : CASUS_UNKNOWN);
    answer_number(w, JSON_KEY("report"), c->report);
    answer_word(w, JSON_KEY("source_kind"), c->source_kind);
    answer_word(w, JSON_KEY("source"), c->source);
    answer_word(w, JSON_KEY("via"), c->via);
    answer_word(w, JSON_KEY("stance"), c->stance);
    answer_word(w, JSON_KEY("about"), c->about);
    write_figure(w, c);
    answer_word(w, JSON_KEY("party"), c->party);
    answer_word(w, JSON_KEY("value"), c->value);
    answer_word(w, JSON_KEY("as_of"), c->as_of);
    answer_number(w, JSON_KEY("revises"), c->revises ? c->revises : CASUS_UNKNOWN);
    answer_word(w, JSON_KEY("how"), c->how);
    answer_number(w, JSON_KEY("origin"), c->group ? c->group : CASUS_UNKNOWN);
    answer_word(w, JSON_KEY("evidence"), c->evidence);
    answer_word(w, JSON_KEY("sentence"), c->sentence);
    answer_number(w, JSON_KEY("start"), start);
    answer_number(w, JSON_KEY("end"), end);
    answer_word(w, JSON_KEY("state"), c->state);
    answer_word(w, JSON_KEY("ruled"), c->ruled);
    json_close(w, '}');
}

/* ---- the page of a report -------------------------------------------------------------------------------------------------- */

static bool add_head(void *to, const CasusLedgerReport *report) {
    Sheet *sheet = to;
    sheet->found = true;
    json_key(sheet->json, "report");
    report_write(sheet->json, report);
    return false;
}

static bool add_text(void *to, CasusStr text, CasusStr notes) {
    Sheet *sheet = to;
    if (text.len > LONGEST_ANSWER) {
        sheet->json->stopped = true;
        return false;
    }
    sheet->points = points_of(str_copy(text, sheet->memory), sheet->memory);
    json_key(sheet->json, "text");
    json_str(sheet->json, text);
    json_key(sheet->json, "notes");
    if (notes.len) json_raw(sheet->json, notes);
    else json_null(sheet->json);
    return false;
}

static void write_span(const Sheet *sheet, int64_t start, int64_t end) {
    answer_number(sheet->json, JSON_KEY("start"), point_at(&sheet->points, start));
    answer_number(sheet->json, JSON_KEY("end"), point_at(&sheet->points, end));
}

static bool add_part(void *to, const CasusLedgerPart *part) {
    const Sheet *sheet = to;
    JsonWriter *w = sheet->json;
    json_open(w, '{');
    answer_number(w, JSON_KEY("nth"), part->nth);
    answer_word(w, JSON_KEY("role"), part->role);
    write_span(sheet, part->start, part->end);
    answer_word(w, JSON_KEY("author"), part->author);
    answer_word(w, JSON_KEY("published"), part->published);
    answer_word(w, JSON_KEY("handle"), part->handle);
    answer_word(w, JSON_KEY("link"), part->link);
    answer_number(w, JSON_KEY("parent"), part->parent ? part->parent : CASUS_UNKNOWN);
    answer_number(w, JSON_KEY("depth"), part->depth);
    json_close(w, '}');
    return !w->stopped;
}

static bool add_mention(void *to, const CasusLedgerMention *mention) {
    const Sheet *sheet = to;
    JsonWriter *w = sheet->json;
    json_open(w, '{');
    answer_word(w, JSON_KEY("type"), mention->type);
    write_span(sheet, mention->start, mention->end);
    answer_word(w, JSON_KEY("name"), mention->name);
    answer_word(w, JSON_KEY("country"), mention->country);
    json_close(w, '}');
    return !w->stopped;
}

static bool add_claim(void *to, const CasusLedgerClaim *claim) {
    const Sheet *sheet = to;
    claim_write(sheet->json, claim, point_at(&sheet->points, claim->start), point_at(&sheet->points, claim->end));
    return !sheet->json->stopped;
}

/* The layers of a report that is there. */
static bool write_layers(Request *request, Sheet *sheet, int64_t id, CasusError *err) {
    JsonWriter *w = sheet->json;
    if (!casus_ledger_text(request->ledger, id, add_text, sheet, err)) return false;
    if (w->stopped) return true;
    json_key(w, "parts");
    json_open(w, '[');
    bool seen = casus_ledger_parts(request->ledger, id, add_part, sheet, err);
    json_close(w, ']');
    json_key(w, "mentions");
    json_open(w, '[');
    seen = seen && casus_ledger_mentions(request->ledger, id, add_mention, sheet, err);
    json_close(w, ']');
    json_key(w, "claims");
    json_open(w, '[');
    seen = seen && casus_ledger_claims_of_report(request->ledger, id, add_claim, sheet, err);
    json_close(w, ']');
    return seen;
}

void report_answer(Request *request, int64_t id) {
    CasusError err = { 0 };
    Answer answer;
    answer_start(&answer, request);
    Sheet sheet = { .json = &answer.json, .memory = request->memory };
    json_open(&answer.json, '{');
    bool seen = casus_ledger_report(request->ledger, id, add_head, &sheet, &err);
    if (seen && !sheet.found) {
        request_refuse(request, HTTP_NOT_FOUND, "no report %lld is here", (long long)id);
        return;
    }
    seen = seen && write_layers(request, &sheet, id, &err);
    json_close(&answer.json, '}');
    answer_end(&answer, request);
    if (!seen) request_failed(request, &err);
}
