/* What of a problem has to be looked at? */
#include "plan/site_core.h"

#include <stdlib.h>
#include <string.h>

#include "base/memory.h"

/* The links seen from the demands. */
struct turned {
    size_t *start; /* demand_count + 1 */
    uint32_t *candidate;
};

/* The links of candidates on their way into the core. */
struct reducing {
    const struct site_problem *problem;
    struct turned turned;
    bool *is_out, *is_kept; /* of each candidate */
    uint32_t *group;        /* of each demand: that of the core; UINT32_MAX: none */
    uint32_t *order;        /* demands */
    double *room;           /* of each demand: benefit of the candidate that is compared with; -1 where none */
};

static void reducing_release(struct reducing *reducing)
{
    memory_free(reducing->turned.start);
    memory_free(reducing->turned.candidate);
    memory_free(reducing->is_out);
    memory_free(reducing->is_kept);
    memory_free(reducing->group);
    memory_free(reducing->order);
    memory_free(reducing->room);
}

static enum mah_status reducing_init(struct reducing *reducing, const struct site_problem *problem, const bool *is_out,
                                     const struct site_choice *keep, struct mah_error *err)
{
    size_t demands = problem->demand_count + 1, candidates = problem->candidate_count + 1;
    size_t links = problem->start[problem->candidate_count] + 1;
    *reducing = (struct reducing){.problem = problem,
                                  .turned.start = memory_new(demands + 1, sizeof *reducing->turned.start),
                                  .turned.candidate = memory_new(links, sizeof *reducing->turned.candidate),
                                  .is_out = memory_new(candidates, sizeof *reducing->is_out),
                                  .is_kept = memory_new(candidates, sizeof *reducing->is_kept),
                                  .group = memory_new(demands, sizeof *reducing->group),
                                  .order = memory_new(demands, sizeof *reducing->order),
                                  .room = memory_new(demands, sizeof *reducing->room)};
    if (!reducing->turned.start || !reducing->turned.candidate || !reducing->is_out || !reducing->is_kept ||
        !reducing->group || !reducing->order || !reducing->room)
        return mah_no_memory(err);
    for (uint32_t c = 0; c < problem->candidate_count; c++)
        reducing->is_out[c] = (is_out != NULL && is_out[c]) || problem->start[c] == problem->start[c + 1] ||
                              !site_cost_is_allowed(problem, site_cost(problem, c));
    for (size_t i = 0; i < keep->count; i++) {
        reducing->is_kept[keep->candidate[i]] = true;
        reducing->is_out[keep->candidate[i]] = false;
    }
    for (size_t k = 0; k < problem->demand_count; k++)
        reducing->room[k] = -1;
    return MAH_OK;
}

/* The candidates of each demand, rising, without those that are out. */
static void turn_round(struct reducing *reducing)
{
    const struct site_problem *problem = reducing->problem;
    size_t *start = reducing->turned.start, count = problem->demand_count;
    memset(start, 0, (count + 2) * sizeof *start);
    for (uint32_t c = 0; c < problem->candidate_count; c++)
        for (size_t link = problem->start[c]; !reducing->is_out[c] && link < problem->start[c + 1]; link++)
            start[problem->demand[link] + 2]++;
    for (size_t k = 0; k < count; k++)
        start[k + 2] += start[k + 1];
    for (uint32_t c = 0; c < problem->candidate_count; c++)
        for (size_t link = problem->start[c]; !reducing->is_out[c] && link < problem->start[c + 1]; link++)
            reducing->turned.candidate[start[problem->demand[link] + 1]++] = c;
}

/* ---- candidates that another one makes needless ---- */

