/* One count under a policy: may it be shown, and how is it rounded? */
#include "protect/policy_cell.h"

#include <math.h>

enum count_state policy_judge_cell(const struct policy *policy, const struct count *part, const struct count *whole,
                                   bool counts_persons, bool is_sensitive)
{
    if (part->records > 0 && part->records < policy->min_households)
        return COUNT_SUPPRESSED_SMALL;
    if (counts_persons && part->value > 0 && part->value < policy->min_persons)
        return COUNT_SUPPRESSED_SMALL;
    if (part->value <= 0 || part == whole)
        return COUNT_KNOWN;
    double rest = whole->value - part->value;
    int64_t rest_records = whole->records - part->records;
    if (policy->min_persons > 0 && is_sensitive && rest <= 0)
        return COUNT_SUPPRESSED_COMPLEMENT;
    if (counts_persons && rest > 0 && rest < policy->min_persons)
        return COUNT_SUPPRESSED_COMPLEMENT;
    /* Where members of one household are on both sides, no household is only on the other: the records say nothing
     * then. */
    if (rest > 0 && rest_records > 0 && rest_records < policy->min_households)
        return COUNT_SUPPRESSED_COMPLEMENT;
    return COUNT_KNOWN;
}

void policy_round_count(const struct policy *policy, struct count *count)
{
    if (policy->round_to > 0 && count->state == COUNT_KNOWN)
        count->value = floor(count->value / policy->round_to + 0.5) * policy->round_to;
}
