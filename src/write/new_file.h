/* How does a file come to be that must not exist yet? Whole or not at all, and never over another one. */
#ifndef WRITE_NEW_FILE_H
#define WRITE_NEW_FILE_H

#include <stdio.h>

#include "base/error.h"

/* What holds single households is its owner's alone, from before its first byte on. */
enum file_readers { READERS_BY_UMASK, READERS_OWNER_ONLY };
/* Who may read what is written under this profile ("public", "internal", "secure"). */
enum file_readers file_readers_of(const char *profile);

/* Makes a complete file at the given path, which is an empty file of ours. */
typedef enum mah_status (*new_file_writer)(const void *what, const char *path, struct mah_error *err);

/*
 * Lets the writer fill a temporary file in the folder of the path, syncs it and gives it its name. MAH_BAD_USAGE where
 * a file of that name exists, also one that came while it was written; MAH_FAILED says what the system refused. After
 * any failure there is no temporary file.
 */
enum mah_status new_file_write(const char *path, enum file_readers readers, new_file_writer write, const void *what,
                               struct mah_error *err);

/*
 * The same in two steps, for what is written line by line. The second closes the file in any case and gives it its name
 * where the status is good; it gives that status, or what went wrong at last.
 */
enum mah_status new_file_open(FILE **out, const char *path, enum file_readers readers, struct mah_error *err);
enum mah_status new_file_close(FILE *file, const char *path, enum mah_status status, struct mah_error *err);

#endif
