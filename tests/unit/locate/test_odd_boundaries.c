/* Boundaries unlike any city's: mahalle without a polygon, as large as a continent, beyond what the plane can show. */
#include "drawn_city.h"
#include "locate/border_tree.h"
#include "locate/near_borders.h"

/* One that is known by its code only (boundaries.h: is_far), before, between and behind the others. */
static void mahalle_without_a_polygon(void **state)
{
    (void)state;
    struct boundary_set *set = empty_city("EPSG:5254");
    struct polygon none = {.bounds = rectangle_empty()};
    add_mahalle(set, "1", "Uzak", NULL, none);
    add_mahalle(set, "2", "Yakın", NULL, shape("((500000 4500000, 501000 4500000, 501000 4501000, 500000 4501000))"));
    add_mahalle(set, "3", "Irak", NULL, none);
    add_mahalle(set, "4", "Komşu", NULL, shape("((501000 4500000, 502000 4500000, 502000 4501000, 501000 4501000))"));
    add_mahalle(set, "5", "Öte", NULL, none);
    struct locator *locator = locator_of(set);
    assert_int_equal(locate(locator, 500500, 4500500).mahalle, 1);
    assert_int_equal(locate(locator, 501500, 4500500).mahalle, 3);
    assert_int_equal(locate(locator, 501000, 4500500).mahalle, 1);
    assert_true(locate(locator, 501000, 4500500).on_border);
    assert_int_equal(locate(locator, 0, 0).mahalle, NO_MAHALLE);
    assert_int_equal(locator_by_code(locator, "3", 1), 2);
    assert_int_equal(locator_by_code(locator, "5", 1), 4);
    assert_int_equal(locator_by_name(locator, "Uzak", 4, NULL, 0), 0);
    struct nearest_finder *finder;
    double distance_m;
    assert_int_equal(nearest_finder_new(&finder, locator, NULL), MAH_OK);
    assert_int_equal(nearest_mahalle(finder, (struct point){502100, 4500500}, &distance_m), 3);
    assert_true(fabs(distance_m - 100) < 1e-6);
    assert_int_equal(nearest_mahalle(finder, (struct point){499900, 4500500}, &distance_m), 1);
    nearest_finder_free(finder);
    locator_free(locator);
    boundary_set_free(set);
}

/* No grid can have finer cells where the smallest extent is that of a point, a line, or the last digits. */
static void without_width_or_height(void **state)
{
    (void)state;
    static const char *const shapes[] = {"((5 5, 5 5, 5 5))", "((5 5, 9 5, 7 5))", "((5 5, 5 9, 5 7))"};
    for (size_t i = 0; i < 3; i++) {
        struct boundary_set *set = empty_city("EPSG:5254");
        add_mahalle(set, "1", NULL, NULL, shape(shapes[i]));
        struct locator *locator = locator_of(set);
        assert_int_equal(locate(locator, 5, 5).mahalle, 0);
        assert_true(locate(locator, 5, 5).on_border);
        assert_int_equal(locate(locator, 4, 5).mahalle, NO_MAHALLE);
        assert_int_equal(locate(locator, 6, 6).mahalle, NO_MAHALLE);
        locator_free(locator);
        boundary_set_free(set);
    }
}

/* Every border projected and asked, segment by segment; ends that have no place on the plane are left out. */
static int32_t nearest_on_plane(const struct boundary_set *set, struct transformation *to_plane, struct point point,
                                double *distance_m)
{
    int32_t nearest = NO_MAHALLE;
    *distance_m = INFINITY;
    transformation_apply(to_plane, &point, 1);
    for (size_t k = 0; k < set->count; k++) {
        struct polygon copy;
        assert_int_equal(polygon_copy(&copy, &set->mahalle[k].polygon, NULL), MAH_OK);
        transformation_apply(to_plane, copy.vertices, copy.vertex_count);
        for (size_t i = 0; i + 1 < copy.vertex_count; i++) { /* of one ring */
            struct point a = copy.vertices[i], b = copy.vertices[i + 1];
            if (!isfinite(a.x) || !isfinite(b.x))
                continue;
            double dx = b.x - a.x, dy = b.y - a.y;
            double along = fmin(fmax(((point.x - a.x) * dx + (point.y - a.y) * dy) / (dx * dx + dy * dy), 0), 1);
            double distance = hypot(a.x + along * dx - point.x, a.y + along * dy - point.y);
            if (distance < *distance_m) {
                *distance_m = distance;
                nearest = (int32_t)k;
            }
        }
        polygon_release(&copy);
    }
    return nearest;
}

