/* Households from the other formats, through GDAL: the same rows from each. */
#include "layers.h"

#define ROWS_WITH_POINTS                                                                                               \
    "1 hh_id=A1 mah_name=Şahinbey weight=1.5# hh_size=4# arr_date=2021-05-17 at(37.5 37.25)\n"                        \
    "2 hh_id=A2 mah_name=İncilipınar weight=1# hh_size=2# at(37.25 36.75)\n"                                         \
    "3 hh_id=17 mah_name=Karataş weight=2.25# hh_size=9# arr_date=1999-05-17 at(38 37)\n"

#define ROWS_WITHOUT_POINTS                                                                                            \
    "1 hh_id=A1 mah_name=Şahinbey weight=1.5# hh_size=4# arr_date=2021-05-17\n"                                       \
    "2 hh_id=A2 mah_name=İncilipınar weight=1# hh_size=2#\n"                                                         \
    "3 hh_id=17 mah_name=Karataş weight=2.25# hh_size=9# arr_date=1999-05-17\n"

static void every_format_gives_the_same_rows(void **state)
{
    (void)state;
    static const struct {
        const char *driver, *name;
        bool points;
    } formats[] = {
        {"GeoJSON", "a.geojson", true},    {"GeoJSONSeq", "a.geojsonl", true}, {"FlatGeobuf", "a.fgb", true},
        {"ESRI Shapefile", "a.shp", true}, {"SQLite", "a.sqlite", true},       {"XLSX", "a.xlsx", false},
        {"ODS", "a.ods", false},           {"GPKG", "a.gpkg", true},
    };
    for (size_t i = 0; i < sizeof formats / sizeof *formats; i++) {
        struct source wanted =
            write_homes(formats[i].driver, formats[i].name, 4326, formats[i].points ? wkbPoint : wkbNone, 1);
        /* FlatGeobuf sorts its features for its index; the rows are the same in another order. */
        if (strcmp(formats[i].driver, "FlatGeobuf") == 0)
            continue;
        char *rows = rows_of(&wanted, 2, 0);
        const char *expected = formats[i].points ? ROWS_WITH_POINTS : ROWS_WITHOUT_POINTS;
        if (strcmp(rows, expected) != 0)
            fail_msg("%s gives:\n%s", formats[i].driver, rows);
        memory_free(rows);
    }
}

static void a_flatgeobuf_holds_the_same_rows_in_its_own_order(void **state)
{
    (void)state;
    struct source wanted = write_homes("FlatGeobuf", "b.fgb", 4326, wkbPoint, 1);
    char *rows = rows_of(&wanted, 1, 0);
    assert_non_null(strstr(
        rows, " hh_id=A1 mah_name=Şahinbey weight=1.5# hh_size=4# arr_date=2021-05-17T00:00:00 at(37.5 37.25)\n"));
    assert_non_null(strstr(rows, " hh_id=A2 mah_name=İncilipınar weight=1# hh_size=2# at(37.25 36.75)\n"));
    assert_non_null(
        strstr(rows, " hh_id=17 mah_name=Karataş weight=2.25# hh_size=9# arr_date=1999-05-17T00:00:00 at(38 37)\n"));
    memory_free(rows);
}

static void a_kml_with_a_schema(void **state)
{
    (void)state;
    const char *path = write_text(
        "a.kml",
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<kml xmlns=\"http://www.opengis.net/kml/2.2\"><Document>"
        "<Schema name=\"h\" id=\"h\"><SimpleField name=\"hane_no\" type=\"string\"/><SimpleField name=\"nufus\" "
        "type=\"int\"/></Schema><Folder><name>h</name>"
        "<Placemark><ExtendedData><SchemaData schemaUrl=\"#h\"><SimpleData name=\"hane_no\">A1</SimpleData>"
        "<SimpleData name=\"nufus\">4</SimpleData></SchemaData></ExtendedData><Point><coordinates>37.5,37.25"
        "</coordinates></Point></Placemark></Folder></Document></kml>");
    assert_rows_of_file(path, "1 hh_id=A1 hh_size=4# at(37.5 37.25)\n");
}

