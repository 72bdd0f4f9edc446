/* Boosted trees over what is there or not: the leaves that a thing falls into, one a tree, are added up. */
#ifndef CASUS_BASE_TREES_H
#define CASUS_BASE_TREES_H
#include "base/arena.h"
#include "base/pack.h"

/* What is seen of a thing: a bit a feature. */
enum { FEATURES_MOST = 256 };
typedef struct { uint64_t bits[FEATURES_MOST / 64]; } Features;
static inline void features_set(Features *f, int feature, bool on) {
    if (on) f->bits[feature / 64] |= (uint64_t)1 << feature % 64;
}
static inline bool features_has(const Features *f, int feature) { return f->bits[feature / 64] >> feature % 64 & 1; }
/* Sets feature first + k for each of the ascending levels that the value is above. */
void features_set_levels(Features *f, int first, double value, const double *levels, size_t n);

typedef struct { int32_t feature, no, yes; double leaf; } TreeNode;     /* feature: -1 at a leaf; no, yes: places in the forest */
typedef struct { TreeNode *at; size_t len; int32_t *roots; size_t n_roots; } Trees;

enum { TREES_CELL = 0 };        /* the column of a table of trees */
/* The trees NAME_1, NAME_2 ... of a table, in the arena; features are written by their names. Where a tree says nothing that can be read stands a leaf
 * that says nothing. */
Trees trees_read(const Pack *pack, Table table, const char *name, const char *const *features, size_t n_features, Arena *arena);
double trees_ask(const Trees *trees, const Features *f);
#endif
