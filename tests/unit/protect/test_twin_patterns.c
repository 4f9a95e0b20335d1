/* Are patterns of changes that were found once kept, and found again? A city drawn by hand, and the plan for one area.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <math.h>
#include <string.h>

#include "base/memory.h"
#include "protect/twin_parts.h"

static const struct policy internal_policy = {PROFILE_INTERNAL, 5, 0, 0, 0, 2025, 2021, 2020};

enum { MAHALLE = 3, CLASSES = 3 };
static const enum measure classes[CLASSES] = {MEASURE_RECENT, MEASURE_LONG_TERM, MEASURE_NATIVE};

struct city {
    struct area_counts mahalle[MAHALLE];
    struct counts counts;
    struct additive *additive;
    struct twin_search *search;
};

static struct count known(double value)
{
    return (struct count){.value = value, .records = (int64_t)value, .state = COUNT_KNOWN};
}

static void fill(struct area_counts *area, const int row[CLASSES])
{
    memset(area, 0, sizeof *area);
    for (int i = 0; i < MEASURE_COUNT; i++)
        area->measure[i].state = COUNT_NOT_ASKED;
    area->records = area->measure[MEASURE_HOUSEHOLDS] = area->measure[MEASURE_PERSONS] =
        known(row[0] + row[1] + row[2]);
    for (int i = 0; i < CLASSES; i++)
        area->measure[classes[i]] = known(row[i]);
}

/* In every mahalle the recent migrants and the settled are hidden: each can be more if the other is less. */
static void start_with(struct city *city, size_t mahalle)
{
    static const int rows[MAHALLE][CLASSES] = {{40, 60, 100}, {60, 140, 100}, {80, 60, 90}};
    int sum[CLASSES] = {0};
    *city = (struct city){.counts = {.mahalle = city->mahalle, .mahalle_count = mahalle}};
    for (size_t m = 0; m < mahalle; m++) {
        for (size_t i = 0; i < CLASSES; i++)
            sum[i] += rows[m][i];
        fill(&city->mahalle[m], rows[m]);
        city->mahalle[m].measure[MEASURE_RECENT].state = COUNT_SUPPRESSED_SMALL;
        city->mahalle[m].measure[MEASURE_LONG_TERM].state = COUNT_SUPPRESSED_SECONDARY;
    }
    fill(&city->counts.city, sum);
    assert_int_equal(additive_new(&city->additive, &city->counts, NULL, NULL), MAH_OK);
    assert_int_equal(twin_search_new(&city->search, &internal_policy, city->additive, NULL), MAH_OK);
    city->search->price_of_use = 0.3;
}

static void start(struct city *city)
{
    start_with(city, MAHALLE);
}

static void finish(struct city *city)
{
    twin_search_free(city->search);
    additive_free(city->additive);
}

static size_t kind_of(const struct city *city, enum measure measure)
{
    for (size_t kind = 0; kind < city->additive->kind_count; kind++)
        if (city->additive->kinds[kind].city == &city->counts.city.measure[measure])
            return kind;
    fail_msg("no kind of measure %d", (int)measure);
    return 0;
}

/* One more of the first kind, so many more or less of the others: as it is told for any number of them. */
static void a_pattern_is_of_one_more_or_less(void **state)
{
    (void)state;
    static const double changes[] = {1, 5, 0.5, -1, -5, -0.5};
    for (size_t i = 0; i < sizeof changes / sizeof *changes; i++) {
        struct city city;
        bool is_found = false;
        start(&city);
        size_t recent = kind_of(&city, MEASURE_RECENT), settled = kind_of(&city, MEASURE_LONG_TERM);
        assert_int_equal(twin_plan_alone(&is_found, city.search, 1, recent, changes[i], NULL), MAH_OK);
        assert_true(is_found);
        assert_int_equal(city.search->hide_count, 0);
        const struct twin_patterns *other_way = &city.search->patterns[changes[i] < 0][recent];
        const struct twin_patterns *patterns = &city.search->patterns[changes[i] > 0][recent];
        assert_int_equal(other_way->used, 0);
        assert_int_equal(patterns->used, 1);
        const struct twin_pattern *pattern = &patterns->kept[0];
        double sign = changes[i] > 0 ? 1 : -1;
        assert_int_equal(pattern->count, 2);
        assert_int_equal(pattern->kinds[0], recent);
        assert_true((double)pattern->by[0] == sign);
        assert_int_equal(pattern->kinds[1], settled);
        assert_true(fabs((double)pattern->by[1] + sign) < 1e-6);
        finish(&city);
    }
}

