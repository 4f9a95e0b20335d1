/* Where to build? The value of a choice, and whether it is allowed. */
#include "plan/site_problem.h"

#include <stdlib.h>
#include <string.h>

#include "base/memory.h"

void site_choice_release(struct site_choice *choice)
{
    memory_free(choice->candidate);
    *choice = (struct site_choice){0};
}

static int compare_candidates(const void *a, const void *b)
{
    uint32_t x = *(const uint32_t *)a, y = *(const uint32_t *)b;
    return (x > y) - (x < y);
}

void site_choice_value(struct site_choice *choice, const struct site_problem *problem, double *best)
{
    if (choice->count > 1)
        qsort(choice->candidate, choice->count, sizeof *choice->candidate, compare_candidates);
    memset(best, 0, problem->demand_count * sizeof *best);
    for (size_t i = 0; i < choice->count; i++) {
        uint32_t candidate = choice->candidate[i];
        for (size_t link = problem->start[candidate]; link < problem->start[candidate + 1]; link++) {
            double benefit = site_benefit(problem, link);
            if (benefit > best[problem->demand[link]])
                best[problem->demand[link]] = benefit;
        }
    }
    choice->value = 0;
    for (size_t k = 0; k < problem->demand_count; k++)
        choice->value += best[k];
}

bool site_cost_is_allowed(const struct site_problem *problem, double cost)
{
    return cost <= problem->budget * (1 + 1e-9);
}

bool site_choice_is_allowed(const struct site_choice *choice, const struct site_problem *problem)
{
    double cost = 0;
    for (size_t i = 0; i < choice->count; i++)
        cost += site_cost(problem, choice->candidate[i]);
    return choice->count <= problem->most_sites && site_cost_is_allowed(problem, cost);
}
