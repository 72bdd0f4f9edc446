/* Alike pairs by blocks: entries are listed and sorted by block, and each node is held against those it shares one with. */
#include "incident/same_pair.h"
#include <assert.h>
#include <stdlib.h>

/* A node in a block. */
typedef struct { int64_t block; int32_t day; uint32_t node : 31, as_name : 1; } Entry;

typedef struct {
    const SameKey *const *nodes; const uint32_t *report; size_t n;
    uint8_t *seen; uint64_t last_slot;                          /* of the hashes of blocks, four bits each: see note_block */
    Entry *entries; size_t n_entries;
    uint32_t *across;                                           /* of an entry: see link_across */
    uint32_t *met_from;                                         /* of a node: the last that it was weighed against */
    LIST_OF(SamePair) found;                                    /* of one node */
    SamePairs *pairs;
    Arena *keep, *inner;
} Search;

/* ---- entries ----------------------------------------------------------------------------------------------------- */

enum { ONCE = 1, AGAIN = 2, NAMED = 4, SLOT_BITS = 4, SLOTS_A_NODE = 64 };

static uint64_t slot_of(const Search *s, int64_t block) { return (uint64_t)block & s->last_slot; }

/* Most blocks hold one telling, or none as_name: nothing is met there. What a slot says of two blocks at once is only ever too much. */
static void note_block(Search *s, const SameBlock *block) {
    uint64_t slot = slot_of(s, block->block);
    unsigned shift = slot % 2 * SLOT_BITS, bits = s->seen[slot / 2] >> shift;
    unsigned noted = (bits & ONCE ? AGAIN : ONCE) | (block->as_name ? NAMED : 0);
    s->seen[slot / 2] |= (uint8_t)(noted << shift);
}

static bool is_shared(const Search *s, const SameBlock *block) {
    uint64_t slot = slot_of(s, block->block);
    unsigned bits = s->seen[slot / 2] >> (slot % 2 * SLOT_BITS);
    return (bits & AGAIN) && (bits & NAMED);
}

static void note_blocks(Search *s) {
    SameBlock blocks[SAME_MAX_BLOCKS];
    uint64_t n_slots = SLOTS_A_NODE;
    while (n_slots < s->n * SLOTS_A_NODE) n_slots *= 2;
    s->last_slot = n_slots - 1;
    s->seen = arena_array(s->inner, n_slots / 2, sizeof *s->seen);
    for (size_t i = 0; i < s->n; i++) {
        size_t n = s->nodes[i] ? same_blocks(s->nodes[i], blocks) : 0;
        for (size_t k = 0; k < n; k++) note_block(s, &blocks[k]);
    }
}

/* Counts, or writes where there is room for them. */
static void list_shared(Search *s) {
    SameBlock blocks[SAME_MAX_BLOCKS];
    s->n_entries = 0;
    for (uint32_t i = 0; i < s->n; i++) {
        size_t n = s->nodes[i] ? same_blocks(s->nodes[i], blocks) : 0;
        for (size_t k = 0; k < n; k++) {
            if (!is_shared(s, &blocks[k])) continue;
            if (s->entries) s->entries[s->n_entries] = (Entry){ blocks[k].block, blocks[k].day, i, blocks[k].as_name };
            s->n_entries++;
        }
    }
}

static int compare_entries(const void *a, const void *b) {
    const Entry *x = a, *y = b;
    if (x->block != y->block) return x->block < y->block ? -1 : 1;
    if (x->as_name != y->as_name) return x->as_name ? -1 : 1;
    if (x->day != y->day) return x->day < y->day ? -1 : 1;
    return (x->node > y->node) - (x->node < y->node);
}

static bool list_entries(Search *s) {
    note_blocks(s);
    list_shared(s);
    if (!s->n_entries) return false;
    s->entries = arena_array(s->inner, s->n_entries, sizeof *s->entries);
    list_shared(s);
    qsort(s->entries, s->n_entries, sizeof *s->entries, compare_entries);
    return true;
}

/* ---- who stands near --------------------------------------------------------------------------------------------- */

static bool is_near_entry(const Entry *x, const Entry *y) {
    int64_t days = (int64_t)y->day - x->day;
    return x->block == y->block && days >= -1 && days <= 1;
}

/* In a block those as_name come first: each entry is given the first of the other kind that is not days before it. */
static void link_block(Search *s, uint32_t start, uint32_t end) {
    uint32_t middle = start;
    while (middle < end && s->entries[middle].as_name) middle++;
    for (uint32_t i = start, j = middle; i < middle; i++) {
        while (j < end && (int64_t)s->entries[j].day + 1 < s->entries[i].day) j++;
        s->across[i] = j;
    }
    for (uint32_t i = middle, j = start; i < end; i++) {
        while (j < middle && (int64_t)s->entries[j].day + 1 < s->entries[i].day) j++;
        s->across[i] = j;
    }
}

static void link_across(Search *s) {
    s->across = arena_array(s->inner, s->n_entries, sizeof *s->across);
    for (uint32_t start = 0, end; start < s->n_entries; start = end) {
        for (end = start + 1; end < s->n_entries && s->entries[end].block == s->entries[start].block;) end++;
        link_block(s, start, end);
    }
}

