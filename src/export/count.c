/* One incident counted by every policy, each number with the claims it rests on. */
#include <stdlib.h>
#include "export/policy.h"
#include "base/error.h"

typedef struct {
    CasusLedger *ledger;
    CasusCountFn fn; void *to;
    Codes codes;
    Said said;
    CasusLedgerIncident incident; bool found;
    Budget budget;
    Arena memory;
} Counting;

/* Only what is counted is kept of it. */
static bool keep_incident(void *to, const CasusLedgerIncident *incident) {
    Counting *counting = to;
    counting->found = true;
    counting->incident = (CasusLedgerIncident){ .id = incident->id, .killed = incident->killed, .injured = incident->injured,
                                                .civilians_killed = incident->civilians_killed, .civilians_injured = incident->civilians_injured };
    return false;
}

static bool keep_claim(void *to, const CasusLedgerClaim *claim) {
    Counting *counting = to;
    Arena *memory = &counting->memory;
    const char *source = claim->source ? str_copy(str_of(claim->source), memory).at : NULL;
    CasusLedgerClaim kept = { .id = claim->id, .report = claim->report, .revises = claim->revises, .group = claim->group, .range = claim->range, .source = source };
    kept.source_kind = claim->source_kind ? str_copy(str_of(claim->source_kind), memory).at : NULL;
    kept.stance = claim->stance ? str_copy(str_of(claim->stance), memory).at : NULL;
    kept.effect = claim->effect ? str_copy(str_of(claim->effect), memory).at : NULL;
    kept.figure_party = claim->figure_party ? str_copy(str_of(claim->figure_party), memory).at : NULL;
    kept.civilian = claim->civilian ? str_copy(str_of(claim->civilian), memory).at : NULL;
    *list_add(&counting->said.claims, memory) = kept;
    return true;
}

static bool give(Counting *counting, Policy policy, CasusRange told, const Counted *what) {
    Tally tally = policy_count(&counting->said, policy, told, what);
    int64_t *claims = arena_array(&counting->memory, tally.basis.len, sizeof *claims);
    for (size_t k = 0; k < tally.basis.len; k++) claims[k] = tally.basis.at[k].claim;
    CasusCount count = { .policy = policy_word(policy), .what = what->name, .range = { tally.figures.low, tally.figures.high }, .best = tally.figures.best,
                         .claims = claims, .n_claims = tally.basis.len, .n_passed_over = tally.n_passed_over };
    return counting->fn(counting->to, &count);
}

static void give_all(Counting *counting) {
    const CasusLedgerIncident *i = &counting->incident;
    policy_begin(&counting->said);
    for (int policy = 0; policy < N_POLICIES; policy++) {
        if (!give(counting, (Policy)policy, i->killed, &(Counted){ "killed", CASUS_EFFECT_KILLED, false })) return;
        if (!give(counting, (Policy)policy, i->injured, &(Counted){ "injured", CASUS_EFFECT_INJURED, false })) return;
        if (!give(counting, (Policy)policy, i->civilians_killed, &(Counted){ "civilians_killed", CASUS_EFFECT_KILLED, true })) return;
        if (!give(counting, (Policy)policy, i->civilians_injured, &(Counted){ "civilians_injured", CASUS_EFFECT_INJURED, true })) return;
    }
}

/* Memory that is not there lands here; nothing of the ledger is trusted after it. */
static bool count_within(Counting *counting, int64_t incident, CasusError *err) {
    CasusFilter one = { .id = incident, .killed_min = CASUS_UNKNOWN, .comments = true, .limit = 1 };
    if (setjmp(counting->budget.stop)) return fail(err, CASUS_NO_MEMORY, "no memory left to count incident %lld", (long long)incident);
    codes_read(&counting->codes, &counting->memory);
    if (!casus_ledger_incidents(counting->ledger, &one, keep_incident, counting, err)) return false;
    if (!counting->found) return fail(err, CASUS_BAD_INPUT, "no incident %lld is here", (long long)incident);
    if (!casus_ledger_claims(counting->ledger, incident, keep_claim, counting, err)) return false;
    give_all(counting);
    return true;
}

bool casus_count(CasusLedger *ledger, const CasusReader *reader, int64_t incident, CasusCountFn fn, void *to, CasusError *err) {
    Counting *counting = calloc(1, sizeof *counting);
    if (!counting) return fail(err, CASUS_NO_MEMORY, "no memory left to count with");
    *counting = (Counting){ .ledger = ledger, .fn = fn, .to = to, .budget = { .limit = SIZE_MAX / 2 } };
    counting->memory.budget = &counting->budget;
    counting->said = (Said){ .arena = &counting->memory, .reader = reader, .sectors = &counting->codes.sector };
    bool counted = count_within(counting, incident, err);
    arena_free(&counting->memory);
    free(counting);
    return counted;
}
