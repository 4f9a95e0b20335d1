/* Where in some bytes do exactly eleven digits stand in a row? */
#include "read/digit_scan.h"

#include "read/byte_block.h"

static uint64_t digits_of(const char *at)
{
    const byte_block zero = {0}, below = zero + ('0' - 1), above = zero + ('9' + 1);
    uint64_t digits = 0;
    for (unsigned part = 0; part < WORD_BLOCKS; part++) {
        byte_block bytes = block_load(at + part * BLOCK_BYTES);
        byte_block found = (bytes > below) & (bytes < above);
        digits |= block_bits(found) << (part * BLOCK_BYTES);
    }
    return digits;
}

/* The bits of the bytes `by` before, those of the last 64 bytes shifted in. */
static inline uint64_t earlier(uint64_t now, uint64_t before, unsigned by)
{
    return now << by | before >> (64 - by);
}

void digit_scan_begin(struct digit_scan *scan, const char *bytes, size_t length)
{
    *scan = (struct digit_scan){.at = bytes, .end = bytes + length, .bytes = bytes};
}

/* Looks at 64 bytes. Each run is two shorter ones, one after the other; twelve digits are eleven after eleven. */
static void look_ahead(struct digit_scan *scan)
{
    struct digit_runs before = scan->before, now = {.of_1 = digits_of(scan->at)};
    now.of_2 = now.of_1 & earlier(now.of_1, before.of_1, 1);
    now.of_4 = now.of_2 & earlier(now.of_2, before.of_2, 2);
    now.of_8 = now.of_4 & earlier(now.of_4, before.of_4, 4);
    now.of_11 = now.of_8 & earlier(now.of_8, before.of_8, 3);
    uint64_t last = earlier(now.of_11, before.of_11, 1);
    scan->ahead = last & ~now.of_1 & ~earlier(now.of_11, before.of_11, 2);
    scan->before = now;
    scan->bytes = scan->at;
    scan->at += 64;
}

const char *digit_scan_next(struct digit_scan *scan)
{
    while (scan->ahead == 0) {
        if (scan->at > scan->end)
            return NULL;
        look_ahead(scan);
    }
    const char *found = scan->bytes + __builtin_ctzll(scan->ahead);
    scan->ahead &= scan->ahead - 1;
    return found <= scan->end ? found : NULL;
}
