/* What do the households of a project say of an area? The story on one page. */
#include "run/query_project.h"

#include "base/memory.h"
#include "base/workers.h"
#include "protect/answer_households.h"
#include "run/boundary_advice.h"
#include "run/focus.h"
#include "run/most_households.h"
#include "run/query_notes.h"
#include "run/services_known.h"
#include "run/working_crs.h"

/* What the story holds on to. */
struct asking {
    const struct query *query;
    const struct project *project;
    size_t threads;
    progress_function progress;
    void *progress_context;
    struct id_hashes wanted; /* ids that stand in the focus and outside of it; looked for in the second round */
    bool takes_all;          /* the second round: all boundaries are read whole */
    bool looks_everywhere;   /* and all rows are looked at */
    struct boundary_draft *draft;
    struct boundary_set *boundaries;
    struct crs working;
    bool has_focus;
    struct rectangle focus; /* of all areas, where only polygons are asked for; in the CRS of the boundaries */
    struct searched_place *places;
    struct area_list areas;
    struct area_index *index;
    struct asked_units units;
    struct household_filter *filter;
    struct locator *locator;
    struct service_reach services; /* empty unless the answer is by service */
    struct pass_result pass;
};

static void asking_release(struct asking *asking)
{
    pass_result_release(&asking->pass);
    service_reach_release(&asking->services);
    locator_free(asking->locator);
    household_filter_free(asking->filter);
    asked_units_release(&asking->units);
    area_index_free(asking->index);
    area_list_release(&asking->areas);
    memory_free(asking->places);
    crs_release(&asking->working);
    boundary_set_free(asking->boundaries);
    boundary_draft_free(asking->draft);
    id_hashes_release(&asking->wanted);
}

static enum mah_status list_places(struct asking *asking, struct mah_error *err)
{
    const struct boundary_set *boundaries = asking->boundaries;
    asking->places = memory_new(boundaries->count, sizeof *asking->places);
    if (asking->places == NULL)
        return mah_no_memory(err);
    for (size_t i = 0; i < boundaries->count; i++) {
        const struct mahalle *mahalle = &boundaries->mahalle[i];
        asking->places[i] = (struct searched_place){mahalle->code, mahalle->name, mahalle->ilce_name};
    }
    return MAH_OK;
}

static bool asks_names(const struct query *query)
{
    for (size_t i = 0; i < query->area_count; i++)
        if (query->areas[i].kind == QUERY_MAHALLE || query->areas[i].kind == QUERY_ILCE)
            return true;
    return query->area_count == 0;
}

/* Around all areas, where only polygons are asked for. */
static void set_focus(struct asking *asking)
{
    asking->has_focus = !asking->looks_everywhere;
    asking->focus = rectangle_empty();
    for (size_t i = 0; i < asking->areas.count; i++)
        rectangle_join(&asking->focus, &asking->areas.areas[i].polygon.bounds);
}

/* Areas by name: they are made of mahalle, so that all must be known first. */
static enum mah_status resolve_names(struct asking *asking, struct mah_error *err)
{
    const struct project *project = asking->project;
    enum mah_status status = boundary_set_finish(&asking->boundaries, asking->draft, NULL, &project->towns, err);
    if (status == MAH_OK)
        status =
            working_crs_find(&asking->working, project, &asking->boundaries->crs, &asking->boundaries->bounds, err);
    if (status == MAH_OK)
        status = list_places(asking, err);
    if (status == MAH_OK)
        status = areas_resolve(&asking->areas, asking->query, asking->places, asking->boundaries->count,
                               &asking->boundaries->crs, &asking->working, err);
    return status;
}

/*
 * Polygons alone: mahalle far from them are known by code and names, which is all that rows without a position need.
 * A household within snap_m of a border belongs to its mahalle, so what is near reaches as far.
 */
static enum mah_status resolve_polygons(struct asking *asking, struct mah_error *err)
{
    const struct project *project = asking->project;
    const struct crs *crs = boundary_draft_crs(asking->draft);
    struct rectangle bounds;
    enum mah_status status = boundary_draft_bounds(&bounds, asking->draft, err);
    if (status == MAH_OK && !(bounds.min_x <= bounds.max_x)) /* fails, and says why nothing is usable */
        return boundary_set_finish(&asking->boundaries, asking->draft, NULL, &project->towns, err);
    if (status == MAH_OK)
        status = working_crs_find(&asking->working, project, crs, &bounds, err);
    if (status == MAH_OK)
        status = areas_resolve(&asking->areas, asking->query, NULL, 0, crs, &asking->working, err);
    if (status != MAH_OK)
        return status;
    set_focus(asking);
    struct rectangle near = rectangle_grown(&asking->focus, crs, &asking->working, project->snap_m);
    bool takes_all = asking->takes_all || asking->query->by == BY_SERVICE; /* services lie in all of the city */
    return boundary_set_finish(&asking->boundaries, asking->draft, takes_all ? NULL : &near, &project->towns, err);
}

