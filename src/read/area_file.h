/* Which areas does a user hand in: the polygons of a file, or one written as WKT? */
#ifndef READ_AREA_FILE_H
#define READ_AREA_FILE_H

#include <stddef.h>

#include "base/error.h"
#include "geometry/polygon.h"
#include "geometry/projection.h"

struct area_shape {
    char *label; /* the name that the row bears, else its number from 1 */
    struct polygon polygon;
};

struct area_shapes {
    struct area_shape *shapes;
    size_t count, capacity;
};

/*
 * The polygons of "file" or "file:layer", valid and in `to`, in the order of the file. Rows without a polygon are left
 * out. A row is called by the first column of a list in area_file.c that there is (ad, name, mah_adi, kod, id ...),
 * else by its number. MAH_BAD_SOURCE where the file cannot be read, says no reference system, or holds no polygon.
 */
enum mah_status area_file_read(struct area_shapes *out, const char *words, const struct crs *to, struct mah_error *err);
/* A POLYGON or MULTIPOLYGON in degrees, longitude first, transformed to `to`. MAH_BAD_USAGE where it is none. */
enum mah_status area_wkt_read(struct polygon *out, const char *wkt, const struct crs *to, struct mah_error *err);
void area_shapes_release(struct area_shapes *shapes);

#endif
