/* services_out: each facility with who depends on it. Confidential types never come here. */
#include <math.h>

#include "base/memory.h"
#include "base/text.h"
#include "protect/catchment_guard.h"
#include "protect/facility_closing.h"
#include "protect/need_figures.h"
#include "protect/policy_cell.h"
#include "protect/row_writer.h"
#include "protect/table_services_out.h"

struct services_table {
    const struct table_context *context;
    struct row_writer row;
    struct told_demand *told; /* one a facility; of those that are open */
    struct catchment_guard *guard;
    struct transformation *to_release;
};

static void services_release(struct services_table *services)
{
    transformation_free(services->to_release);
    memory_free(services->told);
    catchment_guard_free(services->guard);
}

static struct told_demand demand_of(const struct services_table *services, size_t index, size_t used)
{
    const struct table_context *context = services->context;
    const struct protect_services *input = context->input->services;
    const struct facility_demand *demand = &input->tally->demand[index];
    const struct count not_asked = {.state = COUNT_NOT_ASKED};
    size_t city = context->coverage->area_count - 1;
    bool arrivals_are_known = context->counts->city.measure[MEASURE_RECENT].state != COUNT_NOT_ASKED;
    struct told_demand told = {
        not_asked, facility_recent(context->policy, demand, &input->targets[used], arrivals_are_known), not_asked};
    if (coverage_cell(context->coverage, city, used, REACH_TARGET)->pop.state == COUNT_NOT_ASKED)
        return told;
    told.nearest = facility_target(context->policy, demand);
    told.within = catchment_of(services->guard, index, used);
    return told;
}

/* The demand of every open facility: judged, closed, rounded. */
static enum mah_status tell_demand(struct services_table *services, struct mah_error *err)
{
    const struct table_context *context = services->context;
    const struct protect_services *input = context->input->services;
    services->told = memory_new(input->set->count + 1, sizeof *services->told);
    enum mah_status status = services->told != NULL ? MAH_OK : mah_no_memory(err);
    if (status == MAH_OK)
        status = catchment_guard_new(&services->guard, context, err);
    for (size_t used = 0; status == MAH_OK && used < input->used_count; used++) {
        for (size_t i = 0; i < input->set->count; i++)
            if (input->set->facilities[i].is_open && input->set->facilities[i].type == input->used[used].type)
                services->told[i] = demand_of(services, i, used);
    }
    if (status == MAH_OK && context->policy->profile != PROFILE_SECURE)
        status = facilities_close(services->told, context, err);
    for (size_t i = 0; status == MAH_OK && i < input->set->count; i++) {
        policy_round_count(context->policy, &services->told[i].nearest);
        policy_round_count(context->policy, &services->told[i].recent);
        policy_round_count(context->policy, &services->told[i].within);
    }
    return status;
}

static void put_demand(struct services_table *services, size_t index, size_t used)
{
    const struct policy *policy = services->context->policy;
    const struct facility *facility = &services->context->input->services->set->facilities[index];
    struct told_demand told = services->told[index];
    struct row_writer *row = &services->row;
    put_rate(row, "demand", count_rate(&told.nearest));
    put_rate(row, "demand_mig", count_rate(&told.recent));
    put_rate(row, "catchment", count_rate(&told.within));
    if (told.nearest.state > COUNT_NOT_ASKED)
        put_text(row, "flag", count_state_code((enum count_state)told.nearest.state));
    if (told.within.state == COUNT_KNOWN)
        put_integer(row, "idle", catchment_is_empty(services->guard, index));
    struct rate places = rate_of(capacity_norm(services->context, used) * facility->capacity);
    struct rate use = rate_divide(count_rate(&told.nearest), places);
    put_rate(row, "utilisation", policy->round_to > 0 ? rate_round_to_step(use, 0.01) : use);
}

static void put_place(struct services_table *services, size_t index)
{
    const struct table_context *context = services->context;
    const struct facility *facility = &context->input->services->set->facilities[index];
    int32_t mahalle = context->input->services->facility_mahalle[index];
    struct row_writer *row = &services->row;
    struct point point;
    if (row->status == MAH_OK)
        row->status = shape_point_on(&point, &facility->shape, row->err);
    if (row->status != MAH_OK)
        return;
    transformation_apply(services->to_release, &point, 1);
    if (isfinite(point.x) && isfinite(point.y))
        row->status = table_set_point(row->table, point, row->err);
    put_integer(row, "in_area", mahalle != NO_MAHALLE);
    if (mahalle == NO_MAHALLE)
        return;
    put_text(row, "mah_code", context->input->boundaries->mahalle[mahalle].code);
    put_text(row, "mah_name", context->input->boundaries->mahalle[mahalle].name);
}

