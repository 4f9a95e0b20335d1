/* Which years of arrival does a published sum add up? */
#ifndef PROTECT_ARRIVAL_RUNS_H
#define PROTECT_ARRIVAL_RUNS_H

#include "protect/policy.h"

/* Calendar years, both included. */
struct run_of_years {
    int from, to;
};
static inline bool arrival_run_has(struct run_of_years run, int year)
{
    return year >= run.from && year <= run.to;
}

/* A year in which the window begins is recent and settled: each side is looked at with it and without. */
enum arrival_window { ALL_YEARS, RECENT_YEARS, ONLY_RECENT_YEARS, SETTLED_YEARS, ONLY_SETTLED_YEARS, ARRIVAL_WINDOWS };
struct run_of_years arrival_window(const struct policy *policy, enum arrival_window window);

/* The years of a cohort, as an arrival known by its year only is counted. */
enum { ARRIVAL_ALL_BANDS = COHORT_20_UP + 1, ARRIVAL_BANDS };
struct run_of_years arrival_band(const struct policy *policy, int band);

/* Does the window begin within a band of years? Then what of the band is recent, and what is not, is the difference of
 * published sums. */
bool arrival_window_cuts_band(const struct policy *policy);

/* The measures that years add up to, and their years. */
enum { ARRIVAL_SUMS = 2 + ARRIVAL_ALL_BANDS };
struct arrival_sum {
    int measure;
    struct run_of_years years;
};
struct arrival_sum arrival_sum(const struct policy *policy, int index);

#endif
