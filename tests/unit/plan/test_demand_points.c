/* Households as points: nobody is lost, no point is smaller than may be looked at, and the order of ranks. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>
#include <math.h>

#include "base/memory.h"
#include "plan/demand_points.h"
#include "plan/site_order.h"

static void add_household(struct demand_list *list, double x, double y, int persons, int recent, float distance_m)
{
    struct demand_row row = {.place = {x, y},
                             .all_nano = (int64_t)persons * WEIGHT_ONE,
                             .recent_nano = (int64_t)recent * WEIGHT_ONE,
                             .weight_nano = (int64_t)persons * (WEIGHT_ONE / 2), /* so that the weights differ */
                             .distance_m = distance_m};
    row.target_nano = row.all_nano;
    row.key = (uint64_t)list->count + 1;
    assert_int_equal(demand_list_add(list, &row, REACH_PLACED, NULL), MAH_OK);
}

static const struct demand_rules all_of_them = {
    .takes_all = true, .radius_m = 500, .farthest_m = 2000, .migrant_weight = 1};

static double weight_of(const struct demand_points *points)
{
    double sum = 0;
    for (size_t i = 0; i < points->count; i++)
        sum += points->weight[i];
    return sum;
}

static void each_place_is_a_point_where_nothing_is_hidden(void **unused)
{
    (void)unused;
    struct demand_list list = {0};
    struct demand_points points;
    add_household(&list, 10.25, 20, 4, 1, 900);
    add_household(&list, 10.25, 20, 2, 0, NAN);      /* no way: not reached either */
    add_household(&list, 10.25, 21, 3, 3, INFINITY); /* no facility at all */
    add_household(&list, 400, 20, 5, 0, 500);        /* reached: the border belongs to the radius */
    demand_list_sort(&list);
    struct demand_rules rules = all_of_them;
    rules.migrant_weight = 3;
    assert_int_equal(demand_points_make(&points, &list, &rules, NULL), MAH_OK);
    assert_int_equal(points.count, 2);
    assert_int_equal(points.lattice_m, 0);
    assert_true(points.place[0].x == 10.25 && points.place[0].y == 20);
    assert_true(fabs(points.weight[0] - 8) < 1e-9 && fabs(points.weight[1] - 9) < 1e-9);
    demand_points_release(&points);
    rules.objective = SITE_DISTANCE;
    assert_int_equal(demand_points_make(&points, &list, &rules, NULL), MAH_OK);
    assert_int_equal(points.count, 3);
    assert_true(fabs(points.now_m[0] - (4 * 900 + 2 * 2000) / 6.0) < 1e-6);
    demand_points_release(&points);
    demand_list_release(&list);
}

static void no_point_is_smaller_than_may_be_looked_at(void **unused)
{
    (void)unused;
    struct demand_list list = {0};
    struct demand_points points;
    uint64_t state = 7;
    for (int i = 0; i < 3000; i++) {
        state = state * 6364136223846793005u + 1442695040888963407u;
        double x = (double)(state >> 40 & 0xffff) / 10, y = (double)(state >> 24 & 0xffff) / 10;
        add_household(&list, i % 3 == 0 ? x : x / 20, i % 3 == 0 ? y : y / 20, 1 + (int)(state >> 60), 0, INFINITY);
    }
    add_household(&list, 1e6, 1e6, 9, 0, INFINITY); /* far from all others */
    demand_list_sort(&list);
    double persons = 0;
    for (size_t i = 0; i < list.count; i++)
        persons += (double)list.rows[i].all_nano / WEIGHT_ONE;
    struct demand_rules rules = all_of_them;
    rules.min_households = 5;
    rules.min_persons = 40;
    assert_int_equal(demand_points_make(&points, &list, &rules, NULL), MAH_OK);
    assert_int_equal(points.lattice_m, DEMAND_LATTICE_M);
    for (size_t i = 0; i < points.count; i++)
        assert_true(points.weight[i] >= 40);
    assert_true(points.households >= (int64_t)points.count * 5);
    assert_int_equal(points.households + points.left_households, 3001);
    assert_true(points.left_households >= 1 && points.left_households < 50);
    assert_true(weight_of(&points) <= persons - 9);
    demand_points_release(&points);
    demand_list_release(&list);
}

