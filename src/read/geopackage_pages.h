/* Rows of a GeoPackage taken from the pages of its file, several times as fast as one step of SQLite after the other.
 */
#ifndef READ_GEOPACKAGE_PAGES_H
#define READ_GEOPACKAGE_PAGES_H

#include "read/geopackage_source_parts.h"

struct geopackage_pages;

/*
 * For one reader, whose connection it uses. *out is NULL where the table is not one whose rows can be taken so: a
 * database in UTF-16, computed columns.
 */
enum mah_status geopackage_pages_new(struct geopackage_pages **out, sqlite3 *database,
                                     const struct household_source *source, struct mah_error *err);
void geopackage_pages_free(struct geopackage_pages *pages);

/*
 * Fills the batch, whose first_row is set, with the rows up to number `end`: to the bit what SQLite would say. *done is
 * false where that is not sure (a file in WAL mode, a damaged page, rows that are too large); then the batch has no
 * rows, and SQLite has to be asked. Texts lie in pages that stay until the next call, or in `texts`.
 */
enum mah_status geopackage_pages_fill(bool *done, struct geopackage_pages *pages, struct batch *batch, int64_t end,
                                      struct arena *texts, uint64_t *recoded, const char *shown, struct mah_error *err);

#endif
