/* Which claims rest on one origin: those of one voice, whoever relays it. */
#include "claim/make.h"

/* Claims by the source that made them: an open table, its size a power of two. */
typedef struct { CasusId *slots; size_t n; } Origins;

static bool is_one_origin(const CasusClaim *a, const CasusClaim *b) { return a->source.kind == b->source.kind && str_eq(a->source.name, b->source.name); }

/* A voice that nobody names may be any voice. */
static bool has_origin(const CasusClaim *c) { return c->source.kind != CASUS_SOURCE_ANONYMOUS || c->source.name.len > 0; }

static CasusId *slot_of(const Reading *r, const Origins *o, const CasusClaim *c) {
    size_t at = (str_hash(c->source.name) + c->source.kind) & (o->n - 1);
    while (o->slots[at] && !is_one_origin(&r->claims.at[o->slots[at]], c)) at = (at + 1) & (o->n - 1);
    return &o->slots[at];
}

/* A group is called after its first claim; a claim that shares its origin with no other has none. */
void origin_find(Claims *c) {
    Reading *r = c->look.r;
    Origins o = { .n = 16 };
    while (o.n < 2 * r->claims.len) o.n *= 2;
    o.slots = arena_array(r->scratch, o.n, sizeof *o.slots);
    for (CasusId i = 1; i < r->claims.len; i++) {
        if (!has_origin(&r->claims.at[i])) continue;
        CasusId *first = slot_of(r, &o, &r->claims.at[i]);
        if (!*first) { *first = i; continue; }
        r->claims.at[i].group = r->claims.at[*first].group = *first;
    }
}
