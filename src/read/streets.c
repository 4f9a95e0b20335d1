/* Street lines from any line layer, or the walkable ways of an OpenStreetMap extract. */
#include "read/streets.h"

#include <string.h>

#include "base/memory.h"
#include "base/number.h"
#include "base/workers.h"
#include "config/row_filter.h"
#include "read/gdal_door.h"
#include "read/layer_crs.h"
#include "read/line_list.h"
#include "read/ogr_table.h"
#include "read/source_kind.h"
#include "read/source_path.h"
#include "read/walkable.h"

/* All that is needed while the rows are read. */
struct street_reading {
    struct street_record *record;
    const struct source *source;
    struct ogr_table table;
    struct line_list list;
    struct crs crs;
    struct transformation *transformation;
    struct row_filter *filter; /* NULL: every row */
    char **cells;              /* of the current row, as far as the filter asked for them */
    bool cells_failed;         /* out of memory while it did */
    bool is_osm;
    struct walkable walkable;
    int tag_column[WALKABLE_TAGS_AT_MOST], other_tags; /* -1: not a column */
    bool has_impossible;
    struct point impossible; /* the first coordinate that cannot be in this CRS */
};

/* ---- before the first row ---- */

static enum mah_status bind_filter(struct street_reading *reading, struct mah_error *err)
{
    const struct source *source = reading->source;
    struct ogr_table *table = &reading->table;
    if (!source->where || source->where[0] == '\0')
        return MAH_OK;
    reading->cells = memory_new(table->column_count, sizeof *reading->cells);
    if (!reading->cells)
        return mah_no_memory(err);
    enum mah_status status = row_filter_new(&reading->filter, source->where, source->origin, err);
    if (status == MAH_OK)
        status = row_filter_bind(reading->filter, table->columns, table->column_count, source->path, err);
    return status;
}

static int find_column(const struct ogr_table *table, const char *name)
{
    for (size_t i = 0; i < table->field_count; i++)
        if (strcmp(table->columns[i], name) == 0)
            return (int)i;
    return -1;
}

static enum mah_status prepare_tags(struct street_reading *reading, struct mah_error *err)
{
    enum mah_status status = reading->is_osm ? walkable_read(&reading->walkable, err) : MAH_OK;
    for (size_t i = 0; i < reading->walkable.tag_count; i++)
        reading->tag_column[i] = find_column(&reading->table, reading->walkable.tags[i]);
    reading->other_tags = find_column(&reading->table, "other_tags");
    return status;
}

static enum mah_status describe(struct street_reading *reading, struct mah_error *err)
{
    struct street_record *record = reading->record;
    const char *driver = gdal.GDALGetDriverShortName(gdal.GDALGetDatasetDriver(reading->table.dataset));
    reading->is_osm = source_ogr_is_osm(reading->table.dataset);
    record->name = memory_copy_text(source_path_file_name(reading->source->path));
    record->format = memory_copy_text(source_kind_of_driver(driver));
    record->crs = crs_label(&reading->crs);
    return record->name && record->format && record->crs ? MAH_OK : mah_no_memory(err);
}

static enum mah_status prepare(struct street_reading *reading, const struct crs *working, struct mah_error *err)
{
    enum mah_status status = ogr_table_open(&reading->table, reading->source, TABLE_LINES, err);
    if (status == MAH_OK)
        status = layer_crs_find(&reading->crs, &reading->table, reading->source, "streets", err);
    if (status == MAH_OK)
        status = describe(reading, err);
    if (status == MAH_OK)
        status = transformation_new(&reading->transformation, &reading->crs, working, err);
    reading->record->operation = transformation_operation(reading->transformation);
    if (status == MAH_OK)
        status = bind_filter(reading, err);
    if (status == MAH_OK)
        status = prepare_tags(reading, err);
    return status;
}

/* ---- rows ---- */

static struct slice cell_of_row(void *context, size_t column)
{
    struct street_reading *reading = context;
    if (!reading->cells[column] && ogr_table_text(&reading->cells[column], &reading->table, column, NULL) != MAH_OK)
        reading->cells_failed = true;
    return slice_of(reading->cells[column]);
}

static bool passes_filter(struct street_reading *reading)
{
    if (!reading->filter)
        return true;
    bool passes = row_filter_passes(reading->filter, cell_of_row, reading);
    for (size_t i = 0; i < reading->table.column_count; i++) {
        memory_free(reading->cells[i]);
        reading->cells[i] = NULL;
    }
    return passes;
}

