/* Many tellings -> incidents: candidates by blocks, then groups grown from the best pairs. */
#include "incident/same.h"
#include "base/list.h"
#include <math.h>
#include <stdlib.h>

/* ---- blocks ------------------------------------------------------------------------------------------------------ */

enum { BLOCK_NAME = 1, BLOCK_CELL, BLOCK_KILLED, BLOCK_INJURED, BLOCK_TOLL, BLOCK_WORD, BLOCK_PASSAGE };
static const double cell_degrees = 0.2;                 /* twice a point's reach (same.c) up to 63 degrees north */

typedef struct { SameBlock *at; size_t n; int32_t day; uint64_t figure; /* of blocks without a day */ } Blocks;

/* Source: SplitMix64, Steele, Lea, Flood 2014. */
static uint64_t mixed(uint64_t x) {
    x += 0x9e3779b97f4a7c15u;
    x = (x ^ (x >> 30)) * 0xbf58476d1ce4e5b9u;
    x = (x ^ (x >> 27)) * 0x94d049bb133111ebu;
    return x ^ (x >> 31);
}

static void add_block(Blocks *blocks, uint64_t kind, uint64_t value, bool as_name) {
    if (blocks->n == SAME_MAX_BLOCKS) return;
    int64_t block = (int64_t)mixed(mixed(mixed(kind) ^ value) ^ blocks->figure);
    for (size_t i = 0; i < blocks->n; i++)
        if (blocks->at[i].block == block && blocks->at[i].day == blocks->day) {
            blocks->at[i].as_name |= as_name;
            return;
        }
    blocks->at[blocks->n++] = (SameBlock){ block, blocks->day, as_name };
}

uint64_t same_name_hash(SameName name) { return str_hash(name.loose.len >= SAME_MIN_LOOSE ? name.loose : name.plain); }

/* Names that are part of one another share a word. */
static void add_name_words(Blocks *blocks, const SamePlace *place) {
    for (size_t i = 0; i < place->n_words; i++) add_block(blocks, BLOCK_NAME, same_name_hash(place->words[i]), true);
}

/* Cells two wide at every step, so that close points always share one. */
static void add_cells(Blocks *blocks, const SamePlace *place) {
    if (!place->has_point || same_is_area(place)) return;
    int64_t row = (int64_t)floor(place->lat / cell_degrees), column = (int64_t)floor(place->lon / cell_degrees);
    for (int64_t i = row - 1; i <= row; i++)
        for (int64_t j = column - 1; j <= column; j++)
            add_block(blocks, BLOCK_CELL, mixed((uint64_t)i) ^ (uint64_t)j, true);
}

static void add_spot(Blocks *blocks, const SamePlace *place) {
    if (!place->name.plain.len) return;
    add_block(blocks, BLOCK_NAME, same_name_hash(place->name), true);
    add_cells(blocks, place);
}

static void add_place(Blocks *blocks, const SamePlace *place) {
    add_spot(blocks, place);
    if (!place->name.plain.len) return;
    add_name_words(blocks, place);
    for (size_t i = 0; i < place->n_within; i++) add_block(blocks, BLOCK_NAME, same_name_hash(place->within[i]), false);
}

static int64_t most(CasusRange range) { return range.high > range.low ? range.high : range.low; }

/* Two tellings that both name a spot or an area meet by its name, or not at all; figures are for those that do not. */
static void add_figures(Blocks *blocks, const SameKey *key) {
    bool has_both = most(key->killed) >= 0 && most(key->injured) >= 0;
    bool is_nowhere = !key->place.name.plain.len || key->place.precision == CASUS_PRECISION_COUNTRY;
    if (most(key->killed) >= SAME_TELLING_KILLED) add_block(blocks, BLOCK_KILLED, (uint64_t)most(key->killed), is_nowhere);
    if (most(key->injured) >= SAME_TELLING_INJURED) add_block(blocks, BLOCK_INJURED, (uint64_t)most(key->injured), is_nowhere);
    if (has_both) add_block(blocks, BLOCK_TOLL, mixed((uint64_t)most(key->killed)) ^ (uint64_t)most(key->injured), is_nowhere);
}

/* A name told of two incidents of one day; "Osmar" and its quarter on the same spot. */
static void add_names(Blocks *blocks, const SameKey *key) {
    for (size_t i = 0; i < key->n_names; i++) add_block(blocks, BLOCK_WORD, key->names[i], true);
}

