/* Which geometry does a text hold? WKT, or GeoJSON. */
#ifndef READ_GEOMETRY_TEXT_H
#define READ_GEOMETRY_TEXT_H

#include <stdbool.h>

#include "base/error.h"
#include "read/ogr_wkb.h"

/* GeoJSON begins with a brace, and its coordinates are WGS 84 (RFC 7946); WKT does not say what its coordinates are. */
bool geometry_text_is_geojson(const char *text);

/* The whole text is one geometry; GEOMETRY_BROKEN where it is none, or has something behind it. Quiet: bad cells are
 * the caller's to count. May be called while GDAL's complaints are watched (ogr_watch_begin). */
enum mah_status geometry_text_read(struct wkb *out, enum row_geometry *found, const char *text, struct mah_error *err);

#endif
