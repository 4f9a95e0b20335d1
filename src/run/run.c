/* The whole story on one page. */
#include "run/run.h"

#include <sys/resource.h>
#include <time.h>

#include "base/memory.h"
#include "base/number.h"
#include "base/workers.h"
#include "run/boundary_advice.h"
#include "run/early_digests.h"
#include "run/household_layer.h"
#include "run/input_record.h"
#include "run/most_households.h"
#include "run/need_advice.h"
#include "run/run_record.h"
#include "run/services_known.h"
#include "run/working_crs.h"
#include "write/publish.h"

static double now_s(void)
{
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return (double)now.tv_sec + (double)now.tv_nsec * 1e-9;
}

static double peak_rss_mb(void)
{
    struct rusage usage;
    return getrusage(RUSAGE_SELF, &usage) == 0 ? (double)usage.ru_maxrss / 1024 : 0;
}

/* The target must not be one of the files that the project names, used yet or not, nor the work of another program. */
static enum mah_status check_target(const struct project *project, struct mah_error *err)
{
    if (project->output == NULL)
        return mah_fail(err, MAH_BAD_USAGE, "no output is named; add -o OUT.gpkg or the key output");
    size_t most = project->household_count + project->service_count + project->standard_count + 7, count = 0;
    const char **inputs = memory_new(most, sizeof *inputs);
    if (inputs == NULL)
        return mah_no_memory(err);
    const char *const single[] = {project->neighbourhoods.path, project->towns.path,       project->persons.path,
                                  project->streets.path,        project->residential.path, project->path,
                                  project->mask_seed_file};
    for (size_t i = 0; i < sizeof single / sizeof *single; i++)
        if (single[i] != NULL)
            inputs[count++] = single[i];
    for (size_t i = 0; i < project->household_count; i++)
        inputs[count++] = project->households[i].path;
    for (size_t i = 0; i < project->service_count; i++)
        inputs[count++] = project->services[i].path;
    for (size_t i = 0; i < project->standard_count; i++)
        inputs[count++] = project->standards[i];
    enum mah_status status = publish_check_target(project->output, inputs, count, err);
    if (status == MAH_OK)
        status = publish_check_owner(project->output, err);
    memory_free(inputs);
    return status;
}

static enum mah_status check_rejected_share(const struct project *project, const struct source_books *total,
                                            struct mah_error *err)
{
    int64_t quarantined = source_books_quarantined(total);
    if (total->read == 0)
        return mah_fail(err, MAH_BAD_DATA, "the household files hold no rows");
    if ((double)quarantined <= project->max_rejected_share * (double)total->read)
        return MAH_OK;
    char allowed[32];
    enum reject_reason worst = REJECT_BAD_ROW;
    for (size_t i = 1; i < REJECT_COUNT; i++)
        if (total->quarantined_by[i] > total->quarantined_by[worst])
            worst = (enum reject_reason)i;
    return mah_fail(err, MAH_BAD_DATA,
                    "%lld of %lld rows are in quarantine, most for '%s' (%lld); at most %s of them are allowed "
                    "(quarantine.max_rejected_share); 'mahalle check' lists the rows",
                    (long long)quarantined, (long long)total->read, reject_word(worst),
                    (long long)total->quarantined_by[worst], number_say(project->max_rejected_share, allowed));
}

static int64_t counted_records(const struct tally *tally)
{
    int64_t sum = 0;
    for (size_t i = 0; i < tally->mahalle_count; i++)
        sum += tally->records[i];
    return sum;
}

static enum mah_status read_and_count(struct run_result *out, const struct project *project, const struct crs *working,
                                      const struct run_options *options, const struct household_layer *layer,
                                      size_t threads, struct early_digests *early, struct mah_error *err)
{
    struct pass_options pass_options = {
        .threads = threads,
        .working = working,
        .keep_quarantine = options->keep_quarantine || project->profile == PROFILE_SECURE,
        .keep_unreached = options->write && project->profile == PROFILE_SECURE,
        .keep_points = layer->kind != POINTS_NONE,
        .secret = layer->kind == POINTS_MASKED ? &layer->rules.secret : NULL,
        .folder = layer->folder,
        .early = early,
        .progress = options->progress,
        .progress_context = options->progress_context,
    };
    enum mah_status status = locator_new(&out->locator, out->boundaries, working, most_households(project), err);
    if (status == MAH_OK)
        status = service_reach_prepare(&out->services, project, out->boundaries, out->locator, working, threads, err);
    if (status == MAH_OK)
        status = household_pass(&out->pass, project, out->boundaries, out->locator, &out->services, &pass_options, err);
    if (layer->kind != POINTS_MASKED) {
        locator_free(out->locator);
        out->locator = NULL;
    }
    if (status != MAH_OK)
        return status;
    out->total = books_total(&out->pass.books);
    return books_balance(&out->pass.books, counted_records(out->pass.tally), err);
}

