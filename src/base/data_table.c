/* The small tables of layers/: CSV in UTF-8 with a header row, read whole into memory. */
#include "base/data_table.h"

#include <string.h>

#include "base/layers.h"
#include "base/memory.h"

/* Takes the cell at *at out of the text in place (quotes resolved) and moves *at past its separator; true at a row's
 * end. */
static int take_cell(char **at, char **cell)
{
    char *from = *at, *to = *at;
    *cell = to;
    int quoted = *from == '"';
    if (quoted)
        from++;
    while (*from != '\0') {
        if (quoted && from[0] == '"' && from[1] == '"') {
            *to++ = '"';
            from += 2;
        } else if (quoted && *from == '"') {
            quoted = 0;
            from++;
        } else if (!quoted && (*from == ',' || *from == '\n' || *from == '\r')) {
            break;
        } else {
            *to++ = *from++;
        }
    }
    int row_ends = *from != ',';
    if (*from == '\r')
        from++;
    if (*from != '\0')
        from++;
    *at = from;
    *to = '\0';
    return row_ends;
}

static char *skip_comments(char *at)
{
    while (*at == '#' || *at == '\n' || *at == '\r') {
        if (*at == '#')
            at += strcspn(at, "\n");
        else
            at++;
    }
    return at;
}

/* One row into *cells (grown as needed); *count is its number of cells. */
static enum mah_status take_row(char **at, char ***cells, size_t *used, size_t *capacity, size_t *count,
                                struct mah_error *err)
{
    int row_ends = 0;
    *count = 0;
    while (!row_ends) {
        char *cell;
        row_ends = take_cell(at, &cell);
        if (memory_grow((void **)cells, capacity, *used + 1, sizeof **cells) != 0)
            return mah_no_memory(err);
        (*cells)[(*used)++] = cell;
        (*count)++;
    }
    return MAH_OK;
}

enum mah_status data_table_read(struct data_table *out, const char *name, struct mah_error *err)
{
    *out = (struct data_table){0};
    size_t length, used = 0, capacity = 0, count;
    enum mah_status status = layers_read(&out->storage, &length, name, err);
    if (status != MAH_OK)
        return status;
    char *at = out->storage;
    if (strncmp(at, "\xEF\xBB\xBF", 3) == 0)
        at += 3;
    at = skip_comments(at);
    size_t column_capacity = 0, column_used = 0;
    status = take_row(&at, &out->columns, &column_used, &column_capacity, &out->column_count, err);
    for (at = skip_comments(at); status == MAH_OK && *at != '\0'; at = skip_comments(at)) {
        status = take_row(&at, &out->cells, &used, &capacity, &count, err);
        if (status == MAH_OK && count != out->column_count)
            status = mah_fail(err, MAH_BAD_SOURCE, "'%s': record %zu has %zu cells, the header has %zu", name,
                              out->row_count + 1, count, out->column_count);
        out->row_count++;
    }
    if (status != MAH_OK)
        data_table_release(out);
    return status;
}

void data_table_release(struct data_table *table)
{
    memory_free(table->columns);
    memory_free(table->cells);
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
