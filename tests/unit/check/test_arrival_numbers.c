/* What is the last year, and what the first day of a spreadsheet? */
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

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(a_number_is_a_year_or_a_day)};
    return cmocka_run_group_tests(tests, NULL, unload_origins);
}
