/* Does a release hold exactly what was put into it, and refuse what must not leave the house? */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <math.h>
#include <stdio.h>
#include <string.h>

#include "base/memory.h"
#include "degrees.h"
#include "protect/release_build.h"

static struct mah_release *new_release(void)
{
    struct mah_release *release = NULL;
    const struct release_facts facts = {.title = "Şanlıurfa 2025",
                                        .language = LANGUAGE_TURKISH,
                                        .profile = "public",
                                        .reference_date = "2025-12-31",
                                        .crs = &crs};
    assert_int_equal(release_new(&release, &facts, NULL), MAH_OK);
    return release;
}

static struct release_table *new_table(struct mah_release *release, const char *name, enum release_geometry geometry)
{
    struct release_table *table = NULL;
    const struct release_table_facts facts = {name, "Başlık", "Title", "Açıklama", geometry};
    assert_int_equal(release_add_table(release, &table, &facts, NULL), MAH_OK);
    return table;
}

static void add_column(struct release_table *table, const char *name, enum release_type type)
{
    assert_int_equal(table_add_column(table, &(struct release_column){.name = name, .type = type}, NULL), MAH_OK);
}

static void facts_are_copied(void **state)
{
    (void)state;
    struct mah_release *release = NULL;
    char title[] = "Başlık", profile[] = "secure", date[] = "2024-02-29";
    const struct release_facts facts = {
        .title = title, .language = LANGUAGE_ENGLISH, .profile = profile, .reference_date = date, .crs = &crs};
    assert_int_equal(release_new(&release, &facts, NULL), MAH_OK);
    memset(title, 'x', 3);
    memset(profile, 'x', 3);
    memset(date, 'x', 3);
    const struct release_facts *kept = release_facts(release);
    assert_string_equal(kept->title, "Başlık");
    assert_string_equal(kept->profile, "secure");
    assert_string_equal(kept->reference_date, "2024-02-29");
    assert_int_equal(kept->language, LANGUAGE_ENGLISH);
    assert_int_equal(kept->crs->code, 4326);
    assert_ptr_not_equal(kept->crs, &crs);
    release_free(release);
    release_free(NULL);
}

static void a_reference_date_is_a_full_date(void **state)
{
    (void)state;
    static const char *const bad[] = {"2025", "2025-12", "31.12.2025", "2025-02-30", "", "2025-12-31T00:00", "soon"};
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
        struct mah_release *release = NULL;
        struct mah_error err = {0};
        const struct release_facts facts = {
            .title = "t", .language = LANGUAGE_TURKISH, .profile = "public", .reference_date = bad[i], .crs = &crs};
        assert_int_equal(release_new(&release, &facts, &err), MAH_FAILED);
        assert_non_null(strstr(err.message, "reference date"));
        assert_null(release);
    }
    const struct release_facts none = {
        .title = "t", .language = LANGUAGE_TURKISH, .profile = "public", .reference_date = NULL, .crs = &crs};
    struct mah_release *release = NULL;
    assert_int_equal(release_new(&release, &none, NULL), MAH_FAILED);
}

static void cells_come_back_as_they_were_set(void **state)
{
    (void)state;
    struct mah_release *release = new_release();
    struct release_table *table = new_table(release, "mah_indicators", RELEASE_NO_GEOMETRY);
    add_column(table, "n_rec", RELEASE_INTEGER);
    add_column(table, "den_mig", RELEASE_REAL);
    add_column(table, "mah_name", RELEASE_TEXT);
    char name[] = "Çamlık";
    assert_int_equal(table_add_row(table, NULL), MAH_OK);
    assert_int_equal(table_set_integer(table, 0, INT64_MIN, NULL), MAH_OK);
    assert_int_equal(table_set_real(table, 1, 0.1, NULL), MAH_OK);
    assert_int_equal(table_set_text(table, 2, name, NULL), MAH_OK);
    name[0] = 'x';
    assert_int_equal(table_add_row(table, NULL), MAH_OK);
    assert_int_equal(release_row_count(table), 2);
    assert_true(release_cell(table, 0, 0).value.integer == INT64_MIN);
    assert_int_equal(release_cell(table, 0, 0).kind, RELEASE_CELL_INTEGER);
    assert_true(release_cell(table, 0, 1).value.real == 0.1);
    assert_string_equal(release_cell(table, 0, 2).value.text, "Çamlık");
    for (size_t column = 0; column < 3; column++)
        assert_int_equal(release_cell(table, 1, column).kind, RELEASE_CELL_NULL);
    release_free(release);
}

