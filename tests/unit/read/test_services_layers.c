/* Facilities from what GDAL reads: points, lines and areas, in every format. */
#include "service_files.h"

static OGRLayerH new_layer(GDALDatasetH *dataset, const char *driver, const char *name, int epsg,
                           OGRwkbGeometryType type)
{
    GDALDriverH handle = GDALGetDriverByName(driver);
    if (handle == NULL)
        fail_msg("GDAL has no driver '%s'", driver);
    *dataset = GDALCreate(handle, in_folder(name), 0, 0, 0, GDT_Unknown, NULL);
    assert_non_null(*dataset);
    OGRSpatialReferenceH reference = NULL;
    if (epsg > 0) {
        reference = OSRNewSpatialReference(NULL);
        assert_int_equal(OSRImportFromEPSG(reference, epsg), OGRERR_NONE);
        OSRSetAxisMappingStrategy(reference, OAMS_TRADITIONAL_GIS_ORDER);
    }
    char *utf8[] = {(char *)"ENCODING=UTF-8", NULL}, *none[] = {NULL};
    bool is_shapefile = strcmp(driver, "ESRI Shapefile") == 0;
    OGRLayerH layer = GDALDatasetCreateLayer(*dataset, "tesisler", reference, type, is_shapefile ? utf8 : none);
    assert_non_null(layer);
    if (reference != NULL)
        OSRRelease(reference);
    static const struct {
        const char *name;
        OGRFieldType type;
    } fields[] = {{"tesis_no", OFTInteger}, {"tesis_adi", OFTString}, {"kapasite", OFTReal}, {"tur", OFTString}};
    for (size_t i = 0; i < sizeof fields / sizeof *fields; i++) {
        OGRFieldDefnH field = OGR_Fld_Create(fields[i].name, fields[i].type);
        assert_int_equal(OGR_L_CreateField(layer, field, TRUE), OGRERR_NONE);
        OGR_Fld_Destroy(field);
    }
    return layer;
}

static void add_feature(OGRLayerH layer, int number, const char *name, const char *wkt)
{
    OGRFeatureH feature = OGR_F_Create(OGR_L_GetLayerDefn(layer));
    OGR_F_SetFieldInteger(feature, OGR_F_GetFieldIndex(feature, "tesis_no"), number);
    OGR_F_SetFieldString(feature, OGR_F_GetFieldIndex(feature, "tesis_adi"), name);
    OGR_F_SetFieldDouble(feature, OGR_F_GetFieldIndex(feature, "kapasite"), number * 1.5);
    OGR_F_SetFieldString(feature, OGR_F_GetFieldIndex(feature, "tur"), number == 1 ? "ASM" : "Hastane");
    if (wkt != NULL) {
        char *at = (char *)wkt;
        OGRGeometryH geometry = NULL;
        assert_int_equal(OGR_G_CreateFromWkt(&at, NULL, &geometry), OGRERR_NONE);
        OGR_F_SetGeometryDirectly(feature, geometry);
    }
    assert_int_equal(OGR_L_CreateFeature(layer, feature), OGRERR_NONE);
    OGR_F_Destroy(feature);
}

static void the_same_points_in_every_format(void **state)
{
    (void)state;
    static const struct {
        const char *driver, *name, *called;
    } formats[] = {{"GPKG", "p.gpkg", "GeoPackage"},      {"ESRI Shapefile", "p.shp", "Shapefile"},
                   {"GeoJSON", "p.geojson", "GeoJSON"},   {"GeoJSONSeq", "p.geojsonl", "GeoJSON"},
                   {"FlatGeobuf", "p.fgb", "FlatGeobuf"}, {"SQLite", "p.sqlite", "SQLite"}};
    for (size_t i = 0; i < sizeof formats / sizeof *formats; i++) {
        GDALDatasetH dataset;
        OGRLayerH layer = new_layer(&dataset, formats[i].driver, formats[i].name, 4326, wkbPoint);
        add_feature(layer, 1, "Şehir ASM", "POINT (30 40)");
        add_feature(layer, 2, "Hastane", "POINT (30.1 40.1)");
        GDALClose(dataset);
        struct source source = source_of("asm", in_folder(formats[i].name));
        source.where = (char *)"tur = 'ASM' or kapasite > 100";
        struct service_set *set = read_source(source);
        expect_books(set, 2, 1, 0, 1);
        expect_at(&set->facilities[0], 500000, Y_40N);
        assert_string_equal(set->facilities[0].name, "Şehir ASM");
        assert_string_equal(set->facilities[0].id, "1");
        assert_true(set->facilities[0].capacity == 1.5);
        if (strcmp(formats[i].driver, "FlatGeobuf") != 0) /* which puts its rows in an order of its own */
            assert_int_equal(set->facilities[0].row, 1);
        assert_string_equal(set->books[0].format, formats[i].called);
        service_set_free(set);
    }
}

