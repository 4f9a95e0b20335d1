/* What the protect room may look at of services. */
#include "run/services_known.h"

struct protect_services services_known(const struct service_reach *services, const struct reach_tally *ways,
                                       const struct crs *working)
{
    return (struct protect_services){
        .types = &services->types,
        .set = services->set,
        .standards = &services->standards,
        .used = services->used,
        .targets = services->targets,
        .used_count = services->used_count,
        .facility_mahalle = services->facility_mahalle,
        .metric = services->metric,
        .reach = services->reach,
        .tally = ways,
        .rules = &services->rules,
        .working = working,
    };
}
