/* Is a layer of a GeoPackage plain, and what does it hold? (OGC 12-128r18; what GDAL makes of it: its GPKG driver, 3.6)
 */
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "base/memory.h"
#include "base/text.h"
#include "read/geopackage_layer.h"
#include "read/plain_geopackage_parts.h"

/* The first cell of the first row, as a number; `otherwise` where there is no row, or where it is NULL. */
static int64_t ask(struct package *package, int64_t otherwise, const char *question, ...)
{
    int64_t answer = otherwise;
    sqlite3_stmt *row = NULL;
    va_list arguments;
    va_start(arguments, question);
    char *sql = sqlite3_vmprintf(question, arguments);
    va_end(arguments);
    int code = sql != NULL ? sqlite3_prepare_v2(package->database, sql, -1, &row, NULL) : SQLITE_NOMEM;
    if (code == SQLITE_OK)
        code = sqlite3_step(row);
    if (code == SQLITE_ROW && sqlite3_column_type(row, 0) != SQLITE_NULL)
        answer = sqlite3_column_int64(row, 0);
    package->refused = package->refused || (code != SQLITE_ROW && code != SQLITE_DONE);
    sqlite3_finalize(row);
    sqlite3_free(sql);
    return answer;
}

/* ---- the file ---- */

/* A log of changes beside the file (WAL, or a journal that was left) is to be read or undone first. */
static bool is_settled(const char *path)
{
    struct text journal = TEXT_EMPTY, log = TEXT_EMPTY;
    text_add_format(&journal, "%s-journal", path);
    text_add_format(&log, "%s-wal", path);
    bool settled = !journal.failed && !log.failed && access(journal.bytes, F_OK) != 0 && access(log.bytes, F_OK) != 0;
    text_release(&journal);
    text_release(&log);
    return settled;
}

/* Of a version that GDAL knows, and without extensions that it may mind. */
static bool is_known(struct package *package)
{
    enum { GP10 = 0x47503130, GP11 = 0x47503131, GPKG = 0x47504B47 };
    int64_t id = ask(package, 0, "PRAGMA application_id"), version = ask(package, 0, "PRAGMA user_version");
    if (id != GP10 && id != GP11 && (id != GPKG || version < 10200 || version > 10399))
        return false;
    bool has_extensions =
        ask(package, 0, "SELECT count(*) FROM sqlite_master WHERE lower(name) = 'gpkg_extensions'") > 0;
    return !has_extensions ||
           ask(package, 1,
               "SELECT count(*) + 0 * (count(table_name) + count(column_name) + count(definition) + count(scope)) FROM "
               "gpkg_extensions WHERE extension_name IS NULL OR extension_name NOT IN ('gpkg_rtree_index', "
               "'gpkg_metadata', 'gpkg_schema', 'gpkg_crs_wkt')") == 0;
}

/* Are the small tables whole in which GDAL looks up what there is, and their indexes? Of the layer itself every row is
 * read. */
static bool is_whole(struct package *package)
{
    static const char *const tables[] = {"gpkg_contents", "gpkg_geometry_columns", "gpkg_spatial_ref_sys",
                                         "gpkg_extensions", "gpkg_ogr_contents"};
    bool whole = true;
    for (size_t i = 0; i < sizeof tables / sizeof *tables && whole; i++)
        whole = ask(package, 0, "SELECT count(*) FROM sqlite_master WHERE name = %Q", tables[i]) == 0 ||
                ask(package, 0, "SELECT integrity_check = 'ok' FROM pragma_integrity_check(%Q)", tables[i]) == 1;
    return whole;
}

/* ---- the layer ---- */

#define ENTRIES "gpkg_contents c JOIN gpkg_geometry_columns g ON g.table_name = c.table_name "

/* Named, or the only one of polygons; where others might be taken for such too, it is not ours to choose. */
static bool is_the_one(struct package *package, const char *name)
{
    const char *type = package->type;
    bool any = strcmp(type, "GEOMETRY") == 0;
    if (!any && strcmp(type, "POLYGON") != 0 && strcmp(type, "MULTIPOLYGON") != 0)
        return false;
    int64_t entries =
        ask(package, 0, "SELECT count(*) FROM gpkg_contents WHERE lower(table_name) = lower(%Q)", package->table);
    if (entries != 1)
        return false;
    if (name != NULL)
        return true;
    if (any) /* GDAL counts the tables that no list names */
        return ask(package, 2,
                   "SELECT count(*) FROM sqlite_master WHERE type IN ('table', 'view') AND name NOT LIKE 'gpkg\\_%%' "
                   "ESCAPE '\\' AND name NOT LIKE 'rtree\\_%%' ESCAPE '\\' AND name NOT LIKE 'sqlite\\_%%' ESCAPE "
                   "'\\'") == 1;
    return ask(package, 2,
               "SELECT count(*) FROM gpkg_geometry_columns WHERE upper(geometry_type_name) NOT IN ('POINT', "
               "'MULTIPOINT', 'LINESTRING', 'MULTILINESTRING')") == 1;
}

