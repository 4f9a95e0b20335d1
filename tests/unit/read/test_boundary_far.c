/* Mahalle far from an area: known by code and names, without a polygon. Those near it are what they always are. */
#include "boundary_files.h"

static struct boundary_set *read_near(char *path, struct rectangle near)
{
    struct source source = {.path = path};
    struct boundary_draft *draft;
    struct boundary_set *set;
    struct mah_error err = {0};
    assert_int_equal(boundary_draft_read(&draft, &source, &err), MAH_OK);
    assert_string_equal(boundary_draft_crs(draft)->definition, "EPSG:4326");
    struct rectangle bounds;
    assert_int_equal(boundary_draft_bounds(&bounds, draft, &err), MAH_OK);
    assert_int_equal(boundary_set_finish(&set, draft, &near, NULL, &err), MAH_OK);
    assert_true(set->bounds.min_x == bounds.min_x && set->bounds.max_x == bounds.max_x);
    boundary_draft_free(draft);
    return set;
}

static const struct rectangle west = {29.0, 41.0, 29.012, 41.1}; /* touches the mahalle at 1, not those at 3 and 5 */

static void far_mahalle_keep_code_and_names(void **state)
{
    (void)state;
    const char *const features[] = {"\"id\": 1, \"name\": \"Akyol\", \"ilce_adi\": \"Batı\" |" SQUARE_AT(1, 1),
                                    "\"id\": 2, \"name\": \"Alaybey\", \"ilce_adi\": \"Doğu\" |" SQUARE_AT(3, 1),
                                    "\"id\": 3, \"name\": \"Bostancı\", \"ilce_adi\": \"Doğu\" |" SQUARE_AT(5, 1),
                                    NULL};
    char *path = write_geojson("names.geojson", features);
    struct boundary_set *whole = read_path(path), *set = read_near(path, west);
    assert_int_equal(set->count, 3);
    assert_false(set->mahalle[0].is_far);
    assert_true(polygon_equals(&set->mahalle[0].polygon, &whole->mahalle[0].polygon));
    assert_true(set->mahalle[0].area_km2 == whole->mahalle[0].area_km2);
    for (size_t i = 1; i < 3; i++) {
        assert_true(set->mahalle[i].is_far);
        assert_true(isnan(set->mahalle[i].area_km2));
        assert_int_equal(set->mahalle[i].polygon.part_count, 0);
        assert_string_equal(set->mahalle[i].name, whole->mahalle[i].name);
        assert_string_equal(set->mahalle[i].ilce_name, whole->mahalle[i].ilce_name);
    }
    assert_true(set->has_ilce_names);
    assert_int_equal(set->issue_count, 0); /* two far ones without a polygon are not one and the same polygon */
    boundary_set_free(set);
    boundary_set_free(whole);
}

static void a_mahalle_of_several_rows_is_near_as_a_whole(void **state)
{
    (void)state;
    const char *const features[] = {"\"id\": 1 |" SQUARE_AT(5, 1), "\"id\": 2 |" SQUARE_AT(3, 1),
                                    "\"id\": 1 |" SQUARE_AT(1, 1), "\"id\": 2 |" SQUARE_AT(7, 1), NULL};
    char *path = write_geojson("rows.geojson", features);
    struct boundary_set *whole = read_path(path), *set = read_near(path, west);
    assert_int_equal(set->count, 2);
    assert_false(set->mahalle[0].is_far);
    assert_int_equal(set->mahalle[0].polygon.part_count, 2);
    assert_true(set->mahalle[0].area_km2 == whole->mahalle[0].area_km2);
    assert_true(set->mahalle[1].is_far);
    boundary_set_free(set);
    boundary_set_free(whole);
}

