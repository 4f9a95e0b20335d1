/* Is plain GeoJSON read as GDAL reads it, and everything else left to GDAL? */
#include "plain_files.h"

static const char head[] = "{\"type\":\"FeatureCollection\",";
#define RING "[[29,41],[29.5,41],[29.5,41.25],[29,41]]"
#define HOLE "[[29.1,41.01],[29.2,41.01],[29.2,41.02],[29.1,41.01]]"
#define POLYGON "{\"type\":\"Polygon\",\"coordinates\":[" RING "]}"
#define FEATURE(properties, geometry) "{\"type\":\"Feature\",\"properties\":{" properties "},\"geometry\":" geometry "}"
#define ONE(properties) "\"features\":[" FEATURE(properties, POLYGON) "]}"

static char *write_collection(const char *rest)
{
    char text[8192];
    snprintf(text, sizeof text, "%s%s", head, rest);
    return write_file("plain.geojson", text);
}

static void expect(bool plain, const char *rest)
{
    if (is_plain_file(write_collection(rest)) != plain)
        fail_msg("%s plain: %s", plain ? "should be" : "should not be", rest);
}

static void test_usual_files_are_read_the_same(void **state)
{
    (void)state;
    expect(true, ONE("\"id\":7,\"name\":\"Moda\""));
    expect(true, ONE("\"fid\":1,\"FID\":2,\"Id\":3"));
    expect(true, ONE("\"id\":\"way/7\",\"name\":\"Moda\""));
    expect(true, "\"features\":[" FEATURE("\"a\":0,\"id\":-7", POLYGON) "," FEATURE("\"a\":1,\"id\":-7", POLYGON) "]}");
    expect(true, " \"name\": \"mahalle\",\n \"crs\": { \"type\": \"name\", \"properties\": { \"name\": "
                 "\"urn:ogc:def:crs:OGC:1.3:CRS84\" } },\n " ONE("\"kod\":\"k1\""));
    expect(true, "\"features\":[" FEATURE("\"k\":1,\"n\":\" a \"", POLYGON) "," FEATURE(
                     "\"k\":-999999999999,\"n\":null",
                     "{ \"type\": \"MultiPolygon\", \"coordinates\": [[" RING "," HOLE "],[" RING "]] }") "]}\n\n");
    expect(true, ONE("\"a\":0.1,\"b\":123456789012345.0,\"c\":12345.6789012345,\"d\":9007199254740993.5,\"e\":0."
                     "000000000000001,\"f\":0.0,\"g\":10.0e-1"));
    expect(true, ONE("\"a\":1.50,\"b\":1e3,\"c\":-0.25,\"d\":2.0,\"e\":12345678901234567.0,\"f\":0"));
    expect(true, ONE("\"a\":true,\"b\":[1,\"x\",{\"y\":null}],\"c\":{\"d\":{}},\"e\":\"2024-05-01\",\"f\":\"12:30\""));
    expect(true,
           ONE("\"a\":\"\\u0130stasyon \\\"\\\\\\/\\t\\u00e7\",\"\\u015f\":\"Şahinbey\",\"b\":\"\",\"c\":\"  \""));
    expect(true, ONE("\"a\":\"100. Yıl\",\"b\":\"Kavaklı-2\",\"c\":\"007\",\"d\":\"1/2\""));
    expect(true, "\"features\":[" FEATURE("\"k\":1", POLYGON) "," FEATURE("\"k\":2.5", POLYGON) "," FEATURE(
                     "\"k\":\"x\"", POLYGON) "]}");
    expect(true, "\"features\":[" FEATURE("\"k\":null,\"n\":null", POLYGON) "]}");
    /* Of no area, touching itself, of one vertex twice: what is wrong with it is found later. */
    expect(true, "\"features\":[" FEATURE("\"k\":1",
                                          "{\"type\":\"Polygon\",\"coordinates\":[[[1,2],[1,2],[1,2],[1,2]]]}") "]}");
}

