/* The tables every GeoPackage has, and how a table of the release is entered in them. */
#include "write/geopackage_schema.h"

#include <stdio.h>
#include <string.h>

#include "base/text.h"
#include "write/sql.h"

enum {
    APPLICATION_ID = 0x47504B47 /* "GPKG" */,
    GEOPACKAGE_VERSION = 10200,
    CUSTOM_SRS_ID = 100000,
    WGS84_SRS_ID = 4326
};

static const char wgs84_wkt[] =
    "GEOGCS[\"WGS 84\",DATUM[\"WGS_1984\",SPHEROID[\"WGS 84\",6378137,298.257223563,AUTHORITY[\"EPSG\",\"7030\"]],"
    "AUTHORITY[\"EPSG\",\"6326\"]],PRIMEM[\"Greenwich\",0,AUTHORITY[\"EPSG\",\"8901\"]],UNIT[\"degree\",0."
    "0174532925199433,"
    "AUTHORITY[\"EPSG\",\"9122\"]],AXIS[\"Latitude\",NORTH],AXIS[\"Longitude\",EAST],AUTHORITY[\"EPSG\",\"4326\"]]";

/* As OGC 12-128r14 has them, in the spelling of GDAL 3.6, whose files QGIS opens every day. */
static const char fixed_tables[] =
    "CREATE TABLE gpkg_spatial_ref_sys (srs_name TEXT NOT NULL,srs_id INTEGER NOT NULL PRIMARY KEY,"
    "organization TEXT NOT NULL,organization_coordsys_id INTEGER NOT NULL,definition TEXT NOT NULL,description TEXT);"
    "CREATE TABLE gpkg_contents (table_name TEXT NOT NULL PRIMARY KEY,data_type TEXT NOT NULL,identifier TEXT UNIQUE,"
    "description TEXT DEFAULT '',last_change DATETIME NOT NULL DEFAULT (strftime('%%Y-%%m-%%dT%%H:%%M:%%fZ','now')),"
    "min_x DOUBLE, min_y DOUBLE,max_x DOUBLE, max_y DOUBLE,srs_id INTEGER,"
    "CONSTRAINT fk_gc_r_srs_id FOREIGN KEY (srs_id) REFERENCES gpkg_spatial_ref_sys(srs_id));"
    "CREATE TABLE gpkg_ogr_contents(table_name TEXT NOT NULL PRIMARY KEY,feature_count INTEGER DEFAULT NULL);"
    "CREATE TABLE gpkg_geometry_columns (table_name TEXT NOT NULL,column_name TEXT NOT NULL,"
    "geometry_type_name TEXT NOT NULL,srs_id INTEGER NOT NULL,z TINYINT NOT NULL,m TINYINT NOT NULL,"
    "CONSTRAINT pk_geom_cols PRIMARY KEY (table_name, column_name),CONSTRAINT uk_gc_table_name UNIQUE (table_name),"
    "CONSTRAINT fk_gc_tn FOREIGN KEY (table_name) REFERENCES gpkg_contents(table_name),"
    "CONSTRAINT fk_gc_srs FOREIGN KEY (srs_id) REFERENCES gpkg_spatial_ref_sys (srs_id));"
    "CREATE TABLE gpkg_extensions (table_name TEXT,column_name TEXT,extension_name TEXT NOT NULL,"
    "definition TEXT NOT NULL,scope TEXT NOT NULL,"
    "CONSTRAINT ge_tce UNIQUE (table_name, column_name, extension_name));"
    "CREATE TABLE gpkg_data_columns (table_name TEXT NOT NULL,column_name TEXT NOT NULL,name TEXT UNIQUE,title TEXT,"
    "description TEXT,mime_type TEXT,constraint_name TEXT,CONSTRAINT pk_gdc PRIMARY KEY (table_name, column_name),"
    "CONSTRAINT gdc_tn UNIQUE (table_name, name));"
    "CREATE TABLE gpkg_data_column_constraints (constraint_name TEXT NOT NULL,constraint_type TEXT NOT NULL,value TEXT,"
    "min NUMERIC,min_is_inclusive BOOLEAN,max NUMERIC,max_is_inclusive BOOLEAN,description TEXT,"
    "CONSTRAINT gdcc_ntv UNIQUE (constraint_name, constraint_type, value));"
    "INSERT INTO gpkg_extensions VALUES "
    "('gpkg_data_columns',NULL,'gpkg_schema','http://www.geopackage.org/spec121/#extension_schema','read-write'),"
    "('gpkg_data_column_constraints',NULL,'gpkg_schema','http://www.geopackage.org/spec121/"
    "#extension_schema','read-write')";

