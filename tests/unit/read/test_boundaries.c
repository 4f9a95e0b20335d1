/* From a file of boundaries to mahalle: codes, names, order, repairs, rows that repeat or cannot be used. */
#include "boundary_files.h"

static void mahalle_come_in_the_order_of_their_codes(void **state)
{
    (void)state;
    const char *const features[] = {"\"mah_code\": \"9\", \"mah_name\": \"Dokuz\" |" SQUARE_AT(1, 1),
                                    "\"mah_code\": \"10\", \"mah_name\": \"On\" |" SQUARE_AT(2, 1),
                                    "\"mah_code\": \" 1 \", \"mah_name\": null |" SQUARE_AT(3, 1), NULL};
    struct boundary_set *set = read_path(write_geojson("order.geojson", features));
    assert_int_equal(set->count, 3);
    assert_string_equal(set->mahalle[0].code, "1");
    assert_string_equal(set->mahalle[1].code, "10");
    assert_string_equal(set->mahalle[2].code, "9");
    assert_null(set->mahalle[0].name);
    assert_string_equal(set->mahalle[1].name, "On");
    assert_string_equal(set->file_name, "order.geojson");
    assert_string_equal(set->matched, "mah_code -> mah_code, mah_name -> mah_name");
    assert_string_equal(set->crs.definition, "EPSG:4326");
    assert_int_equal(set->issue_count, 0);
    assert_false(set->has_ilce_names);
    assert_true(set->bounds.min_x == 29.01 && set->bounds.max_x == 29.039);
    boundary_set_free(set);
    boundary_set_free(NULL);
}

static void everything_that_is_known_of_a_mahalle(void **state)
{
    (void)state;
    const char *const features[] = {
        "\"mah_kodu\": 18305, \"mahalle_adi\": \"Akyol\", \"ilce_kodu\": 343, \"ilce\": \"Şahinbey\", "
        "\"il_adi\": \"Gaziantep\", \"nufus\": 2150 |" SQUARE_AT(1, 1),
        "\"mah_kodu\": 18306, \"mahalle_adi\": \"Alaybey\", \"nufus\": -3 |" SQUARE_AT(2, 1), NULL};
    struct boundary_set *set = read_path(write_geojson("known.geojson", features));
    struct mahalle *first = &set->mahalle[0], *second = &set->mahalle[1];
    assert_string_equal(first->code, "18305");
    assert_string_equal(first->ilce_code, "343");
    assert_string_equal(first->ilce_name, "Şahinbey");
    assert_string_equal(first->il_name, "Gaziantep");
    assert_true(first->population_official == 2150);
    assert_true(fabs(first->area_km2 - 0.757) < 0.001);
    assert_true(set->has_ilce_names);
    assert_null(second->ilce_code);
    assert_null(second->ilce_name);
    assert_null(second->il_name);
    assert_true(isnan(second->population_official));
    boundary_set_free(set);
}

static void numbers_are_codes_without_decimals(void **state)
{
    (void)state;
    const char *const features[] = {"\"kod\": 18305.0, \"ad\": \"a\" |" SQUARE_AT(1, 1),
                                    "\"kod\": 7.5, \"ad\": \"b\" |" SQUARE_AT(2, 1), NULL};
    struct boundary_set *set = read_path(write_geojson("real.geojson", features));
    assert_string_equal(set->mahalle[0].code, "18305");
    assert_string_equal(set->mahalle[1].code, "7.5");
    boundary_set_free(set);
}

static void a_faulty_boundary_is_repaired_and_put_on_record(void **state)
{
    (void)state;
    const char *const features[] = {
        "\"id\": 1 | [[29,41],[29.01,41.01],[29.01,41],[29,41.01],[29,41]]",
        "\"id\": 2 |" SQUARE_AT(2, 2) ", [[29.06,41.02],[29.07,41.02],[29.07,41.03],[29.06,41.03],[29.06,41.02]]",
        NULL};
    struct boundary_set *set = read_path(write_geojson("faulty.geojson", features));
    assert_int_equal(set->count, 2);
    assert_int_equal(issues_of(set, BOUNDARY_INVALID), 2);
    const struct boundary_issue *bow_tie = &set->issues[0], *island = &set->issues[1];
    assert_string_equal(bow_tie->code, "1");
    assert_string_equal(bow_tie->detail, "Self-intersection");
    assert_true(fabs(bow_tie->where.x - 29.005) < 1e-9);
    assert_true(fabs(bow_tie->area_km2 - set->mahalle[0].area_km2) < 1e-4); /* its two wings had cancelled out */
    assert_string_equal(island->detail, "Hole lies outside shell");
    assert_int_equal(set->mahalle[1].polygon.part_count, 2);
    assert_true(fabs(island->area_km2 - 2 * 0.9345) < 0.01); /* what was subtracted is added now */
    assert_string_equal(boundary_issue_word(bow_tie->kind), "invalid");
    boundary_set_free(set);
}

