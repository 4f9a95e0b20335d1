/* What may be shown of the years of arrival, beside the sums of them that are published? */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <stdio.h>
#include <string.h>

#include "base/memory.h"
#include "indicate/arrivals.h"
#include "protect/policy.h"
#include "village.h"

static const struct policy public_policy = {PROFILE_PUBLIC, 5, 10, 100, 5, 2025, 2021, 2020};
static const struct policy internal_policy = {PROFILE_INTERNAL, 5, 0, 0, 0, 2025, 2021, 2020};
static const struct policy exact_policy = {PROFILE_PUBLIC, 5, 10, 100, 1, 2025, 2021, 2020};
/* Reference date 30 June: 2020 is recent and settled. */
static const struct policy edge_policy = {PROFILE_PUBLIC, 5, 10, 100, 5, 2025, 2020, 2020};
/* A window of three years, which cuts the band of one to five. */
static const struct policy short_policy = {PROFILE_PUBLIC, 5, 10, 100, 5, 2025, 2023, 2022};
static const struct policy secure_policy = {PROFILE_SECURE, 0, 0, 0, 0, 2025, 2021, 2020};

static void publish(struct village *village, struct policy policy, const char *years, double natives)
{
    village_of(village, policy.last_settled_year, years, natives);
    add_old_town(village);
    village->counts.arrivals = memory_new(village->counts.arrival_count, sizeof *village->rows);
    assert_non_null(village->counts.arrivals);
    memcpy(village->counts.arrivals, village->rows, village->counts.arrival_count * sizeof *village->rows);
    assert_int_equal(policy_apply(&policy, &village->counts, NULL), MAH_OK);
}

static bool came(const char *years, int year)
{
    char asked[16];
    snprintf(asked, sizeof asked, "%d:", year);
    return strstr(years, asked) != NULL;
}

/* "2021 40, 2023 S4": what is told of the years in which somebody came. In the others nothing is, or that it is hidden
 * whether somebody did. */
static void expect(struct policy policy, const char *years, double natives, const char *told)
{
    struct village village;
    char out[256] = "";
    publish(&village, policy, years, natives);
    for (size_t i = 0; i < village.counts.arrival_count; i++) {
        const struct arrival_counts *row = &village.counts.arrivals[i];
        const char *code = count_state_code((enum count_state)row->persons.state), *comma = *out != '\0' ? ", " : "";
        size_t used = strlen(out);
        if (row->mahalle > 0)
            continue;
        if (!came(years, row->year))
            assert_string_equal(code, "S4");
        else if (row->persons.state == COUNT_KNOWN)
            snprintf(out + used, sizeof out - used, "%s%d %g", comma, row->year, row->persons.value);
        else
            snprintf(out + used, sizeof out - used, "%s%d %s", comma, row->year, code);
    }
    assert_string_equal(out, told);
    memory_free(village.counts.arrivals);
}

/* Four people came in 2017. All years that no sum tells from it have a hidden row: who had rather not be seen may have
 * come in each of them. The others that have none are told by the sums to be nobody's. */
static void a_hidden_row_does_not_say_that_somebody_came(void **state)
{
    (void)state;
    struct village village;
    publish(&village, public_policy, "2010:30/8 2017:4/2 2018:50/12 2020:60/15 2023:40/10", 200);
    static const struct {
        int year;
        bool is_hidden;
    } expected[] = {{2010, false}, {2016, true},  {2017, true}, {2018, true},
                    {2019, true},  {2020, false}, {2023, false}};
    for (size_t i = 0; i < sizeof expected / sizeof *expected; i++) {
        const struct arrival_counts *row = &village.counts.arrivals[i];
        assert_int_equal(row->mahalle, 0);
        assert_int_equal(row->year, expected[i].year);
        assert_int_equal(row->persons.state, expected[i].is_hidden ? COUNT_SUPPRESSED_SECONDARY : COUNT_KNOWN);
    }
    assert_int_equal(village.counts.arrivals[7].mahalle, 1);
    memory_free(village.counts.arrivals);
}