/* A row that a whole reading drops must not come back as a far mahalle that households can be in. */
static void what_may_have_no_area_is_judged_wherever_it_lies(void **state)
{
    (void)state;
    const char *const features[] = {
        "\"id\": 1 |" SQUARE_AT(1, 1),
        "\"id\": 2 | [[29.05,41.01],[29.06,41.02],[29.05,41.01],[29.06,41.02],[29.05,41.01]]",
        "\"id\": 3 | [[29.05,41],[29.06,41.01],[29.06,41],[29.05,41.01],[29.05,41]]",
        "\"id\": 4 | [[29.07,40.9],[29.2,40.9],[29.2,41.2],[29.07,41.2],[29.07,40.9]]", NULL};
    char *path = write_geojson("flat.geojson", features);
    struct boundary_set *whole = read_path(path), *set = read_near(path, west);
    assert_int_equal(set->count, 3); /* the line is dropped; the bow tie, whose wings cancel out, is repaired */
    assert_int_equal(set->count, whole->count);
    assert_int_equal(issues_of(set, BOUNDARY_DROPPED), 1);
    assert_string_equal(set->mahalle[1].code, "3");
    assert_false(set->mahalle[1].is_far);
    assert_true(set->mahalle[2].is_far);
    boundary_set_free(set);
    boundary_set_free(whole);
}

/* A spike reaches out to 10 degrees; repaired it does not, and it must not choose the zone of the city. */
static void bounds_are_those_of_repaired_polygons(void **state)
{
    (void)state;
    const char *const features[] = {
        "\"id\": 1 |" SQUARE_AT(1, 1),
        "\"id\": 2 | [[29.05,41],[29.06,41],[10,41.005],[29.06,41],[29.06,41.01],[29.05,41.01],[29.05,41]]",
        "\"id\": 3 | [[0,0],[0.5,0.5],[0,0],[0.5,0.5],[0,0]]", NULL};
    char *path = write_geojson("spike.geojson", features);
    struct source source = {.path = path};
    struct boundary_draft *draft;
    struct rectangle bounds;
    assert_int_equal(boundary_draft_read(&draft, &source, NULL), MAH_OK);
    assert_int_equal(boundary_draft_bounds(&bounds, draft, NULL), MAH_OK);
    struct boundary_set *whole = read_path(path);
    assert_true(bounds.min_x == whole->bounds.min_x && bounds.max_x == whole->bounds.max_x);
    assert_true(bounds.min_y == whole->bounds.min_y && bounds.max_y == whole->bounds.max_y);
    assert_true(bounds.min_x == 29.01);
    boundary_draft_free(draft);
    boundary_set_free(whole);
}

static void memory_that_runs_out_is_told(void **state)
{
    (void)state;
    const char *const features[] = {"\"id\": 1 |" SQUARE_AT(1, 1), "\"id\": 2 |" SQUARE_AT(3, 1),
                                    "\"id\": 3 |" SQUARE_AT(5, 1), NULL};
    struct source source = {.path = write_geojson("memory.geojson", features)};
    enum mah_status status = MAH_NO_MEMORY;
    for (size_t nth = 1; status != MAH_OK && nth < 2000; nth++) {
        struct boundary_draft *draft = NULL;
        struct boundary_set *set = NULL;
        memory_fail_from(nth);
        struct rectangle bounds;
        status = boundary_draft_read(&draft, &source, NULL);
        if (status == MAH_OK)
            status = boundary_draft_bounds(&bounds, draft, NULL);
        if (status == MAH_OK)
            status = boundary_set_finish(&set, draft, &west, NULL, NULL);
        memory_fail_from(0);
        assert_true(status == MAH_OK || (status == MAH_NO_MEMORY && !set));
        boundary_draft_free(draft);
        boundary_set_free(set);
    }
    assert_int_equal(status, MAH_OK);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(far_mahalle_keep_code_and_names),
        cmocka_unit_test(a_mahalle_of_several_rows_is_near_as_a_whole),
        cmocka_unit_test(what_may_have_no_area_is_judged_wherever_it_lies),
        cmocka_unit_test(bounds_are_those_of_repaired_polygons),
        cmocka_unit_test(memory_that_runs_out_is_told),
    };
    return cmocka_run_group_tests(tests, make_folder, remove_folder);
}
