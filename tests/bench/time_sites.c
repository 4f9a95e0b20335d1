/* Seconds and gap of choosing sites: time_sites CANDIDATES DEMANDS SITES SECONDS
 *
 * A city drawn by chance on 10 by 10 km: people in clusters, candidates where people live, 500 m radius; the ways to
 * what exists are as if one facility stood in every third cluster. One line a problem: name, links, seconds, value,
 * gap.
 */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/memory.h"
#include "plan/site_bound.h"
#include "plan/site_solve.h"

enum { CLUSTERS = 60 };
static const double side_m = 10000, radius_m = 500, farthest_m = 2000;

static uint64_t state = 20251231;

static double draw(void)
{
    state = state * 6364136223846793005u + 1442695040888963407u;
    return (double)(state >> 11) / 0x1p53;
}

struct place {
    double x, y, now_m, weight;
};

static struct place draw_place(const struct place *clusters)
{
    const struct place *cluster = &clusters[(size_t)(draw() * CLUSTERS)];
    double away = 900 * sqrt(-2 * log(1 - draw())) * 0.7, angle = 6.283185307179586 * draw();
    struct place place = {cluster->x + away * cos(angle), cluster->y + away * sin(angle), 0, floor(1 + 12 * draw())};
    place.now_m = farthest_m;
    for (size_t i = 0; i < CLUSTERS; i += 3)
        place.now_m = fmin(place.now_m, hypot(place.x - clusters[i].x, place.y - clusters[i].y));
    return place;
}

static int solve(const char *name, const struct place *candidates, size_t candidate_count, const struct place *demands,
                 size_t demand_count, const double *cost, size_t sites, double budget, int by_distance, double seconds)
{
    size_t capacity = 0, capacity_benefits = 0, links = 0;
    uint32_t *demand = NULL;
    double *benefit = NULL, *weight = memory_new(demand_count, sizeof *weight);
    size_t *start = memory_new(candidate_count + 1, sizeof *start);
    for (size_t k = 0; k < demand_count; k++)
        weight[k] = by_distance || demands[k].now_m > radius_m ? demands[k].weight : 0;
    for (size_t c = 0; c < candidate_count; c++) {
        for (size_t k = 0; k < demand_count; k++) {
            double way_m = hypot(candidates[c].x - demands[k].x, candidates[c].y - demands[k].y);
            if (weight[k] <= 0 || way_m > (by_distance ? demands[k].now_m : radius_m))
                continue;
            if (memory_grow((void **)&demand, &capacity, links + 1, sizeof *demand) != 0 ||
                memory_grow((void **)&benefit, &capacity_benefits, links + 1, sizeof *benefit) != 0)
                return 1;
            demand[links] = (uint32_t)k;
            benefit[links++] = weight[k] * (demands[k].now_m - way_m);
        }
        start[c + 1] = links;
    }
    struct site_problem problem = {
        candidate_count, demand_count, weight, start, demand, by_distance ? benefit : NULL, cost, sites, budget};
    struct site_solution solution;
    double began_s = site_clock_s();
    enum mah_status status = site_solve(&solution, &problem, SITE_EXACT, seconds, NULL);
    printf("%-16s %9zu links %8.2f s  value %.0f  gap %.4f %%%s\n", name, links, site_clock_s() - began_s,
           solution.choice.value, 100 * site_gap(&solution), solution.is_proved ? "  proved" : "");
    fflush(stdout);
    site_solution_release(&solution);
    memory_free(demand);
    memory_free(benefit);
    memory_free(weight);
    memory_free(start);
    return status != MAH_OK;
}

int main(int argc, char **argv)
{
    if (argc != 5)
        return 2;
    size_t candidate_count = strtoul(argv[1], NULL, 10), demand_count = strtoul(argv[2], NULL, 10);
    size_t sites = strtoul(argv[3], NULL, 10);
    double seconds = strtod(argv[4], NULL);
    struct place clusters[CLUSTERS], *candidates = memory_new(candidate_count, sizeof *candidates);
    struct place *demands = memory_new(demand_count, sizeof *demands);
    double *cost = memory_new(candidate_count, sizeof *cost);
    for (size_t i = 0; i < CLUSTERS; i++)
        clusters[i] = (struct place){side_m * draw(), side_m * draw(), 0, 0};
    for (size_t i = 0; i < candidate_count; i++) {
        candidates[i] = draw_place(clusters);
        cost[i] = floor(5 + 20 * draw());
    }
    for (size_t i = 0; i < demand_count; i++)
        demands[i] = draw_place(clusters);
    double budget = 12.0 * (double)sites;
    int bad =
        solve("cover", candidates, candidate_count, demands, demand_count, NULL, sites, INFINITY, 0, seconds) ||
        solve("cover_budget", candidates, candidate_count, demands, demand_count, cost, SIZE_MAX, budget, 0, seconds) ||
        solve("distance", candidates, candidate_count, demands, demand_count, NULL, sites, INFINITY, 1, seconds) ||
        solve("distance_budget", candidates, candidate_count, demands, demand_count, cost, SIZE_MAX, budget, 1,
              seconds);
    memory_free(candidates);
    memory_free(demands);
    memory_free(cost);
    return bad;
}
