/* `casus rule`: what a person decides of an incident or a claim, and the list of what was decided. */
#include <stdlib.h>
#include <time.h>
#include "cli/feed.h"
#include "cli/ledger.h"
#include "cli/screen.h"

/* What stands after the kind. A target is an incident's number, or a claim's as in c7. */
typedef enum { TAKES_TARGET, TAKES_TARGET_OR_PAIR, TAKES_FIELD, TAKES_GRADE, TAKES_PAIR, TAKES_REPORTS, TAKES_ASSIGNMENT, TAKES_WORDS, TAKES_RULING } Takes;
static const struct { CasusRulingKind kind; Takes takes; size_t least, most; const char *form; } forms[] = {
    { CASUS_RULING_ACCEPT, TAKES_TARGET, 1, 1, "accept 12, or accept c7" },
    { CASUS_RULING_REJECT, TAKES_TARGET_OR_PAIR, 1, 2, "reject 12, reject c7, or reject 12 8: they are not one incident" },
    { CASUS_RULING_CORRECT, TAKES_FIELD, 3, 3, "correct 12 killed 7-9, or correct c7 source \"Civil Defence\"" },
    { CASUS_RULING_GRADE, TAKES_GRADE, 2, 2, "grade 12 Fair" },
    { CASUS_RULING_MERGE, TAKES_PAIR, 2, 2, "merge 12 8" },
    { CASUS_RULING_SPLIT, TAKES_REPORTS, 2, SIZE_MAX, "split 12 r5, or split 12 r5 r6: the two become one incident of their own" },
    { CASUS_RULING_ASSIGN, TAKES_ASSIGNMENT, 2, 3, "assign c7 8, or assign r5 12 8: what r5 tells of 12 is told of 8" },
    { CASUS_RULING_NOTE, TAKES_WORDS, 2, 2, "note 12 \"asked the editor\"" },
    { CASUS_RULING_UNDO, TAKES_RULING, 1, 1, "undo 31" },
};
enum { N_FORMS = sizeof forms / sizeof *forms, MOST_SPLIT = 64 };

typedef struct { Call *call; const char *const *words; size_t n; CasusRuling ruling[MOST_SPLIT]; size_t n_rulings; } Order;

/* ---- numbers ------------------------------------------------------------------------------------------------------------------- */

static bool wants(const char *word, const char *what) {
    complain("rule: '%s' is no %s", word, what);
    return false;
}

static bool read_incident(const char *word, int64_t *id) { return (parse_count(word, id) && *id > 0) || wants(word, "incident's number; see: casus incidents"); }

static bool read_lettered(const char *word, char letter, int64_t *id) { return word[0] == letter && parse_count(word + 1, id) && *id > 0; }

static bool read_report(const char *word, int64_t *id) {
    return read_lettered(word, 'r', id) || wants(word, "report's number, as r5; they stand in: casus show ID");
}

static bool read_target(const char *word, CasusRuling *ruling) {
    if (read_lettered(word, 'c', &ruling->claim)) return true;
    return (parse_count(word, &ruling->incident) && ruling->incident > 0) || wants(word, "incident's number, as 12, nor a claim's, as c7; see: casus rule claims ID");
}

/* ---- from words to rulings ---------------------------------------------------------------------------------------------------------- */

/* ISO 8601, UTC. */
static const char *now_utc(Arena *memory) {
    struct tm parts;
    time_t seconds = time(NULL);
    gmtime_r(&seconds, &parts);
    return str_format(memory, "%04d-%02d-%02dT%02d:%02d:%02dZ", parts.tm_year + 1900, parts.tm_mon + 1, parts.tm_mday, parts.tm_hour, parts.tm_min, parts.tm_sec).at;
}

static const char *person_of(const Call *call) { return call_has(call, OPTION_BY) ? call->value[OPTION_BY] : getenv("CASUS_PERSON"); }

static CasusRuling new_ruling(const Call *call, CasusRulingKind kind) {
    return (CasusRuling){ .kind = kind, .person = person_of(call), .said = now_utc(call->memory), .version = call_count(call, OPTION_VERSION),
                          .reason = call_has(call, OPTION_BECAUSE) ? call->value[OPTION_BECAUSE] : "", .round = call->value[OPTION_BLIND] };
}

/* The first report is split off, the others follow it. */
static bool read_split(Order *order) {
    CasusRuling first = order->ruling[0];
    if (!read_incident(order->words[0], &first.incident) || order->n - 1 > MOST_SPLIT) return false;
    for (size_t i = 1; i < order->n; i++) {
        CasusRuling *ruling = &order->ruling[i - 1];
        *ruling = first;
        if (i > 1) ruling->kind = CASUS_RULING_ASSIGN;
        if (!read_report(order->words[i], &ruling->report)) return false;
    }
    order->n_rulings = order->n - 1;
    return true;
}