static void add_called(Blocks *blocks, const SamePlace *place, uint64_t figure) {
    blocks->figure = mixed(figure);
    add_spot(blocks, place);
    add_name_words(blocks, place);
    for (size_t i = 0; i < place->n_within && place->name.plain.len; i++) add_block(blocks, BLOCK_NAME, same_name_hash(place->within[i]), false);
}

/* Two dated tellings meet by their date: only the dateless are looked for in these blocks. */
static void add_for_dateless(Blocks *blocks, const SameKey *key, uint64_t figure) {
    size_t first = blocks->n;
    add_called(blocks, &key->place, figure);
    for (size_t i = first; i < blocks->n; i++) blocks->at[i].as_name = key->is_dateless;
}

enum { OF_KILLED = 1, OF_INJURED, OF_TOLL, OF_DATE, OF_WEEKDAY };
static uint64_t figure_hash(int kind, uint64_t n) { return mixed((uint64_t)kind) ^ n; }

/* Where no day is told, a place and an equal figure have to do. */
static void add_undated(Blocks *blocks, const SameKey *key) {
    int64_t killed = most(key->killed), injured = most(key->injured);
    blocks->day = SAME_ANY_DAY;
    if (killed >= SAME_TELLING_KILLED) add_called(blocks, &key->place, figure_hash(OF_KILLED, (uint64_t)killed));
    if (injured >= SAME_TELLING_INJURED) add_called(blocks, &key->place, figure_hash(OF_INJURED, (uint64_t)injured));
    if (killed >= 0 && injured >= 0) add_called(blocks, &key->place, figure_hash(OF_TOLL, mixed((uint64_t)killed) ^ (uint64_t)injured));
}

/* "on 4 March" with a place; "on Monday" with a place and a type. */
static void add_told_day(Blocks *blocks, const SameKey *key) {
    blocks->day = SAME_ANY_DAY;
    if (key->month) add_for_dateless(blocks, key, figure_hash(OF_DATE, (uint64_t)(key->month * 32 + key->day)));
    if (key->weekday >= 0) add_for_dateless(blocks, key, figure_hash(OF_WEEKDAY, (uint64_t)(key->type * 8 + key->weekday)));
}

static void add_passages(Blocks *blocks, const SameKey *key) {
    blocks->day = SAME_ANY_DAY;
    blocks->figure = 0;
    for (size_t i = 0; i < key->n_passages; i++) add_block(blocks, BLOCK_PASSAGE, key->passages[i], true);
}

size_t same_blocks(const SameKey *key, SameBlock out[SAME_MAX_BLOCKS]) {
    Blocks blocks = { .at = out };
    if (key->from_day != CASUS_NO_DAY) {
        int32_t last_day = same_is_long(key) ? key->from_day : key->to_day;
        for (blocks.day = key->from_day; blocks.day <= last_day; blocks.day++) {
            add_place(&blocks, &key->place);
            add_figures(&blocks, key);
            add_names(&blocks, key);
        }
    }
    add_undated(&blocks, key);
    add_told_day(&blocks, key);
    add_passages(&blocks, key);
    return blocks.n;
}

/* ---- tellings that are equal in every respect ---------------------------------------------------------------------- */

/* Everything below counts tellings by rank: their place in the order of same_key_compare. A node is a set of equal tellings,
 * called by its first rank. */
typedef struct { const SameKey *key; uint32_t rank; } Ranked;
typedef struct { int64_t block; int32_t day; uint32_t node; bool as_name; } Entry;
typedef struct { uint32_t a, b; int32_t total; } Pair;          /* nodes, a before b */
typedef struct { uint32_t *at; size_t n; } Reports;             /* numbers of reports, ascending */
typedef struct {
    const SameKey **keys; size_t n;                             /* by rank */
    uint32_t *report;                                           /* of a rank: the number of its report */
    uint32_t *node;                                             /* of a rank */
    Reports *reports;                                           /* of a node; of a group's root once it has grown */
    LIST_OF(Entry) entries;
    LIST_OF(Pair) pairs;
    uint32_t *up;                                               /* union-find over nodes */
    uint32_t *next, *last;                                      /* nodes of a group, chained from its root */
    Arena *scratch, *inner;                                     /* inner: for one step, then taken back */
} Grouping;

