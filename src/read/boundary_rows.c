/* What does a file of boundaries hold, row by row? */
#include "read/boundary_rows.h"

#include <math.h>

#include "base/memory.h"
#include "base/number.h"
#include "base/text.h"
#include "read/layer_crs.h"
#include "read/ogr_table.h"
#include "read/plain_layer.h"

/* ---- the reference system ---- */

static enum mah_status impossible(const char *path, struct point vertex, const struct crs *crs, struct mah_error *err)
{
    char x[32], y[32];
    number_write(vertex.x, x);
    number_write(vertex.y, y);
    return mah_fail(err, MAH_BAD_SOURCE,
                    "'%s' has the coordinates %s %s, impossible in '%s'; say which reference system it is with crs: "
                    "EPSG:... under neighbourhoods",
                    path, x, y, crs->name);
}

/* ---- rows ---- */

static enum mah_status set_fault(struct boundary_row *row, const char *fault, struct mah_error *err)
{
    polygon_release(&row->polygon);
    memory_free(row->fault);
    row->fault = memory_copy_text(fault);
    return row->fault ? MAH_OK : mah_no_memory(err);
}

static enum mah_status take_polygon(struct boundary_row *row, const struct ogr_table *table, struct mah_error *err)
{
    enum row_polygon kind;
    enum mah_status status = ogr_table_polygon(&row->polygon, &kind, table, err);
    if (status != MAH_OK)
        return status;
    if (kind == ROW_NO_GEOMETRY || (kind == ROW_POLYGON && row->polygon.part_count == 0))
        return set_fault(row, "no geometry", err);
    if (kind == ROW_OTHER_GEOMETRY)
        return set_fault(row, "a geometry that is not a polygon", err);
    if (kind == ROW_BROKEN_GEOMETRY)
        return set_fault(row, "a coordinate that is not a finite number", err);
    return MAH_OK;
}

static struct boundary_row *new_row(struct boundary_rows *rows)
{
    if (memory_grow((void **)&rows->rows, &rows->capacity, rows->count + 1, sizeof *rows->rows) != 0)
        return NULL;
    struct boundary_row *row = &rows->rows[rows->count++];
    *row = (struct boundary_row){.area_before_km2 = NAN, .area_km2 = NAN};
    return row;
}

static enum mah_status check_code(struct boundary_row *row, struct mah_error *err)
{
    return row->fault || row->text[BOUNDARY_MAH_CODE] ? MAH_OK : set_fault(row, "no mah_code", err);
}

static enum mah_status take_row(struct boundary_rows *rows, const struct ogr_table *table,
                                const struct boundary_field_map *map, struct mah_error *err)
{
    struct boundary_row *row = new_row(rows);
    enum mah_status status = row ? MAH_OK : mah_no_memory(err);
    for (int field = 0; field < BOUNDARY_FIELD_COUNT && status == MAH_OK; field++) {
        if (map->column[field] >= 0)
            status = ogr_table_text(&row->text[field], table, (size_t)map->column[field], err);
    }
    if (status == MAH_OK)
        status = take_polygon(row, table, err);
    return status == MAH_OK ? check_code(row, err) : status;
}

static enum mah_status take_rows(struct boundary_rows *rows, struct ogr_table *table,
                                 const struct boundary_field_map *map, struct mah_error *err)
{
    bool more = true;
    enum mah_status status = ogr_table_next(table, &more, err);
    while (status == MAH_OK && more) {
        status = take_row(rows, table, map, err);
        if (status == MAH_OK)
            status = ogr_table_next(table, &more, err);
    }
    return status;
}

/* A whole file in another system than it says must not end as a whole province of households outside. */
static enum mah_status check_coordinates(const struct boundary_rows *rows, const char *path, struct mah_error *err)
{
    for (size_t i = 0; i < rows->count; i++) {
        const struct polygon *polygon = &rows->rows[i].polygon;
        for (size_t k = 0; k < polygon->vertex_count; k++) {
            if (!crs_accepts(&rows->crs, polygon->vertices[k]))
                return impossible(path, polygon->vertices[k], &rows->crs, err);
        }
    }
    return MAH_OK;
}

/* Plane geometry takes a mahalle on both sides of the 180th meridian for one around the Earth. */
static enum mah_status refuse_wide_ones(struct boundary_rows *rows, struct mah_error *err)
{
    enum mah_status status = MAH_OK;
    for (size_t i = 0; i < rows->count && status == MAH_OK && rows->crs.geographic; i++) {
        const struct rectangle *bounds = &rows->rows[i].polygon.bounds;
        if (bounds->max_x - bounds->min_x >= 180)
            status = set_fault(&rows->rows[i], "wider than half the Earth: it crosses the 180th meridian", err);
    }
    return status;
}

