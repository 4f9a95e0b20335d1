/* How good can a choice be at best? Prices on the demands tell. */
#include "plan/site_bound.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "base/memory.h"
#include "base/workers.h"
#include "plan/site_greedy.h"

enum {
    ROUNDS_AT_MOST = 1000,
    ROUNDS_AT_LEAST = 60,
    PATIENCE = 20,      /* rounds without a better bound, then the steps are halved */
    CHOICES_TRIED = 30, /* choices that the prices propose, exchanged at some cost */
};
static const double links_looked_at = 2e9; /* over all rounds: some seconds */
static const double as_good_as = 1e-9;     /* relative: less is rounding */

/* One round: the prices and what they say. */
struct pricing {
    const struct site_problem *problem;
    double *price;      /* of each demand: what it pays for being reached at all */
    double *best_price; /* those of the best bound */
    double *worth;      /* of each candidate: what its demands take beyond their price */
    double *slope;      /* of each demand */
    uint32_t *order;    /* candidates, the best first */
    double *share;      /* of each candidate in the relaxed choice, 0..1 */
    double *room;       /* a benefit a demand */
    double scarcity;    /* what a site, or a unit of money, is worth */
};

double site_clock_s(void)
{
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return (double)now.tv_sec + (double)now.tv_nsec * 1e-9;
}

static void pricing_release(struct pricing *pricing)
{
    memory_free(pricing->price);
    memory_free(pricing->best_price);
    memory_free(pricing->worth);
    memory_free(pricing->slope);
    memory_free(pricing->order);
    memory_free(pricing->share);
    memory_free(pricing->room);
}

/* The prices begin halfway between the best and the second best that the incumbent offers. */
static void begin_prices(struct pricing *pricing, const struct site_choice *incumbent)
{
    const struct site_problem *problem = pricing->problem;
    double *first = pricing->price, *second = pricing->best_price;
    for (size_t i = 0; i < incumbent->count; i++) {
        uint32_t c = incumbent->candidate[i];
        for (size_t link = problem->start[c]; link < problem->start[c + 1]; link++) {
            uint32_t k = problem->demand[link];
            double benefit = site_benefit(problem, link);
            second[k] = fmax(second[k], fmin(first[k], benefit));
            first[k] = fmax(first[k], benefit);
        }
    }
    for (size_t k = 0; k < problem->demand_count; k++)
        pricing->price[k] = pricing->best_price[k] = (first[k] + second[k]) / 2;
}

static enum mah_status pricing_init(struct pricing *pricing, const struct site_problem *problem,
                                    const struct site_choice *incumbent, struct mah_error *err)
{
    size_t demands = problem->demand_count + 1, candidates = problem->candidate_count + 1;
    *pricing = (struct pricing){.problem = problem,
                                .price = memory_new(demands, sizeof *pricing->price),
                                .best_price = memory_new(demands, sizeof *pricing->best_price),
                                .worth = memory_new(candidates, sizeof *pricing->worth),
                                .slope = memory_new(demands, sizeof *pricing->slope),
                                .order = memory_new(candidates, sizeof *pricing->order),
                                .share = memory_new(candidates, sizeof *pricing->share),
                                .room = memory_new(demands, sizeof *pricing->room)};
    if (!pricing->price || !pricing->best_price || !pricing->worth || !pricing->slope || !pricing->order ||
        !pricing->share || !pricing->room)
        return mah_no_memory(err);
    begin_prices(pricing, incumbent);
    return MAH_OK;
}

static void find_worth(struct pricing *pricing)
{
    const struct site_problem *problem = pricing->problem;
    for (uint32_t c = 0; c < problem->candidate_count; c++) {
        double worth = 0;
        bool is_possible = site_cost_is_allowed(problem, site_cost(problem, c));
        for (size_t link = problem->start[c]; is_possible && link < problem->start[c + 1]; link++) {
            double more = site_benefit(problem, link) - pricing->price[problem->demand[link]];
            worth += more > 0 ? more : 0;
        }
        pricing->worth[c] = worth;
    }
}

