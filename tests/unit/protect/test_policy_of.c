/* Which rules has a profile, and which calendar years are recent for sure, or settled for sure? */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "protect/policy.h"

static struct project *project_on(int year, int month, int day, int recent_years)
{
    struct project *project = NULL;
    assert_int_equal(project_new(&project, NULL), MAH_OK);
    project->reference_date = (struct date){year, month, day};
    project->recent_years = recent_years;
    return project;
}

/* Five years before the last day of 2025 all of 2020 is settled; before any other day 2020 is both. */
static void a_window_that_begins_within_a_year_has_it_in_both(void **state)
{
    (void)state;
    static const struct {
        int year, month, day, recent_years, first_recent, last_settled;
    } cases[] = {{2025, 12, 31, 5, 2021, 2020}, {2025, 12, 30, 5, 2020, 2020}, {2025, 10, 31, 5, 2020, 2020},
                 {2025, 6, 30, 5, 2020, 2020},  {2025, 1, 1, 5, 2020, 2020},   {2024, 12, 31, 1, 2024, 2023},
                 {2024, 2, 29, 1, 2023, 2023}};
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct project *project = project_on(cases[i].year, cases[i].month, cases[i].day, cases[i].recent_years);
        struct policy policy = policy_of(project);
        assert_int_equal(policy.reference_year, cases[i].year);
        assert_int_equal(policy.first_recent_year, cases[i].first_recent);
        assert_int_equal(policy.last_settled_year, cases[i].last_settled);
        project_free(project);
    }
}

/* public: all rules. internal: households only. secure: none, whatever the keys say. */
static void each_profile_has_its_rules(void **state)
{
    (void)state;
    static const struct {
        enum profile profile;
        int households, persons, unit_persons, round_to;
    } cases[] = {{PROFILE_PUBLIC, 6, 12, 110, 7}, {PROFILE_INTERNAL, 6, 0, 0, 0}, {PROFILE_SECURE, 0, 0, 0, 0}};
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct project *project = project_on(2025, 12, 31, 5);
        project->profile = cases[i].profile;
        project->min_households = 6;
        project->min_persons = 12;
        project->min_unit_persons = 110;
        project->round_to = 7;
        struct policy policy = policy_of(project);
        assert_int_equal(policy.profile, cases[i].profile);
        assert_int_equal(policy.min_households, cases[i].households);
        assert_int_equal(policy.min_persons, cases[i].persons);
        assert_int_equal(policy.min_unit_persons, cases[i].unit_persons);
        assert_int_equal(policy.round_to, cases[i].round_to);
        project_free(project);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_window_that_begins_within_a_year_has_it_in_both),
        cmocka_unit_test(each_profile_has_its_rules),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
