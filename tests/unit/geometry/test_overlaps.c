/* Which polygons share an area, and where do they leave gaps? Checked on polygons made of the squares of a board. */
#include "geometry/repair.h"
#include "geometry/shared_border.h"
#include "shapes.h"

enum { SIDE = 8, SQUARES = SIDE * SIDE };

/* Some squares of a board, as a polygon. */
struct patch {
    bool has[SQUARES];
    struct polygon polygon;
};

/* Unites squares of `scale` units, moved by an offset that leaves the coordinates exact. */
static void draw_patch(struct patch *patch, double scale)
{
    patch->polygon = (struct polygon){0};
    for (int i = 0; i < SQUARES; i++) {
        if (!patch->has[i])
            continue;
        double x = i % SIDE * scale, y = i / SIDE * scale;
        struct polygon square, both;
        assert_int_equal(polygon_reserve(&square, 5, 1, 1, NULL), MAH_OK);
        struct point corners[] = {{x, y}, {x + scale, y}, {x + scale, y + scale}, {x, y + scale}, {x, y}};
        memcpy(square.vertices, corners, sizeof corners);
        square.ring_start[1] = 5;
        square.part_start[1] = 1;
        polygon_set_bounds(&square);
        assert_int_equal(polygon_union(&both, &patch->polygon, &square, NULL), MAH_OK);
        polygon_release(&patch->polygon);
        polygon_release(&square);
        patch->polygon = both;
    }
}

static int shared_squares(const struct patch *a, const struct patch *b)
{
    int shared = 0;
    for (int i = 0; i < SQUARES; i++)
        shared += a->has[i] && b->has[i];
    return shared;
}

static double plane_area(const struct polygon *polygon)
{
    double twice = 0;
    for (size_t part = 0; part < polygon->part_count; part++) {
        for (size_t ring = polygon->part_start[part]; ring < polygon->part_start[part + 1]; ring++) {
            double one = 0;
            for (size_t i = polygon->ring_start[ring]; i + 1 < polygon->ring_start[ring + 1]; i++)
                one += polygon->vertices[i].x * polygon->vertices[i + 1].y -
                       polygon->vertices[i + 1].x * polygon->vertices[i].y;
            twice += ring == polygon->part_start[part] ? fabs(one) : -fabs(one);
        }
    }
    return twice / 2;
}

static bool only_touch(const char *a_drawing, const char *b_drawing)
{
    struct border_scratch scratch = {0};
    struct polygon a = shape(a_drawing), b = shape(b_drawing);
    bool proved = borders_only_touch(&a, &b, &scratch);
    assert_int_equal(borders_only_touch(&b, &a, &scratch), proved);
    border_scratch_release(&scratch);
    polygon_release(&a);
    polygon_release(&b);
    return proved;
}

static void neighbours_are_proved_to_be_apart(void **state)
{
    (void)state;
    const char *middle = "((2 2, 6 2, 6 6, 2 6))";
    assert_true(only_touch(middle, "((6 2, 9 2, 9 6, 6 6))"));           /* one edge in common */
    assert_true(only_touch(middle, "((6 6, 9 6, 9 9, 6 9))"));           /* one corner */
    assert_true(only_touch(middle, "((20 20, 21 20, 21 21))"));          /* far away */
    assert_true(only_touch(middle, "((7 0, 9 0, 9 9, 0 9, 0 7, 7 7))")); /* around the corner, bounds overlap */
    assert_true(only_touch(middle, "((0 0, 9 0, 9 9, 0 9), (2 2, 2 6, 6 6, 6 2))")); /* fills the hole */
    assert_true(only_touch(middle, "((0 0, 9 0, 9 9, 0 9), (1 1, 1 7, 7 7, 7 1))")); /* lies in the hole */
    /* An edge in common where the bounds overlap, the ring drawn either way round. */
    assert_true(only_touch(middle, "((6 2, 3 0, 9 0, 9 6, 6 6))"));
    assert_true(only_touch(middle, "((6 2, 6 6, 9 6, 9 0, 3 0))"));
    assert_false(only_touch(middle, "((6 2, 3 0, 9 0, 9 6, 6 6, 5 4))")); /* and a corner that reaches in */
}

