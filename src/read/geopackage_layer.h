/* What is in a GeoPackage, and which of its tables is asked for? SQLite behind one door: read-only, trusting nothing.
 */
#ifndef READ_GEOPACKAGE_LAYER_H
#define READ_GEOPACKAGE_LAYER_H

#include <sqlite3.h>
#include <stdbool.h>
#include <stddef.h>

#include "base/error.h"

/* A table that is read. */
struct geopackage_layer {
    char *table;
    char *geometry_column; /* NULL: an attribute table */
    char *crs;             /* "EPSG:4326" or WKT; NULL where undefined */
    char **columns;        /* all but the geometry */
    size_t column_count;
};

/* Opens the file for reading: no writing, no extensions, no views, no functions called from its schema. Close with
 * sqlite3_close. */
enum mah_status geopackage_open(sqlite3 **out, const char *path, const char *shown, struct mah_error *err);

/*
 * The same by an address (sqlite_address) that was found good, for one more connection: the file is not looked at by
 * another descriptor, whose closing would take away the locks of the connections that there are (fcntl(2)).
 */
enum mah_status geopackage_open_again(sqlite3 **out, const char *address, const char *shown, struct mah_error *err);

/* Between the two, connections that others open (GDAL, which has the same SQLite) call no code from their file's schema
 * and make up no values without bounds. */
void geopackage_distrust_begin(void);
void geopackage_distrust_end(void);

/* MAH_BAD_SOURCE where a table that the format prescribes is a view: for those who read the file with views. */
enum mah_status geopackage_check_tables(const char *path, const char *shown, struct mah_error *err);
/* The same where the layer itself is one: its rows may have no end, and nobody could stop the reading. */
enum mah_status geopackage_check_layer(const char *path, const char *layer, struct mah_error *err);

/* MAH_BAD_SOURCE in SQLite's words, MAH_NO_MEMORY where that is what it says. */
enum mah_status geopackage_fail(sqlite3 *database, const char *shown, struct mah_error *err);

/* Finds the layer of that name, or the only one where name is NULL; MAH_BAD_SOURCE that lists the layers otherwise. */
enum mah_status geopackage_layer_find(struct geopackage_layer *out, sqlite3 *database, const char *name,
                                      const char *shown, struct mah_error *err);
void geopackage_layer_release(struct geopackage_layer *layer);

/* Prepares a statement whose text is made with SQLite's own printf (%w quotes names). Finalize it. */
enum mah_status geopackage_prepare(sqlite3_stmt **out, sqlite3 *database, const char *shown, struct mah_error *err,
                                   const char *format, ...);

#endif
