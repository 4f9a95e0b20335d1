/* What should the user know of services before trusting the map? */
#ifndef RUN_SERVICE_WARNINGS_H
#define RUN_SERVICE_WARNINGS_H

#include "run/warnings.h"

/* ways: what was counted; NULL where counting did not come so far. */
enum mah_status service_warnings(struct warnings *out, const struct project *project,
                                 const struct service_reach *services, const struct reach_tally *ways,
                                 struct mah_error *err);

#endif
