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
enum { MOST_PIECES = 1 << 24, MOST_WORK = 1 << 28 };

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

bool border_rows_surround(const struct border_rows *rows, uint32_t row, struct point point)
{
    const uint32_t *start = rows->start + (row - rows->first_row);
    bool inside = false;
    for (uint32_t i = start[0]; i < start[1]; i++) {
        const struct point *end = rows->vertices + rows->segment[i];
        inside ^= ray_meets_segment(point, end[0], end[1]) == RAY_CROSSES;
    }
    return inside;
}

/* ---- the pieces of a cell ---- */

enum { HEIGHTS_LOOKED_AT = 16 }; /* a bound on time: heights that cancel and are not found change nothing */

/* The border in one cell, while its segments come in the order of the ring. */
struct gathering {
    struct cell_pieces *pieces;
    struct cell_border *border;
    const struct point *vertices;
    uint32_t row;
    bool out_of_memory;
};

/* A new piece, the last one; NULL where memory ran out. */
static struct border_piece *append(struct gathering *gathering)
{
    struct cell_pieces *pieces = gathering->pieces;
    if (memory_grow((void **)&pieces->piece, &pieces->capacity, pieces->count + 1, sizeof *pieces->piece) != 0) {
        gathering->out_of_memory = true;
        return NULL;
    }
    gathering->border->piece_count++;
    struct border_piece *piece = &pieces->piece[pieces->count++];
    *piece = (struct border_piece){.first = gathering->vertices, .height = BORDER_NO_HEIGHT};
    return piece;
}

/* The same height twice is none. */
static void turn_at_height(struct gathering *gathering, const struct cell_grid *grid, double height)
{
    uint32_t row = cell_grid_row(grid, height), count = gathering->border->piece_count;
    if (row != gathering->row) {
        gathering->border->starts_inside ^= row > gathering->row;
        return;
    }
    struct border_piece *piece = gathering->pieces->piece + gathering->border->first_piece, *free = NULL;
    for (uint32_t i = 0; i < count && i < HEIGHTS_LOOKED_AT; i++) {
        if (piece[i].height == height) {
            piece[i].height = BORDER_NO_HEIGHT;
            return;
        }
        if (free == NULL && piece[i].height == BORDER_NO_HEIGHT)
            free = &piece[i];
    }
    if (free == NULL)
        free = append(gathering);
    if (free != NULL)
        free->height = height;
}

static void take_segment(struct gathering *gathering, const struct point *end)
{
    struct cell_pieces *pieces = gathering->pieces;
    struct border_piece *last = gathering->border->piece_count > 0 ? &pieces->piece[pieces->count - 1] : NULL;
    if (last == NULL || (last->segments > 0 && last->first + last->segments != end))
        last = append(gathering);
    if (last == NULL)
        return;
    if (last->segments == 0)
        last->first = end;
    last->segments++;
}

