/* Which files of data lie in a folder and in the folders directly below it? */
#ifndef RUN_FOLDER_FILES_H
#define RUN_FOLDER_FILES_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/error.h"

struct folder_file {
    char *name; /* relative to the folder: "haneler.csv", "data/mahalle.gpkg" */
    uint64_t bytes;
    bool has_shapes; /* of a format that can hold polygons and lines */
    bool is_osm;     /* an OpenStreetMap extract */
};

/*
 * Regular files with an extension of data, in byte order of their names; hidden ones, and names that are not printable
 * UTF-8, are left out, and no more than 200 are taken. MAH_BAD_USAGE where the folder is missing or is none.
 */
enum mah_status folder_files_list(struct folder_file **out, size_t *count, const char *folder, struct mah_error *err);
void folder_files_free(struct folder_file *files, size_t count);

#endif
