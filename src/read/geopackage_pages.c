/* Rows of a GeoPackage taken from the pages of its file. SQLite holds its lock meanwhile, so nobody writes to them. */
#include "read/geopackage_pages.h"

#include "base/memory.h"
#include "read/cell_in_place.h"
#include "read/geopackage_columns.h"
#include "read/geopackage_geometry.h"
#include "read/geopackage_identities.h"
#include "read/sqlite_record.h"
#include "read/sqlite_tree.h"

enum { ODD_BATCHES = 2 }; /* after so many that SQLite had to read it reads all: they would be taken up in vain */

struct geopackage_pages {
    sqlite3 *database;
    sqlite3_stmt *root; /* where the table starts; as long as it is not reset, its lock is held */
    bool is_immutable;  /* SQLite was told that nobody writes to the file, and locks nothing */
    struct record_columns columns;
    struct page_cell *cells; /* of the leaf in hand */
    struct arena pages;
    struct sqlite_tree tree;
    int odd_batches;
};

/* What has become of a row: ROW_ODD is not for us to judge. */
enum take { ROW_TAKEN, ROW_ODD, ROW_FAILED };

/* What is filled. */
struct filling {
    struct batch *batch;
    size_t row;
    struct arena *texts;
    uint64_t *recoded;
    struct mah_error *err;
    enum mah_status status; /* of ROW_FAILED */
};

void geopackage_pages_free(struct geopackage_pages *pages)
{
    if (pages == NULL)
        return;
    sqlite3_finalize(pages->root);
    record_columns_release(&pages->columns);
    arena_release(&pages->pages);
    memory_free(pages->cells);
    memory_free(pages);
}

enum mah_status geopackage_pages_new(struct geopackage_pages **out, sqlite3 *database,
                                     const struct household_source *source, struct mah_error *err)
{
    const struct geopackage_source *package = source->state;
    struct geopackage_pages *pages = memory_new(1, sizeof *pages);
    bool suits = false;
    *out = NULL;
    if (pages == NULL)
        return mah_no_memory(err);
    pages->database = database;
    pages->is_immutable = sqlite3_uri_boolean(sqlite3_db_filename(database, "main"), "immutable", 0) != 0;
    pages->cells = memory_new(page_most_cells(SQLITE_PAGE_LARGEST), sizeof *pages->cells);
    enum mah_status status = pages->cells != NULL ? MAH_OK : mah_no_memory(err);
    if (status == MAH_OK)
        status = record_columns_find(&pages->columns, &suits, database, source, err);
    if (status == MAH_OK && suits)
        status = geopackage_prepare(&pages->root, database, source->shown, err,
                                    "SELECT rootpage FROM sqlite_master WHERE type = 'table' AND name = %Q",
                                    package->layer.table);
    if (status == MAH_OK && suits)
        *out = pages;
    else
        geopackage_pages_free(pages);
    return status;
}

/* A text or an integer that is not a cell as it stands. The record is a copy, so that the walk may stay in registers.
 */
static enum take take_with_care(struct filling *filling, struct record_column *wanted, struct record record)
{
    if (record.type >= RECORD_BYTES)
        filling->status = cell_set_text(&wanted->target, filling->row, (const char *)record.value, record.size,
                                        filling->texts, filling->recoded, filling->err);
    else if (wanted->is_real)
        cell_set_number(&wanted->target, filling->row, (double)record_integer(&record));
    else
        filling->status =
            cell_set_integer(&wanted->target, filling->row, record_integer(&record), filling->texts, filling->err);
    return filling->status == MAH_OK ? ROW_TAKEN : ROW_FAILED;
}

static inline enum take take_cell(struct filling *filling, struct record_column *wanted, const struct record *record,
                                  size_t row)
{
    uint32_t type = record->type;
    if (type >= RECORD_BYTES) {
        if (type % 2 == 0)
            cell_set_missing_in_place(&wanted->target, row); /* a blob */
        else if (!cell_set_text_in_place(&wanted->target, row, (const char *)record->value, record->size))
            return take_with_care(filling, wanted, *record);
        return ROW_TAKEN;
    }
    if (type == RECORD_NULL)
        cell_set_missing_in_place(&wanted->target, row);
    else if (type == RECORD_REAL)
        cell_set_number(&wanted->target, row, record_real(record));
    else if (type >= RECORD_RESERVED)
        return ROW_ODD;
    else if (!cell_set_integer_in_place(&wanted->target, row, record_integer(record)))
        return take_with_care(filling, wanted, *record);
    return ROW_TAKEN;
}

