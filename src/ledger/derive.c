/* Content -> derived rows: which tellings are one incident. New tellings change no more than the components that they are alike
 * to, so that settling stays fast; see incident/same.h for why that gives what a fresh derivation gives. */
#include "ledger/ruling.h"
#include <stdlib.h>
#include "base/json.h"

/* ---- tellings ---------------------------------------------------------------------------------------------------- */

static size_t read_names(Str json, Str **names, Arena *keep) {
    JsonReader reader = json_read(json);
    JsonValue array = json_value(&reader), item;
    size_t n = 0, most = 0;
    if (array.kind != JSON_ARRAY) return 0;
    for (size_t at = 0; json_item(array, &at, &item);) most++;
    *names = arena_array(keep, most, sizeof **names);
    for (size_t at = 0; json_item(array, &at, &item);)
        if (item.kind == JSON_STRING) (*names)[n++] = json_string(item, keep, NULL);
    return n;
}

static Telling *load_telling(Work *work, int64_t id) {
    Arena *keep = &work->scratch, *passing = &work->passing;
    sqlite3_stmt *row = ask(work->ledger, QUERY_TELLING);
    bind_number(row, ":telling", id);
    if (!next_row(work->ledger, row)) return NULL;
    Telling *telling = arena_new(keep, Telling);
    Str *victims = NULL;
    size_t n_victims = read_names(column_str(row, 4), &victims, passing);
    JsonReader reader = json_read(column_str(row, 3));
    *telling = (Telling){ .id = id, .report = sqlite3_column_int64(row, 0), .anchor = sqlite3_column_int64(row, 2) };
    same_key_read(&telling->key, str_copy(column_str(row, 5), keep), (uint32_t)sqlite3_column_int64(row, 1), json_value(&reader), column_str(row, 6), victims,
                  n_victims, keep, passing);
    sqlite3_reset(row);
    arena_reset(passing);
    return telling;
}

const Telling *telling_of(Work *work, int64_t id) {
    const void **slot = ids_slot(&work->tellings, id, &work->scratch);
    if (!*slot) *slot = load_telling(work, id);
    return *slot;
}

Str telling_incident(Work *work, int64_t id, Arena *keep) {
    sqlite3_stmt *row = ask(work->ledger, QUERY_TELLING_INCIDENT);
    bind_number(row, ":telling", id);
    Str incident = next_row(work->ledger, row) ? str_copy(column_str(row, 0), keep) : (Str){ 0 };
    if (row) sqlite3_reset(row);
    return incident;
}

/* ---- old and new groups ------------------------------------------------------------------------------------------ */

typedef struct { int64_t telling, incident; } Membership;
typedef LIST_OF(Membership) Memberships;

static int compare_memberships(const void *a, const void *b) {
    const Membership *x = a, *y = b;
    return (x->telling > y->telling) - (x->telling < y->telling);
}

static Memberships members_of(Work *work, const IdList *components) {
    Memberships old = { 0 };
    for (size_t i = 0; i < components->len; i++) {
        sqlite3_stmt *rows = ask(work->ledger, QUERY_COMPONENT);
        bind_number(rows, ":component", components->at[i]);
        while (next_row(work->ledger, rows))
            *list_add(&old, &work->scratch) = (Membership){ sqlite3_column_int64(rows, 0), sqlite3_column_int64(rows, 1) };
    }
    if (old.len) qsort(old.at, old.len, sizeof *old.at, compare_memberships);
    return old;
}

static int64_t old_incident_of(const Memberships *old, int64_t telling) {
    Membership wanted = { telling, 0 };
    const Membership *found = old->len ? bsearch(&wanted, old->at, old->len, sizeof wanted, compare_memberships) : NULL;
    return found ? found->incident : 0;
}

static int compare_numbers(const void *a, const void *b) {
    int64_t x = *(const int64_t *)a, y = *(const int64_t *)b;
    return (x > y) - (x < y);
}

/* How many of `ids`, sorted and with repetitions, are `id`. */
static size_t count_of(const IdList *ids, int64_t id) {
    size_t first = 0, end = ids->len;
    while (first < end) {
        size_t middle = first + (end - first) / 2;
        if (ids->at[middle] < id) first = middle + 1;
        else end = middle;
    }
    while (end < ids->len && ids->at[end] == id) end++;
    return end - first;
}

static void drop_rows(CasusLedger *ledger, Query query, const char *name, int64_t id) {
    sqlite3_stmt *drop = ask(ledger, query);
    bind_number(drop, name, id);
    run_to_end(ledger, drop);
}

static void drop_incident(CasusLedger *ledger, int64_t incident) {
    static const Query drops[] = { QUERY_DROP_INCIDENT, QUERY_DROP_PARTIES, QUERY_DROP_PLACE, QUERY_DROP_CLAIM_ORIGINS, QUERY_DROP_REPORT_ORIGINS };
    for (size_t i = 0; i < sizeof drops / sizeof *drops; i++) drop_rows(ledger, drops[i], ":incident", incident);
}

