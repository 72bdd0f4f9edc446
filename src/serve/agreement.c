/* A blind coding, compared: how far its people agree, field by field, and where they do not. */
#include "base/list.h"
#include "serve/request.h"

enum { ALPHA_DECIMALS = 3, MOST_DIFFERENCES = 1000 };
typedef LIST_OF(CasusDisagreement) Differences;
typedef struct { JsonWriter *json; Differences differences; Arena *memory; int64_t n; } Comparison;

static bool write_agreement(void *to, const CasusAgreement *a) {
    JsonWriter *w = ((Comparison *)to)->json;
    json_open(w, '{');
    answer_word(w, JSON_KEY("field"), a->field);
    json_key(w, "of_claim"); json_bool(w, a->of_claim);
    answer_number(w, JSON_KEY("n"), a->n_units);
    answer_number(w, JSON_KEY("differ"), a->n_differ);
    json_key(w, "alpha");
    if (a->has_alpha) json_real(w, a->alpha, ALPHA_DECIMALS);
    else json_null(w);
    json_close(w, '}');
    return !w->stopped;
}

static bool keep_difference(void *to, const CasusDisagreement *d) {
    Comparison *c = to;
    if (++c->n > MOST_DIFFERENCES) return true;
    CasusDisagreement kept = *d;
    kept.person = str_copy(d->person, c->memory);
    kept.value = str_copy(d->value, c->memory);
    kept.other_person = str_copy(d->other_person, c->memory);
    kept.other_value = str_copy(d->other_value, c->memory);
    *list_add(&c->differences, c->memory) = kept;
    return true;
}

static void write_word(JsonWriter *w, JsonKey key, Str word) {
    json_key_put(w, key);
    json_str_or_null(w, word);
}

static void write_difference(JsonWriter *w, const CasusDisagreement *d) {
    json_open(w, '{');
    answer_word(w, JSON_KEY("field"), d->field);
    answer_number(w, JSON_KEY("claim"), d->claim ? d->claim : CASUS_UNKNOWN);
    answer_number(w, JSON_KEY("incident"), d->incident ? d->incident : CASUS_UNKNOWN);
    write_word(w, JSON_KEY("person"), d->person);
    write_word(w, JSON_KEY("value"), d->value);
    write_word(w, JSON_KEY("other_person"), d->other_person);
    write_word(w, JSON_KEY("other_value"), d->other_value);
    json_close(w, '}');
}

void agreement_answer(Request *request, int64_t id) {
    static const char *const more[] = { "round", NULL };
    CasusFilter page;
    CasusError err = { 0 };
    Answer answer;
    (void)id;
    if (!request_filter(request, &page, more)) return;
    const char *round = request_value(request, "round");
    if (!round || !*round) {
        request_refuse(request, HTTP_BAD, "round= is missing: the name of the blind coding that is compared");
        return;
    }
    answer_start(&answer, request);
    Comparison comparison = { .json = &answer.json, .memory = request->memory };
    json_open(&answer.json, '{');
    answer_word(&answer.json, JSON_KEY("round"), round);
    json_key(&answer.json, "fields");
    json_open(&answer.json, '[');
    bool seen = casus_ledger_agree(request->ledger, round, write_agreement, keep_difference, &comparison, &err);
    json_close(&answer.json, ']');
    answer_number(&answer.json, JSON_KEY("n_differences"), comparison.n);
    json_key(&answer.json, "differences");
    json_open(&answer.json, '[');
    for (size_t i = 0; seen && i < comparison.differences.len; i++) write_difference(&answer.json, &comparison.differences.at[i]);
    json_close(&answer.json, ']');
    json_close(&answer.json, '}');
    answer_end(&answer, request);
    if (!seen) request_failed(request, &err);
}
