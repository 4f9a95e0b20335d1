/* How large is a shape, and which one point stands for it? */
#include <math.h>
#include <stdlib.h>

#include "base/memory.h"
#include "geometry/point_in_polygon.h"
#include "geometry/ring.h"
#include "geometry/shape.h"

/* ---- area ---- */

static double ring_area(const struct shape *shape, size_t ring)
{
    size_t start = shape->part_start[ring];
    return fabs(ring_twice_area(shape->vertices + start, shape->part_start[ring + 1] - start)) / 2;
}

static enum position side_of_ring(const struct shape *shape, size_t ring, struct point point)
{
    struct polygon one = {.vertices = shape->vertices,
                          .vertex_count = shape->vertex_count,
                          .ring_start = &shape->part_start[ring],
                          .ring_count = 1};
    return point_in_polygon(point, &one);
}

/* Rings do not cross: the first vertex, or middle of a side, of one that is not on the other's border decides. A ring
 * that lies on the other altogether is the same ring again, and the later of the two lies in the earlier. */
static bool ring_lies_in(const struct shape *shape, size_t ring, size_t other)
{
    size_t start = shape->part_start[ring], end = shape->part_start[ring + 1];
    enum position side = POSITION_BORDER;
    for (size_t i = start; i < end && side == POSITION_BORDER; i++)
        side = side_of_ring(shape, other, shape->vertices[i]);
    for (size_t i = start; i + 1 < end && side == POSITION_BORDER; i++) {
        struct point a = shape->vertices[i], b = shape->vertices[i + 1];
        side = side_of_ring(shape, other, (struct point){a.x + (b.x - a.x) / 2, a.y + (b.y - a.y) / 2});
    }
    return side == POSITION_INSIDE || (side == POSITION_BORDER && other < ring);
}

double shape_area_m2(const struct shape *shape)
{
    if (shape->kind != SHAPE_AREAS)
        return 0;
    double area = 0;
    for (size_t ring = 0; ring < shape->part_count; ring++) {
        bool is_hole = false;
        for (size_t other = 0; other < shape->part_count; other++)
            is_hole ^= other != ring && ring_lies_in(shape, ring, other);
        area += is_hole ? -ring_area(shape, ring) : ring_area(shape, ring);
    }
    return area > 0 ? area : 0;
}

/* ---- a point on or in it ---- */

static double length_of(struct point a, struct point b)
{
    return hypot(b.x - a.x, b.y - a.y);
}

static double line_length(const struct shape *shape, size_t line)
{
    double length = 0;
    for (size_t i = shape->part_start[line]; i + 1 < shape->part_start[line + 1]; i++)
        length += length_of(shape->vertices[i], shape->vertices[i + 1]);
    return length;
}

static struct point halfway(const struct shape *shape, size_t line)
{
    double left = line_length(shape, line) / 2;
    size_t last = shape->part_start[line + 1] - 1;
    for (size_t i = shape->part_start[line]; i < last; i++) {
        struct point a = shape->vertices[i], b = shape->vertices[i + 1];
        double length = length_of(a, b);
        if (length >= left && length > 0)
            return (struct point){a.x + (b.x - a.x) * (left / length), a.y + (b.y - a.y) * (left / length)};
        left -= length;
    }
    return shape->vertices[last];
}

/* The earlier of equal ones. */
static size_t largest_part(const struct shape *shape, double (*measure)(const struct shape *, size_t))
{
    size_t largest = 0;
    double most = measure(shape, 0);
    for (size_t part = 1; part < shape->part_count; part++) {
        double size = measure(shape, part);
        if (size > most) {
            most = size;
            largest = part;
        }
    }
    return largest;
}

/* Halfway up the ring, between two heights that vertices have, so that no vertex lies on the line. */
static double scan_height(const struct shape *shape, size_t ring)
{
    double least = INFINITY, most = -INFINITY;
    for (size_t i = shape->part_start[ring]; i < shape->part_start[ring + 1]; i++) {
        least = fmin(least, shape->vertices[i].y);
        most = fmax(most, shape->vertices[i].y);
    }
    double middle = least + (most - least) / 2, below = least, above = most;
    for (size_t i = 0; i < shape->vertex_count; i++) {
        double y = shape->vertices[i].y;
        if (y <= middle && y > below)
            below = y;
        if (y > middle && y < above)
            above = y;
    }
    return below + (above - below) / 2;
}

static int by_size(const void *a_, const void *b_)
{
    const double *a = a_, *b = b_;
    return (*a > *b) - (*a < *b);
}

static size_t cross(const struct shape *shape, double y, double *x)
{
    size_t count = 0;
    for (size_t part = 0; part < shape->part_count; part++) {
        for (size_t i = shape->part_start[part]; i + 1 < shape->part_start[part + 1]; i++) {
            struct point a = shape->vertices[i], b = shape->vertices[i + 1];
            if ((a.y > y) != (b.y > y))
                x[count++] = a.x + (b.x - a.x) * ((y - a.y) / (b.y - a.y));
        }
    }
    if (count > 1)
        qsort(x, count, sizeof *x, by_size);
    return count;
}

static enum mah_status point_inside(struct point *out, const struct shape *shape, struct mah_error *err)
{
    double *x = memory_new(shape->vertex_count, sizeof *x);
    if (!x)
        return mah_no_memory(err);
    double y = scan_height(shape, largest_part(shape, ring_area)), widest = -1;
    size_t count = cross(shape, y, x);
    for (size_t i = 0; i + 1 < count; i += 2) {
        if (x[i + 1] - x[i] > widest) {
            widest = x[i + 1] - x[i];
            *out = (struct point){x[i] + widest / 2, y};
        }
    }
    memory_free(x);
    /* An area that is a line, or thinner than its coordinates can tell: a corner lies on it. */
    if (widest < 0 || !shape_contains(shape, *out))
        *out = shape->vertices[0];
    return MAH_OK;
}

enum mah_status shape_point_on(struct point *out, const struct shape *shape, struct mah_error *err)
{
    *out = (struct point){NAN, NAN};
    if (shape->part_count == 0)
        return mah_fail(err, MAH_BAD_DATA, "the geometry is empty");
    if (shape->kind == SHAPE_AREAS)
        return point_inside(out, shape, err);
    *out = shape->kind == SHAPE_LINES ? halfway(shape, largest_part(shape, line_length)) : shape->vertices[0];
    if (!isfinite(out->x) || !isfinite(out->y)) /* longer than numbers reach */
        *out = shape->vertices[0];
    return MAH_OK;
}
