/* Who needs it most? Normalised figures to scores, scores to ranks. */
#include "plan/priority.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/memory.h"

static const double score_step = 1e6; /* scores that differ by less are the same but for rounding */

struct ranked {
    double value;
    size_t row;
};

static int greatest_first(const void *a, const void *b)
{
    const struct ranked *x = a, *y = b;
    if (x->value > y->value || x->value < y->value)
        return x->value < y->value ? 1 : -1;
    return x->row < y->row ? -1 : 1;
}

/* qsort_r hands the values along, so that no second list is needed. */
static int greatest_of(const void *a, const void *b, void *values)
{
    const double *value = values;
    size_t x = *(const size_t *)a, y = *(const size_t *)b;
    struct ranked left = {value[x], x}, right = {value[y], y};
    return greatest_first(&left, &right);
}

size_t priority_rank(double *rank, size_t *order, const double *values, size_t count)
{
    size_t known = 0;
    for (size_t i = 0; i < count; i++) {
        if (!isnan(values[i]))
            order[known++] = i;
        rank[i] = NAN;
    }
    qsort_r(order, known, sizeof *order, greatest_of, (void *)(uintptr_t)values);
    for (size_t start = 0, end; start < known; start = end) {
        end = start + 1;
        while (end < known && values[order[end]] >= values[order[start]])
            end++;
        for (size_t i = start; i < end; i++)
            rank[order[i]] = ((double)start + 1 + (double)end) / 2;
    }
    return known;
}

void priority_scores_release(struct priority_scores *scores)
{
    memory_free(scores->normalised);
    memory_free(scores->weights);
    memory_free(scores->constant);
    memory_free(scores->known);
    memory_free(scores->score);
    memory_free(scores->rank);
    memory_free(scores->place);
    *scores = (struct priority_scores){0};
}

static enum mah_status make_room(struct priority_scores *out, const struct priority_table *table, struct mah_error *err)
{
    size_t columns = table->column_count, rows = table->row_count;
    *out = (struct priority_scores){.column_count = columns, .row_count = rows};
    if (columns > 0 && rows > SIZE_MAX / columns)
        return mah_no_memory(err);
    out->normalised = memory_new(columns * rows + 1, sizeof *out->normalised);
    out->weights = memory_new(columns + 1, sizeof *out->weights);
    out->constant = memory_new(columns + 1, sizeof *out->constant);
    out->known = memory_new(rows + 1, sizeof *out->known);
    out->score = memory_new(rows + 1, sizeof *out->score);
    out->rank = memory_new(rows + 1, sizeof *out->rank);
    out->place = memory_new(rows + 1, sizeof *out->place);
    bool is_short = out->normalised == NULL || out->weights == NULL || out->constant == NULL || out->known == NULL ||
                    out->score == NULL || out->rank == NULL || out->place == NULL;
    return is_short ? mah_no_memory(err) : MAH_OK;
}

static void score_row(struct priority_scores *out, const struct priority_rules *rules, size_t row)
{
    double sum = 0, known = 0;
    for (size_t k = 0; k < out->column_count; k++) {
        double y = out->normalised[k * out->row_count + row];
        if (isnan(y))
            continue;
        known += out->weights[k];
        sum += out->weights[k] * (rules->aggregation == AGGREGATE_GEOMETRIC ? log(0.01 + 0.99 * y) : y);
    }
    out->known[row] = fmin(1, round(known * score_step) / score_step);
    out->score[row] = NAN;
    if (known <= 0 || out->known[row] < rules->least_known)
        return;
    double score = rules->aggregation == AGGREGATE_GEOMETRIC ? exp(sum / known) : sum / known;
    out->score[row] = round(score * score_step) / score_step;
}

static void place_rows(struct priority_scores *out, size_t *order)
{
    out->known_count = priority_rank(out->rank, order, out->score, out->row_count);
    for (size_t i = 0; i < out->known_count; i++) {
        bool is_tied = i > 0 && out->score[order[i]] >= out->score[order[i - 1]];
        out->place[order[i]] = is_tied ? out->place[order[i - 1]] : (int64_t)i + 1;
    }
}

enum mah_status priority_score(struct priority_scores *out, const struct priority_table *table, struct mah_error *err)
{
    size_t *order = memory_new(table->row_count + 1, sizeof *order);
    enum mah_status status = make_room(out, table, err);
    if (status == MAH_OK && order == NULL)
        status = mah_no_memory(err);
    double total = 0;
    for (size_t k = 0; k < table->column_count; k++)
        total += table->columns[k].weight;
    for (size_t k = 0; status == MAH_OK && k < table->column_count; k++) {
        out->weights[k] = table->columns[k].weight / total;
        priority_normalise(out->normalised + k * table->row_count, &table->columns[k], &table->rules,
                           table->rules.normalisation, table->row_count, order, &out->constant[k]);
    }
    for (size_t i = 0; status == MAH_OK && i < table->row_count; i++)
        score_row(out, &table->rules, i);
    if (status == MAH_OK)
        place_rows(out, order);
    memory_free(order);
    return status;
}
