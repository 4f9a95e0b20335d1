/* Do the pieces of the gap map hold enough people, overlap nowhere, and add up to the city? */
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <stdlib.h>
#include <string.h>

#include "base/memory.h"
#include "indicate/gap_grid.h"

#define WEIGHT(w) ((int64_t)(w)*WEIGHT_ONE)

static const struct gap_thresholds open_to_all = {0, 0, NULL}, few = {5, 10, NULL};
static const double radius_m[] = {500, 1000, NAN};

/* A household of `persons` at a cell with its distances to three types. */
struct home {
    int column, row; /* -1: no position */
    int persons, recent;
    float distance_m[3];
};

static void add_home(struct reach_store *store, const struct home *home, uint32_t mahalle)
{
    struct reach_row *row = NULL;
    float *distance_m = NULL;
    assert_int_equal(reach_store_add(store, &row, &distance_m, NULL), MAH_OK);
    *row = (struct reach_row){.weight_nano = WEIGHT_ONE,
                              .recent_nano = WEIGHT(home->recent),
                              .grid_cell =
                                  home->column < 0 ? NO_GRID_CELL : (uint32_t)home->column | (uint32_t)home->row << 16,
                              .size = (uint8_t)home->persons,
                              .mahalle = mahalle,
                              .class_known = 1};
    for (int t = 0; t < 3; t++)
        distance_m[t] = home->distance_m[t];
}

static struct gap_grid *grid_of(const struct home *homes, size_t count, struct gap_thresholds thresholds)
{
    struct reach_store *store = NULL;
    struct gap_grid *grid = NULL;
    assert_int_equal(reach_store_new(&store, 3, NULL), MAH_OK);
    for (size_t i = 0; i < count; i++)
        add_home(store, &homes[i], 0);
    assert_int_equal(gap_grid_new(&grid, store, radius_m, &thresholds, NULL), MAH_OK);
    reach_store_free(store);
    return grid;
}

/* n households of three persons, one of them a recent migrant, in one cell, 100 m from everything. */
static void fill_homes(struct home *homes, size_t *count, int column, int row, int n)
{
    for (int i = 0; i < n; i++)
        homes[(*count)++] = (struct home){column, row, 3, 1, {100, 100, 100}};
}

static void expect_square(const struct gap_grid *grid, size_t i, int column, int row, int level, int64_t households)
{
    assert_true(i < grid->count);
    assert_int_equal(grid->squares[i].column, column);
    assert_int_equal(grid->squares[i].row, row);
    assert_int_equal(grid->squares[i].level, level);
    assert_int_equal(grid->squares[i].households, households);
}

/* The smallest cells of a piece, a row of text each, from the north; only those of its own square. */
static void expect_shape(const struct gap_grid *grid, size_t i, const char *const *rows)
{
    int side = 1 << grid->squares[i].level;
    unsigned cells = 0;
    assert_true(gap_square_is_rest(&grid->squares[i]));
    for (int y = 0; y < side; y++)
        for (int x = 0; x < side; x++) {
            bool is_cell = (grid->shapes[grid->squares[i].shape].rows[y] >> x & 1) != 0;
            assert_int_equal(is_cell, rows[side - 1 - y][x] == '#');
            cells += is_cell;
        }
    assert_int_equal(gap_square_cells(grid, i), cells);
}

static void every_cell_that_holds_enough_stands(void **state)
{
    (void)state;
    struct home homes[64];
    size_t count = 0;
    fill_homes(homes, &count, 0, 0, 5);
    fill_homes(homes, &count, 1, 0, 6);
    fill_homes(homes, &count, 1, 1, 7); /* 0, 1 is empty: nobody is left for a remainder */
    struct gap_grid *grid = grid_of(homes, count, few);
    assert_int_equal(grid->count, 3);
    expect_square(grid, 0, 0, 0, 0, 5);
    expect_square(grid, 1, 1, 0, 0, 6);
    expect_square(grid, 2, 1, 1, 0, 7);
    assert_int_equal(grid->shape_count, 0);
    gap_grid_free(grid);
}

/* Of the second mahalle, where the first nine live, nothing is told: its people stand in no piece of their own, but
 * with five of the first mahalle. */
