/* Where do new facilities reach most people who are not reached? The story on one page. */
#include "run/site.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

#include "base/memory.h"
#include "base/workers.h"
#include "run/boundary_advice.h"
#include "run/most_households.h"
#include "run/site_parts.h"
#include "run/working_crs.h"

/* Ways longer than this many radii all count the same: nobody walks four times as far as is called near. */
static const double farthest_radii = 4;

static void siting_release(struct siting *siting)
{
    memory_free(siting->gains);
    memory_free(siting->sites);
    candidate_ways_release(&siting->ways);
    site_solution_release(&siting->solution);
    site_links_release(&siting->links);
    site_candidates_release(&siting->candidates);
    demand_points_release(&siting->points);
    pass_result_release(&siting->pass);
    service_reach_release(&siting->reach);
    locator_free(siting->locator);
    crs_release(&siting->working);
    boundary_set_free(siting->boundaries);
    memory_free(siting->services);
}

/* ---- the question ---- */

static enum mah_status check_type(const struct site_question *question, struct mah_error *err)
{
    struct service_types types = {0};
    enum mah_status status = service_types_read(&types, err);
    int type = status == MAH_OK ? service_type_find(&types, slice_of(question->type)) : NO_SERVICE_TYPE;
    if (status == MAH_OK && type == NO_SERVICE_TYPE)
        status = service_type_refuse(&types, question->type, "--service", err);
    else if (status == MAH_OK && types.types[type].is_confidential)
        status = mah_fail(err, MAH_BAD_USAGE,
                          "'%s' is a type whose places are confidential; no sites are proposed for it", question->type);
    service_types_release(&types);
    return status;
}

/* Other types are not read: neither their files nor their ways are needed. */
static enum mah_status look_at_one_type(struct siting *siting, const struct project *project, struct mah_error *err)
{
    siting->project = *project;
    siting->services = memory_new(project->service_count + 1, sizeof *siting->services);
    if (siting->services == NULL)
        return mah_no_memory(err);
    siting->project.services = siting->services;
    siting->project.service_count = 0;
    for (size_t i = 0; i < project->service_count; i++)
        if (project->services[i].type != NULL && strcmp(project->services[i].type, siting->question->type) == 0)
            siting->services[siting->project.service_count++] = project->services[i];
    return MAH_OK;
}

static enum mah_status read_project(struct siting *siting, struct mah_error *err)
{
    const struct project *project = &siting->project;
    enum mah_status status = project_check(project, err);
    if (status == MAH_OK)
        status = boundary_set_read(&siting->boundaries, &project->neighbourhoods, &project->towns, err);
    if (status == MAH_OK)
        status = boundary_advice(siting->boundaries, err);
    if (status == MAH_OK)
        status =
            working_crs_find(&siting->working, project, &siting->boundaries->crs, &siting->boundaries->bounds, err);
    if (status == MAH_OK)
        status = locator_new(&siting->locator, siting->boundaries, &siting->working, most_households(project), err);
    if (status == MAH_OK)
        status = service_reach_prepare_type(&siting->reach, project, siting->question->type, siting->boundaries,
                                            siting->locator, &siting->working, siting->threads, err);
    if (status == MAH_OK && isnan(siting->reach.used[0].radius_m))
        status =
            mah_fail(err, MAH_BAD_USAGE,
                     "'%s' has no radius, so that nobody can tell who is reached; give radius_m to a source of the "
                     "type in the project, or a row of layers/services.csv (--layers)",
                     siting->question->type);
    return status;
}

/* ---- who, and where ---- */

static enum mah_status find_demand(struct siting *siting, progress_function progress, void *progress_context,
                                   struct mah_error *err)
{
    const struct site_question *question = siting->question;
    const struct project *project = &siting->project;
    const struct pass_options options = {.threads = siting->threads,
                                         .working = &siting->working,
                                         .keep_demand = true,
                                         .progress = progress,
                                         .progress_context = progress_context};
    enum mah_status status =
        household_pass(&siting->pass, project, siting->boundaries, siting->locator, &siting->reach, &options, err);
    bool is_free = project->profile == PROFILE_SECURE;
    siting->rules = (struct demand_rules){
        .objective = question->objective,
        .takes_all = siting->reach.targets[0].is_all || !siting->pass.demand.target_asked,
        .radius_m = siting->reach.used[0].radius_m,
        .farthest_m = siting->reach.used[0].radius_m * farthest_radii,
        .migrant_weight = question->migrant_weight,
        .min_households = is_free ? 0 : project->min_households,
        .min_persons = is_free ? 0 : project->min_persons,
    };
    if (status == MAH_OK)
        status = demand_points_make(&siting->points, &siting->pass.demand, &siting->rules, err);
    return status;
}

