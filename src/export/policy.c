#include "export/policy.h"
#include <stdlib.h>

#define EXPORT_POLICY_WORD(NAME, word) word,
const char *policy_word(Policy policy) {
    static const char *const words[] = { CASUS_POLICIES(EXPORT_POLICY_WORD) };
    return words[policy];
}

bool policy_named(const char *word, Policy *policy) {
    for (int k = 0; k < N_POLICIES; k++) {
        if (strcmp(policy_word((Policy)k), word) != 0) continue;
        *policy = (Policy)k;
        return true;
    }
    return false;
}

static bool is_word(const char *is, const char *of_list) { return is && strcmp(is, of_list) == 0; }

/* ---- which claims count ------------------------------------------------------------------------------------------------ */

static int by_id(const void *one, const void *other) {
    int64_t a = *(const int64_t *)one, b = *(const int64_t *)other;
    return (a > b) - (a < b);
}

void policy_begin(Said *said) {
    for (size_t k = 0; k < said->claims.len; k++)
        if (said->claims.at[k].revises) *list_add(&said->revised, said->arena) = said->claims.at[k].revises;
    if (said->revised.len) qsort(said->revised.at, said->revised.len, sizeof *said->revised.at, by_id);
}

/* A newer claim of the same report has taken its place. */
static bool is_revised(const Said *said, const CasusLedgerClaim *claim) {
    return said->revised.len && bsearch(&claim->id, said->revised.at, said->revised.len, sizeof *said->revised.at, by_id);
}

static bool is_rejecting(const CasusLedgerClaim *claim) {
    static const CasusStance rejecting[] = { CASUS_STANCE_DENIES, CASUS_STANCE_QUESTIONS, CASUS_STANCE_RETRACTS };
    for (size_t k = 0; k < sizeof rejecting / sizeof *rejecting; k++)
        if (is_word(claim->stance, casus_stance_word(rejecting[k]))) return true;
    return false;
}

static bool is_official(const Said *said, const CasusLedgerClaim *claim) {
    if (!said->reader || !claim->source) return false;
    CasusActor speaker = casus_party_find(said->reader, str_of(claim->source));
    const CodeRow *sector = code_find(said->sectors, SECTOR_CODE_SECTOR, speaker.sector);
    return str_eq(sector->cell[SECTOR_CODE_SIDE], S("state"));
}

/* Does a claim tell a number of the whole: one between the lowest and the highest that stands? Parts of it lie below. */
static bool is_of_whole(const CasusLedgerClaim *claim, CasusRange told, const Counted *what) {
    if (!is_word(claim->effect, casus_effect_word((int)what->effect)) || claim->range.low == CASUS_UNKNOWN) return false;
    if (what->civilians && !is_word(claim->civilian, casus_civilian_word(CASUS_CIVILIAN_YES))) return false;
    if (claim->range.low < told.low || (told.high != CASUS_UNKNOWN && claim->range.low > told.high)) return false;
    return !is_word(claim->source_kind, casus_source_kind_word(CASUS_SOURCE_COMMENTER)) && !is_rejecting(claim);
}

static bool is_vote(const Said *said, Policy policy, const CasusLedgerClaim *claim) {
    return !is_revised(said, claim) && (policy != POLICY_OFFICIALS || is_official(said, claim));
}

static int by_value(const void *one, const void *other) {
    const Vote *a = one, *b = other;
    if (a->value != b->value) return a->value < b->value ? -1 : 1;
    if (a->origin != b->origin) return a->origin < b->origin ? -1 : 1;
    return (a->claim > b->claim) - (a->claim < b->claim);
}

static int by_origin(const void *one, const void *other) {
    const Vote *a = one, *b = other;
    if (a->origin != b->origin) return a->origin < b->origin ? -1 : 1;
    return (a->nth > b->nth) - (a->nth < b->nth);
}

static int by_claim(const void *one, const void *other) {
    const Vote *a = one, *b = other;
    return (a->claim > b->claim) - (a->claim < b->claim);
}

static void sort(Votes *votes, int (*order)(const void *, const void *)) {
    if (votes->len) qsort(votes->at, votes->len, sizeof *votes->at, order);
}

static Votes votes_of(const Said *said, Policy policy, CasusRange told, const Counted *what, size_t *n_of_whole) {
    Votes votes = { 0 };
    *n_of_whole = 0;
    for (size_t k = 0; k < said->claims.len; k++) {
        const CasusLedgerClaim *claim = &said->claims.at[k];
        if (!is_of_whole(claim, told, what)) continue;
        ++*n_of_whole;
        if (!is_vote(said, policy, claim)) continue;
        *list_add(&votes, said->arena) = (Vote){ claim->range.low, claim->range.high, claim->group ? claim->group : -claim->id, claim->id, claim->report, k, str_of(claim->figure_party) };
    }
    sort(&votes, by_value);
    return votes;
}

/* ---- the numbers ------------------------------------------------------------------------------------------------------- */

/* From votes->at[k] on: how many origins tell this number; *next is where the next number begins. */
static size_t origins_of_value(const Votes *votes, size_t k, size_t *next) {
    size_t n = 0, i = k;
    for (; i < votes->len && votes->at[i].value == votes->at[k].value; i++)
        n += i == k || votes->at[i].origin != votes->at[i - 1].origin;
    *next = i;
    return n;
}

