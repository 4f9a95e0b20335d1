/* Is a point inside, outside or on the border, and is the banded test the same as the walk around? */
#include "geometry/point_in_polygon.h"

#include <sys/resource.h>

#include "geometry/orientation.h"
#include "shapes.h"

static enum position ask_both(const struct polygon *polygon, double x, double y)
{
    struct point point = {x, y};
    struct banded_polygon *banded;
    assert_int_equal(banded_polygon_new(&banded, polygon, NULL), MAH_OK);
    enum position position = point_in_polygon(point, polygon);
    assert_int_equal(point_in_banded_polygon(point, banded), position);
    banded_polygon_free(banded);
    return position;
}

static void expect(const char *drawing, double x, double y, enum position expected)
{
    struct polygon polygon = shape(drawing);
    assert_int_equal(ask_both(&polygon, x, y), expected);
    polygon_release(&polygon);
}

static void a_square(void **state)
{
    (void)state;
    const char *square = "((0 0, 4 0, 4 4, 0 4))";
    expect(square, 2, 2, POSITION_INSIDE);
    expect(square, 5, 2, POSITION_OUTSIDE);
    expect(square, -1, 4, POSITION_OUTSIDE);
    expect(square, -1, 0, POSITION_OUTSIDE);
    expect(square, 4, 2, POSITION_BORDER);
    expect(square, 2, 4, POSITION_BORDER);
    expect(square, 2, 0, POSITION_BORDER);
    expect(square, 0, 0, POSITION_BORDER);
    expect(square, 4, 4, POSITION_BORDER);
    expect(square, nextafter(4, 5), 2, POSITION_OUTSIDE);
    expect(square, nextafter(4, 3), 2, POSITION_INSIDE);
}

static void the_direction_of_the_ring_does_not_matter(void **state)
{
    (void)state;
    expect("((0 0, 0 4, 4 4, 4 0))", 2, 2, POSITION_INSIDE);
    expect("((0 0, 8 0, 8 8, 0 8), (2 2, 6 2, 6 6, 2 6))", 4, 4, POSITION_OUTSIDE);
    expect("((0 0, 8 0, 8 8, 0 8), (2 2, 2 6, 6 6, 6 2))", 4, 4, POSITION_OUTSIDE);
}

static void holes_and_parts(void **state)
{
    (void)state;
    const char *ring_and_island = "((0 0, 8 0, 8 8, 0 8), (2 2, 6 2, 6 6, 2 6)) ((3 3, 5 3, 5 5, 3 5))";
    expect(ring_and_island, 1, 4, POSITION_INSIDE);
    expect(ring_and_island, 2, 4, POSITION_BORDER);
    expect(ring_and_island, 2.5, 4, POSITION_OUTSIDE);
    expect(ring_and_island, 3, 4, POSITION_BORDER);
    expect(ring_and_island, 4, 4, POSITION_INSIDE);
}

static void vertices_on_the_ray_count_once(void **state)
{
    (void)state;
    const char *zigzag = "((0 0, 10 0, 10 4, 8 2, 6 4, 4 2, 2 4, 0 2))";
    expect(zigzag, 1, 2, POSITION_INSIDE);
    expect(zigzag, 3, 2, POSITION_INSIDE);
    expect(zigzag, 0, 4, POSITION_OUTSIDE);
    expect(zigzag, 4, 4, POSITION_OUTSIDE);
    expect(zigzag, 4, 2, POSITION_BORDER);
    expect(zigzag, 6, 4, POSITION_BORDER);
}

/* What an odd number of rings surrounds is inside: also where a ring crosses itself. */
static void the_even_odd_rule(void **state)
{
    (void)state;
    const char *bow_tie = "((0 0, 4 4, 4 0, 0 4))";
    expect(bow_tie, 1, 2, POSITION_INSIDE);
    expect(bow_tie, 3, 2, POSITION_INSIDE);
    expect(bow_tie, 2, 1, POSITION_OUTSIDE);
    expect(bow_tie, 2, 2, POSITION_BORDER);
    expect("((0 0, 4 0, 4 4, 0 4)) ((1 1, 9 1, 9 3, 1 3))", 2, 2, POSITION_OUTSIDE);
}

