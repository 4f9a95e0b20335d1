/* Counting the ways to services: by hand, by any number of workers, and where numbers grow too large. */
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "base/memory.h"
#include "count/catchment_table.h"
#include "count/reach_tally.h"

enum { ROWS = 6, SCHOOL = 0, FACILITIES = 3 };

/*
 * Six households on a line through three schools at 0, 300 and 5,000 m; the radius is 600 m. Each has four persons of
 * whom one is a pupil of 6 to 9.
 *
 *   household    0     1     2      3        4               5
 *   at           0   100   450   5100    no position   rejected row
 *   recent       4     0     0      2        0               0
 *   class    recent native   ?   recent    native          native
 */
struct line {
    uint8_t reason[ROWS], arrival_class[ROWS];
    int64_t weight[ROWS];
    int32_t size[ROWS], recent_members[ROWS], ppb[ROWS];
    int16_t ages[ROWS][AGE_BANDS];
    struct location location[ROWS];
    struct point point[ROWS];
    bool has_point[ROWS];
    struct checked_batch batch;
    struct facility school[FACILITIES];
    struct service_set set;
    struct reach_type type;
    struct target_group target;
    struct reach *reach;
    struct reacher *reacher;
    struct reach_tally_rules rules;
};

static void draw_households(struct line *line)
{
    static const double at[ROWS] = {0, 100, 450, 5100, 0, 0};
    for (size_t i = 0; i < ROWS; i++) {
        line->weight[i] = WEIGHT_ONE;
        line->size[i] = 4;
        line->ppb[i] = WEIGHT_ONE;
        line->ages[i][2] = 1;
        line->arrival_class[i] = CLASS_NATIVE;
        line->location[i].mahalle = i == 3 ? 1 : 0;
        line->point[i] = (struct point){at[i], 0};
        line->has_point[i] = i != 4;
    }
    line->arrival_class[0] = line->arrival_class[3] = CLASS_RECENT;
    line->arrival_class[2] = CLASS_UNKNOWN;
    line->recent_members[0] = 4;
    line->recent_members[3] = 2;
    line->reason[5] = REJECT_BAD_SIZE;
    line->batch = (struct checked_batch){.rows = ROWS,
                                         .reason = line->reason,
                                         .weight_nano = line->weight,
                                         .size = line->size,
                                         .recent_members = line->recent_members,
                                         .recent_ppb = line->ppb,
                                         .arrival_class = line->arrival_class,
                                         .ages = line->ages};
}

static void draw(struct line *line, enum coverage_decay decay)
{
    static const double at[FACILITIES] = {0, 300, 5000};
    memset(line, 0, sizeof *line);
    draw_households(line);
    for (size_t i = 0; i < FACILITIES; i++) {
        line->school[i] = (struct facility){.type = SCHOOL, .capacity = 10, .area_m2 = NAN, .is_open = true};
        assert_int_equal(shape_from_point(&line->school[i].shape, (struct point){at[i], 0}, NULL), MAH_OK);
    }
    line->set = (struct service_set){.facilities = line->school, .count = FACILITIES};
    line->type = (struct reach_type){SCHOOL, 600, true};
    line->target = (struct target_group){.bands = 1 << 2};
    struct reach_input input = {
        .services = &line->set, .types = &line->type, .type_count = 1, .detour = 1, .threads = 1};
    assert_int_equal(reach_new(&line->reach, &input, NULL), MAH_OK);
    assert_int_equal(reacher_new(&line->reacher, line->reach, NULL), MAH_OK);
    line->rules = (struct reach_tally_rules){.types = &line->type,
                                             .targets = &line->target,
                                             .type_count = 1,
                                             .decay = decay,
                                             .grid_cell_m = 100,
                                             .grid_origin = {-1000, -1000},
                                             .facility_count = FACILITIES};
}

static void wipe(struct line *line)
{
    reacher_free(line->reacher);
    reach_free(line->reach);
    for (size_t i = 0; i < FACILITIES; i++)
        shape_release(&line->school[i].shape);
}

static struct reach_tally *new_tally(const struct line *line)
{
    struct reach_tally *tally = NULL;
    assert_int_equal(reach_tally_new(&tally, &line->rules, NULL), MAH_OK);
    return tally;
}

static enum mah_status count(struct reach_tally *tally, struct line *line, struct mah_error *err)
{
    const struct reached *reached = reacher_reach(line->reacher, line->point, line->has_point, ROWS);
    return reach_tally_add_batch(tally, &line->rules, &line->batch, line->location, line->point, line->has_point,
                                 reached, line->reacher, err);
}