static enum mah_status read_boundaries(struct asking *asking, struct mah_error *err)
{
    enum mah_status status = boundary_draft_read(&asking->draft, &asking->project->neighbourhoods, err);
    if (status == MAH_OK)
        status = asks_names(asking->query) ? resolve_names(asking, err) : resolve_polygons(asking, err);
    return status;
}

static enum mah_status find_areas(struct asking *asking, struct mah_error *err)
{
    const struct project *project = asking->project;
    enum mah_status status = project_check(project, err);
    if (status == MAH_OK && asking->query->where != NULL) /* a typing mistake is told before anything is read */
        status = household_filter_new(&asking->filter, asking->query->where, err);
    if (status == MAH_OK)
        status = read_boundaries(asking, err);
    if (status == MAH_OK)
        status = boundary_advice(asking->boundaries, err);
    if (status == MAH_OK)
        status = area_index_new(&asking->index, &asking->areas, asking->boundaries->count, err);
    if (status == MAH_OK)
        status = asked_units_make(&asking->units, &asking->areas, asking->query, asking->boundaries, &asking->working,
                                  project->snap_m, err);
    return status;
}

/* The city is known where whole mahalle are asked for: they are compared with it. */
static bool asks_mahalle(const struct asking *asking)
{
    for (size_t i = 0; i < asking->areas.count; i++)
        if (asking->areas.areas[i].mahalle_count > 0)
            return true;
    return false;
}

/* All mahalle are counted where what a run publishes is asked for, and anything is hidden of it. */
static bool needs_whole(const struct asking *asking)
{
    bool any_published = false;
    for (size_t i = 0; i < asking->units.count; i++)
        any_published = any_published || asking->units.units[i].is_published;
    return any_published && asking->project->profile != PROFILE_SECURE;
}

static enum mah_status count_households(struct asking *asking, struct mah_error *err)
{
    const struct asked_areas asked = {.focus = asking->has_focus ? &asking->focus : NULL,
                                      .index = asking->index,
                                      .units = &asking->units,
                                      .area_count = asking->areas.count,
                                      .wanted = asking->wanted.count > 0 ? &asking->wanted : NULL,
                                      .filter = asking->filter,
                                      .counts_city = asks_mahalle(asking),
                                      .whole_count = needs_whole(asking) ? asking->boundaries->count : 0};
    const struct pass_options options = {.threads = asking->threads,
                                         .working = &asking->working,
                                         .asked = &asked,
                                         .progress = asking->progress,
                                         .progress_context = asking->progress_context};
    enum mah_status status =
        locator_new(&asking->locator, asking->boundaries, &asking->working, most_households(asking->project), err);
    if (status == MAH_OK && asking->query->by == BY_SERVICE)
        status = service_reach_prepare(&asking->services, asking->project, asking->boundaries, asking->locator,
                                       &asking->working, asking->threads, err);
    if (status == MAH_OK)
        status = household_pass(&asking->pass, asking->project, asking->boundaries, asking->locator, &asking->services,
                                &options, err);
    const char *lacking =
        status == MAH_OK && asking->filter != NULL ? household_filter_name(asking->pass.findings.lacking) : NULL;
    if (lacking != NULL)
        status = mah_fail(err, MAH_BAD_USAGE, "where: no household file has a column for '%s'", lacking);
    if (status == MAH_OK && asking->query->by == BY_SERVICE && !asking->services.is_asked)
        status =
            mah_fail(err, MAH_BAD_USAGE, "the project names no services, so that nothing can be told by 'service'");
    return status;
}

static enum mah_status answer(struct mah_release **out, struct asking *asking, struct mah_error *err)
{
    const struct service_reach *services = &asking->services;
    struct protect_services known = services_known(services, asking->pass.ways, &asking->working);
    struct record_row settings[] = {{.item = (char *)"query.where", .value = (char *)asking->query->where},
                                    {.item = (char *)"query.by", .value = (char *)query_by_word(asking->query->by)}};
    struct protect_input input = {.project = asking->project,
                                  .boundaries = asking->boundaries,
                                  .working = &asking->working,
                                  .tally = asking->pass.tally,
                                  .services = services->is_asked ? &known : NULL,
                                  .params = settings,
                                  .param_count = sizeof settings / sizeof *settings};
    for (size_t i = 0; i < asking->units.count; i++)
        asking->units.units[i].set = asking->pass.findings.sets[i];
    const struct asked_answer asked = {.query = asking->query,
                                       .units = asking->units.units,
                                       .unit_count = asking->units.count,
                                       .knows_city = asks_mahalle(asking),
                                       .whole = asking->pass.findings.whole,
                                       .city_set = asking->pass.findings.sets[asking->units.count]};
    return protect_query(out, &input, &asked, err);
}

