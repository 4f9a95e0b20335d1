/* The households of the store in rising distance to one service type. */
#include "indicate/rising_order.h"

#include <math.h>
#include <string.h>

#include "base/memory.h"

enum { DIGIT_BITS = 11, DIGITS = 1 << DIGIT_BITS, PASSES = 3 };

/* The bits of a float that is not negative rise with its value (IEEE 754). */
static uint32_t bits_of(float distance_m)
{
    uint32_t bits;
    memcpy(&bits, &distance_m, sizeof bits);
    return bits;
}

static size_t collect(struct rising_row *rows, const struct reach_store *store, size_t type)
{
    size_t count = 0;
    for (size_t i = 0; i < store->count; i++) {
        float distance_m = reach_store_distance_m(store, i, type);
        if (isfinite(distance_m))
            rows[count++] = (struct rising_row){distance_m + 0.0F, (uint32_t)i}; /* no -0 */
    }
    return count;
}

/* One stable pass of a radix sort, by the digit that begins at bit `shift`. */
static void sort_digit(struct rising_row *to, const struct rising_row *from, size_t count, int shift)
{
    size_t start[DIGITS] = {0};
    for (size_t i = 0; i < count; i++)
        start[bits_of(from[i].distance_m) >> shift & (DIGITS - 1)]++;
    size_t sum = 0;
    for (size_t digit = 0; digit < DIGITS; digit++) {
        size_t rows = start[digit];
        start[digit] = sum;
        sum += rows;
    }
    for (size_t i = 0; i < count; i++)
        to[start[bits_of(from[i].distance_m) >> shift & (DIGITS - 1)]++] = from[i];
}

enum mah_status rising_order_new(struct rising_row **out, size_t *count, const struct reach_store *store, size_t type,
                                 struct mah_error *err)
{
    struct rising_row *rows = memory_resize(NULL, store->count + 1, sizeof *rows);
    struct rising_row *other = memory_resize(NULL, store->count + 1, sizeof *other);
    if (rows == NULL || other == NULL) {
        memory_free(rows);
        memory_free(other);
        return mah_no_memory(err);
    }
    *count = collect(rows, store, type);
    for (int pass = 0; pass < PASSES; pass++) {
        sort_digit(other, rows, *count, pass * DIGIT_BITS);
        struct rising_row *sorted = other;
        other = rows;
        rows = sorted;
    }
    memory_free(other);
    *out = rows;
    return MAH_OK;
}
