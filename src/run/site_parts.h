/* What the story of sites holds on to. Private to run/site.c and run/site_answer.c. */
#ifndef RUN_SITE_PARTS_H
#define RUN_SITE_PARTS_H

#include "protect/answer_sites.h"
#include "run/site.h"
#include "run/site_candidates.h"
#include "run/site_notes.h"
#include "run/site_ways.h"

struct siting {
    const struct site_question *question;
    struct project project; /* a view of the project with the services of the type alone */
    struct source *services;
    size_t threads;
    struct boundary_set *boundaries;
    struct crs working;
    struct locator *locator;
    struct service_reach reach;
    struct pass_result pass;
    struct demand_rules rules;
    struct demand_points points;
    struct site_candidates candidates;
    struct site_links links;
    struct site_solution solution;
    struct candidate_ways ways; /* from the chosen sites to the households */
    struct answered_site *sites;
    struct site_gain *gains;
};

/* The chosen places in the order of their ranks, with their mahalle and degrees. */
enum mah_status site_list(struct siting *siting, struct mah_error *err);
/* The release; what people must know beside it. */
enum mah_status site_answer(struct mah_release **out, struct siting *siting, struct mah_error *err);
enum mah_status site_note(struct warnings *notes, const struct siting *siting, struct mah_error *err);

#endif
