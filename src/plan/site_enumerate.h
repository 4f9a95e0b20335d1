/* Where to build, by looking at every choice there is: for small problems, and to judge the other methods by. */
#ifndef PLAN_SITE_ENUMERATE_H
#define PLAN_SITE_ENUMERATE_H

#include "plan/site_problem.h"

/* The number of choices of most_sites candidates, or of any under a budget; SIZE_MAX where there are more than a
 * million. */
size_t site_choice_count(const struct site_problem *problem);

/* The best of all; of equal ones the first in the order of their candidates. site_choice_count must not be SIZE_MAX. */
enum mah_status site_enumerate(struct site_choice *out, const struct site_problem *problem, struct mah_error *err);

#endif
