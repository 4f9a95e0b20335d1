/* What does the layer gap_grid say, and what does it hide? */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <stdio.h>
#include <string.h>

#include "base/memory.h"
#include "gap_layer.h"

static const float near_by = 100, far_off = 900, not_known = NAN;

static void expect_null(const struct release_table *table, size_t row, const char *field)
{
    assert_int_equal(cell_of(table, row, field).kind, RELEASE_CELL_NULL);
}

static void a_square_has_its_name_and_its_people(void **state)
{
    (void)state;
    start(PROFILE_SECURE, LANGUAGE_ENGLISH, "EPSG:5256");
    add(3, 2, 1, 4, 1, near_by, far_off);
    add(3, 2, 1, 3, 0, far_off, not_known);
    add(0, 0, 1, 1, 1, not_known, not_known);
    const struct release_table *table = make_table();
    assert_int_equal(release_row_count(table), 2);
    expect_text(table, 0, "cell_id", "E450000N4100000_250m");
    expect_text(table, 1, "cell_id", "E450750N4100500_250m");
    assert_int_equal(cell_of(table, 1, "size_m").value.integer, 250);
    expect_real(table, 1, "area_km2", 0.0625);
    assert_int_equal(cell_of(table, 1, "n_rec").value.integer, 2);
    expect_real(table, 1, "pop_est", 7);
    expect_real(table, 1, "mig_rec", 1);
    expect_real(table, 1, "unc_asm", 3);
    expect_real(table, 1, "unc_primary", 4);
    expect_real(table, 1, "unc_any", 7);
    expect_null(table, 1, "unc_hospital"); /* no radius: nobody was asked */
    expect_null(table, 1, "flag");
    expect_null(table, 0, "unc_asm"); /* unknown is not zero */
    expect_null(table, 0, "unc_any");
    const struct polygon *square = release_polygon(table, 1);
    assert_int_equal(square->vertex_count, 5);
    assert_true(square->bounds.min_x == 450750 && square->bounds.max_x == 451000);
    assert_true(square->bounds.min_y == 4100500 && square->bounds.max_y == 4100750);
    assert_int_equal(notes.hidden_count, 0);
    assert_int_equal(notes.squares, 2);
    finish();
}

static void columns_are_labelled_in_both_languages(void **state)
{
    (void)state;
    start(PROFILE_SECURE, LANGUAGE_TURKISH, "EPSG:5256");
    add(3, 2, 1, 4, 1, near_by, far_off);
    const struct release_table *table = make_table();
    size_t column = 0;
    assert_true(release_column_find(table, "unc_primary", &column));
    assert_string_equal(release_column_title(release_column_at(table, column), LANGUAGE_TURKISH),
                        "İlkokul: hizmet dışı kalan (yürüyerek 500 m)");
    assert_string_equal(release_column_title(release_column_at(table, column), LANGUAGE_ENGLISH),
                        "Primary school: not reached (500 m on foot)");
    assert_string_equal(release_column_at(table, column)->unit, "kişi");
    finish();
}

