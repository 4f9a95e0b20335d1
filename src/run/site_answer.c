/* From the chosen sites to the answer. */
#include <math.h>

#include "base/memory.h"
#include "run/services_known.h"
#include "run/site_parts.h"

enum mah_status site_list(struct siting *siting, struct mah_error *err)
{
    struct crs degrees = {0};
    struct transformation *to_boundaries = NULL, *to_degrees = NULL;
    size_t count = siting->solution.choice.count;
    siting->sites = memory_new(count + 1, sizeof *siting->sites);
    enum mah_status status = siting->sites != NULL ? crs_resolve(&degrees, "EPSG:4326", err) : mah_no_memory(err);
    if (status == MAH_OK)
        status = transformation_new(&to_boundaries, &siting->working, &siting->boundaries->crs, err);
    if (status == MAH_OK)
        status = transformation_new(&to_degrees, &siting->working, &degrees, err);
    for (size_t rank = 0; status == MAH_OK && rank < count; rank++) {
        const struct site_gain *gain = &siting->gains[rank];
        const struct site_candidate *from = &siting->candidates.list[siting->solution.choice.candidate[gain->site]];
        struct answered_site *site = &siting->sites[rank];
        *site = (struct answered_site){.place = from->place,
                                       .lon_lat = from->place,
                                       .id = from->id,
                                       .name = from->name,
                                       .cost = from->cost,
                                       .gain = *gain};
        if (from->mahalle != NO_MAHALLE)
            site->mahalle = &siting->boundaries->mahalle[from->mahalle];
        transformation_apply(to_boundaries, &site->place, 1);
        transformation_apply(to_degrees, &site->lon_lat, 1);
        if (!isfinite(site->lon_lat.x) || !isfinite(site->lon_lat.y))
            site->lon_lat = (struct point){NAN, NAN};
    }
    transformation_free(to_boundaries);
    transformation_free(to_degrees);
    crs_release(&degrees);
    return status;
}

enum mah_status site_answer(struct mah_release **out, struct siting *siting, struct mah_error *err)
{
    const struct service_reach *services = &siting->reach;
    const struct site_question *question = siting->question;
    struct protect_services known = services_known(services, siting->pass.ways, &siting->working);
    struct record_row settings[] = {{.item = (char *)"site.service", .value = (char *)question->type},
                                    {.item = (char *)"site.candidates", .value = (char *)question->candidates}};
    struct protect_input input = {.project = &siting->project,
                                  .boundaries = siting->boundaries,
                                  .working = &siting->working,
                                  .tally = siting->pass.tally,
                                  .services = &known,
                                  .params = settings,
                                  .param_count = question->candidates != NULL ? 2 : 1};
    const struct answered_sites sites = {
        .sites = siting->sites,
        .count = siting->solution.choice.count,
        .rules = &siting->rules,
        .list = &siting->pass.demand,
        .metric = services->metric,
        .is_exact = question->method == SITE_EXACT,
        .is_proved = siting->solution.is_proved,
        .limit_is_time = siting->solution.limit_is_time,
        .gap = site_gap(&siting->solution),
        .mean_m = question->objective == SITE_DISTANCE ? site_mean_now_m(&siting->pass.demand, &siting->rules) : NAN,
        .budget = question->budget,
        .candidates = siting->candidates.count,
        .left_out = siting->candidates.count - siting->links.usable,
        .points = siting->points.count,
        .lattice_m = siting->points.lattice_m,
    };
    return protect_sites(out, &input, &sites, err);
}

enum mah_status site_note(struct warnings *notes, const struct siting *siting, struct mah_error *err)
{
    const struct site_story story = {.type = siting->question->type,
                                     .profile = siting->project.profile,
                                     .asked = siting->question->sites,
                                     .method = siting->question->method,
                                     .rules = &siting->rules,
                                     .target_is_all = siting->reach.targets[0].is_all,
                                     .demand = &siting->pass.demand,
                                     .points = &siting->points,
                                     .candidates = &siting->candidates,
                                     .links = &siting->links,
                                     .solution = &siting->solution};
    return site_notes_add(notes, &story, err);
}
