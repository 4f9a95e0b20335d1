/*
 * One sum whose parts stand in no other table: facilities of a type, squares of the grid. Where the hidden
 * parts could be worked out from the shown ones and the whole, the smallest shown part is hidden, too, until they
 * cannot: domain.md 5.3 rule 4 for a single line.
 */
#ifndef PROTECT_SUM_CLOSING_H
#define PROTECT_SUM_CLOSING_H

#include "indicate/counts.h"
#include "protect/policy.h"

/* The parts add up to a whole that is taken for known exactly, since other tables may tell it more closely than its own
 * rounding does. Judged, not rounded yet. Not to be closed where the whole is hidden: nothing can be subtracted then.
 */
struct closing_sum {
    struct count **parts; /* borrowed; NULL entries are left out */
    size_t count;
    const double *most;  /* by part: the whole of its own that it is a part of; NULL: it has none */
    const bool *jointly; /* by part: its own whole is hidden, and all such together can have only */
    double joint_up;     /* so much more; NULL: there are none */
    bool counts_persons;
};

/* How many were hidden; S4. Of equal ones the first goes. */
size_t sum_close(const struct policy *policy, const struct closing_sum *sum);
/* Not so where everything is hidden and that is not enough. */
bool sum_is_closed(const struct policy *policy, const struct closing_sum *sum);

#endif
