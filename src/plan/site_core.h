/* What of a problem has to be looked at to prove a choice the best? */
#ifndef PLAN_SITE_CORE_H
#define PLAN_SITE_CORE_H

#include "plan/site_problem.h"

/* The same problem in fewer candidates and demands. Owns its arrays, which `problem` borrows. */
struct site_core {
    struct site_problem problem;
    uint32_t *candidate; /* of each candidate of the core: the one it is in the whole problem */
    double *weight, *benefit, *cost;
    size_t *start;
    uint32_t *demand;
};

/*
 * Without the candidates that are out (NULL: none are) and those whose demands another reaches at least as well for no
 * more money (equal ones: the smaller index stays); `keep` stays in any case. Demands that the same candidates reach
 * are one, where no benefits tell them apart; those that nobody reaches go. Release in any case.
 */
enum mah_status site_core_init(struct site_core *core, const struct site_problem *problem, const bool *is_out,
                               const struct site_choice *keep, struct mah_error *err);
void site_core_release(struct site_core *core);

#endif
