/* Which number stands for an incident: the same claims, counted by different rules. */
#include "export/export.h"
#include <stdlib.h>

/* One figure, of one origin. */
typedef struct { int64_t value, origin; } Vote;
typedef LIST_OF(Vote) Votes;

static bool is_word(const char *is, const char *of_list) { return is && strcmp(is, of_list) == 0; }

static int by_id(const void *one, const void *other) {
    int64_t a = *(const int64_t *)one, b = *(const int64_t *)other;
    return (a > b) - (a < b);
}

/* A newer claim of the same report has taken its place. */
static bool is_revised(const Item *item, const CasusLedgerClaim *claim) {
    return item->revised.len && bsearch(&claim->id, item->revised.at, item->revised.len, sizeof *item->revised.at, by_id);
}

static void find_revised(Exporter *e, Item *item) {
    for (size_t k = 0; k < item->claims.len; k++)
        if (item->claims.at[k].revises) *list_add(&item->revised, &e->inner) = item->claims.at[k].revises;
    if (item->revised.len) qsort(item->revised.at, item->revised.len, sizeof *item->revised.at, by_id);
}

static bool is_rejecting(const CasusLedgerClaim *claim) {
    static const CasusStance rejecting[] = { CASUS_STANCE_DENIES, CASUS_STANCE_QUESTIONS, CASUS_STANCE_RETRACTS };
    for (size_t k = 0; k < sizeof rejecting / sizeof *rejecting; k++)
        if (is_word(claim->stance, casus_stance_word(rejecting[k]))) return true;
    return false;
}

static bool is_official(Exporter *e, const CasusLedgerClaim *claim) {
    if (!e->how->reader || !claim->source) return false;
    CasusActor speaker = casus_party_find(e->how->reader, str_of(claim->source));
    const CodeRow *sector = code_find(&e->codes.sector, SECTOR_CODE_SECTOR, speaker.sector);
    return str_eq(sector->cell[SECTOR_CODE_SIDE], S("state"));
}

/* A column of numbers: of which harm, of civilians alone? */
typedef struct { const char *name; CasusEffect effect; bool civilians; } Counted;

/* Does a claim tell a number of the whole: one between the lowest and the highest that stands? Parts of it lie below. */
static bool is_vote(Exporter *e, const Item *item, const CasusLedgerClaim *claim, CasusRange told, const Counted *what) {
    if (!is_word(claim->effect, casus_effect_word((int)what->effect)) || claim->range.low == CASUS_UNKNOWN) return false;
    if (what->civilians && !is_word(claim->civilian, casus_civilian_word(CASUS_CIVILIAN_YES))) return false;
    if (claim->range.low < told.low || (told.high != CASUS_UNKNOWN && claim->range.low > told.high)) return false;
    if (is_word(claim->source_kind, casus_source_kind_word(CASUS_SOURCE_COMMENTER)) || is_rejecting(claim)) return false;
    if (e->policy == POLICY_OFFICIALS && !is_official(e, claim)) return false;
    return !is_revised(item, claim);
}

static int by_value(const void *one, const void *other) {
    const Vote *a = one, *b = other;
    if (a->value != b->value) return a->value < b->value ? -1 : 1;
    return (a->origin > b->origin) - (a->origin < b->origin);
}

static Votes votes_of(Exporter *e, const Item *item, CasusRange told, const Counted *what) {
    Votes votes = { 0 };
    for (size_t k = 0; k < item->claims.len; k++) {
        const CasusLedgerClaim *claim = &item->claims.at[k];
        if (!is_vote(e, item, claim, told, what)) continue;
        *list_add(&votes, &e->inner) = (Vote){ claim->range.low, claim->group ? claim->group : claim->id };
    }
    if (votes.len) qsort(votes.at, votes.len, sizeof *votes.at, by_value);
    return votes;
}

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

/* The lowest and the highest number that as many origins tell. */
static Figures told_by(const Votes *votes, size_t at_least) {
    Figures figures = { CASUS_UNKNOWN, CASUS_UNKNOWN, CASUS_UNKNOWN };
    size_t next;
    for (size_t k = 0; k < votes->len; k = next) {
        if (origins_of_value(votes, k, &next) < at_least) continue;
        if (figures.low == CASUS_UNKNOWN) figures.low = votes->at[k].value;
        figures.high = votes->at[k].value;
    }
    return figures;
}