/* A blob, or a text as such. A number, which SQLite would write out, is no geometry, whatever its digits are. */
static enum take take_geometry(struct batch *batch, struct record record, size_t row)
{
    bool is_number = record.type != RECORD_NULL && record.type < RECORD_BYTES;
    if (is_number && (record.type == RECORD_REAL || record.type >= RECORD_RESERVED))
        return ROW_ODD;
    const unsigned char *blob = is_number ? (const unsigned char *)"0" : record.value;
    batch->geometry_kind[row] = geopackage_point_read(blob, is_number ? 1 : record.size, &batch->geometry[row]);
    return ROW_TAKEN;
}

/* Columns that were added to the table after the row was written: they have their defaults there. */
static enum take take_defaults(struct filling *filling, const struct record_column *wanted,
                               const struct record_column *end, struct record record)
{
    struct batch *batch = filling->batch;
    for (; wanted < end; wanted++) {
        if (wanted->has_default)
            return ROW_ODD;
        if (wanted->field == FIELD_COUNT)
            batch->geometry_kind[filling->row] = geopackage_point_read(NULL, 0, &batch->geometry[filling->row]);
        else
            cell_set_missing_in_place(&wanted->target, filling->row);
    }
    return record_is_whole(&record) ? ROW_TAKEN : ROW_ODD;
}

static enum take take_record(struct filling *filling, const struct record_columns *columns,
                             const struct page_cell *cell, size_t row)
{
    struct record record;
    struct record_column *wanted = columns->columns, *end = wanted + columns->count;
    if (!record_start(&record, cell->record, cell->length))
        return ROW_ODD;
    for (; wanted < end; wanted++) {
        for (int left = wanted->steps; left > 0; left--) {
            if (!record_has_more(&record))
                return take_defaults(filling, wanted, end, record);
            if (!record_step(&record))
                return ROW_ODD;
        }
        enum take take = wanted->field == FIELD_COUNT ? take_geometry(filling->batch, record, row)
                                                      : take_cell(filling, wanted, &record, row);
        if (take != ROW_TAKEN)
            return take;
    }
    return record_is_whole(&record) ? ROW_TAKEN : ROW_ODD;
}

static enum take take_row(struct filling *filling, const struct record_columns *columns, const struct page_cell *cell)
{
    struct batch *batch = filling->batch;
    batch->line[filling->row] = (uint32_t)((uint64_t)cell->row - (uint64_t)batch->first_row);
    batch->fault[filling->row] = ROW_SOUND;
    for (size_t i = 0; i < columns->row_number_count && filling->status == MAH_OK; i++)
        filling->status = cell_set_integer(&batch->columns[columns->row_number_fields[i]], filling->row, cell->row,
                                           filling->texts, filling->err);
    if (filling->status != MAH_OK)
        return ROW_FAILED;
    enum take take = take_record(filling, columns, cell, filling->row);
    if (take == ROW_TAKEN && !geopackage_identities_look(&batch->identities, columns, cell))
        return ROW_ODD;
    return take;
}

/* The whole of a record that goes on elsewhere. */
static enum take complete(struct geopackage_pages *pages, struct filling *filling, struct page_cell *cell)
{
    enum tree_step step = sqlite_tree_whole_record(&pages->tree, cell);
    if (step == TREE_NO_MEMORY) {
        filling->status = mah_no_memory(filling->err);
        return ROW_FAILED;
    }
    return step == TREE_LEAF ? ROW_TAKEN : ROW_ODD;
}

/* The rows of one leaf from cell `i` on that are asked for, from number *least on. *is_last where one after `end`
 * stands here. */
