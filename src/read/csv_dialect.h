/* How is a CSV file written? Its separator, its header, and where its records start. */
#ifndef READ_CSV_DIALECT_H
#define READ_CSV_DIALECT_H

#include <stddef.h>
#include <stdint.h>

#include "base/error.h"
#include "base/text.h"

enum { CSV_ROW_LIMIT = 8 * 1024 * 1024 }; /* bytes; a longer "row" is a quote that was never closed */

struct csv_dialect {
    char separator;
    char **columns; /* UTF-8, trimmed; empty ones at the end are left out. Free with csv_dialect_release. */
    size_t column_count;
    uint64_t records_start;   /* offset of the first record in the bytes */
    int64_t first_row_number; /* as a spreadsheet shows it: one more than that of the header */
};

/*
 * Judges the beginning of a file (after the byte order mark; CSV_ROW_LIMIT bytes or all there is, CSV_PADDING more
 * readable). The separator is the one of ; tab , | that gives the header and most of the first 20 rows the same number
 * of cells, more than one; the first in this order where several do so equally well. A first line "sep=;" (Excel) says
 * it. MAH_BAD_SOURCE where there is no header or only one column.
 */
enum mah_status csv_dialect_find(struct csv_dialect *out, const char *bytes, size_t length, enum encoding encoding,
                                 const char *shown, struct mah_error *err);
void csv_dialect_release(struct csv_dialect *dialect);

#endif
