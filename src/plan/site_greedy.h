/* Where to build, quickly: one site after the other, then exchanges. */
#ifndef PLAN_SITE_GREEDY_H
#define PLAN_SITE_GREEDY_H

#include "plan/site_problem.h"

/*
 * Always the candidate that adds most (under a budget: most for its cost), until nothing is gained, everything is
 * spent, or there are enough; under a budget the best single candidate where that is better. Equal ones: the smaller
 * index. The value is at least 1 - 1/e of the best (Nemhauser, Wolsey and Fisher 1978), under a budget (1 - 1/e) / 2
 * (Khuller, Moss and Naor 1999). Gains only fall, so that most are never computed again (Minoux 1978).
 */
enum mah_status site_greedy(struct site_choice *out, const struct site_problem *problem, struct mah_error *err);

/*
 * Exchanges one chosen candidate for another, always the pair that adds most, until no exchange adds anything (Teitz
 * and Bart 1968; the gains of all pairs in one pass over the links: Whitaker 1983). Adds one where there is room and
 * money. Stops, too, when the user wants it. Equal ones: the smaller candidate to come, then the smaller to go.
 */
enum mah_status site_exchange(struct site_choice *choice, const struct site_problem *problem, struct mah_error *err);

#endif
