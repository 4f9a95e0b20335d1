/* Do the pieces of the layer gap_grid, squares and what is left of squares, have their shape and meet? */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "gap_layer.h"

static const float near_by = 100, far_off = 900;

static bool has_vertex(const struct polygon *polygon, struct point point)
{
    for (size_t i = 0; i < polygon->vertex_count; i++)
        if (memcmp(&polygon->vertices[i], &point, sizeof point) == 0)
            return true;
    return false;
}

/* Vertices of both; one that a polygon has twice, where two of its rings meet, counts once. */
static int shared_vertices(const struct polygon *a, const struct polygon *b)
{
    int shared = 0;
    for (size_t i = 0; i < a->vertex_count; i++) {
        const struct polygon before = {.vertices = a->vertices, .vertex_count = i};
        shared += !has_vertex(&before, a->vertices[i]) && has_vertex(b, a->vertices[i]);
    }
    return shared;
}

/* 20 households in one cell, 6 in the three others of its square: what is left of 0.25 km2 is 0.1875 km2. */
static void what_is_left_of_a_square_has_its_own_shape_and_density(void **state)
{
    (void)state;
    start(PROFILE_INTERNAL, LANGUAGE_ENGLISH, "EPSG:5256");
    add(2, 2, 20, 3, 0, near_by, near_by);
    add(3, 3, 4, 3, 0, far_off, near_by);
    add(3, 2, 2, 3, 0, far_off, near_by);
    const struct release_table *table = make_table();
    assert_int_equal(release_row_count(table), 2);
    expect_text(table, 0, "cell_id", "E450500N4100500_250m");
    expect_text(table, 1, "cell_id", "E450500N4100500_500m_rest");
    assert_int_equal(cell_of(table, 1, "size_m").value.integer, 500);
    expect_real(table, 1, "area_km2", 0.1875);
    expect_real(table, 1, "pop_est", 18);
    expect_real(table, 1, "unc_asm", 18);
    expect_real(table, 1, "unc_km2", 96);
    const struct polygon *rest = release_polygon(table, 1);
    assert_int_equal(rest->part_count, 1);
    assert_int_equal(rest->vertex_count, 9);
    assert_true(rest->vertices[0].x == 450750 && rest->vertices[0].y == 4100500); /* its southern, then western cell */
    assert_true(rest->bounds.min_x == 450500 && rest->bounds.max_y == 4101000);
    finish();
}

/* 20 households in the middle four cells of 16, the others around them: a hole, and neighbours share its sides. */
static void what_stands_inside_is_a_hole(void **state)
{
    (void)state;
    start(PROFILE_PUBLIC, LANGUAGE_ENGLISH, "EPSG:4326");
    for (int i = 0; i < 4; i++)
        add(1 + i % 2, 1 + i / 2, 20, 3, 0, near_by, near_by);
    for (int i = 0; i < 4; i++)
        add(i % 2 * 3, i / 2 * 3, 3, 3, 0, far_off, near_by);
    const struct release_table *table = make_table();
    assert_int_equal(release_row_count(table), 5);
    expect_text(table, 4, "cell_id", "E450000N4100000_1000m_rest");
    expect_real(table, 4, "area_km2", 0.75);
    const struct polygon *rest = release_polygon(table, 4);
    assert_int_equal(rest->part_count, 1);
    assert_int_equal(rest->ring_count, 2);
    for (size_t i = 0; i < 4; i++) /* each cell in the hole has three corners on it */
        assert_int_equal(shared_vertices(release_polygon(table, i), rest), 3);
    finish();
}

/* Every smallest cell of the test's map has the number of the piece it lies in, -1: none. */
enum { MAP_SIDE = 64 };
static void paint(int map[MAP_SIDE][MAP_SIDE], const struct polygon *polygon, int number)
{
    for (int y = 0; y < MAP_SIDE; y++)
        for (int x = 0; x < MAP_SIDE; x++) {
            double east = GAP_CITY_LEFT + (x + .5) * GAP_CITY_CELL_M,
                   north = GAP_CITY_BOTTOM + (y + .5) * GAP_CITY_CELL_M;
            bool inside = false;
            for (size_t r = 0; r < polygon->ring_count; r++)
                for (size_t i = polygon->ring_start[r]; i + 1 < polygon->ring_start[r + 1]; i++) {
                    struct point a = polygon->vertices[i], b = polygon->vertices[i + 1];
                    inside ^= (a.y > north) != (b.y > north) && a.x < east;
                }
            if (!inside)
                continue;
            assert_int_equal(map[y][x], -1); /* no two overlap */
            map[y][x] = number;
        }
}

