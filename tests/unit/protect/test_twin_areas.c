/* Which areas are asked to make up for the changes of another? All of a small city, the richest of a large one. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <string.h>

#include "protect/twin_parts.h"

enum { MOST = 130 };

static const struct policy internal_policy = {PROFILE_INTERNAL, 5, 0, 0, 0, 2025, 2021, 2020};

struct city {
    struct area_counts mahalle[MOST];
    struct counts counts;
    struct additive *additive;
    struct twin_search *search;
};

static struct city city; /* large */

static void fill(struct area_counts *area, double each)
{
    memset(area, 0, sizeof *area);
    for (int i = 0; i < MEASURE_COUNT; i++)
        area->measure[i].state = COUNT_NOT_ASKED;
    area->records = area->measure[MEASURE_HOUSEHOLDS] = area->measure[MEASURE_PERSONS] =
        (struct count){.value = 2 * each, .records = (int64_t)(2 * each)};
    area->measure[MEASURE_RECENT] = area->measure[MEASURE_NATIVE] =
        (struct count){.value = each, .records = (int64_t)each};
}

static void start(size_t mahalle)
{
    city = (struct city){.counts = {.mahalle = city.mahalle, .mahalle_count = mahalle}};
    for (size_t m = 0; m < mahalle; m++)
        fill(&city.mahalle[m], 50);
    fill(&city.counts.city, 50.0 * (double)mahalle);
    assert_int_equal(additive_new(&city.additive, &city.counts, NULL, NULL), MAH_OK);
    assert_int_equal(twin_search_new(&city.search, &internal_policy, city.additive, NULL), MAH_OK);
}

static void finish(void)
{
    twin_search_free(city.search);
    additive_free(city.additive);
}

/* Room of the last kind, which must be looked at, too; more than ten are of no more use than ten. */
static void give_room(size_t area, float up, float down)
{
    size_t cell = area * city.additive->kind_count + city.additive->kind_count - 1;
    city.search->up[cell] = up;
    city.search->down[cell] = down;
}

/* How often each area is asked for this one; the city stands last. */
static size_t ask(size_t area, size_t *times)
{
    size_t index = 0, other;
    memset(times, 0, (MOST + 1) * sizeof *times);
    for (; (other = twin_asked(city.search, area, index)) != SIZE_MAX; index++)
        times[other]++;
    return index;
}

static void of_a_small_city_all_are_asked_once(void **state)
{
    (void)state;
    size_t times[MOST + 1];
    for (size_t mahalle = 1; mahalle <= 6; mahalle++) {
        start(mahalle);
        for (size_t area = 0; area <= mahalle; area++) {
            ask(area, times);
            for (size_t other = 0; other <= mahalle; other++)
                if (other != area)
                    assert_int_equal(times[other], 1);
        }
        finish();
    }
}

static void the_richest_come_first(void **state)
{
    (void)state;
    start(5);
    give_room(0, 1, 0);
    give_room(1, 2, 2);
    give_room(2, 1000, 0); /* as good as ten */
    give_room(3, 5, 5);
    give_room(4, 0, 3);
    twin_rank(city.search);
    static const size_t order[] = {2, 3, 1, 4, 0}; /* of equals the first */
    assert_int_equal(city.search->rich_count, 5);
    for (size_t i = 0; i < 5; i++)
        assert_int_equal(city.search->rich[i], order[i]);
    assert_int_equal(twin_asked(city.search, 0, 0), 5); /* the city before them */
    assert_int_equal(twin_asked(city.search, 0, 1), 2);
    finish();
}

/* The first 24 have the least room. They are asked as neighbours: the next ones in the order of the mahalle. */
static void of_a_large_city_the_rich_and_the_next_are_asked(void **state)
{
    (void)state;
    enum { LARGE = 120, POOR = LARGE - TWIN_RICH };
    size_t times[MOST + 1];
    start(LARGE);
    for (size_t area = 0; area < LARGE; area++)
        give_room(area, (float)area / 20, 0);
    twin_rank(city.search);
    assert_int_equal(city.search->rich_count, TWIN_RICH);
    for (size_t i = 0; i < TWIN_RICH; i++)
        assert_int_equal(city.search->rich[i], LARGE - 1 - i);
    assert_int_equal(ask(5, times), 2 * TWIN_RICH + 1);
    assert_int_equal(times[LARGE], 1);
    for (size_t area = 0; area < LARGE; area++)
        if (area != 5)
            assert_int_equal(times[area], area < 5 ? 0 : 1);
    ask(LARGE - 1, times); /* after the last the first follows */
    for (size_t area = 0; area < POOR; area++)
        assert_int_equal(times[area], 1);
    finish();
}

