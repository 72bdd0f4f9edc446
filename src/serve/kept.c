#include "serve/kept.h"

#include <stdlib.h>
#include <string.h>

enum { MOST_KEPT = 64, LONGEST_KEPT = 1 << 20, LONGEST_QUESTION = 2048 };
typedef struct { uint64_t hash; char *bytes; size_t question, answer; } Kept;       /* lengths; the answer's bytes follow the question's */
struct KeptAnswers { uint64_t state; Kept at[MOST_KEPT]; size_t next; };

KeptAnswers *kept_new(void) { return calloc(1, sizeof(KeptAnswers)); }

static void forget(Kept *one) {
    free(one->bytes);
    *one = (Kept){ 0 };
}

static void forget_all(KeptAnswers *kept) {
    for (size_t k = 0; k < MOST_KEPT; k++) forget(&kept->at[k]);
}

void kept_free(KeptAnswers *kept) {
    if (!kept) return;
    forget_all(kept);
    free(kept);
}

void kept_hold_against(KeptAnswers *kept, uint64_t state) {
    if (!kept || (state && state == kept->state)) return;
    forget_all(kept);
    kept->state = state;
}

static bool is_of(const Kept *one, Str question, uint64_t hash) {
    return one->bytes && one->hash == hash && str_eq((Str){ one->bytes, one->question }, question);
}

Str kept_find(const KeptAnswers *kept, Str question) {
    uint64_t hash = str_hash(question);
    for (size_t k = 0; kept && k < MOST_KEPT; k++)
        if (is_of(&kept->at[k], question, hash)) return (Str){ kept->at[k].bytes + kept->at[k].question, kept->at[k].answer };
    return (Str){ 0 };
}

void kept_add(KeptAnswers *kept, Str question, Str answer) {
    if (!kept || !kept->state || question.len > LONGEST_QUESTION || answer.len > LONGEST_KEPT || kept_find(kept, question).len) return;
    Kept *one = &kept->at[kept->next++ % MOST_KEPT];
    forget(one);
    char *bytes = malloc(question.len + answer.len + 1);
    if (!bytes) return;
    memcpy(bytes, question.at, question.len);
    memcpy(bytes + question.len, answer.at, answer.len);
    *one = (Kept){ str_hash(question), bytes, question.len, answer.len };
}