static enum mah_status note(struct warnings *notes, const struct asking *asking, struct mah_error *err)
{
    bool any_free = false, any_whole = false, any_polygon = false;
    enum mah_status status = MAH_OK;
    for (size_t i = 0; i < asking->units.count; i++) {
        any_free = any_free || !asking->units.units[i].is_published;
        any_whole = any_whole || asking->units.units[i].is_published;
    }
    for (size_t i = 0; i < asking->areas.count; i++)
        any_polygon = any_polygon || asking->areas.areas[i].mahalle_count == 0;
    if (any_free && asking->project->profile != PROFILE_SECURE)
        status = warnings_add(notes, err,
                              "Counts of an area or group of one's own choice are moved by chance by a few "
                              "households, so that two answers tell no household apart (profile '%s').",
                              profile_word(asking->project->profile));
    if (status == MAH_OK && any_whole && asking->project->profile != PROFILE_SECURE &&
        asking->project->service_count > 0)
        status = warnings_add(notes, err,
                              "Whole mahalle and the city are protected here as by a run without services: beside the "
                              "file of a run, which hides more or other figures (S4), such an answer may give hidden "
                              "mahalle away. Do not hand it on; ask the file for what leaves the house.");
    if (status == MAH_OK && any_polygon && asking->project->profile == PROFILE_SECURE &&
        asking->pass.findings.unplaced > 0)
        status = warnings_add(notes, err,
                              "Some households are known by the name or code of their mahalle only, and "
                              "lie in no polygon.");
    return status;
}

/* Ids of counted rows that stand outside of the focus, too. */
static enum mah_status find_ids_on_both_sides(struct asking *asking, struct mah_error *err)
{
    struct area_findings *findings = &asking->pass.findings;
    id_hashes_sort(&findings->inside);
    id_hashes_meet(&findings->outside, &findings->inside);
    enum mah_status status = id_hashes_take(&asking->wanted, &findings->outside, err);
    id_hashes_sort(&asking->wanted);
    return status;
}

/* Whatever the first round found out is let go, but for the ids. */
static enum mah_status ask_again(struct asking *asking, bool looks_everywhere, struct mah_error *err)
{
    struct asking again = {.query = asking->query,
                           .project = asking->project,
                           .threads = asking->threads,
                           .progress = asking->progress,
                           .progress_context = asking->progress_context,
                           .wanted = asking->wanted,
                           .takes_all = true,
                           .looks_everywhere = looks_everywhere};
    asking->wanted = (struct id_hashes){0};
    asking_release(asking);
    *asking = again;
    enum mah_status status = find_areas(asking, err);
    return status == MAH_OK ? count_households(asking, err) : status;
}

/*
 * All begins anew with whole boundaries where the first sound row of an id, which is the household, may stand outside
 * of the focus; where no position lies in it, so that it may be the positions that are wrong (swapped, in another
 * reference system); and where the data are refused. The advice on both looks at all rows and all mahalle.
 */
static enum mah_status ask(struct asking *asking, struct mah_error *err)
{
    enum mah_status status = find_areas(asking, err);
    if (status != MAH_OK)
        return status;
    status = count_households(asking, err);
    if (!asking->has_focus || (status != MAH_OK && status != MAH_BAD_DATA))
        return status;
    if (status != MAH_OK || asking->pass.findings.in_focus == 0)
        return ask_again(asking, true, err);
    status = find_ids_on_both_sides(asking, err);
    return status == MAH_OK && asking->wanted.count > 0 ? ask_again(asking, false, err) : status;
}

enum mah_status query_project(struct mah_release **out, struct warnings *notes, const struct query *query,
                              const struct project *project, progress_function progress, void *progress_context,
                              struct mah_error *err)
{
    struct asking asking = {.query = query,
                            .project = project,
                            .threads = project->threads > 0 ? (size_t)project->threads : workers_default_count(),
                            .progress = progress,
                            .progress_context = progress_context};
    enum mah_status status = ask(&asking, err);
    if (status == MAH_OK)
        status = answer(out, &asking, err);
    if (status == MAH_OK)
        status = note(notes, &asking, err);
    if (status == MAH_OK)
        status = query_note_outside(notes, &asking.areas, &asking.units, err);
    if (status == MAH_OK)
        status = query_note_empty(notes, *out, query, err);
    asking_release(&asking);
    return status;
}
