/* How far is near? The radius of a service type, and who said so. */
#ifndef RUN_SERVICE_RADIUS_H
#define RUN_SERVICE_RADIUS_H

#include "config/project.h"
#include "config/service_types.h"
#include "config/standards.h"

/* The user's word for any source of the type, else a standard, else layers/services.csv. */
struct service_radius {
    double value_m;                  /* NAN: none */
    const struct source *asked;      /* the source that named it, or NULL */
    const struct standard *standard; /* the row it comes from, or NULL */
    bool needs_plan; /* the standards know distances for some populations only, and need.plan_population is not set */
};
void service_radius_find(struct service_radius *out, const struct project *project, const struct service_types *types,
                         size_t type, const struct standards *standards);

/* MAH_BAD_USAGE where two sources of one type name different radii: which was meant nobody can tell. */
enum mah_status service_radii_check(const struct project *project, const struct service_types *types,
                                    struct mah_error *err);

#endif
