/*
 * Which mahalle can a position belong to? A cell that no border enters has one answer for all its points, found by the
 * exact test of one of them; the others hold their candidates: the polygons whose border may enter the cell, and those
 * that contain it whole. What "enters" means, and why no cell is missed: cell_marks.c. How a candidate answers:
 * cell_pieces.c.
 */
#include "locate/cell_grid.h"

#include <math.h>

#include "base/memory.h"
#include "locate/cell_lists.h"
#include "locate/cell_marks.h"

/* ---- how many cells ---- */

enum { LEAST_CELLS_A_SIDE = 64, MOST_CELLS_A_SIDE = 4096 };
/* Bounds on time and memory for boundaries unlike any country: thousands of large overlapping polygons, long zigzags.
 */
static const double most_marks = 1 << 24;

struct burden {
    double vertices;
    double crossings_a_side; /* cells entered for each cell that a side of the grid has */
    double cover;            /* how often the bounds of the polygons cover the grid */
};

static struct burden measure_burden(const struct cell_grid *grid, const struct boundary_set *boundaries)
{
    struct burden burden = {0, 0, 0};
    double width = grid->bounds.max_x - grid->bounds.min_x, height = grid->bounds.max_y - grid->bounds.min_y;
    for (size_t k = 0; k < boundaries->count; k++) {
        const struct polygon *polygon = &boundaries->mahalle[k].polygon;
        const struct rectangle *bounds = &polygon->bounds;
        if (polygon->vertex_count == 0) /* a far mahalle: its bounds are empty */
            continue;
        burden.vertices += (double)polygon->vertex_count;
        burden.cover += (bounds->max_x - bounds->min_x) / width * ((bounds->max_y - bounds->min_y) / height);
        for (size_t ring = 0; ring < polygon->ring_count; ring++) {
            for (size_t i = polygon->ring_start[ring]; i + 1 < polygon->ring_start[ring + 1]; i++) {
                struct point a = polygon->vertices[i], b = polygon->vertices[i + 1];
                burden.crossings_a_side += fabs(a.x - b.x) / width + fabs(a.y - b.y) / height;
            }
        }
    }
    return burden;
}

/* Two cells a side for each step of an evenly spread border: the fastest on the boundaries of three provinces. For few
 * points the cells take longer than the points: four cells a point, but no fewer than half a cell a side for each step,
 * below which the lists of the cells take longer. */
static double cells_a_side(const struct cell_grid *grid, const struct boundary_set *boundaries, uint64_t points)
{
    struct burden burden = measure_burden(grid, boundaries);
    double step = sqrt(burden.vertices);
    double side = floor(fmin(2 * step, fmax(step / 2, 2 * sqrt((double)points))));
    side = fmin(fmax(side, LEAST_CELLS_A_SIDE), MOST_CELLS_A_SIDE);
    side = fmin(side, floor(most_marks / burden.crossings_a_side));
    side = fmin(side, floor(sqrt(most_marks / burden.cover)));
    return side >= 1 ? side : 1; /* also where an extent of zero made it NaN */
}

/* One cell where a finer grid would reach into the rounding of the coordinates; see cell_marks.c. */
static void set_axis(uint32_t *cells, double *cells_per_unit, double side, double least, double most)
{
    double extent = most - least, largest = fmax(fabs(least), fabs(most));
    bool fine_enough = extent / side >= ldexp(largest, 20 - 52) && isfinite(side / extent);
    *cells = fine_enough ? (uint32_t)side : 1;
    *cells_per_unit = fine_enough ? side / extent : 0;
}

/* ---- cells that no border enters ---- */

/* All that is needed while the grid is built. */
struct building {
    struct cell_grid *grid;
    const struct boundary_set *boundaries;
    struct border_rows rows;    /* of the polygon in hand */
    struct cell_marks border;   /* cells each polygon's border may enter */
    struct cell_marks interior; /* of these of other polygons, the ones that a polygon contains whole */
    unsigned char *is_entered;
};

static struct point middle_of_cell(const struct cell_grid *grid, uint32_t column, uint32_t row)
{
    double width = (grid->bounds.max_x - grid->bounds.min_x) / grid->columns;
    double height = (grid->bounds.max_y - grid->bounds.min_y) / grid->rows;
    return (struct point){grid->bounds.min_x + (column + 0.5) * width, grid->bounds.min_y + (row + 0.5) * height};
}

static enum mah_status note_inside(struct building *building, uint32_t first_cell, uint32_t last_cell, uint32_t index,
                                   struct mah_error *err)
{
    struct cell_marks *interior = &building->interior;
    for (uint32_t cell = first_cell; cell <= last_cell; cell++) {
        if (!building->is_entered[cell]) {
            uint32_t *answer = &building->grid->cell[cell];
            *answer = *answer == 0 ? index + 1 : *answer | CELL_IN_OVERLAP;
            continue;
        }
        if (memory_grow((void **)&interior->cell, &interior->capacity, interior->count + 1, sizeof *interior->cell) !=
            0)
            return mah_no_memory(err);
        interior->cell[interior->count++] = cell;
    }
    return MAH_OK;
}

