/* What may be shown of the years of arrival, beside the sums of them that are published? */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <stdio.h>
#include <string.h>

#include "indicate/arrivals.h"
#include "protect/policy.h"

static const struct policy public_policy = {PROFILE_PUBLIC, 5, 10, 100, 5, 2025, 2021, 2020};
static const struct policy internal_policy = {PROFILE_INTERNAL, 5, 0, 0, 0, 2025, 2021, 2020};
static const struct policy secure_policy = {PROFILE_SECURE, 0, 0, 0, 0, 2025, 2021, 2020};

enum { MOST_YEARS = 12 };

/* One mahalle: its years, and what else is published of it. */
struct village {
    struct area_counts area[1];
    struct arrival_counts rows[MOST_YEARS];
    struct counts counts;
};

static void add_to(struct count *count, double persons, int64_t records)
{
    count->value += persons;
    count->records += records;
}

static enum measure cohort_of(int years_ago)
{
    return years_ago < 1    ? MEASURE_COHORT_0_1
           : years_ago < 5  ? MEASURE_COHORT_1_5
           : years_ago < 10 ? MEASURE_COHORT_5_10
           : years_ago < 20 ? MEASURE_COHORT_10_20
                            : MEASURE_COHORT_20_UP;
}

/* "2021:40/10 2023:4/1": 40 persons of 10 households in 2021, 4 of one in 2023; `natives` others live there. */
static struct village *village_of(struct village *village, const char *years, double natives)
{
    *village = (struct village){.counts = {.mahalle_count = 1}};
    village->counts.mahalle = village->area;
    village->counts.arrivals = village->rows;
    struct area_counts *area = &village->area[0];
    for (const char *at = years; *at != '\0'; at += strcspn(at, " ")) {
        int year = 0, persons = 0, records = 0;
        at += strspn(at, " ");
        assert_int_equal(sscanf(at, "%d:%d/%d", &year, &persons, &records), 3);
        village->rows[village->counts.arrival_count++] = (struct arrival_counts){0, year, {persons, records, 0}};
        add_to(&area->measure[year >= 2021 ? MEASURE_RECENT : MEASURE_LONG_TERM], persons, records);
        add_to(&area->measure[cohort_of(2025 - year)], persons, records);
        add_to(&area->measure[MEASURE_PERSONS], persons, records);
    }
    add_to(&area->measure[MEASURE_NATIVE], natives, (int64_t)natives / 4);
    add_to(&area->measure[MEASURE_COHORT_NATIVE], natives, (int64_t)natives / 4);
    add_to(&area->measure[MEASURE_PERSONS], natives, (int64_t)natives / 4);
    area->records = area->measure[MEASURE_HOUSEHOLDS] = area->measure[MEASURE_PERSONS];
    area->records.value = area->measure[MEASURE_HOUSEHOLDS].value = (double)area->records.records;
    village->counts.city = *area;
    return village;
}

/* "2021 40, 2023 S2": what is told of the years. */
static void expect(struct policy policy, const char *years, double natives, const char *told)
{
    struct village village;
    char out[256] = "";
    policy_apply(&policy, &village_of(&village, years, natives)->counts);
    for (size_t i = 0; i < village.counts.arrival_count; i++) {
        const struct arrival_counts *row = &village.rows[i];
        const char *code = count_state_code((enum count_state)row->persons.state);
        size_t used = strlen(out);
        if (row->persons.state == COUNT_KNOWN)
            snprintf(out + used, sizeof out - used, "%s%d %g", i > 0 ? ", " : "", row->year, row->persons.value);
        else
            snprintf(out + used, sizeof out - used, "%s%d %s", i > 0 ? ", " : "", row->year, code);
    }
    assert_string_equal(out, told);
}

static void secure_shows_every_year_as_it_is(void **state)
{
    (void)state;
    expect(secure_policy, "1931:1/1 2024:3/1", 0, "1931 1, 2024 3");
}

static void what_is_large_enough_is_shown_rounded(void **state)
{
    (void)state;
    expect(public_policy, "2015:33/8 2022:41/10 2024:22/6", 200, "2015 35, 2022 40, 2024 20");
    expect(internal_policy, "2015:33/8 2022:41/10 2024:22/6", 200, "2015 33, 2022 41, 2024 22");
}

/* The smaller of the others in its five years goes with it; of those of other years none. */
static void a_lone_hidden_year_takes_the_smallest_of_its_band_along(void **state)
{
    (void)state;
    expect(public_policy, "2016:40/10 2017:8/2 2018:50/12 2020:60/15 2010:30/8", 200,
           "2016 S4, 2017 S2, 2018 50, 2020 60, 2010 30");
    expect(internal_policy, "2016:40/10 2017:8/2 2018:50/12 2020:60/15", 200, "2016 S4, 2017 S2, 2018 50, 2020 60");
}