static bool is_walkable(const struct street_reading *reading)
{
    if (!reading->is_osm)
        return true;
    struct slice values[WALKABLE_TAGS_AT_MOST];
    OGRFeatureH feature = reading->table.feature;
    int other = reading->other_tags;
    bool has_other = other >= 0 && gdal.OGR_F_IsFieldSetAndNotNull(feature, other);
    const char *other_tags = has_other ? gdal.OGR_F_GetFieldAsString(feature, other) : NULL;
    for (size_t i = 0; i < reading->walkable.tag_count; i++) {
        int column = reading->tag_column[i];
        if (column >= 0 && gdal.OGR_F_IsFieldSetAndNotNull(feature, column))
            values[i] = slice_of(gdal.OGR_F_GetFieldAsString(feature, column));
        else
            values[i] = osm_other_tag(other_tags, reading->walkable.tags[i]);
    }
    return walkable_allows(&reading->walkable, values);
}

static enum mah_status take_row(struct street_reading *reading, struct mah_error *err)
{
    struct street_record *record = reading->record;
    record->read++;
    bool passes = passes_filter(reading);
    if (reading->cells_failed)
        return mah_no_memory(err);
    if (!passes || !is_walkable(reading)) {
        *(passes ? &record->not_walkable : &record->filtered) += 1;
        return MAH_OK;
    }
    enum row_lines kind;
    struct point impossible;
    enum mah_status status =
        line_list_add(&reading->list, &kind, &impossible, gdal.OGR_F_GetGeometryRef(reading->table.feature),
                      &reading->crs, reading->transformation, err);
    if (status != MAH_OK)
        return status;
    if (kind == ROW_IMPOSSIBLE_LINES && !reading->has_impossible) {
        reading->has_impossible = true;
        reading->impossible = impossible;
    }
    *(kind == ROW_LINES ? &record->used : &record->no_line) += 1;
    return MAH_OK;
}

static enum mah_status take_rows(struct street_reading *reading, struct mah_error *err)
{
    bool more = true;
    enum mah_status status = ogr_table_next(&reading->table, &more, err);
    while (status == MAH_OK && more) {
        status =
            interrupted() ? mah_fail(err, MAH_INTERRUPTED, "interrupted; nothing was written") : take_row(reading, err);
        if (status == MAH_OK)
            status = ogr_table_next(&reading->table, &more, err);
    }
    return status;
}

/* ---- the whole ---- */

static enum mah_status refuse_nothing(const struct street_reading *reading, struct mah_error *err)
{
    const struct street_record *record = reading->record;
    const char *path = reading->source->path;
    if (record->used > 0)
        return MAH_OK;
    if (reading->has_impossible) {
        char x[32], y[32];
        number_write(reading->impossible.x, x);
        number_write(reading->impossible.y, y);
        return mah_fail(err, MAH_BAD_SOURCE,
                        "'%s' has the coordinates %s %s, impossible in '%s'; say which reference system it is with "
                        "crs: EPSG:... under streets",
                        path, x, y, reading->crs.name);
    }
    if (record->read == 0)
        return mah_fail(err, MAH_BAD_DATA, "'%s' holds no street", path);
    return mah_fail(err, MAH_BAD_DATA,
                    "'%s' holds no usable street in %lld rows (set aside by where: %lld, not walkable: %lld, "
                    "without a line: %lld)",
                    path, (long long)record->read, (long long)record->filtered, (long long)record->not_walkable,
                    (long long)record->no_line);
}

static void release(struct street_reading *reading)
{
    ogr_table_close(&reading->table);
    street_lines_release(&reading->list.lines);
    crs_release(&reading->crs);
    transformation_free(reading->transformation);
    row_filter_free(reading->filter);
    memory_free(reading->cells);
    walkable_release(&reading->walkable);
}

enum mah_status streets_read(struct street_record *out, const struct source *source, const struct crs *working,
                             struct mah_error *err)
{
    *out = (struct street_record){0};
    struct street_reading reading = {.record = out, .source = source};
    enum mah_status status = prepare(&reading, working, err);
    if (status == MAH_OK)
        status = take_rows(&reading, err);
    if (status == MAH_OK)
        status = refuse_nothing(&reading, err);
    if (status == MAH_OK) {
        out->lines = reading.list.lines;
        reading.list.lines = (struct street_lines){0};
    } else {
        street_record_release(out);
    }
    release(&reading);
    return status;
}

enum mah_status streets_look(bool *crs_known, const struct source *source, struct mah_error *err)
{
    struct ogr_table table = {0};
    char *crs = NULL;
    enum mah_status status = ogr_table_open(&table, source, TABLE_LINES, err);
    if (status == MAH_OK)
        status = ogr_table_crs(&crs, &table, err);
    *crs_known = crs != NULL;
    memory_free(crs);
    ogr_table_close(&table);
    return status;
}

void street_record_release(struct street_record *record)
{
    memory_free(record->name);
    memory_free(record->format);
    memory_free(record->crs);
    street_lines_release(&record->lines);
    *record = (struct street_record){0};
}
