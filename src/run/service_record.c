/* How did the figures on services come about? */
#include "run/service_record.h"

#include <inttypes.h>
#include <math.h>
#include <stdio.h>

#include "base/number.h"

static enum mah_status log_count(struct run_record *record, const char *source, const char *item, int64_t count,
                                 struct mah_error *err)
{
    char text[32];
    snprintf(text, sizeof text, "%" PRId64, count);
    return run_record_log(record, "services", source, item, text, NULL, err);
}

static bool is_confidential(const struct service_reach *services, const struct service_books *books)
{
    return services->types.types[books->type].is_confidential;
}

/* What a source is called in the record: a confidential one by its type, since a file may bear the name of the place.
 */
static const char *source_name(const struct service_reach *services, const struct service_books *books)
{
    return is_confidential(services, books) ? services->types.types[books->type].code : books->name;
}

static enum mah_status record_source(struct run_record *record, const struct service_reach *services, size_t number,
                                     struct mah_error *err)
{
    const struct service_books *books = &services->set->books[number];
    const struct {
        const char *what, *value;
    } params[] = {{"type", services->types.types[books->type].code},
                  {"file", books->name},
                  {"columns", books->matched},
                  {"format", books->format},
                  {"crs", books->crs}};
    size_t told = is_confidential(services, books) ? 1 : sizeof params / sizeof *params;
    enum mah_status status = MAH_OK;
    for (size_t i = 0; status == MAH_OK && i < told; i++) {
        char key[64];
        snprintf(key, sizeof key, "read.services.%zu.%s", number + 1, params[i].what);
        status = run_record_param(record, key, params[i].value, "", err);
    }
    const struct {
        const char *item;
        int64_t count;
    } counts[] = {
        {"read", books->read}, {"used", books->used}, {"closed", books->closed}, {"filtered", books->filtered}};
    for (size_t i = 0; status == MAH_OK && i < sizeof counts / sizeof *counts; i++)
        status = log_count(record, source_name(services, books), counts[i].item, counts[i].count, err);
    for (size_t i = 0; status == MAH_OK && i < SERVICE_FAULTS; i++)
        if (books->fault[i] > 0)
            status = log_count(record, source_name(services, books), service_fault_word((enum service_fault)i),
                               books->fault[i], err);
    return status;
}

/* Each row with a fault; those of confidential types without a word of which place it is. */
static enum mah_status record_issues(struct run_record *record, const struct service_reach *services,
                                     struct mah_error *err)
{
    enum mah_status status = MAH_OK;
    for (size_t i = 0; status == MAH_OK && i < services->set->issue_count; i++) {
        const struct service_issue *issue = &services->set->issues[i];
        const struct service_books *books = &services->set->books[issue->source];
        char row[32];
        snprintf(row, sizeof row, "%" PRId64, issue->row);
        status = run_record_log(record, "service_row", source_name(services, books), service_fault_word(issue->fault),
                                row, is_confidential(services, books) ? NULL : issue->detail, err);
    }
    return status;
}

static enum mah_status record_streets(struct run_record *record, const struct service_reach *services,
                                      struct mah_error *err)
{
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
    } counts[] = {{"lines_read", streets->read},           {"lines_used", streets->used},
                  {"not_walkable", streets->not_walkable}, {"filtered", streets->filtered},
                  {"no_line", streets->no_line},           {"nodes", (int64_t)facts.nodes},
                  {"edges", (int64_t)facts.edges},         {"unconnected_parts", (int64_t)facts.components}};
    for (size_t i = 0; status == MAH_OK && i < sizeof counts / sizeof *counts; i++)
        status = log_count(record, streets->name, counts[i].item, counts[i].count, err);
    return status == MAH_OK ? run_record_log(record, "services", streets->name, "length_km", length_km, NULL, err)
                            : status;
}

static enum mah_status record_types(struct run_record *record, const struct service_reach *services,
                                    const struct reach_tally *ways, struct mah_error *err)
{
    enum mah_status status =
        run_record_param(record, "metric", services->metric == REACH_NETWORK ? "network" : "euclid", "", err);
    for (size_t t = 0; status == MAH_OK && t < services->used_count; t++) {
        const char *code = services->types.types[services->used[t].type].code;
        char key[64], radius[32] = "";
        snprintf(key, sizeof key, "radius_m.%s", code);
        if (!isnan(services->used[t].radius_m))
            number_write(services->used[t].radius_m, radius);
        status = run_record_param(record, key, radius, "", err);
        if (status == MAH_OK && ways->no_way_records[t] > 0)
            status = log_count(record, code, "households_without_way", ways->no_way_records[t], err);
    }
    if (status == MAH_OK)
        status = log_count(record, NULL, "households_without_position", ways->outcome_records[REACH_NO_POSITION], err);
    if (status == MAH_OK && services->metric == REACH_NETWORK)
        status = log_count(record, NULL, "households_without_street", ways->outcome_records[REACH_NO_STREET], err);
    return status;
}

enum mah_status service_record(struct run_record *record, const struct project *project,
                               const struct service_reach *services, const struct reach_tally *ways,
                               struct mah_error *err)
{
    (void)project;
    enum mah_status status = MAH_OK;
    for (size_t i = 0; status == MAH_OK && i < services->set->book_count; i++)
        status = record_source(record, services, i, err);
    if (status == MAH_OK)
        status = record_streets(record, services, err);
    if (status == MAH_OK)
        status = record_types(record, services, ways, err);
    if (status == MAH_OK)
        status = record_issues(record, services, err);
    return status;
}
