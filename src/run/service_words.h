/* Which rows of layers/service_files.csv speak of a name? */
#ifndef RUN_SERVICE_WORDS_H
#define RUN_SERVICE_WORDS_H

#include <stdbool.h>
#include <stddef.h>

#include "base/data_table.h"

enum { SERVICE_WORD_SIZE = 64, SERVICE_NAME_SIZE = 512, SERVICE_ROWS_AT_MOST = 8 };

struct service_rows_found {
    size_t rows[SERVICE_ROWS_AT_MOST]; /* the row of the longest word first; of equal ones the earlier row */
    size_t count;
};

/* Of the name of a file without its ending, or of a column. Rows whose word lies inside the longest one do not count.
 */
void service_words_find(struct service_rows_found *out, const struct data_table *table, const char *name,
                        bool is_column);

#endif
