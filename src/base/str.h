/* Views of text, and text that grows in an arena. */
#ifndef CASUS_BASE_STR_H
#define CASUS_BASE_STR_H
#include <string.h>
#include "casus.h"
#include "arena.h"

typedef CasusStr Str;
#define S(literal) ((Str){ "" literal, sizeof(literal) - 1 })

static inline Str str_of(const char *c) { return (Str){ c, c ? strlen(c) : 0 }; }
static inline bool str_is_empty(Str s) { return s.len == 0; }
static inline bool str_eq(Str a, Str b) { return a.len == b.len && (a.len == 0 || memcmp(a.at, b.at, a.len) == 0); }
/* Bytes [start, end) of s; both must lie inside. */
static inline Str str_cut(Str s, size_t start, size_t end) { return (Str){ s.at + start, end - start }; }
bool str_starts(Str s, Str prefix);
bool str_ends(Str s, Str suffix);
int str_compare(Str a, Str b);                              /* by bytes, as memcmp, a shorter prefix first */
/* Where `part` first stands in s at or after `from`; SIZE_MAX if nowhere. */
size_t str_find(Str s, Str part, size_t from);
Str str_trim(Str s);                                        /* without ASCII white space at either end */
uint64_t str_hash(Str s);                                   /* the same on every machine */

Str str_copy(Str s, Arena *arena);                          /* NUL-terminated beyond len, for C interfaces */
Str str_join(Str a, Str between, Str b, Arena *arena);
Str str_format(Arena *arena, const char *format, ...) __attribute__((format(printf, 2, 3)));

/* Text that grows. Start with {0} and set arena. */
typedef struct { char *at; size_t len, cap; Arena *arena; } Text;
void text_add(Text *t, Str s);
void text_add_char(Text *t, char c);
void text_add_format(Text *t, const char *format, ...) __attribute__((format(printf, 2, 3)));
static inline Str text_str(const Text *t) { return (Str){ t->at, t->len }; }
#endif
