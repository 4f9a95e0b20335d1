/* Does a file that was published come back as it was written, and no other file? */
#include "packages.h"

#include <math.h>

#include "read/published.h"

/* A GeoPackage geometry in WGS 84 without envelope: the square of a degree whose south-western corner is given. */
static void square_hex(char out[300], double x, double y)
{
    const unsigned char head[] = {'G', 'P', 0, 1, 0xE6, 0x10, 0, 0, 1, 6, 0, 0, 0, 1, 0,
                                  0,   0,   1, 3, 0,    0,    0, 1, 0, 0, 0, 5, 0, 0, 0};
    double corners[] = {x, y, x + 1, y, x + 1, y + 1, x, y + 1, x, y};
    out[0] = '\0';
    for (const unsigned char *at = head; at < head + sizeof head; at++)
        sprintf(out + strlen(out), "%02X", *at);
    for (const unsigned char *at = (const unsigned char *)corners; at < (const unsigned char *)(corners + 10); at++)
        sprintf(out + strlen(out), "%02X", *at);
}

static const char *const params =
    "CREATE TABLE params (fid INTEGER PRIMARY KEY, key TEXT, value TEXT);"
    "INSERT INTO gpkg_contents (table_name, data_type) VALUES ('params', 'attributes');"
    "INSERT INTO params (key, value) VALUES ('mahalle.version', '0.1.0'), ('title', 'Kent'), "
    "('empty', NULL), ('number', 5);";

static const char *const data_columns =
    "CREATE TABLE gpkg_data_columns (table_name TEXT, column_name TEXT, name TEXT, title "
    "TEXT, description TEXT, mime_type TEXT, constraint_name TEXT);";

/* A published file of three mahalle: a square, one without a geometry, and an empty one. */
static sqlite3 *new_published(const char *name)
{
    sqlite3 *database = new_package(name);
    char hex[300], sql[1000];
    run(database, params);
    run(database, data_columns);
    run(database,
        "CREATE TABLE mah_indicators (fid INTEGER PRIMARY KEY, geom MULTIPOLYGON, mah_code TEXT, \"say\"\"ı\" "
        "MEDIUMINT, "
        "share REAL, day DATE, odd BLOB);"
        "INSERT INTO gpkg_contents (table_name, data_type, srs_id) VALUES ('mah_indicators', 'features', 4326);"
        "INSERT INTO gpkg_geometry_columns VALUES ('mah_indicators', 'geom', 'MULTIPOLYGON', 4326, 0, 0);"
        "INSERT INTO gpkg_data_columns (table_name, column_name, title) VALUES ('mah_indicators', 'share', 'Pay')");
    square_hex(hex, 38, 37);
    snprintf(
        sql, sizeof sql,
        "INSERT INTO mah_indicators VALUES (3, X'%s', '01', 9007199254740991, 0.5, '2025-12-31', NULL),"
        "(7, NULL, '02', NULL, NULL, NULL, X'00'), (9, X'4750001100000000010600000000000000', '', -1, 1e300, 'x', 'y')",
        hex);
    run(database, sql);
    return database;
}

static struct published *open_published(const char *name)
{
    struct published *published;
    struct mah_error err = {0};
    if (published_open(&published, in_folder(name), &err) != MAH_OK)
        fail_msg("refused: %s", err.message);
    return published;
}

static void every_cell_comes_back(void **state)
{
    (void)state;
    struct published_table *table;
    struct mah_error err = {0};
    sqlite3_close(new_published("kent.gpkg"));
    struct published *published = open_published("kent.gpkg");
    assert_string_equal(published_name(published), "kent.gpkg");
    assert_int_equal(published_crs(published)->code, 4326);
    assert_int_equal(published_table_read(&table, published, "mah_indicators", &err), MAH_OK);
    published_close(published); /* a table lives on */
    assert_string_equal(table->name, "mah_indicators");
    assert_int_equal(table->row_count, 3);
    assert_int_equal(table->column_count, 5);
    static const char *const names[] = {"mah_code", "say\"ı", "share", "day", "odd"};
    static const char *const titles[] = {"mah_code", "say\"ı", "Pay", "day", "odd"};
    for (size_t i = 0; i < 5; i++) {
        assert_string_equal(table->columns[i].name, names[i]);
        assert_string_equal(table->columns[i].title, titles[i]);
        assert_int_equal(table->columns[i].type, "tirdr"[i]);
    }
    assert_string_equal(published_text(table, 0, 0), "01");
    assert_true(published_number(table, 0, 1) == 9007199254740991.0);
    assert_true(published_number(table, 0, 2) == 0.5);
    assert_string_equal(published_text(table, 0, 3), "2025-12-31");
    assert_int_equal(table->cells[1].kind, PUBLISHED_INTEGER);
    assert_int_equal(table->cells[2].kind, PUBLISHED_REAL);
    for (size_t column = 1; column < 5; column++) { /* what is not there is no zero and no empty text */
        assert_true(isnan(published_number(table, 1, column)));
        assert_null(published_text(table, 1, column));
    }
    assert_string_equal(published_text(table, 2, 0), "");
    assert_true(published_number(table, 2, 1) == -1);
    published_table_free(table);
}

