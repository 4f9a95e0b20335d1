/* What is in a GeoPackage, and which of its tables is asked for? */
#include "read/geopackage_layer.h"

#include <pthread.h>
#include <stdarg.h>
#include <string.h>

#include "base/memory.h"
#include "base/text.h"
#include "read/sqlite_check.h"

enum { BUSY_MS = 2000 };         /* how long to wait for a program that is writing */
enum { LARGEST_VALUE_MB = 256 }; /* a polygon of ten million vertices; a computed column can make up a gigabyte a row */

enum mah_status geopackage_fail(sqlite3 *database, const char *shown, struct mah_error *err)
{
    int code = database != NULL ? sqlite3_errcode(database) : SQLITE_NOMEM;
    if (code == SQLITE_NOMEM)
        return mah_no_memory(err);
    if (code == SQLITE_BUSY || code == SQLITE_LOCKED)
        return mah_fail(err, MAH_FAILED, "'%s' is being written by another program: try again later", shown);
    if (code == SQLITE_TOOBIG)
        return mah_fail(err, MAH_BAD_SOURCE, "'%s' has a value of more than %d MB; split it or simplify the geometry",
                        shown, LARGEST_VALUE_MB);
    return mah_fail(err, MAH_BAD_SOURCE, "cannot read '%s': %s", shown, sqlite3_errmsg(database));
}

/* No code, no triggers, and no views: one in the place of a table of the format can have rows without end. */
static void distrust(sqlite3 *database)
{
    sqlite3_db_config(database, SQLITE_DBCONFIG_DEFENSIVE, 1, NULL);
    sqlite3_db_config(database, SQLITE_DBCONFIG_TRUSTED_SCHEMA, 0, NULL);
    sqlite3_db_config(database, SQLITE_DBCONFIG_ENABLE_LOAD_EXTENSION, 0, NULL);
    sqlite3_db_config(database, SQLITE_DBCONFIG_ENABLE_TRIGGER, 0, NULL);
    sqlite3_db_config(database, SQLITE_DBCONFIG_ENABLE_VIEW, 0, NULL);
    sqlite3_limit(database, SQLITE_LIMIT_LENGTH, LARGEST_VALUE_MB << 20);
}

/* Asked by SQLite for each connection that is opened meanwhile. */
static int distrust_foreign(sqlite3 *database, char **message, const struct sqlite3_api_routines *routines)
{
    (void)message;
    (void)routines;
    sqlite3_db_config(database, SQLITE_DBCONFIG_TRUSTED_SCHEMA, 0, NULL);
    sqlite3_db_config(database, SQLITE_DBCONFIG_ENABLE_TRIGGER, 0, NULL);
    sqlite3_limit(database, SQLITE_LIMIT_LENGTH, LARGEST_VALUE_MB << 20);
    return SQLITE_OK;
}

/* Several threads may open files at the same time. */
static pthread_mutex_t distrusting = PTHREAD_MUTEX_INITIALIZER;
static size_t distrusting_count;

void geopackage_distrust_begin(void)
{
    pthread_mutex_lock(&distrusting);
    if (distrusting_count++ == 0)
        (void)sqlite3_auto_extension((void (*)(void))distrust_foreign);
    pthread_mutex_unlock(&distrusting);
}

void geopackage_distrust_end(void)
{
    pthread_mutex_lock(&distrusting);
    if (--distrusting_count == 0)
        (void)sqlite3_cancel_auto_extension((void (*)(void))distrust_foreign);
    pthread_mutex_unlock(&distrusting);
}

enum mah_status geopackage_open_again(sqlite3 **out, const char *address, const char *shown, struct mah_error *err)
{
    int code = sqlite3_open_v2(
        address, out, SQLITE_OPEN_READONLY | SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_PRIVATECACHE | SQLITE_OPEN_URI, NULL);
    if (code == SQLITE_OK) {
        distrust(*out);
        sqlite3_busy_timeout(*out, BUSY_MS);
        /* The file itself is looked at only now: damage shows here and not in the middle of the work. */
        code = sqlite3_exec(*out, "PRAGMA cell_size_check = ON; PRAGMA schema_version", NULL, NULL, NULL);
    }
    if (code == SQLITE_OK)
        return MAH_OK;
    enum mah_status status = geopackage_fail(*out, shown, err);
    sqlite3_close(*out);
    *out = NULL;
    return status;
}

enum mah_status geopackage_open(sqlite3 **out, const char *path, const char *shown, struct mah_error *err)
{
    *out = NULL;
    enum mah_status status = sqlite_check(path, shown, err);
    if (status != MAH_OK)
        return status;
    char *address = sqlite_address(path);
    if (address == NULL)
        return mah_no_memory(err);
    status = geopackage_open_again(out, address, shown, err);
    memory_free(address);
    return status;
}

