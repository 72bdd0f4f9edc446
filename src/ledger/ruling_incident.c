/* An incident as people have set it: over what was gathered from its tellings. */
#include "ledger/ruling.h"

typedef struct { Str kind, field, now; } Set;
typedef LIST_OF(Set) Sets;

static Sets read_sets(Work *work, int64_t incident) {
    Sets sets = { 0 };
    Arena *arena = &work->inner;
    sqlite3_stmt *rows = ask(work->ledger, QUERY_INCIDENT_RULINGS);
    bind_number(rows, ":incident", incident);
    while (next_row(work->ledger, rows))
        *list_add(&sets, arena) = (Set){ str_copy(column_str(rows, 1), arena), str_copy(column_str(rows, 2), arena), str_copy(column_str(rows, 3), arena) };
    return sets;
}

static bool is_kind(const Set *set, CasusRulingKind kind) { return str_eq(set->kind, str_of(casus_ruling_kind_word((int)kind))); }

static void set_party(Work *work, int64_t incident, Str now) {
    Str party, standing;
    if (!party_parse(now, &party, &standing)) return;
    Str folded = same_plain(party, &work->inner);
    sqlite3_stmt *row = ask(work->ledger, QUERY_DROP_PARTY);
    bind_number(row, ":incident", incident);
    bind_str(row, ":folded", folded);
    run_to_end(work->ledger, row);
    if (!standing.len) return;
    row = ask(work->ledger, QUERY_RULE_PARTY);
    bind_number(row, ":incident", incident);
    bind_str(row, ":party", party);
    bind_str(row, ":folded", folded);
    bind_str(row, ":kind", str_of(casus_source_kind_word(CASUS_SOURCE_ORGANIZATION)));
    bind_str(row, ":standing", standing);
    run_to_end(work->ledger, row);
}

static void bind_parsed(sqlite3_stmt *row, const Field *field, Str now, Arena *arena) {
    CasusRange range;
    Str from, to;
    int32_t first, last;
    double lat, lon;
    bool approximate;
    bind_str_or_null(row, ":now", now);
    if (field->kind == FIELD_RANGE && figure_parse(now, &range, &approximate)) {
        bind_count(row, ":low", range.low);
        bind_count(row, ":high", range.high);
    }
    if (field->kind == FIELD_DAYS && days_parse(now, &from, &to, &first, &last)) {
        bind_str(row, ":from", from);
        bind_str(row, ":to", to);
        bind_number(row, ":first", first);
        bind_number(row, ":last", last);
    }
    if (field->kind == FIELD_POINT && point_parse(now, &lat, &lon)) {
        bind_real(row, ":lat", lat);
        bind_real(row, ":lon", lon);
    }
    bind_str_or_null(row, ":folded", same_plain(now, arena));
}

/* The map's index follows the point. */
static void set_point(Work *work, int64_t incident, Str now) {
    double lat, lon;
    sqlite3_stmt *row = ask(work->ledger, QUERY_DROP_PLACE);
    bind_number(row, ":incident", incident);
    run_to_end(work->ledger, row);
    if (!point_parse(now, &lat, &lon)) return;
    row = ask(work->ledger, QUERY_ADD_POINT);
    bind_number(row, ":incident", incident);
    bind_real(row, ":lat", lat);
    bind_real(row, ":lon", lon);
    run_to_end(work->ledger, row);
}

static void set_field(Work *work, int64_t incident, const Set *set) {
    const Field *field = field_named(false, set->field.at);
    if (!field) return;
    if (field->kind == FIELD_PARTY) {
        set_party(work, incident, set->now);
        return;
    }
    sqlite3_stmt *row = ask(work->ledger, QUERY_RULE_INCIDENT);
    bind_number(row, ":incident", incident);
    bind_str(row, ":field", set->field);
    bind_parsed(row, field, set->now, &work->inner);
    run_to_end(work->ledger, row);
    if (field->kind == FIELD_POINT) set_point(work, incident, set->now);
}

static void add_once(Text *names, Str name) {
    for (size_t at = 0; (at = str_find(text_str(names), name, at)) != SIZE_MAX; at++) {
        bool begins = at == 0 || names->at[at - 1] == ' ', ends = at + name.len == names->len || names->at[at + name.len] == ' ';
        if (begins && ends) return;
    }
    if (names->len) text_add_char(names, ' ');
    text_add(names, name);
}

static void count_moved(Work *work, int64_t incident) {
    sqlite3_stmt *row = ask(work->ledger, QUERY_COUNT_MOVED);
    bind_number(row, ":incident", incident);
    run_to_end(work->ledger, row);
}

static bool has_rulings(Work *work) {
    sqlite3_stmt *row = ask(work->ledger, QUERY_HAS_RULINGS);
    bool has = next_row(work->ledger, row);
    if (row) sqlite3_reset(row);
    return has;
}

void ruled_incident(Work *work, int64_t incident) {
    if (!has_rulings(work)) return;
    count_moved(work, incident);
    Sets sets = read_sets(work, incident);
    Text ruled = { .arena = &work->inner };
    CasusState state = CASUS_STATE_REVIEW;
    if (!sets.len) return;
    for (size_t i = 0; i < sets.len; i++) {
        if (is_kind(&sets.at[i], CASUS_RULING_ACCEPT)) state = CASUS_STATE_ACCEPTED;
        else if (is_kind(&sets.at[i], CASUS_RULING_REJECT)) state = CASUS_STATE_REJECTED;
        else {
            set_field(work, incident, &sets.at[i]);
            add_once(&ruled, sets.at[i].field);
        }
    }
    sqlite3_stmt *row = ask(work->ledger, QUERY_RULE_STATE);
    bind_number(row, ":incident", incident);
    bind_str(row, ":state", str_of(casus_state_word((int)state)));
    bind_str_or_null(row, ":ruled", text_str(&ruled));
    run_to_end(work->ledger, row);
}
