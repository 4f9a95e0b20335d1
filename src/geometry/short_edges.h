/* How large is a ring on the ellipsoid whose edges are short? Much faster than solving the geodesic of each edge. */
#ifndef GEOMETRY_SHORT_EDGES_H
#define GEOMETRY_SHORT_EDGES_H

#include <stdbool.h>
#include <stddef.h>

#include "geometry/polygon.h"

struct ellipsoid {
    double a_m, flattening;
};

/*
 * Square metres, negative for a ring that runs clockwise; vertices are longitude and latitude in degrees, the last one
 * repeats the first, edges are geodesics. False, and nothing is said, where an edge is longer than 2 km, lies beyond 70
 * degrees of latitude or on both sides of the 180th meridian, or a vertex is not finite: geodesic_area.c measures
 * those. The series errs by less than 1e-5 m2 for each kilometre of border; Karney's sums, by their rounding, by up to
 * 1e-3 m2 (tests/unit/geometry/test_area.c).
 */
bool short_edges_area_m2(double *area_m2, const struct ellipsoid *ellipsoid, const struct point *ring, size_t count);

#endif
