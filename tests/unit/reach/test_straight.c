/* Does the index of straight distances say what asking every facility says, wherever they lie? */
#include "reach/straight.h"

#include "drawn.h"

static uint32_t *all_of(const struct drawn_set *drawn)
{
    uint32_t *chosen = memory_new(drawn->set.count, sizeof *chosen);
    assert_non_null(chosen);
    for (uint32_t i = 0; i < drawn->set.count; i++)
        chosen[i] = i;
    return chosen;
}

static void compare_nearest(const struct straight *index, const struct drawn_set *drawn, const uint32_t *chosen,
                            struct point point)
{
    struct reach_link found = straight_nearest(index, point);
    struct reach_link expected = straight_nearest_slowly(drawn->set.facilities, chosen, drawn->set.count, point);
    if (found.facility != expected.facility || found.distance_m != expected.distance_m)
        fail_msg("at %.17g %.17g: facility %u at %.17g, expected %u at %.17g", point.x, point.y, found.facility,
                 found.distance_m, expected.facility, expected.distance_m);
}

static void compare_within(struct straight_circle *circle, const struct drawn_set *drawn, struct point point,
                           double radius)
{
    size_t count, at = 0;
    const struct reach_link *links = straight_within(circle, point, radius, &count);
    for (uint32_t i = 0; i < drawn->set.count; i++) {
        double distance = shape_distance(&drawn->set.facilities[i].shape, point);
        if (distance > radius)
            continue;
        assert_true(at < count);
        assert_int_equal(links[at].facility, i);
        assert_true(links[at++].distance_m == distance);
    }
    assert_int_equal(at, count);
}

/* Many points in and around the city, at the facilities themselves, and far away. */
static void compare(const struct drawn_set *drawn, struct dice *dice, double size, size_t turns)
{
    uint32_t *chosen = all_of(drawn);
    struct straight *index;
    struct straight_circle *circle;
    assert_int_equal(straight_new(&index, drawn->set.facilities, chosen, drawn->set.count, NULL), MAH_OK);
    assert_int_equal(straight_circle_new(&circle, index, NULL), MAH_OK);
    for (size_t i = 0; i < turns; i++) {
        struct point point = throw_point(dice, size);
        if (i % 7 == 0) {
            point.x += 20 * size * (throw_share(dice) - 0.5);
            point.y += 20 * size * (throw_share(dice) - 0.5);
        }
        if (i % 5 == 0 && drawn->set.count > 0)
            point = drawn->set.facilities[throw_dice(dice) % drawn->set.count].shape.vertices[0];
        if (i % 3 == 0)
            point = (struct point){round(point.x), round(point.y)}; /* ties where facilities are round, too */
        compare_nearest(index, drawn, chosen, point);
        double radius = i % 11 == 0 ? 0 : i % 3 == 0 ? round(size / 8) : size / 4 * throw_share(dice);
        compare_within(circle, drawn, point, radius);
    }
    straight_circle_free(circle);
    straight_free(index);
    memory_free(chosen);
}

static void scattered_stops(void **state)
{
    (void)state;
    struct dice dice = {11};
    for (size_t count = 0; count < 40; count += 1 + count / 8) {
        struct drawn_set drawn = {0};
        for (size_t i = 0; i < count; i++)
            add_stop(&drawn, 0, throw_point(&dice, 3000));
        compare(&drawn, &dice, 3000, 400);
        release_drawn(&drawn);
    }
    struct drawn_set many = {0};
    for (size_t i = 0; i < 3000; i++)
        add_stop(&many, 0, throw_point(&dice, 20000));
    compare(&many, &dice, 20000, 3000);
    release_drawn(&many);
}

/* A chessboard of stops: between four of them, all are as far, and the first one wins. */
static void ties_go_to_the_facility_that_comes_first(void **state)
{
    (void)state;
    struct drawn_set drawn = {0};
    for (int y = 20; y >= 0; y--) {
        for (int x = 0; x <= 20; x++)
            add_stop(&drawn, 0, (struct point){500000 + 100 * x, 4450000 + 100 * y});
    }
    uint32_t *chosen = all_of(&drawn);
    struct straight *index;
    assert_int_equal(straight_new(&index, drawn.set.facilities, chosen, drawn.set.count, NULL), MAH_OK);
    struct reach_link link = straight_nearest(index, (struct point){500050, 4450050});
    assert_int_equal(link.facility, 19 * 21); /* north-west of the four: its row was listed first */
    assert_true(link.distance_m == sqrt(5000));
    for (int y = -5; y <= 45; y++) {
        for (int x = -5; x <= 45; x++)
            compare_nearest(index, &drawn, chosen, (struct point){500000 + 50 * x, 4450000 + 50 * y});
    }
    straight_free(index);
    memory_free(chosen);
    release_drawn(&drawn);
}

