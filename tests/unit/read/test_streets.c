/* From a file of streets to lines: any line layer, an OpenStreetMap extract, and what is refused. */
#include "base/layers.h"
#include "boundary_files.h"
#include "read/streets.h"
#include "read/walkable.h"

static struct crs degrees, tm30;

static int make_systems(void **state)
{
    return make_folder(state) != 0 || crs_resolve(&degrees, "EPSG:4326", NULL) != MAH_OK ||
           crs_resolve(&tm30, "EPSG:5254", NULL) != MAH_OK;
}

static int release_systems(void **state)
{
    crs_release(&degrees);
    crs_release(&tm30);
    return remove_folder(state);
}

static struct street_record read_with(const struct source *source, const struct crs *working)
{
    struct street_record record;
    struct mah_error err = {0};
    if (streets_read(&record, source, working, &err) != MAH_OK)
        fail_msg("%s", err.message);
    assert_true(record.read == record.used + record.not_walkable + record.filtered + record.no_line);
    return record;
}

static struct street_record read_streets(char *path)
{
    return read_with(&(struct source){.path = path}, &degrees);
}

static void refused_with(const struct source *source, enum mah_status expected, const char *words)
{
    struct street_record record;
    struct mah_error err = {0};
    enum mah_status status = streets_read(&record, source, &degrees, &err);
    if (status != expected || !strstr(err.message, words))
        fail_msg("expected '%s', got %d: %s", words, status, err.message);
    assert_null(record.name);
    assert_int_equal(record.lines.line_count, 0);
}

static void refused(char *path, enum mah_status expected, const char *words)
{
    refused_with(&(struct source){.path = path}, expected, words);
}

#define LINE(coordinates) "{\"type\":\"LineString\",\"coordinates\":[" coordinates "]}"

/* ---- line layers ---- */

static void lines_of_a_geojson(void **state)
{
    (void)state;
    const char *const features[] = {
        "\"ad\": \"Çınar\" |" LINE("[29.5,41.25],[29.75,41.25,12]"),
        "\"ad\": \"ring\" |{\"type\":\"MultiLineString\",\"coordinates\":[[[29,41],[29,42],[30,42],[29,41]],"
        "[[28,41],[28,40]]]}",
        "\"ad\": \"none\" |null",
        "\"ad\": \"point\" |{\"type\":\"Point\",\"coordinates\":[29,41]}",
        "\"ad\": \"area\" |" SQUARE_AT(1, 1),
        "\"ad\": \"empty\" |" LINE(""),
        "\"ad\": \"mixed\" |{\"type\":\"GeometryCollection\",\"geometries\":[" LINE(
            "[29,41],[29,42]") ",{\"type\":\"Point\",\"coordinates\":[29,41]}]}",
        "\"ad\": \"far\" |" LINE("[29,41],[29,95]"),
        NULL};
    struct street_record record = read_streets(write_geojson("yollar.geojson", features));
    assert_string_equal(record.name, "yollar.geojson");
    assert_string_equal(record.format, "GeoJSON");
    assert_string_equal(record.crs, "EPSG:4326 WGS 84");
    assert_int_equal(record.read, 8);
    assert_int_equal(record.used, 2);
    assert_int_equal(record.no_line, 6);
    assert_int_equal(record.lines.line_count, 3);
    assert_int_equal(record.lines.vertex_count, 8);
    assert_int_equal(record.lines.line_start[1], 2);
    assert_int_equal(record.lines.line_start[2], 6);
    assert_int_equal(record.lines.line_start[3], 8);
    assert_true(record.lines.vertices[1].x == 29.75 && record.lines.vertices[1].y == 41.25);
    assert_true(record.lines.vertices[5].x == 29 && record.lines.vertices[5].y == 41);
    street_record_release(&record);
    street_record_release(&record);
}

static void into_the_working_system(void **state)
{
    (void)state;
    /* On the central meridian of the zone: x is the false easting, 500 km. */
    const char *const features[] = {"\"a\": 1 |" LINE("[30,40],[30,41]"), "\"a\": 2 |" LINE("[30,40],[120,89.9]"),
                                    NULL};
    struct source source = {.path = write_geojson("derece.geojson", features)};
    struct street_record record = read_with(&source, &tm30);
    assert_true(fabs(record.lines.vertices[0].x - 500000) < 1e-6);
    assert_true(fabs(record.lines.vertices[1].y - record.lines.vertices[0].y - 111042) < 200);
    street_record_release(&record);
}

