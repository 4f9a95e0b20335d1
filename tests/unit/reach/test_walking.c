/* Walking distances in a drawn town, every one counted by hand. */
#include "drawn.h"
#include "read/batch.h"

/*
 *        (0,300)────────(400,300)        a street apart:
 *           │               │            (1000,0)───(1200,0)
 *           │               │
 *   (0,0)───┴──(200,0)──(400,0)
 *
 * The block is walked round; the street apart is connected to nothing.
 */
static const char town[] = "0 0, 200 0, 400 0; 0 0, 0 300; 0 300, 400 300; 400 0, 400 300; 1000 0, 1200 0";

enum { CLINIC, PARK, TYPES };

struct walk {
    struct reach *reach;
    struct reacher *reacher;
};

static struct walk set_out(const struct drawn_set *drawn, const char *streets, double radius_m, size_t threads)
{
    struct street_lines lines = drawn_streets(streets);
    struct reach_type types[TYPES] = {{CLINIC, radius_m, true}, {PARK, radius_m, true}};
    struct reach_input input = {.services = &drawn->set,
                                .types = types,
                                .type_count = TYPES,
                                .metric = REACH_NETWORK,
                                .detour = 1.3, /* not used on the network */
                                .streets = &lines,
                                .snap_m = 100,
                                .threads = threads};
    struct walk walk;
    struct mah_error err = {0};
    enum mah_status status = reach_new(&walk.reach, &input, &err);
    assert_string_equal(err.message, "");
    assert_int_equal(status, MAH_OK);
    assert_int_equal(reacher_new(&walk.reacher, walk.reach, NULL), MAH_OK);
    street_lines_release(&lines);
    return walk;
}

static void come_home(struct walk *walk)
{
    reacher_free(walk->reacher);
    reach_free(walk->reach);
}

struct answer {
    enum reach_outcome outcome;
    uint32_t facility;
    double distance_m;
};

static struct answer ask(struct walk *walk, size_t type, double x, double y)
{
    struct point point = {x, y};
    bool has_point = true;
    const struct reached *reached = reacher_reach(walk->reacher, &point, &has_point, 1);
    return (struct answer){reached->outcome[0], reached->facility[type * BATCH_ROWS],
                           reached->distance_m[type * BATCH_ROWS]};
}

static void expect(struct walk *walk, size_t type, double x, double y, uint32_t facility, double distance_m)
{
    struct answer answer = ask(walk, type, x, y);
    if (answer.outcome != REACH_PLACED || answer.facility != facility || !(fabs(answer.distance_m - distance_m) < 1e-9))
        fail_msg("at %g %g: outcome %d, facility %u, %.12g m; expected %u, %.12g m", x, y, (int)answer.outcome,
                 answer.facility, answer.distance_m, facility, distance_m);
}

static void a_household_walks_round_the_block(void **state)
{
    (void)state;
    struct drawn_set drawn = {0};
    add_stop(&drawn, CLINIC, (struct point){100, -10}); /* 10 m off the southern street */
    add_stop(&drawn, CLINIC, (struct point){390, 250}); /* 10 m off the eastern street */
    struct walk walk = set_out(&drawn, town, 300, 1);
    expect(&walk, CLINIC, 150, 20, 0, 20 + 50 + 10);        /* between two clinics of one edge */
    expect(&walk, CLINIC, 60, 0, 0, 40 + 10);               /* the same edge, from the other side */
    expect(&walk, CLINIC, 100, 5, 0, 5 + 10);               /* across the street */
    expect(&walk, CLINIC, 0, 150, 0, 150 + 100 + 10);       /* round the corner */
    expect(&walk, CLINIC, 100, 310, 1, 10 + 300 + 50 + 10); /* the way east is shorter than the way west */
    expect(&walk, CLINIC, 380, 240, 1, 20 + 10 + 10);
    assert_true(reach_facility_is_connected(walk.reach, 0));
    assert_true(reach_facility_off_m(walk.reach, 0) == 10);
    struct street_network_facts facts = reach_network_facts(walk.reach);
    assert_int_equal(facts.components, 2);
    assert_true(fabs(facts.length_m - 1600) < 1e-9);
    come_home(&walk);
    release_drawn(&drawn);
}

/* Opposite points of the block are as far from both; the first facility is theirs. */
static void equal_ways_go_to_the_facility_that_comes_first(void **state)
{
    (void)state;
    struct drawn_set drawn = {0};
    add_stop(&drawn, CLINIC, (struct point){400, 0});
    add_stop(&drawn, CLINIC, (struct point){0, 0});
    add_stop(&drawn, CLINIC, (struct point){0, 0});
    struct walk walk = set_out(&drawn, town, 300, 1);
    expect(&walk, CLINIC, 200, 0, 0, 200);
    expect(&walk, CLINIC, 200, 300, 0, 500);
    expect(&walk, CLINIC, 0, 10, 1, 10);
    come_home(&walk);
    release_drawn(&drawn);
}

