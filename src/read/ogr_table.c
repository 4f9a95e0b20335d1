/* A layer as a table: rows one after the other, cells as UTF-8 text. */
#include "read/ogr_table.h"

#include <inttypes.h>
#include <math.h>
#include <stdio.h>
#include <string.h>

#include "base/memory.h"
#include "base/number.h"
#include "read/blank_row.h"
#include "read/gdal_door.h"
#include "read/ogr_promise.h"

/* ---- which encoding ---- */

static enum mah_status choose_encoding(struct ogr_table *table, const char *asked, struct mah_error *err)
{
    static const enum encoding named[] = {ENCODING_UTF8, ENCODING_WINDOWS_1254, ENCODING_ISO_8859_9};
    table->encoding = ENCODING_WINDOWS_1254;
    if (!asked || strcmp(asked, "auto") == 0)
        return MAH_OK;
    for (size_t i = 0; i < sizeof named / sizeof *named; i++) {
        if (!slice_equals_ascii_nocase(slice_of(asked), slice_of(encoding_name(named[i]))))
            continue;
        table->encoding = named[i];
        table->undecoded = true;
        return MAH_OK;
    }
    return mah_fail(err, MAH_BAD_USAGE, "unknown encoding '%s'; allowed: auto, utf-8, windows-1254, iso-8859-9", asked);
}

/*
 * "The ANSI code page" in a Shapefile without a .cpg is GDAL's ISO-8859-1; on a Turkish computer it was Windows-1254,
 * and the letters that differ are ğ ı ş.
 */
static bool is_wrongly_western(OGRLayerH layer)
{
    const char *language = gdal.GDALGetMetadataItem(layer, "LDID_VALUE", "SHAPEFILE");
    return language && strcmp(language, "87") == 0 && !gdal.GDALGetMetadataItem(layer, "CPG_VALUE", "SHAPEFILE");
}

/* ---- opening ---- */

static bool is_polygons(OGRLayerH layer)
{
    OGRwkbGeometryType type = gdal.OGR_GT_Flatten(gdal.OGR_L_GetGeomType(layer));
    return gdal.OGR_GT_IsSubClassOf(type, wkbSurface) || gdal.OGR_GT_IsSubClassOf(type, wkbMultiSurface);
}

static bool is_lines(OGRLayerH layer)
{
    OGRwkbGeometryType type = gdal.OGR_GT_Flatten(gdal.OGR_L_GetGeomType(layer));
    return gdal.OGR_GT_IsSubClassOf(type, wkbCurve) || gdal.OGR_GT_IsSubClassOf(type, wkbMultiCurve);
}

static bool is_wanted(OGRLayerH layer, enum table_geometry wanted)
{
    return wanted == TABLE_POLYGONS ? is_polygons(layer) : wanted == TABLE_LINES && is_lines(layer);
}

static enum mah_status open_dataset(struct ogr_table *table, struct mah_error *err)
{
    enum mah_status status = gdal_open(err);
    if (status != MAH_OK)
        return status;
    if (table->undecoded) /* only the Shapefile driver asks for this: as the bytes stand in the file */
        gdal.CPLSetThreadLocalConfigOption("SHAPE_ENCODING", "");
    status = source_ogr_open(&table->dataset, table->path, err);
    gdal.CPLSetThreadLocalConfigOption("SHAPE_ENCODING", NULL);
    return status;
}

/* The name of the one layer of such geometries among several; NULL where there is none or more than one. */
static const char *only_wanted_layer(GDALDatasetH dataset, enum table_geometry wanted)
{
    int all = gdal.GDALDatasetGetLayerCount(dataset), count = 0;
    const char *only = NULL;
    gdal.CPLPushErrorHandler(
        gdal.CPLQuietErrorHandler); /* a view that cannot be run is nothing against the other layers */
    for (int i = 0; i < all; i++) {
        OGRLayerH layer = gdal.GDALDatasetGetLayer(dataset, i);
        if (!is_wanted(layer, wanted))
            continue;
        only = gdal.OGR_L_GetName(layer);
        count++;
    }
    gdal.CPLPopErrorHandler();
    return count == 1 ? only : NULL;
}

static enum mah_status open_layer(struct ogr_table *table, const struct source *source, enum table_geometry wanted,
                                  struct mah_error *err)
{
    enum mah_status status = open_dataset(table, err);
    if (status != MAH_OK)
        return status;
    const char *name = source->layer;
    if (source_ogr_is_osm(table->dataset) && wanted != TABLE_LINES)
        return mah_fail(err, MAH_BAD_SOURCE, "'%s' is an OpenStreetMap extract: it can be used for streets only",
                        table->path);
    if (!name && wanted != TABLE_ANY_GEOMETRY && !source_ogr_is_osm(table->dataset) &&
        gdal.GDALDatasetGetLayerCount(table->dataset) > 1)
        name = only_wanted_layer(table->dataset, wanted);
    return source_ogr_layer(&table->layer, table->dataset, name, table->path, err);
}

