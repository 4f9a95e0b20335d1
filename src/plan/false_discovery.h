/* Of many tests, which are more than chance? The false discovery rate of Benjamini and Hochberg (1995). */
#ifndef PLAN_FALSE_DISCOVERY_H
#define PLAN_FALSE_DISCOVERY_H

#include <stddef.h>

#include "base/error.h"

/* q[i]: the least rate of false discoveries at which test i counts; NAN where p[i] is: only tested units count. */
enum mah_status false_discovery(double *q, const double *p, size_t count, struct mah_error *err);

#endif
