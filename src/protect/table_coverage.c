/* Coverage in the tables: wide fields of mah_indicators, the long table mah_service, one row a type in city_service. */
#include <math.h>

#include "protect/policy_coverage.h"
#include "protect/row_writer.h"
#include "protect/tables.h"

static struct rate rounded(const struct table_context *context, struct rate rate, double step)
{
    return context->policy->round_to > 0 ? rate_round_to_step(rate, step) : rate;
}

static const struct service_type *type_of(const struct table_context *context, size_t used)
{
    const struct protect_services *services = context->input->services;
    return &services->types->types[services->used[used].type];
}

/* ---- the figures of one area and type, as they are published ---- */

static struct rate share_of(const struct table_context *context, const struct group_coverage *group)
{
    return rounded(context, coverage_share(group), 0.01);
}

static struct rate gap_of(const struct table_context *context, const struct group_coverage groups[REACH_GROUPS])
{
    struct rate settled = share_of(context, &groups[REACH_SETTLED]), recent = share_of(context, &groups[REACH_RECENT]);
    return rounded(context, coverage_gap_points(settled, recent), 1);
}

static struct rate equity_of(const struct table_context *context, const struct group_coverage groups[REACH_GROUPS])
{
    struct rate settled = share_of(context, &groups[REACH_SETTLED]), recent = share_of(context, &groups[REACH_RECENT]);
    return rounded(context, coverage_equity_ratio(settled, recent), 0.01);
}

/* ---- mah_indicators ---- */

enum mah_status set_coverage(const struct table_context *context, struct release_table *table, size_t mahalle,
                             struct mah_error *err)
{
    struct row_writer row = {.table = table, .status = MAH_OK, .err = err};
    if (context->coverage == NULL)
        return MAH_OK;
    for (size_t t = 0; t < context->coverage->type_count; t++) {
        const struct group_coverage *groups = coverage_cell(context->coverage, mahalle, t, REACH_ALL);
        const char *code = type_of(context, t)->code;
        put_type_rate(&row, "cov", code, share_of(context, &groups[REACH_ALL]));
        put_type_rate(&row, "unc", code, count_rate(&groups[REACH_ALL].uncovered));
        put_type_rate(&row, "d50", code, groups[REACH_ALL].median_m);
        put_type_rate(&row, "d90", code, groups[REACH_ALL].p90_m);
        put_type_rate(&row, "gap", code, gap_of(context, groups));
    }
    return row.status;
}

/* ---- mah_service ---- */

static void put_area(struct row_writer *row, const struct table_context *context, size_t area)
{
    const struct boundary_set *boundaries = context->input->boundaries;
    if (area >= boundaries->count)
        return; /* the city */
    put_text(row, "mah_code", boundaries->mahalle[area].code);
    put_text(row, "mah_name", boundaries->mahalle[area].name);
}

static void put_type(struct row_writer *row, const struct table_context *context, size_t used)
{
    const struct protect_services *services = context->input->services;
    double radius_m = services->used[used].radius_m;
    put_text(row, "service_type", type_of(context, used)->code);
    put_text(row, "service_name", service_type_name(type_of(context, used), context->input->project->language));
    put_text(row, "metric", services->metric == REACH_NETWORK ? "network" : "euclid");
    put_rate(row, "radius_m", isnan(radius_m) ? rate_unknown : rate_of(radius_m));
}

static void add_group(struct row_writer *row, const struct table_context *context, size_t area, size_t type,
                      enum reach_group which)
{
    const struct group_coverage *groups = coverage_cell(context->coverage, area, type, REACH_ALL);
    const struct group_coverage *group = &groups[which];
    enum count_state state = coverage_state(group);
    if (state == COUNT_NOT_ASKED)
        return; /* nobody was asked: a row without figures would look like an answer */
    put_row(row);
    put_area(row, context, area);
    put_type(row, context, type);
    put_text(row, "grp", reach_group_word(which));
    put_rate(row, "pop", count_rate(&group->pop));
    put_rate(row, "covered", count_rate(&group->covered));
    put_rate(row, "uncovered", count_rate(&group->uncovered));
    put_rate(row, "unknown", count_rate(&group->unknown));
    put_rate(row, "share", share_of(context, group));
    put_rate(row, "d_mean", group->mean_m);
    put_rate(row, "d_med", group->median_m);
    put_rate(row, "d_p90", group->p90_m);
    if (which == REACH_ALL) {
        put_rate(row, "gap", gap_of(context, groups));
        put_rate(row, "equity", equity_of(context, groups));
    }
    put_text(row, "flag", state > COUNT_NOT_ASKED ? count_state_code(state) : NULL);
}

