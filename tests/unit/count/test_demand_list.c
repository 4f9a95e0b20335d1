/* Households kept for the choice of a site, those without a way, and the part of a year that counts. */
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "base/memory.h"
#include "count/demand_list.h"
#include "count/recent_part.h"
#include "count/unreached.h"

static const struct demand_row row = {.place = {1, 2}, .all_nano = 40, .target_nano = 10, .recent_nano = 20};

static void who_has_a_place_is_kept_and_who_has_none_is_counted(void **state)
{
    (void)state;
    struct demand_list list = {0};
    struct demand_row unknown = row, nobody = row;
    unknown.target_nano = -1;
    nobody.target_nano = 0;
    assert_int_equal(demand_list_add(&list, &unknown, REACH_PLACED, NULL), MAH_OK);
    assert_false(list.target_asked);
    assert_int_equal(list.ages_unknown, 1);
    assert_int_equal(demand_list_add(&list, &nobody, REACH_PLACED, NULL), MAH_OK);
    assert_true(list.target_asked);
    assert_int_equal(list.ages_unknown, 1);
    assert_int_equal(list.count, 2);
    enum reach_outcome lost = REACH_PLACED == 0 ? (enum reach_outcome)1 : (enum reach_outcome)0;
    assert_int_equal(demand_list_add(&list, &row, lost, NULL), MAH_OK);
    assert_int_equal(demand_list_add(&list, &unknown, lost, NULL), MAH_OK);
    assert_int_equal(demand_list_add(&list, &nobody, lost, NULL), MAH_OK);
    assert_int_equal(list.count, 2);
    assert_int_equal(list.lost[lost].households, 3);
    assert_int_equal(list.lost[lost].all_nano, 120);
    assert_int_equal(list.lost[lost].target_nano, 10);
    assert_int_equal(list.lost[REACH_PLACED].households, 0);
    assert_int_equal(list.ages_unknown, 1);
    demand_list_release(&list);
    assert_null(list.rows);
}

static void lists_are_moved_behind_each_other(void **state)
{
    (void)state;
    struct demand_list into = {0}, from = {0}, empty = {0};
    struct demand_row other = row, unknown = row;
    enum reach_outcome lost = (enum reach_outcome)(REACH_OUTCOMES - 1);
    if (lost == REACH_PLACED)
        lost = (enum reach_outcome)0;
    other.key = 9;
    unknown.target_nano = -1;
    assert_int_equal(demand_list_add(&into, &unknown, REACH_PLACED, NULL), MAH_OK);
    assert_int_equal(demand_list_add(&from, &other, REACH_PLACED, NULL), MAH_OK);
    assert_int_equal(demand_list_add(&from, &unknown, REACH_PLACED, NULL), MAH_OK);
    assert_int_equal(demand_list_add(&from, &row, lost, NULL), MAH_OK);
    assert_int_equal(demand_list_add(&into, &row, lost, NULL), MAH_OK);
    into.target_asked = false;
    assert_int_equal(demand_list_merge(&into, &from, NULL), MAH_OK);
    assert_int_equal(into.count, 3);
    assert_int_equal(into.rows[1].key, 9);
    assert_int_equal(into.rows[2].target_nano, -1);
    assert_int_equal(into.ages_unknown, 2);
    assert_true(into.target_asked);
    assert_int_equal(into.lost[lost].households, 2);
    assert_int_equal(into.lost[lost].all_nano, 80);
    assert_int_equal(into.lost[lost].target_nano, 20);
    assert_null(from.rows);
    assert_int_equal(from.count, 0);
    assert_int_equal(demand_list_merge(&into, &empty, NULL), MAH_OK);
    assert_int_equal(into.count, 3);
    demand_list_release(&into);
}

/* Each row differs from the one before in the last thing that is looked at. */
static void the_order_is_of_all_that_is_known(void **state)
{
    (void)state;
    struct demand_row sorted[] = {{{1, 9}, 9, 9, 9, 9, 9, 9},    {{2, 1}, 9, 9, 9, 9, 9, 9}, {{2, 2}, 1, 9, 9, 9, 9, 9},
                                  {{2, 2}, 2, 1, 9, 9, 9, 9},    {{2, 2}, 2, 2, 1, 9, 9, 9}, {{2, 2}, 2, 2, 2, 9, 1, 9},
                                  {{2, 2}, 2, 2, 2, 9, 2, 0.5f}, {{2, 2}, 2, 2, 2, 9, 2, 2}};
    enum { ROWS = sizeof sorted / sizeof *sorted };
    for (int go = 1; go < ROWS; go += 2) { /* steps of 1, 3, 5, 7 through eight rows */
        struct demand_list list = {0};
        for (int i = 0; i < ROWS; i++)
            assert_int_equal(demand_list_add(&list, &sorted[(i * go + 5) % ROWS], REACH_PLACED, NULL), MAH_OK);
        demand_list_sort(&list);
        for (int i = 0; i < ROWS; i++) {
            assert_true(list.rows[i].place.x == sorted[i].place.x && list.rows[i].place.y == sorted[i].place.y);
            assert_int_equal(list.rows[i].all_nano, sorted[i].all_nano);
            assert_int_equal(list.rows[i].target_nano, sorted[i].target_nano);
            assert_int_equal(list.rows[i].recent_nano, sorted[i].recent_nano);
            assert_int_equal(list.rows[i].key, sorted[i].key);
            assert_true(list.rows[i].distance_m == sorted[i].distance_m);
        }
        demand_list_release(&list);
    }
    struct demand_list none = {0};
    demand_list_sort(&none);
}

