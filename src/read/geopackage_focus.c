/* The households of a small part of a GeoPackage, found through its spatial index. */
#include <string.h>

#include "base/memory.h"
#include "read/geopackage_source_parts.h"

static bool ask_bool(const struct geopackage_source *package, const char *shown, const char *format, const char *first,
                     const char *second)
{
    sqlite3_stmt *row = NULL;
    bool holds = geopackage_prepare(&row, package->database, shown, NULL, format, first, second) == MAH_OK &&
                 sqlite3_step(row) == SQLITE_ROW && sqlite3_column_int64(row, 0) != 0;
    sqlite3_finalize(row);
    return holds;
}

/* The index of the extension gpkg_rtree_index, kept true by its triggers: one without them may be out of date. */
static bool has_live_index(const struct geopackage_source *package, const char *shown)
{
    const char *table = package->layer.table, *column = package->layer.geometry_column;
    return ask_bool(package, shown,
                    "SELECT count(*) FROM gpkg_extensions WHERE extension_name = 'gpkg_rtree_index' AND "
                    "lower(table_name) = lower(%Q) AND lower(column_name) = lower(%Q)",
                    table, column) &&
           ask_bool(
               package, shown,
               "SELECT count(*) >= 3 FROM sqlite_master WHERE type = 'trigger' AND lower(tbl_name) = lower(%Q) AND "
               "name LIKE 'rtree!_%%' ESCAPE '!' AND sql LIKE '%%rtree!_%w!_%%' ESCAPE '!'",
               table, table);
}

/* "SELECT id FROM "rtree_haneler_geom" WHERE ...": the index holds what it holds a little too wide, never too narrow.
 */
static char *focus_sql(const struct geopackage_source *package, const struct rectangle *focus)
{
    return sqlite3_mprintf(
        "SELECT id FROM \"rtree_%w_%w\" WHERE maxx >= %!.17g AND minx <= %!.17g AND maxy >= %!.17g AND "
        "miny <= %!.17g",
        package->layer.table, package->layer.geometry_column, focus->min_x, focus->max_x, focus->min_y, focus->max_y);
}

enum mah_status geopackage_source_focus(struct household_source *source, const struct rectangle *focus,
                                        bool *is_focused, struct mah_error *err)
{
    struct geopackage_source *package = source->state;
    sqlite3_stmt *row = NULL;
    *is_focused = false;
    if (!source->facts.has_geometry || package->finished || !has_live_index(package, source->shown))
        return MAH_OK;
    char *sql = focus_sql(package, focus);
    if (sql == NULL)
        return mah_no_memory(err);
    bool few = geopackage_prepare(&row, package->database, source->shown, NULL, "SELECT count(*) FROM (%s LIMIT %d)",
                                  sql, BATCH_ROWS + 1) == MAH_OK &&
               sqlite3_step(row) == SQLITE_ROW && sqlite3_column_int64(row, 0) <= BATCH_ROWS;
    sqlite3_finalize(row);
    if (!few) { /* one row after the other through the index is slower than all of them in their order */
        sqlite3_free(sql);
        return MAH_OK;
    }
    package->focus = sql;
    *is_focused = true;
    return MAH_OK;
}

/* Is the column alone unique, by a key or an index over all rows? */
static bool is_unique(const struct geopackage_source *package, const char *shown, const char *column)
{
    return ask_bool(
               package, shown,
               "SELECT count(*) FROM pragma_table_info(%Q) WHERE lower(name) = lower(%Q) AND pk = 1 AND lower(type) = "
               "'integer'",
               package->layer.table, column) ||
           ask_bool(package, shown,
                    "SELECT count(*) FROM pragma_index_list(%Q) l WHERE l.\"unique\" AND NOT l.partial AND (SELECT "
                    "count(*) = 1 AND max(lower(i.name) = lower(%Q)) FROM pragma_index_info(l.name) i)",
                    package->layer.table, column);
}

enum mah_status geopackage_source_ids_left_out(struct household_source *source, household_id_taker take, void *context,
                                               struct mah_error *err)
{
    const struct geopackage_source *package = source->state;
    int column = source->facts.map.column[FIELD_HH_ID];
    sqlite3_stmt *row = NULL;
    if (package->focus == NULL || column < 0 || is_unique(package, source->shown, source->facts.columns[column]))
        return MAH_OK;
    const char *name = source->facts.columns[column];
    enum mah_status status = geopackage_prepare(&row, package->database, source->shown, err,
                                                "SELECT \"%w\" FROM \"%w\" WHERE \"%w\" IS NOT NULL AND %s NOT IN (%s)",
                                                name, package->layer.table, name, package->row_number, package->focus);
    int code = SQLITE_DONE;
    while (status == MAH_OK && (code = sqlite3_step(row)) == SQLITE_ROW) {
        const char *text = (const char *)sqlite3_column_text(row, 0);
        status = text != NULL ? take(context, slice_trim(slice_of(text)), err) : mah_no_memory(err);
    }
    if (status == MAH_OK && code != SQLITE_DONE)
        status = geopackage_fail(package->database, source->shown, err);
    sqlite3_finalize(row);
    return status;
}
