#include "check.h"

#include "base/tables.h"

/* The cell number that the stages use, for every column of the description. */
#define CELL_OF(TABLE, COLUMN, type, choices) TABLE##_##COLUMN,
static const int cell_of[N_COLUMNS] = { COLUMNS(CELL_OF) };

static void cells_stand_in_the_order_of_the_columns(void **state) {
    (void)state;
    int n_cells[N_TABLES] = { 0 };
    for (int i = 0; i < N_COLUMNS; i++) {
        const Column *column = &table_columns[i];
        assert_in_range(column->table, 1, N_TABLES - 1);
        if (cell_of[i] != n_cells[column->table]) fail_msg("%s of %s has cell %d", column->name, table_file[column->table], cell_of[i]);
        assert_in_range(++n_cells[column->table], 1, TABLE_MAX_CELLS);
    }
}

static void every_table_has_a_file_of_its_own(void **state) {
    (void)state;
    for (int t = 1; t < N_TABLES; t++) {
        assert_non_null(table_file[t]);
        for (int other = 1; other < t; other++) assert_string_not_equal(table_file[t], table_file[other]);
    }
}

static void choices_have_words(void **state) {
    (void)state;
    for (int i = 0; i < N_COLUMNS; i++) assert_int_equal(table_columns[i].type == CELL_CHOICE, table_columns[i].choices[0] != 0);
}

/* The last name of a list counts its words. */
static int n_choices(int column) {
    int n = 1;
    for (const char *c = table_columns[column].choices; *c; c++) n += *c == ' ';
    return n;
}

static void names_of_choices_count_like_the_words(void **state) {
    (void)state;
    assert_int_equal(n_choices(COLUMN_AT_SAYING_PATTERN), SAYING_REACT);
    assert_int_equal(n_choices(COLUMN_AT_CASUALTY_PATTERN), CASUALTY_DEED);
    assert_int_equal(n_choices(COLUMN_AT_BLAME_PATTERN), BLAME_PHASE);
    assert_int_equal(n_choices(COLUMN_AT_BOUND_BOUND), BOUND_FROM);
    assert_int_equal(n_choices(COLUMN_AT_PERSON_GROUP), GROUP_ASSAILANT);
    assert_int_equal(n_choices(COLUMN_AT_TIME_KIND), TIME_DECADE);
    assert_int_equal(n_choices(COLUMN_AT_CALENDAR_ERA), ERA_SOLAR);
    assert_int_equal(n_choices(COLUMN_AT_PLACE_WORD_PATTERN), PLACE_QUARTER);
    assert_int_equal(n_choices(COLUMN_AT_UNIT_KIND), UNIT_ORDER);
    assert_int_equal(n_choices(COLUMN_AT_FUNCTION_KIND), FUNCTION_FIRST_PERSON);
    assert_int_equal(n_choices(COLUMN_AT_NUMBER_KIND), NUMBER_HALF);
    assert_int_equal(n_choices(COLUMN_AT_PAGE_WORD_KIND), PAGE_PLAYER_TITLE);
    assert_int_equal(n_choices(COLUMN_AT_PUBLISHER_KIND), PUBLISHER_PARTY);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(cells_stand_in_the_order_of_the_columns), cmocka_unit_test(every_table_has_a_file_of_its_own),
        cmocka_unit_test(choices_have_words), cmocka_unit_test(names_of_choices_count_like_the_words),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