static void people_of_a_hidden_mahalle_help_to_hide_nobody(void **state)
{
    (void)state;
    const bool is_hidden[] = {false, true};
    const struct gap_thresholds thresholds = {5, 10, is_hidden};
    for (int others = 4; others <= 5; others++) {
        struct reach_store *store = NULL;
        struct gap_grid *grid = NULL;
        struct home homes[64];
        size_t count = 0;
        fill_homes(homes, &count, 0, 0, 9);
        fill_homes(homes, &count, 1, 0, 3);
        fill_homes(homes, &count, 1, 1, others - 3);
        assert_int_equal(reach_store_new(&store, 3, NULL), MAH_OK);
        for (size_t i = 0; i < count; i++)
            add_home(store, &homes[i], i < 9);
        assert_int_equal(gap_grid_new(&grid, store, radius_m, &thresholds, NULL), MAH_OK);
        reach_store_free(store);
        assert_int_equal(grid->count, others == 5);
        assert_int_equal(grid->dropped.households, others == 5 ? 0 : 13);
        assert_int_equal(grid->published.households, others == 5 ? 14 : 0);
        gap_grid_free(grid);
    }
}

/* The village stands by itself; the farms beside it are put together, with the empty cell between them. */
static void what_is_left_of_a_square_stands_where_it_holds_enough(void **state)
{
    (void)state;
    struct home homes[64];
    size_t count = 0;
    fill_homes(homes, &count, 2, 2, 20);
    fill_homes(homes, &count, 3, 3, 4);
    fill_homes(homes, &count, 3, 2, 3);
    struct gap_grid *grid = grid_of(homes, count, few);
    assert_int_equal(grid->count, 2);
    expect_square(grid, 0, 2, 2, 0, 20);
    expect_square(grid, 1, 2, 2, 1, 7);
    expect_shape(grid, 1, (const char *const[]){"##", ".#"});
    assert_int_equal(grid->squares[1].persons.nano, WEIGHT(21));
    assert_int_equal(grid->squares[1].recent.nano, WEIGHT(7));
    assert_int_equal(gap_square_cells(grid, 0), 1);
    gap_grid_free(grid);
}

/* Four households are too few beside the village; with the two of the next square they are enough. */
static void what_is_too_few_is_left_for_the_next_larger_square(void **state)
{
    (void)state;
    struct home homes[64];
    size_t count = 0;
    fill_homes(homes, &count, 0, 0, 20);
    fill_homes(homes, &count, 1, 1, 4);
    fill_homes(homes, &count, 3, 1, 2);
    fill_homes(homes, &count, 2, 2, 4);
    fill_homes(homes, &count, 3, 3, 4); /* with 2, 2: a whole square of two cells a side */
    struct gap_grid *grid = grid_of(homes, count, few);
    assert_int_equal(grid->count, 3);
    expect_square(grid, 0, 0, 0, 0, 20);
    expect_square(grid, 1, 2, 2, 1, 8);
    assert_false(gap_square_is_rest(&grid->squares[1]));
    expect_square(grid, 2, 0, 0, 2, 6);
    expect_shape(grid, 2, (const char *const[]){"##..", "##..", "####", ".###"});
    gap_grid_free(grid);
}

static void what_is_left_of_the_largest_square_is_dropped_where_it_is_too_few(void **state)
{
    (void)state;
    struct home homes[64];
    size_t count = 0;
    fill_homes(homes, &count, 5, 5, 20);
    fill_homes(homes, &count, 30, 2, 4);
    struct gap_grid *grid = grid_of(homes, count, few);
    assert_int_equal(grid->count, 1);
    expect_square(grid, 0, 5, 5, 0, 20);
    assert_int_equal(grid->dropped.households, 4);
    assert_int_equal(grid->published.persons_nano + grid->dropped.persons_nano, grid->total.persons_nano);
    gap_grid_free(grid);
}

