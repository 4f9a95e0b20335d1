/* Where do new facilities reach most people who are not reached? */
#ifndef RUN_SITE_H
#define RUN_SITE_H

#include "plan/demand_points.h"
#include "plan/site_solve.h"
#include "protect/release.h"
#include "run/household_pass.h"
#include "run/warnings.h"

struct site_question {
    const char *type;       /* of service */
    size_t sites;           /* how many; 0: as many as the budget allows */
    double budget;          /* NAN: none */
    const char *candidates; /* a file; NULL: squares where people live */
    enum site_method method;
    enum site_objective objective;
    double migrant_weight, seconds;
};

/*
 * Reads the project as a run does, chooses, and gives a release with the tables `sites` and `site_answer`; sentences
 * for people go to `notes`. The release owns nothing of the project. MAH_BAD_USAGE: a type that is unknown,
 * confidential or has no radius; a budget without costs; fewer candidates than sites. Free with protect_release_free.
 */
enum mah_status site_project(struct mah_release **out, struct warnings *notes, const struct site_question *question,
                             const struct project *project, progress_function progress, void *progress_context,
                             struct mah_error *err);

#endif
