/* The trees of data/world/passage.tsv. The tables come from $CASUS_PACK. */
#include "../trees.h"

#include "page/passages.h"

static void every_tree_is_whole(void **state) {
    (void)state;
    CasusError err = { 0 };
    TreeNames names = { passages_n_features, passages_feature_name };
    const Pack *pack = pack_open(getenv("CASUS_PACK"), &err);
    if (!pack) fail_msg("%s", err.line);
    assert_true(check_trees(pack, names, "alone") > 100);
    assert_true(check_trees(pack, names, "among") > 100);
    pack_close(pack);
}

int main(void) {
    const struct CMUnitTest tests[] = { cmocka_unit_test(every_tree_is_whole) };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
