/* Formats, encodings and reference systems in which boundaries come, and files that are not what they should be. */
#include <cpl_conv.h>
#include <cpl_string.h>

#include "boundary_files.h"

/* A layer made with GDAL: rows of a code, a name as raw bytes, and a geometry as WKT. */
struct made_row {
    int code;
    const char *name, *wkt;
};

static char *make_layer(const char *driver, const char *file, const char *layer, int epsg, OGRwkbGeometryType type,
                        const char *encoding, const struct made_row *rows, size_t count, bool append)
{
    char *path = in_folder(file);
    GDALDatasetH dataset = append ? GDALOpenEx(path, GDAL_OF_UPDATE | GDAL_OF_VECTOR, NULL, NULL, NULL)
                                  : GDALCreate(GDALGetDriverByName(driver), path, 0, 0, 0, GDT_Unknown, NULL);
    assert_non_null(dataset);
    OGRSpatialReferenceH crs = NULL;
    if (epsg) {
        crs = OSRNewSpatialReference(NULL);
        assert_int_equal(OSRImportFromEPSG(crs, epsg), OGRERR_NONE);
        OSRSetAxisMappingStrategy(crs, OAMS_TRADITIONAL_GIS_ORDER);
    }
    char **options = encoding ? CSLSetNameValue(NULL, "ENCODING", encoding) : NULL;
    OGRLayerH made = GDALDatasetCreateLayer(dataset, layer, crs, type, options);
    assert_non_null(made);
    CSLDestroy(options);
    OGRFieldDefnH code = OGR_Fld_Create("kod", OFTInteger), name = OGR_Fld_Create("ad", OFTString);
    OGR_L_CreateField(made, code, TRUE);
    OGR_L_CreateField(made, name, TRUE);
    OGR_Fld_Destroy(code);
    OGR_Fld_Destroy(name);
    for (size_t i = 0; i < count; i++) {
        OGRFeatureH feature = OGR_F_Create(OGR_L_GetLayerDefn(made));
        OGR_F_SetFieldInteger(feature, OGR_F_GetFieldIndex(feature, "kod"), rows[i].code);
        OGR_F_SetFieldString(feature, OGR_F_GetFieldIndex(feature, "ad"), rows[i].name);
        char *wkt = CPLStrdup(rows[i].wkt), *at = wkt;
        OGRGeometryH geometry = NULL;
        assert_int_equal(OGR_G_CreateFromWkt(&at, NULL, &geometry), OGRERR_NONE);
        CPLFree(wkt);
        OGR_F_SetGeometryDirectly(feature, geometry);
        assert_int_equal(OGR_L_CreateFeature(made, feature), OGRERR_NONE);
        OGR_F_Destroy(feature);
    }
    if (crs)
        OSRRelease(crs);
    GDALClose(dataset);
    return path;
}

static const struct made_row squares[] = {
    {2, "Şahinbey İğdeli",
     "POLYGON ((500000 4100000, 501000 4100000, 501000 4101000, 500000 4101000, 500000 4100000))"},
    {1, "Akyol", "POLYGON ((502000 4100000, 503000 4100000, 503000 4101000, 502000 4101000, 502000 4100000))"},
};

static void expect_squares(const struct boundary_set *set)
{
    assert_int_equal(set->count, 2);
    assert_string_equal(set->mahalle[0].code, "1");
    assert_string_equal(set->mahalle[1].name, "Şahinbey İğdeli");
    assert_string_equal(set->crs.definition, "EPSG:5256");
    assert_true(fabs(set->mahalle[1].area_km2 - 1) < 1e-3);
    assert_true(set->mahalle[1].polygon.bounds.min_x == 500000); /* east first, whatever the register says */
}

static void from_every_format(void **state)
{
    (void)state;
    static const char *const formats[][2] = {
        {"GPKG", "a.gpkg"}, {"FlatGeobuf", "a.fgb"}, {"ESRI Shapefile", "a.shp"}, {"SQLite", "a.sqlite"}};
    for (int i = 0; i < 4; i++) {
        bool shapefile = i == 2;
        char *path = make_layer(formats[i][0], formats[i][1], "a", 5256, wkbPolygon, shapefile ? "CP1254" : NULL,
                                squares, 2, false);
        struct boundary_set *set = read_path(path);
        expect_squares(set);
        boundary_set_free(set);
    }
}

