/* Positions that fall nowhere: do they look swapped, or written in another reference system? Advice only, never
 * applied. */
#ifndef RUN_POSITION_ADVICE_H
#define RUN_POSITION_ADVICE_H

#include <stdbool.h>
#include <stddef.h>

#include "base/error.h"
#include "locate/locator.h"

struct position_advice {
    bool found;
    bool swapped; /* x and y would have to be exchanged */
    char crs[32]; /* the system in which they would fit; that of the source where only swapped */
    double share; /* of the points that would lie in a mahalle */
};

/*
 * Tries the positions in the assumed system with x and y exchanged, then in the systems Turkish data come in (WGS 84,
 * TUREF and ED50 zones, UTM), as they are and exchanged. The best fit counts if it puts more than half of the points
 * into a mahalle; ties to the first tried. assumed may be NULL: not known.
 */
enum mah_status position_advice_find(struct position_advice *out, const struct point *points, size_t count,
                                     const struct crs *assumed, const struct locator *locator,
                                     const struct boundary_set *boundaries, struct mah_error *err);

#endif
