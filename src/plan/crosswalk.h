/* How are figures of old areas put onto new ones? In proportion to the area that both share, so that sums stay. */
#ifndef PLAN_CROSSWALK_H
#define PLAN_CROSSWALK_H

#include <stdbool.h>
#include <stddef.h>

#include "base/error.h"

/* Where an old and a new area lie upon each other; at most one for each pair. */
struct shared_area {
    size_t from, to;
    double km2;
};

struct crosswalk_part {
    size_t from, to;
    double share; /* of what the old area has; those of one old area add up to 1 */
};

struct crosswalk {
    size_t from_count, to_count;
    struct crosswalk_part *parts; /* by to, then from */
    size_t part_count;
    size_t *to_start;   /* to_count + 1: the parts of a new area */
    size_t *from_start; /* from_count + 1: those of an old one, as indices in from_parts */
    size_t *from_parts;
    bool *direct;    /* to_count: all of one old area and nothing else, with the same border: nothing is estimated */
    double *outside; /* from_count: share of the old area that lies in no new one; 1: figures that go nowhere */
};

/*
 * A shared area below `sliver` of the smaller of the two areas is a border drawn anew, and no share. What an old area
 * has is shared among the new areas it meets in proportion to the shared areas, also where a part of it lies outside of
 * them all: nobody is lost while it meets one. A new area is direct where it takes all of one old area and nothing
 * else, and the two differ by less than `sliver` of their area. shared: in any order; areas in km2, from_count and
 * to_count of them. Tobler's pycnophylactic condition (1979) with areal weights (Goodchild and Lam 1980).
 * Release with crosswalk_release.
 */
enum mah_status crosswalk_make(struct crosswalk *out, const struct shared_area *shared, size_t shared_count,
                               const double *from_km2, size_t from_count, const double *to_km2, size_t to_count,
                               double sliver, struct mah_error *err);
void crosswalk_release(struct crosswalk *crosswalk);

/*
 * Puts counts onto the new areas. Works in whole billionths, the remainder of an old area going to its largest
 * fractions (ties: the earlier new area), so that the sums before and after are equal to the billionth. A new area is
 * NAN where an old one that has a part in it is unknown, or where none has. from: from_count, out: to_count.
 */
enum mah_status crosswalk_apply(double *out, const struct crosswalk *crosswalk, const double *from,
                                struct mah_error *err);

#endif
