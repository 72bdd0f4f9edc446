/* Memory that is given in one go and taken back in one go, within a budget.
 * Nothing here returns NULL: when the budget or the machine's memory is used up, control jumps to the place that
 * set the budget (casus.c), which drops the report. */
#ifndef CASUS_BASE_ARENA_H
#define CASUS_BASE_ARENA_H
#include <setjmp.h>
#include <stddef.h>
#include <stdint.h>

typedef struct { size_t used, limit; jmp_buf stop; } Budget;        /* shared by the arenas of one report */
typedef struct ArenaBlock ArenaBlock;
typedef struct { ArenaBlock *block; Budget *budget; char *at; size_t left; } Arena;

/* Zeroed bytes aligned for any type; n may be 0. */
void *arena_alloc(Arena *arena, size_t n);
/* Grows or moves an allocation of `old` bytes to `n` bytes; in place when it is the newest. New bytes are zero. */
void *arena_grow(Arena *arena, void *p, size_t old, size_t n);
/* A count times a size that would overflow stops the report like an empty budget. */
void *arena_array(Arena *arena, size_t n, size_t size);
/* Counts n bytes that a library allocates against the budget; negative gives them back. */
void budget_charge(Budget *budget, ptrdiff_t n);
/* Where an arena stands, and going back there: takes back what was given since. */
typedef struct { ArenaBlock *block; char *at; size_t left; } ArenaPlace;
ArenaPlace arena_place(const Arena *arena);
void arena_go_back(Arena *arena, ArenaPlace place);
void arena_reset(Arena *arena);                                     /* takes all back, keeps one block for the next use */
void arena_free(Arena *arena);                                      /* takes all back */
#define arena_new(arena, Type) ((Type *)arena_alloc((arena), sizeof(Type)))
#endif
