/* Where does a piece of the gap grid lie, and what is it called? */
#include "protect/grid_square.h"

#include <inttypes.h>
#include <math.h>
#include <stdio.h>

#include "protect/grid_outline.h"

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

double grid_square_area_km2(const struct gap_grid *grid, size_t square, const struct grid_frame *frame)
{
    return frame->cell_m * frame->cell_m * gap_square_cells(grid, square) / 1e6;
}

void grid_square_id(char id[GRID_SQUARE_ID_SIZE], const struct gap_square *square, const struct grid_frame *frame)
{
    struct point corner = corner_at(frame, square->column, square->row);
    snprintf(id, GRID_SQUARE_ID_SIZE, "E%lldN%lld_%" PRId64 "m%s", llround(corner.x), llround(corner.y),
             grid_square_side_m(square, frame), gap_square_is_rest(square) ? "_rest" : "");
}

/* Counter-clockwise from the south-western corner; closed. */
static enum mah_status put_square(struct polygon *out, const struct gap_square *square, const struct grid_frame *frame,
                                  struct mah_error *err)
{
    unsigned side = 1u << square->level, west = square->column, south = square->row;
    enum mah_status status = polygon_reserve(out, 4 * (size_t)side + 1, 1, 1, err);
    if (status != MAH_OK)
        return status;
    for (unsigned i = 0; i < side; i++) {
        out->vertices[i] = corner_at(frame, west + i, south);
        out->vertices[side + i] = corner_at(frame, west + side, south + i);
        out->vertices[2 * side + i] = corner_at(frame, west + side - i, south + side);
        out->vertices[3 * side + i] = corner_at(frame, west, south + side - i);
    }
    out->vertices[4 * (size_t)side] = out->vertices[0];
    out->ring_start[1] = 4 * (size_t)side + 1;
    out->part_start[1] = 1;
    return MAH_OK;
}

static enum mah_status put_rest(struct polygon *out, const struct gap_square *square, const struct gap_shape *shape,
                                const struct grid_frame *frame, struct mah_error *err)
{
    struct outline outline;
    size_t vertex = 0, part = 0;
    outline_trace(&outline, shape);
    enum mah_status status = polygon_reserve(out, outline.corner_count, outline.ring_count, outline.part_count, err);
    if (status != MAH_OK)
        return status;
    for (size_t r = 0; r < outline.ring_count; r++) {
        const struct outline_ring *ring = &outline.rings[r];
        if (ring->is_shell)
            out->part_start[part++] = r;
        for (size_t i = ring->start; i < ring->end; i++)
            out->vertices[vertex++] = corner_at(frame, (unsigned)square->column + outline.corners[i].column,
                                                (unsigned)square->row + outline.corners[i].row);
        out->ring_start[r + 1] = vertex;
    }
    out->part_start[part] = outline.ring_count;
    return MAH_OK;
}

static bool all_finite(const struct polygon *polygon)
{
    for (size_t i = 0; i < polygon->vertex_count; i++)
        if (!isfinite(polygon->vertices[i].x) || !isfinite(polygon->vertices[i].y))
            return false;
    return true;
}

enum mah_status grid_square_polygon(struct polygon *out, bool *is_placed, const struct gap_grid *grid, size_t square,
                                    const struct grid_frame *frame, struct mah_error *err)
{
    const struct gap_square *piece = &grid->squares[square];
    enum mah_status status = gap_square_is_rest(piece) ? put_rest(out, piece, &grid->shapes[piece->shape], frame, err)
                                                       : put_square(out, piece, frame, err);
    if (status != MAH_OK)
        return status;
    transformation_apply(frame->to_output, out->vertices, out->vertex_count);
    *is_placed = all_finite(out);
    if (*is_placed)
        polygon_set_bounds(out);
    else
        polygon_release(out);
    return MAH_OK;
}