static void the_same_code_twice(void **state)
{
    (void)state;
    const char *const features[] = {"\"id\": 5, \"name\": \"first\" |" SQUARE_AT(1, 1),
                                    "\"id\": 5, \"name\": \"again\" |" SQUARE_AT(1, 1),
                                    "\"id\": 6, \"name\": \"mainland\" |" SQUARE_AT(3, 1),
                                    "\"id\": 6, \"name\": \"island\" |" SQUARE_AT(5, 1), NULL};
    struct boundary_set *set = read_path(write_geojson("twice.geojson", features));
    assert_int_equal(set->count, 2);
    assert_int_equal(issues_of(set, BOUNDARY_DUPLICATE), 2);
    assert_string_equal(set->mahalle[0].name, "first");
    assert_int_equal(set->mahalle[0].polygon.part_count, 1);
    assert_non_null(strstr(set->issues[0].detail, "kept"));
    assert_string_equal(set->mahalle[1].name, "mainland");
    assert_int_equal(set->mahalle[1].polygon.part_count, 2);
    assert_true(fabs(set->mahalle[1].area_km2 - 2 * set->mahalle[0].area_km2) < 1e-9);
    assert_non_null(strstr(set->issues[1].detail, "joined"));
    assert_string_equal(boundary_issue_word(set->issues[1].kind), "duplicate_code");
    boundary_set_free(set);
}

static void one_polygon_under_several_codes(void **state)
{
    (void)state;
    const char *const features[] = {"\"id\": 3 |" SQUARE_AT(1, 1), "\"id\": 1 |" SQUARE_AT(1, 1),
                                    "\"id\": 4 |" SQUARE_AT(2, 2), "\"id\": 2 |" SQUARE_AT(1, 1),
                                    "\"id\": 5 |" SQUARE_AT(2, 2), NULL};
    struct boundary_set *set = read_path(write_geojson("same.geojson", features));
    assert_int_equal(set->count, 5);
    assert_int_equal(issues_of(set, BOUNDARY_SAME_POLYGON), 3);
    const char *pairs[3][2] = {{"1", "2"}, {"1", "3"}, {"4", "5"}};
    for (int i = 0; i < 3; i++) {
        assert_string_equal(set->issues[i].code, pairs[i][0]);
        assert_string_equal(set->issues[i].other_code, pairs[i][1]);
    }
    assert_string_equal(boundary_issue_word(set->issues[0].kind), "same_polygon");
    boundary_set_free(set);
}

static void rows_that_cannot_be_used(void **state)
{
    (void)state;
    const char *const features[] = {
        "\"id\": \"1\" |" SQUARE_AT(1, 1),
        "\"id\": \"2\" | null",
        "\"id\": \"3\" | {\"type\":\"Polygon\",\"coordinates\":[]}",
        "\"id\": \"4\" | [[29,41],[29.25,41.25],[29.5,41.5],[29,41]]",
        "\"id\": null |" SQUARE_AT(2, 1),
        "\"id\": \"  \" |" SQUARE_AT(3, 1),
        "\"id\": \"5\" | {\"type\":\"Point\",\"coordinates\":[29,41]}",
        "\"id\": \"6\" | [[29,41],[29.01,1e999],[29.02,41],[29,41]]",
        "\"id\": \"7\" | [[-179,41],[179,41],[179,42],[-179,42],[-179,41]]",
        "\"id\": \"8\" | "
        "{\"type\":\"GeometryCollection\",\"geometries\":[{\"type\":\"Point\",\"coordinates\":[29,41]}]}",
        NULL};
    static const char *const reasons[] = {"row 2: no geometry",
                                          "row 3: no geometry",
                                          "row 4: no area",
                                          "row 5: no mah_code",
                                          "row 6: no mah_code",
                                          "row 7: a geometry that is not a polygon",
                                          "row 8: a coordinate that is not a finite number",
                                          "row 9: wider than half the Earth",
                                          "row 10: a geometry that is not a polygon"};
    struct boundary_set *set = read_path(write_geojson("unusable.geojson", features));
    assert_int_equal(set->count, 1);
    assert_int_equal(set->issue_count, 9);
    for (size_t i = 0; i < 9; i++) {
        assert_int_equal(set->issues[i].kind, BOUNDARY_DROPPED);
        assert_non_null(strstr(set->issues[i].detail, reasons[i]));
        assert_true(isnan(set->issues[i].where.x));
    }
    assert_string_equal(set->issues[0].code, "2");
    assert_null(set->issues[3].code);
    assert_string_equal(boundary_issue_word(set->issues[0].kind), "dropped");
    boundary_set_free(set);
}