static void of_equal_ones_the_later_goes(void **state)
{
    (void)state;
    expect(public_policy, "2016:40/10 2017:8/2 2018:40/10 2019:40/10", 200, "2016 40, 2017 S2, 2018 40, 2019 S4");
}

static void two_hidden_years_that_are_many_together_are_enough(void **state)
{
    (void)state;
    expect(public_policy, "2016:40/10 2017:8/3 2018:9/3", 200, "2016 40, 2017 S2, 2018 S2");
    expect(public_policy, "2016:40/10 2017:4/1 2018:4/1", 200,
           "2016 S4, 2017 S2, 2018 S2"); /* 8 persons in two years */
}

/* The current year is a band of its own: recent migrants less the other years would give it. */
static void the_sum_of_recent_migrants_gives_no_year_away(void **state)
{
    (void)state;
    expect(public_policy, "2021:40/10 2022:50/12 2023:60/15 2024:70/18 2025:6/2", 400,
           "2021 S4, 2022 S4, 2023 60, 2024 70, 2025 S2");
}

static void where_the_sum_is_hidden_its_years_are(void **state)
{
    (void)state;
    /* All but 8 persons came in the window, and that is not told: nor is how many came in each year. */
    expect(public_policy, "2021:100/25 2022:100/25", 8, "2021 S4, 2022 S4");
}

static void that_all_came_in_one_year_is_not_told(void **state)
{
    (void)state;
    expect(public_policy, "2022:200/50", 0, "2022 S3");
}

static void of_a_hidden_mahalle_no_year_is_told(void **state)
{
    (void)state;
    expect(public_policy, "2015:40/2 2022:40/2", 0, "");
    expect(internal_policy, "2022:40/4", 0, "");
}

/* The window of three years cuts the band of one to five: the sums give both pieces of it. */
static void a_window_that_cuts_a_band_makes_two_runs(void **state)
{
    (void)state;
    struct policy policy = public_policy;
    policy.first_recent_year = 2023;
    policy.last_settled_year = 2022;
    struct village village;
    village_of(&village, "2021:40/10 2022:8/2 2023:50/12 2024:8/2 2025:90/20", 400);
    village.area[0].measure[MEASURE_RECENT] = (struct count){148, 34, COUNT_KNOWN};
    village.area[0].measure[MEASURE_LONG_TERM] = (struct count){48, 12, COUNT_KNOWN};
    policy_apply(&policy, &village.counts);
    for (size_t i = 0; i < 4; i++)
        assert_int_not_equal(village.rows[i].persons.state, COUNT_KNOWN);
    assert_int_equal(village.rows[4].persons.state, COUNT_KNOWN);
}

/* Reference date 30 June: some of 2020 are recent, some are not; each sum is closed with and without it. */
static void a_year_on_the_edge_of_the_window_belongs_to_both_sides(void **state)
{
    (void)state;
    struct project project = {.reference_date = {2025, 6, 30}, .recent_years = 5, .profile = PROFILE_PUBLIC};
    struct policy policy = policy_of(&project);
    assert_int_equal(policy.reference_year, 2025);
    assert_int_equal(policy.first_recent_year, 2020);
    assert_int_equal(policy.last_settled_year, 2020);
    project.reference_date = (struct date){2025, 12, 31};
    policy = policy_of(&project);
    assert_int_equal(policy.first_recent_year, 2021);
    assert_int_equal(policy.last_settled_year, 2020);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(secure_shows_every_year_as_it_is),
        cmocka_unit_test(what_is_large_enough_is_shown_rounded),
        cmocka_unit_test(a_lone_hidden_year_takes_the_smallest_of_its_band_along),
        cmocka_unit_test(of_equal_ones_the_later_goes),
        cmocka_unit_test(two_hidden_years_that_are_many_together_are_enough),
        cmocka_unit_test(the_sum_of_recent_migrants_gives_no_year_away),
        cmocka_unit_test(where_the_sum_is_hidden_its_years_are),
        cmocka_unit_test(that_all_came_in_one_year_is_not_told),
        cmocka_unit_test(of_a_hidden_mahalle_no_year_is_told),
        cmocka_unit_test(a_window_that_cuts_a_band_makes_two_runs),
        cmocka_unit_test(a_year_on_the_edge_of_the_window_belongs_to_both_sides),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
