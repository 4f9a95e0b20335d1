/* For tests of GeoPackages: packages written with SQLite, statement by statement. */
#ifndef TESTS_PACKAGES_H
#define TESTS_PACKAGES_H

#include <sqlite3.h>
#include <sys/stat.h>

#include "household_files.h"

/* Runs statements in a file of the test folder. */
static inline void run(sqlite3 *database, const char *sql)
{
    char *message = NULL;
    if (sqlite3_exec(database, sql, NULL, NULL, &message) != SQLITE_OK)
        fail_msg("%s in: %s", message, sql);
}

static inline sqlite3 *open_package(const char *name)
{
    sqlite3 *database;
    assert_int_equal(sqlite3_open(in_folder(name), &database), SQLITE_OK);
    return database;
}

/* The tables every GeoPackage has (OGC 12-128r18). */
static inline void add_package_tables(sqlite3 *database)
{
    run(database,
        "PRAGMA application_id = 1196444487; PRAGMA user_version = 10300;"
        "CREATE TABLE gpkg_spatial_ref_sys (srs_name TEXT NOT NULL, srs_id INTEGER PRIMARY KEY, organization TEXT NOT "
        "NULL,"
        " organization_coordsys_id INTEGER NOT NULL, definition TEXT NOT NULL, description TEXT);"
        "INSERT INTO gpkg_spatial_ref_sys VALUES ('undefined', -1, 'NONE', -1, 'undefined', ''), ('undefined', 0, "
        "'NONE', 0,"
        " 'undefined', ''), ('WGS 84', 4326, 'EPSG', 4326, 'GEOGCS[...]', ''), ('own', 100000, 'belediye', 7,"
        " 'PROJCS[\"own\"]', ''), ('odd', 100001, 'belediye', 8, 'undefined', ''), ('tm', 5256, 'epsg', 5256, '', '');"
        "CREATE TABLE gpkg_contents (table_name TEXT NOT NULL PRIMARY KEY, data_type TEXT NOT NULL, identifier TEXT,"
        " description TEXT, last_change DATETIME, min_x DOUBLE, min_y DOUBLE, max_x DOUBLE, max_y DOUBLE, srs_id "
        "INTEGER);"
        "CREATE TABLE gpkg_geometry_columns (table_name TEXT NOT NULL, column_name TEXT NOT NULL, geometry_type_name "
        "TEXT,"
        " srs_id INTEGER NOT NULL, z TINYINT, m TINYINT);");
}

static inline sqlite3 *new_package(const char *name)
{
    remove(in_folder(name));
    sqlite3 *database = open_package(name);
    add_package_tables(database);
    return database;
}

static inline void add_features(sqlite3 *database, const char *table, int srs)
{
    char sql[1000];
    snprintf(sql, sizeof sql,
             "CREATE TABLE \"%s\" (fid INTEGER PRIMARY KEY, geom POINT, hane_no TEXT, nufus INTEGER, agirlik REAL, "
             "gelis_tarihi "
             "DATE); INSERT INTO gpkg_contents (table_name, data_type, srs_id) VALUES ('%s', 'features', %d);"
             "INSERT INTO gpkg_geometry_columns VALUES ('%s', 'geom', 'POINT', %d, 0, 0);",
             table, table, srs, table, srs);
    run(database, sql);
}

static inline void add_attributes(sqlite3 *database, const char *table)
{
    char sql[500];
    snprintf(sql, sizeof sql,
             "CREATE TABLE \"%s\" (fid INTEGER PRIMARY KEY, hane_no, nufus, mahalle);"
             "INSERT INTO gpkg_contents (table_name, data_type) VALUES ('%s', 'attributes');",
             table, table);
    run(database, sql);
}

static inline struct source source_of(const char *name)
{
    static char path[256];
    snprintf(path, sizeof path, "%s", in_folder(name));
    return (struct source){.path = path};
}

#endif