static void where_an_area_is_shared_nothing_is_proved(void **state)
{
    (void)state;
    const char *middle = "((2 2, 6 2, 6 6, 2 6))";
    assert_false(only_touch(middle, middle));
    assert_false(only_touch(middle, "((6 6, 2 6, 2 2, 6 2))"));
    assert_false(only_touch(middle, "((3 3, 4 3, 4 4))"));      /* inside */
    assert_false(only_touch(middle, "((0 0, 9 0, 9 9, 0 9))")); /* around */
    assert_false(only_touch(middle, "((5 0, 9 0, 9 9, 5 9))")); /* crosses */
    assert_false(only_touch(middle, "((2 2, 6 2, 2 6))"));      /* half of it */
    assert_false(only_touch(middle, "((6 2, 6 6, 4 4))"));      /* from an edge inwards */
    assert_false(only_touch(middle, "((0 0, 9 0, 9 9, 0 9), (3 3, 3 4, 4 4, 4 3))"));
    assert_false(only_touch("((0 0, 4 0, 4 4, 0 4)) ((10 0, 14 0, 14 4, 10 4))", "((10 0, 14 0, 14 4, 10 4))"));
}

/* What the proof says must be true; what it does not prove is found by the library. All pairs, all areas. */
static void patches_of_a_board_overlap_where_they_share_squares(void **state)
{
    (void)state;
    enum { PATCHES = 40 };
    static struct patch patches[PATCHES];
    struct dice dice = {7};
    const struct polygon *polygons[PATCHES];
    for (int k = 0; k < PATCHES; k++) {
        memset(patches[k].has, 0, sizeof patches[k].has);
        size_t x = throw_below(&dice, SIDE - 2), y = throw_below(&dice, SIDE - 2);
        for (size_t i = 0; i < 9; i++)
            patches[k].has[(y + i / 3) * SIDE + x + i % 3] = throw_below(&dice, 4) > 0;
        patches[k].has[y * SIDE + x] = true;
        draw_patch(&patches[k], 0.25);
        polygons[k] = &patches[k].polygon;
    }
    size_t proved = 0, expected = 0;
    struct border_scratch scratch = {0};
    for (int a = 0; a < PATCHES; a++) {
        for (int b = a + 1; b < PATCHES; b++) {
            bool apart = borders_only_touch(polygons[a], polygons[b], &scratch);
            if (apart)
                assert_int_equal(shared_squares(&patches[a], &patches[b]), 0);
            proved += apart;
            expected += shared_squares(&patches[a], &patches[b]) > 0;
        }
    }
    border_scratch_release(&scratch);
    assert_true(proved > 100 && expected > 100);
    for (size_t threads = 1; threads <= 3; threads++) {
        struct overlap *overlaps;
        size_t count;
        assert_int_equal(polygons_find_overlaps(&overlaps, &count, polygons, PATCHES, threads, NULL), MAH_OK);
        assert_int_equal(count, expected);
        for (size_t i = 0; i < count; i++) {
            assert_true(overlaps[i].first < overlaps[i].second);
            int shared = shared_squares(&patches[overlaps[i].first], &patches[overlaps[i].second]);
            assert_true(plane_area(&overlaps[i].area) == shared * 0.0625);
            if (i > 0)
                assert_true(overlaps[i - 1].first < overlaps[i].first || (overlaps[i - 1].first == overlaps[i].first &&
                                                                          overlaps[i - 1].second < overlaps[i].second));
        }
        overlaps_free(overlaps, count);
    }
    for (int k = 0; k < PATCHES; k++)
        polygon_release(&patches[k].polygon);
}

/* Polygons of many edges, some cut out of each other so that they share a border: the library agrees with each proof.
 */
