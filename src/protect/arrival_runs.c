/* Which years of arrival does a published sum add up? */
#include "protect/arrival_runs.h"

#include <limits.h>

#include "check/check_arrival.h"

struct run_of_years arrival_window(const struct policy *policy, enum arrival_window window)
{
    const struct run_of_years windows[ARRIVAL_WINDOWS] = {
        [ALL_YEARS] = {INT_MIN, INT_MAX},
        [RECENT_YEARS] = {policy->first_recent_year, INT_MAX},
        [ONLY_RECENT_YEARS] = {policy->last_settled_year + 1, INT_MAX},
        [SETTLED_YEARS] = {INT_MIN, policy->last_settled_year},
        [ONLY_SETTLED_YEARS] = {INT_MIN, policy->first_recent_year - 1},
    };
    return windows[window];
}

struct run_of_years arrival_band(const struct policy *policy, int band)
{
    struct run_of_years run = {INT_MIN, INT_MAX};
    if (band < COHORT_20_UP)
        run.from = policy->reference_year - cohort_years[band] + 1;
    if (band > COHORT_0_1 && band < ARRIVAL_ALL_BANDS)
        run.to = policy->reference_year - cohort_years[band - 1];
    return run;
}

bool arrival_window_cuts_band(const struct policy *policy)
{
    bool is_edge = false;
    for (int band = 0; band <= COHORT_20_UP; band++)
        is_edge |= arrival_band(policy, band).from == policy->first_recent_year;
    return !is_edge || policy->first_recent_year == policy->last_settled_year;
}

struct arrival_sum arrival_sum(const struct policy *policy, int index)
{
    if (index == 0)
        return (struct arrival_sum){MEASURE_RECENT, arrival_window(policy, RECENT_YEARS)};
    if (index == 1)
        return (struct arrival_sum){MEASURE_LONG_TERM, arrival_window(policy, SETTLED_YEARS)};
    return (struct arrival_sum){MEASURE_COHORT_0_1 + index - 2, arrival_band(policy, index - 2)};
}