static void shapes_of_all_kinds(void **state)
{
    (void)state;
    struct dice dice = {23};
    for (int turn = 0; turn < 12; turn++) {
        struct drawn_set drawn = {0};
        for (int i = 0; i < 40 + 20 * turn; i++)
            add_facility(&drawn, 0,
                         random_shape(&dice, (enum shape_kind)(throw_dice(&dice) % 3), 4000, 40 + 60 * turn));
        compare(&drawn, &dice, 4000, 500);
        release_drawn(&drawn);
    }
}

static void whoever_stands_in_a_park_has_reached_it(void **state)
{
    (void)state;
    struct drawn_set drawn = {0};
    add_drawn(&drawn, 0, SHAPE_POINTS, "1 1");
    add_drawn(&drawn, 0, SHAPE_AREAS, "0 0, 100 0, 100 100, 0 100, 0 0; 40 40, 40 60, 60 60, 60 40, 40 40");
    add_drawn(&drawn, 0, SHAPE_LINES, "200 0, 200 100");
    uint32_t *chosen = all_of(&drawn);
    struct straight *index;
    assert_int_equal(straight_new(&index, drawn.set.facilities, chosen, 3, NULL), MAH_OK);
    const struct {
        double x, y, distance;
        uint32_t facility;
    } expected[] = {
        {1, 1, 0, 0},     /* at the stop, which comes first, although in the park, too */
        {2, 1, 0, 1},     /* in the park */
        {100, 50, 0, 1},  /* at its edge */
        {50, 45, 5, 1},   /* on the lake */
        {50, 50, 10, 1},  /* the middle of the lake */
        {150, 50, 50, 1}, /* as far from the park as from the line */
        {150.5, 50, 49.5, 2}, {203, 104, 5, 2}, {200, -1e7, 1e7, 2},
    };
    for (size_t i = 0; i < sizeof expected / sizeof *expected; i++) {
        struct reach_link link = straight_nearest(index, (struct point){expected[i].x, expected[i].y});
        assert_int_equal(link.facility, expected[i].facility);
        assert_true(fabs(link.distance_m - expected[i].distance) < 1e-9);
        uint32_t here = straight_here(index, (struct point){expected[i].x, expected[i].y});
        assert_int_equal(here, expected[i].distance == 0 ? expected[i].facility : NO_FACILITY);
    }
    straight_free(index);
    memory_free(chosen);
    release_drawn(&drawn);
}

static void facilities_at_one_place_and_far_apart(void **state)
{
    (void)state;
    struct dice dice = {5};
    struct drawn_set drawn = {0};
    for (int i = 0; i < 500; i++)
        add_stop(&drawn, 0, (struct point){500100, 4450100});
    compare(&drawn, &dice, 200, 400);
    add_stop(&drawn, 0, (struct point){0, 0}); /* a stop that somebody left at the origin */
    compare(&drawn, &dice, 200, 400);
    for (int i = 0; i < 300; i++) /* and a crowded corner */
        add_stop(&drawn, 0, throw_point(&dice, 1));
    compare(&drawn, &dice, 200, 400);
    release_drawn(&drawn);
    struct drawn_set row = {0};
    for (int i = 0; i < 200; i++)
        add_stop(&row, 0, (struct point){500000, 4450000 + i % 50});
    compare(&row, &dice, 100, 400);
    release_drawn(&row);
}

/* Market squares full of shops in a thin countryside: cells are split, some of them in vain. Ties, too: whole metres.
 */
static void shops_crowd_in_a_few_places(void **state)
{
    (void)state;
    struct dice dice = {31};
    struct drawn_set drawn = {0};
    for (int i = 0; i < 60; i++)
        add_stop(&drawn, 0, throw_point(&dice, 30000));
    for (int square = 0; square < 4; square++) {
        struct point middle = throw_point(&dice, 30000);
        for (int i = 0; i < 400; i++) {
            double x = floor(300 * throw_share(&dice)), y = floor(300 * throw_share(&dice));
            add_stop(&drawn, 0, (struct point){round(middle.x) + x, round(middle.y) + y});
        }
    }
    for (int i = 0; i < 100; i++) { /* as far from their middle as from each other's */
        double turn = 0.0628318530717958648 * i;
        add_stop(&drawn, 0, (struct point){515000 + 400 * cos(turn), 4465000 + 400 * sin(turn)});
    }
    compare(&drawn, &dice, 30000, 6000);
    release_drawn(&drawn);
}

