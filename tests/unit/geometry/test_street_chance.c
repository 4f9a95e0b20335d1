/* Streets by chance against answers found the slow way: every segment asked, every pair of nodes tried. */
#include "geometry/street_heap.h"
#include "streets.h"

enum { SIDE = 9, MOST_LINES = 40 };

/* Lines over a small board of whole numbers, so that vertices meet, repeat, and streets lie on each other. */
static struct street_lines chance_lines(struct dice *dice)
{
    struct street_lines lines = {memory_new(MOST_LINES * 8, sizeof(struct point)), 0,
                                 memory_new(MOST_LINES + 1, sizeof(size_t)), 0};
    size_t count = 1 + throw_below(dice, MOST_LINES);
    while (lines.line_count < count) {
        size_t vertices = 2 + throw_below(dice, 6);
        for (size_t i = 0; i < vertices; i++)
            lines.vertices[lines.vertex_count++] =
                (struct point){(double)throw_below(dice, SIDE), (double)throw_below(dice, SIDE)};
        if (throw_below(dice, 4) == 0) /* a ring */
            lines.vertices[lines.vertex_count - 1] = lines.vertices[lines.vertex_count - vertices];
        lines.line_start[++lines.line_count] = lines.vertex_count;
    }
    lines.vertices[0].x += 1; /* one line has a length for sure */
    lines.vertices[1] = (struct point){lines.vertices[0].x + 1, lines.vertices[0].y};
    return lines;
}

/* ---- the slow way ---- */

/* All vertices and stops are nodes here: the graph is another one than that which is tested. */
enum { MOST_NODES = SIDE * SIDE + 40 };
struct slow {
    struct point node[MOST_NODES];
    size_t count;
    double way_m[MOST_NODES][MOST_NODES];
};

static size_t slow_node(struct slow *slow, struct point point)
{
    for (size_t i = 0; i < slow->count; i++)
        if (slow->node[i].x == point.x && slow->node[i].y == point.y)
            return i;
    assert_in_range(slow->count, 0, MOST_NODES - 1);
    size_t at = slow->count++;
    slow->node[at] = point;
    for (size_t i = 0; i <= at; i++)
        slow->way_m[at][i] = slow->way_m[i][at] = i == at ? 0 : INFINITY;
    return at;
}

static void slow_street(struct slow *slow, size_t a, size_t b, double length_m)
{
    slow->way_m[a][b] = slow->way_m[b][a] = fmin(slow->way_m[a][b], length_m);
}

/* Floyd and Warshall */
static void slow_search(struct slow *slow)
{
    for (size_t k = 0; k < slow->count; k++)
        for (size_t i = 0; i < slow->count; i++)
            for (size_t j = 0; j < slow->count; j++)
                slow->way_m[i][j] = fmin(slow->way_m[i][j], slow->way_m[i][k] + slow->way_m[k][j]);
}

static double distance(struct point a, struct point b)
{
    return hypot(a.x - b.x, a.y - b.y);
}

static struct point nearest_on(struct point a, struct point b, struct point p)
{
    double length2 = (b.x - a.x) * (b.x - a.x) + (b.y - a.y) * (b.y - a.y);
    double t = length2 > 0 ? ((p.x - a.x) * (b.x - a.x) + (p.y - a.y) * (b.y - a.y)) / length2 : 0;
    t = fmin(fmax(t, 0), 1);
    return (struct point){a.x + t * (b.x - a.x), a.y + t * (b.y - a.y)};
}

static double slow_nearest(const struct street_lines *lines, struct point p)
{
    double best = INFINITY;
    for (size_t line = 0; line < lines->line_count; line++)
        for (size_t i = lines->line_start[line]; i + 1 < lines->line_start[line + 1]; i++)
            if (distance(lines->vertices[i], lines->vertices[i + 1]) > 0)
                best = fmin(best, distance(p, nearest_on(lines->vertices[i], lines->vertices[i + 1], p)));
    return best;
}

