/* How much money does somebody mean who writes "50.000.000", "50 milyon" or "1,5 milyar TL"? */
#ifndef TURKISH_AMOUNT_H
#define TURKISH_AMOUNT_H

#include "base/number.h"
#include "base/slice.h"

enum amount_outcome {
    AMOUNT_OK,
    AMOUNT_MISSING,
    AMOUNT_BAD,      /* no number, below 0, or beyond AMOUNT_MOST */
    AMOUNT_AMBIGUOUS /* "45.000" and "45,000": forty-five thousand to some, forty-five to others */
};

/* The largest amount: its hundredth part is still exact in a double. */
#define AMOUNT_MOST 9e13

/*
 * Reads what number_read reads, rounded to hundredths, then perhaps bin, milyon, milyar (thousand, million, billion)
 * and perhaps TL, TRY or the sign of the lira, which may stand in front too. A single separator with three digits
 * behind it is not guessed. *amount is set only for AMOUNT_OK.
 */
enum amount_outcome amount_read(struct slice text, double *amount);

#endif
