/* Households from any other allowed vector source, feature by feature with GDAL: one reader at a time is inside. */
#include <stdio.h>
#include <string.h>

#include "base/memory.h"
#include "read/blank_row.h"
#include "read/csv_encoding.h"
#include "read/gdal_door.h"
#include "read/household_source_parts.h"
#include "read/ogr_open.h"
#include "read/ogr_promise.h"
#include "read/typed_cell.h"

/* All of it under the lock: GDAL's data sets are for one thread at a time. */
struct ogr_source {
    GDALDatasetH dataset;
    OGRLayerH layer;
    int64_t next_row;
    int64_t promised; /* features the file says it has; -1 where it says nothing */
    int64_t expected; /* the same for progress only */
    bool is_spreadsheet;
    bool finished;
};

struct ogr_reader {
    struct arena texts;
};

static void ogr_close(void *state)
{
    struct ogr_source *source = state;
    source_ogr_close(source->dataset);
    memory_free(source);
}

static void ogr_reader_free(void *part)
{
    struct ogr_reader *reader = part;
    arena_release(&reader->texts);
    memory_free(reader);
}

static enum mah_status ogr_reader_new(void **out, struct household_source *source, struct batch *batch,
                                      struct mah_error *err)
{
    (void)source;
    for (size_t row = 0; row < BATCH_ROWS; row++)
        batch->raw[row] = (struct slice){"", 0};
    *out = memory_new(1, sizeof(struct ogr_reader));
    return *out != NULL ? MAH_OK : mah_no_memory(err);
}

/* ISO 8601 whatever the locale; the time zone is left out, since only the day is wanted. "" for a mere time of day. */
static void write_date(char *out, size_t size, OGRFeatureH feature, int at, OGRFieldType type)
{
    int year = 0, month = 0, day = 0, hour = 0, minute = 0, zone = 0;
    float second = 0;
    out[0] = '\0';
    if (type == OFTTime ||
        !gdal.OGR_F_GetFieldAsDateTimeEx(feature, at, &year, &month, &day, &hour, &minute, &second, &zone))
        return;
    int length = snprintf(out, size, "%04d-%02d-%02d", year, month, day);
    if (type == OFTDateTime && length > 0)
        snprintf(out + length, size - (size_t)length, "T%02d:%02d:%02d", hour, minute, (int)second);
}

static enum mah_status take_cell(struct column *column, size_t row, OGRFeatureH feature, int at, struct arena *texts,
                                 uint64_t *recoded, struct mah_error *err)
{
    char date[64];
    if (!gdal.OGR_F_IsFieldSetAndNotNull(feature, at)) {
        cell_set_missing(column, row);
        return MAH_OK;
    }
    OGRFieldType type = gdal.OGR_Fld_GetType(gdal.OGR_F_GetFieldDefnRef(feature, at));
    switch (type) {
    case OFTInteger:
    case OFTInteger64:
        return cell_set_integer(column, row, gdal.OGR_F_GetFieldAsInteger64(feature, at), texts, err);
    case OFTReal:
        cell_set_number(column, row, gdal.OGR_F_GetFieldAsDouble(feature, at));
        return MAH_OK;
    case OFTDate:
    case OFTDateTime:
    case OFTTime:
        write_date(date, sizeof date, feature, at, type);
        return cell_set_text(column, row, date, strlen(date), texts, recoded, err);
    case OFTBinary:
        cell_set_missing(column, row);
        return MAH_OK;
    default: {
        const char *text = gdal.OGR_F_GetFieldAsString(feature, at);
        return cell_set_text(column, row, text, strlen(text), texts, recoded, err);
    }
    }
}

/* All attributes, whether a field is taken from them or not. Other types have no room for so long a number. */
static void look_for_identities(struct identity_columns *identities, OGRFeatureH feature, int64_t row)
{
    for (size_t column = 0; column < identities->count; column++) {
        int at = (int)column;
        if (!gdal.OGR_F_IsFieldSetAndNotNull(feature, at))
            continue;
        OGRFieldType type = gdal.OGR_Fld_GetType(gdal.OGR_F_GetFieldDefnRef(feature, at));
        if (type == OFTInteger64 || type == OFTReal)
            identity_columns_number(identities, column, gdal.OGR_F_GetFieldAsDouble(feature, at), row);
        else if (type == OFTString || type == OFTStringList || type == OFTInteger64List || type == OFTRealList)
            identity_columns_text(identities, column, slice_of(gdal.OGR_F_GetFieldAsString(feature, at)), row);
    }
}

