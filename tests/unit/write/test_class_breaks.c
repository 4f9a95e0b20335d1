/* Do the classes of a map read well, hold something each, and hold every value once? */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/number.h"
#include "write/class_breaks.h"
#include "write/display_number.h"

static struct class_breaks find(const double *values, size_t count, size_t wanted)
{
    static double copy[20000];
    struct class_breaks breaks;
    memcpy(copy, values, count * sizeof *values);
    class_breaks_find(&breaks, copy, count, wanted);
    return breaks;
}

/* The class of a value by the rule of the legend; -1 is the class of zeros. */
static int class_of(const struct class_breaks *breaks, double value)
{
    if (breaks->has_zero && value <= 0)
        return -1;
    for (size_t i = 0; i + 1 < breaks->count; i++)
        if (value <= breaks->bound[i + 1])
            return (int)i;
    return (int)breaks->count - 1;
}

static void expect_bounds(const struct class_breaks *breaks, size_t count, const double *bounds)
{
    assert_int_equal(breaks->count, count);
    for (size_t i = 0; i <= count; i++)
        assert_true(breaks->bound[i] == bounds[i]);
}

static void no_values_give_no_classes(void **state)
{
    (void)state;
    struct class_breaks breaks = find(&(double){0}, 0, 5);
    assert_int_equal(breaks.count, 0);
    assert_false(breaks.has_zero);
}

static void only_zeros_give_only_the_class_of_zeros(void **state)
{
    (void)state;
    struct class_breaks breaks = find((double[]){0, 0, 0}, 3, 5);
    assert_true(breaks.has_zero);
    assert_int_equal(breaks.count, 0);
}

static void one_distinct_value_is_one_class_that_names_it(void **state)
{
    (void)state;
    struct class_breaks breaks = find((double[]){15, 15, 15}, 3, 5);
    expect_bounds(&breaks, 1, (double[]){15, 15});
    assert_false(breaks.has_zero);
    breaks = find((double[]){0, 15, 15}, 3, 5);
    expect_bounds(&breaks, 1, (double[]){15, 15});
    assert_true(breaks.has_zero);
}

/* 1 .. 100 in fifths. */
static void even_values_give_even_classes(void **state)
{
    (void)state;
    double values[100];
    for (int i = 0; i < 100; i++)
        values[i] = 100 - i;
    struct class_breaks breaks = find(values, 100, 5);
    expect_bounds(&breaks, 5, (double[]){0, 20, 40, 60, 80, 100});
}

static void zeros_are_set_apart(void **state)
{
    (void)state;
    double values[200] = {0};
    for (int i = 0; i < 100; i++)
        values[i] = i + 1;
    struct class_breaks breaks = find(values, 200, 5);
    assert_true(breaks.has_zero);
    expect_bounds(&breaks, 5, (double[]){0, 20, 40, 60, 80, 100});
}

/* Where there are fewer values than classes, each value has its own, parted by the roundest number between them. */
static void few_values_have_a_class_each(void **state)
{
    (void)state;
    struct class_breaks breaks = find((double[]){13, 27, 41, 27}, 4, 5);
    assert_int_equal(breaks.count, 3);
    assert_int_equal(class_of(&breaks, 13), 0);
    assert_int_equal(class_of(&breaks, 27), 1);
    assert_int_equal(class_of(&breaks, 41), 2);
    assert_true(breaks.bound[1] == 20 && breaks.bound[2] == 30);
}

static void skewed_values_keep_small_classes_small(void **state)
{
    (void)state;
    double values[500];
    for (int i = 0; i < 500; i++)
        values[i] = exp(i / 60.0); /* 1 .. 4100 */
    struct class_breaks breaks = find(values, 500, 5);
    assert_int_equal(breaks.count, 5);
    int held[5] = {0};
    for (int i = 0; i < 500; i++)
        held[class_of(&breaks, values[i])]++;
    for (int i = 0; i < 5; i++)
        assert_in_range(held[i], 75, 125); /* a fifth, give or take the rounding */
    assert_true(breaks.bound[1] < 10);
}

static void values_below_zero_have_no_class_of_zeros(void **state)
{
    (void)state;
    struct class_breaks breaks = find((double[]){-20, -10, 0, 0, 10, 20}, 6, 3);
    assert_false(breaks.has_zero);
    assert_true(breaks.bound[0] <= -20 && breaks.bound[breaks.count] >= 20);
    assert_true(breaks.count >= 2);
}