static enum mah_status warn(struct run_result *out, const struct project *project, const struct crs *working,
                            struct mah_error *err)
{
    char *sentences[2] = {NULL, NULL};
    struct protect_services known = services_known(&out->services, out->pass.ways, working);
    struct protect_input input = {.project = project,
                                  .boundaries = out->boundaries,
                                  .tally = out->pass.tally,
                                  .services = out->services.is_asked ? &known : NULL};
    enum mah_status status = warnings_find(&out->warnings, project, out->boundaries, &out->pass, &out->services, err);
    if (status == MAH_OK && input.services != NULL)
        status = need_advice(&sentences[0], &sentences[1], &input, err);
    for (size_t i = 0; status == MAH_OK && i < 2; i++)
        if (sentences[i] != NULL)
            status = warnings_add(&out->warnings, err, "%s", sentences[i]);
    memory_free(sentences[0]);
    memory_free(sentences[1]);
    return status;
}

/* Who has the file published before cannot be made to forget it. */
static enum mah_status warn_of_earlier_file(struct run_result *out, const struct project *project,
                                            struct mah_error *err)
{
    if (out->digest.given_away_before == 0)
        return MAH_OK;
    return warnings_add(&out->warnings, err,
                        "by this file alone no hidden number can be worked out, but beside '%s' %zu could be narrowed "
                        "down by who knows that nothing else has changed, whatever else is hidden",
                        project->published_before, out->digest.given_away_before);
}

static enum mah_status protect_and_write(struct run_result *out, const struct project *project,
                                         const struct crs *working, const struct household_layer *layer, size_t threads,
                                         struct early_digests *early, struct mah_error *err)
{
    struct protect_points points = {.points = out->pass.points,
                                    .rules = layer->kind == POINTS_MASKED ? &layer->rules : NULL,
                                    .locator = out->locator,
                                    .folder = layer->folder};
    struct run_record record = {0};
    struct input_records inputs = {0};
    const struct service_reach *services = &out->services;
    struct protect_services known = services_known(&out->services, out->pass.ways, working);
    enum mah_status status = run_record_fill(&record, project, out->boundaries, &out->pass, services, working, err);
    if (status == MAH_OK)
        status =
            input_records_fill(&inputs, project, out->boundaries, &out->pass, services, working, threads, early, err);
    struct protect_input input = {
        .project = project,
        .boundaries = out->boundaries,
        .working = working,
        .tally = out->pass.tally,
        .spent = &out->pass.tally,
        .books = &out->pass.books,
        .quarantine = &out->pass.quarantine,
        .unreached = &out->pass.unreached,
        .points = layer->kind != POINTS_NONE ? &points : NULL,
        .services = services->is_asked ? &known : NULL,
        .params = record.params,
        .log = record.log,
        .param_count = record.param_count,
        .log_count = record.log_count,
        .inputs = inputs.rows,
        .input_count = inputs.count,
        .working_crs = inputs.working_crs,
    };
    if (status == MAH_OK)
        status = protect_release(&out->release, &out->digest, &input, err);
    if (status == MAH_OK)
        status = household_layer_warn(&out->warnings, layer, project, &out->digest.points, err);
    if (status == MAH_OK)
        status = warn_of_earlier_file(out, project, err);
    if (status == MAH_OK) /* last: once the file is there, nothing may fail */
        status = publish_geopackage(out->release, project->output, err);
    input_records_release(&inputs);
    run_record_release(&record);
    return status;
}

static enum mah_status tell_story(struct run_result *out, const struct project *project,
                                  const struct run_options *options, struct household_layer *layer, struct crs *working,
                                  struct early_digests **early, struct mah_error *err)
{
    size_t threads = project->threads > 0 ? (size_t)project->threads : workers_default_count();
    enum mah_status status = options->write ? household_layer_init(layer, project, err) : MAH_OK;
    if (status == MAH_OK)
        status = project_check(project, err);
    if (status == MAH_OK && options->write)
        status = check_target(project, err);
    if (status == MAH_OK && options->write)
        status = early_digests_start(early, project, threads, err);
    if (status == MAH_OK)
        status = boundary_set_read(&out->boundaries, &project->neighbourhoods, &project->towns, err);
    if (status == MAH_OK)
        status = boundary_advice(out->boundaries, err);
    if (status == MAH_OK)
        status = working_crs_find(working, project, &out->boundaries->crs, &out->boundaries->bounds, err);
    if (status == MAH_OK)
        status = boundary_set_check_topology(out->boundaries, !options->write, threads, err);
    if (status == MAH_OK)
        status = read_and_count(out, project, working, options, layer, threads, *early, err);
    if (status == MAH_OK)
        status = warn(out, project, working, err);
    if (status == MAH_OK && options->write)
        status = check_rejected_share(project, &out->total, err);
    if (status == MAH_OK && options->write)
        status = protect_and_write(out, project, working, layer, threads, *early, err);
    return status;
}

enum mah_status run_project(struct run_result *out, const struct project *project, const struct run_options *options,
                            struct mah_error *err)
{
    *out = (struct run_result){0};
    struct crs working = {0};
    struct household_layer layer = {0};
    struct early_digests *early = NULL;
    double started_s = now_s();
    enum mah_status status = tell_story(out, project, options, &layer, &working, &early, err);
    early_digests_free(early);
    household_layer_release(&layer);
    crs_release(&working);
    out->seconds = now_s() - started_s;
    out->peak_rss_mb = peak_rss_mb();
    return status;
}

void run_result_release(struct run_result *result)
{
    protect_release_free(result->release);
    pass_result_release(&result->pass);
    service_reach_release(&result->services);
    warnings_release(&result->warnings);
    locator_free(result->locator);
    boundary_set_free(result->boundaries);
    *result = (struct run_result){0};
}