static char *write_layer(const char *name, const char *driver, int epsg, OGRwkbGeometryType type, const char *wkt)
{
    char *path = in_folder(name);
    GDALDatasetH dataset = GDALCreate(GDALGetDriverByName(driver), path, 0, 0, 0, GDT_Unknown, NULL);
    OGRSpatialReferenceH reference = NULL;
    if (epsg > 0) {
        reference = OSRNewSpatialReference(NULL);
        assert_int_equal(OSRImportFromEPSG(reference, epsg), OGRERR_NONE);
    }
    OGRLayerH layer = GDALDatasetCreateLayer(dataset, "yollar", reference, type, NULL);
    OGRFeatureH feature = OGR_F_Create(OGR_L_GetLayerDefn(layer));
    OGRGeometryH geometry = NULL;
    char *text = (char *)(uintptr_t)wkt; /* GDAL moves the pointer only */
    if (wkt) {
        assert_int_equal(OGR_G_CreateFromWkt(&text, NULL, &geometry), OGRERR_NONE);
        assert_int_equal(OGR_F_SetGeometryDirectly(feature, geometry), OGRERR_NONE);
    }
    assert_int_equal(OGR_L_CreateFeature(layer, feature), OGRERR_NONE);
    OGR_F_Destroy(feature);
    if (reference)
        OSRRelease(reference);
    GDALClose(dataset);
    return path;
}

static void lines_of_a_geopackage(void **state)
{
    (void)state;
    char *path = write_layer("yollar.gpkg", "GPKG", 5254, wkbMultiLineString,
                             "MULTILINESTRING ((500000 4400000, 500100 4400000), (0 0, 3 4))");
    struct street_record record = read_with(&(struct source){.path = path}, &tm30);
    assert_string_equal(record.format, "GeoPackage");
    assert_int_equal(record.lines.line_count, 2);
    assert_true(record.lines.vertices[1].x == 500100 && record.lines.vertices[3].y == 4);
    street_record_release(&record);
    path = write_layer("arc.gpkg", "GPKG", 5254, wkbCompoundCurve, "COMPOUNDCURVE (CIRCULARSTRING (0 0, 1 1, 2 0))");
    record = read_with(&(struct source){.path = path}, &tm30);
    assert_true(record.lines.vertex_count > 10);
    street_record_release(&record);
}

static void what_is_no_layer_of_streets(void **state)
{
    (void)state;
    refused(write_layer("durak.gpkg", "GPKG", 5254, wkbPoint, "POINT (1 1)"), MAH_BAD_SOURCE,
            "holds geometries of type 'Point'; streets must be lines");
    refused(write_layer("alan.gpkg", "GPKG", 5254, wkbPolygon, "POLYGON ((0 0, 1 0, 1 1, 0 0))"), MAH_BAD_SOURCE,
            "holds geometries of type 'Polygon'; streets must be lines");
    refused(write_layer("tablo.gpkg", "GPKG", 0, wkbNone, NULL), MAH_BAD_SOURCE,
            "has no geometry; streets must be lines");
    refused(write_layer("sistemsiz.shp", "ESRI Shapefile", 0, wkbLineString, "LINESTRING (0 0, 1 1)"), MAH_BAD_SOURCE,
            "does not say in which reference system its coordinates are");
    refused(write_file("yollar.csv", "ad,x\nÇınar,1\n"), MAH_BAD_SOURCE, "is a text file");
    refused(in_folder("none.gpkg"), MAH_BAD_SOURCE, "none.gpkg");
    struct source named = {.path = in_folder("sistemsiz.shp"), .crs = "EPSG:4326"};
    struct street_record record = read_with(&named, &degrees);
    assert_int_equal(record.used, 1);
    street_record_release(&record);
    named.crs = "EPSG:99999999";
    refused_with(&named, MAH_BAD_USAGE, "crs of '");
}

