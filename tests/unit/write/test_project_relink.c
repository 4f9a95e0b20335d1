/* Is a renamed file repaired whole, whatever lies beside it, whoever has it open, and whatever fails? */
#include "publish_folder.h"

#include <signal.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/memory.h"
#include "base/text.h"
#include "base/workers.h"
#include "write/project_content.h"
#include "write/project_relink.h"

static char layer_of_old[] = "<qgis><datasource>./old.gpkg|layername=t</datasource><a source='./old.gpkg'/></qgis>";

/* A file of ours with one table and one project. */
static void make_file(const char *storage)
{
    struct zip_part part = {"p.qgs", layer_of_old, sizeof layer_of_old - 1};
    struct zip_parts parts = {&part, 1};
    struct text insert = TEXT_EMPTY;
    char *content = NULL;
    sqlite3 *db = NULL;
    assert_int_equal(project_content_write(&content, &parts, NULL), MAH_OK);
    text_add_format(&insert, storage, content);
    assert_int_equal(sqlite3_open(target, &db), SQLITE_OK);
    run(db, "CREATE TABLE gpkg_contents(table_name); INSERT INTO gpkg_contents VALUES('t'); CREATE TABLE t(v);"
            "CREATE TABLE params(key, value); INSERT INTO params VALUES('mahalle.version', '0');"
            "CREATE TABLE qgis_projects(name TEXT PRIMARY KEY, metadata BLOB, content BLOB)");
    run(db, insert.bytes);
    sqlite3_close(db);
    text_release(&insert);
    memory_free(content);
}

static const char as_text[] = "INSERT INTO qgis_projects VALUES('mahalle', 'm', '%s')";

static void expect_project(const char *expected)
{
    sqlite3 *db = open_database(target);
    sqlite3_stmt *rows = NULL;
    struct zip_parts parts = {0};
    assert_int_equal(sqlite3_prepare_v2(db, "SELECT content FROM qgis_projects", -1, &rows, NULL), SQLITE_OK);
    assert_int_equal(sqlite3_step(rows), SQLITE_ROW);
    assert_int_equal(
        project_content_read(&parts, sqlite3_column_blob(rows, 0), (size_t)sqlite3_column_bytes(rows, 0), NULL),
        MAH_OK);
    assert_string_equal(parts.list[0].bytes, expected);
    zip_parts_release(&parts);
    sqlite3_finalize(rows);
    sqlite3_close(db);
}

static void expect_relinked(void)
{
    expect_project("<qgis><datasource>./out.gpkg|layername=t</datasource><a source='./out.gpkg'/></qgis>");
    assert_string_equal(files(), "out.gpkg");
}

static enum mah_status relink(size_t changed)
{
    struct relink_result result;
    enum mah_status status = project_relink(&result, target, NULL, NULL);
    if (status == MAH_OK)
        assert_int_equal(result.changed, changed);
    relink_result_release(&result);
    return status;
}

static void the_new_name_is_written(void **state)
{
    (void)state;
    make_file(as_text);
    assert_int_equal(relink(2), MAH_OK);
    expect_relinked();
    assert_int_equal(relink(0), MAH_OK);
    expect_relinked();
}

static void content_as_a_blob_is_read(void **state)
{
    (void)state;
    make_file("INSERT INTO qgis_projects VALUES('mahalle', 'm', CAST('%s' AS BLOB))");
    assert_int_equal(relink(2), MAH_OK);
    expect_relinked();
}

static void an_archive_as_it_is_is_read(void **state)
{
    (void)state;
    make_file("INSERT INTO qgis_projects VALUES('mahalle', 'm', x'%s')");
    assert_int_equal(relink(2), MAH_OK);
    expect_relinked();
}

static void one_broken_project_changes_nothing(void **state)
{
    (void)state;
    make_file(as_text);
    sqlite3 *db = open_database(target);
    run(db, "INSERT INTO qgis_projects VALUES('z', 'm', 'zz')");
    sqlite3_close(db);
    assert_int_equal(relink(0), MAH_BAD_SOURCE);
    expect_project(layer_of_old);
    assert_string_equal(files(), "out.gpkg");
}