static void a_line_by_hand(void **state)
{
    (void)state;
    struct line line;
    draw(&line, DECAY_STEP);
    struct reach_tally *tally = new_tally(&line);
    assert_int_equal(count(tally, &line, NULL), MAH_OK);
    assert_int_equal(tally->store->count, 5); /* the rejected row is not kept */
    assert_int_equal(tally->outcome_records[REACH_PLACED], 4);
    assert_int_equal(tally->outcome_records[REACH_NO_POSITION], 1);
    assert_int_equal(tally->no_way_records[0], 0); /* without a position is another thing than without a way */
    const struct facility_demand *demand = tally->demand;
    assert_int_equal(demand[0].target_records, 2); /* households 0 and 1 */
    assert_int_equal(demand[0].target_nano, 2 * (int64_t)WEIGHT_ONE);
    assert_int_equal(demand[0].recent_nano, 4 * (int64_t)WEIGHT_ONE);
    assert_int_equal(demand[1].target_records, 1); /* household 2 */
    assert_int_equal(demand[1].recent_records, 0);
    assert_int_equal(demand[2].recent_nano, 2 * (int64_t)WEIGHT_ONE);
    assert_true(isnan(reach_store_distance_m(tally->store, 4, 0)));
    assert_int_equal(reach_store_row(tally->store, 4)->grid_cell, NO_GRID_CELL);
    assert_int_equal(reach_store_row(tally->store, 2)->grid_cell, 14 | 10 << 16);
    assert_int_equal(reach_store_row(tally->store, 2)->class_known, 0);
    reach_tally_free(tally);
    wipe(&line);
}

/* Each pupil counts in every school within 600 m: 1 up to 200 m, 0.68 up to 400 m, 0.22 beyond. */
static void catchments_by_hand_and_in_order(void **state)
{
    (void)state;
    struct line line;
    draw(&line, DECAY_STEP);
    struct reach_tally *tally = new_tally(&line);
    assert_int_equal(count(tally, &line, NULL), MAH_OK);
    struct catchment_cell *cells = NULL;
    size_t cell_count = 0;
    assert_int_equal(reach_tally_catchments(&cells, &cell_count, tally, NULL), MAH_OK);
    static const struct {
        uint32_t facility, mahalle;
        int pupils, fading_percent;
    } expected[] = {
        {0, 0, 3, 100 + 100 + 22}, /* at 0, 100 and 450 m */
        {1, 0, 3, 68 + 100 + 100}, /* at 300, 200 and 150 m */
        {2, 1, 1, 100},
    };
    assert_int_equal(cell_count, 3);
    for (size_t i = 0; i < 3; i++) {
        assert_int_equal(cells[i].facility, expected[i].facility);
        assert_int_equal(cells[i].mahalle, expected[i].mahalle);
        assert_int_equal(cells[i].records, expected[i].pupils);
        assert_int_equal(cells[i].demand_nano, expected[i].pupils * (int64_t)WEIGHT_ONE);
        assert_int_equal(cells[i].fading_nano, expected[i].fading_percent * (int64_t)(WEIGHT_ONE / 100));
    }
    memory_free(cells);
    reach_tally_free(tally);
    wipe(&line);
}

static void workers_in_any_order_count_as_one(void **state)
{
    (void)state;
    struct line line;
    draw(&line, DECAY_GAUSSIAN);
    struct reach_tally *one = new_tally(&line), *part[3];
    for (size_t w = 0; w < 3; w++)
        part[w] = new_tally(&line);
    for (int64_t i = 0; i < 30; i++) {
        for (size_t row = 0; row < ROWS; row++)
            line.weight[row] = 100000001 * (i + 1); /* sums of such doubles would depend on the order */
        assert_int_equal(count(one, &line, NULL), MAH_OK);
        assert_int_equal(count(part[i * i % 3], &line, NULL), MAH_OK);
    }
    assert_int_equal(reach_tally_merge(part[1], part[2], NULL), MAH_OK);
    assert_int_equal(reach_tally_merge(part[0], part[1], NULL), MAH_OK);
    assert_memory_equal(one->demand, part[0]->demand, FACILITIES * sizeof *one->demand);
    assert_memory_equal(one->outcome_records, part[0]->outcome_records, sizeof one->outcome_records);
    assert_int_equal(one->store->count, part[0]->store->count);
    struct catchment_cell *a = NULL, *b = NULL;
    size_t a_count = 0, b_count = 0;
    assert_int_equal(reach_tally_catchments(&a, &a_count, one, NULL), MAH_OK);
    assert_int_equal(reach_tally_catchments(&b, &b_count, part[0], NULL), MAH_OK);
    assert_int_equal(a_count, b_count);
    assert_memory_equal(a, b, a_count * sizeof *a);
    memory_free(a);
    memory_free(b);
    reach_tally_free(one);
    for (size_t w = 0; w < 3; w++)
        reach_tally_free(part[w]);
    wipe(&line);
}

