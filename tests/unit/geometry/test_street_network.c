/* How far is it along the streets? Little cities with distances that can be counted, and streets that are hard. */
#include "streets.h"

static void along_one_street(void **state)
{
    (void)state;
    /* A stop 5 m north of the middle of a street of 100 m; homes on both sides of it. */
    struct city city = build_city("0 0, 100 0", "50 5", 20);
    search_city(&city, INFINITY);
    assert_true(city.stop_off_m[0] == 5);
    check_way(&city, 20, 0, 30 + 5, 0);
    check_way(&city, 20, -10, 10 + 30 + 5, 0);
    check_way(&city, 90, 2, 2 + 40 + 5, 0);
    check_way(&city, 50, -3, 3 + 5, 0);
    check_way(&city, -12, 0, 12 + 50 + 5, 0);  /* beyond the end */
    check_way(&city, 50, 25, NAN, UINT32_MAX); /* too far from the street */
    check_way(&city, 50, 20, 20 + 5, 0);       /* just near enough */
    struct street_network_facts facts = street_network_facts(city.network);
    assert_int_equal(facts.nodes, 3);
    assert_int_equal(facts.edges, 2);
    assert_true(facts.length_m == 100 && facts.largest_share == 1);
    assert_int_equal(facts.components, 1);
    close_city(&city);
}

static void several_stops_on_one_segment(void **state)
{
    (void)state;
    /* In any order, two of them at one place, one on the far side. */
    struct city city = build_city("0 0, 100 0", "80 1; 20 2; 50 0; 20 -2", 10);
    search_city(&city, INFINITY);
    assert_int_equal(city.stop_node[1], city.stop_node[3]);
    assert_int_equal(street_network_facts(city.network).edges, 4);
    check_way(&city, 0, 0, 22, 1); /* stops 1 and 3 are as near: the first */
    check_way(&city, 30, 0, 12, 1);
    check_way(&city, 36, 0, 14, 2);
    check_way(&city, 66, 0, 15, 0);
    check_way(&city, 64, 0, 14, 2);
    check_way(&city, 100, 0, 21, 0);
    close_city(&city);
}

static void around_the_corner(void **state)
{
    (void)state;
    /* Two streets meet at (100, 0); the stop is up the second one. The corners in between are no nodes. */
    struct city city = build_city("0 0, 40 0, 40 30, 100 30, 100 0; 100 0, 100 -50", "103 -20", 10);
    search_city(&city, INFINITY);
    assert_int_equal(street_network_facts(city.network).nodes, 4);
    check_way(&city, 0, 0, 40 + 30 + 60 + 30 + 20 + 3, 0);
    check_way(&city, 40, 10, 20 + 60 + 30 + 20 + 3, 0);
    check_way(&city, 70, 35, 5 + 30 + 30 + 20 + 3, 0);
    check_way(&city, 100, -50, 30 + 3, 0);
    close_city(&city);
}

static void a_stop_at_a_crossing_makes_no_new_node(void **state)
{
    (void)state;
    struct city city = build_city("0 0, 10 0, 20 0; 10 0, 10 10", "10 -1; 20 0; 25 0; 10 12", 10);
    assert_int_equal(street_network_facts(city.network).nodes, 4);
    assert_int_equal(street_network_facts(city.network).edges, 3);
    assert_int_equal(city.stop_node[1], city.stop_node[2]);
    assert_true(city.stop_off_m[2] == 5 && city.stop_off_m[3] == 2);
    close_city(&city);
    /* At a vertex in the middle of a line it becomes one. */
    city = build_city("0 0, 10 0, 20 5, 20 20", "10.5 -2", 10);
    assert_int_equal(street_network_facts(city.network).edges, 2);
    search_city(&city, INFINITY);
    check_way(&city, 20, 20, 15 + sqrt(125) + sqrt(4.25), 0);
    close_city(&city);
}