static double merit(const struct pricing *pricing, uint32_t candidate)
{
    double worth = pricing->worth[candidate], cost = site_cost(pricing->problem, candidate);
    if (pricing->problem->cost == NULL || worth <= 0)
        return worth;
    return cost > 0 ? worth / cost : INFINITY;
}

static int compare_merit(const void *a, const void *b, void *context)
{
    uint32_t x = *(const uint32_t *)a, y = *(const uint32_t *)b;
    double mx = merit(context, x), my = merit(context, y);
    if (mx > my || mx < my)
        return mx > my ? -1 : 1;
    return (x > y) - (x < y);
}

/* The relaxed choice: the best by merit, the last one in part where money is short. Gives its worth. */
static double choose(struct pricing *pricing)
{
    const struct site_problem *problem = pricing->problem;
    size_t count = problem->candidate_count;
    double left = problem->budget, value = 0;
    for (uint32_t c = 0; c < count; c++)
        pricing->order[c] = c;
    qsort_r(pricing->order, count, sizeof *pricing->order, compare_merit, pricing);
    memset(pricing->share, 0, count * sizeof *pricing->share);
    pricing->scarcity = 0;
    for (size_t i = 0; i < count; i++) {
        uint32_t c = pricing->order[i];
        double cost = site_cost(problem, c), worth = pricing->worth[c];
        if (worth <= 0)
            break;
        if (i >= problem->most_sites) {
            pricing->scarcity = worth;
            break;
        }
        double share = cost > left ? left / cost : 1;
        pricing->share[c] = share;
        value += share * worth;
        left -= share * cost;
        if (share < 1) {
            pricing->scarcity = worth / cost;
            break;
        }
    }
    return value;
}

static double find_slopes(struct pricing *pricing)
{
    const struct site_problem *problem = pricing->problem;
    double length = 0;
    for (size_t k = 0; k < problem->demand_count; k++)
        pricing->slope[k] = 1;
    for (uint32_t c = 0; c < problem->candidate_count; c++) {
        for (size_t link = problem->start[c]; pricing->share[c] > 0 && link < problem->start[c + 1]; link++) {
            uint32_t k = problem->demand[link];
            if (site_benefit(problem, link) > pricing->price[k])
                pricing->slope[k] -= pricing->share[c];
        }
    }
    for (size_t k = 0; k < problem->demand_count; k++) {
        if (pricing->price[k] <= 0 && pricing->slope[k] > 0)
            pricing->slope[k] = 0; /* a price cannot fall below 0 */
        length += pricing->slope[k] * pricing->slope[k];
    }
    return length;
}

static double price_sum(const struct pricing *pricing)
{
    double sum = 0;
    for (size_t k = 0; k < pricing->problem->demand_count; k++)
        sum += pricing->price[k];
    return sum;
}

/* What the prices propose is a choice too: is it, after exchanges, better than the incumbent? */
static enum mah_status try_choice(struct site_choice *incumbent, const struct pricing *pricing, struct mah_error *err)
{
    const struct site_problem *problem = pricing->problem;
    struct site_choice choice = {.candidate = memory_new(problem->candidate_count + 1, sizeof *choice.candidate)};
    if (choice.candidate == NULL)
        return mah_no_memory(err);
    for (uint32_t c = 0; c < problem->candidate_count; c++)
        if (pricing->share[c] >= 1)
            choice.candidate[choice.count++] = c;
    site_choice_value(&choice, problem, pricing->room);
    enum mah_status status = MAH_OK;
    if (site_choice_is_allowed(&choice, problem))
        status = site_exchange(&choice, problem, err);
    if (status == MAH_OK && choice.value > incumbent->value * (1 + as_good_as) &&
        site_choice_is_allowed(&choice, problem)) {
        struct site_choice old = *incumbent;
        *incumbent = choice;
        choice = old;
    }
    site_choice_release(&choice);
    return status;
}

