/* Is the file that was written whole, as another program sees it? */
#ifndef WRITE_GEOPACKAGE_CHECK_H
#define WRITE_GEOPACKAGE_CHECK_H

#include "base/error.h"
#include "protect/release.h"

/*
 * Opens the file read-only and compares: SQLite's own check, foreign keys, no free pages (nothing deleted can be left
 * in them), the rows of every table, its recorded count and its spatial index. MAH_FAILED names what does not agree.
 */
enum mah_status geopackage_check(const struct mah_release *release, const char *path, struct mah_error *err);

#endif
