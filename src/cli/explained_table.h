/* The indicators behind a rank as a table for people: every figure with the decimals that it needs itself. */
#ifndef CLI_EXPLAINED_TABLE_H
#define CLI_EXPLAINED_TABLE_H

#include <stdio.h>

#include "base/error.h"
#include "write/table.h"

/* Prints the rows of a table `explain`. width: columns of the terminal, 0 where there is none. */
enum mah_status explained_table_print(const struct table_view *view, size_t width, FILE *out, struct mah_error *err);

#endif