/* A row of empty cells is no household, as in a CSV; the others keep the numbers that a spreadsheet shows. In a table
 * of another format it may be what is left of a damaged one. */
static void blank_rows_of_spreadsheets_are_passed_over(void **state)
{
    (void)state;
    static const struct {
        const char *driver, *name, *rows;
    } formats[] = {{"XLSX", "bos.xlsx", "1 hh_size=3\n4 hh_size=2\n"},
                   {"ODS", "bos.ods", "1 hh_size=3\n4 hh_size=2\n"},
                   {"SQLite", "bos.sqlite", "1 hh_size=3\n2\n3\n4 hh_size=2\n5\n"}};
    static const char *const sizes[] = {"3", NULL, "  ", "2", NULL};
    for (size_t i = 0; i < sizeof formats / sizeof *formats; i++) {
        const char *path = in_folder(formats[i].name);
        GDALDatasetH dataset = GDALCreate(GDALGetDriverByName(formats[i].driver), path, 0, 0, 0, GDT_Unknown, NULL);
        OGRLayerH layer = GDALDatasetCreateLayer(dataset, "a", NULL, wkbNone, NULL);
        for (size_t column = 0; column < 2; column++) {
            OGRFieldDefnH field = OGR_Fld_Create(column == 0 ? "nufus" : "mahalle", OFTString);
            OGR_L_CreateField(layer, field, TRUE);
            OGR_Fld_Destroy(field);
        }
        for (size_t row = 0; row < sizeof sizes / sizeof *sizes; row++) {
            OGRFeatureH feature = OGR_F_Create(OGR_L_GetLayerDefn(layer));
            if (sizes[row] != NULL)
                OGR_F_SetFieldString(feature, 0, sizes[row]);
            assert_int_equal(OGR_L_CreateFeature(layer, feature), OGRERR_NONE);
            OGR_F_Destroy(feature);
        }
        GDALClose(dataset);
        assert_rows_of_file(path, formats[i].rows);
    }
}

/* Entities are not expanded, neither from files nor into gigabytes. */
static void a_kml_cannot_read_other_files(void **state)
{
    (void)state;
    const char *path = write_text(
        "xxe.kml",
        "<?xml version=\"1.0\"?><!DOCTYPE kml [<!ENTITY secret SYSTEM \"file:///etc/passwd\">]>"
        "<kml xmlns=\"http://www.opengis.net/kml/2.2\"><Document><Schema name=\"h\" id=\"h\"><SimpleField "
        "name=\"hane_no\" type=\"string\"/><SimpleField name=\"nufus\" type=\"int\"/></Schema><Folder><Placemark>"
        "<ExtendedData><SchemaData schemaUrl=\"#h\"><SimpleData name=\"hane_no\">&secret;</SimpleData><SimpleData "
        "name=\"nufus\">1</SimpleData></SchemaData></ExtendedData><Point><coordinates>1,2</coordinates></Point>"
        "</Placemark></Folder></Document></kml>");
    struct household_source *source = NULL;
    struct mah_error err = {0};
    char *rows = NULL;
    enum mah_status status = household_source_open(&source, &(struct source){.path = (char *)path}, &err);
    if (status == MAH_OK)
        status = gather(&rows, source, 1, &err);
    if (rows != NULL)
        assert_null(strstr(rows, "root:"));
    memory_free(rows);
    household_source_close(source);
}

static void facts_of_a_layer(void **state)
{
    (void)state;
    struct household_source *source;
    struct source wanted = write_homes("ESRI Shapefile", "c.shp", 5256, wkbPoint, 1);
    assert_int_equal(household_source_open(&source, &wanted, NULL), MAH_OK);
    const struct source_facts *facts = household_source_facts(source);
    assert_string_equal(facts->format, "ESRI Shapefile");
    assert_string_equal(facts->name, "c.shp");
    assert_true(facts->has_geometry);
    assert_true(facts->crs_known);
    assert_string_equal(facts->crs, "EPSG:5256");
    assert_int_equal(facts->first_row_number, 1);
    assert_int_equal(facts->column_count, 5);
    assert_int_equal(household_source_bytes_read(source), 0);
    char *text;
    assert_int_equal(gather(&text, source, 1, NULL), MAH_OK);
    assert_int_equal(household_source_bytes_read(source), facts->bytes);
    memory_free(text);
    household_source_close(source);
}