static void small_numbers_and_small_complements_are_hidden(void **state)
{
    (void)state;
    start(PROFILE_PUBLIC, LANGUAGE_TURKISH, "EPSG:5256");
    add(0, 0, 30, 4, 0, near_by, near_by);
    add(0, 0, 4, 4, 0, far_off, near_by); /* four households without a health centre: too few to be shown */
    add(0, 0, 10, 4, 1, near_by, far_off);
    add(1, 0, 20, 4, 4, far_off, far_off); /* everybody uncovered is shown, everybody recent is not */
    add(2, 0, 20, 3, 0, far_off, near_by);
    add(2, 0, 2, 3, 0, near_by, near_by); /* only two households are covered */
    const struct release_table *table = make_table();
    assert_int_equal(release_row_count(table), 3);
    expect_null(table, 0, "unc_asm");
    expect_real(table, 0, "unc_primary", 40);
    expect_null(table, 0, "unc_any"); /* less the 40 it would give the four households */
    expect_null(table, 0, "unc_km2");
    expect_real(table, 0, "pop_est", 175);
    expect_null(table, 0,
                "mig_rec"); /* the other square's migrants are hidden: less these, the city's would be theirs */
    assert_int_equal(cell_of(table, 0, "n_rec").value.integer, 45);
    expect_text(table, 0, "flag", "S4"); /* of the first hidden one */
    expect_real(table, 1, "unc_asm", 80);
    expect_real(table, 1, "unc_any", 80);
    expect_null(table, 1, "mig_rec");
    expect_text(table, 1, "flag", "S3");
    expect_null(table, 2, "unc_asm");
    expect_null(table, 2, "unc_any");
    expect_null(table, 2, "unc_km2"); /* hidden with its number */
    expect_real(table, 2, "unc_primary", 0);
    expect_real(table, 2, "mig_rec", 0);
    expect_text(table, 2, "flag", "S3");
    finish();
}

/* What all types together say, less one that is shown, must not give one that is hidden; where the rest is large
 * enough, or nothing is hidden, they are all shown. */
static void all_types_less_a_shown_one_do_not_give_a_hidden_one(void **state)
{
    (void)state;
    static const enum profile profiles[] = {PROFILE_PUBLIC, PROFILE_INTERNAL};
    for (size_t p = 0; p < 2; p++) {
        start(profiles[p], LANGUAGE_TURKISH, "EPSG:5256");
        add(0, 0, 40, 5, 0, near_by, near_by);
        add(0, 0, 20, 5, 0, near_by, far_off);
        add(0, 0, 4, 5, 0, far_off, near_by);
        add(1, 0, 40, 5, 0, near_by, near_by);
        add(1, 0, 20, 5, 0, near_by, far_off);
        add(1, 0, 20, 5, 0, far_off, near_by);
        const struct release_table *table = make_table();
        expect_null(table, 0, "unc_asm");
        expect_real(table, 0, "unc_primary", 100);
        expect_null(table, 0, "unc_any");
        expect_null(table, 1, "unc_asm"); /* or the city's less these would be the first square's */
        expect_real(table, 1, "unc_primary", 100);
        expect_real(table, 1, "unc_any", 200);
        finish();
    }
}

/* With one distance unknown, the two judgements differ: the same number must not be hidden here and shown there. */
static void one_number_under_two_names_is_hidden_under_both(void **state)
{
    (void)state;
    start(PROFILE_PUBLIC, LANGUAGE_TURKISH, "EPSG:5256");
    add(0, 0, 20, 3, 0, far_off, near_by);
    add(0, 0, 2, 3, 0, near_by, near_by);
    add(0, 0, 20, 3, 0, not_known, near_by);
    const struct release_table *table = make_table();
    expect_null(table, 0, "unc_asm");
    expect_null(table, 0, "unc_any");
    expect_real(table, 0, "unc_primary", 0);
    finish();
}

/* All whose distance is known are too far; that two households are not known must not be worked out from pop_est. */
static void the_rest_of_all_people_counts_too(void **state)
{
    (void)state;
    start(PROFILE_PUBLIC, LANGUAGE_TURKISH, "EPSG:5256");
    add(0, 0, 20, 3, 0, far_off, near_by);
    add(0, 0, 2, 3, 0, not_known, not_known);
    const struct release_table *table = make_table();
    expect_null(table, 0, "unc_asm");
    expect_text(table, 0, "flag", "S3");
    finish();
}

static void the_internal_profile_rounds_nothing(void **state)
{
    (void)state;
    start(PROFILE_INTERNAL, LANGUAGE_ENGLISH, "EPSG:5256");
    add(0, 0, 7, 1, 1, far_off, near_by);
    add(0, 0, 4, 1, 0, near_by, far_off);
    const struct release_table *table = make_table();
    expect_real(table, 0, "pop_est", 11);
    assert_int_equal(cell_of(table, 0, "n_rec").value.integer, 11);
    expect_null(table, 0, "unc_primary"); /* four households */
    expect_null(table, 0, "mig_rec");     /* all but four */
    expect_real(table, 0, "unc_any", 11);
    finish();
}

