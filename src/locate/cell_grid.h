/* Which mahalle can a position belong to? A grid of cells that knows the answer, or the few candidates. */
#ifndef LOCATE_CELL_GRID_H
#define LOCATE_CELL_GRID_H

#include <stdint.h>

#include "base/error.h"
#include "geometry/point_in_polygon.h"
#include "locate/cell_pieces.h"
#include "read/boundaries.h"

/* A polygon that a point of a cell may lie in. */
struct candidate {
    uint32_t mahalle; /* its index, with CANDIDATE_... */
    uint32_t first_piece, piece_count;
};

struct cell_grid {
    struct rectangle bounds;
    double columns_per_unit, rows_per_unit;
    uint32_t columns, rows;
    uint32_t *cell; /* row by row, from the south-west; see CELL_... */
    /* Of the cells that a border enters, one cell after the other, in each by ascending index of mahalle. */
    struct candidate *candidate;
    size_t candidate_count;
    struct cell_pieces pieces;
};

/* A cell is a list (the rest is where it starts among the candidates), or its answer: 0 for none, else 1 + the smallest
 * index of a mahalle. */
enum { CELL_IN_OVERLAP = 1 << 30, CELL_ANSWER = CELL_IN_OVERLAP - 1 };
static const uint32_t cell_is_list = 1u << 31;
/* Of a candidate: it is the last of its cell; it contains the whole cell, so that nothing is left to ask; cell_border's
 * starts_inside and is_left_out; in this cell it lies on the far side of the border of the candidate before it, all of
 * it and nothing else; its index. */
static const uint32_t candidate_is_last = 1u << 31, candidate_inside = 1u << 30, candidate_starts_inside = 1u << 29,
                      candidate_is_whole = 1u << 28, candidate_is_far_side = 1u << 27, candidate_index = (1u << 27) - 1;

/* Start with {0}; released by the caller, also after a failure. As fine as pays for so many points. */
enum mah_status cell_grid_build(struct cell_grid *grid, const struct boundary_set *boundaries, uint64_t points,
                                struct mah_error *err);
void cell_grid_release(struct cell_grid *grid);

/*
 * The one mapping from coordinates to cells, for points and borders alike. Monotone, because subtracting, multiplying
 * by a positive number and cutting off are, each as the processor rounds them. x and y lie within the bounds.
 */
static inline uint32_t cell_grid_column(const struct cell_grid *grid, double x)
{
    double column = (x - grid->bounds.min_x) * grid->columns_per_unit;
    return column >= grid->columns ? grid->columns - 1 : (uint32_t)column;
}

static inline uint32_t cell_grid_row(const struct cell_grid *grid, double y)
{
    double row = (y - grid->bounds.min_y) * grid->rows_per_unit;
    return row >= grid->rows ? grid->rows - 1 : (uint32_t)row;
}

#endif