static void slow_build(struct slow *slow, const struct street_lines *lines)
{
    slow->count = 0;
    for (size_t line = 0; line < lines->line_count; line++) {
        for (size_t i = lines->line_start[line]; i + 1 < lines->line_start[line + 1]; i++) {
            struct point a = lines->vertices[i], b = lines->vertices[i + 1];
            slow_street(slow, slow_node(slow, a), slow_node(slow, b), distance(a, b));
        }
    }
    slow_search(slow);
}

/* ---- checks ---- */

/* Stops at vertices and homes at vertices: the ways between vertices are those of the slow graph. */
static void check_ways(struct city *city, const struct slow *slow, const struct street_lines *lines,
                       const struct point *stops)
{
    for (size_t line = 0; line < lines->line_count; line++) {
        struct point home = lines->vertices[lines->line_start[line]];
        if (slow_nearest(lines, home) > 0)
            continue; /* a line of no length, away from all others */
        double wanted_m = INFINITY;
        for (size_t stop = 0; stop < city->stop_count; stop++)
            for (size_t i = 0; i < slow->count; i++)
                for (size_t k = 0; k < slow->count; k++)
                    if (distance(slow->node[i], home) == 0 && distance(slow->node[k], stops[stop]) == 0)
                        wanted_m = fmin(wanted_m, slow->way_m[i][k]);
        struct street_place place;
        assert_true(street_network_place(city->network, home, &place));
        assert_true(place.off_m == 0);
        uint32_t label;
        double way_m = way_from(city, home.x, home.y, &label);
        assert_int_equal(isinf(way_m), isinf(wanted_m));
        if (!isinf(way_m))
            assert_true(fabs(way_m - wanted_m) < 1e-9);
    }
}

/* Moves each place of the board a little, the same each time: no street passes over a vertex of another then. */
static void shake(struct street_lines *lines)
{
    for (size_t i = 0; i < lines->vertex_count; i++) {
        struct point *vertex = &lines->vertices[i];
        double number = vertex->y * 2 * SIDE + vertex->x;
        *vertex = (struct point){vertex->x + 0.2 * sin(number * number), vertex->y + 0.2 * cos(number * number * 3)};
    }
}

static void ways_are_those_of_the_slow_search(void **state)
{
    (void)state;
    static struct slow slow;
    struct dice dice = {11};
    for (int turn = 0; turn < 400; turn++) {
        struct street_lines lines = chance_lines(&dice);
        shake(&lines);
        struct point stops[4];
        for (int i = 0; i < 4; i++) {
            size_t line = throw_below(&dice, lines.line_count);
            stops[i] = lines.vertices[lines.line_start[line] + throw_below(&dice, 2)];
            if (slow_nearest(&lines, stops[i]) > 0)
                stops[i] = lines.vertices[0];
        }
        slow_build(&slow, &lines);
        struct city city;
        open_city(&city, &lines, stops, 4, 1);
        search_city(&city, INFINITY);
        check_ways(&city, &slow, &lines, stops);
        close_city(&city);
        street_lines_release(&lines);
    }
}

static void the_nearest_street_is_that_of_the_slow_way(void **state)
{
    (void)state;
    struct dice dice = {5};
    for (int turn = 0; turn < 300; turn++) {
        struct street_lines lines = chance_lines(&dice);
        if (turn % 3 == 0) { /* a street far away makes the grid a sparse one */
            lines.vertices[0] = (struct point){-1e5, 7e5};
            lines.vertices[1] = (struct point){-1e5, 7e5 + 3};
        }
        double snap_m = turn % 2 ? INFINITY : 1.5;
        struct city city;
        open_city(&city, &lines, NULL, 0, snap_m);
        for (int i = 0; i < 60; i++) {
            double spread = i % 5 == 0 ? 100 : SIDE;
            struct point p = {spread * (throw_share(&dice) * 1.4 - 0.2), spread * (throw_share(&dice) * 1.4 - 0.2)};
            double wanted_m = slow_nearest(&lines, p);
            struct street_place place;
            bool found = street_network_place(city.network, p, &place);
            assert_int_equal(found, wanted_m <= snap_m);
            if (found)
                assert_true(fabs(place.off_m - wanted_m) < 1e-9 * (1 + wanted_m));
        }
        close_city(&city);
        street_lines_release(&lines);
    }
}

