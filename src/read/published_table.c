/* A table of a published GeoPackage in memory. */
#include <math.h>
#include <string.h>

#include "base/memory.h"
#include "read/geopackage_geometry.h"
#include "read/geopackage_layer.h"
#include "read/published_parts.h"

struct table_reader {
    const struct published *published;
    struct published_table *table;
    struct geopackage_layer layer;
    size_t row_capacity, polygon_capacity, point_capacity;
    bool has_polygons, has_points;
};

static char type_of(const char *declared)
{
    if (declared == NULL || strncmp(declared, "TEXT", 4) == 0)
        return 't';
    if (strstr(declared, "INT") != NULL)
        return 'i';
    return strcmp(declared, "DATE") == 0 ? 'd' : 'r';
}

/* A table of the GeoPackage itself that not every one has. */
static bool has_table(const struct published *published, const char *name)
{
    sqlite3_stmt *row = NULL;
    bool found = geopackage_prepare(&row, published->database, published->name, NULL,
                                    "SELECT 1 FROM sqlite_master WHERE type = 'table' AND name = %Q", name) == MAH_OK &&
                 sqlite3_step(row) == SQLITE_ROW;
    sqlite3_finalize(row);
    return found;
}

static enum mah_status read_columns(struct table_reader *reader, struct mah_error *err)
{
    struct published_table *table = reader->table;
    const struct published *published = reader->published;
    sqlite3_stmt *row = NULL;
    table->columns = memory_new(reader->layer.column_count, sizeof *table->columns);
    if (table->columns == NULL)
        return mah_no_memory(err);
    const char *geometry = reader->layer.geometry_column != NULL ? reader->layer.geometry_column : "";
    enum mah_status status =
        has_table(published, "gpkg_data_columns")
            ? geopackage_prepare(&row, published->database, published->name, err,
                                 "SELECT t.name, t.type, coalesce(d.title, t.name) FROM pragma_table_info(%Q) t LEFT "
                                 "JOIN gpkg_data_columns d ON d.table_name = %Q AND d.column_name = t.name WHERE "
                                 "t.name <> 'fid' AND t.name <> %Q ORDER BY t.cid",
                                 table->name, table->name, geometry)
            : geopackage_prepare(&row, published->database, published->name, err,
                                 "SELECT name, type, name FROM pragma_table_info(%Q) WHERE name <> 'fid' AND name <> "
                                 "%Q ORDER BY cid",
                                 table->name, geometry);
    while (status == MAH_OK && table->column_count < reader->layer.column_count && sqlite3_step(row) == SQLITE_ROW) {
        struct published_column *column = &table->columns[table->column_count++];
        column->name = memory_copy_text((const char *)sqlite3_column_text(row, 0));
        column->type = type_of((const char *)sqlite3_column_text(row, 1));
        column->title = memory_copy_text((const char *)sqlite3_column_text(row, 2));
        if (column->name == NULL || column->title == NULL)
            status = mah_no_memory(err);
    }
    sqlite3_finalize(row);
    return status;
}

static enum mah_status read_cell(struct published_table *table, struct published_cell *cell, sqlite3_stmt *row,
                                 int column, struct mah_error *err)
{
    *cell = (struct published_cell){.number = NAN};
    switch (sqlite3_column_type(row, column)) {
    case SQLITE_INTEGER:
        cell->kind = PUBLISHED_INTEGER;
        cell->number = (double)sqlite3_column_int64(row, column);
        return MAH_OK;
    case SQLITE_FLOAT:
        cell->kind = PUBLISHED_REAL;
        cell->number = sqlite3_column_double(row, column);
        return MAH_OK;
    case SQLITE_TEXT:
        break;
    default:
        return MAH_OK;
    }
    if (memory_grow((void **)&table->texts, &table->text_capacity, table->text_count + 1, sizeof *table->texts) != 0)
        return mah_no_memory(err);
    char *text = memory_copy_text((const char *)sqlite3_column_text(row, column));
    if (text == NULL)
        return mah_no_memory(err);
    table->texts[table->text_count++] = text;
    cell->kind = PUBLISHED_TEXT;
    cell->text = text;
    return MAH_OK;
}

/* The header of a GeoPackage geometry is 8 bytes and an envelope of 0, 32, 48, 48 or 64. */
static enum mah_status read_polygon(struct polygon *out, const unsigned char *blob, size_t length,
                                    struct mah_error *err)
{
    static const size_t envelope[8] = {0, 32, 48, 48, 64, 0, 0, 0};
    *out = (struct polygon){.bounds = rectangle_empty()};
    if (length < 8)
        return MAH_OK;
    size_t header = 8 + envelope[blob[3] >> 1 & 7];
    bool is_empty = (blob[3] >> 4 & 1) != 0;
    return is_empty || header >= length ? MAH_OK : polygon_from_wkb(out, blob + header, length - header, err);
}

static enum mah_status read_geometry(struct table_reader *reader, sqlite3_stmt *row, int column, struct mah_error *err)
{
    struct published_table *table = reader->table;
    size_t count = table->row_count + 1;
    const unsigned char *blob = sqlite3_column_blob(row, column);
    size_t length = (size_t)sqlite3_column_bytes(row, column);
    if (reader->has_polygons) {
        if (memory_grow((void **)&table->polygons, &reader->polygon_capacity, count, sizeof *table->polygons) != 0)
            return mah_no_memory(err);
        enum mah_status status = read_polygon(&table->polygons[table->row_count], blob, length, err);
        return status != MAH_BAD_DATA ? status
                                      : mah_context(err, MAH_BAD_SOURCE, "cannot read '%s'", reader->published->name);
    }
    if (!reader->has_points)
        return MAH_OK;
    if (memory_grow((void **)&table->points, &reader->point_capacity, count, sizeof *table->points) != 0)
        return mah_no_memory(err);
    struct point *point = &table->points[table->row_count];
    if (length == 0 || geopackage_point_read(blob, length, point) != 1)
        *point = (struct point){NAN, NAN};
    return MAH_OK;
}