/* Does the candidate reach all that is marked in the room at least as well? */
static bool reaches_all(const struct reducing *reducing, uint32_t candidate, size_t marked)
{
    const struct site_problem *problem = reducing->problem;
    size_t reached = 0;
    if (problem->start[candidate + 1] - problem->start[candidate] < marked)
        return false;
    for (size_t link = problem->start[candidate]; link < problem->start[candidate + 1]; link++) {
        double wanted = reducing->room[problem->demand[link]];
        if (wanted > site_benefit(problem, link))
            return false;
        reached += wanted >= 0;
    }
    return reached == marked;
}

static bool is_needless(const struct reducing *reducing, uint32_t candidate)
{
    const struct site_problem *problem = reducing->problem;
    size_t first = problem->start[candidate], end = problem->start[candidate + 1], rarest = first;
    const size_t *start = reducing->turned.start;
    for (size_t link = first; link < end; link++) {
        uint32_t k = problem->demand[link], r = problem->demand[rarest];
        if (start[k + 1] - start[k] < start[r + 1] - start[r])
            rarest = link;
    }
    uint32_t k = problem->demand[rarest];
    for (size_t i = start[k]; i < start[k + 1]; i++) {
        uint32_t other = reducing->turned.candidate[i];
        double more = site_cost(problem, other) - site_cost(problem, candidate);
        if (other == candidate || reducing->is_out[other] || more > 0 || !reaches_all(reducing, other, end - first))
            continue;
        bool is_equal = more >= 0 && problem->start[other + 1] - problem->start[other] == end - first;
        if (!is_equal || other < candidate || problem->benefit != NULL)
            return true;
    }
    return false;
}

static void drop_needless(struct reducing *reducing)
{
    const struct site_problem *problem = reducing->problem;
    for (uint32_t c = 0; c < problem->candidate_count; c++) {
        if (reducing->is_out[c] || reducing->is_kept[c])
            continue;
        for (size_t link = problem->start[c]; link < problem->start[c + 1]; link++)
            reducing->room[problem->demand[link]] = site_benefit(problem, link);
        bool is_out = is_needless(reducing, c);
        for (size_t link = problem->start[c]; link < problem->start[c + 1]; link++)
            reducing->room[problem->demand[link]] = -1;
        reducing->is_out[c] = is_out;
    }
}

/* ---- demands that are one ---- */

static int compare_demands(const void *a, const void *b, void *context)
{
    const struct turned *turned = context;
    uint32_t x = *(const uint32_t *)a, y = *(const uint32_t *)b;
    size_t nx = turned->start[x + 1] - turned->start[x], ny = turned->start[y + 1] - turned->start[y];
    if (nx != ny)
        return nx < ny ? -1 : 1;
    for (size_t i = 0; i < nx; i++) {
        uint32_t cx = turned->candidate[turned->start[x] + i], cy = turned->candidate[turned->start[y] + i];
        if (cx != cy)
            return cx < cy ? -1 : 1;
    }
    return 0;
}

static bool is_same_group(const struct reducing *reducing, uint32_t a, uint32_t b)
{
    return reducing->problem->benefit == NULL && compare_demands(&a, &b, (void *)&reducing->turned) == 0;
}

static int compare_all(const void *a, const void *b, void *context)
{
    int order = compare_demands(a, b, context);
    uint32_t x = *(const uint32_t *)a, y = *(const uint32_t *)b;
    return order != 0 ? order : (x > y) - (x < y);
}

/* Gives each demand its group; the number of groups. */
static size_t group_demands(struct reducing *reducing)
{
    size_t count = 0, groups = 0;
    const size_t *start = reducing->turned.start;
    for (uint32_t k = 0; k < reducing->problem->demand_count; k++) {
        reducing->group[k] = UINT32_MAX;
        if (start[k + 1] > start[k])
            reducing->order[count++] = k;
    }
    if (reducing->problem->benefit == NULL)
        qsort_r(reducing->order, count, sizeof *reducing->order, compare_all, &reducing->turned);
    for (size_t i = 0; i < count; i++) {
        groups += i == 0 || !is_same_group(reducing, reducing->order[i - 1], reducing->order[i]);
        reducing->group[reducing->order[i]] = (uint32_t)(groups - 1);
    }
    return groups;
}

