/* The styles that travel inside the file: QGIS's layer_styles table. */
#ifndef WRITE_GEOPACKAGE_STYLES_H
#define WRITE_GEOPACKAGE_STYLES_H

#include <sqlite3.h>

#include "base/error.h"
#include "protect/release.h"
#include "write/style.h"

enum mah_status geopackage_write_styles(sqlite3 *db, const struct mah_release *release, const struct style_list *styles,
                                        struct mah_error *err);

#endif
