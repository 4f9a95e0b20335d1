/* Which mahalle does a household belong to? The rules, on a city small enough to draw. */
#include "drawn_city.h"

/* Four blocks of a city; Merkez has an inner court that is Avlu; Ada overlaps Sahil; Dere has two parts. */
static const struct drawn_mahalle blocks[] = {
    {"1", "Merkez Mah.", "Fatih", "((0 0, 4 0, 4 4, 0 4), (1 1, 1 3, 3 3, 3 1))"},
    {"10", "Avlu", "Fatih", "((1 1, 3 1, 3 3, 1 3))"},
    {"2", "Sahil", "Adalar", "((4 0, 8 0, 8 4, 4 4))"},
    {"3", "Ada", "Adalar", "((7 1, 9 1, 9 2, 7 2))"},
    {"4", "Dere", "Şile", "((0 4, 4 4, 4 8, 0 8)) ((12 0, 14 0, 14 2))"},
};
enum { MERKEZ, AVLU, SAHIL, ADA, DERE, BLOCKS };

static struct boundary_set *set;
static struct locator *locator;

static int build(void **state)
{
    (void)state;
    set = city("EPSG:5254", blocks, BLOCKS);
    locator = locator_of(set);
    return 0;
}

static int tear_down(void **state)
{
    (void)state;
    locator_free(locator);
    boundary_set_free(set);
    return 0;
}

static void expect(double x, double y, int32_t mahalle, bool on_border, bool in_overlap)
{
    struct location location = locate(locator, x, y);
    assert_int_equal(location.mahalle, mahalle);
    assert_int_equal(location.on_border, on_border);
    assert_int_equal(location.in_overlap, in_overlap);
}

static void inside_one(void **state)
{
    (void)state;
    expect(0.5, 0.5, MERKEZ, false, false);
    expect(2, 2, AVLU, false, false);
    expect(6, 3, SAHIL, false, false);
    expect(8.5, 1.5, ADA, false, false);
    expect(1, 7, DERE, false, false);
    expect(13.5, 1, DERE, false, false);
}

static void inside_none(void **state)
{
    (void)state;
    expect(10.5, 1.5, NO_MAHALLE, false, false);
    expect(12, 1, NO_MAHALLE, false, false);
    expect(6, 6, NO_MAHALLE, false, false);
    expect(-100, 2, NO_MAHALLE, false, false);
    expect(1e9, 1e9, NO_MAHALLE, false, false);
    expect(NAN, 2, NO_MAHALLE, false, false);
    expect(2, INFINITY, NO_MAHALLE, false, false);
}

/* The smallest code, not the first drawn and not the smallest number: "10" comes before "2". */
static void on_a_border_the_smallest_code(void **state)
{
    (void)state;
    expect(4, 1, MERKEZ, true, false);
    expect(2, 4, MERKEZ, true, false);
    expect(4, 4, MERKEZ, true, false);
    expect(1, 2, MERKEZ, true, false);
    expect(3, 3, MERKEZ, true, false);
    expect(8, 0, SAHIL, true, false);
    expect(9, 2, ADA, true, false);
    expect(0, 6, DERE, true, false);
    expect(0, 0, MERKEZ, true, false);
    expect(13, 1, DERE, true, false);
}

static void in_an_overlap_the_smallest_code(void **state)
{
    (void)state;
    expect(7.5, 1.5, SAHIL, false, true);
    expect(7, 1.5, SAHIL, true, false); /* inside Sahil, on the border of Ada */
    expect(8, 1.5, SAHIL, true, false); /* on the border of Sahil, inside Ada */
    expect(8, 2, SAHIL, true, false);
}

static void one_step_over_the_border(void **state)
{
    (void)state;
    expect(nextafter(4, 0), 1, MERKEZ, false, false);
    expect(nextafter(4, 9), 1, SAHIL, false, false);
    expect(nextafter(0, -1), 2, NO_MAHALLE, false, false);
    expect(2, nextafter(1, 9), AVLU, false, false);
}

static void by_code_to_the_byte(void **state)
{
    (void)state;
    assert_int_equal(locator_by_code(locator, "10", 2), AVLU);
    assert_int_equal(locator_by_code(locator, "1", 1), MERKEZ);
    assert_int_equal(locator_by_code(locator, "  4\t", 4), DERE);
    assert_int_equal(locator_by_code(locator, "10xyz", 2), AVLU); /* the length says where it ends */
    assert_int_equal(locator_by_code(locator, "01", 2), NO_MAHALLE);
    assert_int_equal(locator_by_code(locator, "5", 1), NO_MAHALLE);
    assert_int_equal(locator_by_code(locator, "", 0), NO_MAHALLE);
    assert_int_equal(locator_by_code(locator, NULL, 0), NO_MAHALLE);
    assert_int_equal(locator_by_code(locator, "1\0x", 3), NO_MAHALLE);
}

