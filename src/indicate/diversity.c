/* How mixed are the origins of an area? */
#include "indicate/diversity.h"

#include <math.h>

struct diversity diversity_of(const double *persons, size_t count, size_t groups)
{
    struct diversity result = {rate_unknown, rate_unknown, rate_unknown, rate_unknown};
    double total = 0;
    for (size_t i = 0; i < count; i++)
        total += persons[i];
    if (!(total > 0))
        return result;
    double entropy = 0, squares = 0;
    for (size_t i = 0; i < count; i++) {
        double p = persons[i] / total;
        if (p > 0)
            entropy -= p * log(p); /* 0 ln 0 = 0 */
        squares += p * p;
    }
    if (entropy < 0)
        entropy = 0; /* one group: -1 ln 1 may come out as -0 */
    result.entropy = rate_of(entropy);
    result.effective = rate_of(exp(entropy));
    result.simpson = rate_of(1 - squares);
    if (groups > 1)
        result.normalised = rate_of(entropy / log((double)groups));
    return result;
}
