/* The one way a file is opened with GDAL: read-only, allowed drivers only, no network, every complaint counted. */
#include "read/ogr_open.h"

#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/memory.h"
#include "base/text.h"
#include "read/gdal_door.h"
#include "read/geopackage_layer.h"
#include "read/shapefile_check.h"
#include "read/source_kind.h"
#include "read/source_path.h"
#include "read/sqlite_check.h"

/* Settings under which GDAL reads, on this thread only: the environment of the user must not open doors again. */
static const struct {
    const char *name, *value;
} settings[] = {
    {"OGR_SQLITE_LOAD_EXTENSIONS", ""}, /* native code named by a variable */
    {"GDAL_VRT_ENABLE_PYTHON", "NO"},   {"CPL_VSIL_CURL_ALLOWED_EXTENSIONS", "{none}"}, {"PROJ_NETWORK", "OFF"},
    {"OGR_XLSX_HEADERS", "FORCE"}, /* the first row is the header, also of a sheet of texts only */
    {"OGR_ODS_HEADERS", "FORCE"},       {"OGR_SQLITE_LIST_VIRTUAL_OGR", "NO"},
};

static void CPL_STDCALL count_complaint(CPLErr kind, CPLErrorNum number, const char *message)
{
    (void)number;
    struct ogr_watch *watch = gdal.CPLGetErrorHandlerUserData();
    if (kind != CE_Failure && kind != CE_Fatal)
        return;
    if (watch->failures++ > 0)
        return;
    snprintf(watch->first, sizeof watch->first, "%s", message);
    size_t length = strlen(watch->first);
    if (length > 0 && watch->first[length - 1] == '.') /* our messages have no full stop */
        watch->first[length - 1] = '\0';
}

/* A GeoJSON may name a URL as its CRS: GDAL gets this answer instead. NULL would mean "ask the network after all". */
static CPLHTTPResult *refuse_request(const char *url, CSLConstList options, GDALProgressFunc progress,
                                     void *progress_data, CPLHTTPFetchWriteFunc write, void *write_data, void *data)
{
    (void)url, (void)options, (void)progress, (void)progress_data, (void)write, (void)write_data, (void)data;
    CPLHTTPResult *result = gdal.CPLCalloc(1, sizeof *result);
    result->nStatus = 1;
    result->pszErrBuf = gdal.CPLStrdup("no network access");
    return result;
}

void ogr_watch_begin(struct ogr_watch *watch)
{
    *watch = (struct ogr_watch){0};
    gdal.CPLPushErrorHandlerEx(count_complaint, watch);
    gdal.CPLHTTPPushFetchCallback(refuse_request, NULL);
    for (size_t i = 0; i < sizeof settings / sizeof *settings; i++)
        gdal.CPLSetThreadLocalConfigOption(settings[i].name, settings[i].value);
    /* A large OpenStreetMap extract needs a file beside memory; without this word it would lie in the current folder.
     */
    const char *temporary = getenv("TMPDIR");
    gdal.CPLSetThreadLocalConfigOption("CPL_TMPDIR", temporary != NULL && temporary[0] == '/' ? temporary : "/tmp");
}

void ogr_watch_end(void)
{
    for (size_t i = 0; i < sizeof settings / sizeof *settings; i++)
        gdal.CPLSetThreadLocalConfigOption(settings[i].name, NULL);
    gdal.CPLSetThreadLocalConfigOption("CPL_TMPDIR", NULL);
    gdal.CPLHTTPPopFetchCallback();
    gdal.CPLPopErrorHandler();
}

enum mah_status ogr_watch_verdict(const struct ogr_watch *watch, const char *path, struct mah_error *err)
{
    if (watch->failures == 0)
        return MAH_OK;
    return mah_fail(err, MAH_BAD_SOURCE, "'%s' is damaged or cut off: %s", path, watch->first);
}

static void register_drivers(void)
{
    gdal.GDALAllRegister();
}

/* A driver warns of an option that it does not know, so each gets its own. */
static const char *const *open_options(enum source_kind kind)
{
/* In a SQLite file a view may call any function; untrusted ones are switched off before anything is asked. */
#define DISTRUST "PRELUDE_STATEMENTS=PRAGMA trusted_schema=OFF"
    static const char *const geopackage[] = {DISTRUST, NULL};
    /* Without the second, GDAL hides the tables without geometry as soon as the file can hold geometries at all. */
    static const char *const sqlite[] = {DISTRUST, "LIST_ALL_TABLES=YES", NULL};
    static const char *const none[] = {NULL};
    return kind == SOURCE_GEOPACKAGE ? geopackage : kind == SOURCE_SQLITE ? sqlite : none;
}

