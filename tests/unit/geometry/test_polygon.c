/* What a polygon is made of: memory, bounds, sameness. */
#include "geometry/polygon.h"

#include "shapes.h"

static const char two_parts[] = "((0 0, 8 0, 8 8, 0 8), (2 2, 2 4, 4 4, 4 2)) ((20 1, 25 1, 22 5))";

static void a_shape_has_parts_rings_and_bounds(void **state)
{
    (void)state;
    struct polygon polygon = shape(two_parts);
    assert_int_equal(polygon.part_count, 2);
    assert_int_equal(polygon.ring_count, 3);
    assert_int_equal(polygon.vertex_count, 5 + 5 + 4);
    assert_true(polygon.bounds.min_x == 0 && polygon.bounds.max_x == 25);
    assert_true(polygon.bounds.min_y == 0 && polygon.bounds.max_y == 8);
    for (size_t i = 0; i < polygon.vertex_count; i++)
        polygon.vertices[i].x += 100;
    polygon_set_bounds(&polygon);
    assert_true(polygon.bounds.min_x == 100 && polygon.bounds.max_x == 125);
    polygon_release(&polygon);
    assert_null(polygon.vertices);
    polygon_release(&polygon); /* releasing nothing is allowed */
}

static void a_copy_is_equal_until_a_vertex_moves(void **state)
{
    (void)state;
    struct polygon original = shape(two_parts), copy;
    assert_int_equal(polygon_copy(&copy, &original, NULL), MAH_OK);
    assert_true(polygon_equals(&original, &copy));
    copy.vertices[3].y = 7.5;
    assert_false(polygon_equals(&original, &copy));
    polygon_release(&copy);
    polygon_release(&original);
}

static void other_rings_or_parts_are_another_polygon(void **state)
{
    (void)state;
    struct polygon one_part = shape("((0 0, 1 0, 1 1), (3 0, 4 0, 4 1))");
    struct polygon parts = shape("((0 0, 1 0, 1 1)) ((3 0, 4 0, 4 1))");
    struct polygon fewer = shape("((0 0, 1 0, 1 1))");
    assert_false(polygon_equals(&one_part, &parts));
    assert_false(polygon_equals(&one_part, &fewer));
    polygon_release(&one_part);
    polygon_release(&parts);
    polygon_release(&fewer);
}

static void an_empty_polygon_is_copied_too(void **state)
{
    (void)state;
    struct polygon empty = {0}, copy;
    assert_int_equal(polygon_copy(&copy, &empty, NULL), MAH_OK);
    assert_int_equal(copy.part_count, 0);
    polygon_release(&copy);
}

static void rectangles_hold_their_border(void **state)
{
    (void)state;
    struct rectangle a = {0, 0, 4, 2}, beside = {4, 2, 6, 6}, apart = {4.5, 0, 6, 2};
    assert_true(rectangle_contains(&a, (struct point){4, 2}));
    assert_false(rectangle_contains(&a, (struct point){4, 2.0000001}));
    assert_false(rectangle_contains(&a, (struct point){NAN, 1}));
    assert_true(rectangle_meets(&a, &beside));
    assert_false(rectangle_meets(&a, &apart));
    struct rectangle grown = rectangle_empty();
    assert_false(rectangle_meets(&grown, &a));
    rectangle_include(&grown, (struct point){3, -1});
    rectangle_include(&grown, (struct point){-2, 5});
    assert_true(grown.min_x == -2 && grown.min_y == -1 && grown.max_x == 3 && grown.max_y == 5);
}

static void running_out_of_memory_leaves_nothing(void **state)
{
    (void)state;
    struct polygon original = shape(two_parts), copy;
    struct mah_error err;
    for (size_t nth = 1; nth <= 3; nth++) {
        memory_fail_from(nth);
        enum mah_status status = polygon_copy(&copy, &original, &err);
        memory_fail_from(0);
        assert_int_equal(status, MAH_NO_MEMORY);
        assert_int_equal(err.status, MAH_NO_MEMORY);
        assert_null(copy.vertices);
    }
    polygon_release(&original);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_shape_has_parts_rings_and_bounds),
        cmocka_unit_test(a_copy_is_equal_until_a_vertex_moves),
        cmocka_unit_test(other_rings_or_parts_are_another_polygon),
        cmocka_unit_test(an_empty_polygon_is_copied_too),
        cmocka_unit_test(rectangles_hold_their_border),
        cmocka_unit_test(running_out_of_memory_leaves_nothing),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
