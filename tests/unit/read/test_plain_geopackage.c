/* Is a plain layer of a GeoPackage read as GDAL reads it, and everything else left to GDAL? */
#include <gdal_utils.h>
#include <sqlite3.h>

#include "plain_files.h"

#define RING "[[29,41],[29.5,41],[29.5,41.25],[29,41]]"
static const char two_features[] =
    "{\"type\":\"FeatureCollection\",\"features\":["
    "{\"type\":\"Feature\",\"properties\":{\"kod\":12,\"ad\":\" Şeker \",\"nufus\":5000000000,\"oran\":0.25,\"gun\":"
    "\"2024-05-01\",\"bos\":null},\"geometry\":{\"type\":\"Polygon\",\"coordinates\":[" RING "]}},"
    "{\"type\":\"Feature\",\"properties\":{\"kod\":-3,\"ad\":\"\",\"nufus\":null,\"oran\":1e300,\"gun\":null,\"bos\":"
    "null},\"geometry\":{\"type\":\"MultiPolygon\",\"coordinates\":[[" RING
    ",[[29.4,41.01],[29.45,41.01],[29.45,41.02],[29.4,41.01]]],[[[30,42],[30.5,42],[30.5,42.25],[30,42]]]]}}]}";
static const char points[] =
    "{\"type\":\"FeatureCollection\",\"features\":[{\"type\":\"Feature\",\"properties\":{\"k\":1},\"geometry\":{"
    "\"type\":\"Point\",\"coordinates\":[29,41]}}]}";

/* As ogr2ogr would, into a new file or as one layer more; the options are separated by blanks. */
static void translate_file(const char *file, const char *path, const char *options)
{
    char words[256], *list[32];
    int count = 0;
    snprintf(words, sizeof words, "-f GPKG %s", options);
    for (char *word = strtok(words, " "); word != NULL; word = strtok(NULL, " "))
        list[count++] = word;
    list[count] = NULL;
    GDALDatasetH from = GDALOpenEx(file, GDAL_OF_VECTOR, NULL, NULL, NULL);
    assert_non_null(from);
    GDALVectorTranslateOptions *translation = GDALVectorTranslateOptionsNew(list, NULL);
    GDALDatasetH to = GDALVectorTranslate(path, NULL, 1, &from, translation, NULL);
    assert_non_null(to);
    GDALVectorTranslateOptionsFree(translation);
    GDALClose(to);
    GDALClose(from);
}

static void translate(const char *json, const char *path, const char *options)
{
    translate_file(write_file("from.geojson", json), path, options);
}

static char *make_package(const char *options)
{
    char *path = in_folder("plain.gpkg");
    unlink(path);
    translate(two_features, path, options);
    return path;
}

static void alter(const char *path, const char *sql)
{
    sqlite3 *database;
    assert_int_equal(sqlite3_open(path, &database), SQLITE_OK);
    /* The triggers of the spatial index call functions that only GDAL and SpatiaLite have. */
    char *complaint = NULL;
    sqlite3_exec(database,
                 "PRAGMA writable_schema=ON; DELETE FROM sqlite_master WHERE type='trigger'; PRAGMA "
                 "writable_schema=RESET",
                 NULL, NULL, NULL);
    if (sqlite3_exec(database, sql, NULL, NULL, &complaint) != SQLITE_OK)
        fail_msg("%s: %s", sql, complaint);
    assert_int_equal(sqlite3_close(database), SQLITE_OK);
}

