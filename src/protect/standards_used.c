/* Which rows of the standards do the figures of this release rest on? */
#include "protect/standards_used.h"

#include <stdio.h>

#include "base/memory.h"
#include "base/number.h"
#include "base/text.h"
#include "protect/need_figures.h"
#include "protect/policy_cell.h"
#include "protect/row_writer.h"

static bool is_of_need(enum standard_kind kind)
{
    switch (kind) {
    case STANDARD_AREA_M2_PP:
    case STANDARD_UNIT_MIN_M2:
    case STANDARD_PERSONS_PER_UNIT:
    case STANDARD_COST_PER_UNIT:
    case STANDARD_COST_PER_M2:
        return true;
    default:
        return false;
    }
}

/* A code that is no type is a group of them. */
static bool is_confidential(const struct service_types *types, const char *code)
{
    int type = service_type_find(types, slice_of(code));
    return type != NO_SERVICE_TYPE && types->types[type].is_confidential;
}

static bool is_used(const struct protect_services *services, const struct standard *row, double plan_population)
{
    return is_of_need(row->kind) && !is_confidential(services->types, row->service_type) &&
           standards_find(services->standards, row->service_type, row->kind, plan_population) == row;
}

/* "mpyy-ek2:12, MPYY EK-2 (RG 14.06.2014/29030), 2014-06-14, not verified" */
static char *describe(const struct standard *row)
{
    struct text text = TEXT_EMPTY;
    const char *const parts[] = {row->source, row->source_date};
    if (row->file != NULL)
        text_add_format(&text, "%s:%d, ", row->file, row->line);
    for (size_t i = 0; i < sizeof parts / sizeof *parts; i++)
        if (parts[i] != NULL && *parts[i] != '\0')
            text_add_format(&text, "%s, ", parts[i]);
    text_add(&text, row->is_verified ? "verified" : "not verified");
    return text_take(&text);
}

static void put_param(struct row_writer *row, const char *key, const char *value, const char *origin)
{
    put_row(row);
    put_text(row, "key", key);
    put_text(row, "value", value);
    put_text(row, "origin", origin);
}

static void put_standard(struct row_writer *row, const struct standard *standard)
{
    char key[96], value[32];
    char *origin = describe(standard);
    if (origin == NULL) {
        row->status = mah_no_memory(row->err);
        return;
    }
    snprintf(key, sizeof key, "standard.%s.%s", standard->service_type, standard_kind_word(standard->kind));
    number_write(standard->value, value);
    put_param(row, key, value, origin);
    memory_free(origin);
}

/* From what is shown of the people: the exact number that chose the bands, less what the map tells, would tell of a
 * mahalle that is hidden. Not told where it is not known then; the user's own number is no secret. */
static enum mah_status put_plan_population(struct row_writer *row, const struct table_context *context,
                                           struct mah_error *err)
{
    struct rate shown;
    char value[32];
    enum mah_status status = plan_population_of(&shown, context, err);
    if (status != MAH_OK || !shown.known)
        return status;
    number_write(shown.value, value);
    put_param(row, "plan_population", value, NULL);
    return row->status;
}

enum mah_status add_standards_used(struct release_table *params, const struct table_context *context,
                                   struct mah_error *err)
{
    const struct protect_services *services = context->input->services;
    struct rate plan_population = context->plan_population;
    if (services == NULL || services->standards == NULL || services->standards->count == 0)
        return MAH_OK;
    if (!plan_population.known)
        return MAH_OK;
    struct row_writer row = {.table = params, .status = MAH_OK, .err = err};
    row.status = put_plan_population(&row, context, err);
    for (size_t i = 0; i < services->standards->count && row.status == MAH_OK; i++)
        if (is_used(services, &services->standards->rows[i], plan_population.value))
            put_standard(&row, &services->standards->rows[i]);
    return row.status;
}
