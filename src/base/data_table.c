/* Small tables, of layers/ or of the user: CSV with a header row, read whole into memory. */
#include "base/data_table.h"

#include <stdbool.h>
#include <string.h>

#include "base/layers.h"
#include "base/memory.h"
#include "base/text.h"

/* Where the reading stands. */
struct scan {
    char *at;
    char separator; /* ',' or ';' */
    size_t line;    /* of `at`, from 1 */
};

/* Semicolons where the header row has one outside quotes, as spreadsheets of Türkiye write; else commas. */
static char separator_of(const char *header)
{
    bool quoted = false;
    for (const char *at = header; *at != '\0' && (quoted || (*at != '\n' && *at != '\r')); at++) {
        quoted ^= *at == '"';
        if (*at == ';' && !quoted)
            return ';';
    }
    return ',';
}

/* Takes the next cell out of the text in place (quotes resolved) and moves past its separator; true at a row's end. */
static bool take_cell(struct scan *scan, char **cell)
{
    char *from = scan->at, *to = scan->at;
    *cell = to;
    bool quoted = *from == '"';
    if (quoted)
        from++;
    while (*from != '\0') {
        if (quoted && from[0] == '"' && from[1] == '"') {
            *to++ = '"';
            from += 2;
        } else if (quoted && *from == '"') {
            quoted = false;
            from++;
        } else if (!quoted && (*from == scan->separator || *from == '\n' || *from == '\r')) {
            break;
        } else {
            scan->line += *from == '\n';
            *to++ = *from++;
        }
    }
    bool row_ends = *from != scan->separator;
    if (*from == '\r')
        from++;
    scan->line += *from == '\n';
    if (*from != '\0')
        from++;
    scan->at = from;
    *to = '\0';
    return row_ends;
}

static void skip_comments(struct scan *scan)
{
    while (*scan->at == '#' || *scan->at == '\n' || *scan->at == '\r') {
        if (*scan->at == '#')
            scan->at += strcspn(scan->at, "\n");
        else
            scan->line += *scan->at++ == '\n';
    }
}

/* One row into *cells (grown as needed); *count is its number of cells. */
static enum mah_status take_row(struct scan *scan, char ***cells, size_t *used, size_t *capacity, size_t *count,
                                struct mah_error *err)
{
    bool row_ends = false;
    *count = 0;
    while (!row_ends) {
        char *cell;
        row_ends = take_cell(scan, &cell);
        if (memory_grow((void **)cells, capacity, *used + 1, sizeof **cells) != 0)
            return mah_no_memory(err);
        (*cells)[(*used)++] = cell;
        (*count)++;
    }
    return MAH_OK;
}

static enum mah_status take_rows(struct data_table *out, struct scan *scan, const char *name, struct mah_error *err)
{
    size_t used = 0, capacity = 0, line_capacity = 0, count;
    for (skip_comments(scan); *scan->at != '\0'; skip_comments(scan)) {
        if (memory_grow((void **)&out->lines, &line_capacity, out->row_count + 1, sizeof *out->lines) != 0)
            return mah_no_memory(err);
        out->lines[out->row_count] = scan->line;
        enum mah_status status = take_row(scan, &out->cells, &used, &capacity, &count, err);
        if (status != MAH_OK)
            return status;
        if (count != out->column_count)
            return mah_fail(err, MAH_BAD_SOURCE, "'%s': record %zu has %zu cells, the header has %zu", name,
                            out->row_count + 1, count, out->column_count);
        out->row_count++;
    }
    return MAH_OK;
}

/* Splits out->storage. */
static enum mah_status split(struct data_table *out, const char *name, struct mah_error *err)
{
    struct scan scan = {.at = out->storage, .line = 1};
    size_t used = 0, capacity = 0;
    if (strncmp(scan.at, "\xEF\xBB\xBF", 3) == 0)
        scan.at += 3;
    skip_comments(&scan);
    scan.separator = separator_of(scan.at);
    enum mah_status status = take_row(&scan, &out->columns, &used, &capacity, &out->column_count, err);
    return status == MAH_OK ? take_rows(out, &scan, name, err) : status;
}

enum mah_status data_table_read(struct data_table *out, const char *name, struct mah_error *err)
{
    *out = (struct data_table){0};
    size_t length;
    enum mah_status status = layers_read(&out->storage, &length, name, err);
    if (status == MAH_OK)
        status = split(out, name, err);
    if (status != MAH_OK)
        data_table_release(out);
    return status;
}

/* A spreadsheet in Türkiye saves "CSV" in Windows-1254. */
static enum mah_status into_utf8(struct data_table *out, size_t length, const char *path, struct mah_error *err)
{
    bool has_nul = strlen(out->storage) != length;
    if (!has_nul && utf8_is_valid(out->storage, length))
        return MAH_OK;
    struct text decoded = TEXT_EMPTY;
    bool is_turkish = !has_nul && text_add_decoded(&decoded, out->storage, length, ENCODING_WINDOWS_1254);
    char *text = is_turkish ? text_take(&decoded) : NULL;
    text_release(&decoded);
    if (!is_turkish)
        return mah_fail(err, MAH_BAD_SOURCE, "'%s' is not in UTF-8; save it so (in spreadsheets: CSV UTF-8)", path);
    if (text == NULL)
        return mah_no_memory(err);
    memory_free(out->storage);
    out->storage = text;
    return MAH_OK;
}

enum mah_status data_table_read_file(struct data_table *out, const char *path, struct mah_error *err)
{
    *out = (struct data_table){0};
    size_t length = 0;
    enum mah_status status = layers_read_file(&out->storage, &length, path, err);
    if (status == MAH_OK)
        status = into_utf8(out, length, path, err);
    if (status == MAH_OK)
        status = split(out, path, err);
    if (status != MAH_OK)
        data_table_release(out);
    return status;
}

void data_table_release(struct data_table *table)
{
    memory_free(table->columns);
    memory_free(table->cells);
    memory_free(table->lines);
    memory_free(table->storage);
    *table = (struct data_table){0};
}

const char *data_table_cell(const struct data_table *table, size_t row, const char *column)
{
    for (size_t i = 0; i < table->column_count; i++)
        if (strcmp(table->columns[i], column) == 0)
            return table->cells[row * table->column_count + i];
    return NULL;
}
