#include "claim/claim.h"

#include <stdlib.h>

#include "claim/make.h"

static int by_place(const void *a, const void *b) {
    const CasusClaim *x = a, *y = b;
    if (x->sentence != y->sentence) return x->sentence < y->sentence ? -1 : 1;
    if (x->evidence.start != y->evidence.start) return x->evidence.start < y->evidence.start ? -1 : 1;
    if (x->about != y->about) return x->about < y->about ? -1 : 1;
    if (x->evidence.end != y->evidence.end) return x->evidence.end < y->evidence.end ? -1 : 1;
    return x->figure.effect < y->figure.effect ? -1 : x->figure.effect > y->figure.effect;
}

/* Text order; links between claims go wrong: see sort_linked. */
static void sort_claims(Reading *r) {
    if (r->claims.len > 2) qsort(&r->claims.at[1], r->claims.len - 1, sizeof *r->claims.at, by_place);
}

static bool is_said_twice(const CasusClaim *a, const CasusClaim *b) {
    if (a->sentence != b->sentence || a->about != b->about || a->stance != b->stance || a->has_figure != b->has_figure) return false;
    if (a->source.kind != b->source.kind || !str_eq(a->source.name, b->source.name) || !str_eq(a->party, b->party)) return false;
    return !a->has_figure;
}

/* "civilians were killed": a plural alone says no number; where the report counts that harm elsewhere it is the same told loosely. */
static void drop_loose(Reading *r) {
    bool counted[CASUS_N_EFFECTS] = { false };
    for (CasusId i = 1; i < r->claims.len; i++)
        if (r->claims.at[i].has_figure && r->claims.at[i].figure.counted) counted[r->claims.at[i].figure.effect] = true;
    size_t kept = 1;
    for (CasusId i = 1; i < r->claims.len; i++) {
        const CasusClaim *c = &r->claims.at[i];
        bool loose = c->has_figure && !c->figure.counted && c->figure.approximate && c->source.kind != CASUS_SOURCE_COMMENTER;
        if (!loose || !counted[c->figure.effect]) r->claims.at[kept++] = *c;
    }
    r->claims.len = kept;
}

/* One source says one thing of one party once in a sentence, whatever words told it. */
static void drop_repeated(Reading *r) {
    size_t kept = 1;
    for (size_t i = 1; i < r->claims.len; i++) {
        bool again = false;
        for (size_t j = kept; j-- > 1 && r->claims.at[j].sentence == r->claims.at[i].sentence && !again;) again = is_said_twice(&r->claims.at[j], &r->claims.at[i]);
        if (!again) r->claims.at[kept++] = r->claims.at[i];
    }
    r->claims.len = kept;
}

/* Sorts once more after links were made: each claim carries its number in `group` for the time being. */
static void sort_linked(Reading *r) {
    size_t n = r->claims.len;
    for (CasusId i = 1; i < r->claims.len; i++) r->claims.at[i].group = i;
    sort_claims(r);
    drop_repeated(r);
    drop_loose(r);
    CasusId *now = arena_array(r->scratch, n, sizeof *now);
    for (CasusId i = 1; i < r->claims.len; i++) now[r->claims.at[i].group] = i;
    for (CasusId i = 1; i < r->claims.len; i++) {
        r->claims.at[i].revises = now[r->claims.at[i].revises];
        r->claims.at[i].part_of = now[r->claims.at[i].part_of];
        r->claims.at[i].summed_with = now[r->claims.at[i].summed_with];
        r->claims.at[i].group = 0;
    }
}

/* Whoever a reader's comment has speak, deny or blame: it is the commenter who says so. */
static void give_to_commenters(Reading *r) {
    for (CasusId i = 1; i < r->claims.len; i++) {
        CasusClaim *c = &r->claims.at[i];
        const CasusPart *part = &r->parts.at[r->sentences.at[c->sentence].part];
        if (part->role == CASUS_PART_COMMENT) c->source = (CasusSource){ .kind = CASUS_SOURCE_COMMENTER, .name = part->author }, c->via = (CasusStrs){ 0 };
    }
}

void claim_read(Reading *r) {
    Claims c = { .look = look_start(r) };
    source_mark_times(&c.look);
    source_find(&c.look, &c.voices);
    event_mark_speakers(&c);
    figure_find(&c);
    event_find(&c);
    blame_find(&c);
    denial_find(&c);
    give_to_commenters(r);
    sort_linked(r);
    occurrence_find(&c);
    sort_linked(r);
    revision_find(&c);
    sort_linked(r);
    origin_find(&c);
}