static void a_layer_without_a_reference_system(void **state)
{
    (void)state;
    struct household_source *source;
    struct source wanted = write_homes("FlatGeobuf", "d.fgb", 0, wkbPoint, 1);
    assert_int_equal(household_source_open(&source, &wanted, NULL), MAH_OK);
    assert_false(household_source_facts(source)->crs_known);
    household_source_close(source);
    wanted.crs = (char *)"EPSG:5256";
    assert_int_equal(household_source_open(&source, &wanted, NULL), MAH_OK);
    assert_string_equal(household_source_facts(source)->crs, "EPSG:5256");
    household_source_close(source);
}

static void a_reference_system_without_a_number_is_given_as_wkt(void **state)
{
    (void)state;
    GDALDatasetH dataset = new_dataset("ESRI Shapefile", in_folder("e.shp"));
    OGRSpatialReferenceH reference = OSRNewSpatialReference(NULL);
    assert_int_equal(OSRImportFromProj4(reference, "+proj=tmerc +lon_0=36.5 +k=1 +x_0=500000 +ellps=GRS80 +units=m"),
                     0);
    OGRLayerH layer = GDALDatasetCreateLayer(dataset, "e", reference, wkbPoint, NULL);
    add_field(layer, "nufus", OFTInteger);
    OSRRelease(reference);
    GDALClose(dataset);
    struct household_source *source;
    assert_int_equal(household_source_open(&source, &(struct source){.path = (char *)in_folder("e.shp")}, NULL),
                     MAH_OK);
    assert_non_null(strstr(household_source_facts(source)->crs, "PROJC"));
    household_source_close(source);
}

static void many_features_are_shared_by_readers(void **state)
{
    (void)state;
    struct source wanted = write_homes("GeoJSONSeq", "f.geojsonl", 4326, wkbPoint, 6000); /* 18,000: two batches */
    char *one = rows_of(&wanted, 1, 0), *three = rows_of(&wanted, 3, 0);
    assert_string_equal(one, three);
    size_t rows = 0;
    for (const char *at = one; *at != '\0'; at++)
        rows += *at == '\n';
    assert_int_equal(rows, 18000);
    assert_non_null(strstr(one, "\n18000 hh_id=17 "));
    memory_free(one);
    memory_free(three);
}

/* A Shapefile keeps ten bytes of a name: mahalle_ko, mahalle_ad, hane_nufus, gelis_tari. */
static void names_that_a_shapefile_cut(void **state)
{
    (void)state;
    static const char *const columns[] = {"mahalle_kodu", "mahalle_adi", "hane_nufusu", "gelis_tarihi"};
    const char *path = in_folder("cut.shp");
    GDALDatasetH dataset = new_dataset("ESRI Shapefile", path);
    OGRLayerH layer = GDALDatasetCreateLayer(dataset, "cut", NULL, wkbNone, NULL);
    CPLPushErrorHandler(CPLQuietErrorHandler); /* GDAL warns that it cuts the names */
    for (int i = 0; i < 4; i++)
        add_field(layer, columns[i], i == 2 ? OFTInteger : OFTString);
    CPLPopErrorHandler();
    OGRFeatureH feature = OGR_F_Create(OGR_L_GetLayerDefn(layer));
    OGR_F_SetFieldString(feature, 0, "101");
    OGR_F_SetFieldString(feature, 1, "Akyol");
    OGR_F_SetFieldInteger(feature, 2, 6);
    OGR_F_SetFieldString(feature, 3, "2021-05-17");
    assert_int_equal(OGR_L_CreateFeature(layer, feature), OGRERR_NONE);
    OGR_F_Destroy(feature);
    GDALClose(dataset);
    assert_rows_of_file(in_folder("cut.dbf"), "1 mah_code=101 mah_name=Akyol hh_size=6# arr_date=2021-05-17\n");
}

