/* What may be shown of where people come from? Two origins, one mahalle, its city. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <string.h>

#include "base/memory.h"
#include "protect/policy.h"

enum { MAHALLE = 2, IZMIR = 35, URFA = 63 };

static const struct policy public_policy = {PROFILE_PUBLIC, 5, 10, 100, 5, 2025, 2021, 2020};
static const struct policy secure_policy = {PROFILE_SECURE, 0, 0, 0, 0, 2025, 2021, 2020};

struct city {
    struct area_counts mahalle[MAHALLE];
    struct counts counts;
};

/* Households of one. */
static struct count people(double value)
{
    return (struct count){.value = value, .records = (int64_t)value, .state = COUNT_KNOWN};
}

static void fill(struct area_counts *area, double persons, double recent)
{
    memset(area, 0, sizeof *area);
    for (size_t i = 0; i < MEASURE_COUNT; i++)
        area->measure[i].state = COUNT_NOT_ASKED;
    area->records = area->measure[MEASURE_HOUSEHOLDS] = area->measure[MEASURE_PERSONS] = people(persons);
    area->measure[MEASURE_RECENT] = area->measure[MEASURE_RECENT_HOUSEHOLDS] = people(recent);
    area->measure[MEASURE_ORIGIN_UNKNOWN] = people(0);
}

/* Rows as they are counted: only where somebody comes from. `each` persons of either origin in either mahalle. */
static void draw(struct city *city, double each, double recent)
{
    static const int origins[] = {IZMIR, URFA};
    *city = (struct city){.counts = {.mahalle = city->mahalle, .mahalle_count = MAHALLE, .origin_count = 6}};
    city->counts.origins = memory_new(6, sizeof *city->counts.origins);
    assert_non_null(city->counts.origins);
    for (size_t m = 0; m < MAHALLE; m++)
        fill(&city->mahalle[m], 2 * each, 2 * recent);
    fill(&city->counts.city, 4 * each, 4 * recent);
    for (size_t area = 0; area <= MAHALLE; area++)
        for (size_t i = 0; i < 2; i++) {
            double times = area == MAHALLE ? 2 : 1;
            city->counts.origins[2 * area + i] = (struct origin_counts){.mahalle = area,
                                                                        .origin = origins[i],
                                                                        .persons = people(times * each),
                                                                        .recent = people(times * recent)};
        }
}

static void finish(struct city *city)
{
    memory_free(city->counts.origins);
}

static void exact_rows_stay_as_they_are(void **state)
{
    (void)state;
    struct city city;
    draw(&city, 3, 1);
    assert_int_equal(policy_apply(&secure_policy, &city.counts, NULL), MAH_OK);
    assert_int_equal(city.counts.origin_count, 6);
    for (size_t i = 0; i < 6; i++) {
        assert_int_equal(city.counts.origins[i].mahalle, i / 2);
        assert_int_equal(city.counts.origins[i].origin, i % 2 == 0 ? IZMIR : URFA);
        assert_int_equal(city.counts.origins[i].persons.state, COUNT_KNOWN);
        assert_true(city.counts.origins[i].persons.value == (i / 2 == MAHALLE ? 6 : 3));
        assert_int_equal(city.counts.origins[i].recent.state, COUNT_KNOWN);
    }
    finish(&city);
}

/* Of recent migrants by origin only the city tells. */
static void large_origins_are_shown(void **state)
{
    (void)state;
    struct city city;
    draw(&city, 62, 31);
    assert_int_equal(policy_apply(&public_policy, &city.counts, NULL), MAH_OK);
    assert_int_equal(city.counts.origin_count, 6);
    for (size_t i = 0; i < 6; i++) {
        bool is_city = i / 2 == MAHALLE;
        assert_int_equal(city.counts.origins[i].persons.state, COUNT_KNOWN);
        assert_true(city.counts.origins[i].persons.value == (is_city ? 125 : 60));
        assert_int_equal(city.counts.origins[i].recent.state, is_city ? COUNT_KNOWN : COUNT_NOT_ASKED);
    }
    assert_true(city.counts.origins[5].recent.value == 60);
    finish(&city);
}

