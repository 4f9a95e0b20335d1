/* What lives in each smallest cell of the grid? */
#include "indicate/gap_cells.h"

#include <math.h>

#include "base/memory.h"

enum { FIRST_SLOTS = 1024 };
#define NO_SQUARE UINT32_MAX

/* Cells by their number: open addressing, at most half full. */
struct cell_index {
    uint32_t *square; /* index into the squares of the grid, or NO_SQUARE */
    size_t slot_count;
};

enum mah_status gap_grid_empty(struct gap_grid **out, size_t type_count, struct mah_error *err)
{
    *out = memory_new(1, sizeof **out);
    if (*out == NULL)
        return mah_no_memory(err);
    (*out)->type_count = type_count;
    return MAH_OK;
}

enum mah_status gap_grid_add(struct gap_grid *grid, uint16_t column, uint16_t row, uint8_t level, struct mah_error *err)
{
    size_t types = (grid->count + 1) * grid->type_count;
    if (memory_grow((void **)&grid->squares, &grid->capacity, grid->count + 1, sizeof *grid->squares) != 0 ||
        memory_grow((void **)&grid->types, &grid->types_capacity, types, sizeof *grid->types) != 0)
        return mah_no_memory(err);
    for (size_t i = grid->count * grid->type_count; i < types; i++)
        grid->types[i] = (struct gap_type_sum){0};
    grid->squares[grid->count++] =
        (struct gap_square){.column = column, .row = row, .level = level, .shape = GAP_WHOLE};
    return MAH_OK;
}

static uint32_t cell_number(const struct gap_square *square)
{
    return square->column | (uint32_t)square->row << 16;
}

/* The slot of a cell, or the empty one where it belongs. Fibonacci hashing: neighbours go far apart. */
static size_t find_slot(const struct cell_index *index, const struct gap_grid *cells, uint32_t number)
{
    size_t slot = (size_t)((uint64_t)number * 0x9E3779B97F4A7C15u >> 32) & (index->slot_count - 1);
    while (index->square[slot] != NO_SQUARE && cell_number(&cells->squares[index->square[slot]]) != number)
        slot = (slot + 1) & (index->slot_count - 1);
    return slot;
}

static enum mah_status index_grow(struct cell_index *index, const struct gap_grid *cells, struct mah_error *err)
{
    struct cell_index larger = {.slot_count = index->slot_count > 0 ? index->slot_count * 2 : FIRST_SLOTS};
    larger.square = memory_new(larger.slot_count, sizeof *larger.square);
    if (larger.square == NULL)
        return mah_no_memory(err);
    for (size_t i = 0; i < larger.slot_count; i++)
        larger.square[i] = NO_SQUARE;
    for (size_t i = 0; i < cells->count; i++)
        larger.square[find_slot(&larger, cells, cell_number(&cells->squares[i]))] = (uint32_t)i;
    memory_free(index->square);
    *index = larger;
    return MAH_OK;
}

static enum mah_status find_cell(size_t *square, struct cell_index *index, struct gap_grid *cells, uint32_t number,
                                 struct mah_error *err)
{
    enum mah_status status = MAH_OK;
    if (2 * (cells->count + 1) > index->slot_count)
        status = index_grow(index, cells, err);
    if (status != MAH_OK)
        return status;
    size_t slot = find_slot(index, cells, number);
    if (index->square[slot] == NO_SQUARE) {
        status = gap_grid_add(cells, (uint16_t)(number & 0xFFFF), (uint16_t)(number >> 16), 0, err);
        if (status != MAH_OK)
            return status;
        index->square[slot] = (uint32_t)(cells->count - 1);
    }
    *square = index->square[slot];
    return MAH_OK;
}

static void add_persons(struct gap_sum *sum, int64_t persons)
{
    if (persons <= 0)
        return;
    sum->nano += persons;
    sum->records++;
}

static void add_household(struct gap_grid *cells, size_t index, const struct reach_store *store, size_t household,
                          const int64_t persons[REACH_GROUPS], const double *radius_m)
{
    struct gap_square *square = &cells->squares[index];
    bool known_any = false, uncovered_any = false;
    for (size_t t = 0; t < store->type_count; t++) {
        struct gap_type_sum *type = &cells->types[index * cells->type_count + t];
        double distance_m = (double)reach_store_distance_m(store, household, t);
        if (isnan(distance_m))
            continue;
        bool uncovered = distance_m > radius_m[t]; /* false without a radius */
        add_persons(&type->known, persons[REACH_ALL]);
        if (uncovered)
            add_persons(&type->uncovered, persons[REACH_ALL]);
        known_any |= !isnan(radius_m[t]);
        uncovered_any |= uncovered;
    }
    square->households++;
    add_persons(&square->persons, persons[REACH_ALL]);
    add_persons(&square->recent, persons[REACH_RECENT]);
    if (known_any)
        add_persons(&square->known_any, persons[REACH_ALL]);
    if (uncovered_any)
        add_persons(&square->uncovered_any, persons[REACH_ALL]);
}

static void add_mass(struct gap_mass *mass, int64_t persons)
{
    mass->households++;
    mass->persons_nano += persons;
}

static enum mah_status sum_store(struct gap_grid *cells, struct cell_index *index, const struct reach_store *store,
                                 const double *radius_m, const bool *is_hidden, struct mah_error *err)
{
    enum mah_status status = MAH_OK;
    for (size_t i = 0; status == MAH_OK && i < store->count; i++) {
        const struct reach_row *row = reach_store_row(store, i);
        int64_t persons[REACH_GROUPS];
        size_t square = 0;
        reach_row_persons(row, 0, true, persons);
        cells->recent_asked |= row->class_known != 0;
        add_mass(&cells->total, persons[REACH_ALL]);
        if (row->grid_cell == NO_GRID_CELL) {
            add_mass(&cells->unplaced, persons[REACH_ALL]);
            continue;
        }
        status = find_cell(&square, index, cells, row->grid_cell, err);
        if (status != MAH_OK)
            continue;
        add_household(cells, square, store, i, persons, radius_m);
        if (is_hidden == NULL || !is_hidden[row->mahalle])
            add_persons(&cells->squares[square].counting, persons[REACH_ALL]);
    }
    return status;
}

enum mah_status gap_cells_new(struct gap_grid **out, const struct reach_store *store, const double *radius_m,
                              const bool *is_hidden, struct mah_error *err)
{
    struct gap_grid *cells = NULL;
    struct cell_index index = {0};
    enum mah_status status = gap_grid_empty(&cells, store->type_count, err);
    if (status == MAH_OK)
        status = sum_store(cells, &index, store, radius_m, is_hidden, err);
    memory_free(index.square);
    if (status != MAH_OK) {
        gap_grid_free(cells);
        return status;
    }
    *out = cells;
    return MAH_OK;
}
