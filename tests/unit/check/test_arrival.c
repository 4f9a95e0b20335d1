/* When is an arrival recent? domain.md 3.1 to 3.3, year by year and day by day. */
#include "judged_rows.h"

#include <math.h>

static struct project in_mid_year(enum arrival_rule rule)
{
    struct project project = test_project();
    project.reference_date = (struct date){2025, 6, 30};
    project.arrival_rule = rule;
    return project;
}

static void years_of_the_window_at_the_end_of_a_year(void **state)
{
    (void)state;
    struct project project = test_project();
    struct judged *rows = judge(&project, "arr_year\n2025\n2021\n2020\n1900\n2019.0\n#2023\n#2019\n");
    static const enum arrival_class expected[] = {CLASS_RECENT,    CLASS_RECENT, CLASS_LONG_TERM, CLASS_LONG_TERM,
                                                  CLASS_LONG_TERM, CLASS_RECENT, CLASS_LONG_TERM};
    for (size_t row = 0; row < 7; row++)
        assert_class(rows, row, expected[row]);
    assert_int_equal(rows->out->arrival_year[1], 2021);
    assert_int_equal(rows->out->arrival_year[4], 2019);
    assert_int_equal(rows->out->recent_members[0], 3);
    assert_int_equal(rows->out->recent_ppb[0], WEIGHT_ONE);
    assert_int_equal(rows->out->recent_members[2], 0);
    assert_int_equal(rows->out->recent_ppb[2], 0);
    assert_warned(rows, WARN_AMBIGUOUS_ARRIVAL, 0);
    judged_free(rows);
}

static void the_window_is_as_long_as_asked(void **state)
{
    (void)state;
    struct project project = test_project();
    project.recent_years = 1;
    struct judged *rows = judge(&project, "arr_year\n2025\n2024\n");
    assert_class(rows, 0, CLASS_RECENT);
    assert_class(rows, 1, CLASS_LONG_TERM);
    judged_free(rows);
}

static void days_at_the_edge_of_the_window(void **state)
{
    (void)state;
    struct project project = in_mid_year(ARRIVAL_STRICT);
    struct judged *rows =
        judge(&project, "arr_date\n2020-07-01\n2020-06-30\n01.07.2020\n30.06.2020 12:00\n2025-06-30\n#44013\n#44012\n");
    static const enum arrival_class expected[] = {CLASS_RECENT, CLASS_LONG_TERM, CLASS_RECENT,   CLASS_LONG_TERM,
                                                  CLASS_RECENT, CLASS_RECENT,    CLASS_LONG_TERM};
    for (size_t row = 0; row < 7; row++) {
        assert_class(rows, row, expected[row]);
        assert_false(rows->out->ambiguous_arrival[row]);
    }
    judged_free(rows);
}

/* 30 June 2020 is day 182 of 366: 184 days of 2020 lie in the window. */
static void a_year_on_the_edge_of_the_window(void **state)
{
    (void)state;
    static const enum arrival_rule rules[] = {ARRIVAL_STRICT, ARRIVAL_INCLUSIVE, ARRIVAL_FRACTION};
    static const enum arrival_class classes[] = {CLASS_LONG_TERM, CLASS_RECENT, CLASS_RECENT};
    static const int32_t shares[] = {0, WEIGHT_ONE, 502732240};
    for (size_t i = 0; i < 3; i++) {
        struct project project = in_mid_year(rules[i]);
        struct judged *rows = judge(&project, "arr_year;orig_il\n2020;Urfa\n2021;Urfa\n2019;Urfa\n2020;Gaziantep\n");
        assert_class(rows, 0, classes[i]);
        assert_int_equal(rows->out->recent_ppb[0], shares[i]);
        assert_int_equal(rows->out->recent_members[0], classes[i] == CLASS_RECENT ? 3 : 0);
        assert_true(rows->out->ambiguous_arrival[0]);
        assert_class(rows, 1, CLASS_RECENT);
        assert_class(rows, 2, CLASS_LONG_TERM);
        assert_class(rows, 3, CLASS_MOVER); /* for whom the year does not matter */
        assert_false(rows->out->ambiguous_arrival[3]);
        assert_warned(rows, WARN_AMBIGUOUS_ARRIVAL, 1);
        judged_free(rows);
    }
}

