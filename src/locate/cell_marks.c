/*
 * Which cells of a grid may the border of a polygon enter? More are marked than needed, never fewer.
 *
 * A cell stands for the doubles that cell_grid_column and cell_grid_row map to it; let X and Y be the smallest
 * intervals of reals around those x and y. A segment "enters" the cell if it meets X x Y. What is marked:
 *   - Rows: from that of the lower end to that of the upper end. The mapping is monotone, so the Y of every other row
 *     lies wholly above or wholly below the segment.
 *   - In one row, or in one column: all cells between the ends, by the same argument. Nothing is computed.
 *   - Else, row by row: the x-range of the piece of the segment that lies within Y. The piece is taken a 64th of a row
 *     too long at both ends and its x-range a 64th of a column too wide at both sides. That outweighs all rounding: the
 *     grid is made so that a cell is at least 2^20 units in the last place of the largest coordinate (cell_grid.c),
 *     a 64th of it 2^14 of them, while the computed row limits and x are off by fewer than 20. The widened range is cut
 *     to the segment's own x-range, which is exact, and its two ends go through the same monotone mapping.
 * Between the X of two neighbouring columns lies no double. If the piece of a segment passes there, the ends of its
 * range are doubles on both sides, so both columns are marked: a run of unmarked cells in a row has no border in it,
 * nor in its seams.
 */
#include "locate/cell_marks.h"

#include <math.h>

#include "base/memory.h"

enum mah_status cell_marks_init(struct cell_marks *marks, size_t polygons, size_t cells, struct mah_error *err)
{
    *marks = (struct cell_marks){0};
    marks->start = memory_new(polygons + 1, sizeof *marks->start);
    marks->stamp = memory_new(cells, sizeof *marks->stamp);
    if (marks->start && marks->stamp)
        return MAH_OK;
    cell_marks_release(marks);
    return mah_no_memory(err);
}

void cell_marks_release(struct cell_marks *marks)
{
    memory_free(marks->cell);
    memory_free(marks->start);
    memory_free(marks->stamp);
    *marks = (struct cell_marks){0};
}

/* What marking one polygon needs. */
struct marking {
    struct cell_marks *marks;
    const struct cell_grid *grid;
    double column_width, row_height;
    uint32_t stamp;
    bool out_of_memory;
};

static void mark_cells(struct marking *marking, uint32_t row, uint32_t first_column, uint32_t last_column)
{
    struct cell_marks *marks = marking->marks;
    size_t wanted = marks->count + (last_column - first_column + 1);
    if (memory_grow((void **)&marks->cell, &marks->capacity, wanted, sizeof *marks->cell) != 0) {
        marking->out_of_memory = true;
        return;
    }
    uint32_t row_start = row * marking->grid->columns;
    for (uint32_t cell = row_start + first_column; cell <= row_start + last_column; cell++) {
        if (marks->stamp[cell] == marking->stamp)
            continue;
        marks->stamp[cell] = marking->stamp;
        marks->cell[marks->count++] = cell;
    }
}

static void mark_piece_in_row(struct marking *marking, uint32_t row, struct point low, struct point high, double slope)
{
    static const double margin = 1.0 / 64;
    const struct cell_grid *grid = marking->grid;
    double south = grid->bounds.min_y + ((double)row - margin) * marking->row_height;
    double north = grid->bounds.min_y + ((double)row + 1 + margin) * marking->row_height;
    double y0 = south > low.y ? south : low.y, y1 = north < high.y ? north : high.y;
    double x0 = low.x + (y0 - low.y) * slope, x1 = low.x + (y1 - low.y) * slope;
    double west = (x0 < x1 ? x0 : x1) - margin * marking->column_width;
    double east = (x0 < x1 ? x1 : x0) + margin * marking->column_width;
    double least = low.x < high.x ? low.x : high.x, most = low.x < high.x ? high.x : low.x;
    mark_cells(marking, row, cell_grid_column(grid, west > least ? west : least),
               cell_grid_column(grid, east < most ? east : most));
}

static void mark_segment(struct marking *marking, struct point a, struct point b)
{
    const struct cell_grid *grid = marking->grid;
    struct point low = a.y <= b.y ? a : b, high = a.y <= b.y ? b : a;
    uint32_t first_row = cell_grid_row(grid, low.y), last_row = cell_grid_row(grid, high.y);
    uint32_t a_column = cell_grid_column(grid, a.x), b_column = cell_grid_column(grid, b.x);
    uint32_t first_column = a_column < b_column ? a_column : b_column;
    uint32_t last_column = a_column < b_column ? b_column : a_column;
    double slope = first_row < last_row ? (high.x - low.x) / (high.y - low.y) : 0;
    bool one_line = first_row == last_row || first_column == last_column;
    for (uint32_t row = first_row; row <= last_row; row++) {
        if (one_line || !isfinite(slope))
            mark_cells(marking, row, first_column, last_column);
        else
            mark_piece_in_row(marking, row, low, high, slope);
    }
}

enum mah_status cell_marks_add(struct cell_marks *marks, const struct cell_grid *grid, const struct polygon *polygon,
                               uint32_t index, struct mah_error *err)
{
    struct marking marking = {.marks = marks, .grid = grid, .stamp = index + 1};
    marking.column_width = (grid->bounds.max_x - grid->bounds.min_x) / grid->columns;
    marking.row_height = (grid->bounds.max_y - grid->bounds.min_y) / grid->rows;
    marks->start[index] = marks->count;
    for (size_t ring = 0; ring < polygon->ring_count && !marking.out_of_memory; ring++) {
        for (size_t i = polygon->ring_start[ring]; i + 1 < polygon->ring_start[ring + 1]; i++)
            mark_segment(&marking, polygon->vertices[i], polygon->vertices[i + 1]);
    }
    marks->start[index + 1] = marks->count;
    return marking.out_of_memory ? mah_no_memory(err) : MAH_OK;
}
