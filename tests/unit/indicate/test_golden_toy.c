/* The golden toy city: four mahalle in a chain, every figure computed by hand elsewhere (domain specification 4.18). */
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "indicate/diversity.h"
#include "indicate/indicators.h"
#include "indicate/segregation.h"

#define NEAR(actual, expected)                                                                                         \
    do {                                                                                                               \
        struct rate near_rate = (actual);                                                                              \
        assert_true(near_rate.known);                                                                                  \
        if (fabs(near_rate.value - (expected)) > 1e-6)                                                                 \
            fail_msg("%.10f is not %.10f", near_rate.value, (double)(expected));                                       \
    } while (0)

static const double persons[] = {1000, 2000, 1500, 500};
static const double recent[] = {100, 600, 300, 100};
static const double area_km2[] = {0.5, 1, 2, 0.5};

static struct count known(double value)
{
    return (struct count){.value = value, .records = (int64_t)value, .state = COUNT_KNOWN};
}

static struct area_counts area_of(double t, double x, double km2)
{
    struct area_counts area = {.records = known(t), .area_km2 = rate_of(km2)};
    for (size_t i = 0; i < MEASURE_COUNT; i++)
        area.measure[i] = known(0);
    area.measure[MEASURE_PERSONS] = known(t);
    area.measure[MEASURE_RECENT] = known(x);
    return area;
}

static void location_quotients_and_shares(void **state)
{
    (void)state;
    static const double quotient[] = {0.4545455, 1.3636364, 0.9090909, 0.9090909};
    static const double share[] = {0.1, 0.3, 0.2, 0.2};
    struct area_counts city = area_of(5000, 1100, 4);
    NEAR(indicator_compute(INDICATOR_SH_MIG, &city, &city), 0.22);
    for (size_t i = 0; i < 4; i++) {
        struct area_counts area = area_of(persons[i], recent[i], area_km2[i]);
        NEAR(indicator_compute(INDICATOR_LQ_MIG, &area, &city), quotient[i]);
        NEAR(indicator_compute(INDICATOR_SH_MIG, &area, &city), share[i]);
        NEAR(indicator_compute(INDICATOR_DEN_MIG, &area, &city), recent[i] / area_km2[i]);
        NEAR(indicator_compute(INDICATOR_SH_CITY_MIG, &area, &city), recent[i] / 1100);
    }
}

static void segregation_of_the_city(void **state)
{
    (void)state;
    struct segregation_unit units[4];
    for (size_t i = 0; i < 4; i++)
        units[i] = (struct segregation_unit){persons[i], recent[i], area_km2[i]};
    struct segregation figures;
    assert_int_equal(segregation_of(&figures, units, 4, NULL), MAH_OK);
    NEAR(figures.dissimilarity, 0.1864801865);
    NEAR(figures.isolation, 0.2454545455);
    NEAR(figures.exposure, 0.7545454545);
    NEAR(figures.eta2, 0.0326340326);
    NEAR(figures.gini, 0.2331002331);
    NEAR(figures.theil_h, 0.0329937);
    NEAR(figures.delta, 0.2954545455);
}

/* The sorted form of the Gini index is the double sum of its definition. */
static void gini_equals_the_double_sum(void **state)
{
    (void)state;
    enum { COUNT = 60 };
    struct segregation_unit units[COUNT];
    double t = 0, x = 0, sum = 0;
    uint64_t seed = 7;
    for (size_t i = 0; i < COUNT; i++) {
        seed = seed * 6364136223846793005u + 1442695040888963407u;
        units[i].t = (double)(seed >> 54) + 1;
        units[i].x = floor(units[i].t * (double)((seed >> 20) % 100) / 100);
        units[i].area_km2 = 1;
        t += units[i].t;
        x += units[i].x;
    }
    for (size_t i = 0; i < COUNT; i++)
        for (size_t k = 0; k < COUNT; k++)
            sum += units[i].t * units[k].t * fabs(units[i].x / units[i].t - units[k].x / units[k].t);
    double share = x / t;
    struct segregation figures;
    assert_int_equal(segregation_of(&figures, units, COUNT, NULL), MAH_OK);
    assert_true(fabs(figures.gini.value - sum / (2 * t * t * share * (1 - share))) < 1e-12);
}

