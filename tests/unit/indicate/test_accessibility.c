/* Does 2SFCA share every capacity among those who reach it, and nothing else? Golden values: domain specification 4.18.
 */
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "base/memory.h"
#include "check/household.h"
#include "indicate/accessibility.h"

#define NEAR(actual, expected, tolerance)                                                                              \
    do {                                                                                                               \
        struct rate near_rate = (actual);                                                                              \
        assert_true(near_rate.known);                                                                                  \
        if (!(fabs(near_rate.value - (expected)) <= (tolerance)))                                                      \
            fail_msg("%.12f is not %.12f", near_rate.value, (double)(expected));                                       \
    } while (0)

/*
 * Three places with 500, 300 and 200 persons, two clinics with 100 and 50 units, a radius of 500 m:
 *   place 1 is 100 m from clinic 1; place 2 is 400 m from clinic 1 and 300 m from clinic 2; place 3 is 200 m from
 *   clinic 2; the other ways are 900 m.
 */
static const double persons[] = {500, 300, 200};
static const double distance_m[3][2] = {{100, 900}, {400, 300}, {900, 200}};
static const double radius_m = 500;

static double weigh_binary(double d)
{
    return d <= radius_m ? 1 : 0;
}

static double weigh_gaussian(double d)
{
    double relative = d / radius_m;
    return d <= radius_m ? (exp(-0.5 * relative * relative) - exp(-0.5)) / (1 - exp(-0.5)) : 0;
}

static double weigh_step(double d)
{
    if (d > radius_m)
        return 0;
    return d <= radius_m / 3 ? 1 : d <= 2 * radius_m / 3 ? 0.68 : 0.22;
}

struct toy {
    struct catchment_cell cells[6];
    bool is_supply[2];
    double capacity[2];
    int64_t demand_nano[3];
    struct access_input input;
};

static int64_t nano(double value)
{
    return llround(value * WEIGHT_ONE);
}

static void draw_toy(struct toy *toy, double (*fade)(double))
{
    size_t count = 0;
    *toy = (struct toy){.is_supply = {true, true}, .capacity = {100, 50}};
    for (uint32_t facility = 0; facility < 2; facility++)
        for (uint32_t place = 0; place < 3; place++)
            if (distance_m[place][facility] <= radius_m)
                toy->cells[count++] = (struct catchment_cell){
                    .facility = facility,
                    .mahalle = place,
                    .demand_nano = nano(persons[place]),
                    .fading_nano = nano(persons[place] * fade(distance_m[place][facility])),
                    .records = 1,
                };
    for (size_t i = 0; i < 3; i++)
        toy->demand_nano[i] = nano(persons[i]);
    toy->input = (struct access_input){toy->cells, count, toy->is_supply, toy->capacity, 2, toy->demand_nano, 3};
}

static void check_toy(double (*fade)(double), enum access_weight weight, const double ratio[2],
                      const double per_person[3])
{
    struct toy toy;
    struct accessibility *access = NULL;
    draw_toy(&toy, fade);
    assert_int_equal(accessibility_new(&access, &toy.input, weight, NULL), MAH_OK);
    for (size_t i = 0; i < 2; i++)
        NEAR(access->supply_ratio[i], ratio[i], 1e-6);
    for (size_t i = 0; i < 3; i++)
        NEAR(access->per_person[i], per_person[i], 1e-6);
    assert_true(fabs(accessibility_given_out(access, toy.demand_nano) - 150) < 1e-9);
    assert_true(access->supplied == 150);
    assert_int_equal(access->idle, 0);
    accessibility_free(access);
}

static void everybody_within_the_radius_counts_the_same(void **state)
{
    (void)state;
    check_toy(weigh_binary, ACCESS_BINARY, (const double[]){0.125, 0.1}, (const double[]){0.125, 0.225, 0.1});
}

static void the_gaussian_fades_with_distance(void **state)
{
    (void)state;
    check_toy(weigh_gaussian, ACCESS_FADING, (const double[]){0.1766659, 0.1491103},
              (const double[]){0.1677752, 0.1403919, 0.1199743});
}

/*
 * By hand: a third of the radius is 166.7 m, so place 1 counts 1, place 2 counts 0.22 at clinic 1 and 0.68 at clinic 2,
 * place 3 counts 0.68. R1 = 100 / (500 + 66) = 0.1766784, R2 = 50 / (204 + 136) = 0.1470588.
 * A1 = R1, A2 = 0.22 R1 + 0.68 R2 = 0.0388693 + 0.1, A3 = 0.68 R2 = 0.1.
 */
