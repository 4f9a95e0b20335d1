/*
 * Which numbers within bounds cost least, if given sums of them are zero? A linear program that is solved many times
 * with other bounds and prices, by COIN-OR CLP, or that takes other sums in the place of its own: a new model of CLP
 * takes longer than a small program. An answer does not depend on those before.
 */
#ifndef PLAN_LINEAR_PROGRAM_H
#define PLAN_LINEAR_PROGRAM_H

#include <stdbool.h>
#include <stddef.h>

#include "base/error.h"

struct linear_program;

/* One term of a sum: sum `row` has `factor` times number `column`. */
struct linear_term {
    int row, column;
    double factor;
};

/* Without sums yet. Free with linear_program_free. */
enum mah_status linear_program_new(struct linear_program **out, struct mah_error *err);
/* These sums and no others; no two terms of the same row and column. */
enum mah_status linear_program_load(struct linear_program *program, size_t columns, size_t rows,
                                    const struct linear_term *terms, size_t term_count, struct mah_error *err);
void linear_program_free(struct linear_program *program);

/* low, high, price: one a column. The numbers, borrowed until the next call; NULL: there are none within the bounds. */
const double *linear_program_solve(struct linear_program *program, const double *low, const double *high,
                                   const double *price);

#endif
