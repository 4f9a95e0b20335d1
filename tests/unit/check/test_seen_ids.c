/* Household ids: each seen once, short or long, whatever their hash. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

#include <cmocka.h>

#include "base/memory.h"
#include "check/seen_ids.h"

static bool add(struct seen_ids *seen, const char *id)
{
    bool is_new = false;
    assert_int_equal(seen_ids_add(seen, slice_of(id), &is_new, NULL), MAH_OK);
    return is_new;
}

static void the_second_is_the_duplicate(void **state)
{
    (void)state;
    struct seen_ids *seen = NULL;
    assert_int_equal(seen_ids_new(&seen, NULL), MAH_OK);
    assert_true(add(seen, "H1"));
    assert_false(add(seen, "H1"));
    assert_true(add(seen, "h1"));
    assert_true(add(seen, "H1 "));
    assert_true(add(seen, "fifteen-bytes-x"));
    assert_true(add(seen, "sixteen-bytes-xy"));
    assert_false(add(seen, "fifteen-bytes-x"));
    assert_false(add(seen, "sixteen-bytes-xy"));
    assert_true(add(seen, "uuid:5e3b1f0a-1111-2222-3333-444455556666"));
    assert_true(add(seen, "uuid:5e3b1f0a-1111-2222-3333-444455556667"));
    assert_false(add(seen, "uuid:5e3b1f0a-1111-2222-3333-444455556666"));
    seen_ids_free(seen);
}

static void an_empty_id_is_nobodys_duplicate(void **state)
{
    (void)state;
    struct seen_ids *seen = NULL;
    assert_int_equal(seen_ids_new(&seen, NULL), MAH_OK);
    assert_true(add(seen, ""));
    assert_true(add(seen, ""));
    assert_int_equal(seen_ids_count(seen), 0);
    seen_ids_free(seen);
}

static void many_ids_through_many_enlargements(void **state)
{
    (void)state;
    struct seen_ids *seen = NULL;
    assert_int_equal(seen_ids_new(&seen, NULL), MAH_OK);
    for (int round = 0; round < 2; round++)
        for (int i = 0; i < 50000; i++) {
            char id[64];
            snprintf(id, sizeof id, i % 3 == 0 ? "%d" : "a-household-with-a-long-id-%d", i);
            assert_int_equal(add(seen, id), round == 0);
        }
    assert_int_equal(seen_ids_count(seen), 50000);
    seen_ids_free(seen);
}

static void running_out_of_memory_is_said_and_loses_nothing(void **state)
{
    (void)state;
    for (size_t nth = 1; nth < 12; nth++) {
        struct seen_ids *seen = NULL;
        memory_fail_from(nth);
        enum mah_status status = seen_ids_new(&seen, NULL);
        for (int i = 0; status == MAH_OK && i < 5000; i++) {
            char id[64];
            bool is_new;
            snprintf(id, sizeof id, "a-household-with-a-long-id-%d", i);
            status = seen_ids_add(seen, slice_of(id), &is_new, NULL);
        }
        memory_fail_from(0);
        assert_int_equal(status, MAH_NO_MEMORY);
        seen_ids_free(seen);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_second_is_the_duplicate),
        cmocka_unit_test(an_empty_id_is_nobodys_duplicate),
        cmocka_unit_test(many_ids_through_many_enlargements),
        cmocka_unit_test(running_out_of_memory_is_said_and_loses_nothing),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
