/* A blind coding, compared: what each person made of each claim or incident, field by field. Who has ruled on a thing and left a field as it was read
 * agrees with the reading. */
#include "ledger/alpha.h"
#include "ledger/ruling.h"

typedef struct { Str person; Str value; } Coding;
typedef LIST_OF(Coding) Codings;
typedef LIST_OF(AlphaValue) Values;
typedef struct { int64_t claim, incident; } Target;
typedef LIST_OF(Target) Targets;

typedef struct {
    const char *round;
    CasusAgreementFn agreement; CasusDisagreementFn disagreement; void *to;
} Asked;

/* Coded by two people or more. */
static const char targets_sql[] = "SELECT ifnull(r.claim, 0), ifnull(r.incident, 0) FROM ruling r WHERE r.round = :round AND r.kind IN ('accept', 'reject', 'correct', 'grade') "
    "AND NOT EXISTS (SELECT 1 FROM ruling u WHERE u.undoes = r.id) GROUP BY 1, 2 HAVING count(DISTINCT r.person) > 1 ORDER BY 1, 2";

static Targets read_targets(Work *work, const Asked *asked) {
    Targets targets = { 0 };
    sqlite3_stmt *row = ask_listing(work, targets_sql);
    bind_str(row, ":round", str_of(asked->round));
    while (next_row(work->ledger, row)) *list_add(&targets, &work->scratch) = (Target){ sqlite3_column_int64(row, 0), sqlite3_column_int64(row, 1) };
    sqlite3_finalize(work->rows);
    work->rows = NULL;
    return targets;
}

static Str value_as_read(Work *work, const Target *target, const char *field) {
    sqlite3_stmt *row = ask(work->ledger, target->claim ? QUERY_CLAIM_FIELD : QUERY_INCIDENT_FIELD);
    bind_number(row, ":id", target->claim ? target->claim : incident_of_id(work->ledger, target->incident));
    bind_str(row, ":field", str_of(field));
    Str value = next_row(work->ledger, row) ? str_copy(column_str(row, 0), &work->scratch) : (Str){ 0 };
    if (row) sqlite3_reset(row);
    return value;
}

/* field NULL: accepted or rejected. A coder who said neither gives no verdict. */
static Codings read_codings(Work *work, const Asked *asked, const Target *target, const char *field) {
    Codings codings = { 0 };
    Str as_read = field ? value_as_read(work, target, field) : (Str){ 0 };
    sqlite3_stmt *row = ask(work->ledger, field ? QUERY_CODED : QUERY_VERDICTS);
    bind_id(row, ":claim", target->claim);
    bind_id(row, ":incident", target->incident);
    bind_str(row, ":round", str_of(asked->round));
    if (field) bind_str(row, ":field", str_of(field));
    while (next_row(work->ledger, row)) {
        bool is_set = sqlite3_column_type(row, 1) != SQLITE_NULL;
        *list_add(&codings, &work->scratch) = (Coding){ str_copy(column_str(row, 0), &work->scratch), is_set ? str_copy(column_str(row, 1), &work->scratch) : as_read };
    }
    return codings;
}

static bool is_number(const Field *field) { return field && field->kind == FIELD_RANGE; }

/* The lower bound of a figure, else the upper one; unsaid figures cannot be near or far. */
static bool add_value(Values *values, const Field *field, int64_t unit, Str value, Arena *arena) {
    CasusRange range = { CASUS_UNKNOWN, CASUS_UNKNOWN };
    bool approximate;
    if (is_number(field) && !figure_parse(value, &range, &approximate)) return false;
    *list_add(values, arena) = (AlphaValue){ unit, value, (double)(range.low != CASUS_UNKNOWN ? range.low : range.high) };
    return true;
}

static bool tell_difference(const Asked *asked, const Target *target, const char *name, const Codings *codings) {
    for (size_t i = 1; i < codings->len; i++) {
        const Coding *a = &codings->at[0], *b = &codings->at[i];
        if (str_eq(a->value, b->value)) continue;
        CasusDisagreement told = { .field = name, .claim = target->claim, .incident = target->incident, .person = a->person, .value = a->value,
                                   .other_person = b->person, .other_value = b->value };
        return asked->disagreement(asked->to, &told);
    }
    return true;
}

static bool differs(const Codings *codings) {
    for (size_t i = 1; i < codings->len; i++)
        if (!str_eq(codings->at[i].value, codings->at[0].value)) return true;
    return false;
}

/* One field over all targets of one sort. */
static bool compare_field(Work *work, const Asked *asked, const Targets *targets, bool of_claim, const char *name) {
    const Field *field = name ? field_named(of_claim, name) : NULL;
    const char *shown = name ? name : casus_ruling_kind_word(CASUS_RULING_ACCEPT);
    CasusAgreement agreement = { .field = shown, .of_claim = of_claim };
    Values values = { 0 };
    for (size_t i = 0; i < targets->len; i++) {
        const Target *target = &targets->at[i];
        if ((target->claim != 0) != of_claim) continue;
        Codings codings = read_codings(work, asked, target, name);
        if (codings.len < 2) continue;
        agreement.n_units++;
        agreement.n_differ += differs(&codings);
        for (size_t k = 0; k < codings.len; k++) add_value(&values, field, (int64_t)i, codings.at[k].value, &work->scratch);
        if (!tell_difference(asked, target, shown, &codings)) return false;
    }
    agreement.has_alpha = is_number(field) ? alpha_by_number(values.at, values.len, &agreement.alpha) : alpha_by_name(values.at, values.len, &agreement.alpha);
    return !agreement.n_units || asked->agreement(asked->to, &agreement);
}

static bool compare(Work *work, void *what) {
    const Asked *asked = what;
    Targets targets = read_targets(work, asked);
    for (int of_claim = 1; of_claim >= 0; of_claim--) {
        if (!compare_field(work, asked, &targets, of_claim, NULL)) return true;
        for (const char *const *name = casus_ruling_fields(of_claim); *name; name++)
            if (!compare_field(work, asked, &targets, of_claim, *name)) return true;
    }
    return true;
}

bool casus_ledger_agree(CasusLedger *ledger, const char *round, CasusAgreementFn agreement, CasusDisagreementFn disagreement, void *to, CasusError *err) {
    Asked asked = { round, agreement, disagreement, to };
    return ledger_settled(ledger, err) && ledger_work(ledger, false, compare, &asked, err);
}
