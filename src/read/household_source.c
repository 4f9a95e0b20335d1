/* A source of household records, whatever its format. */
#include "read/household_source_parts.h"

#include <sys/stat.h>

#include "base/memory.h"
#include "geometry/projection.h"
#include "read/source_path.h"

enum { PIECE_BYTES = 1024 * 1024 };

struct household_reader {
    struct household_source *source;
    void *part;
    struct batch batch;
};

enum mah_status source_facts_reserve_columns(struct source_facts *facts, size_t count, struct mah_error *err)
{
    facts->columns = memory_new(count, sizeof *facts->columns);
    if (facts->columns == NULL)
        return mah_no_memory(err);
    facts->column_count = count;
    return MAH_OK;
}

static enum mah_status open_format(struct household_source *source, const struct source *wanted, struct mah_error *err)
{
    enum source_kind kind;
    enum mah_status status = source_kind_find(&kind, source->path, source->shown, err);
    if (status != MAH_OK)
        return status;
    switch (kind) {
    case SOURCE_OSM:
        return mah_fail(err, MAH_BAD_SOURCE, "'%s' is an OpenStreetMap extract: it can be used for streets only",
                        source->shown);
    case SOURCE_TEXT_TABLE:
        return csv_source_open(source, wanted, err);
    case SOURCE_GEOPACKAGE:
        return geopackage_source_open(source, wanted, err);
    default:
        return ogr_source_open(source, wanted, err);
    }
}

/* What the user wrote is judged here, where it is still known that the user and not the file said so. */
static enum mah_status check_crs_asked(const char *crs, const char *shown, struct mah_error *err)
{
    struct crs asked;
    enum mah_status status = crs != NULL ? crs_resolve(&asked, crs, err) : MAH_OK;
    if (status == MAH_BAD_SOURCE)
        return mah_context(err, MAH_BAD_USAGE, "crs of '%s'", shown);
    if (status == MAH_OK && crs != NULL)
        crs_release(&asked);
    return status;
}

/* The reference system of the positions: the user's word, else degrees for degrees, else the layer's. */
static enum mah_status settle_crs(struct household_source *source, const struct source *wanted, struct mah_error *err)
{
    const int *column = source->facts.map.column;
    bool degrees = column[FIELD_LON] >= 0 || column[FIELD_GPS] >= 0;
    const char *crs = wanted->crs != NULL ? wanted->crs : degrees ? "EPSG:4326" : NULL;
    if (crs != NULL || column[FIELD_X] >= 0) {
        memory_free(source->crs); /* the layer's, which is not the columns' */
        source->crs = memory_copy_text(crs);
        if (crs != NULL && source->crs == NULL)
            return mah_no_memory(err);
    }
    source->facts.crs = source->crs;
    source->facts.crs_known = source->crs != NULL;
    return MAH_OK;
}

static enum mah_status open_source(struct household_source *source, const struct source *wanted, struct mah_error *err)
{
    enum mah_status status = source_path_resolve(&source->path, wanted->path, err);
    if (status != MAH_OK)
        return status;
    source->piece_bytes = PIECE_BYTES;
    source->shown = memory_copy_text(wanted->path);
    if (source->shown == NULL)
        return mah_no_memory(err);
    struct source_facts *facts = &source->facts;
    facts->name = source_path_file_name(source->shown);
    facts->first_row_number = 1;
    struct stat file;
    if (stat(source->path, &file) == 0)
        facts->bytes = (uint64_t)file.st_size;
    status = lock_new(&source->lock, err);
    if (status == MAH_OK)
        status = open_format(source, wanted, err);
    if (status == MAH_OK)
        status = field_map_match(&facts->map, facts->columns, facts->column_count, wanted, facts->has_geometry,
                                 source->shown, err);
    if (status != MAH_OK)
        return status;
    facts->has_geometry = facts->has_geometry && !field_map_has_position(&facts->map);
    status = identity_columns_init(&source->identities, facts->column_count, err);
    if (status == MAH_OK)
        status = check_crs_asked(wanted->crs, source->shown, err);
    if (status != MAH_OK)
        return status;
    return settle_crs(source, wanted, err);
}

