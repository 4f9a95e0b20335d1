/* Rows of GeoPackages that are taken from the pages of the file are those that SQLite tells; and when SQLite is asked.
 */
#include <fcntl.h>
#include <sys/wait.h>

#include "layers.h"
#include "random_package.h"

static void random_tables_of_every_page_size(void **state)
{
    (void)state;
    uint64_t by_pages = 0;
    for (uint32_t round = 0; round < 48; round++) {
        uint64_t seed = round + 1;
        char options[100], name[30];
        int page = 512 << round % 8, reserved = round % 3 == 1 ? (int)dice(&seed, 32) : 0;
        snprintf(options, sizeof options, "PRAGMA page_size = %d; PRAGMA auto_vacuum = %d", page, (int)(round / 8 % 3));
        snprintf(name, sizeof name, "random%u.gpkg", round);
        make_random_package(name, &seed, options, reserved, 1000, 20000);
        by_pages += assert_same_two_ways(name) > 0;
        remove(in_folder(name));
    }
    assert_true(by_pages > 20); /* and some by SQLite */
}

static void rows_without_overflow_come_from_the_pages(void **state)
{
    (void)state;
    for (uint32_t page = 512; page <= 65536; page *= 2) {
        char options[100];
        snprintf(options, sizeof options, "PRAGMA page_size = %u; PRAGMA auto_vacuum = FULL", page);
        remove(in_folder("short.gpkg"));
        sqlite3 *database = open_package("short.gpkg");
        run(database, options);
        add_package_tables(database);
        add_attributes(database, "haneler");
        run(database, "WITH n(i) AS (VALUES (1) UNION ALL SELECT i + 1 FROM n WHERE i < 40000) INSERT INTO haneler "
                      "SELECT i * 2 - 10000, 'H' || i, i % 9, 'Çavuş Mh.' FROM n");
        sqlite3_close(database);
        assert_int_equal(assert_same_two_ways("short.gpkg"), 5);
    }
}

static void long_texts_on_overflow_pages(void **state)
{
    (void)state;
    sqlite3 *database = new_package("long.gpkg");
    add_attributes(database, "haneler");
    run(database, "WITH n(i) AS (VALUES (1) UNION ALL SELECT i + 1 FROM n WHERE i < 500) INSERT INTO haneler SELECT i, "
                  "replace(hex(zeroblob(i * 40)), '00', 'ş'), i % 9, 'Mahalle ' || i FROM n");
    sqlite3_close(database);
    assert_int_equal(assert_same_two_ways("long.gpkg"), 1);
}

/* More than sixteen megabytes of them in one batch are SQLite's to read. */
static void very_long_texts_are_left_to_sqlite(void **state)
{
    (void)state;
    sqlite3 *database = new_package("huge.gpkg");
    add_attributes(database, "haneler");
    run(database, "WITH n(i) AS (VALUES (1) UNION ALL SELECT i + 1 FROM n WHERE i < 30) INSERT INTO haneler SELECT i, "
                  "'A', 1, CAST(zeroblob(700000) AS TEXT) FROM n");
    sqlite3_close(database);
    assert_int_equal(assert_same_two_ways("huge.gpkg"), 0);
}

static void integers_of_a_real_column_are_doubles(void **state)
{
    (void)state;
    static const char *const types[] = {"REAL",      "DOUBLE", "FLOAT",  "FLOATING POINT", "double precision",
                                        "REAL CHAR", "",       "NUMERIC"};
    for (size_t i = 0; i < sizeof types / sizeof *types; i++) {
        sqlite3 *database = new_package("real.gpkg");
        char sql[400];
        snprintf(sql, sizeof sql,
                 "CREATE TABLE haneler (fid INTEGER PRIMARY KEY, nufus, mahalle, hane_no %s);"
                 "INSERT INTO gpkg_contents (table_name, data_type) VALUES ('haneler', 'attributes');"
                 "INSERT INTO haneler VALUES (1, 1, 'M', 7), (2, 1, 'M', 9007199254740993), (3, 1, 'M', 1e15), (4, 1, "
                 "'M', -9223372036854775808)",
                 types[i]);
        run(database, sql);
        sqlite3_close(database);
        assert_int_equal(assert_same_two_ways("real.gpkg"), 1);
    }
}

