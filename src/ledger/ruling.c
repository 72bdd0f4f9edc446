/* Writing rulings: is it possible, did nobody rule meanwhile, the row, and what follows from it; all in one transaction. */
#include "ledger/ruling.h"
#include <stdarg.h>
#include <stdio.h>
#include "base/date.h"

typedef struct {
    const CasusRuling *rulings; size_t n;
    int64_t first;                          /* number of the first one of this call; 0 before */
    int64_t split_off;                      /* the anchor of what the split before has split off; 0 where none is before */
    const int64_t *to_follow;               /* the anchors of what is to follow it, looked up while all were one incident */
    CasusError wrong;
} Order;

/* One ruling as it will stand: ids looked up, values in the form that is kept. */
typedef struct {
    const CasusRuling *asked;
    int64_t incident, other;                /* as they are called now */
    int64_t anchor;                         /* of the telling that is split off or assigned */
    int64_t claim;
    const Field *field;
    Str was, now;
    int64_t version;
} Entry;

static bool refuse(Order *order, CasusStatus status, const char *format, ...) __attribute__((format(printf, 3, 4)));
static bool refuse(Order *order, CasusStatus status, const char *format, ...) {
    char line[400];
    va_list values;
    va_start(values, format);
    vsnprintf(line, sizeof line, format, values);
    va_end(values);
    fail(&order->wrong, status, "%s", line);
    return false;
}

/* ---- looking up ---------------------------------------------------------------------------------------------------------------- */

static int64_t look_up(Work *work, Query query, const char *name, int64_t id) {
    sqlite3_stmt *row = ask(work->ledger, query);
    bind_number(row, name, id);
    int64_t found = next_row(work->ledger, row) ? sqlite3_column_int64(row, 0) : 0;
    if (row) sqlite3_reset(row);
    return found;
}

static bool find_incident(Work *work, Order *order, int64_t asked, int64_t *incident) {
    *incident = look_up(work, QUERY_INCIDENT_OF_ID, ":id", asked);
    if (*incident) return true;
    return refuse(order, CASUS_BAD_INPUT, "no incident %lld here; see: casus incidents", (long long)asked);
}

static bool find_claim(Work *work, Order *order, Entry *entry) {
    sqlite3_stmt *row = ask(work->ledger, QUERY_LIVE_CLAIM);
    bind_number(row, ":claim", entry->asked->claim);
    entry->claim = next_row(work->ledger, row) ? sqlite3_column_int64(row, 0) : 0;
    if (row) sqlite3_reset(row);
    if (entry->claim) return true;
    return refuse(order, CASUS_BAD_INPUT, "no claim %lld stands here; its number stands in: casus rule claims ID", (long long)entry->asked->claim);
}

/* What that report tells of the incident: its anchor. */
static bool find_telling(Work *work, Order *order, Entry *entry) {
    sqlite3_stmt *row = ask(work->ledger, QUERY_ANCHOR_IN);
    bind_number(row, ":incident", entry->incident);
    bind_number(row, ":report", entry->asked->report);
    entry->anchor = next_row(work->ledger, row) ? sqlite3_column_int64(row, 0) : 0;
    if (row) sqlite3_reset(row);
    if (entry->anchor) return true;
    return refuse(order, CASUS_BAD_INPUT, "report %lld tells nothing of incident %lld; its reports stand under: casus show %lld", (long long)entry->asked->report,
                  (long long)entry->incident, (long long)entry->incident);
}

/* ---- is it possible ---------------------------------------------------------------------------------------------------------------- */

static bool has_person(Order *order, const CasusRuling *r) {
    Date date;
    if (!r->person || !str_trim(str_of(r->person)).len) return refuse(order, CASUS_BAD_INPUT, "a ruling needs the name of who makes it");
    if (!r->said || !date_parse(str_of(r->said), &date, NULL)) return refuse(order, CASUS_BAD_INPUT, "a ruling needs the time at which it is made, as 2031-03-04T12:00:00Z");
    return true;
}

