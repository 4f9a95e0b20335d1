/* What do the households of a project say of an area? The story on one page. */
#include "run/query_project.h"

#include "base/memory.h"
#include "base/workers.h"
#include "protect/answer_households.h"
#include "run/boundary_advice.h"
#include "run/query_notes.h"
#include "run/services_known.h"
#include "run/working_crs.h"

/* What the story holds on to. */
struct asking {
    const struct query *query;
    const struct project *project;
    size_t threads;
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
    asking->has_focus = true;
    asking->focus = rectangle_empty();
    for (size_t i = 0; i < asking->areas.count; i++) {
        const struct rectangle *own = &asking->areas.areas[i].polygon.bounds;
        rectangle_include(&asking->focus, (struct point){own->min_x, own->min_y});
        rectangle_include(&asking->focus, (struct point){own->max_x, own->max_y});
    }
}

/* All boundaries: a row without a position, or outside of all areas, is sound or not by its own mahalle. */
static enum mah_status read_boundaries(struct asking *asking, struct mah_error *err)
{
    const struct project *project = asking->project;
    enum mah_status status = boundary_set_read(&asking->boundaries, &project->neighbourhoods, &project->towns, err);
    if (status == MAH_OK)
        status =
            working_crs_find(&asking->working, project, &asking->boundaries->crs, &asking->boundaries->bounds, err);
    if (status == MAH_OK)
        status = list_places(asking, err);
    if (status == MAH_OK)
        status = areas_resolve(&asking->areas, asking->query, asking->places, asking->boundaries->count,
                               &asking->boundaries->crs, &asking->working, err);
    if (status == MAH_OK && !asks_names(asking->query))
        set_focus(asking);
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
        status =
            asked_units_make(&asking->units, &asking->areas, asking->query, asking->boundaries, project->snap_m, err);
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

/* Once more with the rows outside the focus whose id stands in it, too: the first sound row of an id is the household.
 */
static enum mah_status pass_again(struct asking *asking, const struct asked_areas *asked,
                                  const struct pass_options *options, struct mah_error *err)
{
    struct area_findings *findings = &asking->pass.findings;
    struct id_hashes wanted = {0};
    id_hashes_sort(&findings->inside);
    id_hashes_meet(&findings->outside, &findings->inside);
    if (!asking->has_focus || findings->outside.count == 0)
        return MAH_OK;
    enum mah_status status = id_hashes_take(&wanted, &findings->outside, err);
    id_hashes_sort(&wanted);
    struct asked_areas again = *asked;
    struct pass_options options_again = *options;
    again.wanted = &wanted;
    options_again.asked = &again;
    pass_result_release(&asking->pass);
    if (status == MAH_OK)
        status = household_pass(&asking->pass, asking->project, asking->boundaries, asking->locator, &asking->services,
                                &options_again, err);
    id_hashes_release(&wanted);
    return status;
}

static enum mah_status count_households(struct asking *asking, progress_function progress, void *progress_context,
                                        struct mah_error *err)
{
    const struct asked_areas asked = {.focus = asking->has_focus ? &asking->focus : NULL,
                                      .index = asking->index,
                                      .units = &asking->units,
                                      .area_count = asking->areas.count,
                                      .filter = asking->filter,
                                      .counts_city = asks_mahalle(asking)};
    const struct pass_options options = {
        .threads = asking->threads, .asked = &asked, .progress = progress, .progress_context = progress_context};
    enum mah_status status = locator_new(&asking->locator, asking->boundaries, &asking->working, err);
    if (status == MAH_OK && asking->query->by == BY_SERVICE)
        status = service_reach_prepare(&asking->services, asking->project, asking->boundaries, asking->locator,
                                       &asking->working, asking->threads, err);
    if (status == MAH_OK)
        status = household_pass(&asking->pass, asking->project, asking->boundaries, asking->locator, &asking->services,
                                &options, err);
    if (status == MAH_OK)
        status = pass_again(asking, &asked, &options, err);
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
                                       .city_set = asking->pass.findings.sets[asking->units.count]};
    return protect_query(out, &input, &asked, err);
}

static enum mah_status note(struct warnings *notes, const struct asking *asking, struct mah_error *err)
{
    bool any_free = false, any_polygon = false;
    enum mah_status status = MAH_OK;
    for (size_t i = 0; i < asking->units.count; i++)
        any_free = any_free || !asking->units.units[i].is_published;
    for (size_t i = 0; i < asking->areas.count; i++)
        any_polygon = any_polygon || asking->areas.areas[i].mahalle_count == 0;
    if (any_free && asking->project->profile != PROFILE_SECURE)
        status = warnings_add(notes, err,
                              "Counts of an area or group of one's own choice are moved by chance by a few "
                              "households, so that two answers tell no household apart (profile '%s').",
                              profile_word(asking->project->profile));
    if (status == MAH_OK && any_polygon && asking->project->profile == PROFILE_SECURE &&
        asking->pass.findings.unplaced > 0)
        status = warnings_add(notes, err,
                              "Some households are known by the name or code of their mahalle only, and "
                              "lie in no polygon.");
    return status;
}

enum mah_status query_project(struct mah_release **out, struct warnings *notes, const struct query *query,
                              const struct project *project, progress_function progress, void *progress_context,
                              struct mah_error *err)
{
    struct asking asking = {.query = query,
                            .project = project,
                            .threads = project->threads > 0 ? (size_t)project->threads : workers_default_count()};
    enum mah_status status = find_areas(&asking, err);
    if (status == MAH_OK)
        status = count_households(&asking, progress, progress_context, err);
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
