/* Does a file without a name give back what was put into it, and leave nothing behind? */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <dirent.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/memory.h"
#include "base/spill.h"

enum { NUMBERS = 300000 }; /* more bytes than the buffers hold */

static char folder[64];

static int make_folder(void **state)
{
    (void)state;
    snprintf(folder, sizeof folder, "/tmp/mahalle_spill_XXXXXX");
    return mkdtemp(folder) != NULL ? 0 : -1;
}

static int remove_folder(void **state)
{
    (void)state;
    return rmdir(folder); /* fails where something was left behind */
}

static struct spill *filled(void)
{
    struct spill *spill = NULL;
    assert_int_equal(spill_new(&spill, folder, NULL), MAH_OK);
    for (uint32_t i = 0; i < NUMBERS; i++)
        assert_int_equal(spill_append(spill, &i, sizeof i, NULL), MAH_OK);
    assert_int_equal(spill_size(spill), NUMBERS * sizeof(uint32_t));
    return spill;
}

static void reads_from_any_place(void **state)
{
    (void)state;
    struct spill *spill = filled();
    const uint32_t places[] = {NUMBERS - 1, 0, 65535, 65536, 131071, NUMBERS / 2};
    for (size_t i = 0; i < sizeof places / sizeof *places; i++) {
        uint32_t found = 0;
        assert_int_equal(spill_read(spill, places[i] * sizeof found, &found, sizeof found, NULL), MAH_OK);
        assert_int_equal(found, places[i]);
    }
    uint32_t more = 77, found[2];
    assert_int_equal(spill_append(spill, &more, sizeof more, NULL), MAH_OK);
    assert_int_equal(spill_read(spill, (NUMBERS - 1) * sizeof more, found, sizeof found, NULL), MAH_OK);
    assert_int_equal(found[0], NUMBERS - 1);
    assert_int_equal(found[1], 77);
    spill_free(spill);
}

static void reads_one_after_the_other(void **state)
{
    (void)state;
    struct spill *spill = filled();
    struct spill_reader reader = {.spill = spill};
    for (uint32_t i = 0; i < NUMBERS; i++) {
        uint32_t found = 0;
        assert_int_equal(spill_take(&reader, &found, sizeof found, NULL), MAH_OK);
        assert_int_equal(found, i);
    }
    unsigned char none;
    assert_int_equal(spill_take(&reader, &none, 1, NULL), MAH_FAILED);
    spill_reader_release(&reader);
    spill_free(spill);
}

static void has_no_name(void **state)
{
    (void)state;
    struct spill *spill = filled();
    DIR *there = opendir(folder);
    assert_non_null(there);
    for (struct dirent *entry = readdir(there); entry != NULL; entry = readdir(there))
        assert_int_equal(entry->d_name[0], '.');
    closedir(there);
    spill_free(spill);
}

static void says_where_it_cannot_be_made(void **state)
{
    (void)state;
    struct spill *spill = NULL;
    struct mah_error err = {0};
    assert_int_equal(spill_new(&spill, "/tmp/there/is/no/such/folder", &err), MAH_FAILED);
    assert_null(spill);
    assert_non_null(strstr(err.message, "'/tmp/there/is/no/such/folder'"));
    for (size_t nth = 1; nth <= 2; nth++) {
        memory_fail_only(nth);
        assert_int_equal(spill_new(&spill, folder, &err), MAH_NO_MEMORY);
        memory_fail_only(0);
    }
    spill_free(NULL);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(reads_from_any_place),
        cmocka_unit_test(reads_one_after_the_other),
        cmocka_unit_test(has_no_name),
        cmocka_unit_test(says_where_it_cannot_be_made),
    };
    return cmocka_run_group_tests(tests, make_folder, remove_folder);
}
