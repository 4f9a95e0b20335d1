/* Where to build: the best choice that can be found in the time, and how good it is at least. */
#ifndef PLAN_SITE_SOLVE_H
#define PLAN_SITE_SOLVE_H

#include "plan/site_problem.h"

enum site_method { SITE_EXACT, SITE_GREEDY };

struct site_solution {
    struct site_choice choice;
    double bound;       /* no choice has more; NAN: not asked (SITE_GREEDY) */
    bool is_proved;     /* the choice is the best */
    bool limit_is_time; /* the search stopped for time, so that the answer depends on the machine */
};

/* (bound - value) / bound: no choice is better by more than that share. 0 where proved, NAN where nobody looked. */
double site_gap(const struct site_solution *solution);

/*
 * SITE_GREEDY: one after the other with exchanges. SITE_EXACT: from there a bound, which rules candidates out, then a
 * mixed integer program over what is left. Release in any case.
 */
enum mah_status site_solve(struct site_solution *out, const struct site_problem *problem, enum site_method method,
                           double seconds, struct mah_error *err);
void site_solution_release(struct site_solution *solution);

#endif
