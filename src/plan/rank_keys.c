/* Numbers in ascending order: by their digits of eleven bits, the lowest first. */
#include "plan/rank_keys.h"

#include <string.h>

enum { DIGIT_BITS = 11, DIGITS = 1 << DIGIT_BITS };

static void sort_by_digit(struct ranked_key *out, const struct ranked_key *keys, size_t count, int shift)
{
    uint32_t start[DIGITS] = {0}, sum = 0;
    for (size_t i = 0; i < count; i++)
        start[(keys[i].key >> shift) & (DIGITS - 1)]++;
    for (size_t digit = 0; digit < DIGITS; digit++) {
        uint32_t here = start[digit];
        start[digit] = sum;
        sum += here;
    }
    for (size_t i = 0; i < count; i++)
        out[start[(keys[i].key >> shift) & (DIGITS - 1)]++] = keys[i];
}

void ranked_keys_sort(struct ranked_key *keys, struct ranked_key *spare, size_t count, uint32_t largest)
{
    struct ranked_key *from = keys, *to = spare;
    for (int shift = 0; shift < 32 && largest >> shift != 0; shift += DIGIT_BITS) {
        sort_by_digit(to, from, count, shift);
        struct ranked_key *swapped = from;
        from = to;
        to = swapped;
    }
    if (from != keys)
        memcpy(keys, from, count * sizeof *keys);
}
