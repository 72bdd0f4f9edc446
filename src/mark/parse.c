#include "mark/parse.h"

#include <string.h>

/* A graph over nodes 0 (root) to n; in[d * (n + 1) + h] is the score of d hanging on h. Cycles are made one node until none is left. */
typedef struct { size_t n; double *in; uint16_t *head; uint16_t *cycle; uint16_t *mark; } Graph;

static const double NEVER = -1e18;

static double *score(const Graph *g, size_t dependant, size_t head) { return &g->in[dependant * (g->n + 1) + head]; }

static void best_heads(Graph *g) {
    for (size_t d = 1; d <= g->n; d++) {
        size_t best = 0;
        for (size_t h = 0; h <= g->n; h++)
            if (h != d && *score(g, d, h) > *score(g, d, best)) best = h;
        g->head[d] = (uint16_t)best;
    }
}

/* A node on a cycle; 0 when there is none. */
static size_t find_cycle(Graph *g) {
    memset(g->mark, 0, (g->n + 1) * sizeof *g->mark);
    for (size_t d = 1; d <= g->n; d++) {
        size_t at = d;
        while (at && !g->mark[at]) {
            g->mark[at] = (uint16_t)d;
            at = g->head[at];
        }
        if (at && g->mark[at] == d) return at;
    }
    return 0;
}

static Graph graph_of(size_t n, Arena *scratch) {
    return (Graph){ n, arena_array(scratch, (n + 1) * (n + 1), sizeof(double)), arena_array(scratch, n + 1, sizeof(uint16_t)),
                    arena_array(scratch, n + 1, sizeof(uint16_t)), arena_array(scratch, n + 1, sizeof(uint16_t)) };
}

static void span_tree(Graph *g, Arena *scratch);

/* One node for the cycle through `start`: solve the smaller graph, then open the cycle where the tree enters it. */
static void contract(Graph *g, size_t start, Arena *scratch) {
    size_t n_small = 0;
    uint16_t *to = arena_array(scratch, g->n + 1, sizeof *to), *from = arena_array(scratch, g->n + 2, sizeof *from);
    memset(g->cycle, 0, (g->n + 1) * sizeof *g->cycle);
    double all = 0;
    for (size_t at = start; !g->cycle[at]; at = g->head[at]) {
        g->cycle[at] = 1;
        all += *score(g, at, g->head[at]);
    }
    for (size_t d = 1; d <= g->n; d++)
        if (!g->cycle[d]) to[d] = (uint16_t)++n_small, from[n_small] = (uint16_t)d;
    size_t whole = n_small + 1;
    Graph small = graph_of(whole, scratch);
    uint16_t *enters = arena_array(scratch, g->n + 1, sizeof *enters), *leaves = arena_array(scratch, g->n + 1, sizeof *leaves);
    for (size_t k = 0; k < (whole + 1) * (whole + 1); k++) small.in[k] = NEVER;
    for (size_t d = 1; d <= g->n; d++)
        for (size_t h = 0; h <= g->n; h++) {
            if (h == d || (g->cycle[d] && h && g->cycle[h])) continue;
            size_t small_d = g->cycle[d] ? whole : to[d], small_h = h && g->cycle[h] ? whole : to[h];
            double s = *score(g, d, h) + (g->cycle[d] ? all - *score(g, d, g->head[d]) : 0);
            if (s <= *score(&small, small_d, small_h)) continue;
            *score(&small, small_d, small_h) = s;
            if (g->cycle[d]) enters[h] = (uint16_t)d;
            else if (small_h == whole) leaves[d] = (uint16_t)h;
        }
    span_tree(&small, scratch);
    for (size_t d = 1; d <= n_small; d++) {
        size_t h = small.head[d];
        g->head[from[d]] = h == whole ? leaves[from[d]] : h ? from[h] : 0;
    }
    size_t outer = small.head[whole] ? from[small.head[whole]] : 0;
    g->head[enters[outer]] = (uint16_t)outer;
}

static void span_tree(Graph *g, Arena *scratch) {
    best_heads(g);
    size_t on = find_cycle(g);
    if (on) contract(g, on, scratch);
}

void tree_best(const float *scores, size_t n, uint16_t *head, Arena *scratch) {
    if (!n) return;
    Graph g = graph_of(n, scratch);
    /* A word at the root costs more than all else may differ: so there is one, and no second. */
    float most = 0;
    for (size_t k = 0; k < n * (n + 1); k++) most = scores[k] > most ? scores[k] : -scores[k] > most ? -scores[k] : most;
    double toll = 2.0 * (double)most * (double)(n + 1);
    for (size_t d = 1; d <= n; d++)
        for (size_t h = 0; h <= n; h++) *score(&g, d, h) = (double)scores[(d - 1) * (n + 1) + h] - (h ? 0 : toll);
    span_tree(&g, scratch);
    for (size_t d = 1; d <= n; d++) head[d - 1] = g.head[d];
}
