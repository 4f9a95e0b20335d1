/* What should be built first? */
#include "plan/investments.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/memory.h"
#include "plan/knapsack.h"

/* A thousandth of a person and a hundredth of the currency are the smallest things that count. */
#define GAIN_SCALE 1000.0
#define COST_SCALE 100.0
enum { MOST_STEPS = 4096 }; /* of one project; more become longer steps */

const char *investment_kind_word(enum investment_kind kind)
{
    static const char *const words[] = {"capacity", "area", "network"};
    return words[kind];
}

const char *investment_reason_word(enum investment_reason reason)
{
    static const char *const words[] = {"", "over_budget", "no_budget", "no_cost", "hidden", "no_persons"};
    return words[reason];
}

double investment_helps(const struct investment *project, double units)
{
    double helped = units * project->persons_unit;
    return round(helped < project->persons ? helped : project->persons);
}

static double step_of(const struct investment *project)
{
    double step = isnan(project->lot) || project->lot > project->quantity ? project->quantity : project->lot;
    double times = ceil(project->quantity / step / MOST_STEPS);
    return times > 1 ? step * times : step;
}

static enum investment_reason obstacle(const struct investment *project)
{
    if (isnan(project->quantity) || isnan(project->persons))
        return INVESTMENT_HIDDEN;
    if (project->persons <= 0)
        return INVESTMENT_NO_PERSONS;
    return isnan(project->unit_cost) ? INVESTMENT_NO_COST : INVESTMENT_CHOSEN;
}

static bool has_rank(const struct investment *project)
{
    return obstacle(project) == INVESTMENT_CHOSEN;
}

static int by_texts(const struct investment *x, const struct investment *y)
{
    int order = strcmp(x->mah_code, y->mah_code);
    if (order == 0)
        order = strcmp(x->code, y->code);
    if (order == 0)
        order = (x->kind > y->kind) - (x->kind < y->kind);
    return order != 0 ? order : (x->order > y->order) - (x->order < y->order);
}

/* Those without a rank by the persons they help, if that is known. */
static int by_rank(const void *a, const void *b)
{
    const struct investment *x = a, *y = b;
    if (x->department != y->department)
        return x->department < y->department ? -1 : 1;
    if (has_rank(x) != has_rank(y))
        return has_rank(x) ? -1 : 1;
    if (has_rank(x)) {
        double left = x->persons * y->cost, right = y->persons * x->cost;
        if (left != right)
            return left > right ? -1 : 1;
        if (x->cost != y->cost)
            return x->cost < y->cost ? -1 : 1;
    } else {
        double left = isnan(x->persons) ? -1 : x->persons, right = isnan(y->persons) ? -1 : y->persons;
        if (left != right)
            return left > right ? -1 : 1;
    }
    return by_texts(x, y);
}

static void rank_all(struct investment *list, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        list[i].order = i;
        list[i].cost = round(list[i].quantity * list[i].unit_cost * COST_SCALE) / COST_SCALE;
    }
    if (count > 1)
        qsort(list, count, sizeof *list, by_rank);
    for (size_t i = 0, rank = 0; i < count; i++) {
        rank = i > 0 && list[i - 1].department == list[i].department ? rank + 1 : 1;
        list[i].rank = has_rank(&list[i]) ? rank : 0;
        list[i].reason = obstacle(&list[i]);
        list[i].built = list[i].built_cost = list[i].built_persons = 0;
    }
}

/* The steps of the projects of a department. */
struct steps {
    struct knapsack_item *items;
    struct step {
        struct investment *project;
        double units;
    } * of;
    size_t count, item_capacity, step_capacity;
};

static int64_t scaled(double value, double scale)
{
    double whole = round(value * scale);
    return whole < (double)KNAPSACK_MOST ? (int64_t)whole : KNAPSACK_MOST;
}

