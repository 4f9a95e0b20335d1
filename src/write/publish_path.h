/* What are the folder, the side files and the temporary name of a file that is to be published? */
#ifndef WRITE_PUBLISH_PATH_H
#define WRITE_PUBLISH_PATH_H

#include "base/error.h"

struct publish_path {
    char *target;    /* as the user wrote it */
    char *folder;    /* "." where the user named none */
    char *name;      /* without folders */
    char *temporary; /* FOLDER/.NAME.PID.tmp.gpkg */
};

enum mah_status publish_path_init(struct publish_path *out, const char *path, struct mah_error *err);
void publish_path_release(struct publish_path *path);

/* Creates the temporary file, empty, readable as the target is (or as the umask says); a leftover of this name goes
 * first. */
enum mah_status publish_make_temporary(const struct publish_path *path, struct mah_error *err);

/* Removes the temporary files that killed runs for the same target have left: those whose process is gone. */
void publish_remove_leftovers(const struct publish_path *path);

#endif
