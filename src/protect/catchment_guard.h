/*
 * The catchment of which facilities may be told? The persons within the radius of one are a part of the covered of the
 * mahalle around it: with a map, and what is shown of the others, that of a mahalle that hides its own is left.
 */
#ifndef PROTECT_CATCHMENT_GUARD_H
#define PROTECT_CATCHMENT_GUARD_H

#include "protect/tables.h"

struct catchment_guard;

/* Borrows the coverage, protected already, and the boundaries of the context. Free with catchment_guard_free. */
enum mah_status catchment_guard_new(struct catchment_guard **out, const struct table_context *context,
                                    struct mah_error *err);
void catchment_guard_free(struct catchment_guard *guard);

/* The persons of the target of a used type within the radius of a facility of the set, not rounded; not asked where the
 * type has no catchments or the facility no capacity. Hidden where it is small, where the city hides how many of the
 * target are covered, and within the radius of a rectangle around a mahalle that does: the rectangle is larger than the
 * mahalle, so that more is hidden than must be, never less. */
struct count catchment_of(const struct catchment_guard *guard, size_t facility, size_t used);

/* Does nobody live within the radius? */
bool catchment_is_empty(const struct catchment_guard *guard, size_t facility);

#endif
