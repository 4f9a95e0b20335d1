/* Do rows that are written by one statement arrive as rows written one by one, and does a failure stop them? */
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include "base/memory.h"
#include "write/sql.h"
#include "write/sql_bulk.h"

static const char two_tables[] =
    "CREATE TABLE a(fid INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL, t TEXT, r REAL, b BLOB);"
    "CREATE TABLE b(fid INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL, t TEXT, r REAL, b BLOB)";

struct counting {
    size_t row, rows, fail_at;
    bool fail_in_value;
    char text[32];
};

static enum mah_status next_number(void *counting_, bool *there_is_one, struct mah_error *err)
{
    struct counting *counting = counting_;
    *there_is_one = counting->row < counting->rows;
    counting->row++;
    if (counting->row == counting->fail_at && !counting->fail_in_value)
        return mah_fail(err, MAH_INTERRUPTED, "stopped at row %zu", counting->row);
    snprintf(counting->text, sizeof counting->text, "%zu ğ", counting->row / 3);
    return MAH_OK;
}

static double real_of(size_t row)
{
    return row % 5 == 0 ? (double)row : (double)row / 7; /* whole numbers are stored as such */
}

static enum mah_status value_of_number(void *counting_, sqlite3_context *out, size_t column, struct mah_error *err)
{
    struct counting *counting = counting_;
    if (counting->row == counting->fail_at && column == 2)
        return mah_fail(err, MAH_FAILED, "no value in row %zu", counting->row);
    if (column == 0)
        sqlite3_result_int64(out, (sqlite3_int64)counting->row);
    else if (column == 1)
        sqlite3_result_text(out, counting->text, -1, SQLITE_STATIC);
    else if (column == 2 && counting->row % 4 != 0)
        sqlite3_result_double(out, real_of(counting->row));
    else if (column == 3 && counting->row % 2 == 0)
        sqlite3_result_blob64(out, counting->text, 3, SQLITE_STATIC);
    else
        sqlite3_result_null(out);
    return MAH_OK;
}

static sqlite3 *new_database(void)
{
    sqlite3 *db = NULL;
    assert_int_equal(sqlite3_open(":memory:", &db), SQLITE_OK);
    assert_int_equal(sql_run(db, NULL, "%s", two_tables), MAH_OK);
    return db;
}

static enum mah_status write_rows(sqlite3 *db, struct counting *counting, struct mah_error *err)
{
    const struct bulk_rows rows = {counting, 4, next_number, value_of_number};
    return sql_insert_rows(db, "a", &rows, err);
}

static void write_one_by_one(sqlite3 *db, size_t rows)
{
    sqlite3_stmt *insert;
    assert_int_equal(sql_prepare(db, &insert, NULL, "INSERT INTO b VALUES (?,?,?,?)"), MAH_OK);
    for (size_t row = 1; row <= rows; row++) {
        char text[32];
        snprintf(text, sizeof text, "%zu ğ", row / 3);
        sqlite3_bind_int64(insert, 1, (sqlite3_int64)row);
        sqlite3_bind_text(insert, 2, text, -1, SQLITE_STATIC);
        sqlite3_bind_null(insert, 3);
        if (row % 4 != 0)
            sqlite3_bind_double(insert, 3, real_of(row));
        sqlite3_bind_null(insert, 4);
        if (row % 2 == 0)
            sqlite3_bind_blob(insert, 4, text, 3, SQLITE_STATIC);
        assert_int_equal(sql_step_once(insert, NULL), MAH_OK);
    }
    sqlite3_finalize(insert);
}

static int64_t ask(sqlite3 *db, const char *sql)
{
    int64_t number = -1;
    assert_int_equal(sql_ask_number(db, &number, NULL, "%s", sql), MAH_OK);
    return number;
}

static void all_rows_arrive_as_one_by_one(void **state)
{
    (void)state;
    static const size_t sizes[] = {0, 1, 2, 1000, 20000};
    for (size_t i = 0; i < sizeof sizes / sizeof *sizes; i++) {
        sqlite3 *db = new_database();
        struct counting counting = {.rows = sizes[i]};
        assert_int_equal(write_rows(db, &counting, NULL), MAH_OK);
        write_one_by_one(db, sizes[i]);
        assert_int_equal(ask(db, "SELECT count(*) FROM a"), sizes[i]);
        assert_int_equal(ask(db, "SELECT count(*) FROM (SELECT *, typeof(r), typeof(b) FROM a "
                                 "EXCEPT SELECT *, typeof(r), typeof(b) FROM b)"),
                         0);
        assert_int_equal(ask(db, "SELECT count(*) FROM (SELECT * FROM b EXCEPT SELECT * FROM a)"), 0);
        assert_int_equal(ask(db, "SELECT coalesce(max(seq), 0) FROM sqlite_sequence WHERE name = 'a'"), sizes[i]);
        assert_int_equal(ask(db, "SELECT count(*) FROM sqlite_master WHERE name LIKE 'mah%'"), 0);
        sqlite3_close(db);
    }
}

static void the_failure_of_a_row_is_the_one_that_is_told(void **state)
{
    (void)state;
    for (int in_value = 0; in_value < 2; in_value++) {
        sqlite3 *db = new_database();
        struct mah_error err = {0};
        struct counting counting = {.rows = 100, .fail_at = 50, .fail_in_value = in_value};
        assert_int_equal(write_rows(db, &counting, &err), in_value ? MAH_FAILED : MAH_INTERRUPTED);
        assert_non_null(strstr(err.message, "row 50"));
        assert_int_equal(counting.row, 50);
        counting = (struct counting){.rows = 3}; /* and the connection can go on */
        assert_int_equal(sql_run(db, NULL, "DELETE FROM a"), MAH_OK);
        assert_int_equal(write_rows(db, &counting, &err), MAH_OK);
        sqlite3_close(db);
    }
}

static void what_sqlite_refuses_is_told(void **state)
{
    (void)state;
    sqlite3 *db = new_database();
    struct mah_error err = {0};
    struct counting counting = {.rows = 5};
    assert_int_equal(sql_run(db, NULL, "INSERT INTO a VALUES (3, NULL, NULL, NULL)"), MAH_OK);
    assert_int_equal(write_rows(db, &counting, &err), MAH_FAILED);
    assert_non_null(strstr(err.message, "UNIQUE constraint failed: a.fid"));
    assert_int_equal(sql_run(db, NULL, "DROP TABLE a"), MAH_OK);
    counting = (struct counting){.rows = 5};
    assert_int_equal(write_rows(db, &counting, &err), MAH_FAILED);
    assert_non_null(strstr(err.message, "no such table"));
    sqlite3_close(db);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(all_rows_arrive_as_one_by_one),
        cmocka_unit_test(the_failure_of_a_row_is_the_one_that_is_told),
        cmocka_unit_test(what_sqlite_refuses_is_told),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
