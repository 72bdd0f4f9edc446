/* Incidents as people have put them together: after tellings were gathered by the one rule of sameness, rulings are followed one by one in the
 * order in which they were made. What a ruling joins hangs together from then on, so that it is derived together. */
#include "ledger/ruling.h"

static const uint32_t NONE = UINT32_MAX;

/* Groups as chains of members. A label is any number below n_labels; those from n on are of tellings split off. */
typedef struct { uint32_t *label, *first, *next; uint32_t n, n_labels; } Groups;

static Groups groups_of(const uint32_t *group, size_t n, size_t n_links, Arena *arena) {
    Groups groups = { .label = arena_array(arena, n, sizeof(uint32_t)), .first = arena_array(arena, n + n_links, sizeof(uint32_t)),
                      .next = arena_array(arena, n, sizeof(uint32_t)), .n = (uint32_t)n, .n_labels = (uint32_t)n };
    for (size_t i = 0; i < n + n_links; i++) groups.first[i] = NONE;
    for (size_t i = n; i-- > 0;) {
        groups.label[i] = group[i];
        groups.next[i] = groups.first[group[i]];
        groups.first[group[i]] = (uint32_t)i;
    }
    return groups;
}

static void join_groups(Groups *groups, uint32_t into, uint32_t from) {
    if (into == from) return;
    for (uint32_t i = groups->first[from], next; i != NONE; i = next) {
        next = groups->next[i];
        groups->label[i] = into;
        groups->next[i] = groups->first[into];
        groups->first[into] = i;
    }
    groups->first[from] = NONE;
}

static void take_out(Groups *groups, uint32_t member) {
    uint32_t *at = &groups->first[groups->label[member]];
    while (*at != member) at = &groups->next[*at];
    *at = groups->next[member];
    groups->label[member] = groups->n_labels++;
    groups->next[member] = NONE;
    groups->first[groups->label[member]] = member;
}

static uint32_t root_of(uint32_t *up, uint32_t i) {
    while (up[i] != i) i = up[i] = up[up[i]];
    return i;
}

typedef struct { int64_t anchor, other; bool takes_out; } Link;       /* other 0: with nobody */
typedef LIST_OF(Link) Links;

static Links read_links(Work *work) {
    Links links = { 0 };
    sqlite3_stmt *rows = ask(work->ledger, QUERY_LINKS);
    while (next_row(work->ledger, rows)) {
        bool merges = str_eq(column_str(rows, 0), str_of(casus_ruling_kind_word(CASUS_RULING_MERGE)));
        *list_add(&links, &work->scratch) = (Link){ sqlite3_column_int64(rows, merges ? 1 : 3), sqlite3_column_int64(rows, 2), !merges };
    }
    return links;
}

/* The members by their anchors: which number, one more than its place. */
static IdMap members_by_anchor(const Telling *const *tellings, size_t n, Arena *arena) {
    IdMap map = { 0 };
    for (size_t i = 0; i < n; i++) *ids_slot(&map, tellings[i]->anchor, arena) = &tellings[i];
    return map;
}

static uint32_t member_of(IdMap *map, int64_t anchor, const Telling *const *tellings, Arena *arena) {
    const void *at = anchor ? *ids_slot(map, anchor, arena) : NULL;
    return at ? (uint32_t)((const Telling *const *)at - tellings) : NONE;
}

static void name_by_first(Groups *groups, uint32_t *group) {
    for (uint32_t i = groups->n; i-- > 0;) groups->first[groups->label[i]] = i;
    for (uint32_t i = 0; i < groups->n; i++) group[i] = groups->first[groups->label[i]];
}

void rulings_regroup(Work *work, const Telling *const *tellings, size_t n, uint32_t *group, uint32_t *component) {
    Links links = read_links(work);
    if (!links.len || !n) return;
    Arena *arena = &work->scratch;
    IdMap map = members_by_anchor(tellings, n, arena);
    Groups groups = groups_of(group, n, links.len, arena);
    uint32_t *up = arena_array(arena, n, sizeof *up);
    for (uint32_t i = 0; i < n; i++) up[i] = i;
    for (size_t i = 0; i < links.len; i++) {
        uint32_t a = member_of(&map, links.at[i].anchor, tellings, arena), b = member_of(&map, links.at[i].other, tellings, arena);
        if (a == NONE || (links.at[i].other && b == NONE)) continue;
        if (links.at[i].takes_out) take_out(&groups, a);
        if (b == NONE) continue;
        join_groups(&groups, groups.label[b], groups.label[a]);
        up[root_of(up, component[a])] = root_of(up, component[b]);
    }
    name_by_first(&groups, group);
    for (size_t i = 0; i < n; i++) component[i] = root_of(up, component[i]);
}
