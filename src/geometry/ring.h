/* Which way round does a ring run? */
#ifndef GEOMETRY_RING_H
#define GEOMETRY_RING_H

#include "geometry/polygon.h"

/*
 * Does the ring, closed, count vertices, run counter-clockwise? Exact for every ring without a spike at its
 * westernmost (then southernmost) vertex, so for every ring of a valid polygon.
 */
bool ring_is_counter_clockwise(const struct point *ring, size_t count);

/* Twice the area in the plane, positive where the ring runs counter-clockwise, in plain doubles. Seen from the first
 * vertex, so that large coordinates cost no digits. */
double ring_twice_area(const struct point *ring, size_t count);

#endif
