/* Is the side of a line right even where doubles cannot tell? */
#include "geometry/orientation.h"

#include "shapes.h"

static void the_plain_cases(void **state)
{
    (void)state;
    struct point west = {0, 0}, east = {4, 0};
    assert_int_equal(orientation(west, east, (struct point){2, 1}), 1);
    assert_int_equal(orientation(west, east, (struct point){2, -1}), -1);
    assert_int_equal(orientation(west, east, (struct point){9, 0}), 0);
    assert_int_equal(orientation(west, west, (struct point){2, 1}), 0);
    assert_int_equal(orientation_exact(west, east, (struct point){2, 1}), 1);
    assert_int_equal(orientation_exact(west, east, (struct point){9, 0}), 0);
}

/* Kettner et al. (2008): around (0.5, 0.5) the rounded determinant gets the side of (12, 12)-(24, 24) wrong. */
static void steps_of_one_last_digit_are_told_apart(void **state)
{
    (void)state;
    size_t rounded_is_wrong = 0;
    for (int i = 0; i < 256; i++) {
        for (int j = 0; j < 256; j++) {
            struct point a = {0.5 + i * 0x1p-53, 0.5 + j * 0x1p-53}, b = {12, 12}, c = {24, 24};
            int expected = (a.y > a.x) - (a.y < a.x); /* left of the diagonal that runs north-east */
            assert_int_equal(orientation(b, c, a), expected);
            assert_int_equal(orientation(a, b, c), expected);
            double rounded = (b.x - a.x) * (c.y - a.y) - (b.y - a.y) * (c.x - a.x);
            rounded_is_wrong += ((rounded > 0) - (rounded < 0)) != expected;
        }
    }
    assert_true(rounded_is_wrong > 100); /* else this test would prove nothing */
}

/* Points within a step of a line between whole numbers of 53 bits, against integers of 128 bits. */
static void agrees_with_integers_near_and_far(void **state)
{
    (void)state;
    struct dice dice = {1};
    size_t on_line = 0;
    for (int i = 0; i < 200000; i++) {
        double size = ldexp(1, 3 + (int)throw_below(&dice, 50));
        struct point a = {floor(size * throw_share(&dice)), -floor(size * throw_share(&dice))};
        struct point b = {floor(size * throw_share(&dice)), floor(size * throw_share(&dice))};
        double along = throw_share(&dice);
        struct point c = {floor(a.x + along * (b.x - a.x)) + (double)throw_below(&dice, 3) - 1,
                          floor(a.y + along * (b.y - a.y)) + (double)throw_below(&dice, 3) - 1};
        int expected = whole_orientation(a, b, c);
        on_line += expected == 0;
        assert_int_equal(orientation(a, b, c), expected);
        assert_int_equal(orientation_exact(a, b, c), expected);
        assert_int_equal(orientation(b, c, a), expected);
        assert_int_equal(orientation(b, a, c), -expected);
    }
    assert_true(on_line > 500);
}

/* Numbers of very different size: differences are not exact, only expansions keep all digits. */
static void agrees_with_expansions_for_any_doubles(void **state)
{
    (void)state;
    struct dice dice = {2};
    for (int i = 0; i < 200000; i++) {
        double xy[6];
        for (int k = 0; k < 6; k++)
            xy[k] = ldexp(throw_share(&dice) - 0.5, (int)throw_below(&dice, 60) - 40);
        struct point a = {xy[0], xy[1]}, b = {xy[2], xy[3]}, c = {xy[4], xy[5]};
        if (i % 2) {
            c.x = a.x + (b.x - a.x) * 0.37;
            c.y = a.y + (b.y - a.y) * 0.37;
        }
        int side = orientation_exact(a, b, c);
        assert_int_equal(orientation(a, b, c), side);
        assert_int_equal(orientation_exact(b, c, a), side);
        assert_int_equal(orientation_exact(c, a, b), side);
        assert_int_equal(orientation_exact(b, a, c), -side);
    }
}

/* A point of 2^-60 beside a line through whole numbers: known by construction. */
static void sees_what_vanishes_beside_one(void **state)
{
    (void)state;
    struct point a = {-1, -1}, b = {1, 1};
    for (int exponent = -60; exponent > -1000; exponent -= 37) {
        double tiny = ldexp(1, exponent);
        assert_int_equal(orientation(a, b, (struct point){0, tiny}), 1);
        assert_int_equal(orientation(a, b, (struct point){tiny, 0}), -1);
        assert_int_equal(orientation(a, b, (struct point){tiny, tiny}), 0);
        assert_int_equal(orientation((struct point){0, tiny}, a, b), 1);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_plain_cases),
        cmocka_unit_test(steps_of_one_last_digit_are_told_apart),
        cmocka_unit_test(agrees_with_integers_near_and_far),
        cmocka_unit_test(agrees_with_expansions_for_any_doubles),
        cmocka_unit_test(sees_what_vanishes_beside_one),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
