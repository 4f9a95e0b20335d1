/* What does a boundary with faults become, and is a sound one left alone? */
#include "geometry/repair.h"

#include "geometry/point_in_polygon.h"
#include "shapes.h"

static double plane_area(const struct polygon *polygon)
{
    double area = 0;
    for (size_t part = 0; part < polygon->part_count; part++) {
        for (size_t ring = polygon->part_start[part]; ring < polygon->part_start[part + 1]; ring++) {
            double twice = 0;
            for (size_t i = polygon->ring_start[ring]; i + 1 < polygon->ring_start[ring + 1]; i++)
                twice += polygon->vertices[i].x * polygon->vertices[i + 1].y -
                         polygon->vertices[i + 1].x * polygon->vertices[i].y;
            area += ring == polygon->part_start[part] ? fabs(twice) / 2 : -fabs(twice) / 2;
        }
    }
    return area;
}

static struct polygon repaired(const char *drawing, struct repair *repair)
{
    struct polygon polygon = shape(drawing);
    struct mah_error err = {0};
    enum mah_status status = polygon_repair(&polygon, repair, &err);
    assert_string_equal(err.message, "");
    assert_int_equal(status, MAH_OK);
    return polygon;
}

static void a_sound_polygon_is_left_byte_for_byte(void **state)
{
    (void)state;
    /* Clockwise, a vertex too many, a hole that touches the shell in one point: all of it valid. */
    const char *drawing = "((0 0, 0 8, 4 8, 8 8, 8 0), (0 4, 2 2, 2 6)) ((10 0, 12 0, 12 2))";
    struct polygon before = shape(drawing);
    struct repair repair;
    struct polygon after = repaired(drawing, &repair);
    assert_false(repair.was_invalid);
    assert_string_equal(repair.reason, "");
    assert_true(polygon_equals(&before, &after));
    polygon_release(&before);
    polygon_release(&after);
}

static void a_bow_tie_becomes_two_parts(void **state)
{
    (void)state;
    struct repair repair;
    struct polygon polygon = repaired("((0 0, 4 4, 4 0, 0 4))", &repair);
    assert_true(repair.was_invalid);
    assert_string_equal(repair.reason, "Self-intersection");
    assert_true(repair.where.x == 2 && repair.where.y == 2);
    assert_int_equal(polygon.part_count, 2);
    assert_true(plane_area(&polygon) == 8);
    assert_int_equal(point_in_polygon((struct point){1, 2}, &polygon), POSITION_INSIDE);
    assert_int_equal(point_in_polygon((struct point){2, 1}, &polygon), POSITION_OUTSIDE);
    polygon_release(&polygon);
}

/* An island that somebody wrote as an inner ring: as in the boundaries of İstanbul. */
static void a_hole_outside_comes_back_as_a_part(void **state)
{
    (void)state;
    struct repair repair;
    struct polygon polygon = repaired("((0 0, 4 0, 4 4, 0 4), (6 0, 8 0, 8 2, 6 2))", &repair);
    assert_true(repair.was_invalid);
    assert_string_equal(repair.reason, "Hole lies outside shell");
    assert_int_equal(polygon.part_count, 2);
    assert_true(plane_area(&polygon) == 20);
    assert_int_equal(point_in_polygon((struct point){7, 1}, &polygon), POSITION_INSIDE);
    polygon_release(&polygon);
}

/* Parts that cover each other: what two rings surround is outside, as the program's own test of a point has it. */
static void where_parts_overlap_nothing_is_inside(void **state)
{
    (void)state;
    struct repair repair;
    struct polygon polygon = repaired("((0 0, 4 0, 4 4, 0 4)) ((2 1, 6 1, 6 3, 2 3))", &repair);
    assert_true(repair.was_invalid);
    assert_true(plane_area(&polygon) == 16);
    assert_int_equal(point_in_polygon((struct point){3, 2}, &polygon), POSITION_OUTSIDE);
    polygon_release(&polygon);
    polygon = repaired("((0 0, 4 0, 4 4, 0 4)) ((4 4, 0 4, 0 0, 4 0))", &repair); /* one part, given twice */
    assert_true(plane_area(&polygon) == 16);
    polygon_release(&polygon);
}

