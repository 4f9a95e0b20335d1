/* Where does SpatiaLite find reference systems in a GeoPackage, which has no table spatial_ref_sys? */
#ifndef READ_SQL_REFERENCE_SYSTEMS_H
#define READ_SQL_REFERENCE_SYSTEMS_H

#include <sqlite3.h>

/*
 * Registers a table spatial_ref_sys that exists only in this connection and has a row for every number asked for:
 * a system of the file's gpkg_spatial_ref_sys, else the EPSG system of that number. Without a condition on srid it is
 * empty. A file with a table of that name keeps its own. Gives SQLite's code.
 */
int sql_reference_systems_add(sqlite3 *database);

#endif
