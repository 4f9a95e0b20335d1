/* How mixed are the origins of an area? (domain.md 4.5) */
#ifndef INDICATE_DIVERSITY_H
#define INDICATE_DIVERSITY_H

#include <stddef.h>

#include "indicate/rate.h"

struct diversity {
    struct rate entropy;    /* -sum p ln p, in nats (Shannon 1948) */
    struct rate normalised; /* entropy / ln(groups of the study area); unknown with one group */
    struct rate effective;  /* exp(entropy): the number of equally large groups that would be as mixed */
    struct rate simpson;    /* 1 - sum p^2 */
};

/* persons[0..count): persons by origin, >= 0. groups: number of origins in the whole study area. Unknown for an empty
 * area. */
struct diversity diversity_of(const double *persons, size_t count, size_t groups);

#endif
