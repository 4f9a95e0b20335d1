/* Points, lines and areas: how far they are, how large, and which point stands for them. */
#include <stdlib.h>

#include "geometry/shape.h"

#include "shapes.h"

/* ---- well-known binary, put together by hand ---- */

enum { POINT = 1, LINE, POLYGON, MULTIPOINT, MULTILINE, MULTIPOLYGON, COLLECTION };

struct bytes {
    unsigned char byte[4096];
    size_t length;
};

static void put(struct bytes *bytes, uint64_t value, size_t size)
{
    for (size_t i = 0; i < size; i++)
        bytes->byte[bytes->length++] = (unsigned char)(value >> (8 * i));
}

static void put_vertex(struct bytes *bytes, double x, double y)
{
    const double both[] = {x, y};
    for (int i = 0; i < 2; i++) {
        uint64_t bits;
        memcpy(&bits, &both[i], sizeof bits);
        put(bytes, bits, 8);
    }
}

static void put_head(struct bytes *bytes, uint32_t type)
{
    put(bytes, 1, 1);
    put(bytes, type, 4);
}

/* "0 0, 4 0": a count and the vertices. */
static void put_path(struct bytes *bytes, const char *text)
{
    struct point vertices[64];
    uint32_t count = 0;
    for (const char *at = text; *at; at += strspn(at, ", ")) {
        double number[2];
        for (int i = 0; i < 2; i++) {
            at += strspn(at, " ");
            size_t length = strcspn(at, " ,");
            assert_int_equal(number_read((struct slice){at, (uint32_t)length}, &number[i]), NUMBER_OK);
            at += length;
        }
        vertices[count++] = (struct point){number[0], number[1]};
    }
    put(bytes, count, 4);
    for (uint32_t i = 0; i < count; i++)
        put_vertex(bytes, vertices[i].x, vertices[i].y);
}

static struct shape read_shape(const struct bytes *bytes)
{
    struct shape shape_;
    struct mah_error err = {0};
    enum mah_status status = shape_from_wkb(&shape_, bytes->byte, bytes->length, &err);
    assert_string_equal(err.message, "");
    assert_int_equal(status, MAH_OK);
    return shape_;
}

static void expect_refused(const struct bytes *bytes, const char *why)
{
    struct shape shape_;
    struct mah_error err = {0};
    assert_int_equal(shape_from_wkb(&shape_, bytes->byte, bytes->length, &err), MAH_BAD_DATA);
    assert_string_equal(err.message, why);
    shape_release(&shape_);
}

static struct shape lines(int count, const char *const *paths)
{
    struct bytes bytes = {0};
    put_head(&bytes, MULTILINE);
    put(&bytes, (uint64_t)count, 4);
    for (int i = 0; i < count; i++) {
        put_head(&bytes, LINE);
        put_path(&bytes, paths[i]);
    }
    return read_shape(&bytes);
}

/* The drawn polygons of shapes.h, by way of the program's own writer of well-known binary. */
static struct shape area(const char *text)
{
    struct polygon polygon = shape(text);
    struct shape out;
    unsigned char *bytes;
    size_t length;
    assert_int_equal(polygon_to_wkb(&bytes, &length, &polygon, NULL), MAH_OK);
    assert_int_equal(shape_from_wkb(&out, bytes, length, NULL), MAH_OK);
    memory_free(bytes);
    polygon_release(&polygon);
    return out;
}

static double distance(const struct shape *shape_, double x, double y)
{
    return shape_distance(shape_, (struct point){x, y});
}

static void expect_near(double value, double expected)
{
    if (!(fabs(value - expected) <= 1e-9))
        fail_msg("%.17g is not %.17g", value, expected);
}

/* ---- tests ---- */

static void a_point_is_as_far_as_pythagoras_says(void **state)
{
    (void)state;
    struct shape stop;
    assert_int_equal(shape_from_point(&stop, (struct point){500000, 4450000}, NULL), MAH_OK);
    assert_int_equal(stop.kind, SHAPE_POINTS);
    assert_true(distance(&stop, 500003, 4449996) == 5);
    assert_true(distance(&stop, 500000, 4450000) == 0);
    assert_false(shape_contains(&stop, (struct point){500000, 4450000}));
    struct point on;
    assert_int_equal(shape_point_on(&on, &stop, NULL), MAH_OK);
    assert_true(on.x == 500000 && on.y == 4450000);
    assert_true(shape_area_m2(&stop) == 0);
    shape_release(&stop);
    assert_null(stop.vertices);
    shape_release(&stop); /* releasing nothing is allowed */
    assert_int_equal(shape_from_point(&stop, (struct point){NAN, 0}, NULL), MAH_BAD_DATA);
    shape_release(&stop);
}