static bool read_field(Work *work, Order *order, Entry *entry, const char *name) {
    bool of_claim = entry->asked->claim != 0;
    entry->field = field_named(of_claim, name);
    if (!entry->field) {
        Text names = { .arena = &work->scratch };
        for (const char *const *at = casus_ruling_fields(of_claim); *at; at++) text_add_format(&names, "%s%s", names.len ? ", " : "", *at);
        return refuse(order, CASUS_BAD_INPUT, "%s: no field of %s; there are: %.*s", name ? name : "", of_claim ? "a claim" : "an incident", (int)names.len, names.at);
    }
    if (!field_value(entry->field, entry->asked->now ? entry->asked->now : "", &work->scratch, &entry->now, &order->wrong)) return false;
    sqlite3_stmt *row = ask(work->ledger, of_claim ? QUERY_CLAIM_FIELD : QUERY_INCIDENT_FIELD);
    bind_number(row, ":id", of_claim ? entry->claim : entry->incident);
    bind_str(row, ":field", str_of(name));
    if (next_row(work->ledger, row)) entry->was = str_copy(column_str(row, 0), &work->scratch);
    if (row) sqlite3_reset(row);
    if (entry->field->kind == FIELD_PARTY || !str_eq(entry->was, entry->now)) return true;
    return refuse(order, CASUS_BAD_INPUT, "%s is %.*s already", name, entry->now.len ? (int)entry->now.len : 6, entry->now.len ? entry->now.at : "unsaid");
}

static bool may_split(Work *work, Order *order, Entry *entry) {
    if (!find_telling(work, order, entry)) return false;
    if (look_up(work, QUERY_COUNT_TELLINGS, ":incident", entry->incident) > 1) return true;
    return refuse(order, CASUS_BAD_INPUT, "incident %lld is told by one report alone; there is nothing to split", (long long)entry->incident);
}

/* Follows what was split off by the ruling before. */
static bool follows_split(const Order *order, const CasusRuling *r) {
    return r->kind == CASUS_RULING_ASSIGN && order->split_off && !r->other && !r->claim && r->incident && r->report;
}

static bool may_follow(Work *work, Order *order, Entry *entry) {
    entry->anchor = *order->to_follow++;
    entry->other = look_up(work, QUERY_INCIDENT_OF_TELLING, ":telling", live_telling(work, order->split_off));
    return entry->anchor || refuse(order, CASUS_BAD_INPUT, "report %lld tells nothing of incident %lld", (long long)entry->asked->report, (long long)entry->asked->incident);
}

static bool may_assign(Work *work, Order *order, Entry *entry) {
    int64_t from = entry->incident;
    if (follows_split(order, entry->asked)) return may_follow(work, order, entry);
    if (!entry->asked->claim && !find_telling(work, order, entry)) return false;
    if (entry->asked->claim) from = look_up(work, QUERY_INCIDENT_OF_CLAIM, ":claim", entry->claim);
    return from != entry->other || refuse(order, CASUS_BAD_INPUT, "it is told of incident %lld already", (long long)entry->other);
}

static bool may_undo(Work *work, Order *order, Entry *entry) {
    int64_t id = entry->asked->undoes;
    sqlite3_stmt *row = ask(work->ledger, QUERY_UNDOABLE);
    bind_number(row, ":id", id);
    bool found = next_row(work->ledger, row), is_undo = found && sqlite3_column_int(row, 0), is_undone = found && sqlite3_column_int(row, 1);
    bool is_others = found && sqlite3_column_int(row, 2) && !str_eq(column_str(row, 3), str_of(entry->asked->person));
    entry->incident = found ? look_up(work, QUERY_INCIDENT_OF_RULING, ":id", id) : 0;
    if (row) sqlite3_reset(row);
    if (!found) return refuse(order, CASUS_BAD_INPUT, "no ruling %lld here; see: casus rule list", (long long)id);
    if (is_undo) return refuse(order, CASUS_BAD_INPUT, "ruling %lld is an undo; make the ruling again instead", (long long)id);
    if (is_others) return refuse(order, CASUS_BAD_INPUT, "ruling %lld is another person's in a blind coding", (long long)id);
    return !is_undone || refuse(order, CASUS_CONFLICT, "ruling %lld is undone already", (long long)id);
}

