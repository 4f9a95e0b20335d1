/* What no table shows, and a reader has by subtracting: what a window leaves of a band of years, and who was born here.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "protect/additive.h"
#include "protect/arrival_runs.h"
#include "protect/cell_room.h"
#include "village.h"

/* A reference date of 31 December 2025, and windows of two, five and ten years; one that begins within 2020. */
static const struct policy two_years = {PROFILE_INTERNAL, 5, 0, 0, 0, 2025, 2024, 2023};
static const struct policy five_years = {PROFILE_INTERNAL, 5, 0, 0, 0, 2025, 2021, 2020};
static const struct policy ten_years = {PROFILE_INTERNAL, 5, 0, 0, 0, 2025, 2016, 2015};
static const struct policy from_the_middle = {PROFILE_INTERNAL, 5, 0, 0, 0, 2025, 2020, 2020};

static void some_windows_end_with_a_band(void **state)
{
    (void)state;
    assert_true(arrival_window_cuts_band(&two_years));
    assert_false(arrival_window_cuts_band(&five_years));
    assert_false(arrival_window_cuts_band(&ten_years));
    assert_true(arrival_window_cuts_band(&from_the_middle));
}

/* The derived count of this value in mahalle 0; NULL: none. */
static const struct count *derived_of(const struct additive *additive, double value, size_t *kind)
{
    for (*kind = 0; *kind < additive->kind_count; ++*kind) {
        const struct count *count = additive_count(additive, 0, *kind);
        if (additive->kinds[*kind].derived != NOT_DERIVED && count->value == value)
            return count;
    }
    return NULL;
}

/* The recent migrants of two years less those of the last are the one household of 2024, whose year is hidden; the rest
 * of its band are the others. */
static void a_window_that_cuts_a_band_tells_a_year(void **state)
{
    (void)state;
    struct village village;
    struct additive *additive = NULL;
    size_t kind;
    village_of(&village, 2023, "2022:40/9 2023:31/8 2024:5/1 2025:30/8", 400);
    assert_int_equal(additive_new(&additive, &village.counts, NULL, NULL), MAH_OK);
    additive_judge_derived(additive, &two_years);
    const struct count *others = derived_of(additive, 71, &kind);
    assert_non_null(others);
    assert_int_equal(others->state, COUNT_KNOWN);
    const struct count *of_2024 = derived_of(additive, 5, &kind);
    assert_non_null(of_2024);
    assert_int_equal(of_2024->state, COUNT_SUPPRESSED_SMALL);
    struct promise promise = cell_promise(&two_years, additive, kind, of_2024);
    assert_true(promise.down == 4 && promise.up == 4); /* 1 to 9, as of any five persons of one household */
    additive_free(additive);
}

/* What members of mixed households leave of a band is no number of people who came. */
static void a_window_of_whole_bands_tells_nothing_more(void **state)
{
    (void)state;
    struct village village;
    struct additive *additive = NULL;
    size_t kind;
    village_of(&village, 2020, "2022:40/9 2025:30/8", 400);
    village.area[0].measure[MEASURE_RECENT].value -= 3;
    village.area[0].measure[MEASURE_NATIVE].value += 3;
    village.counts.city = village.area[0];
    assert_int_equal(additive_new(&additive, &village.counts, NULL, NULL), MAH_OK);
    additive_judge_derived(additive, &five_years);
    const struct count *mixed = derived_of(additive, 3, &kind);
    assert_non_null(mixed);
    assert_int_equal(mixed->state, COUNT_KNOWN);
    additive_free(additive);
}

/* Of 470 people 400 were born elsewhere, and of 66 it is not known: four were born here. */
static void few_born_here_are_protected(void **state)
{
    (void)state;
    struct village village;
    struct additive *additive = NULL;
    size_t kind;
    village_of(&village, 2020, "2022:40/9 2025:30/8", 400);
    village.area[0].measure[MEASURE_LIFETIME] = (struct count){400, 98, COUNT_KNOWN};
    village.area[0].measure[MEASURE_LIFETIME_UNKNOWN] = (struct count){66, 17, COUNT_KNOWN};
    village.counts.city = village.area[0];
    assert_int_equal(additive_new(&additive, &village.counts, NULL, NULL), MAH_OK);
    additive_judge_derived(additive, &five_years);
    const struct count *here = derived_of(additive, 4, &kind);
    assert_non_null(here);
    assert_int_equal(here->state, COUNT_SUPPRESSED_SMALL);
    additive_free(additive);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(some_windows_end_with_a_band),
        cmocka_unit_test(a_window_that_cuts_a_band_tells_a_year),
        cmocka_unit_test(a_window_of_whole_bands_tells_nothing_more),
        cmocka_unit_test(few_born_here_are_protected),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
