/* In which order are the rows of a batch added up? Mahalle by mahalle. */
#ifndef COUNT_ROW_ORDER_H
#define COUNT_ROW_ORDER_H

#include <stddef.h>
#include <stdint.h>

#include "base/error.h"
#include "check/household.h"
#include "locate/locator.h"

/* Room that is used again for every batch. */
struct row_order;
enum mah_status row_order_new(struct row_order **out, size_t mahalle_count, struct mah_error *err);
void row_order_free(struct row_order *order);

/* The sound rows that have a mahalle, ordered by it, then by their place in the batch; good until the next call. */
enum mah_status row_order_find(const uint32_t **rows, size_t *count, struct row_order *order,
                               const struct checked_batch *batch, const struct location *locations,
                               struct mah_error *err);

#endif