static size_t programs_solved(const struct city *city)
{
    return city->search->alone.linear != NULL;
}

static void show(struct city *city, size_t area, size_t kind)
{
    additive_count(city->additive, area, kind)->state = COUNT_KNOWN;
    twin_search_forget(city->search, area, kind);
}

/* The pattern of one mahalle is tried in the next before any program is solved; where others cannot make up for it, it
 * is no twin. */
static void a_pattern_fits_other_areas(void **state)
{
    (void)state;
    struct city city;
    bool is_found = false;
    start(&city);
    size_t recent = kind_of(&city, MEASURE_RECENT);
    assert_false(twin_by_pattern(city.search, 0, recent, 5));
    assert_int_equal(programs_solved(&city), 0);
    assert_int_equal(twin_plan_alone(&is_found, city.search, 1, recent, 5, NULL), MAH_OK);
    assert_true(twin_by_pattern(city.search, 0, recent, 5));
    assert_false(twin_by_pattern(city.search, 0, recent, -5)); /* that is another direction */
    assert_true(twin_by_pattern(city.search, 0, recent, 55));  /* of 60 settled all but the five that S4 promises */
    assert_false(twin_by_pattern(city.search, 0, recent, 56));
    show(&city, 0, recent); /* that the count in question has the room is what is to be shown */
    assert_true(twin_by_pattern(city.search, 0, recent, 5));
    for (size_t m = 1; m < MAHALLE; m++) /* nobody is left to make up for it */
        for (size_t kind = 0; kind < city.additive->kind_count; kind++)
            show(&city, m, kind);
    assert_false(twin_by_pattern(city.search, 0, recent, 5));
    finish(&city);
}

static bool hides(const struct city *city, size_t area, enum measure measure)
{
    for (size_t i = 0; i < city->search->hide_count; i++)
        if (city->search->hide[i].area == area && city->search->hide[i].kind == kind_of(city, measure))
            return true;
    return false;
}

/* Where nothing of others is hidden, what costs least is: 80 + 60 people, not 60 + 140, and not the city. */
static void the_cheapest_make_up_for_it(void **state)
{
    (void)state;
    struct city city;
    bool is_found = false;
    start(&city);
    for (size_t m = 1; m < MAHALLE; m++)
        for (size_t kind = 0; kind < city.additive->kind_count; kind++)
            show(&city, m, kind);
    assert_int_equal(twin_plan_alone(&is_found, city.search, 0, kind_of(&city, MEASURE_RECENT), 5, NULL), MAH_OK);
    assert_true(is_found);
    assert_int_equal(city.search->hide_count, 2);
    assert_true(hides(&city, 2, MEASURE_RECENT));
    assert_true(hides(&city, 2, MEASURE_LONG_TERM));
    finish(&city);
}

/* Of one mahalle alone only the city can make up for it. */
static void the_city_makes_up_where_nobody_else_can(void **state)
{
    (void)state;
    struct city city;
    bool is_found = false;
    start_with(&city, 1);
    assert_int_equal(twin_plan_alone(&is_found, city.search, 0, kind_of(&city, MEASURE_RECENT), 5, NULL), MAH_OK);
    assert_true(is_found);
    assert_int_equal(city.search->hide_count, 2);
    assert_true(hides(&city, 1, MEASURE_RECENT));
    assert_true(hides(&city, 1, MEASURE_LONG_TERM));
    finish(&city);
}

