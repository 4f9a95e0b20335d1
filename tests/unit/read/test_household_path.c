/* What is let in: regular files of known kinds, and nothing that a library would fetch, unpack or run. */
#include "household_files.h"

#include <fcntl.h>
#include <sys/stat.h>

#include "read/source_kind.h"
#include "read/source_path.h"

#define GOOD_CSV "hane_no,boylam,enlem,nufus\nA1,37.38,37.06,4\n"

static void a_plain_file_is_let_in(void **state)
{
    (void)state;
    assert_int_equal(source_path_check(write_text("plain.csv", GOOD_CSV), NULL), MAH_OK);
}

static void a_missing_file_is_named(void **state)
{
    (void)state;
    assert_file_refused("/nonexistent/haneler.csv", "cannot read '/nonexistent/haneler.csv': no such file");
    assert_file_refused("haneler-that-is-not-there.csv", "no such file");
    assert_file_refused("", "is empty: name a file");
    assert_refused(&(struct source){0}, MAH_BAD_SOURCE, "is empty: name a file");
}

static void a_path_through_a_file_is_missing(void **state)
{
    (void)state;
    write_text("plain.csv", GOOD_CSV);
    assert_file_refused(in_folder("plain.csv/inner.csv"), "no such file");
}

static void a_folder_is_not_a_file(void **state)
{
    (void)state;
    assert_file_refused(test_folder, "is a folder: name the file in it");
}

static void a_pipe_is_refused_without_waiting_for_a_writer(void **state)
{
    (void)state;
    const char *path = in_folder("pipe.csv");
    assert_int_equal(mkfifo(path, 0600), 0);
    assert_file_refused(path, "only regular files are read");
    assert_file_refused("/dev/zero", "only regular files are read");
}

static void an_endless_chain_of_links_is_an_error(void **state)
{
    (void)state;
    const char *path = in_folder("loop.csv");
    assert_int_equal(symlink(path, path), 0);
    assert_file_refused(path, "cannot read");
}

static void a_link_to_a_file_is_followed(void **state)
{
    (void)state;
    const char *target = write_text("target.csv", GOOD_CSV), *path = in_folder("link.csv");
    assert_int_equal(symlink(target, path), 0);
    assert_rows_of_file(path, "2 hh_id=A1 lon=37.38 lat=37.06 hh_size=4\n");
}

static void addresses_connections_and_documents_are_refused(void **state)
{
    (void)state;
    static const char *const paths[] = {
        "http://example.org/a.geojson",
        "https://example.org/a.csv",
        "/vsicurl/http://example.org/a.csv",
        "/vsizip/a.zip/a.csv",
        "/vsistdin/",
        "/vsimem/a.csv",
        "PG:dbname=belediye",
        "MYSQL:belediye",
        "ODBC:x",
        "SQLITE:a.db",
        "GeoJSON:a",
        "{\"type\": \"FeatureCollection\", \"features\": []}",
        "[1]",
        "<OGRVRTDataSource/>",
        "file:///etc/passwd",
        "zip:/vsizip/a.zip",
    };
    for (size_t i = 0; i < sizeof paths / sizeof *paths; i++)
        assert_file_refused(paths[i], "only local files are read");
}

/* Where such a name is a file all the same, the library sees its full path, which begins with '/'. */
static void a_file_with_a_strange_name_is_a_file(void **state)
{
    (void)state;
    char here[4096];
    assert_non_null(getcwd(here, sizeof here));
    write_text("PG:x.csv", GOOD_CSV);
    write_text("[1] {a}.csv", GOOD_CSV);
    assert_int_equal(chdir(test_folder), 0);
    assert_rows_of_file("PG:x.csv", "2 hh_id=A1 lon=37.38 lat=37.06 hh_size=4\n");
    assert_rows_of_file("[1] {a}.csv", "2 hh_id=A1 lon=37.38 lat=37.06 hh_size=4\n");
    assert_int_equal(chdir(here), 0);
}

