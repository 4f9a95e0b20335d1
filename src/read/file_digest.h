/* Which bytes were read? Size and SHA-256 of a source and of the files that belong to it. The one door to OpenSSL. */
#ifndef READ_FILE_DIGEST_H
#define READ_FILE_DIGEST_H

#include <stdatomic.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/error.h"

enum { SHA256_TEXT_SIZE = 65 };

struct file_digest {
    char *name; /* without folders */
    int64_t bytes;
    char sha256[SHA256_TEXT_SIZE]; /* small hexadecimal digits, as sha256sum writes them */
};

struct file_digests {
    struct file_digest *files;
    size_t count, capacity;
};

/*
 * Appends the file at path; of a Shapefile all parts that are there: .shp, .shx, .dbf, .prj, .cpg. Read in pieces, so
 * that memory does not grow with the file. MAH_BAD_SOURCE where a file cannot be read, MAH_INTERRUPTED where the user
 * or *stop (NULL: nobody) stopped the work. Release with file_digests_release, also after a failure.
 */
enum mah_status file_digests_add(struct file_digests *digests, const char *path, const atomic_bool *stop,
                                 struct mah_error *err);
/* The same of a file that the caller has opened and keeps open; of a file without parts. */
enum mah_status file_digests_add_open(struct file_digests *digests, int file, const char *path, const atomic_bool *stop,
                                      struct mah_error *err);
bool file_digest_has_parts(const char *path); /* a Shapefile */
void file_digests_release(struct file_digests *digests);

#endif
