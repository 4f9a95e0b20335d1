/* A file of boundaries: where we read it ourselves, GDAL reads the same; and the mahalle that come of it are sound. */
#ifndef TESTS_PLAIN_OR_GDAL_H
#define TESTS_PLAIN_OR_GDAL_H

#include <math.h>

#include "base/memory.h"
#include "fuzz.h"
#include "read/boundaries.h"
#include "read/ogr_table.h"
#include "read/plain_layer.h"

static inline void compare_row(const struct plain_layer *layer, size_t row, const struct ogr_table *table)
{
    struct polygon polygon;
    enum row_polygon kind;
    for (size_t column = 0; column < layer->column_count; column++) {
        char *ours, *theirs;
        if (!plain_layer_is_uniform(layer, column))
            continue;
        require(plain_layer_text(&ours, layer, row, column, NULL) == MAH_OK);
        require(ogr_table_text(&theirs, table, column, NULL) == MAH_OK);
        require((ours == NULL) == (theirs == NULL) && (ours == NULL || strcmp(ours, theirs) == 0));
        memory_free(ours);
        memory_free(theirs);
    }
    require(ogr_table_polygon(&polygon, &kind, table, NULL) == MAH_OK && kind == ROW_POLYGON);
    require(polygon_equals(&polygon, &layer->polygons[row]));
    /* Also where numbers that are equal are not the same: 0 and -0. */
    require(memcmp(polygon.vertices, layer->polygons[row].vertices, polygon.vertex_count * sizeof *polygon.vertices) ==
            0);
    require(memcmp(&polygon.bounds, &layer->polygons[row].bounds, sizeof polygon.bounds) == 0);
    polygon_release(&polygon);
}

static inline void compare_with_gdal(const struct plain_layer *layer, const struct source *source)
{
    struct ogr_table table = {0};
    struct mah_error error = {0};
    char *crs = NULL;
    bool more = true;
    size_t row = 0;
    require(ogr_table_open(&table, source, TABLE_POLYGONS, &error) == MAH_OK);
    require(source_ogr_crs(&crs, table.layer, NULL) == MAH_OK && crs != NULL && strcmp(layer->crs, crs) == 0);
    memory_free(crs);
    require(layer->column_count == table.column_count);
    for (size_t i = 0; i < table.column_count; i++)
        require(strcmp(layer->columns[i], table.columns[i]) == 0);
    for (;; row++) {
        require(ogr_table_next(&table, &more, &error) == MAH_OK);
        if (!more)
            break;
        require(row < layer->row_count);
        compare_row(layer, row, &table);
    }
    require(row == layer->row_count);
    ogr_table_close(&table);
}

static inline void check_set(struct boundary_set *set)
{
    enum { CHECKED_AT_MOST = 12 };
    require(set->count > 0);
    for (size_t i = 0; i < set->count; i++) {
        const struct mahalle *mahalle = &set->mahalle[i];
        require(mahalle->code != NULL && mahalle->code[0] != '\0');
        require(i == 0 || strcmp(set->mahalle[i - 1].code, mahalle->code) < 0);
        require(mahalle->polygon.part_count > 0 && mahalle->area_km2 >= 0 && isfinite(mahalle->area_km2));
        for (size_t k = 0; k < mahalle->polygon.vertex_count; k++)
            require(rectangle_contains(&set->bounds, mahalle->polygon.vertices[k]));
    }
    if (set->count <= CHECKED_AT_MOST) {
        struct mah_error error = {0};
        require_reason(boundary_set_check_topology(set, true, 1, &error), &error);
    }
}

static inline void check_boundaries(char *path)
{
    struct source source = {.path = path, .encoding = (char *)(uintptr_t) "auto"};
    struct plain_layer layer;
    struct boundary_set *set = NULL;
    struct mah_error error = {0};
    bool is_plain = false;
    require(plain_layer_read(&layer, &is_plain, &source, &error) == MAH_OK);
    if (is_plain)
        compare_with_gdal(&layer, &source);
    plain_layer_release(&layer);
    enum mah_status status = boundary_set_read(&set, &source, NULL, &error);
    require_reason(status, &error);
    if (status == MAH_OK)
        check_set(set);
    boundary_set_free(set);
}

#endif
