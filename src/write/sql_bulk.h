/* Many rows into a table by one statement. */
#ifndef WRITE_SQL_BULK_H
#define WRITE_SQL_BULK_H

#include <sqlite3.h>
#include <stdbool.h>
#include <stddef.h>

#include "base/error.h"

/* Rows one after the other, asked for by SQLite. */
struct bulk_rows {
    void *context;
    size_t columns;
    /* Takes up the next row, the first one at first; *there_is_one is false behind the last. */
    enum mah_status (*next)(void *context, bool *there_is_one, struct mah_error *err);
    /* Gives a value of the row in hand with sqlite3_result_...; what it points to lasts until the next row. */
    enum mah_status (*value)(void *context, sqlite3_context *out, size_t column, struct mah_error *err);
};

/* All of them, in their order. The columns are those of the table. */
enum mah_status sql_insert_rows(sqlite3 *db, const char *table, const struct bulk_rows *rows, struct mah_error *err);

#endif
