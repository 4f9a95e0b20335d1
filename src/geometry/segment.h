/* How does a ray that runs east from a point meet one segment? The step that every point-in-polygon test repeats. */
#ifndef GEOMETRY_SEGMENT_H
#define GEOMETRY_SEGMENT_H

#include "geometry/orientation.h"

enum ray_meeting { RAY_MISSES, RAY_CROSSES, RAY_STARTS_ON_SEGMENT };

/*
 * Half-open rule: a segment counts where exactly one of its ends lies strictly above the ray, so a vertex on the ray is
 * counted once or twice as it should be, and horizontal segments never count. All comparisons are of input numbers; the
 * one computed answer is the exact orientation.
 */
static inline enum ray_meeting ray_meets_segment(struct point point, struct point a, struct point b)
{
    if ((a.y > point.y) == (b.y > point.y)) {
        /* No crossing. The point can still be an upper end, or lie on a horizontal segment. */
        if (a.y != point.y && b.y != point.y)
            return RAY_MISSES;
        if ((a.y == point.y && a.x == point.x) || (b.y == point.y && b.x == point.x))
            return RAY_STARTS_ON_SEGMENT;
        if (a.y == b.y && (a.x < point.x) != (b.x < point.x))
            return RAY_STARTS_ON_SEGMENT;
        return RAY_MISSES;
    }
    if (a.x < point.x && b.x < point.x)
        return RAY_MISSES;
    if (a.x > point.x && b.x > point.x)
        return RAY_CROSSES;
    int side = orientation(a, b, point);
    if (side == 0)
        return RAY_STARTS_ON_SEGMENT;
    /* Left of an upward segment, or right of a downward one: the segment lies east of the point. */
    return (side > 0) == (b.y > a.y) ? RAY_CROSSES : RAY_MISSES;
}

#endif
