/* The whole story: from a project to a published GeoPackage, or to a report of what is sound. */
#ifndef RUN_RUN_H
#define RUN_RUN_H

#include "config/project.h"
#include "protect/protect.h"
#include "run/household_pass.h"
#include "run/warnings.h"

struct run_options {
    bool write; /* run: compute and publish; check: only read and report */
    bool
        keep_quarantine; /* keep the rejected rows with their text (check; run does so for the secure profile itself) */
    progress_function progress;
    void *progress_context;
};

/* Everything a summary may want. Release with run_result_release; the release borrows from the boundaries. */
struct run_result {
    struct boundary_set *boundaries;
    struct service_reach services;
    struct pass_result pass;
    struct source_books total;
    struct warnings warnings;
    struct release_digest digest;
    struct locator *locator;     /* kept for the layer of households; NULL without it */
    struct mah_release *release; /* NULL after a check */
    double seconds, peak_rss_mb;
};

/*
 * Fails with MAH_BAD_DATA where more than max_rejected_share of the rows are in quarantine (check does not); an earlier
 * output stays as it was on every failure. *out is filled as far as the story came and must be released.
 */
enum mah_status run_project(struct run_result *out, const struct project *project, const struct run_options *options,
                            struct mah_error *err);
void run_result_release(struct run_result *result);

#endif
