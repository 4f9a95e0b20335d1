/* Fills rows of a release table by the names of their columns; the first failure stops all that follows. */
#ifndef PROTECT_ROW_WRITER_H
#define PROTECT_ROW_WRITER_H

#include "base/date.h"
#include "indicate/rate.h"
#include "protect/release_build.h"

struct row_writer {
    struct release_table *table;
    enum mah_status status;
    struct mah_error *err;
    size_t next; /* the column that is probably filled next */
};

void put_row(struct row_writer *row);                                        /* begins the next row */
void put_text(struct row_writer *row, const char *column, const char *text); /* NULL or "": the cell stays NULL */
void put_date(struct row_writer *row, const char *column, struct date date);
void put_integer(struct row_writer *row, const char *column, int64_t value);
void put_rate(struct row_writer *row, const char *column, struct rate rate); /* unknown: the cell stays NULL */
/* The column of a type: put_type_rate(row, "cov", "primary", rate) fills cov_primary. */
void put_type_rate(struct row_writer *row, const char *stem, const char *type, struct rate rate);

#endif
