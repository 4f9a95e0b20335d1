/* What every caller of the room relies on, straight or along streets, and however many threads build the index. */
#include "drawn.h"
#include "read/batch.h"

enum { SCHOOL, PARK, LIBRARY, TYPES };
static const double size_m = 2000;

/* A chessboard of streets, 100 m apart, with some blocks left out. */
static struct street_lines chessboard(void)
{
    enum { SIDE = 21 };
    struct street_lines lines = {0};
    lines.vertices = memory_new((size_t)4 * SIDE * SIDE, sizeof *lines.vertices);
    lines.line_start = memory_new((size_t)2 * SIDE * SIDE + 1, sizeof *lines.line_start);
    assert_non_null(lines.vertices);
    assert_non_null(lines.line_start);
    for (int i = 0; i < 2 * SIDE * SIDE; i++) {
        int x = i / 2 % SIDE, y = i / 2 / SIDE;
        int next_x = x + (i % 2 == 0), next_y = y + (i % 2 == 1);
        if (next_x >= SIDE || next_y >= SIDE || (7 * x + 3 * y + i) % 11 == 0)
            continue;
        lines.vertices[lines.vertex_count++] = (struct point){500000 + 100.0 * x, 4450000 + 100.0 * y};
        lines.vertices[lines.vertex_count++] = (struct point){500000 + 100.0 * next_x, 4450000 + 100.0 * next_y};
        lines.line_start[++lines.line_count] = lines.vertex_count;
    }
    return lines;
}

/* Schools and parks, some of them closed; no library. */
static struct drawn_set random_town(struct dice *dice)
{
    struct drawn_set drawn = {0};
    for (int i = 0; i < 40; i++) {
        struct facility *facility = i % 3 ? add_stop(&drawn, SCHOOL, throw_point(dice, size_m))
                                          : add_facility(&drawn, PARK, random_shape(dice, SHAPE_AREAS, size_m, 120));
        facility->is_open = i % 5 != 0;
    }
    return drawn;
}

static const struct reach_type all_types[TYPES] = {{SCHOOL, 400, true}, {PARK, 250, true}, {LIBRARY, 500, true}};

static struct reach_input input_of(const struct drawn_set *drawn, enum reach_metric metric, double detour,
                                   const struct street_lines *streets, size_t threads)
{
    return (struct reach_input){.services = &drawn->set,
                                .types = all_types,
                                .type_count = TYPES,
                                .metric = metric,
                                .detour = detour,
                                .streets = streets,
                                .snap_m = 60,
                                .threads = threads};
}

enum { HOUSEHOLDS = 500 };
struct households {
    struct point points[HOUSEHOLDS];
    bool has_point[HOUSEHOLDS];
};

static struct households random_households(struct dice *dice)
{
    struct households households;
    for (size_t i = 0; i < HOUSEHOLDS; i++) {
        households.points[i] = throw_point(dice, size_m);
        households.has_point[i] = i % 17 != 3;
    }
    return households;
}

static void straight_answers_are_those_of_every_open_facility(void **state)
{
    (void)state;
    const double detour = 1.3;
    struct dice dice = {41};
    struct drawn_set drawn = random_town(&dice);
    struct households households = random_households(&dice);
    struct reach_input input = input_of(&drawn, REACH_STRAIGHT, detour, NULL, 1);
    struct reach *reach;
    struct reacher *reacher;
    assert_int_equal(reach_new(&reach, &input, NULL), MAH_OK);
    assert_int_equal(reacher_new(&reacher, reach, NULL), MAH_OK);
    const struct reached *reached = reacher_reach(reacher, households.points, households.has_point, HOUSEHOLDS);
    size_t links_seen = 0;
    for (size_t type = 0; type < TYPES; type++) {
        for (size_t row = 0; row < HOUSEHOLDS; row++) {
            size_t count, at = 0;
            const struct reach_link *links = reacher_catchment(reacher, type, row, &count, NULL);
            double nearest = INFINITY;
            uint32_t facility = NO_FACILITY;
            for (uint32_t i = 0; i < drawn.set.count && households.has_point[row]; i++) {
                const struct facility *candidate = &drawn.set.facilities[i];
                double distance = shape_distance(&candidate->shape, households.points[row]) * detour;
                if (!candidate->is_open || candidate->type != all_types[type].type)
                    continue;
                if (distance < nearest) {
                    nearest = distance;
                    facility = i;
                }
                if (distance > all_types[type].radius_m)
                    continue;
                assert_true(at < count && links[at].facility == i && links[at].distance_m == distance);
                at++;
            }
            assert_int_equal(at, count);
            links_seen += count;
            double distance = reached->distance_m[type * BATCH_ROWS + row];
            assert_int_equal(reached->outcome[row], households.has_point[row] ? REACH_PLACED : REACH_NO_POSITION);
            assert_int_equal(reached->facility[type * BATCH_ROWS + row], facility);
            assert_true(households.has_point[row] || type == LIBRARY ? distance == nearest : isnan(distance));
        }
    }
    assert_true(links_seen > HOUSEHOLDS / 2);
    assert_true(reach_facility_is_connected(reach, 0));
    assert_true(isnan(reach_facility_off_m(reach, 0)));
    assert_int_equal(reach_network_facts(reach).nodes, 0);
    reacher_free(reacher);
    reach_free(reach);
    release_drawn(&drawn);
}

