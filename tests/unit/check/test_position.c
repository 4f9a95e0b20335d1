/* Where does a row lie, and when is that no position at all? */
#include "judged_rows.h"

#include <math.h>

static void assert_at(const struct judged *judged, size_t row, double x, double y)
{
    assert_reason(judged, row, REJECT_NONE);
    assert_true(judged->out->has_position[row]);
    assert_true(judged->out->position[row].x == x && judged->out->position[row].y == y);
}

static void assert_nowhere(const struct judged *judged, size_t row, enum reject_reason reason)
{
    assert_reason(judged, row, reason);
    assert_false(judged->out->has_position[row]);
}

static void longitude_and_latitude(void **state)
{
    (void)state;
    struct project project = test_project();
    struct judged *rows =
        judge(&project, "lon;lat\n37.38;37.06\n37,38;37,06\n#37.38;#37.06\n37.38;#37.06\n-180;90\n 37.38 ;37.06\n");
    for (size_t row = 0; row < 4; row++)
        assert_at(rows, row, 37.38, 37.06);
    assert_at(rows, 4, -180, 90);
    assert_at(rows, 5, 37.38, 37.06);
    judged_free(rows);
}

static void text_where_a_coordinate_should_be(void **state)
{
    (void)state;
    struct project project = test_project();
    struct judged *rows = judge(
        &project,
        "lon;lat;mah_code\nbilinmiyor;37;1\nabc;abc;1\n41°00'N;37;1\nnan;37;1\ninf;inf;1\n1e400;37;1\n28.9x;41;1\n"
        "N/A;N/A;1\nyok;yok;1\n--;--;1\n");
    for (size_t row = 0; row < 10; row++)
        assert_nowhere(rows, row, REJECT_BAD_POSITION);
    judged_free(rows);
}

static void impossible_positions(void **state)
{
    (void)state;
    struct project project = test_project();
    struct judged *rows = judged_new(&project, "lon;lat\n181;37\n37;91\n418500;4102000\n#1;#1\n#1;#1\n");
    rows->batch.columns[FIELD_LON].cell[3].number = NAN;
    rows->batch.columns[FIELD_LAT].cell[4].number = INFINITY;
    struct crs degrees = test_crs(true);
    judge_again(rows, &degrees);
    for (size_t row = 0; row < 5; row++)
        assert_nowhere(rows, row, REJECT_BAD_POSITION);
    judged_free(rows);
}

static void half_a_position_is_a_bad_position(void **state)
{
    (void)state;
    struct project project = test_project();
    struct judged *rows = judge(&project, "lon;lat;mah_code\n37.38;;1\n;37.06;1\n37.38;-;1\n");
    for (size_t row = 0; row < 3; row++)
        assert_nowhere(rows, row, REJECT_BAD_POSITION);
    judged_free(rows);
}

static void no_position(void **state)
{
    (void)state;
    struct project project = test_project();
    struct judged *rows = judge(&project, "lon;lat\n;\nNULL;null\nNA;na\n-;-\n.;\n ; \n");
    for (size_t row = 0; row < 6; row++)
        assert_nowhere(rows, row, REJECT_NO_POSITION);
    judged_free(rows);
}

static void a_code_or_name_stands_in_for_the_position(void **state)
{
    (void)state;
    struct project project = test_project();
    struct judged *rows = judge(
        &project,
        "lon;lat;mah_code;mah_name;ilce_name\n;;37520;;\n;;;Karşıyaka;\n;;#37520;;\n;;-;yok;\n;;;;Şahinbey\n;;;-;\n");
    assert_nowhere(rows, 0, REJECT_NONE);
    assert_nowhere(rows, 1, REJECT_NONE);
    assert_nowhere(rows, 2, REJECT_NONE);
    assert_nowhere(rows, 3, REJECT_NO_POSITION);
    assert_nowhere(rows, 4, REJECT_NO_POSITION); /* an ilçe alone is not enough */
    assert_nowhere(rows, 5, REJECT_NO_POSITION);
    judged_free(rows);
}

static void devices_without_reception_write_zero(void **state)
{
    (void)state;
    struct project project = test_project();
    struct judged *rows = judged_new(&project, "lon;lat;mah_code\n0;0;\n0.0;-0;7\n0;37;\n");
    struct crs degrees = test_crs(true), metres = test_crs(false);
    judge_again(rows, &degrees);
    assert_nowhere(rows, 0, REJECT_NO_POSITION);
    assert_nowhere(rows, 1, REJECT_NONE);
    assert_at(rows, 2, 0, 37);
    judge_again(rows, &metres);
    assert_at(rows, 0, 0, 0);
    judged_free(rows);
}

static void easting_and_northing(void **state)
{
    (void)state;
    struct project project = test_project();
    struct judged *rows =
        judged_new(&project, "x;y;gps\n418500,25;4102000.5;\n418.500,25;4.102.000,5;\n9e7;0;\n;;37.06 37.38\n");
    struct crs metres = test_crs(false);
    judge_again(rows, &metres);
    assert_at(rows, 0, 418500.25, 4102000.5);
    assert_at(rows, 1, 418500.25, 4102000.5);
    assert_nowhere(rows, 2, REJECT_BAD_POSITION);
    assert_nowhere(rows, 3, REJECT_NO_POSITION); /* degrees are not in the CRS of x and y */
    judged_free(rows);
}

