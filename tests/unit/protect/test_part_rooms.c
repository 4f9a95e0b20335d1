/* What do rounded parts in another table tell of their whole? By hand: years of a mahalle, origins of a city. */
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "protect/part_rooms.h"
#include "village.h"

static const struct policy public_policy = {PROFILE_PUBLIC, 5, 10, 100, 5, 2025, 2021, 2020};
static const struct policy internal_policy = {PROFILE_INTERNAL, 5, 0, 0, 0, 2025, 2021, 2020};

/* A judged village in the hands of one who looks for twins. */
struct looked_at {
    struct village village;
    struct additive *additive;
    struct part_rooms *rooms;
};

static void look(struct looked_at *it, struct policy policy)
{
    assert_int_equal(additive_new(&it->additive, &it->village.counts, NULL, NULL), MAH_OK);
    assert_int_equal(part_rooms_new(&it->rooms, &policy, &it->village.counts, it->additive, NULL), MAH_OK);
}

static void look_away(struct looked_at *it)
{
    additive_free(it->additive);
    part_rooms_free(it->rooms);
}

/* The room of a measure of area 0, or of the city: "2 up, 1 down" is 2, 1. */
static void expect_room(const struct looked_at *it, struct policy policy, bool of_city, int measure, double up,
                        double down)
{
    const struct counts *counts = &it->village.counts;
    for (size_t i = 0; i < it->additive->kind_count; i++) {
        const struct additive_kind *kind = &it->additive->kinds[i];
        if (kind->city != &counts->city.measure[measure])
            continue;
        struct room room = cell_room(&policy, kind, of_city ? kind->city : &counts->mahalle[0].measure[measure], false);
        if (fabs(room.up - up) > 1e-9 || fabs(room.down - down) > 1e-9)
            fail_msg("%g up and %g down instead of %g and %g", room.up, room.down, up, down);
        return;
    }
    fail_msg("measure %d is no kind", measure);
}

/* 12 and 12 are shown as 10 and 10, which are 10 to 12 each; their band of 24 as 25, which is 23 to 27. So it is 23 or
 * 24. The same people are the recent migrants. */
static void two_years_tell_their_band(void **state)
{
    (void)state;
    struct looked_at it;
    village_of(&it.village, 2020, "2021:12/6 2023:12/6", 400);
    look(&it, public_policy);
    expect_room(&it, public_policy, false, MEASURE_COHORT_1_5, 0, 1);
    expect_room(&it, public_policy, false, MEASURE_RECENT, 0, 1);
    look_away(&it);
}

/* 40 and 40 are 38 to 42 each: no closer than 78 to 82. */
static void round_years_tell_nothing(void **state)
{
    (void)state;
    struct looked_at it;
    village_of(&it.village, 2020, "2021:40/9 2023:40/9", 400);
    look(&it, public_policy);
    expect_room(&it, public_policy, false, MEASURE_COHORT_1_5, 2, 2);
    look_away(&it);
}

/* Three years of 12 say of their band of 36, shown as 35, that it is no more; where one of them is hidden, nothing. */
static void a_hidden_year_leaves_the_band_open(void **state)
{
    (void)state;
    struct looked_at it;
    village_of(&it.village, 2020, "2021:12/6 2022:12/6 2023:12/6", 400);
    look(&it, public_policy);
    expect_room(&it, public_policy, false, MEASURE_COHORT_1_5, 0, 3);
    look_away(&it);
    it.village.rows[2].persons.state = COUNT_SUPPRESSED_SECONDARY;
    look(&it, public_policy);
    expect_room(&it, public_policy, false, MEASURE_COHORT_1_5, 1, 3);
    look_away(&it);
}

/* A hidden whole goes anywhere: its years are hidden with it. */
static void of_a_hidden_band_nothing_is_told(void **state)
{
    (void)state;
    struct looked_at it;
    village_of(&it.village, 2020, "2021:12/6 2023:12/6", 400);
    it.village.area[0].measure[MEASURE_COHORT_1_5].state = COUNT_SUPPRESSED_SECONDARY;
    look(&it, public_policy);
    expect_room(&it, public_policy, false, MEASURE_COHORT_1_5, 1e9, 14); /* S4: at least ten */
    look_away(&it);
}

/* People whose day is known are counted by the day, and then the years say nothing certain of the band. */
static void years_that_do_not_add_up_tell_nothing(void **state)
{
    (void)state;
    struct looked_at it;
    village_of(&it.village, 2020, "2021:12/6 2023:12/6", 400);
    it.village.area[0].measure[MEASURE_COHORT_1_5].value -= 1;
    it.village.area[0].measure[MEASURE_COHORT_5_10].value += 1;
    look(&it, public_policy);
    expect_room(&it, public_policy, false, MEASURE_COHORT_1_5, 4, 0); /* 23 */
    expect_room(&it, public_policy, false, MEASURE_RECENT, 0, 1);
    look_away(&it);
}

/* Where nothing is rounded everything is told anyway. */
static void without_rounding_there_is_nothing_to_tell(void **state)
{
    (void)state;
    struct looked_at it;
    village_of(&it.village, 2020, "2021:12/6 2023:12/6", 400);
    look(&it, internal_policy);
    assert_null(it.rooms);
    look_away(&it);
}

/* The newcomers of the city are 24, from two provinces 12 and 12; what a hidden province has may be anything. */
static void origins_tell_the_newcomers_of_the_city(void **state)
{
    (void)state;
    struct looked_at it;
    struct count of_town = {40, 9, COUNT_KNOWN}, new = {12, 6, COUNT_KNOWN}, not_asked = {0, 0, COUNT_NOT_ASKED};
    struct origin_counts origins[] = {{0, 27, of_town, not_asked},
                                      {0, 63, of_town, not_asked}, /* of the mahalle */
                                      {1, 27, of_town, new},
                                      {1, 63, of_town, new}};
    village_of(&it.village, 2020, "2021:12/6 2023:12/6", 400);
    it.village.counts.origins = origins;
    it.village.counts.origin_count = 4;
    it.village.counts.origin_width = 2;
    look(&it, public_policy);
    expect_room(&it, public_policy, true, MEASURE_RECENT, 0, 1);
    look_away(&it);
    origins[3].persons.state = COUNT_SUPPRESSED_SMALL;
    look(&it, public_policy);
    expect_room(&it, public_policy, true, MEASURE_RECENT, 3, 1);
    look_away(&it);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(two_years_tell_their_band),
        cmocka_unit_test(round_years_tell_nothing),
        cmocka_unit_test(a_hidden_year_leaves_the_band_open),
        cmocka_unit_test(of_a_hidden_band_nothing_is_told),
        cmocka_unit_test(years_that_do_not_add_up_tell_nothing),
        cmocka_unit_test(without_rounding_there_is_nothing_to_tell),
        cmocka_unit_test(origins_tell_the_newcomers_of_the_city),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
