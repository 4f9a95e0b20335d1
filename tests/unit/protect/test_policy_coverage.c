/* Is what one type hides of its coverage told by another type? */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <math.h>

#include "protect/policy_coverage.h"

enum { CLINIC, SCHOOL, POOL, TYPES };

/* Everybody goes to the clinic and the pool, children to the school. Of the pool no radius is known. */
static const struct coverage_type types[TYPES] = {
    {500, {.is_all = true}}, {500, {.bands = 1 << 2}}, {(double)NAN, {.is_all = true}}};

static struct group_coverage groups[2 * TYPES][REACH_GROUPS]; /* one mahalle, and the city */
static struct coverage coverage = {2, TYPES, groups};

static struct count persons(int value)
{
    return (struct count){.value = value, .records = value / 4, .state = COUNT_KNOWN};
}

/* 400 persons, 200 of them settled; so many have no known way to the clinic. */
static void draw(int without_a_way)
{
    static const int pop[REACH_GROUPS] = {
        [REACH_ALL] = 400, [REACH_RECENT] = 200, [REACH_SETTLED] = 200, [REACH_TARGET] = 100};
    const struct count not_asked = {.state = COUNT_NOT_ASKED};
    for (size_t area = 0; area < 2; area++) {
        for (size_t t = 0; t < TYPES; t++) {
            for (int g = 0; g < REACH_GROUPS; g++) {
                int people = g == REACH_TARGET && t != SCHOOL ? 400 : pop[g];
                bool lacks_way = t == CLINIC && area == 0 && g != REACH_RECENT;
                int unknown = lacks_way ? without_a_way : 100, known = people - unknown;
                if (t == SCHOOL && g == REACH_TARGET)
                    unknown = 20, known = 80;
                struct group_coverage *group = coverage_cell(&coverage, area, t, (enum reach_group)g);
                *group = (struct group_coverage){.pop = persons(people),
                                                 .known = persons(known),
                                                 .unknown = persons(unknown),
                                                 .covered = t == POOL ? not_asked : persons(known / 2),
                                                 .uncovered = t == POOL ? not_asked : persons(known - known / 2)};
            }
        }
    }
}

static void protect(enum profile profile)
{
    const struct policy policy = {
        .profile = profile, .min_households = 5, .min_persons = 10, .min_unit_persons = 100, .round_to = 0};
    struct area_counts areas[2] = {{.records = {.state = COUNT_KNOWN}}};
    areas[1] = areas[0];
    const struct counts counts = {.mahalle = areas, .mahalle_count = 1, .city = areas[1]};
    policy_apply_coverage(&policy, &counts, types, &coverage);
}

static const struct group_coverage *cell(size_t area, size_t type, enum reach_group group)
{
    return coverage_cell(&coverage, area, type, group);
}

/* Eight persons without a way to the clinic: their mahalle's number may stand under no other type either. */
static void the_number_of_the_same_people_is_hidden_under_every_type(void **state)
{
    (void)state;
    draw(8);
    protect(PROFILE_INTERNAL);
    assert_int_equal(cell(0, CLINIC, REACH_ALL)->unknown.state, COUNT_SUPPRESSED_SMALL);
    for (size_t t = 0; t < TYPES; t++) {
        for (int g = 0; g < REACH_GROUPS; g++) {
            const struct group_coverage *group = cell(0, t, (enum reach_group)g);
            bool are_pupils = t == SCHOOL && g == REACH_TARGET;
            assert_int_equal(group->pop.state, are_pupils ? COUNT_KNOWN : COUNT_SUPPRESSED_SECONDARY);
            if (t == SCHOOL) /* else pop = covered + uncovered + unknown */
                assert_int_equal(group->unknown.state, are_pupils ? COUNT_KNOWN : COUNT_SUPPRESSED_SECONDARY);
            assert_int_equal(group->covered.state, t == POOL ? COUNT_NOT_ASKED : COUNT_KNOWN);
            assert_int_equal(cell(1, t, (enum reach_group)g)->pop.state, COUNT_KNOWN); /* the city hides nothing */
        }
    }
    assert_int_equal(cell(0, POOL, REACH_ALL)->unknown.state, COUNT_KNOWN); /* nothing stands beside it */
}

static void where_nothing_is_small_all_is_told(void **state)
{
    (void)state;
    draw(60);
    protect(PROFILE_INTERNAL);
    for (size_t t = 0; t < TYPES; t++)
        for (int g = 0; g < REACH_GROUPS; g++)
            assert_int_equal(cell(0, t, (enum reach_group)g)->pop.state, COUNT_KNOWN);
}

static void the_secure_profile_tells_all(void **state)
{
    (void)state;
    draw(8);
    protect(PROFILE_SECURE);
    assert_int_equal(cell(0, CLINIC, REACH_ALL)->unknown.state, COUNT_KNOWN);
    assert_int_equal(cell(0, SCHOOL, REACH_ALL)->pop.state, COUNT_KNOWN);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_number_of_the_same_people_is_hidden_under_every_type),
        cmocka_unit_test(where_nothing_is_small_all_is_told),
        cmocka_unit_test(the_secure_profile_tells_all),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