static void lines_and_points_that_remain_are_dropped(void **state)
{
    (void)state;
    struct repair repair;
    struct polygon polygon = repaired("((0 0, 4 0, 4 4, 9 4, 4 4, 0 4), (1 1, 1 1, 1 1))", &repair);
    assert_true(repair.was_invalid);
    assert_int_equal(polygon.ring_count, 1);
    assert_true(plane_area(&polygon) == 16);
    assert_int_equal(point_in_polygon((struct point){7, 4}, &polygon), POSITION_OUTSIDE);
    assert_true(polygon.bounds.max_x == 4);
    polygon_release(&polygon);
}

static void rings_of_two_vertices_are_dropped(void **state)
{
    (void)state;
    struct repair repair;
    struct polygon polygon = repaired("((0 0, 4 0, 4 4, 0 4), (1 1, 2 2)) ((7 7, 8 8)) ((10 0, 12 0, 12 2))", &repair);
    assert_true(repair.was_invalid);
    assert_string_equal(repair.reason, "Too few points in geometry component");
    assert_true(repair.where.x == 1 && repair.where.y == 1);
    assert_int_equal(polygon.part_count, 2);
    assert_true(plane_area(&polygon) == 18);
    polygon_release(&polygon);
    /* The shell is worth nothing, what it should have held is. */
    polygon = repaired("((1 1, 2 2), (4 0, 8 0, 8 4, 4 4))", &repair);
    assert_int_equal(polygon.part_count, 1);
    assert_true(plane_area(&polygon) == 16);
    polygon_release(&polygon);
}

static void without_any_area_it_is_refused(void **state)
{
    (void)state;
    static const char *const nothing[] = {"((0 0, 4 4, 8 8))", "((1 1, 2 2))", "", "((3 3, 3 3, 3 3, 3 3))"};
    for (int i = 0; i < 4; i++) {
        struct polygon polygon = shape(nothing[i]);
        struct repair repair;
        struct mah_error err = {0};
        assert_int_equal(polygon_repair(&polygon, &repair, &err), MAH_BAD_DATA);
        assert_non_null(strstr(err.message, "no area"));
        polygon_release(&polygon);
    }
}

static void what_is_not_finite_never_reaches_the_library(void **state)
{
    (void)state;
    double bad[] = {NAN, INFINITY, -INFINITY};
    for (int i = 0; i < 3; i++) {
        struct polygon polygon = shape("((0 0, 4 0, 4 4, 0 4))"), other = shape("((0 0, 4 0, 4 4, 0 4))"), out;
        polygon.vertices[2].y = bad[i];
        struct repair repair;
        assert_int_equal(polygon_repair(&polygon, &repair, NULL), MAH_BAD_DATA);
        assert_int_equal(polygon_union(&out, &other, &polygon, NULL), MAH_BAD_DATA);
        polygon_release(&polygon);
        polygon_release(&other);
        polygon_release(&out);
    }
}

/* Inside stays inside, by the even-odd rule, whatever the rings do to each other. */
static void repair_does_not_move_anybody(void **state)
{
    (void)state;
    struct dice dice = {6};
    size_t invalid = 0, asked = 0;
    for (int go = 0; go < 500; go++) {
        struct polygon original = random_polygon(&dice, 64), polygon;
        assert_int_equal(polygon_copy(&polygon, &original, NULL), MAH_OK);
        struct repair repair;
        enum mah_status status = polygon_repair(&polygon, &repair, NULL);
        invalid += repair.was_invalid;
        for (int i = 0; status == MAH_OK && i < 100; i++) {
            struct point point = {64 * throw_share(&dice), 64 * throw_share(&dice)};
            assert_int_equal(point_in_polygon(point, &polygon), point_in_polygon(point, &original));
            asked++;
        }
        struct repair again = {.was_invalid = true};
        if (status == MAH_OK) {
            assert_int_equal(polygon_repair(&polygon, &again, NULL), MAH_OK);
            assert_false(again.was_invalid);
        }
        polygon_release(&polygon);
        polygon_release(&original);
    }
    assert_true(invalid > 100 && asked > 30000);
}

