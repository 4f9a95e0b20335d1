/* The catchment of which facilities may be told? */
#include "protect/catchment_guard.h"

#include <math.h>

#include "base/memory.h"
#include "protect/facility_demand.h"

/* An edge of the boundaries is not quite straight in the working system. */
static const double BENT_M = 10;

/* A mahalle that hides something, in the working system. */
struct hidden_bounds {
    size_t mahalle;
    struct rectangle bounds;
};

/* The catchment of one facility, over all mahalle. */
struct catchment_sum {
    int64_t demand_nano, records;
};

struct catchment_guard {
    const struct table_context *context;
    struct catchment_sum *sums; /* one a facility */
    struct hidden_bounds *hidden;
    size_t count;
};

static void sum_catchments(struct catchment_sum *sums, const struct reach_tally *tally)
{
    for (size_t i = 0; i < tally->slot_count; i++) {
        const struct catchment_cell *cell = &tally->slots[i];
        if (cell->records == 0)
            continue;
        sums[cell->facility].demand_nano += cell->demand_nano;
        sums[cell->facility].records += cell->records;
    }
}

/* Of a type without catchments nothing is asked. */
static bool hides_anything(const struct table_context *context, size_t area)
{
    const struct protect_services *services = context->input->services;
    for (size_t used = 0; used < services->used_count; used++)
        if (services->used[used].has_catchments &&
            reach_is_hidden(coverage_cell(context->coverage, area, used, REACH_TARGET)))
            return true;
    return false;
}

/* Everywhere, where a vertex cannot be transformed. */
static enum mah_status bounds_of(struct rectangle *out, const struct polygon *polygon,
                                 struct transformation *transformation, struct mah_error *err)
{
    struct point *vertices = memory_new(polygon->vertex_count + 1, sizeof *vertices);
    if (vertices == NULL)
        return mah_no_memory(err);
    for (size_t i = 0; i < polygon->vertex_count; i++)
        vertices[i] = polygon->vertices[i];
    transformation_apply(transformation, vertices, polygon->vertex_count);
    *out = (struct rectangle){INFINITY, INFINITY, -INFINITY, -INFINITY};
    for (size_t i = 0; i < polygon->vertex_count; i++) {
        bool is_placed = isfinite(vertices[i].x) && isfinite(vertices[i].y);
        out->min_x = fmin(out->min_x, is_placed ? vertices[i].x : -INFINITY);
        out->min_y = fmin(out->min_y, is_placed ? vertices[i].y : -INFINITY);
        out->max_x = fmax(out->max_x, is_placed ? vertices[i].x : INFINITY);
        out->max_y = fmax(out->max_y, is_placed ? vertices[i].y : INFINITY);
    }
    memory_free(vertices);
    return MAH_OK;
}

static enum mah_status find_hidden(struct catchment_guard *guard, struct mah_error *err)
{
    const struct table_context *context = guard->context;
    const struct boundary_set *boundaries = context->input->boundaries;
    struct transformation *transformation = NULL;
    enum mah_status status =
        transformation_new(&transformation, &boundaries->crs, context->input->services->working, err);
    for (size_t m = 0; status == MAH_OK && m < boundaries->count; m++) {
        if (!hides_anything(context, m))
            continue;
        struct hidden_bounds *hidden = &guard->hidden[guard->count++];
        hidden->mahalle = m;
        status = bounds_of(&hidden->bounds, &boundaries->mahalle[m].polygon, transformation, err);
    }
    transformation_free(transformation);
    return status;
}

enum mah_status catchment_guard_new(struct catchment_guard **out, const struct table_context *context,
                                    struct mah_error *err)
{
    struct catchment_guard *guard = memory_new(1, sizeof *guard);
    if (guard == NULL)
        return mah_no_memory(err);
    guard->context = context;
    guard->hidden = memory_new(context->input->boundaries->count + 1, sizeof *guard->hidden);
    guard->sums = memory_new(context->input->services->tally->facility_count + 1, sizeof *guard->sums);
    enum mah_status status = guard->hidden != NULL && guard->sums != NULL ? MAH_OK : mah_no_memory(err);
    if (status == MAH_OK)
        sum_catchments(guard->sums, context->input->services->tally);
    if (status == MAH_OK && context->policy->profile != PROFILE_SECURE)
        status = find_hidden(guard, err);
    if (status != MAH_OK) {
        catchment_guard_free(guard);
        return status;
    }
    *out = guard;
    return MAH_OK;
}

void catchment_guard_free(struct catchment_guard *guard)
{
    if (guard == NULL)
        return;
    memory_free(guard->sums);
    memory_free(guard->hidden);
    memory_free(guard);
}

static bool are_near(const struct rectangle *a, const struct rectangle *b, double distance_m)
{
    double dx = fmax(fmax(a->min_x - b->max_x, b->min_x - a->max_x), 0);
    double dy = fmax(fmax(a->min_y - b->max_y, b->min_y - a->max_y), 0);
    return hypot(dx, dy) <= distance_m;
}

static bool may_be_told(const struct catchment_guard *guard, const struct shape *facility, size_t used)
{
    const struct coverage *coverage = guard->context->coverage;
    double radius_m = guard->context->input->services->used[used].radius_m;
    if (reach_is_hidden(coverage_cell(coverage, coverage->area_count - 1, used, REACH_TARGET)))
        return false;
    for (size_t i = 0; i < guard->count; i++)
        if (reach_is_hidden(coverage_cell(coverage, guard->hidden[i].mahalle, used, REACH_TARGET)) &&
            are_near(&facility->bounds, &guard->hidden[i].bounds, radius_m + BENT_M))
            return false;
    return true;
}

struct count catchment_of(const struct catchment_guard *guard, size_t facility, size_t used)
{
    const struct table_context *context = guard->context;
    const struct protect_services *services = context->input->services;
    const struct facility *it = &services->set->facilities[facility];
    size_t city = context->coverage->area_count - 1;
    if (!services->used[used].has_catchments || isnan(it->capacity) ||
        coverage_cell(context->coverage, city, used, REACH_TARGET)->pop.state == COUNT_NOT_ASKED)
        return (struct count){.state = COUNT_NOT_ASKED};
    struct count count =
        facility_target(context->policy, &(struct facility_demand){.target_nano = guard->sums[facility].demand_nano,
                                                                   .target_records = guard->sums[facility].records});
    if (count.state == COUNT_KNOWN && !may_be_told(guard, &it->shape, used))
        count.state = COUNT_SUPPRESSED_SECONDARY;
    return count;
}

bool catchment_is_empty(const struct catchment_guard *guard, size_t facility)
{
    return guard->sums[facility].records == 0;
}
