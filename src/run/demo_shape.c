/* The boundaries of the sample city. */
#include "run/demo_shape.h"

#include <string.h>

#include "base/memory.h"
#include "run/demo_corners.h"
#include "run/demo_line.h"

void demo_shape_release(struct demo_shape *shape)
{
    for (size_t i = 0; i < shape->border_count; i++)
        memory_free(shape->borders[i].spots);
    for (size_t i = 0; i < shape->ring_count; i++)
        memory_free(shape->rings[i].spots);
    memory_free(shape->borders);
    memory_free(shape->rings);
    *shape = (struct demo_shape){0};
}

static bool has_cell(const struct demo_corner *corner, size_t cell)
{
    return corner->cells[0] == cell || corner->cells[1] == cell || corner->cells[2] == cell;
}

/* How the line between two cells looks: streets in the town are short and straight, fields end in bends, rivers wind.
 */
static struct demo_line_style style_of(const struct demo_plan *plan, const struct demo_border *border)
{
    enum demo_kind first = plan->mahalle[border->first].kind;
    enum demo_kind second = border->outer ? KIND_VILLAGE : plan->mahalle[border->second].kind;
    if (border->river)
        return (struct demo_line_style){.piece_m = 300, .bend = 0.24, .rounds = 2};
    if (border->outer || first == KIND_VILLAGE || second == KIND_VILLAGE)
        return (struct demo_line_style){.piece_m = 230, .bend = 0.13, .rounds = 1};
    return (struct demo_line_style){.piece_m = 150, .bend = 0.07, .rounds = 0};
}

static enum mah_status draw_border(struct demo_shape *shape, const struct demo_plan *plan, size_t first, size_t second,
                                   const struct demo_corner *from, const struct demo_corner *to, struct mah_error *err)
{
    struct demo_border *border = &shape->borders[shape->border_count];
    *border = (struct demo_border){.first = first, .second = second, .outer = second >= plan->count};
    border->river = !border->outer && strcmp(plan->mahalle[first].ilce_name, plan->mahalle[second].ilce_name) != 0 &&
                    (strcmp(plan->mahalle[first].ilce_name, "Akarsu") == 0 ||
                     strcmp(plan->mahalle[second].ilce_name, "Akarsu") == 0);
    struct demo_line_style style = style_of(plan, border);
    style.straight_piece = !border->outer && !border->river && shape->border_count % 3 == 0;
    enum mah_status status =
        demo_line_draw(&border->spots, &border->count, from->at, to->at, style, shape->border_count, err);
    if (status == MAH_OK)
        shape->border_count++;
    return status;
}

/* Two cells are neighbours where two corners have both. */
static enum mah_status draw_borders(struct demo_shape *shape, const struct demo_plan *plan,
                                    const struct demo_corner *corners, size_t corner_count, struct mah_error *err)
{
    size_t cells = plan->count + plan->around_count;
    enum mah_status status = MAH_OK;
    for (size_t first = 0; first < plan->count; first++) {
        for (size_t second = first + 1; status == MAH_OK && second < cells; second++) {
            const struct demo_corner *ends[2] = {NULL, NULL};
            size_t found = 0;
            for (size_t i = 0; i < corner_count && found < 2; i++)
                if (has_cell(&corners[i], first) && has_cell(&corners[i], second))
                    ends[found++] = &corners[i];
            if (found == 2)
                status = draw_border(shape, plan, first, second, ends[0], ends[1], err);
        }
    }
    return status;
}

static bool same_spot(struct demo_spot a, struct demo_spot b)
{
    return a.lon == b.lon && a.lat == b.lat;
}

/* Adds a border to the ring, from the end that the ring has reached. */
static void follow(struct demo_ring *ring, const struct demo_border *border)
{
    bool backwards = ring->count > 0 && same_spot(border->spots[border->count - 1], ring->spots[ring->count - 1]);
    for (size_t i = ring->count > 0 ? 1 : 0; i < border->count; i++)
        ring->spots[ring->count++] = border->spots[backwards ? border->count - 1 - i : i];
}

/* The border of the cell, other than `last`, that begins or ends at the spot. */
static const struct demo_border *next_border(const struct demo_shape *shape, size_t cell, struct demo_spot spot,
                                             const struct demo_border *last)
{
    for (size_t i = 0; i < shape->border_count; i++) {
        const struct demo_border *border = &shape->borders[i];
        if (border == last || (border->first != cell && border->second != cell))
            continue;
        if (same_spot(border->spots[0], spot) || same_spot(border->spots[border->count - 1], spot))
            return border;
    }
    return NULL;
}

