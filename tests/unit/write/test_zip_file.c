/* Does an archive come back as it was packed, in the same bytes each time, and is a bad one refused in one line? */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#include <cmocka.h>

#include "base/memory.h"
#include "write/zip_file.h"

static char project[] = "<qgis>Şanlıurfa &amp; çevresi</qgis>", storage[] = "aux\0iliary";
static const struct zip_part two[] = {{"mahalle.qgs", project, sizeof project - 1},
                                      {"ek/Ölçü.qgd", storage, sizeof storage - 1}};

static char *pack(size_t *length, const struct zip_part *parts, size_t count)
{
    char *bytes = NULL;
    assert_int_equal(zip_file_pack(&bytes, length, parts, count, NULL), MAH_OK);
    return bytes;
}

static void every_file_comes_back(void **state)
{
    (void)state;
    size_t length = 0;
    char *bytes = pack(&length, two, 2);
    struct zip_parts parts;
    assert_int_equal(zip_file_unpack(&parts, bytes, length, NULL), MAH_OK);
    assert_int_equal(parts.count, 2);
    for (size_t i = 0; i < 2; i++) {
        assert_string_equal(parts.list[i].name, two[i].name);
        assert_int_equal(parts.list[i].length, two[i].length);
        assert_memory_equal(parts.list[i].bytes, two[i].bytes, two[i].length + 1);
    }
    assert_ptr_equal(zip_part_ending_in(&parts, ".qgs"), &parts.list[0]);
    assert_ptr_equal(zip_part_ending_in(&parts, ".qgd"), &parts.list[1]);
    assert_null(zip_part_ending_in(&parts, ".xml"));
    zip_parts_release(&parts);
    memory_free(bytes);
}

static void the_same_files_give_the_same_bytes(void **state)
{
    (void)state;
    static const char *const zones[] = {"UTC", "Europe/Istanbul", "America/New_York"};
    size_t length = 0;
    char *first = pack(&length, two, 2);
    for (size_t i = 0; i < sizeof zones / sizeof *zones; i++) {
        size_t again_length = 0;
        setenv("TZ", zones[i], 1);
        tzset();
        char *again = pack(&again_length, two, 2);
        assert_int_equal(again_length, length);
        assert_memory_equal(again, first, length);
        memory_free(again);
    }
    static const unsigned char header[] = {'P', 'K', 3, 4}, midnight[] = {0, 0, 0x21, 0};
    assert_memory_equal(first, header, sizeof header);
    assert_memory_equal(first + 10, midnight, sizeof midnight);
    assert_int_equal(first[28], 0); /* no extra fields */
    memory_free(first);
}

static void an_empty_file_and_a_large_one_come_back(void **state)
{
    (void)state;
    size_t length = 0, size = 5000000;
    struct zip_part parts[] = {{"empty", "", 0}, {"large.qgs", memory_new(size + 1, 1), size}};
    for (size_t i = 0; i < size; i++)
        parts[1].bytes[i] = (char)(i * i % 251);
    char *bytes = pack(&length, parts, 2);
    assert_true(length < size);
    struct zip_parts back;
    assert_int_equal(zip_file_unpack(&back, bytes, length, NULL), MAH_OK);
    assert_int_equal(back.list[0].length, 0);
    assert_memory_equal(back.list[1].bytes, parts[1].bytes, size);
    zip_parts_release(&back);
    memory_free(bytes);
    memory_free(parts[1].bytes);
}

/* Cut anywhere or with any byte turned, an archive is refused or gives files; it never gives anything else. */
static void a_damaged_archive_is_refused(void **state)
{
    (void)state;
    size_t length = 0, refused = 0;
    struct mah_error err = {0};
    struct zip_parts parts;
    char *bytes = pack(&length, two, 2);
    for (size_t cut = 0; cut < length; cut++)
        assert_int_equal(zip_file_unpack(&parts, bytes, cut, &err), MAH_BAD_SOURCE);
    assert_non_null(strstr(err.message, "the archive is damaged: "));
    for (size_t i = 0; i < length; i++) {
        bytes[i] ^= 0x55;
        refused += zip_file_unpack(&parts, bytes, length, NULL) != MAH_OK;
        zip_parts_release(&parts);
        bytes[i] ^= 0x55;
    }
    assert_true(refused > length / 2);
    memory_free(bytes);
    assert_int_equal(zip_file_unpack(&parts, "no archive", 10, NULL), MAH_BAD_SOURCE);
    assert_int_equal(zip_file_unpack(&parts, NULL, 0, NULL), MAH_BAD_SOURCE);
}

static void a_zip_bomb_is_refused(void **state)
{
    (void)state;
    size_t length = 0, size = (size_t)160 << 20;
    struct mah_error err = {0};
    struct zip_parts back;
    char *zeros = memory_new(size, 1);
    struct zip_part parts[] = {{"a", zeros, size}, {"b", zeros, size}};
    char *bytes = pack(&length, parts, 2);
    assert_true(length < 1 << 20);
    assert_int_equal(zip_file_unpack(&back, bytes, length, &err), MAH_BAD_SOURCE);
    assert_string_equal(err.message, "the archive would unpack to more than 256 MB");
    memory_free(bytes);
    memory_free(zeros);
}

static void missing_memory_is_said(void **state)
{
    (void)state;
    size_t length = 0, other_length = 0;
    char *bytes = pack(&length, two, 2), *other = NULL;
    struct zip_parts parts;
    enum mah_status status = MAH_NO_MEMORY;
    for (size_t nth = 1; status != MAH_OK; nth++) {
        memory_fail_from(nth);
        status = zip_file_unpack(&parts, bytes, length, NULL);
        assert_true(status == MAH_OK || status == MAH_NO_MEMORY);
    }
    memory_fail_from(1);
    assert_int_equal(zip_file_pack(&other, &other_length, two, 2, NULL), MAH_NO_MEMORY);
    assert_null(other);
    memory_fail_from(0);
    zip_parts_release(&parts);
    memory_free(bytes);
}

static void python_reads_it(void **state)
{
    (void)state;
    char path[] = "/tmp/mahalle_zip_XXXXXX", command[512];
    size_t length = 0;
    char *bytes = pack(&length, two, 2);
    int file = mkstemp(path);
    assert_true(file >= 0);
    assert_int_equal(write(file, bytes, length), (int)length);
    close(file);
    memory_free(bytes);
    snprintf(command, sizeof command,
             "python3 -c \"import zipfile; z = zipfile.ZipFile('%s'); assert z.testzip() is None; "
             "assert z.namelist() == ['mahalle.qgs', 'ek/Ölçü.qgd'], z.namelist(); "
             "i = z.getinfo('mahalle.qgs'); assert i.date_time == (1980, 1, 1, 0, 0, 0) and i.extra == b'' and "
             "i.compress_type == 8; assert z.read(i).decode() == '<qgis>Şanlıurfa &amp; çevresi</qgis>'\"",
             path);
    assert_int_equal(system(command), 0);
    unlink(path);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_file_comes_back),
        cmocka_unit_test(the_same_files_give_the_same_bytes),
        cmocka_unit_test(an_empty_file_and_a_large_one_come_back),
        cmocka_unit_test(a_damaged_archive_is_refused),
        cmocka_unit_test(a_zip_bomb_is_refused),
        cmocka_unit_test(missing_memory_is_said),
        cmocka_unit_test(python_reads_it),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