/* Runs of cells in a row that the polygon's border does not enter: all their points lie on one side of it. */
static enum mah_status fill_row(struct building *building, uint32_t row, uint32_t first_column, uint32_t last_column,
                                uint32_t index, struct mah_error *err)
{
    const struct cell_grid *grid = building->grid;
    const uint32_t *stamp = building->border.stamp + (size_t)row * grid->columns;
    uint32_t column = first_column;
    while (column <= last_column) {
        if (stamp[column] == index + 1) {
            column++;
            continue;
        }
        uint32_t start = column;
        while (column <= last_column && stamp[column] != index + 1)
            column++;
        struct point sample = middle_of_cell(grid, start, row);
        if (!border_rows_surround(&building->rows, row, sample))
            continue;
        uint32_t row_start = row * grid->columns;
        enum mah_status status = note_inside(building, row_start + start, row_start + column - 1, index, err);
        if (status != MAH_OK)
            return status;
    }
    return MAH_OK;
}

static enum mah_status fill_polygon(struct building *building, uint32_t index, struct mah_error *err)
{
    const struct polygon *polygon = &building->boundaries->mahalle[index].polygon;
    const struct cell_grid *grid = building->grid;
    struct cell_marks *border = &building->border;
    for (size_t i = border->start[index]; i < border->start[index + 1]; i++)
        border->stamp[border->cell[i]] = index + 1;
    building->interior.start[index] = building->interior.count;
    enum mah_status status = MAH_OK;
    if (polygon->vertex_count > 0)
        status = border_rows_list(&building->rows, grid, polygon, err);
    if (status == MAH_OK && polygon->vertex_count > 0) {
        const struct rectangle *bounds = &polygon->bounds;
        uint32_t first_column = cell_grid_column(grid, bounds->min_x),
                 last_column = cell_grid_column(grid, bounds->max_x);
        uint32_t last_row = cell_grid_row(grid, bounds->max_y);
        for (uint32_t row = cell_grid_row(grid, bounds->min_y); row <= last_row && status == MAH_OK; row++)
            status = fill_row(building, row, first_column, last_column, index, err);
    }
    building->interior.start[index + 1] = building->interior.count;
    return status;
}

/* ---- the grid ---- */

static enum mah_status build(struct building *building, struct mah_error *err)
{
    const struct boundary_set *boundaries = building->boundaries;
    struct cell_grid *grid = building->grid;
    size_t cells = (size_t)grid->columns * grid->rows;
    enum mah_status status = cell_marks_init(&building->border, boundaries->count, cells, err);
    if (status == MAH_OK)
        status = cell_marks_init(&building->interior, boundaries->count, 0, err);
    grid->cell = memory_new(cells, sizeof *grid->cell);
    building->is_entered = memory_new(cells, 1);
    if (status == MAH_OK && (!grid->cell || !building->is_entered))
        status = mah_no_memory(err);
    for (uint32_t k = 0; k < boundaries->count && status == MAH_OK; k++)
        status = cell_marks_add(&building->border, grid, &boundaries->mahalle[k].polygon, k, err);
    for (size_t i = 0; i < building->border.count && status == MAH_OK; i++)
        building->is_entered[building->border.cell[i]] = 1;
    for (uint32_t k = 0; k < boundaries->count && status == MAH_OK; k++)
        status = fill_polygon(building, k, err);
    if (status == MAH_OK)
        status = cell_lists_build(grid, boundaries, &building->border, &building->interior, building->is_entered, err);
    return status;
}

enum mah_status cell_grid_build(struct cell_grid *grid, const struct boundary_set *boundaries, uint64_t points,
                                struct mah_error *err)
{
    *grid = (struct cell_grid){.bounds = rectangle_empty()};
    for (size_t k = 0; k < boundaries->count; k++)
        rectangle_join(&grid->bounds, &boundaries->mahalle[k].polygon.bounds);
    if (!(grid->bounds.min_x <= grid->bounds.max_x))
        return MAH_OK; /* nothing can be located */
    if (boundaries->count >= candidate_index)
        return mah_no_memory(err);
    double side = cells_a_side(grid, boundaries, points);
    set_axis(&grid->columns, &grid->columns_per_unit, side, grid->bounds.min_x, grid->bounds.max_x);
    set_axis(&grid->rows, &grid->rows_per_unit, side, grid->bounds.min_y, grid->bounds.max_y);
    struct building building = {.grid = grid, .boundaries = boundaries};
    enum mah_status status = build(&building, err);
    memory_free(building.is_entered);
    border_rows_release(&building.rows);
    cell_marks_release(&building.border);
    cell_marks_release(&building.interior);
    return status;
}

void cell_grid_release(struct cell_grid *grid)
{
    memory_free(grid->cell);
    memory_free(grid->candidate);
    cell_pieces_release(&grid->pieces);
    *grid = (struct cell_grid){0};
}
