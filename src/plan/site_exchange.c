/* One chosen site for another, as long as it helps. */
#include <math.h>
#include <string.h>

#include "base/memory.h"
#include "base/workers.h"
#include "plan/site_greedy.h"

#define NOBODY UINT32_MAX

/* Who serves each demand now, and who would if that one were given up. */
struct serving {
    double *first, *second; /* benefits */
    uint32_t *owner;        /* place in the choice of who gives the first; NOBODY */
    double *loss;           /* of each place in the choice: what is lost without it */
    double *saved;          /* of each place: how much less is lost if the candidate that is looked at comes */
    bool *is_chosen;        /* of each candidate */
};

/* The exchange that adds most. leave is choice->count where a site is added and none goes. */
struct move {
    double gain;
    uint32_t come;
    size_t leave;
};

static void serving_release(struct serving *serving)
{
    memory_free(serving->first);
    memory_free(serving->second);
    memory_free(serving->owner);
    memory_free(serving->loss);
    memory_free(serving->saved);
    memory_free(serving->is_chosen);
}

static enum mah_status serving_init(struct serving *serving, const struct site_problem *problem, struct mah_error *err)
{
    size_t demands = problem->demand_count + 1, candidates = problem->candidate_count + 1;
    *serving = (struct serving){.first = memory_new(demands, sizeof *serving->first),
                                .second = memory_new(demands, sizeof *serving->second),
                                .owner = memory_new(demands, sizeof *serving->owner),
                                .loss = memory_new(candidates, sizeof *serving->loss),
                                .saved = memory_new(candidates, sizeof *serving->saved),
                                .is_chosen = memory_new(candidates, sizeof *serving->is_chosen)};
    bool complete =
        serving->first && serving->second && serving->owner && serving->loss && serving->saved && serving->is_chosen;
    return complete ? MAH_OK : mah_no_memory(err);
}

static void serve(struct serving *serving, const struct site_problem *problem, const struct site_choice *choice)
{
    memset(serving->first, 0, problem->demand_count * sizeof *serving->first);
    memset(serving->second, 0, problem->demand_count * sizeof *serving->second);
    memset(serving->owner, 0xff, problem->demand_count * sizeof *serving->owner);
    memset(serving->is_chosen, 0, problem->candidate_count * sizeof *serving->is_chosen);
    memset(serving->loss, 0, choice->count * sizeof *serving->loss);
    for (size_t i = 0; i < choice->count; i++) {
        uint32_t candidate = choice->candidate[i];
        serving->is_chosen[candidate] = true;
        for (size_t link = problem->start[candidate]; link < problem->start[candidate + 1]; link++) {
            uint32_t k = problem->demand[link];
            double benefit = site_benefit(problem, link);
            if (benefit > serving->first[k]) {
                serving->second[k] = serving->first[k];
                serving->first[k] = benefit;
                serving->owner[k] = (uint32_t)i;
            } else if (benefit > serving->second[k]) {
                serving->second[k] = benefit;
            }
        }
    }
    for (size_t k = 0; k < problem->demand_count; k++)
        if (serving->owner[k] != NOBODY)
            serving->loss[serving->owner[k]] += serving->first[k] - serving->second[k];
}

/* What the candidate adds if nobody goes; fills `saved`. */
static double gain_of(struct serving *serving, const struct site_problem *problem, size_t chosen, uint32_t candidate)
{
    double gain = 0;
    memset(serving->saved, 0, chosen * sizeof *serving->saved);
    for (size_t link = problem->start[candidate]; link < problem->start[candidate + 1]; link++) {
        uint32_t k = problem->demand[link];
        double benefit = site_benefit(problem, link), first = serving->first[k], second = serving->second[k];
        if (benefit > first)
            gain += benefit - first;
        if (benefit > second && serving->owner[k] != NOBODY)
            serving->saved[serving->owner[k]] += (benefit > first ? first : benefit) - second;
    }
    return gain;
}

static void look_at(struct move *best, struct serving *serving, const struct site_problem *problem,
                    const struct site_choice *choice, double spent, uint32_t candidate)
{
    double gain = gain_of(serving, problem, choice->count, candidate), cost = site_cost(problem, candidate);
    if (choice->count < problem->most_sites && gain > best->gain && site_cost_is_allowed(problem, spent + cost))
        *best = (struct move){gain, candidate, choice->count};
    for (size_t i = 0; i < choice->count; i++) {
        double net = gain + serving->saved[i] - serving->loss[i];
        if (net > best->gain && site_cost_is_allowed(problem, spent + cost - site_cost(problem, choice->candidate[i])))
            *best = (struct move){net, candidate, i};
    }
}

static struct move best_move(struct serving *serving, const struct site_problem *problem,
                             const struct site_choice *choice)
{
    struct move best = {.gain = fmax(choice->value, 1) * 1e-9}; /* less is rounding */
    double spent = 0;
    best.come = NOBODY;
    for (size_t i = 0; i < choice->count; i++)
        spent += site_cost(problem, choice->candidate[i]);
    for (uint32_t c = 0; c < problem->candidate_count; c++)
        if (!serving->is_chosen[c])
            look_at(&best, serving, problem, choice, spent, c);
    return best;
}

enum mah_status site_exchange(struct site_choice *choice, const struct site_problem *problem, struct mah_error *err)
{
    struct serving serving;
    uint32_t *room = memory_resize(choice->candidate, problem->candidate_count + 1, sizeof *room);
    if (room == NULL)
        return mah_no_memory(err);
    choice->candidate = room;
    enum mah_status status = serving_init(&serving, problem, err);
    while (status == MAH_OK && !interrupted()) {
        serve(&serving, problem, choice);
        struct move move = best_move(&serving, problem, choice);
        if (move.come == NOBODY)
            break;
        double before = choice->value;
        uint32_t left = choice->candidate[move.leave];
        bool adds = move.leave == choice->count;
        choice->count += adds;
        choice->candidate[move.leave] = move.come;
        site_choice_value(choice, problem, serving.first);
        if (choice->value > before)
            continue;
        for (size_t i = 0; !adds && i < choice->count; i++) /* rounding only: undo, and rest */
            if (choice->candidate[i] == move.come)
                choice->candidate[i] = left;
        for (size_t i = 0; adds && i < choice->count; i++)
            if (choice->candidate[i] == move.come)
                choice->candidate[i] = choice->candidate[--choice->count];
        site_choice_value(choice, problem, serving.first);
        break;
    }
    serving_release(&serving);
    return status;
}
