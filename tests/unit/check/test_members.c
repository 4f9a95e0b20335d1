/* Which members are recent migrants, and is the household one? domain.md 3.2 and 3.4. */
#include "judged_rows.h"

/* A household of 4 that came in 2023, by the number of its migrants: none, one, two (half), three, all, not asked. */
static const char *const households =
    "hh_size;arr_year;hh_migrants\n4;2023;0\n4;2023;1\n4;2023;2\n4;2023;3\n4;2023;4\n4;2023;\n";

static void assert_recent_households(enum household_rule rule, const bool expected[6])
{
    struct project project = test_project();
    project.household_rule = rule;
    struct judged *rows = judge(&project, households);
    static const int32_t recent_members[] = {0, 1, 2, 3, 4, 4};
    for (size_t row = 0; row < 6; row++) {
        assert_class(rows, row, expected[row] ? CLASS_RECENT : CLASS_LONG_TERM);
        assert_int_equal(rows->out->recent_members[row],
                         recent_members[row]); /* whatever the rule says of the household */
        bool counts = expected[row] || recent_members[row] > 0;
        assert_int_equal(rows->out->recent_ppb[row], counts ? WEIGHT_ONE : 0);
        assert_int_equal(rows->out->cohort[row], COHORT_1_5);
    }
    judged_free(rows);
}

static void the_head_decides(void **state)
{
    (void)state;
    assert_recent_households(HOUSEHOLD_HEAD, (const bool[]){true, true, true, true, true, true});
}

static void any_migrant_is_enough(void **state)
{
    (void)state;
    assert_recent_households(HOUSEHOLD_ANY, (const bool[]){false, true, true, true, true, true});
}

static void more_than_half_must_be_migrants(void **state)
{
    (void)state;
    assert_recent_households(HOUSEHOLD_MAJORITY, (const bool[]){false, false, false, true, true, true});
}

static void all_must_be_migrants(void **state)
{
    (void)state;
    assert_recent_households(HOUSEHOLD_ALL, (const bool[]){false, false, false, false, true, true});
}

static void a_share_of_the_recent_members(void **state)
{
    (void)state;
    struct project project = test_project();
    project.reference_date = (struct date){2025, 6, 30};
    project.arrival_rule = ARRIVAL_FRACTION;
    project.household_rule = HOUSEHOLD_MAJORITY;
    struct judged *rows = judge(&project, "hh_size;arr_year;hh_migrants\n4;2020;1\n4;2020;3\n");
    assert_class(rows, 0, CLASS_LONG_TERM);
    assert_int_equal(rows->out->recent_members[0], 1);
    assert_int_equal(rows->out->recent_ppb[0], 502732240);
    assert_class(rows, 1, CLASS_RECENT);
    assert_int_equal(rows->out->recent_members[1], 3);
    judged_free(rows);
}

static void migrants_of_another_time_are_not_recent(void **state)
{
    (void)state;
    struct project project = test_project();
    project.household_rule = HOUSEHOLD_ANY;
    struct judged *rows = judge(&project, "hh_size;arr_year;hh_migrants\n4;2001;2\n4;yerli;2\n4;;2\n");
    static const enum arrival_class expected[] = {CLASS_LONG_TERM, CLASS_NATIVE, CLASS_UNKNOWN};
    for (size_t row = 0; row < 3; row++) {
        assert_class(rows, row, expected[row]);
        assert_int_equal(rows->out->recent_members[row], 0);
        assert_int_equal(rows->out->migrants[row], 2);
    }
    judged_free(rows);
}

static void more_migrants_than_members(void **state)
{
    (void)state;
    struct project project = test_project();
    struct judged *rows = judge(&project, "hh_size;arr_year;hh_migrants\n4;2023;5\n4;2023;4\n");
    assert_int_equal(rows->out->migrants[0], 4);
    assert_int_equal(rows->out->recent_members[0], 4);
    assert_warned(rows, WARN_MIGRANTS_ABOVE_SIZE, 1);
    judged_free(rows);
}

/* A row that is rejected is told of once. */
static void migrants_of_a_rejected_row_are_not_looked_at(void **state)
{
    (void)state;
    struct project project = test_project();
    struct judged *rows = judge(&project, "hh_size;arr_year;hh_migrants\n0;2023;5\n0;2023;iki\n4;2023;5\n");
    assert_reason(rows, 0, REJECT_BAD_SIZE);
    assert_reason(rows, 1, REJECT_BAD_SIZE);
    assert_warned(rows, WARN_MIGRANTS_ABOVE_SIZE, 1);
    assert_warned(rows, WARN_BAD_MIGRANTS, 0);
    judged_free(rows);
}