/* The user's word is the user's mistake; a file's own is the file's. */
static void an_unknown_reference_system_of_the_user(void **state)
{
    (void)state;
    struct source wanted = write_homes("GeoJSON", "crs.geojson", 4326, wkbPoint, 1);
    wanted.crs = (char *)"EPSG:999999";
    assert_refused(&wanted, MAH_BAD_USAGE, "crs of '");
    assert_refused(&wanted, MAH_BAD_USAGE, "crs.geojson': unknown reference system 'EPSG:999999'");
}

static void layers_are_chosen_by_name(void **state)
{
    (void)state;
    const char *path = in_folder("g.sqlite");
    GDALDatasetH dataset = new_dataset("SQLite", path);
    add_home(add_layer(dataset, "ilk", 4326, wkbPoint), &homes[0], true);
    add_home(add_layer(dataset, "ikinci", 4326, wkbPoint), &homes[1], true);
    GDALClose(dataset);
    struct source wanted = {.path = (char *)path};
    assert_refused(&wanted, MAH_BAD_SOURCE, "has 2 layers: name one of them (layers: ilk, ikinci)");
    wanted.layer = (char *)"IKINCI";
    assert_refused(&wanted, MAH_BAD_SOURCE, "cannot find layer 'IKINCI' in ");
    wanted.layer = (char *)"ikinci";
    assert_rows(&wanted, "1 hh_id=A2 mah_name=İncilipınar weight=1# hh_size=2# at(37.25 36.75)\n");
}

static void the_first_sheet_is_read_unless_another_is_named(void **state)
{
    (void)state;
    static const char *const drivers[] = {"XLSX", "ODS"};
    static const char *const names[] = {"g.xlsx", "g.ods"};
    for (int i = 0; i < 2; i++) {
        const char *path = in_folder(names[i]);
        GDALDatasetH dataset = new_dataset(drivers[i], path);
        add_home(add_layer(dataset, "haneler", 0, wkbNone), &homes[0], false);
        add_home(add_layer(dataset, "notlar", 0, wkbNone), &homes[1], false);
        GDALClose(dataset);
        struct source wanted = {.path = (char *)path};
        assert_rows(&wanted, "1 hh_id=A1 mah_name=Şahinbey weight=1.5# hh_size=4# arr_date=2021-05-17\n");
        wanted.layer = (char *)"notlar";
        assert_rows(&wanted, "1 hh_id=A2 mah_name=İncilipınar weight=1# hh_size=2#\n");
    }
}

/* GDAL would take the header of such a sheet for data, if it were left to guess. */
static void a_sheet_of_texts_only_has_a_header_too(void **state)
{
    (void)state;
    static const char *const drivers[] = {"XLSX", "ODS"};
    static const char *const names[] = {"h.xlsx", "h.ods"};
    for (int i = 0; i < 2; i++) {
        const char *path = in_folder(names[i]);
        GDALDatasetH dataset = new_dataset(drivers[i], path);
        OGRLayerH layer = GDALDatasetCreateLayer(dataset, "h", NULL, wkbNone, NULL);
        add_field(layer, "hane_no", OFTString);
        add_field(layer, "mahalle", OFTString);
        add_field(layer, "nufus", OFTString);
        OGRFeatureH feature = OGR_F_Create(OGR_L_GetLayerDefn(layer));
        OGR_F_SetFieldString(feature, 0, "A1");
        OGR_F_SetFieldString(feature, 1, "Beykent");
        OGR_F_SetFieldString(feature, 2, "dört");
        assert_int_equal(OGR_L_CreateFeature(layer, feature), OGRERR_NONE);
        OGR_F_Destroy(feature);
        GDALClose(dataset);
        assert_rows_of_file(path, "1 hh_id=A1 mah_name=Beykent hh_size=dört\n");
    }
}

