/*
 * Many rows into a table by one statement: INSERT ... SELECT from a virtual table that asks for the rows. A statement a
 * row costs three times as much: SQLite starts and ends each, and reads and writes the counter of AUTOINCREMENT.
 */
#include "write/sql_bulk.h"

#include <string.h>

#include "base/text.h"
#include "write/sql.h"

static const char module_name[] = "mah_rows";

/* What the virtual table is made of, for as long as the statement runs. */
struct bulk {
    const struct bulk_rows *rows;
    enum mah_status status; /* of the rows */
    struct mah_error *err;
};

struct bulk_table {
    sqlite3_vtab base;
    struct bulk *bulk;
};

struct bulk_cursor {
    sqlite3_vtab_cursor base;
    struct bulk *bulk;
    sqlite3_int64 row;
    bool there_is_one;
};

/* ---- the table ---- */

static int connect(sqlite3 *db, void *bulk_, int argument_count, const char *const *arguments, sqlite3_vtab **out,
                   char **message)
{
    (void)argument_count;
    (void)arguments;
    (void)message;
    struct bulk *bulk = bulk_;
    struct text sql = TEXT_EMPTY;
    text_add(&sql, "CREATE TABLE rows(");
    for (size_t i = 0; i < bulk->rows->columns; i++)
        text_add_format(&sql, "%sc%zu", i > 0 ? "," : "", i);
    text_add(&sql, ")");
    int code = sql.failed ? SQLITE_NOMEM : sqlite3_declare_vtab(db, sql.bytes);
    text_release(&sql);
    if (code != SQLITE_OK)
        return code;
    struct bulk_table *table = sqlite3_malloc(sizeof *table);
    if (table == NULL)
        return SQLITE_NOMEM;
    *table = (struct bulk_table){.bulk = bulk};
    *out = &table->base;
    return SQLITE_OK;
}

static int disconnect(sqlite3_vtab *table)
{
    sqlite3_free(table);
    return SQLITE_OK;
}

static int best_index(sqlite3_vtab *table, sqlite3_index_info *info)
{
    (void)table;
    info->estimatedCost = 1e9; /* there is one way only */
    return SQLITE_OK;
}

/* ---- the cursor ---- */

static int open_cursor(sqlite3_vtab *table, sqlite3_vtab_cursor **out)
{
    struct bulk_cursor *cursor = sqlite3_malloc(sizeof *cursor);
    if (cursor == NULL)
        return SQLITE_NOMEM;
    *cursor = (struct bulk_cursor){.bulk = ((struct bulk_table *)table)->bulk};
    *out = &cursor->base;
    return SQLITE_OK;
}

static int close_cursor(sqlite3_vtab_cursor *cursor)
{
    sqlite3_free(cursor);
    return SQLITE_OK;
}

static int next(sqlite3_vtab_cursor *cursor_)
{
    struct bulk_cursor *cursor = (struct bulk_cursor *)cursor_;
    struct bulk *bulk = cursor->bulk;
    cursor->row++;
    bulk->status = bulk->rows->next(bulk->rows->context, &cursor->there_is_one, bulk->err);
    return bulk->status == MAH_OK ? SQLITE_OK : SQLITE_ABORT;
}

static int start(sqlite3_vtab_cursor *cursor, int number, const char *name, int value_count, sqlite3_value **values)
{
    (void)number;
    (void)name;
    (void)value_count;
    (void)values;
    return next(cursor);
}

static int is_at_end(sqlite3_vtab_cursor *cursor)
{
    return !((struct bulk_cursor *)cursor)->there_is_one;
}

static int give_value(sqlite3_vtab_cursor *cursor, sqlite3_context *out, int column)
{
    struct bulk *bulk = ((struct bulk_cursor *)cursor)->bulk;
    bulk->status = bulk->rows->value(bulk->rows->context, out, (size_t)column, bulk->err);
    return bulk->status == MAH_OK ? SQLITE_OK : SQLITE_ABORT;
}

static int give_row_number(sqlite3_vtab_cursor *cursor, sqlite3_int64 *out)
{
    *out = ((struct bulk_cursor *)cursor)->row;
    return SQLITE_OK;
}

static const sqlite3_module module = {
    .xConnect = connect, /* no xCreate: the table is there by its name */
    .xBestIndex = best_index,
    .xDisconnect = disconnect,
    .xOpen = open_cursor,
    .xClose = close_cursor,
    .xFilter = start,
    .xNext = next,
    .xEof = is_at_end,
    .xColumn = give_value,
    .xRowid = give_row_number,
};

enum mah_status sql_insert_rows(sqlite3 *db, const char *table, const struct bulk_rows *rows, struct mah_error *err)
{
    struct bulk bulk = {.rows = rows, .status = MAH_OK, .err = err};
    if (sqlite3_create_module_v2(db, module_name, &module, &bulk, NULL) != SQLITE_OK)
        return sql_fail(db, err);
    struct mah_error reason = {0};
    enum mah_status status = sql_run(db, &reason, "INSERT INTO \"%w\" SELECT * FROM %s", table, module_name);
    sqlite3_create_module_v2(db, module_name, NULL, NULL, NULL);
    if (bulk.status != MAH_OK)
        return bulk.status; /* with its own words in *err */
    if (status != MAH_OK && err != NULL)
        *err = reason;
    return status;
}
