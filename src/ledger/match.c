/* Why the tellings of an incident are held for one: each against the telling that it fits best. */
#include "ledger/ledger.h"
#include "ledger/query.h"
#include <stdlib.h>

enum { LOOKED_AT = 256, N_PARTS = 10 };         /* of a large incident, the tellings that one is held against */

typedef struct { int64_t incident; CasusMatchFn fn; void *to; } Wanted;
typedef LIST_OF(const Telling *) Tellings;

static const char tellings_sql[] = "SELECT telling FROM incident_telling WHERE incident = :incident";

static int by_key(const void *one, const void *other) { return same_key_compare(&(*(const Telling *const *)one)->key, &(*(const Telling *const *)other)->key); }

static Tellings tellings_of_incident(Work *work, int64_t incident) {
    Tellings tellings = { 0 };
    IdList ids = { 0 };
    sqlite3_stmt *row = ask_listing(work, tellings_sql);
    bind_number(row, ":incident", incident_of_id(work->ledger, incident));
    while (next_row(work->ledger, row)) *list_add(&ids, &work->scratch) = sqlite3_column_int64(row, 0);
    for (size_t k = 0; k < ids.len; k++) {
        const Telling *telling = telling_of(work, ids.at[k]);
        if (telling) *list_add(&tellings, &work->scratch) = telling;
    }
    if (tellings.len) qsort(tellings.at, tellings.len, sizeof *tellings.at, by_key);
    return tellings;
}

static CasusMatchPart part_of(const char *what, SamePart part) {
    static const char *const verdicts[] = { [SAME_MISSING] = "missing", [SAME_AGREE] = "agree", [SAME_DIFFER] = "differ" };
    return (CasusMatchPart){ what, verdicts[part.verdict], part.weight };
}

static bool give_match(const Wanted *wanted, const Telling *one, const Telling *other) {
    SameScore s = same_weigh(&one->key, &other->key);
    const CasusMatchPart parts[N_PARTS] = { part_of("place", s.place), part_of("time", s.time), part_of("type", s.type), part_of("parties", s.parties),
        part_of("victims", s.victims), part_of("killed", s.killed), part_of("injured", s.injured), part_of("names", s.names), part_of("words", s.words),
        part_of("passages", s.passages) };
    CasusLedgerMatch match = { .report = one->report, .other = other->report, .points = s.total, .threshold = SAME_THRESHOLD, .parts = parts, .n_parts = N_PARTS };
    return wanted->fn(wanted->to, &match);
}

static const Telling *best_of(const Tellings *tellings, size_t i) {
    size_t best = 0;
    int64_t most = same_closeness(&tellings->at[0]->key, &tellings->at[i]->key);
    for (size_t j = 1; j < tellings->len && j < LOOKED_AT; j++) {
        int64_t closeness = j != i ? same_closeness(&tellings->at[j]->key, &tellings->at[i]->key) : INT64_MIN;
        if (closeness > most) most = closeness, best = j;
    }
    return tellings->at[best];
}

static bool give_matches(Work *work, void *what) {
    const Wanted *wanted = what;
    Tellings tellings = tellings_of_incident(work, wanted->incident);
    for (size_t i = 1; i < tellings.len; i++)
        if (!give_match(wanted, tellings.at[i], best_of(&tellings, i))) break;
    return true;
}

bool casus_ledger_matches(CasusLedger *ledger, int64_t incident, CasusMatchFn fn, void *to, CasusError *err) {
    Wanted wanted = { incident, fn, to };
    return ledger_settled(ledger, err) && ledger_work(ledger, false, give_matches, &wanted, err);
}