static void the_content_decides_what_a_file_is(void **state)
{
    (void)state;
    enum source_kind kind;
    const struct {
        const char *name, *bytes;
        size_t length;
        enum source_kind kind;
    } files[] = {
        {"a.csv", "a,b\n", 4, SOURCE_TEXT_TABLE},
        {"a.txt", "a,b\n", 4, SOURCE_TEXT_TABLE},
        {"a", "a,b\n", 4, SOURCE_TEXT_TABLE},
        {"a.data.csv",
         "\xEF\xBB\xBF"
         "a,b\n",
         7, SOURCE_TEXT_TABLE},
        {"b.csv", "\xEF\xBB\xBF \n{\"type\"", 12, SOURCE_GEOJSON},
        {"c.json", "[", 1, SOURCE_GEOJSON},
        {"seq.geojsonl", "\x1E{\"type\"", 8, SOURCE_GEOJSON},
        {"d.dat", "<?xml", 5, SOURCE_KML},
        {"e.dat", "PK\3\4", 4, SOURCE_SPREADSHEET},
        {"f.dat", "fgb\3fgb", 7, SOURCE_FLATGEOBUF},
        {"g.dat", "\0\0\x27\x0A", 4, SOURCE_SHAPEFILE},
        {"h.gpkg", "SQLite format 3\0", 16, SOURCE_GEOPACKAGE},
        {"h.db", "SQLite format 3\0", 16, SOURCE_SQLITE},
    };
    for (size_t i = 0; i < sizeof files / sizeof *files; i++) {
        const char *path = write_bytes(files[i].name, files[i].bytes, files[i].length);
        assert_int_equal(source_kind_find(&kind, path, path, NULL), MAH_OK);
        assert_int_equal(kind, files[i].kind);
    }
}

static void a_geopackage_says_so_in_its_header(void **state)
{
    (void)state;
    enum source_kind kind;
    char header[100] = "SQLite format 3";
    memcpy(header + 68, "GPKG", 4);
    const char *path = write_bytes("any.name", header, sizeof header);
    assert_int_equal(source_kind_find(&kind, path, path, NULL), MAH_OK);
    assert_int_equal(kind, SOURCE_GEOPACKAGE);
    memcpy(header + 68, "GP10", 4);
    path = write_bytes("old.name", header, sizeof header);
    assert_int_equal(source_kind_find(&kind, path, path, NULL), MAH_OK);
    assert_int_equal(kind, SOURCE_GEOPACKAGE);
}

static void a_dbf_alone_is_a_shapefile(void **state)
{
    (void)state;
    enum source_kind kind;
    char header[33] = {3, 124, 5, 17};
    const char *path = write_bytes("tablo.dbf", header, sizeof header);
    assert_int_equal(source_kind_find(&kind, path, path, NULL), MAH_OK);
    assert_int_equal(kind, SOURCE_SHAPEFILE);
}

static void a_text_with_the_wrong_extension_is_refused(void **state)
{
    (void)state;
    assert_file_refused(write_text("a.gpkg", GOOD_CSV), "is no GeoPackage file, whatever its name says");
    assert_file_refused(write_text("a.shp", GOOD_CSV), "is no Shapefile file");
    assert_file_refused(write_text("a.GeoJSON", GOOD_CSV), "is no GeoJSON file");
    assert_file_refused(write_text("a.xlsx", GOOD_CSV), "is no XLSX or ODS file");
}

static void files_that_cannot_be_read_come_with_advice(void **state)
{
    (void)state;
    assert_file_refused(write_text("old.xls", "\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1"), "old Excel file: save it as .xlsx");
    assert_file_refused(write_text("a.csv.gz", "\x1F\x8B\x08"), "is compressed: unpack it first");
    assert_file_refused(write_text("a.pdf", "%PDF-1.7"), "is a PDF");
    assert_file_refused(write_text("a.parquet", "PAR1"), "Parquet");
    assert_file_refused(write_text("empty.csv", ""), "is empty");
}

