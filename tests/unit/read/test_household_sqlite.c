/* Households from SQLite files that are no GeoPackage: which of the tables in them is meant. */
#include <sqlite3.h>

#include "layers.h"

#define ROWS_WITHOUT_POINTS                                                                                            \
    "1 hh_id=A1 mah_name=Şahinbey weight=1.5# hh_size=4# arr_date=2021-05-17\n"                                       \
    "2 hh_id=A2 mah_name=İncilipınar weight=1# hh_size=2#\n"                                                         \
    "3 hh_id=17 mah_name=Karataş weight=2.25# hh_size=9# arr_date=1999-05-17\n"

/* As "ogr2ogr -f SQLite" makes them from a CSV: GDAL hides a table without geometry in a file that could hold some. */
static void a_sqlite_table_without_geometry(void **state)
{
    (void)state;
    struct source wanted = write_homes("SQLite", "plain.sqlite", 0, wkbNone, 1);
    assert_rows(&wanted, ROWS_WITHOUT_POINTS);
    wanted.layer = (char *)"haneler";
    assert_rows(&wanted, ROWS_WITHOUT_POINTS);
    wanted.layer = (char *)"nerede";
    assert_refused(&wanted, MAH_BAD_SOURCE, "(layers: haneler)"); /* the tables of GDAL itself are nobody's layers */
}

static void a_sqlite_table_beside_the_layer_with_geometry(void **state)
{
    (void)state;
    const char *path = in_folder("side.sqlite");
    GDALDatasetH dataset = new_dataset("SQLite", path);
    add_home(add_layer(dataset, "notlar", 0, wkbNone), &homes[1], false);
    add_home(add_layer(dataset, "haneler", 4326, wkbPoint), &homes[0], true);
    GDALClose(dataset);
    struct source wanted = {.path = (char *)path};
    assert_rows(&wanted, "1 hh_id=A1 mah_name=Şahinbey weight=1.5# hh_size=4# arr_date=2021-05-17 at(37.5 37.25)\n");
    wanted.layer = (char *)"notlar";
    assert_rows(&wanted, "1 hh_id=A2 mah_name=İncilipınar weight=1# hh_size=2#\n");
}

/* The view is the file's own business as long as nobody names it. */
static void a_broken_view_beside_the_layer(void **state)
{
    (void)state;
    const char *path = in_folder("view.sqlite");
    GDALDatasetH dataset = new_dataset("SQLite", path);
    add_home(add_layer(dataset, "haneler", 4326, wkbPoint), &homes[0], true);
    GDALClose(dataset);
    sqlite3 *database;
    assert_int_equal(sqlite3_open(path, &database), SQLITE_OK);
    assert_int_equal(sqlite3_exec(database, "CREATE VIEW kirik AS SELECT * FROM yok", NULL, NULL, NULL), SQLITE_OK);
    assert_int_equal(sqlite3_close(database), SQLITE_OK);
    struct source wanted = {.path = (char *)path};
    assert_rows(&wanted, "1 hh_id=A1 mah_name=Şahinbey weight=1.5# hh_size=4# arr_date=2021-05-17 at(37.5 37.25)\n");
    wanted.layer = (char *)"kirik";
    assert_refused(&wanted, MAH_BAD_SOURCE, "no such table");
}

/* SpatiaLite keeps dozens of tables of its own, and an index for every layer. */
static void a_spatialite_file_with_one_table_of_the_user(void **state)
{
    (void)state;
    const char *path = in_folder("lite.sqlite");
    char *options[] = {(char *)"SPATIALITE=YES", NULL};
    GDALAllRegister();
    GDALDatasetH dataset = GDALCreate(GDALGetDriverByName("SQLite"), path, 0, 0, 0, GDT_Unknown, options);
    if (dataset == NULL)
        skip(); /* a GDAL without SpatiaLite */
    add_home(add_layer(dataset, "haneler", 4326, wkbPoint), &homes[0], true);
    add_home(add_layer(dataset, "notlar", 0, wkbNone), &homes[1], false);
    GDALClose(dataset);
    struct source wanted = {.path = (char *)path};
    assert_rows(&wanted, "1 hh_id=A1 mah_name=Şahinbey weight=1.5# hh_size=4# arr_date=2021-05-17 at(37.5 37.25)\n");
    wanted.layer = (char *)"nerede";
    assert_refused(&wanted, MAH_BAD_SOURCE, "(layers: haneler, notlar)");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_sqlite_table_without_geometry),
        cmocka_unit_test(a_sqlite_table_beside_the_layer_with_geometry),
        cmocka_unit_test(a_broken_view_beside_the_layer),
        cmocka_unit_test(a_spatialite_file_with_one_table_of_the_user),
    };
    return cmocka_run_group_tests(tests, make_folder, remove_folder);
}