/* Unknown is not zero, and neither NaN nor infinity nor -0 gets onto a map. */
static void reals_that_are_no_numbers_are_unknown(void **state)
{
    (void)state;
    struct mah_release *release = new_release();
    struct release_table *table = new_table(release, "t", RELEASE_NO_GEOMETRY);
    add_column(table, "v", RELEASE_REAL);
    const double bad[] = {NAN, INFINITY, -INFINITY};
    for (size_t i = 0; i < 3; i++) {
        assert_int_equal(table_add_row(table, NULL), MAH_OK);
        assert_int_equal(table_set_real(table, 0, bad[i], NULL), MAH_OK);
        assert_int_equal(release_cell(table, i, 0).kind, RELEASE_CELL_NULL);
    }
    assert_int_equal(table_add_row(table, NULL), MAH_OK);
    assert_int_equal(table_set_real(table, 0, -0.0, NULL), MAH_OK);
    assert_int_equal(release_cell(table, 3, 0).kind, RELEASE_CELL_REAL);
    assert_false(signbit(release_cell(table, 3, 0).value.real));
    release_free(release);
}

static void a_text_is_utf8_and_among_the_values_of_its_column(void **state)
{
    (void)state;
    struct mah_error err = {0};
    static const struct release_value values[] = {{"S1", "Gizlendi"}, {"N", NULL}};
    struct mah_release *release = new_release();
    struct release_table *table = new_table(release, "t", RELEASE_NO_GEOMETRY);
    const struct release_column flag = {.name = "flag", .type = RELEASE_TEXT, .values = values, .value_count = 2};
    assert_int_equal(table_add_column(table, &flag, NULL), MAH_OK);
    add_column(table, "note", RELEASE_TEXT);
    assert_int_equal(table_add_row(table, NULL), MAH_OK);
    assert_int_equal(table_set_text(table, 0, "S2", &err), MAH_FAILED);
    assert_non_null(strstr(err.message, "'S2'"));
    assert_int_equal(release_cell(table, 0, 0).kind, RELEASE_CELL_NULL);
    assert_int_equal(table_set_text(table, 0, "S1", NULL), MAH_OK);
    assert_int_equal(table_set_text(table, 0, NULL, NULL), MAH_OK);
    assert_int_equal(release_cell(table, 0, 0).kind, RELEASE_CELL_NULL);
    assert_int_equal(table_set_text(table, 1,
                                    "\xDE"
                                    "anl\xFD",
                                    &err),
                     MAH_FAILED);
    assert_non_null(strstr(err.message, "UTF-8"));
    assert_string_equal(release_value_meaning(release_column_at(table, 0), "S1"), "Gizlendi");
    assert_string_equal(release_value_meaning(release_column_at(table, 0), "N"), "N");
    assert_string_equal(release_value_meaning(release_column_at(table, 0), "?"), "?");
    release_free(release);
}

static void a_date_is_an_existing_day_written_in_full(void **state)
{
    (void)state;
    static const char *const bad[] = {"2025", "2025-12",          "31.12.2025", "2025-02-30",
                                      "",     "2025-12-31T00:00", "0000-01-01"};
    struct mah_error err = {0};
    struct mah_release *release = new_release();
    struct release_table *table = new_table(release, "t", RELEASE_NO_GEOMETRY);
    add_column(table, "day", RELEASE_DATE);
    add_column(table, "note", RELEASE_TEXT);
    assert_int_equal(table_add_row(table, NULL), MAH_OK);
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
        assert_int_equal(table_set_date(table, 0, bad[i], &err), MAH_FAILED);
        assert_non_null(strstr(err.message, "is not a date"));
        assert_int_equal(release_cell(table, 0, 0).kind, RELEASE_CELL_NULL);
    }
    assert_int_equal(table_set_date(table, 0, "2024-02-29", NULL), MAH_OK);
    assert_int_equal(release_cell(table, 0, 0).kind, RELEASE_CELL_TEXT);
    assert_string_equal(release_cell(table, 0, 0).value.text, "2024-02-29");
    assert_int_equal(table_set_date(table, 0, NULL, NULL), MAH_OK);
    assert_int_equal(release_cell(table, 0, 0).kind, RELEASE_CELL_NULL);
    assert_int_equal(table_set_text(table, 0, "2024-02-29", NULL), MAH_FAILED);
    assert_int_equal(table_set_date(table, 1, "2024-02-29", NULL), MAH_FAILED);
    release_free(release);
}

