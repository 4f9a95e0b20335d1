/* For tests of plain layers: is what we read ourselves what GDAL reads? */
#ifndef TEST_PLAIN_FILES_H
#define TEST_PLAIN_FILES_H

#include "boundary_files.h"
#include "read/ogr_table.h"
#include "read/plain_layer.h"

static inline void compare_row(const struct plain_layer *layer, size_t row, const struct ogr_table *table)
{
    struct mah_error err = {0};
    struct polygon polygon;
    enum row_polygon kind;
    for (size_t column = 0; column < layer->column_count; column++) {
        if (!plain_layer_is_uniform(layer, column))
            continue;
        char *ours, *theirs;
        assert_int_equal(plain_layer_text(&ours, layer, row, column, &err), MAH_OK);
        assert_int_equal(ogr_table_text(&theirs, table, column, &err), MAH_OK);
        if ((ours == NULL) != (theirs == NULL) || (ours != NULL && strcmp(ours, theirs) != 0))
            fail_msg("row %zu, column '%s': '%s', not '%s'", row + 1, layer->columns[column], ours, theirs);
        memory_free(ours);
        memory_free(theirs);
    }
    assert_int_equal(ogr_table_polygon(&polygon, &kind, table, &err), MAH_OK);
    assert_int_equal(kind, ROW_POLYGON);
    assert_true(polygon_equals(&polygon, &layer->polygons[row]));
    /* Also where numbers that are equal are not the same: 0 and -0. */
    assert_memory_equal(polygon.vertices, layer->polygons[row].vertices,
                        polygon.vertex_count * sizeof *polygon.vertices);
    assert_memory_equal(&polygon.bounds, &layer->polygons[row].bounds, sizeof polygon.bounds);
    polygon_release(&polygon);
}

static inline void compare_layers(const struct plain_layer *layer, const struct source *source)
{
    struct ogr_table table;
    struct mah_error err = {0};
    char *crs = NULL;
    bool more = true;
    size_t row = 0;
    enum mah_status status = ogr_table_open(&table, source, TABLE_POLYGONS, &err);
    assert_string_equal(err.message, "");
    assert_int_equal(status, MAH_OK);
    assert_int_equal(source_ogr_crs(&crs, table.layer, &err), MAH_OK);
    assert_string_equal(layer->crs, crs);
    memory_free(crs);
    assert_int_equal(layer->column_count, table.column_count);
    for (size_t i = 0; i < table.column_count; i++)
        assert_string_equal(layer->columns[i], table.columns[i]);
    for (; ogr_table_next(&table, &more, &err) == MAH_OK && more; row++) {
        assert_true(row < layer->row_count);
        compare_row(layer, row, &table);
    }
    assert_string_equal(err.message, "");
    assert_int_equal(row, layer->row_count);
    ogr_table_close(&table);
}

/* Is the file plain? If so, GDAL must read the same. */
static inline bool is_plain_source(const struct source *source)
{
    struct plain_layer layer;
    struct mah_error err = {0};
    bool is_plain = false;
    assert_int_equal(plain_layer_read(&layer, &is_plain, source, &err), MAH_OK);
    if (is_plain)
        compare_layers(&layer, source);
    plain_layer_release(&layer);
    return is_plain;
}

static inline bool is_plain_file(char *path)
{
    struct source source = {.path = path};
    return is_plain_source(&source);
}

/* A number from 0 to below `count`; the same ones in every run. */
static inline size_t any_below(uint32_t *state, size_t count)
{
    *state = *state * 1664525u + 1013904223u;
    return (size_t)((uint64_t)(*state >> 8) * count >> 24);
}

/* The files of real boundaries of that kind; says so where there are none. */
static inline void expect_real_ones_plain(const char *const *names, size_t count)
{
    const char *folder = getenv("MAHALLE_SHARED");
    for (size_t i = 0; i < count; i++) {
        char path[512];
        snprintf(path, sizeof path, "%s/%s", folder != NULL ? folder : "", names[i]);
        if (folder == NULL || access(path, R_OK) != 0)
            print_message("skipped: no '%s' (set MAHALLE_SHARED)\n", names[i]);
        else
            assert_true(is_plain_file(path));
    }
}

#endif
