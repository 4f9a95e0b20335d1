/* Does a reader see the old file or the new one, whatever lies beside it, whoever has it open, and whatever fails? */
#include "publish_folder.h"

#include <errno.h>
#include <signal.h>
#include <sys/mount.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/memory.h"
#include "sample_city.h"

static enum mah_status write_and_fail(const void *what, const char *path, struct mah_error *err)
{
    enum mah_status status = write_rows(what, path, err);
    return status == MAH_OK ? mah_fail(err, MAH_FAILED, "the pen broke") : status;
}

/* Another program changes most of the file in WAL mode and is killed: the changes stand only in out.gpkg-wal. */
static void leave_a_stale_log(void)
{
    if (fork() == 0) {
        sqlite3 *db = NULL;
        sqlite3_open(target, &db);
        int failed = sqlite3_exec(
            db, "PRAGMA journal_mode=WAL; PRAGMA wal_autocheckpoint=0; UPDATE t SET v = 'log' WHERE rowid % 3 > 0",
            NULL, NULL, NULL);
        _exit(failed);
    }
    int status = -1;
    assert_true(wait(&status) > 0);
    assert_int_equal(status, 0);
    assert_string_equal(files(), "out.gpkg out.gpkg-shm out.gpkg-wal");
}

static void a_new_file_appears_whole(void **state)
{
    (void)state;
    publish("new");
    assert_string_equal(content(target), "new 5000");
    assert_string_equal(files(), "out.gpkg");
}

static void a_new_file_takes_the_place_of_the_old_one(void **state)
{
    (void)state;
    publish("old");
    publish("new");
    assert_string_equal(content(target), "new 5000");
    assert_string_equal(files(), "out.gpkg");
}

/* Why all this: a plain rename over a file with a log beside it gives a mixture, and SQLite calls it sound. */
static void a_plain_rename_would_mix_old_and_new(void **state)
{
    (void)state;
    char other[96];
    snprintf(other, sizeof other, "%s/new", folder);
    publish("old");
    leave_a_stale_log();
    assert_int_equal(write_rows("new", other, NULL), MAH_OK);
    assert_int_equal(rename(other, target), 0);
    assert_string_not_equal(content(target), "new 5000");
}

static void a_stale_log_does_not_reach_the_new_file(void **state)
{
    (void)state;
    publish("old");
    leave_a_stale_log();
    publish("new");
    assert_string_equal(content(target), "new 5000");
    assert_string_equal(files(), "out.gpkg");
}

/* The file was deleted, its log was not. */
static void a_log_without_a_file_is_removed(void **state)
{
    (void)state;
    publish("old");
    leave_a_stale_log();
    assert_int_equal(unlink(target), 0);
    publish("new");
    assert_string_equal(content(target), "new 5000");
    assert_string_equal(files(), "out.gpkg");
}

/* An unfinished transaction of a killed writer, in rollback mode. */
static void a_hot_journal_does_not_reach_the_new_file(void **state)
{
    (void)state;
    publish("old");
    if (fork() == 0) {
        sqlite3 *db = NULL;
        sqlite3_open(target, &db);
        _exit(sqlite3_exec(db, "PRAGMA cache_size=2; PRAGMA cache_spill=1; BEGIN; UPDATE t SET v = 'half'", NULL, NULL,
                           NULL));
    }
    int status = -1;
    assert_true(wait(&status) > 0);
    assert_int_equal(status, 0);
    assert_string_equal(files(), "out.gpkg out.gpkg-journal");
    publish("new");
    assert_string_equal(content(target), "new 5000");
    assert_string_equal(files(), "out.gpkg");
}

static void expect_open_elsewhere(const struct mah_error *err)
{
    char message[256];
    snprintf(message, sizeof message, "'%s' is open in another program (QGIS?); close it there and run again", target);
    assert_string_equal(err->message, message);
}

static void a_file_that_is_being_edited_is_left_alone(void **state)
{
    (void)state;
    struct mah_error err = {0};
    publish("old");
    sqlite3 *editor = open_database(target);
    run(editor, "BEGIN IMMEDIATE; UPDATE t SET v = 'edit' WHERE rowid = 1");
    assert_int_equal(publish_check_target(target, NULL, 0, &err), MAH_FAILED);
    expect_open_elsewhere(&err);
    assert_int_equal(publish_file(target, write_rows, "new", &err), MAH_FAILED);
    expect_open_elsewhere(&err);
    run(editor, "COMMIT");
    sqlite3_close(editor);
    assert_string_equal(content(target), "edit 1, old 4999");
    assert_string_equal(files(), "out.gpkg");
    publish("new");
    assert_string_equal(content(target), "new 5000");
}

static void a_file_open_in_wal_mode_is_left_alone(void **state)
{
    (void)state;
    struct mah_error err = {0};
    publish("old");
    sqlite3 *editor = open_database(target);
    run(editor, "PRAGMA journal_mode=WAL; UPDATE t SET v = 'edit' WHERE rowid = 1");
    assert_int_equal(publish_file(target, write_rows, "new", &err), MAH_FAILED);
    expect_open_elsewhere(&err);
    assert_string_equal(content(target), "edit 1, old 4999");
    sqlite3_close(editor);
    publish("new");
    assert_string_equal(content(target), "new 5000");
}

