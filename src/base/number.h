/* Numbers as people write them in Türkiye and elsewhere, read and written without the C locale. */
#ifndef BASE_NUMBER_H
#define BASE_NUMBER_H

#include <stdbool.h>
#include <stdint.h>

#include "base/slice.h"

enum number_outcome { NUMBER_OK, NUMBER_MISSING, NUMBER_BAD };

/*
 * Reads a decimal number, correctly rounded to double. Accepts a sign, digits, one decimal point or comma, thousands
 * groups (1.234,56 and 1,234.56; a lone separator is a decimal separator), an exponent, blanks around. Empty text is
 * NUMBER_MISSING. NaN, infinities, hexadecimal and overflow are NUMBER_BAD. *value is set only for NUMBER_OK.
 */
enum number_outcome number_read(struct slice text, double *value);

/* Writes the shortest decimal that reads back as the same double ("0.1", "1e-07", "41"); out needs 32 bytes. */
void number_write(double value, char out[32]);

/* For a sentence: as %g, with the decimal sign of the language that is set. Gives out. */
const char *number_say(double value, char out[32]);

/* Writes with a fixed number of decimals (0..9), a point, no -0. out needs 400 bytes for the largest doubles. */
void number_write_fixed(double value, int decimals, char *out, size_t size);

#endif