static void migrants_that_cannot_be_read_are_not_asked(void **state)
{
    (void)state;
    struct project project = test_project();
    struct judged *rows = judge(
        &project,
        "arr_year;hh_migrants\n2023;-1\n2023;1.5\n2023;iki\n2023;#0.5\n2023;-\n2023;bilmiyor\n2023;2.0\n2023;#1\n");
    static const int32_t expected[] = {-1, -1, -1, -1, -1, -1, 2, 1};
    for (size_t row = 0; row < 8; row++)
        assert_int_equal(rows->out->migrants[row], expected[row]);
    assert_int_equal(rows->out->recent_members[0], 3);
    assert_warned(rows, WARN_BAD_MIGRANTS, 4); /* "-" and "bilmiyor" are no answer */
    judged_free(rows);
}

static void moves_inside_the_province_are_no_migration(void **state)
{
    (void)state;
    struct project project = test_project();
    struct judged *rows =
        judge(&project,
              "arr_year;orig_il;orig_country;hh_migrants\n2023;Gaziantep;;\n2001;Antep;;\n;27;Türkiye;\n2023;Urfa;;\n"
              "yerli;Gaziantep;;\n2023;Gaziantep;Suriye;\n2023;;Gaziantep;\n2023;Suriye;;\n2023;;;\n;Gaziantep;;"
              "0\n2023;#27;;\n");
    static const enum arrival_class expected[] = {CLASS_MOVER,  CLASS_MOVER,  CLASS_MOVER, CLASS_RECENT,
                                                  CLASS_NATIVE, CLASS_RECENT, CLASS_MOVER, CLASS_RECENT,
                                                  CLASS_RECENT, CLASS_NATIVE, CLASS_MOVER};
    for (size_t row = 0; row < 11; row++)
        assert_class(rows, row, expected[row]);
    assert_int_equal(rows->out->recent_members[0], 0);
    assert_int_equal(rows->out->recent_ppb[0], 0);
    assert_int_equal(rows->out->cohort[0], COHORT_UNKNOWN);
    assert_int_equal(rows->out->arrival_year[0], 2023);
    judged_free(rows);
}

static void without_a_province_nobody_is_a_mover(void **state)
{
    (void)state;
    struct project project = test_project();
    project.province = NULL;
    struct judged *rows = judge(&project, "arr_year;orig_il\n2023;Gaziantep\n2023;\n");
    assert_class(rows, 0, CLASS_RECENT);
    assert_class(rows, 1, CLASS_RECENT);
    judged_free(rows);
}

static void the_province_may_be_a_plate_number(void **state)
{
    (void)state;
    struct project project = test_project();
    project.province = (char *)"63";
    struct judged *rows = judge(&project, "arr_year;orig_il\n2023;Şanlıurfa\n2023;Gaziantep\n");
    assert_class(rows, 0, CLASS_MOVER);
    assert_class(rows, 1, CLASS_RECENT);
    judged_free(rows);
}

static void an_unknown_province_is_refused(void **state)
{
    (void)state;
    struct project project = test_project();
    struct mah_error err = {0};
    struct check_rules *rules = NULL;
    project.province = (char *)"Atlantis";
    assert_int_equal(check_rules_new(&rules, &project, &err), MAH_BAD_USAGE);
    assert_string_equal(err.message, "'Atlantis' is no province: give its plate number 1..81 or its name");
    assert_null(rules);
    project.province = (char *)"";
    assert_int_equal(check_rules_new(&rules, &project, &err), MAH_OK);
    check_rules_free(rules);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_head_decides),
        cmocka_unit_test(any_migrant_is_enough),
        cmocka_unit_test(more_than_half_must_be_migrants),
        cmocka_unit_test(all_must_be_migrants),
        cmocka_unit_test(a_share_of_the_recent_members),
        cmocka_unit_test(migrants_of_another_time_are_not_recent),
        cmocka_unit_test(more_migrants_than_members),
        cmocka_unit_test(migrants_of_a_rejected_row_are_not_looked_at),
        cmocka_unit_test(migrants_that_cannot_be_read_are_not_asked),
        cmocka_unit_test(moves_inside_the_province_are_no_migration),
        cmocka_unit_test(without_a_province_nobody_is_a_mover),
        cmocka_unit_test(the_province_may_be_a_plate_number),
        cmocka_unit_test(an_unknown_province_is_refused),
    };
    return cmocka_run_group_tests(tests, NULL, unload_origins);
}
