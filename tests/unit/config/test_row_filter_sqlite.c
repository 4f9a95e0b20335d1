/* The filter `where` against SQLite, which has the same three truths: random filters over random rows of numbers. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>
#include <sqlite3.h>

#include "base/text.h"
#include "config/row_filter.h"

enum { COLUMNS = 3, FILTERS = 400, ROWS = 64 }; /* each column is empty, 0, 1 or 2: all rows there are */

static char *const columns[COLUMNS] = {"a", "b", "c"};
static uint32_t state_of_chance = 12345;

static uint32_t chance(uint32_t below)
{
    state_of_chance = state_of_chance * 1664525U + 1013904223U;
    return (state_of_chance >> 16) % below;
}

static void add_comparison(struct text *out)
{
    static const char *const signs[] = {"=", "<>", "!=", "<", "<=", ">", ">="};
    const char *column = columns[chance(COLUMNS)];
    switch (chance(6)) {
    case 0:
        text_add_format(out, "%s IN (%u, %u)", column, chance(3), chance(3));
        break;
    case 1:
        text_add_format(out, "%s not in (%u)", column, chance(3));
        break;
    case 2:
        text_add_format(out, "%s %sbetween %u And %u", column, chance(2) ? "not " : "", chance(3), chance(3));
        break;
    case 3:
        text_add_format(out, "%s is %snull", column, chance(2) ? "not " : "");
        break;
    default:
        text_add_format(out, "%s %s %u.0", column, signs[chance(7)], chance(3));
    }
}

static void add_filter(struct text *out, int depth)
{
    uint32_t parts = 1 + chance(3);
    for (uint32_t i = 0; i < parts; i++) {
        if (i > 0)
            text_add(out, chance(2) ? " and " : " or ");
        if (chance(3) == 0)
            text_add(out, "not ");
        if (depth > 0 && chance(2)) {
            text_add(out, "(");
            add_filter(out, depth - 1);
            text_add(out, ")");
        } else {
            add_comparison(out);
        }
    }
}

static struct slice cell_of(void *context, size_t column)
{
    static const char *const cells[] = {"", "0", "1", "2"};
    return slice_of(cells[(*(const unsigned *)context >> (2 * column)) & 3]);
}

static sqlite3 *open_rows(void)
{
    sqlite3 *database = NULL;
    assert_int_equal(sqlite3_open(":memory:", &database), SQLITE_OK);
    assert_int_equal(sqlite3_exec(database, "create table rows (id integer, a real, b real, c real)", NULL, NULL, NULL),
                     SQLITE_OK);
    for (unsigned row = 0; row < ROWS; row++) {
        static const char *const values[] = {"null", "0", "1", "2"};
        char sql[100];
        snprintf(sql, sizeof sql, "insert into rows values (%u, %s, %s, %s)", row, values[row & 3],
                 values[(row >> 2) & 3], values[(row >> 4) & 3]);
        assert_int_equal(sqlite3_exec(database, sql, NULL, NULL, NULL), SQLITE_OK);
    }
    return database;
}

static uint64_t rows_of_sqlite(sqlite3 *database, const char *filter)
{
    struct text sql = TEXT_EMPTY;
    sqlite3_stmt *statement = NULL;
    uint64_t taken = 0;
    text_add_format(&sql, "select id from rows where %s", filter);
    assert_int_equal(sqlite3_prepare_v2(database, sql.bytes, -1, &statement, NULL), SQLITE_OK);
    while (sqlite3_step(statement) == SQLITE_ROW)
        taken |= UINT64_C(1) << sqlite3_column_int(statement, 0);
    sqlite3_finalize(statement);
    text_release(&sql);
    return taken;
}

static uint64_t rows_of_ours(const char *text)
{
    struct row_filter *filter = NULL;
    struct mah_error error = {0};
    uint64_t taken = 0;
    if (row_filter_new(&filter, text, NULL, &error) != MAH_OK ||
        row_filter_bind(filter, columns, COLUMNS, "rows", &error) != MAH_OK)
        fail_msg("%s", error.message);
    for (unsigned row = 0; row < ROWS; row++)
        taken |= (uint64_t)row_filter_passes(filter, cell_of, &row) << row;
    row_filter_free(filter);
    return taken;
}

static void test_against_sqlite(void **state)
{
    (void)state;
    sqlite3 *database = open_rows();
    int partial = 0;
    for (int i = 0; i < FILTERS; i++) {
        struct text filter = TEXT_EMPTY;
        add_filter(&filter, 4);
        uint64_t expected = rows_of_sqlite(database, filter.bytes), taken = rows_of_ours(filter.bytes);
        if (expected != taken)
            fail_msg("%s: SQLite takes %016llx, we take %016llx", filter.bytes, (unsigned long long)expected,
                     (unsigned long long)taken);
        partial += expected != 0 && expected != UINT64_MAX;
        text_release(&filter);
    }
    assert_true(partial > FILTERS / 2); /* filters that take all or nothing would prove little */
    sqlite3_close(database);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(test_against_sqlite)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
