/* Where to build? The problem alone: who gains how much from which place, and what may be built. */
#ifndef PLAN_SITE_PROBLEM_H
#define PLAN_SITE_PROBLEM_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/error.h"

/*
 * Each demand takes the best of the chosen candidates that reach it; the value of a choice is the sum of what they
 * take. With one benefit a demand it is the maximal covering problem (Church and ReVelle 1974); with the ways that are
 * saved it is the p-median problem (Hakimi 1964) in which what exists stays open. Borrows all arrays.
 */
struct site_problem {
    size_t candidate_count, demand_count;
    const double *weight;   /* of each demand, >= 0: what it takes where it is reached */
    const size_t *start;    /* candidate_count + 1 offsets into the links of each candidate */
    const uint32_t *demand; /* of each link; rising for each candidate */
    const double *benefit;  /* of each link, >= 0; NULL: the weight of its demand */
    const double *cost;     /* of each candidate, >= 0; NULL: there is no budget */
    size_t most_sites;      /* SIZE_MAX: as many as the budget allows */
    double budget;          /* INFINITY: as many as most_sites allows */
};

static inline double site_benefit(const struct site_problem *problem, size_t link)
{
    return problem->benefit != NULL ? problem->benefit[link] : problem->weight[problem->demand[link]];
}

static inline double site_cost(const struct site_problem *problem, uint32_t candidate)
{
    return problem->cost != NULL ? problem->cost[candidate] : 0;
}

/* A set of candidates, rising. Owned. */
struct site_choice {
    uint32_t *candidate;
    size_t count;
    double value;
};
void site_choice_release(struct site_choice *choice);
/* Sorts the candidates and computes the value. `best` has room for a benefit a demand. */
void site_choice_value(struct site_choice *choice, const struct site_problem *problem, double *best);

/* Is there money and room for the candidates of a choice? Sums of costs may be off by a billionth. */
bool site_choice_is_allowed(const struct site_choice *choice, const struct site_problem *problem);
/* May this much be spent? */
bool site_cost_is_allowed(const struct site_problem *problem, double cost);

#endif
