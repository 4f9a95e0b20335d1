/* Rows of a GeoPackage as SQLite tells them, one after the other. */
#include "read/geopackage_rows.h"

#include "base/memory.h"
#include "read/geopackage_geometry.h"
#include "read/typed_cell.h"

void geopackage_rows_release(struct geopackage_rows *rows)
{
    sqlite3_finalize(rows->statement);
    memory_free(rows->columns);
}

/* Result columns after the row number: those that fields are taken from, the geometry, and all the others. */
static enum mah_status list_columns(struct geopackage_rows *rows, const struct source_facts *facts,
                                    struct mah_error *err)
{
    rows->columns = memory_new(FIELD_COUNT + 1 + facts->column_count, sizeof *rows->columns);
    bool *listed = memory_new(facts->column_count, sizeof *listed);
    bool enough = rows->columns != NULL && (listed != NULL || facts->column_count == 0);
    for (int i = 0; enough && i < FIELD_COUNT; i++) {
        int column = facts->map.column[i];
        if (column < 0)
            continue;
        rows->fields[rows->field_count++] = (enum field)i;
        rows->columns[rows->column_count++] = listed[column] ? -1 : column;
        listed[column] = true;
    }
    if (enough && facts->has_geometry)
        rows->columns[rows->column_count++] = -1;
    for (size_t i = 0; enough && i < facts->column_count; i++)
        if (!listed[i])
            rows->columns[rows->column_count++] = (int)i;
    memory_free(listed);
    return enough ? MAH_OK : mah_no_memory(err);
}

/* "SELECT rowid, "boylam", ..., "geom", ... FROM "haneler" WHERE rowid BETWEEN ?1 AND ?2 ORDER BY rowid" */
enum mah_status geopackage_rows_prepare(struct geopackage_rows *rows, sqlite3 *database,
                                        const struct household_source *source, struct mah_error *err)
{
    const struct geopackage_source *package = source->state;
    const struct source_facts *facts = &source->facts;
    rows->database = database;
    enum mah_status status = list_columns(rows, facts, err);
    if (status != MAH_OK)
        return status;
    sqlite3_str *sql = sqlite3_str_new(database);
    sqlite3_str_appendf(sql, "SELECT %s", package->row_number);
    for (int i = 0; i < rows->field_count; i++)
        sqlite3_str_appendf(sql, ", \"%w\"", facts->columns[facts->map.column[rows->fields[i]]]);
    if (facts->has_geometry)
        sqlite3_str_appendf(sql, ", \"%w\"", package->layer.geometry_column);
    for (int i = rows->field_count + (facts->has_geometry ? 1 : 0); i < rows->column_count; i++)
        sqlite3_str_appendf(sql, ", \"%w\"", facts->columns[rows->columns[i]]);
    sqlite3_str_appendf(sql, " FROM \"%w\" WHERE %s BETWEEN ?1 AND ?2", package->layer.table, package->row_number);
    if (package->focus != NULL)
        sqlite3_str_appendf(sql, " AND %s IN (%s)", package->row_number, package->focus);
    sqlite3_str_appendf(sql, " ORDER BY %s", package->row_number);
    char *text = sqlite3_str_finish(sql);
    if (text == NULL)
        return mah_no_memory(err);
    int code = sqlite3_prepare_v2(rows->database, text, -1, &rows->statement, NULL);
    sqlite3_free(text);
    return code == SQLITE_OK ? MAH_OK : geopackage_fail(rows->database, source->shown, err);
}

static void look_for_identities(const struct geopackage_rows *rows, struct identity_columns *identities, int64_t number)
{
    for (int i = 0; i < rows->column_count; i++) {
        sqlite3_value *value = sqlite3_column_value(rows->statement, i + 1);
        int type = rows->columns[i] >= 0 ? sqlite3_value_type(value) : SQLITE_NULL;
        if (type == SQLITE_INTEGER || type == SQLITE_FLOAT)
            identity_columns_number(identities, (size_t)rows->columns[i], sqlite3_value_double(value), number);
        else if (type == SQLITE_TEXT) {
            const char *bytes = (const char *)sqlite3_value_text(value);
            uint32_t length = bytes != NULL ? (uint32_t)sqlite3_value_bytes(value) : 0;
            identity_columns_text(identities, (size_t)rows->columns[i], (struct slice){bytes, length}, number);
        }
    }
}