static bool needs(Order *order, const char *what) { return refuse(order, CASUS_BAD_INPUT, "this ruling needs %s", what); }

static bool is_possible(Work *work, Order *order, Entry *entry) {
    const CasusRuling *r = entry->asked;
    if (!has_person(order, r)) return false;
    if (r->claim && !find_claim(work, order, entry)) return false;
    if (r->incident && !find_incident(work, order, r->incident, &entry->incident)) return false;
    if (r->other && !find_incident(work, order, r->other, &entry->other)) return false;
    bool has_target = r->claim || r->incident;
    bool is_of_two = r->incident && r->other;
    switch (r->kind) {
    case CASUS_RULING_ACCEPT: return has_target || needs(order, "a claim or an incident");
    case CASUS_RULING_REJECT:
        if (is_of_two && entry->incident == entry->other) return refuse(order, CASUS_BAD_INPUT, "they are one incident; split it");
        return has_target || needs(order, "a claim or an incident");
    case CASUS_RULING_NOTE:
        if (!r->reason || !*r->reason) return needs(order, "words: what is noted");
        return has_target || needs(order, "a claim or an incident");
    case CASUS_RULING_CORRECT: return has_target ? read_field(work, order, entry, r->field) : needs(order, "a claim or an incident");
    case CASUS_RULING_GRADE: return r->incident && !r->claim ? read_field(work, order, entry, casus_ruling_kind_word(r->kind)) : needs(order, "an incident");
    case CASUS_RULING_MERGE:
        if (!is_of_two) return needs(order, "two incidents");
        return entry->incident != entry->other || refuse(order, CASUS_BAD_INPUT, "they are one incident already: %lld", (long long)entry->other);
    case CASUS_RULING_SPLIT: return r->incident && r->report ? may_split(work, order, entry) : needs(order, "an incident and one of its reports");
    case CASUS_RULING_ASSIGN:
        return (r->other || follows_split(order, r)) && (r->claim || (r->incident && r->report)) ? may_assign(work, order, entry) : needs(order, "another incident, and a claim or a report of this one");
    case CASUS_RULING_UNDO: return r->undoes ? may_undo(work, order, entry) : needs(order, "the number of the ruling that it undoes");
    default: return refuse(order, CASUS_BAD_INPUT, "no kind of ruling is called so");
    }
}

/* ---- did nobody rule meanwhile ----------------------------------------------------------------------------------------------------- */

static bool tell_conflict(Work *work, Order *order, const Entry *entry) {
    sqlite3_stmt *row = ask(work->ledger, QUERY_WHO_RULED);
    bind_number(row, ":id", entry->version);
    Str person = S("somebody"), said = S("meanwhile");
    if (next_row(work->ledger, row)) {
        person = str_copy(column_str(row, 0), &work->scratch);
        said = str_copy(column_str(row, 1), &work->scratch);
    }
    if (row) sqlite3_reset(row);
    return refuse(order, CASUS_CONFLICT, "%.*s has ruled on this (%.*s, ruling %lld) since you looked; look again, then decide", (int)person.len, person.at,
                  (int)said.len, said.at, (long long)entry->version);
}

/* Rulings of this very call are known to who makes it. */
static bool is_current(Work *work, Order *order, Entry *entry) {
    if (entry->incident) entry->version = look_up(work, QUERY_VERSION_OF_INCIDENT, ":incident", entry->incident);
    else if (entry->claim) entry->version = look_up(work, QUERY_VERSION_OF_CLAIM, ":claim", entry->claim);
    bool is_own = order->first && entry->version >= order->first;
    int64_t known = entry->asked->version;
    return known == CASUS_UNKNOWN || known == entry->version || is_own || entry->asked->round || tell_conflict(work, order, entry);
}

/* ---- the row, and what follows ------------------------------------------------------------------------------------------------------ */

