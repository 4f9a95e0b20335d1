/* ilce_groups: households with somebody of a special category (KVKK art. 6), by ilçe, the city's rows last; never by
 * mahalle. docs/decisions/0033. */
#include <stdio.h>

#include "base/memory.h"
#include "indicate/need_areas.h"
#include "protect/policy_cell.h"
#include "protect/special_counts.h"
#include "protect/tables.h"

struct groups_table {
    const struct table_context *context;
    struct release_table *table;
    size_t ilce, group, group_name, households, answered, share, flag;
};

static enum mah_status find_columns(struct groups_table *groups, struct mah_error *err)
{
    const struct {
        const char *name;
        size_t *column;
    } all[] = {{"ilce_name", &groups->ilce},
               {"grp", &groups->group},
               {"grp_name", &groups->group_name},
               {"households", &groups->households},
               {"answered", &groups->answered},
               {"share", &groups->share},
               {"flag", &groups->flag}};
    enum mah_status status = MAH_OK;
    for (size_t i = 0; status == MAH_OK && i < sizeof all / sizeof *all; i++)
        status = output_column(all[i].column, groups->table, all[i].name, err);
    return status;
}

static enum mah_status set_figures(const struct groups_table *groups, const struct special_count *count,
                                   struct mah_error *err)
{
    const struct policy *policy = groups->context->policy;
    struct count yes = {count->yes, count->yes_records, COUNT_KNOWN};
    struct count answered = {count->yes + count->no, count->yes_records + count->no_records, COUNT_KNOWN};
    policy_round_count(policy, &yes);
    policy_round_count(policy, &answered);
    struct rate share = rate_divide(count_rate(&yes), count_rate(&answered));
    enum mah_status status = set_rate(groups->table, groups->households, count_rate(&yes), err);
    if (status == MAH_OK)
        status = set_rate(groups->table, groups->answered, count_rate(&answered), err);
    if (status == MAH_OK)
        status =
            set_rate(groups->table, groups->share, policy->round_to > 0 ? rate_round_to_step(share, 0.01) : share, err);
    return status;
}

static enum mah_status add_row(const struct groups_table *groups, const char *ilce, enum special_group group,
                               const struct special_count *count, struct mah_error *err)
{
    const struct output_fields *fields = groups->context->fields;
    size_t listed = 0;
    enum mah_status status = output_field_find(&listed, fields, "ilce_groups#grp", special_group_word(group), err);
    if (status == MAH_OK)
        status = table_add_row(groups->table, err);
    if (status == MAH_OK && ilce != NULL)
        status = table_set_text(groups->table, groups->ilce, ilce, err);
    if (status == MAH_OK)
        status = table_set_text(groups->table, groups->group, special_group_word(group), err);
    if (status == MAH_OK)
        status = table_set_text(groups->table, groups->group_name,
                                output_field_label(fields, listed, groups->context->input->project->language), err);
    if (status == MAH_OK && count->state == COUNT_KNOWN)
        status = set_figures(groups, count, err);
    if (status == MAH_OK && count->state != COUNT_KNOWN)
        status = table_set_text(groups->table, groups->flag, count_state_code((enum count_state)count->state), err);
    return status;
}

/* Does somebody answer for the group anywhere? */
static bool is_asked(const struct special_count *city)
{
    return city->yes_records + city->no_records > 0;
}

enum mah_status add_ilce_groups(const struct table_context *context, struct mah_error *err)
{
    if (context->counts->special == NULL)
        return MAH_OK; /* no file has such a column */
    struct groups_table groups = {.context = context};
    struct need_areas *areas = NULL;
    struct special_count *counts = NULL;
    enum mah_status status = need_areas_new(&areas, context->input->boundaries, err);
    if (status == MAH_OK)
        status = output_table_add(context->release, &groups.table, context->fields, "ilce_groups", RELEASE_NO_GEOMETRY,
                                  NULL, NULL, 0, err);
    if (status == MAH_OK)
        status = find_columns(&groups, err);
    for (int group = 0; status == MAH_OK && group < SPECIAL_COUNT; group++) {
        status = special_counts_new(&counts, context->counts, areas, (enum special_group)group, context->policy, err);
        bool asked = status == MAH_OK && is_asked(&counts[areas->ilce_count]);
        for (size_t i = 0; asked && status == MAH_OK && i <= areas->ilce_count; i++)
            status = add_row(&groups, i < areas->ilce_count ? areas->ilce_names[i] : NULL, (enum special_group)group,
                             &counts[i], err);
        memory_free(counts);
        counts = NULL;
    }
    need_areas_free(areas);
    return status;
}

/* A row of the table `suppression`, whose columns are found by name. */
static enum mah_status list_hidden(struct release_table *table, const char *field, enum count_state state,
                                   struct mah_error *err)
{
    const char *const cells[][2] = {{"layer", "ilce_groups"}, {"field", field}, {"rule", count_state_code(state)}};
    enum mah_status status = table_add_row(table, err);
    for (size_t i = 0; status == MAH_OK && i < sizeof cells / sizeof *cells; i++) {
        size_t column = 0;
        status = output_column(&column, table, cells[i][0], err);
        if (status == MAH_OK)
            status = table_set_text(table, column, cells[i][1], err);
    }
    return status;
}

enum mah_status add_hidden_groups(const struct table_context *context, struct release_table *table, size_t *cells,
                                  struct mah_error *err)
{
    if (context->counts->special == NULL)
        return MAH_OK;
    struct need_areas *areas = NULL;
    struct special_count *counts = NULL;
    enum mah_status status = need_areas_new(&areas, context->input->boundaries, err);
    for (int group = 0; status == MAH_OK && group < SPECIAL_COUNT; group++) {
        status = special_counts_new(&counts, context->counts, areas, (enum special_group)group, context->policy, err);
        for (size_t i = 0; status == MAH_OK && is_asked(&counts[areas->ilce_count]) && i <= areas->ilce_count; i++) {
            char field[300];
            if (counts[i].state <= COUNT_NOT_ASKED)
                continue;
            snprintf(field, sizeof field, "%s%s%s", i < areas->ilce_count ? areas->ilce_names[i] : "",
                     i < areas->ilce_count ? "." : "", special_group_word((enum special_group)group));
            (*cells)++;
            status = list_hidden(table, field, (enum count_state)counts[i].state, err);
        }
        memory_free(counts);
        counts = NULL;
    }
    need_areas_free(areas);
    return status;
}
