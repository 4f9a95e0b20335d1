/* The spatial index of a layer. */
#include "write/geopackage_rtree.h"

#include "base/memory.h"
#include "base/text.h"
#include "write/rtree_pack.h"
#include "write/sql.h"
#include "write/sql_bulk.h"

/* $ is the name of the layer. The triggers are GDAL 3.6's, word for word: GDAL and QGIS look for these names. */
static const char index_sql[] =
    "CREATE VIRTUAL TABLE \"rtree_$_geom\" USING rtree(id, minx, maxx, miny, maxy);"
    "INSERT INTO gpkg_extensions VALUES "
    "('$','geom','gpkg_rtree_index','http://www.geopackage.org/spec120/#extension_rtree','write-only')";

static const char trigger_sql[] =
    "CREATE TRIGGER \"rtree_$_geom_insert\" AFTER INSERT ON \"$\" "
    "WHEN (new.\"geom\" NOT NULL AND NOT ST_IsEmpty(NEW.\"geom\")) BEGIN "
    "INSERT OR REPLACE INTO \"rtree_$_geom\" VALUES (NEW.\"fid\",ST_MinX(NEW.\"geom\"), ST_MaxX(NEW.\"geom\"),"
    "ST_MinY(NEW.\"geom\"), ST_MaxY(NEW.\"geom\")); END;"
    "CREATE TRIGGER \"rtree_$_geom_update1\" AFTER UPDATE OF \"geom\" ON \"$\" "
    "WHEN OLD.\"fid\" = NEW.\"fid\" AND (NEW.\"geom\" NOTNULL AND NOT ST_IsEmpty(NEW.\"geom\")) BEGIN "
    "INSERT OR REPLACE INTO \"rtree_$_geom\" VALUES (NEW.\"fid\",ST_MinX(NEW.\"geom\"), ST_MaxX(NEW.\"geom\"),"
    "ST_MinY(NEW.\"geom\"), ST_MaxY(NEW.\"geom\")); END;"
    "CREATE TRIGGER \"rtree_$_geom_update2\" AFTER UPDATE OF \"geom\" ON \"$\" "
    "WHEN OLD.\"fid\" = NEW.\"fid\" AND (NEW.\"geom\" ISNULL OR ST_IsEmpty(NEW.\"geom\")) BEGIN "
    "DELETE FROM \"rtree_$_geom\" WHERE id = OLD.\"fid\"; END;"
    "CREATE TRIGGER \"rtree_$_geom_update3\" AFTER UPDATE ON \"$\" "
    "WHEN OLD.\"fid\" != NEW.\"fid\" AND (NEW.\"geom\" NOTNULL AND NOT ST_IsEmpty(NEW.\"geom\")) BEGIN "
    "DELETE FROM \"rtree_$_geom\" WHERE id = OLD.\"fid\"; "
    "INSERT OR REPLACE INTO \"rtree_$_geom\" VALUES (NEW.\"fid\",ST_MinX(NEW.\"geom\"), ST_MaxX(NEW.\"geom\"),"
    "ST_MinY(NEW.\"geom\"), ST_MaxY(NEW.\"geom\")); END;"
    "CREATE TRIGGER \"rtree_$_geom_update4\" AFTER UPDATE ON \"$\" "
    "WHEN OLD.\"fid\" != NEW.\"fid\" AND (NEW.\"geom\" ISNULL OR ST_IsEmpty(NEW.\"geom\")) BEGIN "
    "DELETE FROM \"rtree_$_geom\" WHERE id IN (OLD.\"fid\", NEW.\"fid\"); END;"
    "CREATE TRIGGER \"rtree_$_geom_delete\" AFTER DELETE ON \"$\" WHEN old.\"geom\" NOT NULL BEGIN "
    "DELETE FROM \"rtree_$_geom\" WHERE id = OLD.\"fid\"; END";