static void expect_persons(struct demand_row of, bool takes_all, int64_t persons, int64_t recent)
{
    int64_t persons_nano = -1, recent_nano = -1;
    demand_row_persons(&of, takes_all, &persons_nano, &recent_nano);
    assert_int_equal(persons_nano, persons);
    assert_int_equal(recent_nano, recent);
}

static void the_recent_part_of_a_target_is_that_of_all(void **state)
{
    (void)state;
    struct demand_row of = row;
    expect_persons(of, true, 40, 20);
    expect_persons(of, false, 10, 5);
    of.recent_nano = 30; /* 7.5 is rounded up */
    expect_persons(of, false, 10, 8);
    of.target_nano = 40;
    expect_persons(of, false, 40, 30);
    of.target_nano = 0;
    expect_persons(of, false, 0, 0);
    of.target_nano = -1;
    expect_persons(of, false, 0, 0);
    of.all_nano = 0;
    of.target_nano = 5;
    expect_persons(of, true, 0, 0);
    expect_persons(of, false, 5, 0);
    of = (struct demand_row){.all_nano = INT64_C(100000000000000000),
                             .target_nano = INT64_C(50000000000000000),
                             .recent_nano = INT64_C(100000000000000000)};
    expect_persons(of, false, of.target_nano, of.target_nano); /* their product is beyond 64 bits */
}

static void the_part_of_a_year_is_rounded_to_a_billionth(void **state)
{
    (void)state;
    assert_int_equal(recent_part(7, WEIGHT_ONE), 7);
    assert_int_equal(recent_part(0, WEIGHT_ONE / 2), 0);
    assert_int_equal(recent_part(7, 0), 0);
    assert_int_equal(recent_part(7, WEIGHT_ONE / 2), 4); /* 3.5 */
    assert_int_equal(recent_part(5, WEIGHT_ONE / 4), 1); /* 1.25 */
    assert_int_equal(recent_part(INT64_C(9000000000000000000), WEIGHT_ONE / 2), INT64_C(4500000000000000000));
}

static void the_unreached_own_their_texts(void **state)
{
    (void)state;
    struct unreached list = {0};
    for (int64_t i = 0; i < 20; i++) {
        struct unreached_row one = {
            .row = i, .id = memory_copy_text("h"), .types = memory_copy_text("primary"), .mahalle = (int32_t)i};
        assert_int_equal(unreached_add(&list, one, NULL), MAH_OK);
    }
    assert_int_equal(list.count, 20);
    for (int64_t i = 0; i < 20; i++)
        assert_int_equal(list.rows[i].row, i);
    assert_string_equal(list.rows[19].types, "primary");
    struct unreached_row without = {.id = memory_copy_text("h")};
    assert_int_equal(unreached_add(&list, without, NULL), MAH_NO_MEMORY);
    without = (struct unreached_row){.types = memory_copy_text("h")};
    assert_int_equal(unreached_add(&list, without, NULL), MAH_NO_MEMORY);
    assert_int_equal(list.count, 20);
    unreached_release(&list);
    assert_int_equal(list.count, 0);
    struct unreached_row again = {.id = memory_copy_text("h"), .types = memory_copy_text("primary")};
    assert_int_equal(unreached_add(&list, again, NULL), MAH_OK); /* a list that was let go is an empty one */
    unreached_release(&list);
    unreached_release(&list);
}

static void every_request_for_memory_may_fail(void **state)
{
    (void)state;
    struct demand_list list = {0}, from = {0};
    struct unreached unreached = {0};
    struct unreached_row one = {.id = memory_copy_text("h"), .types = memory_copy_text("primary")};
    assert_int_equal(demand_list_add(&from, &row, REACH_PLACED, NULL), MAH_OK);
    memory_fail_from(1);
    assert_int_equal(demand_list_add(&list, &row, REACH_PLACED, NULL), MAH_NO_MEMORY);
    assert_int_equal(demand_list_merge(&list, &from, NULL), MAH_NO_MEMORY);
    assert_int_equal(unreached_add(&unreached, one, NULL), MAH_NO_MEMORY); /* and frees the texts */
    memory_fail_from(0);
    assert_int_equal(list.count, 0);
    assert_int_equal(from.count, 1);
    assert_int_equal(unreached.count, 0);
    demand_list_release(&from);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(who_has_a_place_is_kept_and_who_has_none_is_counted),
        cmocka_unit_test(lists_are_moved_behind_each_other),
        cmocka_unit_test(the_order_is_of_all_that_is_known),
        cmocka_unit_test(the_recent_part_of_a_target_is_that_of_all),
        cmocka_unit_test(the_part_of_a_year_is_rounded_to_a_billionth),
        cmocka_unit_test(the_unreached_own_their_texts),
        cmocka_unit_test(every_request_for_memory_may_fail),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