static void nobody_to_be_apart_from(void **state)
{
    (void)state;
    struct segregation figures;
    struct segregation_unit all_recent[] = {{10, 10, 1}, {20, 20, 1}}, none_recent[] = {{10, 0, 1}},
                            empty[] = {{0, 0, 1}};
    assert_int_equal(segregation_of(&figures, all_recent, 2, NULL), MAH_OK);
    assert_false(figures.dissimilarity.known);
    assert_int_equal(segregation_of(&figures, none_recent, 1, NULL), MAH_OK);
    assert_false(figures.gini.known);
    assert_int_equal(segregation_of(&figures, empty, 1, NULL), MAH_OK);
    assert_false(figures.delta.known);
    assert_int_equal(segregation_of(&figures, NULL, 0, NULL), MAH_OK);
    assert_false(figures.isolation.known);
}

static void diversity_of_three_origins(void **state)
{
    (void)state;
    static const double counts[] = {50, 30, 20}, one[] = {7};
    struct diversity figures = diversity_of(counts, 3, 3);
    NEAR(figures.entropy, 1.0296530);
    NEAR(figures.normalised, 0.9372306);
    NEAR(figures.effective, 2.8000941);
    NEAR(figures.simpson, 0.62);
    figures = diversity_of(one, 1, 1);
    NEAR(figures.entropy, 0);
    NEAR(figures.effective, 1);
    assert_false(figures.normalised.known);
    assert_false(diversity_of(NULL, 0, 3).entropy.known);
}

static void empty_denominators_are_unknown_not_zero(void **state)
{
    (void)state;
    struct area_counts city = area_of(5000, 0, 4), nobody = area_of(0, 0, 1), no_land = area_of(10, 5, 0);
    assert_false(indicator_compute(INDICATOR_SH_MIG, &nobody, &city).known);
    assert_false(indicator_compute(INDICATOR_LQ_MIG, &nobody, &city).known);
    assert_false(indicator_compute(INDICATOR_DEN_MIG, &no_land, &city).known);
    assert_false(indicator_compute(INDICATOR_SH_CITY_MIG, &no_land, &city).known);
    NEAR(indicator_compute(INDICATOR_DEN_MIG, &nobody, &city), 0);
    struct area_counts hidden = area_of(100, 50, 1);
    hidden.measure[MEASURE_RECENT].state = COUNT_SUPPRESSED_SMALL;
    assert_false(indicator_compute(INDICATOR_DEN_MIG, &hidden, &city).known);
}

static void unknown_arrivals_are_outside_the_share_and_inside_its_bounds(void **state)
{
    (void)state;
    struct area_counts area = area_of(100, 30, 1);
    area.measure[MEASURE_CLASS_UNKNOWN] = known(40);
    NEAR(indicator_compute(INDICATOR_SH_MIG, &area, &area), 0.5);
    NEAR(indicator_compute(INDICATOR_SH_MIG_MIN, &area, &area), 0.3);
    NEAR(indicator_compute(INDICATOR_SH_MIG_MAX, &area, &area), 0.7);
}

static void rounding_reads_well(void **state)
{
    (void)state;
    assert_true(rate_round_to_step(rate_of(0.125), 0.01).value == 0.13);
    assert_true(rate_round_to_step(rate_of(0.07), 0.01).value == 0.07);
    assert_true(rate_round_to_digits(rate_of(1234.5), 3).value == 1230);
    assert_true(rate_round_to_digits(rate_of(0.0012345), 3).value == 0.00123);
    assert_true(rate_round_to_digits(rate_of(0), 3).value == 0);
    assert_false(rate_round_to_digits(rate_unknown, 3).known);
    assert_false(rate_of(INFINITY).known);
    assert_false(rate_of(NAN).known);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(location_quotients_and_shares),
        cmocka_unit_test(segregation_of_the_city),
        cmocka_unit_test(gini_equals_the_double_sum),
        cmocka_unit_test(nobody_to_be_apart_from),
        cmocka_unit_test(diversity_of_three_origins),
        cmocka_unit_test(empty_denominators_are_unknown_not_zero),
        cmocka_unit_test(unknown_arrivals_are_outside_the_share_and_inside_its_bounds),
        cmocka_unit_test(rounding_reads_well),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
