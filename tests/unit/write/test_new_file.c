/* A new file comes whole or not at all, never over another one, and leaves nothing beside it. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <dirent.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "write/new_file.h"

static char folder[64];
static char target[96];

static int make_folder(void **unused)
{
    (void)unused;
    strcpy(folder, "/tmp/mahalle-new-XXXXXX");
    if (mkdtemp(folder) == NULL)
        return -1;
    snprintf(target, sizeof target, "%s/liste.xlsx", folder);
    return 0;
}

static int remove_folder(void **unused)
{
    (void)unused;
    unlink(target);
    return rmdir(folder);
}

static size_t files_in_folder(void)
{
    size_t count = 0;
    DIR *listing = opendir(folder);
    for (struct dirent *entry; (entry = readdir(listing)) != NULL;)
        count += strcmp(entry->d_name, ".") != 0 && strcmp(entry->d_name, "..") != 0;
    closedir(listing);
    return count;
}

static enum mah_status write_text(const void *what, const char *path, struct mah_error *err)
{
    (void)err;
    FILE *file = fopen(path, "w");
    assert_non_null(file);
    fputs(what, file);
    return fclose(file) == 0 ? MAH_OK : MAH_FAILED;
}

static enum mah_status write_half(const void *what, const char *path, struct mah_error *err)
{
    (void)write_text(what, path, err);
    return mah_fail(err, MAH_FAILED, "'%s' exists; choose another name", "half");
}

/* Somebody else makes a file of that name while ours is written. */
static enum mah_status write_beside(const void *what, const char *path, struct mah_error *err)
{
    (void)write_text("theirs", target, err);
    return write_text(what, path, err);
}

static void assert_target(const char *expected)
{
    char text[32] = "";
    FILE *file = fopen(target, "r");
    assert_non_null(file);
    assert_non_null(fgets(text, sizeof text, file));
    fclose(file);
    assert_string_equal(text, expected);
}

static void test_new(void **unused)
{
    (void)unused;
    assert_int_equal(new_file_write(target, READERS_BY_UMASK, write_text, "ours", NULL), MAH_OK);
    assert_target("ours");
    assert_int_equal(files_in_folder(), 1);
    assert_int_equal(new_file_write(target, READERS_BY_UMASK, write_text, "again", NULL), MAH_BAD_USAGE);
    assert_target("ours");
    assert_int_equal(files_in_folder(), 1);
}

static void test_failed(void **unused)
{
    (void)unused;
    assert_int_equal(new_file_write(target, READERS_BY_UMASK, write_half, "half", NULL), MAH_FAILED);
    assert_int_equal(files_in_folder(), 0);
}

static void test_taken_meanwhile(void **unused)
{
    (void)unused;
    assert_int_equal(new_file_write(target, READERS_BY_UMASK, write_beside, "ours", NULL), MAH_BAD_USAGE);
    assert_target("theirs");
    assert_int_equal(files_in_folder(), 1);
}

static mode_t written_as;

static enum mah_status look_and_write(const void *what, const char *path, struct mah_error *err)
{
    struct stat file;
    assert_int_equal(stat(path, &file), 0);
    written_as = file.st_mode & 0777;
    return write_text(what, path, err);
}

/* Whoever opens a file while anybody may read it keeps it open. */
static void test_of_its_owner_from_the_first_byte_on(void **unused)
{
    (void)unused;
    const struct {
        const char *profile;
        mode_t mode;
    } cases[] = {{"secure", 0600}, {"internal", 0644}, {"public", 0644}};
    mode_t before = umask(022);
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct stat file;
        enum file_readers readers = file_readers_of(cases[i].profile);
        assert_int_equal(new_file_write(target, readers, look_and_write, "ours", NULL), MAH_OK);
        assert_int_equal(written_as, cases[i].mode);
        assert_int_equal(stat(target, &file), 0);
        assert_int_equal(file.st_mode & 0777, cases[i].mode);
        unlink(target);
        FILE *open_file = NULL;
        assert_int_equal(new_file_open(&open_file, target, readers, NULL), MAH_OK);
        assert_int_equal(fstat(fileno(open_file), &file), 0);
        assert_int_equal(file.st_mode & 0777, cases[i].mode);
        assert_int_equal(new_file_close(open_file, target, MAH_OK, NULL), MAH_OK);
        unlink(target);
    }
    umask(before);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(test_new, make_folder, remove_folder),
        cmocka_unit_test_setup_teardown(test_failed, make_folder, remove_folder),
        cmocka_unit_test_setup_teardown(test_of_its_owner_from_the_first_byte_on, make_folder, remove_folder),
        cmocka_unit_test_setup_teardown(test_taken_meanwhile, make_folder, remove_folder),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
