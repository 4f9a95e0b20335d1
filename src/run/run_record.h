/* How did the figures come about? Settings, inputs and books as rows for the tables params and run_log. */
#ifndef RUN_RUN_RECORD_H
#define RUN_RUN_RECORD_H

#include "config/project.h"
#include "protect/protect.h"
#include "run/household_pass.h"

#define WITHHELD "(confidential)" /* in place of what would name the file of a confidential type */

struct run_record {
    struct record_row *params, *log;
    size_t param_count, param_capacity, log_count, log_capacity;
};

/* Paths are cut to file names: a published file says nothing of who made it where. */
enum mah_status run_record_fill(struct run_record *record, const struct project *project,
                                const struct boundary_set *boundaries, const struct pass_result *pass,
                                const struct service_reach *services, const struct crs *working, struct mah_error *err);
/* One row of params, or of run_log; the texts are copied, any but the key and item may be NULL. */
enum mah_status run_record_param(struct run_record *record, const char *key, const char *value, const char *origin,
                                 struct mah_error *err);
/* The last parameter is one of a confidential file: no part of the provenance. */
void run_record_mark_confidential(struct run_record *record);
enum mah_status run_record_log(struct run_record *record, const char *step, const char *source, const char *item,
                               const char *value, const char *note, struct mah_error *err);
void run_record_release(struct run_record *record);

#endif