static void names_are_snake_case_and_unique(void **state)
{
    (void)state;
    static const char *const bad[] = {
        "", "Mahalle", "mahalle-adi", "1st", "_x", "göç", "a b", "a\"b", "abcdefghijklmnopqrstuvwxy"};
    struct mah_release *release = new_release();
    struct release_table *table = new_table(release, "abcdefghijklmnopqrstuvwx", RELEASE_NO_GEOMETRY), *other;
    struct mah_error err = {0};
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
        assert_int_equal(release_add_table(release, &other, &(struct release_table_facts){.name = bad[i]}, &err),
                         MAH_FAILED);
        assert_null(other);
        assert_int_equal(table_add_column(table, &(struct release_column){.name = bad[i]}, &err), MAH_FAILED);
    }
    static const char *const reserved[] = {"gpkg_contents", "rtree_x", "sqlite_master", "layer_styles",
                                           "qgis_projects"};
    for (size_t i = 0; i < sizeof reserved / sizeof *reserved; i++)
        assert_int_equal(release_add_table(release, &other, &(struct release_table_facts){.name = reserved[i]}, NULL),
                         MAH_FAILED);
    assert_int_equal(table_add_column(table, &(struct release_column){.name = "fid"}, NULL), MAH_FAILED);
    assert_int_equal(table_add_column(table, &(struct release_column){.name = "geom"}, NULL), MAH_FAILED);
    add_column(table, "x", RELEASE_REAL);
    assert_int_equal(table_add_column(table, &(struct release_column){.name = "x"}, &err), MAH_FAILED);
    assert_non_null(strstr(err.message, "two columns named 'x'"));
    assert_int_equal(
        release_add_table(release, &other, &(struct release_table_facts){.name = "abcdefghijklmnopqrstuvwx"}, &err),
        MAH_FAILED);
    assert_non_null(strstr(err.message, "two tables"));
    assert_int_equal(release_table_count(release), 1);
    release_free(release);
}

static void a_setter_refuses_the_wrong_place(void **state)
{
    (void)state;
    struct mah_error err = {0};
    struct mah_release *release = new_release();
    struct release_table *table = new_table(release, "t", RELEASE_POINT);
    const struct polygon polygon = {0};
    add_column(table, "n", RELEASE_INTEGER);
    assert_int_equal(table_set_integer(table, 0, 1, &err), MAH_FAILED); /* no row yet */
    assert_int_equal(table_set_point(table, (struct point){1, 2}, &err), MAH_FAILED);
    assert_int_equal(table_add_row(table, NULL), MAH_OK);
    assert_int_equal(table_set_integer(table, 1, 1, &err), MAH_FAILED);
    assert_int_equal(table_set_real(table, 0, 1, &err), MAH_FAILED);
    assert_int_equal(table_set_text(table, 0, "1", &err), MAH_FAILED);
    assert_int_equal(table_set_polygon(table, &polygon, &err), MAH_FAILED);
    assert_int_equal(table_set_point(table, (struct point){NAN, 2}, &err), MAH_FAILED);
    assert_int_equal(table_add_column(table, &(struct release_column){.name = "late"}, &err), MAH_FAILED);
    assert_non_null(strstr(err.message, "'late'"));
    assert_int_equal(table_set_integer(table, 0, 7, &err), MAH_OK);
    release_free(release);
}

static void values_belong_to_text_columns(void **state)
{
    (void)state;
    static const struct release_value values[] = {{"1", NULL}};
    struct mah_release *release = new_release();
    struct release_table *table = new_table(release, "t", RELEASE_NO_GEOMETRY);
    const struct release_column column = {.name = "n", .type = RELEASE_INTEGER, .values = values, .value_count = 1};
    assert_int_equal(table_add_column(table, &column, NULL), MAH_FAILED);
    assert_int_equal(release_column_count(table), 0);
    release_free(release);
}