enum mah_status geopackage_check_tables(const char *path, const char *shown, struct mah_error *err)
{
    sqlite3 *database = NULL;
    sqlite3_stmt *row = NULL;
    enum mah_status status = geopackage_open(&database, path, shown, err);
    if (status == MAH_OK)
        status = geopackage_prepare(&row, database, shown, err,
                                    "SELECT name FROM sqlite_master WHERE type = 'view' AND (lower(name) GLOB 'gpkg_*' "
                                    "OR lower(name) GLOB 'gpkgext_*')");
    if (status == MAH_OK && sqlite3_step(row) == SQLITE_ROW)
        status = mah_fail(err, MAH_BAD_SOURCE, "'%s' is no GeoPackage: its '%s' is a view", shown,
                          (const char *)sqlite3_column_text(row, 0));
    sqlite3_finalize(row);
    sqlite3_close(database);
    return status;
}

static enum mah_status refuse_view(const char *layer, const char *shown, struct mah_error *err)
{
    return mah_fail(err, MAH_BAD_SOURCE, "layer '%s' of '%s' is a view: save it as a table first", layer, shown);
}

enum mah_status geopackage_check_layer(const char *path, const char *layer, struct mah_error *err)
{
    sqlite3 *database = NULL;
    sqlite3_stmt *row = NULL;
    enum mah_status status = geopackage_open(&database, path, path, err);
    if (status == MAH_OK)
        status =
            geopackage_prepare(&row, database, path, err,
                               "SELECT 1 FROM sqlite_master WHERE type = 'view' AND name = %Q COLLATE NOCASE", layer);
    if (status == MAH_OK && sqlite3_step(row) == SQLITE_ROW)
        status = refuse_view(layer, path, err);
    sqlite3_finalize(row);
    sqlite3_close(database);
    return status;
}

enum mah_status geopackage_prepare(sqlite3_stmt **out, sqlite3 *database, const char *shown, struct mah_error *err,
                                   const char *format, ...)
{
    *out = NULL;
    va_list arguments;
    va_start(arguments, format);
    char *sql = sqlite3_vmprintf(format, arguments);
    va_end(arguments);
    if (sql == NULL)
        return mah_no_memory(err);
    int code = sqlite3_prepare_v2(database, sql, -1, out, NULL);
    sqlite3_free(sql);
    return code == SQLITE_OK ? MAH_OK : geopackage_fail(database, shown, err);
}

/* A copy of a text column of the current row; NULL in the database gives NULL. */
static enum mah_status copy_column(char **out, sqlite3_stmt *row, int column, struct mah_error *err)
{
    *out = NULL;
    if (sqlite3_column_type(row, column) == SQLITE_NULL)
        return MAH_OK;
    *out = memory_copy_text((const char *)sqlite3_column_text(row, column));
    return *out != NULL ? MAH_OK : mah_no_memory(err);
}

/* layer_styles and the like are attribute tables too, but nobody's households. */
#define LAYERS                                                                                                         \
    "SELECT m.name, m.type, g.column_name, g.srs_id FROM gpkg_contents c "                                             \
    "JOIN sqlite_master m ON lower(m.name) = lower(c.table_name) AND m.type IN ('table', 'view') "                     \
    "LEFT JOIN gpkg_geometry_columns g ON lower(g.table_name) = lower(c.table_name) "                                  \
    "WHERE c.data_type IN ('features', 'attributes', 'aspatial') "                                                     \
    "AND c.table_name NOT IN ('layer_styles', 'qgis_projects') "

static enum mah_status layer_unknown(sqlite3 *database, const char *name, const char *shown, struct mah_error *err)
{
    struct text list = TEXT_EMPTY;
    size_t count = 0;
    sqlite3_stmt *rows = NULL;
    enum mah_status status = geopackage_prepare(&rows, database, shown, err, LAYERS "ORDER BY c.rowid");
    for (; status == MAH_OK && sqlite3_step(rows) == SQLITE_ROW; count++) {
        const char *layer = (const char *)sqlite3_column_text(rows, 0);
        text_add(&list, count > 0 ? ", " : "");
        text_add(&list, layer != NULL ? layer : "");
    }
    sqlite3_finalize(rows);
    char *names = text_take(&list);
    if (status == MAH_OK && names == NULL)
        status = mah_no_memory(err);
    else if (status == MAH_OK && name != NULL)
        status = mah_fail(err, MAH_BAD_SOURCE, "cannot find layer '%s' in '%s' (layers: %s)", name, shown, names);
    else if (status == MAH_OK && count == 0)
        status = mah_fail(err, MAH_BAD_SOURCE, "'%s' has no layers", shown);
    else if (status == MAH_OK)
        status =
            mah_fail(err, MAH_BAD_SOURCE, "'%s' has %zu layers: name one of them (layers: %s)", shown, count, names);
    memory_free(names);
    return status;
}

