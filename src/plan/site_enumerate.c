/* Where to build, by looking at every choice there is. */
#include "plan/site_enumerate.h"

#include <math.h>
#include <string.h>

#include "base/memory.h"

enum { MOST_CHOICES = 1000000 };

/* The walk through all choices: `levels` holds, for each number of candidates taken, what the demands take then. */
struct walk {
    const struct site_problem *problem;
    size_t most;    /* candidates of a choice */
    double *levels; /* (most + 1) x demand_count */
    struct site_choice now, best;
    double spent;
};

size_t site_choice_count(const struct site_problem *problem)
{
    size_t count = problem->candidate_count, total = 1, most = problem->most_sites;
    if (problem->cost != NULL || most > count)
        return count <= 19 ? (size_t)1 << count : SIZE_MAX;
    for (size_t i = 0; i < most; i++) {
        total = total * (count - i) / (i + 1);
        if (total > MOST_CHOICES)
            return SIZE_MAX;
    }
    return total;
}

static void take(struct walk *walk, uint32_t candidate)
{
    const struct site_problem *problem = walk->problem;
    double *level = walk->levels + walk->now.count * problem->demand_count, *next = level + problem->demand_count;
    memcpy(next, level, problem->demand_count * sizeof *level);
    for (size_t link = problem->start[candidate]; link < problem->start[candidate + 1]; link++)
        next[problem->demand[link]] = fmax(next[problem->demand[link]], site_benefit(problem, link));
    walk->now.candidate[walk->now.count++] = candidate;
    walk->spent += site_cost(problem, candidate);
    walk->now.value = 0;
    for (size_t k = 0; k < problem->demand_count; k++)
        walk->now.value += next[k];
}

static void give_back(struct walk *walk)
{
    walk->spent -= site_cost(walk->problem, walk->now.candidate[--walk->now.count]);
}

static void keep(struct walk *walk)
{
    memcpy(walk->best.candidate, walk->now.candidate, walk->now.count * sizeof *walk->now.candidate);
    walk->best.count = walk->now.count;
    walk->best.value = walk->now.value;
}

/* Deep at most as many calls as candidates are taken. */
static void walk_on(struct walk *walk, uint32_t from)
{
    if (walk->now.count == walk->most)
        return;
    for (uint32_t c = from; c < walk->problem->candidate_count; c++) {
        if (!site_cost_is_allowed(walk->problem, walk->spent + site_cost(walk->problem, c)))
            continue;
        take(walk, c);
        if (walk->now.value > walk->best.value * (1 + 1e-12))
            keep(walk);
        walk_on(walk, c + 1);
        give_back(walk);
    }
}

enum mah_status site_enumerate(struct site_choice *out, const struct site_problem *problem, struct mah_error *err)
{
    size_t count = problem->candidate_count;
    struct walk walk = {.problem = problem, .most = problem->most_sites < count ? problem->most_sites : count};
    walk.levels = memory_new((walk.most + 1) * problem->demand_count + 1, sizeof *walk.levels);
    walk.now.candidate = memory_new(walk.most + 1, sizeof *walk.now.candidate);
    walk.best.candidate = memory_new(count + 1, sizeof *walk.best.candidate);
    bool complete = walk.levels != NULL && walk.now.candidate != NULL && walk.best.candidate != NULL;
    if (complete)
        walk_on(&walk, 0);
    memory_free(walk.levels);
    memory_free(walk.now.candidate);
    *out = walk.best;
    return complete ? MAH_OK : mah_no_memory(err);
}