static bool read_assignment(Order *order) {
    CasusRuling *ruling = &order->ruling[0];
    if (order->n == 2) return read_target(order->words[0], ruling) && ruling->claim ? read_incident(order->words[1], &ruling->other) : wants(order->words[0], "claim, as c7");
    return read_report(order->words[0], &ruling->report) && read_incident(order->words[1], &ruling->incident) && read_incident(order->words[2], &ruling->other);
}

static bool read_words(Order *order, Takes takes) {
    CasusRuling *ruling = &order->ruling[0];
    const char *const *words = order->words;
    switch (takes) {
    case TAKES_TARGET: return read_target(words[0], ruling);
    case TAKES_TARGET_OR_PAIR: return read_target(words[0], ruling) && (order->n == 1 || read_incident(words[1], &ruling->other));
    case TAKES_FIELD:
        ruling->field = words[1];
        ruling->now = words[2];
        return read_target(words[0], ruling);
    case TAKES_GRADE: ruling->now = words[1]; return read_incident(words[0], &ruling->incident);
    case TAKES_PAIR: return read_incident(words[0], &ruling->incident) && read_incident(words[1], &ruling->other);
    case TAKES_REPORTS: return read_split(order);
    case TAKES_ASSIGNMENT: return read_assignment(order);
    case TAKES_WORDS: ruling->reason = words[1]; return read_target(words[0], ruling);
    case TAKES_RULING: return parse_count(words[0], &ruling->undoes) || wants(words[0], "ruling's number; see: casus rule list");
    }
    return false;
}

/* ---- keeping them ------------------------------------------------------------------------------------------------------------------- */

static bool see_id(void *to, const CasusLedgerRuling *ruling) {
    if (ruling->incident) *(int64_t *)to = ruling->incident;
    return true;
}

static bool keep(CasusLedger *ledger, Order *order, CasusError *err) {
    int64_t id = 0, incident = 0;
    if (!casus_ledger_rule(ledger, order->ruling, order->n_rulings, &id, err)) return false;
    CasusRulingFilter all = { .limit = 1, .offset = 0, .id = id, .round = order->ruling[0].round };
    if (!casus_ledger_rulings(ledger, &all, see_id, &incident, err)) return false;
    if (incident) say("ruling %lld is kept; see: casus show %lld", (long long)id, (long long)incident);
    else say("ruling %lld is kept.", (long long)id);
    return true;
}

static int rule(Order *order, size_t form) {
    CasusError err = { 0 };
    Call *call = order->call;
    order->n_rulings = 1;
    order->ruling[0] = new_ruling(call, forms[form].kind);
    if (!order->ruling[0].person) {
        complain("rule: who rules? Name yourself with --by NAME, or in CASUS_PERSON");
        return STATUS_WRONG_CALL;
    }
    if (order->n < forms[form].least || order->n > forms[form].most) {
        complain("rule: write it as: casus rule %s", forms[form].form);
        return STATUS_WRONG_CALL;
    }
    if (!read_words(order, forms[form].takes)) return STATUS_WRONG_CALL;
    CasusLedger *ledger = ledger_open(call, ledger_path(call), CASUS_LEDGER_WRITE);
    if (!ledger) return STATUS_FAILED;
    bool kept = keep(ledger, order, &err);
    casus_ledger_close(ledger);
    if (!kept) complain("%s", err.line);
    return kept ? STATUS_DONE : STATUS_FAILED;
}

/* ---- listing -------------------------------------------------------------------------------------------------------------------------- */

typedef struct { Call *call; uint64_t n; } List;

static bool print_ruling(void *to, const CasusLedgerRuling *r) {
    List *list = to;
    Arena *memory = list->call->memory;
    Text line = { .arena = memory };
    text_add_format(&line, "%4lld  %s  %s  %s", (long long)r->id, r->said, r->person, r->kind);
    if (r->claim) text_add_format(&line, " c%lld", (long long)r->claim);
    if (r->incident) text_add_format(&line, r->claim ? " (incident %lld)" : " %lld", (long long)r->incident);
    if (r->report) text_add_format(&line, " r%lld", (long long)r->report);
    if (r->other) text_add_format(&line, " %lld", (long long)r->other);
    if (r->undoes) text_add_format(&line, " %lld", (long long)r->undoes);
    if (r->field) text_add_format(&line, " %s: %s -> %s", r->field, r->was && *r->was ? r->was : "unsaid", r->now && *r->now ? r->now : "unsaid");
    if (r->words) text_add_format(&line, "  \"%s\"", r->words);
    if (r->reason && *r->reason) text_add_format(&line, "  (%s)", r->reason);
    if (r->undone) text_add_format(&line, "  undone by %lld", (long long)r->undone);
    if (!r->placed) text_add(&line, S("  has no place in the newest reading"));
    list->n++;
    Str safe = shown_safe(text_str(&line), memory);
    output_put(list->call->out, safe);
    return output_put(list->call->out, S("\n"));
}