static bool knows_number(const char *code)
{
    return locator_knows_number(locator, code, strlen(code));
}

/* What a spreadsheet makes of codes, and what it makes of none. */
static void by_the_number_that_a_code_became(void **state)
{
    (void)state;
    assert_true(knows_number("01"));
    assert_true(knows_number("0010"));
    assert_true(knows_number(" 10.0 "));
    assert_true(knows_number("4,00"));
    assert_false(knows_number("100")); /* the last zero is of the code */
    assert_false(knows_number("5"));
    assert_false(knows_number("0"));
    assert_false(knows_number("000.0"));
    assert_false(knows_number(".0"));
    assert_false(knows_number(""));
    assert_false(knows_number("Merkez"));
    assert_true(knows_number("000000000000000000000000000004"));
    assert_false(knows_number("1111111111111111111111111111111"));
}

static void words_of_the_join(void **state)
{
    (void)state;
    assert_string_equal(join_word(JOIN_NONE), "none");
    assert_string_equal(join_word(JOIN_SPATIAL), "spatial");
    assert_string_equal(join_word(JOIN_CODE), "code");
    assert_string_equal(join_word(JOIN_NAME), "name");
    assert_string_equal(join_word(JOIN_NEAREST), "nearest");
}

static void a_set_of_nothing_locates_nothing(void **state)
{
    (void)state;
    struct boundary_set *none = empty_city("EPSG:5254");
    struct locator *empty = locator_of(none);
    assert_int_equal(locate(empty, 0, 0).mahalle, NO_MAHALLE);
    assert_int_equal(locator_by_code(empty, "1", 1), NO_MAHALLE);
    assert_int_equal(locator_by_name(empty, "Merkez", 6, NULL, 0), NO_MAHALLE);
    locator_free(empty);
    locator_free(NULL);
    boundary_set_free(none);
}

static void running_out_of_memory(void **state)
{
    (void)state;
    enum mah_status status = MAH_NO_MEMORY;
    size_t failures = 0;
    for (size_t nth = 1; status != MAH_OK && nth < 500; nth++) {
        struct locator *partial = NULL;
        memory_fail_from(nth);
        status = locator_new(&partial, set, &set->crs, locate_many_points, NULL);
        memory_fail_from(0);
        assert_true(status == MAH_OK || (status == MAH_NO_MEMORY && !partial));
        failures += status != MAH_OK;
        locator_free(partial);
    }
    assert_int_equal(status, MAH_OK);
    assert_true(failures > 20);
}

/* What is asked for after it is granted again: a failure that is not passed on would be an index with a hole. */
static void a_single_request_fails(void **state)
{
    (void)state;
    enum mah_status status = MAH_NO_MEMORY;
    size_t failures = 0;
    for (size_t nth = 1; status != MAH_OK && nth < 500; nth++) {
        struct locator *partial = NULL;
        memory_fail_only(nth);
        status = locator_new(&partial, set, &set->crs, locate_many_points, NULL);
        bool has_failed = memory_request_count() >= nth;
        memory_fail_from(0);
        assert_int_equal(status, has_failed ? MAH_NO_MEMORY : MAH_OK);
        assert_true((status == MAH_OK) == (partial != NULL));
        failures += has_failed;
        locator_free(partial);
    }
    assert_int_equal(status, MAH_OK);
    assert_true(failures > 20);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(inside_one),
        cmocka_unit_test(inside_none),
        cmocka_unit_test(on_a_border_the_smallest_code),
        cmocka_unit_test(in_an_overlap_the_smallest_code),
        cmocka_unit_test(one_step_over_the_border),
        cmocka_unit_test(by_code_to_the_byte),
        cmocka_unit_test(by_the_number_that_a_code_became),
        cmocka_unit_test(words_of_the_join),
        cmocka_unit_test(a_set_of_nothing_locates_nothing),
        cmocka_unit_test(running_out_of_memory),
        cmocka_unit_test(a_single_request_fails),
    };
    return cmocka_run_group_tests(tests, build, tear_down);
}
