/* Are old figures put onto new areas so that nobody is lost? */
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>

#include <cmocka.h>

#include "base/memory.h"
#include "plan/crosswalk.h"

static const double sliver = 0.001;

static struct crosswalk make(const struct shared_area *shared, size_t count, const double *from, size_t from_count,
                             const double *to, size_t to_count)
{
    struct crosswalk crosswalk;
    assert_int_equal(crosswalk_make(&crosswalk, shared, count, from, from_count, to, to_count, sliver, NULL), MAH_OK);
    return crosswalk;
}

static void same_border_is_direct(void **state)
{
    (void)state;
    const struct shared_area shared[] = {{1, 0, 2.0}, {0, 1, 0.9995}, {0, 0, 0.0005}};
    const double from[] = {1, 2}, to[] = {2, 1}, old[] = {7.1, 0.3};
    double out[2];
    struct crosswalk crosswalk = make(shared, 3, from, 2, to, 2);
    assert_true(crosswalk.direct[0] && crosswalk.direct[1]); /* half a thousandth is a border drawn anew */
    assert_int_equal(crosswalk_apply(out, &crosswalk, old, NULL), MAH_OK);
    assert_true(out[0] == 0.3 && out[1] == 7.1); /* to the last bit */
    crosswalk_release(&crosswalk);
}

static void a_split_shares_out_and_a_merger_adds_up(void **state)
{
    (void)state;
    /* 0 is split in the middle, 1 and 2 become one. */
    const struct shared_area shared[] = {{0, 0, 1}, {0, 1, 1}, {1, 2, 3}, {2, 2, 1}};
    const double from[] = {2, 3, 1}, to[] = {1, 1, 4}, old[] = {101, 40, 2.5};
    double out[3];
    struct crosswalk crosswalk = make(shared, 4, from, 3, to, 3);
    assert_false(crosswalk.direct[0] || crosswalk.direct[1] || crosswalk.direct[2]);
    assert_int_equal(crosswalk_apply(out, &crosswalk, old, NULL), MAH_OK);
    assert_true(out[0] == 50.5 && out[1] == 50.5 && out[2] == 42.5);
    crosswalk_release(&crosswalk);
}

static void a_moved_border_takes_people_along(void **state)
{
    (void)state;
    const struct shared_area shared[] = {{0, 0, 1}, {1, 0, 0.25}, {1, 1, 0.75}};
    const double from[] = {1, 1}, to[] = {1.25, 0.75}, old[] = {100, 80};
    double out[2];
    struct crosswalk crosswalk = make(shared, 3, from, 2, to, 2);
    assert_int_equal(crosswalk_apply(out, &crosswalk, old, NULL), MAH_OK);
    assert_true(out[0] == 120 && out[1] == 60);
    crosswalk_release(&crosswalk);
}

static void thirds_of_a_billionth_go_to_the_largest_fraction(void **state)
{
    (void)state;
    const struct shared_area shared[] = {{0, 0, 1}, {0, 1, 1}, {0, 2, 1}};
    const double from[] = {3}, to[] = {1, 1, 1}, old[] = {1};
    double out[3];
    struct crosswalk crosswalk = make(shared, 3, from, 1, to, 3);
    assert_int_equal(crosswalk_apply(out, &crosswalk, old, NULL), MAH_OK);
    assert_true(llround(out[0] * 1e9) == 333333334 && llround(out[1] * 1e9) == 333333333); /* a tie: the earlier */
    assert_int_equal(llround(out[0] * 1e9) + llround(out[1] * 1e9) + llround(out[2] * 1e9), 1000000000);
    crosswalk_release(&crosswalk);
}

static void what_lies_outside_stays_with_the_rest(void **state)
{
    (void)state;
    const struct shared_area shared[] = {{0, 0, 0.5}};
    const double from[] = {1, 1}, to[] = {1, 1}, old[] = {10, 20};
    double out[2];
    struct crosswalk crosswalk = make(shared, 1, from, 2, to, 2);
    assert_int_equal(crosswalk_apply(out, &crosswalk, old, NULL), MAH_OK);
    assert_true(out[0] == 10 && isnan(out[1])); /* nobody knows who lived in the second */
    assert_true(crosswalk.outside[0] == 0.5 && crosswalk.outside[1] == 1);
    assert_false(crosswalk.direct[0]);
    crosswalk_release(&crosswalk);
}