/* The value is asked, not the statement: its connection has no mutex, so it is the same, and quicker. */
static enum mah_status take_cell(struct column *column, size_t row, sqlite3_value *value, struct arena *texts,
                                 uint64_t *recoded, struct mah_error *err)
{
    switch (sqlite3_value_type(value)) {
    case SQLITE_INTEGER:
        return cell_set_integer(column, row, sqlite3_value_int64(value), texts, err);
    case SQLITE_FLOAT:
        cell_set_number(column, row, sqlite3_value_double(value));
        return MAH_OK;
    case SQLITE_TEXT: {
        const char *bytes = (const char *)sqlite3_value_text(value);
        if (bytes == NULL)
            return mah_no_memory(err);
        return cell_set_text(column, row, bytes, (size_t)sqlite3_value_bytes(value), texts, recoded, err);
    }
    default:
        cell_set_missing(column, row);
        return MAH_OK;
    }
}

/* SQLite goes through damaged pages in the order in which they hang together, which may be any: rows would come twice.
 */
static enum mah_status check_order(sqlite3_stmt *statement, int64_t *least, const char *shown, struct mah_error *err)
{
    int64_t number = sqlite3_column_int64(statement, 0);
    if (number < *least)
        return mah_fail(err, MAH_BAD_SOURCE, "cannot read '%s': %s", shown, sqlite3_errstr(SQLITE_CORRUPT));
    *least = number < INT64_MAX ? number + 1 : number;
    return MAH_OK;
}

static enum mah_status take_row(const struct geopackage_rows *rows, struct batch *batch, struct arena *texts,
                                uint64_t *recoded, struct mah_error *err)
{
    sqlite3_stmt *statement = rows->statement;
    size_t row = batch->rows;
    enum mah_status status = MAH_OK;
    batch->line[row] = (uint32_t)((uint64_t)sqlite3_column_int64(statement, 0) - (uint64_t)batch->first_row);
    batch->fault[row] = ROW_SOUND;
    for (int i = 0; i < rows->field_count && status == MAH_OK; i++)
        status = take_cell(&batch->columns[rows->fields[i]], row, sqlite3_column_value(statement, i + 1), texts,
                           recoded, err);
    if (batch->has_geometry) {
        int at = rows->field_count + 1;
        const unsigned char *blob = sqlite3_column_blob(statement, at);
        size_t length = blob != NULL ? (size_t)sqlite3_column_bytes(statement, at) : 0;
        batch->geometry_kind[row] = geopackage_point_read(blob, length, &batch->geometry[row]);
    }
    look_for_identities(rows, &batch->identities, batch->first_row + batch->line[row]);
    batch->rows++;
    return status;
}

enum mah_status geopackage_rows_fill(struct geopackage_rows *rows, const struct household_source *source,
                                     struct batch *batch, int64_t end, struct arena *texts, uint64_t *recoded,
                                     struct mah_error *err)
{
    enum mah_status status = MAH_OK;
    int64_t least = batch->first_row;
    int code = SQLITE_ROW;
    sqlite3_bind_int64(rows->statement, 1, batch->first_row);
    sqlite3_bind_int64(rows->statement, 2, end);
    while (status == MAH_OK && batch->rows < BATCH_ROWS && (code = sqlite3_step(rows->statement)) == SQLITE_ROW) {
        status = check_order(rows->statement, &least, source->shown, err);
        if (status == MAH_OK)
            status = take_row(rows, batch, texts, recoded, err);
    }
    if (status == MAH_OK && code != SQLITE_ROW && code != SQLITE_DONE)
        status = geopackage_fail(rows->database, source->shown, err);
    sqlite3_reset(rows->statement);
    return status;
}