static enum take take_leaf(struct geopackage_pages *pages, struct filling *filling, size_t i, size_t count,
                           int64_t *least, bool *is_last)
{
    for (; i < count; i++) {
        struct page_cell *cell = &pages->cells[i];
        *is_last = cell->row > pages->tree.last_row || filling->row == BATCH_ROWS;
        if (*is_last)
            return ROW_TAKEN;
        if (cell->row < *least)
            return ROW_ODD;
        enum take take = cell->here < cell->length ? complete(pages, filling, cell) : ROW_TAKEN;
        if (take == ROW_TAKEN)
            take = take_row(filling, &pages->columns, cell);
        if (take != ROW_TAKEN)
            return take;
        filling->row++;
        *least = cell->row < INT64_MAX ? cell->row + 1 : cell->row;
    }
    return ROW_TAKEN;
}

static enum take take_leaves(struct geopackage_pages *pages, struct filling *filling, uint32_t root)
{
    struct sqlite_tree *tree = &pages->tree;
    const unsigned char *leaf;
    int64_t least = filling->batch->first_row;
    bool is_first = true, is_last = false;
    enum tree_step step = sqlite_tree_seek(tree, &leaf, root, least);
    for (; step == TREE_LEAF; step = sqlite_tree_next(tree, &leaf)) {
        size_t count, i = 0;
        if (!page_leaf_cells(pages->cells, &count, leaf, &tree->form) || (count == 0 && tree->depth > 0))
            return ROW_ODD;
        while (is_first && i < count && pages->cells[i].row < least)
            i++;
        is_first = false;
        enum take take = take_leaf(pages, filling, i, count, &least, &is_last);
        if (take != ROW_TAKEN || is_last)
            return take;
    }
    if (step == TREE_NO_MEMORY) {
        filling->status = mah_no_memory(filling->err);
        return ROW_FAILED;
    }
    return step == TREE_END ? ROW_TAKEN : ROW_ODD;
}

/* The file as it is under the lock. Its pages are read through SQLite's own handle: POSIX gives up all locks of a
 * process on a file when any descriptor of it is closed (fcntl(2)). */
static bool look_at_file(struct geopackage_pages *pages)
{
    struct sqlite_tree *tree = &pages->tree;
    unsigned char header[SQLITE_HEADER_BYTES];
    sqlite3_int64 bytes = 0;
    tree->file = NULL;
    tree->pages = &pages->pages;
    return sqlite3_file_control(pages->database, "main", SQLITE_FCNTL_FILE_POINTER, &tree->file) == SQLITE_OK &&
           tree->file != NULL && tree->file->pMethods != NULL &&
           tree->file->pMethods->xFileSize(tree->file, &bytes) == SQLITE_OK &&
           tree->file->pMethods->xRead(tree->file, header, sizeof header, 0) == SQLITE_OK &&
           page_form_read(&tree->form, header, (uint64_t)bytes, pages->is_immutable);
}

enum mah_status geopackage_pages_fill(bool *done, struct geopackage_pages *pages, struct batch *batch, int64_t end,
                                      struct arena *texts, uint64_t *recoded, const char *shown, struct mah_error *err)
{
    struct filling filling = {.batch = batch, .texts = texts, .recoded = recoded, .err = err};
    *done = false;
    if (pages->odd_batches >= ODD_BATCHES)
        return MAH_OK;
    arena_empty(&pages->pages);
    for (size_t i = 0; i < pages->columns.count; i++)
        if (pages->columns.columns[i].field < FIELD_COUNT)
            pages->columns.columns[i].target = batch->columns[pages->columns.columns[i].field];
    int code = sqlite3_step(pages->root);
    sqlite3_int64 root = code == SQLITE_ROW ? sqlite3_column_int64(pages->root, 0) : 0;
    enum take take = ROW_ODD;
    if (code == SQLITE_ROW && root > 1 && root <= UINT32_MAX && look_at_file(pages)) {
        pages->tree.last_row = end;
        take = take_leaves(pages, &filling, (uint32_t)root);
    }
    if (code != SQLITE_ROW && code != SQLITE_DONE)
        filling.status = geopackage_fail(pages->database, shown, err);
    sqlite3_reset(pages->root);
    *done = take == ROW_TAKEN;
    batch->rows = *done ? filling.row : 0;
    if (take == ROW_ODD)
        pages->odd_batches++;
    return filling.status;
}
