/* Where does a square of the gap grid lie, and what is it called? */
#include "protect/grid_square.h"

#include <inttypes.h>
#include <math.h>
#include <stdio.h>

struct grid_frame grid_frame_of(const struct reach_tally_rules *rules, struct transformation *to_output)
{
    return (struct grid_frame){rules->grid_origin, rules->grid_cell_m, to_output};
}

static struct point corner_at(const struct grid_frame *frame, unsigned column, unsigned row)
{
    return (struct point){frame->origin.x + column * frame->cell_m, frame->origin.y + row * frame->cell_m};
}

int64_t grid_square_side_m(const struct gap_square *square, const struct grid_frame *frame)
{
    return llround(frame->cell_m) << square->level;
}

void grid_square_id(char id[GRID_SQUARE_ID_SIZE], const struct gap_square *square, const struct grid_frame *frame)
{
    struct point corner = corner_at(frame, square->column, square->row);
    snprintf(id, GRID_SQUARE_ID_SIZE, "E%lldN%lld_%" PRId64 "m", llround(corner.x), llround(corner.y),
             grid_square_side_m(square, frame));
}

/* Counter-clockwise from the south-western corner; closed. */
static void put_corners(struct point *vertices, const struct gap_square *square, const struct grid_frame *frame)
{
    unsigned side = 1u << square->level, west = square->column, south = square->row;
    for (unsigned i = 0; i < side; i++) {
        vertices[i] = corner_at(frame, west + i, south);
        vertices[side + i] = corner_at(frame, west + side, south + i);
        vertices[2 * side + i] = corner_at(frame, west + side - i, south + side);
        vertices[3 * side + i] = corner_at(frame, west, south + side - i);
    }
    vertices[4 * (size_t)side] = vertices[0];
}

static bool all_finite(const struct polygon *polygon)
{
    for (size_t i = 0; i < polygon->vertex_count; i++)
        if (!isfinite(polygon->vertices[i].x) || !isfinite(polygon->vertices[i].y))
            return false;
    return true;
}

enum mah_status grid_square_polygon(struct polygon *out, bool *is_placed, const struct gap_square *square,
                                    const struct grid_frame *frame, struct mah_error *err)
{
    size_t vertices = 4 * ((size_t)1 << square->level) + 1;
    enum mah_status status = polygon_reserve(out, vertices, 1, 1, err);
    if (status != MAH_OK)
        return status;
    put_corners(out->vertices, square, frame);
    transformation_apply(frame->to_output, out->vertices, vertices);
    out->ring_start[1] = vertices;
    out->part_start[1] = 1;
    *is_placed = all_finite(out);
    if (*is_placed)
        polygon_set_bounds(out);
    else
        polygon_release(out);
    return MAH_OK;
}
