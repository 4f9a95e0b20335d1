/* Files of the other formats that are not whole, or ask for more than a file: an error each time, never fewer rows. */
#include "layers.h"

#include <cpl_conv.h>
#include <cpl_error.h>
#include <sys/stat.h>

#include "read/ogr_open.h"
#include "read/shapefile_check.h"

/* Opens and reads; MAH_OK only with exactly these rows. */
static enum mah_status read_whole(const struct source *wanted, size_t expected_rows, struct mah_error *err)
{
    struct household_source *source = NULL;
    char *text = NULL;
    enum mah_status status = household_source_open(&source, wanted, err);
    if (status == MAH_OK)
        status = gather(&text, source, 1, err);
    size_t rows = 0;
    for (const char *at = text; status == MAH_OK && *at != '\0'; at++)
        rows += *at == '\n';
    if (status == MAH_OK && rows != expected_rows)
        fail_msg("'%s': %zu rows instead of %zu, and no error", wanted->path, rows, expected_rows);
    memory_free(text);
    household_source_close(source);
    return status;
}

static void records_of_a_sequence_are_counted(void **state)
{
    (void)state;
#define RECORD "{\"type\":\"Feature\",\"properties\":{\"nufus\":1},\"geometry\":null}"
    struct mah_error err = {0};
    struct source wanted = {.path = (char *)write_text("r.geojsonl", RECORD "\n\n" RECORD "\r\n" RECORD)};
    assert_int_equal(read_whole(&wanted, 3, &err), MAH_OK);
    wanted.path = (char *)write_text(
        "r.geojsons", "\x1E" RECORD "\n\x1E{\n\"type\":\"Feature\",\n\"properties\":{},\"geometry\":null}\n");
    assert_int_equal(read_whole(&wanted, 2, &err), MAH_OK);
    wanted.path = (char *)write_text("r.geojsonl", RECORD "\n{\"type\":\"Feat\n" RECORD "\n");
    assert_int_equal(read_whole(&wanted, 3, &err), MAH_BAD_SOURCE);
    wanted.path = (char *)write_text("r.geojsonl", RECORD "\n{\"type\":\"Feat");
    assert_int_equal(read_whole(&wanted, 2, &err), MAH_BAD_SOURCE);
    assert_non_null(strstr(err.message, "r.geojsonl': JSON parsing error"));
}

/* Far enough from the beginning GDAL makes a row of the part of a record that is there. */
static void the_last_record_of_a_long_sequence_is_whole(void **state)
{
    (void)state;
    static const char record[] =
        "{\"type\":\"Feature\",\"properties\":{\"nufus\":1,\"ad\":\"\\\"}{[\"},\"geometry\":null}";
    enum { RECORDS = 1200 };
    struct text text = TEXT_EMPTY;
    for (int i = 0; i < RECORDS; i++)
        text_add_format(&text, "%s\n", record);
    size_t last = text.length - sizeof record; /* where it begins */
    for (size_t cut = 0; cut < sizeof record; cut += 3) {
        struct mah_error err = {0};
        char *part = memory_copy_bytes(text.bytes, text.length - 1 - cut);
        const struct source wanted = {.path = (char *)write_text("long.geojsonl", part)};
        bool is_whole = cut == 0 || strlen(part) <= last;
        enum mah_status status = read_whole(&wanted, cut == 0 ? RECORDS : RECORDS - 1, &err);
        assert_int_equal(status, is_whole ? MAH_OK : MAH_BAD_SOURCE);
        memory_free(part);
    }
    text_release(&text);
}

static off_t size_of(const char *path)
{
    struct stat facts;
    assert_int_equal(stat(path, &facts), 0);
    return facts.st_size;
}

