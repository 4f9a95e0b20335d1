/* Where can a mark for a polygon stand, so that it surely lies in it? */
#ifndef GEOMETRY_INTERIOR_POINT_H
#define GEOMETRY_INTERIOR_POINT_H

#include "geometry/polygon.h"

/* A point in the interior of the largest part, the same for the same polygon; *found is false where the polygon is too
 * thin to have one in doubles. */
enum mah_status polygon_interior_point(struct point *out, bool *found, const struct polygon *polygon,
                                       struct mah_error *err);

#endif