/* Five households of one person each are enough records, but not enough persons. */
static void persons_count_as_well_as_records(void **state)
{
    (void)state;
    struct home homes[16];
    size_t count = 0;
    for (int i = 0; i < 5; i++)
        homes[count++] = (struct home){0, 0, 1, 0, {100, 100, 100}};
    struct gap_grid *grid = grid_of(homes, count, few);
    assert_int_equal(grid->count, 0);
    assert_int_equal(grid->dropped.households, 5);
    assert_int_equal(grid->dropped.persons_nano, WEIGHT(5));
    gap_grid_free(grid);
    grid = grid_of(homes, count, (struct gap_thresholds){5, 0, NULL}); /* the internal profile asks for records only */
    assert_int_equal(grid->count, 1);
    gap_grid_free(grid);
}

static void the_largest_square_is_dropped_where_it_holds_too_few(void **state)
{
    (void)state;
    struct home homes[64];
    size_t count = 0;
    fill_homes(homes, &count, 31, 31, 3);
    fill_homes(homes, &count, 0, 0, 2);  /* together five: one square of 32 cells */
    fill_homes(homes, &count, 32, 0, 4); /* the next one holds four and goes */
    fill_homes(homes, &count, -1, 0, 6);
    struct gap_grid *grid = grid_of(homes, count, few);
    assert_int_equal(grid->count, 1);
    expect_square(grid, 0, 0, 0, GAP_TOP_LEVEL, 5);
    assert_int_equal(grid->dropped.households, 4);
    assert_int_equal(grid->dropped.persons_nano, WEIGHT(12));
    assert_int_equal(grid->unplaced.households, 6);
    assert_int_equal(grid->total.households, 15);
    gap_grid_free(grid);
}

static void everything_stays_without_thresholds(void **state)
{
    (void)state;
    const struct home homes[] = {{0, 0, 1, 0, {1, 1, 1}}, {65535, 0, 1, 0, {1, 1, 1}}, {7, 65535, 1, 0, {1, 1, 1}}};
    struct gap_grid *grid = grid_of(homes, 3, open_to_all);
    assert_int_equal(grid->count, 3);
    expect_square(grid, 0, 0, 0, 0, 1);
    expect_square(grid, 1, 65535, 0, 0, 1);
    expect_square(grid, 2, 7, 65535, 0, 1);
    gap_grid_free(grid);
    grid = grid_of(homes, 0, open_to_all);
    assert_int_equal(grid->count, 0);
    assert_false(grid->recent_asked);
    gap_grid_free(grid);
}

/* Exactly at the radius is covered; no facility at all is uncovered; an unknown distance is neither. */
static void uncovered_people_are_those_known_to_be_too_far(void **state)
{
    (void)state;
    const struct home homes[] = {{0, 0, 1, 0, {500, 1000, 9999}},      {0, 0, 2, 0, {501, 1000, 1}},
                                 {0, 0, 4, 0, {500, INFINITY, 1}},     {0, 0, 8, 0, {700, 2000, 1}},
                                 {0, 0, 16, 0, {NAN, NAN, 9999}},      {0, 0, 32, 0, {NAN, 1001, 1}},
                                 {0, 0, 64, 0, {501, NAN, (float)NAN}}};
    struct gap_grid *grid = grid_of(homes, 7, few);
    const struct gap_type_sum *types = gap_square_types(grid, 0);
    assert_int_equal(types[0].uncovered.nano, WEIGHT(2 + 8 + 64));
    assert_int_equal(types[0].uncovered.records, 3);
    assert_int_equal(types[0].known.nano, WEIGHT(1 + 2 + 4 + 8 + 64));
    assert_int_equal(types[1].uncovered.nano, WEIGHT(4 + 8 + 32));
    assert_int_equal(types[1].known.nano, WEIGHT(1 + 2 + 4 + 8 + 32));
    assert_int_equal(types[2].uncovered.nano, 0); /* no radius */
    assert_int_equal(grid->squares[0].uncovered_any.nano, WEIGHT(2 + 4 + 8 + 32 + 64));
    assert_int_equal(grid->squares[0].uncovered_any.records, 5);
    assert_int_equal(grid->squares[0].known_any.nano, WEIGHT(127 - 16));
    gap_grid_free(grid);
}

/* A city of clumps: dense middles, lonely houses between them, some without a position. */
enum { CITY_HOMES = 3000, CITY_SIDE = 96 };

static uint32_t next_random(uint32_t *seed)
{
    *seed = *seed * 1664525u + 1013904223u;
    return *seed >> 8;
}

