/* Sets and maps of row numbers. */
#include "ledger/ledger.h"
#include <stdlib.h>

static int compare_ids(const void *a, const void *b) {
    int64_t x = *(const int64_t *)a, y = *(const int64_t *)b;
    return (x > y) - (x < y);
}

void ids_sort(IdList *ids) {
    if (!ids->len) return;
    qsort(ids->at, ids->len, sizeof *ids->at, compare_ids);
    size_t kept = 1;
    for (size_t i = 1; i < ids->len; i++)
        if (ids->at[i] != ids->at[kept - 1]) ids->at[kept++] = ids->at[i];
    ids->len = kept;
}

bool ids_have(const IdList *ids, int64_t id) {
    return ids->len && bsearch(&id, ids->at, ids->len, sizeof *ids->at, compare_ids);
}

/* ---- a map: linear probing, a power of two of slots, never more than half full -------------------------------------- */

static size_t slot_of(const IdMap *map, int64_t id) {
    size_t slot = (size_t)(((uint64_t)id * 0x9E3779B97F4A7C15u) >> 32) & (map->room - 1);       /* Knuth's multiplicative hashing */
    while (map->ids[slot] && map->ids[slot] != id) slot = (slot + 1) & (map->room - 1);
    return slot;
}

static void make_room(IdMap *map, Arena *arena) {
    enum { FIRST_ROOM = 64 };
    if (map->n * 2 < map->room) return;
    IdMap old = *map;
    map->room = old.room ? old.room * 2 : FIRST_ROOM;
    map->ids = arena_array(arena, map->room, sizeof *map->ids);
    map->values = arena_array(arena, map->room, sizeof *map->values);
    for (size_t i = 0; i < old.room; i++) {
        if (!old.ids[i]) continue;
        size_t slot = slot_of(map, old.ids[i]);
        map->ids[slot] = old.ids[i];
        map->values[slot] = old.values[i];
    }
}

const void **ids_slot(IdMap *map, int64_t id, Arena *arena) {
    make_room(map, arena);
    size_t slot = slot_of(map, id);
    if (!map->ids[slot]) {
        map->ids[slot] = id;
        map->n++;
    }
    return &map->values[slot];
}
