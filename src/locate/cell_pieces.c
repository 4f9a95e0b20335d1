/*
 * Which pieces of a border decide whether a point of a cell lies inside? A point lies inside where the ray that runs
 * east from it crosses the border an odd number of times, by the half-open rule of ray_meets_segment. For the points of
 * one cell most of that is known beforehand, by columns and rows of the ends of a segment alone (their mapping is
 * monotone, see cell_grid.h):
 *   - A segment wholly in rows above or below, or wholly in columns to the west, is never met.
 *   - A segment wholly in columns to the east is crossed where exactly one of its ends lies above the point: each end
 * is a height, and counts for itself. What two neighbouring segments have in common cancels. An end in a row above or
 *     below is above every point of the cell, or none.
 *   - The others are looked at: the segments of a piece. A point on the border lies on one of them.
 */
#include "locate/cell_pieces.h"

#include "base/memory.h"
#include "geometry/segment.h"
#include "locate/cell_grid.h"

/* Bounds on memory and time, for boundaries unlike any city's: what goes beyond them is tested as a whole polygon. */
enum { MOST_PIECES = 1 << 23, MOST_WORK = 1 << 28 };

void cell_pieces_release(struct cell_pieces *pieces)
{
    memory_free(pieces->piece);
    *pieces = (struct cell_pieces){0};
}

void border_rows_release(struct border_rows *rows)
{
    memory_free(rows->start);
    memory_free(rows->segment);
    *rows = (struct border_rows){0};
}

/* ---- the segments of a row ---- */

/* Lists each segment in its rows, or, without `segment`, counts: start[r + 1] is the count, then the next place. */
static void visit_rows(struct border_rows *rows, const struct cell_grid *grid, const struct polygon *polygon,
                       uint32_t *segment)
{
    uint32_t *next = rows->start + 1;
    for (size_t ring = 0; ring < polygon->ring_count; ring++) {
        for (size_t i = polygon->ring_start[ring]; i + 1 < polygon->ring_start[ring + 1]; i++) {
            uint32_t a = cell_grid_row(grid, polygon->vertices[i].y) - rows->first_row;
            uint32_t b = cell_grid_row(grid, polygon->vertices[i + 1].y) - rows->first_row;
            for (uint32_t row = a < b ? a : b; row <= (a < b ? b : a); row++) {
                if (segment != NULL)
                    segment[next[row]] = (uint32_t)i;
                next[row]++;
            }
        }
    }
}

enum mah_status border_rows_list(struct border_rows *rows, const struct cell_grid *grid, const struct polygon *polygon,
                                 struct mah_error *err)
{
    rows->vertices = polygon->vertices;
    rows->first_row = cell_grid_row(grid, polygon->bounds.min_y);
    size_t count = cell_grid_row(grid, polygon->bounds.max_y) - rows->first_row + 1, total = 0;
    if (memory_grow((void **)&rows->start, &rows->start_capacity, count + 1, sizeof *rows->start) != 0)
        return mah_no_memory(err);
    memset(rows->start, 0, (count + 1) * sizeof *rows->start);
    visit_rows(rows, grid, polygon, NULL);
    for (size_t row = 1; row <= count; row++) {
        uint32_t of_row = rows->start[row];
        rows->start[row] = (uint32_t)total;
        total += of_row;
    }
    if (total > UINT32_MAX ||
        memory_grow((void **)&rows->segment, &rows->segment_capacity, total, sizeof *rows->segment) != 0)
        return mah_no_memory(err);
    visit_rows(rows, grid, polygon, rows->segment);
    return MAH_OK;
}

/* ---- the pieces of a cell ---- */

/* The border in one cell, while its segments come in the order of the ring. */
struct gathering {
    struct cell_pieces *pieces;
    struct cell_border *border;
    uint32_t row;
    bool out_of_memory;
};

static void append(struct gathering *gathering, struct border_piece piece)
{
    struct cell_pieces *pieces = gathering->pieces;
    if (memory_grow((void **)&pieces->piece, &pieces->capacity, pieces->count + 1, sizeof piece) != 0) {
        gathering->out_of_memory = true;
        return;
    }
    pieces->piece[pieces->count++] = piece;
    gathering->border->piece_count++;
}