static const char fixed_reference_systems[] =
    "INSERT INTO gpkg_spatial_ref_sys VALUES "
    "('Undefined Cartesian SRS',-1,'NONE',-1,'undefined','undefined Cartesian coordinate reference system'),"
    "('Undefined geographic SRS',0,'NONE',0,'undefined','undefined geographic coordinate reference system'),"
    "('WGS 84 geodetic',4326,'EPSG',4326,%Q,'longitude/latitude coordinates in decimal degrees on the WGS 84 "
    "spheroid')";

/* A register's number where the system has one. 1..99999 leaves the custom number free. */
static bool is_registered(const struct crs *crs)
{
    return crs->authority[0] != '\0' && crs->code > 0 && crs->code < CUSTOM_SRS_ID;
}

int geopackage_srs_id(const struct crs *crs)
{
    if (!is_registered(crs))
        return CUSTOM_SRS_ID;
    /* Another register's 4326 must not pass for EPSG's. */
    return crs->code == WGS84_SRS_ID && strcmp(crs->authority, "EPSG") != 0 ? CUSTOM_SRS_ID : crs->code;
}

void geopackage_time(const struct mah_release *release, char out[GEOPACKAGE_TIME_SIZE])
{
    snprintf(out, GEOPACKAGE_TIME_SIZE, "%sT00:00:00.000Z", release_facts(release)->reference_date);
}

static enum mah_status add_reference_systems(sqlite3 *db, const struct crs *crs, struct mah_error *err)
{
    enum mah_status status = sql_run(db, err, fixed_reference_systems, wgs84_wkt);
    int srs_id = geopackage_srs_id(crs);
    if (status != MAH_OK || srs_id == WGS84_SRS_ID)
        return status;
    bool registered = is_registered(crs);
    return sql_run(db, err, "INSERT INTO gpkg_spatial_ref_sys VALUES (%Q,%d,%Q,%d,%Q,NULL)",
                   crs->name != NULL ? crs->name : "unknown", srs_id, registered ? crs->authority : "NONE",
                   registered ? crs->code : srs_id, crs->wkt != NULL ? crs->wkt : "undefined");
}

enum mah_status geopackage_begin(sqlite3 *db, const struct mah_release *release, struct mah_error *err)
{
    /* No journal and no syncs: a file that is not finished is thrown away, a finished one is synced by publish. */
    enum mah_status status =
        sql_run(db, err,
                "PRAGMA page_size=4096; PRAGMA encoding='UTF-8'; PRAGMA auto_vacuum=NONE;"
                "PRAGMA locking_mode=EXCLUSIVE; PRAGMA journal_mode=OFF; PRAGMA synchronous=OFF;"
                "PRAGMA temp_store=MEMORY; PRAGMA cache_size=-16384; PRAGMA application_id=%d; PRAGMA user_version=%d;"
                "BEGIN EXCLUSIVE",
                APPLICATION_ID, GEOPACKAGE_VERSION);
    if (status == MAH_OK)
        status = sql_run(db, err, fixed_tables);
    if (status == MAH_OK)
        status = add_reference_systems(db, release_facts(release)->crs, err);
    return status;
}

static const char *geometry_type(enum release_geometry geometry)
{
    return geometry == RELEASE_POINT ? "POINT" : "MULTIPOLYGON";
}

static const char *column_type(enum release_type type)
{
    switch (type) {
    case RELEASE_INTEGER:
        return "INTEGER";
    case RELEASE_REAL:
        return "REAL";
    case RELEASE_DATE:
        return "DATE";
    case RELEASE_TEXT:
        break;
    }
    return "TEXT";
}