static void what_is_hidden_stands_in_the_table_of_suppressions(void **state)
{
    (void)state;
    start(PROFILE_PUBLIC, LANGUAGE_TURKISH, "EPSG:5256");
    add(1, 0, 20, 4, 4, far_off, far_off);
    add(2, 0, 20, 3, 0, far_off, near_by);
    add(2, 0, 2, 3, 0, near_by, near_by);
    make_table();
    size_t cells = 0;
    city.context.coverage = NULL; /* the other tables hide nothing */
    assert_int_equal(add_suppression(&city.context, &notes, &cells, NULL), MAH_OK);
    const struct release_table *table = release_table_named(city.release, "suppression");
    static const struct {
        const char *cell, *field, *rule;
    } expected[] = {{"E450250N4100000_250m", "unc_any", "S4"},     {"E450250N4100000_250m", "unc_asm", "S4"},
                    {"E450250N4100000_250m", "unc_primary", "S4"}, {"E450250N4100000_250m", "mig_rec", "S3"},
                    {"E450500N4100000_250m", "unc_any", "S3"},     {"E450500N4100000_250m", "unc_asm", "S3"},
                    {"E450500N4100000_250m", "mig_rec", "S2"}}; /* of nobody: else the 80 were the city's */
    for (size_t i = 0; i < release_row_count(table); i++)
        printf("%s %s %s\n", cell_of(table, i, "cell_id").value.text, cell_of(table, i, "field").value.text,
               cell_of(table, i, "rule").value.text);
    assert_int_equal(cells, 7);
    assert_int_equal(release_row_count(table), 7);
    for (size_t i = 0; i < 7; i++) {
        expect_text(table, i, "cell_id", expected[i].cell);
        expect_text(table, i, "layer", "gap_grid");
        expect_text(table, i, "field", expected[i].field);
        expect_text(table, i, "rule", expected[i].rule);
        expect_null(table, i, "mah_code");
    }
    finish();
}

static void nothing_below_the_thresholds_is_a_square(void **state)
{
    (void)state;
    start(PROFILE_PUBLIC, LANGUAGE_TURKISH, "EPSG:5256");
    add(0, 0, 20, 3, 0, near_by, near_by);
    add(1, 1, 4, 3, 0, near_by, near_by);       /* beside a cell that stands: left, and too few in its 8 km */
    add(40, 0, 3, 5, 0, near_by, near_by);      /* alone in its 8 km */
    add(0, 80, 2, 5, 0, near_by, near_by);      /* and these */
    add(-1, 0, 12, 2, 0, not_known, not_known); /* located by name */
    const struct release_table *table = make_table();
    assert_int_equal(release_row_count(table), 1);
    expect_text(table, 0, "cell_id", "E450000N4100000_250m");
    assert_int_equal(cell_of(table, 0, "size_m").value.integer, 250);
    assert_true(notes.dropped_households.known);
    assert_true(notes.dropped_households.value == 10);  /* 9 to the nearest 5 */
    assert_true(notes.dropped_persons.value == 35);     /* 37 */
    assert_true(notes.unplaced_households.value == 10); /* 12 to the nearest 5 */
    assert_true(notes.unplaced_persons.value == 25);
    finish();
}

static void few_dropped_people_are_not_told(void **state)
{
    (void)state;
    start(PROFILE_PUBLIC, LANGUAGE_TURKISH, "EPSG:5256");
    add(40, 0, 3, 5, 0, near_by, near_by);
    assert_null(make_table()); /* no square, no layer */
    assert_false(notes.dropped_households.known);
    assert_false(notes.dropped_persons.known);
    assert_false(notes.unplaced_persons.known); /* nobody: else the city would tell the others */
    finish();
}

