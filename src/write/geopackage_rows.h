/* The rows of one table: cells and geometry blobs, fid 1, 2, 3 ... in the order of the release. */
#ifndef WRITE_GEOPACKAGE_ROWS_H
#define WRITE_GEOPACKAGE_ROWS_H

#include <sqlite3.h>

#include "base/error.h"
#include "protect/release.h"

/* Inserts all rows; *extent grows to hold their geometries. Looks at interrupted() now and then. */
enum mah_status geopackage_write_rows(sqlite3 *db, const struct mah_release *release, const struct release_table *table,
                                      struct rectangle *extent, struct mah_error *err);

#endif
