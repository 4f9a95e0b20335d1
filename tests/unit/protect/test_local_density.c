/* How many households live around? Compared with counting them one by one. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <math.h>
#include <stdlib.h>

#include "base/memory.h"
#include "base/random.h"
#include "protect/local_density.h"

enum { HOUSEHOLDS = 600 };

static struct point places[HOUSEHOLDS];

/* A town, and farms around it. */
static void settle(uint64_t seed)
{
    struct random_stream stream;
    random_start(&stream, seed, 0);
    for (size_t i = 0; i < HOUSEHOLDS; i++) {
        double side_m = i % 3 == 0 ? 6000 : 800;
        places[i] = (struct point){450000 + random_unit(&stream) * side_m, 4100000 + random_unit(&stream) * side_m};
    }
}

static double square_of(double value)
{
    return floor(value / 50);
}

/* The definition: the smallest block of 50 m squares around the point's own that holds enough. */
static double density_slowly(struct point point, size_t households)
{
    for (double reach = 0;; reach++) {
        size_t count = 0;
        for (size_t i = 0; i < HOUSEHOLDS; i++)
            count += fabs(square_of(places[i].x) - square_of(point.x)) <= reach &&
                     fabs(square_of(places[i].y) - square_of(point.y)) <= reach;
        double side_m = 50 * (2 * reach + 1);
        if (count >= households)
            return (double)count / (side_m * side_m);
    }
}

static void counts_as_slowly(void **state)
{
    (void)state;
    for (uint64_t seed = 1; seed <= 3; seed++) {
        struct local_density *density = NULL;
        settle(seed);
        assert_int_equal(local_density_new(&density, places, HOUSEHOLDS, 0, NULL), MAH_OK);
        for (size_t i = 0; i < HOUSEHOLDS; i += 7) {
            assert_true(local_density_per_m2(density, places[i], 20) == density_slowly(places[i], 20));
            assert_true(local_density_per_m2(density, places[i], HOUSEHOLDS) == density_slowly(places[i], HOUSEHOLDS));
        }
        local_density_free(density);
    }
}

static size_t in_ring_slowly(struct point center, double least_m, double most_m, size_t enough)
{
    size_t count = 0;
    for (size_t i = 0; i < HOUSEHOLDS; i++) {
        double x = places[i].x - center.x, y = places[i].y - center.y, squared = x * x + y * y;
        count += squared >= least_m * least_m && squared <= most_m * most_m;
    }
    return count < enough ? count : enough;
}

/* Around centres inside, outside and far from everybody. */
static void counts_those_in_a_ring(void **state)
{
    (void)state;
    struct random_stream stream;
    struct local_density *density = NULL;
    settle(7);
    random_start(&stream, 8, 0);
    assert_int_equal(local_density_new(&density, places, HOUSEHOLDS, 0, NULL), MAH_OK);
    for (size_t i = 0; i < 3000; i++) {
        double reach_m = i % 4 == 0 ? 9000 : 300;
        struct point place = places[i % HOUSEHOLDS], center = {place.x + (random_unit(&stream) - 0.5) * reach_m,
                                                               place.y + (random_unit(&stream) - 0.5) * reach_m};
        double least_m = i % 3 == 0 ? 0 : random_unit(&stream) * 200, most_m = least_m + random_unit(&stream) * reach_m;
        for (size_t enough = 1; enough <= HOUSEHOLDS; enough *= 5)
            assert_int_equal(local_density_in_ring(density, center, least_m, most_m, enough),
                             in_ring_slowly(center, least_m, most_m, enough));
    }
    assert_int_equal(local_density_in_ring(density, places[5], 0, 0, 20), 1);
    local_density_free(density);
}

static void too_few_have_none(void **state)
{
    (void)state;
    struct local_density *density = NULL;
    settle(4);
    places[3] = (struct point){HUGE_VAL, HUGE_VAL}; /* could not be transformed: counts for nobody */
    assert_int_equal(local_density_new(&density, places, HOUSEHOLDS, 0, NULL), MAH_OK);
    assert_true(local_density_per_m2(density, places[0], HOUSEHOLDS) == 0);
    assert_true(local_density_per_m2(density, places[0], HOUSEHOLDS - 1) > 0);
    assert_true(local_density_per_m2(density, places[3], 20) == 0);
    local_density_free(density);
    assert_int_equal(local_density_new(&density, places, 0, 0, NULL), MAH_OK);
    assert_true(local_density_per_m2(density, places[0], 20) == 0);
    local_density_free(density);
}

/* A mahalle as large as a country has wider squares, not more memory. */
static void wide_land_has_wide_squares(void **state)
{
    (void)state;
    struct local_density *density = NULL;
    settle(5);
    places[0] = (struct point){-800000, 3000000};
    assert_int_equal(local_density_new(&density, places, HOUSEHOLDS, 0, NULL), MAH_OK);
    double lonely = local_density_per_m2(density, places[0], 20), town = local_density_per_m2(density, places[1], 20);
    assert_true(lonely > 0 && lonely < 1e-9);
    assert_true(town > 1e-6);
    local_density_free(density);
}

static void every_failed_allocation_is_reported(void **state)
{
    (void)state;
    settle(6);
    for (size_t nth = 1; nth <= 4; nth++) {
        struct local_density *density = NULL;
        memory_fail_only(nth);
        assert_int_equal(local_density_new(&density, places, HOUSEHOLDS, 0, NULL), MAH_NO_MEMORY);
        memory_fail_only(0);
        assert_null(density);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(counts_as_slowly),
        cmocka_unit_test(counts_those_in_a_ring),
        cmocka_unit_test(too_few_have_none),
        cmocka_unit_test(wide_land_has_wide_squares),
        cmocka_unit_test(every_failed_allocation_is_reported),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
