/* Is a target that cannot be written refused before the work starts, with a word on what to choose instead? */
#include "publish_folder.h"

#include <errno.h>
#include <sys/stat.h>
#include <unistd.h>

static void expect_refusal(const char *path, const char *const *inputs, size_t count, enum mah_status expected,
                           const char *reason)
{
    struct mah_error err = {0};
    assert_int_equal(publish_check_target(path, inputs, count, &err), expected);
    if (strstr(err.message, reason) == NULL)
        fail_msg("'%s' does not say '%s'", err.message, reason);
}

static void targets_that_cannot_be_are_refused_before_the_work(void **state)
{
    (void)state;
    char path[400];
    snprintf(path, sizeof path, "%s/out.shp", folder);
    expect_refusal(path, NULL, 0, MAH_BAD_USAGE, "does not end in .gpkg");
    snprintf(path, sizeof path, "%s/.gpkg", folder);
    expect_refusal(path, NULL, 0, MAH_BAD_USAGE, "does not end in .gpkg");
    expect_refusal("", NULL, 0, MAH_BAD_USAGE, "does not end in .gpkg");
    expect_refusal("a|b.gpkg", NULL, 0, MAH_BAD_USAGE, "because of the | in its name");
    expect_refusal("50%41.gpkg", NULL, 0, MAH_BAD_USAGE, "because of the %41 in its name");
    expect_refusal("bad\xfe.gpkg", NULL, 0, MAH_BAD_USAGE, "not in UTF-8");
    snprintf(path, sizeof path, "%s/yüzde %% 50 & 'a' %%.gpkg", folder);
    assert_int_equal(publish_check_target(path, NULL, 0, NULL), MAH_OK);
    snprintf(path, sizeof path, "%s/missing/out.gpkg", folder);
    expect_refusal(path, NULL, 0, MAH_BAD_USAGE, "cannot find the folder");
    snprintf(path, sizeof path, "%s/file", folder);
    touch(path, "x");
    strcat(path, "/out.gpkg");
    expect_refusal(path, NULL, 0, MAH_BAD_USAGE, "is not a folder");
    snprintf(path, sizeof path, "%s/folder.gpkg", folder);
    assert_int_equal(mkdir(path, 0777), 0);
    expect_refusal(path, NULL, 0, MAH_BAD_USAGE, "is not a GeoPackage");
    touch(target, "a letter to the mayor, not a database");
    expect_refusal(target, NULL, 0, MAH_BAD_USAGE, "exists and is not a GeoPackage");
    touch(target, "SQLite");
    expect_refusal(target, NULL, 0, MAH_BAD_USAGE, "exists and is not a GeoPackage");
    snprintf(path, sizeof path, "%s/%0240d.gpkg", folder, 1);
    expect_refusal(path, NULL, 0, MAH_FAILED, strerror(ENAMETOOLONG));
}

static void an_empty_file_may_be_replaced(void **state)
{
    (void)state;
    touch(target, "");
    assert_int_equal(publish_check_target(target, NULL, 0, NULL), MAH_OK);
    publish("new");
    assert_string_equal(content(target), "new 5000");
}

static void an_input_is_never_the_output(void **state)
{
    (void)state;
    char other[96], link_path[96];
    publish("old");
    snprintf(other, sizeof other, "%s/../%s/./out.gpkg", folder, strrchr(folder, '/') + 1);
    snprintf(link_path, sizeof link_path, "%s/hard.gpkg", folder);
    const char *const same[] = {"/nowhere/households.csv", other};
    expect_refusal(target, same, 2, MAH_BAD_USAGE, "is also the input");
    assert_int_equal(link(target, link_path), 0);
    const char *const linked[] = {link_path};
    expect_refusal(target, linked, 1, MAH_BAD_USAGE, "is also the input");
    assert_int_equal(publish_check_target(target, same, 1, NULL), MAH_OK);
}

static void a_symbolic_link_is_refused(void **state)
{
    (void)state;
    assert_int_equal(symlink("/tmp/elsewhere.gpkg", target), 0);
    expect_refusal(target, NULL, 0, MAH_BAD_USAGE, "is a symbolic link");
}

/* Root may write anywhere, so this asks as nobody. */
static void a_read_only_folder_is_refused(void **state)
{
    (void)state;
    publish("old");
    assert_int_equal(chmod(folder, 0555), 0);
    bool root = geteuid() == 0;
    if (root)
        assert_int_equal(seteuid(65534), 0);
    struct mah_error check = {0}, write = {0};
    char fresh[96];
    snprintf(fresh, sizeof fresh, "%s/fresh.gpkg", folder);
    enum mah_status checked = publish_check_target(fresh, NULL, 0, &check);
    enum mah_status written = publish_file(fresh, write_rows, "new", &write);
    enum mah_status protected = publish_check_target(target, NULL, 0, NULL);
    if (root)
        assert_int_equal(seteuid(0), 0);
    assert_int_equal(checked, MAH_FAILED);
    assert_non_null(strstr(check.message, "cannot write to the folder"));
    assert_int_equal(written, MAH_FAILED);
    assert_int_equal(protected, root ? MAH_BAD_USAGE : MAH_FAILED);
    assert_string_equal(files(), "out.gpkg");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(targets_that_cannot_be_are_refused_before_the_work),
        TEST(an_empty_file_may_be_replaced),
        TEST(an_input_is_never_the_output),
        TEST(a_symbolic_link_is_refused),
        TEST(a_read_only_folder_is_refused),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