static void draw_city(struct home *homes, uint32_t seed)
{
    for (size_t i = 0; i < CITY_HOMES; i++) {
        uint32_t spread = next_random(&seed) % 4 == 0 ? 48 : 5;
        int x = (int)(next_random(&seed) % spread + next_random(&seed) % spread);
        int y = (int)(next_random(&seed) % spread + next_random(&seed) % spread);
        homes[i] = (struct home){.column = i % 50 == 0 ? -1 : x,
                                 .row = y,
                                 .persons = (int)(next_random(&seed) % 7 + 1),
                                 .recent = (int)(next_random(&seed) % 2),
                                 .distance_m = {(float)(next_random(&seed) % 1000), (float)(next_random(&seed) % 2000),
                                                next_random(&seed) % 5 == 0 ? NAN : 3}};
    }
}

static bool has_cell(const struct gap_grid *grid, size_t i, int column, int row)
{
    const struct gap_square *square = &grid->squares[i];
    int side = 1 << square->level, x = column - square->column, y = row - square->row;
    if (x < 0 || y < 0 || x >= side || y >= side)
        return false;
    return !gap_square_is_rest(square) || (grid->shapes[square->shape].rows[y] >> x & 1) != 0;
}

/* The rule once more, one size of squares after the other over a map of the smallest cells. Every cell gets the level
 * of the piece it stands in, -1: in none. Returns the number of pieces. */
static size_t level_cells(signed char level[CITY_SIDE][CITY_SIDE], const struct home *homes)
{
    static int records[CITY_SIDE][CITY_SIDE], persons[CITY_SIDE][CITY_SIDE];
    size_t pieces = 0;
    memset(level, -1, (size_t)CITY_SIDE * CITY_SIDE);
    memset(records, 0, sizeof records);
    memset(persons, 0, sizeof persons);
    for (size_t i = 0; i < CITY_HOMES; i++) {
        if (homes[i].column < 0)
            continue;
        records[homes[i].row][homes[i].column]++;
        persons[homes[i].row][homes[i].column] += homes[i].persons;
    }
    for (int at = 0; at <= GAP_TOP_LEVEL; at++) {
        int side = 1 << at, squares = CITY_SIDE / side;
        for (int square = 0; square < squares * squares; square++) {
            int west = square % squares * side, south = square / squares * side, all_records = 0, all_persons = 0;
            for (int cell = 0; cell < side * side; cell++) {
                int y = south + cell / side, x = west + cell % side;
                all_records += level[y][x] < 0 ? records[y][x] : 0;
                all_persons += level[y][x] < 0 ? persons[y][x] : 0;
            }
            if (all_records < few.households || all_persons < few.persons)
                continue;
            pieces++;
            for (int cell = 0; cell < side * side; cell++) {
                signed char *of_cell = &level[south + cell / side][west + cell % side];
                *of_cell = *of_cell < 0 ? (signed char)at : *of_cell;
            }
        }
    }
    return pieces;
}

static void the_pieces_are_those_of_the_rule(void **state)
{
    (void)state;
    struct home *homes = calloc(CITY_HOMES, sizeof *homes);
    for (uint32_t seed = 1; seed <= 20; seed++) {
        signed char level[CITY_SIDE][CITY_SIDE];
        size_t rests = 0;
        draw_city(homes, seed);
        struct gap_grid *grid = grid_of(homes, CITY_HOMES, few);
        assert_int_equal(grid->count, level_cells(level, homes));
        for (size_t i = 0; i < grid->count; i++) {
            rests += gap_square_is_rest(&grid->squares[i]);
            for (int y = 0; y < CITY_SIDE; y++)
                for (int x = 0; x < CITY_SIDE; x++)
                    if (has_cell(grid, i, x, y))
                        assert_int_equal(level[y][x], grid->squares[i].level);
        }
        assert_true(grid->count > 20);
        assert_true(rests > 5);
        assert_int_equal(rests, grid->shape_count);
        gap_grid_free(grid);
    }
    free(homes);
}

