/* Which mahalle is nearest to a household outside all of them, and how far away is it? */
#include "base/workers.h"
#include "drawn_city.h"

static const struct drawn_mahalle blocks[] = {
    {"a", NULL, NULL, "((500000 4500000, 501000 4500000, 501000 4501000, 500000 4501000))"},
    {"b", NULL, NULL, "((501000 4500000, 502000 4500000, 502000 4501000, 501000 4501000))"},
    {"c", NULL, NULL,
     "((500000 4510000, 501000 4510000, 501000 4511000, 500000 4511000), "
     "(500400 4510400, 500600 4510400, 500600 4510600, 500400 4510600))"},
};

static struct nearest_finder *finder_of(const struct locator *locator)
{
    struct nearest_finder *finder;
    struct mah_error err = {0};
    enum mah_status status = nearest_finder_new(&finder, locator, &err);
    assert_string_equal(err.message, "");
    assert_int_equal(status, MAH_OK);
    return finder;
}

static void metres_to_the_border(void **state)
{
    (void)state;
    struct boundary_set *set = city("EPSG:5254", blocks, 3);
    struct locator *locator = locator_of(set);
    struct nearest_finder *finder = finder_of(locator);
    double distance_m;
    assert_int_equal(nearest_mahalle(finder, (struct point){500500, 4499950}, &distance_m), 0);
    assert_true(distance_m == 50);
    assert_int_equal(nearest_mahalle(finder, (struct point){502030, 4501040}, &distance_m), 1);
    assert_true(fabs(distance_m - 50) < 1e-9); /* to a corner: 30, 40, 50 */
    assert_int_equal(nearest_mahalle(finder, (struct point){501500, 4500500}, &distance_m), 1);
    assert_true(distance_m == 0); /* inside */
    assert_int_equal(nearest_mahalle(finder, (struct point){502000, 4500500}, &distance_m), 1);
    assert_true(distance_m == 0); /* on the border */
    assert_int_equal(nearest_mahalle(finder, (struct point){500500, 4510530}, &distance_m), 2);
    assert_true(distance_m == 70); /* in the court of c: to its wall */
    nearest_finder_free(finder);
    nearest_finder_free(NULL);
    locator_free(locator);
    boundary_set_free(set);
}

static void at_the_same_distance_the_smaller_code(void **state)
{
    (void)state;
    struct boundary_set *set = city("EPSG:5254", blocks, 3);
    struct locator *locator = locator_of(set);
    struct nearest_finder *finder = finder_of(locator);
    double distance_m;
    assert_int_equal(nearest_mahalle(finder, (struct point){501000, 4499990}, &distance_m), 0);
    assert_true(distance_m == 10);
    assert_int_equal(nearest_mahalle(finder, (struct point){501000, 4501300}, &distance_m), 0);
    nearest_finder_free(finder);
    locator_free(locator);
    boundary_set_free(set);
}

/* One polygon under two codes, drawn from another corner and the other way round: rounding must not choose. */
static void a_border_is_as_far_from_both_its_sides(void **state)
{
    (void)state;
    struct dice dice = {19};
    for (int go = 0; go < 30; go++) {
        struct boundary_set *set = empty_city("EPSG:5254");
        struct polygon first = random_polygon(&dice, 20000), second;
        for (size_t i = 0; i < first.vertex_count; i++) {
            first.vertices[i].x = 480000 + first.vertices[i].x * 1.0000123;
            first.vertices[i].y = 4500000 + first.vertices[i].y * 1.0000321;
        }
        polygon_set_bounds(&first);
        assert_int_equal(polygon_copy(&second, &first, NULL), MAH_OK);
        for (size_t ring = 0; ring < first.ring_count; ring++) {
            size_t start = first.ring_start[ring], last = first.ring_start[ring + 1] - 1;
            for (size_t i = start; i <= last; i++)
                second.vertices[i] = first.vertices[start + last - i];
        }
        add_mahalle(set, "1", NULL, NULL, first);
        add_mahalle(set, "2", NULL, NULL, second);
        struct locator *locator = locator_of(set);
        struct nearest_finder *finder = finder_of(locator);
        for (int i = 0; i < 300; i++) {
            double distance_m;
            struct point point = {460000 + 60000 * throw_share(&dice), 4480000 + 60000 * throw_share(&dice)};
            assert_int_equal(nearest_mahalle(finder, point, &distance_m), 0);
        }
        nearest_finder_free(finder);
        locator_free(locator);
        boundary_set_free(set);
    }
}

