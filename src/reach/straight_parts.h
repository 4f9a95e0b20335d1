/* What the index of straight distances is made of; only its own files look inside. */
#ifndef REACH_STRAIGHT_PARTS_H
#define REACH_STRAIGHT_PARTS_H

#include "geometry/point_in_polygon.h"
#include "geometry/rectangle_tree.h"
#include "reach/straight.h"

/*
 * A facility is as far as the nearest of its pieces: a point, a run of segments of a line or an edge, or the inside of
 * an area.
 */
struct piece {
    struct rectangle bounds;
    const struct point *first; /* of segments + 1 vertices; borrowed */
    uint32_t segments;         /* 0: a point, or an inside */
    uint32_t local;            /* index into chosen */
    uint32_t area;             /* whose inside it is; NO_AREA for points and segments */
    uint32_t twins;            /* points that follow at the same place, of later facilities: the same bus stop twice */
};
enum { SEGMENTS_A_PIECE = 8 };
#define NO_AREA UINT32_MAX

struct area {
    struct polygon rings; /* borrows the vertices and offsets of the facility's shape */
    struct banded_polygon *banded;
};

/*
 * Cells that know which pieces can be nearest to any of their points: those that are no farther from the middle than
 * the nearest one and a whole diagonal, the nearest first. A cell with too many of them is split, as services crowd
 * where people do. Beyond the grid, and where too many pieces can be all the same, the tree is asked.
 */
struct candidate_cell {
    uint32_t first; /* candidate; of a split cell the first of its SPLIT x SPLIT cells, row by row */
    uint32_t count; /* 0: ask the tree */
};
enum { SPLIT = 4 };
#define CELL_IS_SPLIT UINT32_MAX

struct candidate_cells {
    struct rectangle bounds;
    double size; /* of the cells that begin the list; those of a split cell are SPLIT times smaller */
    uint32_t columns, rows;
    struct candidate_cell *cell;
    size_t cell_count, cell_capacity;
    uint32_t *piece;
    size_t count, capacity;
};

struct straight {
    const struct facility *facilities;
    uint32_t *chosen;
    size_t chosen_count;
    struct piece *pieces;
    size_t piece_count, piece_capacity;
    uint32_t *head; /* items of the tree: pieces without those that are another's twins */
    size_t head_count;
    struct area *areas;
    size_t area_count;
    struct rectangle_tree *tree;
    struct candidate_cells cells;
};

/* The best answer so far. */
struct nearest_piece {
    double distance, limit; /* what lies farther (squared) than the limit need not be looked at */
    uint32_t local;
};

/* Distances and rectangles are rounded differently, by far less than a micrometre: no tie may be pruned. */
static inline double squared_limit(double distance)
{
    return (distance + 1e-6) * (distance + 1e-6);
}

double piece_squared_distance(const struct straight *straight, const struct piece *piece, struct point point);
/* By the tree alone. */
struct nearest_piece straight_search(const struct straight *straight, struct point point);

static inline bool piece_is_point(const struct piece *piece)
{
    return piece->segments == 0 && piece->area == NO_AREA;
}

enum mah_status candidate_cells_build(struct candidate_cells *cells, const struct straight *straight,
                                      struct mah_error *err);
void candidate_cells_release(struct candidate_cells *cells);
/* NULL and a count of 0: ask the tree. */
const uint32_t *candidate_cells_find(const struct candidate_cells *cells, struct point point, size_t *count);

#endif
