/* A table with geometry as GeoJSON for web maps. */
#ifndef WRITE_TABLE_GEOJSON_H
#define WRITE_TABLE_GEOJSON_H

#include "write/table.h"

/*
 * RFC 7946: longitude and latitude of WGS 84 with at most 7 decimals (about a centimetre), shells counter-clockwise,
 * null for a row without geometry. MAH_BAD_USAGE where the table has no geometry.
 */
enum mah_status table_write_geojson(const struct table_view *view, FILE *file, struct mah_error *err);

#endif