static void squares_grow_until_there_are_few(void **unused)
{
    (void)unused;
    struct demand_list list = {0};
    struct demand_points points;
    for (int i = 0; i < 200; i++)
        for (int k = 0; k < 200; k++)
            add_household(&list, 40 * i + 1, 40 * k + 1, 2, 0, INFINITY);
    demand_list_sort(&list);
    assert_int_equal(demand_points_make(&points, &list, &all_of_them, NULL), MAH_OK);
    assert_int_equal(points.lattice_m, 100);
    assert_true(points.count <= DEMAND_POINTS_AT_MOST);
    assert_true(fabs(weight_of(&points) - 80000) < 1e-6);
    demand_points_release(&points);
    demand_list_release(&list);
}

/* Three sites: the second overlaps the first; nobody is gained twice. */
static void ranks_go_by_what_is_added(void **unused)
{
    (void)unused;
    struct demand_list list = {0};
    add_household(&list, 0, 0, 4, 1, INFINITY);
    add_household(&list, 1, 0, 3, 0, INFINITY);
    add_household(&list, 2, 0, 2, 2, 100); /* reached before */
    add_household(&list, 3, 0, 5, 0, INFINITY);
    demand_list_sort(&list);
    const size_t start[] = {0, 2, 5, 6};
    const uint32_t place[] = {0, 2, 0, 1, 2, 3};
    const double distance_m[] = {10, 20, 30, 40, 50, 501};
    struct site_gain gains[3];
    assert_int_equal(site_order(gains, 3, start, place, distance_m, &list, &all_of_them, NULL), MAH_OK);
    assert_int_equal(gains[0].site, 1);
    assert_int_equal(gains[0].persons_nano / WEIGHT_ONE, 7);
    assert_int_equal(gains[0].recent_nano / WEIGHT_ONE, 1);
    assert_int_equal(gains[0].records, 2);
    assert_int_equal(gains[0].key, list.rows[0].key + list.rows[1].key);
    assert_int_equal(gains[0].heaviest_nano, 4LL * (WEIGHT_ONE / 2)); /* not the 5 of whom it does not reach */
    assert_int_equal(gains[1].site, 0);
    assert_int_equal(gains[1].heaviest_nano, 0);
    assert_int_equal(gains[1].persons_nano + gains[2].persons_nano, 0); /* 501 m is beyond the radius */
    struct demand_rules rules = all_of_them;
    rules.objective = SITE_DISTANCE;
    assert_int_equal(site_order(gains, 3, start, place, distance_m, &list, &rules, NULL), MAH_OK);
    assert_true(fabs(site_mean_now_m(&list, &rules) - (12 * 2000 + 2 * 100) / 14.0) < 1e-9);
    assert_true(fabs(gains[2].mean_m - (4 * 10 + 3 * 40 + 2 * 20 + 5 * 501) / 14.0) < 1e-9);
    demand_list_release(&list);
}

static void a_target_group_has_its_share_of_migrants(void **unused)
{
    (void)unused;
    struct demand_row row = {
        .all_nano = 5LL * WEIGHT_ONE, .target_nano = 2LL * WEIGHT_ONE, .recent_nano = 4LL * WEIGHT_ONE};
    int64_t persons, recent;
    demand_row_persons(&row, false, &persons, &recent);
    assert_int_equal(persons, 2LL * WEIGHT_ONE);
    assert_int_equal(recent, 1600000000);
    row.target_nano = -1;
    demand_row_persons(&row, false, &persons, &recent);
    assert_int_equal(persons + recent, 0);
    demand_row_persons(&row, true, &persons, &recent);
    assert_int_equal(recent, 4LL * WEIGHT_ONE);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(each_place_is_a_point_where_nothing_is_hidden),
        cmocka_unit_test(no_point_is_smaller_than_may_be_looked_at),
        cmocka_unit_test(squares_grow_until_there_are_few),
        cmocka_unit_test(ranks_go_by_what_is_added),
        cmocka_unit_test(a_target_group_has_its_share_of_migrants),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