static void a_union_holds_both(void **state)
{
    (void)state;
    struct polygon west = shape("((0 0, 4 0, 4 4, 0 4))"), east = shape("((4 0, 8 0, 8 4, 4 4))");
    struct polygon far = shape("((20 0, 21 0, 21 1, 20 1))"), both;
    assert_int_equal(polygon_union(&both, &west, &east, NULL), MAH_OK);
    assert_int_equal(both.part_count, 1);
    assert_true(plane_area(&both) == 32);
    assert_int_equal(point_in_polygon((struct point){4, 2}, &both), POSITION_INSIDE);
    polygon_release(&both);
    assert_int_equal(polygon_union(&both, &far, &west, NULL), MAH_OK);
    assert_int_equal(both.part_count, 2);
    assert_true(both.bounds.max_x == 21);
    polygon_release(&both);
    polygon_release(&west);
    polygon_release(&east);
    polygon_release(&far);
}

/* Rings too short for GEOS, in a place where no repair came first. */
static void what_the_library_refuses_is_reported(void **state)
{
    (void)state;
    struct polygon sound = shape("((0 0, 4 0, 4 4))"), both;
    static const char *const refused[] = {"((0 0, 4 0, 4 4), (1 1))", "((0 0, 4 0, 4 4)) ((8 8))"};
    for (int i = 0; i < 2; i++) {
        struct polygon broken = shape(refused[i]);
        struct mah_error err = {0};
        assert_int_equal(polygon_union(&both, &sound, &broken, &err), MAH_FAILED);
        assert_non_null(strstr(err.message, "GEOS could not take a polygon: "));
        const struct polygon *polygons[] = {&sound, &broken};
        struct polygon *gaps;
        size_t count;
        assert_int_equal(polygons_find_gaps(&gaps, &count, polygons, 2, &err), MAH_FAILED);
        assert_null(gaps);
        polygon_release(&broken);
    }
    polygon_release(&sound);
}

static void running_out_of_memory(void **state)
{
    (void)state;
    enum mah_status status = MAH_NO_MEMORY;
    size_t failures = 0;
    for (size_t nth = 1; status != MAH_OK && nth < 40; nth++) {
        struct polygon polygon = shape("((0 0, 4 4, 4 0, 0 4))");
        struct repair repair;
        memory_fail_from(nth);
        status = polygon_repair(&polygon, &repair, NULL);
        memory_fail_from(0);
        failures += status == MAH_NO_MEMORY;
        polygon_release(&polygon);
    }
    assert_int_equal(status, MAH_OK);
    assert_int_equal(failures, 4);
    status = MAH_NO_MEMORY;
    for (size_t nth = 1; status != MAH_OK && nth < 40; nth++) {
        struct polygon a = shape("((0 0, 4 0, 4 4))"), b = shape("((2 0, 8 0, 8 4))"), both;
        memory_fail_from(nth);
        status = polygon_union(&both, &a, &b, NULL);
        memory_fail_from(0);
        assert_true(status == MAH_OK || status == MAH_NO_MEMORY);
        polygon_release(&a);
        polygon_release(&b);
        polygon_release(&both);
    }
    assert_int_equal(status, MAH_OK);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_sound_polygon_is_left_byte_for_byte),
        cmocka_unit_test(a_bow_tie_becomes_two_parts),
        cmocka_unit_test(a_hole_outside_comes_back_as_a_part),
        cmocka_unit_test(where_parts_overlap_nothing_is_inside),
        cmocka_unit_test(lines_and_points_that_remain_are_dropped),
        cmocka_unit_test(rings_of_two_vertices_are_dropped),
        cmocka_unit_test(without_any_area_it_is_refused),
        cmocka_unit_test(what_is_not_finite_never_reaches_the_library),
        cmocka_unit_test(repair_does_not_move_anybody),
        cmocka_unit_test(a_union_holds_both),
        cmocka_unit_test(what_the_library_refuses_is_reported),
        cmocka_unit_test(running_out_of_memory),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
