/* Which figures of a file does a department ask for? Its indicators, found among the columns there are. */
#ifndef PLAN_PRIORITY_MATRIX_H
#define PLAN_PRIORITY_MATRIX_H

#include "config/department.h"
#include "config/service_types.h"
#include "plan/priority.h"

/* A table of figures, wherever it is kept: columns by number, NAN where a cell is unknown or a text. */
struct figure_source {
    size_t column_count, row_count;
    const char *(*name)(const void *table, size_t column);
    double (*figure)(const void *table, size_t row, size_t column);
    const void *table;
};

/* One indicator as it was found. */
struct priority_indicator {
    char *field; /* "cov_primary" */
    char *per;   /* NULL: as it is */
    size_t column, per_column;
    size_t asked; /* which indicator of the department it came from */
};

/* What the rank is computed from. */
struct priority_matrix {
    struct priority_table table; /* its columns and their values are owned here */
    struct priority_indicator *indicators;
    size_t count;
    double *values;                  /* count x row_count */
    struct priority_column *columns; /* those of the table */
    char **absent;                   /* fields of the department that the table lacks, or without any figure */
    size_t absent_count;
    double present; /* the share of the department's weight that is there, 0..1 */
    bool is_enough; /* present reaches the department's least_present */
};

/*
 * An indicator whose column is not there, or has no figure at all, is left out: the weights of the others then add up
 * to 1. A field with '*' stands for the columns of all types of service (of its sector), which share its weight. Where
 * is_enough is false the matrix has no columns, so that there are no scores. Release in any case.
 */
enum mah_status priority_matrix_make(struct priority_matrix *out, const struct department *department,
                                     const struct service_types *types, const struct figure_source *source,
                                     struct mah_error *err);
void priority_matrix_release(struct priority_matrix *matrix);

#endif
