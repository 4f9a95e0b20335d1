/* Everything about services that must be ready before the first household is read. */
#include "run/service_reach.h"

#include <math.h>

#include "base/memory.h"

/* ---- which types, and how far is near ---- */

bool service_source_is_confidential(const struct service_reach *services, const struct project *project, size_t source)
{
    int type = service_type_find(&services->types, slice_of(project->services[source].type));
    return type != NO_SERVICE_TYPE && services->types.types[type].is_confidential;
}

static bool is_named(const struct service_reach *services, const struct project *project, size_t type)
{
    const struct service_types *types = &services->types;
    if (services->only_type != NULL)
        return service_type_find(types, slice_of(services->only_type)) == (int)type;
    for (size_t i = 0; i < project->service_count; i++)
        if (service_type_find(types, slice_of(project->services[i].type)) == (int)type)
            return true;
    return false;
}

static bool has_capacity(const struct service_set *set, size_t type)
{
    for (size_t i = 0; i < set->count; i++)
        if (set->facilities[i].type == type && set->facilities[i].is_open && !isnan(set->facilities[i].capacity))
            return true;
    return false;
}

static void add_type(struct service_reach *services, const struct project *project, size_t type)
{
    struct service_radius radius;
    service_radius_find(&radius, project, &services->types, type, &services->standards);
    services->targets[services->used_count] = services->types.types[type].target;
    services->radii[services->used_count] = radius;
    services->used[services->used_count++] = (struct reach_type){
        .type = type,
        .radius_m = radius.value_m,
        .has_catchments = services->only_type == NULL && !isnan(radius.value_m) && has_capacity(services->set, type),
    };
}

static enum mah_status choose_types(struct service_reach *services, const struct project *project,
                                    struct mah_error *err)
{
    services->used = memory_new(services->types.count, sizeof *services->used);
    services->targets = memory_new(services->types.count, sizeof *services->targets);
    services->radii = memory_new(services->types.count, sizeof *services->radii);
    if (services->used == NULL || services->targets == NULL || services->radii == NULL)
        return mah_no_memory(err);
    for (size_t i = 0; i < services->types.count; i++)
        if (is_named(services, project, i) && !services->types.types[i].is_confidential)
            add_type(services, project, i);
    for (size_t i = 0; i < services->set->count; i++)
        services->confidential_count += services->types.types[services->set->facilities[i].type].is_confidential;
    return MAH_OK;
}

/* ---- where ---- */

/* The rectangle of the boundaries in the working CRS. */
static enum mah_status find_study(struct rectangle *out, const struct boundary_set *boundaries,
                                  const struct crs *working, struct mah_error *err)
{
    enum { EDGE = 16 }; /* points a side: the image of a side is no straight line */
    struct transformation *transformation = NULL;
    enum mah_status status = transformation_new(&transformation, &boundaries->crs, working, err);
    *out = rectangle_empty();
    const struct rectangle *from = &boundaries->bounds;
    for (int i = 0; status == MAH_OK && i <= EDGE; i++) {
        for (int k = 0; k <= EDGE; k++) {
            struct point point = {from->min_x + (from->max_x - from->min_x) * i / EDGE,
                                  from->min_y + (from->max_y - from->min_y) * k / EDGE};
            transformation_apply(transformation, &point, 1);
            if (isfinite(point.x) && isfinite(point.y))
                rectangle_include(out, point);
        }
    }
    transformation_free(transformation);
    return status;
}

/* The way into the plane and back is off in the 14th decimal of a degree, enough to push a stop that stands on a border
 * off it. To a micrometre the degrees are those of the file again, to the last bit. */
static struct point as_in_file(struct point point, const struct crs *crs)
{
    const double parts = 1e11; /* of a degree */
    if (!crs->geographic)
        return point; /* as a rule the plane is that of the boundaries */
    return (struct point){round(point.x * parts) / parts, round(point.y * parts) / parts};
}

static enum mah_status locate_facilities(struct service_reach *services, const struct boundary_set *boundaries,
                                         const struct locator *locator, const struct crs *working,
                                         struct mah_error *err)
{
    struct transformation *transformation = NULL;
    services->facility_mahalle = memory_new(services->set->count + 1, sizeof *services->facility_mahalle);
    if (services->facility_mahalle == NULL)
        return mah_no_memory(err);
    enum mah_status status = transformation_new(&transformation, working, &boundaries->crs, err);
    for (size_t i = 0; status == MAH_OK && i < services->set->count; i++) {
        struct point point;
        status = shape_point_on(&point, &services->set->facilities[i].shape, err);
        if (status != MAH_OK)
            break;
        transformation_apply(transformation, &point, 1);
        bool possible = isfinite(point.x) && isfinite(point.y);
        point = as_in_file(point, &boundaries->crs);
        services->facility_mahalle[i] = possible ? locator_locate(locator, point).mahalle : NO_MAHALLE;
    }
    transformation_free(transformation);
    return status;
}