static void what_is_proved_shares_no_area_for_geos(void **state)
{
    (void)state;
    struct dice dice = {41};
    struct border_scratch scratch = {0};
    size_t proved = 0, shared = 0;
    for (int go = 0; go < 1500; go++) {
        double size = go % 3 == 0 ? 16 : go % 3 == 1 ? 200 : 1e6;
        struct polygon a = random_polygon(&dice, size), b = random_polygon(&dice, size), common;
        struct repair repair;
        if (go % 7 == 0) { /* a sheet with the shape of a cut out of it, in few or in very many edges */
            polygon_release(&b);
            size_t corners = go % 2 == 0 ? 8 : 1500;
            double reach = 0.4 * size;
            assert_int_equal(polygon_reserve(&b, corners + a.vertex_count + 1, a.ring_count + 1, 1, NULL), MAH_OK);
            b.vertex_count = b.ring_count = 0;
            add_star(&b, &dice, (struct point){size / 2, size / 2}, 3 * reach, 3.1 * reach, corners);
            for (size_t i = 0; i < a.ring_start[1]; i++)
                b.vertices[b.vertex_count++] = a.vertices[a.ring_start[1] - 1 - i];
            b.ring_start[++b.ring_count] = b.vertex_count;
            b.part_start[1] = b.ring_count;
            polygon_set_bounds(&b);
        }
        if (polygon_repair(&a, &repair, NULL) == MAH_OK && polygon_repair(&b, &repair, NULL) == MAH_OK) {
            bool apart = borders_only_touch(&a, &b, &scratch);
            assert_int_equal(borders_only_touch(&b, &a, &scratch), apart);
            assert_int_equal(polygon_intersection(&common, &a, &b, NULL), MAH_OK);
            assert_true(!apart || common.part_count == 0);
            proved += apart;
            shared += common.part_count > 0;
            polygon_release(&common);
        }
        polygon_release(&a);
        polygon_release(&b);
    }
    border_scratch_release(&scratch);
    print_message("%zu proved, %zu share an area\n", proved, shared);
    assert_true(proved > 300 && shared > 300);
}

/* Borders with all their digits: turned, so that vertices on edges are not quite on them. */
static void slivers_are_found(void **state)
{
    (void)state;
    struct polygon a = shape("((0 0, 1 0, 1 1, 0 1))"), b = shape("((1 0, 2 0, 2 1, 1 1))");
    const struct polygon *both[] = {&a, &b};
    struct overlap *overlaps;
    size_t count;
    b.vertices[3].x = nextafter(1, 0); /* leans over the common border by one step */
    polygon_set_bounds(&b);
    assert_int_equal(polygons_find_overlaps(&overlaps, &count, both, 2, 1, NULL), MAH_OK);
    assert_int_equal(count, 1);
    assert_true(plane_area(&overlaps[0].area) < 1e-15);
    overlaps_free(overlaps, count);
    b.vertices[3].x = nextafter(1, 2); /* leans away: a gap, no overlap */
    polygon_set_bounds(&b);
    assert_int_equal(polygons_find_overlaps(&overlaps, &count, both, 2, 1, NULL), MAH_OK);
    assert_int_equal(count, 0);
    overlaps_free(overlaps, count);
    polygon_release(&a);
    polygon_release(&b);
}

static void gaps_are_the_holes_of_all_together(void **state)
{
    (void)state;
    struct polygon frame[] = {
        shape("((0 0, 9 0, 9 2, 0 2))"),
        shape("((0 6, 9 6, 9 9, 0 9))"),
        shape("((0 2, 2 2, 2 6, 0 6))"),
        shape("((6 2, 9 2, 9 6, 6 6), (7 3, 7 4, 8 4, 8 3))"),
    };
    const struct polygon *polygons[] = {&frame[0], &frame[1], &frame[2], &frame[3]};
    struct polygon *gaps;
    size_t count;
    assert_int_equal(polygons_find_gaps(&gaps, &count, polygons, 4, NULL), MAH_OK);
    assert_int_equal(count, 2);
    assert_true(plane_area(&gaps[0]) == 16);
    assert_true(plane_area(&gaps[1]) == 1);
    assert_true(gaps[1].bounds.min_x == 7 && gaps[1].bounds.max_y == 4);
    gaps_free(gaps, count);
    assert_int_equal(polygons_find_gaps(&gaps, &count, polygons, 2, NULL), MAH_OK);
    assert_int_equal(count, 0);
    gaps_free(gaps, count);
    for (int i = 0; i < 4; i++)
        polygon_release(&frame[i]);
}