static void test_usual_layers_are_read_the_same(void **state)
{
    (void)state;
    static const char *const options[] = {"-nln mahalle",
                                          "-nlt MULTIPOLYGON",
                                          "-nlt POLYGON -where kod=12",
                                          "-nlt PROMOTE_TO_MULTI -t_srs EPSG:5254",
                                          "-nlt MULTIPOLYGON -a_srs EPSG:5269",
                                          "-nlt MULTIPOLYGON -a_srs EPSG:2320",
                                          "-nlt MULTIPOLYGON -a_srs EPSG:23036",
                                          "-nlt MULTIPOLYGON -a_srs EPSG:32635",
                                          "-nlt MULTIPOLYGON -a_srs EPSG:4258",
                                          "-nlt MULTIPOLYGON -a_srs EPSG:4230",
                                          "-nlt MULTIPOLYGON -a_srs EPSG:3857",
                                          "-nlt MULTIPOLYGON -lco GEOMETRY_NAME=sekil -lco FID=no",
                                          "-nlt MULTIPOLYGON -lco SPATIAL_INDEX=NO",
                                          "-nlt MULTIPOLYGON -dsco VERSION=1.0",
                                          "-nlt MULTIPOLYGON -dsco VERSION=1.3",
                                          "-nlt MULTIPOLYGON -unsetFid -dsco ADD_GPKG_OGR_CONTENTS=NO"};
    for (size_t i = 0; i < sizeof options / sizeof *options; i++)
        if (!is_plain_file(make_package(options[i])))
            fail_msg("should be plain: %s", options[i]);
    char *path = make_package("-nlt MULTIPOLYGON");
    alter(path, "PRAGMA journal_mode = WAL");
    assert_true(is_plain_file(path));
    assert_int_equal(access(in_folder("plain.gpkg-shm"), F_OK), -1);
}

/* Every system of the list: GDAL would take another one for what the register calls deprecated. */
static void test_systems_are_named_the_same(void **state)
{
    (void)state;
    static const int known[] = {4326, 3857,  5252,  5253,  5254,  5255, 5256,  5257,  5258,  5259, 5269, 5270,
                                5271, 5272,  5273,  5274,  5275,  4230, 2319,  2320,  2321,  2322, 2323, 2324,
                                2325, 23035, 23036, 23037, 23038, 4258, 32635, 32636, 32637, 32638};
    for (size_t i = 0; i < sizeof known / sizeof *known; i++) {
        char options[64];
        snprintf(options, sizeof options, "-nlt MULTIPOLYGON -a_srs EPSG:%d", known[i]);
        if (!is_plain_file(make_package(options)))
            fail_msg("should be plain: %s", options);
    }
}

static void test_the_rest_is_left_to_gdal(void **state)
{
    (void)state;
    static const char *const options[] = {
        "-nlt MULTIPOLYGON -dim XYZ",         "-nlt CURVEPOLYGON", "-nlt GEOMETRYCOLLECTION",
        "-nlt MULTIPOLYGON -a_srs EPSG:4324", "-nlt NONE",         "-nlt MULTIPOLYGON -dim XYM"};
    for (size_t i = 0; i < sizeof options / sizeof *options; i++)
        if (is_plain_file(make_package(options[i])))
            fail_msg("should not be plain: %s", options[i]);
}

