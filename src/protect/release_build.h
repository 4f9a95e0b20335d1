/* How the protect room makes a release. No other room includes this header: it is the only door to `write`. */
#ifndef PROTECT_RELEASE_BUILD_H
#define PROTECT_RELEASE_BUILD_H

#include "base/error.h"
#include "protect/release.h"
#include "protect/release_provenance.h"

/* Copies all facts, the CRS too. MAH_FAILED where the reference date is not a full date or a text is not UTF-8. */
enum mah_status release_new(struct mah_release **out, const struct release_facts *facts, struct mah_error *err);
void release_free(struct mah_release *release);

/* Copies the conditions; without them a release says nothing of how it was measured and hides nothing. */
enum mah_status release_set_conditions(struct mah_release *release, const struct release_conditions *conditions,
                                       struct mah_error *err);
/* Adds a file that was read, or a setting; the texts are copied. MAH_FAILED where one is not UTF-8. */
enum mah_status release_add_input(struct mah_release *release, const struct release_input *input,
                                  struct mah_error *err);
enum mah_status release_add_parameter(struct mah_release *release, const struct release_parameter *parameter,
                                      struct mah_error *err);

/*
 * Adds an empty table, which the release owns; *out stays valid while other tables are added. MAH_FAILED where the name
 * is not snake_case of at most 24 characters, is taken, or belongs to GeoPackage, SQLite or QGIS.
 */
enum mah_status release_add_table(struct mah_release *release, struct release_table **out,
                                  const struct release_table_facts *facts, struct mah_error *err);

/* Adds a column; all columns before the first row. Names "fid" and "geom" belong to the file. */
enum mah_status table_add_column(struct release_table *table, const struct release_column *column,
                                 struct mah_error *err);

/*
 * From now on full pages of rows go to a file in this folder that has no name (release_rows_are_on_disk). After the
 * columns, before the first row; not for polygons.
 */
enum mah_status table_keep_on_disk(struct release_table *table, const char *folder, struct mah_error *err);

/* Makes room for this many rows at once; optional. */
enum mah_status table_reserve_rows(struct release_table *table, size_t rows, struct mah_error *err);
/* Adds a row of NULLs without geometry. The setters below fill the last row added. */
enum mah_status table_add_row(struct release_table *table, struct mah_error *err);
/* The setters fill this row from now on, until the next one is added. MAH_FAILED where there is no such row, or where
 * it is on disk. */
enum mah_status table_fill_row(struct release_table *table, size_t row, struct mah_error *err);

/* MAH_FAILED where there is no row or no such column, or where the column is of another type. */
enum mah_status table_set_integer(struct release_table *table, size_t column, int64_t value, struct mah_error *err);
/* A value that is not finite is unknown: the cell stays NULL. -0 becomes 0. */
enum mah_status table_set_real(struct release_table *table, size_t column, double value, struct mah_error *err);
/* Copies the text; NULL leaves the cell NULL. MAH_FAILED where it is not UTF-8 or not among the column's values. */
enum mah_status table_set_text(struct release_table *table, size_t column, const char *value, struct mah_error *err);
/* A day like 2025-12-31 into a column of dates; NULL leaves the cell NULL. MAH_FAILED where it is no such day. */
enum mah_status table_set_date(struct release_table *table, size_t column, const char *value, struct mah_error *err);
/* Borrows the polygon, which must outlive the release. */
enum mah_status table_set_polygon(struct release_table *table, const struct polygon *polygon, struct mah_error *err);
/* The same for a polygon made for the release, which owns it then and leaves *polygon empty; the caller's on failure.
 */
enum mah_status table_take_polygon(struct release_table *table, struct polygon *polygon, struct mah_error *err);
/* MAH_FAILED where a coordinate is not finite. */
enum mah_status table_set_point(struct release_table *table, struct point point, struct mah_error *err);

#endif
