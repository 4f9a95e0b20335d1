/* What do the columns mean, to whoever opens the file: GeoPackage's schema extension. */
#ifndef WRITE_GEOPACKAGE_LABELS_H
#define WRITE_GEOPACKAGE_LABELS_H

#include <sqlite3.h>

#include "base/error.h"
#include "protect/release.h"

/* Titles, descriptions with units, and the allowed values of coded columns, in the language of the release. */
enum mah_status geopackage_write_labels(sqlite3 *db, const struct mah_release *release,
                                        const struct release_table *table, struct mah_error *err);

#endif
