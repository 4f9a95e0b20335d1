/* Do numbers read as in Türkiye and in England, and does a text take as many columns as it shows letters? */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "base/memory.h"
#include "write/display_line.h"
#include "write/display_number.h"
#include "write/display_width.h"

static void expect_real(double value, int decimals, bool grouped, const char *turkish, const char *english)
{
    char text[DISPLAY_NUMBER_SIZE];
    display_real(value, decimals, grouped, LANGUAGE_TURKISH, text);
    assert_string_equal(text, turkish);
    display_real(value, decimals, grouped, LANGUAGE_ENGLISH, text);
    assert_string_equal(text, english);
}

static void reals_have_the_marks_of_the_language(void **state)
{
    (void)state;
    expect_real(1234567.891, 2, true, "1.234.567,89", "1,234,567.89");
    expect_real(1234567.891, 2, false, "1234567,89", "1234567.89");
    expect_real(-1234.5, 1, true, "-1.234,5", "-1,234.5");
    expect_real(-123, 0, true, "-123", "-123");
    expect_real(999, 0, true, "999", "999");
    expect_real(1000, 0, true, "1.000", "1,000");
    expect_real(0.25, 3, true, "0,250", "0.250");
    expect_real(-0.0001, 1, true, "0,0", "0.0");
}

static void a_name_cannot_turn_the_line_around(void **state)
{
    (void)state;
    char *line = display_line("a\xE2\x80\xAEgpj\xE2\x81\xA9.\x1B[31m \xC2\x9B ışİ");
    assert_string_equal(line, "a?gpj?.?[31m ? ışİ");
    memory_free(line);
    assert_int_equal(display_turns((const unsigned char *)"\xE2\x80\x9Cx"), 0);
    assert_int_equal(display_width("a\xE2\x80\xAE\xE2\x81\xA6z"), 2);
}

static void the_largest_double_fits(void **state)
{
    (void)state;
    char text[DISPLAY_NUMBER_SIZE];
    display_real(-1.7976931348623157e308, 9, true, LANGUAGE_TURKISH, text);
    assert_memory_equal(text, "-179.769.313.486", 16);
}

static void integers_keep_every_digit(void **state)
{
    (void)state;
    char text[DISPLAY_NUMBER_SIZE];
    display_integer(INT64_MIN, true, LANGUAGE_TURKISH, text);
    assert_string_equal(text, "-9.223.372.036.854.775.808");
    display_integer(2025, false, LANGUAGE_TURKISH, text);
    assert_string_equal(text, "2025");
    display_integer(0, true, LANGUAGE_ENGLISH, text);
    assert_string_equal(text, "0");
}

static void decimals_are_those_of_the_shortest_text(void **state)
{
    (void)state;
    assert_int_equal(decimals_of(0), 0);
    assert_int_equal(decimals_of(120), 0);
    assert_int_equal(decimals_of(0.25), 2);
    assert_int_equal(decimals_of(-0.1), 1);
    assert_int_equal(decimals_of(1e-7), 7);
    assert_int_equal(decimals_of(1.5e-7), 8);
    assert_int_equal(decimals_of(1e300), 0);
    assert_int_equal(decimals_of(1e-300), 9);
    assert_int_equal(decimals_of(1.0 / 3), 9);
}

static void width_counts_letters_not_bytes(void **state)
{
    (void)state;
    assert_int_equal(display_width(""), 0);
    assert_int_equal(display_width("Mahalle"), 7);
    assert_int_equal(display_width("Şanlıurfa"), 9);
    assert_int_equal(display_width("İstasyon"), 8);
    assert_int_equal(display_width("I\xCC\x87stasyon"), 8); /* the dot of a decomposed İ has no width */
    assert_int_equal(display_width("kişi/km²"), 8);
    assert_int_equal(display_width("–"), 1);
    assert_int_equal(display_width("a\tb\x1B[1m"), 5); /* tab and escape have none */
    assert_int_equal(display_width("\xF0\x9F\x8F\xA0"), 1);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(reals_have_the_marks_of_the_language),
        cmocka_unit_test(a_name_cannot_turn_the_line_around),
        cmocka_unit_test(the_largest_double_fits),
        cmocka_unit_test(integers_keep_every_digit),
        cmocka_unit_test(decimals_are_those_of_the_shortest_text),
        cmocka_unit_test(width_counts_letters_not_bytes),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
