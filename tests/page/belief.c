/* The trees of data/world/passage.tsv: each is whole, and asks for nothing that page/look.h does not see. The tables come from $CASUS_PACK. */
#include "check.h"

#include "base/pack.h"
#include "page/passages.h"

static bool is_leaf(Str token) {
    size_t k = token.len && token.at[0] == '-';
    if (k == token.len) return false;
    for (; k < token.len; k++)
        if (token.at[k] < '0' || token.at[k] > '9') return false;
    return true;
}

static bool is_feature(Str token) {
    for (size_t k = 0; k < passages_n_features(); k++)
        if (str_eq(token, str_of(passages_feature_name(k)))) return true;
    return false;
}

/* Each split opens two places, each token fills one. */
static void check_tree(Str tree) {
    size_t open = 1;
    for (size_t at = 0; at < tree.len;) {
        size_t start = at;
        while (at < tree.len && tree.at[at] != ' ') at++;
        Str token = str_cut(tree, start, at++);
        if (!open) fail_msg("words behind the end of a tree: '%.*s'", (int)tree.len, tree.at);
        if (is_feature(token)) open++;
        else if (is_leaf(token)) open--;
        else fail_msg("'%.*s' is no feature and no number", (int)token.len, token.at);
    }
    if (open) fail_msg("a tree that breaks off: '%.*s'", (int)tree.len, tree.at);
}

static size_t check_round(const Pack *pack, const char *round) {
    for (size_t n = 0;; n++) {
        char key[32];
        const PackEntry *entries;
        int len = snprintf(key, sizeof key, "%s_%zu", round, n + 1);
        if (!pack_find(pack, (Str){ key, (size_t)len }, &entries)) return n;
        check_tree(pack_cell_str(pack, pack_row(pack, entries[0].row), PASSAGE_TREE));
    }
}

static void every_tree_is_whole(void **state) {
    (void)state;
    CasusError err = { 0 };
    const Pack *pack = pack_open(getenv("CASUS_PACK"), &err);
    if (!pack) fail_msg("%s", err.line);
    assert_true(check_round(pack, "alone") > 100);
    assert_true(check_round(pack, "among") > 100);
    pack_close(pack);
}

int main(void) {
    const struct CMUnitTest tests[] = { cmocka_unit_test(every_tree_is_whole) };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
