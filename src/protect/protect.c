/* The only door to `write`: what was counted goes in, what may leave the house comes out. */
#include "protect/protect.h"

#include "base/date.h"
#include "base/memory.h"
#include "base/workers.h"
#include "indicate/indicators.h"
#include "protect/facility_demand.h"
#include "protect/need_figures.h"
#include "protect/policy_coverage.h"
#include "protect/protect_sums.h"
#include "protect/tables.h"
#include "protect/type_labels.h"

static enum mah_status start_release(struct mah_release **out, const struct protect_input *input, struct mah_error *err)
{
    const struct project *project = input->project;
    char reference_date[16];
    date_write(project->reference_date, reference_date);
    struct release_facts facts = {
        .title = project->title,
        .language = project->language,
        .profile = profile_word(project->profile),
        .reference_date = reference_date,
        .crs = &input->boundaries->crs,
        .display_crs = input->working,
    };
    return release_new(out, &facts, err);
}

/* Protects the counts and the coverage of the types of this run. */
static enum mah_status protect_with_services(struct coverage **out, struct facility_sums *sums,
                                             struct secondary_report *report, const struct protect_input *input,
                                             const struct policy *policy, struct counts *counts, struct mah_error *err)
{
    const struct protect_services *services = input->services;
    struct coverage_type *types = memory_new(services->used_count + 1, sizeof *types);
    const char **codes = memory_new(services->used_count + 1, sizeof *codes);
    size_t threads = input->project->threads > 0 ? (size_t)input->project->threads : workers_default_count();
    enum mah_status status = types != NULL && codes != NULL ? MAH_OK : mah_no_memory(err);
    for (size_t i = 0; status == MAH_OK && i < services->used_count; i++) {
        types[i] = (struct coverage_type){services->used[i].radius_m, services->targets[i]};
        codes[i] = services->types->types[services->used[i].type].code;
    }
    if (status == MAH_OK)
        status = coverage_new(out, services->tally->store, input->boundaries->count, types, threads, err);
    if (status == MAH_OK)
        policy_judge_coverage(policy, counts, types, *out);
    if (status == MAH_OK && policy->profile != PROFILE_SECURE) {
        facility_sums_fill(sums, policy, services, counts->city.measure[MEASURE_RECENT].state != COUNT_NOT_ASKED);
        const struct additive_services additive_services = {types, *out, sums, codes};
        status = protect_sums(
            report,
            &(struct summed){policy, counts, &additive_services, input->boundaries, input->project->published_before},
            err);
    }
    memory_free(codes);
    memory_free(types);
    return status;
}

/* Of the coverage, too, which is NULL where the project names no service. */
static enum mah_status protect_counts(struct coverage **out, struct facility_sums *sums,
                                      struct secondary_report *report, const struct protect_input *input,
                                      const struct policy *policy, struct counts *counts, struct mah_error *err)
{
    enum mah_status status = policy_judge(policy, counts, err);
    if (status == MAH_OK && input->services != NULL)
        return protect_with_services(out, sums, report, input, policy, counts, err);
    if (status == MAH_OK && policy->profile != PROFILE_SECURE)
        status = protect_sums(
            report, &(struct summed){policy, counts, NULL, input->boundaries, input->project->published_before}, err);
    return status;
}

static void fill_digest(struct release_digest *digest, const struct counts *counts)
{
    digest->mahalle = counts->mahalle_count;
    for (size_t i = 0; i < counts->mahalle_count; i++) {
        const struct area_counts *area = &counts->mahalle[i];
        digest->mahalle_hidden += area_is_hidden(area) || area->measure[MEASURE_RECENT].state > COUNT_NOT_ASKED;
        digest->mahalle_empty += area->records.records == 0;
    }
    digest->households = count_rate(&counts->city.measure[MEASURE_HOUSEHOLDS]);
    digest->persons = count_rate(&counts->city.measure[MEASURE_PERSONS]);
    digest->recent = count_rate(&counts->city.measure[MEASURE_RECENT]);
    digest->share = indicator_compute(INDICATOR_SH_MIG, &counts->city, &counts->city);
}

