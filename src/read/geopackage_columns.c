/* Where in a record of a GeoPackage's table do the fields of a household stand? SQLite is asked. */
#include "read/geopackage_columns.h"

#include <string.h>
#include <strings.h>

#include "base/memory.h"

void record_columns_release(struct record_columns *columns)
{
    memory_free(columns->columns);
    memory_free(columns->all);
    *columns = (struct record_columns){0};
}

static bool has_piece(const char *type, const char *piece)
{
    size_t length = strlen(piece);
    for (; *type != '\0'; type++)
        if (strncasecmp(type, piece, length) == 0)
            return true;
    return false;
}

/* sqlite.org/datatype3.html, 3.1, the rules in their order. */
static bool is_real(const char *type)
{
    static const char *const others[] = {"INT", "CHAR", "CLOB", "TEXT", "BLOB"};
    for (size_t i = 0; i < sizeof others / sizeof *others; i++)
        if (has_piece(type, others[i]))
            return false;
    return has_piece(type, "REAL") || has_piece(type, "FLOA") || has_piece(type, "DOUB");
}

static enum mah_status add(struct record_columns *out, struct record_column column, struct mah_error *err)
{
    if (memory_grow((void **)&out->columns, &out->capacity, out->count + 1, sizeof *out->columns) != 0)
        return mah_no_memory(err);
    column.steps = column.number - (out->count > 0 ? out->columns[out->count - 1].number : -1);
    out->columns[out->count++] = column;
    return MAH_OK;
}

/* All fields that the column is taken for: a date can be read for its year as well. */
static enum mah_status add_fields(struct record_columns *out, struct record_column column, const char *name,
                                  bool is_row_number, const struct household_source *source, struct mah_error *err)
{
    const struct geopackage_source *package = source->state;
    const struct source_facts *facts = &source->facts;
    enum mah_status status = MAH_OK;
    for (int field = 0; field < FIELD_COUNT && status == MAH_OK; field++) {
        int wanted = facts->map.column[field];
        column.field = field;
        if (wanted < 0 || strcmp(facts->columns[wanted], name) != 0)
            continue;
        if (is_row_number)
            out->row_number_fields[out->row_number_count++] = field;
        else
            status = add(out, column, err);
    }
    column.field = FIELD_COUNT;
    if (status == MAH_OK && facts->has_geometry && sqlite3_stricmp(package->layer.geometry_column, name) == 0 &&
        !is_row_number)
        status = add(out, column, err);
    return status;
}

static enum mah_status add_to_all(struct record_columns *out, const char *name, bool is_row_number,
                                  const struct source_facts *facts, struct mah_error *err)
{
    int column = -1;
    for (size_t i = 0; i < facts->column_count && column < 0; i++)
        if (strcmp(facts->columns[i], name) == 0)
            column = (int)i;
    if (is_row_number)
        out->row_number_column = column;
    if (memory_grow((void **)&out->all, &out->all_capacity, out->all_count + 1, sizeof *out->all) != 0)
        return mah_no_memory(err);
    out->all[out->all_count++] = column;
    return MAH_OK;
}

static enum mah_status ask_number(int64_t *out, sqlite3 *database, const char *shown, const char *sql,
                                  const char *table, struct mah_error *err)
{
    sqlite3_stmt *row = NULL;
    enum mah_status status = geopackage_prepare(&row, database, shown, err, sql, table);
    if (status == MAH_OK && sqlite3_step(row) == SQLITE_ROW)
        *out = sqlite3_column_int64(row, 0);
    else if (status == MAH_OK)
        status = geopackage_fail(database, shown, err);
    sqlite3_finalize(row);
    return status;
}

enum { COLUMN_NAME = 1, COLUMN_TYPE, COLUMN_NOT_NULL, COLUMN_DEFAULT, COLUMN_KEY, COLUMN_HIDDEN }; /* of table_xinfo */

/* A key of a table with row numbers that has no index is the row number itself. */
static enum mah_status find_columns(struct record_columns *out, bool *suits, sqlite3 *database, bool has_key_index,
                                    const struct household_source *source, struct mah_error *err)
{
    const struct geopackage_source *package = source->state;
    sqlite3_stmt *row = NULL;
    int column = 0, code = SQLITE_DONE;
    enum mah_status status =
        geopackage_prepare(&row, database, source->shown, err, "PRAGMA table_xinfo(\"%w\")", package->layer.table);
    while (status == MAH_OK && *suits && (code = sqlite3_step(row)) == SQLITE_ROW) {
        const char *name = (const char *)sqlite3_column_text(row, COLUMN_NAME);
        const char *type = (const char *)sqlite3_column_text(row, COLUMN_TYPE);
        bool is_row_number = sqlite3_column_int(row, COLUMN_KEY) > 0 && !has_key_index;
        struct record_column found = {.number = column++,
                                      .is_real = type != NULL && is_real(type),
                                      .has_default = sqlite3_column_type(row, COLUMN_DEFAULT) != SQLITE_NULL};
        *suits = sqlite3_column_int(row, COLUMN_HIDDEN) == 0;
        if (name != NULL && *suits)
            status = add_fields(out, found, name, is_row_number, source, err);
        if (name != NULL && *suits && status == MAH_OK)
            status = add_to_all(out, name, is_row_number, &source->facts, err);
    }
    if (status == MAH_OK && *suits && code != SQLITE_DONE)
        status = geopackage_fail(database, source->shown, err);
    sqlite3_finalize(row);
    return status;
}

/* How many columns are asked for. SQLite takes the name of one that is not there for a text in quotes. */
static size_t count_wanted(const struct source_facts *facts)
{
    size_t count = facts->has_geometry ? 1 : 0;
    for (int i = 0; i < FIELD_COUNT; i++)
        count += facts->map.column[i] >= 0;
    return count;
}

enum mah_status record_columns_find(struct record_columns *out, bool *suits, sqlite3 *database,
                                    const struct household_source *source, struct mah_error *err)
{
    const struct geopackage_source *package = source->state;
    int64_t is_utf8 = 0, key_indexes = 0;
    *out = (struct record_columns){.row_number_column = -1};
    *suits = false;
    enum mah_status status = ask_number(&is_utf8, database, source->shown,
                                        "SELECT encoding = 'UTF-8' FROM pragma_encoding", package->layer.table, err);
    if (status == MAH_OK)
        status =
            ask_number(&key_indexes, database, source->shown,
                       "SELECT count(*) FROM pragma_index_list(%Q) WHERE origin = 'pk'", package->layer.table, err);
    *suits = is_utf8 != 0;
    if (status == MAH_OK)
        status = find_columns(out, suits, database, key_indexes > 0, source, err);
    *suits = *suits && out->count + out->row_number_count == count_wanted(&source->facts);
    return status;
}
