/* Counting how people live: whom water reaches, who is crowded, who lives in a slum household. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "count/living_tally.h"

/* One household whose answers live here. */
struct home {
    int32_t size;
    uint8_t rooms, needed_rooms, durable, building;
    uint8_t network[1][NETWORK_COUNT];
    struct checked_batch batch;
};

static void home_is(struct home *home, int32_t size, uint8_t rooms, enum yes_no water, enum yes_no sewer,
                    enum yes_no durable)
{
    *home = (struct home){.size = size, .rooms = rooms, .durable = (uint8_t)durable, .building = BUILDING_UNKNOWN};
    home->network[0][NETWORK_WATER] = (uint8_t)water;
    home->network[0][NETWORK_SEWER] = (uint8_t)sewer;
    home->batch = (struct checked_batch){.rows = 1,
                                         .size = &home->size,
                                         .rooms = &home->rooms,
                                         .needed_rooms = &home->needed_rooms,
                                         .durable = &home->durable,
                                         .building = &home->building,
                                         .network = home->network};
}

static enum yes_no slum(int32_t size, uint8_t rooms, enum yes_no water, enum yes_no sewer, enum yes_no durable)
{
    struct home home;
    home_is(&home, size, rooms, water, sewer, durable);
    return living_slum4(&home.batch, 0);
}

static void one_lacking_flag_makes_a_slum_household(void **state)
{
    (void)state;
    assert_int_equal(slum(3, 3, IS_YES, IS_YES, IS_YES), IS_NO);
    assert_int_equal(slum(3, 3, IS_NO, IS_YES, IS_YES), IS_YES);
    assert_int_equal(slum(3, 3, IS_YES, IS_NO, IS_YES), IS_YES);
    assert_int_equal(slum(3, 3, IS_YES, IS_YES, IS_NO), IS_YES);
    assert_int_equal(slum(6, 2, IS_YES, IS_YES, IS_YES), IS_NO); /* three persons a room are enough room */
    assert_int_equal(slum(7, 2, IS_YES, IS_YES, IS_YES), IS_YES);
}

static void fewer_than_three_known_flags_tell_nothing(void **state)
{
    (void)state;
    assert_int_equal(slum(3, 3, IS_YES, IS_YES, IS_UNKNOWN), IS_NO);
    assert_int_equal(slum(3, 0, IS_YES, IS_NO, IS_YES), IS_YES);
    assert_int_equal(slum(3, 0, IS_YES, IS_YES, IS_UNKNOWN), IS_UNKNOWN);
    assert_int_equal(slum(3, 0, IS_NO, IS_NO, IS_UNKNOWN), IS_UNKNOWN);
    assert_int_equal(slum(3, 0, IS_UNKNOWN, IS_UNKNOWN, IS_UNKNOWN), IS_UNKNOWN);
}

static void tents_and_containers_are_not_durable_unless_somebody_says_so(void **state)
{
    (void)state;
    struct home home;
    home_is(&home, 3, 3, IS_YES, IS_YES, IS_UNKNOWN);
    home.building = BUILDING_TENT;
    assert_int_equal(living_slum4(&home.batch, 0), IS_YES);
    home.building = BUILDING_CONTAINER;
    assert_int_equal(living_slum4(&home.batch, 0), IS_YES);
    home.building = BUILDING_GECEKONDU; /* may be solid: only the answer says */
    assert_int_equal(living_slum4(&home.batch, 0), IS_NO);
    home.building = BUILDING_CONTAINER;
    home.durable = IS_YES;
    assert_int_equal(living_slum4(&home.batch, 0), IS_NO);
}

static void more_persons_than_rooms_are_crowded(void **state)
{
    (void)state;
    struct home home;
    home_is(&home, 4, 4, IS_YES, IS_YES, IS_YES);
    assert_int_equal(living_crowded(&home.batch, 0), IS_NO);
    home.size = 5;
    assert_int_equal(living_crowded(&home.batch, 0), IS_YES);
    home.rooms = 0;
    assert_int_equal(living_crowded(&home.batch, 0), IS_UNKNOWN);
}

