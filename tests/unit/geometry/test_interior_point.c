/* Does the mark of a polygon lie in it, whatever its shape? */
#include "geometry/interior_point.h"

#include "geometry/point_in_polygon.h"
#include "shapes.h"

static struct point mark_of(const struct polygon *polygon)
{
    struct point point;
    bool found = false;
    struct mah_error err = {0};
    assert_int_equal(polygon_interior_point(&point, &found, polygon, &err), MAH_OK);
    assert_true(found);
    assert_int_equal(point_in_polygon(point, polygon), POSITION_INSIDE);
    return point;
}

static struct point mark_of_drawing(const char *drawing)
{
    struct polygon polygon = shape(drawing);
    struct point point = mark_of(&polygon);
    polygon_release(&polygon);
    return point;
}

static void a_ring_is_marked_beside_its_hole(void **state)
{
    (void)state;
    struct point point = mark_of_drawing("((0 0, 10 0, 10 10, 0 10), (2 2, 2 8, 8 8, 8 2))");
    assert_true(point.x < 2 || point.x > 8 || point.y < 2 || point.y > 8);
}

static void a_c_is_marked_on_its_stroke(void **state)
{
    (void)state;
    (void)mark_of_drawing("((0 0, 10 0, 10 1, 1 1, 1 9, 10 9, 10 10, 0 10))");
}

static void the_largest_part_is_marked(void **state)
{
    (void)state;
    struct point point =
        mark_of_drawing("((0 0, 1 0, 1 1, 0 1)) ((20 0, 26 0, 26 6, 20 6)) ((10 0, 12 0, 12 2, 10 2))");
    assert_true(point.x > 20 && point.x < 26);
    point = mark_of_drawing("((0 0, 9 0, 9 9, 0 9), (1 1, 1 8, 8 8, 8 1)) ((20 0, 26 0, 26 6, 20 6))"); /* 32 and 36 */
    assert_true(point.x > 20);
}

static void of_two_equal_parts_the_first_is_marked(void **state)
{
    (void)state;
    assert_true(mark_of_drawing("((10 0, 12 0, 12 2, 10 2)) ((0 0, 2 0, 2 2, 0 2))").x > 10);
}

static void a_sliver_is_marked_too(void **state)
{
    (void)state;
    (void)mark_of_drawing("((0 0, 1000000 1, 1000000 1.000001, 0 0.000001))");
}

/* Too thin for any number between its sides. */
static void what_has_no_inside_in_doubles_has_no_mark(void **state)
{
    (void)state;
    struct polygon polygon = shape("((1 0, 1 1, 1 2, 1 1))");
    struct point point;
    bool found = true;
    enum mah_status status = polygon_interior_point(&point, &found, &polygon, NULL);
    assert_int_equal(status, MAH_OK);
    assert_false(found);
    polygon_release(&polygon);
}

static void coordinates_that_are_no_numbers_are_refused(void **state)
{
    (void)state;
    struct polygon polygon = shape("((0 0, 1 0, 1 1))");
    struct point point;
    bool found;
    polygon.vertices[1].x = NAN;
    assert_int_equal(polygon_interior_point(&point, &found, &polygon, NULL), MAH_BAD_DATA);
    assert_false(found);
    polygon_release(&polygon);
}

/* Stars at random. */
static void the_same_polygon_has_the_same_mark(void **state)
{
    (void)state;
    struct dice dice = {20251231};
    for (int i = 0; i < 200; i++) {
        struct polygon polygon;
        assert_int_equal(polygon_reserve(&polygon, 41, 1, 1, NULL), MAH_OK);
        polygon.vertex_count = polygon.ring_count = polygon.part_count = 0;
        add_star(&polygon, &dice, (struct point){500, 500}, 50, 400, 3 + throw_below(&dice, 37));
        polygon.part_start[++polygon.part_count] = 1;
        polygon_set_bounds(&polygon);
        struct point first = mark_of(&polygon), again = mark_of(&polygon);
        assert_true(first.x == again.x && first.y == again.y);
        polygon_release(&polygon);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_ring_is_marked_beside_its_hole),
        cmocka_unit_test(a_c_is_marked_on_its_stroke),
        cmocka_unit_test(the_largest_part_is_marked),
        cmocka_unit_test(of_two_equal_parts_the_first_is_marked),
        cmocka_unit_test(a_sliver_is_marked_too),
        cmocka_unit_test(what_has_no_inside_in_doubles_has_no_mark),
        cmocka_unit_test(coordinates_that_are_no_numbers_are_refused),
        cmocka_unit_test(the_same_polygon_has_the_same_mark),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
