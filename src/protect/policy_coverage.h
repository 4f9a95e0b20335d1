/* What of the coverage may be shown? Follows what the counts of each area already hide. */
#ifndef PROTECT_POLICY_COVERAGE_H
#define PROTECT_POLICY_COVERAGE_H

#include "indicate/coverage.h"
#include "protect/policy.h"

/*
 * Judges in place; `counts` is judged already. A group is hidden with its area, with its people (recent
 * migrants), or where covered or uncovered is a small cell; all of it goes then, distances too, since a median beyond
 * the radius speaks of the covered. A target is hidden, too, where all but few of the covered, or of the uncovered,
 * belong to it. Recent migrants and settled residents go together (S4): each is what is left of all. Where only
 * `unknown` is small it goes, and with it the `pop` of the same people under every type (S4), since pop - covered -
 * uncovered would give it; there `unknown` goes, too, which would give `pop` back. Under a rounding policy distances
 * need ten households and go to whole 10 m. `types` are those of coverage_new.
 */
void policy_judge_coverage(const struct policy *policy, const struct counts *counts, const struct coverage_type *types,
                           struct coverage *coverage);
void policy_round_coverage(const struct policy *policy, struct coverage *coverage);
/* Both, where no sums over areas stand beside this coverage. */
void policy_apply_coverage(const struct policy *policy, const struct counts *counts, const struct coverage_type *types,
                           struct coverage *coverage);

/* The state that hides a group, COUNT_KNOWN where it is shown. */
enum count_state coverage_state(const struct group_coverage *group);

#endif
