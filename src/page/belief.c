/* Which passages are the article: trees over what can be seen of each, then again over what was believed of its neighbours.
 * The trees stand in data/world/passage.tsv, made by train/passages.py from pages whose article is known. */
#include "page/look.h"

#include <stdio.h>

#define NAME(name) #name,
static const char *const names[] = { FEATURES(NAME) ROUND_FEATURES(NAME) };

size_t passages_n_features(void) { return N_FEATURES; }
const char *passages_feature_name(size_t feature) { return names[feature]; }

size_t passages_headline(const Passages *passages, Str title) {
    size_t first = passages->len, n = 0;
    for (size_t k = 0; k < passages->len; k++) {
        const Passage *p = &passages->at[k];
        if (p->heading != 1 || p->role == CASUS_PART_EMBED) continue;
        if (str_eq(p->text, title)) return k;
        if (!n++) first = k;
    }
    return n == 1 ? first : passages->len;
}

/* ---- trees -------------------------------------------------------------------------------------------------------------- */

/* A tree is written as it is walked: the name of a feature, the tree where it is not there, the tree where it is; or a leaf's number, in thousandths. */
typedef struct { int32_t feature, no, yes; double leaf; } Node;         /* feature: -1 at a leaf; no, yes: places in the forest */
typedef struct { Node *at; size_t len; int32_t *roots; size_t n_roots; } Forest;
typedef struct { uint64_t hash; int32_t feature; } NameSlot;

enum { NAME_SLOTS = 1024, DEEPEST_TREE = 32, TREES_MOST = 1000 };

static void find_names(NameSlot *slots) {
    for (int32_t f = 0; f < N_FEATURES; f++) {
        uint64_t hash = str_hash(str_of(names[f]));
        size_t k = hash % NAME_SLOTS;
        while (slots[k].hash) k = (k + 1) % NAME_SLOTS;
        slots[k] = (NameSlot){ hash, f };
    }
}