/* Both say the same of the reference system, and it is one that GDAL looks up by its number and nothing else. */
static bool find_crs(struct package *package, int64_t number)
{
    /* In use for boundaries in Türkiye: WGS 84, TUREF and ED50 with their zones of three and six degrees. Not one of
     * them is deprecated, for which GDAL would take another. */
    static const struct {
        int first, last;
    } known[] = {{4326, 4326}, {3857, 3857},   {5252, 5259}, {5269, 5275},  {4230, 4230},
                 {2319, 2325}, {23035, 23038}, {4258, 4258}, {32635, 32638}};
    bool found = false;
    for (size_t i = 0; i < sizeof known / sizeof *known; i++)
        found = found || (number >= known[i].first && number <= known[i].last);
    if (!found || ask(package, 0,
                      "SELECT count(definition) + count(srs_name) FROM gpkg_spatial_ref_sys WHERE srs_id = %lld AND "
                      "upper(organization) = 'EPSG' AND organization_coordsys_id = %lld",
                      (long long)number, (long long)number) != 2)
        return false;
    char text[32];
    snprintf(text, sizeof text, "EPSG:%lld", (long long)number);
    package->layer->crs = memory_copy_text(text);
    return package->layer->crs != NULL;
}

static bool find_layer(struct package *package, const char *name)
{
    sqlite3_stmt *row = NULL;
    /* The columns behind the first five are GDAL's to ask for: they must be there. */
    static const char question[] =
        "SELECT c.table_name, g.column_name, upper(g.geometry_type_name), c.srs_id, g.srs_id, c.identifier, "
        "c.description, c.last_change, c.min_x, c.min_y, c.max_x, c.max_y, g.z, g.m FROM " ENTRIES
        "JOIN sqlite_master m ON m.name = c.table_name AND m.type = 'table' AND m.sql NOT LIKE '%WITHOUT%' WHERE "
        "c.data_type = 'features' AND c.table_name = ifnull(?1, c.table_name) AND upper(g.geometry_type_name) IN "
        "('POLYGON', 'MULTIPOLYGON', 'GEOMETRY')";
    bool found = sqlite3_prepare_v2(package->database, question, -1, &row, NULL) == SQLITE_OK &&
                 sqlite3_bind_text(row, 1, name, -1, SQLITE_STATIC) == SQLITE_OK && sqlite3_step(row) == SQLITE_ROW;
    if (found) {
        package->table = memory_copy_text((const char *)sqlite3_column_text(row, 0));
        package->geometry = memory_copy_text((const char *)sqlite3_column_text(row, 1));
        package->type = memory_copy_text((const char *)sqlite3_column_text(row, 2));
        int64_t crs = sqlite3_column_int64(row, 3);
        found = package->table != NULL && package->geometry != NULL && package->type != NULL &&
                crs == sqlite3_column_int64(row, 4) && is_the_one(package, name) && find_crs(package, crs) &&
                sqlite3_step(row) == SQLITE_DONE;
    }
    sqlite3_finalize(row);
    return found;
}

/* ---- columns ---- */

/* What GDAL makes of a declared type: values of its own kind are taken as they are, others are not ours. */
static bool find_kind(enum plain_kind *kind, int64_t *lowest, int64_t *highest, const char *declared)
{
    static const struct {
        const char *declared;
        enum plain_kind kind;
        int64_t lowest, highest;
    } types[] = {
        {"INTEGER", PLAIN_INTEGER, INT64_MIN, INT64_MAX},
        {"INT", PLAIN_INTEGER, INT32_MIN, INT32_MAX},
        {"MEDIUMINT", PLAIN_INTEGER, INT32_MIN, INT32_MAX},
        {"SMALLINT", PLAIN_INTEGER, INT16_MIN, INT16_MAX},
        {"TINYINT", PLAIN_INTEGER, INT8_MIN, INT8_MAX},
        {"DOUBLE", PLAIN_REAL, 0, 0},
        {"REAL", PLAIN_REAL, 0, 0},
        {"TEXT", PLAIN_TEXT, 0, 0},
        {"BOOLEAN", PLAIN_OTHER, 0, 0},
        {"FLOAT", PLAIN_OTHER, 0, 0},
        {"BLOB", PLAIN_OTHER, 0, 0},
        {"DATE", PLAIN_OTHER, 0, 0},
        {"DATETIME", PLAIN_OTHER, 0, 0},
    };
    bool is_text = sqlite3_strnicmp(declared, "TEXT(", 5) == 0;
    for (size_t i = 0; i < sizeof types / sizeof *types; i++) {
        if (sqlite3_stricmp(is_text ? "TEXT" : declared, types[i].declared) != 0)
            continue;
        *kind = types[i].kind;
        *lowest = types[i].lowest;
        *highest = types[i].highest;
        return true;
    }
    return false;
}

