/* How much a way counts, by hand from the two papers, and that a kept distance stays on its side of the radius. */
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>

#include <cmocka.h>

#include "count/reach_tally.h"

/* Luo and Qi (2009): 1, 0.68, 0.22 by thirds of the catchment, borders included. */
static void decay_in_steps(void **state)
{
    (void)state;
    static const struct {
        double distance_m, share;
    } all[] = {{0, 1},      {199.9, 1},  {200, 1},      {200.001, 0.68}, {400, 0.68},
               {401, 0.22}, {600, 0.22}, {600.0001, 0}, {INFINITY, 0},   {NAN, 0}};
    for (size_t i = 0; i < sizeof all / sizeof *all; i++)
        assert_true(reach_decay(DECAY_STEP, all[i].distance_m, 600) == all[i].share);
    assert_true(reach_decay(DECAY_STEP, 10, NAN) == 0); /* without a radius there is no catchment */
}

/* Dai (2010), worked out with a calculator: (e^(-1/8) - e^(-1/2)) / (1 - e^(-1/2)) = 0.701367 half way. */
static void decay_as_a_bell(void **state)
{
    (void)state;
    assert_true(reach_decay(DECAY_GAUSSIAN, 0, 600) == 1);
    assert_true(fabs(reach_decay(DECAY_GAUSSIAN, 300, 600) - 0.70136657) < 1e-8);
    assert_true(reach_decay(DECAY_GAUSSIAN, 600, 600) == 0);
    assert_true(reach_decay(DECAY_GAUSSIAN, 601, 600) == 0);
    assert_true(reach_decay(DECAY_GAUSSIAN, NAN, 600) == 0);
    double before = 1;
    for (int distance_m = 1; distance_m <= 600; distance_m++) {
        double share = reach_decay(DECAY_GAUSSIAN, distance_m, 600);
        assert_true(share < before && share >= 0);
        before = share;
    }
}

/* Random distances a few steps of a double, or of a float, away from random radii. */
static void a_kept_distance_never_crosses_the_radius(void **state)
{
    (void)state;
    srand(11);
    for (int i = 0; i < 200000; i++) {
        double radius_m = 1 + 5000.0 * rand() / RAND_MAX, distance_m = radius_m;
        bool small = rand() % 2 == 0;
        int steps = rand() % 9 - 4;
        for (int k = 0; k < abs(steps); k++) {
            double towards = steps < 0 ? 0 : INFINITY;
            distance_m = small ? nextafter(distance_m, towards) : (double)nextafterf((float)distance_m, (float)towards);
        }
        float kept = reach_distance_kept(distance_m, radius_m);
        assert_int_equal((double)kept <= radius_m, distance_m <= radius_m);
        assert_true(fabs((double)kept - distance_m) < 1e-3);
    }
    assert_true(isnan(reach_distance_kept(NAN, 500)));
    assert_true(isinf(reach_distance_kept(INFINITY, 500)));
    assert_true(reach_distance_kept(0.1, NAN) == 0.1F);
    assert_true(reach_distance_kept(0, 500) == 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(decay_in_steps),
        cmocka_unit_test(decay_as_a_bell),
        cmocka_unit_test(a_kept_distance_never_crosses_the_radius),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
