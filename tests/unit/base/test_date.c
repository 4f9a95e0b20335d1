/* Dates as they stand in registers; days and years between them. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <locale.h>
#include <stdlib.h>
#include <string.h>

#include "base/date.h"

static void assert_reads(const char *text, int year, int month, int day)
{
    struct date date = {0};
    if (date_read(slice_of(text), &date) != DATE_OK)
        fail_msg("'%s' is not read", text);
    assert_int_equal(date.year, year);
    assert_int_equal(date.month, month);
    assert_int_equal(date.day, day);
}

static void dates_of_every_form(void **state)
{
    (void)state;
    static const char *const texts[] = {"2023-05-17",
                                        "2023/05/17",
                                        "17.05.2023",
                                        "17/05/2023",
                                        "17-05-2023",
                                        "2023-5-17",
                                        "17.5.2023",
                                        " 2023-05-17 ",
                                        "2023-05-17T10:20:30.000+03:00",
                                        "2023-05-17 10:20",
                                        "17.05.2023 23:59:59",
                                        "2023-05-17T00:00:00Z",
                                        "45063",
                                        "45063.75",
                                        "45063,75"};
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++)
        assert_reads(texts[i], 2023, 5, 17);
}

static void less_than_a_day_may_be_known(void **state)
{
    (void)state;
    assert_reads("2023", 2023, 0, 0);
    assert_reads("2023-05", 2023, 5, 0);
    assert_reads("2023/12", 2023, 12, 0);
    assert_reads("1899", 1899, 0, 0);
}

static void the_day_comes_before_the_month(void **state)
{
    (void)state;
    assert_reads("03.04.2023", 2023, 4, 3);
    assert_reads("29.02.2024", 2024, 2, 29);
}

static void spreadsheet_days(void **state)
{
    (void)state;
    assert_reads("10000", 1927, 5, 18);
    assert_reads("25569", 1970, 1, 1);
    assert_reads("80000", 2119, 1, 11);
    assert_reads("80000.5", 2119, 1, 11);
}

static void what_is_no_date(void **state)
{
    (void)state;
    static const char *const texts[] = {"abc",
                                        "29.02.2023",
                                        "2023-02-30",
                                        "2023-13-01",
                                        "2023-00-10",
                                        "2023-05-00",
                                        "2023-00",
                                        "00.05.2023",
                                        "17.05.23",
                                        "17.05/2023",
                                        "2023-05/17",
                                        "05.2023",
                                        "80001",
                                        "123456",
                                        "12",
                                        "2023-",
                                        "2023-05-17x",
                                        "2023-05-17 25:00",
                                        "2023-05-17 10:61",
                                        "2023-05-17T",
                                        "0000",
                                        "-2023",
                                        "2023 05 17",
                                        "20230517",
                                        "2023-05 10:00",
                                        "17.05.20231",
                                        "2023-05-17 at noon",
                                        "2023-05-17 10:20:30 yarın",
                                        "45063x"};
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
        struct date date = {7, 7, 7};
        if (date_read(slice_of(texts[i]), &date) != DATE_BAD)
            fail_msg("'%s' is read as a date", texts[i]);
        assert_int_equal(date.year, 7);
    }
    struct date date;
    assert_int_equal(date_read(slice_of(""), &date), DATE_MISSING);
    assert_int_equal(date_read(slice_of("  "), &date), DATE_MISSING);
}

static void which_days_exist(void **state)
{
    (void)state;
    assert_true(date_is_valid((struct date){2024, 2, 29}));
    assert_true(date_is_valid((struct date){2000, 2, 29}));
    assert_false(date_is_valid((struct date){1900, 2, 29}));
    assert_false(date_is_valid((struct date){2023, 2, 29}));
    assert_false(date_is_valid((struct date){2023, 4, 31}));
    assert_false(date_is_valid((struct date){2023, 13, 1}));
    assert_false(date_is_valid((struct date){2023, 0, 0}));
    assert_false(date_is_valid((struct date){0, 1, 1}));
    assert_false(date_is_valid((struct date){10000, 1, 1}));
}

static void years_before(void **state)
{
    (void)state;
    struct date date = date_years_before((struct date){2024, 2, 29}, 1);
    assert_int_equal(date_compare(date, (struct date){2023, 2, 28}), 0);
    date = date_years_before((struct date){2024, 2, 29}, 4);
    assert_int_equal(date_compare(date, (struct date){2020, 2, 29}), 0);
    date = date_years_before((struct date){2025, 12, 31}, 5);
    assert_int_equal(date_compare(date, (struct date){2020, 12, 31}), 0);
}

static void order_of_dates(void **state)
{
    (void)state;
    struct date date = {2023, 5, 17};
    assert_int_equal(date_compare(date, date), 0);
    assert_true(date_compare(date, (struct date){2024, 1, 1}) < 0);
    assert_true(date_compare(date, (struct date){2023, 4, 30}) > 0);
    assert_true(date_compare(date, (struct date){2023, 5, 18}) < 0);
    assert_true(date_compare(date, (struct date){2023, 5, 16}) > 0);
}

/* Day by day through 400 years (a whole period of the calendar): numbers and dates follow each other without a gap. */
static void day_numbers_follow_the_calendar(void **state)
{
    (void)state;
    struct date date = {1700, 1, 1};
    int32_t number = date_day_number(date);
    for (; date.year < 2101; number++) {
        assert_int_equal(date_day_number(date), number);
        assert_int_equal(date_compare(date_from_day_number(number), date), 0);
        date.day++;
        if (!date_is_valid(date))
            date = (struct date){date.year, date.month + 1, 1};
        if (!date_is_valid(date))
            date = (struct date){date.year + 1, 1, 1};
    }
    assert_int_equal(date_day_number((struct date){1970, 1, 1}), 0);
    assert_int_equal(date_day_number((struct date){2000, 3, 1}), 11017);
    assert_int_equal(date_day_number((struct date){1, 1, 1}), -719162);
    assert_int_equal(date_compare(date_from_day_number(-719162), (struct date){1, 1, 1}), 0);
}

