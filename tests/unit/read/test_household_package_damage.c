/* GeoPackages that are cut off, damaged, or in use by somebody else. */
#include "packages.h"

/* Reads all; the status of opening or reading. */
static enum mah_status read_all(const struct source *wanted, struct mah_error *err)
{
    struct household_source *source = NULL;
    char *text = NULL;
    enum mah_status status = household_source_open(&source, wanted, err);
    if (status == MAH_OK)
        status = gather(&text, source, 2, err);
    memory_free(text);
    household_source_close(source);
    return status;
}

static void a_file_that_is_cut_off_is_an_error_wherever_it_is_cut(void **state)
{
    (void)state;
    sqlite3 *database = new_package("n.gpkg");
    add_attributes(database, "haneler");
    run(database,
        "WITH n(i) AS (VALUES (1) UNION ALL SELECT i + 1 FROM n WHERE i < 5000) INSERT INTO haneler SELECT i, i, 1, "
        "'Mahalle' FROM n");
    sqlite3_close(database);
    struct source wanted = source_of("n.gpkg");
    struct stat facts;
    assert_int_equal(stat(wanted.path, &facts), 0);
    assert_int_equal(read_all(&wanted, NULL), MAH_OK);
    for (int part = 99; part > 0; part -= 2) {
        assert_int_equal(truncate(wanted.path, facts.st_size * part / 100), 0);
        struct mah_error err = {0};
        assert_int_equal(read_all(&wanted, &err), MAH_BAD_SOURCE);
        assert_non_null(strstr(err.message, "n.gpkg"));
    }
}

static void damaged_pages_are_an_error(void **state)
{
    (void)state;
    sqlite3 *database = new_package("o.gpkg");
    add_attributes(database, "haneler");
    run(database,
        "WITH n(i) AS (VALUES (1) UNION ALL SELECT i + 1 FROM n WHERE i < 5000) INSERT INTO haneler SELECT i, i, 1, "
        "'Mahalle' FROM n");
    sqlite3_close(database);
    struct source wanted = source_of("o.gpkg");
    FILE *file = fopen(wanted.path, "r+b");
    assert_non_null(file);
    fseek(file, 4096 * 20, SEEK_SET);
    for (int i = 0; i < 4096; i++)
        fputc(0xAB, file);
    fclose(file);
    struct mah_error err = {0};
    assert_int_equal(read_all(&wanted, &err), MAH_BAD_SOURCE);
    assert_non_null(strstr(err.message, "malformed"));
}

/* The third and fourth leaf of the table are its first one again: SQLite walks along them without a word, and the rows
 * after number 61,384 start at 1,000. */
static void leaves_in_a_wrong_order_are_an_error(void **state)
{
    (void)state;
    enum { PAGE = 512, CELLS_FROM = 12 };
    remove(in_folder("order.gpkg"));
    sqlite3 *database = open_package("order.gpkg");
    sqlite3_stmt *row;
    unsigned char page[PAGE];
    run(database, "PRAGMA page_size = 512");
    add_package_tables(database);
    add_attributes(database, "haneler");
    run(database, "WITH n(i) AS (VALUES (1) UNION ALL SELECT i + 1 FROM n WHERE i < 150) INSERT INTO haneler SELECT "
                  "i * 1000, i, 1, 'Mahalle' FROM n");
    assert_int_equal(
        sqlite3_prepare_v2(database, "SELECT rootpage FROM sqlite_master WHERE name = 'haneler'", -1, &row, NULL),
        SQLITE_OK);
    assert_int_equal(sqlite3_step(row), SQLITE_ROW);
    long root = (sqlite3_column_int64(row, 0) - 1) * PAGE;
    sqlite3_finalize(row);
    sqlite3_close(database);
    struct source wanted = source_of("order.gpkg");
    FILE *file = fopen(wanted.path, "r+b");
    assert_non_null(file);
    assert_int_equal(fseek(file, root, SEEK_SET), 0);
    assert_int_equal(fread(page, 1, PAGE, file), PAGE);
    const unsigned char *cells = page + CELLS_FROM, *first = page + cells[0] * 256 + cells[1];
    for (int cell = 2; cell < 4; cell++)
        memcpy(page + cells[2 * cell] * 256 + cells[2 * cell + 1], first, 4);
    assert_int_equal(fseek(file, root, SEEK_SET), 0);
    assert_int_equal(fwrite(page, 1, PAGE, file), PAGE);
    fclose(file);
    struct mah_error err = {0};
    assert_int_equal(read_all(&wanted, &err), MAH_BAD_SOURCE);
    assert_non_null(strstr(err.message, "malformed"));
}

