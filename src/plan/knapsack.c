/*
 * Which projects help most people for a budget?
 *
 * Items are decided from the last of the order (least gain a cost) to the first. So the items that are still open are
 * always the best ones: what they can add at most is their beginning that fits, and a fraction of the next. And where
 * two choices gain and cost the same, the one that has just taken the item holds an earlier one than the other: the
 * written rule for ties is decided on the spot.
 */
#include "plan/knapsack.h"

#include <stdlib.h>
#include <string.h>

#include "base/memory.h"

enum { NO_NODE = 0, MOST_NODES = 1 << 25 };
__extension__ typedef __int128 wide;

struct ordered_item {
    int64_t cost, gain;
    size_t index; /* of the caller */
};

/* What a partial choice took last, and what it was before. */
struct node {
    uint32_t item, parent;
};

struct state {
    int64_t cost, gain, bound;
    uint32_t node, taken; /* taken: the item just decided has no node yet */
};

struct solver {
    struct ordered_item *items;
    size_t count;
    int64_t budget;
    int64_t gain_step;                  /* every gain, and so every sum, is a multiple of it */
    int64_t *cost_before, *gain_before; /* count + 1: sums of the first items */
    struct state *states, *next;
    size_t state_count, state_capacity, next_capacity, most_states;
    struct node *nodes;
    size_t node_count, node_capacity;
    int64_t best_gain; /* of a whole choice that is known: best_node and the first best_prefix items */
    uint32_t best_node;
    size_t best_prefix;
    int64_t dropped; /* largest bound of what was dropped; 0: nothing was */
};

static int by_order(const void *a, const void *b)
{
    const struct ordered_item *x = a, *y = b;
    wide left = (wide)x->gain * y->cost, right = (wide)y->gain * x->cost;
    if (left != right)
        return left > right ? -1 : 1;
    if (x->cost != y->cost)
        return x->cost < y->cost ? -1 : 1;
    return x->index < y->index ? -1 : x->index > y->index;
}

static void solver_release(struct solver *solver)
{
    memory_free(solver->items);
    memory_free(solver->cost_before);
    memory_free(solver->gain_before);
    memory_free(solver->states);
    memory_free(solver->next);
    memory_free(solver->nodes);
}

static int64_t common_divisor(int64_t a, int64_t b)
{
    while (b != 0) {
        int64_t rest = a % b;
        a = b;
        b = rest;
    }
    return a;
}

/* Sums of costs are multiples of what all costs are multiples of: a budget between two of them buys no more than the
 * lower one. The same of gains makes bounds tighter: published persons are often multiples of 5. */
static void find_steps(struct solver *solver)
{
    int64_t cost_step = 0, gain_step = 0;
    for (size_t i = 0; i < solver->count; i++) {
        cost_step = common_divisor(solver->items[i].cost, cost_step);
        gain_step = common_divisor(solver->items[i].gain, gain_step);
    }
    solver->gain_step = gain_step > 0 ? gain_step : 1;
    solver->budget -= cost_step > 0 ? solver->budget % cost_step : 0;
}

/* Items dearer than the budget are in no choice; the sums stay within 64 bits: at most 2^53 a piece, and 2^10 pieces
 * more than the budget holds do not matter. */
static enum mah_status solver_init(struct solver *solver, const struct knapsack_item *items, size_t count,
                                   int64_t budget, size_t most_states, struct mah_error *err)
{
    *solver = (struct solver){.budget = budget, .node_count = 1};
    solver->items = memory_new(count + 1, sizeof *solver->items);
    solver->cost_before = memory_new(count + 1, sizeof *solver->cost_before);
    solver->gain_before = memory_new(count + 1, sizeof *solver->gain_before);
    if (solver->items == NULL || solver->cost_before == NULL || solver->gain_before == NULL)
        return mah_no_memory(err);
    for (size_t i = 0; i < count; i++)
        if (items[i].cost <= budget && items[i].cost > 0 && items[i].gain > 0)
            solver->items[solver->count++] = (struct ordered_item){items[i].cost, items[i].gain, i};
    find_steps(solver);
    qsort(solver->items, solver->count, sizeof *solver->items, by_order);
    for (size_t i = 0; i < solver->count; i++) {
        int64_t before = solver->cost_before[i];
        solver->cost_before[i + 1] = before > KNAPSACK_MOST * 2 ? before : before + solver->items[i].cost;
        if (__builtin_add_overflow(solver->gain_before[i], solver->items[i].gain, &solver->gain_before[i + 1]))
            return mah_fail(err, MAH_BAD_DATA, "the sum of what the projects gain is too large; check the figures");
    }
    size_t room = MOST_NODES / (solver->count + 1);
    solver->most_states = most_states != 0 ? most_states : KNAPSACK_STATES;
    if (solver->most_states > room)
        solver->most_states = room > 1 ? room : 1;
    return MAH_OK;
}

