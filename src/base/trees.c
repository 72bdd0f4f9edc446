#include "base/trees.h"

#include <stdio.h>

/* A tree is written as it is walked: the name of a feature, the tree where it is not there, the tree where it is; or a leaf's number, in thousandths. */
typedef struct { uint64_t hash; int32_t feature; } Slot;
typedef struct { Slot *slots; const char *const *features; Trees *trees; } Planting;

enum { SLOTS = 1024, DEEPEST = 32, TREES_MOST = 1000 };
_Static_assert((int)SLOTS > 2 * (int)FEATURES_MOST, "room for every name");

void features_set_levels(Features *f, int first, double value, const double *levels, size_t n) {
    for (size_t k = 0; k < n; k++) features_set(f, first + (int)k, value > levels[k]);
}

static void find_names(Planting *p, size_t n_features) {
    for (size_t f = 0; f < n_features; f++) {
        uint64_t hash = str_hash(str_of(p->features[f]));
        size_t k = hash % SLOTS;
        while (p->slots[k].hash) k = (k + 1) % SLOTS;
        p->slots[k] = (Slot){ hash, (int32_t)f };
    }
}

static int32_t feature_of(const Planting *p, Str name) {
    uint64_t hash = str_hash(name);
    size_t k = hash % SLOTS;
    while (p->slots[k].hash && p->slots[k].hash != hash) k = (k + 1) % SLOTS;
    return p->slots[k].hash && str_eq(name, str_of(p->features[p->slots[k].feature])) ? p->slots[k].feature : -1;
}

static Str next_token(Str text, size_t *at) {
    while (*at < text.len && text.at[*at] == ' ') ++*at;
    size_t start = *at;
    while (*at < text.len && text.at[*at] != ' ') ++*at;
    return str_cut(text, start, *at);
}

static double leaf_of(Str token) {
    bool minus = token.len && token.at[0] == '-';
    long sum = 0;
    for (size_t k = minus; k < token.len && k < 9; k++)
        if (token.at[k] >= '0' && token.at[k] <= '9') sum = sum * 10 + (token.at[k] - '0');
    return (minus ? -sum : sum) / 1000.0;
}

/* One node and all below it. */
static int32_t plant(Planting *p, Str text, size_t *at, int depth) {
    Str token = next_token(text, at);
    Trees *trees = p->trees;
    int32_t here = (int32_t)trees->len++, feature = depth < DEEPEST ? feature_of(p, token) : -1;
    trees->at[here] = (TreeNode){ .feature = feature, .leaf = feature < 0 ? leaf_of(token) : 0 };
    if (feature < 0) return here;
    int32_t no = plant(p, text, at, depth + 1), yes = plant(p, text, at, depth + 1);
    trees->at[here].no = no;
    trees->at[here].yes = yes;
    return here;
}

static Str tree_of(const Pack *pack, Table table, const char *name, int k) {
    char key[64];
    const PackEntry *entries;
    int len = snprintf(key, sizeof key, "%s_%d", name, k);
    size_t n = pack_find(pack, (Str){ key, (size_t)len }, &entries);
    for (size_t e = 0; e < n; e++)
        if (entries[e].table == table) return pack_cell_str(pack, pack_row(pack, entries[e].row), TREES_CELL);
    return S("");
}

/* Every token makes one node at most, and a tree that breaks off two leaves more for each split. */
Trees trees_read(const Pack *pack, Table table, const char *name, const char *const *features, size_t n_features, Arena *arena) {
    Trees trees = { .roots = arena_array(arena, TREES_MOST, sizeof *trees.roots) };
    Planting p = { arena_array(arena, SLOTS, sizeof *p.slots), features, &trees };
    Str texts[TREES_MOST];
    size_t letters = 0;
    find_names(&p, n_features);
    for (; trees.n_roots < TREES_MOST && (texts[trees.n_roots] = tree_of(pack, table, name, (int)trees.n_roots + 1)).len; trees.n_roots++)
        letters += texts[trees.n_roots].len + 4;
    trees.at = arena_array(arena, letters, sizeof *trees.at);
    for (size_t k = 0; k < trees.n_roots; k++) {
        size_t at = 0;
        trees.roots[k] = plant(&p, texts[k], &at, 0);
    }
    return trees;
}

double trees_ask(const Trees *trees, const Features *f) {
    double sum = 0;
    for (size_t k = 0; k < trees->n_roots; k++) {
        const TreeNode *node = &trees->at[trees->roots[k]];
        while (node->feature >= 0) node = &trees->at[features_has(f, node->feature) ? node->yes : node->no];
        sum += node->leaf;
    }
    return sum;
}