static void test_the_rest_is_left_to_gdal(void **state)
{
    (void)state;
    static const char *const geometries[] = {
        "null",
        "{\"type\":\"Point\",\"coordinates\":[29,41]}",
        "{\"type\":\"Polygon\",\"coordinates\":[]}",
        "{\"type\":\"MultiPolygon\",\"coordinates\":[]}",
        "{\"type\":\"Polygon\",\"coordinates\":[[[29,41,5],[29.5,41,5],[29.5,41.25,5],[29,41,5]]]}",
        "{\"type\":\"Polygon\",\"coordinates\":[[[29,41],[29.5,41],[29.5,41.25]]]}",
        "{\"type\":\"Polygon\",\"coordinates\":[[[29,41],[29.5,41],[29,41]]]}",
        "{\"type\":\"Polygon\",\"coordinates\":[[[-0,41],[29.5,41],[29.5,41.25],[-0,41]]]}",
        "{\"type\":\"Polygon\",\"coordinates\":[[[29,41],[1e999,41],[29.5,41.25],[29,41]]]}",
        "{\"type\":\"Polygon\",\"coordinates\":[[[29,41],[NaN,41],[29.5,41.25],[29,41]]]}",
        "{\"coordinates\":[" RING "],\"type\":\"Polygon\"}",
        "{\"type\":\"Polygon\",\"coordinates\":[" RING "],\"bbox\":[29,41,30,42]}",
        "{\"type\":\"GeometryCollection\",\"geometries\":[" POLYGON "]}",
    };
    for (size_t i = 0; i < sizeof geometries / sizeof *geometries; i++) {
        char rest[1024];
        snprintf(rest, sizeof rest, "\"features\":[{\"type\":\"Feature\",\"properties\":{\"k\":1},\"geometry\":%s}]}",
                 geometries[i]);
        expect(false, rest);
    }
    static const char *const collections[] = {
        "\"features\":[]}",
        "\"features\":[" FEATURE("", POLYGON) "]}",
        "\"features\":[" FEATURE("\"k\":1", POLYGON) "," FEATURE("\"k\":1,\"n\":2", POLYGON) "]}",
        "\"features\":[" FEATURE("\"k\":1,\"n\":2", POLYGON) "," FEATURE("\"n\":1,\"k\":2", POLYGON) "]}",
        "\"features\":[" FEATURE("\"k\":1,\"k\":2", POLYGON) "]}",
        "\"features\":[" FEATURE("\"k\":1,\"\\u006b\":2", POLYGON) "]}",
        "\"features\":[{\"type\":\"Feature\",\"id\":5,\"properties\":{\"k\":1},\"geometry\":" POLYGON "}]}",
        "\"features\":[" FEATURE("\"id\":1", POLYGON) "," FEATURE("\"id\":null", POLYGON) "]}",
        "\"features\":[" FEATURE("\"id\":\"a\"", POLYGON) "," FEATURE("\"id\":1", POLYGON) "]}",
        ONE("\"id\":null"),
        ONE("\"id\":true"),
        ONE("\"id\":1.5"),
        "\"bbox\":[1,2,3,4]," ONE("\"k\":1"),
        "\"crs\":{\"type\":\"name\",\"properties\":{\"name\":\"urn:ogc:def:crs:EPSG::5254\"}}," ONE("\"k\":1"),
        ONE("\"k\":1") "x",
        "\"features\":[" FEATURE("\"k\":1", POLYGON) ",]}",
        "\"features\":[" FEATURE("\"k\":1", POLYGON) "]",
        ONE("\"k\":01"),
        ONE("\"k\":'a'"),
        ONE("k:1"),
        ONE("\"k\":\"\\ud83d\\ude00\""),
        ONE("\"k\":\"\\x\""),
        ONE("\"k\":\"a\xC5\""),
        ONE("\"k\":\"a\tb\""),
        ONE("\"k\":[\"\\q\"]"),
    };
    for (size_t i = 0; i < sizeof collections / sizeof *collections; i++)
        expect(false, collections[i]);
}

static void test_columns_of_mixed_kinds_are_not_uniform(void **state)
{
    (void)state;
    struct source source = {.path = write_collection("\"features\":[" FEATURE(
                                "\"whole\":1,\"mixed\":1,\"time\":\"1:20\"",
                                POLYGON) "," FEATURE("\"whole\":2,\"mixed\":1.5,\"time\":\"a\"", POLYGON) "]}")};
    struct plain_layer layer;
    bool is_plain = false;
    assert_int_equal(plain_layer_read(&layer, &is_plain, &source, NULL), MAH_OK);
    assert_true(is_plain);
    assert_true(plain_layer_is_uniform(&layer, 0));
    assert_false(plain_layer_is_uniform(&layer, 1));
    assert_false(plain_layer_is_uniform(&layer, 2));
    plain_layer_release(&layer);
}