/* Each facility alone in its town says how far it is; together they must say the same. */
static void walking_answers_are_those_of_each_facility_alone(void **state)
{
    (void)state;
    struct dice dice = {43};
    struct drawn_set drawn = random_town(&dice);
    struct households households = random_households(&dice);
    struct street_lines streets = chessboard();
    struct reach_input input = input_of(&drawn, REACH_NETWORK, 1, &streets, 2);
    struct reach *reach;
    struct reacher *reacher;
    assert_int_equal(reach_new(&reach, &input, NULL), MAH_OK);
    assert_int_equal(reacher_new(&reacher, reach, NULL), MAH_OK);
    const struct reached *reached = reacher_reach(reacher, households.points, households.has_point, HOUSEHOLDS);
    static double alone[64][HOUSEHOLDS];
    for (size_t i = 0; i < drawn.set.count; i++) {
        bool *is_open = &drawn.set.facilities[i].is_open;
        bool was_open = *is_open;
        struct drawn_set one = {.set = {.facilities = &drawn.set.facilities[i], .count = 1}};
        struct reach_input lonely_input = input_of(&one, REACH_NETWORK, 1, &streets, 1);
        struct reach *lonely;
        struct reacher *lonely_reacher;
        assert_int_equal(reach_new(&lonely, &lonely_input, NULL), MAH_OK);
        assert_int_equal(reacher_new(&lonely_reacher, lonely, NULL), MAH_OK);
        const struct reached *its = reacher_reach(lonely_reacher, households.points, households.has_point, HOUSEHOLDS);
        size_t type = drawn.set.facilities[i].type == PARK ? PARK : SCHOOL;
        for (size_t row = 0; row < HOUSEHOLDS; row++)
            alone[i][row] = its->distance_m[type * BATCH_ROWS + row];
        assert_true(was_open || alone[i][0] == INFINITY);
        reacher_free(lonely_reacher);
        reach_free(lonely);
    }
    size_t known = 0, links_seen = 0;
    for (size_t type = 0; type < LIBRARY; type++) {
        for (size_t row = 0; row < HOUSEHOLDS; row++) {
            size_t count, at = 0;
            const struct reach_link *links = reacher_catchment(reacher, type, row, &count, NULL);
            double nearest = INFINITY;
            for (uint32_t i = 0; i < drawn.set.count; i++) {
                if (drawn.set.facilities[i].type != all_types[type].type || !(alone[i][row] < INFINITY))
                    continue;
                nearest = fmin(nearest, alone[i][row]);
                /* Other stops cut the streets elsewhere, so that sums of lengths may differ in their last digits. */
                if (fabs(alone[i][row] - all_types[type].radius_m) < 1e-6 || alone[i][row] > all_types[type].radius_m)
                    continue;
                assert_true(at < count && links[at].facility == i);
                assert_true(fabs(links[at].distance_m - alone[i][row]) < 1e-6);
                at++;
            }
            assert_int_equal(at, count);
            links_seen += count;
            double distance = reached->distance_m[type * BATCH_ROWS + row];
            known += isnan(distance) ? 0 : 1;
            assert_true(nearest == INFINITY ? isnan(distance) : fabs(distance - nearest) < 1e-6);
            assert_true(count == 0 || distance <= links[0].distance_m);
        }
    }
    assert_true(known > HOUSEHOLDS && links_seen > HOUSEHOLDS / 4);
    for (size_t row = 0; row < HOUSEHOLDS; row++)
        assert_true(reached->distance_m[LIBRARY * BATCH_ROWS + row] == INFINITY);
    reacher_free(reacher);
    reach_free(reach);
    street_lines_release(&streets);
    release_drawn(&drawn);
}