static void a_bridge_is_no_crossing(void **state)
{
    (void)state;
    /* The lines cross at (50, 0) without a vertex there: from one to the other is the long way by (0, 100). */
    const char *bridge = "0 0, 100 0; 50 -50, 50 100; 50 100, 0 100, 0 0";
    struct city city = build_city(bridge, "50 -50", 10);
    search_city(&city, INFINITY);
    check_way(&city, 60, 0, 60 + 100 + 50 + 150, 0);
    close_city(&city);
    city = build_city("0 0, 50 0, 100 0; 50 -50, 50 0, 50 100; 50 100, 0 100, 0 0", "50 -50", 10);
    search_city(&city, INFINITY);
    check_way(&city, 60, 0, 10 + 50, 0);
    close_city(&city);
}

static void parts_that_no_street_connects(void **state)
{
    (void)state;
    struct city city = build_city("0 0, 10 0; 0 50, 30 50; 30 50, 30 60; 0 90, 20 90", "0 0", 5);
    search_city(&city, INFINITY);
    struct street_network_facts facts = street_network_facts(city.network);
    assert_int_equal(facts.components, 3);
    assert_true(facts.length_m == 70 && facts.largest_share == 40.0 / 70);
    check_way(&city, 10, 0, 10, 0);
    check_way(&city, 10, 50, INFINITY, UINT32_MAX);
    check_way(&city, 30, 55, INFINITY, UINT32_MAX);
    check_way(&city, 10, 90, INFINITY, UINT32_MAX);
    close_city(&city);
}

static void stops_without_a_street(void **state)
{
    (void)state;
    struct city city = build_city("0 0, 100 0", "50 11; 20 10; 1e9 0; -11 0", 10);
    assert_int_equal(city.stop_node[0], NO_STREET_NODE);
    assert_true(isnan(city.stop_off_m[0]));
    assert_int_not_equal(city.stop_node[1], NO_STREET_NODE);
    assert_int_equal(city.stop_node[2], NO_STREET_NODE);
    assert_int_equal(city.stop_node[3], NO_STREET_NODE);
    search_city(&city, INFINITY);
    check_way(&city, 60, 0, 40 + 10, 1);
    close_city(&city);
    struct street_lines lines = draw_lines("0 0, 100 0");
    struct point nowhere[] = {{NAN, 0}, {0, INFINITY}, {1e300, -1e300}};
    open_city(&city, &lines, nowhere, 3, INFINITY);
    for (int i = 0; i < 3; i++)
        assert_int_equal(city.stop_node[i], NO_STREET_NODE);
    close_city(&city);
    street_lines_release(&lines);
}

static void lines_that_are_hard(void **state)
{
    (void)state;
    /* A ring that nothing touches, and a street within reach of nothing else: its first vertex is its node. */
    struct city city = build_city("0 0, 30 0, 30 40, 0 40, 0 0", "30 20", 5);
    search_city(&city, INFINITY);
    assert_int_equal(street_network_facts(city.network).nodes, 2);
    check_way(&city, 0, 20, 70, 0); /* the same both ways */
    check_way(&city, 10, 40, 40, 0);
    check_way(&city, 10, 0, 40, 0);
    close_city(&city);
    /* A loop at the end of a street; the loop alone leads nowhere. */
    city = build_city("0 0, 10 0; 10 0, 20 10, 20 -10, 10 0", "0 0", 5);
    search_city(&city, INFINITY);
    check_way(&city, 20, 0, 10 + 10 + sqrt(200), 0);
    close_city(&city);
    /* The same line twice, and once the other way round. */
    city = build_city("0 0, 10 0, 20 0; 0 0, 10 0, 20 0; 20 0, 10 0, 0 0", "4 0", 5);
    search_city(&city, INFINITY);
    assert_int_equal(street_network_facts(city.network).edges, 7);
    check_way(&city, 19, 1, 16, 0);
    check_way(&city, 7, 0, 3, 0);
    close_city(&city);
    /* Vertices that repeat, and a line that is only one place; minus zero is zero. */
    city = build_city("5 5, 5 5, 5 5; 0 -1, 0 -1, 0 0; -0.0 0, 0 -0.0, 3 0, 3 0", "0 -1", 2);
    struct street_network_facts facts = street_network_facts(city.network);
    assert_int_equal(facts.dropped_lines, 1);
    assert_int_equal(facts.nodes, 3);
    search_city(&city, INFINITY);
    check_way(&city, 3, 0, 4, 0);
    close_city(&city);
}