static void a_vrt_under_another_name_is_refused(void **state)
{
    (void)state;
    const char *vrt = "<OGRVRTDataSource><OGRVRTLayer name=\"passwd\"><SrcDataSource>/etc/passwd</SrcDataSource>"
                      "</OGRVRTLayer></OGRVRTDataSource>";
    assert_file_refused(write_text("boundary.geojson", vrt), "is a VRT, which only points to other files");
    assert_file_refused(write_text("boundary.vrt", vrt), "(formats: CSV, GeoPackage, SQLite, ");
    assert_file_refused(write_text("boundary.csv", vrt), "is a VRT, which only points to other files");
    assert_file_refused(write_text("raster.kml", "<?xml version=\"1.0\"?>\n<VRTDataset/>"), "is a VRT");
    const char *kml = "<?xml version=\"1.0\"?><!-- <VRT> is only a word here --><html></html>";
    assert_file_refused(write_text("page.kml", kml), "cannot read '");
}

static void a_zip_of_anything_else_is_refused(void **state)
{
    (void)state;
    /* An empty zip archive, and one whose name says Shapefile. */
    const char zip[] = "PK\3\4\n\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\1\0\0\0a";
    assert_file_refused(write_bytes("a.zip", zip, sizeof zip), "begins like a file of type XLSX or ODS but is none");
    assert_file_refused(write_bytes("a.shz", zip, sizeof zip), "begins like a file of type XLSX or ODS but is none");
}

static void the_list_of_drivers_has_no_way_out(void **state)
{
    (void)state;
    static const char *const never[] = {"OGR_VRT", "CSV", "PostgreSQL",  "HTTP", "WFS",
                                        "ODBC",    "GML", "OpenFileGDB", "PDF"};
    size_t count = 0;
    for (const char *const *driver = source_allowed_drivers(); *driver != NULL; driver++, count++)
        for (size_t i = 0; i < sizeof never / sizeof *never; i++)
            assert_string_not_equal(*driver, never[i]);
    assert_int_equal(count, 11);
    /* Each kind is opened by drivers of the list only. */
    for (int kind = 0; kind < SOURCE_KINDS; kind++) {
        for (const char *const *driver = source_kind_drivers((enum source_kind)kind); *driver != NULL; driver++) {
            bool listed = false;
            for (const char *const *allowed = source_allowed_drivers(); *allowed != NULL; allowed++)
                listed = listed || strcmp(*driver, *allowed) == 0;
            assert_true(listed);
        }
    }
}

static void the_name_without_folders(void **state)
{
    (void)state;
    assert_string_equal(source_path_file_name("/a/b/haneler.csv"), "haneler.csv");
    assert_string_equal(source_path_file_name("haneler.csv"), "haneler.csv");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_plain_file_is_let_in),
        cmocka_unit_test(a_missing_file_is_named),
        cmocka_unit_test(a_path_through_a_file_is_missing),
        cmocka_unit_test(a_folder_is_not_a_file),
        cmocka_unit_test(a_pipe_is_refused_without_waiting_for_a_writer),
        cmocka_unit_test(an_endless_chain_of_links_is_an_error),
        cmocka_unit_test(a_link_to_a_file_is_followed),
        cmocka_unit_test(addresses_connections_and_documents_are_refused),
        cmocka_unit_test(a_file_with_a_strange_name_is_a_file),
        cmocka_unit_test(the_content_decides_what_a_file_is),
        cmocka_unit_test(a_geopackage_says_so_in_its_header),
        cmocka_unit_test(a_dbf_alone_is_a_shapefile),
        cmocka_unit_test(a_text_with_the_wrong_extension_is_refused),
        cmocka_unit_test(files_that_cannot_be_read_come_with_advice),
        cmocka_unit_test(a_vrt_under_another_name_is_refused),
        cmocka_unit_test(a_zip_of_anything_else_is_refused),
        cmocka_unit_test(the_list_of_drivers_has_no_way_out),
        cmocka_unit_test(the_name_without_folders),
    };
    return cmocka_run_group_tests(tests, make_folder, remove_folder);
}