/* The layer's own row number, where it has no better code. */
static void the_row_number_of_a_geopackage(void **state)
{
    (void)state;
    char *path = make_layer("GPKG", "fid.gpkg", "a", 5256, wkbPolygon, NULL, squares, 2, false);
    struct field_choice choice = {.field = "mah_code", .column = "fid"};
    struct source source = {.path = path, .fields = &choice, .field_count = 1};
    struct boundary_set *set = read_source(&source, NULL);
    assert_string_equal(set->mahalle[0].name, "Şahinbey İğdeli"); /* row 1 */
    boundary_set_free(set);
}

static void shapefiles_of_turkish_computers(void **state)
{
    (void)state;
    char *path = make_layer("ESRI Shapefile", "w.shp", "w", 5256, wkbPolygon, "CP1254", squares, 2, false);
    assert_int_equal(remove(in_folder("w.cpg")), 0); /* lost on the way */
    struct boundary_set *set = read_path(path);
    expect_squares(set);
    boundary_set_free(set);
    /* "The ANSI code page": GDAL would read it as that of Western Europe. */
    FILE *table = fopen(in_folder("w.dbf"), "r+b");
    assert_non_null(table);
    assert_int_equal(fseek(table, 29, SEEK_SET), 0);
    assert_int_equal(fputc(0x57, table), 0x57);
    assert_int_equal(fclose(table), 0);
    set = read_path(path);
    expect_squares(set);
    boundary_set_free(set);
}

static void the_encoding_that_the_user_names(void **state)
{
    (void)state;
    char *path = make_layer("ESRI Shapefile", "n.shp", "n", 5256, wkbPolygon, "CP1254", squares, 2, false);
    write_file("n.cpg", "ISO-8859-1"); /* a lie */
    struct source source = {.path = path, .encoding = "windows-1254"};
    struct boundary_set *set = read_source(&source, NULL);
    expect_squares(set);
    boundary_set_free(set);
    source.encoding = "iso-8859-9";
    set = read_source(&source, NULL);
    expect_squares(set);
    boundary_set_free(set);
    path = make_layer("ESRI Shapefile", "u.shp", "u", 5256, wkbPolygon, "UTF-8", squares, 2, false);
    write_file("u.cpg", "1254");
    source.path = path;
    source.encoding = "utf-8";
    set = read_source(&source, NULL);
    expect_squares(set);
    boundary_set_free(set);
    source.encoding = "klingon";
    expect_failure(&source, MAH_BAD_USAGE, "unknown encoding 'klingon'");
}

static void the_reference_system(void **state)
{
    (void)state;
    char *path = make_layer("ESRI Shapefile", "nocrs.shp", "nocrs", 0, wkbPolygon, NULL, squares + 1, 1, false);
    expect_path_fails(path, MAH_BAD_SOURCE, "does not say in which reference system");
    struct source source = {.path = path, .crs = "EPSG:5256"};
    struct boundary_set *set = read_source(&source, NULL);
    assert_string_equal(set->crs.name, "TUREF / TM36");
    boundary_set_free(set);
    source.crs = "EPSG:4326"; /* degrees they are not */
    expect_failure(&source, MAH_BAD_SOURCE, "has the coordinates 502000 4100000, impossible in 'WGS 84'");
    source.crs = "my own";
    expect_failure(&source, MAH_BAD_USAGE, "nocrs.shp': unknown reference system 'my own'");
    source.crs = "EPSG:999999";
    expect_failure(&source, MAH_BAD_USAGE, "crs of '");
    const char *const named[] = {"\"id\": 1 | " SQUARE_AT(0, 0), NULL};
    source = (struct source){.path = write_geojson("good.geojson", named), .crs = "EPSG:999999"};
    expect_failure(&source, MAH_BAD_USAGE, "good.geojson': unknown reference system 'EPSG:999999'");
    const char *const metres[] = {"\"id\": 1 | [[500000,4100000],[501000,4100000],[501000,4101000],[500000,4100000]]",
                                  NULL};
    expect_path_fails(write_geojson("metres.geojson", metres), MAH_BAD_SOURCE, "crs: EPSG:...");
}

/* GeoJSON without a feature has no columns either; what it lacks is not a column. */
static void a_file_without_a_feature_holds_no_boundary(void **state)
{
    (void)state;
    const char *const none[] = {NULL};
    struct field_choice choice = {.field = "mah_code", .column = "id"};
    struct source source = {.path = write_geojson("none.geojson", none)};
    expect_failure(&source, MAH_BAD_DATA, "none.geojson' holds no boundary");
    source.fields = &choice;
    source.field_count = 1;
    expect_failure(&source, MAH_BAD_DATA, "none.geojson' holds no boundary");
    const char *const nameless[] = {" | " SQUARE_AT(0, 0), NULL};
    expect_path_fails(write_geojson("nameless.geojson", nameless), MAH_BAD_SOURCE, "has no column for mah_code");
}

