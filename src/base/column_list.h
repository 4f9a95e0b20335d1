/* Error messages that say which columns a file has, so that the right one can be named. */
#ifndef BASE_COLUMN_LIST_H
#define BASE_COLUMN_LIST_H

#include <stddef.h>

#include "base/error.h"

/* mah_fail with " (columns: a, b, c)" after the reason; a long list ends in "...". */
enum mah_status column_list_fail(struct mah_error *err, enum mah_status status, char *const *columns, size_t count,
                                 const char *format, ...) __attribute__((format(printf, 5, 6)));

#endif