static enum mah_status open_by(struct household_source **out, const struct source *wanted, size_t threads, bool trusts,
                               struct mah_error *err)
{
    *out = memory_new(1, sizeof **out);
    if (*out == NULL)
        return mah_no_memory(err);
    (*out)->threads = threads;
    (*out)->is_trusted = trusts;
    enum mah_status status = open_source(*out, wanted, err);
    if (status != MAH_OK) {
        household_source_close(*out);
        *out = NULL;
    }
    return status;
}

enum mah_status household_source_open(struct household_source **out, const struct source *source, struct mah_error *err)
{
    return open_by(out, source, 1, false, err);
}

enum mah_status household_source_open_trusting(struct household_source **out, const struct source *source,
                                               size_t threads, struct mah_error *err)
{
    return open_by(out, source, threads, true, err);
}

bool household_source_is_trusted(const struct household_source *source)
{
    return source->is_trusted;
}

void household_source_close(struct household_source *source)
{
    if (source == NULL)
        return;
    if (source->state != NULL)
        source->format->close(source->state);
    for (size_t i = 0; i < source->facts.column_count; i++)
        memory_free(source->facts.columns[i]);
    memory_free(source->facts.columns);
    identity_columns_release(&source->identities);
    lock_free(source->lock);
    memory_free(source->crs);
    memory_free(source->shown);
    memory_free(source->path);
    memory_free(source);
}

const struct source_facts *household_source_facts(const struct household_source *source)
{
    return &source->facts;
}

enum mah_status household_source_focus(struct household_source *source, const struct rectangle *focus, bool *is_focused,
                                       struct mah_error *err)
{
    *is_focused = false;
    return source->format->focus != NULL ? source->format->focus(source, focus, is_focused, err) : MAH_OK;
}

enum mah_status household_source_ids_left_out(struct household_source *source, household_id_taker take, void *context,
                                              struct mah_error *err)
{
    return source->format->ids_left_out != NULL ? source->format->ids_left_out(source, take, context, err) : MAH_OK;
}

enum mah_status household_source_refuse_identities(const struct household_source *source, struct mah_error *err)
{
    return identity_columns_refuse(&source->identities, source->facts.columns, source->shown, err);
}

enum mah_status household_source_identity_columns(char **out, const struct household_source *source,
                                                  struct mah_error *err)
{
    return identity_columns_list(out, &source->identities, source->facts.columns, err);
}

uint64_t household_source_bytes_read(const struct household_source *source)
{
    return atomic_load(&source->bytes_read);
}

uint64_t household_source_recoded_texts(const struct household_source *source)
{
    return atomic_load(&source->recoded_texts);
}

void household_source_set_piece_bytes(struct household_source *source, size_t bytes)
{
    source->piece_bytes = bytes > 0 ? bytes : 1;
}

void household_source_avoid_pages(struct household_source *source)
{
    source->avoids_pages = true;
}

uint64_t household_source_page_batches(const struct household_source *source)
{
    return atomic_load(&source->page_batches);
}

enum mah_status household_reader_new(struct household_reader **out, struct household_source *source,
                                     struct mah_error *err)
{
    *out = NULL;
    struct household_reader *reader = memory_new(1, sizeof *reader);
    if (reader == NULL)
        return mah_no_memory(err);
    reader->source = source;
    enum mah_status status = batch_init(&reader->batch, &source->facts.map, source->facts.has_geometry, err);
    if (status == MAH_OK)
        status = identity_columns_init(&reader->batch.identities, source->facts.column_count, err);
    if (status == MAH_OK)
        status = source->format->reader_new(&reader->part, source, &reader->batch, err);
    if (status == MAH_OK)
        *out = reader;
    else
        household_reader_free(reader);
    return status;
}

void household_reader_free(struct household_reader *reader)
{
    if (reader == NULL)
        return;
    if (reader->part != NULL)
        reader->source->format->reader_free(reader->part);
    batch_release(&reader->batch);
    memory_free(reader);
}

enum mah_status household_reader_next(struct household_reader *reader, struct batch **batch, bool *more,
                                      struct mah_error *err)
{
    struct household_source *source = reader->source;
    *batch = &reader->batch;
    *more = false;
    reader->batch.rows = 0;
    reader->batch.row_span = 0;
    identity_columns_empty(&reader->batch.identities);
    enum mah_status status = source->format->next(reader->part, source, &reader->batch, more, err);
    if (status == MAH_OK && *more) {
        lock_take(source->lock);
        identity_columns_add(&source->identities, &reader->batch.identities);
        lock_give(source->lock);
    }
    return status;
}
