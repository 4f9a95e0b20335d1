/* Which inputs and parameters may the provenance of the file tell? All but those of confidential types. */
#include "protect/tables.h"

/* A hash proves that a file is the one somebody holds, and counts say how many shelters there are: neither is told. */
static bool is_confidential(const struct protect_input *input, const struct input_record *record)
{
    const struct protect_services *services = input->services;
    if (record->service < 0)
        return false;
    if (services == NULL || (size_t)record->service >= services->set->book_count)
        return true; /* of an unknown type: silence is safe */
    return services->types->types[services->set->books[record->service].type].is_confidential;
}

static enum mah_status add_inputs(const struct table_context *context, struct mah_error *err)
{
    const struct protect_input *input = context->input;
    enum mah_status status = MAH_OK;
    for (size_t i = 0; status == MAH_OK && i < input->input_count; i++)
        if (!is_confidential(input, &input->inputs[i]))
            status = release_add_input(context->release, &input->inputs[i].input, err);
    return status;
}

static const char *text_of(const struct release_table *table, size_t row, const char *column)
{
    size_t index;
    if (!release_column_find(table, column, &index))
        return NULL;
    struct release_cell cell = release_cell(table, row, index);
    return cell.kind == RELEASE_CELL_TEXT ? cell.value.text : NULL;
}

static enum mah_status set_conditions(const struct table_context *context, struct mah_error *err)
{
    const struct policy *policy = context->policy;
    struct release_conditions conditions = {context->input->working_crs, policy->min_households, policy->min_persons,
                                            policy->min_unit_persons, policy->round_to};
    return release_set_conditions(context->release, &conditions, err);
}

/* The rows of the table params, which begins with those of the input in their order. */
enum mah_status add_provenance(const struct table_context *context, struct mah_error *err)
{
    const struct protect_input *input = context->input;
    const struct release_table *params = release_table_named(context->release, "params");
    enum mah_status status = set_conditions(context, err);
    if (status == MAH_OK)
        status = add_inputs(context, err);
    for (size_t row = 0; status == MAH_OK && params != NULL && row < release_row_count(params); row++) {
        if (row < input->param_count && input->params[row].is_confidential)
            continue;
        struct release_parameter parameter = {text_of(params, row, "key"), text_of(params, row, "value"),
                                              text_of(params, row, "origin")};
        status = release_add_parameter(context->release, &parameter, err);
    }
    return status;
}