static void degrees_become_metres(void **state)
{
    (void)state;
    const struct drawn_mahalle drawn[] = {{"1", NULL, NULL, "((29 41, 29.01 41, 29.01 41.01, 29 41.01))"}};
    struct boundary_set *set = city("EPSG:4326", drawn, 1);
    struct locator *locator = locator_of(set);
    struct nearest_finder *finder = finder_of(locator);
    double distance_m;
    assert_int_equal(nearest_mahalle(finder, (struct point){29.005, 40.999}, &distance_m), 0);
    assert_true(fabs(distance_m - 111.05) < 0.5); /* a thousandth of a degree of latitude */
    assert_int_equal(nearest_mahalle(finder, (struct point){29.011, 41.005}, &distance_m), 0);
    assert_true(fabs(distance_m - 84.0) < 0.5);
    assert_int_equal(nearest_mahalle(finder, (struct point){29, 95}, &distance_m), NO_MAHALLE);
    assert_int_equal(nearest_mahalle(finder, (struct point){NAN, 41}, &distance_m), NO_MAHALLE);
    nearest_finder_free(finder);
    locator_free(locator);
    boundary_set_free(set);
}

static void metres_need_a_system_in_metres(void **state)
{
    (void)state;
    struct boundary_set *set = city("EPSG:4326", blocks, 0);
    struct locator *locator;
    struct nearest_finder *finder;
    struct mah_error err;
    assert_int_equal(locator_new(&locator, set, &set->crs, locate_many_points, NULL), MAH_OK);
    assert_int_equal(nearest_finder_new(&finder, locator, &err), MAH_BAD_USAGE);
    assert_non_null(strstr(err.message, "WGS 84"));
    assert_null(finder);
    locator_free(locator);
    boundary_set_free(set);
}

static void feet_are_turned_into_metres(void **state)
{
    (void)state;
    const struct drawn_mahalle drawn[] = {
        {"1", NULL, NULL, "((980000 190000, 990000 190000, 990000 200000, 980000 200000))"}};
    struct boundary_set *set = city("EPSG:2263", drawn, 1);
    struct locator *locator = locator_of(set);
    struct nearest_finder *finder = finder_of(locator);
    double distance_m;
    assert_int_equal(nearest_mahalle(finder, (struct point){991000, 195000}, &distance_m), 0);
    assert_true(fabs(distance_m - 304.8006) < 1e-3);
    nearest_finder_free(finder);
    locator_free(locator);
    boundary_set_free(set);
}

/* Every segment of every border, in the order of the file. */
static int32_t nearest_slowly(const struct boundary_set *set, struct point point, double *distance_m)
{
    int32_t nearest = NO_MAHALLE;
    *distance_m = INFINITY;
    for (size_t k = 0; k < set->count; k++) {
        const struct polygon *polygon = &set->mahalle[k].polygon;
        for (size_t ring = 0; ring < polygon->ring_count; ring++) {
            for (size_t i = polygon->ring_start[ring]; i + 1 < polygon->ring_start[ring + 1]; i++) {
                struct point a = polygon->vertices[i], b = polygon->vertices[i + 1];
                double dx = b.x - a.x, dy = b.y - a.y, length = dx * dx + dy * dy;
                double along = length > 0 ? ((point.x - a.x) * dx + (point.y - a.y) * dy) / length : 0;
                along = fmin(fmax(along, 0), 1);
                double distance = hypot(a.x + along * dx - point.x, a.y + along * dy - point.y);
                if (distance < *distance_m) {
                    *distance_m = distance;
                    nearest = (int32_t)k;
                }
            }
        }
    }
    return nearest;
}

