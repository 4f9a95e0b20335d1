/* The QGIS project that travels inside the file: QGIS's qgis_projects table. */
#ifndef WRITE_GEOPACKAGE_PROJECT_H
#define WRITE_GEOPACKAGE_PROJECT_H

#include <sqlite3.h>

#include "base/error.h"
#include "protect/release.h"
#include "write/style.h"

/* The project `mahalle`, packed; file_name is what the file will be called, without folders. Free with memory_free. */
enum mah_status geopackage_make_project(char **content, const struct mah_release *release,
                                        const struct style_list *styles, const char *file_name, struct mah_error *err);
enum mah_status geopackage_write_project(sqlite3 *db, const struct mah_release *release, const char *content,
                                         struct mah_error *err);

#endif