static void add_cells(OGRLayerH layer, const char *const *cells)
{
    OGRFeatureH feature = OGR_F_Create(OGR_L_GetLayerDefn(layer));
    for (int i = 0; cells[i] != NULL; i++)
        OGR_F_SetFieldString(feature, i, cells[i]);
    assert_int_equal(OGR_L_CreateFeature(layer, feature), OGRERR_NONE);
    OGR_F_Destroy(feature);
}

static void spreadsheets(void **state)
{
    (void)state;
    static const char *const drivers[][2] = {{"XLSX", "t.xlsx"}, {"ODS", "t.ods"}};
    static const char *const columns[] = {"ad", "boylam", "enlem"};
    for (size_t i = 0; i < 2; i++) {
        GDALDatasetH dataset =
            GDALCreate(GDALGetDriverByName(drivers[i][0]), in_folder(drivers[i][1]), 0, 0, 0, GDT_Unknown, NULL);
        assert_non_null(dataset);
        OGRLayerH layer = GDALDatasetCreateLayer(dataset, "Sayfa1", NULL, wkbNone, NULL);
        for (size_t k = 0; k < 3; k++) {
            OGRFieldDefnH field = OGR_Fld_Create(columns[k], OFTString);
            OGR_L_CreateField(layer, field, TRUE);
            OGR_Fld_Destroy(field);
        }
        add_cells(layer, (const char *const[]){"Çınar", "30,0", "40", NULL});
        add_cells(layer, (const char *const[]){NULL}); /* formatted and empty: no facility, but a row */
        add_cells(layer, (const char *const[]){" ", NULL});
        add_cells(layer, (const char *const[]){"Yersiz", "x", "40", NULL});
        GDALClose(dataset);
        struct service_set *set = read_path("pharmacy", in_folder(drivers[i][1]));
        expect_books(set, 2, 1, 0, 0);
        expect_at(&set->facilities[0], 500000, Y_40N);
        assert_string_equal(set->facilities[0].name, "Çınar");
        assert_int_equal(set->facilities[0].row, 2); /* the header is row 1 */
        assert_int_equal(set->issues[0].row, 5);
        assert_string_equal(set->issues[0].detail, "Yersiz: boylam = x");
        service_set_free(set);
    }
}

/* A cell that is no geometry is the fault of its row, not of the file GDAL is reading. */
static void a_spreadsheet_with_geometries_in_words(void **state)
{
    (void)state;
    GDALDatasetH dataset = GDALCreate(GDALGetDriverByName("XLSX"), in_folder("wkt.xlsx"), 0, 0, 0, GDT_Unknown, NULL);
    assert_non_null(dataset);
    OGRLayerH layer = GDALDatasetCreateLayer(dataset, "Sayfa1", NULL, wkbNone, NULL);
    static const char *const columns[] = {"ad", "geometri"};
    for (size_t k = 0; k < 2; k++) {
        OGRFieldDefnH field = OGR_Fld_Create(columns[k], OFTString);
        OGR_L_CreateField(layer, field, TRUE);
        OGR_Fld_Destroy(field);
    }
    add_cells(layer, (const char *const[]){"a", "POINT (30 40)", NULL});
    add_cells(layer, (const char *const[]){"b", "POINT (30", NULL});
    add_cells(layer, (const char *const[]){"c", "{\"type\":\"Point\",\"coordinates\":[30,40]}", NULL});
    add_cells(layer, (const char *const[]){"d", "{\"type\":", NULL});
    GDALClose(dataset);
    struct source source = source_of("asm", in_folder("wkt.xlsx"));
    source.crs = (char *)"EPSG:4326";
    struct service_set *set = read_source(source);
    expect_books(set, 4, 2, 0, 0);
    expect_at(&set->facilities[1], 500000, Y_40N);
    assert_string_equal(set->issues[1].detail, "d: geometri = {\"type\":");
    service_set_free(set);
}