static void no_facility_and_no_point(void **state)
{
    (void)state;
    struct drawn_set drawn = {0};
    uint32_t *chosen = all_of(&drawn);
    struct straight *index;
    assert_int_equal(straight_new(&index, NULL, chosen, 0, NULL), MAH_OK);
    struct reach_link link = straight_nearest(index, (struct point){1, 2});
    assert_int_equal(link.facility, NO_FACILITY);
    assert_true(link.distance_m == INFINITY);
    link = straight_nearest(index, (struct point){NAN, 2});
    assert_int_equal(link.facility, NO_FACILITY);
    assert_true(isnan(link.distance_m));
    struct straight_circle *circle;
    assert_int_equal(straight_circle_new(&circle, index, NULL), MAH_OK);
    size_t count = 7;
    straight_within(circle, (struct point){1, 2}, 100, &count);
    assert_int_equal(count, 0);
    straight_circle_free(circle);
    straight_free(index);
    /* A point or a radius that is none is near nothing, though there is a stop. */
    add_stop(&drawn, 0, (struct point){0, 0});
    const uint32_t first[] = {0};
    const struct point nowhere[] = {{NAN, 0}, {0, INFINITY}, {-INFINITY, 0}};
    assert_int_equal(straight_new(&index, drawn.set.facilities, first, 1, NULL), MAH_OK);
    assert_int_equal(straight_circle_new(&circle, index, NULL), MAH_OK);
    assert_int_equal(straight_here(index, (struct point){0, 0}), 0);
    for (size_t i = 0; i < 3; i++) {
        assert_int_equal(straight_here(index, nowhere[i]), NO_FACILITY);
        assert_int_equal(straight_nearest(index, nowhere[i]).facility, NO_FACILITY);
        link = straight_nearest_slowly(drawn.set.facilities, first, 1, nowhere[i]);
        assert_int_equal(link.facility, NO_FACILITY);
        assert_true(isnan(link.distance_m));
        straight_within(circle, nowhere[i], 100, &count);
        assert_int_equal(count, 0);
    }
    straight_within(circle, (struct point){0, 0}, NAN, &count);
    assert_int_equal(count, 0);
    straight_within(circle, (struct point){0, 0}, 0, &count);
    assert_int_equal(count, 1);
    straight_circle_free(circle);
    release_drawn(&drawn);
    straight_free(index);
    straight_free(NULL);
    straight_circle_free(NULL);
    memory_free(chosen);
}

static void running_out_of_memory_is_told(void **state)
{
    (void)state;
    struct dice dice = {3};
    struct drawn_set drawn = {0};
    for (int i = 0; i < 30; i++)
        add_facility(&drawn, 0, random_shape(&dice, (enum shape_kind)(i % 3), 1000, 50));
    uint32_t *chosen = all_of(&drawn);
    struct straight *index = NULL;
    struct straight_circle *circle = NULL;
    enum mah_status status = MAH_NO_MEMORY;
    size_t nth = 0;
    while (status != MAH_OK) {
        assert_true(++nth < 2000);
        struct mah_error err = {0};
        memory_fail_from(nth);
        status = straight_new(&index, drawn.set.facilities, chosen, drawn.set.count, &err);
        if (status == MAH_OK) {
            status = straight_circle_new(&circle, index, &err);
            if (status != MAH_OK)
                straight_free(index);
        }
        memory_fail_from(0);
        assert_true(status == MAH_OK || (status == MAH_NO_MEMORY && err.status == MAH_NO_MEMORY));
    }
    assert_true(nth > 20);
    straight_circle_free(circle);
    straight_free(index);
    memory_free(chosen);
    release_drawn(&drawn);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(scattered_stops),
        cmocka_unit_test(ties_go_to_the_facility_that_comes_first),
        cmocka_unit_test(shapes_of_all_kinds),
        cmocka_unit_test(whoever_stands_in_a_park_has_reached_it),
        cmocka_unit_test(facilities_at_one_place_and_far_apart),
        cmocka_unit_test(shops_crowd_in_a_few_places),
        cmocka_unit_test(no_facility_and_no_point),
        cmocka_unit_test(running_out_of_memory_is_told),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