/* A household on a street that leads to no school is near none, and is counted as such by each worker. */
static void ways_that_lead_nowhere(void **state)
{
    (void)state;
    struct line line;
    draw(&line, DECAY_STEP);
    struct reach_tally *part[2] = {new_tally(&line), new_tally(&line)};
    for (size_t w = 0; w < 2; w++) {
        const struct reached *found = reacher_reach(line.reacher, line.point, line.has_point, ROWS);
        for (size_t row = 0; row <= w; row++) {
            found->distance_m[row] = NAN;
            found->facility[row] = NO_FACILITY;
        }
        assert_int_equal(reach_tally_add_batch(part[w], &line.rules, &line.batch, line.location, line.point,
                                               line.has_point, found, line.reacher, NULL),
                         MAH_OK);
        assert_int_equal(part[w]->no_way_records[0], w + 1);
    }
    assert_int_equal(reach_tally_merge(part[0], part[1], NULL), MAH_OK);
    assert_int_equal(part[0]->no_way_records[0], 3);
    assert_int_equal(part[0]->demand[0].target_records, 1); /* household 1, of the first worker */
    reach_tally_free(part[0]);
    reach_tally_free(part[1]);
    wipe(&line);
}

/* Ten thousand pairs of facility and mahalle, so that the table grows while it is filled. */
static void many_catchments(void **state)
{
    (void)state;
    enum { SIDE = 100 };
    struct reach_tally tally = {0};
    for (uint32_t round = 0; round < 2; round++)
        for (uint32_t i = 0; i < SIDE * SIDE; i++) {
            uint32_t at = i * 7919 % (SIDE * SIDE);
            struct catchment_cell cell = {at / SIDE, at % SIDE, (int64_t)at + round, 1, 1};
            assert_int_equal(catchment_table_add(&tally, &cell, NULL), MAH_OK);
        }
    struct catchment_cell *cells = NULL;
    size_t cell_count = 0;
    assert_int_equal(reach_tally_catchments(&cells, &cell_count, &tally, NULL), MAH_OK);
    assert_int_equal(cell_count, SIDE * SIDE);
    for (uint32_t i = 0; i < SIDE * SIDE; i++) {
        assert_int_equal(cells[i].facility * SIDE + cells[i].mahalle, i);
        assert_int_equal(cells[i].demand_nano, 2 * (int64_t)i + 1);
        assert_int_equal(cells[i].records, 2);
    }
    memory_free(cells);
    memory_free(tally.slots);
}

/* The largest weight is 1e6 and the largest household 100 persons: 93 of them are more than a sum can hold. */
static void heavy(struct line *line, int16_t pupils)
{
    for (size_t i = 0; i < ROWS; i++) {
        line->weight[i] = (int64_t)1000000 * WEIGHT_ONE;
        line->size[i] = 100;
        line->ages[i][2] = pupils;
        line->recent_members[i] = 0;
        line->arrival_class[i] = CLASS_NATIVE;
    }
}

static void check_refusal(enum mah_status status, const struct mah_error *error)
{
    assert_int_equal(status, MAH_BAD_DATA);
    assert_string_equal(error->message, "the sum of weights is too large; check the column of weights");
}

static void sums_that_are_too_large_are_refused(void **state)
{
    (void)state;
    static const int16_t pupils[] = {0, 254}; /* too many persons; before that, too many pupils */
    for (size_t i = 0; i < 2; i++) {
        struct line line;
        draw(&line, DECAY_STEP);
        heavy(&line, pupils[i]);
        struct reach_tally *tally = new_tally(&line);
        struct mah_error error = {0};
        enum mah_status status = MAH_OK;
        int batches = 0;
        for (; status == MAH_OK && batches < 100; batches++)
            status = count(tally, &line, &error);
        check_refusal(status, &error);
        assert_int_equal(batches, i == 0 ? 19 : 8); /* 5 rows a batch: the 93rd row, or the 37th */
        reach_tally_free(tally);
        wipe(&line);
    }
}

/* Each worker's sums fit; the city's do not. */
static void workers_together_may_be_too_much(void **state)
{
    (void)state;
    static const int16_t pupils[] = {0, 254};
    for (size_t i = 0; i < 2; i++) {
        struct line line;
        draw(&line, DECAY_STEP);
        heavy(&line, pupils[i]);
        struct reach_tally *first = new_tally(&line), *second = new_tally(&line);
        struct mah_error error = {0};
        for (int batches = 0; batches < (i == 0 ? 12 : 5); batches++) {
            assert_int_equal(count(first, &line, NULL), MAH_OK);
            assert_int_equal(count(second, &line, NULL), MAH_OK);
        }
        check_refusal(reach_tally_merge(first, second, &error), &error);
        reach_tally_free(first);
        reach_tally_free(second);
        wipe(&line);
    }
}

