/* Does a polygon contain a point, touch it, or neither? The reference: every segment is asked. */
#include "geometry/point_in_polygon.h"

#include <math.h>

#include "geometry/segment.h"

enum position point_in_polygon(struct point point, const struct polygon *polygon)
{
    if (!isfinite(point.x) || !isfinite(point.y))
        return POSITION_OUTSIDE;
    bool inside = false;
    for (size_t ring = 0; ring < polygon->ring_count; ring++) {
        for (size_t i = polygon->ring_start[ring]; i + 1 < polygon->ring_start[ring + 1]; i++) {
            enum ray_meeting meeting = ray_meets_segment(point, polygon->vertices[i], polygon->vertices[i + 1]);
            if (meeting == RAY_STARTS_ON_SEGMENT)
                return POSITION_BORDER;
            inside ^= meeting == RAY_CROSSES;
        }
    }
    return inside ? POSITION_INSIDE : POSITION_OUTSIDE;
}