/* The family of 1931 is not there at all: nowhere in the city is so early a year told. */
static void years_before_the_first_that_is_told_are_left_out(void **state)
{
    (void)state;
    expect(public_policy, "1931:6/1 1990:12/4 2002:30/8", 200, "2002 S4");
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
    expect(public_policy, "2010:30/8 2016:40/10 2017:8/2 2018:50/12 2020:60/15", 200,
           "2010 30, 2016 S4, 2017 S4, 2018 50, 2020 60");
    expect(internal_policy, "2016:40/10 2017:8/2 2018:50/12 2020:60/15", 200, "2016 S4, 2017 S4, 2018 50, 2020 60");
}

static void of_equal_ones_the_later_goes(void **state)
{
    (void)state;
    expect(public_policy, "2016:40/10 2017:4/2 2018:40/10 2019:40/10", 200, "2016 40, 2017 S4, 2018 40, 2019 S4");
}

static void two_hidden_years_that_are_many_together_are_enough(void **state)
{
    (void)state;
    expect(public_policy, "2016:40/10 2017:6/3 2018:4/3", 200, "2016 40, 2017 S4, 2018 S4");
    expect(public_policy, "2016:40/10 2017:4/1 2018:4/1", 200, "2016 S4, 2017 S4, 2018 S4"); /* 8 persons */
}

/* 17 persons in two years, each of less than ten: 8 and 9. */
static void years_that_are_all_nearly_too_many_are_not_enough(void **state)
{
    (void)state;
    expect(public_policy, "2016:40/10 2017:8/3 2018:9/3", 200, "2016 S4, 2017 S4, 2018 S4");
}

/* Not rounded, 23 less 10 is 13, and at least 10 of these are of the year that was hidden with the small one. */
static void what_is_left_beside_those_that_joined_is_not_few(void **state)
{
    (void)state;
    expect(exact_policy, "2016:10/5 2017:3/1 2018:10/5", 200, "2016 S4, 2017 S4, 2018 S4");
    expect(exact_policy, "2016:60/15 2017:4/2 2018:4/2 2019:11/6", 200, "2016 S4, 2017 S4, 2018 S4, 2019 S4");
    expect(exact_policy, "2016:60/15 2017:4/2 2018:4/2 2019:12/6", 200, "2016 60, 2017 S4, 2018 S4, 2019 S4");
}

/* 31 less 11 is 20: of the one that joined at most 11, of the small one at most 9. */
static void the_smallest_shown_year_gives_no_small_one_away(void **state)
{
    (void)state;
    expect(exact_policy, "2016:9/5 2017:11/6 2018:11/6", 200, "2016 S4, 2017 S4, 2018 S4");
    expect(exact_policy, "2016:9/5 2017:11/6 2018:15/6", 200, "2016 S4, 2017 S4, 2018 15");
}

static void a_hidden_year_does_not_say_why(void **state)
{
    (void)state;
    expect(public_policy, "2017:8/2", 200, "2017 S4");
}

/* The current year is a band of its own: recent migrants less the other years would give it. */
static void the_sum_of_recent_migrants_gives_no_year_away(void **state)
{
    (void)state;
    expect(public_policy, "2021:40/10 2022:50/12 2023:60/15 2024:70/18 2025:6/2", 400,
           "2021 S4, 2022 S4, 2023 60, 2024 70, 2025 S4");
}

/* All but 8 persons came in the window, or before it, or in five years, and that is not told: nor is how many came in
 * each year. In each case all other sums of these years are shown. */
static void where_the_sum_is_hidden_its_years_are(void **state)
{
    (void)state;
    expect(public_policy, "2022:100/25 2025:100/25", 8, "2022 S4, 2025 S4");
    expect(public_policy, "2000:100/25 2010:100/25", 8, "2000 S4, 2010 S4");
    expect(short_policy, "2022:100/25 2023:100/25", 8, "2022 S4, 2023 S4"); /* 100 on each side of the window */
}

static void that_all_came_in_one_year_is_not_told(void **state)
{
    (void)state;
    expect(public_policy, "2022:200/50", 0, "2022 S4");
    expect(public_policy, "2025:200/50", 0, "2025 S4");
}

static void of_a_hidden_mahalle_no_year_is_told(void **state)
{
    (void)state;
    expect(public_policy, "2015:40/2 2022:40/2", 0, "");
    expect(internal_policy, "2022:40/4", 0, "");
}

