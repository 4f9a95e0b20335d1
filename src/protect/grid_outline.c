/* What is the outline of a set of smallest cells? */
#include "protect/grid_outline.h"

#include <string.h>

enum direction { EAST, NORTH, WEST, SOUTH, DIRECTIONS };

/* A walk around the cells of one part, which are on its left. */
struct walk {
    struct gap_shape part, walked; /* walked: sides of cells, from west to east; a ring has one at least */
    struct outline_corner path[OUTLINE_EDGES];
    size_t length;
    int16_t place[OUTLINE_SIDE + 1][OUTLINE_SIDE + 1]; /* of a corner in the path; -1: not in it */
};

static bool has_cell(const struct gap_shape *shape, int column, int row)
{
    if (column < 0 || row < 0 || column >= OUTLINE_SIDE || row >= OUTLINE_SIDE)
        return false;
    return (shape->rows[row] >> column & 1) != 0;
}

/* A side of a cell belongs to the outline where the part lies on its left and not on its right. */
static bool has_edge(const struct gap_shape *part, int column, int row, enum direction way)
{
    static const struct {
        int column, row;
    } left[DIRECTIONS] = {{0, 0}, {-1, 0}, {-1, -1}, {0, -1}}, right[DIRECTIONS] = {{0, -1}, {0, 0}, {-1, 0}, {-1, -1}};
    return has_cell(part, column + left[way].column, row + left[way].row) &&
           !has_cell(part, column + right[way].column, row + right[way].row);
}

/* The path from a corner on is a ring: it goes into the outline, and the path goes on from the corner. */
static void close_ring(struct outline *out, struct walk *walk, size_t start)
{
    struct outline_ring *ring = &out->rings[out->ring_count++];
    long twice_area = 0;
    ring->start = out->corner_count;
    for (size_t i = start; i < walk->length; i++) {
        struct outline_corner a = walk->path[i], b = walk->path[i + 1 < walk->length ? i + 1 : start];
        twice_area += (long)a.column * b.row - (long)b.column * a.row;
        out->corners[out->corner_count++] = a;
        walk->place[a.row][a.column] = -1;
    }
    out->corners[out->corner_count++] = walk->path[start];
    ring->end = out->corner_count;
    ring->is_shell = twice_area > 0;
    walk->length = start;
}

/* Turning left first keeps to the sides of one cell where two touch at a corner. */
static enum direction next_way(const struct walk *walk, int column, int row, enum direction way)
{
    enum direction left = (way + 1) % DIRECTIONS, right = (way + 3) % DIRECTIONS;
    if (has_edge(&walk->part, column, row, left))
        return left;
    return has_edge(&walk->part, column, row, way) ? way : right;
}

static void walk_around(struct outline *out, struct walk *walk, int first_column, int first_row)
{
    static const int step_column[DIRECTIONS] = {1, 0, -1, 0}, step_row[DIRECTIONS] = {0, 1, 0, -1};
    int column = first_column, row = first_row;
    enum direction way = EAST;
    do {
        walk->place[row][column] = (int16_t)walk->length;
        walk->path[walk->length++] = (struct outline_corner){(uint8_t)column, (uint8_t)row};
        if (way == EAST)
            walk->walked.rows[row] |= UINT32_C(1) << column;
        column += step_column[way];
        row += step_row[way];
        way = next_way(walk, column, row, way);
        if (walk->place[row][column] >= 0)
            close_ring(out, walk, (size_t)walk->place[row][column]);
    } while (column != first_column || row != first_row || way != EAST);
}

static void trace_part(struct outline *out, struct walk *walk)
{
    size_t first = out->ring_count;
    walk->walked = (struct gap_shape){{0}};
    for (int row = 0; row < OUTLINE_SIDE; row++)
        for (int column = 0; column < OUTLINE_SIDE; column++)
            if (has_edge(&walk->part, column, row, EAST) && !has_cell(&walk->walked, column, row))
                walk_around(out, walk, column, row);
    for (size_t i = first; i < out->ring_count; i++) {
        struct outline_ring ring = out->rings[i];
        if (!ring.is_shell)
            continue;
        out->rings[i] = out->rings[first];
        out->rings[first] = ring;
    }
    out->part_count++;
}

/* Grows a part from one cell to all that hang together with it by their sides. */
static void grow_part(struct gap_shape *part, const struct gap_shape *cells)
{
    bool grew = true;
    while (grew) {
        grew = false;
        for (int row = 0; row < OUTLINE_SIDE; row++) {
            uint32_t bits = part->rows[row], beside = bits | bits << 1 | bits >> 1;
            beside |= row > 0 ? part->rows[row - 1] : 0;
            beside |= row + 1 < OUTLINE_SIDE ? part->rows[row + 1] : 0;
            part->rows[row] = beside & cells->rows[row];
            grew |= part->rows[row] != bits;
        }
    }
}

void outline_trace(struct outline *out, const struct gap_shape *shape)
{
    struct gap_shape rest = *shape;
    struct walk walk = {.length = 0};
    memset(walk.place, -1, sizeof walk.place);
    out->corner_count = out->ring_count = out->part_count = 0;
    for (int row = 0; row < OUTLINE_SIDE; row++)
        while (rest.rows[row] != 0) {
            walk.part = (struct gap_shape){{0}};
            walk.part.rows[row] = rest.rows[row] & (~rest.rows[row] + 1); /* the lowest bit: its western cell */
            grow_part(&walk.part, &rest);
            trace_part(out, &walk);
            for (int i = row; i < OUTLINE_SIDE; i++)
                rest.rows[i] &= ~walk.part.rows[i];
        }
}
