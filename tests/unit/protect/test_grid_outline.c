/* Is the outline of a set of cells a valid polygon that holds these cells and no others? */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <string.h>

#include "protect/grid_outline.h"

static struct outline outline;

/* Rows of text from the north; '#' is a cell. */
static struct gap_shape shape_of(const char *const *rows, int count)
{
    struct gap_shape shape = {{0}};
    for (int y = 0; y < count; y++)
        for (int x = 0; rows[count - 1 - y][x] != '\0'; x++)
            if (rows[count - 1 - y][x] == '#')
                shape.rows[y] |= UINT32_C(1) << x;
    return shape;
}

/* Steps of one cell; closed; no corner twice. Twice the area it surrounds, negative where it runs clockwise. */
static long twice_area(const struct outline_ring *ring)
{
    static unsigned char seen[OUTLINE_SIDE + 1][OUTLINE_SIDE + 1];
    const struct outline_corner *corners = outline.corners;
    long twice = 0;
    memset(seen, 0, sizeof seen);
    assert_true(ring->end >= ring->start + 5);
    assert_memory_equal(&corners[ring->start], &corners[ring->end - 1], sizeof corners[0]);
    for (size_t i = ring->start; i + 1 < ring->end; i++) {
        int across = corners[i + 1].column - corners[i].column, along = corners[i + 1].row - corners[i].row;
        assert_int_equal(across * across + along * along, 1);
        assert_int_equal(seen[corners[i].row][corners[i].column]++, 0);
        twice += (long)corners[i].column * corners[i + 1].row - (long)corners[i + 1].column * corners[i].row;
    }
    return twice;
}

/* Is the middle of a cell inside the rings from first to last? A ray to the west crosses sides that run north-south. */
static bool surrounds(size_t first, size_t last, int column, int row)
{
    bool inside = false;
    for (size_t r = first; r < last; r++)
        for (size_t i = outline.rings[r].start; i + 1 < outline.rings[r].end; i++) {
            struct outline_corner a = outline.corners[i], b = outline.corners[i + 1];
            int south = a.row < b.row ? a.row : b.row;
            inside ^= a.column == b.column && a.column <= column && south == row;
        }
    return inside;
}

static bool has_cell(const struct gap_shape *shape, int column, int row)
{
    return (shape->rows[row] >> column & 1) != 0;
}

/* Every cell of the shape is in one part, every other in none; shells run counter-clockwise, holes do not. */
static void expect_valid(const struct gap_shape *shape)
{
    size_t parts = 0;
    static unsigned char held[OUTLINE_SIDE][OUTLINE_SIDE];
    memset(held, 0, sizeof held);
    for (size_t r = 0, next; r < outline.ring_count; r = next, parts++) {
        assert_true(outline.rings[r].is_shell);
        assert_true(twice_area(&outline.rings[r]) > 0);
        for (next = r + 1; next < outline.ring_count && !outline.rings[next].is_shell; next++)
            assert_true(twice_area(&outline.rings[next]) < 0);
        for (int y = 0; y < OUTLINE_SIDE; y++)
            for (int x = 0; x < OUTLINE_SIDE; x++)
                held[y][x] = (unsigned char)(held[y][x] + surrounds(r, next, x, y));
    }
    assert_int_equal(parts, outline.part_count);
    for (int y = 0; y < OUTLINE_SIDE; y++)
        for (int x = 0; x < OUTLINE_SIDE; x++)
            assert_int_equal(held[y][x], has_cell(shape, x, y));
}

static void expect_outline(const char *const *rows, int count, size_t parts, size_t rings, size_t corners)
{
    struct gap_shape shape = shape_of(rows, count);
    outline_trace(&outline, &shape);
    expect_valid(&shape);
    assert_int_equal(outline.part_count, parts);
    assert_int_equal(outline.ring_count, rings);
    assert_int_equal(outline.corner_count, corners);
}

static void a_cell_has_four_corners_and_three_cells_eight(void **state)
{
    (void)state;
    expect_outline((const char *const[]){"#"}, 1, 1, 1, 5);
    expect_outline((const char *const[]){"##", ".#"}, 2, 1, 1, 9);
    assert_int_equal(outline.corners[0].column, 1); /* begins at the southern, then western cell */
    assert_int_equal(outline.corners[0].row, 0);
}

static void a_village_in_the_middle_leaves_a_hole(void **state)
{
    (void)state;
    expect_outline((const char *const[]){"####", "#..#", "#..#", "####"}, 4, 1, 2, 17 + 9);
}

