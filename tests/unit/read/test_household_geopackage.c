/* Households from a GeoPackage: layers, cells, points, ranges of rows, and files that are damaged or in use. */
#include "packages.h"

/* A point in a blob: header without envelope, little-endian WKB. As SQL: x'4750...'. */
static const char *point(double x, double y)
{
    static char sql[4][80];
    static int turn;
    unsigned char blob[29] = {'G', 'P', 0, 1, 0, 0, 0, 0, 1, 1, 0, 0, 0};
    memcpy(blob + 13, &x, 8);
    memcpy(blob + 21, &y, 8);
    char *out = sql[turn++ % 4];
    size_t length = (size_t)sprintf(out, "x'");
    for (size_t i = 0; i < sizeof blob; i++)
        length += (size_t)sprintf(out + length, "%02x", blob[i]);
    sprintf(out + length, "'");
    return out;
}

static void features_become_rows_with_points(void **state)
{
    (void)state;
    sqlite3 *database = new_package("a.gpkg");
    char sql[2000];
    add_features(database, "haneler", 4326);
    snprintf(sql, sizeof sql,
             "INSERT INTO haneler VALUES (1, %s, 'A1', 4, 1.5, '2021-05-17'), (2, NULL, NULL, NULL, NULL, NULL),"
             "(3, %s, ' A3 ', '5', 'x', '')",
             point(37.5, 37.25), point(37, 36));
    run(database, sql);
    sqlite3_close(database);
    struct source wanted = source_of("a.gpkg");
    assert_rows(&wanted, "1 hh_id=A1 weight=1.5# hh_size=4# arr_date=2021-05-17 at(37.5 37.25)\n"
                         "2 nowhere\n"
                         "3 hh_id=A3 weight=x hh_size=5# at(37 36)\n");
}

static void facts_of_a_package(void **state)
{
    (void)state;
    sqlite3 *database = new_package("facts.gpkg");
    add_features(database, "haneler", 4326);
    run(database, "INSERT INTO haneler (fid, hane_no, nufus) VALUES (5, 'A', 1), (6, 'B', 1)");
    sqlite3_close(database);
    struct source wanted = source_of("facts.gpkg");
    struct household_source *source;
    assert_int_equal(household_source_open(&source, &wanted, NULL), MAH_OK);
    const struct source_facts *facts = household_source_facts(source);
    assert_string_equal(facts->format, "GeoPackage");
    assert_string_equal(facts->name, "facts.gpkg");
    assert_true(facts->has_geometry);
    assert_string_equal(facts->crs, "EPSG:4326");
    assert_int_equal(facts->first_row_number, 5);
    assert_int_equal(facts->column_count, 5); /* the geometry is none of them */
    assert_string_equal(facts->columns[1], "hane_no");
    assert_int_equal(facts->separator, 0);
    assert_int_equal(facts->encoding, ENCODING_UTF8);
    char *text;
    assert_int_equal(gather(&text, source, 2, NULL), MAH_OK);
    assert_int_equal(household_source_bytes_read(source), facts->bytes);
    memory_free(text);
    household_source_close(source);
}

static void assert_crs(const char *name, int srs, const char *user, const char *expected)
{
    sqlite3 *database = new_package(name);
    add_features(database, "haneler", srs);
    sqlite3_close(database);
    struct source wanted = source_of(name);
    wanted.crs = (char *)user;
    struct household_source *source;
    assert_int_equal(household_source_open(&source, &wanted, NULL), MAH_OK);
    const struct source_facts *facts = household_source_facts(source);
    assert_int_equal(facts->crs_known, expected != NULL);
    if (expected != NULL)
        assert_string_equal(facts->crs, expected);
    household_source_close(source);
}

