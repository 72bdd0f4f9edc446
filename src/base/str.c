#include "base/str.h"

#include <assert.h>
#include <stdarg.h>
#include <stdio.h>

bool str_starts(Str s, Str prefix) {
    return prefix.len <= s.len && str_eq(str_cut(s, 0, prefix.len), prefix);
}

bool str_ends(Str s, Str suffix) {
    return suffix.len <= s.len && str_eq(str_cut(s, s.len - suffix.len, s.len), suffix);
}

int str_compare(Str a, Str b) {
    size_t common = a.len < b.len ? a.len : b.len;
    int order = common ? memcmp(a.at, b.at, common) : 0;
    if (order) return order;
    return a.len < b.len ? -1 : a.len > b.len;
}

size_t str_find(Str s, Str part, size_t from) {
    if (from > s.len || part.len > s.len - from) return SIZE_MAX;
    if (part.len == 0) return from;
    const char *end = s.at + s.len - part.len + 1;
    for (const char *at = s.at + from; at < end; at++) {
        at = memchr(at, part.at[0], (size_t)(end - at));
        if (!at) return SIZE_MAX;
        if (memcmp(at, part.at, part.len) == 0) return (size_t)(at - s.at);
    }
    return SIZE_MAX;
}

static bool is_space(char c) { return c == ' ' || (c >= '\t' && c <= '\r'); }

Str str_trim(Str s) {
    size_t start = 0, end = s.len;
    while (start < end && is_space(s.at[start])) start++;
    while (end > start && is_space(s.at[end - 1])) end--;
    return end ? str_cut(s, start, end) : (Str){ 0 };
}

/* FNV-1a, 64 bits. Source: Fowler, Noll, Vo, isthe.com/chongo/tech/comp/fnv. */
uint64_t str_hash(Str s) {
    uint64_t h = 0xcbf29ce484222325u;
    for (size_t i = 0; i < s.len; i++) h = (h ^ (unsigned char)s.at[i]) * 0x100000001b3u;
    return h;
}

Str str_copy(Str s, Arena *arena) {
    char *at = arena_alloc(arena, s.len + 1);
    if (s.len) memcpy(at, s.at, s.len);
    return (Str){ at, s.len };
}

Str str_join(Str a, Str between, Str b, Arena *arena) {
    char *at = arena_alloc(arena, a.len + between.len + b.len + 1);
    if (a.len) memcpy(at, a.at, a.len);
    if (between.len) memcpy(at + a.len, between.at, between.len);
    if (b.len) memcpy(at + a.len + between.len, b.at, b.len);
    return (Str){ at, a.len + between.len + b.len };
}

/* Room for n more bytes and the closing NUL, which text_str does not count. */
static void make_room(Text *t, size_t n) {
    if (t->cap - t->len > n) return;
    size_t cap = t->cap * 2 > t->len + n + 1 ? t->cap * 2 : t->len + n + 1;
    if (cap < 64) cap = 64;
    t->at = arena_grow(t->arena, t->at, t->cap, cap);
    t->cap = cap;
}

void text_add(Text *t, Str s) {
    make_room(t, s.len);
    if (s.len) memcpy(t->at + t->len, s.at, s.len);
    t->len += s.len;
}

void text_add_char(Text *t, char c) {
    make_room(t, 1);
    t->at[t->len++] = c;
}

static void add_formatted(Text *t, const char *format, va_list args) {
    va_list again;
    va_copy(again, args);
    int n = format ? vsnprintf(NULL, 0, format, args) : -1;
    assert(n >= 0);
    make_room(t, (size_t)n);
    vsnprintf(t->at + t->len, (size_t)n + 1, format, again);
    va_end(again);
    t->len += (size_t)n;
}

void text_add_format(Text *t, const char *format, ...) {
    va_list args;
    va_start(args, format);
    add_formatted(t, format, args);
    va_end(args);
}

Str str_format(Arena *arena, const char *format, ...) {
    Text t = { .arena = arena };
    va_list args;
    va_start(args, format);
    add_formatted(&t, format, args);
    va_end(args);
    return text_str(&t);
}
