/* Which letter is it, in Turkish lower case, and which ASCII letters stand for it? Code points and our own tables only.
 */
#ifndef TURKISH_LETTERS_H
#define TURKISH_LETTERS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/slice.h"

enum { LETTER_BROKEN = 0xFFFD }; /* what stands for bytes that are not UTF-8 */

/*
 * Takes the next letter off *rest, in Turkish lower case (I -> ı, İ -> i); a base letter and the combining marks that
 * make a letter of Turkish of it are taken as one. *rest must not be empty.
 */
uint32_t letter_take_lower(struct slice *rest);

/* The ASCII letters or digits that stand for a lower-case letter ("g" for ğ, "ss" for ß); NULL where there are none. */
const char *letter_ascii(uint32_t letter, char buffer[2]);

/* Does the letter stand neither for itself nor for a gap: apostrophes, loose combining marks, zero-width characters? */
bool letter_is_silent(uint32_t letter);
/* A letter or digit of any script; punctuation, blanks and symbols are not. */
bool letter_is_word(uint32_t letter);

/* UTF-8 of a code point; returns its length, 1..4. */
size_t letter_write(uint32_t letter, char out[4]);

#endif
