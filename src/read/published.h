/* What does a GeoPackage say that this program wrote? Its tables, read back for questions that need no household. */
#ifndef READ_PUBLISHED_H
#define READ_PUBLISHED_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/error.h"
#include "geometry/polygon.h"
#include "geometry/projection.h"

struct published;

/* Opens it read-only; from here on messages are in its language unless the user chose one. MAH_BAD_SOURCE where it is
 * no GeoPackage, or none that this program wrote. */
enum mah_status published_open(struct published **out, const char *path, struct mah_error *err);
void published_close(struct published *published);

/* Its name without folders; borrowed. */
const char *published_name(const struct published *published);
/* The value of a row of its table params; NULL where it has none: "title", "reference_date", "language",
 * "privacy.profile", "mahalle.version" ... Borrowed. */
const char *published_parameter(const struct published *published, const char *key);
/* The reference system of its geometries, of mah_indicators first. Borrowed. */
const struct crs *published_crs(const struct published *published);

enum published_kind { PUBLISHED_NULL, PUBLISHED_INTEGER, PUBLISHED_REAL, PUBLISHED_TEXT };

struct published_cell {
    enum published_kind kind;
    double number;    /* of both kinds of number; integers are exact below 2^53 */
    const char *text; /* PUBLISHED_TEXT */
};

struct published_column {
    char *name;
    char *title; /* its label in the language of the file; the name where it has none */
    char type;   /* 'i' integer, 'r' real, 't' text, 'd' date */
};

/* A whole table in memory, rows in the order of the file. */
struct published_table {
    char *name;
    struct published_column *columns; /* without fid and geometry */
    size_t column_count;
    struct published_cell *cells; /* row_count x column_count */
    size_t row_count;
    struct polygon
        *polygons;        /* row_count, of layers of polygons; without parts where a row has none. NULL: no polygons */
    struct point *points; /* row_count, of layers of points; NAN where a row has none. NULL: no points */
    char **texts;         /* owns the texts of cells */
    size_t text_count, text_capacity;
};

/* MAH_BAD_SOURCE where the file has no such table (published_has asks first). Free with published_table_free. */
enum mah_status published_table_read(struct published_table **out, const struct published *published, const char *name,
                                     struct mah_error *err);
bool published_has(const struct published *published, const char *name);
void published_table_free(struct published_table *table);

bool published_column_find(const struct published_table *table, const char *name, size_t *column);
/* The number of a cell; NAN where it is NULL or a text. Column SIZE_MAX: NAN. */
double published_number(const struct published_table *table, size_t row, size_t column);
/* The text of a cell; NULL where it is NULL or a number. Column SIZE_MAX: NULL. */
const char *published_text(const struct published_table *table, size_t row, size_t column);

#endif