/* A telling in its new incident. */
typedef struct { int64_t incident, component; const Telling *telling; } Placed;

static int compare_placed(const void *a, const void *b) {
    const Placed *x = a, *y = b;
    if (x->incident != y->incident) return x->incident < y->incident ? -1 : 1;
    return same_key_compare(&x->telling->key, &y->telling->key);
}

/* An incident is called by the smallest anchor in it, a component by its smallest telling. */
static void name_groups(const Telling *const *tellings, size_t n, const uint32_t *group, const uint32_t *component, Placed *placed, Arena *scratch) {
    int64_t *incident = arena_array(scratch, n, sizeof *incident), *whole = arena_array(scratch, n, sizeof *whole);
    for (size_t i = 0; i < n; i++) {
        int64_t *id = &incident[group[i]], *of = &whole[component[i]];
        if (!*id || tellings[i]->anchor < *id) *id = tellings[i]->anchor;
        if (!*of || tellings[i]->id < *of) *of = tellings[i]->id;
    }
    for (size_t i = 0; i < n; i++) placed[i] = (Placed){ incident[group[i]], whole[component[i]], tellings[i] };
    if (n) qsort(placed, n, sizeof *placed, compare_placed);
}

static void place_telling(CasusLedger *ledger, const Placed *placed) {
    sqlite3_stmt *row = ask(ledger, QUERY_ADD_MEMBER);
    bind_number(row, ":telling", placed->telling->id);
    bind_number(row, ":incident", placed->incident);
    bind_number(row, ":component", placed->component);
    run_to_end(ledger, row);
}

static void write_incident(Work *work, const Placed *placed, size_t n) {
    const Telling **tellings = arena_array(&work->inner, n, sizeof *tellings);
    for (size_t i = 0; i < n; i++) tellings[i] = placed[i].telling;
    gather_incident(work, placed->incident, tellings, n);
    arena_reset(&work->inner);
}

/* `were`: the incidents of the old members, sorted. */
static bool is_unchanged(const Placed *placed, size_t n, const Memberships *old, const IdList *were) {
    for (size_t i = 0; i < n; i++)
        if (old_incident_of(old, placed[i].telling->id) != placed->incident) return false;
    return count_of(were, placed->incident) == n;
}

static size_t group_end(const Placed *placed, size_t n, size_t start) {
    size_t end = start + 1;
    while (end < n && placed[end].incident == placed[start].incident) end++;
    return end;
}

/* Drops what is no longer so before it writes: an id may pass from one group of tellings to another. */
static void write_groups(Work *work, const Placed *placed, size_t n, const Memberships *old) {
    IdList stays = { 0 }, were = { 0 };
    for (size_t i = 0; i < old->len; i++) *list_add(&were, &work->scratch) = old->at[i].incident;
    if (were.len) qsort(were.at, were.len, sizeof *were.at, compare_numbers);
    for (size_t start = 0, end; start < n; start = end) {
        end = group_end(placed, n, start);
        if (old->len && is_unchanged(placed + start, end - start, old, &were)) *list_add(&stays, &work->scratch) = placed[start].incident;
    }
    IdList gone = { 0 };
    for (size_t i = 0; i < old->len; i++)
        if (!ids_have(&stays, old->at[i].incident)) *list_add(&gone, &work->scratch) = old->at[i].incident;
    ids_sort(&gone);
    for (size_t i = 0; i < gone.len; i++) drop_incident(work->ledger, gone.at[i]);
    for (size_t i = 0; i < old->len; i++) drop_rows(work->ledger, QUERY_DROP_MEMBER, ":telling", old->at[i].telling);
    for (size_t i = 0; i < n; i++) place_telling(work->ledger, &placed[i]);
    for (size_t start = 0, end; start < n && !work->ledger->failed; start = end) {
        end = group_end(placed, n, start);
        if (!ids_have(&stays, placed[start].incident)) write_incident(work, placed + start, end - start);
    }
}

static Placed *group_tellings(Work *work, const Telling *const *tellings, size_t n) {
    const SameKey **keys = arena_array(&work->scratch, n, sizeof *keys);
    uint32_t *group = arena_array(&work->scratch, n, sizeof *group), *component = arena_array(&work->scratch, n, sizeof *component);
    Placed *placed = arena_array(&work->scratch, n, sizeof *placed);
    for (size_t i = 0; i < n; i++) keys[i] = &tellings[i]->key;
    same_group(keys, n, group, component, &work->scratch, &work->inner);
    rulings_regroup(work, tellings, n, group, component);
    name_groups(tellings, n, group, component, placed, &work->scratch);
    return placed;
}

static const Telling **load_all(Work *work, const IdList *ids) {
    const Telling **tellings = arena_array(&work->scratch, ids->len, sizeof *tellings);
    for (size_t i = 0; i < ids->len; i++)
        if (!(tellings[i] = telling_of(work, ids->at[i]))) break;
    return tellings;
}

