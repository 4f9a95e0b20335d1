/* Do two answers whose sets differ by a handful of households tell the handful apart? */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>

#include <cmocka.h>

#include <math.h>

#include "protect/differencing_guard.h"

enum { TRIALS = 200000, MOST = GUARD_MOST_PERSONS };
static const double scale = 5; /* of persons: half of the default of min_persons */

static const struct policy open_policy = {.round_to = 0};
static const struct policy public_policy = {.round_to = 5};

static struct guard guard_of(const struct policy *policy, uint64_t key, double weight)
{
    return (struct guard){.policy = policy, .key = key, .weight = weight, .persons = 10, .households = 5};
}

static uint64_t key_of(int number)
{
    return guard_key(slice_of("hane"), (struct point){number, 2.0 * number}, 4);
}

static void the_same_set_is_moved_by_the_same_number(void **state)
{
    (void)state;
    uint64_t forth = 0, back = 0;
    for (int i = 0; i < 50; i++)
        forth += key_of(i);
    for (int i = 49; i >= 0; i--)
        back += key_of(i);
    assert_int_equal(guard_draw(forth, 7, true), guard_draw(back, 7, true));
}

static void draws_are_bounded_and_centred(void **state)
{
    (void)state;
    double sum = 0, squares = 0;
    for (int i = 0; i < TRIALS; i++) {
        int64_t draw = guard_draw(key_of(i), 1, true);
        assert_true(llabs(draw) <= MOST);
        sum += (double)draw;
        squares += (double)(draw * draw);
    }
    assert_true(fabs(sum / TRIALS) < 0.1); /* the mean of so many has a standard error of 0.015 */
    assert_true(squares / TRIALS > 30 && squares / TRIALS < 50);
}

/* Whoever knows all of a set but one household of four, and sees the difference of two answers, can hardly say more
 * than before whether it is there: no difference is e^(4/5) times likelier with it than without, but for the rare
 * tails. */
static void a_household_more_or_less_is_not_told_apart(void **state)
{
    (void)state;
    int with[4 * MOST + 9] = {0}, without[4 * MOST + 9] = {0};
    for (int i = 0; i < TRIALS; i++) {
        int64_t first = guard_draw(key_of(i), 1, true), second = guard_draw(key_of(i) + key_of(-1 - i), 1, true);
        without[second - first + 2 * MOST]++;
        with[second - first + 4 + 2 * MOST]++;
    }
    int tails = 0;
    for (int i = 0; i < 4 * MOST + 9; i++) {
        int difference = i - 2 * MOST;
        if (difference < 4 - MOST || difference > MOST) {
            tails += with[i] + without[i];
            continue;
        }
        double ratio = (double)with[i] / without[i];
        assert_true(ratio < exp(4 / scale) * 1.25 && ratio > exp(-4 / scale) / 1.25); /* 1.25: of so many trials */
    }
    assert_true(tails < 2 * TRIALS / 20);
}

static void no_count_below_the_threshold_is_shown(void **state)
{
    (void)state;
    for (int value = 0; value <= 60; value++) {
        int shown = 0;
        for (int i = 0; i < 3000; i++) {
            struct guard guard = guard_of(&public_policy, key_of(i), 1);
            struct count count = {.value = value, .records = value, .state = COUNT_KNOWN};
            guard_count(&guard, &count, true, 3);
            shown += count.state == COUNT_KNOWN;
            if (count.state == COUNT_KNOWN)
                assert_true(count.value >= 30 && fmod(count.value, 5) == 0);
        }
        if (value < 10)
            assert_int_equal(shown, 0);
        if (value > 50)
            assert_int_equal(shown, 3000);
    }
}

/* However many thresholds and roundings somebody tries: he sees one number, and its rounding. */
static void no_threshold_stretches_the_draw(void **state)
{
    (void)state;
    int shown = 0, hidden = 0;
    for (int i = 0; i < 3000; i++) {
        struct guard guard = guard_of(&open_policy, key_of(i), 1);
        struct count first = {.value = 150, .records = 60, .state = COUNT_KNOWN};
        guard_count(&guard, &first, true, 3);
        assert_true(fabs(first.value - 150) <= GUARD_MOST_PERSONS);
        for (guard.persons = 0; guard.persons < 200; guard.persons += 7)
            for (guard.households = 0; guard.households < 80; guard.households += 5) {
                struct count again = {.value = 150, .records = 60, .state = COUNT_KNOWN};
                guard_count(&guard, &again, true, 3);
                if (again.state == COUNT_KNOWN)
                    assert_true(again.value == first.value && first.value >= guard.persons + GUARD_MOST_PERSONS);
                shown += again.state == COUNT_KNOWN;
                hidden += again.state != COUNT_KNOWN;
            }
    }
    assert_true(shown > 1000 && hidden > 1000);
}

