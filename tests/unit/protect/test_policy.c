/* What may be shown under which profile? Rows and cells judged one by one. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "protect/policy.h"

static struct count known(double value, int64_t records)
{
    return (struct count){.value = value, .records = records, .state = COUNT_KNOWN};
}

/* A mahalle of `records` households with t persons, x of them recent in x_records households. */
static struct area_counts area_of(int64_t records, double t, double x, int64_t x_records)
{
    struct area_counts area = {.records = known((double)records, records), .area_km2 = rate_of(1)};
    for (size_t i = 0; i < MEASURE_COUNT; i++)
        area.measure[i] = known(0, 0);
    area.measure[MEASURE_HOUSEHOLDS] = known((double)records, records);
    area.measure[MEASURE_PERSONS] = known(t, records);
    area.measure[MEASURE_RECENT] = known(x, x_records);
    return area;
}

static const struct policy public_policy = {PROFILE_PUBLIC, 5, 10, 100, 5, 2025, 2021, 2020};
static const struct policy internal_policy = {PROFILE_INTERNAL, 5, 0, 0, 0, 2025, 2021, 2020};
static const struct policy secure_policy = {PROFILE_SECURE, 0, 0, 0, 0, 2025, 2021, 2020};

static struct area_counts apply(struct policy policy, struct area_counts area)
{
    struct area_counts areas[1] = {area};
    struct counts counts = {.mahalle = areas, .mahalle_count = 1, .city = area_of(1000, 4000, 400, 100)};
    assert_int_equal(policy_apply(&policy, &counts, NULL), MAH_OK);
    return areas[0];
}

static enum count_state recent_state(struct policy policy, struct area_counts area)
{
    return (enum count_state)apply(policy, area).measure[MEASURE_RECENT].state;
}

static void a_row_needs_records_and_persons(void **state)
{
    (void)state;
    assert_int_equal(apply(public_policy, area_of(4, 200, 50, 4)).records.state, COUNT_SUPPRESSED_UNIT);
    assert_int_equal(apply(public_policy, area_of(40, 99, 50, 20)).records.state, COUNT_SUPPRESSED_UNIT);
    assert_int_equal(apply(public_policy, area_of(40, 99, 50, 20)).measure[MEASURE_PERSONS].state,
                     COUNT_SUPPRESSED_UNIT);
    assert_int_equal(apply(public_policy, area_of(5, 100, 50, 5)).records.state, COUNT_KNOWN);
    assert_int_equal(apply(public_policy, area_of(0, 0, 0, 0)).records.state, COUNT_KNOWN);
    assert_int_equal(apply(internal_policy, area_of(4, 200, 50, 4)).records.state, COUNT_SUPPRESSED_UNIT);
    assert_int_equal(apply(internal_policy, area_of(5, 12, 6, 5)).records.state, COUNT_KNOWN);
    assert_int_equal(apply(secure_policy, area_of(1, 1, 1, 1)).records.state, COUNT_KNOWN);
}

static void a_small_cell_hides_itself(void **state)
{
    (void)state;
    assert_int_equal(recent_state(public_policy, area_of(50, 200, 9.9, 8)), COUNT_SUPPRESSED_SMALL);
    assert_int_equal(recent_state(public_policy, area_of(50, 200, 40, 4)), COUNT_SUPPRESSED_SMALL);
    assert_int_equal(recent_state(public_policy, area_of(50, 200, 10, 5)), COUNT_KNOWN);
    assert_int_equal(recent_state(public_policy, area_of(50, 200, 0, 0)), COUNT_KNOWN);
    assert_int_equal(recent_state(internal_policy, area_of(50, 200, 9, 5)), COUNT_KNOWN);
    assert_int_equal(recent_state(internal_policy, area_of(50, 200, 40, 4)), COUNT_SUPPRESSED_SMALL);
    assert_int_equal(recent_state(secure_policy, area_of(50, 200, 1, 1)), COUNT_KNOWN);
}

