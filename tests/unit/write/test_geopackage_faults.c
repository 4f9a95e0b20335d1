/* Does writing stop cleanly, and does the check after it see what is missing? */
#include "geopackage_file.h"

#include <sys/wait.h>

#include "base/memory.h"
#include "base/workers.h"
#include "write/geopackage_check.h"

static void a_file_with_content_is_not_touched(void **state)
{
    (void)state;
    struct mah_error err = {0};
    struct sample_city city = make_city(2, 2);
    FILE *file = fopen(path, "wb");
    fputs("hello", file);
    fclose(file);
    assert_int_equal(geopackage_write(city.release, path, "city.gpkg", &err), MAH_FAILED);
    assert_non_null(strstr(err.message, "not empty"));
    size_t length;
    unsigned char *bytes = read_all(path, &length);
    assert_int_equal(length, 5);
    assert_memory_equal(bytes, "hello", 5);
    free(bytes);
    unlink(path);
    assert_int_equal(geopackage_write(city.release, "/nowhere/x.gpkg", "city.gpkg", &err), MAH_FAILED);
    assert_non_null(strstr(err.message, "'/nowhere/x.gpkg'"));
    sample_city_release(&city);
}

static void change(const char *sql)
{
    sqlite3 *db = NULL;
    char *message = NULL;
    assert_int_equal(sqlite3_open(path, &db), SQLITE_OK);
    if (sqlite3_exec(db, sql, NULL, NULL, &message) != SQLITE_OK)
        fail_msg("%s: %s", sql, message);
    sqlite3_close(db);
}

/* The check after writing sees what is missing, whoever took it. */
static void a_damaged_file_is_noticed(void **state)
{
    (void)state;
    static const struct {
        const char *sql, *message;
    } cases[] = {
        {"DELETE FROM mah_origin WHERE fid = 7", "'mah_origin' has 199 rows"},
        {"DELETE FROM rtree_mah_indicators_geom_rowid WHERE rowid = 3", "rtreecheck"},
        {"DELETE FROM rtree_mah_indicators_geom WHERE id = 3", "index"},
        {"UPDATE gpkg_ogr_contents SET feature_count = 1", "counted rows"},
        {"DELETE FROM gpkg_spatial_ref_sys WHERE srs_id = 5257", "references"},
        {"CREATE TABLE junk (x); INSERT INTO junk VALUES (zeroblob(100000)); DROP TABLE junk", "free pages"},
    };
    struct sample_city city = make_city(3, 3);
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct mah_error err = {0};
        write_to(city.release, path);
        assert_int_equal(geopackage_check(city.release, path, &err), MAH_OK);
        change(cases[i].sql);
        assert_int_equal(geopackage_check(city.release, path, &err), MAH_FAILED);
        if (strstr(err.message, cases[i].message) == NULL)
            fail_msg("'%s' does not say %s", err.message, cases[i].message);
    }
    sample_city_release(&city);
}

static void a_truncated_file_is_noticed(void **state)
{
    (void)state;
    struct sample_city city = make_city(8, 8);
    write_to(city.release, path);
    assert_int_equal(truncate(path, 8 * 4096), 0);
    assert_int_equal(geopackage_check(city.release, path, NULL), MAH_FAILED);
    sample_city_release(&city);
}

static void the_user_can_stop_the_work(void **state)
{
    (void)state;
    struct mah_error err = {0};
    struct sample_city city = make_city(2, 2);
    unlink(path);
    if (fork() == 0) {
        interrupted_set();
        _exit(geopackage_write(city.release, path, "city.gpkg", &err) == MAH_INTERRUPTED ? 0 : 1);
    }
    int status = -1;
    assert_true(wait(&status) > 0);
    assert_int_equal(status, 0);
    sample_city_release(&city);
}

static void every_failed_allocation_is_reported(void **state)
{
    (void)state;
    struct sample_city city;
    struct sample_options options = sample_default_options();
    options.columns = options.rows = 2;
    options.round = false;
    options.origin_rows = 3;
    options.points = 3;
    assert_int_equal(sample_city_make(&city, &options), MAH_OK);
    enum mah_status status = MAH_NO_MEMORY;
    size_t n = 1;
    for (; status != MAH_OK && n < 5000; n++) {
        unlink(path);
        memory_fail_from(n);
        status = geopackage_write(city.release, path, "city.gpkg", NULL);
        memory_fail_from(0);
        assert_true(status == MAH_OK || status == MAH_NO_MEMORY);
    }
    assert_int_equal(status, MAH_OK);
    assert_true(n > 100);
    sample_city_release(&city);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_file_with_content_is_not_touched),  cmocka_unit_test(a_damaged_file_is_noticed),
        cmocka_unit_test(a_truncated_file_is_noticed),         cmocka_unit_test(the_user_can_stop_the_work),
        cmocka_unit_test(every_failed_allocation_is_reported),
    };
    return cmocka_run_group_tests(tests, set_up, tear_down);
}
