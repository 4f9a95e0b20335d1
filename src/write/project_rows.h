/* The projects in the table qgis_projects, one by one: what is to change in each? */
#ifndef WRITE_PROJECT_ROWS_H
#define WRITE_PROJECT_ROWS_H

#include <sqlite3.h>

#include "write/project_names.h"
#include "write/project_relink.h"

/* Goes through the projects of an open GeoPackage and says what changes; with `write` also changes them. */
enum mah_status project_rows_relink(struct relink_result *out, sqlite3 *db, const struct project_home *home, bool write,
                                    struct mah_error *err);

#endif