static void unknown_is_not_zero(void **state)
{
    (void)state;
    const struct shared_area shared[] = {{0, 0, 1}, {1, 0, 1}, {1, 1, 1}};
    const double from[] = {1, 2}, to[] = {2, 1}, hidden[] = {NAN, 30}, other[] = {30, NAN};
    double out[2];
    struct crosswalk crosswalk = make(shared, 3, from, 2, to, 2);
    assert_int_equal(crosswalk_apply(out, &crosswalk, hidden, NULL), MAH_OK);
    assert_true(isnan(out[0]) && out[1] == 15);
    assert_int_equal(crosswalk_apply(out, &crosswalk, other, NULL), MAH_OK);
    assert_true(isnan(out[0]) && isnan(out[1]));
    crosswalk_release(&crosswalk);
}

static void a_small_mahalle_in_a_large_one_is_no_sliver(void **state)
{
    (void)state;
    const struct shared_area shared[] = {{0, 0, 99.99}, {0, 1, 0.01}};
    const double from[] = {100}, to[] = {99.99, 0.01}, old[] = {1000};
    double out[2];
    struct crosswalk crosswalk = make(shared, 2, from, 1, to, 2);
    assert_int_equal(crosswalk_apply(out, &crosswalk, old, NULL), MAH_OK);
    assert_true(fabs(out[1] - 0.1) < 1e-9 && llround((out[0] + out[1]) * 1e9) == 1000000000000);
    crosswalk_release(&crosswalk);
}

/* Any shares, any counts: the billionths are all there, and the same input gives the same. */
static void totals_stay_by_chance(void **state)
{
    (void)state;
    srand(5);
    for (int round = 0; round < 300; round++) {
        struct shared_area shared[64];
        double from[8], to[8] = {0}, old[8], out[8];
        size_t count = 0;
        for (size_t i = 0; i < 8; i++) {
            from[i] = 0;
            old[i] = (double)(rand() % 100000) / (round % 3 + 1);
            for (size_t k = 0; k < 8; k++) {
                if (rand() % 3 == 0 && k != i)
                    continue;
                double km2 = 0.1 + rand() % 1000 / 7.0;
                shared[count++] = (struct shared_area){i, k, km2};
                from[i] += km2;
                to[k] += km2;
            }
        }
        struct crosswalk crosswalk = make(shared, count, from, 8, to, 8);
        assert_int_equal(crosswalk_apply(out, &crosswalk, old, NULL), MAH_OK);
        int64_t before = 0, after = 0;
        for (size_t i = 0; i < 8; i++) {
            before += llround(old[i] * 1e9);
            after += llround(out[i] * 1e9);
        }
        assert_int_equal(before, after);
        crosswalk_release(&crosswalk);
    }
}

static void memory_may_run_out_anywhere(void **state)
{
    (void)state;
    const struct shared_area shared[] = {{0, 0, 1}, {0, 1, 1}};
    const double from[] = {2}, to[] = {1, 1}, old[] = {3};
    double out[2];
    for (size_t nth = 1; nth < 20; nth++) {
        struct crosswalk crosswalk;
        memory_fail_from(nth);
        enum mah_status status = crosswalk_make(&crosswalk, shared, 2, from, 1, to, 2, sliver, NULL);
        bool is_made = status == MAH_OK;
        if (is_made)
            status = crosswalk_apply(out, &crosswalk, old, NULL);
        memory_fail_from(0);
        if (is_made)
            crosswalk_release(&crosswalk);
        assert_int_equal(status, nth <= 8 ? MAH_NO_MEMORY : MAH_OK);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(same_border_is_direct),
        cmocka_unit_test(a_split_shares_out_and_a_merger_adds_up),
        cmocka_unit_test(a_moved_border_takes_people_along),
        cmocka_unit_test(thirds_of_a_billionth_go_to_the_largest_fraction),
        cmocka_unit_test(what_lies_outside_stays_with_the_rest),
        cmocka_unit_test(unknown_is_not_zero),
        cmocka_unit_test(a_small_mahalle_in_a_large_one_is_no_sliver),
        cmocka_unit_test(totals_stay_by_chance),
        cmocka_unit_test(memory_may_run_out_anywhere),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
