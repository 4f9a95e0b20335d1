/* What may be said of the places that were chosen for new facilities? */
#include "protect/answer_sites.h"
#include "base/memory.h"

#include <math.h>

#include "indicate/coverage.h"
#include "protect/answer.h"
#include "protect/differencing_guard.h"
#include "protect/policy_cell.h"
#include "protect/policy_coverage.h"
#include "protect/row_writer.h"
#include "protect/tables.h"

enum { DISTANCE_STEP_M = 10 };

/* City figures, judged. */
struct site_totals {
    struct count covered, uncovered, unknown, covered_recent;
};

struct answering {
    const struct protect_input *input;
    const struct answered_sites *answer;
    struct policy policy;
    enum language language;
    struct site_totals before;
    struct rate covered, recent, spent; /* so far: published figures only */
    struct row_writer row;
};

/* ---- the city ---- */

static struct count covered_recent(const struct answered_sites *answer)
{
    struct count recent = {0, 0, COUNT_KNOWN};
    int64_t nano = 0;
    for (size_t i = 0; i < answer->list->count; i++) {
        int64_t persons, part;
        demand_row_persons(&answer->list->rows[i], answer->rules->takes_all, &persons, &part);
        if (part <= 0 || demand_is_open(&answer->list->rows[i], answer->rules->radius_m))
            continue;
        nano += part;
        recent.records++;
    }
    recent.value = (double)nano / WEIGHT_ONE;
    return recent;
}

static void take_totals(struct answering *answering, const struct counts *counts, const struct coverage *coverage)
{
    struct site_totals *before = &answering->before;
    size_t city = coverage->area_count - 1;
    const struct group_coverage *all = coverage_cell(coverage, city, 0, REACH_ALL),
                                *recent = coverage_cell(coverage, city, 0, REACH_RECENT),
                                *group = answering->answer->rules->takes_all
                                             ? all
                                             : coverage_cell(coverage, city, 0, REACH_TARGET);
    before->covered = group->covered;
    before->uncovered = group->uncovered;
    before->unknown = group->unknown;
    before->covered_recent = covered_recent(answering->answer);
    if (counts->city.measure[MEASURE_RECENT].state == COUNT_NOT_ASKED)
        before->covered_recent.state = COUNT_NOT_ASKED;
    if (answering->policy.profile == PROFILE_SECURE || before->covered_recent.state != COUNT_KNOWN)
        return;
    before->covered_recent.state =
        (uint8_t)policy_judge_cell(&answering->policy, &before->covered_recent, &group->covered, true, true);
    if (coverage_state(recent) != COUNT_KNOWN)
        before->covered_recent.state = (uint8_t)coverage_state(recent);
    policy_round_count(&answering->policy, &before->covered_recent);
}

static enum mah_status find_totals(struct answering *answering, struct mah_error *err)
{
    const struct protect_input *input = answering->input;
    const struct protect_services *services = input->services;
    const struct coverage_type type = {services->used[0].radius_m, services->targets[0]};
    struct counts *counts = NULL;
    struct coverage *coverage = NULL;
    enum mah_status status = counts_new(&counts, input->tally, input->boundaries, err);
    if (status == MAH_OK)
        status = coverage_new(&coverage, services->tally->store, input->boundaries->count, &type, 1, err);
    if (status == MAH_OK)
        status = policy_apply(&answering->policy, counts, err);
    if (status == MAH_OK) {
        policy_apply_coverage(&answering->policy, counts, &type, coverage);
        take_totals(answering, counts, coverage);
    }
    coverage_free(coverage);
    counts_free(counts);
    return status;
}

/* ---- one site ---- */

static struct count judge_gain(const struct answering *answering, const struct site_gain *gain, bool of_recent)
{
    const struct project *project = answering->input->project;
    struct count count = {(double)(of_recent ? gain->recent_nano : gain->persons_nano) / WEIGHT_ONE,
                          of_recent ? gain->recent_records : gain->records, COUNT_KNOWN};
    struct guard guard = {.policy = &answering->policy,
                          .key = gain->key,
                          .weight = gain->heaviest_nano > 0 ? (double)gain->heaviest_nano / WEIGHT_ONE : 1,
                          .persons = project->min_persons,
                          .households = project->min_households};
    if (of_recent && answering->before.covered_recent.state == COUNT_NOT_ASKED)
        count.state = COUNT_NOT_ASKED;
    else if (answering->policy.profile != PROFILE_SECURE)
        guard_count(&guard, &count, true, of_recent ? MEASURE_RECENT : MEASURE_PERSONS); /* as `query` would */
    return count;
}

