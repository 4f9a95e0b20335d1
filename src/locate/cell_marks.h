/* Which cells of a grid may the border of a polygon enter? */
#ifndef LOCATE_CELL_MARKS_H
#define LOCATE_CELL_MARKS_H

#include "locate/cell_grid.h"

/* A growing list of cells, those of polygon p from start[p] to start[p + 1]. */
struct cell_marks {
    uint32_t *cell;
    size_t count, capacity;
    size_t *start;
    uint32_t *stamp; /* a cell: 1 + the polygon that marked it last */
};

/* For that many polygons; cells 0: the list alone, no stamps. */
enum mah_status cell_marks_init(struct cell_marks *marks, size_t polygons, size_t cells, struct mah_error *err);
void cell_marks_release(struct cell_marks *marks);

/* Appends every cell that a segment of the polygon may enter, each once. Polygons come in ascending order, from 0. */
enum mah_status cell_marks_add(struct cell_marks *marks, const struct cell_grid *grid, const struct polygon *polygon,
                               uint32_t index, struct mah_error *err);

#endif
