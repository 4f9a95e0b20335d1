/* How many households said that somebody of a special category lives in them? domain.md 5.1: kept apart from everything
 * else, and only there where a file has such a column. */
#ifndef COUNT_SPECIAL_TALLY_H
#define COUNT_SPECIAL_TALLY_H

#include <stddef.h>

#include "base/error.h"
#include "check/household.h"
#include "count/tally_cell.h"
#include "locate/locator.h"

/* Households of one mahalle by their answers; IS_UNKNOWN stays empty. */
struct special_cells {
    struct tally_cell answers[SPECIAL_COUNT][YES_NO_COUNT];
};

/* Adds the rows of a batch that are sound and have a mahalle. *cells is made (of mahalle_count) where the first batch
 * with such a column comes; the tally's to free. */
enum mah_status special_tally_add(struct special_cells **cells, size_t mahalle_count, const struct checked_batch *batch,
                                  const struct location *locations, struct mah_error *err);
enum mah_status special_tally_merge(struct special_cells **into, const struct special_cells *from, size_t mahalle_count,
                                    struct mah_error *err);

#endif