static Figures best_of(Exporter *e, Item *item, CasusRange told, const Counted *what) {
    const char *name = what->name;
    Votes votes = votes_of(e, item, told, what);
    int64_t low = told.low != CASUS_UNKNOWN ? told.low : 0, best = most_told(&votes);
    if (best == CASUS_UNKNOWN) {
        best = told.low != CASUS_UNKNOWN ? told.low : told.high;
        if (told.low != told.high) add_rule(e, item, "%s: the lowest, for no origin tells one number of the whole", name);
    } else if (told.low != told.high) add_rule(e, item, "%s: the number that most origins tell, the lower of equals", name);
    if (told.low == CASUS_UNKNOWN) add_rule(e, item, "%s: lowest 0, for only an upper bound is told", name);
    if (told.high == CASUS_UNKNOWN) add_rule(e, item, "%s: highest as the best, for it is told without an upper bound", name);
    return (Figures){ low, best, told.high != CASUS_UNKNOWN ? told.high : best };
}

static Figures lowest_of(Exporter *e, Item *item, CasusRange told, const char *name) {
    int64_t lowest = told.low != CASUS_UNKNOWN ? told.low : 0;
    if (told.low == CASUS_UNKNOWN) add_rule(e, item, "%s: 0, for only an upper bound is told", name);
    else if (told.low != told.high) add_rule(e, item, "%s: the lowest of the numbers told", name);
    return (Figures){ lowest, lowest, lowest };
}

static Figures figures_of(Exporter *e, Item *item, CasusRange told, const Counted *what) {
    if (told.low == CASUS_UNKNOWN && told.high == CASUS_UNKNOWN) return (Figures){ CASUS_UNKNOWN, CASUS_UNKNOWN, CASUS_UNKNOWN };
    switch (e->policy) {
    case POLICY_LOWEST: return lowest_of(e, item, told, what->name);
    case POLICY_BEST: return best_of(e, item, told, what);
    case POLICY_OFFICIALS: case POLICY_ORIGINS: {
        Votes votes = votes_of(e, item, told, what);
        Figures figures = told_by(&votes, e->policy == POLICY_ORIGINS ? 2 : 1);
        if (figures.low != told.low || figures.high != told.high)
            add_rule(e, item, e->policy == POLICY_ORIGINS ? "%s: only numbers that two origins tell" : "%s: only numbers that officials tell", what->name);
        return figures;
    }
    default: return (Figures){ told.low, CASUS_UNKNOWN, told.high };
    }
}

void policy_figures(Exporter *e, Item *item) {
    const char *killed = e->shape->killed_column ? e->shape->killed_column : "killed";
    const Counted counted[] = { { killed, CASUS_EFFECT_KILLED, false }, { "injured", CASUS_EFFECT_INJURED, false },
                                       { "civilians_killed", CASUS_EFFECT_KILLED, true }, { "civilians_injured", CASUS_EFFECT_INJURED, true } };
    const CasusRange told[] = { item->i.killed, item->i.injured, item->i.civilians_killed, item->i.civilians_injured };
    Figures *const figures[] = { &item->killed, &item->injured, &item->civilians_killed, &item->civilians_injured };
    find_revised(e, item);
    for (size_t k = 0; k < sizeof counted / sizeof *counted; k++) {
        size_t n_rules = item->rules.len;
        *figures[k] = figures_of(e, item, told[k], &counted[k]);
        if (e->shape->without_injured && counted[k].effect == CASUS_EFFECT_INJURED) item->rules.len = n_rules;     /* nobody sees them */
    }
}

bool figure_is_said(const Figures *figures) { return figures->low != CASUS_UNKNOWN || figures->best != CASUS_UNKNOWN || figures->high != CASUS_UNKNOWN; }

int64_t figure_shown(const Figures *figures) {
    if (figures->best != CASUS_UNKNOWN) return figures->best;
    return figures->low != CASUS_UNKNOWN ? figures->low : figures->high;
}