static void touch_corner(unsigned char *corners, int map[MAP_SIDE][MAP_SIDE], int number)
{
    for (int y = 0; y < MAP_SIDE; y++)
        for (int x = 0; x < MAP_SIDE; x++)
            for (int c = 0; c < 4 && map[y][x] == number; c++)
                corners[(y + c / 2) * (MAP_SIDE + 1) + x + c % 2] = 1;
}

static void fill_map(void)
{
    for (int row = 0; row < 40; row++)
        for (int column = 0; column < 40; column++) {
            int homes = column + row < 20 ? 7 : (column * column + row * 7 * column + row) % 9;
            add(column, row, homes, 3, 1, near_by, far_off);
        }
}

/* What the layer says on the map in metres: which corners of cells lie on each piece, and its vertices. */
enum { CORNERS = (MAP_SIDE + 1) * (MAP_SIDE + 1) };
struct expected_map {
    unsigned char *corners; /* count x CORNERS */
    size_t *vertices;
    size_t count;
};

static struct expected_map map_in_metres(void)
{
    static int map[MAP_SIDE][MAP_SIDE];
    memset(map, -1, sizeof map);
    start(PROFILE_PUBLIC, LANGUAGE_TURKISH, "EPSG:5256");
    fill_map();
    const struct release_table *table = make_table();
    struct expected_map expected = {.count = release_row_count(table)};
    expected.corners = calloc(expected.count, CORNERS);
    expected.vertices = calloc(expected.count, sizeof *expected.vertices);
    for (size_t i = 0; i < expected.count; i++) {
        paint(map, release_polygon(table, i), (int)i);
        expected.vertices[i] = release_polygon(table, i)->vertex_count;
    }
    for (size_t i = 0; i < expected.count; i++)
        touch_corner(&expected.corners[i * CORNERS], map, (int)i);
    finish();
    return expected;
}

static int common_corners(const unsigned char *a, const unsigned char *b)
{
    int common = 0;
    for (size_t c = 0; c < CORNERS; c++)
        common += a[c] && b[c];
    return common;
}

/* Each corner of a cell that lies on two pieces, squares or remainders, is a vertex of both to the last bit: in degrees
 * too, where a straight side is a curve. */
static void neighbours_of_any_size_share_their_vertices(void **state)
{
    (void)state;
    struct expected_map expected = map_in_metres();
    start(PROFILE_PUBLIC, LANGUAGE_TURKISH, "EPSG:4326");
    fill_map();
    const struct release_table *table = make_table();
    int touching = 0, rests = 0;
    assert_int_equal(release_row_count(table), expected.count);
    for (size_t i = 0; i < expected.count; i++) {
        const struct polygon *a = release_polygon(table, i);
        assert_int_equal(a->vertex_count, expected.vertices[i]);
        rests += strstr(cell_of(table, i, "cell_id").value.text, "_rest") != NULL;
        for (size_t k = i + 1; k < expected.count; k++) {
            int common = common_corners(&expected.corners[i * CORNERS], &expected.corners[k * CORNERS]);
            assert_int_equal(shared_vertices(a, release_polygon(table, k)), common);
            touching += common > 1;
        }
    }
    assert_true(touching > 100);
    assert_true(rests > 5);
    assert_true(release_polygon(table, 0)->bounds.max_x < 37); /* degrees */
    free(expected.corners);
    free(expected.vertices);
    finish();
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_is_left_of_a_square_has_its_own_shape_and_density),
        cmocka_unit_test(what_stands_inside_is_a_hole),
        cmocka_unit_test(neighbours_of_any_size_share_their_vertices),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
