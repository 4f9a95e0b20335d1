/* May one count be shown, and as what? For the tables that are not made of struct counts. */
#ifndef PROTECT_POLICY_CELL_H
#define PROTECT_POLICY_CELL_H

#include <stdbool.h>

#include "protect/policy.h"

/*
 * The first rule that hides a part of a whole; COUNT_KNOWN where none does. Zero is shown. part == whole: there is no
 * complement. is_sensitive: that everybody belongs to it must not be read off either.
 */
enum count_state policy_judge_cell(const struct policy *policy, const struct count *part, const struct count *whole,
                                   bool counts_persons, bool is_sensitive);

/* To the nearest multiple of the policy, halves up; only what is shown. */
void policy_round_count(const struct policy *policy, struct count *count);

#endif