enum mah_status geopackage_create_table(sqlite3 *db, const struct release_table *table, struct mah_error *err)
{
    const struct release_table_facts *facts = release_table_facts(table);
    struct text sql = TEXT_EMPTY;
    text_add_format(&sql, "CREATE TABLE \"%s\" ( \"fid\" INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL", facts->name);
    if (facts->geometry != RELEASE_NO_GEOMETRY)
        text_add_format(&sql, ", \"geom\" %s", geometry_type(facts->geometry));
    for (size_t i = 0; i < release_column_count(table); i++) {
        const struct release_column *column = release_column_at(table, i);
        text_add_format(&sql, ", \"%s\" %s", column->name, column_type(column->type));
    }
    text_add(&sql, ")");
    enum mah_status status = sql.failed ? mah_no_memory(err) : sql_run(db, err, "%s", sql.bytes);
    text_release(&sql);
    return status;
}

/* Identifiers must differ: tables that share a title go by their names. */
static const char *identifier(const struct mah_release *release, const struct release_table *table)
{
    enum language language = release_facts(release)->language;
    const char *title = release_table_title(table, language);
    for (size_t i = 0; i < release_table_count(release); i++) {
        const struct release_table *other = release_table_at(release, i);
        if (other != table && (strcmp(release_table_title(other, language), title) == 0 ||
                               strcmp(release_table_facts(other)->name, title) == 0))
            return release_table_facts(table)->name;
    }
    return strcmp(title, "layer_styles") == 0 ? release_table_facts(table)->name : title;
}

static enum mah_status add_contents(sqlite3 *db, const struct mah_release *release, const struct release_table *table,
                                    const struct rectangle *extent, struct mah_error *err)
{
    const struct release_table_facts *facts = release_table_facts(table);
    bool spatial = facts->geometry != RELEASE_NO_GEOMETRY;
    char time[GEOPACKAGE_TIME_SIZE];
    geopackage_time(release, time);
    sqlite3_stmt *insert = NULL;
    enum mah_status status =
        sql_prepare(db, &insert, err, "INSERT INTO gpkg_contents VALUES (%Q,%Q,%Q,%Q,%Q,?,?,?,?,%d)", facts->name,
                    spatial ? "features" : "attributes", identifier(release, table),
                    facts->description != NULL ? facts->description : "", time,
                    spatial ? geopackage_srs_id(release_facts(release)->crs) : 0);
    if (status != MAH_OK)
        return status;
    if (spatial && extent->min_x <= extent->max_x) {
        sqlite3_bind_double(insert, 1, extent->min_x);
        sqlite3_bind_double(insert, 2, extent->min_y);
        sqlite3_bind_double(insert, 3, extent->max_x);
        sqlite3_bind_double(insert, 4, extent->max_y);
    }
    status = sql_step_once(insert, err);
    sqlite3_finalize(insert);
    return status;
}

static enum mah_status add_feature_count(sqlite3 *db, const struct release_table *table, struct mah_error *err)
{
    const char *name = release_table_facts(table)->name;
    return sql_run(
        db, err,
        "INSERT INTO gpkg_ogr_contents VALUES (%Q,%lld);"
        "CREATE TRIGGER \"trigger_insert_feature_count_%w\" AFTER INSERT ON \"%w\" BEGIN "
        "UPDATE gpkg_ogr_contents SET feature_count = feature_count + 1 WHERE lower(table_name) = lower(%Q); END;"
        "CREATE TRIGGER \"trigger_delete_feature_count_%w\" AFTER DELETE ON \"%w\" BEGIN "
        "UPDATE gpkg_ogr_contents SET feature_count = feature_count - 1 WHERE lower(table_name) = lower(%Q); END",
        name, (long long)release_row_count(table), name, name, name, name, name, name);
}

enum mah_status geopackage_register_table(sqlite3 *db, const struct mah_release *release,
                                          const struct release_table *table, const struct rectangle *extent,
                                          struct mah_error *err)
{
    const struct release_table_facts *facts = release_table_facts(table);
    enum mah_status status = add_contents(db, release, table, extent, err);
    if (status == MAH_OK && facts->geometry != RELEASE_NO_GEOMETRY)
        status = sql_run(db, err, "INSERT INTO gpkg_geometry_columns VALUES (%Q,'geom',%Q,%d,0,0)", facts->name,
                         geometry_type(facts->geometry), geopackage_srs_id(release_facts(release)->crs));
    if (status == MAH_OK)
        status = add_feature_count(db, table, err);
    return status;
}
