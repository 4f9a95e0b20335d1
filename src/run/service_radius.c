/* How far is near? */
#include "run/service_radius.h"

#include <math.h>
#include <string.h>

#include "base/number.h"

static const struct source *asked_for(const struct project *project, const struct service_types *types, int type)
{
    for (size_t i = 0; i < project->service_count; i++)
        if (project->services[i].radius_m > 0 && service_type_find(types, slice_of(project->services[i].type)) == type)
            return &project->services[i];
    return NULL;
}

static bool holds_for_any_population(const struct standard *row)
{
    return row->pop_min <= 1 && isinf(row->pop_max);
}

static bool has_distance(const struct standards *standards, const char *code)
{
    for (size_t i = 0; i < standards->count; i++)
        if (standards->rows[i].kind == STANDARD_DISTANCE_M && strcmp(standards->rows[i].service_type, code) == 0)
            return true;
    return false;
}

/* How many people will be counted is not known yet: without need.plan_population only a standard for any number counts.
 */
void service_radius_find(struct service_radius *out, const struct project *project, const struct service_types *types,
                         size_t type, const struct standards *standards)
{
    const struct service_type *facts = &types->types[type];
    *out = (struct service_radius){.value_m = facts->radius_m, .asked = asked_for(project, types, (int)type)};
    if (out->asked != NULL) {
        out->value_m = out->asked->radius_m;
        return;
    }
    const struct standard *row = standards_find(standards, facts->code, STANDARD_DISTANCE_M, project->plan_population);
    if (row != NULL && (project->plan_population > 0 || holds_for_any_population(row))) {
        out->standard = row;
        out->value_m = row->value;
        return;
    }
    out->needs_plan = project->plan_population <= 0 && has_distance(standards, facts->code);
}

enum mah_status service_radii_check(const struct project *project, const struct service_types *types,
                                    struct mah_error *err)
{
    for (size_t i = 0; i < project->service_count; i++) {
        const struct source *source = &project->services[i];
        const struct source *first = asked_for(project, types, service_type_find(types, slice_of(source->type)));
        if (first == NULL || !(source->radius_m > 0) ||
            (source->radius_m >= first->radius_m && source->radius_m <= first->radius_m))
            continue;
        char radius[2][32];
        return mah_fail(err, MAH_BAD_USAGE,
                        "radius_m of '%s' is %s for '%s' (%s) and %s for '%s' (%s); a service type has one radius",
                        source->type, number_say(first->radius_m, radius[0]), first->path, first->origin,
                        number_say(source->radius_m, radius[1]), source->path, source->origin);
    }
    return MAH_OK;
}
