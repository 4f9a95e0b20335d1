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

/* Ids of the same digits that differ in the text before them, in leading zeros, or in where the series ends. */
static void what_looks_alike_is_kept_apart(void **state)
{
    (void)state;
    static const char *const ids[] = {
        "1",
        "01",
        "001",
        "H1",
        "H01",
        "h1",
        "H 1",
        "H1H1",
        "1H1",
        "11H1",
        "H-1",
        "H1-1",
        "H",
        "HH",
        "-1",
        "+1",
        "123456789012345",
        "0123456789012345",
        "1123456789012345",
        "00123456789012345",
        "x123456789012345",
        "x1123456789012345",
        "x01123456789012345",
        "999999999999999",
        "000000000000000",
        "0",
        "00",
        "a-text-of-thirty-bytes-and-so-1",
        "a-text-of-thirty-bytes-and-som-1",
        "a-text-of-thirty-bytes-and-so1",
        "a-text-of-thirty-bytes-and-some-more-1",
        "\xC3\x87"
        "1",
        "\xC7"
        "1",
        "1\xC7",
        "H1 ",
        "18446744073709551616",
        "18446744073709551617",
        "1.0",
        "1,0",
        "H1\xD9\xA1",
    };
    struct seen_ids *seen = NULL;
    assert_int_equal(seen_ids_new(&seen, NULL), MAH_OK);
    for (int round = 0; round < 3; round++)
        for (size_t i = 0; i < sizeof ids / sizeof *ids; i++)
            assert_int_equal(add(seen, ids[i]), round == 0);
    assert_int_equal(seen_ids_count(seen), sizeof ids / sizeof *ids);
    seen_ids_free(seen);
}

/* More texts than there are series: those that come late live in the table, and stay there. */
static void ids_of_many_series(void **state)
{
    (void)state;
    struct seen_ids *seen = NULL;
    assert_int_equal(seen_ids_new(&seen, NULL), MAH_OK);
    for (int round = 0; round < 2; round++)
        for (int number = 0; number < 3; number++)
            for (int text = 0; text < 6000; text++) {
                char id[64];
                snprintf(id, sizeof id, "s%d/%d", text, number);
                assert_int_equal(add(seen, id), round == 0);
            }
    assert_int_equal(seen_ids_count(seen), 18000);
    seen_ids_free(seen);
}

/* Random short ids of three letters, against a look at every id before. */
static void random_ids_as_a_plain_list_has_them(void **state)
{
    (void)state;
    enum { IDS = 3000, ID_BYTES = 24 };
    static char ids[IDS][ID_BYTES];
    uint64_t draws = 1;
    for (int round = 0; round < 4; round++) {
        struct seen_ids *seen = NULL;
        assert_int_equal(seen_ids_new(&seen, NULL), MAH_OK);
        for (int i = 0; i < IDS; i++) {
            draws = draws * 6364136223846793005u + 1442695040888963407u;
            static const int most_letters[] = {4, 7, 18, 23};
            int length = 1 + (int)(draws >> 33) % most_letters[round];
            for (int k = 0; k < length; k++) {
                draws = draws * 6364136223846793005u + 1442695040888963407u;
                ids[i][k] = "01a1010101010101"[draws >> 60];
            }
            ids[i][length] = '\0';
            bool is_new = true;
            for (int k = 0; k < i; k++)
                is_new = is_new && strcmp(ids[k], ids[i]) != 0;
            assert_int_equal(add(seen, ids[i]), is_new);
        }
        seen_ids_free(seen);
    }
}

/* Ids of no series, and ids of a few; enough of both that every table grows. */
static enum mah_status add_many(struct seen_ids *seen)
{
    enum mah_status status = MAH_OK;
    for (int i = 0; status == MAH_OK && i < 3000; i++) {
        char id[64];
        bool is_new;
        snprintf(id, sizeof id, "a-household-with-a-long-id-%d-of-no-series", i);
        status = seen_ids_add(seen, slice_of(id), &is_new, NULL);
        snprintf(id, sizeof id, "%c-%04d", 'A' + i % 20, i);
        if (status == MAH_OK)
            status = seen_ids_add(seen, slice_of(id), &is_new, NULL);
    }
    return status;
}

static void running_out_of_memory_is_said_and_loses_nothing(void **state)
{
    (void)state;
    enum mah_status status = MAH_NO_MEMORY;
    size_t nth = 0;
    while (status != MAH_OK) {
        struct seen_ids *seen = NULL;
        assert_true(++nth < 500);
        memory_fail_from(nth);
        status = seen_ids_new(&seen, NULL);
        if (status == MAH_OK)
            status = add_many(seen);
        memory_fail_from(0);
        assert_true(status == MAH_OK || status == MAH_NO_MEMORY);
        seen_ids_free(seen);
    }
    assert_true(nth > 12);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_second_is_the_duplicate),
        cmocka_unit_test(an_empty_id_is_nobodys_duplicate),
        cmocka_unit_test(many_ids_through_many_enlargements),
        cmocka_unit_test(what_looks_alike_is_kept_apart),
        cmocka_unit_test(ids_of_many_series),
        cmocka_unit_test(random_ids_as_a_plain_list_has_them),
        cmocka_unit_test(running_out_of_memory_is_said_and_loses_nothing),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