static enum mah_status match_fields(struct boundary_field_map *map, struct boundary_rows *rows, char *const *columns,
                                    size_t count, const struct source *source, struct mah_error *err)
{
    enum mah_status status = boundary_fields_match(map, columns, count, source, "neighbourhoods", err);
    if (status == MAH_OK)
        status = boundary_fields_require(map, BOUNDARY_MAH_CODE, columns, count, source, "neighbourhoods", err);
    if (status == MAH_OK) {
        memory_free(rows->matched);
        rows->matched = boundary_fields_describe(map, columns);
        status = rows->matched ? MAH_OK : mah_no_memory(err);
    }
    return status;
}

/* ---- a plain file, and any other ---- */

static enum mah_status take_plain_rows(struct boundary_rows *rows, struct plain_layer *layer,
                                       const struct boundary_field_map *map, struct mah_error *err)
{
    enum mah_status status = MAH_OK;
    for (size_t i = 0; i < layer->row_count && status == MAH_OK; i++) {
        struct boundary_row *row = new_row(rows);
        status = row ? MAH_OK : mah_no_memory(err);
        for (int field = 0; field < BOUNDARY_FIELD_COUNT && status == MAH_OK; field++)
            if (map->column[field] >= 0)
                status = plain_layer_text(&row->text[field], layer, i, (size_t)map->column[field], err);
        if (status != MAH_OK)
            return status;
        row->polygon = layer->polygons[i]; /* the row owns it now */
        layer->polygons[i] = (struct polygon){0};
        status = check_code(row, err);
    }
    return status;
}

static bool is_uniform(const struct plain_layer *layer, const struct boundary_field_map *map)
{
    for (int field = 0; field < BOUNDARY_FIELD_COUNT; field++)
        if (map->column[field] >= 0 && !plain_layer_is_uniform(layer, (size_t)map->column[field]))
            return false;
    return true;
}

/* *is_plain is false where the file needs GDAL; nothing of it is in `rows` then. */
static enum mah_status read_plain(struct boundary_rows *rows, bool *is_plain, const struct source *source,
                                  struct mah_error *err)
{
    struct plain_layer layer;
    struct boundary_field_map map;
    enum mah_status status = plain_layer_read(&layer, is_plain, source, err);
    if (status == MAH_OK && *is_plain)
        status = layer_crs_resolve(&rows->crs, layer.crs, source, "neighbourhoods", err);
    if (status == MAH_OK && *is_plain)
        status = match_fields(&map, rows, layer.columns, layer.column_count, source, err);
    if (status == MAH_OK && *is_plain && !is_uniform(&layer, &map)) {
        *is_plain = false;
        crs_release(&rows->crs);
    }
    if (status == MAH_OK && *is_plain)
        status = take_plain_rows(rows, &layer, &map, err);
    plain_layer_release(&layer);
    return status;
}

static enum mah_status read_table(struct boundary_rows *rows, struct ogr_table *table, const struct source *source,
                                  struct mah_error *err)
{
    struct boundary_field_map map;
    enum mah_status status = ogr_table_open(table, source, TABLE_POLYGONS, err);
    if (status == MAH_OK && ogr_table_is_bare(table))
        status = mah_fail(err, MAH_BAD_DATA, "'%s' holds no boundary", source->path);
    if (status == MAH_OK)
        status = layer_crs_find(&rows->crs, table, source, "neighbourhoods", err);
    if (status == MAH_OK)
        status = match_fields(&map, rows, table->columns, table->column_count, source, err);
    return status == MAH_OK ? take_rows(rows, table, &map, err) : status;
}

enum mah_status boundary_rows_read(struct boundary_rows *rows, const struct source *source, struct mah_error *err)
{
    struct ogr_table table = {0};
    bool is_plain = false;
    enum mah_status status = read_plain(rows, &is_plain, source, err);
    if (status == MAH_OK && !is_plain)
        status = read_table(rows, &table, source, err);
    ogr_table_close(&table);
    if (status == MAH_OK)
        status = check_coordinates(rows, source->path, err);
    if (status == MAH_OK)
        status = refuse_wide_ones(rows, err);
    return status;
}

void boundary_rows_release(struct boundary_rows *rows)
{
    for (size_t i = 0; i < rows->count; i++) {
        struct boundary_row *row = &rows->rows[i];
        for (int field = 0; field < BOUNDARY_FIELD_COUNT; field++)
            memory_free(row->text[field]);
        memory_free(row->fault);
        polygon_release(&row->polygon);
    }
    memory_free(rows->rows);
    memory_free(rows->matched);
    crs_release(&rows->crs);
    *rows = (struct boundary_rows){0};
}
