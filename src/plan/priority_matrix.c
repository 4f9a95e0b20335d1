/* Which figures of a file does a department ask for? */
#include "plan/priority_matrix.h"

#include <math.h>
#include <string.h>

#include "base/memory.h"

_Static_assert((int)DEPARTMENT_TARGET == (int)NORMALISE_TARGET && (int)DEPARTMENT_MINMAX == (int)NORMALISE_MINMAX,
               "one order of normalisations");
_Static_assert((int)DEPARTMENT_GEOMETRIC == (int)AGGREGATE_GEOMETRIC, "one order of aggregations");

/* What the walk carries along. */
struct gathering {
    struct priority_matrix *out;
    const struct service_types *types;
    const struct figure_source *source;
    size_t asked; /* the indicator in hand */
    size_t capacity, column_capacity, value_capacity, absent_capacity;
    struct mah_error *err;
};

void priority_matrix_release(struct priority_matrix *matrix)
{
    for (size_t i = 0; i < matrix->count; i++) {
        memory_free(matrix->indicators[i].field);
        memory_free(matrix->indicators[i].per);
    }
    for (size_t i = 0; i < matrix->absent_count; i++)
        memory_free(matrix->absent[i]);
    memory_free(matrix->indicators);
    memory_free(matrix->columns);
    memory_free(matrix->values);
    memory_free(matrix->absent);
    *matrix = (struct priority_matrix){0};
}

static enum mah_status add_absent(struct gathering *gathering, const char *field)
{
    struct priority_matrix *out = gathering->out;
    char *copy = memory_copy_text(field);
    if (copy == NULL || memory_grow((void **)&out->absent, &gathering->absent_capacity, out->absent_count + 1,
                                    sizeof *out->absent) != 0) {
        memory_free(copy);
        return mah_no_memory(gathering->err);
    }
    out->absent[out->absent_count++] = copy;
    return MAH_OK;
}

static bool find_column(const struct figure_source *source, const char *name, size_t *column)
{
    for (size_t i = 0; i < source->column_count; i++)
        if (strcmp(source->name(source->table, i), name) == 0) {
            *column = i;
            return true;
        }
    return false;
}

/* Does the name belong to the pattern, and its type to the sector? */
static bool fits(const struct gathering *gathering, const struct department_indicator *asked, const char *name)
{
    size_t stem = strlen(asked->field) - 1;
    if (strncmp(name, asked->field, stem) != 0)
        return false;
    int type = service_type_find(gathering->types, slice_of(name + stem));
    if (asked->sector == NULL)
        return true;
    return type != NO_SERVICE_TYPE && strcmp(gathering->types->types[type].sector, asked->sector) == 0;
}

/* A figure a square kilometre of nothing, or a resident of nobody, is unknown. */
static double figure_of(const struct figure_source *source, const struct priority_indicator *indicator, size_t row)
{
    double value = source->figure(source->table, row, indicator->column);
    if (indicator->per == NULL)
        return value;
    double per = source->figure(source->table, row, indicator->per_column);
    return per > 0 ? value / per : NAN;
}

static enum mah_status grow(struct gathering *gathering)
{
    struct priority_matrix *out = gathering->out;
    size_t rows = gathering->source->row_count, count = out->count + 1;
    if (memory_grow((void **)&out->indicators, &gathering->capacity, count, sizeof *out->indicators) != 0 ||
        memory_grow((void **)&out->columns, &gathering->column_capacity, count, sizeof *out->columns) != 0 ||
        memory_grow((void **)&out->values, &gathering->value_capacity, count * rows + 1, sizeof *out->values) != 0)
        return mah_no_memory(gathering->err);
    return MAH_OK;
}

