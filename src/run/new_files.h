/* Files that `mahalle init` makes: all of them or none, and never over one that is there. */
#ifndef RUN_NEW_FILES_H
#define RUN_NEW_FILES_H

#include <stddef.h>

#include "base/error.h"

struct new_file {
    const char *name; /* inside the folder */
    const char *bytes;
    size_t length;
};

/* MAH_BAD_USAGE where the folder is something else, or one of the names is taken; a missing folder is fine. */
enum mah_status new_files_check(const char *folder, const char *const *names, size_t count, struct mah_error *err);

/* Makes the folder where it is missing (not those above it), then the files. After a failure what was made is removed
 * again. */
enum mah_status new_files_write(const char *folder, const struct new_file *files, size_t count, struct mah_error *err);

#endif
