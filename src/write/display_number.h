/* How does a person read a number: 1.234,5 in Turkish, 1,234.5 in English? For terminal and legend, never for data. */
#ifndef WRITE_DISPLAY_NUMBER_H
#define WRITE_DISPLAY_NUMBER_H

#include <stdbool.h>
#include <stdint.h>

#include "base/language.h"

enum { DISPLAY_NUMBER_SIZE = 512, DISPLAY_DECIMALS = 9 };

/* The value with a fixed number of decimals (0..9), thousands grouped where asked. */
void display_real(double value, int decimals, bool grouped, enum language language, char out[DISPLAY_NUMBER_SIZE]);
void display_integer(int64_t value, bool grouped, enum language language, char out[DISPLAY_NUMBER_SIZE]);

/* How many decimals the shortest text of a value has: 0 for 120, 2 for 0.25, at most 9. */
int decimals_of(double value);

#endif
