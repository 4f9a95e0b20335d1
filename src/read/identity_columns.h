/* Which columns of a file hold identity numbers of persons? All are looked at, also those that no field is taken from.
 */
#ifndef READ_IDENTITY_COLUMNS_H
#define READ_IDENTITY_COLUMNS_H

#include "base/error.h"
#include "base/slice.h"
#include "turkish/identity_number.h"

/* What was found so far, one count a column of the file. */
struct identity_columns {
    struct identity_count *counts;
    size_t count;
};

enum mah_status identity_columns_init(struct identity_columns *out, size_t count, struct mah_error *err);
void identity_columns_release(struct identity_columns *columns);
void identity_columns_empty(struct identity_columns *columns);
void identity_columns_add(struct identity_columns *into, const struct identity_columns *from);

/* A cell of a row as it stands, blanks around it or not. Too short ones are seen to here. */
static inline void identity_columns_text(struct identity_columns *columns, size_t column, struct slice text,
                                         int64_t row)
{
    if (text.length < IDENTITY_DIGITS)
        return;
    text = slice_trim(text);
    identity_count_text(&columns->counts[column], text.bytes, text.length, row);
}

static inline void identity_columns_number(struct identity_columns *columns, size_t column, double number, int64_t row)
{
    if (identity_may_be(number))
        identity_count_number(&columns->counts[column], number, row);
}

/* MAH_BAD_DATA where a column holds such numbers: the reason names file, column, row and how many, never a number. */
enum mah_status identity_columns_refuse(const struct identity_columns *columns, char *const *names, const char *shown,
                                        struct mah_error *err);

/* The names of these columns so far, as "tc, es_tc"; *out is NULL where there is none. Free with memory_free. */
enum mah_status identity_columns_list(char **out, const struct identity_columns *columns, char *const *names,
                                      struct mah_error *err);

#endif
