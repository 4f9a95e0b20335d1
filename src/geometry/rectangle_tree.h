/* Which of many rectangles are near a point? A packed tree, read-only once built. */
#ifndef GEOMETRY_RECTANGLE_TREE_H
#define GEOMETRY_RECTANGLE_TREE_H

#include <stddef.h>
#include <stdint.h>

#include "base/error.h"
#include "geometry/polygon.h"

double squared_distance_to_rectangle(struct point point, const struct rectangle *rectangle); /* 0 inside */

struct rectangle_tree;
/* Of finite rectangles, fewer than 2^32; borrows nothing. */
enum mah_status rectangle_tree_new(struct rectangle_tree **out, const struct rectangle *rectangles, size_t count,
                                   struct mah_error *err);
void rectangle_tree_free(struct rectangle_tree *tree);

/*
 * Calls `visit` for every item whose rectangle is not farther than *limit (squared), nearer branches first; a visit may
 * lower the limit. Thread-safe as long as the context is.
 */
typedef void (*rectangle_visit)(void *context, uint32_t item, double *limit);
void rectangle_tree_search(const struct rectangle_tree *tree, struct point point, double *limit, rectangle_visit visit,
                           void *context);

#endif
