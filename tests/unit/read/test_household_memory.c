/* Every allocation of ours may fail, at opening and at reading, in each format: an error each time, nothing lost or
 * leaked. */
#include "household_files.h"

#include <gdal.h>
#include <ogr_api.h>
#include <sqlite3.h>

#include "read/ogr_open.h"

/* Opens and reads with one reader in small pieces while the n-th allocation and all after it fail. */
static enum mah_status read_with_failure(const struct source *wanted, size_t nth, size_t *rows)
{
    struct household_source *source = NULL;
    struct household_reader *reader = NULL;
    struct batch *batch;
    struct mah_error err = {0};
    bool more = true;
    *rows = 0;
    memory_fail_from(nth);
    enum mah_status status = household_source_open(&source, wanted, &err);
    if (status == MAH_OK) {
        household_source_set_piece_bytes(source, 16);
        status = household_reader_new(&reader, source, &err);
    }
    while (status == MAH_OK && (status = household_reader_next(reader, &batch, &more, &err)) == MAH_OK && more)
        *rows += batch->rows;
    memory_fail_from(0);
    household_reader_free(reader);
    household_source_close(source);
    if (status != MAH_OK && status != MAH_NO_MEMORY)
        fail_msg("allocation %zu: status %d, %s", nth, status, err.message);
    if (status == MAH_NO_MEMORY)
        assert_string_equal(err.message, "out of memory");
    return status;
}

static void sweep(const struct source *wanted, size_t expected_rows)
{
    size_t rows = 0, nth = 1;
    while (read_with_failure(wanted, nth, &rows) == MAH_NO_MEMORY)
        nth++;
    assert_int_equal(rows, expected_rows);
    assert_true(nth > 20);
}

static void a_csv_in_utf8(void **state)
{
    (void)state;
    struct field_choice choices[] = {{.field = "arr_year", .column = "gelis"},
                                     {.field = "arr_date", .column = "gelis"}};
    const char *path =
        write_text("a.csv", "hane_no,\"not\"\"lar\",boylam,enlem,nufus,gelis\nA1,,1,\"2\"\"\",3,4\nA2,,1,2,3,\n");
    struct source wanted = {.path = (char *)path, .crs = (char *)"EPSG:4326", .fields = choices, .field_count = 2};
    sweep(&wanted, 2);
}

static void a_csv_in_a_turkish_encoding(void **state)
{
    (void)state;
    sweep(&(struct source){.path = (char *)write_text("b.csv", "hane_no;mahalle;n\xFC"
                                                               "fus\nA1;\xDE"
                                                               "ahinbey;3\n")},
          1);
}

static void a_geopackage(void **state)
{
    (void)state;
    sqlite3 *database;
    const char *path = in_folder("a.gpkg");
    assert_int_equal(sqlite3_open(path, &database), SQLITE_OK);
    assert_int_equal(
        sqlite3_exec(
            database,
            "CREATE TABLE gpkg_contents (table_name, data_type, srs_id);"
            "CREATE TABLE gpkg_geometry_columns (table_name, column_name, srs_id);"
            "CREATE TABLE gpkg_spatial_ref_sys (srs_id, organization, organization_coordsys_id, definition);"
            "INSERT INTO gpkg_spatial_ref_sys VALUES (4326, 'EPSG', 4326, '');"
            "CREATE TABLE haneler (fid INTEGER PRIMARY KEY, geom, hane_no, mahalle, nufus);"
            "INSERT INTO gpkg_contents VALUES ('haneler', 'features', 4326);"
            "INSERT INTO gpkg_geometry_columns VALUES ('haneler', 'geom', 4326);"
            "INSERT INTO haneler VALUES (1, NULL, 9007199254740993, CAST(x'DE61' AS TEXT), 1), (2, NULL, 'A', 'b', 2)",
            NULL, NULL, NULL),
        SQLITE_OK);
    sqlite3_close(database);
    sweep(&(struct source){.path = (char *)path}, 2);
}

static void a_geojson(void **state)
{
    (void)state;
    const char *path = write_text(
        "a.geojson",
        "{\"type\":\"FeatureCollection\",\"features\":[{\"type\":\"Feature\",\"properties\":{\"hane_no\":"
        "9007199254740993,\"mahalle\":\"x\",\"nufus\":1},\"geometry\":{\"type\":\"Point\",\"coordinates\":[1,2]}}]}");
    sweep(&(struct source){.path = (char *)path}, 1);
}

static void a_geojson_sequence(void **state)
{
    (void)state;
    const char *path =
        write_text("a.geojsonl", "{\"type\":\"Feature\",\"properties\":{\"hane_no\":\"A\",\"nufus\":1},\"geometry\":"
                                 "{\"type\":\"Point\",\"coordinates\":[1,2]}}\n");
    sweep(&(struct source){.path = (char *)path}, 1);
}

static void a_shapefile(void **state)
{
    (void)state;
    GDALAllRegister();
    const char *path = in_folder("a.shp");
    GDALDatasetH dataset = GDALCreate(GDALGetDriverByName("ESRI Shapefile"), path, 0, 0, 0, GDT_Unknown, NULL);
    OGRLayerH layer = GDALDatasetCreateLayer(dataset, "a", NULL, wkbPoint, NULL);
    OGRFieldDefnH field = OGR_Fld_Create("nufus", OFTInteger);
    OGR_L_CreateField(layer, field, TRUE);
    OGR_Fld_Destroy(field);
    OGRFeatureH feature = OGR_F_Create(OGR_L_GetLayerDefn(layer));
    assert_int_equal(OGR_L_CreateFeature(layer, feature), OGRERR_NONE);
    OGR_F_Destroy(feature);
    GDALClose(dataset);
    sweep(&(struct source){.path = (char *)path}, 1);
}

static void the_list_of_layers_in_a_message(void **state)
{
    (void)state;
    GDALAllRegister();
    static const char *const drivers[] = {"SQLite", "GPKG"};
    static const char *const names[] = {"l.sqlite", "l.gpkg"};
    for (int i = 0; i < 2; i++) {
        const char *path = in_folder(names[i]);
        GDALDatasetH dataset = GDALCreate(GDALGetDriverByName(drivers[i]), path, 0, 0, 0, GDT_Unknown, NULL);
        GDALDatasetCreateLayer(dataset, "a", NULL, wkbPoint, NULL);
        GDALDatasetCreateLayer(dataset, "b", NULL, wkbPoint, NULL);
        GDALClose(dataset);
        enum mah_status status = MAH_NO_MEMORY;
        size_t nth = 0;
        struct mah_error err = {0};
        while (status == MAH_NO_MEMORY) {
            struct household_source *source = NULL;
            memory_fail_from(++nth);
            status = household_source_open(&source, &(struct source){.path = (char *)path}, &err);
            memory_fail_from(0);
            assert_null(source);
        }
        assert_int_equal(status, MAH_BAD_SOURCE);
        assert_non_null(strstr(err.message, "(layers: a, b)"));
        assert_true(nth > 4);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_csv_in_utf8),
        cmocka_unit_test(a_csv_in_a_turkish_encoding),
        cmocka_unit_test(a_geopackage),
        cmocka_unit_test(a_geojson),
        cmocka_unit_test(a_geojson_sequence),
        cmocka_unit_test(a_shapefile),
        cmocka_unit_test(the_list_of_layers_in_a_message),
    };
    return cmocka_run_group_tests(tests, make_folder, remove_folder);
}