static void steps_by_thirds_of_the_radius(void **state)
{
    (void)state;
    check_toy(weigh_step, ACCESS_FADING, (const double[]){0.1766784, 0.1470588},
              (const double[]){0.1766784, 0.1388693, 0.1});
}

static void a_norm_of_one_is_what_the_norm_asks(void **state)
{
    (void)state;
    NEAR(accessibility_of_norm(rate_of(1.0 / 3500), 3500), 1, 1e-12);
    NEAR(accessibility_of_norm(rate_of(0.5 / 3500), 3500), 0.5, 1e-12);
    assert_false(accessibility_of_norm(rate_unknown, 3500).known);
    assert_false(accessibility_of_norm(rate_of(1), NAN).known);
}

static void a_clinic_nobody_reaches_is_idle_not_free(void **state)
{
    (void)state;
    struct toy toy;
    struct accessibility *access = NULL;
    draw_toy(&toy, weigh_binary);
    toy.input.cell_count = 2; /* the cells of clinic 1 only */
    assert_int_equal(accessibility_new(&access, &toy.input, ACCESS_BINARY, NULL), MAH_OK);
    assert_int_equal(access->idle, 1);
    assert_false(access->supply_ratio[1].known);
    assert_true(access->supplied == 100);
    NEAR(access->per_person[2], 0, 0); /* nothing in reach: 0 is known */
    accessibility_free(access);
}

static void an_unknown_capacity_is_not_zero_and_not_one(void **state)
{
    (void)state;
    struct toy toy;
    struct accessibility *access = NULL;
    draw_toy(&toy, weigh_binary);
    toy.capacity[1] = NAN;
    assert_int_equal(accessibility_new(&access, &toy.input, ACCESS_BINARY, NULL), MAH_OK);
    assert_int_equal(access->without_capacity, 1);
    assert_int_equal(access->with_capacity, 1);
    assert_int_equal(access->idle, 0);
    NEAR(access->per_person[1], 0.125, 1e-12);
    accessibility_free(access);
    toy.capacity[0] = NAN; /* nobody knows any: then nobody knows how much there is for each person */
    assert_int_equal(accessibility_new(&access, &toy.input, ACCESS_BINARY, NULL), MAH_OK);
    for (size_t i = 0; i < 3; i++)
        assert_false(access->per_person[i].known);
    accessibility_free(access);
}

static void closed_ones_other_types_and_empty_places(void **state)
{
    (void)state;
    struct toy toy;
    struct accessibility *access = NULL;
    draw_toy(&toy, weigh_binary);
    toy.is_supply[1] = false;
    toy.cells[0].demand_nano = 0; /* nobody of the target in place 1 */
    toy.demand_nano[0] = 0;
    assert_int_equal(accessibility_new(&access, &toy.input, ACCESS_BINARY, NULL), MAH_OK);
    assert_false(access->per_person[0].known);
    NEAR(access->per_person[1], 100.0 / 300, 1e-12);
    assert_int_equal(access->with_capacity, 1);
    assert_int_equal(access->without_capacity, 0);
    accessibility_free(access);
}

static void what_does_not_balance_is_a_failure(void **state)
{
    (void)state;
    struct toy toy;
    struct accessibility *access = NULL;
    struct mah_error err;
    draw_toy(&toy, weigh_binary);
    toy.demand_nano[1] = 0; /* a catchment of a place where nobody lives */
    assert_int_equal(accessibility_new(&access, &toy.input, ACCESS_BINARY, &err), MAH_FAILED);
    assert_null(access);
    toy.cells[0].demand_nano = INT64_MAX;
    assert_int_equal(accessibility_new(&access, &toy.input, ACCESS_BINARY, &err), MAH_BAD_DATA);
}

static uint32_t draw(uint64_t *seed, uint32_t below)
{
    *seed = *seed * 6364136223846793005u + 1442695040888963407u;
    return (uint32_t)((*seed >> 33) % below);
}

