/* May this path be read? Asked before any library sees it. */
#ifndef READ_SOURCE_PATH_H
#define READ_SOURCE_PATH_H

#include "base/error.h"

/*
 * MAH_OK for a regular file on this machine that can be opened for reading. MAH_BAD_SOURCE with the reason for
 * everything else: a missing file, a folder, a pipe or device, a URL, a /vsi path, a database connection, a document
 * written into the path itself.
 */
enum mah_status source_path_check(const char *path, struct mah_error *err);

/*
 * The path with links, '.' and '..' resolved; begins with '/', so that no library can take it for a connection string.
 * source_path_check is included. Free with memory_free.
 */
enum mah_status source_path_resolve(char **out, const char *path, struct mah_error *err);

/* The part after the last '/'. Borrowed from path. */
const char *source_path_file_name(const char *path);

/* GDAL's names of the drivers that may open a source; ends with NULL. Nothing else may, whatever a file says it is. */
const char *const *source_allowed_drivers(void);

#endif
