/* Which of two names stands first in a Turkish list? */
#include "turkish/alphabet.h"

#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include "base/slice.h"
#include "turkish/letters.h"

enum { LETTERS_BEGIN = 0x110000 }; /* above every code point */

/* The alphabet of law 1353 (1928), with q, w and x for foreign names. */
static const uint32_t alphabet[] = {'a', 'b',   'c', 0xE7, 'd',  'e', 'f', 'g',  0x11F, 'h', 0x131,
                                    'i', 'j',   'k', 'l',  'm',  'n', 'o', 0xF6, 'p',   'q', 'r',
                                    's', 0x15F, 't', 'u',  0xFC, 'v', 'w', 'x',  'y',   'z'};

static uint32_t rank_of(uint32_t letter)
{
    switch (letter) {
    case 0xE2: /* â, î and û stand with their letter */
        letter = 'a';
        break;
    case 0xEE:
        letter = 'i';
        break;
    case 0xFB:
        letter = 'u';
        break;
    default:
        break;
    }
    for (uint32_t i = 0; i < sizeof alphabet / sizeof *alphabet; i++)
        if (alphabet[i] == letter)
            return LETTERS_BEGIN + i;
    return letter;
}

int turkish_compare(const char *a, const char *b)
{
    struct slice left = slice_of(a), right = slice_of(b);
    while (left.length > 0 && right.length > 0) {
        uint32_t x = rank_of(letter_take_lower(&left)), y = rank_of(letter_take_lower(&right));
        if (x != y)
            return x < y ? -1 : 1;
    }
    if (left.length != right.length)
        return left.length < right.length ? -1 : 1;
    return strcmp(a, b);
}