static enum mah_status run_for_layer(sqlite3 *db, const char *sql, const char *layer, struct mah_error *err)
{
    struct text text = TEXT_EMPTY;
    for (; *sql != '\0'; sql++) {
        if (*sql == '$')
            text_add(&text, layer);
        else
            text_add_bytes(&text, sql, 1);
    }
    enum mah_status status = text.failed ? mah_no_memory(err) : sql_run(db, err, "%s", text.bytes);
    text_release(&text);
    return status;
}

/* The shadow tables of the index, which SQLite documents as the R-tree's storage. */
struct index_writer {
    sqlite3_stmt *node, *root, *parent;
    int64_t *node_of_row; /* of row id - 1; 0: it has no geometry. Written last, in the order of the ids. NULL where the
                             order of the rows is that of the leaves */
    size_t row_count, next_row;
};

static enum mah_status put_node(void *context, int64_t node, const unsigned char bytes[RTREE_NODE_BYTES],
                                struct mah_error *err)
{
    struct index_writer *writer = context;
    sqlite3_stmt *statement = node == RTREE_ROOT ? writer->root : writer->node;
    sqlite3_bind_int64(statement, 1, node);
    sqlite3_bind_blob(statement, 2, bytes, RTREE_NODE_BYTES, SQLITE_STATIC);
    return sql_step_once(statement, err);
}

static enum mah_status put_leaf(void *context, int64_t id, int64_t node, struct mah_error *err)
{
    struct index_writer *writer = context;
    (void)err;
    if (writer->node_of_row != NULL)
        writer->node_of_row[id - 1] = node;
    return MAH_OK;
}

static enum mah_status put_parent(void *context, int64_t child, int64_t node, struct mah_error *err)
{
    sqlite3_stmt *statement = ((struct index_writer *)context)->parent;
    sqlite3_bind_int64(statement, 1, child);
    sqlite3_bind_int64(statement, 2, node);
    return sql_step_once(statement, err);
}

static enum mah_status next_leaf(void *context, bool *there_is_one, struct mah_error *err)
{
    struct index_writer *writer = context;
    (void)err;
    while (writer->next_row < writer->row_count && writer->node_of_row != NULL &&
           writer->node_of_row[writer->next_row] == 0)
        writer->next_row++;
    *there_is_one = writer->next_row < writer->row_count;
    writer->next_row++;
    return MAH_OK;
}

static enum mah_status give_leaf(void *context, sqlite3_context *out, size_t column, struct mah_error *err)
{
    const struct index_writer *writer = context;
    (void)err;
    int64_t id = (int64_t)writer->next_row;
    int64_t node = writer->node_of_row != NULL ? writer->node_of_row[id - 1]
                                               : rtree_leaf_of(writer->next_row - 1, writer->row_count);
    sqlite3_result_int64(out, column == 0 ? id : node);
    return MAH_OK;
}

/* The leaf of each row, in the order in which the table grows at its end. */
static enum mah_status put_leaves(struct index_writer *writer, sqlite3 *db, const char *layer, struct mah_error *err)
{
    const struct bulk_rows rows = {.context = writer, .columns = 2, .next = next_leaf, .value = give_leaf};
    struct text table = TEXT_EMPTY;
    text_add_format(&table, "rtree_%s_geom_rowid", layer);
    enum mah_status status = table.failed ? mah_no_memory(err) : sql_insert_rows(db, table.bytes, &rows, err);
    text_release(&table);
    return status;
}

static enum mah_status prepare_all(struct index_writer *writer, sqlite3 *db, const char *layer, struct mah_error *err)
{
    enum mah_status status =
        sql_prepare(db, &writer->node, err, "INSERT INTO \"rtree_%w_geom_node\" VALUES (?1,?2)", layer);
    if (status == MAH_OK) /* the new index has an empty root already */
        status =
            sql_prepare(db, &writer->root, err, "UPDATE \"rtree_%w_geom_node\" SET data = ?2 WHERE nodeno = ?1", layer);
    if (status == MAH_OK)
        status = sql_prepare(db, &writer->parent, err, "INSERT INTO \"rtree_%w_geom_parent\" VALUES (?1,?2)", layer);
    return status;
}