/* The same height twice is none; the last few are looked at, which finds most. */
static void turn_at_height(struct gathering *gathering, const struct cell_grid *grid, double height)
{
    enum { LOOKED_AT = 8 };
    struct cell_pieces *pieces = gathering->pieces;
    uint32_t row = cell_grid_row(grid, height);
    if (row != gathering->row) {
        gathering->border->starts_inside ^= row > gathering->row;
        return;
    }
    uint32_t count = gathering->border->piece_count;
    for (uint32_t back = 1; back <= count && back <= LOOKED_AT; back++) {
        struct border_piece *piece = &pieces->piece[pieces->count - back];
        if (piece->segments != 0 || piece->at.height != height)
            continue;
        *piece = pieces->piece[--pieces->count];
        gathering->border->piece_count--;
        return;
    }
    append(gathering, (struct border_piece){.at.height = height});
}

static void take_segment(struct gathering *gathering, const struct point *end)
{
    struct cell_pieces *pieces = gathering->pieces;
    struct border_piece *last = gathering->border->piece_count > 0 ? &pieces->piece[pieces->count - 1] : NULL;
    if (last != NULL && last->segments > 0 && last->at.first + last->segments == end)
        last->segments++;
    else
        append(gathering, (struct border_piece){.at.first = end, .segments = 1});
}

enum mah_status cell_pieces_add(struct cell_pieces *pieces, struct cell_border *out, const struct border_rows *rows,
                                const struct cell_grid *grid, uint32_t cell, struct mah_error *err)
{
    uint32_t row = cell / grid->columns, column = cell % grid->columns;
    const uint32_t *start = rows->start + (row - rows->first_row);
    *out = (struct cell_border){.first_piece = (uint32_t)pieces->count};
    struct gathering gathering = {.pieces = pieces, .border = out, .row = row};
    pieces->work += start[1] - start[0];
    out->is_left_out = pieces->work > MOST_WORK || pieces->count > MOST_PIECES;
    if (out->is_left_out)
        return MAH_OK;
    for (uint32_t i = start[0]; i < start[1]; i++) {
        const struct point *end = rows->vertices + rows->segment[i];
        uint32_t a = cell_grid_column(grid, end[0].x), b = cell_grid_column(grid, end[1].x);
        if (a > column && b > column) {
            turn_at_height(&gathering, grid, end[0].y);
            turn_at_height(&gathering, grid, end[1].y);
        } else if (a >= column || b >= column) {
            take_segment(&gathering, end);
        }
    }
    return gathering.out_of_memory ? mah_no_memory(err) : MAH_OK;
}

/* ---- the answer ---- */

/* How a point and the end of a segment lie to each other. */
struct relation {
    unsigned above, level, east, west; /* of the point: 0 or 1 */
};

static inline struct relation relate(struct point point, struct point end)
{
    return (struct relation){end.y > point.y, end.y == point.y, end.x > point.x, end.x < point.x};
}

enum position cell_pieces_position(const struct border_piece *piece, uint32_t count, bool starts_inside,
                                   struct point point)
{
    unsigned inside = starts_inside;
    for (const struct border_piece *end = piece + count; piece < end; piece++) {
        if (piece->segments == 0) {
            inside ^= piece->at.height > point.y;
            continue;
        }
        const struct point *vertex = piece->at.first;
        struct relation from = relate(point, *vertex);
        for (uint32_t i = 0; i < piece->segments; i++) {
            struct relation to = relate(point, vertex[i + 1]);
            unsigned straddles = from.above ^ to.above, crosses = straddles & from.east & to.east;
            unsigned unclear = (straddles & ~(crosses | (from.west & to.west))) | from.level | to.level;
            if (unclear) {
                enum ray_meeting meeting = ray_meets_segment(point, vertex[i], vertex[i + 1]);
                if (meeting == RAY_STARTS_ON_SEGMENT)
                    return POSITION_BORDER;
                crosses = meeting == RAY_CROSSES;
            }
            inside ^= crosses;
            from = to;
        }
    }
    return inside ? POSITION_INSIDE : POSITION_OUTSIDE;
}
