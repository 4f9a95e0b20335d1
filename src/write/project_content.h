/* How does a GeoPackage keep a QGIS project? As the hexadecimal digits of a .qgz archive. */
#ifndef WRITE_PROJECT_CONTENT_H
#define WRITE_PROJECT_CONTENT_H

#include "base/error.h"
#include "write/zip_file.h"

/* The files of the archive; MAH_BAD_SOURCE where the content is no archive. Release with zip_parts_release. */
enum mah_status project_content_read(struct zip_parts *out, const char *content, size_t length, struct mah_error *err);

/* The content that holds the files: digits and a final NUL; free with memory_free. */
enum mah_status project_content_write(char **out, const struct zip_parts *parts, struct mah_error *err);

#endif