/* The bound of a state when the first `open` items are undecided; *fit is how many of them fit whole, searched from
 * where it stands downwards. Takes note of the whole choice that the state and these items make. */
static int64_t bound_of(struct solver *solver, const struct state *state, size_t open, size_t *fit)
{
    int64_t rest = solver->budget - state->cost;
    while (*fit > 0 && solver->cost_before[*fit] > rest)
        --*fit;
    int64_t whole = state->gain + solver->gain_before[*fit];
    if (*fit == open)
        return whole;
    const struct ordered_item *next = &solver->items[*fit];
    wide part = (wide)(rest - solver->cost_before[*fit]) * next->gain / next->cost;
    int64_t most = whole + (int64_t)part;
    return most - most % solver->gain_step;
}

static void note_whole(struct solver *solver, const struct state *state, size_t fit)
{
    int64_t gain = state->gain + solver->gain_before[fit];
    if (gain <= solver->best_gain)
        return;
    solver->best_gain = gain;
    solver->best_node = state->node;
    solver->best_prefix = fit;
}

/* Puts a state behind those of less cost, unless one of them gains as much or it cannot become the best. */
static enum mah_status push(struct solver *solver, size_t *count, struct state state, size_t item, size_t *fit,
                            struct mah_error *err)
{
    if (*count > 0 && solver->next[*count - 1].gain >= state.gain)
        return MAH_OK;
    state.bound = bound_of(solver, &state, item, fit);
    if (state.bound < solver->best_gain)
        return MAH_OK;
    if (memory_grow((void **)&solver->next, &solver->next_capacity, *count + 1, sizeof *solver->next) != 0)
        return mah_no_memory(err);
    solver->next[(*count)++] = state;
    return MAH_OK;
}

/* States without the item and with it, merged by cost; of equal ones the larger gain first, then the one with it. */
static enum mah_status decide(struct solver *solver, size_t item, size_t *count, struct mah_error *err)
{
    const struct ordered_item *taken = &solver->items[item];
    size_t without = 0, with = 0, fit = item;
    enum mah_status status = MAH_OK;
    *count = 0;
    while (status == MAH_OK && (without < solver->state_count || with < solver->state_count)) {
        struct state added = {.cost = INT64_MAX};
        if (with < solver->state_count) {
            added = solver->states[with];
            added.cost += taken->cost;
            added.gain += taken->gain;
            added.taken = 1;
            if (added.cost > solver->budget) {
                with = solver->state_count; /* the others cost more still */
                continue;
            }
        }
        const struct state *plain = without < solver->state_count ? &solver->states[without] : NULL;
        bool takes =
            plain == NULL || added.cost < plain->cost || (added.cost == plain->cost && added.gain >= plain->gain);
        status = push(solver, count, takes ? added : *plain, item, &fit, err);
        if (takes)
            with++;
        else
            without++;
    }
    return status;
}

static int by_bound(const void *a, const void *b)
{
    const int64_t *x = a, *y = b;
    return *x > *y ? -1 : *x < *y;
}

