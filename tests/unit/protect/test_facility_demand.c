/* What do the facilities of a type tell together of the city's people? */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "protect/facility_demand.h"

enum { SCHOOLS = 4, SCHOOL = 3, CLINIC = 7 };

static const struct policy public_policy = {PROFILE_PUBLIC, 5, 10, 100, 5, 2025, 2021, 2020};

/* A type of service of which everybody is the target. */
struct town {
    struct facility facility[SCHOOLS];
    struct facility_demand demand[SCHOOLS];
    struct service_set set;
    struct reach_tally tally;
    struct reach_type used[2];
    struct target_group targets[2];
    struct protect_services services;
};

static struct facility_demand demand_of(int persons, int recent)
{
    return (struct facility_demand){(int64_t)persons * 1000000000, persons, (int64_t)recent * 1000000000, recent};
}

static void draw(struct town *town)
{
    *town = (struct town){.set = {.facilities = town->facility, .count = SCHOOLS},
                          .tally = {.demand = town->demand, .facility_count = SCHOOLS},
                          .used = {{.type = CLINIC}, {.type = SCHOOL}},
                          .targets = {{.is_all = true}, {.is_all = true}}};
    for (int i = 0; i < SCHOOLS; i++)
        town->facility[i] = (struct facility){.type = SCHOOL, .is_open = true};
    town->services = (struct protect_services){
        .set = &town->set, .used = town->used, .targets = town->targets, .used_count = 2, .tally = &town->tally};
}

/* 41 is shown as 40 (38 to 42), 78 as 80 (78 to 82); a closed school and one of nobody tell nothing. */
static void each_facility_keeps_to_its_rounding(void **state)
{
    (void)state;
    struct town town;
    struct facility_sums sums[2];
    draw(&town);
    town.demand[0] = demand_of(41, 20);
    town.demand[1] = demand_of(78, 30);
    town.demand[3] = demand_of(500, 500);
    town.facility[3].is_open = false;
    facility_sums_fill(sums, &public_policy, &town.services, true);
    assert_true(sums[1].target.city.value == 119 && sums[1].target.city.state == COUNT_KNOWN);
    assert_true(sums[1].target.room.up == 1 + 4 && sums[1].target.room.down == 3 + 0);
    assert_true(sums[1].recent.city.value == 50);
    assert_true(sums[1].recent.room.up == 2 + 2 && sums[1].recent.room.down == 2 + 2);
    assert_true(sums[0].target.city.value == 0 && sums[0].target.room.up == 0); /* no clinic */
}

static void a_hidden_facility_leaves_everything_open(void **state)
{
    (void)state;
    struct town town;
    struct facility_sums sums[2];
    draw(&town);
    town.demand[0] = demand_of(41, 40); /* all but one of them are recent migrants */
    town.demand[1] = demand_of(78, 30);
    facility_sums_fill(sums, &public_policy, &town.services, true);
    assert_true(sums[1].target.room.up == 5);
    assert_true(sums[1].recent.room.up > 1e6 && sums[1].recent.room.down == 40 + 2);
    facility_sums_fill(sums, &public_policy, &town.services, false); /* nobody was asked when they came */
    assert_true(sums[1].recent.room.up == 0 && sums[1].recent.room.down == 0);
}

/* Only where the city's number is told, by all less those of unknown distance, or by those within reach and beyond. */
static void facilities_are_told_with_the_city(void **state)
{
    (void)state;
    struct group_coverage cells[2][REACH_GROUPS] = {0};
    struct coverage coverage = {.area_count = 1, .type_count = 2, .cells = cells};
    struct facility_sums sums[2] = {0};
    for (int t = 0; t < 2; t++)
        cells[t][REACH_RECENT].pop.state = cells[t][REACH_RECENT].covered.state = COUNT_SUPPRESSED_SMALL;
    assert_true(facilities_are_told(sums, &coverage, 1, REACH_TARGET));
    cells[1][REACH_TARGET].unknown.state = COUNT_SUPPRESSED_SMALL;
    assert_true(facilities_are_told(sums, &coverage, 1, REACH_TARGET));
    cells[1][REACH_TARGET].uncovered.state = COUNT_SUPPRESSED_SMALL;
    assert_false(facilities_are_told(sums, &coverage, 1, REACH_TARGET));
    assert_true(facilities_are_told(sums, &coverage, 0, REACH_TARGET));
    assert_false(facilities_are_told(sums, &coverage, 1, REACH_RECENT));
    cells[0][REACH_RECENT].pop.state = COUNT_KNOWN; /* the same recent migrants are told under the other type */
    assert_true(facilities_are_told(sums, &coverage, 1, REACH_RECENT));
    sums[1].recent.city.state = COUNT_SUPPRESSED_SECONDARY; /* hidden for others */
    assert_false(facilities_are_told(sums, &coverage, 1, REACH_RECENT));
    assert_true(facilities_are_told(sums, &coverage, 0, REACH_RECENT));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(each_facility_keeps_to_its_rounding),
        cmocka_unit_test(a_hidden_facility_leaves_everything_open),
        cmocka_unit_test(facilities_are_told_with_the_city),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
