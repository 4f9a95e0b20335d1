/* Cells of a street grid; for street_grid.c, which fills them, and street_grid_nearest.c, which looks them up. */
#ifndef GEOMETRY_STREET_GRID_PARTS_H
#define GEOMETRY_STREET_GRID_PARTS_H

#include <math.h>

#include "geometry/street_grid.h"

enum { PAGE_SIDE = 16, PAGE_CELLS = PAGE_SIDE * PAGE_SIDE };
#define NO_PAGE UINT32_MAX
/* Positions are kept apart from the borders of cells by this share of a cell: far above the rounding of coordinates. */
static const double cell_slack = 1e-6;

static inline size_t page_at(const struct street_grid *grid, int64_t column, int64_t row)
{
    return (size_t)((row / PAGE_SIDE) * (grid->columns / PAGE_SIDE) + column / PAGE_SIDE);
}

/* The page must exist. */
static inline size_t cell_at(const struct street_grid *grid, int64_t column, int64_t row)
{
    return (size_t)grid->page[page_at(grid, column, row)] * PAGE_CELLS +
           (size_t)(row % PAGE_SIDE * PAGE_SIDE + column % PAGE_SIDE);
}

static inline int64_t cell_step(double from, double to, double cell_m)
{
    return (int64_t)floor((to - from) / cell_m);
}

#endif
