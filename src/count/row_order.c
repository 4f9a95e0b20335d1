/* In which order are the rows of a batch added up? */
#include "count/row_order.h"

#include <stdbool.h>
#include <string.h>

#include "base/memory.h"

struct row_order {
    size_t mahalle_count;
    uint32_t *next; /* of each mahalle: how many rows, then where its next row goes */
    uint32_t *rows;
    size_t capacity;
};

enum mah_status row_order_new(struct row_order **out, size_t mahalle_count, struct mah_error *err)
{
    struct row_order *order = memory_new(1, sizeof *order);
    if (order == NULL)
        return mah_no_memory(err);
    order->mahalle_count = mahalle_count;
    order->next = memory_new(mahalle_count, sizeof *order->next);
    if (order->next == NULL) {
        memory_free(order);
        return mah_no_memory(err);
    }
    *out = order;
    return MAH_OK;
}

void row_order_free(struct row_order *order)
{
    if (order == NULL)
        return;
    memory_free(order->next);
    memory_free(order->rows);
    memory_free(order);
}

static bool is_counted(const struct checked_batch *batch, const struct location *locations, size_t row)
{
    return batch->reason[row] == REJECT_NONE && locations[row].mahalle != NO_MAHALLE;
}

enum mah_status row_order_find(const uint32_t **rows, size_t *count, struct row_order *order,
                               const struct checked_batch *batch, const struct location *locations,
                               struct mah_error *err)
{
    if (memory_grow((void **)&order->rows, &order->capacity, batch->rows, sizeof *order->rows) != 0)
        return mah_no_memory(err);
    memset(order->next, 0, order->mahalle_count * sizeof *order->next);
    for (size_t row = 0; row < batch->rows; row++)
        if (is_counted(batch, locations, row))
            order->next[locations[row].mahalle]++;
    uint32_t start = 0;
    for (size_t i = 0; i < order->mahalle_count; i++) {
        uint32_t rows_of_it = order->next[i];
        order->next[i] = start;
        start += rows_of_it;
    }
    for (size_t row = 0; row < batch->rows; row++)
        if (is_counted(batch, locations, row))
            order->rows[order->next[locations[row].mahalle]++] = (uint32_t)row;
    *rows = order->rows;
    *count = start;
    return MAH_OK;
}
