/* What is the last year, what the first day of a spreadsheet, and where does a month end? */
#include "judged_rows.h"

static void a_number_is_a_year_or_a_day(void **state)
{
    (void)state;
    struct project project = test_project();
    struct judged *judged = judge(&project, "arr_date\n#45063\n#10000\n#2019\n#1950\n");
    assert_all_sound(judged);
    assert_int_equal(judged->out->arrival_year[0], 2023);
    assert_int_equal(judged->out->arrival_year[1], 1927); /* 18 May 1927; no year 10000 */
    assert_int_equal(judged->out->arrival_year[2], 2019);
    assert_int_equal(judged->out->arrival_year[3], 1950);
    judged_free(judged);
}

/* Five years before the reference date it is the middle of December. */
static void a_month_ends_where_the_next_begins(void **state)
{
    (void)state;
    struct project project = test_project();
    project.arrival_rule = ARRIVAL_INCLUSIVE;
    project.reference_date = (struct date){2025, 12, 15};
    struct judged *judged = judge(&project, "arr_date\n2020-10\n2020-11\n2020-12\n2021-01\n2020-12-10\n");
    assert_class(judged, 0, CLASS_LONG_TERM);
    assert_class(judged, 1, CLASS_LONG_TERM);
    assert_class(judged, 2, CLASS_RECENT);
    assert_class(judged, 3, CLASS_RECENT);
    assert_class(judged, 4, CLASS_LONG_TERM);
    judged_free(judged);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(a_number_is_a_year_or_a_day),
                                       cmocka_unit_test(a_month_ends_where_the_next_begins)};
    return cmocka_run_group_tests(tests, NULL, unload_origins);
}
