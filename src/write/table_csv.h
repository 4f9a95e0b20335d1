/* A table as CSV for spreadsheets and scripts. */
#ifndef WRITE_TABLE_CSV_H
#define WRITE_TABLE_CSV_H

#include "write/table.h"

/*
 * Commas, LF, UTF-8, field names in the first line, quotes as RFC 4180 has them, decimal points, empty cells for NULL.
 * A text that a spreadsheet would take for a formula (= + - @ TAB CR at its start) gets a ' in front; numbers do not.
 */
enum mah_status table_write_csv(const struct table_view *view, FILE *file, struct mah_error *err);

#endif