static int64_t write_row(Work *work, const Entry *entry) {
    const CasusRuling *r = entry->asked;
    sqlite3_stmt *row = ask(work->ledger, QUERY_ADD_RULING);
    bind_str(row, ":kind", str_of(casus_ruling_kind_word(r->kind)));
    bool of_incident = !r->claim && r->kind != CASUS_RULING_UNDO;
    bool is_of_two = r->kind == CASUS_RULING_MERGE || r->kind == CASUS_RULING_ASSIGN || r->kind == CASUS_RULING_REJECT;
    bind_id(row, ":incident", of_incident ? entry->incident : 0);
    bind_id(row, ":other", is_of_two ? entry->other : 0);
    bind_id(row, ":telling", entry->anchor);
    bind_id(row, ":claim", r->kind == CASUS_RULING_UNDO ? 0 : entry->claim);
    bind_id(row, ":undoes", r->kind == CASUS_RULING_UNDO ? r->undoes : 0);
    if (entry->field) {
        bind_str(row, ":field", str_of(entry->field->name));
        bind_str(row, ":was", entry->was);
        bind_str(row, ":now", entry->now);
    }
    bind_str(row, ":person", str_trim(str_of(r->person)));
    bind_str(row, ":said", str_of(r->said));
    bind_str(row, ":reason", str_of(r->reason));
    bind_number(row, ":version", entry->version);
    bind_str_or_null(row, ":round", str_of(r->round));
    run_to_end(work->ledger, row);
    return sqlite3_last_insert_rowid(work->ledger->db);
}

/* Claims first, then who belongs together, then the incidents' rows. */
static void follow(Work *work, int64_t ruling) {
    IdList touched = { 0 };
    ruling_place(work, ruling, &touched);
    ruling_apply_to_claims(work, ruling, &touched);
    ids_sort(&touched);
    derive_around(work, &touched);
}

static bool rule_one(Work *work, Order *order, const CasusRuling *asked) {
    Entry entry = { .asked = asked };
    if (asked->claim && asked->kind != CASUS_RULING_UNDO && asked->incident) return refuse(order, CASUS_BAD_INPUT, "either a claim or an incident, not both");
    if (!is_possible(work, order, &entry)) return false;
    if (entry.claim && !entry.incident) entry.incident = look_up(work, QUERY_INCIDENT_OF_CLAIM, ":claim", entry.claim);
    if (!is_current(work, order, &entry)) return false;
    int64_t id = write_row(work, &entry);
    if (!order->first) order->first = id;
    if (asked->kind == CASUS_RULING_SPLIT) order->split_off = entry.anchor;
    if (!asked->round) follow(work, id);
    return !work->ledger->failed;
}

/* The anchors of all that the call assigns to what this split will split off. */
static const int64_t *look_ahead(Work *work, Order *order, size_t split) {
    int64_t *anchors = arena_array(&work->scratch, order->n, sizeof *anchors), incident = 0;
    CasusError unused = order->wrong;
    if (!find_incident(work, order, order->rulings[split].incident, &incident)) order->wrong = unused;
    for (size_t i = split + 1; i < order->n; i++) {
        Entry entry = { .asked = &order->rulings[i], .incident = incident };
        if (find_telling(work, order, &entry)) anchors[i - split - 1] = entry.anchor;
    }
    order->wrong = unused;
    return anchors;
}

static bool rule_all(Work *work, void *what) {
    Order *order = what;
    for (size_t i = 0; i < order->n; i++) {
        bool splits = order->rulings[i].kind == CASUS_RULING_SPLIT;
        if (splits) order->to_follow = look_ahead(work, order, i);
        if (!splits && !follows_split(order, &order->rulings[i])) order->split_off = 0;
        if (!rule_one(work, order, &order->rulings[i])) return false;
    }
    return true;
}

bool casus_ledger_rule(CasusLedger *ledger, const CasusRuling *rulings, size_t n, int64_t *first, CasusError *err) {
    Order order = { .rulings = rulings, .n = n };
    if (!ledger_may_write(ledger, err) || !ledger_settled(ledger, err)) return false;
    if (ledger_work(ledger, true, rule_all, &order, err)) {
        if (first) *first = order.first;
        return true;
    }
    if (order.wrong.status != CASUS_OK && err) *err = order.wrong;
    return false;
}
