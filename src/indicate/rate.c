/* Shares, densities and quotients that know when they are unknown. */
#include "indicate/rate.h"

#include <math.h>
#include <stdlib.h>

const struct rate rate_unknown = {0, false};

struct rate rate_of(double value)
{
    return isfinite(value) ? (struct rate){value, true} : rate_unknown;
}

struct rate rate_divide(struct rate numerator, struct rate denominator)
{
    if (!numerator.known || !denominator.known || !(denominator.value > 0))
        return rate_unknown;
    return rate_of(numerator.value / denominator.value);
}

struct rate rate_subtract(struct rate a, struct rate b)
{
    return a.known && b.known ? rate_of(a.value - b.value) : rate_unknown;
}

struct rate rate_add(struct rate a, struct rate b)
{
    return a.known && b.known ? rate_of(a.value + b.value) : rate_unknown;
}

struct rate rate_round_to_step(struct rate rate, double step)
{
    if (!rate.known)
        return rate;
    /* Dividing by the reciprocal keeps 0.07 the double nearest to 0.07, as a reader of the table expects. */
    double parts = nearbyint(1 / step);
    if (step < 1 && fabs(parts * step - 1) < 1e-12)
        return rate_of(floor(rate.value * parts + 0.5) / parts);
    return rate_of(floor(rate.value / step + 0.5) * step);
}

struct rate rate_round_to_digits(struct rate rate, int digits)
{
    if (!rate.known || rate.value == 0)
        return rate;
    int exponent = (int)floor(log10(fabs(rate.value))) - digits + 1;
    double scale = pow(10, abs(exponent));
    double scaled = exponent >= 0 ? rate.value / scale : rate.value * scale;
    return rate_of(exponent >= 0 ? nearbyint(scaled) * scale : nearbyint(scaled) / scale);
}
