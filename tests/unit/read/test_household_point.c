/* Which point a geometry of a GeoPackage is, however it is written, and that damaged bytes are none. */
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "read/geopackage_geometry.h"

/* WKB written by hand. */
struct blob {
    unsigned char bytes[400];
    size_t length;
};

static void add(struct blob *blob, const void *bytes, size_t length)
{
    memcpy(blob->bytes + blob->length, bytes, length);
    blob->length += length;
}

static struct blob header(unsigned char flags, size_t envelope)
{
    struct blob blob = {{'G', 'P', 0, flags, 0, 0, 0x10, 0xE6}, 8};
    blob.length += envelope;
    return blob;
}

static void add_type(struct blob *blob, uint32_t type)
{
    unsigned char order = 1;
    add(blob, &order, 1);
    add(blob, &type, 4);
}

static void add_numbers(struct blob *blob, size_t count, const double *numbers)
{
    add(blob, numbers, count * sizeof *numbers);
}

static const double numbers[] = {29.5, 41.25, 100, 7};

static void assert_kind(const struct blob *blob, int kind)
{
    struct point point = {-1, -1};
    assert_int_equal(geopackage_point_read(blob->bytes, blob->length, &point), kind);
    if (kind == 1) {
        assert_true(point.x == 29.5 && point.y == 41.25);
        /* Cut anywhere, it is no point any more, and nothing is read past the end. */
        for (size_t length = 1; length < blob->length; length++) {
            unsigned char *copy = malloc(length);
            assert_non_null(copy);
            memcpy(copy, blob->bytes, length);
            assert_int_equal(geopackage_point_read(copy, length, &point), 2);
            free(copy);
        }
    }
}

static void points_with_and_without_envelopes(void **state)
{
    (void)state;
    static const size_t envelope[] = {0, 32, 48, 48, 64};
    for (unsigned i = 0; i < 5; i++) {
        struct blob blob = header((unsigned char)(1 | i << 1), envelope[i]);
        add_type(&blob, 1);
        add_numbers(&blob, 2, numbers);
        assert_kind(&blob, 1);
    }
    struct blob blob = header(1 | 5 << 1, 0);
    assert_kind(&blob, 2);
}

static void points_with_height_and_measure(void **state)
{
    (void)state;
    static const uint32_t types[] = {1001, 2001, 3001, 0x80000001, 0x40000001, 0xC0000001};
    static const size_t ordinates[] = {3, 3, 4, 3, 3, 4};
    for (size_t i = 0; i < 6; i++) {
        struct blob blob = header(1, 0);
        add_type(&blob, types[i]);
        add_numbers(&blob, ordinates[i], numbers);
        assert_kind(&blob, 1);
    }
}

static void points_in_the_other_byte_order(void **state)
{
    (void)state;
    static const unsigned char wkb[] = {0, 0, 0,    0,    1,    0x40, 0x3D, 0x80, 0, 0, 0,
                                        0, 0, 0x40, 0x44, 0xA0, 0,    0,    0,    0, 0};
    struct blob blob = header(0, 0);
    add(&blob, wkb, sizeof wkb);
    assert_kind(&blob, 1);
}

static void multipoints_of_one_point(void **state)
{
    (void)state;
    for (uint32_t parts = 0; parts < 3; parts++) {
        struct blob blob = header(1, 0);
        add_type(&blob, 4);
        add(&blob, &parts, 4);
        for (uint32_t i = 0; i < parts; i++) {
            add_type(&blob, 1);
            add_numbers(&blob, 2, numbers);
        }
        assert_kind(&blob, parts < 2 ? (int)parts : 2);
    }
    uint32_t one = 1;
    struct blob blob = header(1, 0);
    add_type(&blob, 4);
    add(&blob, &one, 4);
    add_type(&blob, 2);
    assert_kind(&blob, 2);
}

static void other_shapes_are_no_points(void **state)
{
    (void)state;
    uint32_t one = 1, none = 0;
    struct blob polygon = header(1, 0);
    add_type(&polygon, 3);
    add(&polygon, &one, 4);
    assert_kind(&polygon, 2);
    struct blob empty = header(1, 0);
    add_type(&empty, 3);
    add(&empty, &none, 4);
    assert_kind(&empty, 0);
    struct blob unordered = header(1, 0);
    unsigned char order = 7;
    add(&unordered, &order, 1);
    add(&unordered, "\1\0\0\0", 4);
    add_numbers(&unordered, 2, numbers);
    assert_kind(&unordered, 2);
    struct blob nonsense = {"no geometry at all", 18};
    assert_kind(&nonsense, 2);
}

static void empty_points(void **state)
{
    (void)state;
    const double nothing[] = {NAN, NAN}, half[] = {NAN, 41};
    struct blob blob = header(1, 0);
    add_type(&blob, 1);
    add_numbers(&blob, 2, nothing);
    assert_kind(&blob, 0);
    struct blob flagged = header(1 | 0x10, 0);
    assert_kind(&flagged, 0);
    struct point point;
    assert_int_equal(geopackage_point_read(NULL, 0, &point), 0);
    struct blob half_empty = header(1, 0);
    add_type(&half_empty, 1);
    add_numbers(&half_empty, 2, half);
    assert_int_equal(geopackage_point_read(half_empty.bytes, half_empty.length, &point),
                     1); /* for the check to judge */
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(points_with_and_without_envelopes), cmocka_unit_test(points_with_height_and_measure),
        cmocka_unit_test(points_in_the_other_byte_order),    cmocka_unit_test(multipoints_of_one_point),
        cmocka_unit_test(other_shapes_are_no_points),        cmocka_unit_test(empty_points),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
