/* A small CSV file as a table in memory: for lists, not for households. */
#include "read/csv_table.h"

#include <errno.h>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/memory.h"
#include "read/csv_encoding.h"
#include "read/csv_scan.h"

enum { MOST_BYTES = 64 * 1024 * 1024 };

/* The bytes of a file without their mark, CSV_PADDING more behind them. */
struct content {
    char *bytes; /* owned; `start` lies in it */
    const char *start;
    size_t length;
    enum encoding encoding;
};

/* ---- the bytes ---- */

static enum mah_status read_open_file(struct content *content, int file, const struct source *source,
                                      struct mah_error *err)
{
    struct stat facts;
    struct csv_encoding encoding;
    if (fstat(file, &facts) != 0)
        return mah_fail(err, MAH_BAD_SOURCE, "cannot read '%s': system error %d", source->path, errno);
    if (facts.st_size > MOST_BYTES)
        return mah_fail(err, MAH_BAD_SOURCE, "'%s' is larger than 64 MB: too large for a list", source->path);
    size_t size = (size_t)facts.st_size;
    enum mah_status status = csv_encoding_find(&encoding, file, size, source->encoding, 1, source->path, err);
    if (status != MAH_OK)
        return status;
    content->bytes = memory_new(size + CSV_PADDING, 1);
    if (!content->bytes)
        return mah_no_memory(err);
    content->start = content->bytes + encoding.mark;
    content->length = size - encoding.mark;
    content->encoding = encoding.encoding;
    return csv_read_at(file, content->bytes, size, 0, source->path, err);
}

static enum mah_status read_content(struct content *content, const struct source *source, struct mah_error *err)
{
    int file = open(source->path, O_RDONLY | O_CLOEXEC | O_NONBLOCK);
    if (file < 0)
        return mah_fail(err, MAH_BAD_SOURCE, "cannot read '%s': system error %d", source->path, errno);
    enum mah_status status = read_open_file(content, file, source, err);
    close(file);
    return status;
}

/* ---- the cells ---- */

static enum mah_status store(char **out, const struct csv_cell *cell, enum encoding encoding, struct mah_error *err)
{
    *out = NULL;
    size_t length = (size_t)(cell->end - cell->start);
    char *resolved = memory_copy_bytes(cell->start, length);
    if (!resolved)
        return mah_no_memory(err);
    if (cell->resolve)
        length = csv_resolve(cell, resolved);
    struct text text = TEXT_EMPTY;
    text_add_decoded(&text, resolved, length, encoding);
    memory_free(resolved);
    bool failed = text.failed;
    struct slice core = slice_trim((struct slice){text.bytes, (uint32_t)text.length});
    if (!failed && core.length > 0) {
        *out = memory_copy_bytes(core.bytes, core.length);
        failed = *out == NULL;
    }
    text_release(&text);
    return failed ? mah_no_memory(err) : MAH_OK;
}

/* A row in which something stands behind the last column. */
static enum mah_status mark_wide(struct csv_table *table, bool marking, const char *shown, struct mah_error *err)
{
    if (!marking)
        return mah_fail(err, MAH_BAD_SOURCE, "'%s': record %zu has more cells than the header", shown,
                        table->row_count);
    table->is_wide[table->row_count - 1] = true;
    return MAH_OK;
}

static enum mah_status add_row(struct csv_table *table, bool marking, struct mah_error *err)
{
    size_t columns = table->dialect.column_count, first = table->row_count * columns;
    if (memory_grow((void **)&table->cells, &table->cell_capacity, first + columns, sizeof *table->cells) != 0)
        return mah_no_memory(err);
    if (marking &&
        memory_grow((void **)&table->is_wide, &table->wide_capacity, table->row_count + 1, sizeof *table->is_wide) != 0)
        return mah_no_memory(err);
    for (size_t i = 0; i < columns; i++)
        table->cells[first + i] = NULL;
    if (marking)
        table->is_wide[table->row_count] = false;
    table->row_count++;
    return MAH_OK;
}

/* The row that starts at *at; moves *at behind it. */
static enum mah_status take_row(struct csv_table *table, struct csv_scan *scan, const char **at, enum encoding encoding,
                                bool marking, const char *shown, struct mah_error *err)
{
    size_t columns = table->dialect.column_count, first = table->row_count * columns, count = 0;
    enum mah_status status = add_row(table, marking, err);
    for (; status == MAH_OK; ++*at) {
        struct csv_cell cell;
        *at = csv_take_cell(&cell, scan, *at);
        if (cell.unclosed)
            return mah_fail(err, MAH_BAD_SOURCE, "'%s': a quote is never closed", shown);
        bool filled = cell.end > cell.start;
        if (filled && count >= columns)
            status = mark_wide(table, marking, shown, err);
        else if (filled)
            status = store(&table->cells[first + count], &cell, encoding, err);
        count++;
        if (*at == scan->end || **at != scan->separator)
            break;
    }
    if (status == MAH_OK)
        *at = csv_after_row(scan, *at);
    return status;
}

static enum mah_status take_rows(struct csv_table *table, const struct content *content, bool marking,
                                 const char *shown, struct mah_error *err)
{
    const char *at = content->start + table->dialect.records_start;
    size_t length = content->length - (size_t)table->dialect.records_start;
    uint64_t *marks = memory_new(csv_scan_words(length), sizeof *marks);
    if (!marks)
        return mah_no_memory(err);
    struct csv_scan scan;
    csv_scan_begin(&scan, marks, at, length, table->dialect.separator);
    enum mah_status status = MAH_OK;
    while (at < scan.end && status == MAH_OK)
        status = take_row(table, &scan, &at, content->encoding, marking, shown, err);
    memory_free(marks);
    return status;
}

static enum mah_status read_table(struct csv_table *out, const struct source *source, bool marking,
                                  struct mah_error *err)
{
    *out = (struct csv_table){0};
    struct content content = {0};
    enum mah_status status = read_content(&content, source, err);
    if (status == MAH_OK)
        status = csv_dialect_find(&out->dialect, content.start, content.length, content.encoding, source->path, err);
    char last = content.length > 0 ? content.start[content.length - 1] : '\n';
    out->is_unended = last != '\n' && last != '\r';
    if (status == MAH_OK)
        status = take_rows(out, &content, marking, source->path, err);
    memory_free(content.bytes);
    if (status != MAH_OK)
        csv_table_release(out);
    return status;
}

enum mah_status csv_table_read(struct csv_table *out, const struct source *source, struct mah_error *err)
{
    return read_table(out, source, false, err);
}

enum mah_status csv_table_read_marking(struct csv_table *out, const struct source *source, struct mah_error *err)
{
    return read_table(out, source, true, err);
}

void csv_table_release(struct csv_table *table)
{
    for (size_t i = 0; i < table->row_count * table->dialect.column_count; i++)
        memory_free(table->cells[i]);
    memory_free(table->cells);
    memory_free(table->is_wide);
    csv_dialect_release(&table->dialect);
    *table = (struct csv_table){0};
}
