/* How much of a text is UTF-8? The census of base/text.h at the speed at which a file can be read. */
#ifndef READ_CSV_CENSUS_H
#define READ_CSV_CENSUS_H

#include <stdbool.h>

#include "base/text.h"

/* utf8_census_add with a short cut for what Turkish text is made of: ASCII and letters of two bytes. */
size_t csv_census_add(struct utf8_census *census, const char *bytes, size_t length);

/*
 * Is a text nothing but that: ASCII without NUL and whole letters of two bytes? With only these two kinds a text is
 * well-formed where exactly the bytes after a lead byte are continuation bytes. False says no more than that.
 */
bool csv_is_plain_utf8(const char *bytes, size_t length);

#endif