/* The ends of the edge and the ways to them: whoever stands at a stop is at its node. */
static void stops_and_homes_stand_at_the_same_places(void **state)
{
    (void)state;
    struct dice dice = {77};
    for (int turn = 0; turn < 400; turn++) {
        struct street_lines lines = chance_lines(&dice);
        struct point stops[16];
        for (int i = 0; i < 16; i++)
            stops[i] = (struct point){SIDE * throw_share(&dice), SIDE * throw_share(&dice)};
        struct city with, without;
        open_city(&with, &lines, stops, 16, INFINITY);
        open_city(&without, &lines, NULL, 0, INFINITY);
        search_city(&with, INFINITY);
        for (int i = 0; i < 16; i++) {
            struct street_place place, plain;
            assert_true(street_network_place(with.network, stops[i], &place));
            assert_true(street_network_place(without.network, stops[i], &plain));
            assert_true(place.off_m == with.stop_off_m[i] && plain.off_m == place.off_m);
            int end = place.node[0] == with.stop_node[i] ? 0 : 1;
            assert_int_equal(place.node[end], with.stop_node[i]);
            assert_true(fabs(place.to_node_m[end] - place.off_m) < 1e-9 || place.node[0] == place.node[1]);
            assert_true(with.distance_m[with.stop_node[i]] <= with.stop_off_m[i]);
        }
        double length_m = street_network_facts(without.network).length_m;
        assert_true(fabs(street_network_facts(with.network).length_m - length_m) < 1e-9 * length_m);
        assert_int_equal(street_network_facts(with.network).components,
                         street_network_facts(without.network).components);
        close_city(&with);
        close_city(&without);
        street_lines_release(&lines);
    }
}

/* However they come and go, the first leaves first: by distance, then label, then node. */
static void what_comes_next_comes_in_order(void **state)
{
    (void)state;
    struct dice dice = {21};
    struct street_heap heap = {0};
    struct street_ahead last = {-1, 0, 0};
    for (uint32_t turn = 0; turn < 20000; turn++) {
        bool grows = turn < 10000 && throw_below(&dice, 3) > 0;
        if (grows || (heap.count == 0 && turn < 10000)) { /* never before what has left already */
            struct street_ahead item = {fmax(last.distance_m, 0) + 1 + (double)throw_below(&dice, 9),
                                        (uint32_t)throw_below(&dice, 3), turn};
            assert_true(street_heap_push(&heap, item));
        } else if (heap.count > 0) {
            struct street_ahead item = street_heap_pop(&heap);
            assert_true(street_ahead_is_first(last, item));
            last = item;
        }
    }
    assert_int_equal(heap.count, 0);
    memory_free(heap.items);
}

/* ---- a bounded search is the whole one, cut off ---- */

struct comparison {
    const double *wanted_m;
    double last_m;
    size_t count;
};

static enum mah_status compare_find(void *context, uint32_t node, double distance_m, struct mah_error *err)
{
    (void)err;
    struct comparison *comparison = context;
    assert_true(distance_m == comparison->wanted_m[node]);
    assert_true(distance_m >= comparison->last_m);
    comparison->last_m = distance_m;
    comparison->count++;
    return MAH_OK;
}