static void the_one_layer_of_lines(void **state)
{
    (void)state;
    char *path = in_folder("karma.gpkg");
    GDALDatasetH dataset = GDALCreate(GDALGetDriverByName("GPKG"), path, 0, 0, 0, GDT_Unknown, NULL);
    static const struct {
        const char *name;
        OGRwkbGeometryType type;
        const char *wkt;
    } layers[] = {{"duraklar", wkbPoint, "POINT (1 1)"},
                  {"yollar", wkbLineString, "LINESTRING (1 1, 2 2)"},
                  {"adalar", wkbPolygon, "POLYGON ((0 0, 1 0, 1 1, 0 0))"}};
    for (size_t i = 0; i < sizeof layers / sizeof *layers; i++) {
        OGRLayerH layer = GDALDatasetCreateLayer(dataset, layers[i].name, NULL, layers[i].type, NULL);
        OGRFeatureH feature = OGR_F_Create(OGR_L_GetLayerDefn(layer));
        char *text = (char *)(uintptr_t)layers[i].wkt;
        OGRGeometryH geometry = NULL;
        assert_int_equal(OGR_G_CreateFromWkt(&text, NULL, &geometry), OGRERR_NONE);
        assert_int_equal(OGR_F_SetGeometryDirectly(feature, geometry), OGRERR_NONE);
        assert_int_equal(OGR_L_CreateFeature(layer, feature), OGRERR_NONE);
        OGR_F_Destroy(feature);
    }
    GDALClose(dataset);
    struct source source = {.path = path, .crs = "EPSG:4326"};
    struct street_record record = read_with(&source, &degrees);
    assert_int_equal(record.used, 1);
    street_record_release(&record);
    source.layer = "duraklar";
    refused_with(&source, MAH_BAD_SOURCE, "streets must be lines");
    source.layer = "sokaklar";
    refused_with(&source, MAH_BAD_SOURCE, "(layers: duraklar, yollar, adalar)");
}

static void not_one_usable_street(void **state)
{
    (void)state;
    const char *const none[] = {NULL};
    refused(write_geojson("bos.geojson", none), MAH_BAD_DATA, "holds no street");
    const char *const nothing[] = {"\"a\": 1 |{\"type\":\"Point\",\"coordinates\":[1,1]}", "\"a\": 2 |" SQUARE_AT(1, 1),
                                   NULL};
    struct source source = {.path = write_geojson("hic.geojson", nothing), .where = "a = 2"};
    refused_with(&source, MAH_BAD_DATA,
                 "holds no usable street in 2 rows (set aside by where: 1, not walkable: 0, without a line: 1)");
    const char *const metres[] = {"\"a\": 1 |" LINE("[500000,4400000],[500001,4400000]"), NULL};
    refused(write_geojson("metre.geojson", metres), MAH_BAD_SOURCE,
            "has the coordinates 500000 4400000, impossible in 'WGS 84'; say which reference system it is");
}

static void only_some_rows(void **state)
{
    (void)state;
    const char *const features[] = {"\"tür\": \"cadde\", \"şerit\": 4 |" LINE("[1,1],[2,2]"),
                                    "\"tür\": \"Sokak\", \"şerit\": 1 |" LINE("[3,3],[4,4]"),
                                    "\"tür\": null, \"şerit\": 2 |" LINE("[5,5],[6,6]"), NULL};
    struct source source = {.path = write_geojson("where.geojson", features)};
    source.where = "\"tür\" = 'Sokak' or \"şerit\" > 2";
    struct street_record record = read_with(&source, &degrees);
    assert_int_equal(record.used, 2);
    assert_int_equal(record.filtered, 1);
    assert_true(record.lines.vertices[2].x == 3);
    street_record_release(&record);
    source.where = "tip = 1";
    refused_with(&source, MAH_BAD_USAGE, "tip");
    source.where = "\"tür\" =";
    refused_with(&source, MAH_BAD_USAGE, "where");
}

/* ---- OpenStreetMap ---- */