static void a_line_that_meets_itself(void **state)
{
    (void)state;
    /* An eight: the crossing is a vertex of the one line twice. */
    struct city city = build_city("0 0, 10 0, 20 0, 20 10, 10 10, 10 0, 10 -30", "0 0", 5);
    search_city(&city, INFINITY);
    assert_int_equal(street_network_facts(city.network).nodes, 3);
    check_way(&city, 10, -30, 40, 0);
    check_way(&city, 20, 10, 30, 0);
    close_city(&city);
}

static void equally_near_streets_go_to_the_first(void **state)
{
    (void)state;
    struct city city = build_city("0 10, 100 10; 0 -10, 100 -10", "50 0; 50 10; 50 -10", 20);
    assert_int_equal(city.stop_node[0], city.stop_node[1]);
    close_city(&city);
    city = build_city("0 -10, 100 -10; 0 10, 100 10", "50 0; 50 10; 50 -10", 20);
    assert_int_equal(city.stop_node[0], city.stop_node[2]);
    close_city(&city);
}

static void a_position_without_any_street_is_told(void **state)
{
    (void)state;
    struct mah_error err;
    struct street_network *network;
    struct street_lines none = {0}, dots = draw_lines("1 1, 1 1; 2 2, 2 2");
    assert_int_equal(street_network_new(&network, &none, NULL, 0, 10, NULL, NULL, &err), MAH_BAD_DATA);
    assert_string_equal(err.message, "there is no street to walk on");
    assert_null(network);
    assert_int_equal(street_network_new(&network, &dots, NULL, 0, 10, NULL, NULL, &err), MAH_BAD_DATA);
    assert_string_equal(err.message, "no street has a length");
    street_network_free(NULL);
    street_search_free(NULL);
    street_lines_release(&dots);
}

/* ---- what a bounded search finds ---- */

struct finds {
    size_t count;
    uint32_t node[64];
    double distance_m[64];
    size_t stop_at;
};

static enum mah_status note(void *context, uint32_t node, double distance_m, struct mah_error *err)
{
    struct finds *finds = context;
    assert_in_range(finds->count, 0, 63);
    finds->node[finds->count] = node;
    finds->distance_m[finds->count++] = distance_m;
    return finds->count == finds->stop_at ? mah_fail(err, MAH_FAILED, "enough") : MAH_OK;
}