static int compare_keys(const void *a, const void *b) {
    return same_key_compare(*(const SameKey *const *)a, *(const SameKey *const *)b);
}

static int compare_ranked(const void *a, const void *b) {
    const Ranked *x = a, *y = b;
    int by_content = same_content_compare(x->key, y->key);
    return by_content ? by_content : (x->rank > y->rank) - (x->rank < y->rank);
}

static void number_reports(Grouping *g) {
    for (uint32_t rank = 1; rank < g->n; rank++)
        g->report[rank] = g->report[rank - 1] + !str_eq(g->keys[rank]->report, g->keys[rank - 1]->report);
}

/* Equal tellings of different reports share a node; the second equal telling of a report goes to the second node, and so on. */
static void make_nodes_of_equals(Grouping *g, const Ranked *equals, size_t n) {
    LIST_OF(uint32_t) firsts = { 0 };
    SameScore score = same_weigh(equals->key, equals->key);
    bool is_one = same_is_alike(&score);
    size_t twin = 0;
    for (size_t i = 0; i < n; i++) {
        uint32_t rank = equals[i].rank;
        bool is_of_last_report = i > 0 && g->report[rank] == g->report[equals[i - 1].rank];
        twin = is_of_last_report ? twin + 1 : 0;
        if (!is_one || twin == firsts.len) {
            g->node[rank] = rank;
            *list_add(&firsts, g->scratch) = rank;
        } else g->node[rank] = firsts.at[twin];
    }
}

static void make_nodes(Grouping *g) {
    Ranked *ranked = arena_array(g->scratch, g->n, sizeof *ranked);
    for (uint32_t rank = 0; rank < g->n; rank++) ranked[rank] = (Ranked){ g->keys[rank], rank };
    qsort(ranked, g->n, sizeof *ranked, compare_ranked);
    for (size_t start = 0, end; start < g->n; start = end) {
        for (end = start + 1; end < g->n && same_content_compare(ranked[start].key, ranked[end].key) == 0;) end++;
        make_nodes_of_equals(g, ranked + start, end - start);
    }
}

static void list_reports(Grouping *g) {
    for (uint32_t rank = 0; rank < g->n; rank++) g->reports[g->node[rank]].n++;
    for (uint32_t rank = 0; rank < g->n; rank++) {
        Reports *reports = &g->reports[g->node[rank]];
        if (reports->at) continue;
        reports->at = arena_array(g->scratch, reports->n, sizeof *reports->at);
        reports->n = 0;
    }
    for (uint32_t rank = 0; rank < g->n; rank++) {
        Reports *reports = &g->reports[g->node[rank]];
        reports->at[reports->n++] = g->report[rank];
    }
}

/* ---- alike pairs ------------------------------------------------------------------------------------------------- */

static int compare_entries(const void *a, const void *b) {
    const Entry *x = a, *y = b;
    if (x->block != y->block) return x->block < y->block ? -1 : 1;
    if (x->day != y->day) return x->day < y->day ? -1 : 1;
    return (x->node > y->node) - (x->node < y->node);
}

/* Blocks are taken in shares, a part of their hashes at a time, so that memory does not grow with them. */
static void list_entries(Grouping *g, uint64_t share, uint64_t n_shares) {
    SameBlock blocks[SAME_MAX_BLOCKS];
    g->entries.len = 0;
    for (uint32_t node = 0; node < g->n; node++) {
        if (g->node[node] != node) continue;
        size_t n = same_blocks(g->keys[node], blocks);
        for (size_t i = 0; i < n; i++)
            if ((uint64_t)blocks[i].block % n_shares == share)
                *list_add(&g->entries, g->scratch) = (Entry){ blocks[i].block, blocks[i].day, node, blocks[i].as_name };
    }
    if (g->entries.len) qsort(g->entries.at, g->entries.len, sizeof *g->entries.at, compare_entries);
}

/* Two nodes of one and the same report tell two things. */
static bool is_one_report(const Grouping *g, uint32_t a, uint32_t b) {
    return g->reports[a].n == 1 && g->reports[b].n == 1 && g->reports[a].at[0] == g->reports[b].at[0];
}

