/* The rows of one table: cells and geometry blobs. */
#include "write/geopackage_rows.h"

#include <string.h>

#include "base/memory.h"
#include "base/text.h"
#include "base/workers.h"
#include "write/geopackage_schema.h"
#include "write/sql.h"

enum {
    ROWS_BETWEEN_LOOKS = 4096,
    HEADER_BYTES = 8,    /* "GP", version 0, flags, srs_id */
    ENVELOPE_BYTES = 32, /* min x, max x, min y, max y */
    POINT_WKB_BYTES = 21,
    FLAG_LITTLE_ENDIAN = 1,
    FLAG_ENVELOPE_XY = 1 << 1
};

/* What does not change from row to row. */
struct row_writer {
    const struct release_table *table;
    sqlite3_stmt *insert;
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
static enum mah_status bind_geometry(struct row_writer *writer, size_t row, struct mah_error *err)
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
        sqlite3_bind_blob64(writer->insert, 2, writer->blob, length, SQLITE_STATIC);
    else
        sqlite3_bind_null(writer->insert, 2);
    return status;
}

static void bind_cell(sqlite3_stmt *insert, int place, struct release_cell cell)
{
    switch (cell.kind) {
    case RELEASE_CELL_NULL:
        sqlite3_bind_null(insert, place);
        break;
    case RELEASE_CELL_INTEGER:
        sqlite3_bind_int64(insert, place, cell.value.integer);
        break;
    case RELEASE_CELL_REAL:
        sqlite3_bind_double(insert, place, cell.value.real);
        break;
    case RELEASE_CELL_TEXT:
        sqlite3_bind_text(insert, place, cell.value.text, -1, SQLITE_STATIC);
        break;
    }
}

static enum mah_status write_row(struct row_writer *writer, size_t row, struct mah_error *err)
{
    enum mah_status status = MAH_OK;
    int place = 1;
    sqlite3_bind_int64(writer->insert, place++, (sqlite3_int64)row + 1);
    if (release_table_facts(writer->table)->geometry != RELEASE_NO_GEOMETRY) {
        status = bind_geometry(writer, row, err);
        place++;
    }
    for (size_t i = 0; i < release_column_count(writer->table); i++)
        bind_cell(writer->insert, place++, release_cell(writer->table, row, i));
    return status == MAH_OK ? sql_step_once(writer->insert, err) : status;
}

static enum mah_status prepare_insert(sqlite3 *db, sqlite3_stmt **out, const struct release_table *table,
                                      struct mah_error *err)
{
    size_t places = 1 + release_column_count(table);
    if (release_table_facts(table)->geometry != RELEASE_NO_GEOMETRY)
        places++;
    struct text sql = TEXT_EMPTY;
    text_add_format(&sql, "INSERT INTO \"%s\" VALUES (?", release_table_facts(table)->name);
    for (size_t i = 1; i < places; i++)
        text_add(&sql, ",?");
    text_add(&sql, ")");
    enum mah_status status = sql.failed ? mah_no_memory(err) : sql_prepare(db, out, err, "%s", sql.bytes);
    text_release(&sql);
    return status;
}

enum mah_status geopackage_write_rows(sqlite3 *db, const struct mah_release *release, const struct release_table *table,
                                      struct rectangle *extent, struct mah_error *err)
{
    struct row_writer writer = {
        .table = table, .srs_id = geopackage_srs_id(release_facts(release)->crs), .extent = extent};
    enum mah_status status = prepare_insert(db, &writer.insert, table, err);
    for (size_t row = 0; status == MAH_OK && row < release_row_count(table); row++) {
        if (row % ROWS_BETWEEN_LOOKS == 0 && interrupted())
            status = mah_fail(err, MAH_INTERRUPTED, "interrupted; nothing was written");
        else
            status = write_row(&writer, row, err);
    }
    sqlite3_finalize(writer.insert);
    memory_free(writer.blob);
    return status;
}
