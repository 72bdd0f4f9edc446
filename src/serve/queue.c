/* What waits for a person, page by page, each with what is needed to decide. */
#include "base/list.h"
#include "serve/request.h"

enum { PAGE_UNSAID = 50, PAGE_MOST = 200, COUNT_MOST = 1000 };
typedef LIST_OF(CasusLedgerDoubt) Doubts;
typedef struct { Doubts doubts; Arena *memory; } Found;

static bool keep_doubt(void *to, const CasusLedgerDoubt *doubt) {
    Found *found = to;
    *list_add(&found->doubts, found->memory) = *doubt;
    return true;
}

static bool read_doubt(Request *request, CasusDoubt *doubt) {
    const char *given = request_value(request, "why");
    *doubt = CASUS_DOUBT_CLAIM;
    if (!given) return true;
    for (int i = 0; i < CASUS_N_DOUBTS; i++)
        if (strcmp(given, casus_doubt_word(i)) == 0) {
            *doubt = (CasusDoubt)i;
            return true;
        }
    request_refuse(request, HTTP_BAD, "why=%s: nothing waits for such a reason; the reasons stand in /api/words", given);
    return false;
}

static bool write_incident(void *to, const CasusLedgerIncident *incident) {
    incident_write(to, incident);
    return false;
}

static bool write_claim(void *to, const CasusLedgerClaim *claim) {
    claim_write(to, claim, CASUS_UNKNOWN, CASUS_UNKNOWN);
    return false;
}

static bool put_incident(Request *request, JsonWriter *w, JsonKey key, int64_t id, CasusError *err) {
    CasusFilter one = { .id = id, .killed_min = CASUS_UNKNOWN, .comments = true, .limit = 1 };
    json_key_put(w, key);
    if (id) return casus_ledger_incidents(request->ledger, &one, write_incident, w, err);
    json_null(w);
    return true;
}

static bool put_claim(Request *request, JsonWriter *w, JsonKey key, int64_t id, CasusError *err) {
    json_key_put(w, key);
    if (id) return casus_ledger_claim(request->ledger, id, write_claim, w, err);
    json_null(w);
    return true;
}

static bool put_doubt(Request *request, JsonWriter *w, const CasusLedgerDoubt *doubt, CasusError *err) {
    json_open(w, '{');
    bool put = put_incident(request, w, JSON_KEY("incident"), doubt->incident, err) && put_incident(request, w, JSON_KEY("other"), doubt->other, err) &&
               put_claim(request, w, JSON_KEY("claim"), doubt->claim, err) && put_claim(request, w, JSON_KEY("other_claim"), doubt->other_claim, err);
    json_close(w, '}');
    return put;
}

void queue_answer(Request *request, int64_t id) {
    static const char *const more[] = { "why", NULL };
    CasusFilter page;
    CasusDoubt doubt;
    CasusError err = { 0 };
    Answer answer;
    int64_t next = 0;
    (void)id;
    if (!request_filter(request, &page, more) || !read_doubt(request, &doubt)) return;
    Found found = { .memory = request->memory };
    int64_t limit = !request_value(request, "limit") ? PAGE_UNSAID : page.limit < PAGE_MOST ? page.limit : PAGE_MOST;
    bool seen = casus_ledger_doubts(request->ledger, doubt, limit, page.offset, keep_doubt, &found, &next, &err);
    answer_start(&answer, request);
    json_open(&answer.json, '{');
    answer_word(&answer.json, JSON_KEY("why"), casus_doubt_word((int)doubt));
    json_key(&answer.json, "items");
    json_open(&answer.json, '[');
    for (size_t i = 0; seen && i < found.doubts.len; i++) seen = put_doubt(request, &answer.json, &found.doubts.at[i], &err);
    json_close(&answer.json, ']');
    answer_number(&answer.json, JSON_KEY("next"), next ? next : CASUS_UNKNOWN);
    json_close(&answer.json, '}');
    answer_end(&answer, request);
    if (!seen) request_failed(request, &err);
}

static bool count_doubt(void *to, const CasusLedgerDoubt *doubt) {
    (void)doubt;
    ++*(int64_t *)to;
    return true;
}

/* Up to COUNT_MOST of each; of possible matches, those among the latest incidents. */
void counts_answer(Request *request, int64_t id) {
    CasusError err = { 0 };
    Answer answer;
    bool seen = true;
    (void)id;
    answer_start(&answer, request);
    json_open(&answer.json, '[');
    for (int i = 0; seen && i < CASUS_N_DOUBTS; i++) {
        int64_t n = 0, next = 0;
        seen = casus_ledger_doubts(request->ledger, (CasusDoubt)i, COUNT_MOST, 0, count_doubt, &n, &next, &err);
        json_open(&answer.json, '{');
        answer_word(&answer.json, JSON_KEY("why"), casus_doubt_word(i));
        answer_number(&answer.json, JSON_KEY("n"), n);
        json_key(&answer.json, "more"); json_bool(&answer.json, next != 0);
        json_close(&answer.json, '}');
    }
    json_close(&answer.json, ']');
    answer_end(&answer, request);
    if (!seen) request_failed(request, &err);
}