static void as_large_as_continents_and_beyond_the_plane(void **state)
{
    (void)state;
    static const char *const shapes[] = {
        "((40 10, 41 10, 41 11, 40 11))",                                 /* a city far south */
        "((-20 -35, 50 -35, 50 35, 10 36, -20 30))",                      /* Africa */
        "((29 41, 29.2 41, 29.2 41.2, 29 41.2))",                         /* a city */
        "((100 -60, 150 -60, 170 -10, 175 60, 100 70))",                  /* a quarter of the earth away */
        "((30 41, 30.1 41, 120 41.05, 120.1 41.05, 30.1 41.1, 30 41.1))", /* half of it there */
        "((20 80, 40 80, 40 95, 30 96, 20 95))",                          /* a side of it has a place on the earth */
        "((20 91, 40 91, 30 95))",                                        /* nothing of it has */
    };
    struct boundary_set *set = empty_city("EPSG:4326"), *plane = empty_city("EPSG:5254");
    for (size_t i = 0; i < sizeof shapes / sizeof *shapes; i++) {
        char code[2] = {(char)('1' + i), '\0'};
        add_mahalle(set, code, NULL, NULL, shape(shapes[i]));
    }
    struct transformation *to_plane;
    assert_int_equal(transformation_new(&to_plane, &set->crs, &plane->crs, NULL), MAH_OK);
    struct locator *locator = locator_of(set);
    struct nearest_finder *finder;
    assert_int_equal(nearest_finder_new(&finder, locator, NULL), MAH_OK);
    struct dice dice = {31};
    size_t of[8] = {0};
    for (int i = 0; i < 400; i++) {
        struct point point = {10 + 45 * throw_share(&dice), 5 + 74 * throw_share(&dice)};
        double distance_m, expected_m;
        int32_t nearest = nearest_mahalle(finder, point, &distance_m);
        if (locate(locator, point.x, point.y).mahalle != NO_MAHALLE)
            continue;
        int32_t expected = nearest_on_plane(set, to_plane, point, &expected_m);
        if (nearest != expected || !(fabs(distance_m - expected_m) < 1e-3))
            fail_msg("at %g %g: %d at %g m, expected %d at %g m", point.x, point.y, nearest, distance_m, expected,
                     expected_m);
        of[nearest + 1]++;
    }
    assert_true(of[2] > 20 && of[3] > 10 && of[5] > 20 && of[6] > 0 && of[0] == 0 && of[7] == 0);
    nearest_finder_free(finder);
    locator_free(locator);
    transformation_free(to_plane);
    boundary_set_free(set);
    boundary_set_free(plane);
}

/* Whatever fails while the borders are made or searched says so, and takes nothing with it. */
static void memory_that_runs_out(void **state)
{
    (void)state;
    struct boundary_set *set = empty_city("EPSG:4326"), *plane = empty_city("EPSG:5254");
    add_mahalle(set, "1", NULL, NULL, shape("((-20 -35, 50 -35, 50 35, 10 36, -20 30))"));
    add_mahalle(set, "2", NULL, NULL, shape("((29 41, 29.2 41, 29.2 41.2, 29 41.2))"));
    struct transformation *to_plane;
    assert_int_equal(transformation_new(&to_plane, &set->crs, &plane->crs, NULL), MAH_OK);
    struct point point = {29.3, 41.1};
    transformation_apply(to_plane, &point, 1);
    bool is_made = false, is_found = false;
    for (size_t nth = 1; !is_found; nth++) {
        assert_true(nth < 100);
        struct near_borders *borders = NULL;
        struct nearest_border best = border_none();
        memory_fail_from(nth);
        enum mah_status status = near_borders_new(&borders, set, to_plane, 1, NULL);
        is_found = status == MAH_OK && near_borders_search(borders, to_plane, point, &best);
        memory_fail_from(0);
        assert_true(status == MAH_OK || (status == MAH_NO_MEMORY && borders == NULL));
        is_made |= status == MAH_OK && !is_found;
        if (is_found)
            assert_int_equal(best.polygon, 1);
        near_borders_free(borders);
    }
    assert_true(is_made);
    transformation_free(to_plane);
    boundary_set_free(set);
    boundary_set_free(plane);
}

/* Longer than a slice can be: no code and no name is, and nothing of it is read. */
static void texts_of_gigabytes(void **state)
{
    (void)state;
    struct boundary_set *set = empty_city("EPSG:5254");
    add_mahalle(set, "1", "Yeni", "Doğu", shape("((0 0, 4 0, 4 4, 0 4))"));
    struct locator *locator = locator_of(set);
    size_t beyond = (size_t)UINT32_MAX + 2;
    assert_int_equal(locator_by_code(locator, "1", 1), 0);
    assert_int_equal(locator_by_code(locator, "1", beyond), NO_MAHALLE);
    assert_int_equal(locator_by_name(locator, "Yeni", 4, "Doğu", 5), 0);
    assert_int_equal(locator_by_name(locator, "Yeni", beyond + 3, "Doğu", 5), NO_MAHALLE);
    assert_int_equal(locator_by_name(locator, "Yeni", 4, "Doğu", beyond + 4), NO_MAHALLE);
    locator_free(locator);
    boundary_set_free(set);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(mahalle_without_a_polygon),
        cmocka_unit_test(without_width_or_height),
        cmocka_unit_test(as_large_as_continents_and_beyond_the_plane),
        cmocka_unit_test(memory_that_runs_out),
        cmocka_unit_test(texts_of_gigabytes),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