static void the_few_others_are_protected_too(void **state)
{
    (void)state;
    assert_int_equal(recent_state(public_policy, area_of(50, 200, 191, 48)), COUNT_SUPPRESSED_COMPLEMENT);
    assert_int_equal(recent_state(public_policy, area_of(50, 200, 190, 45)), COUNT_KNOWN);
    assert_int_equal(recent_state(public_policy, area_of(50, 200, 200, 50)), COUNT_SUPPRESSED_COMPLEMENT);
}

static void the_few_other_households_are_protected_whatever_their_size(void **state)
{
    (void)state;
    /* 46 of 50 households are recent; the other 4 have 20 persons: enough persons, too few households */
    assert_int_equal(recent_state(public_policy, area_of(50, 200, 180, 46)), COUNT_SUPPRESSED_COMPLEMENT);
    assert_int_equal(recent_state(internal_policy, area_of(50, 200, 180, 46)), COUNT_SUPPRESSED_COMPLEMENT);
    assert_int_equal(recent_state(public_policy, area_of(50, 200, 180, 45)), COUNT_KNOWN);
    assert_int_equal(recent_state(internal_policy, area_of(50, 200, 200, 50)), COUNT_KNOWN);
}

static void counts_go_to_fives_and_keep_their_meaning(void **state)
{
    (void)state;
    struct area_counts area = apply(public_policy, area_of(52, 203, 12, 6));
    assert_true(area.records.value == 50);
    assert_true(area.measure[MEASURE_PERSONS].value == 205);
    assert_true(area.measure[MEASURE_RECENT].value == 10);
    assert_true(apply(public_policy, area_of(50, 202.5, 12, 6)).measure[MEASURE_PERSONS].value == 205);
    assert_true(apply(internal_policy, area_of(52, 203, 12, 6)).measure[MEASURE_PERSONS].value == 203);
}

static void what_was_not_asked_stays_not_asked(void **state)
{
    (void)state;
    struct area_counts area = area_of(2, 8, 0, 0);
    area.measure[MEASURE_TENURE_OWNER].state = COUNT_NOT_ASKED;
    assert_int_equal(apply(public_policy, area).measure[MEASURE_TENURE_OWNER].state, COUNT_NOT_ASKED);
}

static struct origin_counts origin_of(size_t mahalle, int origin, double persons, int64_t records)
{
    return (struct origin_counts){mahalle, origin, known(persons, records), known(0, 0)};
}

static void unknown_origins_are_no_origin_and_hidden_ones_are_remembered(void **state)
{
    (void)state;
    struct area_counts areas[1] = {area_of(60, 240, 100, 30)};
    struct origin_counts origins[] = {
        origin_of(0, 0, 9, 3),     origin_of(0, 21, 120, 30), origin_of(0, 27, 8, 2),
        origin_of(0, 63, 103, 25), origin_of(1, 21, 240, 60),
    };
    struct counts counts = {
        .mahalle = areas, .mahalle_count = 1, .city = area_of(60, 240, 100, 30), .origins = origins, .origin_count = 5};
    assert_int_equal(policy_apply(&public_policy, &counts, NULL), MAH_OK);
    assert_int_equal(counts.origin_count, 3); /* 21 of the mahalle, 21 of the city; 27 alone could be subtracted */
    assert_int_equal(origins[0].origin, 21);
    assert_int_equal(origins[1].origin, ORIGIN_OTHER);
    assert_true(origins[1].persons.value == 110);
    assert_true(areas[0].origins_partial);
    assert_false(areas[0].top_origin_hidden);
    assert_false(counts.city.origins_partial);
}

