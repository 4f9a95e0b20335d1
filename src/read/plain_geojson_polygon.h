/* Which polygon are the coordinates of a GeoJSON geometry (RFC 7946, 3.1.6 and 3.1.7)? */
#ifndef READ_PLAIN_GEOJSON_POLYGON_H
#define READ_PLAIN_GEOJSON_POLYGON_H

#include "base/error.h"
#include "geometry/polygon.h"
#include "read/plain_json.h"

/* Room that is used again for the next polygon. Start with {0}. */
struct plain_rings {
    struct point *vertices;
    size_t *ring_end, *part_end;
    size_t vertex_count, ring_count, part_count, vertex_capacity, ring_capacity, part_capacity;
};
void plain_rings_release(struct plain_rings *rings);

/* Takes a geometry object; *is_plain only for a Polygon or MultiPolygon, its type said first, of closed rings and
 * vertices of two ordinates. */
enum mah_status plain_geojson_polygon(struct polygon *out, bool *is_plain, struct plain_json *json,
                                      struct plain_rings *rings, struct mah_error *err);

#endif
