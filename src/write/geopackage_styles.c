/* The styles that travel inside the file. */
#include "write/geopackage_styles.h"

#include "write/geopackage_schema.h"
#include "write/sql.h"

/*
 * As QGIS 3.22 makes it. Registered as attributes, or GDAL would hide it beside other attribute tables and QGIS would
 * not find the styles.
 */
static const char styles_table[] =
    "CREATE TABLE \"layer_styles\" ( \"id\" INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL, \"f_table_catalog\" TEXT(256), "
    "\"f_table_schema\" TEXT(256), \"f_table_name\" TEXT(256), \"f_geometry_column\" TEXT(256), \"styleName\" "
    "TEXT(30), "
    "\"styleQML\" TEXT, \"styleSLD\" TEXT, \"useAsDefault\" BOOLEAN, \"description\" TEXT, \"owner\" TEXT(30), "
    "\"ui\" TEXT(30), \"update_time\" DATETIME DEFAULT (strftime('%%Y-%%m-%%dT%%H:%%M:%%fZ','now')));"
    "INSERT INTO gpkg_contents VALUES ('layer_styles','attributes','layer_styles','',%Q,NULL,NULL,NULL,NULL,0)";

/* Catalog and schema are empty texts, not NULL: QGIS compares with ''. */
static enum mah_status add_style(sqlite3 *db, const struct style *style, const char *time, struct mah_error *err)
{
    const struct release_table_facts *facts = release_table_facts(style->table);
    return sql_run(
        db, err,
        "INSERT INTO layer_styles (f_table_catalog, f_table_schema, f_table_name, f_geometry_column, styleName, "
        "styleQML, styleSLD, useAsDefault, description, owner, ui, update_time) "
        "VALUES ('','',%Q,%Q,%Q,%Q,NULL,%d,%Q,'',NULL,%Q)",
        facts->name, facts->geometry != RELEASE_NO_GEOMETRY ? "geom" : "", style->name, style->qml,
        style->is_default ? 1 : 0, style->title, time);
}

enum mah_status geopackage_write_styles(sqlite3 *db, const struct mah_release *release, const struct style_list *styles,
                                        struct mah_error *err)
{
    char time[GEOPACKAGE_TIME_SIZE];
    geopackage_time(release, time);
    enum mah_status status = styles->count > 0 ? sql_run(db, err, styles_table, time) : MAH_OK;
    for (size_t i = 0; status == MAH_OK && i < styles->count; i++)
        status = add_style(db, &styles->styles[i], time, err);
    return status;
}