static enum mah_status add_tables(const struct table_context *context, struct release_digest *digest,
                                  struct mah_error *err)
{
    struct gap_grid_notes grid = {0};
    const struct protect_input *input = context->input;
    /* Who has moved points and what tells of the places they came from sees what was moved where: no such layer stands
     * beside them, nor the squares of the secure profile, which show single households. */
    bool has_moved = input->points != NULL && input->points->rules != NULL;
    /* Positions, ids and raw rows leave only under the secure profile. */
    bool shows_places = context->policy->profile == PROFILE_SECURE && !has_moved;
    enum mah_status status = add_mah_indicators(context, err);
    if (status == MAH_OK && !has_moved)
        status = add_gap_grid(context, &grid, err);
    if (status == MAH_OK && shows_places && input->quarantine->count > 0)
        status = add_unassigned(context, err);
    if (status == MAH_OK && shows_places)
        status = add_unreached(context, err);
    if (status == MAH_OK)
        status = add_households(context, &digest->points, err);
    if (status == MAH_OK)
        status = add_services_out(context, err);
    if (status == MAH_OK)
        status = add_mah_arrivals(context, err);
    if (status == MAH_OK)
        status = add_mah_service(context, err);
    if (status == MAH_OK)
        status = add_city_service(context, err);
    if (status == MAH_OK)
        status = add_service_need(context, err);
    if (status == MAH_OK)
        status = add_mah_origin(context, err);
    if (status == MAH_OK)
        status = add_mah_infra(context, err);
    if (status == MAH_OK)
        status = add_ilce_groups(context, err);
    if (status == MAH_OK)
        status = add_city_summary(context, err);
    if (status == MAH_OK)
        status = add_suppression(context, &grid, &digest->suppressed_cells, err);
    if (status == MAH_OK)
        status = add_params(context, err);
    if (status == MAH_OK)
        status = add_run_log(context, &grid, &digest->points, err);
    if (status == MAH_OK)
        status = add_provenance(context, err);
    gap_grid_notes_release(&grid);
    return status;
}

enum mah_status protect_release(struct mah_release **out, struct release_digest *digest,
                                const struct protect_input *input, struct mah_error *err)
{
    struct counts *counts = NULL;
    struct coverage *coverage = NULL;
    struct facility_sums *facility_sums =
        memory_new(input->services != NULL ? input->services->used_count + 1 : 1, sizeof *facility_sums);
    struct output_fields fields = {0};
    struct type_labels labels = {0};
    struct mah_release *release = NULL;
    struct policy policy = policy_of(input->project);
    *digest = (struct release_digest){0};
    enum mah_status status = facility_sums != NULL ? MAH_OK : mah_no_memory(err);
    if (status == MAH_OK)
        status = counts_new(&counts, input->tally, input->boundaries, err);
    if (status == MAH_OK && input->spent != NULL) {
        tally_free(*input->spent);
        *input->spent = NULL;
    }
    if (status == MAH_OK)
        status = output_fields_read(&fields, err);
    if (status == MAH_OK)
        status = type_labels_fill(&labels, input, err);
    if (status == MAH_OK)
        status = start_release(&release, input, err);
    struct table_context context = {
        .input = input, .fields = &fields, .policy = &policy, .counts = counts, .release = release};
    if (status == MAH_OK) /* before anything is hidden or rounded: a band must not depend on the profile */
        status = plan_population_of(&context.plan_population, &context, err);
    if (status == MAH_OK)
        status = protect_counts(&coverage, facility_sums, &context.sums, input, &policy, counts, err);
    if (status == MAH_OK) {
        fields.types = labels.types;
        fields.type_count = labels.count;
        context.coverage = coverage;
        context.facility_sums = facility_sums;
        status = add_tables(&context, digest, err);
    }
    if (status == MAH_OK) {
        fill_digest(digest, counts);
        digest->given_away_before = context.sums.given_away_before;
        *out = release;
        release = NULL;
    }
    protect_release_free(release);
    output_fields_release(&fields);
    type_labels_release(&labels);
    memory_free(facility_sums);
    coverage_free(coverage);
    counts_free(counts);
    return status;
}

enum mah_status protect_quarantine(struct mah_release **out, const struct protect_input *input, struct mah_error *err)
{
    struct output_fields fields = {0};
    struct mah_release *release = NULL;
    struct policy policy = policy_of(input->project);
    enum mah_status status = output_fields_read(&fields, err);
    if (status == MAH_OK)
        status = start_release(&release, input, err);
    if (status == MAH_OK) {
        struct table_context context = {.input = input, .fields = &fields, .policy = &policy, .release = release};
        status = add_unassigned(&context, err);
    }
    if (status == MAH_OK) {
        *out = release;
        release = NULL;
    }
    protect_release_free(release);
    output_fields_release(&fields);
    return status;
}

void protect_release_free(struct mah_release *release)
{
    release_free(release);
}