static struct boundary_set *random_city(struct dice *dice, size_t count)
{
    struct boundary_set *set = empty_city("EPSG:5254");
    for (size_t k = 0; k < count; k++) {
        struct polygon polygon = random_polygon(dice, 20000);
        for (size_t i = 0; i < polygon.vertex_count; i++) {
            polygon.vertices[i].x = 480000 + polygon.vertices[i].x;
            polygon.vertices[i].y = 4500000 + polygon.vertices[i].y;
        }
        polygon_set_bounds(&polygon);
        char code[32];
        snprintf(code, sizeof code, "%06zu", k);
        add_mahalle(set, code, NULL, NULL, polygon);
    }
    return set;
}

static void as_near_as_asking_every_border(void **state)
{
    (void)state;
    struct dice dice = {14};
    size_t outside = 0;
    for (int go = 0; go < 20; go++) {
        struct boundary_set *set = random_city(&dice, 1 + throw_below(&dice, 8));
        struct locator *locator = locator_of(set);
        struct nearest_finder *finder = finder_of(locator);
        for (int i = 0; i < 500; i++) {
            struct point point = {460000 + 60000 * throw_share(&dice), 4480000 + 60000 * throw_share(&dice)};
            double distance_m, expected_m;
            int32_t nearest = nearest_mahalle(finder, point, &distance_m);
            int32_t around = locator_locate(locator, point).mahalle;
            if (around != NO_MAHALLE) {
                assert_int_equal(nearest, around);
                assert_true(distance_m == 0);
                continue;
            }
            int32_t expected = nearest_slowly(set, point, &expected_m);
            assert_true(fabs(distance_m - expected_m) < 1e-6);
            if (nearest != expected) { /* only where both are as near as rounding can tell */
                struct boundary_set only = {.mahalle = set->mahalle + nearest, .count = 1};
                nearest_slowly(&only, point, &expected_m);
                assert_true(fabs(distance_m - expected_m) < 1e-6);
            }
            outside++;
        }
        nearest_finder_free(finder);
        locator_free(locator);
        boundary_set_free(set);
    }
    assert_true(outside > 5000);
}

/* Borders of all sizes, in degrees, near the middle meridian of the plane and far from it; the plane's copy of all of
 * them is asked segment by segment. */
static void as_near_as_projecting_every_border(void **state)
{
    (void)state;
    struct dice dice = {23};
    for (int go = 0; go < 30; go++) {
        struct boundary_set *set = empty_city("EPSG:4326"), *plane = empty_city("EPSG:5254");
        struct transformation *to_plane;
        assert_int_equal(transformation_new(&to_plane, &set->crs, &plane->crs, NULL), MAH_OK);
        double degrees = go % 3 == 0 ? 8 : go % 3 == 1 ? 0.2 : 0.01;
        for (int k = 0; k < 40; k++) {
            struct polygon polygon = random_polygon(&dice, 1000), copy;
            double x = 26 + 10 * throw_share(&dice), y = 36 + 6 * throw_share(&dice);
            for (size_t i = 0; i < polygon.vertex_count; i++) {
                polygon.vertices[i].x = x + polygon.vertices[i].x / 1000 * degrees;
                polygon.vertices[i].y = y + polygon.vertices[i].y / 1000 * degrees;
            }
            polygon_set_bounds(&polygon);
            assert_int_equal(polygon_copy(&copy, &polygon, NULL), MAH_OK);
            transformation_apply(to_plane, copy.vertices, copy.vertex_count);
            char code[32];
            snprintf(code, sizeof code, "%06d", k);
            add_mahalle(set, code, NULL, NULL, polygon);
            add_mahalle(plane, code, NULL, NULL, copy);
        }
        struct locator *locator = locator_of(set);
        struct nearest_finder *finder = finder_of(locator);
        for (int i = 0; i < 300; i++) {
            struct point point = {20 + 25 * throw_share(&dice), 33 + 12 * throw_share(&dice)};
            double distance_m, expected_m;
            int32_t nearest = nearest_mahalle(finder, point, &distance_m);
            if (locator_locate(locator, point).mahalle != NO_MAHALLE)
                continue;
            transformation_apply(to_plane, &point, 1);
            assert_int_equal(nearest, nearest_slowly(plane, point, &expected_m));
            assert_true(fabs(distance_m - expected_m) < 1e-6);
        }
        nearest_finder_free(finder);
        locator_free(locator);
        transformation_free(to_plane);
        boundary_set_free(set);
        boundary_set_free(plane);
    }
}

