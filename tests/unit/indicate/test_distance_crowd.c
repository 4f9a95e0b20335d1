/* Could a distance that is told be that of many households? */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "base/memory.h"
#include "indicate/coverage.h"
#include "indicate/distance_crowd.h"

static float step_of(const float *rising, size_t count, double distance_m)
{
    return distance_crowd_step_m(rising, count, sizeof *rising, distance_m);
}

/* Ten households from 101 to 110 m: of those at 105 m ten metres name six, twenty nine, fifty all. */
static void the_least_step_that_means_many(void **state)
{
    (void)state;
    float rising[20];
    for (int i = 0; i < 10; i++)
        rising[i] = 101 + (float)i;
    assert_true(step_of(rising, 10, 105) == 50);
    assert_true(step_of(rising, 9, 105) == 0); /* nine are not enough, however coarse */
    for (int i = 0; i < 20; i++)
        rising[i] = 100 + (float)i / 10;
    assert_true(step_of(rising, 20, 101) == 10); /* 95 to 105 m: all of them */
    assert_true(step_of(rising, 0, 101) == 0);
}

/* A household far behind the others is meant by nobody else. */
static void a_lone_one_needs_a_large_step(void **state)
{
    (void)state;
    float rising[13];
    for (int i = 0; i < 12; i++)
        rising[i] = 200 + (float)i;
    rising[12] = 1700;
    assert_true(step_of(rising, 13, 205) == 20); /* 210: 200 to 220 m */
    assert_true(step_of(rising, 13, 1700) == 5000);
}

/* What lies on the edge of two multiples goes to the upper one, as it is rounded. */
static void edges_are_rounded_up(void **state)
{
    (void)state;
    float rising[20];
    for (int i = 0; i < 10; i++) {
        rising[i] = 95;
        rising[10 + i] = 105;
    }
    assert_true(step_of(rising, 20, 95) == 10);
    assert_true(step_of(rising, 20, 105) == 10);
    assert_true(step_of(rising, 19, 105) == 20); /* nine at 105 m alone */
}

/* Twelve households of the first mahalle, of whom the last is of recent migrants, and one of the second. */
static void the_crowd_is_everybody_in_the_mahalle(void **state)
{
    (void)state;
    struct reach_store *store = NULL;
    struct coverage *coverage = NULL;
    struct coverage_type type = {500, {.is_all = true}};
    assert_int_equal(reach_store_new(&store, 1, NULL), MAH_OK);
    for (int i = 0; i < 13; i++) {
        struct reach_row *row = NULL;
        float *distance_m = NULL;
        bool is_recent = i == 11;
        assert_int_equal(reach_store_add(store, &row, &distance_m, NULL), MAH_OK);
        *row = (struct reach_row){.weight_nano = WEIGHT_ONE,
                                  .recent_nano = is_recent ? 2 * WEIGHT_ONE : 0,
                                  .mahalle = i == 12,
                                  .grid_cell = NO_GRID_CELL,
                                  .size = 2,
                                  .class_known = true};
        *distance_m = i == 12 ? 340 : 300 + (float)i;
    }
    assert_int_equal(coverage_new(&coverage, store, 2, &type, 1, NULL), MAH_OK);
    const struct group_coverage *recent = coverage_cell(coverage, 0, 0, REACH_RECENT);
    assert_true(recent->median_m.value == 311);
    assert_true(recent->median_step_m == 50); /* 300: ten and more from 275 to 325 m */
    assert_true(recent->p90_step_m == 50);
    for (int group = REACH_ALL; group <= REACH_TARGET; group += REACH_TARGET - REACH_ALL) /* the same people */
        assert_true(coverage_cell(coverage, 1, 0, (enum reach_group)group)->median_step_m == DISTANCE_LEAST_STEP_M);
    assert_true(coverage_cell(coverage, 2, 0, REACH_RECENT)->median_step_m == 50); /* the city: thirteen */
    coverage_free(coverage);
    reach_store_free(store);
}