/* 0 none or empty, 1 a point (or a collection of one point), 2 something else. */
static uint8_t take_geometry(OGRGeometryH geometry, struct point *out)
{
    *out = (struct point){0};
    if (geometry == NULL || gdal.OGR_G_IsEmpty(geometry))
        return 0;
    OGRwkbGeometryType type = gdal.OGR_GT_Flatten(gdal.OGR_G_GetGeometryType(geometry));
    if ((type == wkbMultiPoint || type == wkbGeometryCollection) && gdal.OGR_G_GetGeometryCount(geometry) == 1)
        return take_geometry(gdal.OGR_G_GetGeometryRef(geometry, 0), out);
    if (type != wkbPoint)
        return 2;
    *out = (struct point){gdal.OGR_G_GetX(geometry, 0), gdal.OGR_G_GetY(geometry, 0)};
    return 1;
}

static enum mah_status take_feature(struct batch *batch, const struct field_map *map, OGRFeatureH feature,
                                    int64_t first_row, struct arena *texts, uint64_t *recoded, struct mah_error *err)
{
    size_t row = batch->rows;
    enum mah_status status = MAH_OK;
    batch->line[row] = (uint32_t)batch->row_span;
    batch->fault[row] = ROW_SOUND;
    for (int i = 0; i < FIELD_COUNT && status == MAH_OK; i++)
        if (map->column[i] >= 0)
            status = take_cell(&batch->columns[i], row, feature, map->column[i], texts, recoded, err);
    if (batch->has_geometry)
        batch->geometry_kind[row] = take_geometry(gdal.OGR_F_GetGeometryRef(feature), &batch->geometry[row]);
    look_for_identities(&batch->identities, feature, first_row + (int64_t)batch->row_span);
    batch->rows++;
    return status;
}

static enum mah_status take_features(struct ogr_reader *reader, struct household_source *source, struct batch *batch,
                                     struct mah_error *err)
{
    struct ogr_source *ogr = source->state;
    uint64_t recoded = 0;
    enum mah_status status = MAH_OK;
    struct ogr_watch watch;
    ogr_watch_begin(&watch);
    while (status == MAH_OK && batch->rows < BATCH_ROWS && !ogr->finished) {
        OGRFeatureH feature = gdal.OGR_L_GetNextFeature(ogr->layer);
        ogr->finished = feature == NULL;
        if (feature != NULL && !(ogr->is_spreadsheet && ogr_row_is_blank(feature)))
            status = take_feature(batch, &source->facts.map, feature, ogr->next_row, &reader->texts, &recoded, err);
        batch->row_span += feature != NULL;
        gdal.OGR_F_Destroy(feature);
    }
    ogr_watch_end();
    atomic_fetch_add(&source->recoded_texts, recoded);
    return status == MAH_OK ? ogr_watch_verdict(&watch, source->shown, err) : status;
}

static enum mah_status ogr_next(void *part, struct household_source *source, struct batch *batch, bool *more,
                                struct mah_error *err)
{
    struct ogr_reader *reader = part;
    struct ogr_source *ogr = source->state;
    arena_empty(&reader->texts);
    lock_take(source->lock);
    batch->row_span = 0;
    enum mah_status status = take_features(reader, source, batch, err);
    *more = batch->rows > 0;
    batch->first_row = ogr->next_row;
    ogr->next_row += (int64_t)batch->row_span;
    if (*more) {
        batch->ticket = source->next_ticket++;
        double share = ogr->expected > 0 ? (double)(ogr->next_row - 1) / (double)ogr->expected : 0;
        atomic_store(&source->bytes_read, (uint64_t)((share < 1 ? share : 1) * (double)source->facts.bytes));
    }
    if (status == MAH_OK && ogr->finished)
        status = source_ogr_check_promise(ogr->promised, ogr->next_row - 1, source->shown, err);
    lock_give(source->lock);
    return status;
}

static const struct source_format ogr_format = {ogr_close, ogr_reader_new, ogr_reader_free, ogr_next, NULL, NULL};

