/* Where is a point in another reference system? Known places, and what must not be guessed. */
#include "geometry/projection.h"

#include "shapes.h"

static struct crs resolve(const char *text)
{
    struct crs crs;
    assert_int_equal(crs_resolve(&crs, text, NULL), MAH_OK);
    return crs;
}

static struct transformation *between(const char *from, const char *to)
{
    struct crs source = resolve(from), target = resolve(to);
    struct transformation *transformation;
    struct mah_error err = {0};
    enum mah_status status = transformation_new(&transformation, &source, &target, &err);
    assert_string_equal(err.message, "");
    assert_int_equal(status, MAH_OK);
    crs_release(&source);
    crs_release(&target);
    return transformation;
}

/* On the central meridian the easting is 500,000, whatever axis the register puts first. */
static void east_comes_first_on_both_sides(void **state)
{
    (void)state;
    struct transformation *to_tm30 = between("EPSG:5252", "EPSG:5254");
    struct point points[] = {{30, 41}, {28.9, 41}};
    transformation_apply(to_tm30, points, 2);
    assert_true(fabs(points[0].x - 500000) < 1e-6);
    assert_true(fabs(points[0].y - 4540479) < 1500);
    assert_true(fabs(points[1].x - 407450.493) < 0.01 && fabs(points[1].y - 4541156.180) < 0.01);
    transformation_free(to_tm30);
    struct transformation *back = between("EPSG:5254", "EPSG:5252");
    transformation_apply(back, points, 2);
    assert_true(fabs(points[1].x - 28.9) < 1e-9 && fabs(points[1].y - 41) < 1e-9);
    transformation_free(back);
}

/* What the provenance tells of it: a pipeline that PROJ takes, and metres. */
static void the_operation_is_known(void **state)
{
    (void)state;
    struct transformation *to_tm30 = between("EPSG:4326", "EPSG:5254");
    struct operation_facts facts = transformation_operation(to_tm30);
    assert_non_null(strstr(facts.name, "TUREF to WGS 84 (1)"));
    assert_int_equal(strncmp(facts.pipeline, "+proj=pipeline", 14), 0);
    assert_true(facts.accuracy_m == 1);
    transformation_free(to_tm30);
    facts = transformation_operation(NULL);
    assert_string_equal(facts.name, "");
    assert_true(isnan(facts.accuracy_m));
}

static void the_same_system_is_left_alone(void **state)
{
    (void)state;
    struct transformation *none = between("EPSG:4326", "OGC:CRS84");
    assert_true(transformation_is_identity(none));
    assert_string_equal(transformation_description(none), "");
    struct point point = {28.1234567890123, 41.9876543210987}, same = point;
    transformation_apply(none, &point, 1);
    assert_true(point.x == same.x && point.y == same.y);
    transformation_free(none);
    struct transformation *of_nothing;
    assert_int_equal(transformation_new(&of_nothing, NULL, NULL, NULL), MAH_OK);
    assert_true(transformation_is_identity(of_nothing));
    transformation_free(of_nothing);
    transformation_free(NULL);
    transformation_apply(NULL, &point, 1);
    assert_true(transformation_is_identity(NULL));
}

/* Old municipal maps: a wrong datum is a wrong mahalle. */
static void ed50_lies_a_hundred_metres_away(void **state)
{
    (void)state;
    struct transformation *from_ed50 = between("EPSG:2320", "EPSG:5254");
    struct point point = {400000, 4540000};
    transformation_apply(from_ed50, &point, 1);
    double moved = hypot(point.x - 400000, point.y - 4540000);
    assert_true(moved > 80 && moved < 250);
    assert_non_null(strstr(transformation_description(from_ed50), "accuracy"));
    assert_null(strstr(transformation_description(from_ed50), "axis order"));
    transformation_free(from_ed50);
}