/* *taken is false where the column has no figure at all. The weight is set when all columns of a pattern are known. */
static enum mah_status take_column(struct gathering *gathering, const struct department_indicator *asked, size_t column,
                                   bool *taken)
{
    struct priority_matrix *out = gathering->out;
    const struct figure_source *source = gathering->source;
    struct priority_indicator indicator = {.column = column, .asked = gathering->asked};
    *taken = false;
    enum mah_status status = grow(gathering);
    if (status != MAH_OK || (asked->per != NULL && !find_column(source, asked->per, &indicator.per_column)))
        return status;
    indicator.field = memory_copy_text(source->name(source->table, column));
    indicator.per = memory_copy_text(asked->per);
    if (indicator.field == NULL || (asked->per != NULL && indicator.per == NULL))
        status = mah_no_memory(gathering->err);
    double *values = out->values + out->count * source->row_count;
    for (size_t row = 0; status == MAH_OK && row < source->row_count; row++) {
        values[row] = figure_of(source, &indicator, row);
        *taken |= !isnan(values[row]);
    }
    if (!*taken) {
        memory_free(indicator.field);
        memory_free(indicator.per);
        return status;
    }
    out->indicators[out->count] = indicator;
    out->columns[out->count++] =
        (struct priority_column){.less_is_worse = asked->less_is_worse, .target = asked->target};
    return MAH_OK;
}

static enum mah_status take_pattern(struct gathering *gathering, const struct department_indicator *asked)
{
    enum mah_status status = MAH_OK;
    for (size_t c = 0; status == MAH_OK && c < gathering->source->column_count; c++) {
        const char *name = gathering->source->name(gathering->source->table, c);
        bool taken = false;
        if (!fits(gathering, asked, name))
            continue;
        status = take_column(gathering, asked, c, &taken);
        if (status == MAH_OK && !taken)
            status = add_absent(gathering, name);
    }
    return status;
}

static enum mah_status take_indicator(struct gathering *gathering, const struct department_indicator *asked)
{
    struct priority_matrix *out = gathering->out;
    size_t first = out->count, absent = out->absent_count, column = 0;
    bool is_pattern = strchr(asked->field, '*') != NULL, taken = false;
    enum mah_status status = MAH_OK;
    if (is_pattern)
        status = take_pattern(gathering, asked);
    else if (find_column(gathering->source, asked->field, &column))
        status = take_column(gathering, asked, column, &taken);
    size_t found = out->count - first;
    for (size_t i = first; i < out->count; i++)
        out->columns[i].weight = asked->weight / (double)found;
    if (found > 0)
        out->present += asked->weight;
    else if (status == MAH_OK && out->absent_count == absent)
        status = add_absent(gathering, asked->field);
    return status;
}

static void fill_table(struct priority_matrix *out, const struct department *department, size_t row_count)
{
    for (size_t i = 0; i < out->count; i++)
        out->columns[i].values = out->values + i * row_count;
    out->table =
        (struct priority_table){.columns = out->columns,
                                .column_count = out->is_enough ? out->count : 0,
                                .row_count = row_count,
                                .rules = {.normalisation = (enum priority_normalisation)department->normalisation,
                                          .aggregation = (enum priority_aggregation)department->aggregation,
                                          .winsorise = department->winsorise,
                                          .low = department->winsorise_low,
                                          .high = department->winsorise_high,
                                          .least_known = department->least_known}};
}

enum mah_status priority_matrix_make(struct priority_matrix *out, const struct department *department,
                                     const struct service_types *types, const struct figure_source *source,
                                     struct mah_error *err)
{
    struct gathering gathering = {.out = out, .types = types, .source = source, .err = err};
    double asked = 0;
    enum mah_status status = MAH_OK;
    *out = (struct priority_matrix){0};
    for (size_t i = 0; status == MAH_OK && i < department->indicator_count; i++) {
        asked += department->indicators[i].weight;
        gathering.asked = i;
        status = take_indicator(&gathering, &department->indicators[i]);
    }
    out->present = asked > 0 ? out->present / asked : 0;
    out->is_enough = out->count > 0 && out->present + 1e-9 >= department->least_present;
    fill_table(out, department, source->row_count);
    return status;
}
