/* Does a polygon survive being written as well-known binary, and is what is no polygon refused? */
#include "geometry/ring.h"
#include "shapes.h"

static const char two_parts[] = "((0 0, 8 0, 8 8, 0 8), (2 2, 2 4, 4 4, 4 2)) ((20 1, 25 1, 22 5))";

/* Bytes for a test, put together by hand. */
struct bytes {
    unsigned char byte[512];
    size_t length;
    bool big_endian;
};

static void put(struct bytes *bytes, uint64_t value, size_t size)
{
    for (size_t i = 0; i < size; i++)
        bytes->byte[bytes->length + i] = (unsigned char)(value >> (8 * (bytes->big_endian ? size - 1 - i : i)));
    bytes->length += size;
}

static void put_double(struct bytes *bytes, double value)
{
    uint64_t bits;
    memcpy(&bits, &value, sizeof bits);
    put(bytes, bits, 8);
}

/* A polygon of one triangle; extra numbers follow each vertex, an SRID the type. */
static struct bytes triangle(bool big_endian, uint32_t type, int extra, bool srid)
{
    static const double corner[4][2] = {{1, 2}, {5, 2}, {3, 7}, {1, 2}};
    struct bytes bytes = {.big_endian = big_endian};
    put(&bytes, big_endian ? 0 : 1, 1);
    put(&bytes, type, 4);
    if (srid)
        put(&bytes, 4326, 4);
    put(&bytes, 1, 4);
    put(&bytes, 4, 4);
    for (int i = 0; i < 4; i++) {
        put_double(&bytes, corner[i][0]);
        put_double(&bytes, corner[i][1]);
        for (int k = 0; k < extra; k++)
            put_double(&bytes, NAN); /* heights may be anything: they are dropped */
    }
    return bytes;
}

static void expect_triangle(struct bytes bytes)
{
    struct polygon read, expected = shape("((1 2, 5 2, 3 7))");
    struct mah_error err = {0};
    enum mah_status status = polygon_from_wkb(&read, bytes.byte, bytes.length, &err);
    assert_string_equal(err.message, "");
    assert_int_equal(status, MAH_OK);
    assert_true(polygon_equals(&read, &expected));
    assert_true(read.bounds.max_y == 7);
    polygon_release(&read);
    polygon_release(&expected);
}

static void what_is_written_is_read(void **state)
{
    (void)state;
    struct polygon original = shape(two_parts), read;
    unsigned char *bytes;
    size_t length;
    assert_int_equal(polygon_to_wkb(&bytes, &length, &original, NULL), MAH_OK);
    assert_int_equal(length, 9 + 2 * 9 + 3 * 4 + 14 * 16);
    assert_int_equal(bytes[0], 1);
    assert_int_equal(bytes[1], 6);
    assert_int_equal(polygon_from_wkb(&read, bytes, length, NULL), MAH_OK);
    assert_true(polygon_equals(&original, &read));
    polygon_release(&read);
    memory_free(bytes);
    polygon_release(&original);
}

/* RFC 7946 and QGIS agree: the inside lies to the left. */
static void shells_run_left_and_holes_right(void **state)
{
    (void)state;
    struct polygon clockwise = shape("((0 0, 0 8, 8 8, 8 0), (2 2, 4 2, 4 4, 2 4))"), read;
    unsigned char *bytes;
    size_t length;
    assert_int_equal(polygon_to_wkb(&bytes, &length, &clockwise, NULL), MAH_OK);
    assert_int_equal(polygon_from_wkb(&read, bytes, length, NULL), MAH_OK);
    assert_true(ring_is_counter_clockwise(read.vertices, 5));
    assert_false(ring_is_counter_clockwise(read.vertices + 5, 5));
    assert_true(read.vertices[1].x == 8 && read.vertices[1].y == 0);
    polygon_release(&read);
    memory_free(bytes);
    polygon_release(&clockwise);
}

static void the_way_round_is_known_for_the_thinnest_ring(void **state)
{
    (void)state;
    double step = 0x1p-47; /* one in the last place at 29 */
    struct point sliver[] = {{29, 41}, {29.5, 41.25}, {29.25, 41.125 + step}, {29, 41}};
    assert_true(ring_is_counter_clockwise(sliver, 4));
    struct point back[] = {{29, 41}, {29.25, 41.125 + step}, {29.5, 41.25}, {29, 41}};
    assert_false(ring_is_counter_clockwise(back, 4));
    struct point spiked[] = {{-5, 0}, {0, 0}, {4, 0}, {4, 4}, {0, 4}, {0, 0}, {-5, 0}}; /* the tip is a spike */
    assert_true(ring_is_counter_clockwise(spiked, 7));
    struct point repeated[] = {{0, 0}, {0, 0}, {4, 0}, {4, 4}, {0, 0}};
    assert_true(ring_is_counter_clockwise(repeated, 5));
}

