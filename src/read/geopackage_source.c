/* Households from a GeoPackage: readers take ranges of row numbers in turn, each with a connection of its own. */
#include "base/memory.h"
#include "read/geopackage_geometry.h"
#include "read/geopackage_source_parts.h"
#include "read/typed_cell.h"

struct geopackage_reader {
    sqlite3 *database;
    sqlite3_stmt *rows;
    struct arena texts;
    enum field
        fields[FIELD_COUNT]; /* of the result columns from 1 on; 0 is the row number, the last one the geometry */
    int field_count;
};

static void geopackage_close(void *state)
{
    struct geopackage_source *source = state;
    sqlite3_finalize(source->first_at);
    sqlite3_free(source->focus);
    sqlite3_close(source->database);
    geopackage_layer_release(&source->layer);
    memory_free(source);
}

static void geopackage_reader_free(void *part)
{
    struct geopackage_reader *reader = part;
    sqlite3_finalize(reader->rows);
    sqlite3_close(reader->database);
    arena_release(&reader->texts);
    memory_free(reader);
}

/* "SELECT rowid, "boylam", ..., "geom" FROM "haneler" WHERE rowid BETWEEN ?1 AND ?2 ORDER BY rowid" */
static enum mah_status prepare_rows(struct geopackage_reader *reader, const struct household_source *source,
                                    struct mah_error *err)
{
    const struct geopackage_source *package = source->state;
    const struct source_facts *facts = &source->facts;
    sqlite3_str *sql = sqlite3_str_new(reader->database);
    sqlite3_str_appendf(sql, "SELECT %s", package->row_number);
    for (int i = 0; i < FIELD_COUNT; i++) {
        if (facts->map.column[i] < 0)
            continue;
        sqlite3_str_appendf(sql, ", \"%w\"", facts->columns[facts->map.column[i]]);
        reader->fields[reader->field_count++] = (enum field)i;
    }
    if (facts->has_geometry)
        sqlite3_str_appendf(sql, ", \"%w\"", package->layer.geometry_column);
    sqlite3_str_appendf(sql, " FROM \"%w\" WHERE %s BETWEEN ?1 AND ?2", package->layer.table, package->row_number);
    if (package->focus != NULL)
        sqlite3_str_appendf(sql, " AND %s IN (%s)", package->row_number, package->focus);
    sqlite3_str_appendf(sql, " ORDER BY %s", package->row_number);
    char *text = sqlite3_str_finish(sql);
    if (text == NULL)
        return mah_no_memory(err);
    int code = sqlite3_prepare_v2(reader->database, text, -1, &reader->rows, NULL);
    sqlite3_free(text);
    return code == SQLITE_OK ? MAH_OK : geopackage_fail(reader->database, source->shown, err);
}

static enum mah_status geopackage_reader_new(void **out, struct household_source *source, struct batch *batch,
                                             struct mah_error *err)
{
    struct geopackage_reader *reader = memory_new(1, sizeof *reader);
    *out = reader;
    if (reader == NULL)
        return mah_no_memory(err);
    for (size_t row = 0; row < BATCH_ROWS; row++)
        batch->raw[row] = (struct slice){"", 0};
    enum mah_status status = geopackage_open(&reader->database, source->path, source->shown, err);
    return status == MAH_OK ? prepare_rows(reader, source, err) : status;
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

/* The value is asked, not the statement: its connection has no mutex, so it is the same, and quicker. */
static enum mah_status take_cell(struct column *column, size_t row, sqlite3_value *value, struct arena *texts,
                                 uint64_t *recoded, struct mah_error *err)
{
    switch (sqlite3_value_type(value)) {
    case SQLITE_INTEGER:
        return cell_set_integer(column, row, sqlite3_value_int64(value), texts, err);
    case SQLITE_FLOAT:
        cell_set_number(column, row, sqlite3_value_double(value));
        return MAH_OK;
    case SQLITE_TEXT: {
        const char *bytes = (const char *)sqlite3_value_text(value);
        if (bytes == NULL)
            return mah_no_memory(err);
        return cell_set_text(column, row, bytes, (size_t)sqlite3_value_bytes(value), texts, recoded, err);
    }
    default:
        cell_set_missing(column, row);
        return MAH_OK;
    }
}

static enum mah_status take_row(struct geopackage_reader *reader, struct batch *batch, uint64_t *recoded,
                                struct mah_error *err)
{
    sqlite3_stmt *rows = reader->rows;
    size_t row = batch->rows;
    enum mah_status status = MAH_OK;
    batch->line[row] = (uint32_t)((uint64_t)sqlite3_column_int64(rows, 0) - (uint64_t)batch->first_row);
    batch->fault[row] = ROW_SOUND;
    for (int i = 0; i < reader->field_count && status == MAH_OK; i++)
        status = take_cell(&batch->columns[reader->fields[i]], row, sqlite3_column_value(rows, i + 1), &reader->texts,
                           recoded, err);
    if (batch->has_geometry) {
        int at = reader->field_count + 1;
        const unsigned char *blob = sqlite3_column_blob(rows, at);
        size_t length = blob != NULL ? (size_t)sqlite3_column_bytes(rows, at) : 0;
        batch->geometry_kind[row] = geopackage_point_read(blob, length, &batch->geometry[row]);
    }
    batch->rows++;
    return status;
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
    arena_empty(&reader->texts);
    sqlite3_bind_int64(reader->rows, 1, batch->first_row);
    sqlite3_bind_int64(reader->rows, 2, end);
    int code = SQLITE_ROW;
    while (status == MAH_OK && batch->rows < BATCH_ROWS && (code = sqlite3_step(reader->rows)) == SQLITE_ROW)
        status = take_row(reader, batch, &recoded, err);
    if (status == MAH_OK && code != SQLITE_ROW && code != SQLITE_DONE)
        status = geopackage_fail(reader->database, source->shown, err);
    sqlite3_reset(reader->rows);
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
    enum mah_status status = geopackage_open(&package->database, source->path, source->shown, err);
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
