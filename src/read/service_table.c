/* Any file of facilities as a table: which reader, and the cells of the current row. */
#include "read/service_table.h"

#include "base/memory.h"
#include "read/json_array.h"
#include "read/source_kind.h"

static enum mah_status open_kind(struct service_table *table, const struct source *source, enum source_kind kind,
                                 struct mah_error *err)
{
    bool is_array = false;
    if (kind == SOURCE_TEXT_TABLE)
        return service_table_open_csv(table, source, err);
    enum mah_status status = kind == SOURCE_GEOJSON ? json_array_begins(&is_array, source->path, err) : MAH_OK;
    if (status != MAH_OK)
        return status;
    if (is_array)
        return service_table_open_json(table, source, err);
    return service_table_open_layer(table, source, kind == SOURCE_SPREADSHEET, err);
}

static enum mah_status make_cells(struct service_table *table, struct mah_error *err)
{
    size_t count = table->column_count;
    if (count > SERVICE_COLUMNS_AT_MOST)
        return mah_fail(err, MAH_BAD_SOURCE, "'%s' has %zu columns; at most %d are read", table->path, count,
                        (int)SERVICE_COLUMNS_AT_MOST);
    table->cells = memory_new(count, sizeof *table->cells);
    table->asked = memory_new(count, sizeof *table->asked);
    table->asked_columns = memory_new(count, sizeof *table->asked_columns);
    if (count > 0 && (table->cells == NULL || table->asked == NULL || table->asked_columns == NULL))
        return mah_no_memory(err);
    return MAH_OK;
}

enum mah_status service_table_open(struct service_table *table, const struct source *source, struct mah_error *err)
{
    *table = (struct service_table){.path = source->path};
    enum source_kind kind = SOURCE_KINDS;
    enum mah_status status = source_kind_of_path(&kind, source->path, err);
    if (status == MAH_OK) {
        table->format = source_kind_name(kind);
        status = open_kind(table, source, kind, err);
    }
    return status == MAH_OK ? make_cells(table, err) : status;
}

static void forget_cells(struct service_table *table)
{
    for (size_t i = 0; i < table->asked_count; i++) {
        memory_free(table->cells[table->asked_columns[i]]);
        table->asked[table->asked_columns[i]] = false;
    }
    table->asked_count = 0;
}

void service_table_close(struct service_table *table)
{
    forget_cells(table);
    if (table->how != NULL)
        table->how->close(table);
    memory_free(table->cells);
    memory_free(table->asked);
    memory_free(table->asked_columns);
    memory_free(table->crs);
    *table = (struct service_table){0};
}

enum mah_status service_table_next(struct service_table *table, bool *more, struct mah_error *err)
{
    forget_cells(table);
    table->row_is_bad = false;
    return table->how->next(table, more, err);
}

enum mah_status service_table_cell(struct slice *out, struct service_table *table, size_t column, struct mah_error *err)
{
    *out = (struct slice){NULL, 0};
    if (!table->asked[column]) {
        enum mah_status status = table->how->cell(&table->cells[column], table, column, err);
        if (status != MAH_OK)
            return status;
        table->asked[column] = true;
        table->asked_columns[table->asked_count++] = column;
    }
    *out = slice_of(table->cells[column]);
    return MAH_OK;
}

enum mah_status service_table_geometry(struct wkb *out, enum row_geometry *found, struct service_table *table,
                                       struct mah_error *err)
{
    *found = GEOMETRY_MISSING;
    out->length = 0;
    return table->has_geometry ? table->how->geometry(out, found, table, err) : MAH_OK;
}
