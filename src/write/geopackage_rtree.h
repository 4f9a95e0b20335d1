/* The spatial index of a layer: GeoPackage's rtree extension, packed. */
#ifndef WRITE_GEOPACKAGE_RTREE_H
#define WRITE_GEOPACKAGE_RTREE_H

#include <sqlite3.h>

#include "base/error.h"
#include "protect/release.h"

/* Index, its registration and the six triggers that keep it right when the layer is edited. After the rows. */
enum mah_status geopackage_write_rtree(sqlite3 *db, const struct release_table *table, struct mah_error *err);

#endif