static void test_an_encoding_or_a_layer_that_is_named_is_gdals_affair(void **state)
{
    (void)state;
    char *path = write_collection(ONE("\"k\":1"));
    struct source in_1254 = {.path = path, .encoding = (char *)"windows-1254"};
    struct source automatic = {.path = path, .encoding = (char *)"auto"};
    struct source layer = {.path = path, .layer = (char *)"plain"};
    assert_false(is_plain_source(&in_1254));
    assert_true(is_plain_source(&automatic));
    assert_false(is_plain_source(&layer));
}

/* Thousands of files with one place altered: whatever is still plain, GDAL reads, and the same. */
static void test_altered_files_are_read_the_same(void **state)
{
    (void)state;
    static const char rest[] =
        "\"name\":\"m\",\"features\":[" FEATURE("\"kod\":12,\"ad\":\"Moda\",\"y\":1.25", POLYGON) "," FEATURE(
            "\"kod\":13,\"ad\":\"\\u015eeker\",\"y\":null",
            "{\"type\":\"MultiPolygon\",\"coordinates\":[[" RING "," HOLE "]]}") "]}";
    static const char letters[] = "{}[],:\"\\ -+.0123456789eEuntabdfrlsPMxyzk\xC5\x9F\xFF\t\n";
    char text[2048];
    uint32_t state_of_chance = 20260101;
    size_t plain = 0;
    for (int i = 0; i < 6000; i++) {
        int length = snprintf(text, sizeof text, "%s%s", head, rest);
        size_t at = any_below(&state_of_chance, (size_t)length), way = any_below(&state_of_chance, 4);
        if (way == 0)
            memmove(text + at, text + at + 1, (size_t)length - at);
        else if (way == 1)
            memmove(text + at + 1, text + at, (size_t)length - at + 1);
        else if (way == 2)
            memmove(text + at, text + any_below(&state_of_chance, (size_t)length - 8), at + 8 < (size_t)length ? 3 : 1);
        if (way == 1 || way == 3)
            text[at] = letters[any_below(&state_of_chance, sizeof letters - 1)];
        unlink(in_folder("plain.geojson")); /* a file cut to nothing and written again is flushed to disk each time */
        plain += is_plain_file(write_file("plain.geojson", text));
    }
    assert_true(plain > 300); /* else the comparison says little */
}

static void test_memory_that_runs_out_is_said(void **state)
{
    (void)state;
    struct source source = {.path = write_collection(ONE("\"kod\":\"k1\",\"ad\":\"Moda\""))};
    size_t failures = 0;
    for (size_t nth = 1; nth < 200; nth++) {
        struct plain_layer layer;
        bool is_plain = true;
        memory_fail_from(nth);
        enum mah_status status = plain_layer_read(&layer, &is_plain, &source, NULL);
        memory_fail_from(0);
        plain_layer_release(&layer);
        if (status == MAH_OK && is_plain)
            break;
        assert_false(is_plain);
        failures += status == MAH_NO_MEMORY;
    }
    assert_true(failures > 5);
}

static void test_real_boundaries_are_plain(void **state)
{
    (void)state;
    static const char *const names[] = {
        "data/tr-mahalle-boundaries/istanbul_mahalle.geojson", "data/tr-mahalle-boundaries/gaziantep_mahalle.geojson",
        "data/tr-mahalle-boundaries/bursa_mahalle.geojson",    "data/tr-mahalle-boundaries/istanbul_ilce.geojson",
        "data/tr-mahalle-boundaries/gaziantep_ilce.geojson",   "data/tr-mahalle-boundaries/bursa_ilce.geojson"};
    expect_real_ones_plain(names, sizeof names / sizeof *names);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_usual_files_are_read_the_same),
        cmocka_unit_test(test_the_rest_is_left_to_gdal),
        cmocka_unit_test(test_columns_of_mixed_kinds_are_not_uniform),
        cmocka_unit_test(test_an_encoding_or_a_layer_that_is_named_is_gdals_affair),
        cmocka_unit_test(test_altered_files_are_read_the_same),
        cmocka_unit_test(test_memory_that_runs_out_is_said),
        cmocka_unit_test(test_real_boundaries_are_plain),
    };
    return cmocka_run_group_tests(tests, make_folder, remove_folder);
}
