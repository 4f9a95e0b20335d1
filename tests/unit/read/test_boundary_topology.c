/* Do boundaries overlap or leave gaps, and what is found in real ones? */
#include "boundary_files.h"

static void overlaps_and_gaps(void **state)
{
    (void)state;
    /* a has a hole; b overlaps it in the east; d overlaps c by a sliver of 0.03 m2. */
    const char *const features[] = {
        "\"id\": \"a\" | [[29,41],[29.03,41],[29.03,41.03],[29,41.03],[29,41]],"
        "[[29.01,41.01],[29.01,41.02],[29.02,41.02],[29.02,41.01],[29.01,41.01]]",
        "\"id\": \"b\" | [[29.029,41],[29.05,41],[29.05,41.03],[29.029,41.03],[29.029,41]]",
        "\"id\": \"c\" | [[29.05,41],[29.06,41],[29.06,41.03],[29.05,41.03],[29.05,41]]",
        "\"id\": \"d\" | "
        "[[29.0599999999,41],[29.07,41],[29.07,41.03],[29.0599999999,41.03],[29.0599999999,41]]",
        NULL};
    struct boundary_set *set = read_path(write_geojson("overlap.geojson", features));
    assert_int_equal(set->issue_count, 0);
    assert_int_equal(boundary_set_check_topology(set, false, 2, NULL), MAH_OK);
    assert_int_equal(set->issue_count, 1);
    const struct boundary_issue *overlap = issue_of(set, BOUNDARY_OVERLAP);
    assert_string_equal(overlap->code, "a");
    assert_string_equal(overlap->other_code, "b");
    assert_true(fabs(overlap->area_km2 - 0.2803) < 0.001);
    assert_true(overlap->where.x > 29.029 && overlap->where.x < 29.03);
    assert_string_equal(boundary_issue_word(overlap->kind), "overlap");
    boundary_set_free(set);

    set = read_path(in_folder("overlap.geojson"));
    assert_int_equal(boundary_set_check_topology(set, true, 1, NULL), MAH_OK);
    const struct boundary_issue *gap = issue_of(set, BOUNDARY_GAP);
    assert_int_equal(set->issue_count, 2);
    assert_null(gap->code);
    assert_true(fabs(gap->area_km2 - 0.9345) < 0.003);
    assert_true(fabs(gap->where.x - 29.015) < 1e-9);
    assert_string_equal(boundary_issue_word(gap->kind), "gap");
    boundary_set_free(set);
}

static void running_out_of_memory(void **state)
{
    (void)state;
    const char *const features[] = {"\"id\": 1 |" SQUARE_AT(1, 1), "\"id\": 2 |" SQUARE_AT(1, 1),
                                    "\"id\": 3 |" SQUARE_AT(3, 1), NULL};
    struct boundary_set *set = read_path(write_geojson("poor.geojson", features));
    enum mah_status status = MAH_NO_MEMORY;
    for (size_t nth = 1; status != MAH_OK && nth < 500; nth++) {
        memory_fail_from(nth);
        status = boundary_set_check_topology(set, true, 1, NULL);
        memory_fail_from(0);
        assert_true(status == MAH_OK || status == MAH_NO_MEMORY);
    }
    assert_int_equal(status, MAH_OK);
    boundary_set_free(set);
}

/* The counts that the provenance of the data states. */
static void real_boundaries(void **state)
{
    (void)state;
    static const struct {
        const char *province;
        size_t mahalle, invalid, overlaps;
        double area_km2;
    } provinces[] = {{"istanbul", 982, 14, 1, 5458}, {"gaziantep", 784, 15, 0, 6810}, {"bursa", 1074, 40, 3, 10732}};
    const char *folder = getenv("MAHALLE_SHARED");
    for (int i = 0; i < 3; i++) {
        char path[2][1000];
        for (int k = 0; k < 2; k++)
            snprintf(path[k], sizeof path[k], "%s%s/data/tr-mahalle-boundaries/%s_%s.geojson",
                     folder ? folder : TEST_SOURCE_DIR, folder ? "" : "/../../shared", provinces[i].province,
                     k == 0 ? "mahalle" : "ilce");
        if (access(path[0], R_OK) != 0) {
            print_message("skipped: no %s (set MAHALLE_SHARED)\n", path[0]);
            skip();
        }
        struct source source = {.path = path[0]}, towns = {.path = path[1]};
        struct boundary_set *set = read_source(&source, &towns);
        assert_int_equal(set->count, provinces[i].mahalle);
        assert_int_equal(issues_of(set, BOUNDARY_INVALID), provinces[i].invalid);
        assert_int_equal(set->issue_count, provinces[i].invalid);
        assert_string_equal(set->matched, "id -> mah_code, name -> mah_name, townId -> ilce_code");
        double area_km2 = 0;
        for (size_t k = 0; k < set->count; k++) {
            assert_non_null(set->mahalle[k].ilce_name);
            area_km2 += set->mahalle[k].area_km2;
        }
        assert_true(fabs(area_km2 - provinces[i].area_km2) < 1);
        assert_int_equal(boundary_set_check_topology(set, false, 2, NULL), MAH_OK);
        assert_int_equal(issues_of(set, BOUNDARY_OVERLAP), provinces[i].overlaps);
        boundary_set_free(set);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(overlaps_and_gaps),
        cmocka_unit_test(running_out_of_memory),
        cmocka_unit_test(real_boundaries),
    };
    return cmocka_run_group_tests(tests, make_folder, remove_folder);
}
