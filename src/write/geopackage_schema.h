/* The tables every GeoPackage has, and how a table of the release is entered in them. */
#ifndef WRITE_GEOPACKAGE_SCHEMA_H
#define WRITE_GEOPACKAGE_SCHEMA_H

#include <sqlite3.h>

#include "base/error.h"
#include "protect/release.h"

/* Sets up the empty file, opens the one transaction, makes the fixed tables and enters the reference system. */
enum mah_status geopackage_begin(sqlite3 *db, const struct mah_release *release, struct mah_error *err);

/* The table itself: fid, geom where it has geometry, columns. */
enum mah_status geopackage_create_table(sqlite3 *db, const struct release_table *table, struct mah_error *err);

/* Contents, geometry column, feature count and its triggers; after the rows, so that the triggers do not count them. */
enum mah_status geopackage_register_table(sqlite3 *db, const struct mah_release *release,
                                          const struct release_table *table, const struct rectangle *extent,
                                          struct mah_error *err);

/* The number under which the file knows a reference system. */
int geopackage_srs_id(const struct crs *crs);

enum { GEOPACKAGE_TIME_SIZE = 32 };
/* The one moment the file tells: the reference date of the release, midnight. */
void geopackage_time(const struct mah_release *release, char out[GEOPACKAGE_TIME_SIZE]);

#endif
