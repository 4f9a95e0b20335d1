/* Households from a GeoPackage: readers take ranges of row numbers in turn, each with a connection of its own. */
#include "base/memory.h"
#include "read/geopackage_pages.h"
#include "read/geopackage_rows.h"
#include "read/sqlite_check.h"

struct geopackage_reader {
    sqlite3 *database;
    struct geopackage_rows rows;
    struct geopackage_pages *pages; /* NULL: SQLite reads all */
    struct arena texts;
};

static void geopackage_close(void *state)
{
    struct geopackage_source *source = state;
    sqlite3_finalize(source->first_at);
    sqlite3_free(source->focus);
    sqlite3_close(source->database);
    geopackage_layer_release(&source->layer);
    memory_free(source->address);
    memory_free(source);
}

static void geopackage_reader_free(void *part)
{
    struct geopackage_reader *reader = part;
    geopackage_rows_release(&reader->rows);
    geopackage_pages_free(reader->pages);
    sqlite3_close(reader->database);
    arena_release(&reader->texts);
    memory_free(reader);
}

static enum mah_status geopackage_reader_new(void **out, struct household_source *source, struct batch *batch,
                                             struct mah_error *err)
{
    const struct geopackage_source *package = source->state;
    struct geopackage_reader *reader = memory_new(1, sizeof *reader);
    *out = reader;
    if (reader == NULL)
        return mah_no_memory(err);
    for (size_t row = 0; row < BATCH_ROWS; row++)
        batch->raw[row] = (struct slice){"", 0};
    enum mah_status status = geopackage_open_again(&reader->database, package->address, source->shown, err);
    if (status == MAH_OK)
        status = geopackage_rows_prepare(&reader->rows, reader->database, source, err);
    if (status == MAH_OK && package->focus == NULL && !source->avoids_pages)
        status = geopackage_pages_new(&reader->pages, reader->database, source, err);
    return status;
}

/* One number from the main connection. */
static enum mah_status ask_version(int64_t *out, const struct geopackage_source *package, const char *shown,
                                   struct mah_error *err)
{
    sqlite3_stmt *row = NULL;
    enum mah_status status = geopackage_prepare(&row, package->database, shown, err, "PRAGMA data_version");
    if (status == MAH_OK && sqlite3_step(row) == SQLITE_ROW)
        *out = sqlite3_column_int64(row, 0);
    else if (status == MAH_OK)
        status = geopackage_fail(package->database, shown, err);
    sqlite3_finalize(row);
    return status;
}

/* Readers see what is in the file when they ask; if somebody wrote meanwhile, they have seen different files. */
static enum mah_status check_unchanged(const struct geopackage_source *package, const char *shown,
                                       struct mah_error *err)
{
    int64_t version = 0;
    enum mah_status status = ask_version(&version, package, shown, err);
    if (status == MAH_OK && version != package->version)
        status = mah_fail(err, MAH_BAD_SOURCE, "'%s' changed while it was read", shown);
    return status;
}

/* The first row at or after package->next, which exists unless somebody has just deleted it. */
static enum mah_status find_start(int64_t *out, struct geopackage_source *package, const char *shown,
                                  struct mah_error *err)
{
    sqlite3_bind_int64(package->first_at, 1, package->next);
    int code = sqlite3_step(package->first_at);
    if (code == SQLITE_ROW && sqlite3_column_type(package->first_at, 0) != SQLITE_NULL)
        *out = sqlite3_column_int64(package->first_at, 0);
    else
        *out = package->next;
    enum mah_status status = code == SQLITE_ROW ? MAH_OK : geopackage_fail(package->database, shown, err);
    sqlite3_reset(package->first_at);
    if (status == MAH_OK && *out < package->next) /* the pages are out of order: ranges would start again and again */
        status = mah_fail(err, MAH_BAD_SOURCE, "cannot read '%s': %s", shown, sqlite3_errstr(SQLITE_CORRUPT));
    return status;
}

/* The next range first_row..*end of row numbers with at most BATCH_ROWS rows; a wide gap is a range of no rows. */
static enum mah_status take_range(int64_t *end, struct household_source *source, struct batch *batch, bool *more,
                                  struct mah_error *err)
{
    struct geopackage_source *package = source->state;
    *more = !package->finished;
    if (!*more)
        return check_unchanged(package, source->shown, err);
    int64_t start = 0;
    enum mah_status status = find_start(&start, package, source->shown, err);
    if (status != MAH_OK)
        return status;
    if (start > package->last) /* somebody is deleting rows; check_unchanged will say so */
        start = package->last;
    bool gap = (uint64_t)start - (uint64_t)package->next > BATCH_ROWS;
    *end = package->last;
    if (gap && package->focus == NULL)
        *end = start - 1;
    else if (package->focus != NULL)
        *end = package->last; /* the rows in the focus fit into one batch */
    else if ((uint64_t)package->last - (uint64_t)start >= BATCH_ROWS)
        *end = start + BATCH_ROWS - 1;
    batch->ticket = source->next_ticket++;
    batch->first_row = package->next;
    batch->row_span = (uint64_t)*end - (uint64_t)package->next + 1;
    package->finished = *end == package->last;
    package->next = package->finished ? package->last : *end + 1;
    double share = ((double)*end - (double)package->first + 1) / ((double)package->last - (double)package->first + 1);
    atomic_store(&source->bytes_read, (uint64_t)(share * (double)source->facts.bytes));
    return MAH_OK;
}