static enum mah_status add_column(struct package *package, bool *is_plain, const char *name, const char *declared,
                                  struct mah_error *err)
{
    size_t at = package->layer->column_count;
    if (memory_grow((void **)&package->kinds, &package->kind_capacity, at + 1, sizeof *package->kinds) != 0 ||
        memory_grow((void **)&package->lowest, &package->lowest_capacity, at + 1, sizeof *package->lowest) != 0 ||
        memory_grow((void **)&package->highest, &package->highest_capacity, at + 1, sizeof *package->highest) != 0)
        return mah_no_memory(err);
    *is_plain = utf8_is_valid(name, strlen(name)) &&
                find_kind(&package->kinds[at], &package->lowest[at], &package->highest[at], declared);
    return *is_plain ? plain_layer_add_column(package->layer, name, err) : MAH_OK;
}

/* All but the geometry, the row number last: the order of ogr_table. */
static enum mah_status list_columns(struct package *package, bool *is_plain, struct mah_error *err)
{
    sqlite3_stmt *row = NULL;
    bool has_geometry = false;
    enum mah_status status =
        geopackage_prepare(&row, package->database, "", err, "PRAGMA table_xinfo(\"%w\")", package->table);
    *is_plain = status == MAH_OK;
    while (status == MAH_OK && *is_plain && sqlite3_step(row) == SQLITE_ROW) {
        const char *name = (const char *)sqlite3_column_text(row, 1),
                   *declared = (const char *)sqlite3_column_text(row, 2);
        bool is_key = sqlite3_column_int(row, 5) != 0, is_hidden = sqlite3_column_int(row, 6) != 0;
        *is_plain = name != NULL && declared != NULL && !is_hidden;
        if (!*is_plain)
            break;
        if (strcmp(name, package->geometry) == 0) {
            has_geometry = true;
            *is_plain = !is_key && sqlite3_stricmp(declared, package->type) == 0;
        } else if (is_key) {
            *is_plain = package->row_number == NULL && sqlite3_stricmp(declared, "INTEGER") == 0;
            if (*is_plain && (package->row_number = memory_copy_text(name)) == NULL)
                status = mah_no_memory(err);
        } else {
            status = add_column(package, is_plain, name, declared, err);
        }
    }
    sqlite3_finalize(row);
    *is_plain = *is_plain && has_geometry && package->row_number != NULL;
    if (status == MAH_OK && *is_plain)
        status = add_column(package, is_plain, package->row_number, "INTEGER", err);
    return status;
}

/* GDAL believes the number of rows that it has noted, and takes fewer for damage. */
static bool has_all_rows(struct package *package)
{
    if (ask(package, 0, "SELECT count(*) FROM sqlite_master WHERE lower(name) = 'gpkg_ogr_contents'") == 0)
        return true;
    int64_t noted =
        ask(package, -1, "SELECT feature_count FROM gpkg_ogr_contents WHERE table_name = %Q", package->table);
    return noted == -1 || noted == (int64_t)package->layer->row_count;
}

enum mah_status plain_layer_read_geopackage(struct plain_layer *out, bool *is_plain, const char *path,
                                            const char *layer, struct mah_error *err)
{
    struct package package = {.layer = out};
    *is_plain = false;
    enum mah_status status = is_settled(path) ? geopackage_open(&package.database, path, path, err) : MAH_OK;
    if (status == MAH_OK && package.database != NULL && is_known(&package) && is_whole(&package) &&
        find_layer(&package, layer))
        status = list_columns(&package, is_plain, err);
    if (status == MAH_OK && *is_plain)
        status = plain_geopackage_take_rows(&package, is_plain, err);
    *is_plain = status == MAH_OK && *is_plain && has_all_rows(&package) && !package.refused;
    sqlite3_close(package.database);
    memory_free(package.table);
    memory_free(package.geometry);
    memory_free(package.row_number);
    memory_free(package.type);
    memory_free(package.kinds);
    memory_free(package.lowest);
    memory_free(package.highest);
    return status;
}
