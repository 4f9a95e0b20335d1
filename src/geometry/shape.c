/* What is the place of a facility made of, and how far is it from a point? */
#include "geometry/shape.h"

#include <math.h>

#include "base/memory.h"
#include "geometry/point_in_polygon.h"
#include "geometry/segment_distance.h"

/* ---- memory and bounds ---- */

enum mah_status shape_reserve(struct shape *out, enum shape_kind kind, size_t vertices, size_t parts,
                              struct mah_error *err)
{
    *out = (struct shape){.kind = kind, .vertex_count = vertices, .part_count = parts, .bounds = rectangle_empty()};
    out->vertices = memory_new(vertices, sizeof *out->vertices);
    out->part_start = memory_new(parts + 1, sizeof *out->part_start);
    if (out->vertices && out->part_start)
        return MAH_OK;
    shape_release(out);
    return mah_no_memory(err);
}

enum mah_status shape_from_point(struct shape *out, struct point point, struct mah_error *err)
{
    *out = (struct shape){.bounds = rectangle_empty()};
    if (!isfinite(point.x) || !isfinite(point.y))
        return mah_fail(err, MAH_BAD_DATA, "the geometry has a coordinate that is not a finite number");
    enum mah_status status = shape_reserve(out, SHAPE_POINTS, 1, 1, err);
    if (status != MAH_OK)
        return status;
    out->vertices[0] = point;
    out->part_start[1] = 1;
    shape_set_bounds(out);
    return MAH_OK;
}

void shape_release(struct shape *shape)
{
    memory_free(shape->vertices);
    memory_free(shape->part_start);
    *shape = (struct shape){.bounds = rectangle_empty()};
}

void shape_set_bounds(struct shape *shape)
{
    shape->bounds = rectangle_empty();
    for (size_t i = 0; i < shape->vertex_count; i++)
        rectangle_include(&shape->bounds, shape->vertices[i]);
}

/* ---- moving ---- */

void shape_swap_axes(struct shape *shape)
{
    for (size_t i = 0; i < shape->vertex_count; i++) {
        struct point vertex = shape->vertices[i];
        shape->vertices[i] = (struct point){vertex.y, vertex.x};
    }
    shape_set_bounds(shape);
}

bool shape_transform(struct shape *shape, struct transformation *transformation)
{
    transformation_apply(transformation, shape->vertices, shape->vertex_count);
    shape_set_bounds(shape);
    for (size_t i = 0; i < shape->vertex_count; i++) {
        if (!isfinite(shape->vertices[i].x) || !isfinite(shape->vertices[i].y))
            return false;
    }
    return true;
}

/* ---- measuring ---- */

struct polygon shape_rings(const struct shape *shape)
{
    return (struct polygon){.vertices = shape->vertices,
                            .vertex_count = shape->vertex_count,
                            .ring_start = shape->part_start,
                            .ring_count = shape->part_count,
                            .bounds = shape->bounds};
}

bool shape_contains(const struct shape *shape, struct point point)
{
    if (shape->kind != SHAPE_AREAS || !rectangle_contains(&shape->bounds, point))
        return false;
    struct polygon rings = shape_rings(shape);
    return point_in_polygon(point, &rings) != POSITION_OUTSIDE;
}

static double squared_distance_to_part(const struct shape *shape, size_t part, struct point point)
{
    size_t start = shape->part_start[part], end = shape->part_start[part + 1];
    if (shape->kind == SHAPE_POINTS)
        return squared_distance_to_segment(point, shape->vertices[start], shape->vertices[start]);
    double nearest = INFINITY;
    for (size_t i = start; i + 1 < end; i++) {
        double squared = squared_distance_to_segment(point, shape->vertices[i], shape->vertices[i + 1]);
        if (squared < nearest)
            nearest = squared;
    }
    return nearest;
}

double shape_distance(const struct shape *shape, struct point point)
{
    if (shape_contains(shape, point))
        return 0;
    double nearest = INFINITY;
    for (size_t part = 0; part < shape->part_count; part++) {
        double squared = squared_distance_to_part(shape, part, point);
        if (squared < nearest)
            nearest = squared;
    }
    return sqrt(nearest);
}
