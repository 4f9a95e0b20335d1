/* How is a table of a release handed out as text: for people, CSV, JSON, GeoJSON? One view, four writers. */
#ifndef WRITE_TABLE_H
#define WRITE_TABLE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdio.h>

#include "base/error.h"
#include "protect/release.h"

/* How people are shown a column where its own title is too long. */
struct column_look {
    const char *heading; /* borrowed; in the language of the reader */
    bool percent;        /* 0.25 as 25, its unit as % */
    size_t most_width;   /* longer texts are cut, and end in an ellipsis; 0: any */
};

/* What to write of a table: these columns and these rows, in this order. Borrows everything. */
struct table_view {
    const struct mah_release *release;
    const struct release_table *table;
    const size_t *columns; /* indices into the table's columns; NULL: all */
    size_t column_count;   /* of columns; unused where columns is NULL */
    const size_t *rows;    /* indices into the table's rows; NULL: all */
    size_t row_count;      /* of rows; unused where rows is NULL */
    size_t row_limit;      /* at most so many; 0: all */
    const struct column_look
        *looks;               /* TABLE_TEXT only: one a column of the view; NULL: titles and values as they are */
    const char *const *names; /* TABLE_CSV and TABLE_JSON: what each column is called there, any text; NULL: its name */
};

size_t table_view_columns(const struct table_view *view);
size_t table_view_rows(const struct table_view *view);
/* The row of the table behind row i of the view. */
size_t table_view_row(const struct table_view *view, size_t i);
const struct release_column *table_view_column(const struct table_view *view, size_t i);
/* What column i of the view is called in CSV and JSON. */
const char *table_view_name(const struct table_view *view, size_t i);
struct release_cell table_view_cell(const struct table_view *view, size_t row, size_t i);

enum table_format { TABLE_TEXT, TABLE_CSV, TABLE_JSON, TABLE_GEOJSON };

/* "text", "csv", "json" or "geojson"; false where the word is none of them. */
bool table_format_parse(const char *word, enum table_format *out);

/* Writes the table and flushes. MAH_FAILED where the stream refuses anything (disk full, reader gone). */
enum mah_status table_write(const struct table_view *view, enum table_format format, FILE *file, struct mah_error *err);

#endif