/* Of one table; returns the batches that came from pages. */
static uint64_t rows_of_table(const char *options, const char *columns, const char *rows)
{
    remove(in_folder("table.gpkg"));
    sqlite3 *database = open_package("table.gpkg");
    struct text sql = TEXT_EMPTY;
    run(database, "PRAGMA synchronous = OFF");
    run(database, options);
    add_package_tables(database);
    text_add_format(&sql,
                    "CREATE TABLE haneler (%s; INSERT INTO gpkg_contents (table_name, data_type) VALUES ('haneler', "
                    "'attributes'); %s",
                    columns, rows);
    run(database, text_bytes(&sql));
    text_release(&sql);
    sqlite3_close(database);
    return assert_same_two_ways("table.gpkg");
}

#define THREE_ROWS "INSERT INTO haneler (hane_no, nufus, mahalle) VALUES (31, 1, 'A'), (12, 2, 'B'), (23, 3, 'C');"

static void keys_of_all_kinds(void **state)
{
    (void)state;
    assert_int_equal(rows_of_table("", "hane_no INTEGER PRIMARY KEY, nufus, mahalle)", THREE_ROWS), 1);
    assert_int_equal(rows_of_table("", "nufus, mahalle, hane_no integer primary key autoincrement)", THREE_ROWS), 1);
    assert_int_equal(rows_of_table("", "hane_no INTEGER PRIMARY KEY DESC, nufus, mahalle)", THREE_ROWS), 1);
    assert_int_equal(rows_of_table("", "hane_no INT PRIMARY KEY, nufus, mahalle)", THREE_ROWS), 1);
    assert_int_equal(rows_of_table("", "hane_no TEXT PRIMARY KEY, nufus, mahalle)", THREE_ROWS), 1);
    assert_int_equal(rows_of_table("", "hane_no INTEGER, nufus, mahalle, PRIMARY KEY (hane_no, nufus))", THREE_ROWS),
                     1);
    assert_int_equal(rows_of_table("", "hane_no INTEGER, nufus, mahalle, PRIMARY KEY (hane_no))", THREE_ROWS), 1);
    assert_int_equal(rows_of_table("", "hane_no INTEGER, nufus, mahalle, PRIMARY KEY (hane_no DESC))", THREE_ROWS), 1);
    assert_int_equal(rows_of_table("", "hane_no INTEGER UNIQUE, nufus, mahalle)", THREE_ROWS), 1);
    assert_int_equal(rows_of_table("", "hane_no INT PRIMARY KEY, nufus REAL, mahalle ANY) STRICT", THREE_ROWS), 1);
}

static void columns_that_were_added_later(void **state)
{
    (void)state;
    const char *none = THREE_ROWS "ALTER TABLE haneler ADD COLUMN agirlik REAL; ALTER TABLE haneler ADD COLUMN gelir;";
    const char *some = THREE_ROWS "ALTER TABLE haneler ADD COLUMN agirlik REAL DEFAULT 3;";
    const char *unread = THREE_ROWS "ALTER TABLE haneler ADD COLUMN baska TEXT DEFAULT 'x';";
    const char *dropped = THREE_ROWS "ALTER TABLE haneler DROP COLUMN baska;" THREE_ROWS;
    assert_int_equal(rows_of_table("", "hane_no, nufus, mahalle)", none), 1);
    assert_int_equal(rows_of_table("", "hane_no, nufus, mahalle)", some), 0);
    assert_int_equal(rows_of_table("", "hane_no, nufus, mahalle)", unread), 1);
    assert_int_equal(rows_of_table("", "baska, hane_no, nufus, mahalle)", dropped), 1);
    struct text late = TEXT_EMPTY; /* and those that were written with it */
    text_add_format(&late, "%s %s UPDATE haneler SET agirlik = 2 WHERE hane_no = 12", none, THREE_ROWS);
    assert_int_equal(rows_of_table("", "hane_no, nufus, mahalle)", text_bytes(&late)), 1);
    text_release(&late);
}

static void tables_that_are_left_to_sqlite(void **state)
{
    (void)state;
    assert_int_equal(rows_of_table("PRAGMA encoding = 'UTF-16le'", "hane_no, nufus, mahalle)", THREE_ROWS), 0);
    assert_int_equal(rows_of_table("", "hane_no, nufus, mahalle, iki AS (nufus * 2))", THREE_ROWS), 0);
    assert_int_equal(rows_of_table("", "hane_no, iki AS (nufus * 2) STORED, nufus, mahalle)", THREE_ROWS), 0);
}

