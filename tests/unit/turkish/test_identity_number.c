/* Numbers that are identity numbers, numbers that only look like them, and what stands around them. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <stdio.h>
#include <string.h>

#include "turkish/identity_number.h"

static struct identity_count count_of(const char *text)
{
    struct identity_count count = {0};
    identity_count_text(&count, text, strlen(text), 7);
    return count;
}

static void test_texts(void **unused)
{
    (void)unused;
    static const struct {
        const char *text;
        unsigned numbers, checked;
    } cases[] = {
        {"10000000146", 1, 1},
        {"99999999990", 1, 1}, /* of a foreigner */
        {"10000000147", 1, 0},
        {"10000000156", 1, 0},
        {"20000000146", 1, 0},
        {"00000000000", 0, 0},
        {"05321234567", 0, 0},
        {"1000000014", 0, 0},
        {"100000001460", 0, 0},
        {"10000000146.0", 1, 1},
        {"10000000146,00", 1, 1},
        {"10000000146.5", 0, 0},
        {"10000000146.", 1, 1},
        {"37.10000000146", 0, 0},
        {"37,10000000146", 0, 0},
        {"TC: 10000000146 (kendisi)", 1, 1},
        {"T.C.10000000146", 1, 1},
        {"10000000146/99999999990", 2, 2},
        {"a10000000146", 0, 0},
        {"10000000146x", 0, 0},
        {"10000000146-2", 0, 0},
        {"+10000000146", 0, 0},
        {"f81d-10000000146", 0, 0},
        {"", 0, 0},
        {"TC10000000146", 1, 1},
        {"no: tckn10000000146", 1, 1},
        {"PTC10000000146", 0, 0},
        {"\xC2\xA0"
         "10000000146",
         1, 1},
        {"\xEF\xBB\xBF"
         "10000000146",
         1, 1},
        {"10000000146\xE2\x80\x8B", 1, 1},
        {"10000000146\xC2\xA0 kendisi", 1, 1},
        {"10000000146\xC3\xB6", 0, 0},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct identity_count count = count_of(cases[i].text);
        if (count.numbers != cases[i].numbers || count.checked != cases[i].checked)
            fail_msg("'%s': %d numbers, %d check", cases[i].text, (int)count.numbers, (int)count.checked);
        assert_int_equal(count.first_row, cases[i].checked > 0 ? 7 : 0);
    }
}

/* Wherever in a longer text it stands. */
static void test_every_place(void **unused)
{
    (void)unused;
    for (int before = 0; before < 40; before++)
        for (int after = 0; after < 40; after++) {
            char text[128];
            snprintf(text, sizeof text, "%*s%s%*s", before, "", "10000000146", after, "");
            assert_int_equal(count_of(text).checked, 1);
        }
}

static void test_numbers(void **unused)
{
    (void)unused;
    struct identity_count count = {0};
    identity_count_number(&count, 10000000146.0, 3);
    identity_count_number(&count, 99999999990.0, 2);
    identity_count_number(&count, 10000000147.0, 4);
    identity_count_number(&count, 10000000146.5, 4);
    identity_count_number(&count, 1000000014.0, 4);
    identity_count_number(&count, 1e300, 4);
    identity_count_number(&count, -10000000146.0, 4);
    assert_int_equal(count.numbers, 3);
    assert_int_equal(count.checked, 2);
    assert_int_equal(count.first_row, 3);
    struct identity_count earlier = {.numbers = 1, .checked = 1, .first_row = 1};
    identity_count_add(&count, &earlier);
    assert_int_equal(count.first_row, 1);
    assert_int_equal(count.checked, 3);
}

/* Of all numbers one in a hundred checks, whatever they start with: of a hundred that follow each other exactly one. */
static void test_one_in_a_hundred(void **unused)
{
    (void)unused;
    for (int64_t hundred = 100000001; hundred < 999999999; hundred += 7654321) {
        struct identity_count count = {0};
        for (int i = 0; i < 100; i++)
            identity_count_number(&count, (double)(hundred * 100 + i), 1);
        assert_int_equal(count.numbers, 100);
        assert_int_equal(count.checked, 1);
        assert_false(identity_count_tells(&count));
    }
}

/* The verdict: more than half of the numbers of a column. */
static void test_verdict(void **unused)
{
    (void)unused;
    static const struct {
        unsigned numbers, checked;
        bool tells;
    } cases[] = {{0, 0, false}, {1, 0, false},    {1, 1, true},   {2, 1, false},
                 {2, 2, true},  {100, 50, false}, {100, 51, true}};
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct identity_count count = {.numbers = cases[i].numbers, .checked = cases[i].checked};
        assert_int_equal(identity_count_tells(&count), cases[i].tells);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_texts),   cmocka_unit_test(test_every_place),
        cmocka_unit_test(test_numbers), cmocka_unit_test(test_one_in_a_hundred),
        cmocka_unit_test(test_verdict),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
