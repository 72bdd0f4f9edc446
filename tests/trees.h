/* Checks the trees of a table: each is whole, and asks for nothing but features that the room sees. */
#ifndef CASUS_TESTS_TREES_H
#define CASUS_TESTS_TREES_H
#include "base/check.h"

#include <stdio.h>

#include "base/trees.h"

typedef struct { size_t (*n)(void); const char *(*at)(size_t feature); } TreeNames;

static bool is_leaf(Str token) {
    size_t k = token.len && token.at[0] == '-';
    if (k == token.len) return false;
    for (; k < token.len; k++)
        if (token.at[k] < '0' || token.at[k] > '9') return false;
    return true;
}

static bool is_feature(TreeNames names, Str token) {
    for (size_t k = 0; k < names.n(); k++)
        if (str_eq(token, str_of(names.at(k)))) return true;
    return false;
}

/* Each split opens two places, each token fills one. */
static void check_tree(TreeNames names, Str tree) {
    size_t open = 1;
    for (size_t at = 0; at < tree.len;) {
        size_t start = at;
        while (at < tree.len && tree.at[at] != ' ') at++;
        Str token = str_cut(tree, start, at++);
        if (!open) fail_msg("words behind the end of a tree: '%.*s'", (int)tree.len, tree.at);
        if (is_feature(names, token)) open++;
        else if (is_leaf(token)) open--;
        else fail_msg("'%.*s' is no feature and no number", (int)token.len, token.at);
    }
    if (open) fail_msg("a tree that breaks off: '%.*s'", (int)tree.len, tree.at);
}

/* How many trees of this name there are. */
static size_t check_trees(const Pack *pack, TreeNames names, const char *name) {
    for (size_t n = 0;; n++) {
        char key[32];
        const PackEntry *entries;
        int len = snprintf(key, sizeof key, "%s_%zu", name, n + 1);
        if (!pack_find(pack, (Str){ key, (size_t)len }, &entries)) return n;
        check_tree(names, pack_cell_str(pack, pack_row(pack, entries[0].row), TREES_CELL));
    }
}
#endif