static void the_reference_system_comes_from_the_package(void **state)
{
    (void)state;
    assert_crs("crs1.gpkg", 4326, NULL, "EPSG:4326");
    assert_crs("crs2.gpkg", 5256, NULL, "EPSG:5256");
    assert_crs("crs3.gpkg", 100000, NULL, "PROJCS[\"own\"]");
    assert_crs("crs4.gpkg", 100001, NULL, NULL);
    assert_crs("crs5.gpkg", 0, NULL, NULL);
    assert_crs("crs6.gpkg", -1, NULL, NULL);
    assert_crs("crs7.gpkg", 31337, NULL, NULL); /* not in the table */
    assert_crs("crs8.gpkg", 4326, "EPSG:5254", "EPSG:5254");
}

static void a_table_without_geometry(void **state)
{
    (void)state;
    sqlite3 *database = new_package("b.gpkg");
    add_attributes(database, "haneler");
    run(database, "INSERT INTO haneler VALUES (1, 'A1', 4, 'Beykent'), (2, 17, 2.5, x'00ff')");
    sqlite3_close(database);
    struct source wanted = source_of("b.gpkg");
    assert_rows(&wanted, "1 hh_id=A1 mah_name=Beykent hh_size=4#\n2 hh_id=17# hh_size=2.5#\n");
}

static void columns_the_user_names_replace_the_geometry(void **state)
{
    (void)state;
    sqlite3 *database = new_package("c.gpkg");
    char sql[500];
    add_features(database, "haneler", 5256);
    snprintf(sql, sizeof sql,
             "ALTER TABLE haneler ADD COLUMN bx; ALTER TABLE haneler ADD COLUMN by;"
             "INSERT INTO haneler VALUES (1, %s, 'A', 3, 1, NULL, 37.5, 36.5)",
             point(1, 2));
    run(database, sql);
    sqlite3_close(database);
    struct source wanted = source_of("c.gpkg");
    assert_rows(&wanted, "1 hh_id=A weight=1# hh_size=3# at(1 2)\n");
    struct field_choice choices[] = {{.field = "lon", .column = "bx"}, {.field = "lat", .column = "by"}};
    wanted.fields = choices;
    wanted.field_count = 2;
    assert_rows(&wanted, "1 hh_id=A lon=37.5# lat=36.5# weight=1# hh_size=3#\n");
    struct household_source *source;
    assert_int_equal(household_source_open(&source, &wanted, NULL), MAH_OK);
    assert_string_equal(household_source_facts(source)->crs, "EPSG:4326");
    assert_false(household_source_facts(source)->has_geometry);
    household_source_close(source);
}

static void long_numbers_keep_all_their_digits(void **state)
{
    (void)state;
    sqlite3 *database = new_package("d.gpkg");
    add_attributes(database, "haneler");
    run(database, "INSERT INTO haneler VALUES (1, 9007199254740992, 1, 'M'), (2, 9007199254740993, 1, 'M'),"
                  "(3, -9223372036854775808, 1, 'M'), (4, 9e999, 1, 'M')");
    sqlite3_close(database);
    struct source wanted = source_of("d.gpkg");
    char *rows = rows_of(&wanted, 1, 0);
    assert_non_null(strstr(rows, "1 hh_id=9007199254740992# "));
    assert_non_null(strstr(rows, "2 hh_id=9007199254740993 "));
    assert_non_null(strstr(rows, "3 hh_id=-9223372036854775808 "));
    memory_free(rows);
}

static void texts_that_are_not_utf8_are_taken_as_turkish(void **state)
{
    (void)state;
    sqlite3 *database = new_package("e.gpkg");
    add_attributes(database, "haneler");
    run(database, "INSERT INTO haneler VALUES (1, 'A', 1, CAST(x'DE6168696E626579' AS TEXT)), (2, 'B', 1, 'Şahinbey')");
    sqlite3_close(database);
    struct source wanted = source_of("e.gpkg");
    assert_rows(&wanted, "1 hh_id=A mah_name=Şahinbey hh_size=1#\n2 hh_id=B mah_name=Şahinbey hh_size=1#\n");
    struct household_source *source;
    char *text;
    assert_int_equal(household_source_open(&source, &wanted, NULL), MAH_OK);
    assert_int_equal(gather(&text, source, 1, NULL), MAH_OK);
    assert_int_equal(household_source_recoded_texts(source), 1);
    memory_free(text);
    household_source_close(source);
}