/* A map that is only shown, not read just now, is no reason to refuse; it goes on showing the old file. */
static void a_file_that_is_only_open_is_replaced(void **state)
{
    (void)state;
    publish("old");
    sqlite3 *reader = open_database(target);
    run(reader, "SELECT count(*) FROM t");
    publish("new");
    assert_string_equal(content(target), "new 5000");
    run(reader, "SELECT count(*) FROM t");
    sqlite3_close(reader);
}

static void a_failed_writer_leaves_the_old_file(void **state)
{
    (void)state;
    struct mah_error err = {0};
    publish("old");
    assert_int_equal(publish_file(target, write_and_fail, "new", &err), MAH_FAILED);
    assert_non_null(strstr(err.message, "the pen broke"));
    assert_non_null(strstr(err.message, target));
    assert_string_equal(content(target), "old 5000");
    assert_string_equal(files(), "out.gpkg");
}

static void a_failed_writer_leaves_nothing_new(void **state)
{
    (void)state;
    assert_int_equal(publish_file(target, write_and_fail, "new", NULL), MAH_FAILED);
    assert_string_equal(files(), "");
}

static struct sample_city city_of(int side)
{
    struct sample_city city;
    struct sample_options options = sample_default_options();
    options.columns = options.rows = side;
    options.round = false;
    assert_int_equal(sample_city_make(&city, &options), MAH_OK);
    return city;
}

/* Files may not grow beyond so many bytes, at every size from none to enough: the disk that fills up at any moment. */
static void a_full_disk_leaves_the_old_file(void **state)
{
    (void)state;
    struct sample_city city = city_of(6);
    struct rlimit before, limit;
    int refused = 0;
    publish("old");
    assert_int_equal(getrlimit(RLIMIT_FSIZE, &before), 0);
    signal(SIGXFSZ, SIG_IGN);
    for (rlim_t bytes = 0; bytes < 400000; bytes += 9973) {
        struct mah_error err = {0};
        limit = before;
        limit.rlim_cur = bytes;
        assert_int_equal(setrlimit(RLIMIT_FSIZE, &limit), 0);
        enum mah_status status = publish_geopackage(city.release, target, &err);
        assert_int_equal(setrlimit(RLIMIT_FSIZE, &before), 0);
        assert_string_equal(files(), "out.gpkg");
        if (status == MAH_OK)
            break;
        refused++;
        assert_int_equal(status, MAH_FAILED);
        assert_non_null(strstr(err.message, target));
        assert_non_null(strstr(err.message, "SQLite: "));
        assert_string_equal(content(target), "old 5000");
    }
    assert_true(refused > 5);
    assert_string_equal(content(target), ""); /* the city has no table t: it is in place */
    sample_city_release(&city);
}

static void a_full_file_system_leaves_nothing(void **state)
{
    (void)state;
    struct mah_error err = {0};
    if (geteuid() != 0 || mount("none", folder, "tmpfs", 0, "size=64k") != 0)
        skip();
    struct sample_city city = city_of(6);
    enum mah_status status = publish_geopackage(city.release, target, &err);
    char left[512];
    snprintf(left, sizeof left, "%s", files());
    assert_int_equal(umount(folder), 0);
    assert_int_equal(status, MAH_FAILED);
    assert_non_null(strstr(err.message, "disk is full"));
    assert_string_equal(left, "");
    sample_city_release(&city);
}

static void a_release_is_published(void **state)
{
    (void)state;
    struct sample_city city = city_of(3);
    assert_int_equal(publish_check_target(target, NULL, 0, NULL), MAH_OK);
    assert_int_equal(publish_geopackage(city.release, target, NULL), MAH_OK);
    assert_int_equal(publish_check_target(target, NULL, 0, NULL), MAH_OK);
    assert_int_equal(publish_geopackage(city.release, target, NULL), MAH_OK);
    assert_string_equal(files(), "out.gpkg");
    sample_city_release(&city);
}

static void the_new_file_has_the_rights_of_the_old_one(void **state)
{
    (void)state;
    struct stat file;
    publish("old");
    assert_int_equal(chmod(target, 0600), 0);
    publish("new");
    assert_int_equal(stat(target, &file), 0);
    assert_int_equal(file.st_mode & 0777, 0600);
}

