/*
 * What may leave the house: a titled set of tables whose every cell the protect room has judged. This header reads a
 * release; only the protect room includes release_build.h, which makes one.
 */
#ifndef PROTECT_RELEASE_H
#define PROTECT_RELEASE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/error.h"
#include "base/language.h"
#include "geometry/polygon.h"
#include "geometry/projection.h"

struct mah_release;
struct release_table;

enum { RELEASE_NAME_LENGTH = 24 }; /* the longest name of a table or column, in bytes */

enum release_geometry { RELEASE_NO_GEOMETRY, RELEASE_MULTIPOLYGON, RELEASE_POINT };
/* A date is a full day, its cells texts like 2025-12-31. */
enum release_type { RELEASE_INTEGER, RELEASE_REAL, RELEASE_TEXT, RELEASE_DATE };

/* One of the values a coded column may have, and what it means to people, in the language of the release. */
struct release_value {
    const char *value;
    const char *meaning; /* NULL: it speaks for itself */
};

/* What is said of a column. Any text but the name may be NULL. */
struct release_column {
    const char *name; /* snake_case, unique in its table */
    enum release_type type;
    const char *title_tr, *title_en;
    const char *unit, *description;     /* in the language of the release */
    const struct release_value *values; /* text columns: the only values allowed beside NULL; NULL: any text */
    size_t value_count;
};

struct release_facts {
    const char *title;
    enum language language;
    const char *profile;           /* "public", "internal", "secure" */
    const char *reference_date;    /* 2025-12-31 */
    const struct crs *crs;         /* of all geometries */
    const struct crs *display_crs; /* in which maps are drawn, in metres; NULL: as the geometries */
};

struct release_table_facts {
    const char *name; /* snake_case, unique in the release */
    const char *title_tr, *title_en;
    const char *description; /* in the language of the release */
    enum release_geometry geometry;
};

enum release_cell_kind { RELEASE_CELL_NULL, RELEASE_CELL_INTEGER, RELEASE_CELL_REAL, RELEASE_CELL_TEXT };

/* A cell as it is published. NULL is unknown or suppressed, never zero; reals are finite; text is UTF-8 and borrowed.
 */
struct release_cell {
    enum release_cell_kind kind;
    union {
        int64_t integer;
        double real;
        const char *text;
    } value;
};

/* Everything returned is borrowed from the release and lives as long as it does. */
const struct release_facts *release_facts(const struct mah_release *release);
size_t release_table_count(const struct mah_release *release);
const struct release_table *release_table_at(const struct mah_release *release, size_t index);
const struct release_table *release_table_named(const struct mah_release *release, const char *name); /* NULL: none */

const struct release_table_facts *release_table_facts(const struct release_table *table);
size_t release_column_count(const struct release_table *table);
const struct release_column *release_column_at(const struct release_table *table, size_t column);
bool release_column_find(const struct release_table *table, const char *name, size_t *column);

/*
 * A table of very many rows lies on disk, a page of it in memory. Its rows are sorted so that near ones lie near each
 * other, and each has a point; they are read one after the other, and a text is good until another row is asked for
 * (but for those of columns that list their values). For one thread. What cannot be read looks unknown: who has read
 * such a table asks for its status.
 */
bool release_rows_are_on_disk(const struct release_table *table);
enum mah_status release_rows_status(const struct release_table *table, struct mah_error *err);

/* Has any row a value there? */
bool release_column_has_values(const struct release_table *table, size_t column);

size_t release_row_count(const struct release_table *table);
struct release_cell release_cell(const struct release_table *table, size_t row, size_t column);
const struct polygon *release_polygon(const struct release_table *table, size_t row); /* NULL: none */
bool release_point(const struct release_table *table, size_t row, struct point *out); /* false: none */

/* The title in a language, else in the other one, else the name. */
const char *release_table_title(const struct release_table *table, enum language language);
const char *release_column_title(const struct release_column *column, enum language language);
/* What a coded value means, else the value itself. */
const char *release_value_meaning(const struct release_column *column, const char *value);

#endif
