/* Is a square of the gap grid the polygon that its name says? */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <math.h>

#include "protect/grid_square.h"

/* From 450 km east, 4,100 km north, in steps of 250 m; written as it is. */
static const struct grid_frame frame = {.origin = {450000, 4100000}, .cell_m = 250};

/* One ring that is one part, with a vertex at every corner of a smallest cell, counter-clockwise and closed. */
static void a_square_is_one_closed_ring(void **state)
{
    (void)state;
    for (uint8_t level = 0; level <= GAP_TOP_LEVEL; level++) {
        struct gap_square square = {.column = 32, .row = 64, .level = level, .shape = GAP_WHOLE};
        const struct gap_grid grid = {.squares = &square, .count = 1};
        struct polygon polygon = {0};
        bool is_placed = false;
        size_t side = (size_t)1 << level, count = 4 * side + 1;
        assert_int_equal(grid_square_polygon(&polygon, &is_placed, &grid, 0, &frame, NULL), MAH_OK);
        assert_true(is_placed);
        assert_int_equal(polygon.vertex_count, count);
        assert_int_equal(polygon.ring_count, 1);
        assert_int_equal(polygon.part_count, 1);
        assert_int_equal(polygon.ring_start[0], 0);
        assert_int_equal(polygon.ring_start[1], count);
        assert_int_equal(polygon.part_start[0], 0);
        assert_int_equal(polygon.part_start[1], 1);
        for (size_t i = 0; i + 1 < count; i++) {
            struct point a = polygon.vertices[i], b = polygon.vertices[i + 1];
            static const double east[] = {250, 0, -250, 0}, north[] = {0, 250, 0, -250};
            assert_true(b.x - a.x == east[i / side] && b.y - a.y == north[i / side]);
        }
        assert_true(polygon.vertices[0].x == 458000 && polygon.vertices[0].y == 4116000);
        assert_true(polygon.bounds.max_x == 458000 + 250.0 * (double)side);
        assert_true(polygon.bounds.max_y == 4116000 + 250.0 * (double)side);
        assert_int_equal(grid_square_side_m(&square, &frame), 250 * (int)side);
        polygon_release(&polygon);
    }
}

/* Two cells that touch at a corner are two parts; one with a hole is one of two rings. */
static void a_remainder_has_its_parts_and_holes(void **state)
{
    (void)state;
    struct gap_square squares[] = {{.column = 0, .row = 0, .level = 2, .shape = 0},
                                   {.column = 4, .row = 0, .level = 2, .shape = 1}};
    struct gap_shape shapes[] = {{.rows = {1, 2}}, {.rows = {7, 5, 7}}};
    const struct gap_grid grid = {.squares = squares, .count = 2, .shapes = shapes, .shape_count = 2};
    struct polygon polygon = {0};
    bool is_placed = false;
    assert_int_equal(grid_square_polygon(&polygon, &is_placed, &grid, 0, &frame, NULL), MAH_OK);
    assert_true(is_placed);
    assert_int_equal(polygon.part_count, 2);
    assert_int_equal(polygon.ring_count, 2);
    assert_int_equal(polygon.part_start[1], 1);
    assert_int_equal(polygon.part_start[2], 2);
    assert_true(polygon.bounds.max_x == 450500 && polygon.bounds.max_y == 4100500);
    polygon_release(&polygon);
    assert_int_equal(grid_square_polygon(&polygon, &is_placed, &grid, 1, &frame, NULL), MAH_OK);
    assert_int_equal(polygon.part_count, 1);
    assert_int_equal(polygon.ring_count, 2);
    assert_int_equal(polygon.part_start[1], 2);
    assert_true(polygon.bounds.min_x == 451000 && polygon.bounds.max_x == 451750);
    polygon_release(&polygon);
}

/* A corner that the system of the output does not know leaves no half of a square. */
static void a_square_that_lies_nowhere_is_no_polygon(void **state)
{
    (void)state;
    const struct grid_frame beyond = {.origin = {INFINITY, 4100000}, .cell_m = 250};
    struct gap_square square = {.level = 0, .shape = GAP_WHOLE};
    const struct gap_grid grid = {.squares = &square, .count = 1};
    struct polygon polygon = {0};
    bool is_placed = true;
    assert_int_equal(grid_square_polygon(&polygon, &is_placed, &grid, 0, &beyond, NULL), MAH_OK);
    assert_false(is_placed);
    assert_null(polygon.vertices);
    assert_int_equal(polygon.part_count, 0);
    const struct grid_frame partly = {.origin = {450000, 4100000}, .cell_m = 1e307}; /* the far corners only */
    square.level = GAP_TOP_LEVEL;
    is_placed = true;
    assert_int_equal(grid_square_polygon(&polygon, &is_placed, &grid, 0, &partly, NULL), MAH_OK);
    assert_false(is_placed);
    assert_null(polygon.vertices);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_square_is_one_closed_ring),
        cmocka_unit_test(a_remainder_has_its_parts_and_holes),
        cmocka_unit_test(a_square_that_lies_nowhere_is_no_polygon),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
