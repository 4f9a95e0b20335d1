/* The rows that were not counted own their texts, also where one more cannot be kept. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "base/memory.h"
#include "check/quarantine.h"

static struct quarantined_row row_of(int64_t number)
{
    return (struct quarantined_row){
        .row = number, .id = memory_copy_text("H1"), .raw = memory_copy_text("x;y"), .nearest = -1};
}

static void rows_are_kept_in_their_order(void **state)
{
    (void)state;
    struct quarantine quarantine = {0};
    for (int64_t i = 0; i < 100; i++)
        assert_int_equal(quarantine_add(&quarantine, row_of(i), NULL), MAH_OK);
    assert_int_equal(quarantine.count, 100);
    for (int64_t i = 0; i < 100; i++)
        assert_int_equal(quarantine.rows[i].row, i);
    assert_string_equal(quarantine.rows[99].raw, "x;y");
    quarantine_release(&quarantine);
    assert_int_equal(quarantine.count, 0);
    assert_null(quarantine.rows);
}

static void without_memory_the_texts_are_freed(void **state)
{
    (void)state;
    struct quarantine quarantine = {0};
    struct quarantined_row row = row_of(1), no_id = {.raw = memory_copy_text("x")},
                           no_raw = {.id = memory_copy_text("x")};
    memory_fail_from(1);
    assert_int_equal(quarantine_add(&quarantine, row, NULL), MAH_NO_MEMORY);
    memory_fail_from(0);
    assert_int_equal(quarantine_add(&quarantine, no_id, NULL), MAH_NO_MEMORY);
    assert_int_equal(quarantine_add(&quarantine, no_raw, NULL), MAH_NO_MEMORY);
    assert_int_equal(quarantine.count, 0);
    quarantine_release(&quarantine);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(rows_are_kept_in_their_order),
        cmocka_unit_test(without_memory_the_texts_are_freed),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