/* Two entrances: the nearer one counts. Heights are dropped. */
static void a_campus_has_several_entrances(void **state)
{
    (void)state;
    struct bytes bytes = {0};
    put_head(&bytes, 1000 + MULTIPOINT);
    put(&bytes, 2, 4);
    for (int i = 0; i < 2; i++) {
        put_head(&bytes, 1000 + POINT);
        put_vertex(&bytes, 100 * i, 7);
        put(&bytes, 0, 8);
    }
    struct shape campus = read_shape(&bytes);
    assert_int_equal(campus.part_count, 2);
    assert_int_equal(campus.part_start[2], 2);
    assert_true(distance(&campus, 90, 7) == 10);
    assert_true(distance(&campus, 40, 7) == 40);
    assert_true(campus.bounds.min_x == 0 && campus.bounds.max_x == 100 && campus.bounds.max_y == 7);
    struct point on;
    assert_int_equal(shape_point_on(&on, &campus, NULL), MAH_OK);
    assert_true(on.x == 0 && on.y == 7);
    shape_release(&campus);
}

static void a_line_is_near_along_its_whole_length(void **state)
{
    (void)state;
    const char *paths[] = {"0 0, 10 0, 10 10", "100 0, 104 0"};
    struct shape pipe = lines(2, paths);
    assert_int_equal(pipe.kind, SHAPE_LINES);
    expect_near(distance(&pipe, 5, 3), 3);   /* beside a side */
    expect_near(distance(&pipe, 12, 5), 2);  /* beside the other */
    expect_near(distance(&pipe, -3, 4), 5);  /* before the first end */
    expect_near(distance(&pipe, 10, 17), 7); /* beyond the last end */
    expect_near(distance(&pipe, 14, -3), 5); /* at the bend */
    expect_near(distance(&pipe, 107, 4), 5); /* the second part */
    expect_near(distance(&pipe, 10, 6), 0);  /* on it */
    struct point on;
    assert_int_equal(shape_point_on(&on, &pipe, NULL), MAH_OK);
    assert_true(on.x == 10 && on.y == 0); /* halfway along the longer part */
    assert_false(shape_contains(&pipe, (struct point){5, 0}));
    shape_release(&pipe);
}

static void an_area_is_reached_where_one_stands_in_it(void **state)
{
    (void)state;
    struct shape park =
        area("((0 0, 40 0, 40 40, 0 40), (10 10, 10 30, 30 30, 30 10)) ((100 0, 110 0, 110 10, 100 10))");
    assert_int_equal(park.kind, SHAPE_AREAS);
    assert_int_equal(park.part_count, 3);
    assert_true(distance(&park, 5, 20) == 0);
    assert_true(distance(&park, 40, 12.3) == 0); /* on the edge */
    assert_true(distance(&park, 0, 0) == 0);     /* on a corner */
    expect_near(distance(&park, 20, 12), 2);     /* in the hole: to its edge */
    expect_near(distance(&park, 20, 20), 10);
    expect_near(distance(&park, 43, 44), 5);
    expect_near(distance(&park, 80, 5), 20); /* the second part is nearer than the first */
    assert_true(distance(&park, 105, 5) == 0);
    assert_false(shape_contains(&park, (struct point){20, 20}));
    assert_true(shape_contains(&park, (struct point){10, 20}));
    expect_near(shape_area_m2(&park), 1600 - 400 + 100);
    shape_release(&park);
}

/* An island in a lake in a park, and a hole whose corners all touch the edge. */
static void rings_within_rings_are_out_and_in_by_turns(void **state)
{
    (void)state;
    struct shape nested =
        area("((0 0, 60 0, 60 60, 0 60), (10 10, 10 50, 50 50, 50 10)) ((20 20, 40 20, 40 40, 20 40))");
    expect_near(shape_area_m2(&nested), 3600 - 1600 + 400);
    shape_release(&nested);
    struct shape diamond = area("((0 0, 10 0, 10 10, 0 10), (5 0, 0 5, 5 10, 10 5))");
    expect_near(shape_area_m2(&diamond), 50);
    expect_near(distance(&diamond, 5, 4), 4 / sqrt(2)); /* in the hole */
    shape_release(&diamond);
    struct shape twice = area("((0 0, 10 0, 10 10, 0 10)) ((0 0, 10 0, 10 10, 0 10))");
    expect_near(shape_area_m2(&twice), 0); /* even: nothing is inside */
    shape_release(&twice);
}

