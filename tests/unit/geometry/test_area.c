/* How large is a polygon on the ellipsoid? */
#include <geodesic.h>
#include <math.h>
#include <stdlib.h>

#include "geometry/projection.h"
#include "geometry/short_edges.h"

#include "shapes.h"

static struct crs resolve(const char *text)
{
    struct crs crs;
    assert_int_equal(crs_resolve(&crs, text, NULL), MAH_OK);
    return crs;
}

static double area_in(const char *crs_text, const char *drawing)
{
    struct crs crs = resolve(crs_text);
    struct polygon polygon = shape(drawing);
    double area_km2;
    assert_int_equal(polygon_area_km2(&area_km2, &polygon, &crs, NULL), MAH_OK);
    polygon_release(&polygon);
    crs_release(&crs);
    return area_km2;
}

static const char square_km[] = "((520000 4120000, 521000 4120000, 521000 4121000, 520000 4121000))";

static void a_square_kilometre_is_one(void **state)
{
    (void)state;
    assert_true(fabs(area_in("EPSG:5257", square_km) - 1) < 1e-3);
    /* The same one in degrees. */
    struct crs tm39 = resolve("EPSG:5257"), wgs84 = resolve("EPSG:4326");
    struct transformation *to_degrees;
    assert_int_equal(transformation_new(&to_degrees, &tm39, &wgs84, NULL), MAH_OK);
    struct polygon polygon = shape(square_km);
    transformation_apply(to_degrees, polygon.vertices, polygon.vertex_count);
    double area_km2;
    assert_int_equal(polygon_area_km2(&area_km2, &polygon, &wgs84, NULL), MAH_OK);
    assert_true(fabs(area_km2 - 1) < 1e-3);
    assert_true(fabs(area_km2 - area_in("EPSG:5257", square_km)) < 1e-7);
    polygon_release(&polygon);
    transformation_free(to_degrees);
    crs_release(&tm39);
    crs_release(&wgs84);
}

/* Far from its meridian a zone is stretched; the ground is not. */
static void it_is_one_in_every_zone(void **state)
{
    (void)state;
    struct crs tm39 = resolve("EPSG:5257");
    double expected = area_in("EPSG:5257", square_km);
    static const char *const others[] = {"EPSG:5254", "EPSG:32637", "EPSG:3857", "EPSG:5636"};
    for (int i = 0; i < 4; i++) {
        struct crs other = resolve(others[i]);
        struct transformation *to_other;
        assert_int_equal(transformation_new(&to_other, &tm39, &other, NULL), MAH_OK);
        struct polygon polygon = shape(square_km);
        transformation_apply(to_other, polygon.vertices, polygon.vertex_count);
        double area_km2;
        assert_int_equal(polygon_area_km2(&area_km2, &polygon, &other, NULL), MAH_OK);
        assert_true(fabs(area_km2 - expected) < 1e-6);
        polygon_release(&polygon);
        transformation_free(to_other);
        crs_release(&other);
    }
    crs_release(&tm39);
}

/* Karney's own figure: the octant of the WGS 84 ellipsoid is an eighth of 510,065,621.724 km2. */
static void an_eighth_of_the_earth(void **state)
{
    (void)state;
    assert_true(fabs(area_in("EPSG:4326", "((0 0, 90 0, 0 90))") - 510065621.724 / 8) < 0.01);
}

static void holes_subtract_and_parts_add(void **state)
{
    (void)state;
    double whole = area_in("EPSG:5257", "((500000 4000000, 504000 4000000, 504000 4004000, 500000 4004000))");
    double hole = area_in("EPSG:5257", "((501000 4001000, 502000 4001000, 502000 4002000, 501000 4002000))");
    double holed = area_in("EPSG:5257", "((500000 4000000, 504000 4000000, 504000 4004000, 500000 4004000), "
                                        "(501000 4001000, 502000 4001000, 502000 4002000, 501000 4002000))");
    double parts = area_in("EPSG:5257", "((500000 4000000, 504000 4000000, 504000 4004000, 500000 4004000)) "
                                        "((601000 4001000, 602000 4001000, 602000 4002000, 601000 4002000))");
    assert_true(fabs(whole - 16) < 0.01);
    assert_true(fabs(holed - (whole - hole)) < 1e-9);
    assert_true(fabs(parts - (whole + hole)) < 0.001);
}