/* Whether persons are shown tells of the households behind them what their own count tells: it is the same draw. */
static void halving_by_a_threshold_tells_what_the_count_tells(void **state)
{
    (void)state;
    for (int i = 0; i < 3000; i++) {
        struct guard guard = guard_of(&open_policy, key_of(i), 1);
        struct count records = {.value = 60, .records = 60, .state = COUNT_KNOWN};
        guard_count(&guard, &records, false, MEASURE_HOUSEHOLDS);
        assert_int_equal(records.state, COUNT_KNOWN);
        for (guard.households = 30; guard.households < 70; guard.households++) {
            struct count persons = {.value = 400, .records = 60, .state = COUNT_KNOWN};
            guard_count(&guard, &persons, true, MEASURE_PERSONS);
            assert_int_equal(persons.state == COUNT_KNOWN, records.value >= guard.households + GUARD_MOST_HOUSEHOLDS);
        }
    }
}

/* A setting that adds a household of four to the recent migrants of the same set: the difference does not say so. */
static void another_count_of_the_same_set_is_moved_anew(void **state)
{
    (void)state;
    int exact = 0, same_count_moved = 0;
    for (int i = 0; i < 3000; i++) {
        struct guard guard = guard_of(&open_policy, key_of(i), 1);
        struct count less = {.value = 150, .records = 60, .state = COUNT_KNOWN};
        struct count more = {.value = 154, .records = 61, .state = COUNT_KNOWN}, same = less;
        guard_count(&guard, &less, true, MEASURE_RECENT);
        guard_count(&guard, &more, true, MEASURE_RECENT);
        guard_count(&guard, &same, true, MEASURE_RECENT);
        exact += more.value - less.value == 4;
        same_count_moved += same.value != less.value;
    }
    assert_true(exact < 3000 / 8);
    assert_int_equal(same_count_moved, 0);
}

/* One household that stands for a hundred is one household. */
static void a_count_of_few_records_is_hidden_however_much_they_weigh(void **state)
{
    (void)state;
    for (int i = 0; i < 3000; i++) {
        struct guard guard = guard_of(&open_policy, key_of(i), 1);
        struct count count = {.value = 500, .records = 1 + i % 4, .state = COUNT_KNOWN};
        guard_count(&guard, &count, true, 3);
        assert_int_equal(count.state, COUNT_SUPPRESSED_SMALL);
    }
}

/* Sampled households stand for ten each: the handful stands for ten times as many persons, and so does the draw. */
static void weights_move_the_counts_as_far_as_they_stand_for(void **state)
{
    (void)state;
    double largest = 0;
    for (int i = 0; i < 3000; i++) {
        struct guard guard = guard_of(&open_policy, key_of(i), 10);
        struct count count = {.value = 10000, .records = 250, .state = COUNT_KNOWN};
        guard_count(&guard, &count, true, 3);
        largest = fmax(largest, fabs(count.value - 10000));
    }
    assert_true(largest > 150 && largest <= 200);
}

static void an_area_of_few_households_is_hidden_as_a_whole(void **state)
{
    (void)state;
    for (int i = 0; i < 2000; i++) {
        struct guard guard = guard_of(&public_policy, key_of(i), 1);
        struct area_counts area = {.records = {.value = 4, .records = 4, .state = COUNT_KNOWN}};
        for (int m = 0; m < MEASURE_COUNT; m++)
            area.measure[m] = (struct count){.value = 500, .records = 4, .state = COUNT_KNOWN};
        area.measure[MEASURE_LIFETIME] = (struct count){.state = COUNT_NOT_ASKED};
        guard_area(&guard, &area);
        assert_int_equal(area.records.state, COUNT_SUPPRESSED_UNIT);
        assert_int_equal(area.measure[MEASURE_PERSONS].state, COUNT_SUPPRESSED_UNIT);
        assert_int_equal(area.measure[MEASURE_LIFETIME].state, COUNT_NOT_ASKED);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_same_set_is_moved_by_the_same_number),
        cmocka_unit_test(draws_are_bounded_and_centred),
        cmocka_unit_test(a_household_more_or_less_is_not_told_apart),
        cmocka_unit_test(no_count_below_the_threshold_is_shown),
        cmocka_unit_test(no_threshold_stretches_the_draw),
        cmocka_unit_test(halving_by_a_threshold_tells_what_the_count_tells),
        cmocka_unit_test(another_count_of_the_same_set_is_moved_anew),
        cmocka_unit_test(a_count_of_few_records_is_hidden_however_much_they_weigh),
        cmocka_unit_test(weights_move_the_counts_as_far_as_they_stand_for),
        cmocka_unit_test(an_area_of_few_households_is_hidden_as_a_whole),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