/* A park south of the street: its northern edge is 20 m from it. */
static void a_park_is_entered_along_its_edge(void **state)
{
    (void)state;
    struct drawn_set drawn = {0};
    add_drawn(&drawn, PARK, SHAPE_AREAS, "200 -20, 200 -220, 300 -220, 300 -20, 200 -20");
    struct walk walk = set_out(&drawn, town, 300, 1);
    expect(&walk, PARK, 50, 0, 0, 150 + 20);          /* to its first corner */
    expect(&walk, PARK, 225, 0, 0, 20);               /* at one of the points along the edge, every 25 m */
    expect(&walk, PARK, 237.5, 0, 0, 20 + 12.5);      /* halfway between two of them: never more than 12.5 m too long */
    expect(&walk, PARK, 250, -60, 0, 0);              /* in the park */
    expect(&walk, PARK, 300, -90, 0, 0);              /* at its edge */
    expect(&walk, PARK, 310, -30, 0, 30 + 10 + 20);   /* beside it: by the street */
    struct answer deep = ask(&walk, PARK, 250, -150); /* no street within 100 m, but in the park */
    assert_int_equal(deep.outcome, REACH_NO_STREET);
    assert_int_equal(deep.facility, 0);
    assert_true(deep.distance_m == 0);
    size_t count;
    const struct reach_link *links = reacher_catchment(walk.reacher, PARK, 0, &count, NULL);
    assert_int_equal(count, 1);
    assert_true(links[0].facility == 0 && links[0].distance_m == 0);
    come_home(&walk);
    release_drawn(&drawn);
}

static void a_campus_is_entered_by_its_nearest_gate(void **state)
{
    (void)state;
    struct drawn_set drawn = {0};
    add_drawn(&drawn, CLINIC, SHAPE_POINTS, "100 10; 200 310; 5000 5000"); /* the third gate leads nowhere */
    struct walk walk = set_out(&drawn, town, 300, 1);
    expect(&walk, CLINIC, 110, 0, 0, 10 + 10);
    expect(&walk, CLINIC, 210, 300, 0, 10 + 10);
    expect(&walk, CLINIC, 0, 300, 0, 200 + 10);
    assert_true(reach_facility_is_connected(walk.reach, 0));
    assert_true(reach_facility_off_m(walk.reach, 0) == 10);
    come_home(&walk);
    release_drawn(&drawn);
}

static void what_no_street_connects_is_not_known(void **state)
{
    (void)state;
    struct drawn_set drawn = {0};
    add_stop(&drawn, CLINIC, (struct point){100, 0});
    add_stop(&drawn, PARK, (struct point){600, 150}); /* 200 m from every street */
    struct walk walk = set_out(&drawn, town, 300, 1);
    struct answer apart = ask(&walk, CLINIC, 1100, 10);
    assert_int_equal(apart.outcome, REACH_PLACED);
    assert_int_equal(apart.facility, NO_FACILITY);
    assert_true(isnan(apart.distance_m));
    struct answer far = ask(&walk, CLINIC, 200, 150); /* in the middle of the block */
    assert_int_equal(far.outcome, REACH_NO_STREET);
    assert_true(isnan(far.distance_m));
    assert_false(reach_facility_is_connected(walk.reach, 1));
    assert_true(isnan(reach_facility_off_m(walk.reach, 1)));
    struct answer none = ask(&walk, PARK, 600, 50); /* beside the park that no street is near */
    assert_int_equal(none.outcome, REACH_NO_STREET);
    struct answer on_street = ask(&walk, PARK, 400, 150);
    assert_int_equal(on_street.outcome, REACH_PLACED);
    assert_true(isnan(on_street.distance_m)); /* there is a park, but no way to it */
    come_home(&walk);
    release_drawn(&drawn);
}