/* reliability.md 2.2, item 5: no format may lose rows without a word, wherever it is cut off. */
static void a_file_that_is_cut_off_never_gives_fewer_rows(void **state)
{
    (void)state;
    static const struct {
        const char *driver, *name;
        bool points;
    } formats[] = {
        {"GeoJSON", "cut.geojson", true}, {"FlatGeobuf", "cut.fgb", true},      {"ESRI Shapefile", "cut.shp", true},
        {"SQLite", "cut.sqlite", true},   {"GeoJSONSeq", "cut.geojsonl", true}, {"XLSX", "cut.xlsx", false},
        {"ODS", "cut.ods", false},
    };
    enum { TIMES = 100 };
    for (size_t i = 0; i < sizeof formats / sizeof *formats; i++) {
        struct source wanted =
            write_homes(formats[i].driver, formats[i].name, 4326, formats[i].points ? wkbPoint : wkbNone, TIMES);
        assert_int_equal(read_whole(&wanted, TIMES * HOMES, NULL), MAH_OK);
        off_t size = size_of(wanted.path);
        for (int part = 99; part > 0; part -= 3) {
            struct mah_error err = {0};
            assert_int_equal(truncate(wanted.path, size * part / 100 - 7), 0);
            enum mah_status status = read_whole(&wanted, TIMES * HOMES, &err);
            if (status != MAH_BAD_SOURCE)
                fail_msg("%s at %d %%: status %d", formats[i].driver, part, status);
        }
    }
}

static void a_cut_off_companion_of_a_shapefile_is_named(void **state)
{
    (void)state;
    static const char *const companions[] = {"m.dbf", "m.shx", "m.shp"};
    for (size_t i = 0; i < 3; i++) {
        struct source wanted = write_homes("ESRI Shapefile", "m.shp", 4326, wkbPoint, 10);
        const char *path = in_folder(companions[i]);
        struct mah_error err = {0};
        char piece[60];
        snprintf(piece, sizeof piece, "the .%s file is cut off (", companions[i] + 2);
        off_t size = size_of(path);
        assert_int_equal(truncate(path, size - 5), 0);
        assert_int_equal(read_whole(&wanted, 30, &err), MAH_BAD_SOURCE);
        assert_non_null(strstr(err.message, piece));
        assert_int_equal(truncate(path, 20), 0);
        assert_int_equal(shapefile_check(in_folder("m.shp"), "m.shp", &err), MAH_BAD_SOURCE);
        assert_non_null(strstr(err.message, piece));
    }
}

static void a_shapefile_whose_parts_do_not_belong_together(void **state)
{
    (void)state;
    write_homes("ESRI Shapefile", "n.shp", 4326, wkbPoint, 10);
    write_homes("ESRI Shapefile", "o.shp", 4326, wkbPoint, 11);
    assert_int_equal(rename(in_folder("o.dbf"), in_folder("n.dbf")), 0);
    assert_file_refused(in_folder("n.shp"), "the .shx file counts 30 shapes, the .dbf file 33 records");
}

static void a_shapefile_with_upper_case_extensions(void **state)
{
    (void)state;
    write_homes("ESRI Shapefile", "p.shp", 4326, wkbPoint, 1);
    assert_int_equal(rename(in_folder("p.shp"), in_folder("P.SHP")), 0);
    assert_int_equal(rename(in_folder("p.shx"), in_folder("P.SHX")), 0);
    assert_int_equal(rename(in_folder("p.dbf"), in_folder("P.DBF")), 0);
    assert_int_equal(rename(in_folder("p.cpg"), in_folder("P.CPG")), 0);
    struct source wanted = {.path = (char *)in_folder("P.SHP")};
    assert_int_equal(read_whole(&wanted, 3, NULL), MAH_OK);
    assert_int_equal(truncate(in_folder("P.DBF"), 100), 0);
    assert_file_refused(in_folder("P.SHP"), "the .dbf file is cut off");
}

static void a_shapefile_without_its_index_is_refused(void **state)
{
    (void)state;
    write_homes("ESRI Shapefile", "q.shp", 4326, wkbPoint, 1);
    assert_int_equal(remove(in_folder("q.shx")), 0);
    assert_file_refused(in_folder("q.shp"), "q.shp' needs its .shx and .dbf beside it; '.shx' is missing");
    write_homes("ESRI Shapefile", "r.shp", 4326, wkbPoint, 1);
    assert_int_equal(remove(in_folder("r.dbf")), 0);
    assert_file_refused(in_folder("r.shp"), "r.shp' needs its .shx and .dbf beside it; '.dbf' is missing");
}