/* 15 June 2020 leaves 15 of the 30 days of June in the window. */
static void a_month_on_the_edge_of_the_window(void **state)
{
    (void)state;
    struct project project = in_mid_year(ARRIVAL_FRACTION);
    project.reference_date.day = 15;
    struct judged *rows = judge(&project, "arr_date\n2020-06\n2020-07\n2020-05\n2025-07\n2025-06\n");
    assert_class(rows, 0, CLASS_RECENT);
    assert_int_equal(rows->out->recent_ppb[0], WEIGHT_ONE / 2);
    assert_class(rows, 1, CLASS_RECENT);
    assert_class(rows, 2, CLASS_LONG_TERM);
    assert_reason(rows, 3, REJECT_FUTURE_ARRIVAL);
    assert_class(rows, 4, CLASS_RECENT);
    assert_warned(rows, WARN_AMBIGUOUS_ARRIVAL, 1);
    judged_free(rows);
}

static void a_leap_day_as_reference_date(void **state)
{
    (void)state;
    struct project project = test_project();
    project.reference_date = (struct date){2024, 2, 29};
    struct judged *rows = judge(&project, "arr_date\n2019-02-28\n2019-03-01\n");
    assert_class(rows, 0, CLASS_LONG_TERM);
    assert_class(rows, 1, CLASS_RECENT);
    judged_free(rows);
}

static void bins_of_years_hold_their_lower_bound(void **state)
{
    (void)state;
    struct project project = test_project();
    struct judged *rows =
        judge(&project, "arr_date;arr_year;years_here\n"
                        ";2025;\n;2024;\n;2021;\n;2020;\n;2015;\n;2005;\n" /* years only */
                        "2025-01-01;;\n2024-12-31;;\n2020-12-31;;\n2021-01-01;;\n2005-12-31;;\n2006-01-01;;\n"
                        ";;0\n;;0.9\n;;1\n;;4,9\n;;5\n;;20\n2024-12;;\n2025-01;;\n");
    static const enum arrival_cohort expected[] = {COHORT_0_1,   COHORT_1_5,   COHORT_1_5,   COHORT_5_10, COHORT_10_20,
                                                   COHORT_20_UP, COHORT_0_1,   COHORT_1_5,   COHORT_5_10, COHORT_1_5,
                                                   COHORT_20_UP, COHORT_10_20, COHORT_0_1,   COHORT_0_1,  COHORT_1_5,
                                                   COHORT_1_5,   COHORT_5_10,  COHORT_20_UP, COHORT_1_5,  COHORT_0_1};
    for (size_t row = 0; row < rows->out->rows; row++) {
        assert_reason(rows, row, REJECT_NONE);
        if (rows->out->cohort[row] != expected[row])
            fail_msg("row %zu: cohort %d", row, rows->out->cohort[row]);
    }
    judged_free(rows);
}

