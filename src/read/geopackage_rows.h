/* Rows of a GeoPackage as SQLite tells them, one after the other. */
#ifndef READ_GEOPACKAGE_ROWS_H
#define READ_GEOPACKAGE_ROWS_H

#include "read/geopackage_source_parts.h"

struct geopackage_rows {
    sqlite3 *database; /* the reader's */
    sqlite3_stmt *statement;
    enum field
        fields[FIELD_COUNT]; /* of the result columns from 1 on; 0 is the row number, the last one the geometry */
    int field_count;
    int *columns; /* of the file, in the result columns after the row number; -1: stood there before, or the geometry */
    int column_count;
};

enum mah_status geopackage_rows_prepare(struct geopackage_rows *rows, sqlite3 *database,
                                        const struct household_source *source, struct mah_error *err);
void geopackage_rows_release(struct geopackage_rows *rows);

/* Fills the batch, whose first_row is set, with the rows up to number `end`. */
enum mah_status geopackage_rows_fill(struct geopackage_rows *rows, const struct household_source *source,
                                     struct batch *batch, int64_t end, struct arena *texts, uint64_t *recoded,
                                     struct mah_error *err);

#endif
