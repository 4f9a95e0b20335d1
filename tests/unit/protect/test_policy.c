/* What may be shown under which profile? Rows and cells judged one by one. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <string.h>

#include "base/memory.h"
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

/* Takes the rows over as counts_new would have made them: they are replaced while they are judged. */
static struct counts counts_with(struct area_counts *areas, size_t count, struct area_counts city,
                                 const struct origin_counts *origins, size_t origin_count)
{
    struct counts counts = {.mahalle = areas,
                            .mahalle_count = count,
                            .city = city,
                            .origins = memory_new(origin_count, sizeof *origins),
                            .origin_count = origin_count};
    assert_non_null(counts.origins);
    memcpy(counts.origins, origins, origin_count * sizeof *origins);
    return counts;
}

#define ROWS(rows) rows, sizeof(rows) / sizeof *(rows)

static void assert_row(const struct counts *counts, size_t i, size_t mahalle, int origin, double persons)
{
    assert_true(i < counts->origin_count);
    assert_int_equal(counts->origins[i].mahalle, mahalle);
    assert_int_equal(counts->origins[i].origin, origin);
    assert_true(counts->origins[i].persons.value == persons);
    assert_int_equal(counts->origins[i].persons.state, COUNT_KNOWN);
}

static void unknown_origins_are_no_origin_and_hidden_ones_are_remembered(void **state)
{
    (void)state;
    struct area_counts areas[1] = {area_of(60, 240, 100, 30)};
    areas[0].measure[MEASURE_ORIGIN_UNKNOWN] = known(9, 3); /* hidden: then nobody can say what the others leave */
    const struct origin_counts origins[] = {
        origin_of(0, 0, 9, 3),     origin_of(0, 21, 120, 30), origin_of(0, 27, 8, 2),
        origin_of(0, 63, 103, 25), origin_of(1, 21, 240, 60),
    };
    struct counts counts = counts_with(areas, 1, area_of(60, 240, 100, 30), ROWS(origins));
    assert_int_equal(policy_apply(&public_policy, &counts, NULL), MAH_OK);
    assert_int_equal(counts.origin_count, 3);
    assert_row(&counts, 0, 0, 21, 120);
    assert_row(&counts, 1, 0, 63, 105);
    assert_row(&counts, 2, 1, 21, 240);
    assert_true(areas[0].origins_partial);
    assert_false(areas[0].top_origin_hidden);
    assert_false(counts.city.origins_partial);
    memory_free(counts.origins);
}

static void a_hidden_largest_origin_leaves_no_top(void **state)
{
    (void)state;
    struct area_counts areas[1] = {area_of(60, 240, 100, 30)};
    const struct origin_counts origins[] = {origin_of(0, 21, 225, 52),
                                            origin_of(0, 27, 15, 8)}; /* all but 15 persons: shown ... */
    struct counts counts = counts_with(areas, 1, area_of(60, 240, 100, 30), ROWS(origins));
    assert_int_equal(policy_apply(&public_policy, &counts, NULL), MAH_OK);
    assert_false(areas[0].origins_partial);
    memory_free(counts.origins);
    struct area_counts others[1] = {area_of(60, 240, 100, 30)};
    const struct origin_counts hidden[] = {origin_of(0, 21, 228, 57),
                                           origin_of(0, 27, 12, 5)}; /* ... all but 3 households: hidden */
    counts = counts_with(others, 1, area_of(60, 240, 100, 30), ROWS(hidden));
    assert_int_equal(policy_apply(&public_policy, &counts, NULL), MAH_OK);
    assert_true(others[0].origins_partial);
    assert_true(others[0].top_origin_hidden);
    memory_free(counts.origins);
}

/* 240 persons less 225, as they are shown: who lives there can subtract, and sees no more. */
static void small_origins_become_one(void **state)
{
    (void)state;
    struct area_counts areas[2] = {area_of(60, 240, 100, 30), area_of(60, 240, 100, 30)};
    const struct origin_counts origins[] = {
        origin_of(0, 21, 223, 50), origin_of(0, 27, 9, 3),   origin_of(0, 63, 8, 3), /* 17 persons of 6 households */
        origin_of(1, 21, 180, 45), origin_of(1, 27, 60, 15), origin_of(2, 21, 403, 95),
        origin_of(2, 27, 69, 18),  origin_of(2, 63, 8, 3),
    };
    struct counts counts = counts_with(areas, 2, area_of(120, 480, 200, 60), ROWS(origins));
    assert_int_equal(policy_apply(&public_policy, &counts, NULL), MAH_OK);
    assert_int_equal(counts.origin_count, 6);
    assert_row(&counts, 0, 0, 21, 225);
    assert_row(&counts, 1, 0, ORIGIN_OTHER, 15);
    assert_row(&counts, 2, 1, 21, 180);
    assert_row(&counts, 3, 1, 27, 60);
    assert_row(&counts, 4, 2, 21, 405);
    assert_row(&counts, 5, 2, 27, 70); /* 480 - 475: fewer than ten are no row */
    memory_free(counts.origins);
}

/* Of the newcomers among them only the city says how many: by mahalle they would be the smallest numbers of the file.
 */
static void newcomers_by_origin_are_those_of_the_city(void **state)
{
    (void)state;
    struct area_counts areas[2] = {area_of(60, 240, 100, 30), area_of(60, 240, 100, 30)};
    struct origin_counts origins[] = {
        origin_of(0, 21, 140, 35), origin_of(0, 27, 100, 25), origin_of(1, 21, 140, 35),
        origin_of(1, 27, 100, 25), origin_of(2, 21, 280, 70), origin_of(2, 27, 200, 50),
    };
    for (size_t i = 0; i < 6; i++)
        origins[i].recent = known(i < 4 ? 50 : 100, i < 4 ? 15 : 30);
    struct counts counts = counts_with(areas, 2, area_of(120, 480, 200, 60), ROWS(origins));
    assert_int_equal(policy_apply(&internal_policy, &counts, NULL), MAH_OK);
    assert_int_equal(counts.origin_count, 6);
    for (size_t i = 0; i < 4; i++) {
        assert_int_equal(counts.origins[i].recent.state, COUNT_NOT_ASKED);
        assert_true(counts.origins[i].recent.value == 0);
    }
    assert_true(counts.origins[4].recent.value == 100);
    assert_int_equal(counts.origins[4].recent.state, COUNT_KNOWN);
    memory_free(counts.origins);
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
        cmocka_unit_test(newcomers_by_origin_are_those_of_the_city),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