static void years_of_residence(void **state)
{
    (void)state;
    struct project project = in_mid_year(ARRIVAL_STRICT);
    struct judged *rows =
        judge(&project, "years_here\n4\n4.99\n5\n5,5\n0\n#2\n-1\n126\n125\nabc\n-\ndoğduğundan beri\n98\n");
    assert_class(rows, 0, CLASS_RECENT);
    assert_int_equal(rows->out->arrival_year[0], 2021);
    assert_class(rows, 1, CLASS_RECENT);
    assert_int_equal(rows->out->arrival_year[1], 2020);
    assert_class(rows, 2, CLASS_LONG_TERM);
    assert_class(rows, 3, CLASS_LONG_TERM);
    assert_int_equal(rows->out->arrival_year[3], 2019); /* half a year before the end of June 2020 */
    assert_class(rows, 4, CLASS_RECENT);
    assert_int_equal(rows->out->arrival_year[4], 2025);
    assert_class(rows, 5, CLASS_RECENT);
    assert_reason(rows, 6, REJECT_BAD_DATE);
    assert_reason(rows, 7, REJECT_BAD_DATE); /* before 1900 */
    assert_class(rows, 8, CLASS_LONG_TERM);
    assert_reason(rows, 9, REJECT_BAD_DATE);
    assert_class(rows, 10, CLASS_UNKNOWN);
    assert_class(rows, 11, CLASS_NATIVE);
    assert_class(rows, 12, CLASS_LONG_TERM); /* 98 years are possible here */
    assert_warned(rows, WARN_AMBIGUOUS_ARRIVAL, 0);
    judged_free(rows);
}

static void the_better_answer_counts(void **state)
{
    (void)state;
    struct project project = test_project();
    struct judged *rows = judge(
        &project,
        "arr_date;arr_year;years_here\n2023-01-05;2010;30\n;2010;1\n;;1\n-;NULL;1\n;;\n;17.05.2023;\n2023;2010;\n");
    static const int years[] = {2023, 2010, 2024, 2024, 0, 2023, 2023};
    for (size_t row = 0; row < 7; row++)
        assert_int_equal(rows->out->arrival_year[row], years[row]);
    assert_class(rows, 4, CLASS_UNKNOWN);
    assert_int_equal(rows->out->cohort[4], COHORT_UNKNOWN);
    judged_free(rows);
}

static void a_bad_answer_is_not_passed_over(void **state)
{
    (void)state;
    struct project project = test_project();
    struct judged *rows = judge(&project, "arr_date;arr_year\n31.02.2020;2010\nabc;2010\n2030-01-01;2010\n");
    assert_reason(rows, 0, REJECT_BAD_DATE);
    assert_reason(rows, 1, REJECT_BAD_DATE);
    assert_reason(rows, 2, REJECT_FUTURE_ARRIVAL);
    judged_free(rows);
}

static void no_answer_is_unknown(void **state)
{
    (void)state;
    struct project project = test_project();
    struct judged *rows =
        judge(&project, "arr_year\n\nNULL\nNA\nN/A\nn/a\n-\n--\n.\n—\nyok\nYOK\nbilmiyor\nBİLMİYOR\nBILMIYOR\n"
                        "bilinmiyor\nnone\nnull\n98\n-98\n99\n-99\n#99\n98.0\nreddetti\n \n");
    for (size_t row = 0; row < rows->out->rows; row++) {
        assert_class(rows, row, CLASS_UNKNOWN);
        assert_int_equal(rows->out->cohort[row], COHORT_UNKNOWN);
        assert_int_equal(rows->out->arrival_year[row], 0);
        assert_int_equal(rows->out->recent_members[row], 0);
    }
    judged_free(rows);
}

static void natives(void **state)
{
    (void)state;
    struct project project = test_project();
    struct judged *rows =
        judge(&project, "arr_date;arr_year\n;yerli\n;YERLİ\n;YERLI\n;native\n;doğma büyüme\n;dogma buyume\n;doğuştan\n"
                        ";dogustan\nyerli;2023\n;DOĞMA-BÜYÜME\n");
    for (size_t row = 0; row < rows->out->rows; row++) {
        assert_class(rows, row, CLASS_NATIVE);
        assert_int_equal(rows->out->cohort[row], COHORT_NATIVE);
    }
    judged_free(rows);
}

static void a_household_without_migrants_is_native(void **state)
{
    (void)state;
    struct project project = test_project();
    struct judged *rows = judge(&project, "arr_year;hh_migrants\n;0\n;2\n;\nyok;0\n2023;0\n");
    assert_class(rows, 0, CLASS_NATIVE);
    assert_int_equal(rows->out->cohort[0], COHORT_NATIVE);
    assert_class(rows, 1, CLASS_UNKNOWN);
    assert_class(rows, 2, CLASS_UNKNOWN);
    assert_class(rows, 3, CLASS_NATIVE);
    assert_class(rows, 4, CLASS_RECENT);
    assert_int_equal(rows->out->recent_members[4], 0);
    judged_free(rows);
}