/* A program that was killed has left a row in the log beside the file. */
static void what_stands_in_a_log_is_kept(void **state)
{
    (void)state;
    make_file(as_text);
    int written[2], status = -1;
    assert_int_equal(pipe(written), 0);
    pid_t writer = fork();
    if (writer == 0) {
        sqlite3 *db = open_database(target);
        run(db, "PRAGMA journal_mode=WAL; PRAGMA wal_autocheckpoint=0; INSERT INTO t VALUES('late')");
        close(written[0]);
        close(written[1]); /* tells the other side */
        for (;;)
            pause();
    }
    char nothing;
    close(written[1]);
    assert_int_equal(read(written[0], &nothing, 1), 0);
    close(written[0]);
    assert_int_equal(kill(writer, SIGKILL), 0);
    assert_int_equal(waitpid(writer, &status, 0), writer);
    assert_string_equal(files(), "out.gpkg out.gpkg-shm out.gpkg-wal");
    assert_int_equal(relink(2), MAH_OK);
    expect_relinked();
    sqlite3 *db = open_database(target);
    sqlite3_stmt *rows = NULL;
    assert_int_equal(sqlite3_prepare_v2(db, "SELECT v FROM t", -1, &rows, NULL), SQLITE_OK);
    assert_int_equal(sqlite3_step(rows), SQLITE_ROW);
    assert_string_equal((const char *)sqlite3_column_text(rows, 0), "late");
    sqlite3_finalize(rows);
    sqlite3_close(db);
}

static void a_file_that_is_being_written_stays(void **state)
{
    (void)state;
    make_file(as_text);
    sqlite3 *db = open_database(target);
    run(db, "BEGIN IMMEDIATE");
    assert_int_equal(relink(0), MAH_FAILED);
    sqlite3_close(db);
    expect_project(layer_of_old);
    assert_string_equal(files(), "out.gpkg");
}

/* A trigger in a file of somebody's must not run what it likes. */
static void no_trigger_runs(void **state)
{
    (void)state;
    make_file(as_text);
    sqlite3 *db = open_database(target);
    run(db, "CREATE TRIGGER x AFTER UPDATE ON qgis_projects BEGIN SELECT load_extension('/tmp/x'); END");
    run(db, "CREATE TRIGGER y AFTER UPDATE ON qgis_projects BEGIN DELETE FROM params; END");
    sqlite3_close(db);
    assert_int_equal(relink(2), MAH_OK);
    expect_relinked();
    db = open_database(target);
    run(db, "CREATE TABLE proof (rows CHECK (rows > 0)); INSERT INTO proof SELECT count(*) FROM params");
    sqlite3_close(db);
}

static void a_folder_that_is_read_only_is_named(void **state)
{
    (void)state;
    struct relink_result result;
    struct mah_error err = {0};
    bool root = geteuid() == 0;
    make_file(as_text);
    assert_int_equal(chmod(target, 0666), 0);
    assert_int_equal(chmod(folder, 0555), 0);
    if (root)
        assert_int_equal(seteuid(65534), 0);
    enum mah_status status = project_relink(&result, target, NULL, &err);
    if (root)
        assert_int_equal(seteuid(0), 0);
    relink_result_release(&result);
    assert_int_equal(status, MAH_FAILED);
    assert_non_null(strstr(err.message, "cannot write to the folder '"));
    expect_project(layer_of_old);
}

/* A publish_writer whose user stops the work when all is written. */
static enum mah_status write_and_stop(const void *what, const char *path, struct mah_error *err)
{
    (void)what, (void)err;
    sqlite3 *db = open_database(path);
    run(db, "DELETE FROM qgis_projects");
    sqlite3_close(db);
    interrupted_set();
    return MAH_OK;
}

static bool says_interrupted(enum mah_status status, const struct mah_error *err)
{
    return status == MAH_INTERRUPTED && strcmp(err->message, "interrupted; nothing was written") == 0;
}

static int stop_while_reading(void)
{
    struct relink_result result;
    struct mah_error err = {0};
    interrupted_set();
    enum mah_status status = project_relink(&result, target, NULL, &err);
    relink_result_release(&result);
    return says_interrupted(status, &err) ? 0 : 1;
}

static int stop_before_the_rename(void)
{
    struct mah_error err = {0};
    return says_interrupted(publish_changed(target, write_and_stop, NULL, &err), &err) ? 0 : 1;
}

