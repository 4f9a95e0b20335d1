/* Repairs the QGIS projects inside a GeoPackage of ours that was renamed. */
#ifndef WRITE_PROJECT_RELINK_H
#define WRITE_PROJECT_RELINK_H

#include <stddef.h>

#include "base/error.h"

struct relink_result {
    size_t changed; /* places in the projects that name the file anew */
    char *former;   /* the name that stood there last; NULL where nothing changed */
    char *kept;     /* a file that may be this one under another name, but need not, and was left; or NULL */
};

/*
 * Lets the projects in the file name the file as it is called now, where they name one that no longer exists; `from`
 * says which, or is NULL (see project_names.h). The file is replaced as a whole, or, where nothing is to be done, not
 * touched. Release with relink_result_release.
 */
enum mah_status project_relink(struct relink_result *out, const char *path, const char *from, struct mah_error *err);
void relink_result_release(struct relink_result *result);

#endif