static void years_that_cannot_be(void **state)
{
    (void)state;
    struct project project = test_project();
    struct judged *rows = judge(&project, "arr_year\n2026\n2028\n9999\n#2026\n45063\n1899\n0\n20\n-2020\n20.5\n2020."
                                          "5\n99999\n123456\nikibin\n#1e300\n5 yıl\n"
                                          "2026-01-01\n31.12.2025\n31.12.1899\n");
    for (size_t row = 0; row < 4; row++)
        assert_reason(rows, row, REJECT_FUTURE_ARRIVAL);
    assert_class(rows, 4, CLASS_RECENT); /* a spreadsheet's 17 May 2023 */
    for (size_t row = 5; row < 16; row++)
        assert_reason(rows, row, REJECT_BAD_DATE);
    assert_reason(rows, 16, REJECT_FUTURE_ARRIVAL);
    assert_class(rows, 17, CLASS_RECENT);
    assert_reason(rows, 18, REJECT_BAD_DATE);
    judged_free(rows);
}

static void a_number_that_is_not_a_number(void **state)
{
    (void)state;
    struct project project = test_project();
    struct judged *rows = judged_new(&project, "arr_year;years_here\n#1;\n;#1\n");
    rows->batch.columns[FIELD_ARR_YEAR].cell[0].number = NAN;
    rows->batch.columns[FIELD_YEARS_HERE].cell[1].number = rows->batch.columns[FIELD_ARR_YEAR].cell[0].number;
    struct crs degrees = test_crs(true);
    judge_again(rows, &degrees);
    assert_reason(rows, 0, REJECT_BAD_DATE);
    assert_reason(rows, 1, REJECT_BAD_DATE);
    judged_free(rows);
}

static void a_file_without_arrivals(void **state)
{
    (void)state;
    struct project project = test_project();
    struct judged *rows = judge(&project, "-\n\n\n");
    assert_class(rows, 0, CLASS_UNKNOWN);
    assert_class(rows, 1, CLASS_UNKNOWN);
    judged_free(rows);
}

static void before_the_first_year_everything_is_future(void **state)
{
    (void)state;
    struct project project = test_project();
    project.reference_date = (struct date){1890, 12, 31};
    struct judged *rows = judge(&project, "arr_year\n1900\n1880\n\n");
    assert_reason(rows, 0, REJECT_FUTURE_ARRIVAL);
    assert_reason(rows, 1, REJECT_BAD_DATE);
    assert_class(rows, 2, CLASS_UNKNOWN);
    judged_free(rows);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(years_of_the_window_at_the_end_of_a_year),
        cmocka_unit_test(the_window_is_as_long_as_asked),
        cmocka_unit_test(days_at_the_edge_of_the_window),
        cmocka_unit_test(a_year_on_the_edge_of_the_window),
        cmocka_unit_test(a_month_on_the_edge_of_the_window),
        cmocka_unit_test(a_leap_day_as_reference_date),
        cmocka_unit_test(bins_of_years_hold_their_lower_bound),
        cmocka_unit_test(years_of_residence),
        cmocka_unit_test(the_better_answer_counts),
        cmocka_unit_test(a_bad_answer_is_not_passed_over),
        cmocka_unit_test(no_answer_is_unknown),
        cmocka_unit_test(natives),
        cmocka_unit_test(a_household_without_migrants_is_native),
        cmocka_unit_test(years_that_cannot_be),
        cmocka_unit_test(a_number_that_is_not_a_number),
        cmocka_unit_test(a_file_without_arrivals),
        cmocka_unit_test(before_the_first_year_everything_is_future),
    };
    return cmocka_run_group_tests(tests, NULL, unload_origins);
}