static void test_what_another_program_did_is_left_to_gdal(void **state)
{
    (void)state;
    static const char *const altered[] = {
        "UPDATE from_ SET geom = NULL WHERE kod = 12",
        "UPDATE from_ SET geom = x'' WHERE kod = 12",
        "UPDATE from_ SET geom = geom || x'00' WHERE kod = 12",
        "UPDATE from_ SET geom = CAST(substr(geom, 1, length(geom) - 16) AS BLOB) WHERE kod = 12",
        "UPDATE from_ SET geom = 'POLYGON EMPTY' WHERE kod = 12",
        /* an empty polygon, without and with the flag; an open ring; a NaN */
        "UPDATE from_ SET geom = x'47500001E6100000010300000000000000' WHERE kod = 12",
        "UPDATE from_ SET geom = x'47500011E6100000010300000000000000' WHERE kod = 12",
        "UPDATE from_ SET geom = "
        "x'47500001E61000000103000000010000000200000000000000000000000000000000000000000000000000"
        "F03F0000000000000000' WHERE kod = 12",
        "UPDATE from_ SET geom = x'47500001E6100000010300000001000000010000000000000000000000000000000000F87F' WHERE "
        "kod "
        "= 12",
        "UPDATE gpkg_geometry_columns SET srs_id = 0; UPDATE gpkg_contents SET srs_id = 0",
        "UPDATE gpkg_geometry_columns SET srs_id = -1; UPDATE gpkg_contents SET srs_id = -1",
        "UPDATE gpkg_contents SET srs_id = 0",
        "UPDATE gpkg_spatial_ref_sys SET organization = 'NONE' WHERE srs_id = 4326",
        "UPDATE gpkg_spatial_ref_sys SET organization_coordsys_id = 4258 WHERE srs_id = 4326",
        "DELETE FROM gpkg_spatial_ref_sys WHERE srs_id = 4326",
        "UPDATE gpkg_ogr_contents SET feature_count = 3",
        "UPDATE gpkg_ogr_contents SET feature_count = 1",
        "PRAGMA user_version = 10500",
        "PRAGMA application_id = 1",
        "INSERT INTO gpkg_extensions VALUES ('from_', 'geom', 'gpkg_geom_CURVE', 'x', 'read-write')",
        "ALTER TABLE from_ ADD COLUMN twice INTEGER GENERATED ALWAYS AS (kod * 2) VIRTUAL",
        "ALTER TABLE from_ ADD COLUMN other VARCHAR(20)",
        "ALTER TABLE from_ ADD COLUMN shape POLYGON",
        "CREATE VIEW seen AS SELECT * FROM from_; UPDATE gpkg_geometry_columns SET table_name = 'seen'; UPDATE "
        "gpkg_contents SET table_name = 'seen', identifier = 'seen'",
        "CREATE TABLE keyless AS SELECT * FROM from_; UPDATE gpkg_geometry_columns SET table_name = 'keyless'; UPDATE "
        "gpkg_contents SET table_name = 'keyless', identifier = 'keyless'",
        "DELETE FROM from_",
        "DROP TABLE from_",
        "UPDATE gpkg_geometry_columns SET geometry_type_name = 'GEOMETRY'",
        "UPDATE gpkg_geometry_columns SET column_name = 'ad'",
    };
    assert_true(is_plain_file(make_package("-nlt MULTIPOLYGON -nln from_")));
    for (size_t i = 0; i < sizeof altered / sizeof *altered; i++) {
        char *path = make_package("-nlt MULTIPOLYGON -nln from_");
        alter(path, altered[i]);
        bool is_plain = is_plain_file(path);
        if (is_plain)
            fail_msg("should not be plain: %s", altered[i]);
    }
    char *path = make_package("-nlt MULTIPOLYGON");
    write_file("plain.gpkg-journal", "");
    assert_false(is_plain_file(path));
    unlink(in_folder("plain.gpkg-journal"));
}

static void test_values_of_another_kind_than_their_column_are_not_uniform(void **state)
{
    (void)state;
    static const char *const altered[] = {
        "UPDATE from_ SET kod = 'x' WHERE kod = 12", "UPDATE from_ SET kod = 3000000000 WHERE kod = 12",
        "UPDATE from_ SET kod = 1.5 WHERE kod = 12", "UPDATE from_ SET kod = x'00' WHERE kod = 12"};
    for (size_t i = 0; i < sizeof altered / sizeof *altered; i++) {
        char *path = make_package("-nlt MULTIPOLYGON -nln from_");
        struct source source = {.path = path};
        struct plain_layer layer;
        bool is_plain = false;
        alter(path, altered[i]);
        assert_int_equal(plain_layer_read(&layer, &is_plain, &source, NULL), MAH_OK);
        assert_true(is_plain);
        assert_string_equal(layer.columns[0], "kod");
        assert_false(plain_layer_is_uniform(&layer, 0));
        plain_layer_release(&layer);
        assert_true(is_plain_file(path)); /* the other columns are the same */
    }
    char *path = make_package("-nlt MULTIPOLYGON -nln from_");
    alter(path, "UPDATE from_ SET ad = CAST(x'6100' AS TEXT) WHERE kod = 12; UPDATE from_ SET kod = NULL");
    assert_true(is_plain_file(path));
}