static void geometries_that_are_no_points(void **state)
{
    (void)state;
    const char *path = write_text(
        "i.geojson",
        "{\"type\":\"FeatureCollection\",\"features\":["
        "{\"type\":\"Feature\",\"properties\":{\"nufus\":1},\"geometry\":null},"
        "{\"type\":\"Feature\",\"properties\":{\"nufus\":2},\"geometry\":{\"type\":\"LineString\",\"coordinates\":[[1,"
        "2],[3,4]]}},"
        "{\"type\":\"Feature\",\"properties\":{\"nufus\":3},\"geometry\":{\"type\":\"MultiPoint\",\"coordinates\":[[1,"
        "2]]}},"
        "{\"type\":\"Feature\",\"properties\":{\"nufus\":4},\"geometry\":{\"type\":\"MultiPoint\",\"coordinates\":[[1,"
        "2],[3,4]]}},"
        "{\"type\":\"Feature\",\"properties\":{\"nufus\":5},\"geometry\":{\"type\":\"Point\",\"coordinates\":[1,2,300]}"
        "},"
        "{\"type\":\"Feature\",\"properties\":{\"nufus\":6},\"geometry\":{\"type\":\"GeometryCollection\","
        "\"geometries\":[{\"type\":"
        "\"Point\",\"coordinates\":[5,6]}]}},"
        "{\"type\":\"Feature\",\"properties\":{\"nufus\":7},\"geometry\":{\"type\":\"Polygon\",\"coordinates\":[]}}]}");
    assert_rows_of_file(path,
                        "1 hh_size=1# nowhere\n2 hh_size=2# no-point\n3 hh_size=3# at(1 2)\n4 hh_size=4# no-point\n"
                        "5 hh_size=5# at(1 2)\n6 hh_size=6# at(5 6)\n7 hh_size=7# nowhere\n");
}

static void values_of_every_type(void **state)
{
    (void)state;
    const char *path = write_text(
        "j.geojson", "{\"type\":\"FeatureCollection\",\"features\":["
                     "{\"type\":\"Feature\",\"properties\":{\"hane_no\":9007199254740993,\"nufus\":null,\"agirlik\":1."
                     "5,\"arr_date\":"
                     "\"2021-05-17T10:20:30Z\",\"mahalle\":[\"a\",\"b\"],\"tenure\":true},\"geometry\":null},"
                     "{\"type\":\"Feature\",\"properties\":{\"hane_no\":12,\"agirlik\":2,\"mahalle\":[\"c\"],"
                     "\"tenure\":false},\"geometry\":null}]}");
    assert_rows_of_file(
        path, "1 hh_id=9007199254740993 mah_name=(2:a,b) weight=1.5# arr_date=2021-05-17T10:20:30 tenure=1# nowhere\n"
              "2 hh_id=12# mah_name=(1:c) weight=2# tenure=0# nowhere\n");
}

static void binary_values_and_times_of_day_say_nothing(void **state)
{
    (void)state;
    const char *path = in_folder("k.sqlite");
    GDALDatasetH dataset = new_dataset("SQLite", path);
    OGRLayerH layer = add_layer(dataset, "h", 4326, wkbPoint);
    add_field(layer, "tenure", OFTBinary);
    add_field(layer, "years_here", OFTTime);
    OGRFeatureH feature = OGR_F_Create(OGR_L_GetLayerDefn(layer));
    OGR_F_SetFieldBinary(feature, OGR_F_GetFieldIndex(feature, "tenure"), 2, "ab");
    OGR_F_SetFieldDateTime(feature, OGR_F_GetFieldIndex(feature, "years_here"), 0, 0, 0, 10, 20, 30, 0);
    assert_int_equal(OGR_L_CreateFeature(layer, feature), OGRERR_NONE);
    OGR_F_Destroy(feature);
    GDALClose(dataset);
    assert_rows_of_file(path, "1 nowhere\n");
}

