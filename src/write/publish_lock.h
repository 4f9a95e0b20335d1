/* Is another program using the GeoPackage that is to be replaced? */
#ifndef WRITE_PUBLISH_LOCK_H
#define WRITE_PUBLISH_LOCK_H

#include <sqlite3.h>

#include "base/error.h"

/*
 * Takes the file for ourselves, folding a write-ahead log that a crashed program left beside it into the file. Where
 * the file does not exist or is empty, *lock is NULL and there is nothing to lock. MAH_FAILED where another program has
 * it.
 */
enum mah_status publish_lock(sqlite3 **lock, const char *path, struct mah_error *err);
void publish_unlock(sqlite3 *lock); /* NULL is allowed */

/* Could the lock be had just now? Changes nothing in the file; a file in WAL mode is not asked. */
enum mah_status publish_try_lock(const char *path, struct mah_error *err);

#endif
