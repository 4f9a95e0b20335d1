/* Can a layer of polygons be read without GDAL, and what does it hold? */
#include "read/plain_layer.h"

#include <inttypes.h>
#include <math.h>
#include <stdio.h>
#include <string.h>

#include "base/memory.h"
#include "base/number.h"
#include "base/slice.h"
#include "read/source_kind.h"
#include "read/source_path.h"

enum mah_status plain_layer_add_column(struct plain_layer *layer, const char *name, struct mah_error *err)
{
    if (memory_grow((void **)&layer->columns, &layer->column_capacity, layer->column_count + 1,
                    sizeof *layer->columns) != 0)
        return mah_no_memory(err);
    char *copy = memory_copy_text(name);
    if (copy == NULL)
        return mah_no_memory(err);
    layer->columns[layer->column_count++] = copy;
    return MAH_OK;
}

enum mah_status plain_layer_add_row(struct plain_layer *layer, struct plain_cell **cells, struct polygon **polygon,
                                    struct mah_error *err)
{
    size_t first = layer->row_count * layer->column_count;
    if (memory_grow((void **)&layer->polygons, &layer->row_capacity, layer->row_count + 1, sizeof *layer->polygons) !=
            0 ||
        memory_grow((void **)&layer->cells, &layer->cell_capacity, first + layer->column_count + 1,
                    sizeof *layer->cells) != 0)
        return mah_no_memory(err);
    for (size_t i = 0; i < layer->column_count; i++)
        layer->cells[first + i] = (struct plain_cell){.kind = PLAIN_NONE};
    layer->polygons[layer->row_count] = (struct polygon){.bounds = rectangle_empty()};
    *cells = &layer->cells[first];
    *polygon = &layer->polygons[layer->row_count++];
    return MAH_OK;
}

void plain_layer_release(struct plain_layer *layer)
{
    for (size_t i = 0; i < layer->row_count; i++)
        polygon_release(&layer->polygons[i]);
    for (size_t i = 0; i < layer->column_count; i++)
        memory_free(layer->columns[i]);
    memory_free(layer->columns);
    memory_free(layer->cells);
    memory_free(layer->polygons);
    memory_free(layer->crs);
    arena_release(&layer->texts);
    *layer = (struct plain_layer){0};
}

static enum mah_status read_kind(struct plain_layer *out, bool *is_plain, enum source_kind kind, const char *path,
                                 const struct source *source, struct mah_error *err)
{
    *is_plain = false;
    if (kind == SOURCE_GEOPACKAGE)
        return plain_layer_read_geopackage(out, is_plain, path, source->layer, err);
    if (kind == SOURCE_GEOJSON && source->layer == NULL)
        return plain_layer_read_geojson(out, is_plain, path, err);
    return MAH_OK;
}

/* A complaint about the path or the kind of file is made again, word for word, by those who read it with GDAL. */
enum mah_status plain_layer_read(struct plain_layer *out, bool *is_plain, const struct source *source,
                                 struct mah_error *err)
{
    *out = (struct plain_layer){0};
    *is_plain = false;
    if (source->encoding != NULL && strcmp(source->encoding, "auto") != 0)
        return MAH_OK;
    char *path = NULL;
    enum source_kind kind = SOURCE_KINDS;
    enum mah_status status = source_path_resolve(&path, source->path, err);
    if (status == MAH_OK)
        status = source_kind_find(&kind, path, source->path, err);
    if (status == MAH_OK)
        status = read_kind(out, is_plain, kind, path, source, err);
    memory_free(path);
    if (status == MAH_OK && *is_plain)
        return MAH_OK;
    *is_plain = false;
    plain_layer_release(out);
    return status == MAH_NO_MEMORY ? status : MAH_OK;
}

bool plain_layer_is_uniform(const struct plain_layer *layer, size_t column)
{
    enum plain_kind kind = PLAIN_NONE;
    for (size_t row = 0; row < layer->row_count; row++) {
        enum plain_kind here = layer->cells[row * layer->column_count + column].kind;
        if (here == PLAIN_OTHER || (here != PLAIN_NONE && kind != PLAIN_NONE && here != kind))
            return false;
        kind = here != PLAIN_NONE ? here : kind;
    }
    return true;
}

/* In the words of ogr_table_text. */
enum mah_status plain_layer_text(char **out, const struct plain_layer *layer, size_t row, size_t column,
                                 struct mah_error *err)
{
    *out = NULL;
    char number[32] = "";
    struct slice text = {number, 0};
    const struct plain_cell *cell = &layer->cells[row * layer->column_count + column];
    if (cell->kind == PLAIN_INTEGER)
        snprintf(number, sizeof number, "%" PRId64, cell->integer);
    else if (cell->kind == PLAIN_REAL && isfinite(cell->real))
        number_write(cell->real, number);
    else if (cell->kind == PLAIN_TEXT)
        text = slice_trim(slice_of(cell->text));
    if (cell->kind != PLAIN_TEXT)
        text = slice_of(number);
    if (text.length == 0)
        return MAH_OK;
    *out = memory_copy_bytes(text.bytes, text.length);
    return *out != NULL ? MAH_OK : mah_no_memory(err);
}
