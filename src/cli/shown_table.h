/* Which columns of a table do people see, and under which headings? What fits 100 columns, with fewer columns 80. */
#ifndef CLI_SHOWN_TABLE_H
#define CLI_SHOWN_TABLE_H

#include <stdbool.h>
#include <stdio.h>

#include "base/error.h"
#include "write/table.h"

enum { WIDE = 96 }; /* columns of a terminal from which on all columns are shown */

/* A column of a table for people: its heading in English, for say(). */
struct shown_column {
    const char *field, *heading;
    bool percent;
    size_t most_width, most_width_narrow; /* of texts */
    bool wide_only;                       /* left out on a narrow terminal */
};

/* Prints those of the columns that the table has and that hold a value in the rows of the view. width: of the
 * terminal, 0 where there is none. */
enum mah_status shown_table_print(struct table_view *view, const struct shown_column *shown, size_t count, size_t width,
                                  FILE *out, struct mah_error *err);

#endif
