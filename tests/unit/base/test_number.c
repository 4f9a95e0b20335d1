/* Numbers are read as people write them, rounded correctly, and written so that they read back, in every locale. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <float.h>
#include <locale.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/number.h"

#define assert_reads(text, expected)                                                                                   \
    do {                                                                                                               \
        double value_ = -12345;                                                                                        \
        assert_int_equal(number_read(slice_of(text), &value_), NUMBER_OK);                                             \
        assert_true(value_ == (expected));                                                                             \
    } while (0)

static void assert_outcome(const char *text, enum number_outcome outcome)
{
    double value = -12345;
    if (number_read(slice_of(text), &value) != outcome)
        fail_msg("'%s' is not read as it should be", text);
    assert_true(outcome == NUMBER_OK || value == -12345);
}

static void plain_numbers(void **state)
{
    (void)state;
    assert_reads("0", 0.0);
    assert_reads("41", 41.0);
    assert_reads("-7", -7.0);
    assert_reads("+7", 7.0);
    assert_reads("37.123456", 37.123456);
    assert_reads("37,123456", 37.123456);
    assert_reads(".5", 0.5);
    assert_reads("5.", 5.0);
    assert_reads("000012", 12.0);
    assert_reads("  12\t", 12.0);
    assert_reads("\xC2\xA0"
                 "12\xC2\xA0",
                 12.0); /* no-break spaces, as spreadsheets write them */
    assert_reads("1e3", 1000.0);
    assert_reads("1E-07", 1e-7);
    assert_reads("2.5e+2", 250.0);
    assert_reads("0e99999999999", 0.0);
}

static void a_lone_separator_is_a_decimal_separator(void **state)
{
    (void)state;
    assert_reads("1.234", 1.234);
    assert_reads("1,234", 1.234);
    assert_reads("41,5", 41.5);
}

static void groups_of_thousands(void **state)
{
    (void)state;
    assert_reads("1.234,56", 1234.56);
    assert_reads("1,234.56", 1234.56);
    assert_reads("12.345.678", 12345678.0);
    assert_reads("12,345,678", 12345678.0);
    assert_reads("-12.345.678,9", -12345678.9);
    assert_reads("1.234,", 1234.0);
    assert_reads("1.234,5e2", 123450.0);
}

static void what_is_no_number(void **state)
{
    (void)state;
    static const char *const texts[] = {
        "abc",      "12abc",    "1.2.3", "17.05.2023", "1,23,456.7",  "1.234.5,6", "0.123.456", "1 234", "-",
        ".",        ",",        "+",     "e5",         "1e",          "1e+",       "--1",       "0x10",  "nan",
        "inf",      "Infinity", "1e400", "-1e309",     "41\xC2\xB0N", "1,2,3",     "1..2",      "1,,2",  "12.345.67",
        ".123.456", "1.2345,6", "1e5.5", "1,234.5.6",  "1.234.567.",  "1e5 6",     "%12"};
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++)
        assert_outcome(texts[i], NUMBER_BAD);
    assert_outcome("", NUMBER_MISSING);
    assert_outcome(" \t ", NUMBER_MISSING);
}

static void the_slice_ends_where_it_says(void **state)
{
    (void)state;
    double value = 0;
    assert_int_equal(number_read((struct slice){"12345", 2}, &value), NUMBER_OK);
    assert_true(value == 12);
    assert_int_equal(number_read((struct slice){NULL, 0}, &value), NUMBER_MISSING);
}

static void halfway_cases_round_to_even(void **state)
{
    (void)state;
    assert_reads("9007199254740993", 9007199254740992.0); /* 2^53 + 1 */
    assert_reads("9007199254740995", 9007199254740996.0);
    assert_reads("9007199254740993.00000000000000000000000000001", 9007199254740994.0);
    assert_reads("1.7976931348623157e308", DBL_MAX);
    assert_outcome("1.7976931348623159e308", NUMBER_BAD);
    assert_reads("4.9406564584124654e-324", 4.9406564584124654e-324);
    assert_reads("2e-324", 0.0);
    assert_reads("2.2250738585072011e-308", 2.2250738585072011e-308);
}

static void very_long_numbers(void **state)
{
    (void)state;
    char text[3000];
    /* 2^53 + 1 is halfway between two doubles; a digit far behind the point breaks the tie */
    int length = snprintf(text, sizeof text, "9007199254740993.");
    memset(text + length, '0', 2000);
    snprintf(text + length + 2000, sizeof text - (size_t)length - 2000, "1");
    assert_reads(text, 9007199254740994.0);
    text[length + 2000] = '0';
    assert_reads(text, 9007199254740992.0);
    memset(text, '0', 100);
    snprintf(text + 100, sizeof text - 100, "42");
    assert_reads(text, 42.0);
    memset(text, '9', 400);
    text[400] = '\0';
    assert_outcome(text, NUMBER_BAD);
    static char endless[30000];
    memset(endless, '1', sizeof endless - 1);
    assert_outcome(endless, NUMBER_BAD);
}

static uint64_t next(uint64_t *seed)
{
    *seed = *seed * 6364136223846793005u + 1442695040888963407u;
    return *seed >> 11;
}

/* Decimals of every length against the C library's reader, which is right in the C locale. */
static void random_decimals_are_rounded_as_they_should(void **state)
{
    (void)state;
    uint64_t seed = 42;
    char text[64];
    for (int i = 0; i < 300000; i++) {
        int digits = 1 + (int)(next(&seed) % 22), point = (int)(next(&seed) % (uint64_t)(digits + 1)), length = 0;
        for (int k = 0; k < digits; k++) {
            if (k == point)
                text[length++] = '.';
            text[length++] = (char)('0' + next(&seed) % 10);
        }
        text[length] = '\0';
        if (next(&seed) % 3 == 0)
            snprintf(text + length, sizeof text - (size_t)length, "e%d", (int)(next(&seed) % 80) - 40);
        double value = 0;
        assert_int_equal(number_read(slice_of(text), &value), NUMBER_OK);
        if (value != strtod(text, NULL))
            fail_msg("'%s' is not rounded correctly", text);
    }
}