/* 2010 and 2017 are enough for all years and those before the window; not for the five years. */
static void a_band_is_closed_where_its_window_need_not_be(void **state)
{
    (void)state;
    expect(public_policy, "2010:40/4 2016:40/10 2017:8/2 2018:50/12", 200, "2010 S4, 2016 S4, 2017 S4, 2018 50");
}

/* 2010 and 2025 are enough for all years, and each is alone in its band; not for the window. */
static void a_window_is_closed_where_its_bands_need_not_be(void **state)
{
    (void)state;
    expect(public_policy, "2010:40/4 2022:50/12 2023:70/15 2024:80/18 2025:6/2", 400,
           "2010 S4, 2022 S4, 2023 S4, 2024 80, 2025 S4");
}

/* 2022 and 2024 are enough for the band, 2010 and 2022 for the years before the window; 2021 and 2022 are what the
 * window leaves of the band. */
static void a_window_that_cuts_a_band_makes_two_runs(void **state)
{
    (void)state;
    expect(short_policy, "2010:40/4 2021:50/12 2022:40/4 2024:40/4", 400, "2010 S4, 2021 S4, 2022 S4, 2024 S4");
    expect(short_policy, "2021:40/10 2022:8/2 2023:50/12 2024:8/2 2025:90/20", 400,
           "2021 S4, 2022 S4, 2023 S4, 2024 S4, 2025 90");
}

/* With the window, without its edge, before it with the edge, and without: each is once the only run in which one year
 * is hidden alone (the one that goes with it takes another of its band along). */
static void a_year_on_the_edge_of_the_window_is_with_each_side_and_with_none(void **state)
{
    (void)state;
    expect(edge_policy, "2005:40/4 2020:40/4 2022:50/12 2023:70/15 2024:80/18", 400,
           "2005 S4, 2020 S4, 2022 S4, 2023 S4, 2024 80");
    expect(edge_policy, "2020:40/4 2022:50/12 2023:70/15 2024:80/18 2025:6/2", 400,
           "2020 S4, 2022 S4, 2023 S4, 2024 80, 2025 S4");
    expect(edge_policy, "2010:50/12 2012:60/15 2013:70/15 2020:40/4 2025:6/2", 400,
           "2010 S4, 2012 S4, 2013 70, 2020 S4, 2025 S4");
    expect(edge_policy, "2016:90/20 2019:3/1 2020:40/10", 400, "2016 S4, 2019 S4, 2020 S4");
}

/* Reference date 30 June: some of 2020 are recent, some are not. */
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
        cmocka_unit_test(a_hidden_row_does_not_say_that_somebody_came),
        cmocka_unit_test(years_before_the_first_that_is_told_are_left_out),
        cmocka_unit_test(what_is_large_enough_is_shown_rounded),
        cmocka_unit_test(a_lone_hidden_year_takes_the_smallest_of_its_band_along),
        cmocka_unit_test(of_equal_ones_the_later_goes),
        cmocka_unit_test(two_hidden_years_that_are_many_together_are_enough),
        cmocka_unit_test(years_that_are_all_nearly_too_many_are_not_enough),
        cmocka_unit_test(what_is_left_beside_those_that_joined_is_not_few),
        cmocka_unit_test(the_smallest_shown_year_gives_no_small_one_away),
        cmocka_unit_test(a_hidden_year_does_not_say_why),
        cmocka_unit_test(the_sum_of_recent_migrants_gives_no_year_away),
        cmocka_unit_test(where_the_sum_is_hidden_its_years_are),
        cmocka_unit_test(that_all_came_in_one_year_is_not_told),
        cmocka_unit_test(of_a_hidden_mahalle_no_year_is_told),
        cmocka_unit_test(a_band_is_closed_where_its_window_need_not_be),
        cmocka_unit_test(a_window_is_closed_where_its_bands_need_not_be),
        cmocka_unit_test(a_year_on_the_edge_of_the_window_is_with_each_side_and_with_none),
        cmocka_unit_test(a_window_that_cuts_a_band_makes_two_runs),
        cmocka_unit_test(a_year_on_the_edge_of_the_window_belongs_to_both_sides),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
