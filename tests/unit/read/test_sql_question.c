/* Does a statement get its rows, and nothing half of them where memory runs out? */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>
#include <sqlite3.h>

#include "base/memory.h"
#include "read/sql_question.h"

static char path[] = "/tmp/mahalle-sql-XXXXXX";

static int make_file(void **state)
{
    (void)state;
    sqlite3 *database = NULL;
    int file = mkstemp(path);
    if (file < 0)
        return -1;
    close(file);
    int code = sqlite3_open(path, &database);
    if (code == SQLITE_OK)
        code = sqlite3_exec(database,
                            "CREATE TABLE gpkg_contents(table_name TEXT); CREATE TABLE t(a INTEGER, b TEXT, c BLOB); "
                            "INSERT INTO t VALUES (1, 'Çarşı', x'0102'), (2, NULL, NULL), (3, 'x', zeroblob(50))",
                            NULL, NULL, NULL);
    sqlite3_close(database);
    return code;
}

static int remove_file(void **state)
{
    (void)state;
    return unlink(path);
}

static void rows_and_names(void **state)
{
    (void)state;
    struct sql_answer *answer = NULL;
    struct mah_error error = {0};
    assert_int_equal(sql_ask(&answer, path, "SELECT a, b, c, a * 0.5 AS a FROM t ORDER BY a;", 10, &error), MAH_OK);
    assert_int_equal(answer->column_count, 4);
    assert_int_equal(answer->row_count, 3);
    assert_string_equal(answer->names[0], "a");
    assert_string_equal(answer->names[3], "a_2");
    assert_int_equal(answer->cells[0].kind, SQL_INTEGER);
    assert_string_equal(answer->cells[1].value.text, "Çarşı");
    assert_string_equal(answer->cells[2].value.text, "<2 bytes>");
    assert_true(answer->cells[3].kind == SQL_REAL && answer->cells[3].value.real == 0.5);
    assert_int_equal(answer->cells[5].kind, SQL_NULL);
    assert_string_equal(answer->cells[10].value.text, "<50 bytes>");
    assert_false(answer->was_cut);
    sql_answer_free(answer);
}

static void geometries_are_named(void **state)
{
    (void)state;
    struct sql_answer *answer = NULL;
    struct mah_error error = {0};
    const char *sql = "SELECT MakePoint(1, 2, 4326), GeomFromText('POLYGON((0 0,1 0,1 1,0 0))'), "
                      "AsGPB(GeomFromText('LINESTRING Z(0 0 1,1 0 2)', 4326)), x'47500001', x'', "
                      "ST_AsText(ST_Transform(MakePoint(39, 37, 4326), 5257))";
    if (sql_ask(&answer, path, sql, 10, &error) != MAH_OK)
        fail_msg("%s", error.message);
    assert_string_equal(answer->cells[0].value.text, "<POINT>");
    assert_string_equal(answer->cells[1].value.text, "<POLYGON>");
    assert_string_equal(answer->cells[2].value.text, "<LINESTRING>");
    assert_string_equal(answer->cells[3].value.text, "<4 bytes>");
    assert_string_equal(answer->cells[4].value.text, "<0 bytes>");
    /* on the central meridian: x is the false easting */
    assert_memory_equal(answer->cells[5].value.text, "POINT(500000 40", strlen("POINT(500000 40"));
    sql_answer_free(answer);
}

static void refusals(void **state)
{
    (void)state;
    struct sql_answer *answer = NULL;
    static const char *const refused[] = {"DELETE FROM t",        "SELECT 1; SELECT 2",  "",
                                          "-- nothing",           "SELECT zeroblob(9)",  "PRAGMA user_version",
                                          "SELECT * FROM absent", "SELECT \xFF",         "SELECT eval('x')",
                                          "SELECT d FROM t",      "EXPLAIN DROP TABLE t"};
    for (size_t i = 0; i < sizeof refused / sizeof *refused; i++) {
        struct mah_error error = {0};
        assert_int_equal(sql_ask(&answer, path, refused[i], 10, &error), MAH_BAD_USAGE);
        assert_null(answer);
        assert_true(strlen(error.message) > 10);
    }
}

/* Every request for memory fails once: a failure that says so, or the whole answer. */
static void memory_runs_out(void **state)
{
    (void)state;
    size_t failures = 0;
    for (size_t nth = 1; nth < 1000; nth++) {
        struct sql_answer *answer = NULL;
        struct mah_error error = {0};
        memory_fail_from(nth);
        enum mah_status status = sql_ask(&answer, path, "SELECT a, b, c FROM t", 10, &error);
        memory_fail_from(0);
        if (status == MAH_OK) {
            assert_int_equal(answer->row_count, 3);
            sql_answer_free(answer);
            assert_true(failures > 5);
            return;
        }
        assert_true(status == MAH_NO_MEMORY || status == MAH_FAILED);
        assert_null(answer);
        failures++;
    }
    fail_msg("it never ends");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(rows_and_names),
        cmocka_unit_test(geometries_are_named),
        cmocka_unit_test(refusals),
        cmocka_unit_test(memory_runs_out),
    };
    return cmocka_run_group_tests(tests, make_file, remove_file);
}