/* Keeps the states of the largest bounds; of equal ones those of less cost. */
static enum mah_status drop_some(struct solver *solver, size_t *count, struct mah_error *err)
{
    if (*count <= solver->most_states)
        return MAH_OK;
    int64_t *bounds = memory_new(*count, sizeof *bounds);
    if (bounds == NULL)
        return mah_no_memory(err);
    for (size_t i = 0; i < *count; i++)
        bounds[i] = solver->next[i].bound;
    qsort(bounds, *count, sizeof *bounds, by_bound);
    int64_t least = bounds[solver->most_states - 1];
    size_t equal = 0, kept = 0;
    for (size_t i = 0; i < solver->most_states; i++)
        equal += bounds[i] == least;
    for (size_t i = 0; i < *count; i++) {
        const struct state *state = &solver->next[i];
        bool stays = state->bound > least || (state->bound == least && equal > 0);
        equal -= stays && state->bound == least;
        if (!stays && state->bound > solver->dropped)
            solver->dropped = state->bound;
        if (stays)
            solver->next[kept++] = *state;
    }
    *count = kept;
    memory_free(bounds);
    return MAH_OK;
}

/* Gives the states that took the item their node, and makes the new list the current one. */
static enum mah_status settle(struct solver *solver, size_t item, size_t count, struct mah_error *err)
{
    size_t fit = item;
    for (size_t i = 0; i < count; i++) {
        struct state *state = &solver->next[i];
        if (state->taken) {
            if (memory_grow((void **)&solver->nodes, &solver->node_capacity, solver->node_count + 1,
                            sizeof *solver->nodes) != 0)
                return mah_no_memory(err);
            solver->nodes[solver->node_count] = (struct node){(uint32_t)item, state->node};
            state->node = (uint32_t)solver->node_count++;
            state->taken = 0;
        }
        (void)bound_of(solver, state, item, &fit);
        note_whole(solver, state, fit);
    }
    struct state *old = solver->states;
    size_t old_capacity = solver->state_capacity;
    solver->states = solver->next;
    solver->state_capacity = solver->next_capacity;
    solver->state_count = count;
    solver->next = old;
    solver->next_capacity = old_capacity;
    return MAH_OK;
}

static enum mah_status search(struct solver *solver, struct mah_error *err)
{
    if (memory_grow((void **)&solver->states, &solver->state_capacity, 1, sizeof *solver->states) != 0)
        return mah_no_memory(err);
    solver->states[0] = (struct state){0};
    solver->state_count = 1;
    size_t fit = solver->count, count = 0;
    (void)bound_of(solver, &solver->states[0], solver->count, &fit);
    note_whole(solver, &solver->states[0], fit);
    enum mah_status status = MAH_OK;
    for (size_t item = solver->count; status == MAH_OK && item-- > 0;) {
        status = decide(solver, item, &count, err);
        if (status == MAH_OK)
            status = drop_some(solver, &count, err);
        if (status == MAH_OK)
            status = settle(solver, item, count, err);
    }
    return status;
}

static void take(const struct solver *solver, size_t item, bool *chosen, struct knapsack_result *out)
{
    chosen[solver->items[item].index] = true;
    out->cost += solver->items[item].cost;
    out->gain += solver->items[item].gain;
}

/* The last state of the list gains most, unless better ones were dropped before they came to an end. */
static void write_choice(bool *chosen, struct knapsack_result *out, const struct solver *solver)
{
    uint32_t node = solver->best_node;
    size_t prefix = solver->best_prefix;
    if (solver->state_count > 0 && solver->states[solver->state_count - 1].gain >= solver->best_gain) {
        node = solver->states[solver->state_count - 1].node;
        prefix = 0;
    }
    for (size_t i = 0; i < prefix; i++)
        take(solver, i, chosen, out);
    for (; node != NO_NODE; node = solver->nodes[node].parent)
        take(solver, solver->nodes[node].item, chosen, out);
    out->bound = solver->dropped > out->gain ? solver->dropped : out->gain;
    out->is_proved = out->bound == out->gain;
}

enum mah_status knapsack_solve(bool *chosen, struct knapsack_result *out, const struct knapsack_item *items,
                               size_t count, int64_t budget, size_t most_states, struct mah_error *err)
{
    struct solver solver;
    *out = (struct knapsack_result){0};
    memset(chosen, 0, count * sizeof *chosen);
    enum mah_status status = solver_init(&solver, items, count, budget, most_states, err);
    if (status == MAH_OK)
        status = search(&solver, err);
    if (status == MAH_OK)
        write_choice(chosen, out, &solver);
    solver_release(&solver);
    return status;
}
