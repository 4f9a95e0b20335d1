/* What do the rows of a layer of a GeoPackage hold, and is each of them plain? */
#include <string.h>

#include "base/text.h"
#include "read/plain_geopackage_parts.h"

/* The header of a GeoPackage's geometry (2.1.3.1) before plain WKB of two ordinates, to its last byte. */
static enum mah_status take_polygon(struct polygon *out, bool *is_plain, const unsigned char *blob, size_t length,
                                    struct mah_error *err)
{
    static const size_t envelope_bytes[] = {0, 32, 48, 48, 64};
    enum { HEAD = 8, FLAGS_AT = 3, ENVELOPE_MASK = 0x07, OTHER_FLAGS = 0xF0, WKB_HEAD = 9, LITTLE = 1 };
    enum { POLYGON = 3, MULTIPOLYGON = 6 };
    *is_plain = false;
    if (blob == NULL || length < HEAD || memcmp(blob, "GP\0", 3) != 0 || (blob[FLAGS_AT] & OTHER_FLAGS) != 0)
        return MAH_OK;
    unsigned envelope = (blob[FLAGS_AT] >> 1) & ENVELOPE_MASK;
    if (envelope >= sizeof envelope_bytes / sizeof *envelope_bytes ||
        length < HEAD + envelope_bytes[envelope] + WKB_HEAD)
        return MAH_OK;
    const unsigned char *wkb = blob + HEAD + envelope_bytes[envelope];
    length -= HEAD + envelope_bytes[envelope];
    bool is_multiple = wkb[1] == MULTIPOLYGON;
    if (wkb[0] != LITTLE || (wkb[1] != POLYGON && !is_multiple) || wkb[2] != 0 || wkb[3] != 0 || wkb[4] != 0)
        return MAH_OK;
    enum mah_status status = polygon_from_wkb(out, wkb, length, NULL);
    if (status == MAH_NO_MEMORY)
        return mah_no_memory(err);
    /* No more and no less: an empty ring, a third ordinate or a byte behind the end would show here. */
    *is_plain = status == MAH_OK && out->part_count > 0 &&
                length == WKB_HEAD + (is_multiple ? out->part_count * WKB_HEAD : 0) + out->ring_count * 4 +
                              out->vertex_count * sizeof *out->vertices;
    return MAH_OK;
}

static enum mah_status take_text(struct plain_cell *cell, struct arena *texts, sqlite3_stmt *row, int column,
                                 struct mah_error *err)
{
    const char *bytes = (const char *)sqlite3_column_text(row, column);
    size_t length = bytes != NULL ? (size_t)sqlite3_column_bytes(row, column) : 0;
    char *copy = bytes != NULL ? arena_take(texts, length + 1) : NULL;
    if (copy == NULL)
        return mah_no_memory(err);
    memcpy(copy, bytes, length + 1);
    bool is_text = strlen(copy) == length && utf8_is_valid(copy, length);
    *cell = (struct plain_cell){.kind = is_text ? PLAIN_TEXT : PLAIN_OTHER, .text = copy};
    return MAH_OK;
}

static enum mah_status take_cell(struct plain_cell *cell, struct package *package, size_t column, sqlite3_stmt *row,
                                 struct mah_error *err)
{
    int at = (int)column, type = sqlite3_column_type(row, at);
    enum plain_kind kind = package->kinds[column];
    *cell = (struct plain_cell){.kind = type == SQLITE_NULL ? PLAIN_NONE : PLAIN_OTHER};
    if (type == SQLITE_TEXT && kind == PLAIN_TEXT)
        return take_text(cell, &package->layer->texts, row, at, err);
    if (type == SQLITE_FLOAT && kind == PLAIN_REAL)
        *cell = (struct plain_cell){.kind = kind, .real = sqlite3_column_double(row, at)};
    if (type != SQLITE_INTEGER || kind != PLAIN_INTEGER)
        return MAH_OK;
    int64_t value = sqlite3_column_int64(row, at);
    if (value >= package->lowest[column] && value <= package->highest[column])
        *cell = (struct plain_cell){.kind = kind, .integer = value};
    return MAH_OK;
}

static enum mah_status take_row(struct package *package, bool *is_plain, sqlite3_stmt *row, struct mah_error *err)
{
    struct plain_cell *cells;
    struct polygon *polygon;
    size_t columns = package->layer->column_count;
    enum mah_status status = plain_layer_add_row(package->layer, &cells, &polygon, err);
    for (size_t i = 0; i < columns && status == MAH_OK; i++)
        status = take_cell(&cells[i], package, i, row, err);
    if (status != MAH_OK)
        return status;
    const unsigned char *blob = sqlite3_column_blob(row, (int)columns);
    bool is_blob = sqlite3_column_type(row, (int)columns) == SQLITE_BLOB;
    return take_polygon(polygon, is_plain, is_blob ? blob : NULL, (size_t)sqlite3_column_bytes(row, (int)columns), err);
}

enum mah_status plain_geopackage_take_rows(struct package *package, bool *is_plain, struct mah_error *err)
{
    const struct plain_layer *layer = package->layer;
    sqlite3_str *sql = sqlite3_str_new(package->database);
    sqlite3_str_appendall(sql, "SELECT ");
    for (size_t i = 0; i < layer->column_count; i++)
        sqlite3_str_appendf(sql, "\"%w\", ", layer->columns[i]);
    sqlite3_str_appendf(sql, "\"%w\" FROM \"%w\" ORDER BY \"%w\"", package->geometry, package->table,
                        package->row_number);
    char *text = sqlite3_str_finish(sql);
    sqlite3_stmt *row = NULL;
    int code = text != NULL ? sqlite3_prepare_v2(package->database, text, -1, &row, NULL) : SQLITE_NOMEM;
    sqlite3_free(text);
    enum mah_status status = MAH_OK;
    *is_plain = code == SQLITE_OK;
    while (status == MAH_OK && *is_plain && (code = sqlite3_step(row)) == SQLITE_ROW)
        status = take_row(package, is_plain, row, err);
    sqlite3_finalize(row);
    *is_plain = *is_plain && code == SQLITE_DONE && layer->row_count > 0;
    return status;
}