/* ---- the two ways in --------------------------------------------------------------------------------------------- */

/* 0 for a telling that is in none. */
static int64_t component_of(CasusLedger *ledger, int64_t telling) {
    sqlite3_stmt *row = ask(ledger, QUERY_COMPONENT_OF);
    bind_number(row, ":telling", telling);
    int64_t component = next_row(ledger, row) ? sqlite3_column_int64(row, 0) : 0;
    if (row) sqlite3_reset(row);
    return component;
}

static void take_out(Work *work, const IdList *removed, IdList *components) {
    for (size_t i = 0; i < removed->len; i++) {
        const Telling *telling = telling_of(work, removed->at[i]);
        if (!telling) return;
        *list_add(components, &work->scratch) = component_of(work->ledger, telling->id);
        blocks_drop(work, telling);
    }
    ids_sort(components);
}

void derive_change(Work *work, const IdList *added, const IdList *removed) {
    IdList components = { 0 }, members = { 0 };
    const Telling **fresh = load_all(work, added);
    take_out(work, removed, &components);
    if (work->ledger->failed) return;
    blocks_find_alike(work, fresh, added->len, &components);
    blocks_add(work, fresh, added->len);
    Memberships old = members_of(work, &components);
    for (size_t i = 0; i < old.len; i++)
        if (!ids_have(removed, old.at[i].telling)) *list_add(&members, &work->scratch) = old.at[i].telling;
    for (size_t i = 0; i < added->len; i++) *list_add(&members, &work->scratch) = added->at[i];
    ids_sort(&members);
    const Telling **tellings = load_all(work, &members);
    if (work->ledger->failed) return;
    write_groups(work, group_tellings(work, tellings, members.len), members.len, &old);
}

/* Regroups what hangs together with these tellings. */
static void regroup_around(Work *work, const IdList *tellings) {
    IdList components = { 0 }, members = { 0 };
    for (size_t i = 0; i < tellings->len; i++) *list_add(&components, &work->scratch) = component_of(work->ledger, tellings->at[i]);
    ids_sort(&components);
    Memberships old = members_of(work, &components);
    for (size_t i = 0; i < old.len; i++) *list_add(&members, &work->scratch) = old.at[i].telling;
    const Telling **all = load_all(work, &members);
    if (!work->ledger->failed) write_groups(work, group_tellings(work, all, members.len), members.len, &old);
}

static int compare_tellings(const void *a, const void *b) {
    return same_key_compare(&(*(const Telling *const *)a)->key, &(*(const Telling *const *)b)->key);
}

static void gather_again(Work *work, int64_t incident) {
    IdList members = { 0 };
    sqlite3_stmt *rows = ask(work->ledger, QUERY_INCIDENT_TELLINGS);
    bind_number(rows, ":incident", incident);
    while (next_row(work->ledger, rows)) *list_add(&members, &work->scratch) = sqlite3_column_int64(rows, 0);
    const Telling **tellings = load_all(work, &members);
    if (work->ledger->failed || !members.len) return;
    qsort(tellings, members.len, sizeof *tellings, compare_tellings);
    drop_incident(work->ledger, incident);
    gather_incident(work, incident, tellings, members.len);
    arena_reset(&work->inner);
}

void derive_rows(Work *work, const IdList *tellings) {
    IdList incidents = { 0 };
    for (size_t i = 0; i < tellings->len; i++) {
        sqlite3_stmt *row = ask(work->ledger, QUERY_INCIDENT_OF_TELLING);
        bind_number(row, ":telling", tellings->at[i]);
        if (next_row(work->ledger, row)) *list_add(&incidents, &work->scratch) = sqlite3_column_int64(row, 0);
        if (row) sqlite3_reset(row);
    }
    ids_sort(&incidents);
    for (size_t i = 0; i < incidents.len; i++) gather_again(work, incidents.at[i]);
}

void derive_around(Work *work, const IdList *tellings) {
    regroup_around(work, tellings);
    derive_rows(work, tellings);
}

void derive_all(Work *work) {
    run_sql(work->ledger,
            "DELETE FROM incident; DELETE FROM incident_telling; DELETE FROM incident_party; DELETE FROM claim_origin; DELETE FROM report_origin;"
            "DELETE FROM telling_block; DELETE FROM incident_place; DELETE FROM unsettled;"
            "INSERT INTO claim_search (claim_search) VALUES ('rebuild'); INSERT INTO report_search (report_search) VALUES ('rebuild');");
    rulings_place_all(work);
    IdList live = { 0 };
    sqlite3_stmt *rows = ask(work->ledger, QUERY_LIVE_TELLINGS);
    while (next_row(work->ledger, rows)) *list_add(&live, &work->scratch) = sqlite3_column_int64(rows, 0);
    const Telling **tellings = load_all(work, &live);
    if (work->ledger->failed) return;
    blocks_add(work, tellings, live.len);
    write_groups(work, group_tellings(work, tellings, live.len), live.len, &(Memberships){ 0 });
}
