/* Which ids were asked for? Lists of hashes, joined, sorted, met. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

#include <cmocka.h>

#include "base/memory.h"
#include "base/slice.h"
#include "check/id_hashes.h"

static void add(struct id_hashes *list, unsigned number)
{
    char id[16];
    snprintf(id, sizeof id, "H%u", number);
    assert_int_equal(id_hashes_add(list, slice_of(id), NULL), MAH_OK);
}

static bool holds(const struct id_hashes *list, unsigned number)
{
    char id[16];
    snprintf(id, sizeof id, "H%u", number);
    return id_hashes_may_hold(list, slice_of(id));
}

static void what_was_added_is_held(void **state)
{
    (void)state;
    struct id_hashes list = {0};
    assert_int_equal(id_hashes_add(&list, slice_of(""), NULL), MAH_OK);
    assert_int_equal(list.count, 0);
    for (unsigned i = 0; i < 300; i++)
        add(&list, i * 3);
    assert_int_equal(list.count, 300);
    id_hashes_sort(&list);
    for (unsigned i = 0; i < 900; i++)
        assert_int_equal(holds(&list, i), i % 3 == 0);
    assert_false(id_hashes_may_hold(&list, slice_of("")));
    id_hashes_release(&list);
    id_hashes_sort(&list);
    assert_false(holds(&list, 0));
}

static void lists_of_any_length_are_joined(void **state)
{
    (void)state;
    for (unsigned length = 0; length < 4; length++) {
        struct id_hashes into = {0}, from = {0};
        add(&into, 1000);
        for (unsigned i = 0; i < length; i++)
            add(&from, i);
        assert_int_equal(id_hashes_take(&into, &from, NULL), MAH_OK);
        assert_int_equal(into.count, length + 1);
        assert_int_equal(from.count, 0);
        id_hashes_sort(&into);
        assert_true(holds(&into, 1000));
        for (unsigned i = 0; i < length; i++)
            assert_true(holds(&into, i));
        assert_false(holds(&into, length));
        id_hashes_release(&into);
    }
}

static void two_lists_meet(void **state)
{
    (void)state;
    struct id_hashes list = {0}, other = {0};
    for (unsigned i = 0; i < 2000; i++) {
        add(&list, i * 2);
        add(&other, i * 3);
    }
    id_hashes_sort(&other);
    id_hashes_meet(&list, &other);
    id_hashes_sort(&list);
    assert_int_equal(list.count, 667); /* 0, 6 ... 3996 */
    for (unsigned i = 0; i < 4000; i++)
        assert_int_equal(holds(&list, i), i % 6 == 0);
    id_hashes_release(&list);
    id_hashes_release(&other);
}

static void without_memory_nothing_is_lost(void **state)
{
    (void)state;
    struct id_hashes into = {0}, from = {0};
    add(&from, 1);
    memory_fail_from(1);
    assert_int_equal(id_hashes_add(&into, slice_of("H2"), NULL), MAH_NO_MEMORY);
    assert_int_equal(id_hashes_take(&into, &from, NULL), MAH_NO_MEMORY);
    memory_fail_from(0);
    assert_int_equal(into.count, 0);
    assert_int_equal(from.count, 1);
    id_hashes_release(&from);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_was_added_is_held),
        cmocka_unit_test(lists_of_any_length_are_joined),
        cmocka_unit_test(two_lists_meet),
        cmocka_unit_test(without_memory_nothing_is_lost),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