/* "EPSG:4326" from the table of reference systems, else its WKT; nothing for the two undefined systems -1 and 0. */
static enum mah_status find_crs(struct geopackage_layer *layer, sqlite3 *database, int64_t srs, const char *shown,
                                struct mah_error *err)
{
    if (srs == -1 || srs == 0)
        return MAH_OK;
    sqlite3_stmt *row = NULL;
    enum mah_status status = geopackage_prepare(
        &row, database, shown, err,
        "SELECT CASE WHEN upper(organization) IN ('EPSG', 'ESRI', 'OGC') THEN upper(organization) || "
        "':' || organization_coordsys_id ELSE nullif(definition, 'undefined') END FROM gpkg_spatial_ref_sys WHERE "
        "srs_id = "
        "%lld",
        (long long)srs);
    if (status == MAH_OK && sqlite3_step(row) == SQLITE_ROW)
        status = copy_column(&layer->crs, row, 0, err);
    sqlite3_finalize(row);
    return status;
}

static enum mah_status find_columns(struct geopackage_layer *layer, sqlite3 *database, const char *shown,
                                    struct mah_error *err)
{
    sqlite3_stmt *row = NULL;
    size_t capacity = 0;
    enum mah_status status = geopackage_prepare(&row, database, shown, err, "PRAGMA table_info(\"%w\")", layer->table);
    int code = SQLITE_DONE;
    while (status == MAH_OK && (code = sqlite3_step(row)) == SQLITE_ROW) {
        const char *name = (const char *)sqlite3_column_text(row, 1);
        if (name != NULL && layer->geometry_column != NULL && sqlite3_stricmp(name, layer->geometry_column) == 0)
            continue;
        if (memory_grow((void **)&layer->columns, &capacity, layer->column_count + 1, sizeof *layer->columns) != 0)
            status = mah_no_memory(err);
        else
            status = copy_column(&layer->columns[layer->column_count++], row, 1, err);
    }
    if (status == MAH_OK && code != SQLITE_DONE)
        status = geopackage_fail(database, shown, err);
    sqlite3_finalize(row);
    return status;
}

/* The one row of LAYERS that is asked for; *count is how many there were. */
static enum mah_status take_layer(struct geopackage_layer *out, sqlite3 *database, sqlite3_stmt *row, size_t *count,
                                  const char *shown, struct mah_error *err)
{
    enum mah_status status = MAH_OK;
    int code;
    while ((code = sqlite3_step(row)) == SQLITE_ROW && (*count)++ == 0) {
        status = copy_column(&out->table, row, 0, err);
        if (status == MAH_OK && strcmp((const char *)sqlite3_column_text(row, 1), "view") == 0)
            return refuse_view(out->table, shown, err);
        if (status == MAH_OK)
            status = copy_column(&out->geometry_column, row, 2, err);
        if (status == MAH_OK && out->geometry_column != NULL)
            status = find_crs(out, database, sqlite3_column_int64(row, 3), shown, err);
        if (status != MAH_OK)
            return status;
    }
    return code == SQLITE_ROW || code == SQLITE_DONE ? MAH_OK : geopackage_fail(database, shown, err);
}

enum mah_status geopackage_layer_find(struct geopackage_layer *out, sqlite3 *database, const char *name,
                                      const char *shown, struct mah_error *err)
{
    *out = (struct geopackage_layer){0};
    sqlite3_stmt *row = NULL;
    size_t count = 0;
    enum mah_status status = name == NULL
                                 ? geopackage_prepare(&row, database, shown, err, LAYERS)
                                 : geopackage_prepare(&row, database, shown, err, LAYERS "AND c.table_name = %Q", name);
    if (status == MAH_OK)
        status = take_layer(out, database, row, &count, shown, err);
    sqlite3_finalize(row);
    if (status == MAH_OK && count != 1)
        status = layer_unknown(database, name, shown, err);
    if (status == MAH_OK)
        status = find_columns(out, database, shown, err);
    if (status != MAH_OK)
        geopackage_layer_release(out);
    return status;
}

void geopackage_layer_release(struct geopackage_layer *layer)
{
    for (size_t i = 0; i < layer->column_count; i++)
        memory_free(layer->columns[i]);
    memory_free(layer->columns);
    memory_free(layer->table);
    memory_free(layer->geometry_column);
    memory_free(layer->crs);
    *layer = (struct geopackage_layer){0};
}
