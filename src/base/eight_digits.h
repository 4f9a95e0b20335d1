/* Eight decimal digits at once. */
#ifndef BASE_EIGHT_DIGITS_H
#define BASE_EIGHT_DIGITS_H

#include <endian.h>
#include <stdbool.h>
#include <stdint.h>
#include <string.h>

static inline uint64_t eight_bytes(const char *bytes)
{
    uint64_t word;
    memcpy(&word, bytes, sizeof word);
    return le64toh(word);
}

/* Eight bytes, the first in the lowest byte of the word, as the digits of a number; false where one is no digit. Pairs,
 * fours and the eight are joined by a multiplication each, all at once (D. Lemire, "Quickly parsing eight digits",
 * 2018). */
static inline bool eight_digits(uint64_t word, uint64_t *value)
{
    uint64_t above = word + 0x4646464646464646u, digits = word - 0x3030303030303030u;
    if (((above | digits) & 0x8080808080808080u) != 0)
        return false;
    digits = digits * 10 + (digits >> 8);
    *value = ((digits & 0x000000FF000000FFu) * 0x000F424000000064u +
              (digits >> 16 & 0x000000FF000000FFu) * 0x0000271000000001u) >>
             32;
    return true;
}

#endif
