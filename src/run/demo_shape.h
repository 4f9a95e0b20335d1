/* The boundaries of the sample city: cells around the middles of its mahalle, which share every border to the last
 * digit. */
#ifndef RUN_DEMO_SHAPE_H
#define RUN_DEMO_SHAPE_H

#include <stdbool.h>

#include "run/demo_plan.h"

/* The line between two neighbours, from one corner to the next, both included. Drawn once, used by both. */
struct demo_border {
    size_t first, second; /* cells, first < second; cells from plan->count on lie outside the city */
    struct demo_spot *spots;
    size_t count;
    bool outer; /* the city ends here */
    bool river; /* between two ilçe north and south of the river */
};

/* A closed ring, counter-clockwise; the last spot repeats the first. */
struct demo_ring {
    struct demo_spot *spots;
    size_t count;
};

struct demo_shape {
    struct demo_border *borders; /* ordered by (first, second) */
    size_t border_count;
    struct demo_ring *rings; /* one a mahalle, in the order of the plan */
    size_t ring_count;
};

enum mah_status demo_shape_draw(struct demo_shape *out, const struct demo_plan *plan, struct mah_error *err);
void demo_shape_release(struct demo_shape *shape);

/* Does the spot lie inside (1), on the line (0) or outside (-1)? Exact: whole numbers. */
int demo_ring_side(const struct demo_ring *ring, struct demo_spot spot);

#endif
