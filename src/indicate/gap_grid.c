/* Where do the people live whom a service does not reach? A quadtree over the cells that hold a household. */
#include "indicate/gap_grid.h"

#include <stdlib.h>

#include "base/memory.h"
#include "check/household.h"
#include "indicate/gap_cells.h"

/* A cell in the order of the quadtree: the cells of every aligned square follow one another. */
struct ordered_cell {
    uint32_t place;
    uint32_t square; /* index into the cells */
};

struct merging {
    const struct gap_grid *cells;
    const struct ordered_cell *order;
    const struct gap_thresholds *thresholds;
    struct gap_grid *merged;
    uint32_t *left; /* cells, as indices, that stand in no piece yet: a stack */
    size_t left_count;
    struct gap_shape taken; /* what stands in a piece already, of the largest square in hand */
};

/* The bits of a 16-bit number at the even places of a 32-bit one. */
static uint32_t spread_bits(uint32_t bits)
{
    bits = (bits | bits << 8) & 0x00FF00FFu;
    bits = (bits | bits << 4) & 0x0F0F0F0Fu;
    bits = (bits | bits << 2) & 0x33333333u;
    return (bits | bits << 1) & 0x55555555u;
}

static int compare_places(const void *a, const void *b)
{
    uint32_t x = ((const struct ordered_cell *)a)->place, y = ((const struct ordered_cell *)b)->place;
    return (x > y) - (x < y);
}

static enum mah_status order_cells(struct ordered_cell **out, const struct gap_grid *cells, struct mah_error *err)
{
    struct ordered_cell *order = memory_new(cells->count + 1, sizeof *order);
    if (order == NULL)
        return mah_no_memory(err);
    for (size_t i = 0; i < cells->count; i++) {
        const struct gap_square *cell = &cells->squares[i];
        order[i].place = spread_bits(cell->column) | spread_bits(cell->row) << 1;
        order[i].square = (uint32_t)i;
    }
    qsort(order, cells->count, sizeof *order, compare_places);
    *out = order;
    return MAH_OK;
}

/* A household without any weight stands for nobody and does not help to hide its neighbours. */
static bool holds_enough(const struct merging *work, size_t from)
{
    int64_t records = 0, persons_nano = 0;
    for (size_t i = from; i < work->left_count; i++) {
        const struct gap_square *cell = &work->cells->squares[work->left[i]];
        records += cell->counting.records;
        persons_nano += cell->counting.nano;
    }
    return records >= work->thresholds->households && persons_nano >= work->thresholds->persons * WEIGHT_ONE;
}

static void add_sum(struct gap_sum *sum, const struct gap_sum *part)
{
    sum->nano += part->nano;
    sum->records += part->records;
}

static void add_square(struct gap_grid *grid, size_t into, const struct gap_grid *cells, size_t from)
{
    struct gap_square *sum = &grid->squares[into];
    const struct gap_square *part = &cells->squares[from];
    sum->households += part->households;
    add_sum(&sum->persons, &part->persons);
    add_sum(&sum->recent, &part->recent);
    add_sum(&sum->known_any, &part->known_any);
    add_sum(&sum->uncovered_any, &part->uncovered_any);
    for (size_t t = 0; t < grid->type_count; t++) {
        struct gap_type_sum *type = &grid->types[into * grid->type_count + t];
        add_sum(&type->known, &gap_square_types(cells, from)[t].known);
        add_sum(&type->uncovered, &gap_square_types(cells, from)[t].uncovered);
    }
}

/* Takes what is free of a square into the shape; false where all of it was free. */
static bool take_free(struct gap_shape *shape, struct gap_shape *taken, const struct gap_square *square)
{
    unsigned side = 1u << square->level, top = (1u << GAP_TOP_LEVEL) - 1;
    unsigned west = square->column & top, south = square->row & top;
    uint32_t full = UINT32_MAX >> ((1u << GAP_TOP_LEVEL) - side);
    bool is_rest = false;
    for (unsigned i = 0; i < side; i++) {
        uint32_t *row = &taken->rows[south + i];
        shape->rows[i] = ~(*row >> west) & full;
        is_rest |= shape->rows[i] != full;
        *row |= full << west;
    }
    return is_rest;
}

static enum mah_status set_shape(struct merging *work, struct gap_square *square, struct mah_error *err)
{
    struct gap_grid *merged = work->merged;
    struct gap_shape shape = {{0}};
    if (!take_free(&shape, &work->taken, square))
        return MAH_OK; /* a remainder that is the whole square is a square */
    if (memory_grow((void **)&merged->shapes, &merged->shape_capacity, merged->shape_count + 1,
                    sizeof *merged->shapes) != 0)
        return mah_no_memory(err);
    square->shape = (uint32_t)merged->shape_count;
    merged->shapes[merged->shape_count++] = shape;
    return MAH_OK;
}

/* All that is left of a square, cells `from` and on, becomes a piece. */
static enum mah_status publish(struct merging *work, size_t from, unsigned level, struct mah_error *err)
{
    const struct gap_square *first = &work->cells->squares[work->left[from]];
    unsigned mask = 0xFFFFu << level & 0xFFFFu;
    size_t at = work->merged->count;
    enum mah_status status = gap_grid_add(work->merged, (uint16_t)(first->column & mask), (uint16_t)(first->row & mask),
                                          (uint8_t)level, err);
    if (status == MAH_OK)
        status = set_shape(work, &work->merged->squares[at], err);
    if (status != MAH_OK)
        return status;
    for (size_t i = from; i < work->left_count; i++)
        add_square(work->merged, at, work->cells, work->left[i]);
    work->left_count = from;
    work->merged->published.households += work->merged->squares[at].households;
    work->merged->published.persons_nano += work->merged->squares[at].persons.nano;
    return MAH_OK;
}

