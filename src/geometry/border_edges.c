/* Which edges of a polygon reach into a window, and where do they start? Found by a table of their starts. */
#include "geometry/border_edges.h"

#include <string.h>

#include "base/memory.h"
#include "geometry/ring.h"

/* ---- the edges within the common bounds ---- */

static struct rectangle bounds_of_edge(struct point from, struct point to)
{
    bool eastwards = from.x <= to.x, northwards = from.y <= to.y;
    return (struct rectangle){eastwards ? from.x : to.x, northwards ? from.y : to.y, eastwards ? to.x : from.x,
                              northwards ? to.y : from.y};
}

static bool add_edge(struct border_edges *list, struct point from, struct point to)
{
    if (memory_grow((void **)&list->edges, &list->capacity, list->count + 1, sizeof *list->edges) != 0)
        return false;
    struct rectangle bounds = bounds_of_edge(from, to);
    list->edges[list->count++] = (struct border_edge){from, to, bounds, false};
    if (bounds.max_x - bounds.min_x > list->widest)
        list->widest = bounds.max_x - bounds.min_x;
    return true;
}

static void turn_round(struct border_edge *edges, size_t count)
{
    for (size_t i = 0; i < (count + 1) / 2; i++) {
        struct border_edge first = edges[i], last = edges[count - 1 - i];
        edges[i] = (struct border_edge){last.to, last.from, last.bounds, false};
        edges[count - 1 - i] = (struct border_edge){first.to, first.from, first.bounds, false};
    }
}

static bool add_ring(struct border_edges *list, const struct point *ring, size_t count, bool shell,
                     const struct rectangle *window)
{
    size_t before = list->count;
    unsigned from = count > 0 ? sides_beyond(window, ring[0]) : 0;
    for (size_t i = 0; i + 1 < count; i++) {
        unsigned to = sides_beyond(window, ring[i + 1]), beyond = from & to;
        from = to;
        if (beyond == 0 && !same_point(ring[i], ring[i + 1]) && !add_edge(list, ring[i], ring[i + 1]))
            return false;
    }
    if (list->count > before && ring_is_counter_clockwise(ring, count) != shell)
        turn_round(list->edges + before, list->count - before);
    return true;
}

/* ---- where edges start ---- */

/* Of points that are the same, though one may be written -0. */
static size_t place_in_table(const struct border_edges *list, struct point point)
{
    double coordinates[] = {point.x + 0.0, point.y + 0.0};
    uint64_t bits[2];
    memcpy(bits, coordinates, sizeof bits);
    uint64_t mixed = (bits[0] ^ (bits[1] << 29 | bits[1] >> 35)) * 0x9E3779B97F4A7C15u;
    return (size_t)(mixed >> 32) & (list->table_size - 1);
}

static bool build_table(struct border_edges *list)
{
    if (list->count >= UINT32_MAX / 4)
        return false;
    for (list->table_size = 8; list->table_size < 2 * list->count;)
        list->table_size *= 2;
    if (memory_grow((void **)&list->table, &list->table_capacity, list->table_size, sizeof *list->table) != 0)
        return false;
    memset(list->table, 0, list->table_size * sizeof *list->table);
    for (size_t i = 0; i < list->count; i++) {
        size_t place = place_in_table(list, list->edges[i].from);
        while (list->table[place] != 0)
            place = (place + 1) & (list->table_size - 1);
        list->table[place] = (uint32_t)i + 1;
    }
    return true;
}

bool border_edges_gather(struct border_edges *list, const struct polygon *polygon, const struct rectangle *window)
{
    list->count = 0;
    list->widest = 0;
    for (size_t part = 0; part < polygon->part_count; part++) {
        size_t shell = polygon->part_start[part];
        for (size_t ring = shell; ring < polygon->part_start[part + 1]; ring++) {
            size_t start = polygon->ring_start[ring], count = polygon->ring_start[ring + 1] - start;
            if (!add_ring(list, polygon->vertices + start, count, ring == shell, window))
                return false;
        }
    }
    return build_table(list);
}

struct border_edge *border_edges_find(const struct border_edges *list, struct point from, struct point to)
{
    for (size_t place = place_in_table(list, from); list->table[place] != 0;
         place = (place + 1) & (list->table_size - 1)) {
        struct border_edge *edge = &list->edges[list->table[place] - 1];
        if (same_point(edge->from, from) && same_point(edge->to, to))
            return edge;
    }
    return NULL;
}

bool border_edges_start_at(const struct border_edges *list, struct point point)
{
    for (size_t place = place_in_table(list, point); list->table[place] != 0;
         place = (place + 1) & (list->table_size - 1))
        if (same_point(list->edges[list->table[place] - 1].from, point))
            return true;
    return false;
}
