/* Once through all household sources: read, check, locate, count. What the whole run stands on. */
#ifndef RUN_HOUSEHOLD_PASS_H
#define RUN_HOUSEHOLD_PASS_H

#include "check/quarantine.h"
#include "config/project.h"
#include "count/books.h"
#include "count/demand_list.h"
#include "count/household_points.h"
#include "count/tally.h"
#include "count/unreached.h"
#include "locate/locator.h"
#include "run/area_rows.h"
#include "run/service_reach.h"

/* Told now and then from one thread at a time: done of total bytes, over all sources. */
typedef void (*progress_function)(void *context, uint64_t done, uint64_t total);

struct pass_options {
    size_t threads;
    const struct crs *working;       /* in metres */
    bool keep_quarantine;            /* rows with their text, or only their numbers */
    bool keep_unreached;             /* households whose distance to a service is not known */
    bool keep_points;                /* each household with its place: a layer of them */
    const struct hash_key *secret;   /* of points that are moved; NULL: their ids are kept */
    const char *folder;              /* where the points are kept */
    bool keep_demand;                /* each household with its place and people: where a service should be built */
    const struct asked_areas *asked; /* a query: what is counted are its units instead of mahalle; NULL: a run */
    struct early_digests *early;     /* what another thread is busy with at first; NULL: nothing */
    progress_function progress;      /* NULL: nobody listens */
    void *progress_context;
};

/* How a source was understood; owned texts, never NULL. */
struct source_record {
    char *matched; /* "hane_no -> hh_id, ..." */
    char *format, *encoding, *crs, *operation;
    struct operation_facts facts; /* of the operation */
    bool encoding_guessed, crs_guessed, is_unended;
    uint64_t recoded_texts;
};

struct pass_result {
    struct tally *tally;
    struct reach_tally *ways; /* NULL where the project names no services */
    struct books books;
    struct quarantine quarantine;
    struct unreached unreached;
    struct area_findings findings;   /* of a query */
    struct demand_list demand;       /* sorted; empty unless it was to be kept */
    struct household_points *points; /* NULL unless they were to be kept */
    struct source_record *records;   /* one a source, in the order of the project */
    size_t record_count;
    size_t members_without_household; /* rows of persons.source without hh_id */
};

/*
 * The order of rows is that of the sources and their files, whatever the number of threads. The first sound row of an
 * id is kept, later ones are duplicates: a household that was repaired and fed again counts. Stops with MAH_BAD_DATA
 * and advice where positions look swapped or in another reference system, MAH_INTERRUPTED where the user asked to stop.
 */
enum mah_status household_pass(struct pass_result *out, const struct project *project,
                               const struct boundary_set *boundaries, const struct locator *locator,
                               const struct service_reach *services, const struct pass_options *options,
                               struct mah_error *err);
void pass_result_release(struct pass_result *result);

#endif
