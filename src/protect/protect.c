/* The only door to `write`: what was counted goes in, what may leave the house comes out. */
#include "protect/protect.h"

#include "base/date.h"
#include "indicate/indicators.h"
#include "protect/tables.h"

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
    };
    return release_new(out, &facts, err);
}

static void fill_digest(struct release_digest *digest, const struct counts *counts)
{
    digest->mahalle = counts->mahalle_count;
    for (size_t i = 0; i < counts->mahalle_count; i++) {
        const struct area_counts *area = &counts->mahalle[i];
        digest->mahalle_hidden +=
            area->records.state > COUNT_NOT_ASKED || area->measure[MEASURE_RECENT].state > COUNT_NOT_ASKED;
        digest->mahalle_empty += area->records.records == 0;
    }
    digest->households = count_rate(&counts->city.measure[MEASURE_HOUSEHOLDS]);
    digest->persons = count_rate(&counts->city.measure[MEASURE_PERSONS]);
    digest->recent = count_rate(&counts->city.measure[MEASURE_RECENT]);
    digest->share = indicator_compute(INDICATOR_SH_MIG, &counts->city, &counts->city);
}

static enum mah_status add_tables(const struct table_context *context, size_t *suppressed_cells, struct mah_error *err)
{
    enum mah_status status = add_mah_indicators(context, err);
    /* Positions and raw rows leave only under the secure profile. */
    if (status == MAH_OK && context->policy->profile == PROFILE_SECURE && context->input->quarantine->count > 0)
        status = add_unassigned(context, err);
    if (status == MAH_OK)
        status = add_mah_origin(context, err);
    if (status == MAH_OK)
        status = add_mah_infra(context, err);
    if (status == MAH_OK)
        status = add_city_summary(context, err);
    if (status == MAH_OK)
        status = add_suppression(context, suppressed_cells, err);
    if (status == MAH_OK)
        status = add_params(context, err);
    if (status == MAH_OK)
        status = add_run_log(context, err);
    return status;
}

enum mah_status protect_release(struct mah_release **out, struct release_digest *digest,
                                const struct protect_input *input, struct mah_error *err)
{
    struct counts *counts = NULL;
    struct output_fields fields = {0};
    struct mah_release *release = NULL;
    struct policy policy = policy_of(input->project);
    *digest = (struct release_digest){0};
    enum mah_status status = counts_new(&counts, input->tally, input->boundaries, err);
    if (status == MAH_OK)
        status = output_fields_read(&fields, err);
    if (status == MAH_OK)
        status = start_release(&release, input, err);
    if (status == MAH_OK) {
        policy_apply(&policy, counts);
        struct table_context context = {input, &fields, &policy, counts, release};
        status = add_tables(&context, &digest->suppressed_cells, err);
    }
    if (status == MAH_OK) {
        fill_digest(digest, counts);
        *out = release;
        release = NULL;
    }
    protect_release_free(release);
    output_fields_release(&fields);
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
        struct table_context context = {input, &fields, &policy, NULL, release};
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