static void the_user_can_stop_the_work(void **state)
{
    (void)state;
    static int (*const moments[])(void) = {stop_while_reading, stop_before_the_rename};
    make_file(as_text);
    for (size_t i = 0; i < sizeof moments / sizeof *moments; i++) {
        if (fork() == 0)
            _exit(moments[i]());
        int status = -1;
        assert_true(wait(&status) > 0);
        assert_int_equal(status, 0);
        assert_string_equal(files(), "out.gpkg");
        expect_project(layer_of_old);
    }
}

static int64_t ask_number(const char *sql)
{
    sqlite3 *db = open_database(target);
    sqlite3_stmt *rows = NULL;
    assert_int_equal(sqlite3_prepare_v2(db, sql, -1, &rows, NULL), SQLITE_OK);
    assert_int_equal(sqlite3_step(rows), SQLITE_ROW);
    int64_t number = sqlite3_column_int64(rows, 0);
    sqlite3_finalize(rows);
    sqlite3_close(db);
    return number;
}

static bool is_in_file(const char *words)
{
    static char bytes[1 << 20];
    FILE *file = fopen(target, "rb");
    assert_non_null(file);
    size_t length = fread(bytes, 1, sizeof bytes, file);
    fclose(file);
    return memmem(bytes, length, words, strlen(words)) != NULL;
}

/* What was deleted from the file, in whole pages and within one, is not handed on with the file that we write. */
static void what_was_deleted_is_gone(void **state)
{
    (void)state;
    sqlite3 *db = open_database(target);
    run(db, "PRAGMA page_size=1024; PRAGMA application_id=1196444487; PRAGMA user_version=10300");
    sqlite3_close(db);
    make_file(as_text);
    db = open_database(target);
    run(db, "INSERT INTO t SELECT 'stays' FROM (VALUES(1), (2)); INSERT INTO t VALUES('a name of somebody');"
            "CREATE TABLE gone AS SELECT 'another name' || zeroblob(9000) AS v;"
            "PRAGMA secure_delete=OFF; DROP TABLE gone; DELETE FROM t WHERE v LIKE 'a name%'");
    sqlite3_close(db);
    assert_true(is_in_file("a name of somebody"));
    assert_true(ask_number("PRAGMA freelist_count") > 0);
    assert_int_equal(relink(2), MAH_OK);
    expect_relinked();
    assert_false(is_in_file("a name of somebody"));
    assert_false(is_in_file("another name"));
    assert_int_equal(ask_number("PRAGMA freelist_count"), 0);
    assert_int_equal(ask_number("SELECT count(*) FROM t WHERE v = 'stays'"), 2);
    assert_int_equal(ask_number("PRAGMA page_size"), 1024);
    assert_int_equal(ask_number("PRAGMA application_id"), 1196444487);
    assert_int_equal(ask_number("PRAGMA user_version"), 10300);
}

static void missing_memory_leaves_the_file(void **state)
{
    (void)state;
    make_file(as_text);
    enum mah_status status = MAH_NO_MEMORY;
    for (size_t nth = 1; status != MAH_OK; nth++) {
        struct relink_result result;
        memory_fail_from(nth);
        status = project_relink(&result, target, NULL, NULL);
        memory_fail_from(0);
        relink_result_release(&result);
        assert_true(status == MAH_OK || status == MAH_NO_MEMORY);
        assert_string_equal(files(), "out.gpkg");
        if (status != MAH_OK)
            expect_project(layer_of_old);
    }
    expect_relinked();
}

int main(void)
{
#define IN_FOLDER(test) cmocka_unit_test_setup_teardown(test, set_up, tear_down)
    const struct CMUnitTest tests[] = {
        IN_FOLDER(the_new_name_is_written),
        IN_FOLDER(content_as_a_blob_is_read),
        IN_FOLDER(an_archive_as_it_is_is_read),
        IN_FOLDER(one_broken_project_changes_nothing),
        IN_FOLDER(what_stands_in_a_log_is_kept),
        IN_FOLDER(a_file_that_is_being_written_stays),
        IN_FOLDER(no_trigger_runs),
        IN_FOLDER(a_folder_that_is_read_only_is_named),
        IN_FOLDER(the_user_can_stop_the_work),
        IN_FOLDER(what_was_deleted_is_gone),
        IN_FOLDER(missing_memory_leaves_the_file),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