static struct rate share_of(const struct answering *answering, struct rate covered)
{
    const struct site_totals *before = &answering->before;
    struct rate share = rate_divide(covered, rate_add(count_rate(&before->covered), count_rate(&before->uncovered)));
    if (share.known && share.value > 1)
        share.value = 1; /* people without any way now are reached, too; or counts were moved on their own */
    return answering->policy.round_to > 0 ? rate_round_to_step(share, 0.01) : share;
}

static struct rate distance_of(const struct answering *answering, double metres)
{
    if (isnan(metres))
        return rate_unknown;
    return answering->policy.profile != PROFILE_SECURE ? rate_round_to_step(rate_of(metres), DISTANCE_STEP_M)
                                                       : rate_of(metres);
}

static void add_site(struct answering *answering, size_t index)
{
    const struct answered_site *site = &answering->answer->sites[index];
    struct row_writer *row = &answering->row;
    struct count gain = judge_gain(answering, &site->gain, false), recent = judge_gain(answering, &site->gain, true);
    if (gain.state != COUNT_KNOWN && recent.state == COUNT_KNOWN)
        recent.state = COUNT_SUPPRESSED_SECONDARY;
    answering->covered = rate_add(answering->covered, count_rate(&gain));
    answering->recent = rate_add(answering->recent, count_rate(&recent));
    answering->spent = isnan(site->cost) ? rate_unknown : rate_add(answering->spent, rate_of(site->cost));
    put_row(row);
    put_integer(row, "rank", (int64_t)index + 1);
    put_text(row, "site_id", site->id);
    put_text(row, "name", site->name);
    put_text(row, "mah_code", site->mahalle != NULL ? site->mahalle->code : NULL);
    put_text(row, "mah_name", site->mahalle != NULL ? site->mahalle->name : NULL);
    put_rate(row, "lon", isnan(site->lon_lat.x) ? rate_unknown : rate_round_to_step(rate_of(site->lon_lat.x), 1e-6));
    put_rate(row, "lat", isnan(site->lon_lat.y) ? rate_unknown : rate_round_to_step(rate_of(site->lon_lat.y), 1e-6));
    put_rate(row, "gain", count_rate(&gain));
    put_rate(row, "gain_mig", count_rate(&recent));
    put_rate(row, "cost", isnan(site->cost) ? rate_unknown : rate_of(site->cost));
    put_rate(row, "cum_cost", answering->spent);
    put_rate(row, "cum_persons", answering->covered);
    put_rate(row, "cum_cov", share_of(answering, answering->covered));
    put_rate(row, "d_mean", distance_of(answering, site->gain.mean_m));
    put_text(row, "flag", gain.state > COUNT_NOT_ASKED ? count_state_code((enum count_state)gain.state) : NULL);
    if (row->status == MAH_OK)
        row->status = table_set_point(row->table, site->place, row->err);
}

/* ---- the answer as a whole ---- */