static void sizes_and_ages_at_the_ends_of_a_byte(void **state)
{
    (void)state;
    struct line line;
    draw(&line, DECAY_STEP);
    line.size[0] = 255;
    line.size[1] = 256;
    line.ages[0][0] = 254;
    line.ages[0][1] = 255; /* 255 would read as unknown */
    line.ages[0][3] = INT16_MAX;
    line.ages[1][0] = AGE_NO_ANSWER;
    line.ages[1][1] = AGE_NOT_ASKED;
    line.ages[1][3] = 0; /* nobody of that age is an answer */
    struct reach_tally *tally = new_tally(&line);
    assert_int_equal(count(tally, &line, NULL), MAH_OK);
    const struct reach_row *first = reach_store_row(tally->store, 0), *second = reach_store_row(tally->store, 1);
    assert_int_equal(first->size, 255);
    assert_int_equal(second->size, 255);
    assert_int_equal(first->ages[0], 254);
    assert_int_equal(first->ages[1], 254);
    assert_int_equal(first->ages[3], 254);
    assert_int_equal(second->ages[0], AGE_UNKNOWN);
    assert_int_equal(second->ages[1], AGE_UNKNOWN);
    assert_int_equal(second->ages[3], 0);
    reach_tally_free(tally);
    wipe(&line);
}

/* Cells are half open: the western and southern edge belong to them. Beyond 65,535 cells there is none. */
static void cells_at_the_edges_of_the_grid(void **state)
{
    (void)state;
    static const struct {
        double x, y;
        uint32_t cell;
    } all[] = {
        {-1000, -1000, 0},
        {-900, -1000, 1},
        {-900.0000001, -1000, 0},
        {-1000, -900, 1U << 16},
        {-1000.0000001, -1000, NO_GRID_CELL},
        {-1000, -1001, NO_GRID_CELL},
        {6552499.9, -1000, 65534},
        {6552500, -1000, NO_GRID_CELL}, /* the last number is kept for households without a cell */
        {-1000, 6552499.9, 65534U << 16},
        {-1000, 6552500, NO_GRID_CELL},
        {1e300, 0, NO_GRID_CELL},
        {-1e300, 0, NO_GRID_CELL},
    };
    struct line line;
    draw(&line, DECAY_STEP);
    for (size_t i = 0; i < sizeof all / sizeof *all; i++) {
        struct reach_tally *tally = new_tally(&line);
        line.point[0] = (struct point){all[i].x, all[i].y};
        assert_int_equal(count(tally, &line, NULL), MAH_OK);
        assert_int_equal(reach_store_row(tally->store, 0)->grid_cell, all[i].cell);
        reach_tally_free(tally);
    }
    wipe(&line);
}

static void memory_may_run_out_anywhere(void **state)
{
    (void)state;
    struct line line;
    draw(&line, DECAY_STEP);
    enum mah_status status = MAH_NO_MEMORY;
    for (size_t nth = 1; status != MAH_OK; nth++) {
        struct reach_tally *first = NULL, *second = NULL;
        struct catchment_cell *cells = NULL;
        size_t cell_count = 0;
        memory_fail_from(nth);
        status = reach_tally_new(&first, &line.rules, NULL);
        if (status == MAH_OK)
            status = reach_tally_new(&second, &line.rules, NULL);
        if (status == MAH_OK)
            status = count(first, &line, NULL);
        if (status == MAH_OK)
            status = count(second, &line, NULL);
        if (status == MAH_OK)
            status = reach_tally_merge(first, second, NULL);
        if (status == MAH_OK)
            status = reach_tally_catchments(&cells, &cell_count, first, NULL);
        memory_fail_from(0);
        assert_true(status == MAH_OK || status == MAH_NO_MEMORY);
        memory_free(cells);
        reach_tally_free(first);
        reach_tally_free(second);
    }
    wipe(&line);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_line_by_hand),
        cmocka_unit_test(catchments_by_hand_and_in_order),
        cmocka_unit_test(workers_in_any_order_count_as_one),
        cmocka_unit_test(ways_that_lead_nowhere),
        cmocka_unit_test(many_catchments),
        cmocka_unit_test(sums_that_are_too_large_are_refused),
        cmocka_unit_test(workers_together_may_be_too_much),
        cmocka_unit_test(sizes_and_ages_at_the_ends_of_a_byte),
        cmocka_unit_test(cells_at_the_edges_of_the_grid),
        cmocka_unit_test(memory_may_run_out_anywhere),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
