/* What do all draws share? The rows with a score, their missing figures, and need by each normalisation. */
#include "plan/priority_drawing.h"

#include <math.h>

#include "base/memory.h"

void drawing_release(struct drawing *drawing)
{
    for (size_t m = 0; m < METHODS; m++) {
        memory_free(drawing->methods[m].plain);
        memory_free(drawing->methods[m].logs);
    }
    for (size_t w = 0; drawing->scratch != NULL && w < drawing->worker_count; w++) {
        memory_free(drawing->scratch[w].weights);
        memory_free(drawing->scratch[w].score);
        memory_free(drawing->scratch[w].known);
        memory_free(drawing->scratch[w].keys);
        memory_free(drawing->scratch[w].spare);
    }
    memory_free(drawing->scratch);
    memory_free(drawing->rows);
    memory_free(drawing->missing);
    memory_free(drawing->missing_start);
    memory_free(drawing->ranks);
}

static enum mah_status list_rows(struct drawing *drawing, struct mah_error *err)
{
    const struct priority_scores *scores = drawing->scores;
    drawing->rows = memory_new(scores->row_count + 1, sizeof *drawing->rows);
    if (drawing->rows == NULL)
        return mah_no_memory(err);
    for (size_t i = 0; i < scores->row_count; i++)
        if (!isnan(scores->rank[i]))
            drawing->rows[drawing->count++] = i;
    return MAH_OK;
}

static enum mah_status list_missing(struct drawing *drawing, struct mah_error *err)
{
    const struct priority_table *table = drawing->table;
    size_t columns = table->column_count, found = 0;
    drawing->missing_start = memory_new(columns + 1, sizeof *drawing->missing_start);
    for (size_t k = 0; k < columns; k++)
        for (size_t i = 0; i < drawing->count; i++)
            found += isnan(table->columns[k].values[drawing->rows[i]]) ? 1 : 0;
    drawing->missing = memory_new(found + 1, sizeof *drawing->missing);
    if (drawing->missing_start == NULL || drawing->missing == NULL)
        return mah_no_memory(err);
    found = 0;
    for (size_t k = 0; k < columns; k++) {
        for (size_t i = 0; i < drawing->count; i++)
            if (isnan(table->columns[k].values[drawing->rows[i]]))
                drawing->missing[found++] = i;
        drawing->missing_start[k + 1] = found;
    }
    return MAH_OK;
}

static enum mah_status add_method(struct drawing *drawing, enum priority_normalisation normalisation,
                                  struct mah_error *err)
{
    const struct priority_table *table = drawing->table;
    struct method *method = &drawing->methods[drawing->method_count++];
    double *all = memory_new(table->row_count + 1, sizeof *all);
    size_t *order = memory_new(table->row_count + 1, sizeof *order);
    method->plain = memory_new(table->column_count * drawing->count + 1, sizeof *method->plain);
    method->logs = memory_new(table->column_count * drawing->count + 1, sizeof *method->logs);
    bool is_short = all == NULL || order == NULL || method->plain == NULL || method->logs == NULL, constant;
    for (size_t k = 0; !is_short && k < table->column_count; k++) {
        priority_normalise(all, &table->columns[k], &table->rules, normalisation, table->row_count, order, &constant);
        for (size_t i = 0; i < drawing->count; i++) {
            double y = all[drawing->rows[i]];
            method->plain[k * drawing->count + i] = isnan(y) ? 0 : y;
            method->logs[k * drawing->count + i] = isnan(y) ? 0 : 1 - log(0.01 + 0.99 * y) / log(0.01);
        }
    }
    memory_free(all);
    memory_free(order);
    return is_short ? mah_no_memory(err) : MAH_OK;
}

static enum mah_status make_scratch(struct drawing *drawing, size_t workers, struct mah_error *err)
{
    size_t longest = drawing->count > drawing->draw_count ? drawing->count : drawing->draw_count;
    drawing->scratch = memory_new(workers, sizeof *drawing->scratch);
    drawing->worker_count = workers;
    for (size_t w = 0; drawing->scratch != NULL && w < workers; w++) {
        struct scratch *scratch = &drawing->scratch[w];
        scratch->weights = memory_new(drawing->table->column_count + 1, sizeof *scratch->weights);
        scratch->score = memory_new(drawing->count + 1, sizeof *scratch->score);
        scratch->known = memory_new(drawing->count + 1, sizeof *scratch->known);
        scratch->keys = memory_new(longest + 1, sizeof *scratch->keys);
        scratch->spare = memory_new(longest + 1, sizeof *scratch->spare);
        if (scratch->weights == NULL || scratch->score == NULL || scratch->known == NULL || scratch->keys == NULL ||
            scratch->spare == NULL)
            return mah_no_memory(err);
    }
    return drawing->scratch != NULL ? MAH_OK : mah_no_memory(err);
}

enum mah_status drawing_prepare(struct drawing *drawing, size_t workers, struct mah_error *err)
{
    enum mah_status status = list_rows(drawing, err);
    if (status == MAH_OK)
        status = list_missing(drawing, err);
    for (int m = 0; status == MAH_OK && m < METHODS; m++)
        if (m != NORMALISE_TARGET || drawing->table->rules.normalisation == NORMALISE_TARGET)
            status = add_method(drawing, (enum priority_normalisation)m, err);
    if (status == MAH_OK)
        status = make_scratch(drawing, workers, err);
    if (status == MAH_OK && drawing->count > SIZE_MAX / drawing->draw_count)
        return mah_no_memory(err);
    if (status == MAH_OK)
        drawing->ranks = memory_new(drawing->count * drawing->draw_count + 1, sizeof *drawing->ranks);
    return status != MAH_OK || drawing->ranks != NULL ? status : mah_no_memory(err);
}
