/* Is a SQLite file whole? SQLite takes what is missing of the last page for zeros, without a word. */
#ifndef READ_SQLITE_CHECK_H
#define READ_SQLITE_CHECK_H

#include "base/error.h"

/* MAH_BAD_SOURCE where the file ends within a page; whole pages that are missing are noticed by SQLite. Path as
 * resolved. */
enum mah_status sqlite_check(const char *path, const char *shown, struct mah_error *err);

#endif
