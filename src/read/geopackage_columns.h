/* Where in a record of a GeoPackage's table do the fields of a household stand? */
#ifndef READ_GEOPACKAGE_COLUMNS_H
#define READ_GEOPACKAGE_COLUMNS_H

#include "read/geopackage_source_parts.h"

/* One field from one column. */
struct record_column {
    int field;            /* enum field; FIELD_COUNT: the geometry */
    int number;           /* of the column in the record, from 0 */
    int steps;            /* columns from the one before in the list to this one; 0 where two fields share one */
    bool is_real;         /* integers stand for doubles (affinity REAL, sqlite.org/datatype3.html, 3) */
    bool has_default;     /* for rows from before the column was added */
    struct column target; /* of the batch that is filled; the caller's to set */
};

/* Those that are asked for, in the order of the record. */
struct record_columns {
    struct record_column *columns;
    size_t count, capacity;
    /* Fields taken from an INTEGER PRIMARY KEY: another name of the row number; the record holds NULL in its place. */
    int row_number_fields[FIELD_COUNT];
    size_t row_number_count;
    int *all; /* a column of the table in the order of the record: which of the file's it is, -1 for the geometry */
    size_t all_count, all_capacity;
    int row_number_column; /* of the file, that is another name of the row number; -1: there is none */
};

/*
 * *suits is false where a record is not simply the columns of the table one after the other: computed columns, or texts
 * in UTF-16. Release it in any case.
 */
enum mah_status record_columns_find(struct record_columns *out, bool *suits, sqlite3 *database,
                                    const struct household_source *source, struct mah_error *err);
void record_columns_release(struct record_columns *columns);

#endif
