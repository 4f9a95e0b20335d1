/* What lives in each smallest cell of the grid? Private to the gap grid. */
#ifndef INDICATE_GAP_CELLS_H
#define INDICATE_GAP_CELLS_H

#include "indicate/gap_grid.h"

enum mah_status gap_grid_empty(struct gap_grid **out, size_t type_count, struct mah_error *err);
/* A new square at the end, without anybody. */
enum mah_status gap_grid_add(struct gap_grid *grid, uint16_t column, uint16_t row, uint8_t level,
                             struct mah_error *err);

/* Every cell of the store that holds a household, at level 0, in no order; total and unplaced are set. is_hidden: as in
 * the thresholds. */
enum mah_status gap_cells_new(struct gap_grid **out, const struct reach_store *store, const double *radius_m,
                              const bool *is_hidden, struct mah_error *err);

#endif