/* A node that was met in another block was weighed there. */
static void try_pair(Search *s, uint32_t a, uint32_t b) {
    if (b <= a || s->met_from[b] == a) return;
    s->met_from[b] = a;
    if (s->report[a] == s->report[b] && s->report[a] != SAME_MANY_REPORTS) return;
    if (same_veto(s->nodes[a], s->nodes[b]) != SAME_NO_VETO) return;
    SameScore score = same_weigh(s->nodes[a], s->nodes[b]);
    if (same_is_alike(&score)) *list_add(&s->found, s->inner) = (SamePair){ a, b, score.total };
}

static void try_entry(Search *s, uint32_t i) {
    const Entry *entries = s->entries, *x = &entries[i];
    if (x->as_name) {
        for (uint32_t j = i; j > 0 && entries[j - 1].as_name && is_near_entry(x, &entries[j - 1]); j--) try_pair(s, x->node, entries[j - 1].node);
        for (uint32_t j = i + 1; j < s->n_entries && entries[j].as_name && is_near_entry(x, &entries[j]); j++) try_pair(s, x->node, entries[j].node);
    }
    for (uint32_t j = s->across[i]; j < s->n_entries && entries[j].as_name != x->as_name && is_near_entry(x, &entries[j]); j++)
        try_pair(s, x->node, entries[j].node);
}

/* ---- pairs ------------------------------------------------------------------------------------------------------- */

enum { LARGEST_PIECE = 1 << 17, MOST_POINTS = 512 /* no sum of the weights comes near */ };

static SamePair *pair_at(const SamePairs *pairs, size_t i) { return &pairs->pieces.at[i / pairs->piece][i % pairs->piece]; }
SamePair same_pairs_at(const SamePairs *pairs, size_t i) { return *pair_at(pairs, pairs->order[i]); }

static void add_pair(Search *s, SamePair pair) {
    SamePairs *pairs = s->pairs;
    if (pairs->len % pairs->piece == 0) {
        SamePair *piece = arena_array(s->keep, pairs->piece, sizeof *piece);
        *list_add(&pairs->pieces, s->keep) = piece;
    }
    *pair_at(pairs, pairs->len++) = pair;
}

static int compare_found(const void *a, const void *b) {
    const SamePair *x = a, *y = b;
    return (x->b > y->b) - (x->b < y->b);
}

static void keep_found(Search *s) {
    if (s->found.len > 1) qsort(s->found.at, s->found.len, sizeof *s->found.at, compare_found);
    for (size_t i = 0; i < s->found.len; i++) add_pair(s, s->found.at[i]);
    s->found.len = 0;
}

/* The places of the entries, those of one node after another from start[node] on: a counting sort. */
static uint32_t *entries_by_node(const Search *s, uint32_t *start) {
    uint32_t *order = arena_array(s->inner, s->n_entries, sizeof *order);
    for (size_t i = 0; i < s->n_entries; i++) start[s->entries[i].node + 1U]++;
    for (size_t node = 0; node < s->n; node++) start[node + 1] += start[node];
    for (uint32_t i = 0; i < s->n_entries; i++) order[start[s->entries[i].node]++] = i;
    for (size_t node = s->n; node > 0; node--) start[node] = start[node - 1];
    start[0] = 0;
    return order;
}

static void list_by_node(Search *s) {
    uint32_t *start = arena_array(s->inner, s->n + 1, sizeof *start), *order = entries_by_node(s, start);
    s->met_from = arena_array(s->inner, s->n, sizeof *s->met_from);
    for (size_t i = 0; i < s->n; i++) s->met_from[i] = UINT32_MAX;
    for (size_t node = 0; node < s->n; node++) {
        for (uint32_t i = start[node]; i < start[node + 1]; i++) try_entry(s, order[i]);
        keep_found(s);
    }
}

static size_t points_missed(const SamePair *pair) { return (size_t)(MOST_POINTS - pair->total); }

/* They were found in the order of their nodes: a counting sort by points keeps that among equals. */
static void order_pairs(Search *s) {
    SamePairs *pairs = s->pairs;
    size_t start[MOST_POINTS + 2] = { 0 };
    pairs->order = arena_array(s->keep, pairs->len, sizeof *pairs->order);
    for (size_t i = 0; i < pairs->len; i++) start[points_missed(pair_at(pairs, i)) + 1]++;
    for (size_t points = 0; points <= MOST_POINTS; points++) start[points + 1] += start[points];
    for (uint32_t i = 0; i < pairs->len; i++) pairs->order[start[points_missed(pair_at(pairs, i))]++] = i;
}

void same_pairs_list(SamePairs *pairs, const SameKey *const *nodes, const uint32_t *report, size_t n, Arena *keep, Arena *inner) {
    Search search = { .nodes = nodes, .report = report, .n = n, .pairs = pairs, .keep = keep, .inner = inner };
    assert(n < (size_t)1 << 31);        /* an entry's node; the arenas end long before */
    *pairs = (SamePairs){ .piece = n < LARGEST_PIECE ? n + 1 : LARGEST_PIECE };
    if (list_entries(&search)) {
        link_across(&search);
        list_by_node(&search);
        order_pairs(&search);
    }
    arena_reset(inner);
}