/* Positive where the ring runs counter-clockwise. */
static int64_t turning(const struct demo_ring *ring)
{
    int64_t sum = 0;
    struct demo_spot o = ring->spots[0];
    for (size_t i = 0; i + 1 < ring->count; i++) {
        struct demo_spot a = ring->spots[i], b = ring->spots[i + 1];
        sum += (int64_t)(a.lon - o.lon) * (b.lat - o.lat) - (int64_t)(b.lon - o.lon) * (a.lat - o.lat);
    }
    return sum;
}

static void reverse(struct demo_ring *ring)
{
    for (size_t i = 0, j = ring->count - 1; i < j; i++, j--) {
        struct demo_spot spot = ring->spots[i];
        ring->spots[i] = ring->spots[j];
        ring->spots[j] = spot;
    }
}

static enum mah_status close_ring(struct demo_shape *shape, size_t cell, struct mah_error *err)
{
    struct demo_ring *ring = &shape->rings[cell];
    const struct demo_border *border = NULL;
    size_t room = 1;
    for (size_t i = 0; i < shape->border_count; i++) {
        if (shape->borders[i].first != cell && shape->borders[i].second != cell)
            continue;
        room += shape->borders[i].count;
        border = &shape->borders[i];
    }
    ring->spots = memory_new(room, sizeof *ring->spots);
    if (ring->spots == NULL)
        return mah_no_memory(err);
    while (border != NULL && ring->count + border->count <= room) {
        follow(ring, border);
        if (same_spot(ring->spots[0], ring->spots[ring->count - 1]))
            break;
        border = next_border(shape, cell, ring->spots[ring->count - 1], border);
    }
    if (ring->count < 4 || !same_spot(ring->spots[0], ring->spots[ring->count - 1]))
        return mah_fail(err, MAH_FAILED, "'demo/plan.csv': the mahalle in row %zu has no closed border", cell + 1);
    if (turning(ring) < 0)
        reverse(ring);
    return MAH_OK;
}

enum mah_status demo_shape_draw(struct demo_shape *out, const struct demo_plan *plan, struct mah_error *err)
{
    struct demo_corner *corners = NULL;
    size_t corner_count = 0;
    *out = (struct demo_shape){0};
    enum mah_status status = demo_corners_find(&corners, &corner_count, plan, err);
    if (status == MAH_OK) {
        /* A border has two corners, a corner at most three borders. */
        out->borders = memory_new(corner_count * 3 / 2 + 1, sizeof *out->borders);
        out->rings = memory_new(plan->count, sizeof *out->rings);
        if (out->borders == NULL || out->rings == NULL)
            status = mah_no_memory(err);
    }
    if (status == MAH_OK)
        status = draw_borders(out, plan, corners, corner_count, err);
    if (status == MAH_OK)
        out->ring_count = plan->count;
    for (size_t cell = 0; status == MAH_OK && cell < plan->count; cell++)
        status = close_ring(out, cell, err);
    memory_free(corners);
    if (status != MAH_OK)
        demo_shape_release(out);
    return status;
}

int demo_ring_side(const struct demo_ring *ring, struct demo_spot spot)
{
    bool inside = false;
    for (size_t i = 0; i + 1 < ring->count; i++) {
        struct demo_spot a = ring->spots[i], b = ring->spots[i + 1];
        int64_t cross = (int64_t)(b.lon - a.lon) * (spot.lat - a.lat) - (int64_t)(b.lat - a.lat) * (spot.lon - a.lon);
        bool between_lat = (a.lat <= spot.lat) != (b.lat <= spot.lat);
        int32_t west = a.lon < b.lon ? a.lon : b.lon, east = a.lon < b.lon ? b.lon : a.lon;
        int32_t south = a.lat < b.lat ? a.lat : b.lat, north = a.lat < b.lat ? b.lat : a.lat;
        if (cross == 0 && spot.lon >= west && spot.lon <= east && spot.lat >= south && spot.lat <= north)
            return 0;
        if (between_lat && (cross > 0) == (b.lat > a.lat))
            inside = !inside;
    }
    return inside ? 1 : -1;
}
