/* How did the figures on services come about? */
#include "run/service_record.h"

#include <inttypes.h>
#include <math.h>
#include <stdio.h>

#include "base/memory.h"
#include "base/number.h"
#include "base/text.h"

static enum mah_status log_count(struct run_record *record, const char *source, const char *item, int64_t count,
                                 struct mah_error *err)
{
    char text[32];
    snprintf(text, sizeof text, "%" PRId64, count);
    return run_record_log(record, "services", source, item, text, NULL, err);
}

/* Households in a certain case, told as the gap grid tells them: a few of them are not counted out. */
static enum mah_status log_households(struct run_record *record, const struct project *project, const char *type,
                                      const char *item, int64_t count, struct mah_error *err)
{
    bool is_told = project->profile == PROFILE_SECURE || count == 0 || count >= project->min_households;
    return is_told ? log_count(record, type, item, count, err)
                   : run_record_log(record, "services", type, item, "few", NULL, err);
}

static bool is_confidential(const struct service_reach *services, const struct service_books *books)
{
    return services->types.types[books->type].is_confidential;
}

static const char *name_of(const struct service_reach *services, const struct service_books *books)
{
    return is_confidential(services, books) ? WITHHELD : books->name;
}

static enum mah_status record_file(struct run_record *record, const struct service_reach *services, size_t number,
                                   struct mah_error *err)
{
    const struct service_books *books = &services->set->books[number];
    const struct {
        const char *what, *value;
    } params[] = {{"type", services->types.types[books->type].code},
                  {"file", name_of(services, books)},
                  {"columns", books->matched},
                  {"format", books->format},
                  {"crs", books->crs}};
    size_t told = is_confidential(services, books) ? 2 : sizeof params / sizeof *params;
    enum mah_status status = MAH_OK;
    for (size_t i = 0; status == MAH_OK && i < told; i++) {
        char key[64];
        snprintf(key, sizeof key, "read.services.%zu.%s", number + 1, params[i].what);
        status = run_record_param(record, key, params[i].value, "", err);
        if (is_confidential(services, books))
            run_record_mark_confidential(record);
    }
    return status;
}

/* How many shelters there are is for the protected computer only. They may be rows of a file that lists other services
 * too: how many rows this has, less those that were used, would tell. */
static bool withholds_counts(const struct project *project, const struct service_reach *services)
{
    bool has_confidential = false;
    for (size_t i = 0; i < services->set->book_count; i++)
        has_confidential |= is_confidential(services, &services->set->books[i]);
    return has_confidential && project->profile != PROFILE_SECURE;
}

static enum mah_status record_source(struct run_record *record, const struct project *project,
                                     const struct service_reach *services, size_t number, struct mah_error *err)
{
    const struct service_books *books = &services->set->books[number];
    const char *name = name_of(services, books);
    bool withholds = withholds_counts(project, services);
    const struct {
        const char *item;
        int64_t count;
        bool is_told;
    } counts[] = {{"read", books->read, !withholds},
                  {"used", books->used, true},
                  {"closed", books->closed, true},
                  {"filtered", books->filtered, !withholds}};
    enum mah_status status = record_file(record, services, number, err);
    if (status == MAH_OK && withholds && is_confidential(services, books)) /* params has its type: no news */
        return run_record_log(record, "services", name, "read", WITHHELD, NULL, err);
    for (size_t i = 0; status == MAH_OK && i < sizeof counts / sizeof *counts; i++)
        if (counts[i].is_told)
            status = log_count(record, name, counts[i].item, counts[i].count, err);
    for (size_t i = 0; status == MAH_OK && i < SERVICE_FAULTS; i++)
        if (books->fault[i] > 0)
            status = log_count(record, name, service_fault_word((enum service_fault)i), books->fault[i], err);
    return status;
}

/* Each row with a fault; those of confidential types without a word of which place it is, or not at all. */
static enum mah_status record_issues(struct run_record *record, const struct project *project,
                                     const struct service_reach *services, struct mah_error *err)
{
    bool withholds = withholds_counts(project, services);
    enum mah_status status = MAH_OK;
    for (size_t i = 0; status == MAH_OK && i < services->set->issue_count; i++) {
        const struct service_issue *issue = &services->set->issues[i];
        const struct service_books *books = &services->set->books[issue->source];
        char row[32];
        if (withholds && is_confidential(services, books))
            continue;
        snprintf(row, sizeof row, "%" PRId64, issue->row);
        status = run_record_log(record, "service_row", name_of(services, books), service_fault_word(issue->fault), row,
                                is_confidential(services, books) ? NULL : issue->detail, err);
    }
    return status;
}

