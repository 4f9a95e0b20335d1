/* How good can a choice be at best? Nobody has to look at every choice to know. */
#ifndef PLAN_SITE_BOUND_H
#define PLAN_SITE_BOUND_H

#include "plan/site_problem.h"

struct site_bound {
    double value;      /* no choice has more */
    bool *is_out;      /* of each candidate: no choice with it is better than the incumbent */
    size_t left;       /* candidates that are not out */
    bool time_ran_out; /* before the last round: the figures depend on the machine */
};

/*
 * Lagrangian relaxation of "each demand takes from one site" (Cornuéjols, Fisher and Nemhauser 1977) with subgradient
 * steps (Held, Wolfe and Crowder 1974); candidates go out by their reduced cost. `incumbent` is replaced where a better
 * choice is met on the way, and exchanged then. The number of rounds depends on the number of links, not on the time,
 * unless seconds run out. Release in any case.
 */
enum mah_status site_bound_find(struct site_bound *out, struct site_choice *incumbent,
                                const struct site_problem *problem, double seconds, struct mah_error *err);
void site_bound_release(struct site_bound *bound);

/* Seconds of a clock that only goes forward. */
double site_clock_s(void);

#endif
