/* Blocks that grow with use; an allocation is a step of a pointer. */
#include "base/arena.h"

#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

struct ArenaBlock { ArenaBlock *older; size_t size; };

enum { ALIGNMENT = 16, FIRST_BLOCK = 32 << 10, LARGEST_STEP = 1 << 20 };
#define BLOCK_HEAD ((sizeof(ArenaBlock) + ALIGNMENT - 1) / ALIGNMENT * ALIGNMENT)

/* Without a budget (tools, tests) there is no place to jump to. */
static _Noreturn void stop(Budget *budget) {
    if (!budget) abort();
    longjmp(budget->stop, 1);
}

void budget_charge(Budget *budget, ptrdiff_t n) {
    if (!budget) return;
    if (n < 0) {
        size_t back = (size_t)-n;
        budget->used -= back < budget->used ? back : budget->used;
        return;
    }
    if (budget->used > budget->limit || (size_t)n > budget->limit - budget->used) stop(budget);
    budget->used += (size_t)n;
}

static void use_block(Arena *arena, ArenaBlock *block) {
    arena->block = block;
    arena->at = (char *)block + BLOCK_HEAD;
    arena->left = block->size - BLOCK_HEAD;
}

/* Blocks double up to a step that wastes little of a small budget. */
static size_t next_block_size(const Arena *arena, size_t n) {
    size_t size = arena->block ? arena->block->size * 2 : FIRST_BLOCK;
    if (size > LARGEST_STEP) size = LARGEST_STEP;
    return size < n + BLOCK_HEAD ? n + BLOCK_HEAD : size;
}

static void add_block(Arena *arena, size_t n) {
    if (n > PTRDIFF_MAX - BLOCK_HEAD) stop(arena->budget);
    size_t size = next_block_size(arena, n);
    budget_charge(arena->budget, (ptrdiff_t)size);
    ArenaBlock *block = malloc(size);
    if (!block) {
        budget_charge(arena->budget, -(ptrdiff_t)size);
        stop(arena->budget);
    }
    *block = (ArenaBlock){ arena->block, size };
    use_block(arena, block);
}

/* n, or PTRDIFF_MAX (which no machine has) when rounding up would overflow. */
static size_t round_up(size_t n) {
    return n > PTRDIFF_MAX - ALIGNMENT ? PTRDIFF_MAX : (n + ALIGNMENT - 1) / ALIGNMENT * ALIGNMENT;
}

void *arena_alloc(Arena *arena, size_t n) {
    size_t room = round_up(n);
    if (!arena->block || room > arena->left) add_block(arena, room);
    void *p = arena->at;
    arena->at += room;
    arena->left -= room;
    return n ? memset(p, 0, room) : p;
}

void *arena_grow(Arena *arena, void *p, size_t old, size_t n) {
    if (n <= old) return p;
    size_t had = round_up(old), room = round_up(n);
    bool is_newest = p && (char *)p + had == arena->at;
    if (is_newest && room - had <= arena->left) {
        memset((char *)p + old, 0, room - old);
        arena->at += room - had;
        arena->left -= room - had;
        return p;
    }
    void *moved = arena_alloc(arena, n);
    if (old) memcpy(moved, p, old);
    return moved;
}

void *arena_array(Arena *arena, size_t n, size_t size) {
    if (size && n > PTRDIFF_MAX / size) stop(arena->budget);
    return arena_alloc(arena, n * size);
}

static void free_block(Arena *arena, ArenaBlock *block) {
    budget_charge(arena->budget, -(ptrdiff_t)block->size);
    free(block);
}

ArenaPlace arena_place(const Arena *arena) { return (ArenaPlace){ arena->block, arena->at, arena->left }; }

void arena_go_back(Arena *arena, ArenaPlace place) {
    for (ArenaBlock *b = arena->block, *older; b != place.block; b = older) {
        older = b->older;
        free_block(arena, b);
    }
    arena->block = place.block;
    arena->at = place.at;
    arena->left = place.left;
}

void arena_reset(Arena *arena) {
    ArenaBlock *kept = NULL;
    for (ArenaBlock *b = arena->block, *older; b; b = older) {
        older = b->older;
        if (!kept && b->size <= LARGEST_STEP) kept = b;     /* newest first: the largest of the usual size */
        else free_block(arena, b);
    }
    arena->block = NULL;
    arena->at = NULL;
    arena->left = 0;
    if (!kept) return;
    kept->older = NULL;
    use_block(arena, kept);
}

void arena_free(Arena *arena) {
    for (ArenaBlock *b = arena->block, *older; b; b = older) {
        older = b->older;
        free_block(arena, b);
    }
    arena->block = NULL;
    arena->at = NULL;
    arena->left = 0;
}