static enum mah_status open_as(GDALDatasetH *out, const char *path, enum source_kind kind, const char *shown,
                               struct mah_error *err)
{
    static pthread_once_t registered = PTHREAD_ONCE_INIT;
    enum mah_status status = gdal_open(err);
    if (status != MAH_OK)
        return status;
    pthread_once(&registered, register_drivers);
    struct ogr_watch watch;
    ogr_watch_begin(&watch);
    geopackage_distrust_begin();
    *out =
        gdal.GDALOpenEx(path, GDAL_OF_VECTOR | GDAL_OF_READONLY, source_kind_drivers(kind), open_options(kind), NULL);
    geopackage_distrust_end();
    ogr_watch_end();
    if (*out != NULL && watch.failures == 0)
        return MAH_OK;
    source_ogr_close(*out);
    *out = NULL;
    if (watch.failures > 0)
        return mah_fail(err, MAH_BAD_SOURCE, "cannot read '%s': %s", shown, watch.first);
    return mah_fail(err, MAH_BAD_SOURCE, "'%s' begins like a file of type %s but is none", shown,
                    source_kind_name(kind));
}

enum mah_status source_ogr_open(GDALDatasetH *out, const char *path, struct mah_error *err)
{
    *out = NULL;
    char *resolved = NULL;
    enum source_kind kind;
    enum mah_status status = source_path_resolve(&resolved, path, err);
    if (status == MAH_OK)
        status = source_kind_find(&kind, resolved, path, err);
    if (status == MAH_OK && kind == SOURCE_TEXT_TABLE)
        status = mah_fail(err, MAH_BAD_SOURCE,
                          "'%s' is a text file: a GeoPackage, Shapefile, GeoJSON, FlatGeobuf or KML is needed", path);
    if (status == MAH_OK && kind == SOURCE_SHAPEFILE)
        status = shapefile_check(resolved, path, err);
    if (status == MAH_OK && (kind == SOURCE_SQLITE || kind == SOURCE_GEOPACKAGE))
        status = sqlite_check(resolved, path, err);
    if (status == MAH_OK && kind == SOURCE_GEOPACKAGE)
        status = geopackage_check_tables(resolved, path, err);
    if (status == MAH_OK)
        status = open_as(out, resolved, kind, path, err);
    memory_free(resolved);
    return status;
}

void source_ogr_close(GDALDatasetH dataset)
{
    if (dataset == NULL)
        return;
    struct ogr_watch watch; /* nothing can be done about a complaint at closing a file that was only read */
    ogr_watch_begin(&watch);
    gdal.GDALClose(dataset);
    ogr_watch_end();
}

static bool has_driver(GDALDatasetH dataset, const char *name)
{
    return strcmp(gdal.GDALGetDriverShortName(gdal.GDALGetDatasetDriver(dataset)), name) == 0;
}

bool source_ogr_is_osm(GDALDatasetH dataset)
{
    return has_driver(dataset, "OSM");
}

static bool is_sqlite(GDALDatasetH dataset)
{
    return has_driver(dataset, "SQLite");
}

/* A table that a program keeps for itself. GDAL knows most of them, and not all of SpatiaLite's. */
static bool is_private(GDALDatasetH dataset, int at)
{
    static const char *const more[] = {"KNN", "KNN2", "data_licenses", "views_geometry_columns",
                                       "virts_geometry_columns"};
    if (gdal.GDALDatasetIsLayerPrivate(dataset, at))
        return true;
    if (!is_sqlite(dataset))
        return false;
    const char *name = gdal.OGR_L_GetName(gdal.GDALDatasetGetLayer(dataset, at));
    bool found = strncmp(name, "idx_", 4) == 0; /* the spatial index of a table */
    for (size_t i = 0; i < sizeof more / sizeof *more && !found; i++)
        found = strcmp(name, more[i]) == 0;
    return found;
}

static enum mah_status layer_unknown(GDALDatasetH dataset, const char *name, const char *path, struct mah_error *err)
{
    struct text list = TEXT_EMPTY;
    int all = gdal.GDALDatasetGetLayerCount(dataset), count = 0;
    for (int i = 0; i < all; i++) {
        if (is_private(dataset, i))
            continue;
        text_add(&list, count++ > 0 ? ", " : "");
        text_add(&list, gdal.OGR_L_GetName(gdal.GDALDatasetGetLayer(dataset, i)));
    }
    char *names = text_take(&list);
    enum mah_status status;
    if (names == NULL)
        status = mah_no_memory(err);
    else if (name != NULL)
        status = mah_fail(err, MAH_BAD_SOURCE, "cannot find layer '%s' in '%s' (layers: %s)", name, path, names);
    else
        status = mah_fail(err, MAH_BAD_SOURCE, "'%s' has %d layers: name one of them (layers: %s)", path, count, names);
    memory_free(names);
    return status;
}