/* The radius, 150 m, includes whoever is as far as that. */
static void a_catchment_holds_every_facility_within_the_radius(void **state)
{
    (void)state;
    struct drawn_set drawn = {0};
    add_stop(&drawn, CLINIC, (struct point){300, 0});
    add_stop(&drawn, CLINIC, (struct point){100, 0});
    add_stop(&drawn, CLINIC, (struct point){0, 300});
    struct walk walk = set_out(&drawn, town, 150, 1);
    const struct {
        double x, y;
        size_t count;
        struct reach_link links[3];
    } expected[] = {
        {150, 0, 2, {{0, 150}, {1, 50}}}, {149, 0, 1, {{1, 49}}}, /* 151 m from the first */
        {0, 150, 1, {{2, 150}}},          {0, 40, 1, {{1, 140}}}, {400, 20, 1, {{0, 120}}},
        {400, 200, 0, {{0, 0}}},          {1100, 0, 0, {{0, 0}}},
    };
    for (size_t i = 0; i < sizeof expected / sizeof *expected; i++) {
        ask(&walk, CLINIC, expected[i].x, expected[i].y);
        size_t count;
        const struct reach_link *links = reacher_catchment(walk.reacher, CLINIC, 0, &count, NULL);
        assert_int_equal(count, expected[i].count);
        for (size_t k = 0; k < count; k++) {
            assert_int_equal(links[k].facility, expected[i].links[k].facility);
            assert_true(fabs(links[k].distance_m - expected[i].links[k].distance_m) < 1e-9);
        }
    }
    come_home(&walk);
    release_drawn(&drawn);
}

/* A park around the street apart, whose edge is 150 m from it: nobody enters, so it is no answer even within. */
static void a_park_that_no_street_enters_reaches_nobody(void **state)
{
    (void)state;
    struct drawn_set drawn = {0};
    add_drawn(&drawn, PARK, SHAPE_AREAS, "850 -150, 1350 -150, 1350 150, 850 150, 850 -150");
    struct walk walk = set_out(&drawn, town, 300, 1);
    assert_false(reach_facility_is_connected(walk.reach, 0));
    struct answer within = ask(&walk, PARK, 1100, 10);
    assert_int_equal(within.outcome, REACH_PLACED);
    assert_int_equal(within.facility, NO_FACILITY);
    assert_true(isnan(within.distance_m));
    size_t count;
    assert_non_null(reacher_catchment(walk.reacher, PARK, 0, &count, NULL));
    assert_int_equal(count, 0);
    come_home(&walk);
    release_drawn(&drawn);
}

static void closed_facilities_are_not_there(void **state)
{
    (void)state;
    struct drawn_set drawn = {0};
    add_stop(&drawn, CLINIC, (struct point){100, 0})->is_open = false;
    add_stop(&drawn, CLINIC, (struct point){300, 0});
    add_stop(&drawn, PARK, (struct point){100, 0})->is_open = false;
    struct walk walk = set_out(&drawn, town, 300, 1);
    expect(&walk, CLINIC, 100, 0, 1, 200);
    struct answer none = ask(&walk, PARK, 100, 0);
    assert_int_equal(none.facility, NO_FACILITY);
    assert_true(none.distance_m == INFINITY); /* not one open park */
    assert_false(reach_facility_is_connected(walk.reach, 0));
    assert_true(reach_facility_is_connected(walk.reach, 1));
    come_home(&walk);
    release_drawn(&drawn);
}

/* A water line beside the street: whoever lives along it walks to the nearest of its points. */
static void a_line_is_entered_along_its_length(void **state)
{
    (void)state;
    struct drawn_set drawn = {0};
    add_drawn(&drawn, PARK, SHAPE_LINES, "100 -10, 200 -10");
    struct walk walk = set_out(&drawn, town, 300, 1);
    expect(&walk, PARK, 0, 0, 0, 100 + 10);
    expect(&walk, PARK, 175, 0, 0, 10);
    expect(&walk, PARK, 300, 0, 0, 100 + 10);  /* its last vertex is one of them */
    expect(&walk, PARK, 100, -10, 0, 10 + 10); /* on the line itself: only areas are stood in */
    come_home(&walk);
    release_drawn(&drawn);
}

static void streets_that_are_none_are_refused(void **state)
{
    (void)state;
    struct drawn_set drawn = {0};
    add_stop(&drawn, CLINIC, (struct point){0, 0});
    struct street_lines none = {0};
    struct reach_type type = {CLINIC, 300, false};
    struct reach_input input = {&drawn.set, &type, 1, REACH_NETWORK, 1, &none, 100, 2};
    struct reach *reach;
    assert_int_equal(reach_new(&reach, &input, NULL), MAH_BAD_DATA);
    assert_null(reach);
    release_drawn(&drawn);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_household_walks_round_the_block),
        cmocka_unit_test(equal_ways_go_to_the_facility_that_comes_first),
        cmocka_unit_test(a_park_is_entered_along_its_edge),
        cmocka_unit_test(a_campus_is_entered_by_its_nearest_gate),
        cmocka_unit_test(what_no_street_connects_is_not_known),
        cmocka_unit_test(a_catchment_holds_every_facility_within_the_radius),
        cmocka_unit_test(a_park_that_no_street_enters_reaches_nobody),
        cmocka_unit_test(closed_facilities_are_not_there),
        cmocka_unit_test(a_line_is_entered_along_its_length),
        cmocka_unit_test(streets_that_are_none_are_refused),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
