/* The rows of an answer: one for each area, or for each part of it by mahalle or ilçe. */
#ifndef RUN_ASKED_UNITS_H
#define RUN_ASKED_UNITS_H

#include <stdbool.h>
#include <stdint.h>

#include "locate/areas.h"
#include "protect/answer_households.h"
#include "read/boundaries.h"

struct asked_units {
    struct asked_unit *units; /* by area, then by the first mahalle of the part */
    size_t count;
    bool by_parts; /* several units an area */
    /* The mahalle that an area meets, ascending, and the unit of each: [start[a], start[a + 1]). */
    size_t *start;
    struct mahalle_unit {
        uint32_t mahalle, unit;
        double share; /* of the mahalle's area that lies in the area, 0 to 1 */
    } * pairs;
    size_t pair_count, pair_capacity;
    /* By parts: the unit, an area each, of households that stand in the area, in no mahalle, and are known by code or
     * name to be of one that the area does not meet. UINT32_MAX where the area is made of whole mahalle. */
    uint32_t *elsewhere;
};

/*
 * `snap_m`: how far outside its mahalle a household may lie. The units' polygons are made where query->wants_polygons.
 * Borrows the areas and boundaries. Release with asked_units_release, also after a failure.
 */
enum mah_status asked_units_make(struct asked_units *out, const struct area_list *areas, const struct query *query,
                                 const struct boundary_set *boundaries, const struct crs *working, double snap_m,
                                 struct mah_error *err);
void asked_units_release(struct asked_units *units);

/* The unit of a household of that area and mahalle; UINT32_MAX where there is none. */
uint32_t asked_unit_of(const struct asked_units *units, uint32_t area, uint32_t mahalle);

#endif
