/* How much of a file is UTF-8? Its parts are looked at by several threads. */
#ifndef READ_CSV_FILE_CENSUS_H
#define READ_CSV_FILE_CENSUS_H

#include <stddef.h>
#include <stdint.h>

#include "base/error.h"
#include "base/text.h"

/* Counts over the bytes from `from` to the end; a letter cut off by the end is broken. The same for any `threads`. */
enum mah_status csv_file_census(struct utf8_census *out, int file, uint64_t from, uint64_t size, size_t threads,
                                const char *shown, struct mah_error *err);

#endif
