/* What is no release is refused while it is built, so that nothing wrong is written. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <string.h>

#include "degrees.h"
#include "protect/output_fields.h"
#include "protect/release_build.h"

static struct mah_release *new_release(const char *title)
{
    struct mah_release *release = NULL;
    struct mah_error err = {0};
    const struct release_facts facts = {
        .title = title, .language = LANGUAGE_TURKISH, .profile = "public", .reference_date = "2025-12-31", .crs = &crs};
    if (release_new(&release, &facts, &err) != MAH_OK)
        assert_non_null(strstr(err.message, "UTF-8"));
    return release;
}

static void texts_are_utf8(void **state)
{
    (void)state;
    assert_null(new_release("\xC7"
                            "aml\xFDk"));
    struct mah_release *release = new_release("Çamlık");
    assert_non_null(release);
    struct release_table *table = NULL;
    struct mah_error err = {0};
    const struct release_table_facts facts = {"mah_indicators", "Ba\xFEl\xFDk", "Title", NULL, RELEASE_NO_GEOMETRY};
    assert_int_equal(release_add_table(release, &table, &facts, &err), MAH_FAILED);
    assert_non_null(strstr(err.message, "UTF-8"));
    assert_int_equal(release_table_count(release), 0);
    release_free(release);
}

/* Only rows that were added are filled, and only columns that there are. */
static void rows_and_columns_exist(void **state)
{
    (void)state;
    struct mah_release *release = new_release("Kent");
    struct release_table *table = NULL;
    struct mah_error err = {0};
    size_t column = 7;
    const struct release_table_facts facts = {"mah_indicators", "Başlık", "Title", NULL, RELEASE_NO_GEOMETRY};
    assert_int_equal(release_add_table(release, &table, &facts, NULL), MAH_OK);
    const struct release_column figure = {.name = "den_mig", .type = RELEASE_REAL};
    const struct release_column other = {.name = "den_hh", .type = RELEASE_REAL};
    assert_int_equal(table_add_column(table, &figure, NULL), MAH_OK);
    assert_int_equal(table_add_column(table, &other, NULL), MAH_OK);
    assert_int_equal(table_fill_row(table, 0, &err), MAH_FAILED);
    assert_non_null(strstr(err.message, "no row to fill"));
    assert_int_equal(table_reserve_rows(table, SIZE_MAX, NULL), MAH_NO_MEMORY);
    assert_int_equal(table_add_row(table, NULL), MAH_OK);
    assert_int_equal(table_fill_row(table, 0, NULL), MAH_OK);
    assert_int_equal(table_fill_row(table, 1, NULL), MAH_FAILED);
    assert_int_equal(output_column(&column, table, "den_mig", NULL), MAH_OK);
    assert_int_equal(column, 0);
    assert_int_equal(output_column(&column, table, "den_pop", &err), MAH_FAILED);
    assert_non_null(strstr(err.message, "'den_pop'"));
    release_free(release);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(texts_are_utf8),
        cmocka_unit_test(rows_and_columns_exist),
    };
    return cmocka_run_group_tests(tests, set_up, tear_down);
}