static void repeated_vertices_and_spikes(void **state)
{
    (void)state;
    const char *spiked = "((0 0, 4 0, 4 0, 4 4, 9 4, 4 4, 0 4, 0 4))";
    expect(spiked, 2, 2, POSITION_INSIDE);
    expect(spiked, 7, 4, POSITION_BORDER);
    expect(spiked, 9.5, 4, POSITION_OUTSIDE);
    expect(spiked, 5, 2, POSITION_OUTSIDE);
}

static void what_is_no_number_is_outside(void **state)
{
    (void)state;
    const char *square = "((0 0, 4 0, 4 4, 0 4))";
    expect(square, NAN, 2, POSITION_OUTSIDE);
    expect(square, 2, NAN, POSITION_OUTSIDE);
    expect(square, INFINITY, 2, POSITION_OUTSIDE);
    expect(square, -INFINITY, 2, POSITION_OUTSIDE);
    expect(square, 2, -INFINITY, POSITION_OUTSIDE);
}

static void a_polygon_of_nothing_contains_nothing(void **state)
{
    (void)state;
    struct polygon empty;
    assert_int_equal(polygon_reserve(&empty, 0, 0, 0, NULL), MAH_OK);
    assert_int_equal(ask_both(&empty, 0, 0), POSITION_OUTSIDE);
    polygon_release(&empty);
    expect("((1 5, 3 5, 2 5))", 2.5, 5, POSITION_BORDER); /* no height at all */
    expect("((1 5, 3 5, 2 5))", 2.5, 5.5, POSITION_OUTSIDE);
}

/* Every corner, every point of a lattice around, against arithmetic in integers. */
static void agrees_with_integers_on_random_polygons(void **state)
{
    (void)state;
    struct dice dice = {3};
    size_t on_border = 0, inside = 0;
    for (int go = 0; go < 400; go++) {
        double size = ldexp(1, 5 + (int)throw_below(&dice, 40));
        struct polygon polygon = random_polygon(&dice, size);
        struct banded_polygon *banded;
        assert_int_equal(banded_polygon_new(&banded, &polygon, NULL), MAH_OK);
        for (int i = 0; i < 300; i++) {
            struct point corner = polygon.vertices[throw_below(&dice, polygon.vertex_count)], point = corner;
            if (i % 3 == 1) { /* level with a corner, where rays meet vertices */
                point.x =
                    floor(polygon.bounds.min_x + throw_share(&dice) * (polygon.bounds.max_x - polygon.bounds.min_x));
            } else if (i % 3 == 2) { /* within a step of an edge */
                struct point next = polygon.vertices[throw_below(&dice, polygon.vertex_count)];
                double along = throw_share(&dice);
                point.x = floor(corner.x + along * (next.x - corner.x));
                point.y = floor(corner.y + along * (next.y - corner.y));
            }
            int expected = whole_position(point, &polygon);
            on_border += expected == 0;
            inside += expected == 1;
            assert_int_equal(point_in_polygon(point, &polygon), expected);
            assert_int_equal(point_in_banded_polygon(point, banded), expected);
        }
        banded_polygon_free(banded);
        polygon_release(&polygon);
    }
    assert_true(on_border > 10000 && inside > 10000);
}

