/* The words that the pages' choices are made of: the contract's own lists. */
#include "serve/request.h"

static void write_words(JsonWriter *w, JsonKey key, const char *(*word)(int), int n) {
    json_key_put(w, key);
    json_open(w, '[');
    for (int i = 0; i < n; i++)
        if (word(i) && *word(i)) json_str(w, str_of(word(i)));
    json_close(w, ']');
}

static void write_fields(JsonWriter *w, JsonKey key, bool of_claim) {
    json_key_put(w, key);
    json_open(w, '[');
    for (const char *const *at = casus_ruling_fields(of_claim); *at; at++) json_str(w, str_of(*at));
    json_close(w, ']');
}

#define LISTED(NAME, word) word,
static const char *const policies[] = { CASUS_POLICIES(LISTED) }, *const audiences[] = { CASUS_AUDIENCES(LISTED) };
enum { N_POLICIES = sizeof policies / sizeof *policies, N_AUDIENCES = sizeof audiences / sizeof *audiences };
static const char *policy_word(int i) { return policies[i]; }
static const char *audience_word(int i) { return audiences[i]; }

void words_answer(Request *request, int64_t id) {
    Answer answer;
    (void)id;
    answer_start(&answer, request);
    json_open(&answer.json, '{');
    write_words(&answer.json, JSON_KEY("types"), casus_event_type_word, CASUS_N_EVENT_TYPES);
    write_words(&answer.json, JSON_KEY("standings"), casus_standing_word, CASUS_N_STANDINGS);
    write_words(&answer.json, JSON_KEY("grades"), casus_grade_word, CASUS_N_GRADES);
    write_words(&answer.json, JSON_KEY("stances"), casus_stance_word, CASUS_N_STANCES);
    write_words(&answer.json, JSON_KEY("doubts"), casus_doubt_word, CASUS_N_DOUBTS);
    write_words(&answer.json, JSON_KEY("rulings"), casus_ruling_kind_word, CASUS_N_RULING_KINDS);
    write_words(&answer.json, JSON_KEY("policies"), policy_word, N_POLICIES);
    write_words(&answer.json, JSON_KEY("audiences"), audience_word, N_AUDIENCES);
    write_fields(&answer.json, JSON_KEY("claim_fields"), true);
    write_fields(&answer.json, JSON_KEY("incident_fields"), false);
    json_close(&answer.json, '}');
    answer_end(&answer, request);
}
