/* How is a table of a release handed out as text? */
#include "write/table.h"

#include <string.h>

#include "write/table_csv.h"
#include "write/table_geojson.h"
#include "write/table_json.h"
#include "write/table_text.h"

size_t table_view_columns(const struct table_view *view)
{
    return view->columns != NULL ? view->column_count : release_column_count(view->table);
}

size_t table_view_rows(const struct table_view *view)
{
    size_t rows = view->rows != NULL ? view->row_count : release_row_count(view->table);
    return view->row_limit > 0 && view->row_limit < rows ? view->row_limit : rows;
}

size_t table_view_row(const struct table_view *view, size_t i)
{
    return view->rows != NULL ? view->rows[i] : i;
}

static size_t index_of(const struct table_view *view, size_t i)
{
    return view->columns != NULL ? view->columns[i] : i;
}

const struct release_column *table_view_column(const struct table_view *view, size_t i)
{
    return release_column_at(view->table, index_of(view, i));
}

const char *table_view_name(const struct table_view *view, size_t i)
{
    return view->names != NULL ? view->names[i] : table_view_column(view, i)->name;
}

struct release_cell table_view_cell(const struct table_view *view, size_t row, size_t i)
{
    return release_cell(view->table, table_view_row(view, row), index_of(view, i));
}

static const char *const format_words[] = {"text", "csv", "json", "geojson"};

bool table_format_parse(const char *word, enum table_format *out)
{
    for (size_t i = 0; i < sizeof format_words / sizeof *format_words; i++) {
        if (strcmp(word, format_words[i]) == 0) {
            *out = (enum table_format)i;
            return true;
        }
    }
    return false;
}

enum mah_status table_write(const struct table_view *view, enum table_format format, FILE *file, struct mah_error *err)
{
    switch (format) {
    case TABLE_CSV:
        return table_write_csv(view, file, err);
    case TABLE_JSON:
        return table_write_json(view, file, err);
    case TABLE_GEOJSON:
        return table_write_geojson(view, file, err);
    case TABLE_TEXT:
        break;
    }
    return table_write_text(view, file, err);
}
