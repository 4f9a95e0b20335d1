/* The tables that say how the figures came about: suppression, params, run_log. */
#include <stdio.h>
#include <string.h>

#include "base/memory.h"
#include "base/number.h"
#include "indicate/arrivals.h"
#include "protect/policy_coverage.h"
#include "protect/standards_used.h"
#include "protect/table_living.h"
#include "protect/table_services_out.h"
#include "protect/tables.h"

/* Fills the named text columns of a new row; a NULL text leaves its cell NULL. */
static enum mah_status add_text_row(struct release_table *table, const char *const *names, const char *const *texts,
                                    size_t count, struct mah_error *err)
{
    enum mah_status status = table_add_row(table, err);
    size_t column = 0;
    for (size_t i = 0; status == MAH_OK && i < count; i++) {
        status = output_column_from(&column, table, i == 0 ? 0 : column + 1, names[i], err);
        if (status == MAH_OK && texts[i] != NULL)
            status = table_set_text(table, column, texts[i], err);
    }
    return status;
}

static enum mah_status add_hidden(struct release_table *table, const char *code, const char *layer, const char *field,
                                  enum count_state state, size_t *cells, struct mah_error *err)
{
    static const char *const names[] = {"mah_code", "layer", "field", "rule"};
    const char *const texts[] = {code, layer, field, count_state_code(state)};
    (*cells)++;
    return add_text_row(table, names, texts, 4, err);
}

static enum mah_status add_hidden_of_area(struct release_table *table, const char *code, const char *layer,
                                          const struct area_counts *area, size_t *cells, struct mah_error *err)
{
    if (area_is_hidden(area))
        return add_hidden(table, code, layer, "*", (enum count_state)area->records.state, cells, err);
    enum mah_status status = MAH_OK;
    if (area->records.state > COUNT_NOT_ASKED)
        status = add_hidden(table, code, layer, "n_rec", (enum count_state)area->records.state, cells, err);
    for (size_t i = 0; status == MAH_OK && i < MEASURE_COUNT; i++)
        if (area->measure[i].state > COUNT_NOT_ASKED)
            status = add_hidden(table, code, layer, measure_facts[i].field, (enum count_state)area->measure[i].state,
                                cells, err);
    return status;
}

static enum mah_status add_hidden_squares(struct release_table *table, const struct gap_grid_notes *grid, size_t *cells,
                                          struct mah_error *err)
{
    static const char *const names[] = {"cell_id", "layer", "field", "rule"};
    enum mah_status status = MAH_OK;
    for (size_t i = 0; status == MAH_OK && i < grid->hidden_count; i++) {
        const struct hidden_square *hidden = &grid->hidden[i];
        const char *const texts[] = {hidden->cell_id, "gap_grid", hidden->field, count_state_code(hidden->state)};
        (*cells)++;
        status = add_text_row(table, names, texts, 4, err);
    }
    return status;
}

/* Of a group that is shown, single counts may be hidden: the unknown, and what would give others away. */
static enum mah_status add_hidden_group(struct release_table *table, const char *code, const char *field,
                                        const struct group_coverage *group, size_t *cells, struct mah_error *err)
{
    const struct {
        const char *name;
        const struct count *count;
    } parts[] = {{"pop", &group->pop},
                 {"covered", &group->covered},
                 {"uncovered", &group->uncovered},
                 {"unknown", &group->unknown}};
    enum count_state state = coverage_state(group);
    enum mah_status status = MAH_OK;
    if (state > COUNT_NOT_ASKED)
        return add_hidden(table, code, "mah_service", field, state, cells, err);
    for (size_t i = 0; status == MAH_OK && i < sizeof parts / sizeof *parts; i++) {
        char name[80];
        if (parts[i].count->state <= COUNT_NOT_ASKED)
            continue;
        snprintf(name, sizeof name, "%s.%s", field, parts[i].name);
        status = add_hidden(table, code, "mah_service", name, (enum count_state)parts[i].count->state, cells, err);
    }
    return status;
}

/* Fields of mah_service are named by type and group: primary.mig. */
static enum mah_status add_hidden_coverage(const struct table_context *context, struct release_table *table,
                                           size_t *cells, struct mah_error *err)
{
    const struct coverage *coverage = context->coverage;
    const struct boundary_set *boundaries = context->input->boundaries;
    const struct protect_services *services = context->input->services;
    enum mah_status status = MAH_OK;
    size_t all = coverage != NULL ? coverage->area_count * coverage->type_count * REACH_GROUPS : 0;
    for (size_t i = 0; status == MAH_OK && i < all; i++) {
        enum reach_group group = (enum reach_group)(i % REACH_GROUPS);
        size_t type = i / REACH_GROUPS % coverage->type_count, area = i / REACH_GROUPS / coverage->type_count;
        char field[64];
        snprintf(field, sizeof field, "%s.%s", services->types->types[services->used[type].type].code,
                 reach_group_word(group));
        status = add_hidden_group(table, area < boundaries->count ? boundaries->mahalle[area].code : NULL, field,
                                  coverage_cell(coverage, area, type, group), cells, err);
    }
    return status;
}

