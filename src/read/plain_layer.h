/*
 * A layer of polygons that is plain enough to be read without GDAL, whose opening alone takes longer than the reading.
 * Plain is what GDAL reads in one way only; whatever else a file holds, however small, it is GDAL's to read or refuse.
 */
#ifndef READ_PLAIN_LAYER_H
#define READ_PLAIN_LAYER_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/error.h"
#include "config/project.h"
#include "geometry/polygon.h"
#include "read/arena.h"

enum plain_kind {
    PLAIN_NONE, /* no value */
    PLAIN_TEXT,
    PLAIN_INTEGER,
    PLAIN_REAL,
    PLAIN_OTHER /* of which GDAL may make something of its own: a date, a truth value, bytes, a list */
};

struct plain_cell {
    enum plain_kind kind;
    union {
        const char *text; /* well-formed UTF-8 */
        int64_t integer;
        double real;
    };
};

struct plain_layer {
    char *crs; /* "EPSG:4326" */
    char **columns;
    size_t column_count, column_capacity;
    struct plain_cell *cells; /* row by row, column_count each */
    size_t cell_capacity;
    struct polygon
        *polygons; /* of each row, as it is in the file: of one or more parts, rings closed, numbers finite */
    size_t row_count, row_capacity;
    struct arena texts;
};

/*
 * The whole layer of a source; *is_plain is false, and nothing is read, where it needs GDAL: also where the file is
 * damaged or missing, so that there is one way only to say so. Released by the caller, also after a failure, which can
 * only be one of memory.
 */
enum mah_status plain_layer_read(struct plain_layer *out, bool *is_plain, const struct source *source,
                                 struct mah_error *err);
void plain_layer_release(struct plain_layer *layer);

/* Are all values of the column texts, or all whole numbers, or all others? GDAL gives a column one type. */
bool plain_layer_is_uniform(const struct plain_layer *layer, size_t column);

/* A cell of such a column, trimmed; NULL where it is empty. Free with memory_free. */
enum mah_status plain_layer_text(char **out, const struct plain_layer *layer, size_t row, size_t column,
                                 struct mah_error *err);

/* For those who fill a layer. */
enum mah_status plain_layer_read_geopackage(struct plain_layer *out, bool *is_plain, const char *path,
                                            const char *layer, struct mah_error *err);
enum mah_status plain_layer_read_geojson(struct plain_layer *out, bool *is_plain, const char *path,
                                         struct mah_error *err);
/* Copies the name. */
enum mah_status plain_layer_add_column(struct plain_layer *layer, const char *name, struct mah_error *err);
/* Room for one row more: its cells are PLAIN_NONE, its polygon is the caller's to fill. */
enum mah_status plain_layer_add_row(struct plain_layer *layer, struct plain_cell **cells, struct polygon **polygon,
                                    struct mah_error *err);

#endif
