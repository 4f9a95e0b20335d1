/* Is a SQLite file whole? SQLite takes what is missing of the last page for zeros, without a word. */
#ifndef READ_SQLITE_CHECK_H
#define READ_SQLITE_CHECK_H

#include "base/error.h"

/* MAH_BAD_SOURCE where the file is none of SQLite's or ends within a page; whole pages that are missing are noticed by
 * SQLite. Path as resolved. */
enum mah_status sqlite_check(const char *path, const char *shown, struct mah_error *err);

/*
 * What SQLite opens a file by: an address (SQLITE_OPEN_URI) that asks it to leave no file beside a database that
 * another program left in WAL mode and has closed. Reading such a one needs a -shm file otherwise, which stays, and
 * which a folder without write permission refuses. NULL where memory ran out; free with memory_free.
 */
char *sqlite_address(const char *path);

#endif
