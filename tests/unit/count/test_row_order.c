/* The rows of a batch, mahalle by mahalle: each that counts once, in its order. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>

#include <cmocka.h>

#include "base/memory.h"
#include "base/random.h"
#include "count/row_order.h"

enum { ROWS = 300, MAHALLE = 7 };

static void rows_come_by_mahalle_then_by_place(void **state)
{
    (void)state;
    struct row_order *order = NULL;
    assert_int_equal(row_order_new(&order, MAHALLE, NULL), MAH_OK);
    for (uint64_t round = 0; round < 200; round++) {
        uint8_t reason[ROWS];
        struct location location[ROWS];
        struct random_stream stream;
        random_start(&stream, 1, round);
        size_t rows = random_below(&stream, ROWS + 1), wanted = 0;
        for (size_t row = 0; row < rows; row++) {
            reason[row] = random_below(&stream, 4) == 0 ? REJECT_OUTSIDE : REJECT_NONE;
            location[row] = (struct location){.mahalle = (int32_t)random_below(&stream, MAHALLE + 1) - 1};
            wanted += reason[row] == REJECT_NONE && location[row].mahalle != NO_MAHALLE;
        }
        struct checked_batch batch = {.rows = rows, .reason = reason};
        const uint32_t *got;
        size_t count;
        assert_int_equal(row_order_find(&got, &count, order, &batch, location, NULL), MAH_OK);
        assert_int_equal(count, wanted);
        for (size_t i = 0; i < count; i++) {
            assert_int_equal(reason[got[i]], REJECT_NONE);
            assert_int_not_equal(location[got[i]].mahalle, NO_MAHALLE);
            if (i > 0 && location[got[i - 1]].mahalle == location[got[i]].mahalle)
                assert_true(got[i - 1] < got[i]);
            else if (i > 0)
                assert_true(location[got[i - 1]].mahalle < location[got[i]].mahalle);
        }
    }
    row_order_free(order);
}

static void running_out_of_memory_is_said(void **state)
{
    (void)state;
    for (size_t nth = 1; nth <= 3; nth++) {
        struct row_order *order = NULL;
        uint8_t reason[1] = {REJECT_NONE};
        struct location location[1] = {{.mahalle = 0}};
        struct checked_batch batch = {.rows = 1, .reason = reason};
        const uint32_t *got;
        size_t count;
        memory_fail_from(nth);
        enum mah_status status = row_order_new(&order, MAHALLE, NULL);
        if (status == MAH_OK)
            status = row_order_find(&got, &count, order, &batch, location, NULL);
        memory_fail_from(0);
        assert_int_equal(status, MAH_NO_MEMORY);
        row_order_free(order);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(rows_come_by_mahalle_then_by_place),
        cmocka_unit_test(running_out_of_memory_is_said),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
