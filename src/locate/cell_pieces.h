/* Which pieces of a border decide whether a point of a cell lies inside? */
#ifndef LOCATE_CELL_PIECES_H
#define LOCATE_CELL_PIECES_H

#include <math.h>
#include <stdint.h>

#include "base/error.h"
#include "geometry/point_in_polygon.h"
#include "geometry/polygon.h"

struct cell_grid;

/* Some segments one after the other, and a height. */
struct border_piece {
    const struct point *first; /* borrowed: the ends of the segments; one end where there is none */
    uint32_t segments;
    double height; /* one more crossing for points below it; BORDER_NO_HEIGHT: for none */
};
#define BORDER_NO_HEIGHT (-HUGE_VAL)

/* What a border is in one cell. */
struct cell_border {
    uint32_t first_piece, piece_count;
    bool starts_inside; /* crossings that every point of the cell has: an odd number of them */
    bool is_left_out;   /* not worked out: too much for the memory or the time */
};

struct cell_pieces {
    struct border_piece *piece;
    size_t count, capacity, work;
};
void cell_pieces_release(struct cell_pieces *pieces);

/* The segments of one polygon by the rows of the grid that they reach: those of row r from start[r - first_row] on. */
struct border_rows {
    const struct point *vertices;
    uint32_t first_row;
    uint32_t *start, *segment;
    size_t start_capacity, segment_capacity;
};
/* Start with {0}; the same for polygon after polygon. */
enum mah_status border_rows_list(struct border_rows *rows, const struct cell_grid *grid, const struct polygon *polygon,
                                 struct mah_error *err);
void border_rows_release(struct border_rows *rows);
/* Does that polygon contain a point of a row, which is not on its border? */
bool border_rows_surround(const struct border_rows *rows, uint32_t row, struct point point);

/* What the border of that polygon is in a cell of the grid. */
enum mah_status cell_pieces_add(struct cell_pieces *pieces, struct cell_border *out, const struct border_rows *rows,
                                const struct cell_grid *grid, uint32_t cell, struct mah_error *err);

/* Are these the same segments, in whichever direction, and the same heights? False where that is not easily seen. */
bool border_pieces_equal(const struct border_piece *a, const struct border_piece *b, uint32_t count);

/* Where a point of the cell lies: the answer of point_in_polygon. */
enum position cell_pieces_position(const struct border_piece *piece, uint32_t count, bool starts_inside,
                                   struct point point);

#endif