/* ---- the core ---- */

static int compare_numbers(const void *a, const void *b)
{
    uint32_t x = *(const uint32_t *)a, y = *(const uint32_t *)b;
    return (x > y) - (x < y);
}

/* Links of one candidate, each group once. With benefits a group is one demand, so that the order stays. */
static void add_links(struct site_core *core, const struct reducing *reducing, uint32_t candidate, size_t *links)
{
    const struct site_problem *problem = reducing->problem;
    size_t first = *links;
    for (size_t link = problem->start[candidate]; link < problem->start[candidate + 1]; link++) {
        core->demand[*links] = reducing->group[problem->demand[link]];
        if (problem->benefit != NULL)
            core->benefit[*links] = problem->benefit[link];
        ++*links;
    }
    if (problem->benefit != NULL)
        return;
    qsort(core->demand + first, *links - first, sizeof *core->demand, compare_numbers);
    size_t kept = first;
    for (size_t i = first; i < *links; i++)
        if (i == first || core->demand[i] != core->demand[i - 1])
            core->demand[kept++] = core->demand[i];
    *links = kept;
}

static enum mah_status fill_core(struct site_core *core, const struct reducing *reducing, size_t groups,
                                 struct mah_error *err)
{
    const struct site_problem *problem = reducing->problem;
    size_t all = problem->start[problem->candidate_count] + 1, count = 0, links = 0;
    core->candidate = memory_new(problem->candidate_count + 1, sizeof *core->candidate);
    core->start = memory_new(problem->candidate_count + 1, sizeof *core->start);
    core->cost = memory_new(problem->candidate_count + 1, sizeof *core->cost);
    core->weight = memory_new(groups + 1, sizeof *core->weight);
    core->demand = memory_new(all, sizeof *core->demand);
    core->benefit = memory_new(problem->benefit != NULL ? all : 1, sizeof *core->benefit);
    if (!core->candidate || !core->start || !core->cost || !core->weight || !core->demand || !core->benefit)
        return mah_no_memory(err);
    for (uint32_t c = 0; c < problem->candidate_count; c++) {
        if (reducing->is_out[c])
            continue;
        core->candidate[count] = c;
        core->cost[count] = site_cost(problem, c);
        add_links(core, reducing, c, &links);
        core->start[++count] = links;
    }
    for (uint32_t k = 0; k < problem->demand_count; k++)
        if (reducing->group[k] != UINT32_MAX)
            core->weight[reducing->group[k]] += problem->weight[k];
    core->problem = (struct site_problem){.candidate_count = count,
                                          .demand_count = groups,
                                          .weight = core->weight,
                                          .start = core->start,
                                          .demand = core->demand,
                                          .benefit = problem->benefit != NULL ? core->benefit : NULL,
                                          .cost = problem->cost != NULL ? core->cost : NULL,
                                          .most_sites = problem->most_sites,
                                          .budget = problem->budget};
    return MAH_OK;
}

enum mah_status site_core_init(struct site_core *core, const struct site_problem *problem, const bool *is_out,
                               const struct site_choice *keep, struct mah_error *err)
{
    struct reducing reducing;
    *core = (struct site_core){0};
    enum mah_status status = reducing_init(&reducing, problem, is_out, keep, err);
    if (status == MAH_OK) {
        turn_round(&reducing);
        drop_needless(&reducing);
        turn_round(&reducing);
        status = fill_core(core, &reducing, group_demands(&reducing), err);
    }
    reducing_release(&reducing);
    return status;
}

void site_core_release(struct site_core *core)
{
    memory_free(core->candidate);
    memory_free(core->start);
    memory_free(core->cost);
    memory_free(core->weight);
    memory_free(core->demand);
    memory_free(core->benefit);
    *core = (struct site_core){0};
}