static void drop_left(struct merging *work)
{
    for (size_t i = 0; i < work->left_count; i++) {
        const struct gap_square *cell = &work->cells->squares[work->left[i]];
        work->merged->dropped.households += cell->households;
        work->merged->dropped.persons_nano += cell->persons.nano;
    }
    work->left_count = 0;
}

/* The end of the cells that lie in the same square of this level as the one at start. */
static size_t end_of_square(const struct merging *work, size_t start, size_t end, unsigned level)
{
    uint32_t square = work->order[start].place >> 2 * level;
    size_t i = start;
    while (i < end && work->order[i].place >> 2 * level == square)
        i++;
    return i;
}

/* The cells from start to end are all those of one square of this level. Leaves what stands in no piece. */
static enum mah_status settle(struct merging *work, size_t start, size_t end, unsigned level, struct mah_error *err)
{
    enum mah_status status = MAH_OK;
    size_t from = work->left_count;
    if (level == 0)
        work->left[work->left_count++] = work->order[start].square;
    for (size_t i = start, next; level > 0 && status == MAH_OK && i < end; i = next) {
        next = end_of_square(work, i, end, level - 1);
        status = settle(work, i, next, level - 1, err);
    }
    if (status == MAH_OK && work->left_count > from && holds_enough(work, from))
        status = publish(work, from, level, err);
    return status;
}

static enum mah_status merge(struct merging *work, struct mah_error *err)
{
    enum mah_status status = MAH_OK;
    work->left = memory_new(((size_t)1 << 2 * GAP_TOP_LEVEL) + 1, sizeof *work->left);
    if (work->left == NULL)
        return mah_no_memory(err);
    for (size_t i = 0, next; status == MAH_OK && i < work->cells->count; i = next) {
        next = end_of_square(work, i, work->cells->count, GAP_TOP_LEVEL);
        work->taken = (struct gap_shape){{0}};
        status = settle(work, i, next, GAP_TOP_LEVEL, err);
        drop_left(work);
    }
    memory_free(work->left);
    return status;
}

/* Side, north, east: no two pieces agree in all of them, since a square is one piece at most. */
static int compare_squares(const void *a, const void *b)
{
    const struct gap_square *x = a, *y = b;
    if (x->level != y->level)
        return x->level < y->level ? -1 : 1;
    if (x->row != y->row)
        return x->row < y->row ? -1 : 1;
    return (x->column > y->column) - (x->column < y->column);
}

/* A square and where the sums of its types stand, while squares are put in order. */
struct square_place {
    struct gap_square square; /* the first member: compare_squares looks at it */
    size_t index;
};

static enum mah_status sort_squares(struct gap_grid *grid, struct mah_error *err)
{
    struct square_place *places = memory_new(grid->count + 1, sizeof *places);
    struct gap_type_sum *types = memory_new(grid->count * grid->type_count + 1, sizeof *types);
    if (places == NULL || types == NULL) {
        memory_free(places);
        memory_free(types);
        return mah_no_memory(err);
    }
    for (size_t i = 0; i < grid->count; i++)
        places[i] = (struct square_place){grid->squares[i], i};
    qsort(places, grid->count, sizeof *places, compare_squares);
    for (size_t i = 0; i < grid->count; i++) {
        grid->squares[i] = places[i].square;
        for (size_t t = 0; t < grid->type_count; t++)
            types[i * grid->type_count + t] = gap_square_types(grid, places[i].index)[t];
    }
    memory_free(places);
    memory_free(grid->types);
    grid->types = types;
    grid->types_capacity = grid->count * grid->type_count + 1;
    return MAH_OK;
}

enum mah_status gap_grid_new(struct gap_grid **out, const struct reach_store *store, const double *radius_m,
                             const struct gap_thresholds *thresholds, struct mah_error *err)
{
    struct gap_grid *cells = NULL, *merged = NULL;
    struct ordered_cell *order = NULL;
    enum mah_status status = gap_cells_new(&cells, store, radius_m, thresholds->is_hidden, err);
    if (status == MAH_OK)
        status = order_cells(&order, cells, err);
    if (status == MAH_OK)
        status = gap_grid_empty(&merged, store->type_count, err);
    if (status == MAH_OK) {
        merged->total = cells->total;
        merged->unplaced = cells->unplaced;
        merged->recent_asked = cells->recent_asked;
        struct merging work = {.cells = cells, .order = order, .thresholds = thresholds, .merged = merged};
        status = merge(&work, err);
    }
    if (status == MAH_OK)
        status = sort_squares(merged, err);
    memory_free(order);
    gap_grid_free(cells);
    if (status == MAH_OK)
        *out = merged;
    else
        gap_grid_free(merged);
    return status;
}

unsigned gap_square_cells(const struct gap_grid *grid, size_t square)
{
    const struct gap_square *piece = &grid->squares[square];
    unsigned count = 0;
    if (!gap_square_is_rest(piece))
        return 1u << 2 * piece->level;
    for (unsigned row = 0; row < 1u << piece->level; row++)
        for (uint32_t bits = grid->shapes[piece->shape].rows[row]; bits != 0; bits &= bits - 1)
            count++;
    return count;
}

void gap_grid_free(struct gap_grid *grid)
{
    if (grid == NULL)
        return;
    memory_free(grid->squares);
    memory_free(grid->types);
    memory_free(grid->shapes);
    memory_free(grid);
}
