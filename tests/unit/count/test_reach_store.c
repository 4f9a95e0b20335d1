/* The store of households and their ways: nothing is lost at the borders of its blocks, or when workers are joined. */
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "base/memory.h"
#include "count/reach_store.h"

enum { TYPES = 3 };

/* The household with a number: everything of it follows from the number. */
static void add(struct reach_store *store, uint32_t number)
{
    struct reach_row *row = NULL;
    float *distance_m = NULL;
    assert_int_equal(reach_store_add(store, &row, &distance_m, NULL), MAH_OK);
    *row = (struct reach_row){.weight_nano = number, .mahalle = number / 7, .size = (uint8_t)(number % 9)};
    for (size_t t = 0; t < store->type_count; t++)
        distance_m[t] = (float)(number * TYPES + t);
}

static struct reach_store *store_of(uint32_t first, uint32_t count)
{
    struct reach_store *store = NULL;
    assert_int_equal(reach_store_new(&store, TYPES, NULL), MAH_OK);
    for (uint32_t i = 0; i < count; i++)
        add(store, first + i);
    return store;
}

static void check(const struct reach_store *store, size_t at, uint32_t number)
{
    const struct reach_row *row = reach_store_row(store, at);
    assert_int_equal(row->weight_nano, number);
    assert_int_equal(row->mahalle, number / 7);
    for (size_t t = 0; t < TYPES; t++)
        assert_true(reach_store_distance_m(store, at, t) == (float)(number * TYPES + t));
}

/* One row less than a block, a block, one more, and the same around two blocks. */
static const uint32_t counts[] = {0,
                                  1,
                                  REACH_BLOCK_ROWS - 1,
                                  REACH_BLOCK_ROWS,
                                  REACH_BLOCK_ROWS + 1,
                                  2 * REACH_BLOCK_ROWS - 1,
                                  2 * REACH_BLOCK_ROWS,
                                  2 * REACH_BLOCK_ROWS + 1};
enum { COUNTS = sizeof counts / sizeof *counts };

static void rows_at_the_borders_of_blocks(void **state)
{
    (void)state;
    for (size_t c = 0; c < COUNTS; c++) {
        struct reach_store *store = store_of(0, counts[c]);
        assert_int_equal(store->count, counts[c]);
        for (uint32_t i = 0; i < counts[c]; i++)
            check(store, i, i);
        reach_store_free(store);
    }
}

static void taking_over_keeps_every_row(void **state)
{
    (void)state;
    for (size_t a = 0; a < COUNTS; a++) {
        for (size_t b = 0; b < COUNTS; b++) {
            struct reach_store *into = store_of(0, counts[a]), *from = store_of(counts[a], counts[b]);
            assert_int_equal(reach_store_take(into, from, NULL), MAH_OK);
            assert_int_equal(from->count, 0);
            assert_int_equal(into->count, counts[a] + counts[b]);
            for (uint32_t i = 0; i < into->count; i++)
                check(into, i, i);
            add(from, 1); /* an emptied store may be filled again */
            check(from, 0, 1);
            reach_store_free(into);
            reach_store_free(from);
        }
    }
}

static void a_store_of_no_types(void **state)
{
    (void)state;
    struct reach_store *store = NULL, *other = NULL;
    assert_int_equal(reach_store_new(&store, 0, NULL), MAH_OK);
    assert_int_equal(reach_store_new(&other, 0, NULL), MAH_OK);
    for (uint32_t i = 0; i < REACH_BLOCK_ROWS + 1; i++) {
        add(store, i);
        add(other, i);
    }
    assert_int_equal(reach_store_take(store, other, NULL), MAH_OK);
    assert_int_equal(store->count, 2 * REACH_BLOCK_ROWS + 2);
    reach_store_free(store);
    reach_store_free(other);
    reach_store_free(NULL);
}

/* Wherever memory ends, both stores can be freed, and nothing is left behind (the sanitizer looks). */
static void memory_may_run_out_anywhere(void **state)
{
    (void)state;
    enum mah_status status = MAH_NO_MEMORY;
    size_t nth = 0;
    while (status != MAH_OK) {
        struct reach_store *into = store_of(0, 10), *from = store_of(10, 3 * REACH_BLOCK_ROWS);
        memory_fail_from(++nth);
        status = reach_store_take(into, from, NULL);
        memory_fail_from(0);
        assert_true(status == MAH_OK || status == MAH_NO_MEMORY);
        reach_store_free(into);
        reach_store_free(from);
    }
    assert_true(nth > 3);
}

/* A household of 5 with 2 pupils, counted half. */
static void persons_of_each_group(void **state)
{
    (void)state;
    const int64_t half = WEIGHT_ONE / 2;
    struct reach_row row = {.weight_nano = half, .recent_nano = 3 * half, .size = 5, .class_known = 1};
    row.ages[2] = 2;
    row.ages[3] = AGE_UNKNOWN;
    int64_t persons[REACH_GROUPS];
    reach_row_persons(&row, 1 << 2, false, persons);
    assert_int_equal(persons[REACH_ALL], 5 * half);
    assert_int_equal(persons[REACH_RECENT], 3 * half);
    assert_int_equal(persons[REACH_SETTLED], 2 * half);
    assert_int_equal(persons[REACH_TARGET], 2 * half);
    reach_row_persons(&row, 1 << 2 | 1 << 3, false, persons); /* one band is open: the target is not known */
    assert_int_equal(persons[REACH_TARGET], -1);
    reach_row_persons(&row, 0, true, persons);
    assert_int_equal(persons[REACH_TARGET], 5 * half);
    row.class_known = 0; /* neither recent nor settled; still one of all */
    reach_row_persons(&row, 0, true, persons);
    assert_int_equal(persons[REACH_ALL], 5 * half);
    assert_int_equal(persons[REACH_RECENT], 0);
    assert_int_equal(persons[REACH_SETTLED], 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(rows_at_the_borders_of_blocks), cmocka_unit_test(taking_over_keeps_every_row),
        cmocka_unit_test(a_store_of_no_types),           cmocka_unit_test(memory_may_run_out_anywhere),
        cmocka_unit_test(persons_of_each_group),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
