/* What the protect room may look at of services. */
#ifndef RUN_SERVICES_KNOWN_H
#define RUN_SERVICES_KNOWN_H

#include "protect/protect.h"
#include "run/service_reach.h"

/* Borrows everything. ways: what was counted of them. */
struct protect_services services_known(const struct service_reach *services, const struct reach_tally *ways,
                                       const struct crs *working);

#endif
