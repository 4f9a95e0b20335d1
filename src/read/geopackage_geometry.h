/* Which point is a geometry of a GeoPackage? */
#ifndef READ_GEOPACKAGE_GEOMETRY_H
#define READ_GEOPACKAGE_GEOMETRY_H

#include <stddef.h>
#include <stdint.h>

#include "geometry/polygon.h"

/*
 * Reads a GeoPackage geometry blob (header, then WKB; both byte orders, Z and M dropped). Returns what batch.h calls
 * the kind: 0 none or empty, 1 a point or a multipoint of one point, 2 something else, also where the bytes are
 * damaged.
 */
uint8_t geopackage_point_read(const unsigned char *blob, size_t length, struct point *out);

#endif