static void cells_that_do_not_touch_are_parts_of_their_own(void **state)
{
    (void)state;
    expect_outline((const char *const[]){"#.#"}, 1, 2, 2, 10);
    expect_outline((const char *const[]){"#.#", "..#"}, 2, 2, 2, 12);
    expect_outline((const char *const[]){"#..", "...", "#.#"}, 3, 3, 3, 15);
}

static void cells_that_touch_at_a_corner_are_two_parts(void **state)
{
    (void)state;
    expect_outline((const char *const[]){"#.", ".#"}, 2, 2, 2, 10);
    expect_outline((const char *const[]){".#", "#."}, 2, 2, 2, 10);
}

/* The two ends of a horseshoe meet at a corner: its ring would meet itself there; it has a hole instead. */
static void a_ring_that_would_meet_itself_becomes_a_hole(void **state)
{
    (void)state;
    expect_outline((const char *const[]){"###.", "#..#", "####"}, 3, 1, 2, 15 + 7);
    expect_outline((const char *const[]){"###", "#.#", "##."}, 3, 1, 2, 13 + 5);
    expect_outline((const char *const[]){".##", "#.#", "###"}, 3, 1, 2, 13 + 5);
    expect_outline((const char *const[]){"###", "#.#", ".##"}, 3, 1, 2, 13 + 5);
}

static void holes_that_touch_at_a_corner_are_two(void **state)
{
    (void)state;
    expect_outline((const char *const[]){"####", "#.##", "##.#", "####"}, 4, 1, 3, 17 + 5 + 5);
}

static void a_part_may_lie_in_the_hole_of_another(void **state)
{
    (void)state;
    expect_outline((const char *const[]){"#####", "##.##", "#.#.#", "##.##", "#####"}, 5, 2, 3, 21 + 13 + 5);
}

static void nothing_and_everything_have_outlines(void **state)
{
    (void)state;
    struct gap_shape shape = {{0}};
    outline_trace(&outline, &shape);
    assert_int_equal(outline.ring_count, 0);
    memset(&shape, -1, sizeof shape);
    outline_trace(&outline, &shape);
    expect_valid(&shape);
    assert_int_equal(outline.corner_count, 4 * OUTLINE_SIDE + 1);
}

/* The most sides a shape can have, and the longest way from cell to cell. */
static void the_worst_shapes_fit(void **state)
{
    (void)state;
    struct gap_shape board = {{0}}, snake = {{0}};
    for (int y = 0; y < OUTLINE_SIDE; y++) {
        board.rows[y] = y % 2 == 0 ? 0x55555555u : 0xAAAAAAAAu;
        snake.rows[y] = y % 2 == 0 ? UINT32_MAX : y % 4 == 1 ? 1u << 31 : 1u;
    }
    outline_trace(&outline, &board);
    expect_valid(&board);
    assert_int_equal(outline.part_count, OUTLINE_SIDE * OUTLINE_SIDE / 2);
    outline_trace(&outline, &snake);
    expect_valid(&snake);
    assert_int_equal(outline.part_count, 1);
}

static void outlines_of_random_shapes_are_valid(void **state)
{
    (void)state;
    uint32_t seed = 20;
    for (int run = 0; run < 400; run++) {
        struct gap_shape shape = {{0}};
        unsigned side = 1u << (run % 5 + 1);
        for (unsigned i = 0; i < side * side; i++) {
            seed = seed * 1664525u + 1013904223u;
            shape.rows[i / side] |= (uint32_t)((int)(seed >> 24) % 10 < 1 + run % 9) << i % side;
        }
        outline_trace(&outline, &shape);
        expect_valid(&shape);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_cell_has_four_corners_and_three_cells_eight),
        cmocka_unit_test(a_village_in_the_middle_leaves_a_hole),
        cmocka_unit_test(cells_that_do_not_touch_are_parts_of_their_own),
        cmocka_unit_test(cells_that_touch_at_a_corner_are_two_parts),
        cmocka_unit_test(a_ring_that_would_meet_itself_becomes_a_hole),
        cmocka_unit_test(holes_that_touch_at_a_corner_are_two),
        cmocka_unit_test(a_part_may_lie_in_the_hole_of_another),
        cmocka_unit_test(nothing_and_everything_have_outlines),
        cmocka_unit_test(the_worst_shapes_fit),
        cmocka_unit_test(outlines_of_random_shapes_are_valid),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