/* Those that come later but have more room take the places of others, of which the poorest goes. */
static void the_poorest_of_the_rich_make_room(void **state)
{
    (void)state;
    start(MOST);
    for (size_t area = 0; area < MOST; area++)
        give_room(area, area < TWIN_RICH ? 1 : 2, area == 7 ? 0 : 1);
    twin_rank(city.search);
    assert_int_equal(city.search->rich_count, TWIN_RICH);
    size_t late = MOST - TWIN_RICH;
    for (size_t i = 0; i < late; i++)
        assert_int_equal(city.search->rich[i], TWIN_RICH + i);
    for (size_t i = late; i < TWIN_RICH; i++) /* without the seventh, which has the least */
        assert_int_equal(city.search->rich[i], i - late < 7 ? i - late : i - late + 1);
    for (size_t area = 0; area < MOST; area++)
        give_room(area, (float)(MOST - area) / 20, 0);
    twin_rank(city.search); /* poorer and poorer: those beyond the last place stay out */
    assert_int_equal(city.search->rich_count, TWIN_RICH);
    for (size_t i = 0; i < TWIN_RICH; i++)
        assert_int_equal(city.search->rich[i], i);
    finish();
}

/* A twin that was found is remembered for its area, and no more of them than there is room for. */
static void twins_of_an_area_are_known(void **state)
{
    (void)state;
    start(2);
    struct twin_search *search = city.search;
    assert_false(twin_is_known(search, 0, 0, 1));
    for (int i = 1; i <= 3 * TWIN_KNOWN; i++) {
        search->cheapest_change[0] = i;
        twin_search_know(search, 0);
        assert_true(twin_is_known(search, 0, 0, i));
        assert_false(twin_is_known(search, 0, 0, i + 1));
        assert_false(twin_is_known(search, 0, 0, -1));
        assert_int_equal(search->known.count, i < TWIN_KNOWN ? i : TWIN_KNOWN);
    }
    search->cheapest_change[0] = -4;
    twin_search_know(search, 0);
    assert_true(twin_is_known(search, 0, 0, -4));
    assert_false(twin_is_known(search, 0, 0, -5));
    assert_false(twin_is_known(search, 1, 0, 1));
    twin_search_know(search, 1);
    assert_true(twin_is_known(search, 1, 0, -4));
    assert_false(twin_is_known(search, 1, 0, 1)); /* those of another area are forgotten */
    finish();
}

/* Of all but a few of a whole the whole may not change with it. */
static void a_twin_whose_whole_changes_is_none_of_a_complement(void **state)
{
    (void)state;
    start(2);
    size_t native = 0, persons = 0;
    for (size_t kind = 0; kind < city.additive->kind_count; kind++) {
        native = city.additive->kinds[kind].city == &city.counts.city.measure[MEASURE_NATIVE] ? kind : native;
        persons = city.additive->kinds[kind].city == &city.counts.city.measure[MEASURE_PERSONS] ? kind : persons;
    }
    city.search->cheapest_change[native] = 3;
    city.search->cheapest_change[persons] = 3;
    twin_search_know(city.search, 0);
    assert_true(twin_is_known(city.search, 0, native, 3));
    city.mahalle[0].measure[MEASURE_NATIVE].state = COUNT_SUPPRESSED_COMPLEMENT;
    assert_int_equal(twin_fixed_whole(city.search, 0, native), persons);
    assert_false(twin_is_known(city.search, 0, native, 3));
    city.search->cheapest_change[persons] = 0;
    twin_search_know(city.search, 0);
    assert_true(twin_is_known(city.search, 0, native, 3));
    finish();
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(of_a_small_city_all_are_asked_once),
        cmocka_unit_test(the_richest_come_first),
        cmocka_unit_test(of_a_large_city_the_rich_and_the_next_are_asked),
        cmocka_unit_test(the_poorest_of_the_rich_make_room),
        cmocka_unit_test(twins_of_an_area_are_known),
        cmocka_unit_test(a_twin_whose_whole_changes_is_none_of_a_complement),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