/* A node that was met from `x` in another block was weighed there. */
static void try_pair(Grouping *g, const Entry *x, const Entry *y, uint32_t *met_from) {
    uint32_t a = x->node, b = y->node;
    if (b <= a || met_from[b] == a || !(x->as_name || y->as_name)) return;
    met_from[b] = a;
    if (is_one_report(g, a, b) || same_veto(g->keys[a], g->keys[b]) != SAME_NO_VETO) return;
    SameScore score = same_weigh(g->keys[a], g->keys[b]);
    if (same_is_alike(&score)) *list_add(&g->pairs, g->scratch) = (Pair){ a, b, score.total };
}

static bool is_near_entry(const Entry *x, const Entry *y) {
    int64_t days = (int64_t)y->day - x->day;
    return x->block == y->block && days >= -1 && days <= 1;
}

static void try_entry(Grouping *g, size_t i, uint32_t *met_from) {
    const Entry *entries = g->entries.at;
    for (size_t j = i; j > 0 && is_near_entry(&entries[i], &entries[j - 1]); j--) try_pair(g, &entries[i], &entries[j - 1], met_from);
    for (size_t j = i + 1; j < g->entries.len && is_near_entry(&entries[i], &entries[j]); j++) try_pair(g, &entries[i], &entries[j], met_from);
}

/* The places of the entries, those of one node after another: a counting sort. */
static uint32_t *entries_by_node(const Grouping *g) {
    uint32_t *start = arena_array(g->inner, g->n + 1, sizeof *start), *order = arena_array(g->inner, g->entries.len, sizeof *order);
    for (size_t i = 0; i < g->entries.len; i++) start[g->entries.at[i].node + 1]++;
    for (size_t node = 0; node < g->n; node++) start[node + 1] += start[node];
    for (uint32_t i = 0; i < g->entries.len; i++) order[start[g->entries.at[i].node]++] = i;
    return order;
}

enum { MOST_POINTS = 512 };     /* no sum of the weights comes near */
static uint32_t points_missed(const Pair *pair) { return (uint32_t)(MOST_POINTS - pair->total); }
static uint32_t first_of(const Pair *pair) { return pair->a; }
static uint32_t second_of(const Pair *pair) { return pair->b; }

/* A stable counting sort by way of `spare`; keys are up to `most`. */
static void sort_pairs(Grouping *g, Pair *spare, uint32_t (*key_of)(const Pair *pair), size_t most) {
    size_t *start = arena_array(g->inner, most + 2, sizeof *start);
    Pair *pairs = g->pairs.at;
    for (size_t i = 0; i < g->pairs.len; i++) start[key_of(&pairs[i]) + 1]++;
    for (size_t key = 0; key <= most; key++) start[key + 1] += start[key];
    for (size_t i = 0; i < g->pairs.len; i++) spare[start[key_of(&pairs[i])]++] = pairs[i];
    memcpy(pairs, spare, g->pairs.len * sizeof *pairs);
}

/* By their nodes, each pair once: two may meet in blocks of several shares. */
static void order_pairs(Grouping *g) {
    if (!g->pairs.len) return;
    Pair *spare = arena_array(g->inner, g->pairs.len, sizeof *spare);
    sort_pairs(g, spare, second_of, g->n);
    sort_pairs(g, spare, first_of, g->n);
    size_t n = 0;
    for (size_t i = 0; i < g->pairs.len; i++)
        if (n == 0 || g->pairs.at[i].a != g->pairs.at[n - 1].a || g->pairs.at[i].b != g->pairs.at[n - 1].b) g->pairs.at[n++] = g->pairs.at[i];
    g->pairs.len = n;
    sort_pairs(g, spare, points_missed, MOST_POINTS);
    arena_reset(g->inner);
}

static void list_pairs_of_share(Grouping *g, uint32_t *met_from) {
    uint32_t *order = entries_by_node(g);
    for (size_t i = 0; i < g->n; i++) met_from[i] = UINT32_MAX;
    for (size_t i = 0; i < g->entries.len; i++) try_entry(g, order[i], met_from);
    arena_reset(g->inner);
}

enum { NODES_A_SHARE = 250000 };