/* No choice with the candidate can be better than the incumbent. */
static void rule_out(struct site_bound *out, struct pricing *pricing, const struct site_choice *incumbent)
{
    const struct site_problem *problem = pricing->problem;
    memcpy(pricing->price, pricing->best_price, problem->demand_count * sizeof *pricing->price);
    find_worth(pricing);
    double value = price_sum(pricing) + choose(pricing);
    out->left = 0;
    for (uint32_t c = 0; c < problem->candidate_count; c++) {
        double price = pricing->scarcity * (problem->most_sites < SIZE_MAX ? 1 : site_cost(problem, c));
        double reduced = fmin(0, pricing->worth[c] - price);
        out->is_out[c] = value + reduced <= incumbent->value * (1 + as_good_as);
        out->left += !out->is_out[c];
    }
    for (size_t i = 0; i < incumbent->count; i++) { /* the incumbent stays, to begin from */
        out->left += out->is_out[incumbent->candidate[i]];
        out->is_out[incumbent->candidate[i]] = false;
    }
}

static size_t round_count(const struct site_problem *problem)
{
    double links = (double)problem->start[problem->candidate_count] + 1, rounds = links_looked_at / links;
    return (size_t)fmax(ROUNDS_AT_LEAST, fmin(ROUNDS_AT_MOST, rounds));
}

static enum mah_status improve(struct site_bound *out, struct pricing *pricing, struct site_choice *incumbent,
                               double until_s, struct mah_error *err)
{
    const struct site_problem *problem = pricing->problem;
    double step = 1;
    size_t waited = 0, tried = 0, rounds = round_count(problem);
    enum mah_status status = MAH_OK;
    for (size_t round = 0; round < rounds && status == MAH_OK && !interrupted(); round++) {
        find_worth(pricing);
        double value = price_sum(pricing) + choose(pricing);
        waited++;
        if (value < out->value) {
            waited = value < out->value * (1 - 1e-6) ? 0 : waited;
            out->value = value;
            memcpy(pricing->best_price, pricing->price, problem->demand_count * sizeof *pricing->price);
        }
        if (round % 16 == 15 && tried++ < CHOICES_TRIED)
            status = try_choice(incumbent, pricing, err);
        double length = find_slopes(pricing), missing = value - incumbent->value;
        if (out->value <= incumbent->value * (1 + as_good_as) || length <= 0 || step < 1e-4)
            break;
        if (site_clock_s() > until_s) {
            out->time_ran_out = true;
            break;
        }
        if (waited >= PATIENCE) {
            step /= 2;
            waited = 0;
            memcpy(pricing->price, pricing->best_price, problem->demand_count * sizeof *pricing->price);
            continue; /* from the best prices on, with smaller steps */
        }
        for (size_t k = 0; k < problem->demand_count; k++)
            pricing->price[k] = fmax(0, pricing->price[k] - step * missing / length * pricing->slope[k]);
    }
    return status;
}

enum mah_status site_bound_find(struct site_bound *out, struct site_choice *incumbent,
                                const struct site_problem *problem, double seconds, struct mah_error *err)
{
    struct pricing pricing;
    *out = (struct site_bound){.value = INFINITY, .is_out = memory_new(problem->candidate_count + 1, sizeof(bool))};
    enum mah_status status = pricing_init(&pricing, problem, incumbent, err);
    if (out->is_out == NULL)
        status = mah_no_memory(err);
    if (status == MAH_OK)
        status = improve(out, &pricing, incumbent, site_clock_s() + seconds, err);
    if (status == MAH_OK && interrupted())
        status = mah_fail(err, MAH_INTERRUPTED, "interrupted; nothing was written");
    if (status == MAH_OK) {
        rule_out(out, &pricing, incumbent);
        out->value = fmax(out->value, incumbent->value);
    }
    pricing_release(&pricing);
    return status;
}

void site_bound_release(struct site_bound *bound)
{
    memory_free(bound->is_out);
    *bound = (struct site_bound){0};
}
