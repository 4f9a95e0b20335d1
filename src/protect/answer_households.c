/* What may an answer say of households in an area that somebody has chosen? */
#include "protect/answer_households.h"

#include <stdio.h>
#include <string.h>

#include "base/memory.h"
#include "indicate/arrivals.h"
#include "protect/answer.h"
#include "protect/answer_households_parts.h"
#include "protect/query_table.h"
#include "protect/tables.h"

/* ---- rows ---- */

/* What a run hides for the sake of services is told here. */
static void put_unit_flag(struct answering *answering, size_t unit, const char *flag)
{
    bool tells_more = answering->answer->units[unit].is_published && answering->policy.profile != PROFILE_SECURE &&
                      answering->input->project->service_count > 0;
    (tells_more ? put_flag_of_unpublished : put_flag)(&answering->row, flag, answering->language);
}

static void add_area(struct answering *answering, size_t index)
{
    const struct asked_unit *unit = &answering->answer->units[index];
    const struct area_counts *area = &answering->counts->mahalle[index];
    struct row_writer *row = &answering->row;
    put_query_row(row, answering->answer->query, unit->area, unit->by, unit->by_name);
    put_rate(row, "area_km2", rate_of(unit->area_km2));
    if (area->records.state == COUNT_KNOWN)
        put_integer(row, "n_rec", (int64_t)area->records.value);
    for (size_t i = 0; i < MEASURE_COUNT; i++)
        put_rate(row, measure_facts[i].field, count_rate(&area->measure[i]));
    for (size_t i = 0; i < INDICATOR_COUNT; i++) {
        struct rate rate = indicator_compute((enum indicator)i, area, &answering->counts->city);
        if (rate.known && indicator_facts[i].kind == KIND_SHARE && rate.value > 1)
            rate.value = 1;
        if (answering->policy.round_to > 0)
            rate = indicator_round((enum indicator)i, rate);
        put_rate(row, indicator_facts[i].field, rate);
    }
    /* That nobody lives in an area of one's own choice would tell such a set apart from one with a single household. */
    put_unit_flag(answering, index, area_flag(area));
    struct polygon polygon = {0};
    if (row->status == MAH_OK && unit->polygon.part_count > 0 && answering->answer->query->wants_polygons) {
        row->status = polygon_copy(&polygon, &unit->polygon, row->err);
        if (row->status == MAH_OK)
            row->status = table_take_polygon(row->table, &polygon, row->err);
        polygon_release(&polygon);
    }
}

static void add_persons(struct answering *answering, size_t unit, const char *by, const char *by_name,
                        const struct count *persons, struct rate whole, bool has_share)
{
    put_query_row(&answering->row, answering->answer->query, answering->answer->units[unit].area, by, by_name);
    put_rate(&answering->row, "persons", count_rate(persons));
    if (has_share)
        put_rate(&answering->row, "share", query_share(count_rate(persons), whole, answering->policy.round_to > 0));
    put_unit_flag(answering, unit,
                  persons->state > COUNT_NOT_ASKED ? count_state_code((enum count_state)persons->state) : "");
}

/* Is a part of a guarded unit worth a row? What is hidden may be nobody. */
static bool guard_part(const struct answering *answering, size_t unit, struct count *persons, uint64_t salt)
{
    if (answer_is_free(answering, unit)) {
        struct guard guard = answer_guard_of(answering, unit);
        guard_count(&guard, persons, true, salt);
        if (answering->counts->mahalle[unit].records.state != COUNT_KNOWN)
            persons->state = COUNT_SUPPRESSED_UNIT;
    }
    return persons->state == COUNT_KNOWN || !answer_is_free(answering, unit);
}

static void add_origins(struct answering *answering, size_t unit)
{
    struct rate known = persons_of_known_origin(&answering->counts->mahalle[unit]);
    size_t start, end, area;
    const struct counts *counts = answer_counts_of(answering, unit, &area);
    origins_of(counts, area, &start, &end);
    for (size_t i = start; i < end; i++) {
        struct count persons = counts->origins[i].persons;
        int origin = counts->origins[i].origin;
        if (guard_part(answering, unit, &persons, SALT_ORIGIN + (uint64_t)(origin + 1)))
            add_persons(answering, unit, origin_word(origin), origin_label(origin, answering->language), &persons,
                        origin == ORIGIN_UNKNOWN ? rate_unknown : known, true);
    }
}

static void add_years(struct answering *answering, size_t unit)
{
    size_t area;
    const struct counts *counts = answer_counts_of(answering, unit, &area);
    for (size_t i = 0; i < counts->arrival_count; i++) {
        struct count persons = counts->arrivals[i].persons;
        char year[16];
        if (counts->arrivals[i].mahalle != area ||
            !guard_part(answering, unit, &persons, SALT_YEAR + (uint64_t)counts->arrivals[i].year))
            continue;
        snprintf(year, sizeof year, "%d", counts->arrivals[i].year);
        add_persons(answering, unit, year, NULL, &persons, rate_unknown, false);
    }
}