static void nothing_usable_is_a_failure(void **state)
{
    (void)state;
    const char *const features[] = {"\"id\": 1 | null", "\"id\": 2 | null", NULL};
    expect_path_fails(write_geojson("nothing.geojson", features), MAH_BAD_DATA,
                      "no usable boundary in 2 rows (row 1: no geometry)");
}

static void polygons_of_polygons(void **state)
{
    (void)state;
    const char *const features[] = {
        "\"id\": 1 | {\"type\":\"MultiPolygon\",\"coordinates\":[[" SQUARE_AT(1, 1) "],[" SQUARE_AT(3, 1) "]]}",
        "\"id\": 2 | "
        "{\"type\":\"GeometryCollection\",\"geometries\":[{\"type\":\"Polygon\",\"coordinates\":[" SQUARE_AT(5,
                                                                                                             1) "]}]}",
        "\"id\": 3 | [[29.07,41.01,812],[29.08,41.01,812],[29.08,41.02,812]]", /* heights, and a ring left open */
        NULL};
    struct boundary_set *set = read_path(write_geojson("multi.geojson", features));
    assert_int_equal(set->count, 3);
    assert_int_equal(set->issue_count, 0);
    assert_int_equal(set->mahalle[0].polygon.part_count, 2);
    assert_int_equal(set->mahalle[1].polygon.part_count, 1);
    assert_int_equal(set->mahalle[2].polygon.vertex_count, 4);
    boundary_set_free(set);
}

static void running_out_of_memory(void **state)
{
    (void)state;
    const char *const features[] = {
        "\"id\": 1, \"name\": \"a\" | [[29,41],[29.01,41.01],[29.01,41],[29,41.01],[29,41]]",
        "\"id\": 2, \"name\": \"b\" |" SQUARE_AT(1, 1),
        "\"id\": 2, \"name\": \"b\" |" SQUARE_AT(3, 1),
        "\"id\": 3, \"name\": \"c\" |" SQUARE_AT(1, 1),
        "\"id\": 4, \"name\": \"c\" |" SQUARE_AT(5, 1),
        "\"id\": 5, \"name\": \"c\" |" SQUARE_AT(5, 1),
        "\"id\": null, \"name\": \"\" | null",
        NULL};
    const char *const town_features[] = {"\"id\": 7, \"name\": \"x\" |" SQUARE_AT(1, 1), NULL};
    struct field_choice choice = {.field = "ilce_code", .column = "name"};
    struct source source = {.path = write_geojson("memory.geojson", features), .fields = &choice, .field_count = 1};
    struct source towns = {.path = write_geojson("memory_towns.geojson", town_features)};
    enum mah_status status = MAH_NO_MEMORY;
    size_t failures = 0;
    for (size_t nth = 1; status != MAH_OK && nth < 2000; nth++) {
        struct boundary_set *set = NULL;
        memory_fail_from(nth);
        status = boundary_set_read(&set, &source, &towns, NULL);
        memory_fail_from(0);
        assert_true(status == MAH_OK || (status == MAH_NO_MEMORY && !set));
        failures += status != MAH_OK;
        boundary_set_free(set);
    }
    assert_int_equal(status, MAH_OK);
    assert_true(failures > 100);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(mahalle_come_in_the_order_of_their_codes),
        cmocka_unit_test(everything_that_is_known_of_a_mahalle),
        cmocka_unit_test(numbers_are_codes_without_decimals),
        cmocka_unit_test(a_faulty_boundary_is_repaired_and_put_on_record),
        cmocka_unit_test(the_same_code_twice),
        cmocka_unit_test(one_polygon_under_several_codes),
        cmocka_unit_test(rows_that_cannot_be_used),
        cmocka_unit_test(nothing_usable_is_a_failure),
        cmocka_unit_test(polygons_of_polygons),
        cmocka_unit_test(running_out_of_memory),
    };
    return cmocka_run_group_tests(tests, make_folder, remove_folder);
}