static bool print_claim(void *to, const CasusLedgerClaim *c) {
    List *list = to;
    Arena *memory = list->call->memory;
    Text line = { .arena = memory };
    Str figure = range_str(c->range, "-", memory);
    text_add_format(&line, "c%-5lld r%-4lld %s %s", (long long)c->id, (long long)c->report, c->source ? c->source : c->source_kind, c->stance);
    if (c->effect) text_add_format(&line, " %.*s %s", (int)figure.len, figure.len ? figure.at : "", c->effect);
    else text_add_format(&line, " %s", c->about);
    if (c->party) text_add_format(&line, " %s", c->party);
    if (c->value) text_add_format(&line, " %s", c->value);
    text_add_format(&line, "  \"%s\"", c->evidence);
    if (c->state) text_add_format(&line, "  %s", c->state);
    if (c->ruled) text_add_format(&line, "  corrected: %s", c->ruled);
    list->n++;
    output_put(list->call->out, shown_safe(text_str(&line), memory));
    return output_put(list->call->out, S("\n"));
}

static bool list_rulings(CasusLedger *ledger, Order *order, CasusError *err) {
    CasusRuling target = { 0 };
    List list = { .call = order->call };
    if (order->n && !read_target(order->words[0], &target)) return true;
    CasusRulingFilter filter = { .incident = target.incident, .claim = target.claim, .unplaced = call_has(order->call, OPTION_UNPLACED),
                                 .round = order->call->value[OPTION_BLIND], .limit = CASUS_UNKNOWN };
    if (filter.round) filter.person = person_of(order->call);       /* nobody sees another's before they are compared */
    if (filter.round && !filter.person) {
        complain("rule: in a blind coding you see your own rulings: name yourself with --by NAME");
        return true;
    }
    if (!casus_ledger_rulings(ledger, &filter, print_ruling, &list, err)) return false;
    if (list.n == 0) say(filter.unplaced ? "every ruling has its place." : "no ruling yet.");
    return true;
}

static bool list_claims(CasusLedger *ledger, Order *order, CasusError *err) {
    int64_t incident;
    List list = { .call = order->call };
    if (!order->n) return wants("", "incident's number; see: casus incidents");
    if (!read_incident(order->words[0], &incident)) return true;
    return casus_ledger_claims(ledger, incident, print_claim, &list, err) && casus_ledger_rejected_claims(ledger, incident, print_claim, &list, err);
}

static int look(Order *order, bool (*list)(CasusLedger *, Order *, CasusError *)) {
    CasusError err = { 0 };
    CasusLedger *ledger = ledger_open(order->call, ledger_path(order->call), CASUS_LEDGER_READ);
    if (!ledger) return STATUS_FAILED;
    bool listed = list(ledger, order, &err);
    casus_ledger_close(ledger);
    if (!listed && err.line[0]) complain("%s", err.line);
    return listed ? STATUS_DONE : STATUS_FAILED;
}

int rule_run(Call *call) {
    enum { LIST = N_FORMS, CLAIMS, N_WORDS };
    const char *words[N_WORDS];
    const char *asked = call->n_inputs ? call->inputs[0] : call_has(call, OPTION_UNPLACED) ? "list" : "";
    Order *order = arena_new(call->memory, Order);
    *order = (Order){ .call = call, .words = call->inputs + 1, .n = call->n_inputs ? call->n_inputs - 1 : 0 };
    for (size_t i = 0; i < N_FORMS; i++) words[i] = casus_ruling_kind_word((int)forms[i].kind);
    words[LIST] = "list";
    words[CLAIMS] = "claims";
    size_t word = 0;
    while (word < N_WORDS && strcmp(words[word], asked) != 0) word++;
    if (word < N_FORMS) return rule(order, word);
    if (word == LIST) return look(order, list_rulings);
    if (word == CLAIMS) return look(order, list_claims);
    const char *nearest = nearest_name(asked, words, N_WORDS);
    if (nearest) complain("rule: no ruling is called '%s'; did you mean '%s'?", asked, nearest);
    else complain("rule: what is ruled? See: casus help rule");
    return STATUS_WRONG_CALL;
}