static void many_rows_with_gaps_come_in_order(void **state)
{
    (void)state;
    sqlite3 *database = new_package("f.gpkg");
    add_attributes(database, "haneler");
    /* Three batches, a gap in a batch, one between batches, and one wider than any batch. */
    run(database, "WITH n(i) AS (VALUES (1) UNION ALL SELECT i + 1 FROM n WHERE i < 40000) INSERT INTO haneler SELECT "
                  "i, i, 1, 'M' "
                  "FROM n WHERE i NOT BETWEEN 100 AND 200 AND i NOT BETWEEN 16000 AND 17000;"
                  "INSERT INTO haneler VALUES (5000000000, 'far', 1, 'M'), (9223372036854775806, 'last', 1, 'M')");
    sqlite3_close(database);
    struct source wanted = source_of("f.gpkg");
    char *one = rows_of(&wanted, 1, 0), *four = rows_of(&wanted, 4, 0);
    assert_string_equal(one, four);
    size_t rows = 0;
    for (const char *at = one; *at != '\0'; at++)
        rows += *at == '\n';
    assert_int_equal(rows, 40000 - 101 - 1001 + 2);
    assert_non_null(strstr(one, "\n15999 hh_id=15999# mah_name=M hh_size=1#\n17001 hh_id=17001# "));
    assert_non_null(strstr(one,
                           "\n40000 hh_id=40000# mah_name=M hh_size=1#\n5000000000 hh_id=far mah_name=M hh_size=1#\n"
                           "9223372036854775806 hh_id=last mah_name=M hh_size=1#\n"));
    memory_free(one);
    memory_free(four);
}

static void an_empty_layer_is_an_empty_source(void **state)
{
    (void)state;
    sqlite3 *database = new_package("g.gpkg");
    add_features(database, "haneler", 4326);
    sqlite3_close(database);
    struct source wanted = source_of("g.gpkg");
    assert_rows(&wanted, "");
}

static void a_layer_is_chosen_by_name_or_because_it_is_the_only_one(void **state)
{
    (void)state;
    sqlite3 *database = new_package("h.gpkg");
    add_attributes(database, "haneler");
    add_attributes(database, "layer_styles");
    run(database, "INSERT INTO haneler VALUES (1, 'A', 1, 'M')");
    struct source wanted = source_of("h.gpkg");
    assert_rows(&wanted, "1 hh_id=A mah_name=M hh_size=1#\n"); /* styles are no layer */
    add_attributes(database, "tilde ~ \"\"quoted");
    run(database, "UPDATE gpkg_contents SET table_name = 'tilde ~ \"quoted' WHERE table_name LIKE 'tilde%'");
    run(database, "INSERT INTO \"tilde ~ \"\"quoted\" VALUES (1, 'B', 1, 'M')");
    sqlite3_close(database);
    char message[300];
    snprintf(message, sizeof message, "'%s' has 2 layers: name one of them (layers: haneler, tilde ~ \"quoted)",
             wanted.path);
    assert_refused(&wanted, MAH_BAD_SOURCE, message);
    wanted.layer = (char *)"tilde ~ \"quoted";
    assert_rows(&wanted, "1 hh_id=B mah_name=M hh_size=1#\n");
    wanted.layer = (char *)"Haneler";
    assert_refused(&wanted, MAH_BAD_SOURCE, "cannot find layer 'Haneler' in ");
    wanted.layer = (char *)"x\"; DROP TABLE haneler; --";
    assert_refused(&wanted, MAH_BAD_SOURCE, "(layers: haneler, ");
    wanted.layer = (char *)"haneler";
    assert_rows(&wanted, "1 hh_id=A mah_name=M hh_size=1#\n");
}

static void a_package_without_layers(void **state)
{
    (void)state;
    sqlite3_close(new_package("i.gpkg"));
    struct source wanted = source_of("i.gpkg");
    assert_refused(&wanted, MAH_BAD_SOURCE, "has no layers");
}

