/* On real boundaries, with all their faults: is what is proved valid valid for GEOS, and is GEOS seldom needed? */
#include "../locate/drawn_city.h"
#include "geometry/valid_proof.h"
#include "read/boundary_rows.h"

static void real_boundaries_keep_their_verdicts(void **state)
{
    (void)state;
    static const char *const files[] = {
        "tr-mahalle-boundaries/istanbul_mahalle.geojson", "tr-mahalle-boundaries/gaziantep_mahalle.geojson",
        "tr-mahalle-boundaries/bursa_mahalle.geojson", "tr-mahalle-boundaries/istanbul_ilce.geojson"};
    size_t valid = 0, invalid = 0, proved = 0;
    struct proof_scratch scratch = {0};
    for (size_t i = 0; i < sizeof files / sizeof *files; i++) {
        char path[1000];
        if (!shared_data(path, sizeof path, files[i]))
            skip();
        struct source source = {.path = path};
        struct boundary_rows rows = {0};
        assert_int_equal(boundary_rows_read(&rows, &source, NULL), MAH_OK);
        for (size_t row = 0; row < rows.count; row++) {
            struct polygon *polygon = &rows.rows[row].polygon;
            bool is_sure = polygon_is_surely_valid(polygon, &scratch);
            struct repair repair;
            bool is_valid = polygon_repair(polygon, &repair, NULL) == MAH_OK && !repair.was_invalid;
            assert_true(!is_sure || is_valid);
            proved += is_sure;
            valid += is_valid;
            invalid += !is_valid;
        }
        boundary_rows_release(&rows);
    }
    proof_scratch_release(&scratch);
    print_message("%zu valid, %zu of them proved; %zu not valid\n", valid, proved, invalid);
    assert_true(invalid > 0);
    assert_true(proved * 10 > valid * 9);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(real_boundaries_keep_their_verdicts),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
