/* Are sizes and hashes those of the bytes, and does a Shapefile count with all its parts? The sums are sha256sum's. */
#include "own_folder.h"

#include <stdbool.h>

#include "read/file_digest.h"

static int set_up(void **state)
{
    (void)state;
    return folder_make("/tmp/mahalle-digest-XXXXXX");
}

static int tear_down(void **state)
{
    (void)state;
    return folder_remove();
}

static void expect_file(const struct file_digest *digest, const char *name, int64_t bytes, const char *sha256)
{
    assert_string_equal(digest->name, name);
    assert_int_equal(digest->bytes, bytes);
    assert_string_equal(digest->sha256, sha256);
}

/* FIPS 180-2, appendix B.1 and B.3: "abc", and a million times the letter a, here over several pieces. */
static void the_sums_of_the_standard(void **state)
{
    (void)state;
    struct file_digests digests = {0};
    char *million = malloc(1000001);
    memset(million, 'a', 1000000);
    million[1000000] = '\0';
    assert_int_equal(file_digests_add(&digests, write_file("abc.csv", "abc"), NULL, NULL), MAH_OK);
    assert_int_equal(file_digests_add(&digests, write_file("a.csv", million), NULL, NULL), MAH_OK);
    assert_int_equal(digests.count, 2);
    expect_file(&digests.files[0], "abc.csv", 3, "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
    expect_file(&digests.files[1], "a.csv", 1000000,
                "cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0");
    free(million);
    file_digests_release(&digests);
}

static void an_empty_file_has_a_sum(void **state)
{
    (void)state;
    struct file_digests digests = {0};
    assert_int_equal(file_digests_add(&digests, write_file("none.csv", ""), NULL, NULL), MAH_OK);
    expect_file(&digests.files[0], "none.csv", 0, "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
    file_digests_release(&digests);
}

/* By a link the file is known under the name the user gave it. */
static void a_link_keeps_its_name(void **state)
{
    (void)state;
    struct file_digests digests = {0};
    char *link_path = in_folder("haneler.csv");
    assert_int_equal(symlink(write_file("2025-12.csv", "abc"), link_path), 0);
    assert_int_equal(file_digests_add(&digests, link_path, NULL, NULL), MAH_OK);
    assert_string_equal(digests.files[0].name, "haneler.csv");
    file_digests_release(&digests);
}

/* Endings in either case; what is no part of the Shapefile does not count. */
static void a_shapefile_counts_with_its_parts(void **state)
{
    (void)state;
    static const char *const wanted[] = {"m.shp", "m.shx", "m.DBF", "m.prj"};
    struct file_digests digests = {0};
    struct mah_error err = {0};
    write_file("m.shp", "abcd");
    write_file("m.shx", "ab");
    write_file("m.DBF", "abc");
    write_file("m.prj", "abc");
    write_file("m.txt", "abc");
    if (file_digests_add(&digests, in_folder("m.shp"), NULL, &err) != MAH_OK)
        fail_msg("%s", err.message);
    assert_int_equal(digests.count, 4);
    for (size_t i = 0; i < 4; i++)
        assert_string_equal(digests.files[i].name, wanted[i]);
    assert_int_equal(digests.files[2].bytes, 3);
    file_digests_release(&digests);
}

static void what_cannot_be_read_is_said(void **state)
{
    (void)state;
    struct file_digests digests = {0};
    struct mah_error err = {0};
    assert_int_equal(file_digests_add(&digests, in_folder("gone.csv"), NULL, &err), MAH_BAD_SOURCE);
    assert_non_null(strstr(err.message, "gone.csv': no such file"));
    assert_int_equal(file_digests_add(&digests, test_folder, NULL, &err), MAH_BAD_SOURCE);
    assert_int_equal(digests.count, 0);
    file_digests_release(&digests);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_sums_of_the_standard),    cmocka_unit_test(an_empty_file_has_a_sum),
        cmocka_unit_test(a_link_keeps_its_name),       cmocka_unit_test(a_shapefile_counts_with_its_parts),
        cmocka_unit_test(what_cannot_be_read_is_said),
    };
    return cmocka_run_group_tests(tests, set_up, tear_down);
}
