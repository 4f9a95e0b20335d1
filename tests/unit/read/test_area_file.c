/* Which polygons does a user hand in, and what are they called? */
#include "own_folder.h"

#include <math.h>

#include "read/area_file.h"

static int make_folder(void **state)
{
    (void)state;
    return folder_make("/tmp/mahalle-areas-XXXXXX");
}

static int remove_folder(void **state)
{
    (void)state;
    return folder_remove();
}

static enum mah_status read_as(struct area_shapes *out, const char *words, const char *system, struct mah_error *err)
{
    struct crs crs;
    assert_int_equal(crs_resolve(&crs, system, NULL), MAH_OK);
    enum mah_status status = area_file_read(out, words, &crs, err);
    crs_release(&crs);
    return status;
}

static struct area_shapes read_shapes(const char *words, const char *system)
{
    struct area_shapes shapes;
    struct mah_error err = {0};
    if (read_as(&shapes, words, system, &err) != MAH_OK)
        fail_msg("refused: %s", err.message);
    return shapes;
}

static void refused(const char *words, const char *said)
{
    struct area_shapes shapes;
    struct mah_error err = {0};
    enum mah_status status = read_as(&shapes, words, "EPSG:4326", &err);
    if (status != MAH_BAD_SOURCE)
        fail_msg("'%s' gives %d: %s", words, (int)status, err.message);
    if (strstr(err.message, said) == NULL)
        fail_msg("'%s' is not in: %s", said, err.message);
    assert_int_equal(shapes.count, 0);
}

#define SQUARE "{\"type\":\"Polygon\",\"coordinates\":[[[38,37],[39,37],[39,38],[38,38],[38,37]]]}"
#define BOW_TIE "{\"type\":\"Polygon\",\"coordinates\":[[[38,37],[39,38],[39,37],[38,38],[38,37]]]}"
#define FEATURE(properties, geometry) "{\"type\":\"Feature\",\"properties\":" properties ",\"geometry\":" geometry "}"
#define COLLECTION(features) "{\"type\":\"FeatureCollection\",\"features\":[" features "]}"

static void rows_are_called_by_their_name_or_number(void **state)
{
    (void)state;
    const char *path =
        write_file("alan.geojson",
                   COLLECTION(FEATURE("{\"id\": 7, \"Adı\": \"Güney\"}", SQUARE) "," FEATURE(
                       "{\"id\": 8, \"Adı\": null}",
                       SQUARE) "," FEATURE("{\"id\": 9}", "null") "," FEATURE("{\"id\": 10, \"Adı\": \"Kuzey\"}",
                                                                              "{\"type\":\"Point\",\"coordinates\":[38,"
                                                                              "37]}") "," FEATURE("{\"Adı\": \"Batı\"}",
                                                                                                  BOW_TIE)));
    struct area_shapes shapes = read_shapes(path, "EPSG:4326");
    assert_int_equal(shapes.count, 3);
    assert_string_equal(shapes.shapes[0].label, "Güney");
    assert_string_equal(shapes.shapes[1].label, "2"); /* its row */
    assert_string_equal(shapes.shapes[2].label, "Batı");
    assert_int_equal(shapes.shapes[0].polygon.part_count, 1);
    assert_int_equal(shapes.shapes[2].polygon.part_count, 2); /* mended */
    assert_true(shapes.shapes[0].polygon.bounds.max_x == 39);
    area_shapes_release(&shapes);
}

static void a_code_where_there_is_no_name(void **state)
{
    (void)state;
    struct area_shapes shapes = read_shapes(
        write_file("kod.geojson", COLLECTION(FEATURE("{\"kod\": \"A-1\", \"nufus\": 5}", SQUARE))), "EPSG:4326");
    assert_string_equal(shapes.shapes[0].label, "A-1");
    area_shapes_release(&shapes);
    shapes = read_shapes(write_file("adsiz.geojson", COLLECTION(FEATURE("{\"nufus\": 5}", SQUARE))), "EPSG:4326");
    assert_string_equal(shapes.shapes[0].label, "1");
    area_shapes_release(&shapes);
}

static void into_the_system_of_the_boundaries(void **state)
{
    (void)state;
    struct area_shapes shapes =
        read_shapes(write_file("alan.geojson", COLLECTION(FEATURE("{\"ad\": \"a\"}", SQUARE))), "EPSG:5257");
    const struct rectangle *bounds = &shapes.shapes[0].polygon.bounds;
    assert_true(fabs(bounds->max_x - 500000) < 1 && bounds->max_y > 4.0e6 && bounds->max_y < 4.3e6);
    area_shapes_release(&shapes);
}

static void a_layer_by_its_name(void **state)
{
    (void)state;
    const char *path = write_file("iki:kat.geojson", COLLECTION(FEATURE("{\"ad\": \"a\"}", SQUARE)));
    struct area_shapes shapes = read_shapes(path, "EPSG:4326"); /* the colon belongs to the name of the file */
    area_shapes_release(&shapes);
    path = write_file("kat.geojson", "{\"type\":\"FeatureCollection\",\"name\":\"alanlar\",\"features\":[" FEATURE(
                                         "{\"ad\": \"a\"}", SQUARE) "]}");
    char words[300];
    snprintf(words, sizeof words, "%s:alanlar", path);
    shapes = read_shapes(words, "EPSG:4326");
    assert_int_equal(shapes.count, 1);
    area_shapes_release(&shapes);
    snprintf(words, sizeof words, "%s:yollar", path);
    refused(words, "yollar");
}

static void what_holds_no_area(void **state)
{
    (void)state;
    refused(write_file("bos.geojson", COLLECTION("")), "");
    refused(write_file("nokta.geojson", COLLECTION(FEATURE("{}", "{\"type\":\"Point\",\"coordinates\":[38,37]}"))),
            "'Point'");
    refused(write_file("metin.txt", "hello"), "");
    refused(in_folder("yok.gpkg"), "no such file");
    refused("https://example.org/alan.geojson", "https://example.org/alan.geojson");
    refused("/vsicurl/https://example.org/alan.geojson", "");
    refused(test_folder, "");
    refused("", "");
    refused(write_file("duz.csv", "ad,WKT\na,\"POLYGON((38 37, 39 37, 39 38, 38 37))\"\n"), "is a text file");
    refused(write_file("cizgi.geojson",
                       COLLECTION(FEATURE("{}", "{\"type\":\"Polygon\",\"coordinates\":[[[38,37],[39,37],[38,37]]]}"))),
            "cizgi.geojson': '1': a polygon encloses no area");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(rows_are_called_by_their_name_or_number),
        cmocka_unit_test(a_code_where_there_is_no_name),
        cmocka_unit_test(into_the_system_of_the_boundaries),
        cmocka_unit_test(a_layer_by_its_name),
        cmocka_unit_test(what_holds_no_area),
    };
    return cmocka_run_group_tests(tests, make_folder, remove_folder);
}
