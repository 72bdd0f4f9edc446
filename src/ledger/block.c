/* Where tellings are looked for: those that can be alike share a block; see same_blocks. */
#include "ledger/ledger.h"
#include <stdlib.h>

/* A block of a telling; `nth` is the telling's place in its list. */
typedef struct { SameBlock block; int64_t telling; uint32_t nth; } Entry;
typedef LIST_OF(Entry) Entries;

static int compare_entries(const void *a, const void *b) {
    const Entry *x = a, *y = b;
    if (x->block.block != y->block.block) return x->block.block < y->block.block ? -1 : 1;
    if (x->block.day != y->block.day) return x->block.day < y->block.day ? -1 : 1;
    return (x->telling > y->telling) - (x->telling < y->telling);
}

/* In the order of the table, so that its pages are walked once. */
static Entries entries_of(const Telling *const *tellings, size_t n, Arena *scratch) {
    SameBlock blocks[SAME_MAX_BLOCKS];
    Entries entries = { 0 };
    for (uint32_t i = 0; i < n; i++) {
        size_t n_blocks = same_blocks(&tellings[i]->key, blocks);
        for (size_t k = 0; k < n_blocks; k++) *list_add(&entries, scratch) = (Entry){ blocks[k], tellings[i]->id, i };
    }
    if (entries.len) qsort(entries.at, entries.len, sizeof *entries.at, compare_entries);
    return entries;
}

void blocks_add(Work *work, const Telling *const *tellings, size_t n) {
    Entries entries = entries_of(tellings, n, &work->scratch);
    for (size_t i = 0; i < entries.len && !work->ledger->failed; i++) {
        sqlite3_stmt *row = ask(work->ledger, QUERY_ADD_BLOCK);
        bind_number(row, ":block", entries.at[i].block.block);
        bind_number(row, ":day", entries.at[i].block.day);
        bind_number(row, ":telling", entries.at[i].telling);
        bind_number(row, ":as_name", entries.at[i].block.as_name);
        run_to_end(work->ledger, row);
    }
}

void blocks_drop(Work *work, const Telling *telling) {
    SameBlock blocks[SAME_MAX_BLOCKS];
    size_t n = same_blocks(&telling->key, blocks);
    for (size_t i = 0; i < n; i++) {
        sqlite3_stmt *row = ask(work->ledger, QUERY_DROP_BLOCK);
        bind_number(row, ":block", blocks[i].block);
        bind_number(row, ":day", blocks[i].day);
        bind_number(row, ":telling", telling->id);
        run_to_end(work->ledger, row);
    }
}

/* ---- who is alike -------------------------------------------------------------------------------------------------- */

typedef struct {
    Work *work; const Telling *const *tellings; IdList *components;
    IdMap touched;                          /* components that are listed */
} Search;
typedef struct { int64_t telling, component; bool as_name; } Neighbour;

static void touch(Search *search, int64_t component) {
    const void **listed = ids_slot(&search->touched, component, &search->work->scratch);
    if (*listed) return;
    *listed = search;
    *list_add(search->components, &search->work->scratch) = component;
}

static bool is_alike_to_one(Search *search, const Neighbour *neighbour, const Entry *entries, size_t n) {
    for (size_t i = 0; i < n; i++) {
        if (!neighbour->as_name && !entries[i].block.as_name) continue;
        const Telling *other = telling_of(search->work, neighbour->telling);
        if (!other) return false;
        SameScore score = same_score(&search->tellings[entries[i].nth]->key, &other->key);
        if (same_is_alike(&score)) return true;
    }
    return false;
}

/* One alike telling brings in its whole component, so the others of it need not be looked at. */
static void search_block(Search *search, const Entry *entries, size_t n) {
    Work *work = search->work;
    LIST_OF(Neighbour) neighbours = { 0 };
    bool as_name = false;
    for (size_t i = 0; i < n; i++) as_name |= entries[i].block.as_name;
    sqlite3_stmt *rows = ask(work->ledger, QUERY_NEIGHBOURS);
    bind_number(rows, ":block", entries->block.block);
    bind_number(rows, ":first", (int64_t)entries->block.day - 1);
    bind_number(rows, ":last", (int64_t)entries->block.day + 1);
    bind_number(rows, ":as_name", as_name);
    while (next_row(work->ledger, rows)) {
        Neighbour found = { sqlite3_column_int64(rows, 0), sqlite3_column_int64(rows, 2), sqlite3_column_int(rows, 1) != 0 };
        if (!*ids_slot(&search->touched, found.component, &work->scratch)) *list_add(&neighbours, &work->inner) = found;
    }
    for (size_t i = 0; i < neighbours.len; i++) {
        if (*ids_slot(&search->touched, neighbours.at[i].component, &work->scratch)) continue;
        if (is_alike_to_one(search, &neighbours.at[i], entries, n)) touch(search, neighbours.at[i].component);
    }
    arena_reset(&work->inner);
}

void blocks_find_alike(Work *work, const Telling *const *tellings, size_t n, IdList *components) {
    Search search = { .work = work, .tellings = tellings };
    Entries entries = entries_of(tellings, n, &work->scratch);
    IdList removed = *components;
    search.components = components;
    for (size_t i = 0; i < removed.len; i++) *ids_slot(&search.touched, removed.at[i], &work->scratch) = &search;
    for (size_t start = 0, end; start < entries.len && !work->ledger->failed; start = end) {
        const SameBlock *block = &entries.at[start].block;
        for (end = start + 1; end < entries.len && entries.at[end].block.block == block->block && entries.at[end].block.day == block->day;) end++;
        search_block(&search, entries.at + start, end - start);
    }
}
