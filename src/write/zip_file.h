/* The door to libzip: archives in memory, such as the .qgz of a QGIS project. */
#ifndef WRITE_ZIP_FILE_H
#define WRITE_ZIP_FILE_H

#include <stddef.h>

#include "base/error.h"

/* One file of an archive. */
struct zip_part {
    char *name;
    char *bytes; /* length bytes and a final NUL */
    size_t length;
};

/* The files of an archive, in its order. Empty: {0}. */
struct zip_parts {
    struct zip_part *list;
    size_t count;
};

/*
 * Packs the files, deflated, into an archive of *length bytes; free *bytes with memory_free. The same files give the
 * same bytes: every one is dated 1980-01-01, whatever the clock and the time zone say.
 */
enum mah_status zip_file_pack(char **bytes, size_t *length, const struct zip_part *parts, size_t count,
                              struct mah_error *err);

/*
 * The files of an archive (folders are left out). MAH_BAD_SOURCE where it is damaged, encrypted, or would need more
 * than 256 MB of memory. Release with zip_parts_release; after a failure there is nothing to release.
 */
enum mah_status zip_file_unpack(struct zip_parts *out, const char *bytes, size_t length, struct mah_error *err);
void zip_parts_release(struct zip_parts *parts);

/* The first file whose name ends so (".qgs"); NULL where there is none. */
struct zip_part *zip_part_ending_in(const struct zip_parts *parts, const char *ending);

#endif