/* Short decimals are read by a way of their own, those with a blank before them are not: both must say the same. */
static void any_byte_in_a_short_decimal(void **state)
{
    (void)state;
    static const char *const shapes[] = {" 29.294282", " 7.12345678", " 414532.12",
                                         " 1234567.1", " 0.000001",   " 40.86071"};
    for (size_t shape = 0; shape < sizeof shapes / sizeof *shapes; shape++)
        for (size_t place = 1; place < strlen(shapes[shape]); place++)
            for (int byte = 1; byte < 256; byte++) {
                char text[32];
                strcpy(text, shapes[shape]);
                text[place] = (char)byte;
                double value = -1, again = -1;
                enum number_outcome slow = number_read(slice_of(text), &again);
                assert_int_equal(number_read(slice_of(text + 1), &value), slow);
                assert_true(value == again);
            }
}

static void written_numbers_are_short(void **state)
{
    (void)state;
    static const struct {
        double value;
        const char *text;
    } cases[] = {{0.1, "0.1"},
                 {1e-7, "1e-07"},
                 {41, "41"},
                 {-0.5, "-0.5"},
                 {37.381, "37.381"},
                 {1e21, "1e+21"},
                 {1.0 / 3, "0.3333333333333333"},
                 {0, "0"},
                 {5e-324, "5e-324"},
                 {123456789012345.0, "123456789012345"}};
    char out[32];
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        number_write(cases[i].value, out);
        assert_string_equal(out, cases[i].text);
    }
    number_write(NAN, out);
    assert_string_equal(out, "nan");
    number_write(-HUGE_VAL, out);
    assert_string_equal(out, "-inf");
}

static void every_double_reads_back(void **state)
{
    (void)state;
    uint64_t seed = 7;
    for (int i = 0; i < 200000; i++) {
        uint64_t bits = next(&seed) << 11 ^ next(&seed);
        double value, again = 0;
        memcpy(&value, &bits, sizeof value);
        if (!isfinite(value))
            continue;
        char out[32];
        number_write(value, out);
        assert_int_equal(number_read(slice_of(out), &again), NUMBER_OK);
        assert_memory_equal(&again, &value, sizeof value);
    }
    char out[32];
    number_write(-DBL_MAX, out);
    assert_string_equal(out, "-1.7976931348623157e+308");
}

static void fixed_decimals(void **state)
{
    (void)state;
    char out[400];
    number_write_fixed(3.14159, 2, out, sizeof out);
    assert_string_equal(out, "3.14");
    number_write_fixed(-0.001, 2, out, sizeof out);
    assert_string_equal(out, "0.00");
    number_write_fixed(-0.0, 0, out, sizeof out);
    assert_string_equal(out, "0");
    number_write_fixed(-0.006, 2, out, sizeof out);
    assert_string_equal(out, "-0.01");
    number_write_fixed(2.5, 0, out, sizeof out);
    assert_string_equal(out, "2");
    number_write_fixed(1e300, 9, out, sizeof out);
    assert_int_equal(strlen(out), 301 + 1 + 9);
    number_write_fixed(1, 42, out, sizeof out);
    assert_string_equal(out, "1.000000000");
    number_write_fixed(NAN, 2, out, sizeof out);
    assert_string_equal(out, "nan");
    number_write_fixed(123.456, 1, out, 4); /* too small a buffer cuts, and ends in NUL */
    assert_string_equal(out, "123");
    out[0] = 'x';
    number_write_fixed(1, 0, out, 0);
    assert_int_equal(out[0], 'x');
}

/* A host application may have set any locale; one writes a comma, the other a separator of two bytes. */
static void in_the_locale(const char *locale)
{
    if (setlocale(LC_ALL, locale) == NULL) {
        print_message("skipped: locale %s is not installed\n", locale);
        return;
    }
    char out[400];
    assert_reads("37.123456", 37.123456);
    assert_reads("28.97", 28.97);
    assert_reads("9007199254740993.00000000000000000000000000001", 9007199254740994.0);
    assert_reads("12345.678901234567e-30", 1.2345678901234567e-26);
    number_write(-28.97, out);
    assert_string_equal(out, "-28.97");
    number_write(1.5e-30, out);
    assert_string_equal(out, "1.5e-30");
    number_write_fixed(1234567.5, 2, out, sizeof out);
    assert_string_equal(out, "1234567.50");
    setlocale(LC_ALL, "C");
}

static void the_locale_does_not_matter(void **state)
{
    (void)state;
    in_the_locale("tr_TR.UTF-8");
    in_the_locale("de_DE.UTF-8");
    in_the_locale("ps_AF");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(plain_numbers),
        cmocka_unit_test(a_lone_separator_is_a_decimal_separator),
        cmocka_unit_test(groups_of_thousands),
        cmocka_unit_test(what_is_no_number),
        cmocka_unit_test(the_slice_ends_where_it_says),
        cmocka_unit_test(halfway_cases_round_to_even),
        cmocka_unit_test(very_long_numbers),
        cmocka_unit_test(random_decimals_are_rounded_as_they_should),
        cmocka_unit_test(any_byte_in_a_short_decimal),
        cmocka_unit_test(written_numbers_are_short),
        cmocka_unit_test(every_double_reads_back),
        cmocka_unit_test(fixed_decimals),
        cmocka_unit_test(the_locale_does_not_matter),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