static void rows_in_a_write_ahead_log_are_read(void **state)
{
    (void)state;
    sqlite3 *database = new_package("p.gpkg");
    add_attributes(database, "haneler");
    run(database, "PRAGMA journal_mode = WAL; INSERT INTO haneler VALUES (1, 'A', 1, 'M')");
    struct source wanted = source_of("p.gpkg");
    assert_rows(&wanted, "1 hh_id=A mah_name=M hh_size=1#\n"); /* still in the log: the writer has not closed */
    run(database, "BEGIN; INSERT INTO haneler VALUES (2, 'B', 1, 'M')");
    assert_rows(&wanted, "1 hh_id=A mah_name=M hh_size=1#\n"); /* not committed: not there */
    run(database, "COMMIT");
    assert_rows(&wanted, "1 hh_id=A mah_name=M hh_size=1#\n2 hh_id=B mah_name=M hh_size=1#\n");
    sqlite3_close(database);
}

static void a_package_that_is_written_while_it_is_read_is_an_error(void **state)
{
    (void)state;
    sqlite3 *database = new_package("q.gpkg");
    add_attributes(database, "haneler");
    run(database, "INSERT INTO haneler VALUES (1, 'A', 1, 'M'), (2, 'B', 1, 'M')");
    struct source wanted = source_of("q.gpkg");
    struct household_source *source;
    struct mah_error err = {0};
    assert_int_equal(household_source_open(&source, &wanted, &err), MAH_OK);
    run(database, "DELETE FROM haneler WHERE fid = 2");
    char *text;
    assert_int_equal(gather(&text, source, 1, &err), MAH_BAD_SOURCE);
    assert_non_null(strstr(err.message, "changed while it was read"));
    memory_free(text);
    household_source_close(source);
    sqlite3_close(database);
}

static void a_package_that_is_locked_is_waited_for_and_then_given_up(void **state)
{
    (void)state;
    sqlite3 *database = new_package("r.gpkg");
    run(database, "BEGIN EXCLUSIVE");
    struct source wanted = source_of("r.gpkg");
    assert_refused(&wanted, MAH_FAILED, "is being written by another program: try again later");
    sqlite3_close(database);
}

static void reading_leaves_the_file_as_it_was(void **state)
{
    (void)state;
    sqlite3 *database = new_package("s.gpkg");
    add_attributes(database, "haneler");
    run(database, "INSERT INTO haneler VALUES (1, 'A', 1, 'M')");
    sqlite3_close(database);
    struct source wanted = source_of("s.gpkg");
    struct stat before, after;
    assert_int_equal(stat(wanted.path, &before), 0);
    assert_int_equal(chmod(wanted.path, 0444), 0);
    assert_rows(&wanted, "1 hh_id=A mah_name=M hh_size=1#\n");
    assert_int_equal(stat(wanted.path, &after), 0);
    assert_int_equal(before.st_mtim.tv_nsec, after.st_mtim.tv_nsec);
    assert_int_not_equal(stat(in_folder("s.gpkg-wal"), &after), 0);
    assert_int_not_equal(stat(in_folder("s.gpkg-journal"), &after), 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_file_that_is_cut_off_is_an_error_wherever_it_is_cut),
        cmocka_unit_test(damaged_pages_are_an_error),
        cmocka_unit_test(leaves_in_a_wrong_order_are_an_error),
        cmocka_unit_test(rows_in_a_write_ahead_log_are_read),
        cmocka_unit_test(a_package_that_is_written_while_it_is_read_is_an_error),
        cmocka_unit_test(a_package_that_is_locked_is_waited_for_and_then_given_up),
        cmocka_unit_test(reading_leaves_the_file_as_it_was),
    };
    return cmocka_run_group_tests(tests, make_folder, remove_folder);
}
