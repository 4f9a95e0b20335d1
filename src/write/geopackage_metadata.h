/* What the file says about itself: metadata of each table as QGIS shows them, and the provenance as JSON. */
#ifndef WRITE_GEOPACKAGE_METADATA_H
#define WRITE_GEOPACKAGE_METADATA_H

#include <sqlite3.h>

#include "base/error.h"
#include "protect/release.h"

enum mah_status geopackage_write_metadata(sqlite3 *db, const struct mah_release *release, struct mah_error *err);

#endif