static void add_facility(struct services_table *services, size_t index, size_t used)
{
    const struct table_context *context = services->context;
    const struct protect_services *input = context->input->services;
    const struct facility *facility = &input->set->facilities[index];
    const struct service_type *type = &input->types->types[facility->type];
    bool turkish = context->input->project->language == LANGUAGE_TURKISH;
    struct row_writer *row = &services->row;
    put_row(row);
    put_text(row, "service_id", facility->id);
    put_text(row, "service_type", type->code);
    put_text(row, "service_name", service_type_name(type, context->input->project->language));
    put_text(row, "name", facility->name);
    put_integer(row, "is_open", facility->is_open);
    put_rate(row, "capacity", rate_of(facility->capacity));
    put_text(row, "capacity_unit", isnan(facility->capacity) ? NULL : turkish ? type->capacity_tr : type->capacity_en);
    put_rate(row, "area_m2", rate_of(facility->area_m2));
    put_place(services, index);
    if (!facility->is_open)
        return;
    if (input->metric == REACH_NETWORK) {
        put_integer(row, "connected", reach_facility_is_connected(input->reach, index));
        put_rate(row, "street_m", rate_of(reach_facility_off_m(input->reach, index)));
    }
    put_demand(services, index, used);
}

/* By type, then in the order of the files. */
static void add_facilities(struct services_table *services)
{
    const struct protect_services *input = services->context->input->services;
    for (size_t used = 0; used < input->used_count; used++)
        for (size_t i = 0; i < input->set->count && services->row.status == MAH_OK; i++)
            if (input->set->facilities[i].type == input->used[used].type)
                add_facility(services, i, used);
}

enum mah_status add_services_out(const struct table_context *context, struct mah_error *err)
{
    const struct protect_services *input = context->input->services;
    if (context->coverage == NULL || input->used_count == 0 || input->set->count == 0)
        return MAH_OK;
    struct services_table services = {.context = context, .row = {.err = err}};
    enum mah_status status = tell_demand(&services, err);
    if (status == MAH_OK)
        status = transformation_new(&services.to_release, input->working, &context->input->boundaries->crs, err);
    if (status == MAH_OK)
        status = output_table_add(context->release, &services.row.table, context->fields, "services_out", RELEASE_POINT,
                                  NULL, NULL, 0, err);
    if (status == MAH_OK) {
        services.row.status = MAH_OK;
        add_facilities(&services);
        status = services.row.status;
    }
    services_release(&services);
    return status;
}

/* ---- what is hidden ---- */

static enum mah_status tell_hidden(const struct table_context *context, size_t index, const char *column,
                                   enum count_state state, demand_hidden hidden, void *list, struct mah_error *err)
{
    const struct protect_services *input = context->input->services;
    const char *id = input->set->facilities[index].id;
    int32_t mahalle = input->facility_mahalle[index];
    struct text field = TEXT_EMPTY;
    text_add_format(&field, "%s%s%s", column, id != NULL ? "." : "", id != NULL ? id : "");
    char *name = text_take(&field);
    if (name == NULL)
        return mah_no_memory(err);
    const char *code = mahalle != NO_MAHALLE ? context->input->boundaries->mahalle[mahalle].code : NULL;
    enum mah_status status = hidden(list, code, name, state, err);
    memory_free(name);
    return status;
}

static enum mah_status tell_facility(const struct services_table *services, size_t index, demand_hidden hidden,
                                     void *list, struct mah_error *err)
{
    struct told_demand told = services->told[index];
    const struct {
        const char *column;
        enum count_state state;
    } all[] = {{"demand", (enum count_state)told.nearest.state},
               {"demand_mig", (enum count_state)told.recent.state},
               {"catchment", (enum count_state)told.within.state}};
    enum mah_status status = MAH_OK;
    for (size_t i = 0; status == MAH_OK && i < sizeof all / sizeof *all; i++)
        if (all[i].state > COUNT_NOT_ASKED)
            status = tell_hidden(services->context, index, all[i].column, all[i].state, hidden, list, err);
    return status;
}

enum mah_status services_out_each_hidden(const struct table_context *context, demand_hidden hidden, void *list,
                                         struct mah_error *err)
{
    const struct protect_services *input = context->input->services;
    if (context->coverage == NULL || input->used_count == 0)
        return MAH_OK;
    struct services_table services = {.context = context};
    enum mah_status status = tell_demand(&services, err);
    for (size_t used = 0; used < input->used_count; used++)
        for (size_t i = 0; status == MAH_OK && i < input->set->count; i++)
            if (input->set->facilities[i].is_open && input->set->facilities[i].type == input->used[used].type)
                status = tell_facility(&services, i, hidden, list, err);
    services_release(&services);
    return status;
}