static void asking_for_what_is_not_there(void **state)
{
    (void)state;
    struct published_table *table;
    struct mah_error err = {0};
    size_t column = 5;
    struct published *published = open_published("kent.gpkg");
    assert_int_equal(published_table_read(&table, published, "mah_indicators", NULL), MAH_OK);
    assert_true(published_column_find(table, "share", &column));
    assert_int_equal(column, 2);
    assert_false(published_column_find(table, "geom", &column));
    assert_false(published_column_find(table, "fid", &column));
    assert_int_equal(column, SIZE_MAX);
    assert_true(isnan(published_number(table, 0, column)));
    assert_null(published_text(table, 0, column));
    assert_true(isnan(published_number(table, 3, 1)));
    assert_true(isnan(published_number(table, 0, 0))); /* a text is no number */
    assert_null(published_text(table, 0, 1));          /* nor a number a text */
    published_table_free(table);
    assert_true(published_has(published, "mah_indicators"));
    assert_false(published_has(published, "mah_service"));
    assert_false(published_has(published, "gpkg_contents"));
    assert_false(published_has(published, "' OR 1 --"));
    assert_int_equal(published_table_read(&table, published, "mah_service", &err), MAH_BAD_SOURCE);
    assert_non_null(strstr(err.message, "mah_service"));
    assert_string_equal(published_parameter(published, "title"), "Kent");
    assert_null(published_parameter(published, "empty"));
    assert_null(published_parameter(published, "Title"));
    published_close(published);
    published_close(NULL);
    published_table_free(NULL);
}

static void polygons_of_all_kinds(void **state)
{
    (void)state;
    struct published_table *table;
    struct published *published = open_published("kent.gpkg");
    assert_int_equal(published_table_read(&table, published, "mah_indicators", NULL), MAH_OK);
    assert_null(table->points);
    assert_int_equal(table->polygons[0].part_count, 1);
    assert_int_equal(table->polygons[0].vertex_count, 5);
    assert_true(table->polygons[0].bounds.min_x == 38 && table->polygons[0].bounds.max_y == 38);
    assert_int_equal(table->polygons[1].part_count, 0);
    assert_int_equal(table->polygons[2].part_count, 0);
    published_table_free(table);
    published_close(published);
}

static void points_and_plain_tables(void **state)
{
    (void)state;
    struct published_table *table;
    sqlite3 *database = new_published("nokta.gpkg");
    run(database,
        "CREATE TABLE sites (fid INTEGER PRIMARY KEY, geom POINT, rank INTEGER);"
        "INSERT INTO gpkg_contents (table_name, data_type, srs_id) VALUES ('sites', 'features', 4326);"
        "INSERT INTO gpkg_geometry_columns VALUES ('sites', 'geom', 'POINT', 4326, 0, 0);"
        "INSERT INTO sites VALUES (1, X'47500001E6100000010100000000000000000043400000000000804240', 1), (2, NULL, 2)");
    sqlite3_close(database);
    struct published *published = open_published("nokta.gpkg");
    assert_int_equal(published_table_read(&table, published, "sites", NULL), MAH_OK);
    assert_null(table->polygons);
    assert_true(table->points[0].x == 38 && table->points[0].y == 37);
    assert_true(isnan(table->points[1].x));
    published_table_free(table);
    assert_int_equal(published_table_read(&table, published, "params", NULL), MAH_OK);
    assert_int_equal(table->row_count, 4);
    assert_int_equal(table->column_count, 2);
    assert_null(table->points);
    published_table_free(table);
    published_close(published);
}