static enum mah_status read_columns(struct source_facts *facts, OGRLayerH layer, struct mah_error *err)
{
    OGRFeatureDefnH definition = gdal.OGR_L_GetLayerDefn(layer);
    int count = gdal.OGR_FD_GetFieldCount(definition);
    enum mah_status status = source_facts_reserve_columns(facts, (size_t)count, err);
    struct text name = TEXT_EMPTY;
    for (int i = 0; i < count && status == MAH_OK; i++) {
        const char *given = gdal.OGR_Fld_GetNameRef(gdal.OGR_FD_GetFieldDefn(definition, i));
        size_t length = strlen(given);
        text_add_decoded(&name, given, length, utf8_is_valid(given, length) ? ENCODING_UTF8 : ENCODING_WINDOWS_1254);
        facts->columns[i] = text_take(&name);
        if (facts->columns[i] == NULL)
            status = mah_no_memory(err);
    }
    facts->has_geometry = gdal.OGR_FD_GetGeomFieldCount(definition) > 0;
    return status;
}

/*
 * "The ANSI code page" (87) in a Shapefile without a .cpg means ISO-8859-1 to GDAL; on a Turkish computer it was
 * Windows-1254, and the letters that differ are just the Turkish ones.
 */
static bool is_taken_for_western(OGRLayerH layer)
{
    const char *language = gdal.GDALGetMetadataItem(layer, "LDID_VALUE", "SHAPEFILE");
    return language != NULL && strcmp(language, "87") == 0 &&
           gdal.GDALGetMetadataItem(layer, "CPG_VALUE", "SHAPEFILE") == NULL;
}

/* `encoding` is what the Shapefile driver is told: "" for the bytes as they stand, NULL for its own judgement. */
static enum mah_status open_layer(struct ogr_source *ogr, const struct source *wanted, const char *encoding,
                                  const char *shown, struct mah_error *err)
{
    source_ogr_close(ogr->dataset);
    ogr->dataset = NULL;
    enum mah_status status = gdal_open(err);
    if (status != MAH_OK)
        return status;
    gdal.CPLSetThreadLocalConfigOption("SHAPE_ENCODING", encoding);
    status = source_ogr_open(&ogr->dataset, shown, err);
    if (status == MAH_OK)
        status = source_ogr_layer(&ogr->layer, ogr->dataset, wanted->layer, shown, err);
    gdal.CPLSetThreadLocalConfigOption("SHAPE_ENCODING", NULL);
    return status;
}

static enum mah_status open_decoded(struct ogr_source *ogr, const struct source *wanted, const char *shown,
                                    struct mah_error *err)
{
    static const char *const options[] = {
        [ENCODING_UTF8] = "", [ENCODING_WINDOWS_1254] = "CP1254", [ENCODING_ISO_8859_9] = "ISO-8859-9"};
    enum encoding encoding = ENCODING_UTF8;
    bool named;
    enum mah_status status = encoding_asked(&encoding, &named, wanted->encoding, err);
    if (status == MAH_OK)
        status = open_layer(ogr, wanted, named ? options[encoding] : NULL, shown, err);
    if (status == MAH_OK && !named && is_taken_for_western(ogr->layer))
        status = open_layer(ogr, wanted, "", shown, err);
    return status;
}

enum mah_status ogr_source_open(struct household_source *source, const struct source *wanted, struct mah_error *err)
{
    struct ogr_source *ogr = memory_new(1, sizeof *ogr);
    if (ogr == NULL)
        return mah_no_memory(err);
    source->state = ogr;
    source->format = &ogr_format;
    source->is_trusted = false;
    ogr->next_row = 1;
    enum mah_status status = open_decoded(ogr, wanted, source->shown, err);
    if (status != MAH_OK)
        return status;
    struct ogr_watch watch;
    ogr_watch_begin(&watch); /* some formats read the file only when the first question is asked */
    status = read_columns(&source->facts, ogr->layer, err);
    if (status == MAH_OK)
        status = source_ogr_crs(&source->crs, ogr->layer, err);
    if (status == MAH_OK)
        status = source_ogr_promised(&ogr->promised, ogr->dataset, ogr->layer, source->path, err);
    ogr->expected = ogr->promised >= 0 ? ogr->promised : gdal.OGR_L_GetFeatureCount(ogr->layer, 0);
    ogr_watch_end();
    source->facts.format = gdal.GDALGetDriverShortName(gdal.GDALGetDatasetDriver(ogr->dataset));
    ogr->is_spreadsheet = ogr_is_spreadsheet(ogr->dataset);
    return status == MAH_OK ? ogr_watch_verdict(&watch, source->shown, err) : status;
}
