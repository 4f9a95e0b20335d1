/* Which part of a source can hold the households of an area? */
#ifndef RUN_FOCUS_H
#define RUN_FOCUS_H

#include "geometry/projection.h"

/*
 * The rectangle in `to` around all that a rectangle in `from` holds: its sides, drawn with many corners, transformed,
 * and a hundredth more for what lies between the corners. MAH_FAILED where a corner cannot be transformed.
 */
enum mah_status focus_transform(struct rectangle *out, const struct rectangle *focus, const struct crs *from,
                                const struct crs *to, struct mah_error *err);

/*
 * A rectangle that reaches at least distance_m metres on the ground farther to all sides. A metre of a system that is
 * not the working one may be shorter there: of Web Mercator it is 0.45 m at 63 degrees.
 */
struct rectangle rectangle_grown(const struct rectangle *rectangle, const struct crs *crs, const struct crs *working,
                                 double distance_m);

#endif
