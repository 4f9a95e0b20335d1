/* Shares, densities and quotients that know when they are unknown. */
#ifndef INDICATE_RATE_H
#define INDICATE_RATE_H

#include <stdbool.h>

/* A value, or the knowledge that there is none: never 0, infinity or NaN instead. */
struct rate {
    double value;
    bool known;
};

extern const struct rate rate_unknown;
struct rate rate_of(double value);

/* numerator / denominator; unknown where either is unknown or the denominator is not above 0 (domain.md 4, general edge
 * rules). */
struct rate rate_divide(struct rate numerator, struct rate denominator);
struct rate rate_subtract(struct rate a, struct rate b);
struct rate rate_add(struct rate a, struct rate b);

/* To the nearest multiple of `step` (0.01 for whole per cents), halves up. */
struct rate rate_round_to_step(struct rate rate, double step);
/* To `digits` significant decimal digits. */
struct rate rate_round_to_digits(struct rate rate, int digits);

#endif