static void geometries_are_there_or_not(void **state)
{
    (void)state;
    struct polygon polygon = {0};
    struct point point = {0};
    struct mah_release *release = new_release();
    struct release_table *areas = new_table(release, "areas", RELEASE_MULTIPOLYGON);
    struct release_table *points = new_table(release, "points", RELEASE_POINT);
    struct release_table *rows = new_table(release, "plain", RELEASE_NO_GEOMETRY);
    for (int i = 0; i < 2; i++) {
        assert_int_equal(table_add_row(areas, NULL), MAH_OK);
        assert_int_equal(table_add_row(points, NULL), MAH_OK);
        assert_int_equal(table_add_row(rows, NULL), MAH_OK);
    }
    assert_int_equal(table_set_polygon(areas, &polygon, NULL), MAH_OK);
    assert_int_equal(table_set_point(points, (struct point){29.5, 41}, NULL), MAH_OK);
    assert_null(release_polygon(areas, 0));
    assert_ptr_equal(release_polygon(areas, 1), &polygon);
    assert_false(release_point(points, 0, &point));
    assert_true(release_point(points, 1, &point));
    assert_true(point.x == 29.5 && point.y == 41);
    assert_null(release_polygon(points, 1));
    assert_false(release_point(areas, 1, &point));
    assert_null(release_polygon(rows, 0));
    assert_ptr_equal(release_table_named(release, "points"), points);
    assert_null(release_table_named(release, "nothing"));
    release_free(release);
}

static void titles_fall_back_to_the_other_language_and_the_name(void **state)
{
    (void)state;
    const struct release_column both = {.name = "n", .title_tr = "Sayı", .title_en = "Count"};
    const struct release_column one = {.name = "n", .title_tr = "", .title_en = "Count"};
    const struct release_column none = {.name = "n"};
    assert_string_equal(release_column_title(&both, LANGUAGE_TURKISH), "Sayı");
    assert_string_equal(release_column_title(&both, LANGUAGE_ENGLISH), "Count");
    assert_string_equal(release_column_title(&one, LANGUAGE_TURKISH), "Count");
    assert_string_equal(release_column_title(&none, LANGUAGE_ENGLISH), "n");
    struct mah_release *release = new_release();
    struct release_table *table = new_table(release, "t", RELEASE_NO_GEOMETRY);
    assert_string_equal(release_table_title(table, LANGUAGE_TURKISH), "Başlık");
    assert_string_equal(release_table_title(table, LANGUAGE_ENGLISH), "Title");
    release_free(release);
}

/* Long tables come sorted: a code that stands a row up is kept once. */
static void equal_neighbours_share_a_text(void **state)
{
    (void)state;
    struct mah_release *release = new_release();
    struct release_table *table = new_table(release, "t", RELEASE_NO_GEOMETRY);
    add_column(table, "code", RELEASE_TEXT);
    for (int i = 0; i < 3; i++) {
        char code[2] = {i < 2 ? 'a' : 'b', 0};
        assert_int_equal(table_add_row(table, NULL), MAH_OK);
        assert_int_equal(table_set_text(table, 0, code, NULL), MAH_OK);
    }
    assert_ptr_equal(release_cell(table, 0, 0).value.text, release_cell(table, 1, 0).value.text);
    assert_string_equal(release_cell(table, 2, 0).value.text, "b");
    release_free(release);
}

static void a_long_text_and_many_rows_keep_their_place(void **state)
{
    (void)state;
    enum { ROWS = 20000, LONG = 200000 };
    struct mah_release *release = new_release();
    struct release_table *table = new_table(release, "t", RELEASE_NO_GEOMETRY);
    add_column(table, "n", RELEASE_INTEGER);
    add_column(table, "text", RELEASE_TEXT);
    assert_int_equal(table_reserve_rows(table, ROWS, NULL), MAH_OK);
    char *long_text = memory_new(LONG + 1, 1);
    memset(long_text, 'a', LONG);
    for (int i = 0; i < ROWS; i++) {
        char text[16];
        snprintf(text, sizeof text, "m%d", i);
        assert_int_equal(table_add_row(table, NULL), MAH_OK);
        assert_int_equal(table_set_integer(table, 0, i, NULL), MAH_OK);
        assert_int_equal(table_set_text(table, 1, i == 7 ? long_text : text, NULL), MAH_OK);
    }
    for (int i = 0; i < ROWS; i++) {
        char text[16];
        snprintf(text, sizeof text, "m%d", i);
        assert_true(release_cell(table, (size_t)i, 0).value.integer == i);
        assert_string_equal(release_cell(table, (size_t)i, 1).value.text, i == 7 ? long_text : text);
    }
    memory_free(long_text);
    release_free(release);
}

