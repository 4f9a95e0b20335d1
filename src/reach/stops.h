/* Where do facilities meet the streets? */
#ifndef REACH_STOPS_H
#define REACH_STOPS_H

#include <stddef.h>
#include <stdint.h>

#include "read/services.h"

/*
 * The points from which a facility is entered. A point, or each of several entrances, is one stop; an area or a line is
 * entered all along its edge, so each vertex is a stop, and so are points between them, 25 m apart at most.
 */
struct stops {
    struct point *points;
    size_t count;
    size_t *start; /* facility_count + 1 offsets; a closed facility has none */
    size_t facility_count;
};

enum mah_status stops_init(struct stops *out, const struct service_set *services, struct mah_error *err);
void stops_release(struct stops *stops);

#endif
