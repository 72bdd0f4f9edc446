#include "check.h"

static void words_follow_the_lists(void **state) {
    (void)state;
    assert_string_equal(casus_effect_word(CASUS_EFFECT_KILLED), "killed");
    assert_string_equal(casus_effect_word(CASUS_EFFECT_NONE), "");
    assert_string_equal(casus_event_type_word(CASUS_EVENT_POLITICAL_ACT), "political act");
    assert_string_equal(casus_how_word(CASUS_HOW_BODY_FOUND), "body found");
    assert_string_equal(casus_grade_word(CASUS_GRADE_DISCOUNTED), "Discounted");
    assert_string_equal(casus_pos_word(CASUS_POS_OTHER), "X");
    assert_string_equal(casus_mark_kind_word(CASUS_MARK_CASUALTY), "CASUALTY");
}

static void every_word_is_there_and_no_other(void **state) {
    (void)state;
    static const struct { const char *(*word)(int); int n; } lists[] = {
        { casus_part_role_word, CASUS_N_PART_ROLES }, { casus_mention_type_word, CASUS_N_MENTION_TYPES }, { casus_mention_form_word, CASUS_N_MENTION_FORMS },
        { casus_time_type_word, CASUS_N_TIME_TYPES }, { casus_source_kind_word, CASUS_N_SOURCE_KINDS }, { casus_stance_word, CASUS_N_STANCES },
        { casus_about_word, CASUS_N_ABOUTS }, { casus_effect_word, CASUS_N_EFFECTS }, { casus_civilian_word, CASUS_N_CIVILIANS },
        { casus_modality_word, CASUS_N_MODALITIES }, { casus_stage_word, CASUS_N_STAGES }, { casus_standing_word, CASUS_N_STANDINGS },
        { casus_grade_word, CASUS_N_GRADES }, { casus_precision_word, CASUS_N_PRECISIONS }, { casus_how_word, CASUS_N_HOWS },
        { casus_event_type_word, CASUS_N_EVENT_TYPES }, { casus_plover_word, CASUS_N_PLOVERS }, { casus_pos_word, CASUS_N_POSES },
        { casus_mark_kind_word, CASUS_N_MARK_KINDS },
    };
    for (size_t l = 0; l < sizeof lists / sizeof *lists; l++) {
        assert_string_equal(lists[l].word(-1), "");
        assert_string_equal(lists[l].word(lists[l].n), "");
        for (int i = 1; i < lists[l].n; i++) {
            assert_string_not_equal(lists[l].word(i), "");
            for (int k = 0; k < i; k++) assert_string_not_equal(lists[l].word(i), lists[l].word(k));
        }
    }
}

int main(void) {
    const struct CMUnitTest tests[] = { cmocka_unit_test(words_follow_the_lists), cmocka_unit_test(every_word_is_there_and_no_other) };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
