/* Which position is taken where there are several, and which fields a file must have. */
#include "headers.h"

static void one_kind_of_position_is_kept(void **state)
{
    (void)state;
    assert_map("x|y|boylam|enlem|gps|nufus", "boylam -> lon, enlem -> lat, nufus -> hh_size; not used: x, y, gps");
    assert_map("x|y|gps|nufus", "x -> x, y -> y, nufus -> hh_size; not used: gps");
    assert_map("x|boylam|enlem|nufus", "boylam -> lon, enlem -> lat, nufus -> hh_size; not used: x");
    assert_map_with("x|y|boylam|enlem|gps|nufus", &(struct source){0}, true,
                    "nufus -> hh_size; not used: x, y, boylam, enlem, gps");
    assert_map_with("boylam|nufus", &(struct source){0}, true, "nufus -> hh_size; not used: boylam");
}

static void the_user_may_want_another_position(void **state)
{
    (void)state;
    struct field_choice choices[] = {{.field = "x", .column = "x"}, {.field = "y", .column = "y"}};
    struct source source = {.fields = choices, .field_count = 2};
    assert_map_with("x|y|boylam|enlem|nufus", &source, false,
                    "x -> x, y -> y, nufus -> hh_size; not used: boylam, enlem");
    assert_map_with("x|y|boylam|enlem|nufus", &source, true,
                    "x -> x, y -> y, nufus -> hh_size; not used: boylam, enlem");
    struct header header;
    struct field_map map;
    header_split(&header, "x|y|nufus");
    assert_int_equal(field_map_match(&map, header.columns, 3, &source, true, "a", NULL), MAH_OK);
    assert_true(field_map_has_position(&map));
    assert_int_equal(field_map_match(&map, header.columns, 3, &(struct source){0}, true, "a", NULL), MAH_OK);
    assert_false(field_map_has_position(&map));
}

static void half_a_position_is_an_error(void **state)
{
    (void)state;
    assert_no_map(
        "boylam|nufus", &(struct source){0}, false, MAH_BAD_SOURCE,
        "'haneler.csv' has lon ('boylam') but no lat; name it with fields: {lat: ...} (columns: boylam, nufus)");
    assert_no_map("enlem|nufus|mahalle_kodu", &(struct source){0}, false, MAH_BAD_SOURCE,
                  "'haneler.csv' has lat ('enlem') but no lon; name it with fields: {lon: ...} (columns: enlem, nufus, "
                  "mahalle_kodu)");
    struct field_choice choice;
    struct source source = naming(&choice, "y", "kuzey");
    assert_no_map("kuzey|nufus", &source, true, MAH_BAD_SOURCE,
                  "'haneler.csv' has y ('kuzey') but no x; name it with fields: {x: ...} (columns: kuzey, nufus)");
}

static void the_size_is_required(void **state)
{
    (void)state;
    assert_no_map("hane_no|boylam|enlem", &(struct source){0}, false, MAH_BAD_SOURCE,
                  "'haneler.csv' has no column for hh_size, the persons of a household; name it with fields: {hh_size: "
                  "...} (columns: hane_no, boylam, enlem)");
}

static void a_place_is_required(void **state)
{
    (void)state;
    assert_no_map("hane_no|nufus", &(struct source){0}, false, MAH_BAD_SOURCE,
                  "'haneler.csv' has no columns for a position (lon and lat, x and y, or gps) and none for mah_code or "
                  "mah_name; name them with fields: {lon: ..., lat: ...} (columns: hane_no, nufus)");
    assert_map("mahalle|nufus", "mahalle -> mah_name, nufus -> hh_size");
    assert_map("mah_kodu|nufus", "mah_kodu -> mah_code, nufus -> hh_size");
    assert_map_with("nufus", &(struct source){0}, true, "nufus -> hh_size");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(one_kind_of_position_is_kept), cmocka_unit_test(the_user_may_want_another_position),
        cmocka_unit_test(half_a_position_is_an_error),  cmocka_unit_test(the_size_is_required),
        cmocka_unit_test(a_place_is_required),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