/* Costs and gains of steps are differences of sums, so that they add up to those of the project. */
static enum mah_status add_steps(struct steps *steps, struct investment *project, struct mah_error *err)
{
    double step = step_of(project);
    size_t number = (size_t)floor(project->quantity / step + 1e-9); /* the last step takes what is left */
    for (size_t i = 0; i < number; i++) {
        double from = step * (double)i, to = i + 1 == number ? project->quantity : step * (double)(i + 1);
        double all = project->persons, before = from * project->persons_unit, after = to * project->persons_unit;
        if (memory_grow((void **)&steps->items, &steps->item_capacity, steps->count + 1, sizeof *steps->items) != 0 ||
            memory_grow((void **)&steps->of, &steps->step_capacity, steps->count + 1, sizeof *steps->of) != 0)
            return mah_no_memory(err);
        double helped = (after < all ? after : all) - (before < all ? before : all);
        steps->items[steps->count] = (struct knapsack_item){
            .cost = scaled((to - from) * project->unit_cost, COST_SCALE), .gain = scaled(helped, GAIN_SCALE)};
        steps->of[steps->count++] = (struct step){project, to - from};
    }
    return MAH_OK;
}

static void steps_release(struct steps *steps)
{
    memory_free(steps->items);
    memory_free(steps->of);
}

static void take_steps(const struct steps *steps, const bool *chosen)
{
    for (size_t i = 0; i < steps->count; i++)
        if (chosen[i])
            steps->of[i].project->built += steps->of[i].units;
}

static enum mah_status choose(struct investment *list, size_t count, struct investment_plan *plan, size_t most_states,
                              struct mah_error *err)
{
    struct steps steps = {0};
    struct knapsack_result result = {0};
    enum mah_status status = MAH_OK;
    for (size_t i = 0; status == MAH_OK && i < count; i++)
        if (list[i].reason == INVESTMENT_CHOSEN)
            status = add_steps(&steps, &list[i], err);
    bool *chosen = memory_new(steps.count + 1, sizeof *chosen);
    if (status == MAH_OK && chosen == NULL)
        status = mah_no_memory(err);
    if (status == MAH_OK)
        status = knapsack_solve(chosen, &result, steps.items, steps.count, scaled(plan->budget, COST_SCALE),
                                most_states, err);
    if (status == MAH_OK)
        take_steps(&steps, chosen);
    plan->is_proved = result.is_proved;
    plan->bound = (double)result.bound / GAIN_SCALE;
    memory_free(chosen);
    steps_release(&steps);
    return status;
}

static void sum_up(struct investment *list, size_t count, struct investment_plan *plan)
{
    for (size_t i = 0; i < count; i++) {
        struct investment *project = &list[i];
        bool is_whole = project->built >= project->quantity - 1e-9;
        if (project->reason == INVESTMENT_CHOSEN && !is_whole)
            project->reason = isnan(plan->budget) ? INVESTMENT_NO_BUDGET : INVESTMENT_OVER_BUDGET;
        plan->projects++;
        plan->without_cost += project->reason == INVESTMENT_NO_COST;
        if (!(project->built > 0))
            continue;
        project->built_cost = round(project->built * project->unit_cost * COST_SCALE) / COST_SCALE;
        project->built_persons = investment_helps(project, project->built);
        plan->chosen++;
        plan->spent += project->built_cost;
        plan->persons += project->built_persons;
    }
    plan->spent = round(plan->spent * COST_SCALE) / COST_SCALE;
}

enum mah_status investments_choose(struct investment *list, size_t count, struct investment_plan *plans,
                                   size_t plan_count, size_t most_states, struct mah_error *err)
{
    enum mah_status status = MAH_OK;
    rank_all(list, count);
    for (size_t i = 0; i < plan_count; i++)
        plans[i] = (struct investment_plan){.budget = plans[i].budget, /* without projects nothing is the best choice */
                                            .bound = isnan(plans[i].budget) ? NAN : 0,
                                            .is_proved = !isnan(plans[i].budget)};
    for (size_t first = 0, end; status == MAH_OK && first < count; first = end) {
        struct investment_plan *plan = &plans[list[first].department];
        for (end = first; end < count && list[end].department == list[first].department;)
            end++;
        if (!isnan(plan->budget))
            status = choose(list + first, end - first, plan, most_states, err);
        sum_up(list + first, end - first, plan);
    }
    return status;
}
