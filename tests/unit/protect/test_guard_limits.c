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
    return guard_key(slice_of("hane"), (struct point){number, 2.0 * number}, 4);
}

/* However low the thresholds, counts are moved as by default, so that none of them tells more; nobody is never shown.
 */
static void a_threshold_of_one_moves_like_any_other(void **state)
{
    (void)state;
    int moved = 0, shown = 0;
    for (int i = 0; i < 3000; i++) {
        for (int least = 0; least <= 1; least++) {
            const struct guard guard = {
                .policy = &open_policy, .key = key_of(i), .weight = 1, .persons = least, .households = least};
            struct count many = {.value = 41, .records = 21, .state = COUNT_KNOWN};
            struct count households = {.value = 21, .records = 21, .state = COUNT_KNOWN}, none = {.state = COUNT_KNOWN};
            guard_count(&guard, &many, true, 3);
            guard_count(&guard, &households, false, 4);
            guard_count(&guard, &none, true, 5);
            assert_int_equal(many.state, COUNT_KNOWN);
            assert_true(fabs(many.value - 41) <= GUARD_MOST_PERSONS);
            assert_true(fabs(households.value - 21) <= GUARD_MOST_HOUSEHOLDS);
            assert_int_equal(none.state, COUNT_SUPPRESSED_SMALL);
            moved += fabs(many.value - 41) > 2;
            shown += households.state == COUNT_KNOWN;
        }
    }
    assert_true(moved > 3000 && shown == 6000);
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

/* So many persons that some draws show them and some do not; all of them are covered. Where the group is hidden, so are
 * its parts, or they would tell of it. */
static void parts_of_a_hidden_group_are_hidden(void **state)
{
    (void)state;
    int shown = 0, hidden = 0, covered = 0;
    for (int i = 0; i < 3000; i++) {
        const struct guard guard = {
            .policy = &open_policy, .key = key_of(i), .weight = 1, .persons = 10, .households = 5};
        const struct count all = {.value = 30, .records = 30, .state = COUNT_KNOWN};
        struct group_coverage group = {.pop = all,
                                       .known = all,
                                       .unknown = {.state = COUNT_KNOWN},
                                       .covered = all,
                                       .uncovered = {.state = COUNT_KNOWN},
                                       .mean_m = rate_of(123),
                                       .median_m = rate_of(123),
                                       .p90_m = rate_of(123),
                                       .mean_step_m = 10,
                                       .median_step_m = 10,
                                       .p90_step_m = 10};
        guard_coverage(&guard, &group, 7);
        bool is_shown = group.pop.state == COUNT_KNOWN;
        shown += is_shown;
        hidden += !is_shown;
        covered += group.covered.state == COUNT_KNOWN;
        assert_true(is_shown || count_is_hidden(&group.covered));
        assert_true(count_is_hidden(&group.uncovered)); /* nobody, which is not told from a few */
        assert_int_equal(group.median_m.known, is_shown);
        assert_true(!is_shown || group.median_m.value == 120);
    }
    assert_true(shown > 500 && hidden > 500 && covered > 300);
    struct group_coverage none = {.pop = {.state = COUNT_NOT_ASKED},
                                  .covered = {.state = COUNT_NOT_ASKED},
                                  .uncovered = {.state = COUNT_NOT_ASKED}};
    const struct guard guard = {.policy = &open_policy, .key = 1, .weight = 1, .persons = 10, .households = 5};
    guard_coverage(&guard, &none, 7);
    assert_int_equal(none.covered.state, COUNT_NOT_ASKED);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_threshold_of_one_moves_like_any_other),
        cmocka_unit_test(a_part_is_never_more_than_its_whole),
        cmocka_unit_test(parts_of_a_hidden_group_are_hidden),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