static void both_byte_orders_and_every_dimension(void **state)
{
    (void)state;
    for (int big = 0; big < 2; big++) {
        expect_triangle(triangle(big, 3, 0, false));
        expect_triangle(triangle(big, 1003, 1, false)); /* ISO Z */
        expect_triangle(triangle(big, 2003, 1, false)); /* ISO M */
        expect_triangle(triangle(big, 3003, 2, false)); /* ISO ZM */
        expect_triangle(triangle(big, 0x80000003u, 1, false));
        expect_triangle(triangle(big, 0x40000003u, 1, false));
        expect_triangle(triangle(big, 0xC0000003u, 2, false));
        expect_triangle(triangle(big, 0x20000003u, 0, true)); /* as PostGIS gives it */
        expect_triangle(triangle(big, 0xE0000003u, 2, true));
    }
}

static void cut_anywhere_it_is_refused(void **state)
{
    (void)state;
    struct polygon original = shape(two_parts), read;
    unsigned char *bytes;
    size_t length;
    assert_int_equal(polygon_to_wkb(&bytes, &length, &original, NULL), MAH_OK);
    for (size_t cut = 0; cut < length; cut++) {
        unsigned char *piece =
            (unsigned char *)memory_copy_bytes((char *)bytes, cut); /* so that reading too far is noticed */
        struct mah_error err;
        assert_int_equal(polygon_from_wkb(&read, piece, cut, &err), MAH_BAD_DATA);
        assert_null(read.vertices);
        memory_free(piece);
    }
    memory_free(bytes);
    polygon_release(&original);
}

static void expect_refused(struct bytes bytes, const char *word)
{
    struct polygon read;
    struct mah_error err = {0};
    assert_int_equal(polygon_from_wkb(&read, bytes.byte, bytes.length, &err), MAH_BAD_DATA);
    assert_non_null(strstr(err.message, word));
    assert_null(read.vertices);
}

static void what_is_no_polygon_is_refused(void **state)
{
    (void)state;
    expect_refused(triangle(false, 1, 0, false), "type 1");
    expect_refused(triangle(false, 5, 0, false), "type 5");
    expect_refused(triangle(false, 4003, 0, false), "type 4003");
    struct bytes no_order = triangle(false, 3, 0, false);
    no_order.byte[0] = 7;
    expect_refused(no_order, "type 0");
    struct bytes boast = triangle(false, 3, 0, false);
    memset(boast.byte + 9, 0xFF, 4); /* four thousand million vertices */
    expect_refused(boast, "cut off");
    struct bytes lines = {0};
    put(&lines, 1, 1);
    put(&lines, 6, 4);
    put(&lines, 1, 4);
    put(&lines, 1, 1);
    put(&lines, 2, 4);
    put(&lines, 0, 4);
    expect_refused(lines, "type 2");
}

static void what_is_not_finite_or_not_closed_is_refused(void **state)
{
    (void)state;
    struct bytes bytes = triangle(false, 3, 0, false);
    double bad[] = {NAN, INFINITY, -INFINITY};
    for (int i = 0; i < 3; i++) {
        struct bytes broken = bytes;
        memcpy(broken.byte + 13 + 16 * 2, &bad[i], 8);
        expect_refused(broken, "finite");
    }
    double elsewhere = 1.5;
    memcpy(bytes.byte + 13 + 16 * 3, &elsewhere, 8);
    expect_refused(bytes, "end where it begins");
}

static void empty_ones_have_no_parts(void **state)
{
    (void)state;
    for (uint32_t type = 3; type <= 6; type += 3) {
        struct bytes empty = {0};
        put(&empty, 1, 1);
        put(&empty, type, 4);
        put(&empty, 0, 4);
        struct polygon read;
        assert_int_equal(polygon_from_wkb(&read, empty.byte, empty.length, NULL), MAH_OK);
        assert_int_equal(read.part_count, 0);
        polygon_release(&read);
    }
}

static void running_out_of_memory(void **state)
{
    (void)state;
    struct polygon original = shape(two_parts), read;
    unsigned char *bytes, *none = NULL;
    size_t length;
    assert_int_equal(polygon_to_wkb(&bytes, &length, &original, NULL), MAH_OK);
    memory_fail_from(1);
    enum mah_status status = polygon_to_wkb(&none, &length, &original, NULL);
    memory_fail_from(0);
    assert_int_equal(status, MAH_NO_MEMORY);
    assert_null(none);
    length = 9 + 2 * 9 + 3 * 4 + 14 * 16;
    for (size_t nth = 1; nth <= 3; nth++) {
        memory_fail_from(nth);
        status = polygon_from_wkb(&read, bytes, length, NULL);
        memory_fail_from(0);
        assert_int_equal(status, MAH_NO_MEMORY);
    }
    memory_free(bytes);
    polygon_release(&original);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_is_written_is_read),
        cmocka_unit_test(shells_run_left_and_holes_right),
        cmocka_unit_test(the_way_round_is_known_for_the_thinnest_ring),
        cmocka_unit_test(both_byte_orders_and_every_dimension),
        cmocka_unit_test(cut_anywhere_it_is_refused),
        cmocka_unit_test(what_is_no_polygon_is_refused),
        cmocka_unit_test(what_is_not_finite_or_not_closed_is_refused),
        cmocka_unit_test(empty_ones_have_no_parts),
        cmocka_unit_test(running_out_of_memory),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
