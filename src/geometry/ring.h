/* Which way round does a ring run? */
#ifndef GEOMETRY_RING_H
#define GEOMETRY_RING_H

#include "geometry/polygon.h"

/*
 * Does the ring, closed, count vertices, run counter-clockwise? Exact for every ring without a spike at its
 * westernmost (then southernmost) vertex, so for every ring of a valid polygon.
 */
bool ring_is_counter_clockwise(const struct point *ring, size_t count);

#endif