/* Best first, ties by their nodes. */
static void list_pairs(Grouping *g) {
    uint32_t *met_from = arena_array(g->scratch, g->n, sizeof *met_from);
    uint64_t n_shares = 1 + g->n / NODES_A_SHARE;
    for (uint64_t share = 0; share < n_shares; share++) {
        list_entries(g, share, n_shares);
        list_pairs_of_share(g, met_from);
        order_pairs(g);
    }
}

/* ---- groups ------------------------------------------------------------------------------------------------------ */

static uint32_t root_of(uint32_t *up, uint32_t i) {
    while (up[i] != i) i = up[i] = up[up[i]];
    return i;
}

static void each_alone(Grouping *g) {
    for (uint32_t i = 0; i < g->n; i++) {
        g->up[i] = g->last[i] = i;
        g->next[i] = UINT32_MAX;
    }
}

static bool share_report(Reports a, Reports b) {
    for (size_t i = 0, j = 0; i < a.n && j < b.n;) {
        if (a.at[i] == b.at[j]) return true;
        if (a.at[i] < b.at[j]) i++;
        else j++;
    }
    return false;
}

static Reports merged_reports(Reports a, Reports b, Arena *scratch) {
    Reports all = { arena_array(scratch, a.n + b.n, sizeof *all.at), 0 };
    for (size_t i = 0, j = 0; i < a.n || j < b.n;)
        all.at[all.n++] = j == b.n || (i < a.n && a.at[i] < b.at[j]) ? a.at[i++] : b.at[j++];
    return all;
}

/* The lower rank becomes the root, so that a root is its group's first telling. */
static void join_groups(Grouping *g, uint32_t a, uint32_t b) {
    uint32_t root = a < b ? a : b, other = a < b ? b : a;
    g->up[other] = root;
    g->next[g->last[root]] = other;
    g->last[root] = g->last[other];
}

static bool groups_clash(const Grouping *g, uint32_t a, uint32_t b) {
    if (share_report(g->reports[a], g->reports[b])) return true;
    for (uint32_t i = a; i != UINT32_MAX; i = g->next[i])
        for (uint32_t j = b; j != UINT32_MAX; j = g->next[j])
            if (same_clash(g->keys[i], g->keys[j])) return true;
    return false;
}

static void join_components(Grouping *g) {
    each_alone(g);
    for (size_t i = 0; i < g->pairs.len; i++) {
        uint32_t a = root_of(g->up, g->pairs.at[i].a), b = root_of(g->up, g->pairs.at[i].b);
        if (a != b) join_groups(g, a, b);
    }
}

static void join_incidents(Grouping *g) {
    each_alone(g);
    for (size_t i = 0; i < g->pairs.len; i++) {
        uint32_t a = root_of(g->up, g->pairs.at[i].a), b = root_of(g->up, g->pairs.at[i].b);
        if (a == b || groups_clash(g, a, b)) continue;
        Reports all = merged_reports(g->reports[a], g->reports[b], g->scratch);
        join_groups(g, a, b);
        g->reports[a < b ? a : b] = all;
    }
}

/* Ranks back to the caller's numbers. */
static void write_roots(Grouping *g, const SameKey *keys, uint32_t *out) {
    for (uint32_t rank = 0; rank < g->n; rank++)
        out[g->keys[rank] - keys] = (uint32_t)(g->keys[root_of(g->up, g->node[rank])] - keys);
}

void same_group(const SameKey *keys, size_t n, uint32_t *group, uint32_t *component, Arena *scratch, Arena *inner) {
    if (!n) return;
    Grouping g = { .n = n, .scratch = scratch, .inner = inner };
    g.keys = arena_array(scratch, n, sizeof *g.keys);
    g.report = arena_array(scratch, n, sizeof *g.report);
    g.node = arena_array(scratch, n, sizeof *g.node);
    g.reports = arena_array(scratch, n, sizeof *g.reports);
    g.up = arena_array(scratch, n, sizeof *g.up);
    g.next = arena_array(scratch, n, sizeof *g.next);
    g.last = arena_array(scratch, n, sizeof *g.last);
    for (size_t i = 0; i < n; i++) g.keys[i] = &keys[i];
    qsort(g.keys, n, sizeof *g.keys, compare_keys);
    number_reports(&g);
    make_nodes(&g);
    list_reports(&g);
    list_pairs(&g);
    join_components(&g);
    if (component) write_roots(&g, keys, component);
    join_incidents(&g);
    write_roots(&g, keys, group);
}