/* The number that most origins tell; of equals the lowest. */
static int64_t most_told(const Votes *votes) {
    size_t most = 0, next;
    int64_t value = CASUS_UNKNOWN;
    for (size_t k = 0; k < votes->len; k = next) {
        size_t n = origins_of_value(votes, k, &next);
        if (n > most) most = n, value = votes->at[k].value;
    }
    return value;
}

/* From votes->at[k] on, sorted by origin: what its newest report says, the greatest number there, since lesser ones are parts of it. */
static Vote newest_of_origin(const Votes *votes, size_t k, size_t *next) {
    size_t end = k;
    while (end < votes->len && votes->at[end].origin == votes->at[k].origin) end++;
    Vote newest = votes->at[end - 1];
    for (size_t i = k; i < end; i++)
        if (votes->at[i].report == newest.report && votes->at[i].value > newest.value) newest = votes->at[i];
    *next = end;
    return newest;
}

static void keep_one_an_origin(Votes *votes) {
    size_t n = 0, next;
    sort(votes, by_origin);
    for (size_t k = 0; k < votes->len; k = next) {
        Vote newest = newest_of_origin(votes, k, &next);
        votes->at[n++] = newest;
    }
    votes->len = n;
    sort(votes, by_value);
}

static void keep_lowest(Votes *votes) {
    size_t n = 0;
    while (n < votes->len && votes->at[n].value == votes->at[0].value) n++;
    votes->len = n;
}

/* "At least 20" leaves the range open, unless another gives no lower a figure for the top. */
static Figures range_of(const Votes *votes) {
    Figures figures = { CASUS_UNKNOWN, CASUS_UNKNOWN, CASUS_UNKNOWN };
    int64_t most_open = CASUS_UNKNOWN;
    if (votes->len) figures.low = votes->at[0].value;
    for (size_t k = 0; k < votes->len; k++) {
        const Vote *vote = &votes->at[k];
        if (vote->high > figures.high) figures.high = vote->high;
        if (vote->high == CASUS_UNKNOWN && vote->value > most_open) most_open = vote->value;
    }
    if (figures.high < most_open) figures.high = CASUS_UNKNOWN;
    return figures;
}

static void add_rule_to(Tally *tally, const char *rule) { tally->rule[tally->n_rules++] = rule; }

static void count_best(Tally *tally, CasusRange told) {
    int64_t low = told.low != CASUS_UNKNOWN ? told.low : 0, best = most_told(&tally->basis);
    if (best == CASUS_UNKNOWN) {
        best = told.low != CASUS_UNKNOWN ? told.low : told.high;
        if (told.low != told.high) add_rule_to(tally, "the lowest, for no origin tells one number of the whole");
    } else if (told.low != told.high) add_rule_to(tally, "the number that most origins tell, the lower of equals");
    if (told.low == CASUS_UNKNOWN) add_rule_to(tally, "lowest 0, for only an upper bound is told");
    if (told.high == CASUS_UNKNOWN) add_rule_to(tally, "highest as the best, for it is told without an upper bound");
    tally->figures = (Figures){ low, best, told.high != CASUS_UNKNOWN ? told.high : best };
}

static void count_lowest(Tally *tally, CasusRange told) {
    int64_t lowest = told.low != CASUS_UNKNOWN ? told.low : 0;
    if (told.low == CASUS_UNKNOWN) add_rule_to(tally, "0, for only an upper bound is told");
    else if (told.low != told.high) add_rule_to(tally, "the lowest of the numbers told");
    keep_lowest(&tally->basis);
    tally->figures = (Figures){ lowest, lowest, lowest };
}

/* The dead of one side and of another are different numbers, not rival ones. */
static bool are_of_several_sides(const Votes *votes) {
    Str party = S("");
    for (size_t k = 0; k < votes->len; k++) {
        Str other = votes->at[k].party;
        if (party.len && other.len && !str_eq(party, other)) return true;
        if (other.len) party = other;
    }
    return false;
}

static void count_votes(Tally *tally, Policy policy, CasusRange told) {
    if (are_of_several_sides(&tally->basis)) {
        tally->basis.len = 0;
        add_rule_to(tally, "none, for the numbers told are of several sides");
        return;
    }
    if (policy == POLICY_ORIGINS) keep_one_an_origin(&tally->basis);
    tally->figures = range_of(&tally->basis);
    if (tally->figures.low == told.low && tally->figures.high == told.high) return;
    add_rule_to(tally, policy == POLICY_ORIGINS ? "each independent origin counted once, by the newest number it tells" : "only numbers that officials tell");
}

Tally policy_count(const Said *said, Policy policy, CasusRange told, const Counted *what) {
    size_t n_of_whole;
    Tally tally = { .figures = { CASUS_UNKNOWN, CASUS_UNKNOWN, CASUS_UNKNOWN } };
    if (told.low == CASUS_UNKNOWN && told.high == CASUS_UNKNOWN) return tally;
    tally.basis = votes_of(said, policy, told, what, &n_of_whole);
    switch (policy) {
    case POLICY_LOWEST: count_lowest(&tally, told); break;
    case POLICY_BEST: count_best(&tally, told); break;
    case POLICY_OFFICIALS: case POLICY_ORIGINS: count_votes(&tally, policy, told); break;
    default: tally.figures = (Figures){ told.low, CASUS_UNKNOWN, told.high };
    }
    sort(&tally.basis, by_claim);
    tally.n_passed_over = n_of_whole - tally.basis.len;
    return tally;
}