enum mah_status cell_pieces_add(struct cell_pieces *pieces, struct cell_border *out, const struct border_rows *rows,
                                const struct cell_grid *grid, uint32_t cell, struct mah_error *err)
{
    uint32_t row = cell / grid->columns, column = cell % grid->columns;
    const uint32_t *start = rows->start + (row - rows->first_row);
    *out = (struct cell_border){.first_piece = (uint32_t)pieces->count};
    struct gathering gathering = {.pieces = pieces, .border = out, .vertices = rows->vertices, .row = row};
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

/* ---- two borders in one cell ---- */

static bool equal_ends(const struct border_piece *a, const struct border_piece *b, bool reversed)
{
    for (uint32_t i = 0; i <= a->segments; i++) {
        const struct point *end = &b->first[reversed ? b->segments - i : i];
        if (a->first[i].x != end->x || a->first[i].y != end->y)
            return false;
    }
    return true;
}

static bool equal_segments(const struct border_piece *a, const struct border_piece *b)
{
    return a->segments == b->segments && (a->segments == 0 || equal_ends(a, b, true) || equal_ends(a, b, false));
}

/* Segments and heights are looked for one by one: a crossing counts the same whichever piece it is noted with. */
bool border_pieces_equal(const struct border_piece *a, const struct border_piece *b, uint32_t count)
{
    enum { MOST_COMPARED = 4 };
    unsigned found_segments = 0, found_heights = 0; /* a bit for each piece of b */
    for (uint32_t i = 0; count <= MOST_COMPARED && i < count; i++) {
        uint32_t segments = 0, height = 0;
        while (segments < count && ((found_segments >> segments & 1u) != 0 || !equal_segments(&a[i], &b[segments])))
            segments++;
        while (height < count && ((found_heights >> height & 1u) != 0 || a[i].height != b[height].height))
            height++;
        if (segments == count || height == count)
            return false;
        found_segments |= 1u << segments;
        found_heights |= 1u << height;
    }
    return count <= MOST_COMPARED;
}

/* ---- the answer ---- */

/* By the full rule, for what could not be told quickly. */
static enum position look_at_piece(const struct border_piece *piece, struct point point)
{
    unsigned crossings = 0;
    for (uint32_t i = 0; i < piece->segments; i++) {
        enum ray_meeting meeting = ray_meets_segment(point, piece->first[i], piece->first[i + 1]);
        if (meeting == RAY_STARTS_ON_SEGMENT)
            return POSITION_BORDER;
        crossings += meeting == RAY_CROSSES;
    }
    return crossings % 2 != 0 ? POSITION_INSIDE : POSITION_OUTSIDE;
}

/*
 * Does the ray cross? Without a branch, since the processor would guess it wrongly half of the time. The sign of the
 * determinant is sure where it is larger than its rounding errors can be (Shewchuk 1997, the first stage of his
 * orientation test); where it is not, or an end is level with the point, *unclear is set.
 */
static inline unsigned crosses(struct point point, struct point a, struct point b, unsigned *unclear)
{
    static const double error_share = 3.3306690738754716e-16; /* (3 + 16e) e, e = 2^-53 */
    unsigned straddles = (unsigned)(a.y > point.y) ^ (unsigned)(b.y > point.y);
    double left = (a.x - point.x) * (b.y - point.y), right = (a.y - point.y) * (b.x - point.x);
    double determinant = left - right;
    unsigned sure = fabs(determinant) > error_share * (fabs(left) + fabs(right));
    *unclear |= (straddles & (sure ^ 1)) | (unsigned)(a.y == point.y) | (unsigned)(b.y == point.y);
    return straddles & ((unsigned)(determinant > 0) ^ (unsigned)(a.y > b.y));
}

enum position cell_pieces_position(const struct border_piece *piece, uint32_t count, bool starts_inside,
                                   struct point point)
{
    unsigned inside = starts_inside;
    for (const struct border_piece *end = piece + count; piece < end; piece++) {
        const struct point *vertex = piece->first;
        uint32_t last = piece->segments, i = 0;
        unsigned unclear = 0, crossings = piece->height > point.y;
        do { /* four at a time; behind the last end, segments from it to itself, which are never crossed */
            struct point ends[5];
            for (uint32_t k = 0; k < 5; k++)
                ends[k] = vertex[i + k < last ? i + k : last];
            for (uint32_t k = 0; k < 4; k++)
                crossings ^= crosses(point, ends[k], ends[k + 1], &unclear);
            i += 4;
        } while (i < last);
        if (unclear) {
            enum position exact = look_at_piece(piece, point);
            if (exact == POSITION_BORDER)
                return POSITION_BORDER;
            crossings = (unsigned)(exact == POSITION_INSIDE) ^ (unsigned)(piece->height > point.y);
        }
        inside ^= crossings;
    }
    return inside ? POSITION_INSIDE : POSITION_OUTSIDE;
}