/* A view may call any function of SQLite in the name of the file; it is not asked. */
static void a_view_is_not_read(void **state)
{
    (void)state;
    sqlite3 *database = new_package("j.gpkg");
    run(database, "CREATE VIEW haneler AS SELECT 1 AS fid, load_extension('x') AS hane_no, 1 AS nufus, 'M' AS mahalle;"
                  "INSERT INTO gpkg_contents (table_name, data_type) VALUES ('haneler', 'attributes');");
    sqlite3_close(database);
    struct source wanted = source_of("j.gpkg");
    assert_refused(&wanted, MAH_BAD_SOURCE, "is a view: save it as a table first");
}

static void a_column_called_rowid_is_a_column(void **state)
{
    (void)state;
    sqlite3 *database = new_package("k.gpkg");
    run(database, "CREATE TABLE haneler (_rowid_ TEXT, rowid TEXT, nufus INTEGER, mahalle TEXT);"
                  "INSERT INTO haneler (_rowid_, rowid, nufus, mahalle) VALUES ('x', 'y', 1, 'M'), ('z', 'q', 2, 'M');"
                  "INSERT INTO gpkg_contents (table_name, data_type) VALUES ('haneler', 'attributes');");
    struct source wanted = source_of("k.gpkg");
    struct field_choice choice = {.field = "hh_id", .column = "rowid"};
    wanted.fields = &choice;
    wanted.field_count = 1;
    assert_rows(&wanted, "1 hh_id=y mah_name=M hh_size=1#\n2 hh_id=q mah_name=M hh_size=2#\n");
    run(database, "ALTER TABLE haneler ADD COLUMN oid TEXT");
    sqlite3_close(database);
    assert_refused(&wanted, MAH_BAD_SOURCE, "has columns _rowid_, rowid and oid: rename one");
}

static void a_table_without_row_numbers_is_refused(void **state)
{
    (void)state;
    sqlite3 *database = new_package("l.gpkg");
    run(database, "CREATE TABLE haneler (hane_no TEXT PRIMARY KEY, nufus INTEGER, mahalle TEXT) WITHOUT ROWID;"
                  "INSERT INTO gpkg_contents (table_name, data_type) VALUES ('haneler', 'attributes');");
    sqlite3_close(database);
    struct source wanted = source_of("l.gpkg");
    assert_refused(&wanted, MAH_BAD_SOURCE, "no such column: _rowid_");
}

static void a_database_that_is_no_package(void **state)
{
    (void)state;
    remove(in_folder("m.gpkg"));
    sqlite3 *database = open_package("m.gpkg");
    run(database, "CREATE TABLE t (a)");
    sqlite3_close(database);
    struct source wanted = source_of("m.gpkg");
    assert_refused(&wanted, MAH_BAD_SOURCE, "no such table: gpkg_contents");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(features_become_rows_with_points),
        cmocka_unit_test(facts_of_a_package),
        cmocka_unit_test(the_reference_system_comes_from_the_package),
        cmocka_unit_test(a_table_without_geometry),
        cmocka_unit_test(columns_the_user_names_replace_the_geometry),
        cmocka_unit_test(long_numbers_keep_all_their_digits),
        cmocka_unit_test(texts_that_are_not_utf8_are_taken_as_turkish),
        cmocka_unit_test(many_rows_with_gaps_come_in_order),
        cmocka_unit_test(an_empty_layer_is_an_empty_source),
        cmocka_unit_test(a_layer_is_chosen_by_name_or_because_it_is_the_only_one),
        cmocka_unit_test(a_package_without_layers),
        cmocka_unit_test(a_view_is_not_read),
        cmocka_unit_test(a_column_called_rowid_is_a_column),
        cmocka_unit_test(a_table_without_row_numbers_is_refused),
        cmocka_unit_test(a_database_that_is_no_package),
    };
    return cmocka_run_group_tests(tests, make_folder, remove_folder);
}