/* A way from node 1 to node 2 for each list of tags: "highway=footway foot=no". */
static char *write_osm(const char *name, const char *const *ways)
{
    struct text text = TEXT_EMPTY;
    text_add(&text, "<?xml version='1.0' encoding='UTF-8'?>\n<osm version=\"0.6\">\n"
                    "<node id=\"1\" lat=\"41.5\" lon=\"29.25\"/><node id=\"2\" lat=\"41.5\" lon=\"29.5\"/>\n");
    for (int i = 0; ways[i]; i++) {
        text_add_format(&text, "<way id=\"%d\"><nd ref=\"1\"/><nd ref=\"2\"/>", i + 1);
        for (const char *at = ways[i]; *at; at += strspn(at, " ")) {
            int key = (int)strcspn(at, "="), value = (int)strcspn(at + key + 1, " ");
            text_add_format(&text, "<tag k=\"%.*s\" v=\"%.*s\"/>", key, at, value, at + key + 1);
            at += key + 1 + value;
        }
        text_add(&text, "</way>\n");
    }
    text_add(&text, "</osm>\n");
    char *bytes = text_take(&text);
    char *path = write_file(name, bytes);
    memory_free(bytes);
    return path;
}

static void the_walkable_ways_of_an_extract(void **state)
{
    (void)state;
    const char *const ways[] = {"highway=residential", "highway=steps access=yes",      "highway=platform",
                                "highway=motorway",    "highway=motorway foot=yes",     "waterway=river",
                                "highway=trunk",       "highway=trunk foot=designated", NULL};
    char *path = write_osm("sehir.osm", ways);
    struct street_record record = read_streets(path);
    assert_string_equal(record.format, "OpenStreetMap");
    assert_string_equal(record.crs, "EPSG:4326 WGS 84");
    assert_int_equal(record.read, 8);
    assert_int_equal(record.used, 4);
    assert_int_equal(record.not_walkable, 4);
    assert_true(record.lines.vertices[0].x == 29.25 && record.lines.vertices[1].x == 29.5);
    street_record_release(&record);
    struct source source = {.path = path, .where = "highway <> 'steps'"};
    record = read_with(&source, &degrees);
    assert_int_equal(record.filtered, 2); /* the river has no highway: unknown */
    assert_int_equal(record.used, 3);
    street_record_release(&record);
    const char *const rivers[] = {"waterway=river", NULL};
    refused(write_osm("nehir.osm", rivers), MAH_BAD_DATA, "not walkable: 1");
}

/* Is a way with these tags walkable, by the file that comes with the program? */
static bool may_walk(const char *tags)
{
    struct walkable walkable;
    assert_int_equal(walkable_read(&walkable, NULL), MAH_OK);
    struct slice values[WALKABLE_TAGS_AT_MOST];
    for (size_t i = 0; i < walkable.tag_count; i++)
        values[i] = osm_other_tag(tags, walkable.tags[i]);
    assert_string_equal(walkable.tags[0], "highway");
    bool allows = walkable_allows(&walkable, values);
    walkable_release(&walkable);
    return allows;
}

static void tags_decide_who_may_walk(void **state)
{
    (void)state;
    static const char *const open[] = {
        "\"highway\"=>\"footway\"",
        "\"highway\"=>\"service\",\"access\"=>\"private\",\"foot\"=>\"yes\"",
        "\"foot\"=>\"designated\",\"highway\"=>\"trunk_link\"",
        "\"highway\"=>\"trunk\",\"sidewalk\"=>\"both\"",
        "\"highway\"=>\"primary\",\"access\"=>\"permissive\"",
        "\"name\"=>\"\\\"highway\\\"=>\\\"motorway\\\"\",\"highway\"=>\"path\"",
    };
    static const char *const closed[] = {
        "",
        "\"lit\"=>\"yes\"",
        "\"highway\"=>\"motorway_link\",\"foot\"=>\"yes\"",
        "\"highway\"=>\"construction\"",
        "\"highway\"=>\"never_heard_of\"",
        "\"highway\"=>\"footway\",\"foot\"=>\"no\"",
        "\"highway\"=>\"service\",\"access\"=>\"private\"",
        "\"highway\"=>\"service\",\"access\"=>\"no\"",
        "\"highway\"=>\"trunk\"",
        "\"highway\"=>\"trunk\",\"sidewalk\"=>\"no\"",
        "\"highway\"=>\"trunk\",\"sidewalk\"=>\"both\",\"motorroad\"=>\"yes\"",
        "\"name\"=>\"a\\\\\",\"foot\"=>\"no\",\"highway\"=>\"path\"",
        "\"highway\"=>\"path",
        "\"highway\"",
        "highway",
    };
    for (size_t i = 0; i < sizeof open / sizeof *open; i++)
        if (!may_walk(open[i]))
            fail_msg("closed: %s", open[i]);
    for (size_t i = 0; i < sizeof closed / sizeof *closed; i++)
        if (may_walk(closed[i]))
            fail_msg("open: %s", closed[i]);
    struct slice none = osm_other_tag(NULL, "highway");
    assert_null(none.bytes);
}