/* Doubles with all their digits: the middle of an edge is on it, one step aside is not. */
static void one_step_off_an_edge_is_seen(void **state)
{
    (void)state;
    struct dice dice = {4};
    size_t middles = 0;
    for (int go = 0; go < 300; go++) {
        struct polygon polygon = random_polygon(&dice, 1000);
        for (size_t i = 0; i < polygon.vertex_count; i++) {
            polygon.vertices[i].x = 28 + polygon.vertices[i].x * 0x1p-20;
            polygon.vertices[i].y = 41 + polygon.vertices[i].y * 0x1p-20;
        }
        polygon_set_bounds(&polygon);
        struct banded_polygon *banded;
        assert_int_equal(banded_polygon_new(&banded, &polygon, NULL), MAH_OK);
        for (size_t i = 0; i + 1 < polygon.ring_start[1]; i++) {
            struct point a = polygon.vertices[i], b = polygon.vertices[i + 1];
            struct point middle = {(a.x + b.x) / 2, (a.y + b.y) / 2}; /* exact: both lie on a lattice of 2^-20 */
            assert_int_equal(point_in_banded_polygon(middle, banded), POSITION_BORDER);
            middles++;
            if (a.y == b.y)
                continue;
            struct point west = {nextafter(middle.x, 0), middle.y}, east = {nextafter(middle.x, 100), middle.y};
            enum position w = point_in_banded_polygon(west, banded), e = point_in_banded_polygon(east, banded);
            assert_int_equal(w, point_in_polygon(west, &polygon));
            assert_int_equal(e, point_in_polygon(east, &polygon));
            assert_int_not_equal(orientation_exact(a, b, west), 0);
            if (polygon.ring_count == 1 && w != POSITION_BORDER && e != POSITION_BORDER)
                assert_int_equal(w, -e); /* a single star: the two sides of an edge differ */
        }
        banded_polygon_free(banded);
        polygon_release(&polygon);
    }
    assert_true(middles > 3000);
}

static long peak_kb(void)
{
    struct rusage usage;
    getrusage(RUSAGE_SELF, &usage);
    return usage.ru_maxrss;
}

/* A comb whose teeth are as high as the polygon: each segment lies in every band. */
static void a_comb_takes_no_more_memory_than_others(void **state)
{
    (void)state;
    enum { TEETH = 20000 };
    struct polygon comb;
    assert_int_equal(polygon_reserve(&comb, 2 * TEETH + 3, 1, 1, NULL), MAH_OK);
    comb.ring_start[1] = comb.vertex_count;
    comb.part_start[1] = 1;
    for (size_t i = 0; i < 2 * TEETH; i++)
        comb.vertices[i] = (struct point){(double)i, i % 2 ? 1000 : 0};
    comb.vertices[2 * TEETH] = (struct point){2 * TEETH, -1000};
    comb.vertices[2 * TEETH + 1] = (struct point){-1, -1000};
    comb.vertices[2 * TEETH + 2] = comb.vertices[0];
    polygon_set_bounds(&comb);
    struct banded_polygon *banded;
    long before_kb = peak_kb();
    assert_int_equal(banded_polygon_new(&banded, &comb, NULL), MAH_OK);
    assert_true(peak_kb() - before_kb < 100000); /* the full list would take over a gigabyte */
    for (size_t i = 1; i < 50; i++) {
        assert_int_equal(point_in_banded_polygon((struct point){(double)(2 * i), 500}, banded), POSITION_OUTSIDE);
        assert_int_equal(point_in_banded_polygon((struct point){(double)(2 * i + 1), 500}, banded), POSITION_INSIDE);
        assert_int_equal(point_in_banded_polygon((struct point){(double)(2 * i) + 0.5, 500}, banded), POSITION_BORDER);
    }
    banded_polygon_free(banded);
    polygon_release(&comb);
}

static void running_out_of_memory(void **state)
{
    (void)state;
    struct polygon polygon = shape("((0 0, 4 0, 4 4, 0 4))");
    struct banded_polygon *banded = NULL;
    struct mah_error err;
    memory_fail_from(1);
    enum mah_status status = banded_polygon_new(&banded, &polygon, &err);
    memory_fail_from(0);
    assert_int_equal(status, MAH_NO_MEMORY);
    assert_null(banded);
    banded_polygon_free(NULL);
    polygon_release(&polygon);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_square),
        cmocka_unit_test(the_direction_of_the_ring_does_not_matter),
        cmocka_unit_test(holes_and_parts),
        cmocka_unit_test(vertices_on_the_ray_count_once),
        cmocka_unit_test(the_even_odd_rule),
        cmocka_unit_test(repeated_vertices_and_spikes),
        cmocka_unit_test(what_is_no_number_is_outside),
        cmocka_unit_test(a_polygon_of_nothing_contains_nothing),
        cmocka_unit_test(agrees_with_integers_on_random_polygons),
        cmocka_unit_test(one_step_off_an_edge_is_seen),
        cmocka_unit_test(a_comb_takes_no_more_memory_than_others),
        cmocka_unit_test(running_out_of_memory),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