/* Many values are one and the same: quantiles fall together; the others have classes all the same. */
static void a_heap_of_equal_values_leaves_the_others_their_classes(void **state)
{
    (void)state;
    double values[100];
    for (int i = 0; i < 100; i++)
        values[i] = i < 90 ? 5 : i;
    struct class_breaks breaks = find(values, 100, 5);
    assert_in_range(breaks.count, 3, 5);
    for (size_t i = 0; i < breaks.count; i++)
        assert_true(breaks.bound[i] < breaks.bound[i + 1]);
    assert_int_equal(class_of(&breaks, 5), 0);
}

/* A bound is few digits: a multiple of 1, 2, 2.5 or 5 times a power of ten that is not small beside its class. */
static bool reads_well(double bound, double width)
{
    static const double steps[] = {1, 2, 2.5, 5};
    for (int power = -12; power < 13; power++)
        for (int i = 0; i < 4; i++) {
            double step = steps[i] * pow(10, power);
            if (step >= width / 16 && fabs(bound / step - round(bound / step)) < 1e-9)
                return true;
        }
    return false;
}

static uint64_t random_state;
static double random_number(void)
{
    random_state = random_state * 6364136223846793005u + 1442695040888963407u;
    return (double)(random_state >> 11) / 9007199254740992.0;
}

/* A thousand cities: every class holds a value, bounds ascend and read well, all values lie within the outer bounds. */
static void any_values_give_sound_classes(void **state)
{
    (void)state;
    for (int city = 0; city < 1000; city++) {
        double values[400];
        random_state = (uint64_t)city;
        size_t count = 1 + (size_t)(random_number() * 399);
        double scale = pow(10, random_number() * 8 - 4), shape = random_number() * 6,
               grain = pow(10, floor(random_number() * 3));
        for (size_t i = 0; i < count; i++)
            values[i] = floor(exp(random_number() * shape) * grain) / grain * (random_number() < 0.1 ? 0 : 1) * scale;
        struct class_breaks breaks = find(values, count, 5);
        int held[CLASS_LIMIT] = {0};
        for (size_t i = 0; i < count; i++) {
            int class = class_of(&breaks, values[i]);
            assert_true(class >= 0 || breaks.has_zero);
            if (class < 0)
                continue;
            held[class]++;
            assert_true(values[i] >= breaks.bound[0] && values[i] <= breaks.bound[breaks.count]);
        }
        for (size_t i = 0; i < breaks.count; i++)
            assert_true(held[i] > 0);
        for (size_t i = 0; breaks.count > 1 && i < breaks.count; i++) {
            assert_true(breaks.bound[i] < breaks.bound[i + 1] || (i == 0 && breaks.bound[0] <= breaks.bound[1]));
            double width =
                i > 0 ? fmin(breaks.bound[i] - breaks.bound[i - 1], breaks.bound[i + 1] - breaks.bound[i]) : 0;
            assert_true(i == 0 || reads_well(breaks.bound[i], width));
        }
    }
}

/* The bounds are the doubles that their decimals name: 0.15, never 0.15000000000000002. */
static void bounds_are_exact_decimals(void **state)
{
    (void)state;
    double values[300];
    for (int i = 0; i < 300; i++)
        values[i] = (i + 1) / 1000.0;
    struct class_breaks breaks = find(values, 300, 5);
    for (size_t i = 0; i <= breaks.count; i++) {
        char text[32];
        number_write(breaks.bound[i], text);
        assert_true(strlen(text) <= 5);
    }
}

static void extreme_values_end(void **state)
{
    (void)state;
    struct class_breaks breaks = find((double[]){1e300, 2e300, 3e300}, 3, 5);
    assert_true(breaks.count >= 1);
    breaks = find((double[]){1e-300, 2e-300, 3e-300}, 3, 5);
    assert_true(breaks.count >= 1);
    breaks = find((double[]){1e15, 1e15 + 1, 1e15 + 2}, 3, 5);
    assert_true(breaks.count >= 1);
    breaks = find((double[]){5e-324, 1e308}, 2, 5);
    assert_true(breaks.count >= 1);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(no_values_give_no_classes),
        cmocka_unit_test(only_zeros_give_only_the_class_of_zeros),
        cmocka_unit_test(one_distinct_value_is_one_class_that_names_it),
        cmocka_unit_test(even_values_give_even_classes),
        cmocka_unit_test(zeros_are_set_apart),
        cmocka_unit_test(few_values_have_a_class_each),
        cmocka_unit_test(skewed_values_keep_small_classes_small),
        cmocka_unit_test(values_below_zero_have_no_class_of_zeros),
        cmocka_unit_test(a_heap_of_equal_values_leaves_the_others_their_classes),
        cmocka_unit_test(any_values_give_sound_classes),
        cmocka_unit_test(bounds_are_exact_decimals),
        cmocka_unit_test(extreme_values_end),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
