/* Are the sums that are protected the sums that an attacker sets up? Kinds, their lines, and the rest of a sum. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <string.h>

#include "base/memory.h"
#include "protect/additive_parts.h"

enum { MAHALLE = 2 };

static struct count known(double value)
{
    return (struct count){.value = value, .records = (int64_t)value, .state = COUNT_KNOWN};
}

/* Two mahalle and their city, in one array. */
struct row {
    struct count area[MAHALLE + 1];
};

static struct row row_of(double first, double second)
{
    return (struct row){{known(first), known(second), known(first + second)}};
}

static uint16_t add(struct adding *adding, struct row *row)
{
    uint16_t kind = 7;
    additive_add_kind(adding, &kind,
                      &(struct additive_kind){.layer = "mah_indicators",
                                              .first = (char *)row->area,
                                              .stride = sizeof *row->area,
                                              .city = &row->area[MAHALLE],
                                              .whole = NO_KIND,
                                              .is_published = true});
    return kind;
}

static struct additive *start(struct adding *adding)
{
    static struct additive additive;
    additive = (struct additive){.mahalle_count = MAHALLE};
    *adding = (struct adding){.additive = &additive};
    return &additive;
}

/* additive_free is for those that additive_new made. */
static void finish(struct additive *additive)
{
    struct additive *copy = memory_new(1, sizeof *copy);
    assert_non_null(copy);
    *copy = *additive;
    additive_free(copy);
}

static void what_nobody_was_asked_is_no_kind(void **state)
{
    (void)state;
    struct adding adding;
    struct additive *additive = start(&adding);
    struct row asked = row_of(3, 4), not_asked = row_of(0, 0);
    not_asked.area[MAHALLE].state = COUNT_NOT_ASKED;
    assert_int_equal(add(&adding, &not_asked), NO_KIND);
    assert_int_equal(additive->kind_count, 0);
    assert_int_equal(add(&adding, &asked), 0);
    assert_int_equal(add(&adding, &not_asked), NO_KIND);
    assert_int_equal(additive->kind_count, 1);
    finish(additive);
}

/* 100 persons, of them 30 and 20: the other 50 stand in no table, but everybody can subtract. */
static void what_parts_leave_is_a_kind_of_its_own(void **state)
{
    (void)state;
    struct adding adding;
    struct additive *additive = start(&adding);
    struct row whole = row_of(100, 60), a = row_of(30, 10), b = row_of(20, 25);
    struct additive_term terms[4] = {{add(&adding, &whole), 1}, {add(&adding, &a), -1}, {add(&adding, &b), -1}};
    additive_add_parts(&adding, terms, 3, true);
    assert_false(adding.failed);
    assert_int_equal(additive->kind_count, 4);
    assert_false(additive->kinds[3].is_published);
    assert_true(additive->kinds[3].counts_persons);
    assert_true(additive_count(additive, 0, 3)->value == 50);
    assert_true(additive_count(additive, 1, 3)->value == 25);
    assert_true(additive_count(additive, MAHALLE, 3)->value == 75);
    assert_int_equal(additive->line_count, 1);
    assert_int_equal(additive->lines[0].count, 4);
    static const int signs[] = {1, -1, -1, -1};
    for (size_t i = 0; i < 4; i++) {
        assert_int_equal(additive->terms[i].kind, i);
        assert_int_equal(additive->terms[i].sign, signs[i]);
    }
    finish(additive);
}

/* Parts that leave nothing need no kind for it; parts that are more than the whole say nothing at all. */
static void only_what_adds_up_is_a_line(void **state)
{
    (void)state;
    struct adding adding;
    struct additive *additive = start(&adding);
    struct row whole = row_of(100, 60), a = row_of(30, 10), b = row_of(70, 50), more = row_of(30, 61);
    struct additive_term all[4] = {{add(&adding, &whole), 1}, {add(&adding, &a), -1}, {add(&adding, &b), -1}};
    additive_add_at_most(&adding, all, 3, true);
    assert_int_equal(additive->kind_count, 3);
    assert_int_equal(additive->line_count, 1);
    assert_int_equal(additive->lines[0].count, 3);
    struct additive_term beyond[3] = {all[0], {add(&adding, &more), -1}};
    additive_add_at_most(&adding, beyond, 2, true);
    additive_add_line(&adding, beyond, 2);
    assert_int_equal(additive->kind_count, 4);
    assert_int_equal(additive->line_count, 1);
    struct additive_term not_asked[3] = {all[0], {NO_KIND, -1}};
    additive_add_at_most(&adding, not_asked, 2, true);
    additive_add_parts(&adding, not_asked, 2, true);
    additive_add_line(&adding, not_asked, 2);
    assert_int_equal(additive->kind_count, 4);
    assert_int_equal(additive->line_count, 1);
    finish(additive);
}

/* ---- a whole city ---- */

enum { ORIGINS = 2 };

struct city {
    struct area_counts mahalle[MAHALLE];
    struct origin_counts origins[(MAHALLE + 1) * ORIGINS];
    struct counts counts;
    struct additive *additive;
};

static void fill(struct area_counts *area, double recent, double settled, double native)
{
    memset(area, 0, sizeof *area);
    for (size_t i = 0; i < MEASURE_COUNT; i++)
        area->measure[i].state = COUNT_NOT_ASKED;
    area->records = known(recent + settled + native);
    area->measure[MEASURE_HOUSEHOLDS] = area->measure[MEASURE_PERSONS] = area->records;
    area->measure[MEASURE_RECENT] = known(recent);
    area->measure[MEASURE_LONG_TERM] = known(settled);
    area->measure[MEASURE_NATIVE] = known(native);
}

