/* Is a polygon valid beyond doubt? Asked before GEOS, which takes its time with each. */
#ifndef GEOMETRY_VALID_PROOF_H
#define GEOMETRY_VALID_PROOF_H

#include <stdbool.h>

#include "geometry/polygon.h"

struct banded_edge;

/* Memory for a worker's proofs, the same for one after the other. Start with {0}. */
struct proof_scratch {
    struct point *vertices; /* without repetitions */
    size_t *ring_start;
    struct banded_edge *entries;
    size_t *band_start;
    size_t vertex_capacity, ring_capacity, entry_capacity, band_capacity;
};
void proof_scratch_release(struct proof_scratch *scratch);

/*
 * True only where the polygon is valid (OGC 06-103r4, 6.1.11.1): no two of its rings touch each other or themselves,
 * holes lie in their shell and beside each other, parts beside each other. Rings may repeat a vertex in place. False
 * says nothing: valid polygons whose rings touch, or that would take long, are left to polygon_repair.
 */
bool polygon_is_surely_valid(const struct polygon *polygon, struct proof_scratch *scratch);

#endif
