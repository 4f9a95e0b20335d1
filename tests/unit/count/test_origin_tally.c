/* Persons by mahalle and origin: any number of origins, in any order, none lost when the table grows. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "base/memory.h"
#include "count/origin_tally.h"

enum { ORIGINS = 200, MAHALLE = 3 };

static struct origin_cell cell(uint32_t mahalle, uint32_t origin, int64_t persons)
{
    return (struct origin_cell){mahalle, origin, persons, persons / 2, 1, persons / 2 > 0};
}

static void add(struct origin_tally *tally, uint32_t mahalle, uint32_t origin, int64_t persons)
{
    struct origin_cell one = cell(mahalle, origin, persons);
    origin_tally_expect(tally, mahalle, origin); /* fetches, and changes nothing */
    assert_int_equal(origin_tally_add(tally, &one, NULL), MAH_OK);
}

/* Twice each, the second time backwards: origins 7, 14, 21 ... of the middle mahalle, one of the last. */
static void fill(struct origin_tally *tally)
{
    assert_int_equal(origin_tally_init(tally, MAHALLE, NULL), MAH_OK);
    add(tally, 2, 5, 4);
    for (uint32_t i = 0; i < ORIGINS; i++)
        add(tally, 1, i * 7, i + 1);
    for (uint32_t i = ORIGINS; i-- > 0;)
        add(tally, 1, i * 7, 10);
}

static void check(const struct origin_tally *tally, int64_t times)
{
    struct origin_cell *cells = NULL;
    size_t count = 0;
    assert_int_equal(origin_tally_list(&cells, &count, tally, NULL), MAH_OK);
    assert_int_equal(count, ORIGINS + 1);
    for (uint32_t i = 0; i < ORIGINS; i++) {
        assert_int_equal(cells[i].mahalle, 1);
        assert_int_equal(cells[i].origin, i * 7);
        assert_int_equal(cells[i].persons_nano, times * (i + 11));
        assert_int_equal(cells[i].recent_nano, times * ((i + 1) / 2 + 5));
        assert_int_equal(cells[i].persons_records, times * 2);
        assert_int_equal(cells[i].recent_records, times * (i > 0 ? 2 : 1));
    }
    assert_int_equal(cells[ORIGINS].mahalle, 2);
    assert_int_equal(cells[ORIGINS].origin, 5);
    assert_int_equal(cells[ORIGINS].persons_nano, times * 4);
    memory_free(cells);
}

static void none_is_lost_and_all_are_in_order(void **state)
{
    (void)state;
    struct origin_tally tally;
    fill(&tally);
    check(&tally, 1);
    assert_int_equal(tally.mahalle[1].used, ORIGINS);
    assert_true(tally.mahalle[1].used * 4 <=
                3u << tally.mahalle[1].bits); /* a quarter stays empty, or searching is slow */
    assert_null(tally.mahalle[0].slots);
    origin_tally_expect(&tally, 0, 1);
    origin_tally_release(&tally);
    assert_null(tally.mahalle);
}

static void two_tallies_become_one(void **state)
{
    (void)state;
    struct origin_tally into, from;
    fill(&into);
    fill(&from);
    assert_int_equal(origin_tally_merge(&into, &from, NULL), MAH_OK);
    check(&into, 2);
    check(&from, 1);
    origin_tally_release(&into);
    origin_tally_release(&from);
}

static void nothing_is_an_empty_list(void **state)
{
    (void)state;
    struct origin_tally tally;
    struct origin_cell *cells = NULL;
    size_t count = 1;
    assert_int_equal(origin_tally_init(&tally, MAHALLE, NULL), MAH_OK);
    assert_int_equal(origin_tally_list(&cells, &count, &tally, NULL), MAH_OK);
    assert_int_equal(count, 0);
    memory_free(cells);
    origin_tally_release(&tally);
}

static void a_sum_too_large_is_refused(void **state)
{
    (void)state;
    struct origin_cell largest[] = {{0, 3, INT64_MAX, 0, 1, 0}, {0, 3, 0, INT64_MAX, 1, 1}};
    for (int i = 0; i < 2; i++) {
        struct origin_tally into, from;
        struct mah_error err = {0};
        assert_int_equal(origin_tally_init(&into, 1, NULL), MAH_OK);
        assert_int_equal(origin_tally_init(&from, 1, NULL), MAH_OK);
        assert_int_equal(origin_tally_add(&into, &largest[i], NULL), MAH_OK);
        assert_int_equal(origin_tally_add(&from, &largest[i], NULL), MAH_OK);
        assert_int_equal(origin_tally_merge(&into, &from, &err), MAH_BAD_DATA);
        assert_non_null(strstr(err.message, "too large"));
        assert_int_equal(origin_tally_add(&from, &largest[i], NULL), MAH_BAD_DATA);
        origin_tally_release(&into);
        origin_tally_release(&from);
    }
}

static void every_request_for_memory_may_fail(void **state)
{
    (void)state;
    struct origin_tally tally, other;
    memory_fail_from(1);
    assert_int_equal(origin_tally_init(&tally, MAHALLE, NULL), MAH_NO_MEMORY);
    memory_fail_from(0);
    origin_tally_release(&tally);
    fill(&tally);
    assert_int_equal(origin_tally_init(&other, MAHALLE, NULL), MAH_OK);
    struct origin_cell one = cell(0, 1, 2), *cells = NULL;
    size_t count = 0;
    memory_fail_from(1);
    assert_int_equal(origin_tally_add(&tally, &one, NULL), MAH_NO_MEMORY);
    assert_int_equal(origin_tally_merge(&other, &tally, NULL), MAH_NO_MEMORY);
    assert_int_equal(origin_tally_list(&cells, &count, &tally, NULL), MAH_NO_MEMORY);
    memory_fail_from(0);
    check(&tally, 1);
    origin_tally_release(&tally);
    origin_tally_release(&other);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(none_is_lost_and_all_are_in_order), cmocka_unit_test(two_tallies_become_one),
        cmocka_unit_test(nothing_is_an_empty_list),          cmocka_unit_test(a_sum_too_large_is_refused),
        cmocka_unit_test(every_request_for_memory_may_fail),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