static void the_point_of_a_crooked_area_lies_inside(void **state)
{
    (void)state;
    const char *texts[] = {
        "((0 0, 30 0, 30 10, 10 10, 10 20, 30 20, 30 30, 0 30))",         /* a C: its middle is outside */
        "((0 0, 40 0, 40 40, 0 40), (1 1, 1 39, 39 39, 39 1))",           /* a frame */
        "((0 0, 1 0, 1 1)) ((0 100, 90 100, 90 200, 0 200))",             /* a gap at half the height */
        "((0 0, 10 10, 20 0, 20 10, 10 20, 0 10))",                       /* a vertex at half the height */
        "((500000 4400000, 500000.001 4400000, 500000.001 4400000.001))", /* a millimetre */
    };
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
        struct shape crooked = area(texts[i]);
        struct point on, again;
        assert_int_equal(shape_point_on(&on, &crooked, NULL), MAH_OK);
        assert_int_equal(shape_point_on(&again, &crooked, NULL), MAH_OK);
        assert_true(shape_contains(&crooked, on));
        assert_true(on.x == again.x && on.y == again.y);
        shape_release(&crooked);
    }
    struct shape flat = area("((0 0, 10 0, 5 0))"); /* an area that is a line */
    struct point on;
    assert_int_equal(shape_point_on(&on, &flat, NULL), MAH_OK);
    assert_true(on.y == 0 && on.x >= 0 && on.x <= 10);
    shape_release(&flat);
}

static void random_areas_keep_their_promises(void **state)
{
    (void)state;
    struct dice dice = {77};
    for (int turn = 0; turn < 300; turn++) {
        struct polygon polygon = random_polygon(&dice, 1000);
        struct shape drawn;
        assert_int_equal(shape_reserve(&drawn, SHAPE_AREAS, polygon.vertex_count, polygon.ring_count, NULL), MAH_OK);
        memcpy(drawn.vertices, polygon.vertices, polygon.vertex_count * sizeof *drawn.vertices);
        memcpy(drawn.part_start, polygon.ring_start, (polygon.ring_count + 1) * sizeof *drawn.part_start);
        shape_set_bounds(&drawn);
        struct point on;
        assert_int_equal(shape_point_on(&on, &drawn, NULL), MAH_OK);
        assert_true(shape_distance(&drawn, on) == 0);
        for (int i = 0; i < 30; i++) {
            struct point point = {(double)throw_below(&dice, 1000), (double)throw_below(&dice, 1000)};
            bool inside = whole_position(point, &polygon) >= 0;
            assert_int_equal(shape_contains(&drawn, point), inside);
            assert_int_equal(shape_distance(&drawn, point) == 0, inside);
        }
        shape_release(&drawn);
        polygon_release(&polygon);
    }
}

static void what_is_no_shape_is_refused(void **state)
{
    (void)state;
    struct bytes bytes = {0};
    put_head(&bytes, POINT);
    put_vertex(&bytes, 1, INFINITY);
    expect_refused(&bytes, "the geometry has a coordinate that is not a finite number");
    bytes.length = 0;
    put_head(&bytes, POINT);
    put_vertex(&bytes, NAN, NAN);
    expect_refused(&bytes, "the geometry is empty");
    bytes.length = 0;
    put_head(&bytes, MULTIPOLYGON);
    put(&bytes, 0, 4);
    expect_refused(&bytes, "the geometry is empty");
    bytes.length = 0;
    put_head(&bytes, LINE);
    put_path(&bytes, "3 4");
    expect_refused(&bytes, "the geometry has a line of one vertex");
    bytes.length = 0;
    put_head(&bytes, POLYGON);
    put(&bytes, 1, 4);
    put_path(&bytes, "0 0, 4 0, 4 4, 0 4");
    expect_refused(&bytes, "the geometry has a ring that does not end where it begins");
    bytes.length = 0;
    put_head(&bytes, POLYGON);
    put(&bytes, 1, 4);
    put_path(&bytes, "0 0, 4 0, 0 0");
    expect_refused(&bytes, "the geometry has a ring of fewer than four vertices");
    bytes.length = 0;
    put_head(&bytes, COLLECTION);
    put(&bytes, 2, 4);
    put_head(&bytes, POINT);
    put_vertex(&bytes, 1, 2);
    put_head(&bytes, LINE);
    put_path(&bytes, "3 4, 5 6");
    expect_refused(&bytes, "the geometry mixes points, lines and areas; give each a row of its own");
    bytes.length = 0;
    put_head(&bytes, 10); /* a curve polygon */
    put(&bytes, 0, 4);
    expect_refused(&bytes, "a geometry of type 10 is none of points, lines or polygons");
    bytes.length = 0;
    for (int i = 0; i < 40; i++) {
        put_head(&bytes, COLLECTION);
        put(&bytes, 1, 4);
    }
    expect_refused(&bytes, "a geometry of type 7 is none of points, lines or polygons");
}