static enum mah_status check_geometry(const struct ogr_table *table, enum table_geometry wanted, struct mah_error *err)
{
    OGRwkbGeometryType type = gdal.OGR_GT_Flatten(gdal.OGR_L_GetGeomType(table->layer));
    if (type == wkbUnknown || type == wkbGeometryCollection || is_wanted(table->layer, wanted))
        return MAH_OK;
    if (type == wkbNone && wanted == TABLE_LINES)
        return mah_fail(err, MAH_BAD_SOURCE, "'%s' has no geometry; streets must be lines", table->path);
    if (wanted == TABLE_LINES)
        return mah_fail(err, MAH_BAD_SOURCE, "'%s' holds geometries of type '%s'; streets must be lines", table->path,
                        gdal.OGRGeometryTypeToName(type));
    if (type == wkbNone)
        return mah_fail(err, MAH_BAD_SOURCE, "'%s' has no geometry; boundaries must be polygons", table->path);
    return mah_fail(err, MAH_BAD_SOURCE, "'%s' holds geometries of type '%s'; boundaries must be polygons", table->path,
                    gdal.OGRGeometryTypeToName(type));
}

static enum mah_status decoded(char **out, const struct ogr_table *table, const char *bytes, struct mah_error *err)
{
    struct text text = TEXT_EMPTY;
    size_t length = strlen(bytes);
    bool is_utf8 = utf8_is_valid(bytes, length);
    if (is_utf8 && (!table->undecoded || table->encoding == ENCODING_UTF8))
        text_add_bytes(&text, bytes, length);
    else
        text_add_decoded(&text, bytes, length,
                         table->encoding == ENCODING_UTF8 ? ENCODING_WINDOWS_1254 : table->encoding);
    *out = text_take(&text);
    return *out ? MAH_OK : mah_no_memory(err);
}

static enum mah_status list_columns(struct ogr_table *table, struct mah_error *err)
{
    OGRFeatureDefnH definition = gdal.OGR_L_GetLayerDefn(table->layer);
    const char *row_number = gdal.OGR_L_GetFIDColumn(table->layer);
    bool has_row_number = row_number && row_number[0] != '\0';
    table->field_count = (size_t)gdal.OGR_FD_GetFieldCount(definition);
    size_t count = table->field_count + (has_row_number ? 1 : 0);
    table->columns = memory_new(count, sizeof *table->columns);
    if (!table->columns)
        return mah_no_memory(err);
    table->column_count = count;
    enum mah_status status = MAH_OK;
    for (size_t i = 0; i < count && status == MAH_OK; i++) {
        const char *name =
            i < table->field_count ? gdal.OGR_Fld_GetNameRef(gdal.OGR_FD_GetFieldDefn(definition, (int)i)) : row_number;
        status = decoded(&table->columns[i], table, name, err);
    }
    return status;
}

/* A spreadsheet is read only when the first question is asked, and by then the settings of the watch must hold. */
static enum mah_status ask_for_columns(struct ogr_table *table, struct mah_error *err)
{
    struct ogr_watch watch;
    ogr_watch_begin(&watch);
    enum mah_status status = list_columns(table, err);
    ogr_watch_end();
    return status == MAH_OK ? ogr_watch_verdict(&watch, table->path, err) : status;
}

/* The first question about the columns or the geometry of a layer can be the one that makes GDAL read and complain. */
static bool must_be_decoded(const struct ogr_table *table)
{
    struct ogr_watch watch; /* a complaint comes again when the columns are asked for */
    if (table->undecoded)
        return false;
    ogr_watch_begin(&watch);
    bool wrongly_western = is_wrongly_western(table->layer);
    ogr_watch_end();
    return wrongly_western;
}

static enum mah_status check_kind(const struct ogr_table *table, enum table_geometry wanted, struct mah_error *err)
{
    struct ogr_watch watch;
    ogr_watch_begin(&watch);
    enum mah_status status = check_geometry(table, wanted, err);
    ogr_watch_end();
    return status == MAH_OK ? ogr_watch_verdict(&watch, table->path, err) : status;
}

enum mah_status ogr_table_open(struct ogr_table *table, const struct source *source, enum table_geometry wanted,
                               struct mah_error *err)
{
    *table = (struct ogr_table){.path = source->path};
    enum mah_status status = choose_encoding(table, source->encoding, err);
    if (status == MAH_OK)
        status = open_layer(table, source, wanted, err);
    if (status == MAH_OK && must_be_decoded(table)) {
        source_ogr_close(table->dataset);
        table->undecoded = true;
        status = open_layer(table, source, wanted, err);
    }
    if (status == MAH_OK && wanted != TABLE_ANY_GEOMETRY)
        status = check_kind(table, wanted, err);
    if (status == MAH_OK)
        status = ask_for_columns(table, err);
    return status;
}

