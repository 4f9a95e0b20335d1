/* One site after the other, always the one that adds most. */
#include "plan/site_greedy.h"

#include <math.h>

#include "base/memory.h"

/* A candidate in the queue: the gain it had when it was looked at last, which is at least the one it has now. */
struct waiting {
    double key, gain;
    uint32_t candidate;
    size_t looked_at; /* number of sites chosen then */
};

struct queue {
    struct waiting *items; /* a heap, the best first */
    size_t count;
};

static bool is_before(const struct waiting *a, const struct waiting *b)
{
    return a->key > b->key || (a->key >= b->key && a->candidate < b->candidate);
}

static void sink(struct queue *queue, size_t at)
{
    for (;;) {
        size_t first = at;
        for (size_t child = 2 * at + 1; child <= 2 * at + 2 && child < queue->count; child++)
            if (is_before(&queue->items[child], &queue->items[first]))
                first = child;
        if (first == at)
            return;
        struct waiting kept = queue->items[at];
        queue->items[at] = queue->items[first];
        queue->items[first] = kept;
        at = first;
    }
}

static void drop_first(struct queue *queue)
{
    queue->items[0] = queue->items[--queue->count];
    sink(queue, 0);
}

static void look_at(struct waiting *item, const struct site_problem *problem, const double *best, size_t chosen)
{
    double gain = 0, cost = site_cost(problem, item->candidate);
    for (size_t link = problem->start[item->candidate]; link < problem->start[item->candidate + 1]; link++) {
        double more = site_benefit(problem, link) - best[problem->demand[link]];
        gain += more > 0 ? more : 0;
    }
    item->gain = gain;
    item->looked_at = chosen;
    if (problem->cost == NULL)
        item->key = gain;
    else if (gain <= 0)
        item->key = 0;
    else
        item->key = cost > 0 ? gain / cost : INFINITY;
}

static void take(struct site_choice *choice, const struct site_problem *problem, uint32_t candidate, double *best)
{
    choice->candidate[choice->count++] = candidate;
    for (size_t link = problem->start[candidate]; link < problem->start[candidate + 1]; link++)
        best[problem->demand[link]] = fmax(best[problem->demand[link]], site_benefit(problem, link));
}

static void fill_queue(struct queue *queue, const struct site_problem *problem, const double *best)
{
    for (uint32_t c = 0; c < problem->candidate_count; c++) {
        struct waiting *item = &queue->items[queue->count];
        item->candidate = c;
        look_at(item, problem, best, 0);
        queue->count += item->gain > 0 && site_cost_is_allowed(problem, site_cost(problem, c));
    }
    for (size_t i = queue->count; i-- > 0;)
        sink(queue, i);
}

/* The candidate with the largest gain of all that can be paid; queue->count where there is none. */
static size_t best_single(const struct queue *queue)
{
    size_t best = 0;
    for (size_t i = 1; i < queue->count; i++) {
        const struct waiting *item = &queue->items[i], *first = &queue->items[best];
        if (item->gain > first->gain || (item->gain >= first->gain && item->candidate < first->candidate))
            best = i;
    }
    return best;
}

static void choose(struct site_choice *choice, const struct site_problem *problem, struct queue *queue, double *best)
{
    double spent = 0;
    while (queue->count > 0 && choice->count < problem->most_sites) {
        struct waiting *first = &queue->items[0];
        double cost = site_cost(problem, first->candidate);
        if (first->gain <= 0 || !site_cost_is_allowed(problem, spent + cost)) {
            drop_first(queue);
        } else if (first->looked_at < choice->count) {
            look_at(first, problem, best, choice->count);
            sink(queue, 0);
        } else {
            take(choice, problem, first->candidate, best);
            spent += cost;
            drop_first(queue);
        }
    }
}

enum mah_status site_greedy(struct site_choice *out, const struct site_problem *problem, struct mah_error *err)
{
    struct queue queue = {.items = memory_new(problem->candidate_count + 1, sizeof *queue.items)};
    double *best = memory_new(problem->demand_count + 1, sizeof *best);
    *out = (struct site_choice){.candidate = memory_new(problem->candidate_count + 1, sizeof *out->candidate)};
    enum mah_status status = queue.items && best && out->candidate ? MAH_OK : mah_no_memory(err);
    if (status == MAH_OK) {
        fill_queue(&queue, problem, best);
        size_t single = best_single(&queue);
        struct waiting alone = queue.items[single];
        bool has_single = queue.count > 0 && problem->most_sites > 0;
        choose(out, problem, &queue, best);
        site_choice_value(out, problem, best);
        if (has_single && alone.gain > out->value) {
            out->candidate[0] = alone.candidate;
            out->count = 1;
            site_choice_value(out, problem, best);
        }
    }
    memory_free(queue.items);
    memory_free(best);
    return status;
}