static void the_way_round_does_not_matter(void **state)
{
    (void)state;
    double left = area_in("EPSG:4326",
                          "((29 41, 29.01 41, 29.01 41.01, 29 41.01), (29.002 41.002, 29.004 41.002, 29.004 41.004))");
    double right = area_in("EPSG:4326",
                           "((29 41, 29 41.01, 29.01 41.01, 29.01 41), (29.002 41.002, 29.004 41.002, 29.004 41.004))");
    assert_true(left > 0.9);
    assert_true(fabs(left - right) < 1e-9);
}

static void across_the_180th_meridian(void **state)
{
    (void)state;
    double here = area_in("EPSG:4326", "((28 41, 28.02 41, 28.02 41.02, 28 41.02))");
    double there = area_in("EPSG:4326", "((179.99 41, -179.99 41, -179.99 41.02, 179.99 41.02))");
    assert_true(fabs(here - there) < 1e-6);
}

static void a_datum_shift_does_not_change_the_size(void **state)
{
    (void)state;
    double plain = area_in("EPSG:23036", square_km);
    double shifted = area_in("+proj=utm +zone=36 +ellps=intl +towgs84=-84,-97,-117 +units=m", square_km);
    assert_true(fabs(plain - shifted) < 1e-9);
}

static void what_does_not_fit_its_system_has_no_area(void **state)
{
    (void)state;
    struct crs wgs84 = resolve("EPSG:4326");
    struct polygon metres = shape(square_km);
    double area_km2;
    struct mah_error err;
    assert_int_equal(polygon_area_km2(&area_km2, &metres, &wgs84, &err), MAH_BAD_DATA);
    metres.vertices[1].y = NAN;
    assert_int_equal(polygon_area_km2(&area_km2, &metres, &wgs84, &err), MAH_BAD_DATA);
    polygon_release(&metres);
    crs_release(&wgs84);
}

/* A ring around a place, its vertices in turn at random distances of the middle. */
static size_t draw_ring(struct point *ring, size_t vertices, double longitude, double latitude, double reach_m)
{
    double stretch = cos(latitude * 3.14159265358979323846 / 180);
    for (size_t i = 0; i < vertices; i++) {
        double turn = 2 * 3.14159265358979323846 * (double)i / (double)vertices;
        double distance = reach_m * (0.2 + 0.8 * rand() / RAND_MAX) / 111200;
        ring[i] = (struct point){longitude + distance * cos(turn) / stretch, latitude + distance * sin(turn)};
    }
    ring[vertices] = ring[0];
    return vertices + 1;
}

/* Karney's, as PROJ has it. */
static double reference_m2(const struct geod_geodesic *earth, const struct point *ring, size_t count, double *length_m)
{
    struct geod_polygon sum;
    double area_m2;
    geod_polygon_init(&sum, 0);
    for (size_t i = 0; i + 1 < count; i++)
        geod_polygon_addpoint(earth, &sum, ring[i].y, ring[i].x);
    geod_polygon_compute(earth, &sum, 0, 1, &area_m2, length_m);
    return area_m2;
}

/* The same ring with every edge in eight pieces along its geodesic: the series errs 4,096 times less on these. */
static size_t split_edges(struct point *out, const struct geod_geodesic *earth, const struct point *ring, size_t count)
{
    size_t made = 0;
    for (size_t i = 0; i + 1 < count; i++) {
        struct geod_geodesicline edge;
        geod_inverseline(&edge, earth, ring[i].y, ring[i].x, ring[i + 1].y, ring[i + 1].x, 0);
        out[made++] = ring[i];
        for (int part = 1; part < 8; part++, made++)
            geod_position(&edge, edge.s13 * part / 8, &out[made].y, &out[made].x, NULL);
    }
    out[made++] = ring[0];
    return made;
}

