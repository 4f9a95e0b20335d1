/* What should the user know of services before trusting the map? */
#include "run/service_warnings.h"

#include <math.h>

#include "base/number.h"
#include "run/run_record.h"
#include "write/display_number.h"

static const struct service_type *type_at(const struct service_reach *services, size_t used)
{
    return &services->types.types[services->used[used].type];
}

static enum mah_status warn_of_rows(struct warnings *out, const struct service_reach *services, struct mah_error *err)
{
    enum mah_status status = MAH_OK;
    for (size_t i = 0; i < services->set->book_count; i++) {
        const struct service_books *books = &services->set->books[i];
        const char *name = services->types.types[books->type].is_confidential ? WITHHELD : books->name;
        for (size_t fault = 0; status == MAH_OK && fault < SERVICE_FAULTS; fault++)
            if (books->fault[fault] > 0)
                status =
                    warnings_add(out, err, "'%s': %s; rows: %lld (run_log lists them)", name,
                                 say(service_fault_meaning((enum service_fault)fault)), (long long)books->fault[fault]);
        if (status == MAH_OK && books->read > 0 && books->filtered == books->read)
            status = warnings_add(out, err, "'%s': where takes none of the %lld rows; compare its words with the file",
                                  name, (long long)books->read);
    }
    return status;
}

static enum mah_status warn_of_types(struct warnings *out, const struct service_reach *services, struct mah_error *err)
{
    enum mah_status status = MAH_OK;
    size_t without_neighbours = 0;
    for (size_t t = 0; status == MAH_OK && t < services->used_count; t++) {
        long long outside = 0, unconnected = 0;
        size_t open = 0;
        const char *name = service_type_name(type_at(services, t), language_get());
        for (size_t i = 0; i < services->set->count; i++) {
            const struct facility *facility = &services->set->facilities[i];
            if (facility->type != services->used[t].type || !facility->is_open)
                continue;
            open++;
            outside += services->facility_mahalle[i] == NO_MAHALLE;
            unconnected += !reach_facility_is_connected(services->reach, i);
        }
        without_neighbours += outside == 0 && open > 0;
        if (services->radii[t].needs_plan)
            status = warnings_add(out, err,
                                  "%s: the walking distance of the standards depends on the population; set "
                                  "need.plan_population (until then layers/services.csv is followed)",
                                  name);
        if (status == MAH_OK && open == 0)
            status =
                warnings_add(out, err, "%s: no open facility; nobody is covered and distances are not known", name);
        if (status == MAH_OK && outside > 0)
            status = warnings_add(out, err, "%s: %lld of %zu facilities lie in no mahalle; they are used", name,
                                  outside, open);
        if (status == MAH_OK && unconnected > 0)
            status = warnings_add(out, err,
                                  "%s: %lld of %zu facilities have no street within coverage.street_snap_m; nobody "
                                  "reaches them (services_out: connected)",
                                  name, unconnected, open);
    }
    if (status == MAH_OK && without_neighbours > 0)
        status = warnings_add(out, err,
                              "service types without a facility outside the mahalle: %zu; near the outer border "
                              "coverage may be too low (add the services of the neighbours)",
                              without_neighbours);
    return status;
}

static enum mah_status warn_of_streets(struct warnings *out, const struct project *project,
                                       const struct service_reach *services, struct mah_error *err)
{
    char detour[32];
    if (services->metric == REACH_STRAIGHT && project->coverage_detour <= 1)
        return warnings_add(out, err,
                            "distances are straight lines; ways on foot are longer (give streets, or a coverage.detour "
                            "above 1)");
    if (services->metric == REACH_STRAIGHT)
        return warnings_add(out, err,
                            "distances are straight lines times %s; ways on foot are longer (give streets, or a larger "
                            "coverage.detour)",
                            number_say(project->coverage_detour, detour));
    struct street_network_facts facts = reach_network_facts(services->reach);
    if (facts.components <= 1)
        return MAH_OK;
    char share[DISPLAY_NUMBER_SIZE];
    display_real(facts.largest_share * 100, 1, false, language_get(), share);
    return warnings_add(
        out, err,
        "'%s': the streets fall into %zu parts that do not meet; the largest holds %s per cent of their "
        "length (lines meet only where they share a vertex: cut them at the crossings)",
        services->streets.name, facts.components, share);
}

static enum mah_status warn_of_ways(struct warnings *out, const struct service_reach *services,
                                    const struct reach_tally *ways, struct mah_error *err)
{
    enum mah_status status = MAH_OK;
    if (ways->outcome_records[REACH_NO_POSITION] > 0)
        status = warnings_add(out, err,
                              "households placed by code or name: %lld; how far they have to services is not known",
                              (long long)ways->outcome_records[REACH_NO_POSITION]);
    if (status == MAH_OK && ways->outcome_records[REACH_NO_STREET] > 0)
        status = warnings_add(
            out, err, "households without a street within coverage.street_snap_m: %lld; their distances are not known",
            (long long)ways->outcome_records[REACH_NO_STREET]);
    for (size_t t = 0; status == MAH_OK && t < services->used_count; t++)
        if (ways->no_way_records[t] > 0)
            status = warnings_add(
                out, err, "%s: households whom the streets lead to no facility: %lld; their distances are not known",
                service_type_name(type_at(services, t), language_get()), (long long)ways->no_way_records[t]);
    return status;
}

static enum mah_status warn_of_standards(struct warnings *out, const struct service_reach *services,
                                         struct mah_error *err)
{
    enum mah_status status = MAH_OK;
    for (size_t i = 0; status == MAH_OK && i < services->standards.warning_count; i++)
        status = warnings_add(out, err, "%s", services->standards.warnings[i]);
    return status;
}

enum mah_status service_warnings(struct warnings *out, const struct project *project,
                                 const struct service_reach *services, const struct reach_tally *ways,
                                 struct mah_error *err)
{
    enum mah_status status = warn_of_rows(out, services, err);
    if (status == MAH_OK)
        status = warn_of_types(out, services, err);
    if (status == MAH_OK && services->used_count > 0)
        status = warn_of_streets(out, project, services, err);
    if (status == MAH_OK && ways != NULL)
        status = warn_of_ways(out, services, ways, err);
    if (status == MAH_OK && services->confidential_count > 0)
        status = warnings_add(out, err, "%zu facilities of confidential types were read; no layer shows them",
                              services->confidential_count);
    if (status == MAH_OK)
        status = warn_of_standards(out, services, err);
    return status;
}