/* GDAL reads a .prj file only now; one that is cut off is no file without a reference system. */
enum mah_status ogr_table_crs(char **out, const struct ogr_table *table, struct mah_error *err)
{
    struct ogr_watch watch;
    if (table->watching)
        return source_ogr_crs(out, table->layer, err);
    ogr_watch_begin(&watch);
    enum mah_status status = source_ogr_crs(out, table->layer, err);
    ogr_watch_end();
    return status == MAH_OK ? ogr_watch_verdict(&watch, table->path, err) : status;
}

bool ogr_table_is_bare(const struct ogr_table *table)
{
    if (table->field_count > 0)
        return false;
    struct ogr_watch watch; /* a complaint about rows comes again when they are read */
    ogr_watch_begin(&watch);
    GIntBig count = gdal.OGR_L_GetFeatureCount(table->layer, TRUE);
    ogr_watch_end();
    return count == 0 && watch.failures == 0;
}

void ogr_table_close(struct ogr_table *table)
{
    if (table->feature)
        gdal.OGR_F_Destroy(table->feature);
    if (table->watching)
        ogr_watch_end();
    source_ogr_close(table->dataset);
    for (size_t i = 0; table->columns && i < table->column_count; i++)
        memory_free(table->columns[i]);
    memory_free(table->columns);
    *table = (struct ogr_table){0};
}

/* ---- rows and cells ---- */

/* An OpenStreetMap extract promises nothing: counting its ways would read it twice. */
static enum mah_status begin_rows(struct ogr_table *table, struct mah_error *err)
{
    ogr_watch_begin(&table->watch);
    table->watching = true;
    table->promised = -1;
    if (source_ogr_is_osm(table->dataset))
        return MAH_OK;
    return source_ogr_promised(&table->promised, table->dataset, table->layer, table->path, err);
}

enum mah_status ogr_table_next(struct ogr_table *table, bool *more, struct mah_error *err)
{
    enum mah_status status = table->watching ? MAH_OK : begin_rows(table, err);
    if (status != MAH_OK)
        return status;
    if (table->feature)
        gdal.OGR_F_Destroy(table->feature);
    table->feature = gdal.OGR_L_GetNextFeature(table->layer);
    *more = table->feature != NULL;
    table->read += *more;
    status = ogr_watch_verdict(&table->watch, table->path, err);
    if (status == MAH_OK && !*more)
        status = source_ogr_check_promise(table->promised, table->read, table->path, err);
    return status;
}

bool ogr_table_is_blank(const struct ogr_table *table)
{
    return ogr_is_spreadsheet(table->dataset) && ogr_row_is_blank(table->feature);
}

static enum mah_status trimmed(char **out, const struct ogr_table *table, const char *bytes, struct mah_error *err)
{
    *out = NULL;
    char *text = NULL;
    enum mah_status status = decoded(&text, table, bytes, err);
    if (status != MAH_OK)
        return status;
    struct slice core = slice_trim(slice_of(text));
    if (core.length > 0) {
        *out = memory_copy_bytes(core.bytes, core.length);
        status = *out ? MAH_OK : mah_no_memory(err);
    }
    memory_free(text);
    return status;
}

enum mah_status ogr_table_text(char **out, const struct ogr_table *table, size_t column, struct mah_error *err)
{
    *out = NULL;
    char number[32] = "";
    int field = (int)column;
    bool is_row_number = column >= table->field_count;
    if (!is_row_number && !gdal.OGR_F_IsFieldSetAndNotNull(table->feature, field))
        return MAH_OK;
    OGRFieldType type =
        is_row_number ? OFTInteger64 : gdal.OGR_Fld_GetType(gdal.OGR_F_GetFieldDefnRef(table->feature, field));
    if (type == OFTInteger || type == OFTInteger64) {
        int64_t value =
            is_row_number ? gdal.OGR_F_GetFID(table->feature) : gdal.OGR_F_GetFieldAsInteger64(table->feature, field);
        snprintf(number, sizeof number, "%" PRId64, value);
    } else if (type == OFTReal) {
        double value = gdal.OGR_F_GetFieldAsDouble(table->feature, field);
        if (isfinite(value))
            number_write(value, number);
    } else {
        return trimmed(out, table, gdal.OGR_F_GetFieldAsString(table->feature, field), err);
    }
    if (number[0] == '\0')
        return MAH_OK;
    *out = memory_copy_text(number);
    return *out ? MAH_OK : mah_no_memory(err);
}
