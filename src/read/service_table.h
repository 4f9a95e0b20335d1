/* Any file of facilities as a table: rows one after the other, cells as text, a geometry as well-known binary. */
#ifndef READ_SERVICE_TABLE_H
#define READ_SERVICE_TABLE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/error.h"
#include "base/slice.h"
#include "config/project.h"
#include "read/ogr_wkb.h"

enum { SERVICE_COLUMNS_AT_MOST = 2000 }; /* far above what people need; keeps hostile files from costing time */

struct service_table;

/* What each kind of file has to do. Cells are trimmed UTF-8, NULL where empty, the table's to free. */
struct service_table_format {
    enum mah_status (*next)(struct service_table *table, bool *more, struct mah_error *err);
    enum mah_status (*cell)(char **out, struct service_table *table, size_t column, struct mah_error *err);
    enum mah_status (*geometry)(struct wkb *out, enum row_geometry *found, struct service_table *table,
                                struct mah_error *err);
    void (*close)(struct service_table *table);
};

struct service_table {
    const char *path;   /* borrowed, for messages */
    const char *format; /* what people call it: "CSV" */
    char **columns;     /* column_count names; borrowed from the state */
    size_t column_count;
    bool has_geometry;   /* the rows have one beside their cells */
    bool is_bare;        /* neither rows nor columns: nothing can be missed */
    char *crs;           /* of the geometry, as the file says it; NULL where it does not */
    int64_t row;         /* number of the current row, as a spreadsheet or GIS shows it */
    bool row_is_bad;     /* the current row cannot be read as one */
    bool row_is_unended; /* it is the last one and ends without a line break: it may be cut off */
    /* Private to the table and its formats. */
    const struct service_table_format *how;
    void *state;
    char **cells; /* of the current row, those that were asked for */
    bool *asked;
    size_t *asked_columns;
    size_t asked_count;
};

/*
 * Opens a source of any kind: vector layers and spreadsheets with GDAL, CSV, arrays in JSON. Borrows the path. The
 * caller closes the table, also after a failure; it must not move.
 */
enum mah_status service_table_open(struct service_table *table, const struct source *source, struct mah_error *err);
void service_table_close(struct service_table *table);

/* Steps to the next row; *more is false behind the last. MAH_BAD_SOURCE where the file ends too early. */
enum mah_status service_table_next(struct service_table *table, bool *more, struct mah_error *err);
/* A cell of the current row, ends in NUL; {NULL, 0} where it is empty. Borrowed until the next row. */
enum mah_status service_table_cell(struct slice *out, struct service_table *table, size_t column,
                                   struct mah_error *err);
enum mah_status service_table_geometry(struct wkb *out, enum row_geometry *found, struct service_table *table,
                                       struct mah_error *err);

/* The kinds; service_table_open chooses. */
enum mah_status service_table_open_csv(struct service_table *table, const struct source *source, struct mah_error *err);
enum mah_status service_table_open_layer(struct service_table *table, const struct source *source, bool is_spreadsheet,
                                         struct mah_error *err);
enum mah_status service_table_open_json(struct service_table *table, const struct source *source,
                                        struct mah_error *err);

#endif
