/* Which open facility of one type is nearest to a point in a straight line, and which ones lie within a radius? */
#ifndef REACH_STRAIGHT_H
#define REACH_STRAIGHT_H

#include <stddef.h>
#include <stdint.h>

#include "base/error.h"
#include "reach/reach.h"
#include "read/services.h"

struct straight;
/* Over the facilities that `chosen` lists (indexes into `facilities`, rising); borrows the facilities, not the list. */
enum mah_status straight_new(struct straight **out, const struct facility *facilities, const uint32_t *chosen,
                             size_t count, struct mah_error *err);
void straight_free(struct straight *straight);

/* Equal distances go to the facility that comes first. INFINITY and NO_FACILITY where none was chosen, NAN and
 * NO_FACILITY for a point that is not finite. Thread-safe. */
struct reach_link straight_nearest(const struct straight *straight, struct point point);
/* The same by asking every shape: the reference. */
struct reach_link straight_nearest_slowly(const struct facility *facilities, const uint32_t *chosen, size_t count,
                                          struct point point);

/* The first facility whose distance is 0, an area one stands in; NO_FACILITY where there is none. Thread-safe. */
uint32_t straight_here(const struct straight *straight, struct point point);

/* Room for radius searches; one a thread. */
struct straight_circle;
enum mah_status straight_circle_new(struct straight_circle **out, const struct straight *straight,
                                    struct mah_error *err);
void straight_circle_free(struct straight_circle *circle);
/* All chosen facilities within radius_m, border included, by rising facility; borrowed until the next call. */
const struct reach_link *straight_within(struct straight_circle *circle, struct point point, double radius_m,
                                         size_t *count);

#endif
