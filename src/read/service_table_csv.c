/* Facilities from a CSV file. */
#include "base/memory.h"
#include "read/csv_table.h"
#include "read/service_table.h"

struct csv_state {
    struct csv_table table;
    size_t next, current;
};

static bool is_blank(const struct csv_table *table, size_t row)
{
    size_t columns = table->dialect.column_count;
    for (size_t column = 0; column < columns; column++)
        if (table->cells[row * columns + column] != NULL)
            return false;
    return !table->is_wide[row];
}

static enum mah_status csv_next(struct service_table *table, bool *more, struct mah_error *err)
{
    (void)err;
    struct csv_state *csv = table->state;
    while (csv->next < csv->table.row_count && is_blank(&csv->table, csv->next))
        csv->next++;
    *more = csv->next < csv->table.row_count;
    if (!*more)
        return MAH_OK;
    csv->current = csv->next++;
    table->row = csv->table.dialect.first_row_number + (int64_t)csv->current;
    table->row_is_bad = csv->table.is_wide[csv->current];
    table->row_is_unended = csv->table.is_unended && csv->next == csv->table.row_count;
    return MAH_OK;
}

/* Hands the cell over: each is asked for once. */
static enum mah_status csv_cell(char **out, struct service_table *table, size_t column, struct mah_error *err)
{
    (void)err;
    struct csv_state *csv = table->state;
    char **cell = &csv->table.cells[csv->current * csv->table.dialect.column_count + column];
    *out = *cell;
    *cell = NULL;
    return MAH_OK;
}

static void csv_close(struct service_table *table)
{
    struct csv_state *csv = table->state;
    csv_table_release(&csv->table);
    memory_free(csv);
}

static const struct service_table_format csv_format = {.next = csv_next, .cell = csv_cell, .close = csv_close};

enum mah_status service_table_open_csv(struct service_table *table, const struct source *source, struct mah_error *err)
{
    struct csv_state *csv = memory_new(1, sizeof *csv);
    if (csv == NULL)
        return mah_no_memory(err);
    table->state = csv;
    table->how = &csv_format;
    enum mah_status status = csv_table_read_marking(&csv->table, source, err);
    table->columns = csv->table.dialect.columns;
    table->column_count = csv->table.dialect.column_count;
    return status;
}
