/* On which side of a line does a point lie? Exactly: no rounding decides. */
#ifndef GEOMETRY_ORIENTATION_H
#define GEOMETRY_ORIENTATION_H

#include "geometry/polygon.h"

/*
 * The sign of (b - a) x (c - a): 1 when c lies left of a->b, -1 right, 0 on the line, exact for all finite doubles
 * whose products neither overflow nor underflow (any coordinate on Earth). Shewchuk (1997): a float filter with a
 * proved error bound decides almost all cases, expansion arithmetic the rest.
 */
int orientation(struct point a, struct point b, struct point c);

/* The same by expansion arithmetic alone: the slow, obviously right path that tests compare with. */
int orientation_exact(struct point a, struct point b, struct point c);

#endif
