/* Which column of a file of services is which field? */
#ifndef READ_SERVICE_FIELDS_H
#define READ_SERVICE_FIELDS_H

#include <stdbool.h>
#include <stddef.h>

#include "base/error.h"
#include "config/project.h"
#include "config/service_types.h"

/* The fields of layers/service_fields.csv. */
enum service_field {
    SERVICE_ID,
    SERVICE_NAME,
    SERVICE_CAPACITY,
    SERVICE_AREA_M2,
    SERVICE_OPEN,
    SERVICE_LON,
    SERVICE_LAT,
    SERVICE_X,
    SERVICE_Y,
    SERVICE_GEOMETRY, /* a text: WKT or GeoJSON */
    SERVICE_FIELD_COUNT
};
const char *service_field_name(enum service_field field); /* "area_m2" */

struct service_field_map {
    int column[SERVICE_FIELD_COUNT];    /* -1 where there is none */
    bool is_named[SERVICE_FIELD_COUNT]; /* by the user */
};

/*
 * Matches columns to fields: what the user named first; then a column called like the capacity unit of the type; then
 * names and aliases; then weak aliases in the order of the table; then names cut to ten bytes (cut_name.h); all but the
 * user's by header key. MAH_BAD_USAGE for an unknown field or column the user named, and where two columns fit a field
 * equally well.
 */
enum mah_status service_fields_match(struct service_field_map *out, char *const *columns, size_t column_count,
                                     const struct source *source, const struct service_type *type,
                                     struct mah_error *err);

/* "okul_no -> service_id, derslik -> capacity". Free with memory_free; NULL where memory ran out. */
char *service_fields_describe(const struct service_field_map *map, char *const *columns);

#endif
