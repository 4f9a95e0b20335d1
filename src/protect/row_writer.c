/* Fills rows of a release table by the names of their columns. */
#include "protect/row_writer.h"

#include "protect/output_fields.h"

/* false where something failed before, or the table has no such column. */
static bool find(struct row_writer *row, const char *name, size_t *column)
{
    if (row->status == MAH_OK)
        row->status = output_column_from(column, row->table, row->next, name, row->err);
    if (row->status == MAH_OK)
        row->next = *column + 1;
    return row->status == MAH_OK;
}

void put_row(struct row_writer *row)
{
    if (row->status == MAH_OK)
        row->status = table_add_row(row->table, row->err);
    row->next = 0;
}

void put_text(struct row_writer *row, const char *column, const char *text)
{
    size_t at;
    if (find(row, column, &at) && text != NULL && *text != '\0')
        row->status = table_set_text(row->table, at, text, row->err);
}

void put_date(struct row_writer *row, const char *column, struct date date)
{
    size_t at;
    char text[16];
    date_write(date, text);
    if (find(row, column, &at))
        row->status = table_set_date(row->table, at, text, row->err);
}

void put_integer(struct row_writer *row, const char *column, int64_t value)
{
    size_t at;
    if (find(row, column, &at))
        row->status = table_set_integer(row->table, at, value, row->err);
}

void put_rate(struct row_writer *row, const char *column, struct rate rate)
{
    size_t at;
    if (find(row, column, &at) && rate.known)
        row->status = table_set_real(row->table, at, rate.value, row->err);
}

void put_type_rate(struct row_writer *row, const char *stem, const char *type, struct rate rate)
{
    size_t at;
    if (row->status == MAH_OK)
        row->status = output_type_column(&at, row->table, stem, type, row->err);
    if (row->status == MAH_OK && rate.known)
        row->status = table_set_real(row->table, at, rate.value, row->err);
}