static void one_column_for_two_fields(void **state)
{
    (void)state;
    sqlite3 *database = new_package("two.gpkg");
    run(database, "CREATE TABLE haneler (gelis, nufus, mahalle);"
                  "INSERT INTO gpkg_contents (table_name, data_type) VALUES ('haneler', 'attributes');"
                  "INSERT INTO haneler VALUES ('2021-05-17', 1, 'M'), (2019, 2, 'N'), (NULL, 3, 'O')");
    sqlite3_close(database);
    struct field_choice choices[] = {{.field = "arr_year", .column = "gelis"},
                                     {.field = "arr_date", .column = "gelis"}};
    struct source wanted = source_of("two.gpkg");
    wanted.fields = choices;
    wanted.field_count = 2;
    uint64_t batches;
    assert_int_equal(read_two_ways(&wanted, &batches, "two"), MAH_OK);
    assert_int_equal(batches, 1);
}

/* SQLite takes the name for a text in quotes then. */
static void a_geometry_column_that_is_not_there(void **state)
{
    (void)state;
    sqlite3 *database = new_package("gone.gpkg");
    add_features(database, "haneler", 4326);
    run(database,
        "UPDATE gpkg_geometry_columns SET column_name = 'yok'; INSERT INTO haneler (hane_no, nufus) VALUES ('A', 1)");
    sqlite3_close(database);
    assert_int_equal(assert_same_two_ways("gone.gpkg"), 0);
}

static void a_write_ahead_log_is_left_to_sqlite(void **state)
{
    (void)state;
    sqlite3 *database = new_package("wal.gpkg");
    add_attributes(database, "haneler");
    run(database, "PRAGMA journal_mode = WAL; INSERT INTO haneler VALUES (1, 'A', 1, 'M')");
    assert_int_equal(assert_same_two_ways("wal.gpkg"), 0); /* the row stands in the log */
    sqlite3_close(database);
    assert_int_equal(assert_same_two_ways("wal.gpkg"), 1); /* in the file; nobody has it open */
}

/* Another program writes between two batches: it may, and the end of the source says so, as ever. */
static void a_package_that_is_written_between_batches(void **state)
{
    (void)state;
    sqlite3 *database = new_package("between.gpkg");
    add_attributes(database, "haneler");
    run(database,
        "WITH n(i) AS (VALUES (1) UNION ALL SELECT i + 1 FROM n WHERE i < 20000) INSERT INTO haneler SELECT i, "
        "i, 1, 'M' FROM n");
    struct source wanted = source_of("between.gpkg");
    struct household_source *source;
    struct household_reader *reader;
    struct mah_error err = {0};
    struct batch *batch;
    bool more;
    assert_int_equal(household_source_open(&source, &wanted, &err), MAH_OK);
    assert_int_equal(household_reader_new(&reader, source, &err), MAH_OK);
    assert_int_equal(household_reader_next(reader, &batch, &more, &err), MAH_OK);
    assert_int_equal(batch->rows, BATCH_ROWS);
    run(database, "UPDATE haneler SET nufus = 2 WHERE fid = 19999"); /* would be locked out if the lock were kept */
    assert_int_equal(household_reader_next(reader, &batch, &more, &err), MAH_OK);
    assert_int_equal(household_source_page_batches(source), 2);
    assert_true(batch->columns[FIELD_HH_SIZE].cell[19999 - 1 - BATCH_ROWS].number == 2);
    assert_int_equal(household_reader_next(reader, &batch, &more, &err), MAH_BAD_SOURCE);
    assert_non_null(strstr(err.message, "changed while it was read"));
    household_reader_free(reader);
    household_source_close(source);
    sqlite3_close(database);
}

/* As GDAL makes it, with a spatial index. */
static void a_package_made_by_gdal(void **state)
{
    (void)state;
    const char *path = in_folder("gdal.gpkg");
    GDALDatasetH dataset = new_dataset("GPKG", path);
    OGRLayerH layer = add_layer(dataset, "haneler", 4326, wkbPoint);
    assert_int_equal(GDALDatasetStartTransaction(dataset, FALSE), OGRERR_NONE);
    for (int i = 0; i < 20000; i++) {
        char id[20];
        struct home home = {id,
                            i % 9,
                            i % 4 * 0.5,
                            i % 3 == 0 ? "İncilipınar" : "Karataş",
                            i % 5 == 0 ? 2000 + i % 20 : 0,
                            37 + i % 100 * 0.01,
                            36 + i % 77 * 0.01};
        snprintf(id, sizeof id, "H%d", i);
        add_home(layer, &home, i % 11 != 0);
    }
    assert_int_equal(GDALDatasetCommitTransaction(dataset), OGRERR_NONE);
    GDALClose(dataset);
    assert_int_equal(assert_same_two_ways("gdal.gpkg"), 2);
}