static void a_search_ends_at_its_bound(void **state)
{
    (void)state;
    struct city city = build_city("0 0, 10 0; 10 0, 20 0; 20 0, 30 0; 30 0, 40 0", "0 0; 40 0", 5);
    struct street_start from = {city.stop_node[0], 2, 7};
    struct finds finds = {0};
    assert_int_equal(street_search_within(city.search, &from, 1, 22, note, &finds, NULL), MAH_OK);
    assert_int_equal(finds.count, 3); /* 2, 12 and 22: the bound itself is within */
    assert_true(finds.distance_m[0] == 2 && finds.distance_m[1] == 12 && finds.distance_m[2] == 22);
    assert_int_equal(finds.node[0], city.stop_node[0]);
    finds = (struct finds){0};
    assert_int_equal(street_search_within(city.search, &from, 1, 1.9, note, &finds, NULL), MAH_OK);
    assert_int_equal(finds.count, 0);
    search_city(&city, 10);
    check_way(&city, 20, 0, 20, 0); /* from a node within the bound: who wants it for the whole way looks again */
    size_t far = 0;
    for (size_t i = 0; i < street_network_node_count(city.network); i++)
        far += isinf(city.distance_m[i]) && city.label[i] == UINT32_MAX;
    assert_int_equal(far, 1);
    check_way(&city, 11, 0, 11, 0);
    struct mah_error err;
    finds = (struct finds){.stop_at = 2};
    assert_int_equal(street_search_within(city.search, &from, 1, 100, note, &finds, &err), MAH_FAILED);
    assert_string_equal(err.message, "enough");
    assert_int_equal(finds.count, 2);
    /* Nothing is left over from it, and starts nowhere are passed over. */
    struct street_start several[] = {{NO_STREET_NODE, 0, 0}, {city.stop_node[1], NAN, 1}, {city.stop_node[1], 0, 2}};
    finds = (struct finds){0};
    assert_int_equal(street_search_within(city.search, several, 3, 10, note, &finds, NULL), MAH_OK);
    assert_int_equal(finds.count, 2);
    close_city(&city);
}

static void equal_ways_go_to_the_smaller_label(void **state)
{
    (void)state;
    struct city city = build_city("0 0, 10 0; 10 0, 20 0; 10 0, 10 10", "0 0; 20 0", 5);
    uint32_t label;
    for (int turn = 0; turn < 2; turn++) {
        struct street_start starts[] = {{city.stop_node[turn], 0, 5}, {city.stop_node[!turn], 0, 3}};
        assert_int_equal(street_search_nearest(city.search, starts, 2, INFINITY, city.distance_m, city.label, NULL),
                         MAH_OK);
        assert_true(way_from(&city, 10, 10, &label) == 20);
        assert_int_equal(label, 3);
    }
    close_city(&city);
}

static void a_smaller_label_that_comes_later(void **state)
{
    (void)state;
    /* To (10, 0) it is 10 m from both, but the first step of the larger label is the shorter one. */
    struct city city = build_city("2 0, 10 0; 10 0, 15 0; 10 0, 10 30", "2 0; 15 0", 5);
    struct street_start starts[] = {{city.stop_node[0], 2, 5}, {city.stop_node[1], 5, 3}};
    for (int turn = 0; turn < 2; turn++) {
        uint32_t label;
        assert_int_equal(street_search_nearest(city.search, starts, 2, INFINITY, city.distance_m, city.label, NULL),
                         MAH_OK);
        assert_true(way_from(&city, 10, 30, &label) == 40);
        assert_int_equal(label, 3);
        starts[0].start_m = INFINITY; /* a start that is not reached itself counts for nothing, whatever its label */
        starts[0].label = 0;
    }
    struct finds finds = {0};
    struct street_start never = {city.stop_node[0], INFINITY, 0};
    assert_int_equal(street_search_within(city.search, &never, 1, INFINITY, note, &finds, NULL), MAH_OK);
    assert_int_equal(finds.count, 0);
    close_city(&city);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(along_one_street),
        cmocka_unit_test(several_stops_on_one_segment),
        cmocka_unit_test(around_the_corner),
        cmocka_unit_test(a_stop_at_a_crossing_makes_no_new_node),
        cmocka_unit_test(a_bridge_is_no_crossing),
        cmocka_unit_test(parts_that_no_street_connects),
        cmocka_unit_test(stops_without_a_street),
        cmocka_unit_test(lines_that_are_hard),
        cmocka_unit_test(a_line_that_meets_itself),
        cmocka_unit_test(equally_near_streets_go_to_the_first),
        cmocka_unit_test(a_position_without_any_street_is_told),
        cmocka_unit_test(a_search_ends_at_its_bound),
        cmocka_unit_test(equal_ways_go_to_the_smaller_label),
        cmocka_unit_test(a_smaller_label_that_comes_later),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
