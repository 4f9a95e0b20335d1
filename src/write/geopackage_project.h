/* The QGIS project that travels inside the file: QGIS's qgis_projects table. */
#ifndef WRITE_GEOPACKAGE_PROJECT_H
#define WRITE_GEOPACKAGE_PROJECT_H

#include <sqlite3.h>

#include "base/error.h"
#include "protect/release.h"
#include "write/style.h"

/* The project `mahalle`; file_name is what the file will be called, without folders. */
enum mah_status geopackage_write_project(sqlite3 *db, const struct mah_release *release,
                                         const struct style_list *styles, const char *file_name, struct mah_error *err);

#endif
