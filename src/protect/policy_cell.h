/* One count under a policy: may it be shown beside the whole it is a part of, and how is it rounded? */
#ifndef PROTECT_POLICY_CELL_H
#define PROTECT_POLICY_CELL_H

#include <stdbool.h>

#include "indicate/counts.h"
#include "protect/policy.h"

/*
 * The first rule that hides a part of a whole; COUNT_KNOWN where none does. Zero is shown. counts_persons: the values
 * are persons, not households. is_sensitive: that everybody belongs to the part must not be read off either.
 */
enum count_state policy_judge_cell(const struct policy *policy, const struct count *part, const struct count *whole,
                                   bool counts_persons, bool is_sensitive);
/* A count that is shown goes to the nearest multiple that the policy asks for. */
void policy_round_count(const struct policy *policy, struct count *count);

#endif