static void a_release_owns_the_polygons_it_takes(void **state)
{
    (void)state;
    struct mah_release *release = new_release();
    struct release_table *table = new_table(release, "squares", RELEASE_MULTIPOLYGON);
    struct release_table *plain = new_table(release, "plain", RELEASE_NO_GEOMETRY);
    struct polygon polygon;
    assert_int_equal(polygon_reserve(&polygon, 4, 1, 1, NULL), MAH_OK);
    polygon.vertices[1].x = 7;
    assert_int_equal(table_take_polygon(table, &polygon, NULL), MAH_FAILED); /* no row yet: still the caller's */
    assert_int_equal(table_take_polygon(plain, &polygon, NULL), MAH_FAILED);
    assert_non_null(polygon.vertices);
    assert_int_equal(table_add_row(table, NULL), MAH_OK);
    assert_int_equal(table_take_polygon(table, &polygon, NULL), MAH_OK);
    assert_null(polygon.vertices);
    polygon_release(&polygon);
    assert_true(release_polygon(table, 0)->vertices[1].x == 7);
    release_free(release);
}

static enum mah_status build_once(void)
{
    static const struct release_value values[] = {{"S1", "Gizlendi"}, {"N", NULL}};
    struct mah_release *release = NULL;
    struct release_table *table = NULL;
    const struct release_facts facts = {
        .title = "t", .language = LANGUAGE_TURKISH, .profile = "public", .reference_date = "2025-12-31", .crs = &crs};
    const struct release_table_facts table_facts = {"t", "b", "t", "d", RELEASE_POINT};
    const struct release_column flag = {"flag", RELEASE_TEXT, "U", "F", "-", "d", values, 2};
    enum mah_status status = release_new(&release, &facts, NULL);
    if (status == MAH_OK)
        status = release_add_table(release, &table, &table_facts, NULL);
    if (status == MAH_OK)
        status = table_add_column(table, &flag, NULL);
    for (int i = 0; status == MAH_OK && i < 20; i++) {
        status = table_add_row(table, NULL);
        if (status == MAH_OK)
            status = table_set_text(table, 0, i % 2 ? "N" : "S1", NULL);
        if (status == MAH_OK)
            status = table_set_point(table, (struct point){1, 2}, NULL);
    }
    release_free(release);
    return status;
}

static void every_failed_allocation_is_reported(void **state)
{
    (void)state;
    enum mah_status status = MAH_NO_MEMORY;
    size_t n = 1;
    for (; status != MAH_OK && n < 1000; n++) {
        memory_fail_from(n);
        status = build_once();
        memory_fail_from(0);
        assert_true(status == MAH_OK || status == MAH_NO_MEMORY);
    }
    assert_int_equal(status, MAH_OK);
    assert_true(n > 10);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(facts_are_copied),
        cmocka_unit_test(a_reference_date_is_a_full_date),
        cmocka_unit_test(cells_come_back_as_they_were_set),
        cmocka_unit_test(reals_that_are_no_numbers_are_unknown),
        cmocka_unit_test(a_text_is_utf8_and_among_the_values_of_its_column),
        cmocka_unit_test(a_date_is_an_existing_day_written_in_full),
        cmocka_unit_test(names_are_snake_case_and_unique),
        cmocka_unit_test(a_setter_refuses_the_wrong_place),
        cmocka_unit_test(values_belong_to_text_columns),
        cmocka_unit_test(geometries_are_there_or_not),
        cmocka_unit_test(a_release_owns_the_polygons_it_takes),
        cmocka_unit_test(titles_fall_back_to_the_other_language_and_the_name),
        cmocka_unit_test(equal_neighbours_share_a_text),
        cmocka_unit_test(a_long_text_and_many_rows_keep_their_place),
        cmocka_unit_test(every_failed_allocation_is_reported),
    };
    return cmocka_run_group_tests(tests, set_up, tear_down);
}
