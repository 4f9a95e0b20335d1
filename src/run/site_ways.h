/* From where is whom reached? The links of a problem of sites, and the ways from chosen sites to the households. */
#ifndef RUN_SITE_WAYS_H
#define RUN_SITE_WAYS_H

#include "plan/site_problem.h"
#include "reach/candidate_ways.h"
#include "run/site_candidates.h"

/* The arrays of a problem. Owned. */
struct site_links {
    size_t *start;
    uint32_t *demand;
    double *benefit; /* SITE_DISTANCE only */
    double *cost;    /* INFINITY: not known */
    size_t usable;   /* candidates near a street and, where they are needed, with costs */
    size_t off_street, without_cost;
};

/* A way that is not shorter than what a point has now is no link. */
enum mah_status site_links_find(struct site_links *out, const struct site_candidates *candidates,
                                const struct demand_points *points, const struct demand_rules *rules,
                                const struct project *project, const struct service_reach *reach, bool needs_costs,
                                size_t threads, struct mah_error *err);
void site_links_release(struct site_links *links);

/* From each chosen candidate to the rows of the list. */
enum mah_status site_ways_of(struct candidate_ways *out, const struct site_choice *choice,
                             const struct site_candidates *candidates, const struct demand_list *list,
                             const struct demand_rules *rules, const struct project *project,
                             const struct service_reach *reach, size_t threads, struct mah_error *err);

#endif
