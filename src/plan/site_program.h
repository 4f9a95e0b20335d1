/* A problem of sites as a mixed integer program: columns, rows and their entries. */
#ifndef PLAN_SITE_PROGRAM_H
#define PLAN_SITE_PROGRAM_H

#include "plan/site_problem.h"

/*
 * Columns: x of each candidate (0 or 1), then, for each demand that several reach, y (covered), or z of each of its
 * links where there are benefits. What only one candidate reaches counts with its x. To be minimised: minus the value
 * times `scale`. Entries by column, as solvers take them. Owned.
 */
struct site_program {
    int column_count, row_count;
    int *start; /* column_count + 1 */
    int *row;
    double *entry;
    double *objective, *row_lower, *row_upper, *column_lower, *column_upper;
    double scale;
};

/* Would it have more entries than a solver can take in? */
bool site_program_is_too_large(const struct site_problem *problem);
enum mah_status site_program_init(struct site_program *program, const struct site_problem *problem,
                                  struct mah_error *err);
void site_program_release(struct site_program *program);

#endif
