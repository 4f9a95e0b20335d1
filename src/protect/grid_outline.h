/* What is the outline of a set of smallest cells? */
#ifndef PROTECT_GRID_OUTLINE_H
#define PROTECT_GRID_OUTLINE_H

#include "indicate/gap_grid.h"

/* Every side of a cell is at most once part of an outline; a ring has four at least. */
enum {
    OUTLINE_SIDE = 1 << GAP_TOP_LEVEL,
    OUTLINE_EDGES = 2 * OUTLINE_SIDE * (OUTLINE_SIDE + 1),
    OUTLINE_RINGS = OUTLINE_EDGES / 4
};

/* A corner of a smallest cell, counted from the south-western corner of the square. */
struct outline_corner {
    uint8_t column, row;
};

struct outline_ring {
    size_t start, end; /* into the corners; the first is repeated at the end */
    bool is_shell;     /* a new part begins */
};

/*
 * Valid by the OGC rules: the cells of a part hang together by their sides; cells that touch at a corner only are
 * parts that touch there. No ring meets itself: where it would, the part has a hole that touches its shell. The first
 * ring of a part is its shell, counter-clockwise; parts come by their southern, then western cell.
 */
struct outline {
    struct outline_corner corners[OUTLINE_EDGES + OUTLINE_RINGS];
    size_t corner_count;
    struct outline_ring rings[OUTLINE_RINGS];
    size_t ring_count, part_count;
};

void outline_trace(struct outline *out, const struct gap_shape *shape);

#endif
