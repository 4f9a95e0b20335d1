/* Where to build, proved: a mixed integer program, by COIN-OR CBC. The only door to that library. */
#ifndef PLAN_SITE_EXACT_H
#define PLAN_SITE_EXACT_H

#include "plan/site_problem.h"

struct site_proof {
    double bound;       /* no choice has more; as good as the solver's arithmetic (one millionth) */
    bool is_proved;     /* the choice is the best */
    bool limit_is_time; /* it stopped for time, so that the answer depends on the machine */
    bool was_too_large; /* not asked: too many rows and columns */
};

/*
 * Looks for a better choice than `incumbent`, which it begins from and replaces, among the candidates that are not out
 * (NULL: all). Demands that the same candidates reach are one; candidates whose demands another reaches too for no more
 * money go. One thread, no output, the same answer each time unless the time runs out; handlers of signals are put
 * back. MAH_INTERRUPTED where the user stops it, MAH_FAILED where the library fails.
 */
enum mah_status site_exact(struct site_proof *out, struct site_choice *incumbent, const struct site_problem *problem,
                           const bool *is_out, double seconds, struct mah_error *err);

#endif
