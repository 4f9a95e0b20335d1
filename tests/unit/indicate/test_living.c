/* Coverage, its bounds and the gap; housing. Worked by hand, as in docs/methods.md. */
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "base/memory.h"
#include "indicate/living.h"

#define NEAR(actual, expected)                                                                                         \
    do {                                                                                                               \
        struct rate near_rate = (actual);                                                                              \
        assert_true(near_rate.known);                                                                                  \
        if (fabs(near_rate.value - (expected)) > 1e-12)                                                                \
            fail_msg("%.15f is not %.15f", near_rate.value, (double)(expected));                                       \
    } while (0)

static struct tally_cell cell(int64_t value)
{
    return (struct tally_cell){value * WEIGHT_ONE, value};
}

/* 1,000 persons: 300 recent migrants, 680 settled, 20 of unknown class. Water: 270 of 300 and 646 of 680 have it. */
static void fill(struct living_cells *cells)
{
    *cells = (struct living_cells){0};
    cells->all.households = cell(250);
    cells->all.persons[LIVING_ALL] = cell(1000);
    cells->all.persons[LIVING_RECENT] = cell(300);
    cells->all.persons[LIVING_SETTLED] = cell(680);
    struct living_sums *water = cells->network[NETWORK_WATER];
    water[IS_YES].persons[LIVING_ALL] = cell(930);
    water[IS_YES].persons[LIVING_RECENT] = cell(270);
    water[IS_YES].persons[LIVING_SETTLED] = cell(646);
    water[IS_NO].persons[LIVING_ALL] = cell(50);
    water[IS_NO].persons[LIVING_RECENT] = cell(30);
    water[IS_NO].persons[LIVING_SETTLED] = cell(17);
    water[IS_YES].households = cell(235);
    water[IS_NO].households = cell(12);
    cells->roomed_persons = cell(900);
    cells->rooms = cell(600);
    cells->crowded[IS_YES] = cell(60);
    cells->crowded[IS_NO] = cell(180);
    cells->crowded[IS_UNKNOWN] = cell(10);
}

static struct living_counts *counts_of(struct living_cells cells[2])
{
    struct tally tally = {.mahalle_count = 2, .living = cells};
    struct living_counts *counts = NULL;
    assert_int_equal(living_counts_new(&counts, &tally, NULL), MAH_OK);
    return counts;
}

static void coverage_bounds_and_gap(void **state)
{
    (void)state;
    struct living_cells cells[2];
    memset(cells, 0, sizeof cells);
    fill(&cells[0]);
    struct living_counts *counts = counts_of(cells);
    const struct network_counts *water = &counts[0].network[NETWORK_WATER];
    NEAR(network_share(water, LIVING_ALL), 930.0 / 980);
    NEAR(network_share_min(water, LIVING_ALL), 0.93);
    NEAR(network_share_max(water, LIVING_ALL), 0.95);
    NEAR(network_share(water, LIVING_RECENT), 0.9);
    NEAR(network_share(water, LIVING_SETTLED), 646.0 / 663);
    NEAR(network_gap(water), 100 * (646.0 / 663 - 0.9));
    NEAR(count_rate(&water->persons[LIVING_ALL][IS_UNKNOWN]), 20);
    NEAR(count_rate(&water->persons[LIVING_RECENT][IS_UNKNOWN]), 0);
    NEAR(count_rate(&water->persons[LIVING_SETTLED][IS_UNKNOWN]), 17);
    NEAR(count_rate(&water->households[IS_UNKNOWN]), 3);
    NEAR(network_share(&counts[2].network[NETWORK_WATER], LIVING_ALL), 930.0 / 980); /* the city */
    NEAR(housing_rate(HOUSING_PERSONS_PER_ROOM, &counts[0]), 1.5);
    NEAR(housing_rate(HOUSING_CROWDED, &counts[0]), 0.25);
    memory_free(counts);
}

static void nobody_there_has_no_share_but_zero_persons(void **state)
{
    (void)state;
    struct living_cells cells[2];
    memset(cells, 0, sizeof cells);
    fill(&cells[0]);
    struct living_counts *counts = counts_of(cells);
    const struct network_counts *water = &counts[1].network[NETWORK_WATER];
    assert_int_equal(water->households[IS_NO].state, COUNT_KNOWN);
    assert_false(network_share(water, LIVING_ALL).known);
    assert_false(network_share_min(water, LIVING_ALL).known);
    assert_false(network_gap(water).known);
    assert_false(housing_rate(HOUSING_PERSONS_PER_ROOM, &counts[1]).known);
    memory_free(counts);
}

static void what_nobody_answered_was_not_asked(void **state)
{
    (void)state;
    struct living_cells cells[2];
    memset(cells, 0, sizeof cells);
    fill(&cells[0]);
    struct living_counts *counts = counts_of(cells);
    assert_true(network_was_asked(&counts[1], NETWORK_WATER));
    assert_false(network_was_asked(&counts[0], NETWORK_GAS));
    assert_int_equal(counts[0].network[NETWORK_GAS].persons[LIVING_ALL][IS_UNKNOWN].state, COUNT_NOT_ASKED);
    assert_int_equal(counts[0].slum[IS_YES].state, COUNT_NOT_ASKED);
    assert_false(housing_rate(HOUSING_SLUM, &counts[0]).known);
    memory_free(counts);
}

static void without_arrivals_there_are_no_groups(void **state)
{
    (void)state;
    struct living_cells cells[2];
    memset(cells, 0, sizeof cells);
    cells[0].all.households = cell(10);
    cells[0].all.persons[LIVING_ALL] = cell(40);
    cells[0].network[NETWORK_WATER][IS_YES].persons[LIVING_ALL] = cell(40);
    cells[0].network[NETWORK_WATER][IS_YES].households = cell(10);
    struct living_counts *counts = counts_of(cells);
    const struct network_counts *water = &counts[0].network[NETWORK_WATER];
    NEAR(network_share(water, LIVING_ALL), 1);
    assert_int_equal(water->persons[LIVING_RECENT][IS_YES].state, COUNT_NOT_ASKED);
    assert_int_equal(water->persons[LIVING_SETTLED][IS_UNKNOWN].state, COUNT_NOT_ASKED);
    memory_free(counts);
}

static void running_out_of_memory_and_sums_too_large(void **state)
{
    (void)state;
    struct living_cells cells[2];
    memset(cells, 0, sizeof cells);
    struct tally tally = {.mahalle_count = 2, .living = cells};
    struct living_counts *counts = NULL;
    memory_fail_from(1);
    assert_int_equal(living_counts_new(&counts, &tally, NULL), MAH_NO_MEMORY);
    memory_fail_from(0);
    cells[0].rooms.nano = cells[1].rooms.nano = INT64_MAX;
    assert_int_equal(living_counts_new(&counts, &tally, NULL), MAH_BAD_DATA);
    assert_null(counts);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(coverage_bounds_and_gap),
        cmocka_unit_test(nobody_there_has_no_share_but_zero_persons),
        cmocka_unit_test(what_nobody_answered_was_not_asked),
        cmocka_unit_test(without_arrivals_there_are_no_groups),
        cmocka_unit_test(running_out_of_memory_and_sums_too_large),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
