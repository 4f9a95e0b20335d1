/* Which inputs and parameters may the provenance of the file tell? All but those of confidential types, and nothing
 * from which these could be worked out: beside them no file of services has a hash, and none of services or
 * streets tells how many rows it holds, for a shelter may be a row of it; and the others are numbered as if there were
 * no more. */
#include <stdio.h>
#include <string.h>

#include "base/text.h"
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

/* How many of the first `number` services of the project are confidential. */
static size_t confidential_among(const struct protect_input *input, size_t number)
{
    size_t count = 0;
    for (size_t i = 0; i < input->input_count; i++)
        count += input->inputs[i].service >= 0 && (size_t)input->inputs[i].service < number &&
                 is_confidential(input, &input->inputs[i]);
    return count;
}

static enum mah_status add_inputs(const struct table_context *context, struct mah_error *err)
{
    const struct protect_input *input = context->input;
    bool has_confidential = confidential_among(input, SIZE_MAX) > 0;
    enum mah_status status = MAH_OK;
    for (size_t i = 0; status == MAH_OK && i < input->input_count; i++) {
        struct release_input told = input->inputs[i].input;
        if (is_confidential(input, &input->inputs[i]))
            continue;
        if (has_confidential && (input->inputs[i].service >= 0 || strcmp(told.role, "streets") == 0))
            told.read = -1;
        if (has_confidential && input->inputs[i].service >= 0)
            told.file_count = 0;
        /* Of a list of people it is told in total only how many rows there were: a list of one mahalle, or of one
         * group, would tell how many households it has, whatever the tables hide. */
        if (context->policy->profile != PROFILE_SECURE && release_input_is_of_people(&told)) {
            told.read = told.used = told.quarantined = -1;
            told.file_count = 0;
        }
        status = release_add_input(context->release, &told, err);
    }
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
    const struct protect_input *input = context->input;
    struct release_conditions conditions = {input->working_crs,       policy->min_households, policy->min_persons,
                                            policy->min_unit_persons, policy->round_to,       .books = {0}};
    for (size_t i = 0; i < input->input_count; i++) {
        const struct release_input *file = &input->inputs[i].input;
        if (file->quarantined < 0)
            continue;
        conditions.books.read += file->read;
        conditions.books.located += file->used;
        conditions.books.quarantined += file->quarantined;
    }
    return release_set_conditions(context->release, &conditions, err);
}

/* "services[8].type" is "services[7].type" where one before it is confidential; other keys stay as they are. */
static void number_anew(struct text *out, const struct protect_input *input, const char *key)
{
    size_t number = 0;
    int before = 0, after = 0;
    /* NOLINTNEXTLINE(cert-err34-c): keys are the program's own */
    if (sscanf(key, "services[%n%zu%n]", &before, &number, &after) != 1 &&
        /* NOLINTNEXTLINE(cert-err34-c) */
        sscanf(key, "read.services.%n%zu%n.", &before, &number, &after) != 1) {
        text_add(out, key);
        return;
    }
    text_add_format(out, "%.*s%zu%s", before, key, number - confidential_among(input, number), key + after);
}

static enum mah_status add_parameter(const struct table_context *context, const struct release_table *params,
                                     size_t row, struct mah_error *err)
{
    struct text key = TEXT_EMPTY;
    number_anew(&key, context->input, text_of(params, row, "key"));
    struct release_parameter parameter = {key.bytes, text_of(params, row, "value"), text_of(params, row, "origin")};
    enum mah_status status = key.failed ? mah_no_memory(err) : release_add_parameter(context->release, &parameter, err);
    text_release(&key);
    return status;
}

/* The rows of the table params, which begins with those of the input in their order. */
enum mah_status add_provenance(const struct table_context *context, struct mah_error *err)
{
    const struct protect_input *input = context->input;
    const struct release_table *params = release_table_named(context->release, "params");
    enum mah_status status = set_conditions(context, err);
    if (status == MAH_OK)
        status = add_inputs(context, err);
    for (size_t row = 0; status == MAH_OK && params != NULL && row < release_row_count(params); row++)
        if (row >= input->param_count || !input->params[row].is_confidential)
            status = add_parameter(context, params, row, err);
    return status;
}