/* Only types that are never shown were named: no square could say whom a service does not reach. */
static void without_types_to_show_there_is_no_layer(void **state)
{
    (void)state;
    start(PROFILE_SECURE, LANGUAGE_TURKISH, "EPSG:5256");
    add(3, 2, 10, 4, 1, near_by, far_off);
    city.services.used_count = 0;
    assert_null(make_table());
    assert_int_equal(notes.squares, 0);
    finish();
}

static void without_services_there_is_no_layer(void **state)
{
    (void)state;
    start(PROFILE_PUBLIC, LANGUAGE_TURKISH, "EPSG:5256");
    city.input.services = NULL;
    assert_null(make_table());
    assert_int_equal(notes.squares, 0);
    finish();
}

/* Column, row and side of a square in cells, from its name. */
static void read_place(const struct release_table *table, size_t row, int place[3])
{
    int east, north, side;
    assert_int_equal(sscanf(cell_of(table, row, "cell_id").value.text, "E%dN%d_%dm", &east, &north, &side), 3);
    place[0] = (east - GAP_CITY_LEFT) / GAP_CITY_CELL_M;
    place[1] = (north - GAP_CITY_BOTTOM) / GAP_CITY_CELL_M;
    place[2] = side / GAP_CITY_CELL_M;
}

static void rows_come_by_side_then_north_then_east(void **state)
{
    (void)state;
    start(PROFILE_PUBLIC, LANGUAGE_TURKISH, "EPSG:5256");
    for (int i = 0; i < 400; i++)
        add(i * 7 % 20, i / 20, i % 11, 3, 0, near_by, far_off);
    const struct release_table *table = make_table();
    for (size_t i = 1; i < release_row_count(table); i++) {
        int a[3], b[3];
        read_place(table, i - 1, a);
        read_place(table, i, b);
        assert_true(a[2] < b[2] || (a[2] == b[2] && (a[1] < b[1] || (a[1] == b[1] && a[0] < b[0]))));
    }
    finish();
}

static void every_failed_allocation_is_reported(void **state)
{
    (void)state;
    enum mah_status status = MAH_NO_MEMORY;
    size_t n = 1;
    for (; status != MAH_OK && n < 2000; n++) {
        start(PROFILE_PUBLIC, LANGUAGE_TURKISH, "EPSG:4326");
        add(0, 0, 20, 4, 4, far_off, near_by);
        add(4, 5, 20, 4, 4, far_off, near_by);
        add(5, 4, 6, 4, 1, far_off, near_by); /* with the next: what is left of a square */
        add(4, 4, 3, 4, 1, far_off, near_by);
        add(5, 5, 3, 4, 1, far_off, near_by);
        add(40, 0, 2, 4, 4, far_off, near_by);
        memory_fail_from(n);
        status = add_gap_grid(&city.context, &notes, NULL);
        memory_fail_from(0);
        assert_true(status == MAH_OK || status == MAH_NO_MEMORY);
        finish();
    }
    assert_int_equal(status, MAH_OK);
    assert_true(n > 20);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_square_has_its_name_and_its_people),
        cmocka_unit_test(columns_are_labelled_in_both_languages),
        cmocka_unit_test(small_numbers_and_small_complements_are_hidden),
        cmocka_unit_test(all_types_less_a_shown_one_do_not_give_a_hidden_one),
        cmocka_unit_test(one_number_under_two_names_is_hidden_under_both),
        cmocka_unit_test(the_rest_of_all_people_counts_too),
        cmocka_unit_test(the_internal_profile_rounds_nothing),
        cmocka_unit_test(what_is_hidden_stands_in_the_table_of_suppressions),
        cmocka_unit_test(nothing_below_the_thresholds_is_a_square),
        cmocka_unit_test(few_dropped_people_are_not_told),
        cmocka_unit_test(without_types_to_show_there_is_no_layer),
        cmocka_unit_test(without_services_there_is_no_layer),
        cmocka_unit_test(rows_come_by_side_then_north_then_east),
        cmocka_unit_test(every_failed_allocation_is_reported),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