static void a_list_of_ones_own(void **state)
{
    (void)state;
    struct walkable walkable;
    struct mah_error err;
    layers_set_folder(test_folder);
    write_file("walkable.csv", "tag,value,walk\nhighway,footway,perhaps\n");
    assert_int_equal(walkable_read(&walkable, &err), MAH_BAD_SOURCE);
    assert_string_equal(err.message,
                        "'walkable.csv': walk is 'perhaps' for the tag 'highway'; yes, no and foot are allowed");
    walkable_release(&walkable);
    write_file("walkable.csv", "tag,walk\nhighway,yes\n");
    assert_int_equal(walkable_read(&walkable, &err), MAH_BAD_SOURCE);
    assert_string_equal(err.message, "'walkable.csv' must have the columns tag, value, walk");
    walkable_release(&walkable);
    write_file("walkable.csv", "tag,value,walk\nhighway,motorway,yes\n");
    assert_true(may_walk("\"highway\"=>\"motorway\""));
    assert_false(may_walk("\"highway\"=>\"footway\""));
    assert_int_equal(unlink(in_folder("walkable.csv")), 0);
    layers_set_folder(NULL);
}

static void an_extract_is_for_streets_only(void **state)
{
    (void)state;
    const char *const ways[] = {"highway=residential", NULL};
    expect_path_fails(write_osm("sinir.osm", ways), MAH_BAD_SOURCE,
                      "is an OpenStreetMap extract: it can be used for streets only");
}

static void extracts_that_are_cut_off_or_none(void **state)
{
    (void)state;
    const char *const ways[] = {"highway=residential", NULL};
    char *path = write_osm("kesik.osm", ways);
    assert_int_equal(truncate(path, 250), 0);
    refused(path, MAH_BAD_SOURCE, "kesik.osm' is damaged or cut off");
    refused(write_file("x.osm.pbf", "no extract at all"), MAH_BAD_SOURCE, "is no OpenStreetMap file");
    refused(write_file("y.osm", "<kml></kml>"), MAH_BAD_SOURCE, "y.osm'");
    char *packed = write_file("z.osm.bz2", "BZh91AY");
    refused(packed, MAH_BAD_SOURCE, "is compressed: unpack it first");
}

/* ---- running out of memory ---- */

static void without_memory(void **state)
{
    (void)state;
    const char *const ways[] = {"highway=residential name=a", "highway=motorway name=b", "highway=path name=a", NULL};
    struct source source = {.path = write_osm("bellek.osm", ways), .where = "name = 'a'"};
    enum mah_status status = MAH_NO_MEMORY;
    size_t failures = 0;
    for (size_t nth = 1; status != MAH_OK && nth < 2000; nth++) {
        struct street_record record;
        memory_fail_from(nth);
        status = streets_read(&record, &source, &degrees, NULL);
        memory_fail_from(0);
        assert_true(status == MAH_OK || status == MAH_NO_MEMORY);
        failures += status != MAH_OK;
        street_record_release(&record);
    }
    assert_int_equal(status, MAH_OK);
    assert_true(failures > 20);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(lines_of_a_geojson),
        cmocka_unit_test(into_the_working_system),
        cmocka_unit_test(lines_of_a_geopackage),
        cmocka_unit_test(what_is_no_layer_of_streets),
        cmocka_unit_test(the_one_layer_of_lines),
        cmocka_unit_test(not_one_usable_street),
        cmocka_unit_test(only_some_rows),
        cmocka_unit_test(the_walkable_ways_of_an_extract),
        cmocka_unit_test(tags_decide_who_may_walk),
        cmocka_unit_test(a_list_of_ones_own),
        cmocka_unit_test(an_extract_is_for_streets_only),
        cmocka_unit_test(extracts_that_are_cut_off_or_none),
        cmocka_unit_test(without_memory),
    };
    return cmocka_run_group_tests(tests, make_systems, release_systems);
}