static int32_t feature_of(const NameSlot *slots, Str name) {
    uint64_t hash = str_hash(name);
    size_t k = hash % NAME_SLOTS;
    while (slots[k].hash && slots[k].hash != hash) k = (k + 1) % NAME_SLOTS;
    return slots[k].hash && str_eq(name, str_of(names[slots[k].feature])) ? slots[k].feature : -1;
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

/* One node and all below it; where the table says nothing that can be read, a leaf that says nothing. */
static int32_t plant(Forest *forest, const NameSlot *slots, Str text, size_t *at, int depth) {
    Str token = next_token(text, at);
    int32_t here = (int32_t)forest->len++, feature = depth < DEEPEST_TREE ? feature_of(slots, token) : -1;
    forest->at[here] = (Node){ .feature = feature, .leaf = feature < 0 ? leaf_of(token) : 0 };
    if (feature < 0) return here;
    int32_t no = plant(forest, slots, text, at, depth + 1), yes = plant(forest, slots, text, at, depth + 1);
    forest->at[here].no = no;
    forest->at[here].yes = yes;
    return here;
}

static Str tree_of(const Reading *r, const char *round, int k) {
    char key[32];
    const PackEntry *entries;
    int len = snprintf(key, sizeof key, "%s_%d", round, k);
    size_t n = pack_find(r->pack, (Str){ key, (size_t)len }, &entries);
    for (size_t e = 0; e < n; e++)
        if (entries[e].table == TABLE_PASSAGE) return pack_cell_str(r->pack, pack_row(r->pack, entries[e].row), PASSAGE_TREE);
    return S("");
}

/* The trees of one round. Every token makes one node at most, and a tree that breaks off two leaves more for each split. */
static Forest forest_of(Reading *r, const char *round) {
    Forest forest = { .roots = arena_array(r->scratch, TREES_MOST, sizeof *forest.roots) };
    NameSlot *slots = arena_array(r->scratch, NAME_SLOTS, sizeof *slots);
    Str trees[TREES_MOST];
    size_t letters = 0;
    find_names(slots);
    for (; forest.n_roots < TREES_MOST && (trees[forest.n_roots] = tree_of(r, round, (int)forest.n_roots + 1)).len; forest.n_roots++) letters += trees[forest.n_roots].len + 4;
    forest.at = arena_array(r->scratch, letters, sizeof *forest.at);
    for (size_t k = 0; k < forest.n_roots; k++) {
        size_t at = 0;
        forest.roots[k] = plant(&forest, slots, trees[k], &at, 0);
    }
    return forest;
}

static double ask(const Forest *forest, const Features *f) {
    double sum = 0;
    for (size_t k = 0; k < forest->n_roots; k++) {
        const Node *node = &forest->at[forest->roots[k]];
        while (node->feature >= 0) node = &forest->at[f->bits[node->feature / 64] >> node->feature % 64 & 1 ? node->yes : node->no];
        sum += node->leaf;
    }
    return sum;
}

/* ---- the two rounds ---------------------------------------------------------------------------------------------------- */

static const double levels[] = { -3, -1.5, -0.7, 0, 0.7, 1.5, 3 }, home_levels[] = { -200, -30, 0, 30, 200, 1000 };
static const double SURE = 2, BESIDE_ALL = -4;
_Static_assert((int)F_home_above_1 == F_two_before_above_1 + 5 * (int)(sizeof levels / sizeof *levels), "five passages, seven levels each");

static void set_levels(Features *f, int first, double score, const double *above, size_t n) {
    for (size_t k = 0; k < n; k++) set(f, first + (int)k, score > above[k]);
}

/* What the first round believed, of the passage and of those around it. */
static void see_beliefs(const Passages *passages, const double *home_sum, Features *out) {
    const Passage *p = passages->at;
    size_t n = passages->len, first = n, last = 0;
    for (size_t k = 0; k < n; k++) {
        if (p[k].score <= SURE) continue;
        if (first == n) first = k;
        last = k;
    }
    for (size_t k = 0; k < n; k++) {
        double around[5];
        for (size_t d = 0; d < 5; d++) {
            around[d] = k + d >= 2 && k + d - 2 < n ? p[k + d - 2].score : BESIDE_ALL;
            set_levels(&out[k], F_two_before_above_1 + (int)(d * (sizeof levels / sizeof *levels)), around[d], levels, sizeof levels / sizeof *levels);
        }
        set_levels(&out[k], F_home_above_1, home_sum[p[k].home], home_levels, sizeof home_levels / sizeof *home_levels);
        set(&out[k], F_both_yes, around[1] > 0 && around[3] > 0);
        set(&out[k], F_both_no, around[1] <= 0 && around[3] <= 0);
        set(&out[k], F_inside_run, first < n && k > first && k < last);
        set(&out[k], F_after_all, first < n && k > last);
        set(&out[k], F_before_all, first < n && k < first);
    }
}

void passages_choose(Reading *r, const Dom *dom, Passages *passages, size_t headline) {
    Features *features = arena_array(r->scratch, passages->len + 1, sizeof *features);
    double *home_sum = arena_array(r->scratch, dom->len + 1, sizeof *home_sum);
    Forest alone = forest_of(r, "alone"), among = forest_of(r, "among");
    passages_features(r, dom, passages, headline, features);
    for (size_t k = 0; k < passages->len; k++) passages->at[k].score = ask(&alone, &features[k]);
    for (size_t k = 0; k < passages->len; k++) home_sum[passages->at[k].home] += passages->at[k].score * passages->at[k].n_words;
    see_beliefs(passages, home_sum, features);
    for (size_t k = 0; k < passages->len; k++) passages->at[k].score = ask(&among, &features[k]);
    for (size_t k = 0; k < passages->len; k++) passages->at[k].chosen = passages->at[k].score > 0;
}
