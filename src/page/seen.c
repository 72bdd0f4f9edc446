#include "page/seen.h"

#include <stdlib.h>

enum { ROOM_FIRST = 1 << 10, ROOM_MOST = 1 << 19 };     /* 4 MiB: some 390,000 of them */

/* Never 0, which is an empty slot. */
static uint64_t key_of(Str what) { return str_hash(what) | 1; }

/* Where the key stands, or would. There is always an empty slot. */
static size_t slot_of(const uint64_t *slots, size_t room, uint64_t key) {
    size_t k = (size_t)(key >> 20) & (room - 1);
    while (slots[k] && slots[k] != key) k = (k + 1) & (room - 1);
    return k;
}

static bool grow(Seen *seen) {
    size_t room = seen->room ? seen->room * 2 : ROOM_FIRST;
    uint64_t *slots = room > ROOM_MOST ? NULL : calloc(room, sizeof *slots);
    if (!slots) return false;
    for (size_t k = 0; k < seen->room; k++)
        if (seen->slots[k]) slots[slot_of(slots, room, seen->slots[k])] = seen->slots[k];
    free(seen->slots);
    seen->slots = slots;
    seen->room = room;
    return true;
}

void seen_add(Seen *seen, Str what) {
    if (!what.len || seen->is_full) return;
    if ((seen->n + 1) * 4 > seen->room * 3 && !grow(seen)) {
        seen->is_full = true;
        return;
    }
    uint64_t *slot = &seen->slots[slot_of(seen->slots, seen->room, key_of(what))];
    seen->n += *slot == 0;
    *slot = key_of(what);
}

bool seen_has(const Seen *seen, Str what) {
    return what.len && seen->room && seen->slots[slot_of(seen->slots, seen->room, key_of(what))] != 0;
}

void seen_free(Seen *seen) {
    free(seen->slots);
    *seen = (Seen){ 0 };
}