/* A pattern that takes two of each at once fits half as often: 60 and 80 recent migrants are left, 30 and 40 times. */
static void twice_as_much_fits_half_as_often(void **state)
{
    (void)state;
    struct city city;
    double left = 0;
    start(&city);
    uint16_t kinds[] = {(uint16_t)kind_of(&city, MEASURE_RECENT), (uint16_t)kind_of(&city, MEASURE_LONG_TERM)};
    float once[] = {1, -1}, twice[] = {2, -2};
    twin_make_up(city.search, &(struct twin_pattern){kinds, once, 2}, 0, 150, &left);
    assert_true(fabs(left - 10) < 1e-6);
    twin_make_up(city.search, &(struct twin_pattern){kinds, twice, 2}, 0, 150, &left);
    assert_true(fabs(left - 80) < 1e-6);
    twin_make_up(city.search, &(struct twin_pattern){kinds, twice, 2}, 0, 70, &left);
    assert_true(left == 0);
    finish(&city);
}

/* All but a few of the persons are natives: a twin with as many persons more tells nothing of these few. */
static void a_pattern_with_the_whole_is_none_of_a_complement(void **state)
{
    (void)state;
    struct city city;
    start(&city);
    size_t kinds[] = {kind_of(&city, MEASURE_NATIVE), kind_of(&city, MEASURE_PERSONS)};
    for (size_t area = 0; area <= MAHALLE; area++)
        for (size_t i = 0; i < 2; i++) {
            additive_count(city.additive, area, kinds[i])->state = COUNT_SUPPRESSED_SECONDARY;
            twin_search_forget(city.search, area, kinds[i]);
        }
    struct twin_pattern pattern = {memory_new(2, sizeof *pattern.kinds), memory_new(2, sizeof *pattern.by), 2};
    assert_non_null(pattern.kinds);
    assert_non_null(pattern.by);
    for (size_t i = 0; i < 2; i++) {
        pattern.kinds[i] = (uint16_t)kinds[i];
        pattern.by[i] = 1;
    }
    twin_patterns_keep(city.search, &pattern, 5);
    assert_true(twin_by_pattern(city.search, 0, kinds[0], 5));
    city.mahalle[0].measure[MEASURE_NATIVE].state = COUNT_SUPPRESSED_COMPLEMENT;
    assert_false(twin_by_pattern(city.search, 0, kinds[0], 5));
    finish(&city);
}

/* More cannot go than there are, whatever is hidden: no plan has an answer, and each says so. */
static void what_cannot_be_is_not_found(void **state)
{
    (void)state;
    struct city city;
    start(&city);
    size_t recent = kind_of(&city, MEASURE_RECENT);
    bool is_found[3] = {true, true, true};
    assert_int_equal(twin_plan_alone(&is_found[0], city.search, 0, recent, -41, NULL), MAH_OK);
    assert_int_equal(twin_plan_with_few(&is_found[1], city.search, 0, recent, -41, NULL), MAH_OK);
    assert_int_equal(twin_plan_with_many(&is_found[2], city.search, 0, recent, -41, NULL), MAH_OK);
    for (int i = 0; i < 3; i++)
        assert_false(is_found[i]);
    assert_int_equal(twin_plan_with_few(&is_found[1], city.search, 0, recent, -40, NULL), MAH_OK);
    assert_true(is_found[1]);
    finish(&city);
}

/* Of one area alone what others have little of is dear to use; of several in one program it costs next to nothing. */
static void use_has_its_price_where_others_must_go_as_far(void **state)
{
    (void)state;
    struct city city;
    struct twin_program alone = {.linear = NULL}, two = {.linear = NULL};
    start(&city);
    struct twin_search *search = city.search;
    size_t recent = kind_of(&city, MEASURE_RECENT);
    size_t column = (size_t)city.additive->distinct[recent] * TWIN_COLUMNS;
    assert_int_equal(twin_program_init(&alone, search, 1, NULL), MAH_OK);
    assert_int_equal(twin_program_init(&two, search, 2, NULL), MAH_OK);
    twin_program_set(&alone, search, 0, 0, 5);
    twin_program_set(&two, search, 0, 0, 5);
    assert_true(search->column_down[recent] == 30); /* ten of each mahalle are of use */
    assert_true(fabs(alone.price[column + TWIN_UP] - (0.3 + 15.0 / 31)) < 1e-9);
    assert_true(fabs(two.price[column + TWIN_UP] - 0.001) < 1e-12);
    twin_program_release(&alone);
    twin_program_release(&two);
    finish(&city);
}