static void a_shapefile_in_an_unnamed_turkish_encoding(void **state)
{
    (void)state;
    struct source wanted = write_homes("ESRI Shapefile", "l.shp", 4326, wkbPoint, 1);
    assert_int_equal(remove(in_folder("l.cpg")), 0); /* so that nobody knows the encoding */
    FILE *table = fopen(in_folder("l.dbf"), "r+b");
    assert_non_null(table);
    char bytes[2000];
    size_t length = fread(bytes, 1, sizeof bytes, table);
    char *name = memmem(bytes, length, "Şahinbey ", strlen("Şahinbey "));
    assert_non_null(name);
    memcpy(name,
           "\xDE"
           "ahinbey  ",
           strlen("Şahinbey ")); /* Windows-1254 */
    bytes[29] = 0;
    rewind(table);
    assert_int_equal(fwrite(bytes, 1, length, table), length);
    fclose(table);
    struct household_source *source;
    char *rows;
    assert_int_equal(household_source_open(&source, &wanted, NULL), MAH_OK);
    assert_int_equal(gather(&rows, source, 1, NULL), MAH_OK);
    assert_non_null(strstr(rows, "hh_id=A1 mah_name=Şahinbey "));
    assert_int_equal(household_source_recoded_texts(source), 1);
    memory_free(rows);
    household_source_close(source);
}

/* A .dbf that says "ANSI" and nothing else: letters of Windows-1254, which GDAL would take for Western European ones.
 */
static void a_shapefile_in_the_code_page_of_a_turkish_computer(void **state)
{
    (void)state;
    static char path[256];
    snprintf(path, sizeof path, "%s", in_folder("ansi.shp"));
    GDALDatasetH dataset = new_dataset("ESRI Shapefile", path);
    char *raw[] = {(char *)"ENCODING=", NULL};
    OGRLayerH layer = GDALDatasetCreateLayer(dataset, "ansi", NULL, wkbPoint, raw);
    add_field(layer, "mahalle", OFTString);
    add_field(layer, "nufus", OFTInteger);
    OGRFeatureH feature = OGR_F_Create(OGR_L_GetLayerDefn(layer));
    OGR_F_SetFieldString(feature, 0,
                         "\xDE"
                         "ahinbey");
    OGR_F_SetFieldInteger(feature, 1, 3);
    assert_int_equal(OGR_L_CreateFeature(layer, feature), OGRERR_NONE);
    OGR_F_Destroy(feature);
    GDALClose(dataset);
    remove(in_folder("ansi.cpg"));
    FILE *table = fopen(in_folder("ansi.dbf"), "r+b");
    assert_non_null(table);
    fseek(table, 29, SEEK_SET);
    fputc(87, table);
    fclose(table);
    struct source wanted = {.path = path};
    assert_rows(&wanted, "1 mah_name=Şahinbey hh_size=3# nowhere\n");
    wanted.encoding = (char *)"windows-1254";
    assert_rows(&wanted, "1 mah_name=Şahinbey hh_size=3# nowhere\n");
    wanted.encoding = (char *)"iso-8859-9";
    assert_rows(&wanted, "1 mah_name=Şahinbey hh_size=3# nowhere\n");
    wanted.encoding = (char *)"klingon";
    assert_refused(&wanted, MAH_BAD_USAGE, "'klingon' is not a known encoding");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_format_gives_the_same_rows),
        cmocka_unit_test(a_flatgeobuf_holds_the_same_rows_in_its_own_order),
        cmocka_unit_test(a_kml_with_a_schema),
        cmocka_unit_test(blank_rows_of_spreadsheets_are_passed_over),
        cmocka_unit_test(a_kml_cannot_read_other_files),
        cmocka_unit_test(facts_of_a_layer),
        cmocka_unit_test(a_layer_without_a_reference_system),
        cmocka_unit_test(a_reference_system_without_a_number_is_given_as_wkt),
        cmocka_unit_test(many_features_are_shared_by_readers),
        cmocka_unit_test(names_that_a_shapefile_cut),
        cmocka_unit_test(an_unknown_reference_system_of_the_user),
        cmocka_unit_test(layers_are_chosen_by_name),
        cmocka_unit_test(the_first_sheet_is_read_unless_another_is_named),
        cmocka_unit_test(a_sheet_of_texts_only_has_a_header_too),
        cmocka_unit_test(geometries_that_are_no_points),
        cmocka_unit_test(values_of_every_type),
        cmocka_unit_test(binary_values_and_times_of_day_say_nothing),
        cmocka_unit_test(a_shapefile_in_an_unnamed_turkish_encoding),
        cmocka_unit_test(a_shapefile_in_the_code_page_of_a_turkish_computer),
    };
    return cmocka_run_group_tests(tests, make_folder, remove_folder);
}