static void one_cell_with_latitude_and_longitude(void **state)
{
    (void)state;
    struct project project = test_project();
    struct judged *rows =
        judge(&project,
              "gps\n37.06 37.38\n37.06 37.38 850\n37.06  37.38\t850 4.5\n37.06\n37.06 37.38 850 4.5 1\n37.06, 37.38\n"
              "north 37.38\n#37.06\n\n-\n0 0 0 0\n");
    for (size_t row = 0; row < 3; row++)
        assert_at(rows, row, 37.38, 37.06);
    for (size_t row = 3; row < 8; row++)
        assert_nowhere(rows, row, REJECT_BAD_POSITION);
    for (size_t row = 8; row < 11; row++)
        assert_nowhere(rows, row, REJECT_NO_POSITION);
    judged_free(rows);
}

static void the_gps_cell_stands_in_for_longitude_and_latitude(void **state)
{
    (void)state;
    struct project project = test_project();
    struct judged *rows = judge(&project, "lon;lat;gps\n37.38;37.06;1 2\n;;37.06 37.38 850 4.5\n;;\n37;;37.06 37.38\n");
    assert_at(rows, 0, 37.38, 37.06);
    assert_at(rows, 1, 37.38, 37.06);
    assert_nowhere(rows, 2, REJECT_NO_POSITION);
    assert_nowhere(rows, 3, REJECT_BAD_POSITION);
    judged_free(rows);
}

static void a_longitude_without_a_column_of_latitudes(void **state)
{
    (void)state;
    struct project project = test_project();
    struct judged *rows = judge(&project, "lon;mah_name\n37.38;\n37.38;Karşıyaka\n");
    assert_nowhere(rows, 0, REJECT_NO_POSITION);
    assert_nowhere(rows, 1, REJECT_NONE);
    judged_free(rows);
}

static void geometry_of_a_layer(void **state)
{
    (void)state;
    struct project project = test_project();
    struct judged *rows = judged_new(&project, "lon;lat;mah_code\n1;1;\n1;1;\n1;1;\n1;1;5\n");
    rows->batch.has_geometry = true;
    rows->batch.geometry = rows->points;
    rows->batch.geometry_kind = rows->point_kinds;
    rows->points[0] = (struct point){37.38, 37.06};
    rows->point_kinds[0] = 1; /* a point */
    rows->point_kinds[1] = 0; /* none: the columns are not looked at */
    rows->point_kinds[2] = 2; /* a line, say */
    rows->point_kinds[3] = 0;
    struct crs degrees = test_crs(true);
    judge_again(rows, &degrees);
    assert_at(rows, 0, 37.38, 37.06);
    assert_nowhere(rows, 1, REJECT_NO_POSITION);
    assert_nowhere(rows, 2, REJECT_BAD_POSITION);
    assert_nowhere(rows, 3, REJECT_NONE);
    judged_free(rows);
}

static void without_a_crs_no_position_is_read(void **state)
{
    (void)state;
    struct project project = test_project();
    struct judged *rows = judged_new(&project, "lon;lat;mah_code\n37.38;37.06;\nabc;37.06;5\n");
    judge_again(rows, NULL);
    assert_nowhere(rows, 0, REJECT_NO_POSITION);
    assert_nowhere(rows, 1, REJECT_NONE);
    judged_free(rows);
}

/* The quarantine shows where a rejected row lies. */
static void a_rejected_row_keeps_its_position(void **state)
{
    (void)state;
    struct project project = test_project();
    struct judged *rows = judge(&project, "lon;lat;hh_size\n37.38;37.06;0\n");
    assert_reason(rows, 0, REJECT_BAD_SIZE);
    assert_true(rows->out->has_position[0]);
    assert_true(rows->out->position[0].x == 37.38);
    judged_free(rows);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(longitude_and_latitude),
        cmocka_unit_test(text_where_a_coordinate_should_be),
        cmocka_unit_test(impossible_positions),
        cmocka_unit_test(half_a_position_is_a_bad_position),
        cmocka_unit_test(no_position),
        cmocka_unit_test(a_code_or_name_stands_in_for_the_position),
        cmocka_unit_test(devices_without_reception_write_zero),
        cmocka_unit_test(easting_and_northing),
        cmocka_unit_test(one_cell_with_latitude_and_longitude),
        cmocka_unit_test(the_gps_cell_stands_in_for_longitude_and_latitude),
        cmocka_unit_test(a_longitude_without_a_column_of_latitudes),
        cmocka_unit_test(geometry_of_a_layer),
        cmocka_unit_test(without_a_crs_no_position_is_read),
        cmocka_unit_test(a_rejected_row_keeps_its_position),
    };
    return cmocka_run_group_tests(tests, NULL, unload_origins);
}