/* Each pattern is told by how much it changes its only kind. */
static void keep_numbered(struct twin_search *search, int number)
{
    struct twin_pattern pattern = {memory_new(1, sizeof *pattern.kinds), memory_new(1, sizeof *pattern.by), 1};
    assert_non_null(pattern.kinds);
    assert_non_null(pattern.by);
    pattern.kinds[0] = 0;
    pattern.by[0] = (float)number;
    twin_patterns_keep(search, &pattern, 1);
    assert_null(pattern.kinds); /* taken over */
    assert_null(pattern.by);
}

/* All are kept while there is room, the newest first; then each new one takes the place of the last. */
static void the_oldest_pattern_makes_room(void **state)
{
    (void)state;
    struct city city;
    start(&city);
    const struct twin_patterns *patterns = &city.search->patterns[1][0];
    for (int number = 1; number <= PATTERNS_KEPT; number++) {
        keep_numbered(city.search, number);
        assert_int_equal(patterns->used, number);
    }
    for (int i = 0; i < PATTERNS_KEPT; i++)
        assert_int_equal((int)patterns->kept[i].by[0], PATTERNS_KEPT - i);
    keep_numbered(city.search, 1000);
    keep_numbered(city.search, 1001);
    assert_int_equal(patterns->used, PATTERNS_KEPT);
    assert_int_equal((int)patterns->kept[0].by[0], 1001);
    assert_int_equal((int)patterns->kept[1].by[0], 1000);
    assert_int_equal((int)patterns->kept[2].by[0], PATTERNS_KEPT);
    assert_int_equal((int)patterns->kept[PATTERNS_KEPT - 1].by[0], 3);
    assert_int_equal(city.search->patterns[0][0].used, 0);
    finish(&city);
}

/* What fitted one mahalle fits its neighbour, too: it is tried first, and is the last to make room. */
static void the_pattern_that_fitted_is_the_first(void **state)
{
    (void)state;
    struct city city;
    bool is_found = false;
    start(&city);
    size_t recent = kind_of(&city, MEASURE_RECENT);
    struct twin_patterns *patterns = &city.search->patterns[1][recent];
    assert_int_equal(twin_plan_alone(&is_found, city.search, 1, recent, 5, NULL), MAH_OK);
    const uint16_t *fits = patterns->kept[0].kinds;
    for (int number = 0; number < 3; number++) { /* nobody has so many settled to lose */
        struct twin_pattern pattern = {memory_new(2, sizeof *pattern.kinds), memory_new(2, sizeof *pattern.by), 2};
        pattern.kinds[0] = (uint16_t)recent;
        pattern.kinds[1] = (uint16_t)kind_of(&city, MEASURE_LONG_TERM);
        pattern.by[0] = 1;
        pattern.by[1] = (float)(-1000 - number);
        twin_patterns_keep(city.search, &pattern, 1);
    }
    assert_ptr_equal(patterns->kept[3].kinds, fits);
    assert_true(twin_by_pattern(city.search, 0, recent, 5));
    assert_ptr_equal(patterns->kept[0].kinds, fits);
    for (int i = 1; i < 4; i++) /* the others keep their order */
        assert_int_equal((int)patterns->kept[i].by[1], -1003 + i);
    assert_int_equal(patterns->used, 4);
    finish(&city);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_pattern_is_of_one_more_or_less),
        cmocka_unit_test(a_pattern_fits_other_areas),
        cmocka_unit_test(the_cheapest_make_up_for_it),
        cmocka_unit_test(the_city_makes_up_where_nobody_else_can),
        cmocka_unit_test(twice_as_much_fits_half_as_often),
        cmocka_unit_test(a_pattern_with_the_whole_is_none_of_a_complement),
        cmocka_unit_test(what_cannot_be_is_not_found),
        cmocka_unit_test(use_has_its_price_where_others_must_go_as_far),
        cmocka_unit_test(the_oldest_pattern_makes_room),
        cmocka_unit_test(the_pattern_that_fitted_is_the_first),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
