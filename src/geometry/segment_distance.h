/* How far is it from a point to a segment? */
#ifndef GEOMETRY_SEGMENT_DISTANCE_H
#define GEOMETRY_SEGMENT_DISTANCE_H

#include "geometry/polygon.h"

/*
 * Squared, in the plane. Seen from the point, so that large coordinates cost no digits; ends in a fixed order, so that
 * a segment is as far either way round. A segment whose ends are one is a point.
 */
static inline double squared_distance_to_segment(struct point point, struct point a, struct point b)
{
    bool ordered = a.x < b.x || (a.x == b.x && a.y <= b.y);
    struct point from = ordered ? a : b, to = ordered ? b : a;
    double x = from.x - point.x, y = from.y - point.y;
    double dx = to.x - from.x, dy = to.y - from.y;
    double along = -(x * dx + y * dy), squared_length = dx * dx + dy * dy;
    if (!(along > 0))
        return x * x + y * y;
    if (along >= squared_length) {
        x = to.x - point.x;
        y = to.y - point.y;
        return x * x + y * y;
    }
    double across = x * dy - y * dx;
    return across / squared_length * across;
}

#endif
