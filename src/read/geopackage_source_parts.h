/* How a GeoPackage of households is kept: private to the files geopackage_source.c and geopackage_focus.c. */
#ifndef READ_GEOPACKAGE_SOURCE_PARTS_H
#define READ_GEOPACKAGE_SOURCE_PARTS_H

#include "read/geopackage_layer.h"
#include "read/household_source_parts.h"

struct geopackage_source {
    sqlite3 *database;      /* to find ranges; under the lock */
    char *address;          /* by which readers open it too */
    sqlite3_stmt *first_at; /* the first row number at or after ?1 */
    struct geopackage_layer layer;
    const char *row_number; /* a name of SQLite's row number that no column hides */
    int64_t first, last;    /* row numbers */
    int64_t next;           /* where the next range starts */
    bool finished;
    int64_t version; /* of the data when the source was opened */
    char *focus;     /* the row numbers that are asked for, as SQL; NULL: all rows. Free with sqlite3_free */
};

/* household_source_focus and household_source_ids_left_out of a GeoPackage. */
enum mah_status geopackage_source_focus(struct household_source *source, const struct rectangle *focus,
                                        bool *is_focused, struct mah_error *err);
enum mah_status geopackage_source_ids_left_out(struct household_source *source, household_id_taker take, void *context,
                                               struct mah_error *err);

#endif