/* Where the hidden figures of one area go. */
struct hidden_list {
    struct release_table *table;
    const char *code;
    size_t *cells;
};

static enum mah_status list_hidden(void *context, const char *layer, const char *field, enum count_state state,
                                   struct mah_error *err)
{
    struct hidden_list *list = context;
    return add_hidden(list->table, list->code, layer, field, state, list->cells, err);
}

static enum mah_status list_hidden_demand(void *context, const char *code, const char *field, enum count_state state,
                                          struct mah_error *err)
{
    struct hidden_list *list = context;
    return add_hidden(list->table, code, "services_out", field, state, list->cells, err);
}

static enum mah_status add_hidden_living(struct release_table *table, const struct table_context *context,
                                         size_t mahalle, size_t *cells, struct mah_error *err)
{
    const struct counts *counts = context->counts;
    bool is_city = mahalle == counts->mahalle_count;
    const struct area_counts *area = is_city ? &counts->city : &counts->mahalle[mahalle];
    const char *code = is_city ? NULL : context->input->boundaries->mahalle[mahalle].code;
    struct hidden_list list = {table, code, cells};
    if (counts->living == NULL || area_is_hidden(area)) /* none, or all of it: the asterisk above says so */
        return MAH_OK;
    return living_each_hidden(&counts->living[mahalle], is_city ? "city_summary" : "mah_indicators", list_hidden, &list,
                              err);
}

/* Fields of mah_arrivals are named by year: 2021.persons. */
static enum mah_status add_hidden_arrivals(const struct table_context *context, struct release_table *table,
                                           size_t *cells, struct mah_error *err)
{
    const struct counts *counts = context->counts;
    enum mah_status status = MAH_OK;
    for (size_t i = 0; status == MAH_OK && i < counts->arrival_count; i++) {
        const struct arrival_counts *row = &counts->arrivals[i];
        char field[32];
        if (row->persons.state <= COUNT_NOT_ASKED)
            continue;
        snprintf(field, sizeof field, "%d.persons", row->year);
        status = add_hidden(table, context->input->boundaries->mahalle[row->mahalle].code, "mah_arrivals", field,
                            (enum count_state)row->persons.state, cells, err);
    }
    return status;
}

enum mah_status add_suppression(const struct table_context *context, const struct gap_grid_notes *grid, size_t *cells,
                                struct mah_error *err)
{
    const struct counts *counts = context->counts;
    struct release_table *table = NULL;
    *cells = 0;
    if (context->policy->profile == PROFILE_SECURE)
        return MAH_OK; /* nothing is hidden */
    enum mah_status status = output_table_add(context->release, &table, context->fields, "suppression",
                                              RELEASE_NO_GEOMETRY, NULL, NULL, 0, err);
    for (size_t i = 0; status == MAH_OK && i < counts->mahalle_count; i++)
        status = add_hidden_of_area(table, context->input->boundaries->mahalle[i].code, "mah_indicators",
                                    &counts->mahalle[i], cells, err);
    if (status == MAH_OK)
        status = add_hidden_of_area(table, NULL, "city_summary", &counts->city, cells, err);
    for (size_t i = 0; status == MAH_OK && i < counts->origin_count; i++) {
        const struct origin_counts *row = &counts->origins[i];
        const char *code =
            row->mahalle < counts->mahalle_count ? context->input->boundaries->mahalle[row->mahalle].code : NULL;
        if (row->recent.state > COUNT_NOT_ASKED)
            status = add_hidden(table, code, "mah_origin", "mig_rec", (enum count_state)row->recent.state, cells, err);
    }
    for (size_t i = 0; status == MAH_OK && i <= counts->mahalle_count; i++)
        status = add_hidden_living(table, context, i, cells, err);
    if (status == MAH_OK)
        status = add_hidden_arrivals(context, table, cells, err);
    if (status == MAH_OK)
        status = add_hidden_coverage(context, table, cells, err);
    struct hidden_list demand = {.table = table, .cells = cells};
    if (status == MAH_OK)
        status = services_out_each_hidden(context, list_hidden_demand, &demand, err);
    if (status == MAH_OK && grid != NULL)
        status = add_hidden_squares(table, grid, cells, err);
    if (status == MAH_OK)
        status = add_hidden_groups(context, table, cells, err);
    return status;
}