/* A GIS shows the number that the database gave the row. */
static void rows_of_a_database_keep_their_numbers(void **state)
{
    (void)state;
    GDALDatasetH dataset;
    OGRLayerH layer = new_layer(&dataset, "GPKG", "rows.gpkg", 4326, wkbPoint);
    for (int i = 1; i <= 3; i++)
        add_feature(layer, i, "a", "POINT (30 40)");
    assert_int_equal(OGR_L_DeleteFeature(layer, 2), OGRERR_NONE);
    GDALClose(dataset);
    struct service_set *set = read_path("asm", in_folder("rows.gpkg"));
    assert_int_equal(set->facilities[1].row, 3);
    service_set_free(set);
}

static void a_shapefile_without_prj(void **state)
{
    (void)state;
    GDALDatasetH dataset;
    OGRLayerH layer = new_layer(&dataset, "ESRI Shapefile", "q.shp", 0, wkbPoint);
    add_feature(layer, 1, "a", "POINT (500000 4429529)");
    GDALClose(dataset);
    struct source source = source_of("asm", in_folder("q.shp"));
    expect_refused(source, MAH_BAD_SOURCE, "does not say in which reference system its coordinates are");
    source.crs = (char *)"EPSG:5254";
    struct service_set *set = read_source(source);
    expect_at(&set->facilities[0], 500000, Y_40N);
    assert_string_equal(set->books[0].crs, "EPSG:5254 TUREF / TM30");
    service_set_free(set);
}

/* A hectare with a hole of a hundred square metres; two of them; one drawn with arcs. */
static void areas_are_measured_on_the_map(void **state)
{
    (void)state;
    GDALDatasetH dataset;
    OGRLayerH layer = new_layer(&dataset, "GPKG", "parks.gpkg", 5254, wkbUnknown);
    add_feature(layer, 1, "a",
                "POLYGON ((500000 4429000,500100 4429000,500100 4429100,500000 4429100,500000 4429000),"
                "(500040 4429040,500050 4429040,500050 4429050,500040 4429050,500040 4429040))");
    add_feature(layer, 2, "b",
                "MULTIPOLYGON (((500000 4429000,500100 4429000,500100 4429100,500000 4429100,500000 4429000)),"
                "((501000 4429000,501100 4429000,501100 4429100,501000 4429100,501000 4429000)))");
    add_feature(layer, 3, "c", "CURVEPOLYGON (CIRCULARSTRING (500000 4429000,500100 4429000,500000 4429000))");
    add_feature(layer, 4, "d", "LINESTRING (500000 4429000,500100 4429100)");
    add_feature(layer, 5, "e", "GEOMETRYCOLLECTION (POINT (500000 4429000),POINT (500001 4429000))");
    add_feature(layer, 6, "f", NULL);
    add_feature(layer, 7, "g", "POLYGON EMPTY");
    GDALClose(dataset);
    struct service_set *set = read_path("park", in_folder("parks.gpkg"));
    expect_books(set, 7, 5, 0, 0);
    assert_int_equal(set->books[0].fault[SERVICE_NO_POSITION], 2);
    assert_int_equal(set->facilities[0].shape.kind, SHAPE_AREAS);
    assert_true(fabs(set->facilities[0].area_m2 - 9900) < 1e-6);
    assert_true(fabs(set->facilities[1].area_m2 - 20000) < 1e-6);
    assert_true(fabs(set->facilities[2].area_m2 - 7854) < 10); /* pi * 50 * 50, by chords */
    assert_int_equal(set->facilities[3].shape.kind, SHAPE_LINES);
    assert_true(isnan(set->facilities[3].area_m2));
    assert_int_equal(set->facilities[4].shape.vertex_count, 2); /* two entrances */
    service_set_free(set);
}