static void no_piece_holds_too_few_and_no_two_overlap(void **state)
{
    (void)state;
    struct home *homes = calloc(CITY_HOMES, sizeof *homes);
    for (uint32_t seed = 1; seed <= 20; seed++) {
        unsigned char taken[CITY_SIDE][CITY_SIDE] = {{0}};
        draw_city(homes, seed);
        struct gap_grid *grid = grid_of(homes, CITY_HOMES, few);
        for (size_t i = 0; i < grid->count; i++) {
            const struct gap_square *square = &grid->squares[i];
            int side = 1 << square->level;
            unsigned cells = 0;
            assert_true(square->persons.records >= few.households);
            assert_true(square->persons.nano >= WEIGHT(few.persons));
            assert_int_equal(square->column % side, 0);
            assert_int_equal(square->row % side, 0);
            for (int y = square->row; y < square->row + side; y++)
                for (int x = square->column; x < square->column + side; x++)
                    if (has_cell(grid, i, x, y)) {
                        assert_int_equal(taken[y][x]++, 0);
                        cells++;
                    }
            assert_int_equal(cells, gap_square_cells(grid, i));
            assert_int_equal(gap_square_is_rest(square), cells < (unsigned)(side * side));
        }
        gap_grid_free(grid);
    }
    free(homes);
}

static void squares_and_what_is_not_shown_are_the_city(void **state)
{
    (void)state;
    struct home *homes = calloc(CITY_HOMES, sizeof *homes);
    for (uint32_t seed = 1; seed <= 20; seed++) {
        draw_city(homes, seed);
        struct gap_grid *grid = grid_of(homes, CITY_HOMES, (struct gap_thresholds){60, 200, NULL});
        int64_t households = 0, persons = 0, all = 0;
        for (size_t i = 0; i < grid->count; i++) {
            households += grid->squares[i].households;
            persons += grid->squares[i].persons.nano;
        }
        for (size_t i = 0; i < CITY_HOMES; i++)
            all += WEIGHT(homes[i].persons);
        assert_int_equal(grid->published.households, households);
        assert_int_equal(grid->published.persons_nano, persons);
        assert_int_equal(households + grid->dropped.households + grid->unplaced.households, CITY_HOMES);
        assert_int_equal(persons + grid->dropped.persons_nano + grid->unplaced.persons_nano, all);
        assert_int_equal(grid->total.persons_nano, all);
        gap_grid_free(grid);
    }
    free(homes);
}

/* Every figure of a square is the sum over the homes that lie in it. */
static void a_square_is_the_sum_of_its_homes(void **state)
{
    (void)state;
    struct home *homes = calloc(CITY_HOMES, sizeof *homes);
    draw_city(homes, 77);
    struct gap_grid *grid = grid_of(homes, CITY_HOMES, few);
    for (size_t s = 0; s < grid->count; s++) {
        int64_t recent = 0, far[3] = {0}, any = 0;
        for (size_t i = 0; i < CITY_HOMES; i++) {
            if (!has_cell(grid, s, homes[i].column, homes[i].row))
                continue;
            bool is_far = false;
            for (int t = 0; t < 3; t++) {
                bool beyond = (double)homes[i].distance_m[t] > radius_m[t];
                far[t] += beyond ? homes[i].persons : 0;
                is_far |= beyond;
            }
            any += is_far ? homes[i].persons : 0;
            recent += homes[i].recent;
        }
        for (int t = 0; t < 3; t++)
            assert_int_equal(gap_square_types(grid, s)[t].uncovered.nano, WEIGHT(far[t]));
        assert_int_equal(grid->squares[s].uncovered_any.nano, WEIGHT(any));
        assert_int_equal(grid->squares[s].recent.nano, WEIGHT(recent));
    }
    gap_grid_free(grid);
    free(homes);
}

static void shuffle(struct home *homes, uint32_t seed)
{
    for (size_t i = CITY_HOMES - 1; i > 0; i--) {
        size_t k = next_random(&seed) % (i + 1);
        struct home home = homes[i];
        homes[i] = homes[k];
        homes[k] = home;
    }
}

