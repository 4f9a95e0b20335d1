/* A table for people at a terminal. */
#ifndef WRITE_TABLE_TEXT_H
#define WRITE_TABLE_TEXT_H

#include "write/table.h"

/*
 * Titles, units below them, a rule, rows; columns aligned by display width, numbers to the right, in the language of
 * the release. A column of reals has as many decimals as its values need, at most four significant figures of the
 * largest; thousands are grouped where a column reaches 10,000 (so years are not). NULL is shown as –.
 */
enum mah_status table_write_text(const struct table_view *view, FILE *file, struct mah_error *err);

#endif
