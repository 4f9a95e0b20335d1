/* The guard at its limits: thresholds of one, and parts that are their whole. */
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "protect/differencing_guard.h"

static const struct policy open_policy = {.profile = PROFILE_INTERNAL, .min_households = 1};

static uint64_t key_of(int number)
{
    return guard_key(slice_of("hane"), (struct point){number, 2.0 * number}, 1000000000, 4);
}

/* Where one household may be shown, counts are still moved by up to two: it is not told from none. */
static void a_threshold_of_one_still_moves(void **state)
{
    (void)state;
    int moved = 0;
    for (int i = 0; i < 3000; i++) {
        const struct guard guard = {
            .policy = &open_policy, .key = key_of(i), .weight = 1, .persons = 1, .households = 1};
        struct count many = {.value = 40, .records = 10, .state = COUNT_KNOWN};
        struct count households = {.value = 10, .records = 10, .state = COUNT_KNOWN}, none = {.state = COUNT_KNOWN};
        guard_count(&guard, &many, true, 3);
        guard_count(&guard, &households, false, 4);
        guard_count(&guard, &none, true, 5);
        assert_int_equal(many.state, COUNT_KNOWN);
        assert_true(fabs(many.value - 40) <= 2 && fabs(households.value - 10) <= 2);
        assert_int_equal(none.state, COUNT_SUPPRESSED_SMALL);
        moved += many.value != 40;
    }
    assert_true(moved > 300);
}

/* All persons are recent migrants: both are moved on their own, and the part is never more than the whole. */
static void a_part_is_never_more_than_its_whole(void **state)
{
    (void)state;
    int equal = 0, less = 0;
    for (int i = 0; i < 3000; i++) {
        const struct guard guard = {
            .policy = &open_policy, .key = key_of(i), .weight = 1, .persons = 10, .households = 5};
        struct area_counts area = {.records = {.value = 100, .records = 100, .state = COUNT_KNOWN}};
        for (int m = 0; m < MEASURE_COUNT; m++)
            area.measure[m] = (struct count){.value = 400, .records = 100, .state = COUNT_KNOWN};
        guard_area(&guard, &area);
        const struct count *persons = &area.measure[MEASURE_PERSONS], *recent = &area.measure[MEASURE_RECENT];
        assert_int_equal(persons->state, COUNT_KNOWN);
        assert_int_equal(recent->state, COUNT_KNOWN);
        assert_true(recent->value <= persons->value);
        equal += recent->value == persons->value;
        less += recent->value < persons->value;
    }
    assert_true(equal > 1000 && less > 1000);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_threshold_of_one_still_moves),
        cmocka_unit_test(a_part_is_never_more_than_its_whole),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