/* Everything that is asked of one index, as bytes. */
static size_t all_answers(unsigned char *out, size_t room, struct reach *reach, const struct households *households)
{
    struct reacher *reacher;
    assert_int_equal(reacher_new(&reacher, reach, NULL), MAH_OK);
    const struct reached *reached = reacher_reach(reacher, households->points, households->has_point, HOUSEHOLDS);
    size_t length = 0;
    for (size_t type = 0; type < TYPES; type++) {
        for (size_t row = 0; row < HOUSEHOLDS; row++) {
            size_t count;
            const struct reach_link *links = reacher_catchment(reacher, type, row, &count, NULL);
            assert_true(length + 32 + 16 * count < room);
            memcpy(out + length, &reached->distance_m[type * BATCH_ROWS + row], 8);
            memcpy(out + length + 8, &reached->facility[type * BATCH_ROWS + row], 4);
            length += 12;
            for (size_t i = 0; i < count; i++) {
                memcpy(out + length, &links[i].facility, 4);
                memcpy(out + length + 4, &links[i].distance_m, 8);
                length += 12;
            }
        }
    }
    reacher_free(reacher);
    return length;
}

static void threads_change_nothing(void **state)
{
    (void)state;
    enum { ROOM = 1 << 20 };
    static unsigned char first[ROOM], other[ROOM];
    struct dice dice = {47};
    struct drawn_set drawn = random_town(&dice);
    struct households households = random_households(&dice);
    struct street_lines streets = chessboard();
    for (int metric = REACH_STRAIGHT; metric <= REACH_NETWORK; metric++) {
        size_t length = 0;
        for (size_t threads = 1; threads <= 4; threads++) {
            struct reach_input input = input_of(&drawn, (enum reach_metric)metric, 1, &streets, threads);
            struct reach *reach;
            assert_int_equal(reach_new(&reach, &input, NULL), MAH_OK);
            size_t its = all_answers(threads == 1 ? first : other, ROOM, reach, &households);
            assert_true(threads == 1 || (its == length && memcmp(first, other, length) == 0));
            length = its;
            reach_free(reach);
        }
        assert_true(length > (size_t)12 * TYPES * HOUSEHOLDS);
    }
    street_lines_release(&streets);
    release_drawn(&drawn);
}

static void a_position_that_is_none_is_told(void **state)
{
    (void)state;
    struct dice dice = {53};
    struct drawn_set drawn = random_town(&dice);
    struct reach_input input = input_of(&drawn, REACH_STRAIGHT, 1, NULL, 1);
    struct reach *reach;
    struct reacher *reacher;
    assert_int_equal(reach_new(&reach, &input, NULL), MAH_OK);
    assert_int_equal(reacher_new(&reacher, reach, NULL), MAH_OK);
    struct point points[] = {{HUGE_VAL, HUGE_VAL}, {500000, NAN}, {500000, 4450000}};
    bool has_point[] = {true, true, true};
    const struct reached *reached = reacher_reach(reacher, points, has_point, 3);
    assert_int_equal(reached->outcome[0], REACH_NO_POSITION);
    assert_int_equal(reached->outcome[1], REACH_NO_POSITION);
    assert_int_equal(reached->outcome[2], REACH_PLACED);
    assert_true(isnan(reached->distance_m[0]));
    size_t count;
    assert_non_null(reacher_catchment(reacher, SCHOOL, 0, &count, NULL));
    assert_int_equal(count, 0);
    struct mah_error err = {0};
    assert_null(reacher_catchment(reacher, TYPES, 0, &count, &err));
    assert_int_equal(err.status, MAH_FAILED);
    reacher_free(reacher);
    reach_free(reach);
    reach_free(NULL);
    reacher_free(NULL);
    release_drawn(&drawn);
}

static void running_out_of_memory_is_told(void **state)
{
    (void)state;
    struct dice dice = {59};
    struct drawn_set drawn = random_town(&dice);
    struct street_lines streets = drawn_streets("500000 4450000, 502000 4450000; 501000 4450000, 501000 4452000");
    for (int metric = REACH_STRAIGHT; metric <= REACH_NETWORK; metric++) {
        struct reach_input input = input_of(&drawn, (enum reach_metric)metric, 1, &streets, 1);
        enum mah_status status = MAH_NO_MEMORY;
        size_t nth = 0;
        while (status != MAH_OK) {
            assert_true(++nth < 5000);
            struct reach *reach = NULL;
            struct reacher *reacher = NULL;
            struct mah_error err = {0};
            memory_fail_from(nth);
            status = reach_new(&reach, &input, &err);
            if (status == MAH_OK)
                status = reacher_new(&reacher, reach, &err);
            memory_fail_from(0);
            reacher_free(reacher);
            reach_free(reach);
            assert_true(status == MAH_OK || (status == MAH_NO_MEMORY && err.status == MAH_NO_MEMORY));
        }
        assert_true(nth > 20);
    }
    street_lines_release(&streets);
    release_drawn(&drawn);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(straight_answers_are_those_of_every_open_facility),
        cmocka_unit_test(walking_answers_are_those_of_each_facility_alone),
        cmocka_unit_test(threads_change_nothing),
        cmocka_unit_test(a_position_that_is_none_is_told),
        cmocka_unit_test(running_out_of_memory_is_told),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