static void test_the_layer_is_chosen_the_same_way(void **state)
{
    (void)state;
    char *path = make_package("-nlt MULTIPOLYGON -nln mahalle");
    struct source unnamed = {.path = path}, named = {.path = path, .layer = (char *)"mahalle"};
    struct source wrong = {.path = path, .layer = (char *)"Mahalle"},
                  other = {.path = path, .layer = (char *)"duraklar"};
    translate(points, path, "-update -append -nln duraklar");
    alter(path, "CREATE TABLE notlar (metin TEXT)");
    assert_true(is_plain_source(&unnamed));
    assert_true(is_plain_source(&named));
    assert_false(is_plain_source(&wrong));
    assert_false(is_plain_source(&other));
    translate(two_features, path, "-update -append -nln ilceler -nlt POLYGON -where kod=12");
    assert_false(is_plain_source(&unnamed));
    assert_true(is_plain_source(&named));
    path = make_package("-nln mahalle"); /* of GEOMETRY: one of two cannot be told to be the polygons */
    assert_true(is_plain_source(&unnamed));
    alter(path, "CREATE TABLE notlar (metin TEXT)");
    assert_false(is_plain_source(&unnamed));
    assert_true(is_plain_source(&named));
}

/* Files with one byte altered: whatever is still plain, GDAL reads, and the same. */
static void test_altered_files_are_read_the_same(void **state)
{
    (void)state;
    char *path = make_package("-nlt MULTIPOLYGON -lco SPATIAL_INDEX=NO");
    FILE *file = fopen(path, "rb");
    assert_non_null(file);
    static unsigned char bytes[1 << 20];
    size_t length = fread(bytes, 1, sizeof bytes, file);
    fclose(file);
    uint32_t chance = 20260102;
    size_t plain = 0;
    for (int i = 0; i < 1500; i++) {
        size_t at;
        do
            at = any_below(&chance, length);
        while (bytes[at] == 0 && any_below(&chance, 40) != 0);
        unsigned char kept = bytes[at];
        bytes[at] = (unsigned char)any_below(&chance, 256);
        unlink(path);
        file = fopen(path, "wb");
        assert_non_null(file);
        assert_int_equal(fwrite(bytes, 1, length, file), length);
        assert_int_equal(fclose(file), 0);
        bytes[at] = kept;
        plain += is_plain_file(path);
    }
    assert_true(plain > 300); /* else the comparison says little */
}

static void test_real_boundaries_are_plain(void **state)
{
    (void)state;
    static const char *const names[] = {"data/tr-mahalle-boundaries/istanbul_mahalle.geojson",
                                        "data/tr-mahalle-boundaries/gaziantep_mahalle.geojson",
                                        "data/tr-mahalle-boundaries/bursa_mahalle.geojson"};
    const char *folder = getenv("MAHALLE_SHARED");
    char from[512], *path = in_folder("real.gpkg");
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        snprintf(from, sizeof from, "%s/%s", folder != NULL ? folder : "", names[i]);
        if (access(from, R_OK) != 0) {
            print_message("skipped: no '%s' (set MAHALLE_SHARED)\n", names[i]);
            continue;
        }
        unlink(path);
        translate_file(from, path, "-nlt PROMOTE_TO_MULTI");
        assert_true(is_plain_file(path));
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_usual_layers_are_read_the_same),
        cmocka_unit_test(test_systems_are_named_the_same),
        cmocka_unit_test(test_the_rest_is_left_to_gdal),
        cmocka_unit_test(test_what_another_program_did_is_left_to_gdal),
        cmocka_unit_test(test_values_of_another_kind_than_their_column_are_not_uniform),
        cmocka_unit_test(test_the_layer_is_chosen_the_same_way),
        cmocka_unit_test(test_altered_files_are_read_the_same),
        cmocka_unit_test(test_real_boundaries_are_plain),
    };
    return cmocka_run_group_tests(tests, make_folder, remove_folder);
}
