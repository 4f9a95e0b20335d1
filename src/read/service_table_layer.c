/* Facilities from a vector layer or a spreadsheet, with GDAL. */
#include "base/memory.h"
#include "read/gdal_door.h"
#include "read/ogr_table.h"
#include "read/service_table.h"

struct layer_state {
    struct ogr_table table;
    bool has_own_numbers; /* a database numbers its rows, and a GIS shows that number */
};

static enum mah_status layer_next(struct service_table *table, bool *more, struct mah_error *err)
{
    struct layer_state *layer = table->state;
    enum mah_status status;
    do {
        status = ogr_table_next(&layer->table, more, err);
        if (status != MAH_OK || !*more)
            return status;
        table->row = layer->has_own_numbers ? gdal.OGR_F_GetFID(layer->table.feature) : table->row + 1;
    } while (ogr_table_is_blank(&layer->table));
    return MAH_OK;
}

static enum mah_status layer_cell(char **out, struct service_table *table, size_t column, struct mah_error *err)
{
    const struct layer_state *layer = table->state;
    return ogr_table_text(out, &layer->table, column, err);
}

static enum mah_status layer_geometry(struct wkb *out, enum row_geometry *found, struct service_table *table,
                                      struct mah_error *err)
{
    const struct layer_state *layer = table->state;
    return ogr_wkb_take(out, found, gdal.OGR_F_StealGeometry(layer->table.feature), err);
}

static void layer_close(struct service_table *table)
{
    struct layer_state *layer = table->state;
    ogr_table_close(&layer->table);
    memory_free(layer);
}

static const struct service_table_format layer_format = {layer_next, layer_cell, layer_geometry, layer_close};

/* Some formats read the file only when the first question is asked. */
static enum mah_status ask_layer(struct service_table *table, struct layer_state *layer, struct mah_error *err)
{
    struct ogr_watch watch;
    ogr_watch_begin(&watch);
    table->has_geometry = gdal.OGR_L_GetGeomType(layer->table.layer) != wkbNone;
    enum mah_status status = MAH_OK;
    if (table->has_geometry)
        status = source_ogr_crs(&table->crs, layer->table.layer, err);
    ogr_watch_end();
    return status == MAH_OK ? ogr_watch_verdict(&watch, table->path, err) : status;
}

enum mah_status service_table_open_layer(struct service_table *table, const struct source *source, bool is_spreadsheet,
                                         struct mah_error *err)
{
    struct layer_state *layer = memory_new(1, sizeof *layer);
    if (layer == NULL)
        return mah_no_memory(err);
    table->state = layer;
    table->how = &layer_format;
    table->row = is_spreadsheet ? 1 : 0; /* the header is row 1 */
    enum mah_status status = ogr_table_open(&layer->table, source, TABLE_ANY_GEOMETRY, err);
    if (status == MAH_OK)
        status = ask_layer(table, layer, err);
    if (status == MAH_OK)
        table->is_bare = ogr_table_is_bare(&layer->table);
    layer->has_own_numbers = layer->table.column_count > layer->table.field_count;
    table->columns = layer->table.columns;
    table->column_count = layer->table.column_count;
    return status;
}