enum mah_status add_params(const struct table_context *context, struct mah_error *err)
{
    static const char *const names[] = {"key", "value", "origin"};
    struct release_table *table = NULL;
    enum mah_status status =
        output_table_add(context->release, &table, context->fields, "params", RELEASE_NO_GEOMETRY, NULL, NULL, 0, err);
    for (size_t i = 0; status == MAH_OK && i < context->input->param_count; i++) {
        const struct record_row *row = &context->input->params[i];
        const char *const texts[] = {row->item, row->value, row->note};
        status = add_text_row(table, names, texts, 3, err);
    }
    return status == MAH_OK ? add_standards_used(table, context, err) : status;
}

/* What of the households the gap grid does not show; "few" where the number itself is too small to be told. */
static enum mah_status log_grid(struct release_table *table, const struct gap_grid_notes *grid, struct mah_error *err)
{
    static const char *const names[] = {"step", "item", "value"};
    const struct {
        const char *item;
        struct rate value;
    } rows[] = {{"squares", rate_of((double)grid->squares)},
                {"dropped_households", grid->dropped_households},
                {"dropped_persons", grid->dropped_persons},
                {"households_without_position", grid->unplaced_households},
                {"persons_without_position", grid->unplaced_persons}};
    enum mah_status status = MAH_OK;
    for (size_t i = 0; status == MAH_OK && grid->squares > 0 && i < sizeof rows / sizeof *rows; i++) {
        char number[32];
        number_write(rows[i].value.value, number);
        const char *const texts[] = {"gap_grid", rows[i].item, rows[i].value.known ? number : "few"};
        status = add_text_row(table, names, texts, 3, err);
    }
    return status;
}

/* Of how many hidden counts it was proved that they cannot be worked out, and how many more were hidden for that; how
 * many because the file published before hides them. */
static enum mah_status log_sums(struct release_table *table, const struct secondary_report *sums, bool has_before,
                                struct mah_error *err)
{
    static const char *const names[] = {"step", "item", "value"};
    const struct {
        const char *item;
        size_t value;
    } rows[] = {{"proved", sums->promises},
                {"hidden_for_others", sums->hidden},
                {"hidden_before", sums->hidden_before},
                {"given_away_before", sums->given_away_before}};
    enum mah_status status = MAH_OK;
    for (size_t i = 0; status == MAH_OK && i < (has_before ? 4 : 2); i++) {
        char number[32];
        number_write((double)rows[i].value, number);
        const char *const texts[] = {"protect", rows[i].item, number};
        status = add_text_row(table, names, texts, 3, err);
    }
    return status;
}

/* The books of the layer of households. */
static enum mah_status log_households(struct release_table *table, const struct household_notes *notes,
                                      struct mah_error *err)
{
    static const char *const names[] = {"step", "item", "value"};
    const struct {
        const char *item;
        size_t value;
    } rows[] = {{"located", notes->located},
                {"points", notes->points},
                {"without_position", notes->without_position},
                {"too_few_in_mahalle", notes->too_few},
                {"no_place_found", notes->no_place}};
    enum mah_status status = MAH_OK;
    for (size_t i = 0; status == MAH_OK && notes->is_asked && i < sizeof rows / sizeof *rows; i++) {
        char number[32];
        number_write((double)rows[i].value, number);
        const char *const texts[] = {"household_points", rows[i].item, number};
        status = add_text_row(table, names, texts, 3, err);
    }
    return status;
}

enum mah_status add_run_log(const struct table_context *context, const struct gap_grid_notes *grid,
                            const struct household_notes *households, struct mah_error *err)
{
    static const char *const names[] = {"step", "source", "item", "value", "note"};
    struct release_table *table = NULL;
    enum mah_status status =
        output_table_add(context->release, &table, context->fields, "run_log", RELEASE_NO_GEOMETRY, NULL, NULL, 0, err);
    for (size_t i = 0; status == MAH_OK && i < context->input->log_count; i++) {
        const struct record_row *row = &context->input->log[i];
        const char *const texts[] = {row->step, row->source, row->item, row->value, row->note};
        status = add_text_row(table, names, texts, 5, err);
    }
    if (status == MAH_OK && context->policy->profile != PROFILE_SECURE)
        status = log_sums(table, &context->sums, context->input->project->published_before != NULL, err);
    if (status == MAH_OK)
        status = log_grid(table, grid, err);
    return status == MAH_OK ? log_households(table, households, err) : status;
}