/* To ten square centimetres, more than what rounding leaves of Karney's sums; the series itself is better. */
static void short_edges_are_measured_as_karney_measures_them(void **state)
{
    (void)state;
    struct ellipsoid ellipsoid = {6378137, 1 / 298.257222101};
    struct geod_geodesic earth;
    geod_init(&earth, ellipsoid.a_m, ellipsoid.flattening);
    double farthest_m2 = 0, farthest_m2_per_km = 0;
    size_t measured = 0;
    srand(16);
    for (int n = 0; n < 20000; n++) {
        struct point ring[65], pieces[8 * 64 + 1];
        double latitude = -69.9 + 139.8 * rand() / RAND_MAX, reach_m = pow(10, 0.5 + 4 * (double)rand() / RAND_MAX);
        size_t count = draw_ring(ring, 3 + (size_t)rand() % 60, 358.0 * rand() / RAND_MAX - 179, latitude, reach_m);
        double area_m2, in_pieces_m2, length_m;
        if (!short_edges_area_m2(&area_m2, &ellipsoid, ring, count))
            continue;
        farthest_m2 = fmax(farthest_m2, fabs(area_m2 - reference_m2(&earth, ring, count, &length_m)));
        if (!short_edges_area_m2(&in_pieces_m2, &ellipsoid, pieces, split_edges(pieces, &earth, ring, count)))
            continue; /* an edge bulges over the 70th parallel */
        farthest_m2_per_km = fmax(farthest_m2_per_km, fabs(area_m2 - in_pieces_m2) / (length_m / 1000));
        measured++;
    }
    if (farthest_m2 > 0.001 || farthest_m2_per_km > 1e-5 || measured < 10000)
        fail_msg("%g m2, %g m2 a kilometre of border, %zu rings", farthest_m2, farthest_m2_per_km, measured);
}

static void long_edges_are_left_to_karney(void **state)
{
    (void)state;
    struct ellipsoid ellipsoid = {6378137, 1 / 298.257222101};
    double area_m2;
    const struct point large[] = {{29, 41}, {29.03, 41}, {29.03, 41.01}, {29, 41}};
    const struct point polar[] = {{29, 70.1}, {29.001, 70.1}, {29.001, 70.101}, {29, 70.1}};
    const struct point across[] = {{179.999, 41}, {-179.999, 41}, {-179.999, 41.001}, {179.999, 41}};
    const struct point endless[] = {{29, 41}, {NAN, 41}, {29.001, 41.001}, {29, 41}};
    assert_false(short_edges_area_m2(&area_m2, &ellipsoid, large, 4));
    assert_false(short_edges_area_m2(&area_m2, &ellipsoid, polar, 4));
    assert_false(short_edges_area_m2(&area_m2, &ellipsoid, across, 4));
    assert_false(short_edges_area_m2(&area_m2, &ellipsoid, endless, 4));
}

static void running_out_of_memory(void **state)
{
    (void)state;
    struct crs tm39 = resolve("EPSG:5257");
    struct area_meter *meter = NULL;
    memory_fail_from(1);
    enum mah_status status = area_meter_new(&meter, &tm39, NULL);
    memory_fail_from(0);
    assert_int_equal(status, MAH_NO_MEMORY);
    assert_null(meter);
    assert_int_equal(area_meter_new(&meter, &tm39, NULL), MAH_OK);
    struct polygon polygon = shape(square_km);
    double area_km2;
    memory_fail_from(1); /* the ring in degrees */
    status = area_meter_km2(&area_km2, meter, &polygon, NULL);
    memory_fail_from(0);
    assert_int_equal(status, MAH_NO_MEMORY);
    polygon_release(&polygon);
    area_meter_free(meter);
    area_meter_free(NULL);
    crs_release(&tm39);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_square_kilometre_is_one),
        cmocka_unit_test(it_is_one_in_every_zone),
        cmocka_unit_test(an_eighth_of_the_earth),
        cmocka_unit_test(holes_subtract_and_parts_add),
        cmocka_unit_test(the_way_round_does_not_matter),
        cmocka_unit_test(across_the_180th_meridian),
        cmocka_unit_test(a_datum_shift_does_not_change_the_size),
        cmocka_unit_test(what_does_not_fit_its_system_has_no_area),
        cmocka_unit_test(short_edges_are_measured_as_karney_measures_them),
        cmocka_unit_test(long_edges_are_left_to_karney),
        cmocka_unit_test(running_out_of_memory),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
