/* Does a table on disk hold what a table in memory holds? */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <stdio.h>
#include <string.h>

#include "base/memory.h"
#include "degrees.h"
#include "protect/release_build.h"
#include "protect/release_pages.h"

enum { ROWS = 2 * PAGE_ROWS + 37 }; /* two pages on disk, a part of one in memory */

static struct mah_release *new_release(void)
{
    struct mah_release *release = NULL;
    const struct release_facts facts = {
        .title = "Kent", .profile = "secure", .reference_date = "2025-12-31", .crs = &crs};
    assert_int_equal(release_new(&release, &facts, NULL), MAH_OK);
    return release;
}

static struct release_table *new_table(struct mah_release *release, const char *name)
{
    static const struct release_value values[] = {{"other", NULL}, {"recent", NULL}};
    const struct release_column columns[] = {{.name = "code", .type = RELEASE_TEXT},
                                             {.name = "id", .type = RELEASE_TEXT},
                                             {.name = "kind", .type = RELEASE_TEXT, .values = values, .value_count = 2},
                                             {.name = "persons", .type = RELEASE_INTEGER},
                                             {.name = "share", .type = RELEASE_REAL}};
    struct release_table *table = NULL;
    const struct release_table_facts facts = {name, "Haneler", "Households", "", RELEASE_POINT};
    assert_int_equal(release_add_table(release, &table, &facts, NULL), MAH_OK);
    for (size_t i = 0; i < sizeof columns / sizeof *columns; i++)
        assert_int_equal(table_add_column(table, &columns[i], NULL), MAH_OK);
    return table;
}

/* Some cells stay empty, among them those of a whole row. */
static enum mah_status fill(struct release_table *table, struct mah_error *err)
{
    enum mah_status status = MAH_OK;
    for (size_t i = 0; status == MAH_OK && i < ROWS; i++) {
        char code[16], id[32];
        snprintf(code, sizeof code, "%zu", i / 500);
        snprintf(id, sizeof id, "hane %zu", i);
        status = table_add_row(table, err);
        if (status != MAH_OK || i % 11 == 5)
            continue;
        status = table_set_text(table, 0, code, err);
        if (status == MAH_OK && i % 7 != 0)
            status = table_set_text(table, 1, id, err);
        if (status == MAH_OK)
            status = table_set_text(table, 2, i % 3 == 0 ? "recent" : "other", err);
        if (status == MAH_OK && i % 5 != 0)
            status = table_set_integer(table, 3, (int64_t)i, err);
        if (status == MAH_OK)
            status = table_set_real(table, 4, (double)i / 8, err);
        if (status == MAH_OK)
            status = table_set_point(table, (struct point){(double)i, -(double)i}, err);
    }
    return status;
}

static void assert_same_cell(struct release_cell a, struct release_cell b)
{
    assert_int_equal(a.kind, b.kind);
    if (a.kind == RELEASE_CELL_TEXT)
        assert_string_equal(a.value.text, b.value.text);
    if (a.kind == RELEASE_CELL_INTEGER)
        assert_int_equal(a.value.integer, b.value.integer);
    if (a.kind == RELEASE_CELL_REAL)
        assert_true(a.value.real == b.value.real);
}

static void assert_same_row(const struct release_table *a, const struct release_table *b, size_t row)
{
    struct point first = {0, 0}, second = {0, 0};
    assert_int_equal(release_point(a, row, &first), release_point(b, row, &second));
    if (release_point(a, row, &first))
        assert_true(first.x == second.x && first.y == second.y);
    for (size_t column = 0; column < release_column_count(a); column++)
        assert_same_cell(release_cell(a, row, column), release_cell(b, row, column));
}

static void holds_what_memory_holds(void **state)
{
    (void)state;
    struct mah_release *release = new_release();
    struct release_table *there = new_table(release, "there"), *here = new_table(release, "here");
    assert_int_equal(table_keep_on_disk(there, "/tmp", NULL), MAH_OK);
    assert_int_equal(fill(there, NULL), MAH_OK);
    assert_int_equal(fill(here, NULL), MAH_OK);
    assert_true(release_rows_are_on_disk(there));
    assert_false(release_rows_are_on_disk(here));
    assert_int_equal(release_row_count(there), ROWS);
    for (size_t row = 0; row < ROWS; row++)
        assert_same_row(there, here, row);
    for (size_t row = ROWS; row > 0; row -= row > 997 ? 997 : row) /* and from page to page */
        assert_same_row(there, here, row - 1);
    assert_int_equal(release_rows_status(there, NULL), MAH_OK);
    release_free(release);
}

/* Legends keep the texts of a column that lists its values while they walk through the table. */
static void a_listed_value_outlives_its_page(void **state)
{
    (void)state;
    struct mah_release *release = new_release();
    struct release_table *table = new_table(release, "there");
    assert_int_equal(table_keep_on_disk(table, "/tmp", NULL), MAH_OK);
    assert_int_equal(fill(table, NULL), MAH_OK);
    const char *first = release_cell(table, 0, 2).value.text;
    assert_string_equal(release_cell(table, PAGE_ROWS + 2, 1).value.text, "hane 4098");
    assert_string_equal(first, "recent");
    release_free(release);
}

static void refuses_what_it_cannot_keep(void **state)
{
    (void)state;
    struct mah_release *release = new_release();
    struct release_table *table = new_table(release, "there");
    struct mah_error err = {0};
    assert_int_equal(table_keep_on_disk(table, "/tmp/there/is/no/such/folder", &err), MAH_FAILED);
    assert_int_equal(table_add_row(table, NULL), MAH_OK);
    assert_int_equal(table_keep_on_disk(table, "/tmp", &err), MAH_FAILED);
    struct release_table *other = new_table(release, "other");
    assert_int_equal(table_keep_on_disk(other, "/tmp", NULL), MAH_OK);
    assert_int_equal(fill(other, NULL), MAH_OK);
    assert_int_equal(table_fill_row(other, PAGE_ROWS - 1, NULL), MAH_FAILED);
    assert_int_equal(table_fill_row(other, ROWS - 2, NULL), MAH_OK);
    release_free(release);
}

static void every_failed_allocation_is_reported(void **state)
{
    (void)state;
    enum mah_status status = MAH_NO_MEMORY;
    size_t nth = 1;
    for (; status == MAH_NO_MEMORY; nth++) {
        struct mah_release *release = new_release();
        struct release_table *table = new_table(release, "there");
        memory_fail_only(nth);
        status = table_keep_on_disk(table, "/tmp", NULL);
        if (status == MAH_OK)
            status = fill(table, NULL);
        memory_fail_only(0);
        release_free(release);
    }
    assert_int_equal(status, MAH_OK);
    assert_true(nth > 10);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(holds_what_memory_holds),
        cmocka_unit_test(a_listed_value_outlives_its_page),
        cmocka_unit_test(refuses_what_it_cannot_keep),
        cmocka_unit_test(every_failed_allocation_is_reported),
    };
    return cmocka_run_group_tests(tests, set_up, tear_down);
}
