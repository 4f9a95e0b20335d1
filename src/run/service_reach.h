/* Everything about services that must be ready before the first household is read: types, standards, facilities,
 * streets, and the index that tells distances. */
#ifndef RUN_SERVICE_REACH_H
#define RUN_SERVICE_REACH_H

#include "config/project.h"
#include "config/service_types.h"
#include "config/standards.h"
#include "count/reach_tally.h"
#include "locate/locator.h"
#include "reach/reach.h"
#include "read/boundaries.h"
#include "read/services.h"
#include "read/streets.h"
#include "run/service_radius.h"

struct service_reach {
    bool is_asked; /* the project names services; all else is empty otherwise */
    struct service_types types;
    struct standards standards;
    struct service_set *set;
    struct street_record streets; /* its lines are released once the network is built, but for one type */
    const char *only_type;        /* borrowed; NULL: all that the project names */
    enum reach_metric metric;
    struct reach_type *used; /* types the project names and that may be shown, in the order of the table of types */
    struct target_group *targets; /* one a used type */
    struct service_radius *radii; /* one a used type: where its radius comes from */
    size_t used_count;
    size_t confidential_count; /* facilities of types that are never shown */
    struct reach *reach;
    struct reach_tally_rules rules;
    int32_t *facility_mahalle; /* one a facility: the mahalle it lies in, or NO_MAHALLE */
    struct crs working;
};

/* `working` in metres. Fails like the readers it calls; *out must be released in any case. */
enum mah_status service_reach_prepare(struct service_reach *out, const struct project *project,
                                      const struct boundary_set *boundaries, const struct locator *locator,
                                      const struct crs *working, size_t threads, struct mah_error *err);
/* The same for one type alone, also where the project names no facility of it; the lines of the streets are kept, and
 * catchments are not searched. `project` names services of this type only. */
enum mah_status service_reach_prepare_type(struct service_reach *out, const struct project *project, const char *type,
                                           const struct boundary_set *boundaries, const struct locator *locator,
                                           const struct crs *working, size_t threads, struct mah_error *err);
void service_reach_release(struct service_reach *services);

/* Sources of such a type leave no name, column or choice of rows in the output. */
bool service_source_is_confidential(const struct service_reach *services, const struct project *project, size_t source);

#endif