static void the_order_of_the_rows_does_not_show(void **state)
{
    (void)state;
    struct home *homes = calloc(CITY_HOMES, sizeof *homes);
    draw_city(homes, 5);
    struct gap_grid *first = grid_of(homes, CITY_HOMES, few);
    for (uint32_t seed = 1; seed <= 5; seed++) {
        shuffle(homes, seed);
        struct gap_grid *again = grid_of(homes, CITY_HOMES, few);
        assert_int_equal(again->count, first->count);
        for (size_t i = 0; i < first->count; i++) {
            const struct gap_square *a = &first->squares[i], *b = &again->squares[i];
            expect_square(again, i, a->column, a->row, a->level, a->households);
            assert_int_equal(a->persons.nano, b->persons.nano);
            assert_int_equal(a->recent.records, b->recent.records);
            assert_int_equal(a->uncovered_any.nano, b->uncovered_any.nano);
            assert_int_equal(gap_square_is_rest(a), gap_square_is_rest(b));
            if (gap_square_is_rest(a))
                assert_memory_equal(&first->shapes[a->shape], &again->shapes[b->shape], sizeof(struct gap_shape));
            assert_memory_equal(gap_square_types(first, i), gap_square_types(again, i),
                                3 * sizeof(struct gap_type_sum));
        }
        gap_grid_free(again);
    }
    gap_grid_free(first);
    free(homes);
}

/* More cells than the first index has room for. */
static void many_cells_keep_their_households(void **state)
{
    (void)state;
    enum { SIDE = 120 };
    struct home *homes = calloc(SIDE * SIDE, sizeof *homes);
    for (int i = 0; i < SIDE * SIDE; i++)
        homes[i] = (struct home){i % SIDE, i / SIDE, 1 + i % 5, 0, {1, 1, 1}};
    struct gap_grid *grid = grid_of(homes, SIDE * SIDE, open_to_all);
    assert_int_equal(grid->count, SIDE * SIDE);
    for (int i = 0; i < SIDE * SIDE; i++) { /* sorted by north, then east: the order they were made in */
        expect_square(grid, (size_t)i, i % SIDE, i / SIDE, 0, 1);
        assert_int_equal(grid->squares[i].persons.nano, WEIGHT(1 + i % 5));
    }
    gap_grid_free(grid);
    free(homes);
}

static void every_failed_allocation_is_reported(void **state)
{
    (void)state;
    struct home *homes = calloc(CITY_HOMES, sizeof *homes);
    struct reach_store *store = NULL;
    draw_city(homes, 9);
    assert_int_equal(reach_store_new(&store, 3, NULL), MAH_OK);
    for (size_t i = 0; i < CITY_HOMES; i++)
        add_home(store, &homes[i], 0);
    enum mah_status status = MAH_NO_MEMORY;
    size_t n = 1;
    for (; status != MAH_OK && n < 1000; n++) {
        struct gap_grid *grid = NULL;
        memory_fail_from(n);
        status = gap_grid_new(&grid, store, radius_m, &few, NULL);
        memory_fail_from(0);
        assert_true(status == MAH_OK || status == MAH_NO_MEMORY);
        assert_true((status == MAH_OK) == (grid != NULL));
        gap_grid_free(grid);
    }
    assert_int_equal(status, MAH_OK);
    assert_true(n > 8);
    gap_grid_free(NULL);
    reach_store_free(store);
    free(homes);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_cell_that_holds_enough_stands),
        cmocka_unit_test(people_of_a_hidden_mahalle_help_to_hide_nobody),
        cmocka_unit_test(what_is_left_of_a_square_stands_where_it_holds_enough),
        cmocka_unit_test(what_is_too_few_is_left_for_the_next_larger_square),
        cmocka_unit_test(what_is_left_of_the_largest_square_is_dropped_where_it_is_too_few),
        cmocka_unit_test(persons_count_as_well_as_records),
        cmocka_unit_test(the_largest_square_is_dropped_where_it_holds_too_few),
        cmocka_unit_test(everything_stays_without_thresholds),
        cmocka_unit_test(uncovered_people_are_those_known_to_be_too_far),
        cmocka_unit_test(the_pieces_are_those_of_the_rule),
        cmocka_unit_test(no_piece_holds_too_few_and_no_two_overlap),
        cmocka_unit_test(squares_and_what_is_not_shown_are_the_city),
        cmocka_unit_test(a_square_is_the_sum_of_its_homes),
        cmocka_unit_test(the_order_of_the_rows_does_not_show),
        cmocka_unit_test(many_cells_keep_their_households),
        cmocka_unit_test(every_failed_allocation_is_reported),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