static void a_hidden_largest_origin_leaves_no_top(void **state)
{
    (void)state;
    struct area_counts areas[1] = {area_of(60, 240, 100, 30)};
    struct origin_counts origins[] = {origin_of(0, 21, 225, 52),
                                      origin_of(0, 27, 15, 8)}; /* all but 15 persons: shown ... */
    struct counts counts = {
        .mahalle = areas, .mahalle_count = 1, .city = area_of(60, 240, 100, 30), .origins = origins, .origin_count = 2};
    assert_int_equal(policy_apply(&public_policy, &counts, NULL), MAH_OK);
    assert_false(areas[0].origins_partial);
    struct area_counts others[1] = {area_of(60, 240, 100, 30)};
    struct origin_counts hidden[] = {origin_of(0, 21, 228, 57),
                                     origin_of(0, 27, 12, 5)}; /* ... all but 3 households: hidden */
    struct counts again = {
        .mahalle = others, .mahalle_count = 1, .city = area_of(60, 240, 100, 30), .origins = hidden, .origin_count = 2};
    assert_int_equal(policy_apply(&public_policy, &again, NULL), MAH_OK);
    assert_true(others[0].origins_partial);
    assert_true(others[0].top_origin_hidden);
}

static void small_origins_become_one(void **state)
{
    (void)state;
    struct area_counts areas[2] = {area_of(60, 240, 100, 30), area_of(60, 240, 100, 30)};
    struct origin_counts origins[] = {
        origin_of(0, 21, 200, 50), origin_of(0, 27, 9, 3),   origin_of(0, 63, 8, 3), /* 17 persons of 6 households */
        origin_of(1, 21, 180, 45), origin_of(1, 27, 40, 10), origin_of(2, 21, 380, 95),
    };
    struct counts counts = {.mahalle = areas,
                            .mahalle_count = 2,
                            .city = area_of(120, 480, 200, 60),
                            .origins = origins,
                            .origin_count = 6};
    assert_int_equal(policy_apply(&public_policy, &counts, NULL), MAH_OK);
    assert_int_equal(counts.origin_count, 5);
    assert_int_equal(origins[0].origin, 21);
    assert_true(origins[0].persons.value == 200);
    assert_int_equal(origins[1].origin, ORIGIN_OTHER);
    assert_true(origins[1].persons.value == 15);
    assert_int_equal(origins[2].mahalle, 1);
    assert_int_equal(origins[4].mahalle, 2);
}

/* All but one small one: the city less the other mahalle would be the large one, so it goes there, too. */
static void an_origin_is_not_told_by_subtraction(void **state)
{
    (void)state;
    struct area_counts areas[2] = {area_of(60, 240, 100, 30), area_of(60, 240, 100, 30)};
    struct origin_counts origins[] = {
        origin_of(0, 21, 100, 25), origin_of(0, 63, 60, 15),  origin_of(1, 21, 231, 57),
        origin_of(1, 27, 9, 3),    origin_of(2, 21, 331, 82), origin_of(2, 63, 60, 15),
    };
    struct counts counts = {.mahalle = areas,
                            .mahalle_count = 2,
                            .city = area_of(120, 480, 200, 60),
                            .origins = origins,
                            .origin_count = 6};
    assert_int_equal(policy_apply(&public_policy, &counts, NULL), MAH_OK);
    for (size_t i = 0; i < counts.origin_count; i++)
        assert_true(origins[i].mahalle == 2 || origins[i].origin != 21);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_row_needs_records_and_persons),
        cmocka_unit_test(a_small_cell_hides_itself),
        cmocka_unit_test(the_few_others_are_protected_too),
        cmocka_unit_test(counts_go_to_fives_and_keep_their_meaning),
        cmocka_unit_test(what_was_not_asked_stays_not_asked),
        cmocka_unit_test(the_few_other_households_are_protected_whatever_their_size),
        cmocka_unit_test(unknown_origins_are_no_origin_and_hidden_ones_are_remembered),
        cmocka_unit_test(a_hidden_largest_origin_leaves_no_top),
        cmocka_unit_test(small_origins_become_one),
        cmocka_unit_test(an_origin_is_not_told_by_subtraction),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