static void draw(struct city *city)
{
    *city = (struct city){.counts = {.mahalle = city->mahalle, .mahalle_count = MAHALLE}};
    fill(&city->mahalle[0], 20, 30, 50);
    fill(&city->mahalle[1], 40, 10, 70);
    fill(&city->counts.city, 60, 40, 120);
}

static size_t times_listed(const struct additive *additive, size_t line, const struct additive_term *term)
{
    size_t times = 0;
    for (uint32_t at = additive->lines_of[term->kind]; at < additive->lines_of[term->kind + 1]; at++)
        times += additive->lines_at[at] == line && additive->sign_at[at] == term->sign;
    return times;
}

/* Of each area the recent come from the first origin, the settled from the second. */
static void draw_origins(struct city *city)
{
    for (size_t area = 0; area <= MAHALLE; area++) {
        struct area_counts *it = area == MAHALLE ? &city->counts.city : &city->mahalle[area];
        it->measure[MEASURE_ORIGIN_UNKNOWN] = it->measure[MEASURE_NATIVE];
        city->origins[area * ORIGINS] =
            (struct origin_counts){.mahalle = area, .origin = 1, .persons = it->measure[MEASURE_RECENT]};
        city->origins[area * ORIGINS + 1] =
            (struct origin_counts){.mahalle = area, .origin = 2, .persons = it->measure[MEASURE_LONG_TERM]};
    }
    city->counts.origins = city->origins;
    city->counts.origin_count = (MAHALLE + 1) * ORIGINS;
    city->counts.origin_width = ORIGINS;
}

/* Each term of each line is found from its kind, once, and nothing else is. */
static void every_line_is_known_to_its_kinds(void **state)
{
    (void)state;
    struct city city;
    draw(&city);
    draw_origins(&city);
    assert_int_equal(additive_new(&city.additive, &city.counts, NULL, NULL), MAH_OK);
    const struct additive *additive = city.additive;
    assert_true(additive->line_count >= 4);
    assert_int_equal(additive->lines_of[0], 0);
    assert_int_equal(additive->lines_of[additive->kind_count], additive->term_count);
    for (size_t line = 0; line < additive->line_count; line++) {
        const struct additive_line *it = &additive->lines[line];
        for (size_t i = 0; i < it->count; i++)
            assert_int_equal(times_listed(additive, line, &additive->terms[it->first + i]), 1);
    }
    additive_free(city.additive);
}

static size_t kinds_of(const struct additive *additive, const char *layer)
{
    size_t count = 0;
    for (size_t kind = 0; kind < additive->kind_count; kind++)
        count += additive->kinds[kind].layer != NULL && strcmp(additive->kinds[kind].layer, layer) == 0;
    return count;
}

/* Where all who come from somewhere come from one place, that is a part of the persons, too. */
static void a_single_origin_is_a_kind(void **state)
{
    (void)state;
    struct city city;
    draw(&city);
    draw_origins(&city);
    assert_int_equal(additive_new(&city.additive, &city.counts, NULL, NULL), MAH_OK);
    assert_int_equal(kinds_of(city.additive, "mah_origin"), ORIGINS);
    additive_free(city.additive);
    for (size_t area = 0; area <= MAHALLE; area++)
        city.origins[area] = city.origins[area * ORIGINS];
    city.counts.origin_count = MAHALLE + 1;
    city.counts.origin_width = 1;
    assert_int_equal(additive_new(&city.additive, &city.counts, NULL, NULL), MAH_OK);
    assert_int_equal(kinds_of(city.additive, "mah_origin"), 1);
    additive_free(city.additive);
}

static size_t integral_kinds(const struct additive *additive)
{
    size_t count = 0;
    for (size_t kind = 0; kind < additive->kind_count; kind++)
        count += additive->kinds[kind].is_integral;
    return count;
}

/* Of a rounded whole number less can be meant: that is said only where no weight makes a fraction of any. */
static void one_fraction_and_nothing_is_whole(void **state)
{
    (void)state;
    struct city city;
    draw(&city);
    assert_int_equal(additive_new(&city.additive, &city.counts, NULL, NULL), MAH_OK);
    assert_int_equal(integral_kinds(city.additive), city.additive->kind_count);
    additive_free(city.additive);
    static const struct {
        size_t area;
        double by;
    } changes[] = {{0, 0.5}, {1, -0.25}, {MAHALLE, 0.01}, {MAHALLE, -1e-6}};
    for (size_t i = 0; i < sizeof changes / sizeof *changes; i++) {
        draw(&city);
        struct area_counts *area =
            changes[i].area == MAHALLE ? &city.counts.city : &city.counts.mahalle[changes[i].area];
        area->measure[MEASURE_NATIVE].value += changes[i].by;
        assert_int_equal(additive_new(&city.additive, &city.counts, NULL, NULL), MAH_OK);
        assert_int_equal(integral_kinds(city.additive), 1); /* the records, which no weight touches */
        additive_free(city.additive);
    }
    draw(&city); /* the rounding of a sum is no fraction */
    city.mahalle[0].measure[MEASURE_NATIVE].value += 1e-9;
    assert_int_equal(additive_new(&city.additive, &city.counts, NULL, NULL), MAH_OK);
    assert_int_equal(integral_kinds(city.additive), city.additive->kind_count);
    additive_free(city.additive);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_nobody_was_asked_is_no_kind), cmocka_unit_test(what_parts_leave_is_a_kind_of_its_own),
        cmocka_unit_test(only_what_adds_up_is_a_line),      cmocka_unit_test(every_line_is_known_to_its_kinds),
        cmocka_unit_test(a_single_origin_is_a_kind),        cmocka_unit_test(one_fraction_and_nothing_is_whole),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
