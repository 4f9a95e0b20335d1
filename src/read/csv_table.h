/* A small CSV file as a table in memory: for lists, not for households. */
#ifndef READ_CSV_TABLE_H
#define READ_CSV_TABLE_H

#include <stdbool.h>
#include <stddef.h>

#include "base/error.h"
#include "config/project.h"
#include "read/csv_dialect.h"

struct csv_table {
    struct csv_dialect dialect; /* the columns */
    char **cells;               /* row_count x column_count, row by row, trimmed UTF-8; NULL where empty or missing */
    bool *is_wide; /* row_count: rows with more cells than the header, which are cut off; of csv_table_read_marking only
                    */
    bool is_unended; /* the last row ends without a line break: it may be cut off */
    size_t row_count, cell_capacity, wide_capacity;
};

/* The file is no larger than 64 MiB. MAH_BAD_SOURCE otherwise, and where a row has more cells than the header. */
enum mah_status csv_table_read(struct csv_table *out, const struct source *source, struct mah_error *err);
/* The same, but a row with more cells than the header is marked, not refused. */
enum mah_status csv_table_read_marking(struct csv_table *out, const struct source *source, struct mah_error *err);
void csv_table_release(struct csv_table *table);

#endif
