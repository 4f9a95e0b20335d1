/* Where is a facility? The position of a row of a service file, in the working CRS. */
#ifndef READ_SERVICE_PLACE_H
#define READ_SERVICE_PLACE_H

#include <stdbool.h>
#include <stdint.h>

#include "base/error.h"
#include "config/project.h"
#include "geometry/projection.h"
#include "geometry/shape.h"
#include "read/service_fields.h"
#include "read/service_table.h"

enum service_position { POSITION_IN_GEOMETRY, POSITION_IN_TEXT, POSITION_IN_LON_LAT, POSITION_IN_X_Y };
enum place_outcome { PLACE_FOUND, PLACE_MISSING, PLACE_BAD };

struct service_place {
    enum service_position kind;
    int first, second; /* columns; -1 where there is none */
    bool swaps;        /* axes: yx */
    bool crs_is_given; /* by the user */
    const char *path;  /* borrowed */
    struct crs crs;
    struct transformation *to_working;
    struct wkb wkb;
    /* Places so far, and how many lie in the study area as they are and with x and y exchanged. */
    const struct rectangle *study; /* NULL or empty: not known */
    int64_t seen, inside, inside_exchanged, found;
    /* The first position that could not be used; row 0 where there is none. */
    int64_t bad_row;
    char bad_cell[64];
};

/*
 * Chooses the columns and the reference system. The user's columns come first, then the geometry of the file, lon and
 * lat, a text column, x and y. MAH_BAD_SOURCE with advice where there is no position, only half of one, or no reference
 * system. Start with {0}; release also after a failure.
 */
enum mah_status service_place_init(struct service_place *place, const struct service_table *table,
                                   const struct service_field_map *map, const struct source *source,
                                   const struct crs *working, const struct rectangle *study, struct mah_error *err);
void service_place_release(struct service_place *place);

/* The place of the current row; *out is empty unless it was found. A longitude and latitude of 0 are none. */
enum mah_status service_place_take(struct shape *out, enum place_outcome *outcome, struct service_place *place,
                                   struct service_table *table, struct mah_error *err);

/* After the last row: MAH_BAD_DATA where x and y look exchanged, MAH_BAD_SOURCE where no position at all can be used.
 */
enum mah_status service_place_judge(const struct service_place *place, const struct service_table *table,
                                    struct mah_error *err);

#endif
