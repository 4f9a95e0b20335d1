/* Can a column's name be the beginning of a longer one, cut by a Shapefile? */
#ifndef READ_CUT_NAME_H
#define READ_CUT_NAME_H

#include <stdbool.h>

#include "base/slice.h"

/*
 * Names in the table of a Shapefile (.dbf) have ten bytes at most: "mahalle_kodu" arrives as "mahalle_ko". True where
 * `key`, a header key, is exactly that long and `name` is longer and begins with it.
 */
bool cut_name_fits(const char *key, struct slice name);

#endif