static void bytes_that_end_early_are_refused_wherever_they_end(void **state)
{
    (void)state;
    struct bytes bytes = {0};
    put_head(&bytes, COLLECTION);
    put(&bytes, 2, 4);
    for (int i = 0; i < 2; i++) {
        put_head(&bytes, POLYGON);
        put(&bytes, 1, 4);
        put_path(&bytes, i ? "0 0, 4 0, 4 4, 0 0" : "9 9, 10 9, 10 10, 9 9");
    }
    struct shape whole = read_shape(&bytes);
    assert_int_equal(whole.part_count, 2);
    shape_release(&whole);
    for (size_t length = 0; length < bytes.length; length++) {
        struct shape cut;
        unsigned char *copy = malloc(length + 1); /* so that a sanitizer sees a step too far */
        assert_non_null(copy);
        memcpy(copy, bytes.byte, length);
        assert_int_equal(shape_from_wkb(&cut, copy, length, NULL), MAH_BAD_DATA);
        free(copy);
        shape_release(&cut);
    }
    struct bytes lie = {0};
    put_head(&lie, LINE);
    put(&lie, 0xffffffffu, 4); /* four billion vertices in no bytes */
    expect_refused(&lie, "the geometry is cut off: its well-known binary ends too early");
}

static void axes_are_exchanged_twice_without_a_trace(void **state)
{
    (void)state;
    const char *paths[] = {"1 2, 3 8"};
    struct shape line = lines(1, paths);
    shape_swap_axes(&line);
    assert_true(line.vertices[1].x == 8 && line.vertices[1].y == 3);
    assert_true(line.bounds.min_x == 2 && line.bounds.max_x == 8 && line.bounds.min_y == 1);
    shape_swap_axes(&line);
    assert_true(line.vertices[0].x == 1 && line.vertices[0].y == 2 && line.bounds.max_y == 8);
    shape_release(&line);
}

static void a_vertex_beyond_the_projection_is_told(void **state)
{
    (void)state;
    struct crs degrees, metres;
    struct transformation *to_metres;
    assert_int_equal(crs_resolve(&degrees, "EPSG:4326", NULL), MAH_OK);
    assert_int_equal(crs_resolve(&metres, "EPSG:5254", NULL), MAH_OK);
    assert_int_equal(transformation_new(&to_metres, &degrees, &metres, NULL), MAH_OK);
    const char *inside[] = {"30 40, 30 41"}, *outside[] = {"30 40, 120 0"};
    struct shape near = lines(1, inside), far = lines(1, outside);
    assert_true(shape_transform(&near, to_metres));
    expect_near(near.vertices[0].x, 500000); /* the central meridian of TM30 */
    assert_true(near.bounds.min_x > 499999 && near.bounds.max_y > 4400000);
    assert_false(shape_transform(&far, to_metres));
    assert_true(shape_transform(&near, NULL)); /* nothing to do */
    shape_release(&near);
    shape_release(&far);
    transformation_free(to_metres);
    crs_release(&degrees);
    crs_release(&metres);
}

static void running_out_of_memory_leaves_nothing(void **state)
{
    (void)state;
    struct bytes bytes = {0};
    put_head(&bytes, POLYGON);
    put(&bytes, 1, 4);
    put_path(&bytes, "0 0, 4 0, 4 4, 0 0");
    struct shape none;
    struct mah_error err;
    for (size_t nth = 1; nth <= 2; nth++) {
        memory_fail_from(nth);
        enum mah_status status = shape_from_wkb(&none, bytes.byte, bytes.length, &err);
        enum mah_status of_point = shape_from_point(&none, (struct point){1, 2}, &err);
        memory_fail_from(0);
        assert_int_equal(status, MAH_NO_MEMORY);
        assert_int_equal(of_point, MAH_NO_MEMORY);
        assert_null(none.vertices);
    }
    struct shape triangle = read_shape(&bytes);
    struct point on;
    memory_fail_from(1);
    assert_int_equal(shape_point_on(&on, &triangle, &err), MAH_NO_MEMORY);
    memory_fail_from(0);
    shape_release(&triangle);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_point_is_as_far_as_pythagoras_says),
        cmocka_unit_test(a_campus_has_several_entrances),
        cmocka_unit_test(a_line_is_near_along_its_whole_length),
        cmocka_unit_test(an_area_is_reached_where_one_stands_in_it),
        cmocka_unit_test(rings_within_rings_are_out_and_in_by_turns),
        cmocka_unit_test(the_point_of_a_crooked_area_lies_inside),
        cmocka_unit_test(random_areas_keep_their_promises),
        cmocka_unit_test(what_is_no_shape_is_refused),
        cmocka_unit_test(bytes_that_end_early_are_refused_wherever_they_end),
        cmocka_unit_test(axes_are_exchanged_twice_without_a_trace),
        cmocka_unit_test(a_vertex_beyond_the_projection_is_told),
        cmocka_unit_test(running_out_of_memory_leaves_nothing),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
