/* Is the user warned before trusting a need? The city is drawn in ../protect/service_city.h. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "../protect/service_city.h"
#include "run/need_advice.h"

static struct service_city city;
static char *unverified, *population;

static int set_up(void **state)
{
    (void)state;
    unverified = population = NULL;
    return service_city_draw(&city);
}

static int tear_down(void **state)
{
    (void)state;
    memory_free(unverified);
    memory_free(population);
    service_city_release(&city);
    return 0;
}

static void advise(void)
{
    memory_free(unverified);
    memory_free(population);
    assert_int_equal(need_advice(&unverified, &population, &city.input, NULL), MAH_OK);
}

static void unverified_standards_are_named_once(void **state)
{
    (void)state;
    advise();
    assert_non_null(unverified);
    assert_non_null(strstr(unverified, "not verified"));
    assert_non_null(strstr(unverified, "(primary)")); /* two rows of it; the band of health is not that of this city */
    city.standard[0].is_verified = city.standard[2].is_verified = true;
    advise();
    assert_null(unverified);
    city.project->plan_population = 80000;
    advise();
    assert_non_null(strstr(unverified, "(health)"));
}

static void an_unverified_distance_counts_where_it_is_the_radius(void **state)
{
    (void)state;
    city.standard[0].is_verified = city.standard[2].is_verified = true;
    city.standard[5] = (struct standard){
        .service_type = city_text("primary"), .kind = STANDARD_DISTANCE_M, .pop_max = INFINITY, .value = 500};
    advise();
    assert_non_null(unverified);
    city.used[0].radius_m = 400; /* the user's own */
    advise();
    assert_null(unverified);
}

static void a_sample_is_not_a_census(void **state)
{
    (void)state;
    advise();
    assert_null(population); /* 3,012 of 3,115 */
    city.mahalle[1].population_official = 2900;
    advise();
    assert_non_null(strstr(population, "75 %")); /* 3,012 of 4,015 */
    assert_non_null(strstr(population, "need.population: official"));
    city.mahalle[1].population_official = NAN; /* then B says nothing: 1,012 of 1,115 */
    advise();
    assert_null(population);
    city.mahalle[0].population_official = 700; /* more people than there are */
    advise();
    assert_non_null(population);
    city.project->need_population = NEED_OFFICIAL;
    advise();
    assert_null(population);
}

static void without_standards_there_is_nothing_to_say(void **state)
{
    (void)state;
    city.standards.count = 0;
    city.mahalle[1].population_official = 29000;
    advise();
    assert_null(unverified);
    assert_null(population);
    city.input.services = NULL;
    advise();
    assert_null(unverified);
}

static void memory_may_run_out_anywhere(void **state)
{
    (void)state;
    city.mahalle[1].population_official = 29000;
    enum mah_status status = MAH_NO_MEMORY;
    for (size_t nth = 1; status != MAH_OK; nth++) {
        memory_free(unverified);
        memory_free(population);
        memory_fail_from(nth);
        status = need_advice(&unverified, &population, &city.input, NULL);
        memory_fail_from(0);
        assert_true(status == MAH_OK || status == MAH_NO_MEMORY);
    }
    assert_non_null(unverified);
    assert_non_null(population);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(unverified_standards_are_named_once, set_up, tear_down),
        cmocka_unit_test_setup_teardown(an_unverified_distance_counts_where_it_is_the_radius, set_up, tear_down),
        cmocka_unit_test_setup_teardown(a_sample_is_not_a_census, set_up, tear_down),
        cmocka_unit_test_setup_teardown(without_standards_there_is_nothing_to_say, set_up, tear_down),
        cmocka_unit_test_setup_teardown(memory_may_run_out_anywhere, set_up, tear_down),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
