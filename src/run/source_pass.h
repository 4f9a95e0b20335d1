/* One household source, by several workers whose batches take turns in the order of the file. */
#ifndef RUN_SOURCE_PASS_H
#define RUN_SOURCE_PASS_H

#include "check/seen_ids.h"
#include "read/household_source.h"
#include "run/household_pass.h"
#include "run/service_reach.h"

/* What all workers share. Changed only by the worker whose turn it is, but for the tallies and books of each worker. */
struct source_pass {
    const struct project *project;
    const struct boundary_set *boundaries;
    const struct locator *locator;
    const struct check_rules *rules;
    const struct pass_options *options;
    struct household_source *source;
    size_t source_index;
    const struct crs *crs;     /* of the positions; NULL where the source has none */
    const struct crs *working; /* in metres */
    uint64_t bytes_before, bytes_total;

    struct turn *turn;
    struct seen_ids *seen;
    struct quarantine *quarantine;
    struct unreached *unreached;
    struct household_points *points; /* NULL: nobody asks for them */
    int64_t next_row;
    bool looked_at_positions;

    const struct service_reach *services;
    struct tally **tallies;    /* one a worker */
    struct reach_tally **ways; /* one a worker; NULL where the project names no services */
    bool has_focus;
    struct rectangle focus;         /* of a query, in the CRS of the source */
    struct area_findings *findings; /* one a worker; NULL in a run */
    struct demand_list *demands;    /* one a worker; NULL where nobody asks for them */
    struct source_books *books;     /* one a worker */
};

/* Runs the workers and merges nothing: the caller adds up tallies and books. */
enum mah_status source_pass_run(struct source_pass *pass, struct mah_error *err);

#endif
