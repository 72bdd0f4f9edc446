#include "base/list.h"

void list_room(void **at, size_t *cap, size_t len, size_t size, Arena *arena) {
    if (len < *cap) return;
    size_t more = *cap < 8 ? 16 : *cap * 2;
    if (more > PTRDIFF_MAX / size) more = PTRDIFF_MAX;      /* more than any arena gives: it stops there */
    size_t bytes = more == PTRDIFF_MAX ? PTRDIFF_MAX : more * size;
    *at = arena_grow(arena, *at, *cap * size, bytes);
    *cap = more;
}
