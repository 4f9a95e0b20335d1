/* A copy of a GeoPackage that we hold the lock of. */
#ifndef WRITE_PUBLISH_COPY_H
#define WRITE_PUBLISH_COPY_H

#include <sqlite3.h>

#include "base/error.h"

/* Writes what is in the locked file to the empty file `copy`. MAH_BAD_SOURCE where there is no file (lock is NULL). */
enum mah_status publish_copy_locked(sqlite3 *lock, const char *path, const char *copy, struct mah_error *err);

#endif
