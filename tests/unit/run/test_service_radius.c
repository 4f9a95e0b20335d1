/* How far is near, and who said so? The user, else the standards, else layers/services.csv. */
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "run/service_radius.h"

static char primary[] = "primary", library[] = "library", state_file[] = "devlet.csv", private_file[] = "ozel.csv",
            line_3[] = "mahalle.yaml:3", line_5[] = "mahalle.yaml:5";

/* Primary schools: 500 m in the table of types. Libraries: none. */
static struct service_type type[] = {{.code = primary, .radius_m = 500}, {.code = library, .radius_m = NAN}};
static const struct service_types types = {type, 2};
static struct source sources[2];
static struct project project;
static struct standard row[2];
static struct standards standards;

static int set_up(void **state)
{
    (void)state;
    for (size_t i = 0; i < 2; i++) {
        sources[i] = (struct source){
            .path = i == 0 ? state_file : private_file, .type = primary, .origin = i == 0 ? line_3 : line_5};
        row[i] = (struct standard){.service_type = primary,
                                   .kind = STANDARD_DISTANCE_M,
                                   .pop_min = i == 0 ? 0 : 75001,
                                   .pop_max = i == 0 ? 75000 : INFINITY,
                                   .value = i == 0 ? 400 : 600};
    }
    project = (struct project){.services = sources, .service_count = 2};
    standards = (struct standards){.rows = row, .count = 0};
    return 0;
}

static struct service_radius find(size_t which)
{
    struct service_radius radius;
    service_radius_find(&radius, &project, &types, which, &standards);
    return radius;
}

static void the_table_of_types_comes_last(void **state)
{
    (void)state;
    struct service_radius radius = find(0);
    assert_true(radius.value_m == 500);
    assert_null(radius.asked);
    assert_null(radius.standard);
    assert_false(radius.needs_plan);
    assert_true(isnan(find(1).value_m));
}

static void a_standard_for_any_population_comes_before_it(void **state)
{
    (void)state;
    standards.count = 1;
    row[0].pop_max = INFINITY;
    assert_true(find(0).value_m == 400);
    assert_ptr_equal(find(0).standard, &row[0]);
    assert_true(isnan(find(1).value_m)); /* of another type */
    row[0].kind = STANDARD_AREA_M2_PP;
    assert_true(find(0).value_m == 500);
}

/* 0 people are no population: the smallest band must not be taken for a large city. */
static void bands_need_the_population_of_the_plan(void **state)
{
    (void)state;
    standards.count = 2;
    assert_true(find(0).value_m == 500);
    assert_null(find(0).standard);
    assert_true(find(0).needs_plan);
    assert_false(find(1).needs_plan);
    project.plan_population = 75000;
    assert_true(find(0).value_m == 400);
    assert_false(find(0).needs_plan);
    project.plan_population = 75001;
    assert_true(find(0).value_m == 600);
    standards.count = 1; /* no band holds the plan */
    assert_true(find(0).value_m == 500);
    assert_false(find(0).needs_plan);
}

static void the_user_comes_first_whichever_file_says_it(void **state)
{
    (void)state;
    standards.count = 2;
    sources[1].radius_m = 800;
    assert_true(find(0).value_m == 800);
    assert_ptr_equal(find(0).asked, &sources[1]);
    assert_null(find(0).standard);
    assert_false(find(0).needs_plan);
    assert_true(isnan(find(1).value_m));
}

static void two_radii_of_one_type_are_refused(void **state)
{
    (void)state;
    struct mah_error error = {0};
    assert_int_equal(service_radii_check(&project, &types, &error), MAH_OK);
    sources[0].radius_m = 500;
    assert_int_equal(service_radii_check(&project, &types, &error), MAH_OK);
    sources[1].radius_m = 500;
    assert_int_equal(service_radii_check(&project, &types, &error), MAH_OK);
    sources[1].radius_m = 800;
    assert_int_equal(service_radii_check(&project, &types, &error), MAH_BAD_USAGE);
    assert_string_equal(error.message, "radius_m of 'primary' is 500 for 'devlet.csv' (mahalle.yaml:3) and 800 for "
                                       "'ozel.csv' (mahalle.yaml:5); a service type has one radius");
    sources[1].type = library; /* two types may differ */
    assert_int_equal(service_radii_check(&project, &types, &error), MAH_OK);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup(the_table_of_types_comes_last, set_up),
        cmocka_unit_test_setup(a_standard_for_any_population_comes_before_it, set_up),
        cmocka_unit_test_setup(bands_need_the_population_of_the_plan, set_up),
        cmocka_unit_test_setup(the_user_comes_first_whichever_file_says_it, set_up),
        cmocka_unit_test_setup(two_radii_of_one_type_are_refused, set_up),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
