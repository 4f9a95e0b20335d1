/* The order of the mahalle by one column of mah_indicators. */
#ifndef RUN_RANK_BY_FIGURE_H
#define RUN_RANK_BY_FIGURE_H

#include <stdint.h>

#include "read/published.h"

/* The column of that name, of numbers. MAH_BAD_USAGE where there is none; the message names the nearest. */
enum mah_status figure_find(size_t *column, const struct published_table *table, const char *file, const char *field,
                            struct mah_error *err);
/* place: one a row, 1 for the greatest value, ties share the best of theirs; it stays 0 where the value is unknown, of
 * which *unknown is the count. */
enum mah_status figure_places(int64_t *place, size_t *unknown, const struct published_table *table, size_t column,
                              struct mah_error *err);

#endif