/* The corner of the cells: a multiple of their size, so that two runs of one city have the same cells; far enough out
 * for households that lie a little outside. */
static struct point grid_origin(const struct rectangle *study, double cell_m)
{
    enum { MARGIN = 64 }; /* cells; a multiple of the largest squares */
    double step_m = cell_m * MARGIN;
    return (struct point){(floor(study->min_x / step_m) - 1) * step_m, (floor(study->min_y / step_m) - 1) * step_m};
}

/* ---- streets ---- */

static enum mah_status choose_metric(struct service_reach *services, const struct project *project,
                                     const struct crs *working, struct mah_error *err)
{
    bool has_streets = project->streets.path != NULL;
    if (project->coverage_metric == METRIC_NETWORK && !has_streets)
        return mah_fail(err, MAH_BAD_USAGE,
                        "coverage.metric is 'network' but no streets are named; give 'streets: {source: FILE}' or "
                        "coverage.metric: euclid");
    services->metric = has_streets && project->coverage_metric != METRIC_EUCLID ? REACH_NETWORK : REACH_STRAIGHT;
    if (services->metric == REACH_STRAIGHT)
        return MAH_OK;
    return streets_read(&services->streets, &project->streets, working, err);
}

static enum mah_status build_reach(struct service_reach *services, const struct project *project, size_t threads,
                                   struct mah_error *err)
{
    bool network = services->metric == REACH_NETWORK;
    struct reach_input input = {
        .services = services->set,
        .types = services->used,
        .type_count = services->used_count,
        .metric = services->metric,
        .detour = network ? 1 : project->coverage_detour,
        .streets = network ? &services->streets.lines : NULL,
        .snap_m = project->street_snap_m,
        .threads = threads,
    };
    enum mah_status status = reach_new(&services->reach, &input, err);
    if (services->only_type == NULL)
        street_lines_release(&services->streets.lines);
    return status;
}

/* Types are judged before any file is opened: the cheapest mistake first. */
static enum mah_status check_types(const struct project *project, const struct service_types *types,
                                   struct mah_error *err)
{
    for (size_t i = 0; i < project->service_count; i++)
        if (service_type_find(types, slice_of(project->services[i].type)) == NO_SERVICE_TYPE)
            return service_type_refuse(types, project->services[i].type, project->services[i].origin, err);
    return MAH_OK;
}

static enum mah_status prepare(struct service_reach *out, const struct project *project,
                               const struct boundary_set *boundaries, const struct locator *locator,
                               const struct crs *working, size_t threads, struct mah_error *err)
{
    out->is_asked = true;
    struct rectangle study;
    enum mah_status status = service_types_read(&out->types, err);
    if (status == MAH_OK)
        status = check_types(project, &out->types, err);
    if (status == MAH_OK)
        status = service_radii_check(project, &out->types, err);
    if (status == MAH_OK)
        status = standards_read(&out->standards, project->standards, project->standard_count, err);
    if (status == MAH_OK)
        status = crs_copy(&out->working, working, err);
    if (status == MAH_OK)
        status = find_study(&study, boundaries, working, err);
    if (status == MAH_OK)
        status = service_set_read(&out->set, project, &out->types, working, &study, err);
    if (status == MAH_OK)
        status = choose_types(out, project, err);
    if (status == MAH_OK)
        status = locate_facilities(out, boundaries, locator, working, err);
    if (status == MAH_OK)
        status = choose_metric(out, project, working, err);
    if (status == MAH_OK)
        status = build_reach(out, project, threads, err);
    if (status == MAH_OK)
        out->rules = (struct reach_tally_rules){
            .types = out->used,
            .targets = out->targets,
            .type_count = out->used_count,
            .decay = project->coverage_decay,
            .grid_cell_m = project->grid_cell_m,
            .grid_origin = grid_origin(&study, project->grid_cell_m),
            .facility_count = out->set->count,
        };
    return status;
}

enum mah_status service_reach_prepare(struct service_reach *out, const struct project *project,
                                      const struct boundary_set *boundaries, const struct locator *locator,
                                      const struct crs *working, size_t threads, struct mah_error *err)
{
    *out = (struct service_reach){0};
    return project->service_count > 0 ? prepare(out, project, boundaries, locator, working, threads, err) : MAH_OK;
}

enum mah_status service_reach_prepare_type(struct service_reach *out, const struct project *project, const char *type,
                                           const struct boundary_set *boundaries, const struct locator *locator,
                                           const struct crs *working, size_t threads, struct mah_error *err)
{
    *out = (struct service_reach){.only_type = type};
    return prepare(out, project, boundaries, locator, working, threads, err);
}

void service_reach_release(struct service_reach *services)
{
    reach_free(services->reach);
    street_record_release(&services->streets);
    service_set_free(services->set);
    standards_release(&services->standards);
    service_types_release(&services->types);
    crs_release(&services->working);
    memory_free(services->used);
    memory_free(services->targets);
    memory_free(services->radii);
    memory_free(services->facility_mahalle);
    *services = (struct service_reach){0};
}
