/* Many tellings -> incidents: equal ones are one from the start, then groups are grown from the best pairs. */
#include "incident/same_pair.h"
#include "base/list.h"
#include <stdlib.h>

/* ---- tellings that are equal in every respect ---------------------------------------------------------------------- */

/* Everything below counts tellings by rank: their place in the order of same_key_compare. A node is a set of equal tellings,
 * called by its first rank. */
typedef struct { const SameKey *key; uint32_t number; } Numbered;    /* as the caller numbers them */
typedef struct { const SameKey *key; uint32_t rank; } Ranked;
typedef struct { uint32_t *at; size_t n; } Reports;             /* numbers of reports, ascending */
typedef struct {
    const SameKey **keys; size_t n;                             /* by rank */
    uint32_t *number;                                           /* of a rank: the caller's */
    uint32_t *report;                                           /* of a rank: the number of its report */
    uint32_t *node;                                             /* of a rank */
    Reports *reports;                                           /* of a node; of a group's root once it has grown */
    SamePairs pairs;                                            /* of nodes */
    uint32_t *up;                                               /* union-find over nodes */
    uint32_t *next, *last;                                      /* nodes of a group, chained from its root */
    Arena *scratch, *inner;                                     /* inner: for one step, then taken back */
} Grouping;

static int compare_numbered(const void *a, const void *b) {
    const Numbered *x = a, *y = b;
    return same_key_compare(x->key, y->key);
}

static void rank_keys(Grouping *g, const SameKey *const *keys) {
    Numbered *numbered = arena_array(g->inner, g->n, sizeof *numbered);
    for (uint32_t i = 0; i < g->n; i++) numbered[i] = (Numbered){ keys[i], i };
    qsort(numbered, g->n, sizeof *numbered, compare_numbered);
    for (uint32_t i = 0; i < g->n; i++) g->keys[i] = numbered[i].key, g->number[i] = numbered[i].number;
    arena_reset(g->inner);
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
    Ranked *ranked = arena_array(g->inner, g->n, sizeof *ranked);
    for (uint32_t rank = 0; rank < g->n; rank++) ranked[rank] = (Ranked){ g->keys[rank], rank };
    qsort(ranked, g->n, sizeof *ranked, compare_ranked);
    for (size_t start = 0, end; start < g->n; start = end) {
        for (end = start + 1; end < g->n && same_content_compare(ranked[start].key, ranked[end].key) == 0;) end++;
        make_nodes_of_equals(g, ranked + start, end - start);
    }
    arena_reset(g->inner);
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

static void list_pairs(Grouping *g) {
    const SameKey **nodes = arena_array(g->scratch, g->n, sizeof *nodes);
    uint32_t *report = arena_array(g->scratch, g->n, sizeof *report);
    for (uint32_t i = 0; i < g->n; i++) {
        if (g->node[i] != i) continue;
        nodes[i] = g->keys[i];
        report[i] = g->reports[i].n == 1 ? g->reports[i].at[0] : SAME_MANY_REPORTS;
    }
    same_pairs_list(&g->pairs, nodes, report, g->n, g->scratch, g->inner);
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
        SamePair pair = same_pairs_at(&g->pairs, i);
        uint32_t a = root_of(g->up, pair.a), b = root_of(g->up, pair.b);
        if (a != b) join_groups(g, a, b);
    }
}

static void join_incidents(Grouping *g) {
    each_alone(g);
    for (size_t i = 0; i < g->pairs.len; i++) {
        SamePair pair = same_pairs_at(&g->pairs, i);
        uint32_t a = root_of(g->up, pair.a), b = root_of(g->up, pair.b);
        if (a == b || groups_clash(g, a, b)) continue;
        Reports all = merged_reports(g->reports[a], g->reports[b], g->scratch);
        join_groups(g, a, b);
        g->reports[a < b ? a : b] = all;
    }
}

/* Ranks back to the caller's numbers. */
static void write_roots(Grouping *g, uint32_t *out) {
    for (uint32_t i = 0; i < g->n; i++) out[g->number[i]] = g->number[root_of(g->up, g->node[i])];
}

void same_group(const SameKey *const *keys, size_t n, uint32_t *group, uint32_t *component, Arena *scratch, Arena *inner) {
    if (!n) return;
    Grouping g = { .n = n, .scratch = scratch, .inner = inner };
    g.keys = arena_array(scratch, n, sizeof *g.keys);
    g.number = arena_array(scratch, n, sizeof *g.number);
    g.report = arena_array(scratch, n, sizeof *g.report);
    g.node = arena_array(scratch, n, sizeof *g.node);
    g.reports = arena_array(scratch, n, sizeof *g.reports);
    g.up = arena_array(scratch, n, sizeof *g.up);
    g.next = arena_array(scratch, n, sizeof *g.next);
    g.last = arena_array(scratch, n, sizeof *g.last);
    rank_keys(&g, keys);
    number_reports(&g);
    make_nodes(&g);
    list_reports(&g);
    list_pairs(&g);
    if (component) {
        join_components(&g);
        write_roots(&g, component);
    }
    join_incidents(&g);
    write_roots(&g, group);
}
