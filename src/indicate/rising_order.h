/* The households of the store in rising distance to one service type: what every quantile walks along. */
#ifndef INDICATE_RISING_ORDER_H
#define INDICATE_RISING_ORDER_H

#include <stddef.h>
#include <stdint.h>

#include "base/error.h"
#include "count/reach_store.h"

struct rising_row {
    float distance_m;
    uint32_t row; /* of the store */
};

/* Rows with a finite distance only. Equal distances stand in the order of the store. Free with memory_free. */
enum mah_status rising_order_new(struct rising_row **out, size_t *count, const struct reach_store *store, size_t type,
                                 struct mah_error *err);

#endif
