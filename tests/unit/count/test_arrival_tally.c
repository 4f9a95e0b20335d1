/* Who came in which year: exact sums, whatever the order of the years and the number of workers. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "base/memory.h"
#include "count/arrival_tally.h"

static struct tally_cell cell_of(const struct arrival_tally *tally, size_t mahalle, int year)
{
    const struct arrival_years *years = &tally->mahalle[mahalle];
    if (year < years->first || (size_t)(year - years->first) >= years->count)
        return (struct tally_cell){0, 0};
    return years->cells[year - years->first];
}

static void years_may_come_in_any_order(void **state)
{
    (void)state;
    static const int years[] = {2021, 1950, 2025, 2021, 1900, 1999, 2000, 2021};
    struct arrival_tally tally;
    assert_int_equal(arrival_tally_init(&tally, 2, NULL), MAH_OK);
    for (size_t i = 0; i < sizeof years / sizeof *years; i++)
        assert_int_equal(arrival_tally_add(&tally, 1, years[i], (int64_t)i + 1, NULL), MAH_OK);
    assert_int_equal(cell_of(&tally, 1, 2021).nano, 1 + 4 + 8);
    assert_int_equal(cell_of(&tally, 1, 2021).records, 3);
    assert_int_equal(cell_of(&tally, 1, 1900).nano, 5);
    assert_int_equal(cell_of(&tally, 1, 1950).nano, 2);
    assert_int_equal(cell_of(&tally, 1, 2025).nano, 3);
    assert_int_equal(cell_of(&tally, 1, 1999).nano, 6);
    assert_int_equal(cell_of(&tally, 1, 1998).records, 0);
    assert_int_equal(tally.mahalle[0].count, 0);
    arrival_tally_release(&tally);
}

static void nobody_and_no_year_are_not_counted(void **state)
{
    (void)state;
    struct arrival_tally tally;
    assert_int_equal(arrival_tally_init(&tally, 1, NULL), MAH_OK);
    assert_int_equal(arrival_tally_add(&tally, 0, 2020, 0, NULL), MAH_OK);
    assert_int_equal(arrival_tally_add(&tally, 0, 0, 7, NULL), MAH_OK);
    assert_int_equal(tally.mahalle[0].count, 0);
    arrival_tally_release(&tally);
}

static void two_workers_count_as_one(void **state)
{
    (void)state;
    struct arrival_tally one, first, second;
    assert_int_equal(arrival_tally_init(&one, 3, NULL), MAH_OK);
    assert_int_equal(arrival_tally_init(&first, 3, NULL), MAH_OK);
    assert_int_equal(arrival_tally_init(&second, 3, NULL), MAH_OK);
    for (int i = 0; i < 500; i++) {
        size_t mahalle = (size_t)(i * 7 % 3);
        int year = 1900 + i * 37 % 126;
        assert_int_equal(arrival_tally_add(&one, mahalle, year, 100000001 + i, NULL), MAH_OK);
        assert_int_equal(arrival_tally_add(i % 5 < 2 ? &first : &second, mahalle, year, 100000001 + i, NULL), MAH_OK);
    }
    assert_int_equal(arrival_tally_merge(&first, &second, NULL), MAH_OK);
    for (size_t mahalle = 0; mahalle < 3; mahalle++)
        for (int year = 1890; year < 2040; year++) {
            struct tally_cell a = cell_of(&one, mahalle, year), b = cell_of(&first, mahalle, year);
            assert_int_equal(a.nano, b.nano);
            assert_int_equal(a.records, b.records);
        }
    arrival_tally_release(&one);
    arrival_tally_release(&first);
    arrival_tally_release(&second);
}

static void sums_that_are_too_large_are_refused(void **state)
{
    (void)state;
    struct arrival_tally tally, other;
    assert_int_equal(arrival_tally_init(&tally, 1, NULL), MAH_OK);
    assert_int_equal(arrival_tally_init(&other, 1, NULL), MAH_OK);
    assert_int_equal(arrival_tally_add(&tally, 0, 2020, INT64_MAX, NULL), MAH_OK);
    assert_int_equal(arrival_tally_add(&tally, 0, 2020, 1, NULL), MAH_BAD_DATA);
    assert_int_equal(arrival_tally_add(&other, 0, 2021, INT64_MAX, NULL), MAH_OK);
    assert_int_equal(arrival_tally_merge(&other, &other, NULL), MAH_BAD_DATA);
    arrival_tally_release(&tally);
    arrival_tally_release(&other);
}

static void running_out_of_memory(void **state)
{
    (void)state;
    struct arrival_tally tally, other;
    memory_fail_from(1);
    assert_int_equal(arrival_tally_init(&tally, 1, NULL), MAH_NO_MEMORY);
    memory_fail_from(0);
    arrival_tally_release(&tally);
    assert_int_equal(arrival_tally_init(&tally, 1, NULL), MAH_OK);
    assert_int_equal(arrival_tally_init(&other, 1, NULL), MAH_OK);
    assert_int_equal(arrival_tally_add(&other, 0, 1980, 1, NULL), MAH_OK);
    memory_fail_from(1);
    assert_int_equal(arrival_tally_add(&tally, 0, 2020, 1, NULL), MAH_NO_MEMORY);
    assert_int_equal(arrival_tally_merge(&tally, &other, NULL), MAH_NO_MEMORY);
    memory_fail_from(0);
    arrival_tally_release(&tally);
    arrival_tally_release(&other);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(years_may_come_in_any_order), cmocka_unit_test(nobody_and_no_year_are_not_counted),
        cmocka_unit_test(two_workers_count_as_one),    cmocka_unit_test(sums_that_are_too_large_are_refused),
        cmocka_unit_test(running_out_of_memory),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
