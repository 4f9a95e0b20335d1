/* Where do the mahalle of two files lie upon each other? */
#ifndef RUN_COMPARE_SHARES_H
#define RUN_COMPARE_SHARES_H

#include "plan/crosswalk.h"
#include "run/compare_side.h"

/* A border that moved by less than this share of a mahalle was drawn anew, and moved nobody. */
#define COMPARE_SLIVER 0.001

/*
 * The crosswalk from the mahalle of the old file to those of the new one, areas on the ellipsoid. The old polygons are
 * brought into the system of the new file. A mahalle that has no polygon in one of the files is the one of its code.
 * Release with crosswalk_release.
 */
enum mah_status compare_shares(struct crosswalk *out, const struct compare_side *old_side,
                               const struct compare_side *new_side, struct mah_error *err);

#endif
