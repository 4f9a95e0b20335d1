/* Which rows of a file does the user mean? The small language of the key `where`: comparisons joined by and, or, not.
 */
#ifndef CONFIG_ROW_FILTER_H
#define CONFIG_ROW_FILTER_H

#include <stdbool.h>
#include <stddef.h>

#include "base/error.h"
#include "base/slice.h"

/*
 * Grammar (words in any case; names as columns are written, in double quotes where they hold other than letters, digits
 * and underscores; texts in single quotes, '' for a quote inside; numbers with a point):
 *   tur = 'İlkokul' and (derslik >= 8 or not ozel = 1)
 *   tur in ('İlkokul', 'Ortaokul')      kapasite between 10 and 20      ad is null      ad is not null
 *   comparisons: = <> != < <= > >=      `not in`, `not between` too
 * A number is compared with a number: a cell that is none is unknown then. Texts are compared byte by byte; blanks
 * around a cell do not count. A comparison with an empty cell is unknown; a row is taken where the whole is true
 * (three-valued logic, as in SQL).
 */
struct row_filter;

/* MAH_BAD_USAGE that points at the character ("where: expected a value after '=' at character 7: tur = "). `where_from`
 * is the place it was written ("mahalle.yaml:12"), or NULL. */
enum mah_status row_filter_new(struct row_filter **out, const char *text, const char *where_from,
                               struct mah_error *err);
void row_filter_free(struct row_filter *filter);

/*
 * Finds the columns it names: exactly, else by folded name where that is unique (header spelling: letters, case and
 * blanks set aside). MAH_BAD_USAGE for an unknown one, with the nearest and the list of columns. `shown` is the file.
 */
enum mah_status row_filter_bind(struct row_filter *filter, char *const *columns, size_t column_count, const char *shown,
                                struct mah_error *err);

/* Is the column asked for? Once bound. */
bool row_filter_asks(const struct row_filter *filter, size_t column);
/*
 * Puts another text in the place of each text that a column is compared with, once bound: a province's code for its
 * name. `translate` gives a text that the filter owns then (NULL: leave it as it is), or refuses.
 */
typedef enum mah_status (*row_filter_translate)(void *context, size_t column, const char *text, char **out,
                                                struct mah_error *err);
enum mah_status row_filter_translate_texts(struct row_filter *filter, row_filter_translate translate, void *context,
                                           struct mah_error *err);

/* Does the row pass? cell(context, column) gives the trimmed text of a column of the current row, {NULL, 0} where
 * empty; it is asked only for the columns of the filter. */
typedef struct slice (*row_filter_cell)(void *context, size_t column);
bool row_filter_passes(const struct row_filter *filter, row_filter_cell cell, void *context);

#endif
