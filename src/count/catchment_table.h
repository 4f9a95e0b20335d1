/* The sparse table of facility and mahalle inside a reach tally: most pairs never meet. */
#ifndef COUNT_CATCHMENT_TABLE_H
#define COUNT_CATCHMENT_TABLE_H

#include "count/reach_tally.h"

/* Adds the sums and records of `add` to the cell of its facility and mahalle. Its records must be above 0. */
enum mah_status catchment_table_add(struct reach_tally *tally, const struct catchment_cell *add, struct mah_error *err);

#endif
