/* Which edges of a polygon reach into a window, and where do they start? */
#ifndef GEOMETRY_BORDER_EDGES_H
#define GEOMETRY_BORDER_EDGES_H

#include "geometry/shared_border.h"

struct border_edge {
    struct point from, to; /* the interior lies on the left */
    struct rectangle bounds;
    bool matched; /* the other polygon has it in the opposite direction */
};

static inline bool same_point(struct point a, struct point b)
{
    return a.x == b.x && a.y == b.y;
}

/* The sides of the window beyond which a point lies; 0: none. Two points beyond the same side: so is all between them.
 */
static inline unsigned sides_beyond(const struct rectangle *window, struct point point)
{
    return (unsigned)(point.x < window->min_x) | (unsigned)(point.x > window->max_x) << 1 |
           (unsigned)(point.y < window->min_y) << 2 | (unsigned)(point.y > window->max_y) << 3;
}

/* The edges whose bounds meet the window, in the order of the rings. False where memory ran out. */
bool border_edges_gather(struct border_edges *list, const struct polygon *polygon, const struct rectangle *window);

/* That edge; NULL where it is not in the list. */
struct border_edge *border_edges_find(const struct border_edges *list, struct point from, struct point to);
bool border_edges_start_at(const struct border_edges *list, struct point point);

#endif