static void dates_are_written_as_iso(void **state)
{
    (void)state;
    char out[16];
    date_write((struct date){2023, 5, 17}, out);
    assert_string_equal(out, "2023-05-17");
    date_write((struct date){2023, 5, 0}, out);
    assert_string_equal(out, "2023-05");
    date_write((struct date){800, 0, 0}, out);
    assert_string_equal(out, "0800");
}

static void the_clock_can_be_fixed(void **state)
{
    (void)state;
    char out[32];
    setenv("SOURCE_DATE_EPOCH", "1767225599", 1);
    date_write_now(out);
    assert_string_equal(out, "2025-12-31T23:59:59.000Z");
    assert_int_equal(date_compare(date_today(), (struct date){2025, 12, 31}), 0);
    setenv("SOURCE_DATE_EPOCH", "0", 1);
    date_write_now(out);
    assert_string_equal(out, "1970-01-01T00:00:00.000Z");
}

static void a_broken_clock_setting_is_ignored(void **state)
{
    (void)state;
    static const char *const settings[] = {"soon", "-5", "1e300", ""};
    for (size_t i = 0; i < sizeof settings / sizeof *settings; i++) {
        setenv("SOURCE_DATE_EPOCH", settings[i], 1);
        assert_true(date_today().year >= 2024);
        assert_true(date_is_valid(date_today()));
    }
    unsetenv("SOURCE_DATE_EPOCH");
    char out[32];
    date_write_now(out);
    assert_int_equal(strlen(out), 24);
}

static void time_zone_and_locale_do_not_matter(void **state)
{
    (void)state;
    setenv("SOURCE_DATE_EPOCH", "1767225599", 1);
    setenv("TZ", "Pacific/Kiritimati", 1);
    setlocale(LC_ALL, "tr_TR.UTF-8");
    assert_int_equal(date_today().year, 2025);
    assert_reads("45063.75", 2023, 5, 17);
    setlocale(LC_ALL, "C");
    unsetenv("TZ");
    unsetenv("SOURCE_DATE_EPOCH");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(dates_of_every_form),
        cmocka_unit_test(less_than_a_day_may_be_known),
        cmocka_unit_test(the_day_comes_before_the_month),
        cmocka_unit_test(spreadsheet_days),
        cmocka_unit_test(what_is_no_date),
        cmocka_unit_test(which_days_exist),
        cmocka_unit_test(years_before),
        cmocka_unit_test(order_of_dates),
        cmocka_unit_test(day_numbers_follow_the_calendar),
        cmocka_unit_test(dates_are_written_as_iso),
        cmocka_unit_test(the_clock_can_be_fixed),
        cmocka_unit_test(a_broken_clock_setting_is_ignored),
        cmocka_unit_test(time_zone_and_locale_do_not_matter),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
