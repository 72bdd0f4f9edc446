#include "check.h"

#include "base/arena.h"
#include "base/list.h"

static void allocations_are_zeroed_aligned_and_apart(void **state) {
    (void)state;
    Arena arena = { 0 };
    for (size_t n = 0; n < 300; n++) {
        unsigned char *a = arena_alloc(&arena, n), *b = arena_alloc(&arena, n);
        assert_int_equal((uintptr_t)a % _Alignof(max_align_t), 0);
        assert_true(b >= a + n || a >= b + n);
        for (size_t i = 0; i < n; i++) assert_int_equal(a[i] | b[i], 0);
        if (n) memset(a, 0xFF, n), memset(b, 0xFF, n);
    }
    arena_reset(&arena);
    for (size_t n = 1; n < 300; n++) {      /* memory used before comes back zeroed */
        unsigned char *a = arena_alloc(&arena, n);
        for (size_t i = 0; i < n; i++) assert_int_equal(a[i], 0);
    }
    arena_free(&arena);
}

static void the_newest_grows_in_place_and_others_move(void **state) {
    (void)state;
    Arena arena = { 0 };
    char *a = arena_alloc(&arena, 10);
    memset(a, 'a', 10);
    assert_ptr_equal(arena_grow(&arena, a, 10, 1000), a);
    assert_int_equal(a[9], 'a');
    for (int i = 10; i < 1000; i++) assert_int_equal(a[i], 0);
    memset(a, 'a', 1000);
    char *b = arena_alloc(&arena, 1);
    *b = 'b';
    char *moved = arena_grow(&arena, a, 1000, 3000);
    assert_ptr_not_equal(moved, a);
    assert_int_equal(moved[999], 'a');
    assert_int_equal(moved[1000], 0);
    assert_int_equal(*b, 'b');
    char *large = arena_grow(&arena, moved, 3000, 5 << 20);     /* beyond every block */
    assert_int_equal(large[999], 'a');
    assert_int_equal(large[(5 << 20) - 1], 0);
    arena_free(&arena);
}

/* How often an arena was stopped, asking for n bytes at a time under a limit. */
static size_t taken_until_stopped(size_t limit, size_t n) {
    Budget budget = { .limit = limit };
    Arena arena = { .budget = &budget };
    volatile size_t taken = 0;
    if (!setjmp(budget.stop))
        for (;;) {
            arena_alloc(&arena, n);
            taken += n;
        }
    assert_true(budget.used <= limit);
    arena_free(&arena);
    assert_int_equal(budget.used, 0);
    return taken;
}

static void an_empty_budget_jumps_to_who_set_it(void **state) {
    (void)state;
    size_t taken = taken_until_stopped(4 << 20, 1000);
    assert_in_range(taken, 2 << 20, 4 << 20);
    assert_int_equal(taken_until_stopped(1 << 20, (size_t)2 << 20), 0);
    assert_int_equal(taken_until_stopped(1 << 20, SIZE_MAX), 0);
    assert_int_equal(taken_until_stopped(1 << 20, SIZE_MAX - 40), 0);
}

static void a_product_that_overflows_stops(void **state) {
    (void)state;
    Budget budget = { .limit = SIZE_MAX };
    Arena arena = { .budget = &budget };
    volatile bool stopped = true;
    if (!setjmp(budget.stop)) {
        arena_array(&arena, SIZE_MAX / 2, 16);
        stopped = false;
    }
    assert_true(stopped);
    arena_free(&arena);
}

static void charges_of_libraries_count(void **state) {
    (void)state;
    Budget budget = { .limit = 100 };
    volatile int stops = 0;
    if (!setjmp(budget.stop)) {
        budget_charge(&budget, 60);
        budget_charge(&budget, -30);
        budget_charge(&budget, 70);
        budget_charge(&budget, 1);
        stops = -1;
    } else stops++;
    assert_int_equal(stops, 1);
    assert_int_equal(budget.used, 100);
    budget_charge(&budget, -1000);
    assert_int_equal(budget.used, 0);
}

static void a_reset_keeps_one_block_only(void **state) {
    (void)state;
    Budget budget = { .limit = 100 << 20 };
    Arena arena = { .budget = &budget };
    assert_int_equal(setjmp(budget.stop), 0);
    for (int i = 0; i < 1000; i++) arena_alloc(&arena, 10000);
    arena_alloc(&arena, 50 << 20);
    arena_reset(&arena);
    assert_in_range(budget.used, 1, 1 << 20);
    arena_free(&arena);
    assert_int_equal(budget.used, 0);
}

static void a_list_keeps_what_is_added(void **state) {
    (void)state;
    Arena arena = { 0 };
    LIST_OF(size_t) list = { 0 };
    list_start(&list, &arena);
    for (size_t i = 1; i < 10000; i++) {
        size_t *item = list_add(&list, &arena);
        assert_int_equal(*item, 0);
        *item = i;
        if (i % 100 == 0) arena_alloc(&arena, 8);       /* not the newest any more: it has to move */
    }
    assert_int_equal(list.len, 10000);
    assert_int_equal(list_last_id(&list), 9999);
    for (size_t i = 0; i < list.len; i++) assert_int_equal(list.at[i], i);
    arena_free(&arena);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(allocations_are_zeroed_aligned_and_apart), cmocka_unit_test(the_newest_grows_in_place_and_others_move),
        cmocka_unit_test(an_empty_budget_jumps_to_who_set_it), cmocka_unit_test(a_product_that_overflows_stops),
        cmocka_unit_test(charges_of_libraries_count), cmocka_unit_test(a_reset_keeps_one_block_only),
        cmocka_unit_test(a_list_keeps_what_is_added),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