static enum mah_status read_row(struct table_reader *reader, sqlite3_stmt *row, struct mah_error *err)
{
    struct published_table *table = reader->table;
    if (memory_grow((void **)&table->cells, &reader->row_capacity, (table->row_count + 1) * table->column_count + 1,
                    sizeof *table->cells) != 0)
        return mah_no_memory(err);
    enum mah_status status = MAH_OK;
    for (size_t i = 0; status == MAH_OK && i < table->column_count; i++)
        status = read_cell(table, &table->cells[table->row_count * table->column_count + i], row, (int)i, err);
    if (status == MAH_OK)
        status = read_geometry(reader, row, (int)table->column_count, err);
    if (status == MAH_OK)
        table->row_count++;
    return status;
}

static enum mah_status read_rows(struct table_reader *reader, struct mah_error *err)
{
    const struct published *published = reader->published;
    const struct published_table *table = reader->table;
    sqlite3_stmt *row = NULL;
    sqlite3_str *sql = sqlite3_str_new(published->database);
    sqlite3_str_appendall(sql, "SELECT ");
    for (size_t i = 0; i < table->column_count; i++)
        sqlite3_str_appendf(sql, "\"%w\", ", table->columns[i].name);
    if (reader->layer.geometry_column != NULL)
        sqlite3_str_appendf(sql, "\"%w\"", reader->layer.geometry_column);
    else
        sqlite3_str_appendall(sql, "NULL");
    sqlite3_str_appendf(sql, " FROM \"%w\" ORDER BY rowid", table->name);
    char *text = sqlite3_str_finish(sql);
    enum mah_status status = text != NULL
                                 ? geopackage_prepare(&row, published->database, published->name, err, "%s", text)
                                 : mah_no_memory(err);
    sqlite3_free(text);
    int code = SQLITE_DONE;
    while (status == MAH_OK && (code = sqlite3_step(row)) == SQLITE_ROW)
        status = read_row(reader, row, err);
    if (status == MAH_OK && code != SQLITE_DONE)
        status = geopackage_fail(published->database, published->name, err);
    sqlite3_finalize(row);
    return status;
}

static enum mah_status find_geometry(struct table_reader *reader, struct mah_error *err)
{
    const struct published *published = reader->published;
    sqlite3_stmt *row = NULL;
    enum mah_status status = geopackage_prepare(
        &row, published->database, published->name, err,
        "SELECT geometry_type_name FROM gpkg_geometry_columns WHERE table_name = %Q", reader->table->name);
    if (status == MAH_OK && sqlite3_step(row) == SQLITE_ROW) {
        const char *type = (const char *)sqlite3_column_text(row, 0);
        reader->has_points = type != NULL && sqlite3_stricmp(type, "POINT") == 0;
        reader->has_polygons = type != NULL && sqlite3_strlike("%POLYGON", type, 0) == 0;
    }
    sqlite3_finalize(row);
    return status;
}

enum mah_status published_table_read(struct published_table **out, const struct published *published, const char *name,
                                     struct mah_error *err)
{
    struct table_reader reader = {.published = published, .table = memory_new(1, sizeof *reader.table)};
    if (reader.table == NULL)
        return mah_no_memory(err);
    enum mah_status status = geopackage_layer_find(&reader.layer, published->database, name, published->name, err);
    if (status == MAH_OK) {
        reader.table->name = memory_copy_text(name);
        status = reader.table->name != NULL ? find_geometry(&reader, err) : mah_no_memory(err);
    }
    if (status == MAH_OK)
        status = read_columns(&reader, err);
    if (status == MAH_OK)
        status = read_rows(&reader, err);
    geopackage_layer_release(&reader.layer);
    if (status != MAH_OK) {
        published_table_free(reader.table);
        return status;
    }
    *out = reader.table;
    return MAH_OK;
}

void published_table_free(struct published_table *table)
{
    if (table == NULL)
        return;
    for (size_t i = 0; table->columns != NULL && i < table->column_count; i++) {
        memory_free(table->columns[i].name);
        memory_free(table->columns[i].title);
    }
    for (size_t i = 0; table->polygons != NULL && i < table->row_count; i++)
        polygon_release(&table->polygons[i]);
    for (size_t i = 0; i < table->text_count; i++)
        memory_free(table->texts[i]);
    memory_free(table->columns);
    memory_free(table->polygons);
    memory_free(table->points);
    memory_free(table->texts);
    memory_free(table->cells);
    memory_free(table->name);
    memory_free(table);
}

bool published_column_find(const struct published_table *table, const char *name, size_t *column)
{
    for (size_t i = 0; i < table->column_count; i++) {
        if (strcmp(table->columns[i].name, name) == 0) {
            *column = i;
            return true;
        }
    }
    *column = SIZE_MAX;
    return false;
}

static const struct published_cell *cell_at(const struct published_table *table, size_t row, size_t column)
{
    return column < table->column_count && row < table->row_count ? &table->cells[row * table->column_count + column]
                                                                  : NULL;
}

double published_number(const struct published_table *table, size_t row, size_t column)
{
    const struct published_cell *cell = cell_at(table, row, column);
    return cell != NULL ? cell->number : NAN;
}

const char *published_text(const struct published_table *table, size_t row, size_t column)
{
    const struct published_cell *cell = cell_at(table, row, column);
    return cell != NULL ? cell->text : NULL;
}
