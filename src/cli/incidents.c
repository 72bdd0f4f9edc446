/* `casus incidents`: one line an incident. */
#include "cli/ledger.h"
#include "cli/screen.h"

enum { COLUMN_ID, COLUMN_DATE, COLUMN_WHAT, COLUMN_WHERE, COLUMN_KILLED, COLUMN_RESPONSIBLE, COLUMN_SOURCES, COLUMN_STATE, N_COLUMNS };
enum { NARROWEST_COLUMN = 10, GAP = 2 };

static const struct { const char *head; bool is_number, may_shrink; } columns[N_COLUMNS] = {
    [COLUMN_ID] = { "id", true, false },
    [COLUMN_DATE] = { "date", false, false },
    [COLUMN_WHAT] = { "what", false, true },
    [COLUMN_WHERE] = { "where", false, true },
    [COLUMN_KILLED] = { "killed", true, false },
    [COLUMN_RESPONSIBLE] = { "held responsible", false, true },
    [COLUMN_SOURCES] = { "sources", true, false },
    [COLUMN_STATE] = { "state", false, false },
};

typedef struct { Str cell[N_COLUMNS]; } Row;
/* The incidents are asked for twice, once for the widths and once for the lines, so that the list may be longer than memory. */
typedef struct {
    size_t width[N_COLUMNS];
    uint64_t n;
    Output *out;
    Arena row_memory;
} List;

/* "2031-03-04", "2031-03-04/06": the end without what it shares with the start (ISO 8601). */
static Str date_cell(const CasusLedgerIncident *incident, Arena *arena) {
    Str from = str_of(incident->from), to = str_of(incident->to);
    if (str_is_empty(from) && str_is_empty(to)) return S("unsaid");
    if (str_is_empty(to) || str_eq(from, to)) return from;
    size_t shared = 0;
    for (size_t i = 0; i < from.len && i < to.len && from.at[i] == to.at[i]; i++)
        if (from.at[i] == '-') shared = i + 1;
    return str_join(from, S("/"), str_cut(to, shared, to.len), arena);
}

static Str responsible_cell(const CasusLedgerIncident *incident, Arena *arena) {
    if (incident->n_parties == 0) return S("nobody named");
    Text cell = { .arena = arena };
    for (size_t i = 0; i < incident->n_parties; i++) {
        const CasusLedgerParty *party = &incident->parties[i];
        text_add_format(&cell, "%s%s %s", i ? " · " : "", party->party ? party->party : "unnamed", party->standing ? party->standing : "");
    }
    return text_str(&cell);
}

static Str sources_cell(const CasusLedgerIncident *incident, Arena *arena) {
    return str_format(arena, "%lld (%lld)", (long long)incident->n_reports, (long long)incident->n_origins);
}

/* "7-19", "3", "20+" where nobody says how many at most. */
static Str killed_cell(CasusRange killed, Arena *arena) {
    bool at_least = killed.low != CASUS_UNKNOWN && killed.high == CASUS_UNKNOWN;
    return at_least ? str_join(count_str((uint64_t)killed.low, arena), S(""), S("+"), arena) : range_str(killed, "-", arena);
}

static Row row_of(const CasusLedgerIncident *incident, Arena *arena) {
    const char *where = incident->place ? incident->place : incident->country;
    Row row = { .cell = {
        [COLUMN_ID] = str_format(arena, "%lld", (long long)incident->id),
        [COLUMN_DATE] = date_cell(incident, arena),
        [COLUMN_WHAT] = str_of(incident->type),
        [COLUMN_WHERE] = where && *where ? str_of(where) : S("unsaid"),
        [COLUMN_KILLED] = killed_cell(incident->killed, arena),
        [COLUMN_RESPONSIBLE] = responsible_cell(incident, arena),
        [COLUMN_SOURCES] = sources_cell(incident, arena),
        [COLUMN_STATE] = incident->ruled ? str_join(str_of(incident->state), S(", "), S("ruled"), arena) : str_of(incident->state),
    } };
    for (int i = 0; i < N_COLUMNS; i++) row.cell[i] = shown_safe(row.cell[i], arena);
    return row;
}

static bool measure(void *to, const CasusLedgerIncident *incident) {
    List *list = to;
    Row row = row_of(incident, &list->row_memory);
    for (int i = 0; i < N_COLUMNS; i++) {
        size_t width = shown_columns(row.cell[i]);
        if (width > list->width[i]) list->width[i] = width;
    }
    list->n++;
    arena_reset(&list->row_memory);
    return true;
}

static bool put_row(List *list, const Row *row) {
    Text line = { .arena = &list->row_memory };
    for (int i = 0; i < N_COLUMNS; i++) {
        if (!list->width[i]) continue;
        text_fill(&line, " ", GAP);
        Str cell = shown_cut(row->cell[i], list->width[i], &list->row_memory);
        if (columns[i].is_number) text_right(&line, cell, list->width[i]);
        else text_left(&line, cell, list->width[i]);
    }
    text_end_line(&line);
    return output_put(list->out, text_str(&line));
}

static bool print(void *to, const CasusLedgerIncident *incident) {
    List *list = to;
    Row row = row_of(incident, &list->row_memory);
    bool goes_on = put_row(list, &row);
    arena_reset(&list->row_memory);
    return goes_on;
}

static size_t total_width(const List *list) {
    size_t total = 0;
    for (int i = 0; i < N_COLUMNS; i++)
        if (list->width[i]) total += GAP + list->width[i];
    return total;
}

/* Takes from the widest column of words until the line fits; when none can give more, the last columns go. */
static void shrink(List *list, size_t screen_width) {
    while (total_width(list) > screen_width) {
        int widest = -1;
        for (int i = 0; i < N_COLUMNS; i++) {
            bool can_give = columns[i].may_shrink && list->width[i] > NARROWEST_COLUMN;
            if (can_give && (widest < 0 || list->width[i] > list->width[widest])) widest = i;
        }
        if (widest < 0) break;
        list->width[widest]--;
    }
    for (int last = N_COLUMNS - 1; last > COLUMN_WHERE && total_width(list) > screen_width; last--) list->width[last] = 0;
}

static bool list_all(CasusLedger *ledger, const CasusFilter *filter, List *list, CasusError *err) {
    Row head;
    for (int i = 0; i < N_COLUMNS; i++) {
        head.cell[i] = str_of(columns[i].head);
        list->width[i] = head.cell[i].len;
    }
    if (!casus_ledger_incidents(ledger, filter, measure, list, err)) return false;
    if (list->n == 0) return true;
    shrink(list, screen_of(list->out->fd).width);
    if (!put_row(list, &head)) return true;
    return casus_ledger_incidents(ledger, filter, print, list, err) || list->out->error;
}

int incidents_run(Call *call) {
    CasusError err = { 0 };
    CasusFilter filter = ledger_filter(call);
    CasusLedger *ledger = ledger_open(call, ledger_path(call), CASUS_LEDGER_READ);
    if (!ledger) return STATUS_FAILED;
    List list = { .out = call->out, .row_memory = { .budget = call->memory->budget } };
    bool listed = list_all(ledger, &filter, &list, &err);
    arena_free(&list.row_memory);
    casus_ledger_close(ledger);
    if (!listed) {
        complain("%s", err.line);
        return STATUS_FAILED;
    }
    if (list.n == 0) say("no incident in %s fits.", ledger_path(call));
    return STATUS_DONE;
}
