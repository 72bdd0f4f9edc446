/* Rulings: the list of them, and new ones. */
#include <stdio.h>
#include <time.h>
#include "serve/request.h"

static void number_or_null(JsonWriter *w, JsonKey key, int64_t id) { answer_number(w, key, id ? id : CASUS_UNKNOWN); }

bool ruling_write(void *to, const CasusLedgerRuling *r) {
    JsonWriter *w = to;
    json_open(w, '{');
    answer_number(w, JSON_KEY("id"), r->id);
    answer_word(w, JSON_KEY("kind"), r->kind);
    number_or_null(w, JSON_KEY("incident"), r->incident);
    number_or_null(w, JSON_KEY("other"), r->other);
    number_or_null(w, JSON_KEY("claim"), r->claim);
    number_or_null(w, JSON_KEY("report"), r->report);
    number_or_null(w, JSON_KEY("undoes"), r->undoes);
    number_or_null(w, JSON_KEY("undone"), r->undone);
    answer_word(w, JSON_KEY("field"), r->field);
    answer_word(w, JSON_KEY("was"), r->was);
    answer_word(w, JSON_KEY("now"), r->now);
    answer_word(w, JSON_KEY("person"), r->person);
    answer_word(w, JSON_KEY("said"), r->said);
    answer_word(w, JSON_KEY("reason"), r->reason);
    answer_word(w, JSON_KEY("words"), r->words);
    json_key(w, "placed"); json_bool(w, r->placed);
    json_close(w, '}');
    return !w->stopped;
}

/* 0 where it is not given; false when the request has been refused. */
static bool take_number(Request *request, const char *name, int64_t *n) {
    const char *given = request_value(request, name);
    if (!given || (json_int_of(str_of(given), n) && *n > 0)) return true;
    request_refuse(request, HTTP_BAD, "%s=%s: no number of an incident or a claim", name, given);
    return false;
}

void rulings_answer(Request *request, int64_t id) {
    static const char *const more[] = { "incident", "claim", "unplaced", "round", "person", NULL };
    CasusFilter page;
    CasusError err = { 0 };
    Answer answer;
    (void)id;
    if (!request_filter(request, &page, more)) return;
    CasusRulingFilter filter = { .unplaced = request_value(request, "unplaced") != NULL, .round = request_value(request, "round"),
                                 .person = request_value(request, "person"), .limit = page.limit, .offset = page.offset };
    if (!take_number(request, "incident", &filter.incident) || !take_number(request, "claim", &filter.claim)) return;
    if (filter.round && !filter.person) {
        request_refuse(request, HTTP_BAD, "round=%s: say whose rulings with person=; all of them are compared by /api/agreement", filter.round);
        return;
    }
    answer_start(&answer, request);
    json_open(&answer.json, '{');
    json_key(&answer.json, "rulings");
    json_open(&answer.json, '[');
    bool seen = casus_ledger_rulings(request->ledger, &filter, ruling_write, &answer.json, &err);
    json_close(&answer.json, ']');
    json_close(&answer.json, '}');
    answer_end(&answer, request);
    if (!seen) request_failed(request, &err);
}

/* ---- new ones ------------------------------------------------------------------------------------------------------------------ */

enum { MOST_AT_ONCE = 64 };

static const char *now_utc(Arena *memory) {
    struct tm parts;
    time_t seconds = time(NULL);
    gmtime_r(&seconds, &parts);
    return str_format(memory, "%04d-%02d-%02dT%02d:%02d:%02dZ", parts.tm_year + 1900, parts.tm_mon + 1, parts.tm_mday, parts.tm_hour, parts.tm_min, parts.tm_sec).at;
}

/* NULL where it is none; what stands behind a NUL would be lost unseen, so that is none either. */
static const char *text_in(JsonValue object, const char *key, Arena *memory) {
    JsonValue value = json_get(object, key);
    if (value.kind != JSON_STRING) return NULL;
    Str text = str_copy(json_string(value, memory, NULL), memory);
    return strlen(text.at) == text.len ? text.at : NULL;
}

static int64_t number_in(JsonValue object, const char *key, int64_t unsaid) {
    JsonValue value = json_get(object, key);
    int64_t n = unsaid;
    return value.kind == JSON_NUMBER && json_int(value, &n) ? n : unsaid;
}

static bool read_ruling(Request *request, JsonValue object, CasusRuling *ruling) {
    Arena *memory = request->memory;
    const char *kind = object.kind == JSON_OBJECT ? text_in(object, "kind", memory) : NULL;
    int known = 0;
    while (known < CASUS_N_RULING_KINDS && (!kind || strcmp(kind, casus_ruling_kind_word(known)) != 0)) known++;
    if (known == CASUS_N_RULING_KINDS) {
        request_refuse(request, HTTP_BAD, "no ruling without a kind that /api/words lists");
        return false;
    }
    const char *reason = text_in(object, "reason", memory);
    *ruling = (CasusRuling){
        .kind = (CasusRulingKind)known, .incident = number_in(object, "incident", 0), .other = number_in(object, "other", 0), .report = number_in(object, "report", 0),
        .claim = number_in(object, "claim", 0), .undoes = number_in(object, "undoes", 0), .field = text_in(object, "field", memory), .now = text_in(object, "now", memory),
        .person = text_in(object, "person", memory), .reason = reason ? reason : "", .round = text_in(object, "round", memory), .said = now_utc(memory), .version = number_in(object, "version", CASUS_UNKNOWN),
    };
    if (ruling->version >= 0 || ruling->kind == CASUS_RULING_UNDO || ruling->round) return true;          /* a blind coding changes nothing */
    request_refuse(request, HTTP_BAD, "a ruling tells the version that it was decided on");
    return false;
}

/* {"rulings": [...]}; how many, 0 when it has been refused. */
static size_t read_rulings(Request *request, CasusRuling *rulings) {
    JsonReader reader = json_read(request->posted);
    JsonValue body = json_value(&reader), list = body.kind == JSON_OBJECT ? json_get(body, "rulings") : (JsonValue){ 0 }, item;
    size_t n = 0;
    for (size_t at = 0; list.kind == JSON_ARRAY && json_item(list, &at, &item); n++) {
        if (n == MOST_AT_ONCE) {
            request_refuse(request, HTTP_BAD, "more than %d rulings at once", MOST_AT_ONCE);
            return 0;
        }
        if (!read_ruling(request, item, &rulings[n])) return 0;
    }
    if (!n) request_refuse(request, HTTP_BAD, "no rulings: send {\"rulings\": [{\"kind\": ...}]}");
    return n;
}

void rulings_post(Request *request, int64_t id) {
    CasusRuling *rulings = arena_array(request->memory, MOST_AT_ONCE, sizeof *rulings);
    CasusError err = { 0 };
    Answer answer;
    int64_t first = 0;
    (void)id;
    size_t n = read_rulings(request, rulings);
    if (!n) return;
    if (!casus_ledger_rule(request->ledger, rulings, n, &first, &err)) {
        request_failed(request, &err);
        return;
    }
    answer_start(&answer, request);
    json_open(&answer.json, '{');
    json_key(&answer.json, "rulings");
    json_open(&answer.json, '[');
    bool seen = true;
    for (size_t i = 0; seen && i < n; i++)
        seen = casus_ledger_rulings(request->ledger, &(CasusRulingFilter){ .id = first + (int64_t)i, .round = rulings[i].round, .limit = 1 }, ruling_write, &answer.json, &err);
    json_close(&answer.json, ']');
    json_close(&answer.json, '}');
    answer_end(&answer, request);
    if (!seen) request_failed(request, &err);
}