/* A city of four households tells nothing at all, nor how many of an origin are recent. */
static void a_city_of_few_has_no_origins(void **state)
{
    (void)state;
    struct city city;
    draw(&city, 1, 1);
    assert_int_equal(policy_judge(&public_policy, &city.counts, NULL), MAH_OK);
    assert_int_equal(city.counts.origin_width, 2);
    for (size_t i = 0; i < city.counts.origin_count; i++)
        assert_int_equal(city.counts.origins[i].persons.state, COUNT_SUPPRESSED_UNIT);
    for (size_t i = 4; i < 6; i++)
        assert_int_equal(city.counts.origins[i].recent.state, COUNT_SUPPRESSED_UNIT);
    policy_fold_origins(&public_policy, &city.counts);
    assert_int_equal(city.counts.origin_count, 0);
    finish(&city);
}

/* Whichever of the two is small, households with a recent migrant or these persons, hides the other. */
static void recent_persons_and_households_go_together(void **state)
{
    (void)state;
    for (int i = 0; i < 2; i++) {
        struct city city;
        draw(&city, 100, 50);
        city.mahalle[0].measure[i == 0 ? MEASURE_RECENT : MEASURE_RECENT_HOUSEHOLDS].records = 4;
        assert_int_equal(policy_judge(&public_policy, &city.counts, NULL), MAH_OK);
        assert_int_equal(city.mahalle[0].measure[MEASURE_RECENT].state, COUNT_SUPPRESSED_SMALL);
        assert_int_equal(city.mahalle[0].measure[MEASURE_RECENT_HOUSEHOLDS].state, COUNT_SUPPRESSED_SMALL);
        assert_int_equal(city.mahalle[1].measure[MEASURE_RECENT].state, COUNT_KNOWN);
        finish(&city);
    }
}

/* Two origins of eight are put together. How many of them are recent is what the shown origins leave of all: it is told
 * only where these tell theirs, or it would give the hidden number away. */
static void the_rest_tells_no_recent_where_a_shown_origin_hides_them(void **state)
{
    (void)state;
    for (int hidden = 0; hidden < 2; hidden++) {
        struct counts counts = {.origin_count = 3, .origin_width = 3}; /* of the city alone */
        struct origin_counts rows[3] = {{.origin = IZMIR, .persons = people(200), .recent = people(25)},
                                        {.origin = URFA, .persons = people(8), .recent = people(7)},
                                        {.origin = URFA + 1, .persons = people(8), .recent = people(8)}};
        fill(&counts.city, 216, 40);
        rows[1].persons.state = rows[2].persons.state = COUNT_SUPPRESSED_SMALL;
        rows[1].recent.state = rows[2].recent.state = COUNT_SUPPRESSED_SMALL;
        if (hidden)
            rows[0].recent.state = COUNT_SUPPRESSED_SECONDARY;
        counts.origins = rows;
        policy_fold_origins(&public_policy, &counts);
        assert_int_equal(counts.origin_count, 2);
        assert_int_equal(rows[1].origin, ORIGIN_OTHER);
        assert_true(rows[1].persons.value == 16);
        assert_int_equal(rows[1].recent.state, hidden ? COUNT_NOT_ASKED : COUNT_KNOWN);
        assert_true(rows[1].recent.value == (hidden ? 0 : 15));
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(exact_rows_stay_as_they_are),
        cmocka_unit_test(large_origins_are_shown),
        cmocka_unit_test(a_city_of_few_has_no_origins),
        cmocka_unit_test(recent_persons_and_households_go_together),
        cmocka_unit_test(the_rest_tells_no_recent_where_a_shown_origin_hides_them),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