static void none_and_one_have_no_overlap(void **state)
{
    (void)state;
    struct polygon one = shape("((0 0, 1 0, 1 1))");
    const struct polygon *polygons[] = {&one};
    struct overlap *overlaps;
    struct polygon *gaps;
    size_t count;
    for (size_t n = 0; n < 2; n++) {
        assert_int_equal(polygons_find_overlaps(&overlaps, &count, polygons, n, 2, NULL), MAH_OK);
        assert_int_equal(count, 0);
        overlaps_free(overlaps, count);
        assert_int_equal(polygons_find_gaps(&gaps, &count, polygons, n, NULL), MAH_OK);
        assert_int_equal(count, 0);
        gaps_free(gaps, count);
    }
    overlaps_free(NULL, 0);
    gaps_free(NULL, 0);
    polygon_release(&one);
}

static void running_out_of_memory(void **state)
{
    (void)state;
    struct polygon a = shape("((0 0, 4 0, 4 4, 0 4))"), b = shape("((4 0, 8 0, 8 4, 4 4))"),
                   c = shape("((3 3, 6 3, 6 6))");
    struct polygon d = shape("((0 5, 9 5, 9 9, 0 9))"), e = shape("((8 0, 9 0, 9 5, 8 5))"),
                   f = shape("((0 4, 1 4, 1 5, 0 5))");
    const struct polygon *polygons[] = {&a, &b, &c, &d, &e, &f};
    enum mah_status status = MAH_NO_MEMORY;
    size_t failures = 0;
    for (size_t nth = 1; status != MAH_OK && nth < 1000; nth++) {
        struct overlap *overlaps;
        size_t count;
        memory_fail_from(nth);
        status = polygons_find_overlaps(&overlaps, &count, polygons, 6, 1, NULL);
        memory_fail_from(0);
        assert_true(status == MAH_OK || status == MAH_NO_MEMORY);
        if (status == MAH_OK)
            assert_int_equal(count, 3);
        failures += status != MAH_OK;
        overlaps_free(overlaps, count);
    }
    assert_int_equal(status, MAH_OK);
    assert_true(failures > 10);
    status = MAH_NO_MEMORY;
    for (size_t nth = 1; status != MAH_OK && nth < 1000; nth++) {
        struct polygon *gaps;
        size_t count;
        memory_fail_from(nth);
        status = polygons_find_gaps(&gaps, &count, polygons, 6, NULL);
        memory_fail_from(0);
        assert_true(status == MAH_OK || status == MAH_NO_MEMORY);
        if (status == MAH_OK)
            assert_int_equal(count, 2);
        gaps_free(gaps, count);
    }
    assert_int_equal(status, MAH_OK);
    const struct polygon *const all[] = {&a, &b, &c, &d, &e, &f};
    for (int i = 0; i < 6; i++)
        polygon_release((struct polygon *)all[i]);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(neighbours_are_proved_to_be_apart),
        cmocka_unit_test(where_an_area_is_shared_nothing_is_proved),
        cmocka_unit_test(patches_of_a_board_overlap_where_they_share_squares),
        cmocka_unit_test(what_is_proved_shares_no_area_for_geos),
        cmocka_unit_test(slivers_are_found),
        cmocka_unit_test(gaps_are_the_holes_of_all_together),
        cmocka_unit_test(none_and_one_have_no_overlap),
        cmocka_unit_test(running_out_of_memory),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