/* A view that cannot be run has none: what GDAL says of it is nothing against the layer that is read. */
static bool has_geometry(OGRLayerH layer)
{
    struct ogr_watch aside = {0};
    gdal.CPLPushErrorHandlerEx(count_complaint, &aside);
    bool has = gdal.OGR_L_GetGeomType(layer) != wkbNone;
    gdal.CPLPopErrorHandler();
    return has && aside.failures == 0;
}

/* The only layer, private ones set aside, of all or of those with geometry; NULL where there is none or more than one.
 */
static OGRLayerH only_layer(GDALDatasetH dataset, bool with_geometry)
{
    OGRLayerH only = NULL;
    int all = gdal.GDALDatasetGetLayerCount(dataset), count = 0;
    for (int i = 0; i < all; i++) {
        OGRLayerH layer = gdal.GDALDatasetGetLayer(dataset, i);
        if (is_private(dataset, i) || (with_geometry && !has_geometry(layer)))
            continue;
        only = layer;
        count++;
    }
    return count == 1 ? only : NULL;
}

/* Side tables of a SQLite file do not make its one layer with geometry a question. */
static OGRLayerH unnamed_layer(GDALDatasetH dataset)
{
    OGRLayerH layer = is_sqlite(dataset) ? only_layer(dataset, true) : NULL;
    return layer != NULL ? layer : only_layer(dataset, false);
}

/* The layers of an OpenStreetMap extract come mixed, and the others would be kept in memory until they are asked for.
 */
static void read_alone(GDALDatasetH dataset, OGRLayerH layer)
{
    char order[128];
    snprintf(order, sizeof order, "SET interest_layers = %s", gdal.OGR_L_GetName(layer));
    gdal.GDALDatasetReleaseResultSet(dataset, gdal.GDALDatasetExecuteSQL(dataset, order, NULL, NULL));
}

static OGRLayerH find_layer(GDALDatasetH dataset, const char *name)
{
    int count = gdal.GDALDatasetGetLayerCount(dataset);
    if (name == NULL && source_ogr_is_osm(dataset))
        name = "lines"; /* ways that are open, or closed but no area */
    bool is_spreadsheet = has_driver(dataset, "XLSX") || has_driver(dataset, "ODS");
    if (name == NULL)
        return is_spreadsheet && count > 0 ? gdal.GDALDatasetGetLayer(dataset, 0) : unnamed_layer(dataset);
    /* By hand: GDAL's search by name ignores case the C locale's way, and finds tables that are no layers. */
    for (int i = 0; i < count; i++)
        if (strcmp(gdal.OGR_L_GetName(gdal.GDALDatasetGetLayer(dataset, i)), name) == 0)
            return gdal.GDALDatasetGetLayer(dataset, i);
    return NULL;
}

enum mah_status source_ogr_layer(OGRLayerH *out, GDALDatasetH dataset, const char *name, const char *path,
                                 struct mah_error *err)
{
    struct ogr_watch watch;
    ogr_watch_begin(&watch);
    *out = find_layer(dataset, name);
    enum mah_status status = *out != NULL ? MAH_OK : layer_unknown(dataset, name, path, err);
    if (status == MAH_OK && source_ogr_is_osm(dataset))
        read_alone(dataset, *out);
    if (status == MAH_OK && has_driver(dataset, "GPKG"))
        status = geopackage_check_layer(path, gdal.OGR_L_GetName(*out), err);
    ogr_watch_end();
    return status == MAH_OK ? ogr_watch_verdict(&watch, path, err) : status;
}

enum mah_status source_ogr_crs(char **out, OGRLayerH layer, struct mah_error *err)
{
    *out = NULL;
    OGRSpatialReferenceH reference = gdal.OGR_L_GetSpatialRef(layer);
    if (reference == NULL)
        return MAH_OK;
    struct text text = TEXT_EMPTY;
    const char *authority = gdal.OSRGetAuthorityName(reference, NULL),
               *code = gdal.OSRGetAuthorityCode(reference, NULL);
    char *wkt = NULL;
    if (authority != NULL && code != NULL)
        text_add_format(&text, "%s:%s", authority, code);
    else if (gdal.OSRExportToWkt(reference, &wkt) == OGRERR_NONE && wkt != NULL)
        text_add(&text, wkt);
    gdal.VSIFree(wkt);
    if (text.length == 0 && !text.failed)
        return MAH_OK;
    *out = text_take(&text);
    return *out != NULL ? MAH_OK : mah_no_memory(err);
}
