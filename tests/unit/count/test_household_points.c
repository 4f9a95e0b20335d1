/* Are households given back mahalle by mahalle, each as it was put in? */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/memory.h"
#include "count/household_points.h"

enum { MAHALLE = 7, HOUSEHOLDS = 20000 };

static const struct hash_key secret = {{1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16}};

/* Mahalle 4 has nobody. */
static int32_t mahalle_of(size_t i)
{
    int32_t mahalle = (int32_t)(i * i % MAHALLE);
    return mahalle == 4 ? 0 : mahalle;
}

static enum mah_status add_all(struct household_points *points)
{
    enum mah_status status = MAH_OK;
    for (size_t i = 0; status == MAH_OK && i < HOUSEHOLDS; i++) {
        char id[32] = "";
        if (i % 9 != 0)
            snprintf(id, sizeof id, "hane-%zu", i);
        const struct household_point point = {.position = {(double)i / 3, -(double)i},
                                              .mahalle = mahalle_of(i),
                                              .persons = (int32_t)(i % 12) + 1,
                                              .recent = (double)(i % 4) / 2,
                                              .arrival_year = (int16_t)(1990 + i % 30),
                                              .migrant = (uint8_t)(i % MIGRANT_KINDS)};
        status = household_points_add(points, &point, slice_of(id), NULL);
    }
    return status;
}

static struct household_points *filled(const struct hash_key *key)
{
    struct household_points *points = NULL;
    assert_int_equal(household_points_new(&points, MAHALLE, "/tmp", key, NULL), MAH_OK);
    assert_int_equal(add_all(points), MAH_OK);
    assert_int_equal(household_points_count(points), HOUSEHOLDS);
    return points;
}

static void assert_is(const struct household_point *row, size_t i, bool has_id)
{
    char id[32] = "";
    if (has_id && i % 9 != 0)
        snprintf(id, sizeof id, "hane-%zu", i);
    assert_true(row->position.x == (double)i / 3 && row->position.y == -(double)i);
    assert_int_equal(row->persons, i % 12 + 1);
    assert_true(row->recent == (double)(i % 4) / 2);
    assert_int_equal(row->arrival_year, 1990 + i % 30);
    assert_int_equal(row->migrant, i % MIGRANT_KINDS);
    assert_string_equal(row->id, id);
    assert_int_equal(row->mark != 0, !has_id);
}

/* At any number of rows at once, also fewer than a mahalle has. */
static void come_mahalle_by_mahalle_in_the_order_of_the_file(void **state)
{
    (void)state;
    static const size_t at_once[] = {1, 5000, 9000, HOUSEHOLDS, 1000000};
    for (size_t k = 0; k < 2 * sizeof at_once / sizeof *at_once; k++) {
        bool has_ids = k % 2 == 0;
        struct household_points *points = filled(has_ids ? NULL : &secret);
        struct gathered_points gathered = {0};
        size_t seen = 0;
        for (size_t next = 0; next < MAHALLE; next = gathered.last) {
            assert_int_equal(household_points_gather(&gathered, points, next, at_once[k / 2], NULL), MAH_OK);
            assert_true(gathered.last > next);
            size_t at = 0;
            for (size_t mahalle = gathered.first; mahalle < gathered.last; mahalle++)
                for (size_t i = 0; i < HOUSEHOLDS; i++)
                    if (mahalle_of(i) == (int32_t)mahalle)
                        assert_is(&gathered.rows[at++], i, has_ids);
            assert_int_equal(at, gathered.count);
            seen += at;
        }
        assert_int_equal(seen, HOUSEHOLDS);
        gathered_points_release(&gathered);
        household_points_free(points);
    }
}

/* By id and place, whatever the order of the file; not to be guessed without the secret. */
static void a_mark_names_a_household(void **state)
{
    (void)state;
    static const struct hash_key other = {{9}};
    const struct hash_key *keys[] = {&secret, &secret, &other};
    uint64_t marks[3][3];
    for (size_t k = 0; k < 3; k++) {
        struct household_points *points = NULL;
        struct gathered_points gathered = {0};
        const struct household_point place = {.position = {1, 2}}, elsewhere = {.position = {2, 1}};
        assert_int_equal(household_points_new(&points, 1, "/tmp", keys[k], NULL), MAH_OK);
        assert_int_equal(household_points_add(points, &place, slice_of("a"), NULL), MAH_OK);
        assert_int_equal(household_points_add(points, &place, slice_of("b"), NULL), MAH_OK);
        assert_int_equal(household_points_add(points, &elsewhere, slice_of("a"), NULL), MAH_OK);
        assert_int_equal(household_points_gather(&gathered, points, 0, 10, NULL), MAH_OK);
        for (size_t i = 0; i < 3; i++)
            marks[k][i] = gathered.rows[i].mark;
        gathered_points_release(&gathered);
        household_points_free(points);
    }
    assert_memory_equal(marks[0], marks[1], sizeof marks[0]);
    assert_true(marks[0][0] != marks[0][1] && marks[0][0] != marks[0][2] && marks[0][1] != marks[0][2]);
    for (size_t i = 0; i < 3; i++)
        assert_true(marks[0][i] != marks[2][i]);
}

static void every_failed_allocation_is_reported(void **state)
{
    (void)state;
    enum mah_status status = MAH_NO_MEMORY;
    for (size_t nth = 1; status == MAH_NO_MEMORY; nth++) {
        struct household_points *points = NULL;
        struct gathered_points gathered = {0};
        memory_fail_only(nth);
        status = household_points_new(&points, MAHALLE, "/tmp", NULL, NULL);
        if (status == MAH_OK)
            status = add_all(points);
        if (status == MAH_OK)
            status = household_points_gather(&gathered, points, 0, HOUSEHOLDS, NULL);
        memory_fail_only(0);
        gathered_points_release(&gathered);
        household_points_free(points);
    }
    assert_int_equal(status, MAH_OK);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(come_mahalle_by_mahalle_in_the_order_of_the_file),
        cmocka_unit_test(a_mark_names_a_household),
        cmocka_unit_test(every_failed_allocation_is_reported),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
