/* Small tables, of layers/ or of the user: CSV with a header row, read whole into memory. */
#ifndef BASE_DATA_TABLE_H
#define BASE_DATA_TABLE_H

#include <stddef.h>

#include "base/error.h"

struct data_table {
    char **columns; /* column_count names */
    size_t column_count;
    char **cells; /* row_count x column_count, row by row; "" where empty */
    size_t row_count;
    size_t *lines; /* row_count: where a row begins in the file, from 1 */
    char *storage; /* owns the text of all cells */
};

/*
 * Reads layers/<name> (for example "fields.csv") from the folder set with layers_set_folder, else from the copy inside
 * the program. Separated by commas, or by semicolons where the header is; double quotes; lines that start with # are
 * comments. out is released by the caller.
 */
enum mah_status data_table_read(struct data_table *out, const char *name, struct mah_error *err);
/* The same for a file of the user, in UTF-8 or else in Windows-1254: MAH_BAD_SOURCE where it cannot be opened or is in
 * neither. */
enum mah_status data_table_read_file(struct data_table *out, const char *path, struct mah_error *err);
void data_table_release(struct data_table *table);

/* The cell of a row by column name; NULL where the table has no such column. Borrowed. */
const char *data_table_cell(const struct data_table *table, size_t row, const char *column);

#endif
