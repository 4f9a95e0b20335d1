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

/* Opens the file for reading: no writing, no extensions, no functions called from its schema. Close with sqlite3_close.
 */
enum mah_status geopackage_open(sqlite3 **out, const char *path, const char *shown, struct mah_error *err);

/*
 * The same by an address (sqlite_address) that was found good, for one more connection: the file is not looked at by
 * another descriptor, whose closing would take away the locks of the connections that there are (fcntl(2)).
 */
enum mah_status geopackage_open_again(sqlite3 **out, const char *address, const char *shown, struct mah_error *err);

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
