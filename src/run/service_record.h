/* How did the figures on services come about? Rows for params and run_log. */
#ifndef RUN_SERVICE_RECORD_H
#define RUN_SERVICE_RECORD_H

#include "run/run_record.h"

enum mah_status service_record(struct run_record *record, const struct project *project,
                               const struct service_reach *services, const struct reach_tally *ways,
                               struct mah_error *err);

#endif