static void with_a_list_of_members_their_needs_decide_and_nothing_else(void **state)
{
    (void)state;
    struct home home;
    home_is(&home, 4, 3, IS_YES, IS_YES, IS_YES);
    home.batch.has_roster = true;
    home.needed_rooms = 3; /* a couple with two small children: enough, though they are four */
    assert_int_equal(living_crowded(&home.batch, 0), IS_NO);
    home.needed_rooms = 4;
    assert_int_equal(living_crowded(&home.batch, 0), IS_YES);
    home.needed_rooms = 0; /* not in the list */
    assert_int_equal(living_crowded(&home.batch, 0), IS_UNKNOWN);
    home.needed_rooms = 4;
    home.rooms = 0;
    assert_int_equal(living_crowded(&home.batch, 0), IS_UNKNOWN);
}

static void migrants_and_settled_of_one_household_are_told_apart(void **state)
{
    (void)state;
    struct home home;
    struct living_cells cells = {0};
    home_is(&home, 5, 2, IS_NO, IS_YES, IS_UNKNOWN);
    struct living_household mixed = {2 * (int64_t)WEIGHT_ONE, 10 * (int64_t)WEIGHT_ONE, 6 * (int64_t)WEIGHT_ONE, true};
    struct living_household unclassified = {WEIGHT_ONE, 5 * (int64_t)WEIGHT_ONE, 0, false};
    assert_int_equal(living_cells_add(&cells, &home.batch, 0, &mixed), 0);
    assert_int_equal(living_cells_add(&cells, &home.batch, 0, &unclassified), 0);
    const struct tally_cell *unserved = cells.network[NETWORK_WATER][IS_NO].persons;
    assert_true(unserved[LIVING_ALL].nano == 15 * (int64_t)WEIGHT_ONE);
    assert_true(unserved[LIVING_RECENT].nano == 6 * (int64_t)WEIGHT_ONE);
    assert_true(unserved[LIVING_SETTLED].nano == 4 * (int64_t)WEIGHT_ONE);
    assert_int_equal(unserved[LIVING_ALL].records, 2);
    assert_int_equal(unserved[LIVING_SETTLED].records, 1);
    assert_true(cells.network[NETWORK_WATER][IS_NO].households.nano == 3 * (int64_t)WEIGHT_ONE);
    assert_true(cells.network[NETWORK_SEWER][IS_YES].households.nano == 3 * (int64_t)WEIGHT_ONE);
    assert_int_equal(cells.network[NETWORK_GAS][IS_NO].households.records, 0);
    assert_true(cells.rooms.nano == 6 * (int64_t)WEIGHT_ONE);
    assert_true(cells.roomed_persons.nano == 15 * (int64_t)WEIGHT_ONE);
}

static void merging_is_adding_and_overflow_is_seen(void **state)
{
    (void)state;
    struct home home;
    struct living_cells one = {0}, first = {0}, second = {0};
    struct living_household household = {WEIGHT_ONE, 4 * (int64_t)WEIGHT_ONE, 4 * (int64_t)WEIGHT_ONE, true};
    home_is(&home, 4, 1, IS_YES, IS_NO, IS_YES);
    for (int i = 0; i < 7; i++) {
        assert_int_equal(living_cells_add(&one, &home.batch, 0, &household), 0);
        assert_int_equal(living_cells_add(i % 3 == 0 ? &first : &second, &home.batch, 0, &household), 0);
    }
    assert_int_equal(living_cells_merge(&first, &second), 0);
    assert_memory_equal(&one, &first, sizeof one);
    first.slum[IS_YES].nano = INT64_MAX;
    assert_int_not_equal(living_cells_merge(&first, &second), 0);
    one.rooms.nano = INT64_MAX;
    assert_int_not_equal(living_cells_add(&one, &home.batch, 0, &household), 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(one_lacking_flag_makes_a_slum_household),
        cmocka_unit_test(fewer_than_three_known_flags_tell_nothing),
        cmocka_unit_test(tents_and_containers_are_not_durable_unless_somebody_says_so),
        cmocka_unit_test(more_persons_than_rooms_are_crowded),
        cmocka_unit_test(with_a_list_of_members_their_needs_decide_and_nothing_else),
        cmocka_unit_test(migrants_and_settled_of_one_household_are_told_apart),
        cmocka_unit_test(merging_is_adding_and_overflow_is_seen),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