static void add_ages(struct answering *answering, size_t unit)
{
    const struct area_counts *area = &answering->counts->mahalle[unit];
    struct rate known =
        rate_subtract(count_rate(&area->measure[MEASURE_PERSONS]), count_rate(&area->measure[MEASURE_AGE_UNKNOWN]));
    for (size_t i = 0; i < AGE_BANDS; i++)
        if (area->measure[MEASURE_AGE_0_2 + i].state != COUNT_NOT_ASKED)
            add_persons(answering, unit, query_age_bands[i], NULL, &area->measure[MEASURE_AGE_0_2 + i], known, true);
}

static void add_services(struct answering *answering, size_t unit)
{
    const struct protect_services *services = answering->input->services;
    struct row_writer *row = &answering->row;
    for (size_t t = 0; services != NULL && answering->coverage != NULL && t < services->used_count; t++) {
        const struct service_type *type = &services->types->types[services->used[t].type];
        const struct group_coverage *groups = coverage_cell(answering->coverage, unit, t, REACH_ALL);
        struct rate share[REACH_GROUPS];
        for (int group = 0; group < REACH_GROUPS; group++)
            share[group] =
                query_share(count_rate(&groups[group].covered),
                            rate_add(count_rate(&groups[group].covered), count_rate(&groups[group].uncovered)),
                            answering->policy.round_to > 0);
        put_query_row(row, answering->answer->query, answering->answer->units[unit].area, type->code,
                      service_type_name(type, answering->language));
        if (services->used[t].radius_m >= 0)
            put_rate(row, "radius_m", rate_of(services->used[t].radius_m));
        put_rate(row, "pop", count_rate(&groups[REACH_ALL].pop));
        put_rate(row, "covered", count_rate(&groups[REACH_ALL].covered));
        put_rate(row, "uncovered", count_rate(&groups[REACH_ALL].uncovered));
        put_rate(row, "share", share[REACH_ALL]);
        put_rate(row, "share_mig", share[REACH_RECENT]);
        put_rate(row, "share_set", share[REACH_SETTLED]);
        put_rate(row, "gap", coverage_gap_points(share[REACH_SETTLED], share[REACH_RECENT]));
        put_rate(row, "d_med", groups[REACH_ALL].median_m);
        enum count_state state = (enum count_state)groups[REACH_ALL].pop.state;
        put_unit_flag(answering, unit, state > COUNT_NOT_ASKED ? count_state_code(state) : "");
    }
}

/*
 * A part without ground is a mahalle that only the rectangle of an area meets. Nobody lives there but who stands just
 * outside a mahalle and was put into it: exact answers count these, others may leave them out without a trace.
 */
static bool is_no_part(const struct answering *answering, size_t unit)
{
    const struct asked_unit *asked = &answering->answer->units[unit];
    if (asked->by == NULL || asked->area_km2 > 0)
        return false;
    return answering->policy.profile != PROFILE_SECURE || answering->raw->mahalle[unit].records.records == 0;
}

static void add_unit(struct answering *answering, size_t unit)
{
    if (is_no_part(answering, unit))
        return;
    switch (answering->answer->query->by) {
    case BY_ORIGIN:
        add_origins(answering, unit);
        break;
    case BY_YEAR:
        add_years(answering, unit);
        break;
    case BY_AGE:
        add_ages(answering, unit);
        break;
    case BY_SERVICE:
        add_services(answering, unit);
        break;
    default:
        add_area(answering, unit);
    }
}

static enum mah_status fill(void *context, struct mah_release *release, const struct output_fields *fields,
                            struct mah_error *err)
{
    struct answering *answering = context;
    answering->row.err = err;
    enum mah_status status = answer_judge_counts(answering, err);
    if (status == MAH_OK)
        status = answer_judge_coverage(answering, err);
    if (status == MAH_OK)
        status =
            query_table_add(&answering->row.table, release, fields, answering->answer->query, QUERY_OF_HOUSEHOLDS, err);
    if (status != MAH_OK)
        return status;
    for (size_t i = 0; answering->row.status == MAH_OK && i < answering->answer->unit_count; i++)
        add_unit(answering, i);
    return answering->row.status == MAH_OK
               ? answer_add_params(release, fields, answering->input->params, answering->input->param_count, err)
               : answering->row.status;
}

enum mah_status protect_query(struct mah_release **out, const struct protect_input *input,
                              const struct asked_answer *answer, struct mah_error *err)
{
    struct answering answering = {
        .input = input, .answer = answer, .policy = policy_of(input->project), .language = input->project->language};
    char day[16];
    struct release_facts facts = answer_facts_of_project(input->project, &input->boundaries->crs, day);
    facts.display_crs = input->working;
    enum mah_status status = answer_make(out, &facts, fill, &answering, err);
    coverage_free(answering.coverage);
    counts_free(answering.counts);
    counts_free(answering.raw);
    counts_free(answering.whole);
    return status;
}