/* Without memory for the index the answer is slower, not another one. */
static void without_memory_the_same_digits(void **state)
{
    (void)state;
    struct dice dice = {15};
    struct boundary_set *set = random_city(&dice, 6);
    struct polygon lake; /* more vertices than are projected at once */
    enum { SHORE = 1000 };
    assert_int_equal(polygon_reserve(&lake, SHORE + 1, 1, 1, NULL), MAH_OK);
    for (int i = 0; i <= SHORE; i++) {
        double angle = 2 * 3.14159265358979323846 * (i % SHORE) / SHORE;
        lake.vertices[i] = (struct point){470000 + 9000 * cos(angle), 4510000 + 9000 * sin(angle)};
    }
    lake.ring_start[1] = SHORE + 1;
    lake.part_start[1] = 1;
    polygon_set_bounds(&lake);
    add_mahalle(set, "lake", NULL, NULL, lake);
    struct locator *locator = locator_of(set);
    struct nearest_finder *finder = finder_of(locator);
    enum { POINTS = 400 };
    struct point points[POINTS];
    double poor_m[POINTS], rich_m;
    int32_t poor[POINTS];
    for (int i = 0; i < POINTS; i++)
        points[i] = (struct point){460000 + 60000 * throw_share(&dice), 4480000 + 60000 * throw_share(&dice)};
    struct nearest_finder *without;
    assert_int_equal(nearest_finder_new(&without, locator, NULL), MAH_OK);
    assert_int_equal(nearest_finder_status(without, NULL), MAH_OK);
    memory_fail_from(1); /* no projection can be made: no answer, and the reason is kept */
    assert_int_equal(nearest_mahalle(without, (struct point){0, 0}, &rich_m), NO_MAHALLE);
    memory_fail_from(0);
    struct mah_error why = {0};
    assert_int_equal(nearest_finder_status(without, &why), MAH_NO_MEMORY);
    assert_string_not_equal(why.message, "");
    assert_int_equal(nearest_finder_status(without, NULL), MAH_NO_MEMORY);
    nearest_finder_free(without);
    (void)nearest_mahalle(finder, (struct point){0, 0}, &rich_m);
    for (int i = 0; i < POINTS; i++) {
        memory_fail_from(1 + throw_below(&dice, 20));
        poor[i] = nearest_mahalle(finder, points[i], &poor_m[i]);
        memory_fail_from(0);
    }
    for (int i = 0; i < POINTS; i++) {
        assert_int_equal(nearest_mahalle(finder, points[i], &rich_m), poor[i]);
        assert_true(rich_m == poor_m[i]);
    }
    nearest_finder_free(finder);
    memory_fail_from(1);
    enum mah_status status = nearest_finder_new(&finder, locator, NULL);
    memory_fail_from(0);
    assert_int_equal(status, MAH_NO_MEMORY);
    assert_null(finder);
    locator_free(locator);
    boundary_set_free(set);
}

