/* The areas that are asked for: whole mahalle by their names, or polygons. */
#ifndef LOCATE_AREAS_H
#define LOCATE_AREAS_H

#include <stddef.h>

#include "config/query.h"
#include "geometry/polygon.h"
#include "geometry/projection.h"
#include "turkish/name_search.h"

struct area {
    char *label;     /* what the answer row is called */
    size_t *mahalle; /* whole mahalle, ascending */
    size_t mahalle_count;
    struct polygon polygon; /* in the CRS of the boundaries; without parts where the area is made of whole mahalle */
};

struct area_list {
    struct area *areas;
    size_t count;
};

/*
 * places: the mahalle, in the order of the boundaries. A box is drawn with 64 corners a side, so that its sides follow
 * meridians and parallels; a circle with 720 corners around its centre in the working CRS (metres): 0.005 % less than
 * the round one. No area at all asks for the whole city. Errors are those of name_search and area_file_read.
 */
enum mah_status areas_resolve(struct area_list *out, const struct query *query, const struct searched_place *places,
                              size_t place_count, const struct crs *boundaries_crs, const struct crs *working,
                              struct mah_error *err);
void area_list_release(struct area_list *list);

#endif