static enum mah_status find_candidates(struct siting *siting, struct mah_error *err)
{
    const struct site_question *question = siting->question;
    const struct site_where where = {&siting->project, siting->boundaries, siting->locator, &siting->reach,
                                     &siting->working};
    enum mah_status status =
        question->candidates != NULL
            ? site_candidates_read(&siting->candidates, question->candidates, &where, err)
            : site_candidates_squares(&siting->candidates, &siting->points, siting->rules.radius_m, &where, err);
    if (status == MAH_OK && !isnan(question->budget) && !siting->candidates.has_costs)
        status = mah_fail(err, MAH_BAD_USAGE,
                          "'%s' has no column for the cost of a site, which --budget needs (cost, maliyet ...)",
                          question->candidates);
    return status;
}

/* ---- the choice ---- */

static enum mah_status choose(struct siting *siting, struct mah_error *err)
{
    const struct site_question *question = siting->question;
    struct site_problem problem = {0};
    enum mah_status status =
        site_links_find(&siting->links, &siting->candidates, &siting->points, &siting->rules, &siting->project,
                        &siting->reach, !isnan(question->budget), siting->threads, err);
    if (status == MAH_OK && siting->points.count > 0 && question->sites > siting->links.usable)
        status = mah_fail(err, MAH_BAD_USAGE, "--sites is %zu, but only %zu candidates can be used", question->sites,
                          siting->links.usable);
    if (status != MAH_OK)
        return status;
    problem = (struct site_problem){
        .candidate_count = siting->candidates.count,
        .demand_count = siting->points.count,
        .weight = siting->points.weight,
        .start = siting->links.start,
        .demand = siting->links.demand,
        .benefit = siting->rules.objective == SITE_DISTANCE ? siting->links.benefit : NULL,
        .cost = isnan(question->budget) ? NULL : siting->links.cost,
        .most_sites = question->sites > 0 ? question->sites : SIZE_MAX,
        .budget = isnan(question->budget) ? INFINITY : question->budget,
    };
    return site_solve(&siting->solution, &problem, question->method, question->seconds, err);
}

/* On the households themselves, so that a run with the new facilities gives the same figures. */
static enum mah_status measure(struct siting *siting, struct mah_error *err)
{
    const struct site_choice *choice = &siting->solution.choice;
    siting->gains = memory_new(choice->count + 1, sizeof *siting->gains);
    if (siting->gains == NULL)
        return mah_no_memory(err);
    enum mah_status status = site_ways_of(&siting->ways, choice, &siting->candidates, &siting->pass.demand,
                                          &siting->rules, &siting->project, &siting->reach, siting->threads, err);
    if (status == MAH_OK)
        status = site_order(siting->gains, choice->count, siting->ways.start, siting->ways.place,
                            siting->ways.distance_m, &siting->pass.demand, &siting->rules, err);
    return status;
}

enum mah_status site_project(struct mah_release **out, struct warnings *notes, const struct site_question *question,
                             const struct project *project, progress_function progress, void *progress_context,
                             struct mah_error *err)
{
    struct siting siting = {.question = question,
                            .threads = project->threads > 0 ? (size_t)project->threads : workers_default_count()};
    enum mah_status status = check_type(question, err);
    if (status == MAH_OK)
        status = look_at_one_type(&siting, project, err);
    if (status == MAH_OK)
        status = read_project(&siting, err);
    if (status == MAH_OK)
        status = find_demand(&siting, progress, progress_context, err);
    if (status == MAH_OK)
        status = find_candidates(&siting, err);
    if (status == MAH_OK)
        status = choose(&siting, err);
    if (status == MAH_OK)
        status = measure(&siting, err);
    if (status == MAH_OK)
        status = site_list(&siting, err);
    if (status == MAH_OK)
        status = site_answer(out, &siting, err);
    if (status == MAH_OK)
        status = site_note(notes, &siting, err);
    siting_release(&siting);
    return status;
}