static void a_shapefile_without_one_of_its_parts(void **state)
{
    (void)state;
    char *path = make_layer("ESRI Shapefile", "part.shp", "part", 5256, wkbPolygon, NULL, squares, 2, false);
    assert_int_equal(remove(in_folder("part.dbf")), 0);
    expect_path_fails(path, MAH_BAD_SOURCE, "part.shp' needs its .shx and .dbf beside it; '.dbf' is missing");
    assert_int_equal(remove(in_folder("part.shx")), 0);
    expect_path_fails(path, MAH_BAD_SOURCE, "part.shp' needs its .shx and .dbf beside it; '.shx' is missing");
}

/* A Shapefile keeps ten bytes of a name: mahalle_ko, mahalle_ad, toplam_nuf. */
static void names_that_a_shapefile_cut(void **state)
{
    (void)state;
    char *path = in_folder("cut.shp");
    GDALDatasetH dataset = GDALCreate(GDALGetDriverByName("ESRI Shapefile"), path, 0, 0, 0, GDT_Unknown, NULL);
    assert_non_null(dataset);
    OGRLayerH layer = GDALDatasetCreateLayer(dataset, "cut", NULL, wkbPolygon, NULL);
    static const char *const columns[] = {"mahalle_kodu", "mahalle_adi", "toplam_nufus"};
    for (int i = 0; i < 3; i++) {
        OGRFieldDefnH field = OGR_Fld_Create(columns[i], OFTString);
        CPLPushErrorHandler(CPLQuietErrorHandler); /* GDAL warns that it cuts the name */
        assert_int_equal(OGR_L_CreateField(layer, field, TRUE), OGRERR_NONE);
        CPLPopErrorHandler();
        OGR_Fld_Destroy(field);
    }
    OGRFeatureH feature = OGR_F_Create(OGR_L_GetLayerDefn(layer));
    for (int i = 0; i < 3; i++)
        OGR_F_SetFieldString(feature, i, i == 0 ? "101" : i == 1 ? "Akyol" : "2500");
    char *wkt = CPLStrdup(squares[0].wkt), *at = wkt;
    OGRGeometryH geometry = NULL;
    assert_int_equal(OGR_G_CreateFromWkt(&at, NULL, &geometry), OGRERR_NONE);
    CPLFree(wkt);
    OGR_F_SetGeometryDirectly(feature, geometry);
    assert_int_equal(OGR_L_CreateFeature(layer, feature), OGRERR_NONE);
    OGR_F_Destroy(feature);
    GDALClose(dataset);
    struct source source = {.path = path, .crs = "EPSG:5256"};
    struct boundary_set *set = read_source(&source, NULL);
    assert_string_equal(set->matched, "mahalle_ko -> mah_code, mahalle_ad -> mah_name, toplam_nuf -> pop_ext");
    assert_string_equal(set->mahalle[0].code, "101");
    assert_string_equal(set->mahalle[0].name, "Akyol");
    boundary_set_free(set);
}

static void a_layer_among_several(void **state)
{
    (void)state;
    const struct made_row point = {1, "durak", "POINT (500000 4100000)"};
    char *path = make_layer("GPKG", "city.gpkg", "duraklar", 5256, wkbPoint, NULL, &point, 1, false);
    make_layer("GPKG", "city.gpkg", "mahalle", 5256, wkbMultiPolygon, NULL, NULL, 0, true);
    struct source source = {.path = path, .layer = "duraklar"};
    expect_failure(&source, MAH_BAD_SOURCE, "boundaries must be polygons");
    expect_path_fails(path, MAH_BAD_DATA, "holds no boundary"); /* the only layer of polygons, and it is empty */
    make_layer("GPKG", "city.gpkg", "sinirlar", 5256, wkbPolygon, NULL, squares, 2, true);
    expect_path_fails(path, MAH_BAD_SOURCE, "layers: duraklar, mahalle, sinirlar");
    source.layer = "sinirlar";
    struct boundary_set *set = read_source(&source, NULL);
    expect_squares(set);
    boundary_set_free(set);
    source.layer = "ilce";
    expect_failure(&source, MAH_BAD_SOURCE, "cannot find layer 'ilce'");
}