static void add_answer(struct answering *answering)
{
    const struct answered_sites *answer = answering->answer;
    const struct protect_services *services = answering->input->services;
    const struct service_type *type = &services->types->types[services->used[0].type];
    const struct site_totals *before = &answering->before;
    struct row_writer *row = &answering->row;
    struct rate share_before = share_of(answering, count_rate(&before->covered));
    put_row(row);
    put_text(row, "service_type", type->code);
    put_text(row, "service_name", service_type_name(type, answering->language));
    put_text(row, "grp", answer->rules->takes_all ? "all" : "target");
    put_text(row, "objective", answer->rules->objective == SITE_COVER ? "cover" : "distance");
    put_text(row, "method", answer->is_exact ? "exact" : "greedy");
    put_integer(row, "proved", answer->is_proved);
    put_rate(row, "gap", isnan(answer->gap) ? rate_unknown : rate_of(ceil(answer->gap * 1e6) * 1e-6));
    put_text(row, "metric", answer->metric == REACH_NETWORK ? "network" : "euclid");
    put_rate(row, "radius_m", rate_of(answer->rules->radius_m));
    put_rate(row, "mig_weight", rate_of(answer->rules->migrant_weight));
    put_rate(row, "budget", isnan(answer->budget) ? rate_unknown : rate_of(answer->budget));
    put_integer(row, "n_sites", (int64_t)answer->count);
    put_integer(row, "n_candidates", (int64_t)answer->candidates);
    put_integer(row, "n_left_out", (int64_t)answer->left_out);
    put_integer(row, "n_points", (int64_t)answer->points);
    put_integer(row, "lattice_m", answer->lattice_m);
    put_rate(row, "covered_before", count_rate(&before->covered));
    put_rate(row, "covered_after", answering->covered);
    put_rate(row, "uncovered", count_rate(&before->uncovered));
    put_rate(row, "unknown", count_rate(&before->unknown));
    put_rate(row, "share_before", share_before);
    put_rate(row, "share_after", share_of(answering, answering->covered));
    put_rate(row, "mig_before", count_rate(&before->covered_recent));
    put_rate(row, "mig_after", answering->recent);
    put_rate(row, "d_before", distance_of(answering, answer->mean_m));
    put_rate(row, "d_after",
             distance_of(answering, answer->count > 0 ? answer->sites[answer->count - 1].gain.mean_m : answer->mean_m));
}

static enum mah_status add_borders(struct mah_release *release, const struct output_fields *fields,
                                   const struct boundary_set *boundaries, struct mah_error *err)
{
    struct answer_border *borders = memory_new(boundaries->count, sizeof *borders);
    if (borders == NULL)
        return mah_no_memory(err);
    for (size_t i = 0; i < boundaries->count; i++) {
        const struct mahalle *mahalle = &boundaries->mahalle[i];
        borders[i] = (struct answer_border){mahalle->code, mahalle->name, mahalle->ilce_name, &mahalle->polygon};
    }
    enum mah_status status = answer_add_borders(release, fields, borders, boundaries->count, err);
    memory_free(borders);
    return status;
}

static enum mah_status fill(void *context, struct mah_release *release, const struct output_fields *fields,
                            struct mah_error *err)
{
    struct answering *answering = context;
    size_t value_count;
    const struct release_value *values = flag_values(answering->language, &value_count);
    struct row_writer *row = &answering->row;
    row->err = err;
    row->status =
        output_table_add(release, &row->table, fields, "sites", RELEASE_POINT, "flag", values, value_count, err);
    answering->covered = count_rate(&answering->before.covered);
    answering->recent = count_rate(&answering->before.covered_recent);
    answering->spent = rate_of(0);
    for (size_t i = 0; row->status == MAH_OK && i < answering->answer->count; i++)
        add_site(answering, i);
    if (row->status == MAH_OK)
        row->status =
            output_table_add(release, &row->table, fields, "site_answer", RELEASE_NO_GEOMETRY, NULL, NULL, 0, err);
    if (row->status == MAH_OK)
        add_answer(answering);
    if (row->status == MAH_OK)
        row->status = add_borders(release, fields, answering->input->boundaries, err);
    return row->status == MAH_OK
               ? answer_add_params(release, fields, answering->input->params, answering->input->param_count, err)
               : row->status;
}

enum mah_status protect_sites(struct mah_release **out, const struct protect_input *input,
                              const struct answered_sites *answer, struct mah_error *err)
{
    struct answering answering = {
        .input = input, .answer = answer, .policy = policy_of(input->project), .language = input->project->language};
    char day[16];
    struct release_facts facts = answer_facts_of_project(input->project, &input->boundaries->crs, day);
    facts.display_crs = input->working;
    enum mah_status status = find_totals(&answering, err);
    return status == MAH_OK ? answer_make(out, &facts, fill, &answering, err) : status;
}
