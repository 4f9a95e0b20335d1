/* Which border is nearest to a point, where borders are projected only when somebody comes near them? */
#ifndef LOCATE_NEAR_BORDERS_H
#define LOCATE_NEAR_BORDERS_H

#include "geometry/projection.h"
#include "locate/border_tree.h"
#include "read/boundaries.h"

struct near_borders;
/* Borrows the boundaries. The transformation leads from their reference system to the plane; `metres_per_unit` is the
 * plane's. */
enum mah_status near_borders_new(struct near_borders **out, const struct boundary_set *boundaries,
                                 struct transformation *to_plane, double metres_per_unit, struct mah_error *err);
void near_borders_free(struct near_borders *borders);

/*
 * The nearest border of all, to a point of the plane. Many threads may ask, each with its own transformation of the
 * same kind. False where memory ran out; then `best` is unfinished.
 */
bool near_borders_search(struct near_borders *borders, struct transformation *to_plane, struct point point,
                         struct nearest_border *best);

#endif