static void the_record_says_what_was_done(void **state)
{
    (void)state;
    struct transformation *first = between("EPSG:4326", "EPSG:5254"), *second = between("EPSG:4326", "EPSG:5254");
    assert_string_equal(transformation_description(first),
                        "Inverse of TUREF to WGS 84 (1) + 3-degree Gauss-Kruger CM 30E (accuracy 1 m)");
    struct point elsewhere = {3, 50};
    transformation_apply(second, &elsewhere, 1); /* what was transformed before must not change the record */
    assert_string_equal(transformation_description(second), transformation_description(first));
    transformation_free(first);
    transformation_free(second);
    first = between("EPSG:4230", "EPSG:4326");
    assert_non_null(strstr(transformation_description(first), "ED50 to WGS 84"));
    transformation_free(first);
}

static void an_unknown_datum_is_not_guessed(void **state)
{
    (void)state;
    struct crs wgs84 = resolve("EPSG:4326");
    struct crs unnamed = resolve("+proj=tmerc +lat_0=0 +lon_0=36 +k=1 +x_0=500000 +ellps=GRS80 +units=m");
    struct transformation *transformation;
    struct mah_error err;
    assert_int_equal(transformation_new(&transformation, &wgs84, &unnamed, &err), MAH_BAD_SOURCE);
    assert_null(transformation);
    assert_non_null(strstr(err.message, "WGS 84"));
    assert_non_null(strstr(err.message, "EPSG"));
    crs_release(&wgs84);
    crs_release(&unnamed);
}

static void what_has_no_place_becomes_infinite(void **state)
{
    (void)state;
    struct transformation *to_tm30 = between("EPSG:4326", "EPSG:5254");
    struct point points[] = {{28.9, 41}, {NAN, 41}, {28.9, INFINITY}, {28.9, 91}, {28.9, 41}};
    transformation_apply(to_tm30, points, 5);
    for (int i = 1; i < 4; i++)
        assert_true(points[i].x == HUGE_VAL && points[i].y == HUGE_VAL);
    assert_true(fabs(points[0].x - 407450.493) < 0.01);
    assert_true(points[4].x == points[0].x && points[4].y == points[0].y); /* failures leave no trace */
    transformation_free(to_tm30);
}

static void one_point_or_many_give_the_same_digits(void **state)
{
    (void)state;
    enum { COUNT = 1000 };
    struct transformation *to_tm30 = between("EPSG:4230", "EPSG:5254");
    struct point many[COUNT], one[COUNT];
    struct dice dice = {5};
    for (int i = 0; i < COUNT; i++)
        many[i] = one[i] = (struct point){26 + 18 * throw_share(&dice), 36 + 6 * throw_share(&dice)};
    transformation_apply(to_tm30, many, COUNT);
    for (int i = COUNT - 1; i >= 0; i--) {
        transformation_apply(to_tm30, &one[i], 1);
        assert_true(one[i].x == many[i].x && one[i].y == many[i].y);
    }
    transformation_free(to_tm30);
}

static void running_out_of_memory(void **state)
{
    (void)state;
    struct crs wgs84 = resolve("EPSG:4326"), tm30 = resolve("EPSG:5254");
    struct transformation *transformation = NULL;
    memory_fail_from(1);
    enum mah_status status = transformation_new(&transformation, &wgs84, &tm30, NULL);
    memory_fail_from(0);
    assert_int_equal(status, MAH_NO_MEMORY);
    assert_null(transformation);
    crs_release(&wgs84);
    crs_release(&tm30);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(east_comes_first_on_both_sides),
        cmocka_unit_test(the_operation_is_known),
        cmocka_unit_test(the_same_system_is_left_alone),
        cmocka_unit_test(ed50_lies_a_hundred_metres_away),
        cmocka_unit_test(the_record_says_what_was_done),
        cmocka_unit_test(an_unknown_datum_is_not_guessed),
        cmocka_unit_test(what_has_no_place_becomes_infinite),
        cmocka_unit_test(one_point_or_many_give_the_same_digits),
        cmocka_unit_test(running_out_of_memory),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
