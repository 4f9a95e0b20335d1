/* The rows of one table: cells and geometry blobs. */
#include "write/geopackage_rows.h"

#include <string.h>

#include "base/memory.h"
#include "base/workers.h"
#include "write/geopackage_schema.h"
#include "write/sql_bulk.h"

enum {
    ROWS_BETWEEN_LOOKS = 4096,
    HEADER_BYTES = 8,    /* "GP", version 0, flags, srs_id */
    ENVELOPE_BYTES = 32, /* min x, max x, min y, max y */
    POINT_WKB_BYTES = 21,
    FLAG_LITTLE_ENDIAN = 1,
    FLAG_ENVELOPE_XY = 1 << 1
};

struct row_writer {
    const struct release_table *table;
    size_t next_row;
    int srs_id;
    struct rectangle *extent;
    unsigned char *blob; /* the geometry in hand */
    size_t blob_capacity;
};

static unsigned char *put_number(unsigned char *at, double value)
{
    uint64_t bits;
    memcpy(&bits, &value, sizeof bits);
    for (int i = 0; i < 8; i++)
        *at++ = (unsigned char)(bits >> (8 * i));
    return at;
}

static unsigned char *put_int32(unsigned char *at, uint32_t value)
{
    for (int i = 0; i < 4; i++)
        *at++ = (unsigned char)(value >> (8 * i));
    return at;
}

static unsigned char *put_header(unsigned char *at, int srs_id, int flags)
{
    memcpy(at, "GP", 2);
    at[2] = 0;
    at[3] = (unsigned char)(flags | FLAG_LITTLE_ENDIAN);
    return put_int32(at + 4, (uint32_t)srs_id);
}

static enum mah_status make_polygon_blob(struct row_writer *writer, const struct polygon *polygon, size_t *length,
                                         struct mah_error *err)
{
    unsigned char *wkb = NULL;
    size_t wkb_length = 0;
    enum mah_status status = polygon_to_wkb(&wkb, &wkb_length, polygon, err);
    if (status != MAH_OK)
        return status;
    *length = HEADER_BYTES + ENVELOPE_BYTES + wkb_length;
    if (memory_grow((void **)&writer->blob, &writer->blob_capacity, *length, 1) == 0) {
        const struct rectangle *bounds = &polygon->bounds;
        unsigned char *at = put_header(writer->blob, writer->srs_id, FLAG_ENVELOPE_XY);
        at = put_number(at, bounds->min_x);
        at = put_number(at, bounds->max_x);
        at = put_number(at, bounds->min_y);
        at = put_number(at, bounds->max_y);
        memcpy(at, wkb, wkb_length);
    } else {
        status = mah_no_memory(err);
    }
    memory_free(wkb);
    return status;
}

/* A point needs no envelope: it is one. */
static enum mah_status make_point_blob(struct row_writer *writer, struct point point, size_t *length,
                                       struct mah_error *err)
{
    *length = HEADER_BYTES + POINT_WKB_BYTES;
    if (memory_grow((void **)&writer->blob, &writer->blob_capacity, *length, 1) != 0)
        return mah_no_memory(err);
    unsigned char *at = put_header(writer->blob, writer->srs_id, 0);
    *at++ = 1; /* little endian */
    at = put_int32(at, 1 /* point */);
    at = put_number(at, point.x);
    put_number(at, point.y);
    return MAH_OK;
}

/* An empty polygon is no geometry: GeoPackage profiles of public bodies refuse empty ones. */
static enum mah_status give_geometry(struct row_writer *writer, sqlite3_context *out, size_t row, struct mah_error *err)
{
    const struct polygon *polygon = release_polygon(writer->table, row);
    struct point point;
    size_t length = 0;
    enum mah_status status = MAH_OK;
    if (polygon != NULL && polygon->part_count > 0) {
        status = make_polygon_blob(writer, polygon, &length, err);
        rectangle_include(writer->extent, (struct point){polygon->bounds.min_x, polygon->bounds.min_y});
        rectangle_include(writer->extent, (struct point){polygon->bounds.max_x, polygon->bounds.max_y});
    } else if (release_point(writer->table, row, &point)) {
        status = make_point_blob(writer, point, &length, err);
        rectangle_include(writer->extent, point);
    }
    if (status == MAH_OK && length > 0)
        sqlite3_result_blob64(out, writer->blob, length, SQLITE_STATIC);
    else
        sqlite3_result_null(out);
    return status;
}

static void give_cell(sqlite3_context *out, struct release_cell cell)
{
    switch (cell.kind) {
    case RELEASE_CELL_NULL:
        sqlite3_result_null(out);
        break;
    case RELEASE_CELL_INTEGER:
        sqlite3_result_int64(out, cell.value.integer);
        break;
    case RELEASE_CELL_REAL:
        sqlite3_result_double(out, cell.value.real);
        break;
    case RELEASE_CELL_TEXT:
        sqlite3_result_text(out, cell.value.text, -1, SQLITE_STATIC);
        break;
    }
}

static bool has_geometry(const struct release_table *table)
{
    return release_table_facts(table)->geometry != RELEASE_NO_GEOMETRY;
}

/* The number of the row, its geometry where the table has one, its cells. */
static enum mah_status give_value(void *writer_, sqlite3_context *out, size_t column, struct mah_error *err)
{
    struct row_writer *writer = writer_;
    size_t row = writer->next_row - 1, first_cell = has_geometry(writer->table) ? 2 : 1;
    if (column >= first_cell)
        give_cell(out, release_cell(writer->table, row, column - first_cell));
    else if (column == 1)
        return give_geometry(writer, out, row, err);
    else
        sqlite3_result_int64(out, (sqlite3_int64)row + 1);
    return MAH_OK;
}

static enum mah_status next_row(void *writer_, bool *there_is_one, struct mah_error *err)
{
    struct row_writer *writer = writer_;
    *there_is_one = writer->next_row < release_row_count(writer->table);
    if (*there_is_one && writer->next_row % ROWS_BETWEEN_LOOKS == 0 && interrupted())
        return mah_fail(err, MAH_INTERRUPTED, "interrupted; nothing was written");
    writer->next_row++;
    return MAH_OK;
}

enum mah_status geopackage_write_rows(sqlite3 *db, const struct mah_release *release, const struct release_table *table,
                                      struct rectangle *extent, struct mah_error *err)
{
    struct row_writer writer = {
        .table = table, .srs_id = geopackage_srs_id(release_facts(release)->crs), .extent = extent};
    const struct bulk_rows rows = {
        .context = &writer,
        .columns = release_column_count(table) + (has_geometry(table) ? 2 : 1),
        .next = next_row,
        .value = give_value,
    };
    enum mah_status status = sql_insert_rows(db, release_table_facts(table)->name, &rows, err);
    memory_free(writer.blob);
    return status;
}
