/* Do two polygons provably share no area? Most neighbours do: their borders are the same edges, run the other way. */
#ifndef GEOMETRY_SHARED_BORDER_H
#define GEOMETRY_SHARED_BORDER_H

#include <stdint.h>

#include "geometry/polygon.h"

/* Memory that is used again from pair to pair. Start with {0}. */
struct border_scratch {
    struct border_edges {
        struct border_edge *edges;
        uint32_t *table;     /* by where they start: 1 + an edge, or 0; its size is a power of 2 */
        uint32_t *from_west; /* edges, ordered by where they start */
        size_t count, capacity, table_size, table_capacity, order_capacity;
        double widest; /* of the edges, from west to east */
    } of_a, of_b;
};
void border_scratch_release(struct border_scratch *scratch);

/*
 * true only where it is proved, by exact predicates, that the interiors of two valid polygons have no common point.
 * false says nothing; also where memory ran out.
 */
bool borders_only_touch(const struct polygon *a, const struct polygon *b, struct border_scratch *scratch);

#endif
