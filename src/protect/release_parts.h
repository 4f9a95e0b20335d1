/* How a release is kept in memory: private to the files release_*.c. */
#ifndef PROTECT_RELEASE_PARTS_H
#define PROTECT_RELEASE_PARTS_H

#include "protect/release.h"
#include "protect/release_pages.h"
#include "protect/release_provenance.h"
#include "protect/release_text.h"

union release_cell_value {
    int64_t integer;
    double real;
    const char *text;
};

/* Columns of codes and dates repeat a few texts, which need no second copy. */
enum { RECENT_TEXTS = 32 };

/* Cells row by row, because that is how they are filled and written. */
struct release_table {
    struct mah_release *release; /* whose texts it shares */
    struct release_table_facts facts;
    struct release_column *columns;
    size_t column_count, column_capacity;
    size_t row_count;
    size_t row_in_hand;               /* which the setters fill: the last one but for table_fill_row */
    union release_cell_value *values; /* row_count x column_count; these and the next but for the rows in pages */
    bool *known;                      /* the same; false is NULL */
    size_t value_capacity, known_capacity;
    const char **recent;             /* RECENT_TEXTS of each column, by their hash; NULL before the first row */
    const struct polygon **polygons; /* row_count, for RELEASE_MULTIPOLYGON; NULL: none */
    struct point *points;            /* row_count, for RELEASE_POINT */
    bool *point_known;
    size_t polygon_capacity, point_capacity, point_known_capacity;
    struct release_pages *pages;     /* NULL: all rows are in memory */
    size_t first_row;                /* the first that is in memory; those before it are in the pages */
    struct release_text *page_texts; /* of the rows in memory, where there are pages */
};

/* "2025-12-31": an existing day, written in full. */
bool release_is_full_date(const char *text);

struct mah_release {
    struct release_facts facts; /* its systems point to the two below */
    struct crs crs, display_crs;
    struct release_table **tables;
    size_t table_count, table_capacity;
    struct release_text *texts;
    struct polygon **polygons; /* owned; those of the boundaries are borrowed */
    size_t polygon_count, polygon_capacity;
    struct release_conditions conditions;
    struct release_input *inputs;
    size_t input_count, input_capacity;
    struct release_parameter *parameters;
    size_t parameter_count, parameter_capacity;
};

/* Copies a text of the caller into the release; NULL stays NULL. */
enum mah_status release_keep(struct mah_release *release, const char **out, const char *text, struct mah_error *err);
/* The lists of inputs and parameters; their texts belong to the release. */
void release_provenance_free(struct mah_release *release);

#endif