/* The value of a mahalle is the mean of its households, each with what its own catchments give it. */
static void a_mahalle_is_the_mean_of_its_households(void **state)
{
    (void)state;
    enum { HOUSEHOLDS = 200, CLINICS = 7, MAHALLE = 5 };
    static double weights[HOUSEHOLDS][CLINICS];
    static struct catchment_cell cells[CLINICS * MAHALLE];
    double size[HOUSEHOLDS], capacity[CLINICS], ratio[CLINICS], sum[MAHALLE] = {0};
    int64_t demand_nano[MAHALLE] = {0};
    bool is_supply[CLINICS];
    uint64_t seed = 11;
    for (size_t k = 0; k < HOUSEHOLDS; k++) {
        size[k] = 1 + draw(&seed, 8);
        demand_nano[k % MAHALLE] += nano(size[k]);
        for (size_t j = 0; j < CLINICS; j++)
            weights[k][j] = draw(&seed, 3) > 0 ? draw(&seed, 1000) / 1000.0 : 0;
    }
    for (uint32_t j = 0; j < CLINICS; j++) {
        double reached = 0;
        capacity[j] = 10 + draw(&seed, 90);
        is_supply[j] = true;
        for (uint32_t m = 0; m < MAHALLE; m++)
            cells[j * MAHALLE + m] = (struct catchment_cell){.facility = j, .mahalle = m, .records = 1};
        for (size_t k = 0; k < HOUSEHOLDS; k++) {
            reached += size[k] * weights[k][j];
            cells[j * MAHALLE + k % MAHALLE].fading_nano += nano(size[k] * weights[k][j]);
        }
        ratio[j] = capacity[j] / reached;
    }
    for (size_t k = 0; k < HOUSEHOLDS; k++)
        for (size_t j = 0; j < CLINICS; j++)
            sum[k % MAHALLE] += size[k] * ratio[j] * weights[k][j];
    struct access_input input = {cells, CLINICS * MAHALLE, is_supply, capacity, CLINICS, demand_nano, MAHALLE};
    struct accessibility *access = NULL;
    assert_int_equal(accessibility_new(&access, &input, ACCESS_FADING, NULL), MAH_OK);
    for (size_t m = 0; m < MAHALLE; m++)
        NEAR(access->per_person[m], sum[m] / ((double)demand_nano[m] / WEIGHT_ONE), 1e-9);
    accessibility_free(access);
}

static void demand_is_who_has_a_way(void **state)
{
    (void)state;
    struct reach_store *store = NULL;
    const struct target_group children = {.bands = 1 << 2}, everybody = {.is_all = true};
    assert_int_equal(reach_store_new(&store, 1, NULL), MAH_OK);
    const float ways[] = {100, INFINITY, NAN, 100};
    for (size_t i = 0; i < 4; i++) {
        struct reach_row *row = NULL;
        float *way = NULL;
        assert_int_equal(reach_store_add(store, &row, &way, NULL), MAH_OK);
        *row = (struct reach_row){.weight_nano = 2 * (int64_t)WEIGHT_ONE, .mahalle = 1, .size = 5};
        row->ages[2] = i == 3 ? AGE_UNKNOWN : 1;
        *way = ways[i];
    }
    int64_t demand_nano[2] = {0};
    accessibility_add_demand(demand_nano, store, 0, &children);
    assert_int_equal(demand_nano[0], 0);
    assert_int_equal(demand_nano[1], nano(4)); /* not the one without a way, nor the one of unknown ages */
    demand_nano[1] = 0;
    accessibility_add_demand(demand_nano, store, 0, &everybody);
    assert_int_equal(demand_nano[1], nano(30));
    reach_store_free(store);
}

static void memory_may_run_out_anywhere(void **state)
{
    (void)state;
    struct toy toy;
    struct accessibility *access = NULL;
    draw_toy(&toy, weigh_binary);
    size_t nth = 1;
    for (;; nth++) {
        memory_fail_from(nth);
        enum mah_status status = accessibility_new(&access, &toy.input, ACCESS_BINARY, NULL);
        memory_fail_from(0);
        if (status == MAH_OK)
            break;
        assert_int_equal(status, MAH_NO_MEMORY);
        assert_null(access);
    }
    assert_true(nth > 3);
    accessibility_free(access);
    accessibility_free(NULL);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(everybody_within_the_radius_counts_the_same),
        cmocka_unit_test(the_gaussian_fades_with_distance),
        cmocka_unit_test(steps_by_thirds_of_the_radius),
        cmocka_unit_test(a_norm_of_one_is_what_the_norm_asks),
        cmocka_unit_test(a_clinic_nobody_reaches_is_idle_not_free),
        cmocka_unit_test(an_unknown_capacity_is_not_zero_and_not_one),
        cmocka_unit_test(closed_ones_other_types_and_empty_places),
        cmocka_unit_test(what_does_not_balance_is_a_failure),
        cmocka_unit_test(a_mahalle_is_the_mean_of_its_households),
        cmocka_unit_test(demand_is_who_has_a_way),
        cmocka_unit_test(memory_may_run_out_anywhere),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
