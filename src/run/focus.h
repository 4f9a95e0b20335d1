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

/* A rectangle that reaches distance_m metres farther to all sides, and a little more. */
struct rectangle rectangle_grown(const struct rectangle *rectangle, const struct crs *crs, double distance_m);

#endif