static void finalize_all(struct index_writer *writer)
{
    sqlite3_finalize(writer->node);
    sqlite3_finalize(writer->root);
    sqlite3_finalize(writer->parent);
    memory_free(writer->node_of_row);
}

/* One box a row that has a geometry; the id of a row is its number from 1. */
static enum mah_status collect_boxes(struct rtree_box **out, size_t *count, const struct release_table *table,
                                     struct mah_error *err)
{
    size_t rows = release_row_count(table);
    *count = 0;
    *out = memory_new(rows, sizeof **out);
    if (*out == NULL)
        return mah_no_memory(err);
    for (size_t row = 0; row < rows; row++) {
        const struct polygon *polygon = release_polygon(table, row);
        struct point point;
        if (polygon != NULL && polygon->part_count > 0) {
            (*out)[(*count)++] = rtree_box_of((int64_t)row + 1, &polygon->bounds);
        } else if (release_point(table, row, &point)) {
            struct rectangle spot = {point.x, point.y, point.x, point.y};
            (*out)[(*count)++] = rtree_box_of((int64_t)row + 1, &spot);
        }
    }
    return MAH_OK;
}

/* Of a table whose rows are in memory. */
static enum mah_status pack_sorted(struct index_writer *writer, const struct release_table *table,
                                   const struct rtree_sink *sink, struct mah_error *err)
{
    struct rtree_box *boxes = NULL;
    size_t count = 0;
    writer->node_of_row = memory_new(writer->row_count, sizeof *writer->node_of_row);
    enum mah_status status =
        writer->node_of_row != NULL ? collect_boxes(&boxes, &count, table, err) : mah_no_memory(err);
    if (status == MAH_OK)
        status = rtree_pack(boxes, count, sink, err);
    memory_free(boxes);
    return status;
}

static enum mah_status box_of_row(void *table_, size_t row, struct rtree_box *out, struct mah_error *err)
{
    const struct release_table *table = table_;
    struct point point;
    if (!release_point(table, row, &point)) {
        enum mah_status status = release_rows_status(table, err);
        return status != MAH_OK ? status
                                : mah_fail(err, MAH_FAILED, "row %zu of '%s' has no point", row + 1,
                                           release_table_facts(table)->name);
    }
    struct rectangle spot = {point.x, point.y, point.x, point.y};
    *out = rtree_box_of((int64_t)row + 1, &spot);
    return MAH_OK;
}

/* Of a table on disk, whose rows are sorted and all have a point. */
static enum mah_status pack_stream(struct index_writer *writer, const struct release_table *table,
                                   const struct rtree_sink *sink, struct mah_error *err)
{
    const struct rtree_stream stream = {(void *)table, box_of_row};
    return writer->row_count > 0 ? rtree_pack_stream(&stream, writer->row_count, sink, err) : MAH_OK;
}

static enum mah_status pack_layer(sqlite3 *db, const struct release_table *table, struct mah_error *err)
{
    struct index_writer writer = {.row_count = release_row_count(table)};
    const char *layer = release_table_facts(table)->name;
    const struct rtree_sink sink = {&writer, put_node, put_leaf, put_parent};
    enum mah_status status = prepare_all(&writer, db, layer, err);
    if (status == MAH_OK)
        status = release_rows_are_on_disk(table) ? pack_stream(&writer, table, &sink, err)
                                                 : pack_sorted(&writer, table, &sink, err);
    if (status == MAH_OK)
        status = put_leaves(&writer, db, layer, err);
    finalize_all(&writer);
    return status;
}

enum mah_status geopackage_write_rtree(sqlite3 *db, const struct release_table *table, struct mah_error *err)
{
    const char *layer = release_table_facts(table)->name;
    enum mah_status status = run_for_layer(db, index_sql, layer, err);
    if (status == MAH_OK)
        status = pack_layer(db, table, err);
    if (status == MAH_OK)
        status = run_for_layer(db, trigger_sql, layer, err);
    return status;
}