/* A village of 120 households of four, and a farm of nine people 30 km away. */
static void a_mean_does_not_tell_of_a_farm(void **state)
{
    (void)state;
    struct mean_pulls village = {{0}, {0}}, with_farm = {{0}, {0}};
    for (int i = 0; i < 120; i++) { /* 500 to 619 m */
        mean_pulls_add(&village, 4 * (int64_t)WEIGHT_ONE, 500 + i - 559.5);
        mean_pulls_add(&with_farm, 4 * (int64_t)WEIGHT_ONE, 500 + i - 1101.3);
    }
    mean_pulls_add(&with_farm, 9 * (int64_t)WEIGHT_ONE, 30000 - 1101.3);
    assert_true(mean_pulls_step_m(&village, 480 * (int64_t)WEIGHT_ONE) == 10);
    assert_true(mean_pulls_step_m(&with_farm, 489 * (int64_t)WEIGHT_ONE) == 1000);
}

/* The largest pulls stay, whatever their order; of five households of one person each the four leave the fifth. */
static void a_few_pull_most(void **state)
{
    (void)state;
    static const double metres[] = {30, -50, 10, 40, -20};
    struct mean_pulls pulls = {{0}, {0}};
    for (size_t i = 0; i < sizeof metres / sizeof *metres; i++)
        mean_pulls_add(&pulls, 1, metres[i]);
    assert_true(pulls.pull[0] == 50 && pulls.pull[1] == 40 && pulls.pull[2] == 30 && pulls.pull[3] == 20);
    assert_true(mean_pulls_step_m(&pulls, 5) == 200);
    assert_true(mean_pulls_step_m(&pulls, 4) == 0); /* nobody else is there */
    assert_true(mean_pulls_step_m(&pulls, 18) == 10);
    assert_true(mean_pulls_step_m(&pulls, 17) == 20);
}

/* Any few may be left out, not only those that pull most: who lives where the mean is can be most of the persons. */
static void the_largest_count_whosever_the_pulls_are(void **state)
{
    (void)state;
    struct mean_pulls pulls = {{0}, {0}};
    mean_pulls_add(&pulls, 60, 0);
    for (int i = 0; i < 40; i++)
        mean_pulls_add(&pulls, 1, i % 2 == 0 ? 100 : -100);
    assert_true(pulls.persons[0] == 60 && pulls.persons[1] == 1);
    assert_true(mean_pulls_step_m(&pulls, 100) == 20); /* 400 over 37, and not over 96 */
}

/* Six recent households in one house of a mahalle of 100 households, the others at other distances each: all of
 * these pull alike, but whoever knows the mean knows the house. */
static void a_mean_of_one_house_is_as_coarse_as_a_quantile(void **state)
{
    (void)state;
    struct reach_store *store = NULL;
    struct coverage *coverage = NULL;
    struct coverage_type type = {500, {.is_all = true}};
    assert_int_equal(reach_store_new(&store, 1, NULL), MAH_OK);
    for (int i = 0; i < 100; i++) {
        struct reach_row *row = NULL;
        float *distance_m = NULL;
        bool is_recent = i < 6;
        assert_int_equal(reach_store_add(store, &row, &distance_m, NULL), MAH_OK);
        *row = (struct reach_row){.weight_nano = WEIGHT_ONE,
                                  .recent_nano = is_recent ? 2 * WEIGHT_ONE : 0,
                                  .grid_cell = NO_GRID_CELL,
                                  .size = 2,
                                  .class_known = true};
        *distance_m = is_recent ? 700 : 1000 + 20 * (float)i;
    }
    assert_int_equal(coverage_new(&coverage, store, 1, &type, 1, NULL), MAH_OK);
    const struct group_coverage *recent = coverage_cell(coverage, 0, 0, REACH_RECENT);
    assert_true(recent->mean_m.value == 700);
    assert_true(recent->mean_step_m == recent->median_step_m && recent->mean_step_m == 1000); /* 500 to 1500 m */
    assert_true(coverage_cell(coverage, 0, 0, REACH_ALL)->mean_step_m == 100);
    coverage_free(coverage);
    reach_store_free(store);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_least_step_that_means_many),
        cmocka_unit_test(a_mean_does_not_tell_of_a_farm),
        cmocka_unit_test(a_few_pull_most),
        cmocka_unit_test(the_largest_count_whosever_the_pulls_are),
        cmocka_unit_test(a_mean_of_one_house_is_as_coarse_as_a_quantile),
        cmocka_unit_test(a_lone_one_needs_a_large_step),
        cmocka_unit_test(edges_are_rounded_up),
        cmocka_unit_test(the_crowd_is_everybody_in_the_mahalle),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