/* Temporary files of killed runs go; those of living ones and of other targets stay. */
static void leftovers_of_killed_runs_are_removed(void **state)
{
    (void)state;
    pid_t dead = fork();
    if (dead == 0)
        _exit(0);
    assert_int_equal(waitpid(dead, NULL, 0), dead);
    char dead_file[128], living_file[128], other_target[128], other_name[128];
    snprintf(dead_file, sizeof dead_file, "%s/.out.gpkg.%d.tmp.gpkg", folder, (int)dead);
    snprintf(living_file, sizeof living_file, "%s/.out.gpkg.%d.tmp.gpkg", folder, (int)getppid());
    snprintf(other_target, sizeof other_target, "%s/.other.gpkg.%d.tmp.gpkg", folder, (int)dead);
    snprintf(other_name, sizeof other_name, "%s/.out.gpkg.%dx.tmp.gpkg", folder, (int)dead);
    touch(dead_file, "");
    touch(living_file, "");
    touch(other_target, "");
    touch(other_name, "");
    publish("new");
    assert_int_equal(access(dead_file, F_OK), -1);
    assert_int_equal(access(living_file, F_OK), 0);
    assert_int_equal(access(other_target, F_OK), 0);
    assert_int_equal(access(other_name, F_OK), 0);
    assert_string_equal(content(target), "new 5000");
}

static void a_damaged_target_is_not_replaced_silently(void **state)
{
    (void)state;
    struct mah_error err = {0};
    publish("old");
    int file = truncate(target, 100);
    assert_int_equal(file, 0);
    enum mah_status status = publish_file(target, write_rows, "new", &err);
    /* SQLite may or may not notice a header without pages; if it does, the reason is said and nothing is lost. */
    assert_true(status == MAH_OK || strstr(err.message, "cannot lock") != NULL);
    assert_string_equal(files(), "out.gpkg");
}

/* Two runs for one target at the same time: one of the two files stands there, whole. */
static void two_writers_end_with_one_whole_file(void **state)
{
    (void)state;
    publish("old");
    for (int i = 0; i < 2; i++) {
        if (fork() == 0) {
            for (int n = 0; n < 10; n++)
                if (publish_file(target, write_rows, i == 0 ? "one" : "two", NULL) != MAH_OK)
                    _exit(1);
            _exit(0);
        }
    }
    for (int i = 0; i < 2; i++) {
        int status = -1;
        assert_true(wait(&status) > 0);
        assert_int_equal(status, 0);
    }
    const char *found = content(target);
    assert_true(strcmp(found, "one 5000") == 0 || strcmp(found, "two 5000") == 0);
    assert_string_equal(files(), "out.gpkg");
}

/* Killed at any moment: the old file or the new one. */
static void a_kill_leaves_the_old_file_or_the_new_one(void **state)
{
    (void)state;
    publish("old");
    for (unsigned delay_us = 0; delay_us < 20000; delay_us += 500) {
        pid_t child = fork();
        if (child == 0) {
            for (;;)
                if (publish_file(target, write_rows, "new", NULL) != MAH_OK)
                    _exit(1);
        }
        usleep(delay_us);
        kill(child, SIGKILL);
        assert_int_equal(waitpid(child, NULL, 0), child);
        const char *found = content(target);
        assert_true(strcmp(found, "old 5000") == 0 || strcmp(found, "new 5000") == 0);
    }
    publish("new"); /* and this run cleans up after all of them */
    assert_string_equal(files(), "out.gpkg");
}

static void every_failed_allocation_is_reported(void **state)
{
    (void)state;
    publish("old");
    enum mah_status status = MAH_NO_MEMORY;
    size_t n = 1;
    for (; status != MAH_OK && n < 200; n++) {
        memory_fail_from(n);
        enum mah_status checked = publish_check_target(target, NULL, 0, NULL);
        memory_fail_from(n);
        status = publish_file(target, write_rows, "new", NULL);
        memory_fail_from(0);
        assert_true(status == MAH_OK || status == MAH_NO_MEMORY);
        assert_true(checked == MAH_OK || checked == MAH_NO_MEMORY);
        assert_string_equal(files(), "out.gpkg");
    }
    assert_int_equal(status, MAH_OK);
    assert_true(n > 5);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(a_new_file_appears_whole),
        TEST(a_new_file_takes_the_place_of_the_old_one),
        TEST(a_plain_rename_would_mix_old_and_new),
        TEST(a_stale_log_does_not_reach_the_new_file),
        TEST(a_log_without_a_file_is_removed),
        TEST(a_hot_journal_does_not_reach_the_new_file),
        TEST(a_file_that_is_being_edited_is_left_alone),
        TEST(a_file_open_in_wal_mode_is_left_alone),
        TEST(a_file_that_is_only_open_is_replaced),
        TEST(a_failed_writer_leaves_the_old_file),
        TEST(a_failed_writer_leaves_nothing_new),
        TEST(a_full_disk_leaves_the_old_file),
        TEST(a_full_file_system_leaves_nothing),
        TEST(a_release_is_published),
        TEST(the_new_file_has_the_rights_of_the_old_one),
        TEST(leftovers_of_killed_runs_are_removed),
        TEST(a_damaged_target_is_not_replaced_silently),
        TEST(two_writers_end_with_one_whole_file),
        TEST(a_kill_leaves_the_old_file_or_the_new_one),
        TEST(every_failed_allocation_is_reported),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