/* A .dbf alone is a table without geometry, not half a Shapefile. */
static void a_dbf_alone_is_a_table(void **state)
{
    (void)state;
    write_homes("ESRI Shapefile", "s.shp", 4326, wkbPoint, 1);
    assert_int_equal(remove(in_folder("s.shp")), 0);
    assert_int_equal(remove(in_folder("s.shx")), 0);
    struct source wanted = {.path = (char *)in_folder("s.dbf")};
    assert_int_equal(read_whole(&wanted, 3, NULL), MAH_OK);
}

/* A GeoJSON may name a web address as its reference system; nobody is asked there (reliability.md 2.2, item 7). */
static void nothing_is_fetched_from_the_network(void **state)
{
    (void)state;
    const char *path = write_text(
        "link.geojson",
        "{\"type\":\"FeatureCollection\",\"crs\":{\"type\":\"link\",\"properties\":{\"href\":"
        "\"http://127.0.0.1:9/crs.wkt\",\"type\":\"ogcwkt\"}},\"features\":[{\"type\":\"Feature\",\"properties\":"
        "{\"nufus\":1},\"geometry\":{\"type\":\"Point\",\"coordinates\":[1,2]}}]}");
    struct household_source *source = NULL;
    struct mah_error err = {0};
    household_source_open(&source, &(struct source){.path = (char *)path}, &err);
    assert_null(strstr(err.message, "connect")); /* the words of the library that would have dialled */
    household_source_close(source);
}

static void complaints_are_counted_between_begin_and_end(void **state)
{
    (void)state;
    struct ogr_watch watch;
    struct mah_error err = {0};
    ogr_watch_begin(&watch);
    CPLError(CE_Warning, CPLE_AppDefined, "a warning");
    assert_int_equal(ogr_watch_verdict(&watch, "a.shp", &err), MAH_OK);
    CPLError(CE_Failure, CPLE_AppDefined, "the first");
    CPLError(CE_Failure, CPLE_AppDefined, "the second");
    assert_null(CPLGetConfigOption("OGR_SQLITE_LOAD_EXTENSIONS", "")[0] != '\0' ? "" : NULL);
    assert_string_equal(CPLGetConfigOption("PROJ_NETWORK", ""), "OFF");
    ogr_watch_end();
    assert_int_equal(watch.failures, 2);
    assert_int_equal(ogr_watch_verdict(&watch, "a.shp", &err), MAH_BAD_SOURCE);
    assert_string_equal(err.message, "'a.shp' is damaged or cut off: the first");
    assert_string_equal(CPLGetConfigOption("PROJ_NETWORK", "as before"), "as before");
}

static void a_text_table_is_not_for_gdal(void **state)
{
    (void)state;
    GDALDatasetH dataset;
    struct mah_error err = {0};
    assert_int_equal(source_ogr_open(&dataset, write_text("t.csv", "a,b\n1,2\n"), &err), MAH_BAD_SOURCE);
    assert_non_null(strstr(err.message, "is a text file"));
    assert_null(dataset);
    assert_int_equal(source_ogr_open(&dataset, "/nonexistent", &err), MAH_BAD_SOURCE);
    assert_int_equal(source_ogr_open(&dataset, "/vsizip/a.zip", &err), MAH_BAD_SOURCE);
    source_ogr_close(NULL);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(records_of_a_sequence_are_counted),
        cmocka_unit_test(the_last_record_of_a_long_sequence_is_whole),
        cmocka_unit_test(a_file_that_is_cut_off_never_gives_fewer_rows),
        cmocka_unit_test(a_cut_off_companion_of_a_shapefile_is_named),
        cmocka_unit_test(a_shapefile_whose_parts_do_not_belong_together),
        cmocka_unit_test(a_shapefile_with_upper_case_extensions),
        cmocka_unit_test(a_shapefile_without_its_index_is_refused),
        cmocka_unit_test(a_dbf_alone_is_a_table),
        cmocka_unit_test(nothing_is_fetched_from_the_network),
        cmocka_unit_test(complaints_are_counted_between_begin_and_end),
        cmocka_unit_test(a_text_table_is_not_for_gdal),
    };
    return cmocka_run_group_tests(tests, make_folder, remove_folder);
}