static enum mah_status record_streets(struct run_record *record, const struct project *project,
                                      const struct service_reach *services, struct mah_error *err)
{
    bool is_told = !withholds_counts(project, services);
    if (services->metric != REACH_NETWORK)
        return MAH_OK;
    const struct street_record *streets = &services->streets;
    struct street_network_facts facts = reach_network_facts(services->reach);
    char length_km[64];
    number_write_fixed(facts.length_m / 1000, 3, length_km, sizeof length_km);
    enum mah_status status = run_record_param(record, "read.streets.file", streets->name, "", err);
    if (status == MAH_OK)
        status = run_record_param(record, "read.streets.format", streets->format, "", err);
    if (status == MAH_OK)
        status = run_record_param(record, "read.streets.crs", streets->crs, "", err);
    const struct {
        const char *item;
        int64_t count;
        bool is_told;
    } counts[] = {
        {"lines_read", streets->read, is_told},        {"lines_used", streets->used, true},
        {"not_walkable", streets->not_walkable, true}, {"filtered", streets->filtered, is_told},
        {"no_line", streets->no_line, is_told},        {"nodes", (int64_t)facts.nodes, true},
        {"edges", (int64_t)facts.edges, true},         {"unconnected_parts", (int64_t)facts.components, true}};
    for (size_t i = 0; status == MAH_OK && i < sizeof counts / sizeof *counts; i++)
        if (counts[i].is_told)
            status = log_count(record, streets->name, counts[i].item, counts[i].count, err);
    return status == MAH_OK ? run_record_log(record, "services", streets->name, "length_km", length_km, NULL, err)
                            : status;
}

/* The radius of a type and who asked for it: "mahalle.yaml:7", "mpyy-ek2:59, not verified", "layers/services.csv". */
static enum mah_status record_radius(struct run_record *record, const struct service_reach *services, size_t used,
                                     struct mah_error *err)
{
    const struct service_radius *radius = &services->radii[used];
    struct text origin = TEXT_EMPTY;
    char key[64], value[32] = "";
    snprintf(key, sizeof key, "radius_m.%s", services->types.types[services->used[used].type].code);
    if (!isnan(radius->value_m))
        number_write(radius->value_m, value);
    if (radius->asked != NULL)
        text_add(&origin, radius->asked->origin);
    else if (radius->standard != NULL)
        text_add_format(&origin, "%s:%d, %s", radius->standard->file, radius->standard->line,
                        radius->standard->is_verified ? "verified" : "not verified");
    else
        text_add(&origin, "layers/services.csv");
    char *text = text_take(&origin);
    enum mah_status status = text != NULL ? run_record_param(record, key, value, text, err) : mah_no_memory(err);
    memory_free(text);
    return status;
}

static enum mah_status record_types(struct run_record *record, const struct project *project,
                                    const struct service_reach *services, const struct reach_tally *ways,
                                    struct mah_error *err)
{
    enum mah_status status =
        run_record_param(record, "metric", services->metric == REACH_NETWORK ? "network" : "euclid", "", err);
    for (size_t t = 0; status == MAH_OK && t < services->used_count; t++) {
        status = record_radius(record, services, t, err);
        if (status == MAH_OK && ways->no_way_records[t] > 0)
            status = log_households(record, project, services->types.types[services->used[t].type].code,
                                    "households_without_way", ways->no_way_records[t], err);
    }
    if (status == MAH_OK)
        status = log_households(record, project, NULL, "households_without_position",
                                ways->outcome_records[REACH_NO_POSITION], err);
    if (status == MAH_OK && services->metric == REACH_NETWORK)
        status = log_households(record, project, NULL, "households_without_street",
                                ways->outcome_records[REACH_NO_STREET], err);
    return status;
}

enum mah_status service_record(struct run_record *record, const struct project *project,
                               const struct service_reach *services, const struct reach_tally *ways,
                               struct mah_error *err)
{
    enum mah_status status = MAH_OK;
    for (size_t i = 0; status == MAH_OK && i < services->set->book_count; i++)
        status = record_source(record, project, services, i, err);
    if (status == MAH_OK)
        status = record_streets(record, project, services, err);
    if (status == MAH_OK)
        status = record_types(record, project, services, ways, err);
    if (status == MAH_OK)
        status = record_issues(record, project, services, err);
    return status;
}
