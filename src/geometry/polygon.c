/* What is a polygon made of? Its memory, its bounds, and whether two are the same. */
#include "geometry/polygon.h"

#include <math.h>
#include <string.h>

#include "base/memory.h"

enum mah_status polygon_reserve(struct polygon *out, size_t vertices, size_t rings, size_t parts, struct mah_error *err)
{
    *out = (struct polygon){
        .vertex_count = vertices, .ring_count = rings, .part_count = parts, .bounds = rectangle_empty()};
    out->vertices = memory_new(vertices > 0 ? vertices : 1, sizeof *out->vertices);
    out->ring_start = memory_new(rings + 1, sizeof *out->ring_start);
    out->part_start = memory_new(parts + 1, sizeof *out->part_start);
    if (out->vertices && out->ring_start && out->part_start)
        return MAH_OK;
    polygon_release(out);
    return mah_no_memory(err);
}

enum mah_status polygon_copy(struct polygon *out, const struct polygon *polygon, struct mah_error *err)
{
    enum mah_status status = polygon_reserve(out, polygon->vertex_count, polygon->ring_count, polygon->part_count, err);
    if (status != MAH_OK)
        return status;
    if (polygon->vertex_count > 0)
        memcpy(out->vertices, polygon->vertices, polygon->vertex_count * sizeof *out->vertices);
    if (polygon->ring_count > 0)
        memcpy(out->ring_start, polygon->ring_start, (polygon->ring_count + 1) * sizeof *out->ring_start);
    if (polygon->part_count > 0)
        memcpy(out->part_start, polygon->part_start, (polygon->part_count + 1) * sizeof *out->part_start);
    out->bounds = polygon->bounds;
    return MAH_OK;
}

void polygon_set_bounds(struct polygon *polygon)
{
    polygon->bounds = rectangle_empty();
    for (size_t i = 0; i < polygon->vertex_count; i++)
        rectangle_include(&polygon->bounds, polygon->vertices[i]);
}

void polygon_release(struct polygon *polygon)
{
    memory_free(polygon->vertices);
    memory_free(polygon->ring_start);
    memory_free(polygon->part_start);
    *polygon = (struct polygon){.bounds = rectangle_empty()};
}

static bool same_offsets(const size_t *a, const size_t *b, size_t count)
{
    return count == 0 || memcmp(a, b, (count + 1) * sizeof *a) == 0;
}

bool polygon_equals(const struct polygon *a, const struct polygon *b)
{
    if (a->vertex_count != b->vertex_count || a->ring_count != b->ring_count || a->part_count != b->part_count)
        return false;
    if (!same_offsets(a->ring_start, b->ring_start, a->ring_count) ||
        !same_offsets(a->part_start, b->part_start, a->part_count))
        return false;
    for (size_t i = 0; i < a->vertex_count; i++) {
        if (a->vertices[i].x != b->vertices[i].x || a->vertices[i].y != b->vertices[i].y)
            return false;
    }
    return true;
}

struct rectangle rectangle_empty(void)
{
    return (struct rectangle){INFINITY, INFINITY, -INFINITY, -INFINITY};
}

void rectangle_include(struct rectangle *rectangle, struct point point)
{
    if (point.x < rectangle->min_x)
        rectangle->min_x = point.x;
    if (point.x > rectangle->max_x)
        rectangle->max_x = point.x;
    if (point.y < rectangle->min_y)
        rectangle->min_y = point.y;
    if (point.y > rectangle->max_y)
        rectangle->max_y = point.y;
}

void rectangle_join(struct rectangle *rectangle, const struct rectangle *other)
{
    if (!(other->min_x <= other->max_x))
        return;
    rectangle_include(rectangle, (struct point){other->min_x, other->min_y});
    rectangle_include(rectangle, (struct point){other->max_x, other->max_y});
}

bool rectangle_contains(const struct rectangle *rectangle, struct point point)
{
    return point.x >= rectangle->min_x && point.x <= rectangle->max_x && point.y >= rectangle->min_y &&
           point.y <= rectangle->max_y;
}

bool rectangle_meets(const struct rectangle *a, const struct rectangle *b)
{
    return a->min_x <= b->max_x && b->min_x <= a->max_x && a->min_y <= b->max_y && b->min_y <= a->max_y;
}