static enum mah_status geopackage_next(void *part, struct household_source *source, struct batch *batch, bool *more,
                                       struct mah_error *err)
{
    struct geopackage_reader *reader = part;
    int64_t end = 0;
    lock_take(source->lock);
    enum mah_status status = take_range(&end, source, batch, more, err);
    lock_give(source->lock);
    if (status != MAH_OK || !*more)
        return status;
    uint64_t recoded = 0;
    bool done = false;
    arena_empty(&reader->texts);
    if (reader->pages != NULL)
        status = geopackage_pages_fill(&done, reader->pages, batch, end, &reader->texts, &recoded, source->shown, err);
    if (done)
        atomic_fetch_add(&source->page_batches, 1);
    else if (status == MAH_OK) {
        recoded = 0;
        arena_empty(&reader->texts);
        identity_columns_empty(&batch->identities); /* all rows are looked at again */
        status = geopackage_rows_fill(&reader->rows, source, batch, end, &reader->texts, &recoded, err);
    }
    atomic_fetch_add(&source->recoded_texts, recoded);
    return status;
}

static const struct source_format geopackage_format = {geopackage_close,        geopackage_reader_new,
                                                       geopackage_reader_free,  geopackage_next,
                                                       geopackage_source_focus, geopackage_source_ids_left_out};

/* A column called rowid hides the number SQLite gives each row; it has three names for it. */
static const char *name_row_number(const struct geopackage_layer *layer)
{
    static const char *const names[] = {"_rowid_", "rowid", "oid"};
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        bool hidden = false;
        for (size_t column = 0; column < layer->column_count; column++)
            hidden = hidden || sqlite3_stricmp(layer->columns[column], names[i]) == 0;
        if (!hidden)
            return names[i];
    }
    return NULL;
}

static enum mah_status find_row_numbers(struct geopackage_source *package, const char *shown, struct mah_error *err)
{
    package->row_number = name_row_number(&package->layer);
    if (package->row_number == NULL)
        return mah_fail(err, MAH_BAD_SOURCE, "layer '%s' of '%s' has columns _rowid_, rowid and oid: rename one",
                        package->layer.table, shown);
    sqlite3_stmt *ends = NULL;
    enum mah_status status = geopackage_prepare(&package->first_at, package->database, shown, err,
                                                "SELECT min(%s) FROM \"%w\" WHERE %s >= ?1", package->row_number,
                                                package->layer.table, package->row_number);
    if (status == MAH_OK)
        status = geopackage_prepare(
            &ends, package->database, shown, err, "SELECT (SELECT min(%s) FROM \"%w\"), (SELECT max(%s) FROM \"%w\")",
            package->row_number, package->layer.table, package->row_number, package->layer.table);
    if (status == MAH_OK && sqlite3_step(ends) != SQLITE_ROW)
        status = geopackage_fail(package->database, shown, err);
    if (status == MAH_OK) {
        package->finished = sqlite3_column_type(ends, 0) == SQLITE_NULL;
        package->first = package->finished ? 1 : sqlite3_column_int64(ends, 0);
        package->last = sqlite3_column_int64(ends, 1);
        package->next = package->first;
        if (!package->finished && package->last < package->first) /* the pages are out of order, as in find_start */
            status = mah_fail(err, MAH_BAD_SOURCE, "cannot read '%s': %s", shown, sqlite3_errstr(SQLITE_CORRUPT));
    }
    sqlite3_finalize(ends);
    return status;
}

enum mah_status geopackage_source_open(struct household_source *source, const struct source *wanted,
                                       struct mah_error *err)
{
    struct geopackage_source *package = memory_new(1, sizeof *package);
    if (package == NULL)
        return mah_no_memory(err);
    source->state = package;
    source->format = &geopackage_format;
    source->is_trusted = false;
    enum mah_status status = sqlite_check(source->path, source->shown, err);
    if (status == MAH_OK && (package->address = sqlite_address(source->path)) == NULL)
        status = mah_no_memory(err);
    if (status == MAH_OK)
        status = geopackage_open_again(&package->database, package->address, source->shown, err);
    if (status == MAH_OK)
        status = ask_version(&package->version, package, source->shown, err);
    if (status == MAH_OK)
        status = geopackage_layer_find(&package->layer, package->database, wanted->layer, source->shown, err);
    if (status == MAH_OK)
        status = find_row_numbers(package, source->shown, err);
    if (status != MAH_OK)
        return status;
    struct source_facts *facts = &source->facts;
    struct geopackage_layer *layer = &package->layer;
    facts->format = "GeoPackage";
    facts->first_row_number = package->first;
    facts->has_geometry = layer->geometry_column != NULL;
    facts->columns = layer->columns; /* the facts own them and the name of the CRS now */
    facts->column_count = layer->column_count;
    source->crs = layer->crs;
    layer->columns = NULL;
    layer->column_count = 0;
    layer->crs = NULL;
    return MAH_OK;
}
