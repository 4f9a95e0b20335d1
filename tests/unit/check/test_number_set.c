/* Numbers that have been seen: few, many and all of a page, in any order, against one flag a number. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>

#include <cmocka.h>

#include "base/memory.h"
#include "check/number_set.h"

enum { RANGE = 1 << 20 };

static bool add(struct number_set *set, uint64_t number)
{
    bool is_new = false;
    assert_int_equal(number_set_add(set, number, &is_new, NULL), MAH_OK);
    return is_new;
}

/* A walk through the range by an odd step meets every number once. */
static void walk(uint64_t step, size_t count, uint64_t base)
{
    struct number_set set = {0};
    bool *seen = calloc(RANGE, sizeof *seen);
    assert_non_null(seen);
    for (size_t i = 0; i < count; i++) {
        uint64_t number = i * step % RANGE;
        assert_int_equal(add(&set, base + number), !seen[number]);
        seen[number] = true;
    }
    for (size_t number = 0; number < RANGE; number += 17) {
        assert_int_equal(add(&set, base + number), !seen[number]);
        assert_false(add(&set, base + number));
    }
    number_set_release(&set);
    free(seen);
}

static void every_number_is_new_once(void **state)
{
    (void)state;
    walk(1, RANGE + 100, 0);
    walk(RANGE - 1, RANGE + 100, UINT64_C(1) << 63);
    walk(65537, 60000, UINT64_MAX - RANGE + 1);
    walk(40503, 200000, 12345);
    walk(RANGE / 2 + 1, 100000, 0);
}

static void far_numbers_are_kept_apart(void **state)
{
    (void)state;
    struct number_set set = {0};
    for (int round = 0; round < 2; round++)
        for (uint64_t i = 0; i < 40000; i++) {
            assert_int_equal(add(&set, i << 20), round == 0);
            assert_int_equal(add(&set, ~(i << 24)), round == 0);
        }
    number_set_release(&set);
}

/* Five to eight numbers of a page in every order of rise and fall: where few become a list. */
static void the_first_numbers_of_a_page_come_in_any_order(void **state)
{
    (void)state;
    for (uint64_t seed = 1; seed < 3000; seed++) {
        struct number_set set = {0};
        bool seen[12] = {false};
        uint64_t draws = seed * 0x9E3779B97F4A7C15u;
        for (int i = 0; i < 20; i++) {
            draws = draws * 6364136223846793005u + 1442695040888963407u;
            size_t number = (size_t)(draws >> 40) % 12;
            assert_int_equal(add(&set, 65536 + number * 5461), !seen[number]);
            seen[number] = true;
        }
        number_set_release(&set);
    }
}

static void running_out_of_memory_is_said_and_loses_nothing(void **state)
{
    (void)state;
    for (size_t nth = 1; nth < 14; nth++) {
        struct number_set set = {0};
        memory_fail_from(nth);
        enum mah_status status = MAH_OK;
        uint64_t number = 0;
        bool is_new = false;
        for (; status == MAH_OK && number < 70000; number++)
            status = number_set_add(&set, number, &is_new, NULL);
        memory_fail_from(0);
        assert_int_equal(status, MAH_NO_MEMORY);
        for (uint64_t again = 0; again < number - 1; again++)
            assert_false(add(&set, again));
        assert_true(add(&set, number - 1));
        number_set_release(&set);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_number_is_new_once),
        cmocka_unit_test(far_numbers_are_kept_apart),
        cmocka_unit_test(the_first_numbers_of_a_page_come_in_any_order),
        cmocka_unit_test(running_out_of_memory_is_said_and_loses_nothing),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
