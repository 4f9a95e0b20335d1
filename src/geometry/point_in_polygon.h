/* Does a polygon contain a point, touch it, or neither? Exactly. */
#ifndef GEOMETRY_POINT_IN_POLYGON_H
#define GEOMETRY_POINT_IN_POLYGON_H

#include "geometry/polygon.h"

enum position { POSITION_OUTSIDE = -1, POSITION_BORDER = 0, POSITION_INSIDE = 1 };

/* Walks every segment. The reference that banded tests are proved against. */
enum position point_in_polygon(struct point point, const struct polygon *polygon);

/*
 * The same answer from the segments of one horizontal band only. A ray to the right of the point crosses, and the point
 * lies on, only segments whose y-range holds the point's y; the band of that y lists all of these.
 */
struct banded_polygon;
enum mah_status banded_polygon_new(struct banded_polygon **out, const struct polygon *polygon,
                                   struct mah_error *err); /* borrows */
void banded_polygon_free(struct banded_polygon *banded);
enum position point_in_banded_polygon(struct point point, const struct banded_polygon *banded);

#endif