/* Does this process keep others from writing? (sqlite.org/lockingv3.html: 510 bytes after the first GiB) Asked in
 * another process, which sees the locks of this one. */
static bool is_locked(const char *path)
{
    pid_t child = fork();
    if (child == 0) {
        struct flock shared = {.l_type = F_WRLCK, .l_whence = SEEK_SET, .l_start = 0x40000002, .l_len = 510};
        int file = open(path, O_RDWR);
        _exit(file >= 0 && fcntl(file, F_GETLK, &shared) == 0 && shared.l_type != F_UNLCK ? 1 : 0);
    }
    int status = 0;
    assert_int_equal(waitpid(child, &status, 0), child);
    return WIFEXITED(status) && WEXITSTATUS(status) == 1;
}

/* Another descriptor of the file that is closed would take the locks of all readers away. */
static void readers_leave_the_locks_of_others_alone(void **state)
{
    (void)state;
    sqlite3 *database = new_package("locks.gpkg");
    add_attributes(database, "haneler");
    run(database, "INSERT INTO haneler VALUES (1, 'A', 1, 'M'), (2, 'B', 1, 'M')");
    struct source wanted = source_of("locks.gpkg");
    struct household_source *source;
    struct household_reader *reader;
    struct batch *batch;
    sqlite3_stmt *row;
    bool more;
    assert_int_equal(household_source_open(&source, &wanted, NULL), MAH_OK);
    assert_false(is_locked(wanted.path));
    assert_int_equal(sqlite3_prepare_v2(database, "SELECT * FROM haneler", -1, &row, NULL), SQLITE_OK);
    assert_int_equal(sqlite3_step(row), SQLITE_ROW); /* as another reader in the middle of its batch */
    assert_true(is_locked(wanted.path));
    assert_int_equal(household_reader_new(&reader, source, NULL), MAH_OK);
    assert_true(is_locked(wanted.path));
    assert_int_equal(household_reader_next(reader, &batch, &more, NULL), MAH_OK);
    assert_int_equal(household_source_page_batches(source), 1);
    household_reader_free(reader);
    assert_true(is_locked(wanted.path));
    sqlite3_finalize(row);
    assert_false(is_locked(wanted.path));
    household_source_close(source);
    sqlite3_close(database);
}

/* With readers that come and go at the same time. */
static void several_readers_tell_the_same(void **state)
{
    (void)state;
    uint64_t seed = 7;
    make_random_package("many.gpkg", &seed, "PRAGMA page_size = 1024", 0, 60000, 100);
    struct source wanted = source_of("many.gpkg");
    char *one = rows_of(&wanted, 1, 0), *four = rows_of(&wanted, 4, 0);
    assert_string_equal(one, four);
    memory_free(one);
    memory_free(four);
    assert_true(assert_same_two_ways("many.gpkg") > 3);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(random_tables_of_every_page_size),
        cmocka_unit_test(rows_without_overflow_come_from_the_pages),
        cmocka_unit_test(long_texts_on_overflow_pages),
        cmocka_unit_test(very_long_texts_are_left_to_sqlite),
        cmocka_unit_test(integers_of_a_real_column_are_doubles),
        cmocka_unit_test(keys_of_all_kinds),
        cmocka_unit_test(columns_that_were_added_later),
        cmocka_unit_test(tables_that_are_left_to_sqlite),
        cmocka_unit_test(one_column_for_two_fields),
        cmocka_unit_test(a_geometry_column_that_is_not_there),
        cmocka_unit_test(a_write_ahead_log_is_left_to_sqlite),
        cmocka_unit_test(a_package_that_is_written_between_batches),
        cmocka_unit_test(a_package_made_by_gdal),
        cmocka_unit_test(readers_leave_the_locks_of_others_alone),
        cmocka_unit_test(several_readers_tell_the_same),
    };
    return cmocka_run_group_tests(tests, make_folder, remove_folder);
}
