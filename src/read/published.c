/* What does a GeoPackage say that this program wrote? Opening it, and the settings of its run. */
#include "read/published.h"

#include <sqlite3.h>
#include <string.h>

#include "base/language.h"
#include "base/memory.h"
#include "read/geopackage_layer.h"
#include "read/published_parts.h"
#include "read/source_path.h"

static enum mah_status find_crs(struct published *published, struct mah_error *err)
{
    struct geopackage_layer layer = {0};
    sqlite3_stmt *row = NULL;
    enum mah_status status = geopackage_prepare(
        &row, published->database, published->name, err,
        "SELECT table_name FROM gpkg_geometry_columns ORDER BY table_name <> 'mah_indicators', rowid");
    if (status == MAH_OK && sqlite3_step(row) == SQLITE_ROW) {
        status = geopackage_layer_find(&layer, published->database, (const char *)sqlite3_column_text(row, 0),
                                       published->name, err);
        if (status == MAH_OK && layer.crs != NULL)
            status = crs_resolve(&published->crs, layer.crs, err);
    }
    sqlite3_finalize(row);
    geopackage_layer_release(&layer);
    return status;
}

enum mah_status published_open(struct published **out, const char *path, struct mah_error *err)
{
    struct published *published = memory_new(1, sizeof *published);
    if (published == NULL)
        return mah_no_memory(err);
    enum mah_status status = source_path_resolve(&published->path, path, err);
    if (status == MAH_OK) {
        published->name = source_path_file_name(published->path);
        status = geopackage_open(&published->database, published->path, published->name, err);
    }
    if (status == MAH_OK && !published_has(published, "params"))
        status = mah_fail(err, MAH_BAD_SOURCE, "'%s' was not written by mahalle; name a file that 'mahalle run' made",
                          published->name);
    if (status == MAH_OK)
        status = published_table_read(&published->params, published, "params", err);
    if (status == MAH_OK && published_parameter(published, "mahalle.version") == NULL)
        status = mah_fail(err, MAH_BAD_SOURCE, "'%s' was not written by mahalle; name a file that 'mahalle run' made",
                          published->name);
    enum language language;
    if (status == MAH_OK && language_parse(published_parameter(published, "language"), &language))
        language_follow(language);
    if (status == MAH_OK)
        status = find_crs(published, err);
    if (status != MAH_OK) {
        published_close(published);
        return status;
    }
    *out = published;
    return MAH_OK;
}

void published_close(struct published *published)
{
    if (published == NULL)
        return;
    published_table_free(published->params);
    crs_release(&published->crs);
    sqlite3_close(published->database);
    memory_free(published->path);
    memory_free(published);
}

const char *published_name(const struct published *published)
{
    return published->name;
}

const struct crs *published_crs(const struct published *published)
{
    return &published->crs;
}

const char *published_parameter(const struct published *published, const char *key)
{
    size_t key_column, value_column;
    const struct published_table *params = published->params;
    if (!published_column_find(params, "key", &key_column) || !published_column_find(params, "value", &value_column))
        return NULL;
    for (size_t row = 0; row < params->row_count; row++) {
        const char *text = published_text(params, row, key_column);
        if (text != NULL && strcmp(text, key) == 0)
            return published_text(params, row, value_column);
    }
    return NULL;
}

bool published_has(const struct published *published, const char *name)
{
    sqlite3_stmt *row = NULL;
    bool found = geopackage_prepare(&row, published->database, published->name, NULL,
                                    "SELECT 1 FROM gpkg_contents c JOIN sqlite_master m ON m.name = c.table_name AND "
                                    "m.type = 'table' WHERE c.table_name = %Q",
                                    name) == MAH_OK &&
                 sqlite3_step(row) == SQLITE_ROW;
    sqlite3_finalize(row);
    return found;
}