static void the_area_of_the_file_comes_first(void **state)
{
    (void)state;
    struct service_set *set = read_path(
        "park",
        write_file("a.geojson", "{\"type\":\"FeatureCollection\",\"features\":["
                                "{\"type\":\"Feature\",\"properties\":{\"alan_m2\":1234.5},\"geometry\":{\"type\":"
                                "\"Polygon\",\"coordinates\":[[[30,40],[30.001,40],[30.001,40.001],[30,40]]]}},"
                                "{\"type\":\"Feature\",\"properties\":{\"alan_m2\":null},\"geometry\":{\"type\":"
                                "\"Polygon\",\"coordinates\":[[[30,40],[30.001,40],[30.001,40.001],[30,40]]]}},"
                                "{\"type\":\"Feature\",\"properties\":{\"alan_m2\":-1},\"geometry\":{\"type\":"
                                "\"Polygon\",\"coordinates\":[[[30,40],[30.001,40],[30.001,40.001],[30,40]]]}}]}"));
    expect_books(set, 3, 3, 0, 0);
    assert_true(set->facilities[0].area_m2 == 1234.5);
    /* Half of 85.39 m by 111.04 m, a thousandth of a degree at 40 N. */
    assert_true(fabs(set->facilities[1].area_m2 - 4740.7) < 2);
    assert_true(isnan(set->facilities[2].area_m2));
    assert_int_equal(set->books[0].fault[SERVICE_BAD_AREA], 1);
    service_set_free(set);
}

static void a_cut_off_file_is_refused(void **state)
{
    (void)state;
    static const char *const formats[][2] = {
        {"FlatGeobuf", "cut.fgb"}, {"GPKG", "cut.gpkg"}, {"GeoJSON", "cut.geojson"}};
    for (size_t i = 0; i < sizeof formats / sizeof *formats; i++) {
        GDALDatasetH dataset;
        OGRLayerH layer = new_layer(&dataset, formats[i][0], formats[i][1], 4326, wkbPoint);
        for (int k = 0; k < 3000; k++)
            add_feature(layer, k, "a long name of a facility that takes room", "POINT (30 40)");
        GDALClose(dataset);
        cut_file(in_folder(formats[i][1]), 50);
        expect_refused(source_of("asm", in_folder(formats[i][1])), MAH_BAD_SOURCE, formats[i][1]);
    }
}

static void kml_as_google_earth_writes_it(void **state)
{
    (void)state;
    struct service_set *set = read_path(
        "fire",
        write_file("i.kml", "<?xml version=\"1.0\" encoding=\"UTF-8\"?><kml xmlns=\"http://www.opengis.net/kml/2.2\">"
                            "<Document><name>d</name><Placemark><name>Merkez İtfaiye</name><Point><coordinates>"
                            "30,40,0</coordinates></Point></Placemark></Document></kml>"));
    expect_books(set, 1, 1, 0, 0);
    assert_string_equal(set->facilities[0].name, "Merkez İtfaiye");
    expect_at(&set->facilities[0], 500000, Y_40N);
    service_set_free(set);
}

static void several_layers_must_be_named(void **state)
{
    (void)state;
    GDALDatasetH dataset;
    OGRLayerH layer = new_layer(&dataset, "GPKG", "two.gpkg", 4326, wkbPoint);
    add_feature(layer, 1, "a", "POINT (30 40)");
    assert_non_null(GDALDatasetCreateLayer(dataset, "baska", NULL, wkbPoint, NULL));
    GDALClose(dataset);
    struct source source = source_of("asm", in_folder("two.gpkg"));
    expect_refused(source, MAH_BAD_SOURCE, "(layers: tesisler, baska)");
    source.layer = (char *)"tesisler";
    struct service_set *set = read_source(source);
    expect_books(set, 1, 1, 0, 0);
    service_set_free(set);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_same_points_in_every_format),
        cmocka_unit_test(spreadsheets),
        cmocka_unit_test(a_spreadsheet_with_geometries_in_words),
        cmocka_unit_test(rows_of_a_database_keep_their_numbers),
        cmocka_unit_test(a_shapefile_without_prj),
        cmocka_unit_test(areas_are_measured_on_the_map),
        cmocka_unit_test(the_area_of_the_file_comes_first),
        cmocka_unit_test(a_cut_off_file_is_refused),
        cmocka_unit_test(kml_as_google_earth_writes_it),
        cmocka_unit_test(several_layers_must_be_named),
    };
    return cmocka_run_group_tests(tests, make_folder, remove_folder);
}