enum mah_status add_mah_service(const struct table_context *context, struct mah_error *err)
{
    const struct coverage *coverage = context->coverage;
    if (coverage == NULL || coverage->type_count == 0)
        return MAH_OK;
    struct row_writer row = {.table = NULL, .status = MAH_OK, .err = err};
    row.status = output_table_add(context->release, &row.table, context->fields, "mah_service", RELEASE_NO_GEOMETRY,
                                  NULL, NULL, 0, err);
    if (row.status == MAH_OK)
        row.status = table_reserve_rows(row.table, coverage->area_count * coverage->type_count * REACH_GROUPS, err);
    for (size_t area = 0; area < coverage->area_count && row.status == MAH_OK; area++)
        for (size_t type = 0; type < coverage->type_count; type++)
            for (size_t group = 0; group < REACH_GROUPS; group++)
                add_group(&row, context, area, type, (enum reach_group)group);
    return row.status;
}

/* ---- city_service ---- */

/* Open facilities of a type by where they are; none of it is about people. */
struct facility_numbers {
    int64_t open, closed, outside, unconnected;
};

static struct facility_numbers count_facilities(const struct protect_services *services, size_t type)
{
    struct facility_numbers numbers = {0, 0, 0, 0};
    for (size_t i = 0; i < services->set->count; i++) {
        const struct facility *facility = &services->set->facilities[i];
        if (facility->type != type)
            continue;
        if (!facility->is_open) {
            numbers.closed++;
            continue;
        }
        numbers.open++;
        numbers.outside += services->facility_mahalle[i] == NO_MAHALLE;
        numbers.unconnected += !reach_facility_is_connected(services->reach, i);
    }
    return numbers;
}

static void add_city_row(struct row_writer *row, const struct table_context *context, size_t type)
{
    const struct protect_services *services = context->input->services;
    const struct group_coverage *groups =
        coverage_cell(context->coverage, context->coverage->area_count - 1, type, REACH_ALL);
    struct facility_numbers numbers = count_facilities(services, services->used[type].type);
    put_row(row);
    put_type(row, context, type);
    put_integer(row, "facilities", numbers.open);
    put_integer(row, "closed", numbers.closed);
    put_integer(row, "outside", numbers.outside);
    put_integer(row, "unconnected", numbers.unconnected);
    put_rate(row, "cov", share_of(context, &groups[REACH_ALL]));
    put_rate(row, "cov_mig", share_of(context, &groups[REACH_RECENT]));
    put_rate(row, "cov_set", share_of(context, &groups[REACH_SETTLED]));
    put_rate(row, "cov_target", share_of(context, &groups[REACH_TARGET]));
    put_rate(row, "gap", gap_of(context, groups));
    put_rate(row, "equity", equity_of(context, groups));
    put_rate(row, "uncovered", count_rate(&groups[REACH_ALL].uncovered));
    put_rate(row, "unknown", count_rate(&groups[REACH_ALL].unknown));
    put_rate(row, "d_med", groups[REACH_ALL].median_m);
    put_rate(row, "d_p90", groups[REACH_ALL].p90_m);
}

enum mah_status add_city_service(const struct table_context *context, struct mah_error *err)
{
    if (context->coverage == NULL || context->coverage->type_count == 0)
        return MAH_OK;
    struct row_writer row = {.table = NULL, .status = MAH_OK, .err = err};
    row.status = output_table_add(context->release, &row.table, context->fields, "city_service", RELEASE_NO_GEOMETRY,
                                  NULL, NULL, 0, err);
    for (size_t type = 0; row.status == MAH_OK && type < context->coverage->type_count; type++)
        add_city_row(&row, context, type);
    return row.status;
}