static void not_written_by_this_program(void **state)
{
    (void)state;
    struct published *published = NULL;
    struct mah_error err = {0};
    sqlite3 *database = new_package("yabanci.gpkg");
    add_features(database, "haneler", 4326);
    sqlite3_close(database);
    assert_int_equal(published_open(&published, in_folder("yabanci.gpkg"), &err), MAH_BAD_SOURCE);
    assert_string_equal(err.message, "'yabanci.gpkg' was not written by mahalle; name a file that 'mahalle run' made");
    /* one that has a table of the same name, but no tables of labels */
    database = new_package("params.gpkg");
    run(database, "CREATE TABLE params (fid INTEGER PRIMARY KEY, a TEXT);"
                  "INSERT INTO gpkg_contents (table_name, data_type) VALUES ('params', 'attributes');");
    sqlite3_close(database);
    err = (struct mah_error){0};
    assert_int_equal(published_open(&published, in_folder("params.gpkg"), &err), MAH_BAD_SOURCE);
    assert_string_equal(err.message, "'params.gpkg' was not written by mahalle; name a file that 'mahalle run' made");
    err = (struct mah_error){0};
    assert_int_equal(published_open(&published, in_folder("yok.gpkg"), &err), MAH_BAD_SOURCE);
    assert_non_null(strstr(err.message, "yok.gpkg"));
    FILE *file = fopen(in_folder("metin.gpkg"), "w");
    fputs("not a database", file);
    fclose(file);
    err = (struct mah_error){0};
    assert_int_equal(published_open(&published, in_folder("metin.gpkg"), &err), MAH_BAD_SOURCE);
    assert_int_equal(published_open(&published, "https://example.org/a.gpkg", NULL), MAH_BAD_SOURCE);
    assert_null(published);
}

static void a_file_without_labels_or_layers(void **state)
{
    (void)state;
    struct published_table *table;
    struct mah_error err = {0};
    sqlite3 *database = new_package("yalin.gpkg");
    run(database, params);
    sqlite3_close(database);
    struct published *published;
    if (published_open(&published, in_folder("yalin.gpkg"), &err) != MAH_OK)
        fail_msg("refused: %s", err.message);
    assert_int_equal(published_table_read(&table, published, "params", NULL), MAH_OK);
    assert_string_equal(table->columns[0].title, "key");
    assert_null(table->polygons);
    assert_null(table->points);
    published_table_free(table);
    published_close(published);
}

static void broken_geometry_is_said(void **state)
{
    (void)state;
    struct published_table *table = NULL;
    struct mah_error err = {0};
    sqlite3 *database = new_published("bozuk.gpkg");
    run(database, "UPDATE mah_indicators SET geom = substr(geom, 1, 60) WHERE fid = 3");
    sqlite3_close(database);
    struct published *published = open_published("bozuk.gpkg");
    assert_int_equal(published_table_read(&table, published, "mah_indicators", &err), MAH_BAD_SOURCE);
    assert_non_null(strstr(err.message, "bozuk.gpkg"));
    assert_null(table);
    published_close(published);
}

static void memory_that_runs_out(void **state)
{
    (void)state;
    struct published_table *table = NULL;
    struct published *published = NULL;
    enum mah_status status = MAH_NO_MEMORY;
    for (size_t nth = 1; status == MAH_NO_MEMORY; nth++) {
        assert_true(nth < 500);
        memory_fail_from(nth);
        status = published_open(&published, in_folder("kent.gpkg"), NULL);
        if (status == MAH_OK) {
            status = published_table_read(&table, published, "mah_indicators", NULL);
            memory_fail_from(0);
            published_close(published);
        }
        memory_fail_from(0);
    }
    assert_int_equal(status, MAH_OK);
    published_table_free(table);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_cell_comes_back),       cmocka_unit_test(asking_for_what_is_not_there),
        cmocka_unit_test(polygons_of_all_kinds),       cmocka_unit_test(points_and_plain_tables),
        cmocka_unit_test(not_written_by_this_program), cmocka_unit_test(a_file_without_labels_or_layers),
        cmocka_unit_test(broken_geometry_is_said),     cmocka_unit_test(memory_that_runs_out),
    };
    return cmocka_run_group_tests(tests, make_folder, remove_folder);
}
