/* Is a Shapefile whole? GDAL reads one that was cut off without a word: the rest comes back with no geometry. */
#ifndef READ_SHAPEFILE_CHECK_H
#define READ_SHAPEFILE_CHECK_H

#include "base/error.h"

/*
 * Compares what the headers of the .shp, .shx and .dbf beside each other promise with the sizes of the files and with
 * each other. path is that of one of them, resolved. MAH_BAD_SOURCE that names the file that is cut off, or the .shx or
 * .dbf that a .shp lacks; a .dbf alone is whole.
 */
enum mah_status shapefile_check(const char *path, const char *shown, struct mah_error *err);

#endif