static void bounded_searches_agree_with_the_whole_one(void **state)
{
    (void)state;
    struct dice dice = {3};
    for (int turn = 0; turn < 300; turn++) {
        struct street_lines lines = chance_lines(&dice);
        struct point stops[3];
        for (int i = 0; i < 3; i++)
            stops[i] = (struct point){SIDE * throw_share(&dice), SIDE * throw_share(&dice)};
        struct city city;
        open_city(&city, &lines, stops, 3, INFINITY);
        size_t nodes = street_network_node_count(city.network);
        double *cut_m = memory_new(nodes, sizeof *cut_m);
        uint32_t *label = memory_new(nodes, sizeof *label);
        struct street_start starts[3];
        for (uint32_t i = 0; i < 3; i++)
            starts[i] = (struct street_start){city.stop_node[i], city.stop_off_m[i], 2 - i};
        for (double bound_m = 0.5; bound_m < 20; bound_m *= 1.7) {
            assert_int_equal(street_search_nearest(city.search, starts, 3, INFINITY, city.distance_m, city.label, NULL),
                             MAH_OK);
            assert_int_equal(street_search_nearest(city.search, starts, 3, bound_m, cut_m, label, NULL), MAH_OK);
            size_t near = 0;
            for (size_t i = 0; i < nodes; i++) {
                bool is_near = city.distance_m[i] <= bound_m;
                assert_true(cut_m[i] == (is_near ? city.distance_m[i] : INFINITY));
                assert_int_equal(label[i], is_near ? city.label[i] : UINT32_MAX);
                near += is_near;
            }
            struct comparison comparison = {cut_m, 0, 0};
            assert_int_equal(street_search_within(city.search, starts, 3, bound_m, compare_find, &comparison, NULL),
                             MAH_OK);
            assert_int_equal(comparison.count, near);
        }
        memory_free(cut_m);
        memory_free(label);
        close_city(&city);
        street_lines_release(&lines);
    }
}

static enum mah_status pass_over(void *context, uint32_t node, double distance_m, struct mah_error *err)
{
    (void)context, (void)node, (void)distance_m, (void)err;
    return MAH_OK;
}

/* One city with searches; MAH_NO_MEMORY where it ran out on the way. */
static enum mah_status live_once(const struct street_lines *lines)
{
    struct street_network *network = NULL;
    struct street_search *search = NULL;
    struct point stops[] = {{1, 1}, {4.5, 4.25}};
    uint32_t node[2], label[2000];
    double off_m[2], distance_m[2000];
    enum mah_status status = street_network_new(&network, lines, stops, 2, 50, node, off_m, NULL);
    assert_int_equal(network != NULL, status == MAH_OK);
    if (status == MAH_OK)
        status = street_search_new(&search, network, NULL);
    struct street_start starts[] = {{node[0], 0, 0}, {node[1], 0, 1}};
    if (status == MAH_OK)
        status = street_search_nearest(search, starts, 2, INFINITY, distance_m, label, NULL);
    if (status == MAH_OK)
        status = street_search_within(search, starts, 2, INFINITY, pass_over, NULL, NULL);
    street_search_free(search);
    street_network_free(network);
    return status;
}

static void running_out_of_memory(void **state)
{
    (void)state;
    struct dice dice = {9};
    struct street_lines lines = chance_lines(&dice);
    enum mah_status status = MAH_NO_MEMORY;
    size_t failures = 0;
    for (size_t nth = 1; status != MAH_OK && nth < 1000; nth++) {
        memory_fail_from(nth);
        status = live_once(&lines);
        memory_fail_from(0);
        assert_true(status == MAH_OK || status == MAH_NO_MEMORY);
        failures += status != MAH_OK;
    }
    assert_int_equal(status, MAH_OK);
    assert_true(failures > 15);
    street_lines_release(&lines);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(ways_are_those_of_the_slow_search),
        cmocka_unit_test(the_nearest_street_is_that_of_the_slow_way),
        cmocka_unit_test(stops_and_homes_stand_at_the_same_places),
        cmocka_unit_test(what_comes_next_comes_in_order),
        cmocka_unit_test(bounded_searches_agree_with_the_whole_one),
        cmocka_unit_test(running_out_of_memory),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
