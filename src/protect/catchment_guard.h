/*
 * The catchment of which facilities may be told? The persons within the radius of one are a part of the covered of the
 * mahalle around it: with a map, and what is shown of the others, that of a mahalle that hides its own is left.
 */
#ifndef PROTECT_CATCHMENT_GUARD_H
#define PROTECT_CATCHMENT_GUARD_H

#include "geometry/shape.h"
#include "protect/tables.h"

struct catchment_guard;

/* Borrows the coverage, protected already, and the boundaries of the context. Free with catchment_guard_free. */
enum mah_status catchment_guard_new(struct catchment_guard **out, const struct table_context *context,
                                    struct mah_error *err);
void catchment_guard_free(struct catchment_guard *guard);

/* Not where the city hides how many of the type's target are covered, nor within the radius of a rectangle around a
 * mahalle that does: the rectangle is larger than the mahalle, so that more is hidden than must be, never less. */
bool catchment_may_be_told(const struct catchment_guard *guard, const struct shape *facility, size_t used);

#endif