static void points_and_lines_are_no_boundaries(void **state)
{
    (void)state;
    const struct made_row point = {1, "a", "POINT (500000 4100000)"},
                          line = {1, "a", "LINESTRING (500000 4100000, 500001 4100000)"};
    expect_path_fails(make_layer("ESRI Shapefile", "p.shp", "p", 5256, wkbPoint, NULL, &point, 1, false),
                      MAH_BAD_SOURCE, "must be polygons");
    expect_path_fails(make_layer("GPKG", "l.gpkg", "l", 5256, wkbLineString, NULL, &line, 1, false), MAH_BAD_SOURCE,
                      "must be polygons");
    expect_path_fails(make_layer("GPKG", "t.gpkg", "t", 0, wkbNone, NULL, NULL, 0, false), MAH_BAD_SOURCE, "");
}

static void curves_become_lines(void **state)
{
    (void)state;
    const struct made_row circle = {1, "a",
                                    "CURVEPOLYGON (CIRCULARSTRING (500000 4100000, 501000 4101000, 502000 4100000, "
                                    "501000 4099000, 500000 4100000))"};
    char *path = make_layer("GPKG", "curve.gpkg", "c", 5256, wkbCurvePolygon, NULL, &circle, 1, false);
    struct boundary_set *set = read_path(path);
    assert_true(fabs(set->mahalle[0].area_km2 - 3.14159) < 0.005);
    assert_true(set->mahalle[0].polygon.vertex_count > 50);
    boundary_set_free(set);
}

static void cut_files_are_refused(void **state)
{
    (void)state;
    const char *const features[] = {"\"id\": 1, \"name\": \"a\" |" SQUARE_AT(1, 1),
                                    "\"id\": 2, \"name\": \"b\" |" SQUARE_AT(2, 1), NULL};
    char *path = write_geojson("cut.geojson", features);
    FILE *file = fopen(path, "rb");
    char bytes[2000];
    size_t length = fread(bytes, 1, sizeof bytes - 1, file);
    fclose(file);
    for (size_t cut = 40; cut < length - 3; cut += 23) {
        bytes[length] = '\0';
        char keep = bytes[cut];
        bytes[cut] = '\0';
        expect_path_fails(write_file("cut.geojson", bytes), MAH_BAD_SOURCE, "cut.geojson");
        bytes[cut] = keep;
    }
    make_layer("ESRI Shapefile", "whole.shp", "whole", 5256, wkbPolygon, "UTF-8", squares, 2, false);
    assert_int_equal(truncate(in_folder("whole.shp"), 250), 0);
    expect_path_fails(in_folder("whole.shp"), MAH_BAD_SOURCE, "whole.shp");
    path = make_layer("FlatGeobuf", "whole.fgb", "whole", 5256, wkbPolygon, NULL, squares, 2, false);
    for (int part = 99; part > 0; part--) {
        cut_file(path, part);
        expect_path_fails(path, MAH_BAD_SOURCE, "whole.fgb");
        path = make_layer("FlatGeobuf", "whole.fgb", "whole", 5256, wkbPolygon, NULL, squares, 2, false);
    }
}

static void what_is_no_file_is_not_opened(void **state)
{
    (void)state;
    expect_path_fails("/nonexistent/mahalle.gpkg", MAH_BAD_SOURCE, "no such file");
    expect_path_fails("https://example.org/mahalle.geojson", MAH_BAD_SOURCE, "only local files");
    expect_path_fails("/vsizip/x.zip", MAH_BAD_SOURCE, "only local files");
    expect_path_fails(write_file("sinir.csv", "id,name\n1,a\n"), MAH_BAD_SOURCE, "text file");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(from_every_format),
        cmocka_unit_test(the_row_number_of_a_geopackage),
        cmocka_unit_test(shapefiles_of_turkish_computers),
        cmocka_unit_test(the_encoding_that_the_user_names),
        cmocka_unit_test(the_reference_system),
        cmocka_unit_test(a_file_without_a_feature_holds_no_boundary),
        cmocka_unit_test(a_shapefile_without_one_of_its_parts),
        cmocka_unit_test(names_that_a_shapefile_cut),
        cmocka_unit_test(a_layer_among_several),
        cmocka_unit_test(points_and_lines_are_no_boundaries),
        cmocka_unit_test(curves_become_lines),
        cmocka_unit_test(cut_files_are_refused),
        cmocka_unit_test(what_is_no_file_is_not_opened),
    };
    return cmocka_run_group_tests(tests, make_folder, remove_folder);
}
