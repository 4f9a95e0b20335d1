/* What the files that read plain layers of a GeoPackage share. */
#ifndef READ_PLAIN_GEOPACKAGE_PARTS_H
#define READ_PLAIN_GEOPACKAGE_PARTS_H

#include <sqlite3.h>

#include "read/plain_layer.h"

struct package {
    struct plain_layer *layer;
    bool refused; /* a question could not be answered */
    sqlite3 *database;
    char *table, *geometry, *row_number; /* the table, its column of geometries, and its primary key */
    char *type;                          /* the geometries that are promised */
    int64_t promised;                    /* rows; -1 where nothing is said */
    enum plain_kind *kinds;              /* of each column */
    int64_t *lowest, *highest;           /* what a whole number of it may be */
    size_t kind_capacity, lowest_capacity, highest_capacity;
};

/* All rows in the order of their numbers; *is_plain is false, and some are missing, where one is not plain. */
enum mah_status plain_geopackage_take_rows(struct package *package, bool *is_plain, struct mah_error *err);

#endif
