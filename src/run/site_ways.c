/* From where is whom reached? */
#include "run/site_ways.h"

#include <math.h>

#include "base/memory.h"

static struct way_input asked(const struct demand_rules *rules, const struct project *project,
                              const struct service_reach *reach, size_t threads)
{
    bool is_network = reach->metric == REACH_NETWORK;
    return (struct way_input){
        .radius_m = rules->objective == SITE_DISTANCE ? rules->farthest_m : rules->radius_m,
        .metric = reach->metric,
        .detour = is_network ? 1 : project->coverage_detour,
        .streets = is_network ? &reach->streets.lines : NULL,
        .snap_m = project->street_snap_m,
        .threads = threads,
    };
}

void site_links_release(struct site_links *links)
{
    memory_free(links->start);
    memory_free(links->demand);
    memory_free(links->benefit);
    memory_free(links->cost);
    *links = (struct site_links){0};
}

/* Which candidates can be used at all. */
static void judge_candidates(struct site_links *out, const struct site_candidates *candidates,
                             const struct candidate_ways *ways, bool needs_costs)
{
    for (size_t c = 0; c < candidates->count; c++) {
        double cost = candidates->list[c].cost;
        out->cost[c] = isnan(cost) ? INFINITY : cost;
        out->off_street += !ways->is_connected[c];
        out->without_cost += needs_costs && isnan(cost);
        out->usable += ways->is_connected[c] && !(needs_costs && isnan(cost));
    }
}

static enum mah_status fill(struct site_links *out, const struct candidate_ways *ways, size_t count,
                            const struct demand_points *points, const struct demand_rules *rules, struct mah_error *err)
{
    size_t links = 0, most = ways->start[count];
    out->start = memory_new(count + 1, sizeof *out->start);
    out->demand = memory_new(most, sizeof *out->demand);
    out->benefit = memory_new(rules->objective == SITE_DISTANCE ? most : 1, sizeof *out->benefit);
    if (out->start == NULL || out->demand == NULL || out->benefit == NULL)
        return mah_no_memory(err);
    for (size_t c = 0; c < count; c++) {
        for (size_t way = ways->start[c]; way < ways->start[c + 1]; way++) {
            uint32_t point = ways->place[way];
            double saved_m = points->now_m[point] - ways->distance_m[way];
            if (rules->objective == SITE_DISTANCE && saved_m <= 0)
                continue;
            if (rules->objective == SITE_DISTANCE)
                out->benefit[links] = points->weight[point] * saved_m;
            out->demand[links++] = point;
        }
        out->start[c + 1] = links;
    }
    return MAH_OK;
}

enum mah_status site_links_find(struct site_links *out, const struct site_candidates *candidates,
                                const struct demand_points *points, const struct demand_rules *rules,
                                const struct project *project, const struct service_reach *reach, bool needs_costs,
                                size_t threads, struct mah_error *err)
{
    struct candidate_ways ways = {0};
    struct way_input input = asked(rules, project, reach, threads);
    struct point *places = memory_new(candidates->count + 1, sizeof *places);
    *out = (struct site_links){.cost = memory_new(candidates->count + 1, sizeof *out->cost)};
    enum mah_status status = places != NULL && out->cost != NULL ? MAH_OK : mah_no_memory(err);
    for (size_t c = 0; status == MAH_OK && c < candidates->count; c++)
        places[c] = candidates->list[c].place;
    input.candidates = places;
    input.candidate_count = candidates->count;
    input.places = points->place;
    input.place_count = points->count;
    if (status == MAH_OK)
        status = candidate_ways_find(&ways, &input, err);
    if (status == MAH_OK) {
        judge_candidates(out, candidates, &ways, needs_costs);
        status = fill(out, &ways, candidates->count, points, rules, err);
    }
    candidate_ways_release(&ways);
    memory_free(places);
    return status;
}

enum mah_status site_ways_of(struct candidate_ways *out, const struct site_choice *choice,
                             const struct site_candidates *candidates, const struct demand_list *list,
                             const struct demand_rules *rules, const struct project *project,
                             const struct service_reach *reach, size_t threads, struct mah_error *err)
{
    struct way_input input = asked(rules, project, reach, threads);
    struct point *from = memory_new(choice->count + 1, sizeof *from), *to = memory_new(list->count + 1, sizeof *to);
    enum mah_status status = from != NULL && to != NULL ? MAH_OK : mah_no_memory(err);
    for (size_t i = 0; status == MAH_OK && i < choice->count; i++)
        from[i] = candidates->list[choice->candidate[i]].place;
    for (size_t i = 0; status == MAH_OK && i < list->count; i++)
        to[i] = list->rows[i].place;
    input.candidates = from;
    input.candidate_count = choice->count;
    input.places = to;
    input.place_count = list->count;
    if (status == MAH_OK)
        status = candidate_ways_find(out, &input, err);
    memory_free(from);
    memory_free(to);
    return status;
}
