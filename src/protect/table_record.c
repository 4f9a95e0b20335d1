/* The tables that say how the figures came about: suppression, params, run_log. */
#include <string.h>

#include "base/memory.h"
#include "protect/table_living.h"
#include "protect/tables.h"

/* Fills the named text columns of a new row; a NULL text leaves its cell NULL. */
static enum mah_status add_text_row(struct release_table *table, const char *const *names, const char *const *texts,
                                    size_t count, struct mah_error *err)
{
    enum mah_status status = table_add_row(table, err);
    for (size_t i = 0; status == MAH_OK && i < count; i++) {
        size_t column;
        status = output_column(&column, table, names[i], err);
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
    if (area->records.state > COUNT_NOT_ASKED)
        return add_hidden(table, code, layer, "*", (enum count_state)area->records.state, cells, err);
    enum mah_status status = MAH_OK;
    for (size_t i = 0; status == MAH_OK && i < MEASURE_COUNT; i++)
        if (area->measure[i].state > COUNT_NOT_ASKED)
            status = add_hidden(table, code, layer, measure_facts[i].field, (enum count_state)area->measure[i].state,
                                cells, err);
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

static enum mah_status add_hidden_living(struct release_table *table, const struct table_context *context,
                                         size_t mahalle, size_t *cells, struct mah_error *err)
{
    const struct counts *counts = context->counts;
    bool is_city = mahalle == counts->mahalle_count;
    const struct area_counts *area = is_city ? &counts->city : &counts->mahalle[mahalle];
    const char *code = is_city ? NULL : context->input->boundaries->mahalle[mahalle].code;
    struct hidden_list list = {table, code, cells};
    if (area->records.state > COUNT_NOT_ASKED) /* all of it: the asterisk above says so */
        return MAH_OK;
    return living_each_hidden(&counts->living[mahalle], is_city ? "city_summary" : "mah_indicators", list_hidden, &list,
                              err);
}

enum mah_status add_suppression(const struct table_context *context, size_t *cells, struct mah_error *err)
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
    return status;
}

enum mah_status add_run_log(const struct table_context *context, struct mah_error *err)
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
    return status;
}
