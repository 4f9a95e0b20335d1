/* What may be shown under which profile? domain terms: a unit is a row of the table, a cell one count in it. */
#ifndef PROTECT_POLICY_H
#define PROTECT_POLICY_H

#include "config/project.h"
#include "indicate/counts.h"

struct policy {
    enum profile profile;
    int min_households;   /* records a row, and a cell, must have behind it; 0: no test */
    int min_persons;      /* persons a cell and its complement must have; 0: no test */
    int min_unit_persons; /* persons a row must have; 0: no test */
    int round_to;         /* surviving counts go to the nearest multiple; 0: not rounded */
    /* The calendar years whose arrivals the published sums add up. */
    int reference_year;    /* the bands of years since arrival go back from it */
    int first_recent_year; /* the first of which some may be recent */
    int last_settled_year; /* the last of which some may not be recent; where the window begins within a year, the same
                              one */
};

/* public: all rules; internal: too few households behind a row or cell; secure: exact values. */
struct policy policy_of(const struct project *project);

/*
 * Applies the policy to counts in place: unit test, small cells and complements, attribute disclosure, rounding.
 * A count that is shown keeps COUNT_KNOWN; the state of the others names the rule. Small origins of a mahalle become
 * one row ORIGIN_OTHER. Complementary suppression over lines and tables belongs here too, before the rounding.
 */
void policy_apply(const struct policy *policy, struct counts *counts);

/* The part of policy_apply for counts->living: hides, then rounds. Where the counts of the areas are judged already. */
void policy_apply_living(const struct policy *policy, struct counts *counts);

/* The part for counts->arrivals. Where the counts of the areas are judged, and not rounded yet. */
void policy_apply_arrivals(const struct policy *policy, struct counts *counts);

#endif