/* A metre beside every segment of a long shore, and never in memory. */
static void without_memory_no_segment_is_left_out(void **state)
{
    (void)state;
    enum { SHORE = 600 };
    struct boundary_set *set = empty_city("EPSG:5254");
    struct polygon lake;
    assert_int_equal(polygon_reserve(&lake, SHORE + 1, 1, 1, NULL), MAH_OK);
    for (int i = 0; i <= SHORE; i++) {
        double angle = 2 * 3.14159265358979323846 * (i % SHORE) / SHORE;
        lake.vertices[i] = (struct point){470000 + 9000 * cos(angle), 4510000 + 9000 * sin(angle)};
    }
    lake.ring_start[1] = SHORE + 1;
    lake.part_start[1] = 1;
    polygon_set_bounds(&lake);
    add_mahalle(set, "lake", NULL, NULL, lake);
    struct locator *locator = locator_of(set);
    struct nearest_finder *finder = finder_of(locator);
    double distance_m;
    (void)nearest_mahalle(finder, (struct point){NAN, 0}, &distance_m); /* makes the projection, but no index */
    for (int i = 0; i < SHORE; i++) {
        struct point a = lake.vertices[i], b = lake.vertices[i + 1];
        struct point middle = {(a.x + b.x) / 2, (a.y + b.y) / 2};
        double length = hypot(middle.x - 470000, middle.y - 4510000), further = 1 + 1 / length;
        struct point point = {470000 + (middle.x - 470000) * further, 4510000 + (middle.y - 4510000) * further};
        memory_fail_from(1);
        int32_t nearest = nearest_mahalle(finder, point, &distance_m);
        memory_fail_from(0);
        assert_int_equal(nearest, 0);
        assert_true(fabs(distance_m - 1) < 1e-6);
    }
    nearest_finder_free(finder);
    locator_free(locator);
    boundary_set_free(set);
}

/* A corner is a piece of a border only where a segment with a place on the plane ends in it: with memory or without. */
static void a_corner_between_two_without_a_place(void **state)
{
    (void)state;
    struct boundary_set *set = empty_city("EPSG:4326");
    add_mahalle(set, "1", NULL, NULL, shape("((20 91, 40 91, 31 85))"));
    struct locator *locator = locator_of(set);
    struct nearest_finder *finder = finder_of(locator);
    double distance_m;
    (void)nearest_mahalle(finder, (struct point){NAN, 0}, &distance_m); /* makes the projection, but no index */
    for (size_t nth = 1; nth < 3; nth++) {
        memory_fail_from(2 - nth); /* from the first request on, then never */
        int32_t nearest = nearest_mahalle(finder, (struct point){29, 41}, &distance_m);
        memory_fail_from(0);
        assert_int_equal(nearest, NO_MAHALLE);
        assert_true(isinf(distance_m));
    }
    nearest_finder_free(finder);
    locator_free(locator);
    boundary_set_free(set);
}

struct crowd {
    const struct locator *locator;
    double sum[4];
};

static enum mah_status ask_around(void *crowd_, size_t worker, struct mah_error *err)
{
    struct crowd *crowd = crowd_;
    struct nearest_finder *finder;
    enum mah_status status = nearest_finder_new(&finder, crowd->locator, err);
    if (status != MAH_OK)
        return status;
    struct dice dice = {16};
    for (int i = 0; i < 2000; i++) {
        double distance_m;
        struct point point = {460000 + 60000 * throw_share(&dice), 4480000 + 60000 * throw_share(&dice)};
        crowd->sum[worker] += nearest_mahalle(finder, point, &distance_m) + distance_m;
    }
    nearest_finder_free(finder);
    return MAH_OK;
}

static void workers_share_one_index(void **state)
{
    (void)state;
    struct dice dice = {17};
    struct boundary_set *set = random_city(&dice, 10);
    struct locator *locator = locator_of(set);
    struct crowd crowd = {.locator = locator};
    assert_int_equal(workers_run(4, ask_around, &crowd, NULL), MAH_OK);
    for (int i = 1; i < 4; i++)
        assert_true(crowd.sum[i] == crowd.sum[0]);
    locator_free(locator);
    boundary_set_free(set);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(metres_to_the_border),
        cmocka_unit_test(at_the_same_distance_the_smaller_code),
        cmocka_unit_test(a_border_is_as_far_from_both_its_sides),
        cmocka_unit_test(degrees_become_metres),
        cmocka_unit_test(metres_need_a_system_in_metres),
        cmocka_unit_test(feet_are_turned_into_metres),
        cmocka_unit_test(as_near_as_asking_every_border),
        cmocka_unit_test(as_near_as_projecting_every_border),
        cmocka_unit_test(without_memory_the_same_digits),
        cmocka_unit_test(without_memory_no_segment_is_left_out),
        cmocka_unit_test(a_corner_between_two_without_a_place),
        cmocka_unit_test(workers_share_one_index),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
