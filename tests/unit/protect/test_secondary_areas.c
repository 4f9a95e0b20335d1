/* Is a hidden number of the city protected as one of a mahalle is? And what if the city is not told at all? */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <string.h>

#include "indicate/living.h"
#include "protect/secondary.h"

enum { MAHALLE = 3, CLASSES = 3 };
static const enum measure classes[CLASSES] = {MEASURE_RECENT, MEASURE_LONG_TERM, MEASURE_NATIVE};
static const struct policy internal_policy = {PROFILE_INTERNAL, 5, 0, 0, 0, 2025, 2021, 2020};

struct city {
    struct area_counts mahalle[MAHALLE];
    struct living_counts living[MAHALLE + 1];
    struct counts counts;
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

static void draw_some(struct city *city, const int (*rows)[CLASSES], size_t count)
{
    int sum[CLASSES] = {0};
    *city = (struct city){.counts = {.mahalle = city->mahalle, .mahalle_count = count}};
    for (size_t m = 0; m < count; m++) {
        fill(&city->mahalle[m], rows[m]);
        for (int i = 0; i < CLASSES; i++)
            sum[i] += rows[m][i];
    }
    fill(&city->counts.city, sum);
}

static void draw(struct city *city, const int (*rows)[CLASSES])
{
    draw_some(city, rows, MAHALLE);
}

static struct secondary_report protect(struct city *city)
{
    struct additive *additive = NULL;
    struct secondary_report report;
    assert_int_equal(additive_new(&additive, &city->counts, NULL, NULL), MAH_OK);
    assert_int_equal(secondary_protect(&report, &internal_policy, additive, NULL), MAH_OK);
    additive_free(additive);
    return report;
}

static size_t hidden_of(const struct city *city, enum measure measure)
{
    size_t count = count_is_hidden(&city->counts.city.measure[measure]);
    for (size_t m = 0; m < MAHALLE; m++)
        count += count_is_hidden(&city->mahalle[m].measure[measure]);
    return count;
}

/* The mahalle add up to the city: one of them must be hidden, too, and in both something beside it. */
static void a_hidden_number_of_the_city_gets_company(void **state)
{
    (void)state;
    static const int rows[MAHALLE][CLASSES] = {{40, 96, 100}, {60, 140, 100}, {80, 60, 90}};
    struct city city;
    draw(&city, rows);
    city.counts.city.measure[MEASURE_RECENT].state = COUNT_SUPPRESSED_SMALL;
    struct secondary_report report = protect(&city);
    assert_int_equal(report.broken, 0);
    assert_true(report.promises >= 2);
    assert_int_equal(hidden_of(&city, MEASURE_RECENT), 2);
    assert_true(count_is_hidden(&city.counts.city.measure[MEASURE_LONG_TERM]) ||
                count_is_hidden(&city.counts.city.measure[MEASURE_NATIVE]));
}

/* All but ten are natives. Half of what is promised is open below, but of three recent migrants only three can become
 * natives: the other half is not open above, and more must be hidden. */
static void both_halves_are_asked_for(void **state)
{
    (void)state;
    for (int recent = 3; recent <= 7; recent += 4) {
        const int rows[MAHALLE][CLASSES] = {{recent, 10 - recent, 190}, {11, 80, 120}, {60, 80, 120}};
        struct city city;
        draw(&city, rows);
        for (size_t m = 0; m < 2; m++) {
            city.mahalle[m].measure[MEASURE_RECENT].state = COUNT_SUPPRESSED_SECONDARY;
            city.mahalle[m].measure[MEASURE_NATIVE].state = COUNT_SUPPRESSED_SECONDARY;
        }
        city.mahalle[0].measure[MEASURE_RECENT].state = COUNT_SUPPRESSED_SMALL;
        city.mahalle[0].measure[MEASURE_NATIVE].state = COUNT_SUPPRESSED_COMPLEMENT;
        struct secondary_report report = protect(&city);
        assert_int_equal(report.broken, 0);
        if (recent == 7)
            assert_int_equal(report.hidden, 0);
        else
            assert_true(report.hidden > 0);
    }
}

/* All four people of the only mahalle are recent migrants, and the run log tells how many there are: no other number
 * could be theirs. The layer is named, so that one knows where to look. */
static void what_cannot_be_kept_is_told(void **state)
{
    (void)state;
    static const int rows[1][CLASSES] = {{4, 0, 0}};
    struct city city;
    struct mah_error err = {0};
    draw_some(&city, rows, 1);
    city.mahalle[0].measure[MEASURE_RECENT].state = COUNT_SUPPRESSED_SMALL;
    struct secondary_report report = protect(&city);
    assert_true(report.broken > 0);
    assert_string_equal(report.broken_layer, "mah_indicators");
    assert_int_equal(secondary_refuse(&report, &(struct boundary_set){.count = 0}, &err), MAH_UNSAFE);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_hidden_number_of_the_city_gets_company),
        cmocka_unit_test(both_halves_are_asked_for),
        cmocka_unit_test(what_cannot_be_kept_is_told),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
